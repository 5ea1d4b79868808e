"""A desk over an empty database, the page over an invented case, and a dressed window."""

from __future__ import annotations

from tests.ui.document.office import desk, open_page

__all__ = ["desk", "open_page"]
