"""Checking a file in the window: chosen in the menu, read in the background, shown as a list that can be copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.records.choices import Certainty
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.check_dialog import CheckDialog
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import idle, in_dialog, let_go_over, press
from tests.ui.kit.audit import problems

KEY = Qt.Key
PAPER = """Minnesanteckning

Nämnden arbetar för att att korta köerna till förskolan i hela kommunen.

Planen planen tas fram av Kim Ek, 18850412-9803, senast den 12 mars 2026.
"""

Open = Callable[[Path], CheckDialog]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "svar.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> Open:
    """Shows the dialog for a file without waiting in it, and waits until it has answered."""

    def show(path: Path) -> CheckDialog:
        dialog = CheckDialog(window.desk, window.incoming, window)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.check(path)
        idle(qtbot, window.desk)
        return dialog

    return show


def names(dialog: CheckDialog) -> list[str]:
    return [row.name for row in dialog.list.rows_model().rows]


def test_the_menu_asks_for_a_file_and_shows_what_is_found(qtbot: QtBot, window: MainWindow, paper: Path, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.incoming.choose_document", lambda parent, folder: str(paper))
    seen: list[list[str]] = []
    came = in_dialog(lambda dialog: seen.append(names(dialog)), CheckDialog, lambda one: one.stack.currentIndex() == 1)

    window.menus.actions["check_file"].trigger()

    assert came
    assert seen[0][0] == "Påpekanden (2)"
    assert "«att» står två gånger i rad" in seen[0]
    assert load_settings(window.folder.settings).last_folder == str(paper.parent)
    assert window.current_name == "cases", "nothing was taken in"


def test_nothing_happens_when_no_file_is_chosen(window: MainWindow, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.incoming.choose_document", lambda parent, folder: "")

    window.menus.actions["check_file"].trigger()

    assert QApplication.activeModalWidget() is None
    assert load_settings(window.folder.settings).last_folder == ""


def test_the_remarks_stand_by_certainty_with_their_places_and_the_first_is_open(opened: Open, paper: Path):
    dialog = opened(paper)

    rows = dialog.list.rows_model().rows
    assert [(row.name, row.state) for row in rows] == [
        ("Påpekanden (2)", None),
        ("«att» står två gånger i rad", State.REMARK),
        ("Texten innehåller ett personnummer", State.REMARK),
        ("Frågor (1)", None),
        ("«planen» står två gånger i rad", State.QUESTION),
    ]
    assert rows[1].note.startswith("stycke 2: Nämnden arbetar för att att korta")
    assert (dialog.panel.title.text(), dialog.panel.note.text()) == ("svar.txt", "2 påpekanden · 1 fråga")
    assert (dialog.told.text(), dialog.remedy.text()) == ("«att» står två gånger i rad", "Ta bort det ena ordet.")
    assert QApplication.focusWidget() is dialog.list


def test_the_arrows_turn_the_remarks_and_esc_closes(qtbot: QtBot, opened: Open, paper: Path):
    dialog = opened(paper)

    press(qtbot, KEY.Key_Down)
    assert dialog.told.text() == "Texten innehåller ett personnummer"
    press(qtbot, KEY.Key_Down)
    now = dialog.current()
    assert now is not None
    assert now.certainty == Certainty.fraga, "the heading is passed by"

    press(qtbot, KEY.Key_Return)
    assert dialog.isVisible(), "Enter in the list closes nothing"
    press(qtbot, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_the_list_is_copied_whole_with_what_to_do_and_without_the_number(qtbot: QtBot, opened: Open, paper: Path):
    dialog = opened(paper)

    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)

    copied = QApplication.clipboard().text()
    assert copied.startswith("3 påpekanden på svar.txt.\n\nPåpekande · «att» står två gånger i rad · stycke 2: ")
    assert "Ta bort det ena ordet." in copied
    assert "18850412-****" in copied
    assert "9803" not in copied
    assert dialog.copy.text() == "Kopierad"


def test_a_file_without_remarks_says_what_was_looked_for(opened: Open, tmp_path: Path):
    path = tmp_path / "brev.txt"
    path.write_text("Välkommen till mötet i Tallbergas kommunhus.\n", encoding="utf-8")

    dialog = opened(path)

    assert dialog.stack.currentIndex() == 2
    assert dialog.fine.text() == "Inga påpekanden på brev.txt."
    assert not dialog.card.isVisible()
    assert dialog.copy.isEnabled()


def test_a_file_that_cannot_be_read_says_why_and_another_can_be_chosen(
    qtbot: QtBot, window: MainWindow, opened: Open, paper: Path, tmp_path: Path, monkeypatch
):
    broken = tmp_path / "tom.docx"
    broken.write_bytes(b"")
    dialog = opened(broken)
    assert "tom.docx" in dialog.failed.text()
    assert dialog.next_step.text()
    assert not dialog.copy.isEnabled()
    assert QApplication.focusWidget() is dialog.another

    monkeypatch.setattr("nemndsekr.ui.incoming.choose_document", lambda parent, folder: str(paper))
    press(qtbot, KEY.Key_Space)
    idle(qtbot, window.desk)

    assert (dialog.stack.currentIndex(), dialog.panel.title.text()) == (1, "svar.txt")


def test_a_file_let_go_over_the_dialog_is_checked(qtbot: QtBot, window: MainWindow, opened: Open, paper: Path):
    other = paper.with_name("annan.txt")
    other.write_text("Barn och och unga i kommunen.\n", encoding="utf-8")
    dialog = opened(paper)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])

    assert let_go_over(dialog, data)
    idle(qtbot, window.desk)

    assert names(dialog) == ["Påpekanden (1)", "«och» står två gånger i rad"]


def test_closing_while_a_file_is_read_stops_it_in_silence(qtbot: QtBot, window: MainWindow, paper: Path):
    dialog = CheckDialog(window.desk, window.incoming, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.check(paper)
    assert dialog.reading.text() == "Läser svar.txt …"

    dialog.reject()
    idle(qtbot, window.desk)

    assert dialog.stack.currentIndex() == 0


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("points", [9, 16])
def test_the_dialog_is_read_and_reached_in_any_text_size(
    qtbot: QtBot, opened: Open, paper: Path, theme: Theme, points: int, appearance: Appearance
):
    theme.set_appearance(appearance)
    theme.set_text_points(points)

    dialog = opened(paper)
    qtbot.wait(10)

    assert problems(dialog) == []
