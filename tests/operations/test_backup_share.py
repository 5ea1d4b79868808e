"""The second copies on a share: which are sent, that they are whole, and what is said when it does not work."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from nemndsekr.operations.backup_share import copy_to_share
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.retention import Kept


def always() -> bool:
    return True


@pytest.fixture
def folder(tmp_path):
    """Five days of copies, one a day."""
    made = DataFolder(tmp_path / "data", Kept(copies=5))
    made.backups.mkdir(parents=True)
    for day in range(5):
        at = datetime(2026, 3, 1, 8) + timedelta(days=day)  # noqa: DTZ001
        (made.backups / f"nemndsekr-{at:%Y-%m-%dT%H%M%S}.sqlite").write_bytes(f"dag {day}".encode() * 300_000)
    return made


@pytest.fixture
def share(tmp_path):
    return tmp_path / "server" / "kim"


def days_in(place):
    return sorted(file.name[18:20] for file in place.iterdir())


def test_an_empty_share_gets_the_newest_copy(folder, share):
    assert copy_to_share(folder, share, always) == 1

    [sent] = share.iterdir()
    assert sent.read_bytes() == (folder.backups / sent.name).read_bytes()


def test_what_was_missed_while_the_share_was_away_follows(folder, share):
    share.mkdir(parents=True)
    (share / "nemndsekr-2026-03-02T080000.sqlite").write_bytes(b"")

    assert copy_to_share(folder, share, always) == 3
    assert days_in(share) == ["02", "03", "04", "05"]
    assert copy_to_share(folder, share, always) == 0


def test_no_more_are_kept_there_than_here_and_files_of_others_are_left_alone(folder, share):
    share.mkdir(parents=True)
    other = share / "nemndsekr-anteckning.sqlite"
    other.write_bytes(b"")
    for day in (20, 21, 22, 23):
        (share / f"nemndsekr-2026-02-{day}T080000.sqlite").write_bytes(b"")

    copy_to_share(folder, share, always)

    assert len(list(share.iterdir())) == 5 + 1
    assert other.exists()


def test_one_that_is_stopped_leaves_nothing_half(folder, share):
    asked = iter([True, False])

    assert copy_to_share(folder, share, lambda: next(asked)) == 0
    assert list(share.iterdir()) == []


def test_a_share_that_cannot_be_written_is_told_of(folder, tmp_path):
    (tmp_path / "fil").write_bytes(b"")

    with pytest.raises(UserError, match=r"Det går inte att skriva i .*: mappen finns inte och kan inte göras"):
        copy_to_share(folder, tmp_path / "fil" / "kim", always)


def test_a_copy_that_does_not_read_back_as_it_was_written_is_not_kept(folder, share, monkeypatch):
    monkeypatch.setattr("nemndsekr.operations.backup_share.os.fsync", lambda _: spoil(share))

    with pytest.raises(UserError, match="blev inte hel"):
        copy_to_share(folder, share, always)
    assert list(share.iterdir()) == []


def spoil(place):
    """What a failing disk does between the writing and the reading."""
    [unfinished] = place.glob("*.halv")
    with unfinished.open("r+b") as file:
        file.write(b"fel")
