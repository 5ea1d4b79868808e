"""Idag: opened first, every row leads to what it is about, it follows what changes, and says what to do when empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.records.case import Case
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.planning.gate import lack_of
from nemndsekr.store.queries import find_case, load_case
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.day_turn import wait_ms
from nemndsekr.ui.desk import Clock
from nemndsekr.ui.kit.lists import TaskList
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.today_page import TodayPage
from tests.ui.conftest import NOW, PATIENCE_MS, SKOLSKJUTS, OpenWindow, idle, press, store_of

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(new_window: OpenWindow, demo_folder: DataFolder) -> MainWindow:
    """The window on the exercise cases, as it opens."""
    return new_window(demo_folder, page="today")


def names(rows: TaskList) -> list[str]:
    return [row.name for row in rows.rows_model().rows]


def notes(rows: TaskList) -> list[str]:
    return [row.note for row in rows.rows_model().rows]


def go(qtbot: QtBot, rows: TaskList, name: str) -> None:
    """Choose a row by its name and press Enter."""
    model = rows.rows_model()
    place = next(number for number, row in enumerate(model.rows) if row.name == name)
    rows.setFocus()
    rows.setCurrentIndex(model.index(place))
    press(qtbot, KEY.Key_Return, to=rows)


def skolskjuts(window: MainWindow) -> int:
    case = find_case(store_of(window), SKOLSKJUTS)
    assert case is not None
    return case.stored_id


def test_it_is_shown_first_with_the_day_and_the_list_in_focus(opened: MainWindow):
    today = opened.today

    assert opened.current_name == "today"
    assert opened.rail.current() == "today"
    assert today.head.title.text() == "Torsdag 19 februari"
    assert QApplication.focusWidget() is today.coming
    assert names(today.coming)[:4] == ["I dag", "Nämnd 13.00", "Nästa vecka, v. 9", "Beredning 09.00"]
    assert names(today.count_list) == ["2 åtgärder är sena", "2 på balanslistan är sena"]
    assert names(today.opened_list)[0] == "Granskning av skolskjuts"


def test_the_gate_tells_of_each_case_what_the_checks_find_first(opened: MainWindow):
    today, store = opened.today, store_of(opened)

    assert today.gate_panel.title.text() == "Före beredningen 25 februari"
    assert today.gate_panel.note.text() == "2 av 2 kvar"
    lack = lack_of(load_case(store, skolskjuts(opened)))
    assert f"{lack.words} och {lack.more} till" in notes(today.gate_list)


def test_a_screen_reader_hears_the_whole_row(opened: MainWindow):
    spoken = [
        opened.today.coming.rows_model().index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(opened.today.coming.rows_model().rowCount())
    ]

    assert "ons 25/2, Beredning 09.00, Stadshuset, Linden · om 4 arbetsdagar, 2 ärenden" in spoken
    assert next(words for words in spoken if "Svar till" in words and "skolskjuts" in words).count("Frist") == 1
    for rows in opened.today.findChildren(TaskList):
        interface: Any = QAccessible.queryAccessibleInterface(rows)
        assert interface.text(QAccessible.Text.Name), rows


def test_a_meeting_leads_to_itself_among_the_meetings(qtbot: QtBot, opened: MainWindow):
    go(qtbot, opened.today.coming, "Beredning 09.00")
    idle(qtbot, opened.desk)

    assert opened.current_name == "meetings"
    page: Any = opened.page("meetings")
    assert page.table.record().meeting.day.isoformat() == "2026-02-25"


def test_a_reply_day_leads_to_its_case_and_one_goes_back_to_today(qtbot: QtBot, opened: MainWindow):
    go(qtbot, opened.today.coming, "Svar till Lindåkra kommuns revisorer")
    idle(qtbot, opened.desk)
    assert (opened.current_name, opened.shown_case) == ("case", skolskjuts(opened))

    opened.commands.go_back()
    assert opened.current_name == "today"
    opened.commands.go_back()
    assert opened.current_name == "cases"


def test_f6_goes_from_list_to_list_and_round(qtbot: QtBot, opened: MainWindow):
    today = opened.today
    seen = []
    for _ in range(4):
        press(qtbot, KEY.Key_F6)
        seen.append(opened.focusWidget())

    assert seen == [today.gate_list, today.count_list, today.opened_list, today.coming]


def test_the_cards_are_as_high_as_their_rows_in_large_text(qtbot: QtBot, opened: MainWindow, theme: Theme):
    theme.set_text_points(16)
    opened.resize(1280, 800)
    today = opened.today

    lists = (today.gate_list, today.count_list, today.opened_list)
    qtbot.waitUntil(lambda: all(one.isHidden() or one.height() >= one.content_height() for one in lists))


def test_what_a_case_lacks_leads_to_the_very_field(qtbot: QtBot, opened: MainWindow):
    go(qtbot, opened.today.gate_list, "Granskning av skolskjuts")
    idle(qtbot, opened.desk)

    lack = lack_of(load_case(store_of(opened), skolskjuts(opened)))
    page: Any = opened.page("case")
    row = next(
        one for one in load_case(store_of(opened), skolskjuts(opened)).recommendations if one.uid == lack.row_uid
    )
    qtbot.waitUntil(lambda: page.items.list.current_key() == ("recommendations", row.stored_id), timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("name", "view"), [("2 åtgärder är sena", "measures"), ("2 på balanslistan är sena", "balance")]
)
def test_the_numbers_lead_to_what_they_count(qtbot: QtBot, opened: MainWindow, name: str, view: str):
    go(qtbot, opened.today.count_list, name)
    idle(qtbot, opened.desk)

    page: Any = opened.page("followup")
    assert opened.current_name == "followup"
    assert page.view() is getattr(page, view)
    assert page.view().which_box.currentText() == "Sena"
    assert page.view().model.total == int(name.split(maxsplit=1)[0])


def test_opening_a_case_puts_it_first_among_those_opened_lately(qtbot: QtBot, opened: MainWindow):
    case = find_case(store_of(opened), "BUN-2026-0377")
    assert case is not None
    undo = store_of(opened).undo_names()
    opened.go_to("case", case.stored_id)
    idle(qtbot, opened.desk)

    press(qtbot, KEY.Key_1, CTRL, to=opened)
    idle(qtbot, opened.desk)

    assert opened.current_name == "today"
    assert names(opened.today.opened_list)[0] == case.title
    assert store_of(opened).undo_names() == undo


def test_it_follows_what_changes_in_a_case_on_the_way_to_the_gate(qtbot: QtBot, opened: MainWindow):
    file = load_case(store_of(opened), skolskjuts(opened))
    lack = lack_of(file)
    row = next(one for one in file.recommendations if one.uid == lack.row_uid)
    before = notes(opened.today.gate_list)

    opened.desk.act(
        lambda store, who, now: edit_record(store, Recommendation, row.stored_id, {"concerns_us": False}, who, now)
    )
    idle(qtbot, opened.desk)

    qtbot.waitUntil(lambda: "Kontrolleras …" not in notes(opened.today.gate_list), timeout=PATIENCE_MS)
    assert notes(opened.today.gate_list) != before


def test_a_case_that_is_taken_away_is_gone_from_the_page(qtbot: QtBot, opened: MainWindow):
    wanted = skolskjuts(opened)
    opened.desk.act(lambda store, who, now: remove_case(store, wanted, who, now))
    idle(qtbot, opened.desk)

    assert "Granskning av skolskjuts" not in names(opened.today.gate_list)
    assert "Granskning av skolskjuts" not in names(opened.today.opened_list)


def test_a_new_day_is_seen_when_the_page_is_shown_again(qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder):
    at = [NOW]
    clock: Clock = lambda: at[0]  # noqa: E731 - a clock is a function
    window = new_window(demo_folder, clock, page="today")
    window.show_page("cases")

    at[0] = NOW + timedelta(days=40)
    window.show_page("today")
    idle(qtbot, window.desk)

    assert window.today.head.title.text() == "Tisdag 31 mars"
    assert names(window.today.coming)[:2] == ["Sent", "Uppföljande yttrande till Lindåkra kommuns revisorer"]


def test_midnight_turns_the_day_while_the_page_is_open(qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder):
    at = [NOW.replace(hour=23, minute=59, second=59)]
    clock: Clock = lambda: at[0]  # noqa: E731 - a clock is a function
    window = new_window(demo_folder, clock, page="today")
    assert window.today.head.title.text() == "Torsdag 19 februari"
    assert window.day_turn.timer.isActive()
    assert window.day_turn.timer.interval() <= 1100

    at[0] += timedelta(seconds=2)
    window.day_turn.timer.timeout.emit()
    idle(qtbot, window.desk)

    assert window.today.head.title.text() == "Fredag 20 februari"
    assert "I dag" not in names(window.today.coming), "yesterday's meeting is past"
    assert window.day_turn.timer.isActive(), "the next midnight is waited for"


def test_one_who_comes_back_to_the_window_after_days_sees_the_day_that_it_is(
    qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder
):
    at = [NOW]
    clock: Clock = lambda: at[0]  # noqa: E731 - a clock is a function
    window = new_window(demo_folder, clock, page="today")

    at[0] += timedelta(days=4)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    idle(qtbot, window.desk)

    assert window.today.head.title.text() == "Måndag 23 februari"


@pytest.mark.parametrize(
    ("now", "waits"),
    [
        (datetime(2026, 2, 19, 23, 59, 59, tzinfo=UTC), 1_050),
        (datetime(2026, 2, 19, 23, 55, tzinfo=UTC), 300_050),
        (datetime(2026, 2, 19, 8, 0, tzinfo=UTC), 600_000),
        (datetime(2026, 2, 20, 0, 0, tzinfo=UTC), 600_000),
    ],
)
def test_the_clock_is_looked_at_just_past_midnight_and_never_too_seldom(now: datetime, waits: int):
    assert wait_ms(now) == waits


def test_without_anything_it_says_what_to_do_and_leads_to_the_meetings(
    qtbot: QtBot, new_window: OpenWindow, data_folder: DataFolder
):
    window = new_window(data_folder, page="today")
    today = window.today

    assert today.stack.currentWidget() is today.empty
    assert today.empty.title.text() == "Inget på gång"
    assert today.empty.sentence.text() == "Lägg in årets sammanträden så visas stoppdagar och frister här."
    assert not today.side.isVisible()
    assert QApplication.focusWidget() is today.meetings_button
    press(qtbot, KEY.Key_Space, to=today.meetings_button)
    idle(qtbot, window.desk)
    assert window.current_name == "meetings"


def test_when_the_plan_has_ended_it_says_so(new_window: OpenWindow, demo_folder: DataFolder):
    later = datetime(2031, 2, 3, 9, tzinfo=UTC)
    window = new_window(demo_folder, lambda: later, page="today")

    late = [row for row in window.today.coming.rows_model().rows if not row.heading]
    assert late, "answers that were never sent are late for ever"
    assert {row.state for row in late} == {"sen"}


def test_before_the_database_is_open_it_waits(desk, theme, data_folder):
    page = TodayPage(desk)

    assert page.stack.currentWidget() is page.waiting


def test_a_case_in_another_stage_than_before_is_read_by_its_own_row(qtbot: QtBot, opened: MainWindow):
    wanted = skolskjuts(opened)
    opened.desk.act(
        lambda store, who, now: edit_record(store, Case, wanted, {"title": "Granskning av skolbussar"}, who, now)
    )
    idle(qtbot, opened.desk)

    assert "Granskning av skolbussar" in names(opened.today.gate_list)
    assert "Granskning av skolbussar" in names(opened.today.opened_list)
