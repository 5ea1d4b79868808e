"""Work that may hang: it is beside the window, it is given up in time, and it never keeps the program open."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject

from nemndsekr.store.backup import backups_in
from nemndsekr.support.errors import UserError
from nemndsekr.ui import backup_share
from nemndsekr.ui.apart import Apart
from nemndsekr.ui.backup_share import BackupShare
from tests.ui.conftest import idle

LATE = UserError("Svarar inte.")


@pytest.fixture
def apart(qapp):
    parent = QObject()
    made = Apart(parent)
    yield made
    made.close()
    parent.deleteLater()


@pytest.fixture
def heard():
    return []


def run(apart, heard, job, seconds=10.0):
    apart.run(job, heard.append, heard.append, seconds=seconds, late=LATE)


def test_results_and_refusals_come_back_to_the_window(qtbot, apart, heard):
    def refuse():
        raise UserError("Nej.")

    run(apart, heard, lambda: threading.current_thread() is threading.main_thread())
    run(apart, heard, refuse)

    qtbot.waitUntil(lambda: not apart.busy)
    assert False in heard
    assert [one.what for one in heard if isinstance(one, UserError)] == ["Nej."]


def test_one_that_hangs_is_given_up_and_what_it_says_later_is_dropped(qtbot, apart, heard):
    go_on = threading.Event()
    run(apart, heard, lambda: go_on.wait(5), seconds=0.05)

    qtbot.waitUntil(lambda: not apart.busy)
    go_on.set()
    qtbot.wait(50)

    assert heard == [LATE]


def test_nothing_is_heard_after_the_end(qtbot, apart, heard):
    go_on = threading.Event()
    run(apart, heard, lambda: go_on.wait(5))

    apart.close()
    go_on.set()
    qtbot.wait(50)

    assert heard == []


class TestTheShare:
    def test_gets_the_days_copy_and_one_made_by_hand(self, qtbot, window, tmp_path):
        share = BackupShare(window, tmp_path / "server")
        share.send()
        qtbot.waitUntil(lambda: len(backups_in(tmp_path / "server")) == 1)

        window.commands.back_up()
        idle(qtbot, window.desk)
        qtbot.waitUntil(lambda: backups_in(tmp_path / "server")[:1] == [*self.newest(window, tmp_path)])
        share.close()

    @staticmethod
    def newest(window, tmp_path):
        return [tmp_path / "server" / copy.name for copy in backups_in(window.folder.backups)[:1]]

    def test_that_cannot_be_written_is_told_of(self, qtbot, window, tmp_path):
        (tmp_path / "fil").write_bytes(b"")
        share = BackupShare(window, tmp_path / "fil" / "kim")

        share.send()

        qtbot.waitUntil(window.messages.bar.isVisible)
        assert "blev inte gjord" in window.messages.bar.words.text()
        assert "Kopian på datorn finns" in window.messages.bar.words.text()
        share.close()

    def test_that_hangs_keeps_the_program_open_for_a_moment_only(self, qtbot, window, tmp_path, monkeypatch):
        never = threading.Event()
        monkeypatch.setattr(backup_share, "PATIENCE", 0.1)
        monkeypatch.setattr("nemndsekr.operations.backup_share.copy_to_share", lambda *_: never.wait(5))
        share = BackupShare(window, tmp_path)
        share.send()

        began = time.monotonic()
        share.close()

        assert time.monotonic() - began < 1
        never.set()

    def test_is_not_asked_again_while_a_copy_is_on_its_way(self, qtbot, window, tmp_path, monkeypatch):
        go_on, asked = threading.Event(), []

        def copy(*_):
            asked.append(1)
            go_on.wait(5)

        monkeypatch.setattr("nemndsekr.operations.backup_share.copy_to_share", copy)
        share = BackupShare(window, tmp_path)
        share.send()
        share.send()
        go_on.set()

        qtbot.waitUntil(lambda: bool(asked))
        share.close()
        assert asked == [1]
