"""MeetingTable: the same meetings as the picture shows, as a list."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.week_grid import GridMeeting, WeekGrid
from nemndsekr.support.days import day_reading, weekday_short
from nemndsekr.ui.kit.painting import text_width
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import u

_STATES: Final = {
    MeetingStatus.planerad: State.NOT_STARTED,
    MeetingStatus.bekraftad: State.DONE,
    MeetingStatus.flyttad: State.REMARK,
    MeetingStatus.installd: State.REMARK,
    MeetingStatus.extra: State.ONGOING,
}

_BODY: Final = 120
_WIDEST: Final = 340
"""How wide the column of the bodies is at least and at most, in units."""


class MeetingTable(TableView):
    """The meetings by day."""

    _meetings: tuple[GridMeeting, ...] = ()
    _fitted: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__("Sammanträden")
        self._meetings = ()
        self._rows: FetchMoreModel[GridMeeting] = FetchMoreModel(_columns(), identity=lambda one: one.key)
        self.set_model(self._rows)

    def set_grid(self, grid: WeekGrid) -> None:
        """Show the meetings of a grid."""
        former = [one.key for one in self._meetings]
        self._meetings = grid.meetings
        if former == [one.key for one in grid.meetings]:
            self._rows.refresh(len(self._meetings))
            return
        self._rows.set_source(lambda offset, limit: self._meetings[offset : offset + limit], len(self._meetings))
        if self._fitted != frozenset(one.body for one in self._meetings):
            self._fit_bodies()

    def _set_widths(self) -> None:
        super()._set_widths()
        self._fit_bodies()

    def _fit_bodies(self) -> None:
        """Let the names of the bodies, which the nämnd chooses, have the room that they need."""
        self._fitted = frozenset(one.body for one in self._meetings)
        needed = max((text_width(name, "strong") for name in self._fitted), default=0) + u(20)
        self.setColumnWidth(0, max(u(_BODY), min(needed, u(_WIDEST))))
        self._keep_stretch_readable()

    def current_key(self) -> str:
        """The meeting that one stands on, or nothing."""
        meeting = self.record()
        return meeting.key if isinstance(meeting, GridMeeting) else ""


def _clock(meeting: GridMeeting) -> str:
    one = meeting.meeting
    if one.starts_at is None:
        return ""
    return f"{one.starts_at:%H.%M}" + (f"–{one.ends_at:%H.%M}" if one.ends_at else "")


def _columns() -> tuple[Column[GridMeeting], ...]:
    return (
        Column("Instans", lambda one: one.body, "text", _BODY),
        Column("Datum", lambda one: day_reading(one.meeting.day), "strong", 200),
        Column("Tid", _clock, "quiet", 96),
        Column("Ärenden", lambda one: str(one.meeting.cases) if one.meeting.cases else "–", "quiet", 70),
        Column("Stoppdag", lambda one: weekday_short(one.stop) if one.stop else "", "quiet", 86),
        Column(
            "Läge",
            lambda one: one.state,
            "tag",
            112,
            state=lambda one: State.NOT_STARTED if one.is_provisional else _STATES[one.meeting.status],
        ),
        Column("Påpekande", lambda one: " ".join(remark.words for remark in one.remarks), "quiet", 200, stretch=True),
    )
