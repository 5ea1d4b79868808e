"""A database in a place of others: a network drive, a folder that a cloud copies away, a session elsewhere."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nemndsekr.store import connect
from nemndsekr.store import lock as lock_module
from nemndsekr.store.connect import open_database, told_of_place
from nemndsekr.store.database import open_store
from nemndsekr.store.lock import DatabaseLock, holder_in_words
from nemndsekr.support.drives import DriveKind
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)


@pytest.fixture
def on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "drive_kind", lambda _: DriveKind.network)
    monkeypatch.setattr(lock_module, "is_network_drive", lambda _: True)


@pytest.fixture
def in_the_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "cloud_folder", lambda _: "OneDrive")


@pytest.mark.parametrize("place", ["on_the_network", "in_the_cloud"])
def test_there_the_write_ahead_log_is_never_used(place, request, tmp_path):
    request.getfixturevalue(place)
    path = tmp_path / "a.sqlite"

    with closing(open_database(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (1)")
        assert sorted(file.name for file in tmp_path.iterdir()) == ["a.sqlite"], "all is in the one file"


def test_a_database_that_comes_from_a_disk_leaves_its_log_and_keeps_what_was_in_it(tmp_path, request):
    path = tmp_path / "a.sqlite"
    writer = open_database(path)
    writer.execute("CREATE TABLE t (x)")
    writer.execute("INSERT INTO t VALUES (1)")
    # Moved as it lay after the computer stopped: what was written last is only in the log.
    moved = tmp_path / "flyttad"
    moved.mkdir()
    for file in (path, Path(f"{path}-wal")):
        (moved / file.name).write_bytes(file.read_bytes())
    writer.close()

    request.getfixturevalue("on_the_network")
    with closing(open_database(moved / "a.sqlite")) as connection:
        assert connection.execute("SELECT x FROM t").fetchall() == [(1,)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [file.name for file in moved.iterdir()] == ["a.sqlite"]


def test_the_windows_own_readers_are_let_in_while_it_writes_there(data_folder, on_the_network):
    """The list of cases and the first page read by connections of their own."""
    store = open_store(data_folder, NOW)
    with closing(open_database(data_folder.database, read_only=True)) as reader:
        assert reader.execute("SELECT count(*) FROM cases").fetchone() == (0,)
        store.raw.execute("CREATE TABLE later (x)")
        assert reader.execute("SELECT count(*) FROM later").fetchone() == (0,)
    store.close()


def test_back_on_a_disk_of_the_computer_the_log_is_used_again(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(connect, "drive_kind", lambda _: DriveKind.network)
        open_database(tmp_path / "a.sqlite").close()

    with closing(open_database(tmp_path / "a.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_database_that_another_program_holds_is_told_of_as_busy(tmp_path, on_the_network, monkeypatch):
    monkeypatch.setattr(connect, "_BUSY_SECONDS", 0.01)
    path = tmp_path / "a.sqlite"
    open_database(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="upptagen av ett annat program"):
            open_database(path)


def test_a_person_is_told_of_the_place_with_the_reason_and_the_way_out(tmp_path, monkeypatch):
    assert told_of_place(tmp_path / "a.sqlite") is None

    monkeypatch.setattr(connect, "cloud_folder", lambda _: "Dropbox")
    kind, told = told_of_place(tmp_path / "a.sqlite") or ("", UserError(""))
    assert kind == "Dropbox"
    assert "som Dropbox kopierar" in told.what
    assert "egen disk" in told.next_step

    monkeypatch.setattr(connect, "drive_kind", lambda _: DriveKind.network)
    kind, told = told_of_place(tmp_path / "a.sqlite") or ("", UserError(""))
    assert kind == "network"
    assert "nätverksenhet" in told.what
    assert "egen disk" in told.next_step


HERE = {"dator": "RDS-01", "inloggad": "asa.berg", "session": "2"}


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        ({}, ""),
        (HERE, ""),
        ({"dator": "RDS-01", "inloggad": "asa.berg", "session": "5"}, " på den här datorn (asa.berg, session 5)"),
        ({"dator": "RDS-02", "inloggad": "asa.berg", "session": "2"}, " på datorn RDS-02 (asa.berg, session 2)"),
        ({"dator": "NB-17", "inloggad": "kim.ek", "session": ""}, " på datorn NB-17 (kim.ek)"),
        ({"dator": "NB-17"}, " på datorn NB-17"),
        ({"session": 3}, ""),
    ],
)
def test_where_the_program_is_open_is_told_as_far_as_it_is_known(holder, words):
    assert holder_in_words(holder, HERE) == words


def _hold_elsewhere(folder: DataFolder, content: str) -> DatabaseLock:
    holding = DatabaseLock(folder.database)
    holding.take()
    folder.database.with_suffix(".oppen").write_text(content, encoding="utf-8")
    return holding


def test_a_second_session_is_told_on_which_computer_the_first_is(data_folder):
    first = _hold_elsewhere(data_folder, json.dumps({"dator": "RDS-02", "inloggad": "åsa", "session": "7"}))
    with pytest.raises(UserError) as told:
        DatabaseLock(data_folder.database).take()
    first.release()

    assert str(told.value) == (
        "Programmet är öppet på datorn RDS-02 (åsa, session 7) och arbetar med samma databas. "
        "Stäng det fönstret och försök igen."
    )


@pytest.mark.parametrize("content", ["", "[]", "{", "\ufeff{}"])
def test_a_note_that_cannot_be_understood_makes_the_sentence_shorter(data_folder, content):
    first = _hold_elsewhere(data_folder, content)
    with pytest.raises(UserError, match=r"^Programmet är öppet och arbetar med samma databas\."):
        DatabaseLock(data_folder.database).take()
    first.release()


def test_a_server_that_keeps_a_lost_lock_is_explained(data_folder, on_the_network):
    first = _hold_elsewhere(data_folder, json.dumps({"dator": "NB-17"}))
    with pytest.raises(UserError, match="vänta några minuter"):
        DatabaseLock(data_folder.database).take()
    first.release()


def test_the_note_goes_with_the_lock_and_only_with_it(data_folder):
    first, second = DatabaseLock(data_folder.database), DatabaseLock(data_folder.database)
    first.take()
    note = data_folder.database.with_suffix(".oppen")
    with pytest.raises(UserError):
        second.take()
    second.release()
    assert note.exists(), "it belongs to the one that holds the lock"
    first.release()
    assert not note.exists()
