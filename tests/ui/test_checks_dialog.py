"""Verktyg → Välj kontroller: every check with what it looks for, turned on and off by keys, nämnd by nämnd."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.check_settings import checks_of_namnder
from nemndsekr.operations.edit_record import undo
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.checks import CHECKS
from nemndsekr.store.database import Store
from nemndsekr.ui.checks_dialog import ChecksDialog
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.theme import Theme
from tests.ui.case.conftest import desk, idle, store
from tests.ui.case.scene import NOW, WHO
from tests.ui.conftest import press
from tests.ui.kit.audit import problems

__all__ = ["desk", "idle", "store"]
KEY = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, desk: Desk, store: Store) -> ChecksDialog:
    """The dialog over an office with two nämnder."""
    with store.step("byggde", WHO, NOW) as step:
        for name in ("Barn- och utbildningsnämnden", "Kultur- och fritidsnämnden"):
            step.add(Namnd(name=name))
    made = ChecksDialog(desk, *checks_of_namnder(store))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def off(store: Store) -> list[frozenset[str]]:
    return [one.off for one in checks_of_namnder(store)[0]]


def test_every_check_stands_there_with_what_it_looks_for_and_is_on(dialog: ChecksDialog) -> None:
    assert list(dialog.boxes) == [check.slug for check in CHECKS]
    for check in CHECKS:
        box = dialog.boxes[check.slug]
        assert (box.text(), box.accessibleDescription()) == (check.name, check.explanation)
        assert box.isChecked()


def test_space_turns_a_check_off_at_once_for_the_namnd_that_is_shown(
    qtbot: QtBot, dialog: ChecksDialog, store: Store, idle: Callable[[], None]
) -> None:
    first = CHECKS[0].slug
    assert QApplication.focusWidget() is dialog.boxes[first]

    press(qtbot, KEY.Key_Space)
    idle()

    assert off(store) == [frozenset({first}), frozenset()]
    dialog.namnd.setFocus()
    press(qtbot, KEY.Key_Down)
    assert dialog.boxes[first].isChecked()


def test_undoing_turns_the_box_back(
    qtbot: QtBot, dialog: ChecksDialog, desk: Desk, store: Store, idle: Callable[[], None]
) -> None:
    press(qtbot, KEY.Key_Space)
    idle()
    desk.act(lambda store, who, now: undo(store, now))
    idle()
    idle()

    assert off(store) == [frozenset(), frozenset()]
    assert dialog.boxes[CHECKS[0].slug].isChecked()


def test_an_answer_that_comes_when_the_window_is_gone_is_let_go(
    qtbot: QtBot, dialog: ChecksDialog, idle: Callable[[], None]
) -> None:
    press(qtbot, KEY.Key_Space)
    dialog.accept()
    # Qt takes the fields away with the window; the test's own hold on it stays.
    dialog.namnd.deleteLater()
    idle()
    idle()

    assert not shiboken6.isValid(dialog.namnd)


def test_the_dialog_is_named_reachable_and_whole(dialog: ChecksDialog) -> None:
    assert problems(dialog) == []
