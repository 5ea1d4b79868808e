"""How much room is left where something is kept, against what the database needs for itself and its safety copies."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from nemndsekr.operations.selfcheck.finding import Finding, fail, ok, warn

MEGABYTE: Final = 1_000_000
LITTLE_ROOM: Final = 1000 * MEGABYTE
NO_ROOM: Final = 100 * MEGABYTE
LITTLE_COPIES: Final = 10
"""For so many days' copies there is to be room: each is as large as the database."""
NO_COPIES: Final = 2
"""So many are written beside each other before the oldest goes, or before a new version has changed the database."""


def free_in(folder: Path) -> int | None:
    """The bytes that may be written in a folder, within a quota too; None where the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def room_finding(code: str, free: int, database: int, next_step: str, *, place: str = "") -> Finding:
    """Whether there is room: of the disk that the data lie on, or of another ``place``, where it only ever warns."""
    words = f"Ledigt utrymme{f' i {place}' if place else ''}: {_megabytes(free)}."
    if free >= max(LITTLE_ROOM, LITTLE_COPIES * database):
        return ok(code, words, free)
    if database:
        words += f" Varje säkerhetskopia är lika stor som databasen: {_megabytes(database)}."
    if free < max(NO_ROOM, NO_COPIES * database) and not place:
        return fail(code, words, f"{next_step} Annars kan inget sparas.", free)
    return warn(code, words, f"{next_step} Säkerhetskopiorna behöver det.", free)


def _megabytes(size: int) -> str:
    return f"{max(size / MEGABYTE, 0.1):.1f} MB".replace(".", ",") if size < 10 * MEGABYTE else f"{size // MEGABYTE} MB"
