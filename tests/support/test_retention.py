"""What is cleared away of log files and crash reports, and what is left."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

import pytest

from nemndsekr.support.retention import Kept, clear_away

TODAY = date(2026, 3, 1)


@pytest.fixture
def logs(tmp_path):
    """A file of each kind, written in ten and forty days ago."""
    for name in ("nemndsekr.log.1", "felrapport-2026-01-20T101010.txt", "krasch.txt", "anteckningar.txt"):
        for days in (10, 40):
            file = tmp_path / (name if days == 40 else name.replace("2026-01-20", "2026-02-19").replace(".1", ".2"))
            file.write_text("x", encoding="utf-8")
            at = (datetime(2026, 3, 1, 12) - timedelta(days=days)).timestamp()  # noqa: DTZ001
            os.utime(file, (at, at))
    return tmp_path


def names(folder):
    return {file.name for file in folder.iterdir()}


def test_without_a_policy_nothing_is_taken_away(logs):
    before = names(logs)

    clear_away(logs, Kept(), TODAY)

    assert names(logs) == before


def test_old_log_files_go_and_nothing_else(logs):
    before = names(logs)

    clear_away(logs, Kept(log_days=30), TODAY)

    assert before - names(logs) == {"nemndsekr.log.1"}


def test_old_crash_reports_go_and_nothing_else(logs):
    before = names(logs)

    clear_away(logs, Kept(report_days=30), TODAY)

    assert before - names(logs) == {"felrapport-2026-01-20T101010.txt", "krasch.txt"}


@pytest.mark.parametrize(("first", "begun_anew"), [("2026-01-02 08:00:00,1 INFO a: b", True), ("2026-02-20 x", False)])
def test_a_log_in_use_is_begun_anew_when_its_first_line_is_too_old(tmp_path, first, begun_anew):
    log = tmp_path / "nemndsekr.log"
    log.write_text(f"{first}\n2026-02-28 08:00:00,1 INFO a: b\n", encoding="utf-8")

    clear_away(tmp_path, Kept(log_days=30), TODAY)

    assert log.exists() != begun_anew
    if begun_anew:
        assert "2026-02-28" in (tmp_path / "nemndsekr.log.2026-03-01").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_nothing_to_clear(tmp_path):
    clear_away(tmp_path / "nej", Kept(log_days=7, report_days=7), TODAY)

    assert not (tmp_path / "nej").exists()
