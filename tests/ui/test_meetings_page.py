"""The meetings of a year, day by day."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case import Case
from nemndsekr.records.choices import MeetingStatus
from nemndsekr.records.meeting import Meeting
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_meetings, all_namnder
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import CELL_ROLE
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.meetings_page import MeetingsPage
from tests.rows import add_record
from tests.ui.conftest import idle


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, desk: Desk) -> MeetingsPage:
    made = MeetingsPage(desk)
    desk.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1112, 688)
    made.show()
    idle(qtbot, desk)
    return made


def rows(page: MeetingsPage) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_meetings_of_this_year_are_shown_by_day(page: MeetingsPage, store: Store):
    days = sorted(day for namnd in all_namnder(store) for day in _days(store, namnd.stored_id) if day.year == 2026)

    assert page.stack.currentWidget() is page.table
    assert page.year_box.currentText() == "2026"
    assert page.count.text() == f"{len(days)} sammanträden"
    assert [row[1].split()[1] for row in rows(page)] == [f"{day.day}/{day.month}" for day in days]


def _days(store: Store, namnd_id: int) -> list[date]:
    return [meeting.day for meeting, _ in all_meetings(store, namnd_id)]


def test_a_meeting_tells_its_day_week_body_clock_place_and_cases(page: MeetingsPage):
    found = next(row for row in rows(page) if row[1] == "tors 19/3" and row[3].startswith("Barn"))

    assert found[1:8] == ["tors 19/3", "v. 12", "Barn- och utbildningsnämnden", *found[4:6], "2", found[7]]
    assert found[4].startswith("13.00"), found
    assert found[5], "the place is told"


def test_each_month_is_named_once(page: MeetingsPage):
    months = [row[0] for row in rows(page) if row[0]]

    assert len(months) == len(set(months))
    assert months[0] == "Januari"


def test_another_year_shows_its_own_meetings(qtbot: QtBot, page: MeetingsPage, desk: Desk, store: Store):
    namnd = all_namnder(store)[0]
    meeting, _ = all_meetings(store, namnd.stored_id)[0]
    later = Meeting(namnd_id=namnd.stored_id, body_id=meeting.body_id, day=date(2031, 3, 20))
    desk.act(lambda store, who, now: add_record(store, later, "lade till sammanträde", who, now)[1])
    idle(qtbot, desk)
    assert page.year_box.currentText() == "2026", "the year that was chosen is still chosen"

    page.year_box.setCurrentText("2031")
    page.year_box.activated.emit(page.year_box.currentIndex())

    assert [row[1] for row in rows(page)] == ["tors 20/3"]
    assert page.count.text() == "1 sammanträde"


def test_a_meeting_that_is_called_off_is_marked_at_once(qtbot: QtBot, page: MeetingsPage, desk: Desk, store: Store):
    meeting = page.model.record(0).meeting
    assert meeting.status != MeetingStatus.installd
    page.table.selectRow(3)
    chosen = page.table.record()

    values = {"status": MeetingStatus.installd}
    desk.act(lambda store, who, now: edit_record(store, Meeting, meeting.id, values, who, now))
    idle(qtbot, desk)

    cell = page.model.index(0, 7).data(CELL_ROLE)
    assert (cell.text, cell.state) == ("Inställt", State.REMARK)
    assert page.table.record().meeting.id == chosen.meeting.id, "the chosen row stays chosen"


def test_what_concerns_no_meeting_is_not_listed_again(qtbot: QtBot, page: MeetingsPage, desk: Desk, monkeypatch):
    monkeypatch.setattr(page, "_load", lambda: pytest.fail("listed again"))

    desk.act(lambda store, who, now: edit_record(store, Case, 1, {"title": "Remiss: kulturplan"}, who, now))
    idle(qtbot, desk)


def test_without_meetings_the_page_says_so(qtbot: QtBot, empty_window):
    empty_window.commands.show_meetings()
    idle(qtbot, empty_window.desk)

    page = empty_window.page("meetings")
    assert page.stack.currentWidget() is page.empty
    assert page.empty.title.text() == "Inga sammanträden än"
    assert page.empty.sentence.text() == "Årets sammanträden visas här när de är inlagda."
    assert not page.filters.isVisible()


def test_one_who_comes_to_the_page_stands_on_the_next_meeting(page: MeetingsPage, desk: Desk, store: Store):
    coming = min(day for namnd in all_namnder(store) for day in _days(store, namnd.stored_id) if day >= desk.today)

    chosen = page.table.record()
    assert chosen is not None
    assert chosen.meeting.day == coming
