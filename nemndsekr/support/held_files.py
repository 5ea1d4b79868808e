"""Put a file in place, or take one away, though a virus scanner, an indexer or a cloud holds it for an instant.

Only Windows refuses to replace or take away a file that somebody has open, and only three of its errors can pass by
themselves: access denied (5), in use (32) and locked (33). Elsewhere, and for all other errors, the first try is the
last. ``PATIENT`` waits for two and a half seconds in all and is for background threads and commands; what the window
does itself waits no longer than anybody notices (``BRIEF``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

Made = TypeVar("Made")
Pause = Callable[[float], None]

PATIENT: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)
BRIEF: Final = (0.02, 0.05)
"""Seconds between the tries."""
_MAY_PASS: Final = frozenset({5, 32, 33})


def may_pass(error: OSError) -> bool:
    """Whether what hinders may soon be over: it is Windows that refuses, since somebody holds the file."""
    return getattr(error, "winerror", None) in _MAY_PASS


def tried(act: Callable[[], Made], pauses: Sequence[float] = PATIENT, *, pause: Pause | None = None) -> Made:
    """Do it, and again after each pause while somebody holds the file.

    Raises:
        OSError: that of the last try, or the first that cannot pass by itself.
    """
    for seconds in pauses:
        try:
            return act()
        except OSError as error:
            if not may_pass(error):
                raise
            (pause or time.sleep)(seconds)
    return act()


def replace_file(source: Path, target: Path, pauses: Sequence[float] = PATIENT, *, pause: Pause | None = None) -> None:
    """Give a file another name, in the place of what had it."""
    tried(lambda: source.replace(target), pauses, pause=pause)


def remove_file(path: Path, pauses: Sequence[float] = PATIENT, *, pause: Pause | None = None) -> None:
    """Take a file away; one that is not there is no fault."""
    tried(lambda: path.unlink(missing_ok=True), pauses, pause=pause)
