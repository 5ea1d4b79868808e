"""The newest files of a folder, and their age in words."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nemndsekr.support.new_files import age_in_words, newest_files

NOW = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)


def put(folder: Path, name: str, ago: timedelta = timedelta()) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("x", encoding="utf-8")
    at = (NOW - ago).timestamp()
    os.utime(path, (at, at))
    return path


def test_the_newest_that_can_be_read_come_first_from_all_the_folders(tmp_path):
    put(tmp_path / "hämtat", "gammal.PDF", timedelta(days=3))
    put(tmp_path / "hämtat", "ny.docx")
    put(tmp_path / "hämtat", "bild.png")
    put(tmp_path / "hämtat", "~$ny.docx")
    put(tmp_path / "hämtat", ".dold.pdf")
    put(tmp_path / "annan", "mellan.pdf", timedelta(hours=1))
    (tmp_path / "hämtat" / "mapp.pdf").mkdir()

    found = newest_files([tmp_path / "hämtat", tmp_path / "annan", tmp_path / "hämtat"], (".pdf", ".docx"), 10)

    assert [file.path.name for file in found] == ["ny.docx", "mellan.pdf", "gammal.PDF"]
    assert found[0].changed == NOW
    assert len(newest_files([tmp_path / "hämtat"], (".pdf", ".docx"), 1)) == 1


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert newest_files([tmp_path / "borta"], (".pdf",), 10) == []


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=5, minutes=18), "i dag 09.14"),
        (timedelta(days=1), "i går 14.32"),
        (timedelta(days=3), "mån 16 februari 14.32"),
        (timedelta(days=30), "tis 20 januari"),
        (timedelta(days=400), "15 januari 2025"),
    ],
)
def test_an_age_is_told_as_people_tell_it(ago, words):
    assert age_in_words(NOW - ago, NOW) == words
