"""«Inget planerat» in the follow-up: goes to the row, and puts what says its meeting on that meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nemndsekr.records.choices import Precision
from nemndsekr.records.measure import Measure, ReportBack
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import NOW, PATIENCE_MS, idle, press, store_of
from tests.ui.kit.audit import problems


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> Any:
    """The view on the exercise cases, with a report-back to «nämnd april»."""
    with store_of(window).step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        step.add(
            ReportBack(
                case_id=measure.case_id, measure_id=measure.stored_id, words="nämnd april",
                earliest=date(2026, 4, 1), latest=date(2026, 4, 30), precision=Precision.sammantrade,
            )
        )  # fmt: skip
    window.show_page("followup")
    page: Any = window.page("followup")
    page.show_view(page.unplanned)
    idle(qtbot, window.desk)
    return page.unplanned


def rows(view: Any) -> list[str]:
    return [view.model.record(number).when for number in range(view.model.rowCount())]


def test_all_that_says_its_meeting_is_put_there_at_once_and_taken_back(qtbot: QtBot, window: MainWindow, view: Any):
    known = sum(view.model.record(number).can_hang for number in range(view.model.rowCount()))
    assert "nämnd april" in rows(view)
    assert view.hang_button.text() == f"Lägg på sammanträden ({known})"

    press(qtbot, Qt.Key.Key_Space, to=view.hang_button)
    idle(qtbot, window.desk)

    qtbot.waitUntil(lambda: "nämnd april" not in rows(view), timeout=PATIENCE_MS)
    assert not view.hang_button.isEnabled()
    assert window.messages.bar.words.text().endswith("på sina sammanträden.")

    window.messages.bar.acted.emit()
    idle(qtbot, window.desk)
    qtbot.waitUntil(lambda: "nämnd april" in rows(view), timeout=PATIENCE_MS)


def test_enter_goes_to_the_case_of_the_row(qtbot: QtBot, window: MainWindow, view: Any):
    view.table.setFocus()
    view.table.selectRow(rows(view).index("nämnd april"))
    wanted = view.table.record().what.case_id

    press(qtbot, Qt.Key.Key_Return, to=view.table)
    idle(qtbot, window.desk)

    assert (window.current_name, window.shown_case) == ("case", wanted)


def test_the_view_is_named_reachable_and_whole(window: MainWindow, view: Any):
    assert problems(view) == []


def test_an_empty_office_has_nothing_unplanned_and_leads_to_the_cases(qtbot: QtBot, empty_window: MainWindow):
    empty_window.show_page("followup")
    page: Any = empty_window.page("followup")
    page.show_view(page.unplanned)
    idle(qtbot, empty_window.desk)

    assert page.unplanned.stack.currentWidget() is page.unplanned.empty_panel
    press(qtbot, Qt.Key.Key_Space, to=page.unplanned.first_button)
    assert empty_window.current_name == "cases"
