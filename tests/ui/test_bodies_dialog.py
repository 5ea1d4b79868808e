"""Planering → Instanser: bodies are added, called something else, put in order and taken away, each as its own step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.meetings import bodies_of
from nemndsekr.records.choices import BodyKind
from nemndsekr.store.queries import all_namnder
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.planning.bodies_dialog import BodiesDialog
from tests.ui.conftest import PATIENCE_MS, idle, in_dialog, press, store_of, write
from tests.ui.kit.audit import problems

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
DEMO = ["BUN beredning", "BUN arbetsutskott", "Barn- och utbildningsnämnden"]


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, desk: Desk) -> BodiesDialog:
    """The bodies of the exercise nämnd."""
    assert desk.store is not None
    namnd = all_namnder(desk.store)[0]
    made = BodiesDialog(desk, namnd.stored_id, namnd.name, bodies_of(desk.store, namnd.stored_id))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def names(desk: Desk) -> list[str]:
    """The bodies as they are stored."""
    assert desk.store is not None
    return [one.name for one in bodies_of(desk.store, all_namnder(desk.store)[0].stored_id)]


def step_name(desk: Desk) -> str | None:
    assert desk.store is not None
    return desk.store.undo_names()[0]


def test_alt_and_arrows_change_the_order_one_step_at_a_time(qtbot: QtBot, dialog: BodiesDialog, desk: Desk):
    assert names(desk) == DEMO
    assert QApplication.focusWidget() is dialog.list

    press(qtbot, KEY.Key_Down, ALT, to=dialog.list)
    idle(qtbot, desk)

    assert names(desk) == [DEMO[1], DEMO[0], DEMO[2]]
    assert step_name(desk) == "ändrade instansernas ordning"
    assert dialog.list.current_key() == dialog._rows[1].stored_id, "one stays on the body that was moved"
    press(qtbot, KEY.Key_Up, ALT, to=dialog.list)
    idle(qtbot, desk)
    assert names(desk) == DEMO


def test_a_body_is_added_called_something_else_and_taken_away_by_keys(qtbot: QtBot, dialog: BodiesDialog, desk: Desk):
    dialog.name.setFocus()
    dialog.name.selectAll()
    write(qtbot, "Individutskott")
    dialog.kind.set_value(BodyKind.au)
    press(qtbot, KEY.Key_Space, to=dialog.add)
    idle(qtbot, desk)
    assert names(desk) == [*DEMO, "Individutskott"]
    assert step_name(desk) == "lade till instans"

    dialog.name.selectAll()
    write(qtbot, "Individutskottet")
    press(qtbot, KEY.Key_Space, to=dialog.change)
    idle(qtbot, desk)
    assert names(desk)[-1] == "Individutskottet"
    assert step_name(desk) == "ändrade instansen"

    press(qtbot, KEY.Key_Space, to=dialog.remove)
    idle(qtbot, desk)
    assert names(desk) == DEMO
    assert step_name(desk) == "tog bort instansen"


def test_what_cannot_be_is_said_and_nothing_is_changed(qtbot: QtBot, dialog: BodiesDialog, desk: Desk):
    dialog.list.choose(dialog._rows[0].stored_id)
    press(qtbot, KEY.Key_Space, to=dialog.remove)
    idle(qtbot, desk)
    assert dialog.message.words.text() == (
        "BUN beredning har sammanträden i planen. Ta bort dem först, eller behåll instansen."
    )

    dialog.name.setText(" ")
    dialog.change.click()
    assert dialog.name_field.message.words.text() == "Skriv vad instansen heter, till exempel Arbetsutskott."
    dialog.name.setText("bun arbetsutskott")
    dialog.change.click()
    idle(qtbot, desk)
    assert "Det finns redan en instans som heter" in dialog.message.words.text()
    assert names(desk) == DEMO


def test_the_window_is_sound(qtbot: QtBot, dialog: BodiesDialog, theme: Theme):
    assert problems(dialog) == []


def test_it_is_opened_from_the_menu_and_the_plan_follows(qtbot: QtBot, window: MainWindow):
    window.commands.show_planning()
    idle(qtbot, window.desk)

    def rename(dialog: BodiesDialog) -> None:
        dialog.list.choose(dialog._rows[0].stored_id)
        dialog.name.setText("Presidieberedning för barn och unga")
        dialog.change.click()

    came = in_dialog(rename, BodiesDialog)
    window.menus.actions["change_bodies"].trigger()
    qtbot.waitUntil(lambda: bool(came), timeout=PATIENCE_MS)
    idle(qtbot, window.desk)

    page = window.current
    assert page.grid.lanes[0].name == "Presidieberedning för barn och unga"  # type: ignore[attr-defined]
    assert page.table.model().headerData(0, Qt.Orientation.Vertical).startswith("Presidie")  # type: ignore[attr-defined]
    window.commands.undo()
    idle(qtbot, window.desk)
    assert page.grid.lanes[0].name == "BUN beredning"  # type: ignore[attr-defined]
    assert store_of(window).undo_names()[0] is None
