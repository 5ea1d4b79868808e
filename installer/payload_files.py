"""The files of a program folder, in an order that is always the same."""

from __future__ import annotations

from pathlib import Path


def sorted_files(folder: Path) -> list[Path]:
    """Every file in a folder and below, by its path as Windows would sort it: without regard to case."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: (relative(path, folder).casefold(), relative(path, folder)))


def relative(path: Path, folder: Path) -> str:
    """The path within the folder, with slashes."""
    return path.relative_to(folder).as_posix()
