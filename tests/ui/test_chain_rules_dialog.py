"""Kedjeregler…: the steps changed by keys, shown at once, saved in one step, and told where they are no chain."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from nemndsekr.operations.chain_rules import planning_of_namnder
from nemndsekr.records.choices import ChainStepKind, DayUnit
from nemndsekr.ui.chain_rules_dialog import ChainRulesDialog
from tests.ui.conftest import idle, press, store_of, write

KEY = Qt.Key


@pytest.fixture
def dialog(qtbot, window) -> ChainRulesDialog:
    window.menus.actions["edit_chain_rules"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ChainRulesDialog) is not None)
    found = window.findChild(ChainRulesDialog)
    assert found is not None
    return found


def saved(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(ChainRulesDialog) is None)
    idle(qtbot, window.desk)
    return planning_of_namnder(store_of(window))[0].rules


def names(dialog):
    return [row.name for row in dialog.list.rows_model().rows]


def notes(dialog):
    return [row.note for row in dialog.list.rows_model().rows]


def test_a_number_is_changed_shown_at_once_saved_and_undone(qtbot, window, dialog):
    before = dialog.example.text()
    assert notes(dialog)[0] == "8 arbetsdagar före BUN beredning"

    press(qtbot, KEY.Key_Up, to=dialog.number)
    press(qtbot, KEY.Key_Up, to=dialog.number)

    assert notes(dialog)[0] == "10 arbetsdagar före BUN beredning"
    assert dialog.example.text() not in ("", before)
    press(qtbot, KEY.Key_Space, to=dialog.save)
    assert [rule.number for rule in saved(qtbot, window)] == [-10, -6, -10, 0, 10]
    window.commands.undo()
    idle(qtbot, window.desk)
    assert planning_of_namnder(store_of(window))[0].rules[0].number == -8


def test_a_step_is_added_named_moved_and_taken_away_by_keys(qtbot, window, dialog):
    press(qtbot, KEY.Key_Space, to=dialog.add)
    dialog.name.setFocus()
    dialog.name.selectAll()
    qtbot.waitUntil(dialog.name.hasFocus)
    write(qtbot, "Läsning")
    dialog.kind.set_value(ChainStepKind.chefsgodkannande)
    dialog.who.setText("Avdelningschefen")

    assert names(dialog)[:2] == ["Läsning", "Inlämning"]
    assert notes(dialog)[0] == "1 arbetsdag före Inlämning"
    press(qtbot, KEY.Key_Space, to=dialog.down)
    assert names(dialog)[:2] == ["Inlämning", "Läsning"]
    press(qtbot, KEY.Key_Space, to=dialog.up)
    press(qtbot, KEY.Key_Space, to=dialog.save)

    rules = saved(qtbot, window)
    assert [(rule.name, rule.who) for rule in rules][:2] == [("Läsning", "Avdelningschefen"), ("Inlämning", "")]
    assert rules[0].anchor == rules[1].key


def test_what_hung_on_a_step_that_is_taken_away_hangs_on_what_it_hung_on(qtbot, window, dialog):
    dialog.list.choose(1)
    press(qtbot, KEY.Key_Space, to=dialog.remove)

    assert notes(dialog)[0] == "8 arbetsdagar före BUN arbetsutskott"


def test_a_fixed_weekday_is_a_way_to_reckon(qtbot, window, dialog):
    dialog.unit.set_value(DayUnit.veckodag)
    dialog.number.setValue(2)
    dialog.weekday.set_value(4)

    assert notes(dialog)[0] == "andra fredagen före BUN beredning"
    press(qtbot, KEY.Key_Space, to=dialog.save)
    first = saved(qtbot, window)[0]
    assert (first.unit, first.weekday, first.number) == (DayUnit.veckodag, 4, -2)


def test_what_is_no_chain_is_told_and_not_saved(qtbot, window, dialog):
    dialog.list.choose(3)
    dialog.anchor.set_value(dialog.rules()[0].key)

    assert dialog.faults.words.text().startswith("Kedjan har inget sammanträde som beslutar.")
    press(qtbot, KEY.Key_Space, to=dialog.save)
    idle(qtbot, window.desk)
    assert dialog.isVisible()
    press(qtbot, KEY.Key_Space, to=dialog.usual)
    assert not dialog.faults.isVisibleTo(dialog)


def test_esc_asks_once_before_changed_steps_are_thrown_away(qtbot, window, dialog):
    dialog.number.setValue(9)

    press(qtbot, KEY.Key_Escape, to=dialog.list)
    assert dialog.isVisible()
    assert "inte sparade" in dialog.faults.words.text()
    press(qtbot, KEY.Key_Escape, to=dialog.list)
    assert saved(qtbot, window)[0].number == -8


def test_the_usual_rules_are_taken_back_by_saving_them(qtbot, window, dialog):
    dialog.number.setValue(9)
    press(qtbot, KEY.Key_Space, to=dialog.save)
    assert saved(qtbot, window)[0].number == -9

    window.commands.edit_chain_rules()
    qtbot.waitUntil(lambda: window.findChild(ChainRulesDialog) is not None)
    again = window.findChild(ChainRulesDialog)
    press(qtbot, KEY.Key_Space, to=again.usual)
    press(qtbot, KEY.Key_Space, to=again.save)

    assert saved(qtbot, window)[0].key == "inlamning"
