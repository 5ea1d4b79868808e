"""A desk over an empty database for the review page, and a dressed window."""

from __future__ import annotations

from tests.ui.document.office import desk

__all__ = ["desk"]
