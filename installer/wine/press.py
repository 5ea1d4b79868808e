"""Run by Windows' Python: presses Alt and a letter in a window, or holds a file as a virus scanner does.

``press.py press TITLE LETTER`` waits for the window. ``press.py hold FILE SIGN`` makes the file ``SIGN`` when the other
one is held, and lets go when it is taken away.
"""

from __future__ import annotations

import ctypes
import sys
import time
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 100.0
"""Seconds that a window may take, or that a file is held."""
_ALT: Final = 0x12
_KEY_UP: Final = 0x2
_READ: Final = 0x80000000
_OPEN_EXISTING: Final = 3


def press(title: str, letter: str) -> int:
    """Wait for a window with this title and press Alt and the letter in it; 1 when no such window came."""
    user: Any = ctypes.WinDLL("user32")  # type: ignore[attr-defined]
    end = time.monotonic() + PATIENCE
    while not (window := user.FindWindowW(None, title)):
        if time.monotonic() > end:
            return 1
        time.sleep(0.3)
    time.sleep(1)  # it has come, and is yet to be painted
    user.SetForegroundWindow(window)
    for key, how in ((_ALT, 0), (ord(letter), 0), (ord(letter), _KEY_UP), (_ALT, _KEY_UP)):
        user.keybd_event(key, 0, how, 0)
        time.sleep(0.1)
    return 0


def hold(path: str, sign: Path) -> int:
    """Have a file open for oneself alone until the sign is taken away; 1 when it could not be opened."""
    kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(path, _READ, 0, None, _OPEN_EXISTING, 0, None)
    if handle in {None, ctypes.c_void_p(-1).value}:
        return 1
    sign.write_text("", encoding="utf-8")
    end = time.monotonic() + PATIENCE
    while sign.exists() and time.monotonic() < end:
        time.sleep(0.3)
    return 0


if __name__ == "__main__":
    act, first, second = sys.argv[1:]
    sys.exit(press(first, second) if act == "press" else hold(first, Path(second)))
