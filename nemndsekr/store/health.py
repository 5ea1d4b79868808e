"""How a database file does, looked at without changing it: its head, its helpers, its lock, SQLite's own check."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from nemndsekr.store.connect import open_database, open_in_memory
from nemndsekr.store.migrations import schema_version
from nemndsekr.support.errors import UserError


class DatabaseHealth(NamedTuple):
    """What is known of a database file; of one that is not there only that."""

    exists: bool
    size: int = 0
    """Bytes."""
    journal: str = ""
    """«wal» or «delete», as the file's head says."""
    wal_left: int = 0
    """Bytes in the write-ahead log beside it."""
    is_held: bool = False
    """Whether a window or a command has it open."""
    refused: str = ""
    """Why it could not be opened, in words; "" where it could."""
    check: str = ""
    """What SQLite's quick check says: «ok», or the first fault."""
    schema: int = 0
    changed_at: datetime | None = None
    """When something was last written in it, local time."""


def database_health(path: Path) -> DatabaseHealth:
    """Look at a database file."""
    try:
        facts = path.stat()
        with path.open("rb") as file:
            head = file.read(20)
    except FileNotFoundError:
        return DatabaseHealth(exists=False)
    except OSError as error:
        return DatabaseHealth(exists=True, refused=f"Filen går inte att läsa ({type(error).__name__}).")
    wal = Path(f"{path}-wal")
    wal_facts = wal.stat() if wal.exists() else None
    written = max(facts.st_mtime, wal_facts.st_mtime if wal_facts and wal_facts.st_size else 0)
    known = DatabaseHealth(
        exists=True,
        size=facts.st_size,
        journal="wal" if head[18:19] == b"\x02" else "delete",
        wal_left=wal_facts.st_size if wal_facts else 0,
        is_held=_is_held(path),
        changed_at=datetime.fromtimestamp(written).astimezone(),
    )
    try:
        with closing(open_database(path, read_only=True)) as connection:
            check = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            return known._replace(check=check, schema=schema_version(connection))
    except UserError as error:
        return known._replace(refused=error.what)
    except sqlite3.Error as error:
        return known._replace(check=type(error).__name__)


def _is_held(path: Path) -> bool:
    """Whether somebody holds the database's lock; one that was never made is not made now."""
    lock = path.with_suffix(".las")
    if not lock.exists():
        return False
    asked = FileLock(lock)
    try:
        asked.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    asked.release()
    return False


def has_fts5() -> bool:
    """Whether this SQLite can search full texts."""
    with closing(open_in_memory()) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        except sqlite3.OperationalError:
            return False
    return True
