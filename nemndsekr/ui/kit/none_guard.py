"""Keeps None alive under Python 3.11, which PySide6 6.12 would otherwise use up.

The wheel of PySide6 6.12 is built as if None were immortal, which it is from Python 3.12 on (PEP 683): every call
that returns nothing gives back one reference too many. Under 3.11 some five thousand such calls end the process with
«none_dealloc: deallocating None». A count that can never be used up is what Python 3.12 does itself.
"""

from __future__ import annotations

import sys
from typing import Final

_ENOUGH: Final = 1 << 40


def keep_none_alive() -> None:
    """Give None a reference count that no run can use up; does nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= _ENOUGH:
        return
    import ctypes

    # The count is the first field of every object.
    ctypes.c_ssize_t.from_address(id(None)).value += 2 * _ENOUGH
