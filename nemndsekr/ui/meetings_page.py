"""MeetingsPage: the meetings of a year, day by day; Enter changes one, Ctrl+N puts in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.records.choices import MeetingStatus, label
from nemndsekr.support.days import month_name, week, weekday_short
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import holding, row
from nemndsekr.ui.kit.new_key import NewKey
from nemndsekr.ui.kit.panels import PageHead, PageStack, Panel, page_layout
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.page import Page
from nemndsekr.ui.planning.empty_year import EmptyYear

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.meeting_list import ListedMeeting
    from nemndsekr.store.database import Store

_TABLES: Final = {"meetings", "meeting_bodies", "plan_steps", "namnder"}
_STATES: Final = {
    MeetingStatus.planerad: State.NOT_STARTED,
    MeetingStatus.bekraftad: State.DONE,
    MeetingStatus.flyttad: State.REMARK,
    MeetingStatus.installd: State.REMARK,
    MeetingStatus.extra: State.ONGOING,
}

_NONE: Final = "Inga sammanträden än"
_NONE_YET: Final = "Årets sammanträden visas här när de är inlagda."


class _Shown(NamedTuple):
    """A meeting as the table shows it."""

    meeting: ListedMeeting
    month: str


class MeetingsPage(Page):
    """The meetings of the nämnd; moved by hand in the planning page."""

    meeting_wanted = Signal(int)
    """A meeting is to be changed, by its id, or a new one put in (0)."""
    agenda_wanted = Signal(int)
    """The föredragningslista of a meeting is to be shown, by the meeting's id."""
    year_wanted = Signal(int, bool)
    """The year shown is to be planned: from a paste (True), or from the year before."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._meetings: list[ListedMeeting] = []
        self._wanted = 0
        self.year_box = filter_combo("År", [str(desk.today.year)])
        self.count = caption("")
        self.filters = holding(row(caption("År"), self.year_box, None, self.count))
        self.model: FetchMoreModel[_Shown] = FetchMoreModel(_columns(), identity=lambda row: row.meeting.id)
        self.table = TableView("Sammanträden", closed=True)
        self.table.set_model(self.model)
        self.empty = EmptyYear("people", _NONE, _NONE_YET)
        self.agenda_button = button("Föredragningslista…", "list-bullet")
        self.new_button = button("Nytt sammanträde…", "plus")
        self.head = PageHead("Sammanträden", buttons=(self.agenda_button, self.new_button))
        self.stack = PageStack()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.setLayout(page_layout(self.head, Panel(body=self.stack), self.filters))
        self.year_box.activated.connect(self._show)
        self.table.opened.connect(lambda row: self.meeting_wanted.emit(row.meeting.id))
        self.agenda_button.clicked.connect(self.open_agenda)
        self.new_button.clicked.connect(lambda: self.meeting_wanted.emit(0))
        self.empty.copy_wanted.connect(lambda: self.year_wanted.emit(int(self.year_box.currentText()), False))
        self.empty.paste_wanted.connect(lambda: self.year_wanted.emit(int(self.year_box.currentText()), True))
        NewKey(self.table).pressed.connect(lambda: self.meeting_wanted.emit(0))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Show the meetings again, if one has changed."""
        if changes.tables & _TABLES:
            self._load()

    def first_focus(self) -> QWidget:
        """The table."""
        return self.table

    def open_agenda(self) -> None:
        """Show the föredragningslista of the chosen meeting."""
        chosen = self.table.record()
        if chosen is None:
            self.note.emit("info", "Välj ett sammanträde i listan först.", None)
        else:
            self.agenda_wanted.emit(chosen.meeting.id)

    def show_meeting(self, meeting_id: int) -> None:
        """Choose a meeting, at once or as soon as the meetings are read."""
        self._wanted = meeting_id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        meeting = next((one for one in self._meetings if one.id == self._wanted), None)
        if meeting is not None:
            self._wanted = 0
            self.year_box.setCurrentText(str(meeting.day.year))
            self._show()
            self.table.choose(meeting.id)

    def _load(self) -> None:
        self.desk.ask(_meetings, self._loaded)

    def _loaded(self, meetings: list[ListedMeeting]) -> None:
        if not self._meetings and not self._wanted:
            # One who has just come looks for what is next, not for the first meeting of the year.
            today = self.desk.today
            coming = [one.id for one in meetings if one.day >= today and one.status != MeetingStatus.installd]
            self._wanted = coming[0] if coming else 0
        self._meetings = meetings
        chosen = self.year_box.currentText()
        years = sorted({str(meeting.day.year) for meeting in meetings} | {str(self.desk.today.year)}, reverse=True)
        self.year_box.clear()
        self.year_box.addItems(years)
        self.year_box.setCurrentText(chosen if chosen in years else str(self.desk.today.year))
        self._show()
        self._choose_wanted()

    def _show(self) -> None:
        year = self.year_box.currentText()
        shown, month = [], 0
        for meeting in self._meetings:
            if str(meeting.day.year) == year:
                shown.append(
                    _Shown(meeting, month_name(meeting.day.month).capitalize() if meeting.day.month != month else "")
                )
                month = meeting.day.month
        self.model.set_source(lambda offset, limit: shown[offset : offset + limit], len(shown))
        self.count.setText("1 sammanträde" if len(shown) == 1 else f"{len(shown)} sammanträden")
        self.filters.setVisible(bool(self._meetings))
        former = max((one.day.year for one in self._meetings if str(one.day.year) < year), default=None)
        if self._meetings:
            self.empty.show_year(int(year), former)
        else:
            self.empty.set_words(_NONE, _NONE_YET)
        self.stack.setCurrentWidget(self.table if shown else self.empty)


def _meetings(store: Store) -> list[ListedMeeting]:
    from nemndsekr.operations.meeting_list import listed_meetings

    return listed_meetings(store)


def _columns() -> tuple[Column[_Shown], ...]:
    return (
        Column("Månad", lambda row: row.month, "strong", 88),
        Column("Dag", lambda row: weekday_short(row.meeting.day), "text", 86),
        Column("Vecka", lambda row: f"v. {week(row.meeting.day)}", "quiet", 62),
        Column("Instans", lambda row: row.meeting.body, "text", 222),
        Column("Tid", lambda row: row.meeting.clock, "quiet", 108),
        Column("Plats", lambda row: row.meeting.place, "quiet", 158),
        Column("Ärenden", lambda row: str(row.meeting.cases) if row.meeting.cases else "–", "quiet", 74),
        Column(
            "Läge", lambda row: label(row.meeting.status), "tag", 106, state=lambda row: _STATES[row.meeting.status]
        ),
        Column("Anteckning", lambda row: row.meeting.note, "quiet", 160, stretch=True),
    )
