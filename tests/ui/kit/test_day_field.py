"""The date field: it says how it understood, complains only when left, and keeps what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nemndsekr.ui.kit.day_field import NOT_UNDERSTOOD, DayField
from nemndsekr.ui.kit.measures import column, holding
from tests.ui.kit.audit import name_of

TODAY = date(2025, 2, 20)


@pytest.fixture
def field(show):
    made = DayField("&Svarsdag", TODAY)
    show(holding(column(made, QLineEdit())), 400, 200)
    made.line.setFocus()
    return made


def test_the_reading_stands_under_the_field_while_one_writes(qtbot, field):
    qtbot.keyClicks(field.line, "31/3")
    assert field.caption.text() == "mån 31 mars 2025, v. 14"
    assert field.line.accessibleDescription() == "mån 31 mars 2025, v. 14"
    assert name_of(field.line) == "Svarsdag"


def test_the_day_is_told_when_the_field_is_left_and_the_words_stay(qtbot, field):
    qtbot.keyClicks(field.line, "31 mars")
    with qtbot.waitSignal(field.day_changed) as changed:
        qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert changed.args == [date(2025, 3, 31)]
    assert field.line.text() == "31 mars"


def test_half_a_date_is_no_mistake_until_the_field_is_left(qtbot, field):
    qtbot.keyClicks(field.line, "31/1")
    qtbot.keyClicks(field.line, "3")
    assert field.message.isHidden()
    with qtbot.assertNotEmitted(field.day_changed):
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.message.words.text() == NOT_UNDERSTOOD
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
