"""A desk over an empty database, and a dressed window."""

from __future__ import annotations

from tests.ui.document.office import desk

__all__ = ["desk"]
