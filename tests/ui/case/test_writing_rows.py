"""Writing in the short tables of a case: what Enter, Esc, F2 and typing do, row after row, by real keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nemndsekr.operations.case_parts import remove_part
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.rules.case_items import OVERVIEW_KEY, TASKS_KEY
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.edit_table import EditTable
from tests.ui.case.scene import NOW, WHO
from tests.ui.conftest import press, write

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
FIRST = "Barn- och utbildningsnämnden överlämnar yttrandet till kommunens revisorer"


def focus() -> Any:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def points(store, page) -> list[str]:
    return [one.text for one in load_case(store, page._case_id).decision_points]


def go_to_points(page) -> EditTable:
    page.go_to_item(("rows", "decision_points"), into=True)
    table = page.pane.stack.currentWidget().rows.table
    assert isinstance(table, EditTable)
    return table


def empty_points(page, store, idle) -> EditTable:
    (only,) = load_case(store, page._case_id).decision_points
    remove_part(store, DecisionPoint, only.stored_id, "tog bort en beslutspunkt", WHO, NOW)
    page.show_case(page._case_id)
    idle()
    return go_to_points(page)


def measures_of_six(page, store) -> Any:
    page.go_to_item(("recommendations", load_case(store, page._case_id).recommendations[5].id), into=True)
    return page.pane.stack.currentWidget().measures


@pytest.mark.parametrize("pause", [False, True], ids=["without a pause", "when each is stored"])
def test_points_are_written_one_after_the_other_with_enter_between_them(qtbot, audit, store, idle, pause):
    table = empty_points(audit, store, idle)
    for words in ("Yttrandet antas", "Svaret skickas", "Paragrafen justeras"):
        write(qtbot, words)
        press(qtbot, KEY.Key_Return)
        if pause:
            idle()
    press(qtbot, KEY.Key_Return)  # in an empty row it ends the list
    idle()

    assert points(store, audit) == ["Yttrandet antas", "Svaret skickas", "Paragrafen justeras"]
    qtbot.waitUntil(lambda: table.rows.rowCount() == 3)


def test_what_is_typed_after_the_list_has_ended_is_a_new_point(qtbot, audit, store, idle):
    table = go_to_points(audit)
    press(qtbot, KEY.Key_F2)
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1)
    write(qtbot, "Svaret skickas")
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == [FIRST, "Svaret skickas"]


def test_the_first_letters_typed_in_an_empty_list_begin_its_first_point(qtbot, audit, store, idle):
    empty_points(audit, store, idle)
    write(qtbot, "Överlämna svaret")
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == ["Överlämna svaret"]


def test_typing_on_a_filled_cell_writes_over_it_as_in_a_spreadsheet(qtbot, audit, store, idle):
    go_to_points(audit)
    write(qtbot, "Yttrandet antas")
    press(qtbot, KEY.Key_Tab)
    idle()
    assert points(store, audit) == ["Yttrandet antas"]


def test_esc_brings_back_what_was_written_over(qtbot, audit, store, idle):
    table = go_to_points(audit)
    write(qtbot, "Hoppsan")
    qtbot.waitUntil(lambda: points(store, audit) == ["Hoppsan"])  # saved while it is written
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == [FIRST]
    assert table.hasFocus()


def test_f2_goes_on_at_the_end_and_esc_keeps_it(qtbot, audit, store, idle):
    go_to_points(audit)
    press(qtbot, KEY.Key_F2)
    write(qtbot, " i dag")
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == [f"{FIRST} i dag"]


def test_enter_goes_down_before_it_goes_on_to_a_new_row(qtbot, audit, store, idle):
    table = go_to_points(audit)
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Svaret skickas")
    press(qtbot, KEY.Key_Escape)
    idle()
    table.setCurrentIndex(table.rows.index(0, 0))
    press(qtbot, KEY.Key_F2)
    press(qtbot, KEY.Key_Return)
    assert (table.currentIndex().row(), table.rows.rowCount(), table.hasFocus()) == (1, 2, True)
    write(qtbot, "En punkt till")  # the sentence that follows is no other wording of what stands below
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == [FIRST, "Svaret skickas", "En punkt till"]


def test_days_are_filled_in_downwards_with_enter(qtbot, audit, store, idle):
    audit.go_to_item(("rows", "bases"), into=True)
    table = audit.pane.stack.currentWidget().rows.table
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Missiv")
    press(qtbot, KEY.Key_Escape)
    idle()
    table.setCurrentIndex(table.rows.index(0, 1))
    for day in ("2026-01-12", "2026-01-13"):
        write(qtbot, day)
        press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Escape)
    idle()
    assert [str(one.dated_on) for one in load_case(store, audit._case_id).bases] == ["2026-01-12", "2026-01-13"]


def test_a_day_that_is_not_understood_keeps_enter_on_its_cell(qtbot, audit, store, idle):
    audit.go_to_item(("rows", "bases"), into=True)
    rows = audit.pane.stack.currentWidget().rows
    rows.table.setCurrentIndex(rows.table.rows.index(0, 1))
    write(qtbot, "snart")
    press(qtbot, KEY.Key_Return)
    idle()
    assert rows.table.rows.rowCount() == 1
    assert rows.message.words.text()
    assert rows.table.currentIndex().column() == 1


def test_enter_in_a_row_without_its_first_words_asks_for_them(qtbot, audit, store, idle):
    audit.go_to_item(("rows", "bases"), into=True)
    press(qtbot, KEY.Key_Insert)
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "2026-01-20")
    press(qtbot, KEY.Key_Return)
    write(qtbot, "Missiv")
    press(qtbot, KEY.Key_Escape)
    idle()
    last = load_case(store, audit._case_id).bases[-1]
    assert (last.text, str(last.dated_on)) == ("Missiv", "2026-01-20")


def test_tab_after_enter_in_a_measure_leads_to_its_details_and_typing_to_the_next_measure(qtbot, audit, store, idle):
    measures = measures_of_six(audit, store)
    press(qtbot, KEY.Key_D, ALT)  # «Planerade åtgärder»
    qtbot.waitUntil(measures.add_button.hasFocus)
    assert not measures.add_button.isDown()  # Qt would press it a moment later, when a word is being written already
    write(qtbot, "Ta fram regler")
    press(qtbot, KEY.Key_Return)
    write(qtbot, "Utbilda chefer")
    press(qtbot, KEY.Key_Return)
    assert measures.table.hasFocus()
    press(qtbot, KEY.Key_Tab)
    idle()
    assert not measures.table.hasFocus()
    assert [one.text for one in measures.measures()] == ["Ta fram regler", "Utbilda chefer"]


def test_whoever_changes_their_mind_about_the_first_measure_is_back_where_it_is_begun(qtbot, audit, store, idle):
    measures = measures_of_six(audit, store)
    press(qtbot, KEY.Key_D, ALT)
    press(qtbot, KEY.Key_Space)
    qtbot.waitUntil(lambda: measures.table.rows.rowCount() == 1)
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: measures.table.rows.rowCount() == 0)
    assert measures.add_button.hasFocus()


def test_the_key_of_the_measures_leads_to_the_table_where_there_are_any(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", load_case(store, audit._case_id).recommendations[2].id), into=True)
    measures = audit.pane.stack.currentWidget().measures
    press(qtbot, KEY.Key_D, ALT)
    qtbot.waitUntil(measures.table.hasFocus)


def test_a_finding_that_is_typed_after_enter_is_one_of_its_own(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", load_case(store, audit._case_id).recommendations[5].id), into=True)
    findings = audit.pane.stack.currentWidget().findings
    findings.focus_field("text")
    for words in ("71 saknas", "Rutin saknas"):
        write(qtbot, words)
        press(qtbot, KEY.Key_Return)
    idle()
    assert [one.text for one in load_case(store, audit._case_id).findings] == ["71 saknas", "Rutin saknas"]


def test_insert_begins_a_task_and_no_attsats(qtbot, initiative, store, idle):
    initiative.go_to_item(OVERVIEW_KEY, into=True)
    table = initiative.pane.stack.currentWidget().table
    before = table.rows.rowCount()
    press(qtbot, KEY.Key_Insert)
    assert table.rows.rowCount() == before

    initiative.go_to_item(TASKS_KEY, into=True)
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Utreda busstiderna")
    press(qtbot, KEY.Key_Return)
    write(qtbot, "Redovisa kostnaden")
    press(qtbot, KEY.Key_Return)
    idle()
    assert [one.text for one in load_case(store, initiative._case_id).assignments][-2:] == [
        "Utreda busstiderna",
        "Redovisa kostnaden",
    ]


def test_a_row_that_goes_while_another_is_written_takes_nothing_of_it_along(qtbot, audit, store, idle):
    table = go_to_points(audit)
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Svaret skickas")
    press(qtbot, KEY.Key_Return)
    idle()
    (_, second) = load_case(store, audit._case_id).decision_points
    write(qtbot, "Paragrafen")
    remove_part(store, DecisionPoint, second.stored_id, "tog bort en beslutspunkt", WHO, NOW)
    audit.show_case(audit._case_id)
    idle()
    assert table.state() == EditTable.State.EditingState
    write(qtbot, " justeras")
    press(qtbot, KEY.Key_Escape)
    idle()
    assert points(store, audit) == [FIRST, "Paragrafen justeras"]
    assert table.rows.rowCount() == 2


@pytest.mark.parametrize("new", [True, False], ids=["a new point", "one that stands there"])
def test_tab_past_a_choice_that_is_empty_chooses_nothing(qtbot, audit, store, idle, new):
    """«Nej» is shown as an empty cell; whoever passes it does not have the paragraph confirmed at once."""
    if new:
        empty_points(audit, store, idle)
    else:
        go_to_points(audit)
    write(qtbot, "Yttrandet antas")
    for _ in range(4):
        press(qtbot, KEY.Key_Tab)
        idle()

    (only,) = load_case(store, audit._case_id).decision_points
    assert (only.text, only.immediate, only.body_kind) == ("Yttrandet antas", False, None)


def test_a_choice_that_is_made_is_kept_and_taken_back(qtbot, audit, store, idle):
    table = go_to_points(audit)
    for wanted, key in ((True, KEY.Key_Down), (False, KEY.Key_Up)):
        table.setCurrentIndex(table.rows.index(0, 1))
        press(qtbot, KEY.Key_F2)
        press(qtbot, key)
        press(qtbot, KEY.Key_Tab)
        idle()
        (only,) = load_case(store, audit._case_id).decision_points
        assert only.immediate is wanted
