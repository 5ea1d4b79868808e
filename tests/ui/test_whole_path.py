"""The whole path by keyboard alone: a report in, an answer written, the document out; and it is there next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nemndsekr.store.first_rows import CaseFilter, first_window
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import Settings
from nemndsekr.ui.application import open_office
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.new_files_dialog import NewFilesDialog
from tests.operations.test_import_report import LETTER

ANSWER = "Nämnden instämmer. Specialkosten gås igenom med varje kök före höstterminen."


@pytest.fixture
def start(qtbot, data_folder: DataFolder, qapp: QApplication) -> Iterator[Callable[[], MainWindow]]:
    """Start the program on the test's data folder, as often as wanted; each start ends the one before it."""
    running: list[MainWindow] = []

    def end() -> None:
        while running:
            window = running.pop()
            store = window.desk.store
            window.close()
            if store is not None:
                store.close()

    def begin() -> MainWindow:
        end()
        theme = Theme()
        theme.apply(qapp)
        desk = Desk(Background())
        window = MainWindow(desk, theme, data_folder, Settings(), first_window(data_folder, CaseFilter()))
        qtbot.addWidget(window)
        window.show()
        desk.background.run(lambda: open_office(data_folder, demo=False), lambda opened: desk.open(*opened))
        running.append(window)
        idle(qtbot, window)
        window.show_page("cases")
        return window

    yield begin
    end()


class WindowWatch(QObject):
    """Notes every window that opens: a part that is shown before it has a parent flashes and takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[WindowWatch]:
    watch = WindowWatch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def idle(qtbot, window: MainWindow) -> None:
    """Wait until the work that was given is done and its results are shown."""
    quiet = 0

    def at_rest() -> bool:
        nonlocal quiet
        quiet = 0 if window.desk.background.busy else quiet + 1
        return quiet > 3

    qtbot.waitUntil(at_rest, timeout=20_000)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does who has no mouse."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert isinstance(widget, QWidget), "nothing has the focus"
    QTest.keyClick(widget, key, modifiers)


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def type_words(words: str) -> None:
    """Type as a Swedish keyboard does; QTest's own typing knows no å ä ö."""
    for letter in words:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def tab_to(name: str) -> QWidget:
    """Press Tab until the field with this name has the focus."""
    for _ in range(60):
        widget = QApplication.focusWidget()
        if widget is not None and widget.accessibleName() == name and isinstance(widget, BlockTextEdit):
            return widget
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never came to {name}")


def choose_newest() -> None:
    """Press Enter in the list of the newest files, as soon as it is there."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, NewFilesDialog) and dialog.files.hasFocus():
        press(Qt.Key.Key_Return)
    else:
        QTimer.singleShot(20, choose_newest)


def test_a_report_goes_in_and_a_decision_draft_comes_out_without_a_mouse(
    qtbot, start, windows: WindowWatch, tmp_path: Path, monkeypatch
):
    letter = tmp_path / "skolmåltider.txt"
    letter.write_text(LETTER, encoding="utf-8")
    pdf = tmp_path / "yttrande.pdf"
    # Only the dialog for saving, which belongs to the system, is answered for the person.
    monkeypatch.setattr("nemndsekr.ui.incoming.download_folders", lambda last: [letter.parent])
    window = start()
    assert window.cases.stack.currentWidget() is window.cases.empty

    choose_newest()
    press(Qt.Key.Key_O, CTRL | SHIFT)
    window.activateWindow()  # as every window manager does when a dialog closes
    idle(qtbot, window)
    assert window.current_name == "review"
    assert window.cases.model.total == 0, "nothing is stored before OK"
    press(Qt.Key.Key_Return, CTRL)
    idle(qtbot, window)
    assert window.current_name == "case"

    press(Qt.Key.Key_F6)
    tab_to("Svar")
    press(Qt.Key.Key_A, CTRL)
    type_words(ANSWER)
    press(Qt.Key.Key_S, CTRL)
    idle(qtbot, window)
    press(Qt.Key.Key_F2, CTRL)
    idle(qtbot, window)
    assert window.current_name == "document"

    page: Any = window.page("document")
    page.out.choose_file = lambda *_: str(pdf)
    press(Qt.Key.Key_F12)
    idle(qtbot, window)
    qtbot.waitUntil(pdf.exists, timeout=10_000)
    with PdfDocument(pdf) as document:
        text = " ".join(" ".join(part.get_textpage().get_text_range() for part in document).split())
    assert ANSWER in text
    assert "Svinnet vägs två veckor per termin från hösten 2026." in text

    again = start()
    assert [case.title for case in again.cases.model.rows()] == ["Granskning av skolmåltider"]
    press(Qt.Key.Key_Return)
    idle(qtbot, again)
    assert again.current_name == "case"
    press(Qt.Key.Key_F6)
    shown = tab_to("Svar")
    assert isinstance(shown, BlockTextEdit)
    assert shown.toPlainText().strip() == ANSWER
    assert windows.opened == ["MainWindow", "NewFilesDialog", "MainWindow"], "no part opens a window of its own"
