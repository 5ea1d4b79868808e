"""The date field: it says how it understood, complains only when left, and keeps what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.measures import column, holding
from tests.ui.kit.audit import name_of

TODAY = date(2025, 2, 20)
MARCH = "mån 31 mars 2025, v. 14 · 27 arbetsdagar kvar"


@pytest.fixture
def field(show):
    made = DayField("&Svarsdag", TODAY)
    show(holding(column(made, QLineEdit())), 400, 200)
    made.line.setFocus()
    return made


def test_the_reading_stands_under_the_field_while_one_writes(qtbot, field):
    qtbot.keyClicks(field.line, "31/3")
    assert field.caption.text() == MARCH
    assert field.line.accessibleDescription() == MARCH
    assert name_of(field.line) == "Svarsdag"


def test_the_day_is_told_when_the_field_is_left_and_its_year_is_written(qtbot, field):
    qtbot.keyClicks(field.line, "31 mars")
    with qtbot.waitSignal(field.day_changed) as changed:
        qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert changed.args == [date(2025, 3, 31)]
    assert field.line.text() == "31 mars 2025"


def test_half_a_date_is_no_mistake_until_the_field_is_left(qtbot, field):
    qtbot.keyClicks(field.line, "31/1")
    qtbot.keyClicks(field.line, "3")
    assert field.message.isHidden()
    with qtbot.assertNotEmitted(field.day_changed):
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.message.words.text() == "Månad 13 finns inte. Året har tolv månader."
    assert not field.is_understood()
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.message.isHidden()


def test_an_empty_field_is_no_day(qtbot, field):
    field.set_value(date(2025, 3, 31))
    assert field.line.text() == "2025-03-31"
    field.line.selectAll()
    qtbot.keyClick(field.line, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.day_changed) as changed:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert changed.args == [None]


def test_the_same_day_again_leaves_the_typed_words(qtbot, field):
    qtbot.keyClicks(field.line, "31 mars")
    field.set_value(date(2025, 3, 31))
    assert field.line.text() == "31 mars"


def test_the_year_is_reckoned_from_the_day_it_is_told(field):
    field.set_today(TODAY, after=date(2024, 11, 1))
    field.line.setText("1/12")
    assert field.value() == date(2024, 12, 1)


def test_what_means_another_day_tomorrow_is_written_out_when_the_field_is_left(qtbot, field):
    qtbot.keyClicks(field.line, "+10")
    assert field.caption.text() == "tors 6 mars 2025, v. 10 · 10 arbetsdagar kvar"
    with qtbot.waitSignal(field.day_changed) as changed:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert changed.args == [date(2025, 3, 6)]
    assert field.line.text() == "6 mars 2025"


def test_a_day_that_does_not_exist_is_told_when_the_field_is_left(qtbot, field):
    qtbot.keyClicks(field.line, "31/4")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.message.words.text() == "31 april finns inte. April har 30 dagar."
    assert field.line.text() == "31/4"


def test_another_year_is_never_taken_in_silence(qtbot, field):
    qtbot.keyClicks(field.line, "19/2")
    assert field.caption.text().endswith("året är inte skrivet: 2026")


@pytest.mark.parametrize(
    ("key", "held", "day"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, date(2025, 4, 1)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, date(2025, 3, 30)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, date(2025, 4, 7)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier, date(2025, 3, 24)),
    ],
)
def test_the_arrows_step_by_day_and_with_ctrl_by_week(qtbot, field, key, held, day):
    qtbot.keyClicks(field.line, "31/3")
    qtbot.keyClick(field.line, key, held)
    assert field.value() == day
    with qtbot.waitSignal(field.day_changed) as changed:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert changed.args == [day]


def test_an_arrow_in_an_empty_field_begins_today(qtbot, field):
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == TODAY


def test_f4_opens_the_month_and_enter_takes_the_day(qtbot, field):
    qtbot.keyClicks(field.line, "31/3")
    qtbot.keyClick(field.line, Qt.Key.Key_F4)
    month = field.line.month
    assert month is not None
    assert month.title.text() == "mars 2025"
    assert month.day == date(2025, 3, 31)
    qtbot.keyClick(month.table, Qt.Key.Key_Right)
    assert month.title.text() == "april 2025"
    qtbot.keyClick(month.table, Qt.Key.Key_Down)
    qtbot.keyClick(month.table, Qt.Key.Key_Return)
    assert field.value() == date(2025, 4, 8)
    assert field.line.hasFocus()


def test_esc_leaves_the_month_and_the_words_as_they_were(qtbot, field):
    qtbot.keyClicks(field.line, "31/3")
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.line.month is not None
    qtbot.keyClick(field.line.month.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field.line.month is None)
    assert field.line.text() == "31/3"


def test_the_month_tells_weeks_and_red_days(qtbot, field):
    field.line.setText("2025-06-20")
    field.line.open_month()
    month = field.line.month
    assert month is not None
    model = month.model
    at = model.index_of(date(2025, 6, 20))
    assert model.data(at, Qt.ItemDataRole.AccessibleTextRole) == "fredag 20 juni 2025, v. 25, midsommarafton"
    assert model.data(at, Qt.ItemDataRole.ToolTipRole) == "midsommarafton"
    assert model.headerData(at.row(), Qt.Orientation.Vertical) == "25"
    assert month.reading.text() == "fre 20 juni 2025, v. 25, midsommarafton"
    qtbot.keyClick(month.table, Qt.Key.Key_PageDown)
    assert month.day == date(2025, 7, 20)
    qtbot.keyClick(month.table, Qt.Key.Key_Home)
    assert month.day == TODAY
    month.close()


@pytest.mark.parametrize(("start", "key", "day"), [
    (date(2025, 1, 31), Qt.Key.Key_PageDown, date(2025, 2, 28)),
    (date(2025, 1, 15), Qt.Key.Key_PageUp, date(2024, 12, 15)),
    (date(2025, 12, 31), Qt.Key.Key_PageDown, date(2026, 1, 31)),
])  # fmt: skip
def test_a_month_on_is_the_same_day_or_the_last(qtbot, field, start, key, day):
    field.line.setText(start.isoformat())
    field.line.open_month()
    month = field.line.month
    assert month is not None
    qtbot.keyClick(month.table, key)
    assert month.day == day
    month.close()


def test_a_line_that_takes_longer_times_keeps_what_it_does_not_understand(show):
    line = DayLine(TODAY, periods=True)
    show(line, 300, 60)
    line.setText("när lokalerna är klara")
    assert line.typed().shown == "Tolkas inte som en dag – sparas som text."
    line.setText("senast juni")
    assert line.typed().kept.latest == date(2025, 6, 30)
