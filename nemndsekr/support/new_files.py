"""The newest files of some folders, by their names and times only: nothing is opened and nothing is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

MOST_LOOKED_AT = 5_000
"""Entries of a folder that are looked at: a folder with more is no place where one looks for the day's files."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file and when it was last written, UTC."""

    path: Path
    changed: datetime


def newest_files(folders: Iterable[Path], suffixes: Sequence[str], most: int) -> list[NewFile]:
    """The newest files with one of these endings, the newest first; a folder that cannot be read has none."""
    found: dict[Path, NewFile] = {}
    for folder in dict.fromkeys(folders):
        for file in _files_of(folder, suffixes):
            found.setdefault(file.path, file)
    return sorted(found.values(), key=lambda file: (file.changed, file.path.name), reverse=True)[:most]


def _files_of(folder: Path, suffixes: Sequence[str]) -> list[NewFile]:
    out: list[NewFile] = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_LOOKED_AT:
                    break
                # «~$» is what Word keeps beside a document that is open.
                if entry.name.startswith((".", "~$")) or not entry.name.lower().endswith(tuple(suffixes)):
                    continue
                file = _file(entry)
                if file is not None:
                    out.append(file)
    except OSError:
        return out
    return out


def _file(entry: os.DirEntry[str]) -> NewFile | None:
    try:
        if not entry.is_file():
            return None
        return NewFile(Path(entry.path), datetime.fromtimestamp(entry.stat().st_mtime, UTC))
    except (OSError, OverflowError, ValueError):
        return None


def age_in_words(changed: datetime, now: datetime) -> str:
    """«i dag 09.14», «i går 16.02», «tors 12 feb», «12 februari 2025», in the zone of ``now``."""
    from nemndsekr.support.days import full_day, weekday_day

    zone: tzinfo | None = now.tzinfo
    local = changed.astimezone(zone)
    days = (now.date() - local.date()).days
    if days == 0:
        return f"i dag {local:%H.%M}"
    if days == 1:
        return f"i går {local:%H.%M}"
    if 1 < days < 7:
        return f"{weekday_day(local.date())} {local:%H.%M}"
    return full_day(local.date()) if local.year != now.year else weekday_day(local.date())
