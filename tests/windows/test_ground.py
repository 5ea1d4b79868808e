"""What Windows does that Linux does not, and that the other tests trust to be there when they run in Windows."""

from __future__ import annotations

import ctypes
import locale
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nemndsekr.operations.save_file import FileInUseError, save_file
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.store.backup import backups_in, bring_back, make_backup
from nemndsekr.store.database import open_store
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.retention import Kept
from nemndsekr.support.settings import Settings, save_settings
from tests.ui.conftest import LOGIN, NOW

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows alone: run by dev.py windows")
NETWORK = 4
"""What Windows calls the kind of a drive that lies on a server."""


def test_the_code_page_is_the_one_of_western_europe():
    assert locale.getpreferredencoding(do_setlocale=False) == "cp1252"
    with pytest.raises(UnicodeEncodeError):
        "→".encode(locale.getpreferredencoding(do_setlocale=False))


def test_the_drive_h_is_one_of_the_network():
    windows = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    assert windows.GetDriveTypeW("H:\\") == NETWORK


def test_a_file_that_somebody_has_open_is_not_written_over_and_stays_as_it_was(tmp_path: Path):
    paper = tmp_path / "Yttrande åäö.pdf"
    paper.write_bytes(b"gammalt")
    with paper.open("rb"), pytest.raises(FileInUseError):
        save_file(paper, b"nytt", pause=lambda _: None)
    assert paper.read_bytes() == b"gammalt"
    assert list(tmp_path.iterdir()) == [paper], "nothing half written is left"
    save_file(paper, b"nytt")
    assert paper.read_bytes() == b"nytt"


def test_a_database_that_is_open_is_not_brought_back_over_and_stays_whole(data_folder: DataFolder, tmp_path: Path):
    with closing(open_store(data_folder, NOW)) as store:
        sign_in(store, LOGIN, NOW)
    with closing(sqlite3.connect(data_folder.database)) as held:
        held.execute("SELECT count(*) FROM sqlite_master").fetchone()
        backup = make_backup(held, tmp_path / "kopior", NOW, Kept())
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError):
            bring_back(backup, data_folder.database, NOW)
        held.rollback()
        assert held.execute("PRAGMA quick_check").fetchone() == ("ok",)
    bring_back(backup, data_folder.database, NOW)
    with closing(open_store(data_folder, NOW)):
        assert backups_in(tmp_path / "kopior") == [backup]


def test_what_is_saved_has_letters_and_signs_that_the_code_page_lacks(data_folder: DataFolder):
    save_settings(data_folder.settings, Settings(templates=(("yttrande", "Eget → å ä ö"),)))
    assert "Eget → å ä ö" in data_folder.settings.read_text(encoding="utf-8")
