"""An error in the program: a report on disk without a word of any case, and the program goes on."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nemndsekr.support.logs import start_log, stop_log
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui import crash
from nemndsekr.ui.background import Background
from nemndsekr.ui.crash import CrashWatch
from nemndsekr.ui.desk import Clock

OF_A_CASE = "Ylva Stråle bor på Sörbyvägen 4"


class Reports(QObject):
    """What the watch told, and in which thread."""

    told = Signal()

    def __init__(self, watch: CrashWatch) -> None:
        super().__init__()
        self.words: list[str] = []
        self.threads: list[threading.Thread] = []
        # A plain function, as the program connects one.
        watch.reported.connect(lambda words, _: self.hear(words))

    def hear(self, words: str) -> None:
        """Remember a report."""
        self.words.append(words)
        self.threads.append(threading.current_thread())
        self.told.emit()


@pytest.fixture
def watch(qapp, data_folder: DataFolder, clock: Clock, monkeypatch) -> Iterator[CrashWatch]:
    """The watch at work, its log open; what dumps a killed process stays pytest's own."""
    monkeypatch.setattr(crash, "faulthandler", SimpleNamespace(enable=lambda _: None, disable=lambda: None))
    start_log(data_folder)
    made = CrashWatch(data_folder, clock)
    made.start()
    yield made
    made.stop()
    stop_log()


@pytest.fixture
def reports(watch: CrashWatch) -> Reports:
    return Reports(watch)


def break_down(text: str = OF_A_CASE) -> None:
    raise ValueError(f"cannot read {text}")


def in_a_slot(qtbot: QtBot) -> None:
    button = QPushButton("Läs in")
    qtbot.addWidget(button)
    button.clicked.connect(lambda _: break_down())
    button.click()


def in_a_thread(qtbot: QtBot) -> None:
    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()


def in_the_background(qtbot: QtBot) -> None:
    background = Background()
    background.run(break_down)
    qtbot.waitUntil(lambda: not background.busy)
    background.close()


@pytest.mark.parametrize("fail", [in_a_slot, in_a_thread, in_the_background])
def test_an_error_leaves_a_report_without_a_word_of_the_case(
    qtbot: QtBot, data_folder: DataFolder, reports: Reports, fail: Callable[[QtBot], None]
):
    fail(qtbot)
    qtbot.waitUntil(lambda: bool(reports.words))

    (written,) = data_folder.logs.glob("felrapport-*.txt")
    words = written.read_text(encoding="utf-8")
    assert written.name == "felrapport-2026-02-19T143200.txt"
    assert words == reports.words[0]
    assert "builtins.ValueError" in words
    assert "break_down" in words, "the place in the program is what helps"
    log = (data_folder.logs / "nemndsekr.log").read_text(encoding="utf-8")
    assert "builtins.ValueError" in log
    for text in (words, log):
        assert OF_A_CASE not in text
        assert "cannot read" not in text, "the error's own words may quote a case"


@pytest.mark.parametrize("fail", [in_a_slot, in_a_thread, in_the_background])
def test_it_is_told_on_the_thread_that_can_show_a_window(qtbot: QtBot, reports: Reports, fail):
    fail(qtbot)
    qtbot.waitUntil(lambda: bool(reports.threads))

    assert reports.threads == [threading.main_thread()]


def test_the_program_goes_on(qtbot: QtBot, reports: Reports):
    pressed: list[int] = []
    button = QPushButton("Spara")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1) if reports.words else break_down())

    button.click()
    button.click()

    assert pressed == [1]


def test_errors_in_the_same_second_have_a_report_each(qtbot: QtBot, data_folder: DataFolder, reports: Reports):
    in_a_slot(qtbot)
    in_a_thread(qtbot)
    qtbot.waitUntil(lambda: len(reports.words) == 2)

    written = {path.read_text(encoding="utf-8") for path in data_folder.logs.glob("felrapport-*.txt")}
    assert written == set(reports.words)


def test_a_report_that_cannot_be_written_is_told_all_the_same(qtbot: QtBot, data_folder: DataFolder, clock: Clock):
    data_folder.logs.write_text("a file stands where the folder should be", encoding="utf-8")
    watch = CrashWatch(data_folder, clock)
    told: list[tuple[str, object]] = []
    watch.reported.connect(lambda words, path: told.append((words, path)))

    watch._caught(ValueError, ValueError(OF_A_CASE), None)

    ((words, path),) = told
    assert "builtins.ValueError" in words
    assert path is None


def test_qts_warnings_go_to_the_log(watch: CrashWatch, data_folder: DataFolder):
    qWarning("QLayout: attempting to add a layout twice")

    log = (data_folder.logs / "nemndsekr.log").read_text(encoding="utf-8")
    assert "WARNING nemndsekr.qt: QLayout: attempting to add a layout twice" in log


class Unlucky:
    """Goes wrong when it is let go of, where nobody can be told."""

    def __del__(self) -> None:
        break_down()


def test_what_goes_wrong_when_something_is_let_go_of_is_noted_without_a_word_of_the_case(
    watch: CrashWatch, reports: Reports, data_folder: DataFolder
):
    Unlucky()

    log = (data_folder.logs / "nemndsekr.log").read_text(encoding="utf-8")
    assert "error that nobody could be told of" in log
    assert "break_down" in log
    assert OF_A_CASE not in log
    assert reports.words == [], "nothing of the person's was under way"


def test_the_file_of_faults_begins_anew_when_it_is_large(data_folder: DataFolder, clock: Clock, qapp, monkeypatch):
    monkeypatch.setattr(crash, "faulthandler", SimpleNamespace(enable=lambda _: None, disable=lambda: None))
    monkeypatch.setattr(crash, "_MOST_FAULTS", 10)
    data_folder.logs.mkdir()
    (data_folder.logs / "krasch.txt").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    watch = CrashWatch(data_folder, clock)

    watch.start()
    watch.stop()

    assert (data_folder.logs / "krasch.txt").read_bytes() == b""
    assert "Segmentation fault" in (data_folder.logs / "krasch-forra.txt").read_text(encoding="utf-8")


KILLED_BY_A_FAULT = """
import sys
from pathlib import Path
from datetime import datetime
sys.stderr = sys.stdout = sys.__stderr__ = sys.__stdout__ = None
from PySide6.QtWidgets import QApplication
application = QApplication([])
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.crash import CrashWatch
watch = CrashWatch(DataFolder(Path(sys.argv[1])), datetime.now)
watch.start()
def the_place_in_the_program():
    import faulthandler
    faulthandler._sigsegv()
the_place_in_the_program()
"""


def test_a_process_that_is_killed_by_a_fault_of_its_own_leaves_the_place_where_it_was(tmp_path):
    """As pythonw would: without a standard error to write to."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_BY_A_FAULT, str(tmp_path)], timeout=60, stderr=subprocess.DEVNULL, check=False
    )

    assert ended.returncode != 0
    assert "the_place_in_the_program" in (tmp_path / "logg" / "krasch.txt").read_text(encoding="utf-8")


def test_the_hooks_are_given_back(data_folder: DataFolder, clock: Clock, qapp, monkeypatch):
    monkeypatch.setattr(crash, "faulthandler", SimpleNamespace(enable=lambda _: None, disable=lambda: None))
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    watch = CrashWatch(data_folder, clock)

    watch.start()
    during = sys.excepthook, threading.excepthook, sys.unraisablehook
    watch.stop()

    assert all(one is not other for one, other in zip(before, during, strict=True))
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger("nemndsekr").handlers == []
