"""Verktyg → Nämnden: the nämnd's facts are written and saved as one step; what is written is not lost unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import undo
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.namnd_dialog import NamndDialog
from tests.ui.case.conftest import desk, idle, store
from tests.ui.case.scene import NOW, WHO
from tests.ui.conftest import press, write
from tests.ui.kit.audit import problems

__all__ = ["desk", "idle", "store"]
KEY = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, desk: Desk, store: Store) -> NamndDialog:
    with store.step("byggde", WHO, NOW) as step:
        for name in ("Barn- och utbildningsnämnden", "Kultur- och fritidsnämnden"):
            step.add(Namnd(name=name))
    made = NamndDialog(desk, all_namnder(store), 0, field="website")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_is_written_is_saved_as_one_step_by_enter_and_undone_as_one(
    qtbot: QtBot, dialog: NamndDialog, store: Store
) -> None:
    assert QApplication.focusWidget() is dialog.lines["website"]
    qtbot.waitUntil(lambda: not dialog.lines["website"].visibleRegion().isEmpty())
    write(qtbot, "www.lindakra.example/anslagstavla")
    dialog.lines["appeal_court"].setFocus()
    write(qtbot, "Förvaltningsrätten i Lindåkra")
    dialog.weeks.setValue(8)

    press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)

    saved = all_namnder(store)[0]
    assert (saved.website, saved.appeal_court, saved.lead_weeks) == (
        "www.lindakra.example/anslagstavla",
        "Förvaltningsrätten i Lindåkra",
        8,
    )
    undone = undo(store, NOW)
    assert undone is not None
    assert undone.name == "ändrade nämndens uppgifter"
    assert all_namnder(store)[0].website == ""


def test_a_namnd_without_a_name_is_refused_in_words_and_nothing_is_lost(
    qtbot: QtBot, dialog: NamndDialog, store: Store, idle: Callable[[], None]
) -> None:
    dialog.lines["name"].clear()
    dialog.lines["website"].setText("lindakra.example")

    dialog.save.click()
    qtbot.waitUntil(dialog.message.isVisible)

    assert "Nämnd får inte vara tom." in dialog.message.words.text()
    assert dialog.isVisible()
    assert dialog.save.isEnabled()
    assert dialog.lines["website"].text() == "lindakra.example"
    assert all_namnder(store)[0].website == ""


def test_esc_asks_once_before_what_is_written_is_thrown_away(qtbot: QtBot, dialog: NamndDialog) -> None:
    write(qtbot, "x")
    press(qtbot, KEY.Key_Escape)
    assert dialog.isVisible()
    assert dialog.message.isVisible()

    press(qtbot, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_another_namnd_is_shown_only_when_what_is_written_is_saved(qtbot: QtBot, dialog: NamndDialog) -> None:
    dialog.namnd.setCurrentIndex(1)
    assert dialog.lines["name"].text() == "Kultur- och fritidsnämnden"

    dialog.lines["website"].setText("x")
    dialog.namnd.setCurrentIndex(0)

    assert dialog.namnd.currentIndex() == 1
    assert dialog.lines["website"].text() == "x"
    assert "Spara" in dialog.message.words.text()


def test_the_dialog_is_named_reachable_and_whole(dialog: NamndDialog) -> None:
    assert problems(dialog) == []


def test_the_menu_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.actions["edit_namnd"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(NamndDialog)))
    (dialog,) = window.findChildren(NamndDialog)
    assert dialog.lines["name"].text() == "Barn- och utbildningsnämnden"
    dialog.reject()


def test_without_a_namnd_it_is_said_what_to_do(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.menus.actions["edit_namnd"].trigger()
    qtbot.waitUntil(lambda: "ingen nämnd" in empty_window.messages.bar.words.text())
    assert not empty_window.findChildren(NamndDialog)
