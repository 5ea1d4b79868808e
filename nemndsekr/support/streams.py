"""The standard streams, also where there are none: pythonw, by which the Start menu begins, has no console.

Then ``sys.stdout`` and ``sys.stderr`` are None, and the first library that writes a word to them would end the program.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

_nowhere: TextIO | None = None


def give_streams() -> None:
    """Let what is written where nobody can read it go nowhere, instead of ending the program; once, at its start."""
    global _nowhere  # noqa: PLW0603 - the streams are the process's own
    if sys.stdout is not None and sys.stderr is not None:
        return
    _nowhere = _nowhere or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the program
    sys.stdout = sys.stdout or _nowhere
    sys.stderr = sys.stderr or _nowhere


def has_console() -> bool:
    """Whether anybody can read what is written to the standard error."""
    return sys.stderr is not None and sys.stderr is not _nowhere
