"""The one place where a database file is opened: driver, pragmas, read-only flag."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from nemndsekr.support.drives import DriveKind, cloud_folder, drive_kind
from nemndsekr.support.errors import NotWritableError, UserError

# WAL with FULL costs one fdatasync for each save and loses no confirmed commit at a power cut; NORMAL does.
_WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)
# Where the write-ahead log cannot be used. Alone with the file no shared memory is asked for while it is turned off,
# and then the readers of the same window are let in again.
_CAREFUL_PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA locking_mode = NORMAL",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
)
_BUSY_SECONDS = 5.0
# What SQLite says of a folder in which it cannot make the helper files that a reader of the log needs.
_NO_HELPERS = frozenset({"SQLITE_READONLY_DIRECTORY", "SQLITE_READONLY_CANTINIT", "SQLITE_CANTOPEN"})

_Connection = TypeVar("_Connection", bound=sqlite3.Connection)


class DatabaseUnreadableError(UserError):
    """The file is there but SQLite cannot read it."""


def open_database(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the database file; a writer makes it if it is missing, and a reader leaves its folder as it was.

    Transactions are begun and ended by hand (``isolation_level=None``), since the driver's own handling leaves
    ``ALTER TABLE`` behind after an error. The connection may be used by one thread at a time, not only by its maker.

    Raises:
        UserError: the folder cannot be written, or there is no such database to read.
        DatabaseUnreadableError: the file is damaged or is no database.
    """
    # To SQLite it would open as well as another, and its first writing break.
    if not read_only and path.exists() and not os.access(path, os.W_OK):
        raise NotWritableError(
            f"Databasen {path} är skrivskyddad.",
            "Ta bort skrivskyddet i filens egenskaper, eller be den som sköter datorn om hjälp.",
        )
    try:
        return _open_reader(path) if read_only else _open_writer(path)
    except sqlite3.OperationalError as error:
        raise explained(error) or _cannot_open(path, read_only=read_only) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnreadableError("Databasen kunde inte läsas.", f"Filen är skadad: {path}.") from error


def _open_writer(path: Path) -> sqlite3.Connection:
    pragmas = _CAREFUL_PRAGMAS if must_be_careful(path) else _WRITER_PRAGMAS
    return _asked(_connect(path, "mode=rwc", sqlite3.Connection), *pragmas)


def _open_reader(path: Path) -> sqlite3.Connection:
    reader = _connect(path, "mode=ro", _Reader)
    reader.path = path
    try:
        return _asked(reader)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname not in _NO_HELPERS or _log_of(path).exists():
            raise
        # The folder may only be read, so that SQLite cannot keep count there of who reads. Nothing waits in a log, and
        # who may not write there is taken to be alone.
        return _asked(_connect(path, "mode=ro&immutable=1", sqlite3.Connection))


def _asked(connection: _Connection, *statements: str) -> _Connection:
    """The connection, when it has answered; a file that is no database is known first then."""
    try:
        for statement in (*statements, "SELECT count(*) FROM sqlite_master"):
            connection.execute(statement).fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


class _Reader(sqlite3.Connection):
    """A connection that reads; the helper files that SQLite makes for it beside the database go with it.

    The last one out takes them away, but SQLite lets only one that may write do it.
    """

    path: Path

    def close(self) -> None:
        """Close it; a log that holds nothing goes, unless somebody else has the database open."""
        super().close()
        with suppress(OSError, sqlite3.Error):
            if _log_of(self.path).stat().st_size == 0:
                _asked(_connect(self.path, "mode=rw", sqlite3.Connection, seconds=0)).close()


def _connect(path: Path, how: str, kind: type[_Connection], seconds: float = _BUSY_SECONDS) -> _Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=seconds,
        factory=kind,
    )


def _log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def must_be_careful(path: Path) -> bool:
    """Whether the write-ahead log is no good where a database lies: others copy it, or share it over a network.

    What the log holds is then not in the file that is copied, and a network has no memory to share
    (https://www.sqlite.org/wal.html).
    """
    return drive_kind(path) == DriveKind.network or cloud_folder(path) is not None


def told_of_place(path: Path) -> tuple[str, UserError] | None:
    """What a person should know of where the database lies: a word for the kind of place, and the sentences."""
    if drive_kind(path) == DriveKind.network:
        return "network", UserError(
            "Databasen ligger på en nätverksenhet: ett fönster åt gången kan ha den öppen, och bryts nätverket kan det "
            "som just skrivs gå förlorat.",
            "Den är säkrare på datorns egen disk. Be den som sköter datorn att flytta datamappen.",
        )
    service = cloud_folder(path)
    if service is not None:
        return service, UserError(
            f"Databasen ligger i en mapp som {service} kopierar: kopian kan bli halv, och två datorer kan skriva över "
            "varandra.",
            "Be den som sköter datorn att flytta datamappen till datorns egen disk. Säkerhetskopior kan ligga kvar.",
        )
    return None


def open_in_memory() -> sqlite3.Connection:
    """Open an empty database that lives in memory alone and is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def explained(error: BaseException) -> UserError | None:
    """What SQLite's own error means to a secretary, or None where it is a fault of the program."""
    words = str(error)
    if isinstance(error, sqlite3.OperationalError) and ("locked" in words or "busy" in words):
        return UserError("Databasen är upptagen av ett annat program.", "Stäng det programmet och försök igen.")
    if isinstance(error, sqlite3.OperationalError) and "full" in words:
        return UserError("Disken är full, så inget kunde sparas.", "Frigör utrymme och försök igen.")
    # The class itself: its subclasses tell of the program's own statements.
    if type(error) is sqlite3.DatabaseError:
        return DatabaseUnreadableError("Databasen kunde inte läsas.", "Filen är skadad. Ta fram en säkerhetskopia.")
    return None


def no_database(path: Path) -> UserError:
    """What to say where a database that is to be read is not there."""
    return UserError(
        f"Det finns ingen databas i {path.parent}.", "Starta programmet en gång, eller ange en annan mapp med --data."
    )


def _cannot_open(path: Path, *, read_only: bool) -> UserError:
    if read_only and not path.exists():
        return no_database(path)
    if read_only:
        return UserError(
            f"Databasen i {path.parent} går inte att öppna.", "Kontrollera att du får läsa mappen och filerna i den."
        )
    return NotWritableError(
        f"Det går inte att skriva i mappen {path.parent}.",
        "Kontrollera att du får skriva där och att disken inte är full, eller välj en annan mapp.",
    )
