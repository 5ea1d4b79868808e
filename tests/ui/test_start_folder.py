"""Where a file dialog begins: where the last file was, unless nobody answers there."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QStandardPaths

from nemndsekr.ui import start_folder as module
from nemndsekr.ui.start_folder import start_folder

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> str:
    """Documents that Windows has moved to another place."""
    moved = "D:/OneDrive - Vidinge kommun/Dokument"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda which: moved if which == DOCUMENTS else "")
    return moved


def test_it_begins_where_the_last_file_was(tmp_path: Path, documents: str):
    assert start_folder(str(tmp_path)) == str(tmp_path)


@pytest.mark.parametrize("last", ["", "borta", "fil.txt"])
def test_else_in_the_documents_wherever_they_are(tmp_path: Path, documents: str, last: str):
    (tmp_path / "fil.txt").write_text("", encoding="utf-8")
    assert start_folder(str(tmp_path / last) if last else "") == documents


def test_a_share_that_does_not_answer_is_not_waited_for(documents: str, monkeypatch):
    go_on = Event()
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    monkeypatch.setattr(Path, "is_dir", lambda _: go_on.wait(20))
    assert start_folder("//borta/hem") == documents
    go_on.set()
