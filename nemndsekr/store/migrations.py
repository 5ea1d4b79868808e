"""MIGRATIONS: the schema's history, in order, each in its own transaction; a released one is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

Migration = Callable[[sqlite3.Connection], None]


def m001_first(connection: sqlite3.Connection) -> None:
    """Make the tables of version 0.1."""
    # One statement at a time: executescript would commit the transaction that makes the migration atomic.
    for statement in (Path(__file__).parent / "schema" / "m001.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)


MIGRATIONS: Final[tuple[Migration, ...]] = (m001_first,)
NEWEST: Final = len(MIGRATIONS)


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of migrations that a database has been through; 0 is an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database up to date; a migration that fails leaves it exactly as it was before that one."""
    for number in range(schema_version(connection), NEWEST):
        connection.execute("BEGIN IMMEDIATE")
        try:
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
