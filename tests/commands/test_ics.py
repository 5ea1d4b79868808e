"""``ics``: the calendar file without a window."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder


@pytest.fixture
def exercise(nemndsekr):
    assert nemndsekr("demo").returncode == 0
    return nemndsekr


def test_the_calendar_is_written_and_then_only_its_changes(exercise, tmp_path):
    whole = exercise("ics", "--out", tmp_path / "a.ics")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "poster skrevs i kalenderfilen" in whole.stdout
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")

    changes = exercise("ics", "--out", tmp_path / "b.ics", "--changes")
    assert (changes.returncode, changes.stdout) == (
        0,
        "Inget har ändrats sedan den senaste exporten. Ingen fil skrevs.\n",
    )
    assert not (tmp_path / "b.ics").exists()


def test_a_year_and_a_namnd_can_be_asked_for(exercise, tmp_path):
    year = exercise("ics", "--out", tmp_path / "a.ics", "--year", "2025", "--namnd", "bun")
    assert year.returncode == 0, year.stderr
    days = [line for line in (tmp_path / "a.ics").read_text(encoding="utf-8").splitlines() if "DTSTART;" in line]
    assert days
    assert all(":2025" in line for line in days)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--namnd", "Finns inte"], "Ingen nämnd heter Finns inte."),
        (["--year", "1999"], "Det finns inget att exportera för 1999. Kalendern har poster för "),
    ],
)
def test_what_is_not_there_is_told(exercise, tmp_path, words, says):
    ran = exercise("ics", "--out", tmp_path / "a.ics", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert says in ran.stderr


def test_without_a_namnd_it_says_so(nemndsekr, folder, tmp_path):
    open_store(DataFolder(folder), datetime(2026, 2, 19, tzinfo=UTC)).close()
    ran = nemndsekr("ics", "--out", tmp_path / "a.ics")
    assert ran.returncode == 1
    assert "Det finns ingen nämnd i databasen." in ran.stderr
