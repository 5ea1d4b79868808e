"""Dated copies of the database, made by SQLite's own backup call, checked, and brought back."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from nemndsekr.store.connect import DatabaseUnreadableError, open_database
from nemndsekr.support.errors import UserError
from nemndsekr.support.held_files import remove_file, replace_file
from nemndsekr.support.retention import Kept

_STAMP: Final = "%Y-%m-%dT%H%M%S"
_PREFIX: Final = "nemndsekr-"
_SUFFIX: Final = ".sqlite"


def make_backup(source: sqlite3.Connection, folder: Path, now: datetime, kept: Kept) -> Path:
    """Copy the open database into ``folder``, check the copy, and keep no more copies than are to be kept.

    The copy is made in one step, so that a writer cannot make it start over for ever, and under a temporary name,
    so that a broken copy is never taken for a good one.

    Raises:
        UserError: the copy could not be written or did not pass SQLite's check.
    """
    target = folder / f"{_PREFIX}{now.strftime(_STAMP)}{_SUFFIX}"
    unfinished = target.with_suffix(".halv")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_file(unfinished)
        with contextlib.closing(sqlite3.connect(unfinished)) as copy:
            # Alone with the copy SQLite needs no shared memory, which the network drive of a backup folder has not.
            copy.execute("PRAGMA locking_mode = EXCLUSIVE")
            source.backup(copy)
            # A copy of a WAL database is itself marked WAL: as a lone file it should need no helper files.
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise UserError("Säkerhetskopian blev inte hel.", "Kontrollera disken och säkerhetskopiera igen.")
        replace_file(unfinished, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"Säkerhetskopian kunde inte skrivas i {folder}.",
            "Kontrollera att du får skriva där och att disken inte är full.",
        ) from error
    for old in backups_to_drop(folder, kept, now.date()):
        # One that somebody holds goes the next time: the copy that was wanted is made.
        with contextlib.suppress(OSError):
            remove_file(old)
    return target


def backups_to_drop(folder: Path, kept: Kept, today: date) -> Sequence[Path]:
    """The copies that are one too many or too old; the newest of all is never one of them."""
    copies = backups_in(folder)
    oldest = today - timedelta(days=kept.copy_days) if kept.copy_days else date.min
    return [
        copy
        for number, copy in enumerate(copies)
        if number and (number >= kept.copies or backup_time(copy).date() < oldest)
    ]


def backups_in(folder: Path) -> Sequence[Path]:
    """The copies in a folder, the newest first; a file that somebody has named otherwise is none of them."""
    if not folder.is_dir():
        return []
    return sorted(filter(_is_named_by_us, folder.glob(f"{_PREFIX}*{_SUFFIX}")), reverse=True)


def _is_named_by_us(file: Path) -> bool:
    try:
        backup_time(file)
    except ValueError:
        return False
    return True


def backup_time(backup: Path) -> datetime:
    """When a copy was made (local time), by its name."""
    return datetime.strptime(backup.name.removeprefix(_PREFIX).removesuffix(_SUFFIX), _STAMP)  # noqa: DTZ007 - names carry local time


def has_backup_of(folder: Path, day: date) -> bool:
    """Whether a copy was made on that day."""
    return any(backup_time(backup).date() == day for backup in backups_in(folder))


class DatabaseGoneError(UserError):
    """The database is not there, or is empty, though there are safety copies of one."""


def check_not_gone(database: Path, folder: Path) -> None:
    """See that a database is not missing beside its own copies, before an empty one is made in its place.

    Raises:
        DatabaseGoneError: it is missing, or has no bytes; the words tell of the newest copy.
    """
    copies = backups_in(folder)
    size = database.stat().st_size if database.exists() else -1
    if size > 0 or not copies:
        return
    state = "är tom" if size == 0 else "saknas"
    raise DatabaseGoneError(
        f"Databasen {state}, men det finns säkerhetskopior. Den senaste är från "
        f"{backup_time(copies[0]):%Y-%m-%d klockan %H.%M}.",
        "Har filen flyttats, avsluta och lägg tillbaka den. Annars kan du öppna säkerhetskopian.",
    )


def bring_back(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the database's place; the file that stood there is kept beside it under another name.

    Returns where the old file was put, or None if there was none.

    Raises:
        UserError: the copy is itself damaged, or a file is held by another program.
    """
    try:
        with contextlib.closing(open_database(backup, read_only=True)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise DatabaseUnreadableError("Säkerhetskopian är skadad.", "Välj en äldre säkerhetskopia.")
            aside = _put_aside(database, now)
            with contextlib.closing(open_database(database)) as fresh:
                copy.backup(fresh)
    except OSError as error:
        raise UserError(
            "Databasen kunde inte bytas ut.", "Stäng andra program som använder den och försök igen."
        ) from error
    return aside


def _put_aside(database: Path, now: datetime) -> Path | None:
    if not database.exists():
        return None
    aside = database.with_name(f"nemndsekr-undanlagd-{now.strftime(_STAMP)}{_SUFFIX}")
    replace_file(database, aside)
    for helper in ("-wal", "-shm", "-journal"):
        remove_file(Path(f"{database}{helper}"))
    return aside
