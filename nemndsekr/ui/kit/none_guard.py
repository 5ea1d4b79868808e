"""Keeps None, True and False alive under Python 3.11, which PySide6 6.12 would otherwise use up.

The wheel of PySide6 6.12 is built as if they were immortal, which they are from Python 3.12 on (PEP 683): every call
that returns nothing gives back one reference too many, and filling a text document some of True. Under 3.11 some
thousand such calls end the process with «none_dealloc: deallocating None» or «bool_dealloc». A count that can never be
used up is what Python 3.12 does itself.
"""

from __future__ import annotations

import sys
from typing import Final

_ENOUGH: Final = 1 << 40


def keep_none_alive() -> None:
    """Give them a reference count that no run can use up; does nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= _ENOUGH:
        return
    import ctypes

    for kept in (None, True, False):
        # The count is the first field of every object.
        ctypes.c_ssize_t.from_address(id(kept)).value += 2 * _ENOUGH
