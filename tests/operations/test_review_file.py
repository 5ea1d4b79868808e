"""Reading a file for review: it tells how far it has come, can be stopped, and stores nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.review_file import UnderWay, read_file, standing_of
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "rapport.txt"
    file.write_text("Granskning av skolskjuts\n\nDnr: BUN-2026-0412\n\nRevisorerna har granskat.\n", encoding="utf-8")
    return file


def test_a_file_is_read_with_its_bytes(path: Path) -> None:
    read = read_file(path, UnderWay())

    assert read is not None
    assert read.content == path.read_bytes()
    assert "Revisorerna" in read.reading.text


def test_a_stopped_reading_gives_nothing(path: Path) -> None:
    under_way = UnderWay()
    under_way.stopped.set()

    assert read_file(path, under_way) is None


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_file(tmp_path / "borta.txt", UnderWay())


def test_where_a_file_would_go_is_told_without_storing_it(store: Store, case_id: int, who: str, path: Path) -> None:
    read = read_file(path, UnderWay())
    assert read is not None
    before = standing_of(store, read.reading, read.content)
    accept_reading(store, read.reading, read.content, who, NOW, case_id=case_id)

    after = standing_of(store, read.reading, read.content)

    assert (before.kept_in, before.likely and before.likely.case_id) == (None, case_id)
    assert after.kept_in is not None
    assert after.kept_in.id == case_id
    assert len(all_cases(store)) == 1
