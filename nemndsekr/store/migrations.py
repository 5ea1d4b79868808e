"""MIGRATIONS: the schema's history, in order, each in its own transaction; a released one is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

Migration = Callable[[sqlite3.Connection], None]


def m001_first(connection: sqlite3.Connection) -> None:
    """Make the tables of version 0.1."""
    _run(connection, "m001.sql")


def m002_several_sources(connection: sqlite3.Connection) -> None:
    """Keep what several papers of one case disagree on, what was odd in each, and which is a copy of which."""
    _run(connection, "m002.sql")


def m003_answers_and_decisions(connection: sqlite3.Connection) -> None:
    """Keep what comes of measures, locked versions, approvals, and answers and measures for each assessment."""
    _run(connection, "m003.sql")


def m004_planning(connection: sqlite3.Connection) -> None:
    """Keep how a nämnd plans: chain, rhythm, closed days, a case's plan, and what calendars were told."""
    _run(connection, "m004.sql")


def m005_documents(connection: sqlite3.Connection) -> None:
    """Keep own templates and Word forms, what is masked, to whom a version went, and the föredragningslista."""
    _run(connection, "m005.sql")


def _run(connection: sqlite3.Connection, name: str) -> None:
    # One statement at a time: executescript would commit the transaction that makes the migration atomic.
    for statement in (Path(__file__).parent / "schema" / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    m001_first,
    m002_several_sources,
    m003_answers_and_decisions,
    m004_planning,
    m005_documents,
)
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
