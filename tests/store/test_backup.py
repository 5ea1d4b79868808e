"""Copies of the database: when they are made, that they are whole, how many are kept, how one comes back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from nemndsekr.store import migrations
from nemndsekr.store.backup import backups_in, backups_to_drop, bring_back, make_backup
from nemndsekr.store.connect import open_database
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases
from nemndsekr.support.errors import UserError
from nemndsekr.support.retention import Kept

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)


def test_a_copy_holds_rows_that_still_lie_in_the_wal_file(store, case_id, data_folder):
    copy = store.back_up(NOW)

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title FROM cases").fetchall() == [("Granskning av skolskjuts",)]


def test_the_first_start_of_the_day_makes_one_copy(data_folder):
    for hour in (8, 9, 24 + 8):
        open_store(data_folder, NOW.replace(hour=0) + timedelta(hours=hour)).close()

    assert [copy.name for copy in backups_in(data_folder.backups)] == [
        "nemndsekr-2026-02-20T080500.sqlite",
        "nemndsekr-2026-02-19T090500.sqlite",
    ]


def test_the_thirty_newest_copies_are_kept(store, data_folder):
    for day in range(35):
        make_backup(store.raw, data_folder.backups, NOW + timedelta(days=day), Kept())

    kept = backups_in(data_folder.backups)
    assert len(kept) == 30
    assert kept[0].name == "nemndsekr-2026-03-25T130500.sqlite"
    assert kept[-1].name == "nemndsekr-2026-02-24T130500.sqlite"


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (Kept(copies=5), ["10", "09", "08", "07", "06"]),
        (Kept(copy_days=3), ["10", "09", "08", "07"]),
        (Kept(copies=2, copy_days=3), ["10", "09"]),
    ],
)
def test_it_decides_how_many_copies_and_how_old_ones_are_kept(store, data_folder, rule, left):
    for day in range(10):
        make_backup(store.raw, data_folder.backups, datetime(2026, 3, day + 1, 8, tzinfo=UTC), rule)

    assert [copy.name[18:20] for copy in backups_in(data_folder.backups)] == left


def test_the_newest_copy_is_kept_however_old_it_is(data_folder):
    data_folder.backups.mkdir()
    old = data_folder.backups / "nemndsekr-2020-01-01T080000.sqlite"
    old.write_bytes(b"")

    assert backups_to_drop(data_folder.backups, Kept(copy_days=30), NOW.date()) == []


def test_a_file_that_somebody_has_renamed_is_no_copy_and_is_left_alone(store, data_folder):
    data_folder.backups.mkdir()
    renamed = data_folder.backups / "nemndsekr-2026-02-01 innan sammanträdet.sqlite"
    renamed.write_bytes(b"")

    made = make_backup(store.raw, data_folder.backups, NOW, Kept(copies=1))

    assert backups_in(data_folder.backups) == [made]
    assert renamed.exists()


def test_a_copy_is_made_before_a_migration(data_folder, monkeypatch):
    open_store(data_folder, NOW).close()
    for copy in backups_in(data_folder.backups):
        copy.unlink()

    def add_a_table(connection):
        connection.execute("CREATE TABLE later (x)")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_a_table))
    before = migrations.NEWEST
    monkeypatch.setattr(migrations, "NEWEST", before + 1)
    monkeypatch.setattr("nemndsekr.store.database.NEWEST", before + 1)
    open_store(data_folder, NOW + timedelta(minutes=1)).close()

    [copy] = backups_in(data_folder.backups)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (before,)


def test_a_folder_that_cannot_be_written_is_told_about(store, data_folder):
    data_folder.backups.write_text("inte en mapp", encoding="utf-8")

    with pytest.raises(UserError, match="Säkerhetskopian kunde inte skrivas"):
        store.back_up(NOW)


def test_a_copy_comes_back_and_the_old_file_is_kept(store, case_id, data_folder):
    copy = store.back_up(NOW)
    store.close()
    data_folder.database.write_bytes(b"trasig " * 1000)

    aside = bring_back(copy, data_folder.database, NOW)

    assert aside is not None
    assert aside.read_bytes().startswith(b"trasig")
    again = open_store(data_folder, NOW)
    try:
        assert [case.title for case in all_cases(again)] == ["Granskning av skolskjuts"]
    finally:
        again.close()


def test_a_damaged_copy_is_not_brought_back(store, data_folder):
    copy = store.back_up(NOW)
    content = bytearray(copy.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    copy.write_bytes(bytes(content))
    store.close()
    before = data_folder.database.read_bytes()

    with pytest.raises(UserError, match="skadad"):
        bring_back(copy, data_folder.database, NOW)

    assert data_folder.database.read_bytes() == before
    with closing(open_database(data_folder.database)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
