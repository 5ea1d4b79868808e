"""Opening a database file: what it is set to, and what is said when it cannot be opened."""

from __future__ import annotations

import ast
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import nemndsekr
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.connect import DatabaseUnreadableError, open_database
from nemndsekr.store.database import open_store
from nemndsekr.store.migrations import NEWEST
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.rows import add_record

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)


def test_a_writer_keeps_every_confirmed_save_through_a_power_cut(tmp_path):
    with closing(open_database(tmp_path / "a.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_reader_cannot_write(tmp_path):
    with closing(open_database(tmp_path / "a.sqlite")) as connection:
        connection.execute("CREATE TABLE t (x)")

    with (
        closing(open_database(tmp_path / "a.sqlite", read_only=True)) as reader,
        pytest.raises(sqlite3.OperationalError),
    ):
        reader.execute("INSERT INTO t VALUES (1)")


def test_only_one_module_opens_a_database():
    package = Path(nemndsekr.__file__).parent
    names = {"sqlite3.connect", "sqlite3.Connection", "connect"}
    opening = {
        module.relative_to(package).as_posix()
        for module in package.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names
    }

    # backup.py makes the copy's own empty file, which is no office's database yet.
    assert opening == {"store/connect.py", "store/backup.py"}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(50), b"Ett brev, ingen databas. " * 300])
def test_a_damaged_database_is_told_about_with_the_newest_copy(data_folder, content):
    store = open_store(data_folder, NOW)
    store.back_up(NOW)
    store.close()
    data_folder.database.write_bytes(content)
    if not content:
        # An empty file is to SQLite a new database: it is taken as such, and the copies are still there.
        open_store(data_folder, NOW).close()
        return

    with pytest.raises(DatabaseUnreadableError) as told:
        open_store(data_folder, NOW)

    assert told.value.what == "Databasen kunde inte läsas."
    assert "2026-02-19 klockan 13.05" in told.value.next_step
    assert data_folder.database.read_bytes() == content, "a damaged file must not be touched"


def test_a_page_damaged_in_the_middle_is_found_before_anything_is_read(data_folder):
    open_store(data_folder, NOW).close()
    content = bytearray(data_folder.database.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    data_folder.database.write_bytes(bytes(content))

    with pytest.raises(DatabaseUnreadableError):
        open_store(data_folder, NOW)


def test_a_newer_database_is_refused_in_words_and_left_alone(data_folder):
    open_store(data_folder, NOW).close()
    with closing(sqlite3.connect(data_folder.database)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 6}")
    before = data_folder.database.read_bytes()

    with pytest.raises(UserError, match=f"nyare version \\({NEWEST + 6}\\)\\. Installera den nya versionen"):
        open_store(data_folder, NOW)

    assert data_folder.database.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_about(tmp_path):
    in_the_way = tmp_path / "fil"
    in_the_way.write_text("inte en mapp", encoding="utf-8")

    with pytest.raises(UserError, match="kan inte skapas"):
        open_store(DataFolder(in_the_way / "data"), NOW)


def test_a_second_writer_is_told_that_the_program_is_open(data_folder):
    first = open_store(data_folder, NOW)
    try:
        with pytest.raises(UserError, match="Programmet är öppet"):
            open_store(data_folder, NOW)
        open_store(data_folder, NOW, read_only=True).close()
    finally:
        first.close()


def test_a_reader_leaves_the_folder_as_it_was(data_folder):
    open_store(data_folder, NOW).close()
    before = {file.name: file.stat().st_mtime_ns for file in data_folder.root.iterdir() if file.is_file()}

    open_store(data_folder, NOW, read_only=True).close()

    assert {file.name: file.stat().st_mtime_ns for file in data_folder.root.iterdir() if file.is_file()} == before


def test_a_reader_leaves_the_log_of_one_who_writes(data_folder):
    with closing(open_store(data_folder, NOW)) as writer:
        reader = open_database(data_folder.database, read_only=True)
        namnd, _ = add_record(writer, Namnd(name="Kulturnämnden"), "lade till nämnd", "kim", NOW)
        reader.close()
        assert data_folder.database.with_name("nemndsekr.sqlite-wal").stat().st_size

        with closing(open_database(data_folder.database, read_only=True)) as other:
            assert other.execute("SELECT id FROM namnder").fetchall() == [(namnd.stored_id,)]


def test_reading_where_there_is_no_database_makes_none(data_folder):
    with pytest.raises(UserError, match="ingen databas"):
        open_store(data_folder, NOW, read_only=True)

    assert list(data_folder.root.iterdir()) == []
