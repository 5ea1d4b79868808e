"""Times in the case page's tables: written as people write them, understood at once, kept with what they can mean."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from nemndsekr.records.choices import Precision
from nemndsekr.rules.typed_time import IS_TEXT, KEPT_AS_TEXT
from nemndsekr.store.queries import load_case
from nemndsekr.support.days import full_day
from nemndsekr.ui.case.cell_delegate import CELL, DayCell
from nemndsekr.ui.case.facts_form import FactsForm
from nemndsekr.ui.case.recommendation_form import RecommendationForm

KEY = Qt.Key


def write(qtbot, words):
    # QTest knows no key for å, ä and ö; an input method sends them like this.
    widget = QApplication.focusWidget()
    assert widget is not None
    for letter in words:
        if letter.isascii():
            qtbot.keyClicks(widget, letter)
        else:
            sent = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, sent)


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def measures(store, page):
    """The table of the third recommendation, and the current promise of its first measure."""
    file = load_case(store, page._case_id)
    page.go_to_item(("recommendations", file.recommendations[2].id))
    form = page.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    return form.measures, file.measures_of(file.recommendations[2].stored_id)[0].stored_id


def rewrite(qtbot, table, column, words):
    table.write(0, column)
    cell = QApplication.focusWidget()
    assert isinstance(cell, DayCell)
    cell.selectAll()
    write(qtbot, words)
    return cell


@pytest.mark.parametrize(
    ("words", "said", "kept", "ends", "precision", "note"),
    [
        (
            "senast juni 2026", "senast tis 30 juni 2026 · 88 arbetsdagar kvar", "senast juni 2026",
            ("None", "2026-06-30"), Precision.manad, "senast tis 30 juni 2026",
        ),
        (
            "hösten 2026", "1 september–30 november 2026", "hösten 2026",
            ("2026-09-01", "2026-11-30"), Precision.arstid, "1 september–30 november 2026",
        ),
        (
            "2026-04-15", "ons 15 april 2026, v. 16 · 37 arbetsdagar kvar", "2026-04-15",
            ("2026-04-15", "2026-04-15"), Precision.dag, "",
        ),
        (
            "+10", "tors 5 mars 2026, v. 10 · 10 arbetsdagar kvar", "5 mars 2026",
            ("2026-03-05", "2026-03-05"), Precision.dag, "",
        ),
        (
            "32 feb 2026", "32 februari 2026 finns inte. Februari 2026 har 28 dagar.", "32 feb 2026",
            ("None", "None"), Precision.okand, "32 februari 2026 finns inte. Februari 2026 har 28 dagar.",
        ),
        (
            "när tjänsten är tillsatt", KEPT_AS_TEXT, "när tjänsten är tillsatt",
            ("None", "None"), Precision.okand, IS_TEXT,
        ),
    ],
)  # fmt: skip
def test_a_promise_says_how_it_is_understood_and_keeps_it(
    qtbot, audit, store, idle, words, said, kept, ends, precision, note
):
    table, measure_id = measures(store, audit)
    cell = rewrite(qtbot, table.table, "promise", words)
    assert cell.slip.isVisible()
    assert (cell.slip.text(), cell.accessibleDescription()) == (said, said)
    press(qtbot, KEY.Key_Return)
    idle()

    promise = load_case(store, audit._case_id).promises_of(measure_id)[-1]
    assert promise.words == kept
    assert (str(promise.earliest), str(promise.latest)) == ends
    assert promise.precision == precision
    at = table.table.rows.index(0, 2)
    assert (at.data(CELL).words, at.data(CELL).note) == (kept, note)


def test_a_cell_of_times_steps_by_arrow_and_goes_on_by_tab(qtbot, audit, store, idle):
    table, measure_id = measures(store, audit)
    cell = rewrite(qtbot, table.table, "promise", "2026-04-15")
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert cell.text() == "23 april 2026"
    press(qtbot, KEY.Key_Tab)
    idle()

    promise = load_case(store, audit._case_id).promises_of(measure_id)[-1]
    assert (promise.words, str(promise.latest)) == ("23 april 2026", "2026-04-23")


def test_the_month_opens_from_a_cell_and_the_writing_goes_on(qtbot, audit, store, idle):
    table, measure_id = measures(store, audit)
    cell = rewrite(qtbot, table.table, "promise", "2026-04-15")
    press(qtbot, KEY.Key_F4)
    assert cell.month is not None
    qtbot.keyClick(cell.month.table, KEY.Key_Right)
    qtbot.keyClick(cell.month.table, KEY.Key_Return)
    assert QApplication.focusWidget() is cell
    press(qtbot, KEY.Key_Return)
    idle()

    assert str(load_case(store, audit._case_id).promises_of(measure_id)[-1].latest) == "2026-04-16"


def test_the_slip_goes_with_the_writing(qtbot, audit, store, idle):
    table, _ = measures(store, audit)
    cell = rewrite(qtbot, table.table, "promise", "maj 2026")
    slip = cell.slip
    gone = []
    slip.destroyed.connect(lambda: gone.append(True))
    press(qtbot, KEY.Key_Escape)
    idle()
    qtbot.waitUntil(lambda: bool(gone))


def test_a_reply_day_without_a_year_is_the_next_after_the_case_came_in(qtbot, audit, store, idle):
    audit.go_to_item(("facts", ""), into=True)
    form = audit.pane.stack.currentWidget()
    assert isinstance(form, FactsForm)
    table = form.reply_days.table
    table.add_row()
    write(qtbot, "senast 1/12")
    press(qtbot, KEY.Key_Return)
    idle()

    file = load_case(store, audit._case_id)
    day, came_in = file.reply_days[-1], file.case.received_on
    assert came_in is not None
    assert (day.words, day.earliest, day.relative_to) == ("senast 1/12", None, full_day(came_in))
    assert day.latest == date(came_in.year + (came_in > date(came_in.year, 12, 1)), 12, 1)
