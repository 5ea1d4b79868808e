"""The schema's history: it leads to what the records declare, and a failing migration leaves nothing behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.dialects import sqlite

from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.row import CaseRow
from nemndsekr.records.tables import ALL_TABLES, metadata
from nemndsekr.store import migrations
from nemndsekr.store.connect import open_database
from nemndsekr.store.migrations import migrate, schema_version


def test_the_migrations_lead_to_exactly_what_the_records_declare(tmp_path):
    path = tmp_path / "a.sqlite"
    with closing(open_database(path)) as connection:
        migrate(connection)
    engine = create_engine(f"sqlite:///{path}")
    seen = inspect(engine)

    assert set(seen.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns(name)}
        declared = {column.name: (column.type.compile(sqlite.dialect()), column.nullable) for column in table.columns}
        assert columns == declared, name
        keys = {tuple(key["constrained_columns"]): key["referred_table"] for key in seen.get_foreign_keys(name)}
        assert keys == {(key.parent.name,): key.column.table.name for key in table.foreign_keys}, name
        assert {index["name"] for index in seen.get_indexes(name)} == {index.name for index in table.indexes}, name
    engine.dispose()


def test_every_table_of_a_case_is_loaded_with_it():
    assert {table for table in ALL_TABLES if issubclass(table, CaseRow)} == {table for _, table in CASE_TABLES}


def test_a_failing_migration_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    def fails_half_way(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE cases ADD COLUMN later TEXT")
        connection.execute("INSERT INTO no_such_table VALUES (1)")

    with closing(open_database(tmp_path / "a.sqlite")) as connection:
        migrate(connection)
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fails_half_way))
        monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)

        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)

        assert schema_version(connection) == migrations.NEWEST - 1
        assert "later" not in [column[1] for column in connection.execute("PRAGMA table_info(cases)")]
