"""Out of one database and in to another: everything comes along, and is written again the same, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from nemndsekr.exchange.archive_rows import CASE_ROWS, OFFICE_ROWS, shape_of
from nemndsekr.exchange.case_archive import ArchiveReader
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.export_cases import ExportChoice, export_cases
from nemndsekr.operations.look_at_archive import look_at_archive
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.operations.take_archive import take_archive
from nemndsekr.records.tables import ALL_TABLES, LOGGED_TABLES
from nemndsekr.records.user import User
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import file_content, verify
from nemndsekr.support.paths import DataFolder
from tests.full_office import fill_office
from tests.operations.conftest import NOW

ALL = ExportChoice(secret=True)
# The log of changes stays where it was made; of users the names travel; files lie as files of their own.
NOT_ROWS = {"users", "steps", "changes", "blobs"}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """An empty database of somebody else's."""
    folder = tmp_path / "other"
    folder.mkdir()
    with closing(open_store(DataFolder(folder), NOW)) as opened:
        yield opened


def taken_in(store: Store, path: Path) -> None:
    take_archive(store, look_at_archive(store, path), {}, sign_in(store, "eva", NOW).uid, NOW)


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by uid, without the ids that are a database's own."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in LOGGED_TABLES:
        if table is User:
            continue
        columns = ", ".join(("uid", *shape_of(table).columns))
        rows = store.raw.execute(f"SELECT {columns} FROM {table.__tablename__}")  # noqa: S608
        found[str(table.__tablename__)] = sorted(rows, key=repr)
    return found


def test_every_table_is_told_where_it_travels() -> None:
    of_program = {str(table.__tablename__) for table in ALL_TABLES}

    assert {"cases", *CASE_ROWS, *OFFICE_ROWS} | NOT_ROWS == of_program


def test_a_full_office_comes_out_as_it_went_in_every_table_and_column_of_it(store, who, other, tmp_path) -> None:
    fill_office(store, who)
    first, second = tmp_path / "a.nemndsekr", tmp_path / "b.nemndsekr"
    before = contents(store)
    export_cases(store, first, ALL, who, NOW)
    taken_in(other, first)

    export_cases(other, second, ALL, sign_in(other, "eva", NOW).uid, NOW)

    assert all(before.values()), "a table without rows proves nothing"
    after = contents(other)
    after["departures"] = [row for row in after["departures"] if "nemndsekr" not in row]
    assert after == before
    assert first.read_bytes() == second.read_bytes()
    assert verify(other)[0] == []


def test_the_exercise_cases_come_out_as_they_went_in(store, who, other, tmp_path) -> None:
    fill_demo(store, who, NOW)
    first, second = tmp_path / "a.nemndsekr", tmp_path / "b.nemndsekr"
    export_cases(store, first, ALL, who, NOW)
    taken_in(other, first)

    export_cases(other, second, ALL, sign_in(other, "eva", NOW).uid, NOW)

    assert first.read_bytes() == second.read_bytes()
    assert verify(other) == verify(store)


def test_every_kept_file_comes_along_as_it_was(store, who, other, tmp_path) -> None:
    fill_office(store, who)
    path = tmp_path / "a.nemndsekr"
    export_cases(store, path, ALL, who, NOW)
    taken_in(other, path)

    kept = [row[0] for row in store.raw.execute("SELECT sha256 FROM blobs")]
    named = {
        sha256
        for table, column in (("source_documents", "sha256"), ("versions", "sha256"), ("versions", "word_sha256"),
                              ("word_forms", "sha256"), ("own_templates", "logo_sha256"))
        for (sha256,) in store.raw.execute(f"SELECT {column} FROM {table}")  # noqa: S608
    }  # fmt: skip
    assert named
    assert named <= set(kept)
    assert {one: file_content(other, one) for one in named} == {one: file_content(store, one) for one in named}


def test_the_same_cases_give_the_same_bytes_whenever_and_however_often_they_are_exported(store, who, tmp_path) -> None:
    fill_demo(store, who, NOW)
    paths = [tmp_path / f"{number}.nemndsekr" for number in range(3)]
    for path in paths:
        export_cases(store, path, ALL, who, NOW)

    assert len({path.read_bytes() for path in paths}) == 1


def test_the_log_of_changes_and_the_logins_stay_behind(store, who, tmp_path) -> None:
    fill_office(store, who)
    with store.step("bytte namn", who, NOW) as step:
        user = step.find(User, uid=who)
        assert user is not None
        user.name, user.login = "Kim Almgren", "kimalm01"
    path = tmp_path / "a.nemndsekr"
    export_cases(store, path, ALL, who, NOW)

    with ArchiveReader(path) as archive:
        said = repr([archive.office(), *map(archive.case, archive.contents.cases)])
        assert archive.office()["users"] == [{"uid": who, "name": "Kim Almgren"}]
    assert "kimalm01" not in said
    assert "fyllde" not in said
