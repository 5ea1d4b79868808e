"""The log: begun anew when it is full, and never lost because somebody holds it."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from nemndsekr.support import logs
from nemndsekr.support.logs import start_log, stop_log
from nemndsekr.support.paths import DataFolder

LOG = logging.getLogger("nemndsekr.prov")


@pytest.fixture
def small_log(data_folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(logs, "_SIZE", 200)
    start_log(data_folder)
    yield data_folder.logs / "nemndsekr.log"
    stop_log()


def all_lines(path: Path) -> list[str]:
    older = sorted(path.parent.glob("nemndsekr.log.*"), key=lambda file: int(file.suffix[1:]), reverse=True)
    files = [*older, path]
    return [line.split()[-1] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_full_log_begins_anew_and_the_older_files_are_kept_in_order(small_log: Path) -> None:
    for number in range(8):
        LOG.info("%s-%d", "x" * 40, number)

    kept = "".join(line[-1] for line in all_lines(small_log))
    assert "01234567".endswith(kept)
    assert len(kept) > 4, "more than the one file"
    assert not Path(f"{small_log}.0").exists()
    assert Path(f"{small_log}.1").exists()


def test_a_log_that_cannot_be_renamed_goes_on_in_the_same_file(small_log: Path, monkeypatch) -> None:
    """Two starts of the program have it open: Windows renames no file that somebody has open."""
    LOG.info("%s-0", "x" * 150)
    LOG.info("%s-1", "x" * 150)
    older = Path(f"{small_log}.1").read_text(encoding="utf-8")

    def held(self: Path, target: object) -> Path:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        for number in range(2, 6):
            LOG.info("%s-%d", "x" * 150, number)
    LOG.info("%s-6", "x" * 150)

    lines = all_lines(small_log)
    assert sorted(line[-1] for line in lines) == list("0123456")
    assert Path(f"{small_log}.2").read_text(encoding="utf-8") == older, "no older file was pushed out meanwhile"
