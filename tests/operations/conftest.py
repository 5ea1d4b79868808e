"""The same open store and case as the store's own tests have."""

from __future__ import annotations

from tests.store.conftest import NOW, case_id, store, who

__all__ = ["NOW", "case_id", "store", "who"]
