"""The year of meetings as a grid: bodies down, ISO weeks across, with red days, the chosen chain and the days to keep.

Picture, list and paper are made of the same ``WeekGrid``, so that they can never say different things.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import ChainStepKind, MeetingStatus, label
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.conflicts import Conflict, Severity
from nemndsekr.rules.planning.facts import Closed, PlannedMeeting, PlanningFacts
from nemndsekr.rules.working_days import red_day
from nemndsekr.support.days import MONTHS, WEEKDAYS, full_day, month_name, short_day, week, weekday_short

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_SATURDAY: Final = 5
_TOLD: Final = {
    MeetingStatus.flyttad: "flyttat",
    MeetingStatus.installd: "inställt",
    MeetingStatus.extra: "extra",
    MeetingStatus.bekraftad: "bekräftat",
}
IN_CHAIN: Final = "ingår i vald kedja"


class Zoom(StrEnum):
    """How much of the year is shown."""

    ar = "ar"
    halvar = "halvar"
    kvartal = "kvartal"


_MONTHS_IN: Final = {Zoom.ar: 12, Zoom.halvar: 6, Zoom.kvartal: 3}


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a half of it or a quarter, with its first and last day."""

    zoom: Zoom
    first: date
    last: date

    @property
    def title(self) -> str:
        """«2025», «januari–juni 2025»."""
        if self.zoom == Zoom.ar:
            return str(self.first.year)
        return f"{month_name(self.first.month)}–{month_name(self.last.month)} {self.first.year}"

    def step(self, number: int) -> Period:
        """The period so many later, or earlier where the number is negative."""
        months = self.first.year * 12 + self.first.month - 1 + number * _MONTHS_IN[self.zoom]
        return period_of(self.zoom, date(months // 12, months % 12 + 1, 1))


def period_of(zoom: Zoom, day: date) -> Period:
    """The period that a day lies in."""
    months = _MONTHS_IN[zoom]
    month = (day.month - 1) // months * months + 1
    after = date(day.year + 1, 1, 1) if month + months > 12 else date(day.year, month + months, 1)
    return Period(zoom, date(day.year, month, 1), after - _DAY)


class ShadeKind(StrEnum):
    """Why nobody meets on a day."""

    helg = "helg"
    rod = "rod"
    stangt = "stangt"


@dataclass(frozen=True, slots=True)
class Shade:
    """A day that is shaded: which of the week (0 is Monday), why, and its name where it has one."""

    weekday: int
    kind: ShadeKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """One ISO week and its shaded days."""

    monday: date
    number: int
    shades: tuple[Shade, ...]

    @property
    def title(self) -> str:
        """«v. 12»."""
        return f"v. {self.number}"

    @property
    def days_told(self) -> str:
        """«långfredagen fre 18/4», the shaded days that have a name."""
        return ", ".join(
            f"{shade.name} {weekday_short(self.monday + shade.weekday * _DAY)}" for shade in self.shades if shade.name
        )


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """A month: its name, and where its first shown day stands, as column and weekday."""

    name: str
    year: int
    column: int
    weekday: int


@dataclass(frozen=True, slots=True)
class GridMeeting:
    """A meeting in its place; ``remarks`` are what is amiss with it, ``stop`` the day when texts must be in."""

    meeting: PlannedMeeting
    lane: int
    column: int
    body: str
    in_chain: bool
    remarks: tuple[Conflict, ...] = ()
    stop: date | None = None

    @property
    def is_amiss(self) -> bool:
        """Whether something about it ought to be mended, and is not only told."""
        return any(one.severity != Severity.upplysning for one in self.remarks)

    @property
    def key(self) -> str:
        """What tells it from every other, also after it has moved; a provisional one has only its place."""
        return key_of(self.meeting)

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return self.meeting.day.weekday()

    @property
    def is_provisional(self) -> bool:
        """Whether it is only reckoned from the rhythm."""
        return self.meeting.id is None

    @property
    def state(self) -> str:
        """«Flyttat», «Preliminärt» and so on."""
        return "Preliminärt" if self.is_provisional else label(self.meeting.status)

    @property
    def day_words(self) -> str:
        """«20/3»."""
        return short_day(self.meeting.day)

    @property
    def count_words(self) -> str:
        """«6 är.», «–» where no case goes there, and the word of a state that is to be seen in it."""
        if self.meeting.status == MeetingStatus.installd:
            return "inst."
        return f"{self.meeting.cases} är." if self.meeting.cases else "–"

    @property
    def spoken(self) -> str:
        """«Nämnd torsdag 20 mars 2025, 6 ärenden, ingår i vald kedja»."""
        day = self.meeting.day
        told = "preliminärt" if self.is_provisional else _TOLD.get(self.meeting.status, "")
        if self.meeting.status == MeetingStatus.flyttad and self.meeting.moved_from is not None:
            told = f"flyttat från {weekday_short(self.meeting.moved_from)}"
        words = (
            f"{self.body} {WEEKDAYS[day.weekday()]} {full_day(day)}",
            cases_told(self.meeting.cases),
            told,
            IN_CHAIN if self.in_chain else "",
            *(f"påpekande: {remark.words}" for remark in self.remarks),
        )
        return ", ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A body's week: its meetings by day, and what a screen reader says of it."""

    meetings: tuple[GridMeeting, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A body and its weeks."""

    body_id: int
    name: str
    cells: tuple[GridCell, ...]


class MarkKind(StrEnum):
    """A day that is drawn through all lanes."""

    stoppdag = "stoppdag"
    svarsdag = "svarsdag"
    idag = "idag"


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day with a line through all lanes, where it stands, and its words: «Stoppdag 14/2»."""

    kind: MarkKind
    day: date
    column: int
    words: str

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return self.day.weekday()


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """All that the picture shows. ``chain`` holds the meetings of the chosen chain that are in it, in their order."""

    period: Period
    columns: tuple[WeekColumn, ...]
    months: tuple[MonthSpan, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[DayMark, ...]
    chain: tuple[GridMeeting, ...]

    @property
    def meetings(self) -> tuple[GridMeeting, ...]:
        """Every meeting, by day and then by body: the rows of the list."""
        found = [meeting for lane in self.lanes for cell in lane.cells for meeting in cell.meetings]
        return tuple(sorted(found, key=lambda one: (one.meeting.day, one.lane)))

    def find(self, key: str) -> GridMeeting | None:
        """The meeting with a key."""
        return next((one for one in self.meetings if one.key == key), None)

    def day_at(self, column: int, weekday: int) -> date:
        """The day that stands there."""
        return self.columns[column].monday + weekday * _DAY


def key_of(meeting: PlannedMeeting) -> str:
    """What tells a meeting from every other."""
    return str(meeting.id) if meeting.id is not None else f"{meeting.body_id}/{meeting.day.isoformat()}"


def cases_told(number: int) -> str:
    """«6 ärenden», «1 ärende», «inga ärenden»."""
    return "inga ärenden" if not number else "1 ärende" if number == 1 else f"{number} ärenden"


def week_grid(
    facts: PlanningFacts,
    period: Period,
    today: date,
    *,
    chain: Chain | None = None,
    due_words: str = "Svarsdag",
    remarks: Mapping[str, Sequence[Conflict]] | None = None,
    stops: Mapping[str, date] | None = None,
) -> WeekGrid:
    """The grid of a period, whole weeks at both ends.

    ``remarks`` and ``stops`` tell, by the key of a meeting, what is amiss with it and when texts for it must be in.
    """
    columns = _columns(period, facts.closed)
    start, end = columns[0].monday, columns[-1].monday + 6 * _DAY
    chosen = {key_of(step.meeting) for step in chain.steps if step.meeting is not None} if chain else set()
    lanes: dict[int, int] = {body.id: number for number, body in enumerate(facts.bodies)}
    names = [body.name for body in facts.bodies]
    placed: dict[tuple[int, int], list[GridMeeting]] = {}
    # A chain beyond the plan goes by meetings that are only reckoned.
    reckoned = [one.meeting for one in chain.steps if one.meeting and one.meeting.id is None] if chain else []
    for meeting in dict.fromkeys((*facts.meetings, *reckoned)):
        if start <= meeting.day <= end and meeting.body_id in lanes:
            lane, column = lanes[meeting.body_id], (meeting.day - start).days // _WEEK
            key = key_of(meeting)
            one = GridMeeting(
                meeting, lane, column, names[lane], key in chosen,
                tuple((remarks or {}).get(key, ())), (stops or {}).get(key),
            )  # fmt: skip
            placed.setdefault((lane, column), []).append(one)
    marks = tuple(_marks(chain, today, start, end, due_words))
    told = _told_by_column(marks, columns)
    made = tuple(
        Lane(
            body.id,
            body.name,
            tuple(_cell(placed.get((number, column), ()), told[column]) for column in range(len(columns))),
        )
        for number, body in enumerate(facts.bodies)
    )
    in_chain = sorted(
        (one for cell in placed.values() for one in cell if one.in_chain), key=lambda one: (one.meeting.day, one.lane)
    )
    return WeekGrid(period, columns, _months(columns), made, marks, tuple(in_chain))


def _cell(meetings: Collection[GridMeeting], told: str) -> GridCell:
    by_day = tuple(sorted(meetings, key=lambda one: one.meeting.day))
    words = "; ".join(one.spoken for one in by_day) or "inget sammanträde"
    return GridCell(by_day, f"{words}; {told}" if told else words)


def _columns(period: Period, closed: Sequence[Closed]) -> tuple[WeekColumn, ...]:
    monday = period.first - period.first.weekday() * _DAY
    found = []
    while monday <= period.last:
        found.append(WeekColumn(monday, week(monday), tuple(_shades(monday, closed))))
        monday += _WEEK * _DAY
    return tuple(found)


def _shades(monday: date, closed: Sequence[Closed]) -> list[Shade]:
    found = []
    for weekday in range(_WEEK):
        day = monday + weekday * _DAY
        name = red_day(day)
        own = next((one.name for one in closed if one.from_day <= day <= one.until_day), "")
        if name:
            found.append(Shade(weekday, ShadeKind.rod, name))
        elif weekday >= _SATURDAY:
            found.append(Shade(weekday, ShadeKind.helg))
        elif own:
            found.append(Shade(weekday, ShadeKind.stangt, own))
    return found


def _months(columns: Sequence[WeekColumn]) -> tuple[MonthSpan, ...]:
    found: list[MonthSpan] = []
    for number, column in enumerate(columns):
        for weekday in range(_WEEK):
            day = column.monday + weekday * _DAY
            if day.day == 1 or not found:
                found.append(MonthSpan(MONTHS[day.month - 1], day.year, number, weekday))
    return tuple(found)


def _marks(chain: Chain | None, today: date, start: date, end: date, due_words: str) -> list[DayMark]:
    days: list[tuple[MarkKind, date | None, str]] = [(MarkKind.idag, today, "i dag")]
    if chain is not None:
        days.append((MarkKind.stoppdag, chain.day_of(ChainStepKind.inlamning), "Stoppdag"))
        days.append((MarkKind.svarsdag, chain.due, due_words))
    return [
        DayMark(kind, day, (day - start).days // _WEEK, words if kind == MarkKind.idag else f"{words} {short_day(day)}")
        for kind, day, words in days
        if day is not None and start <= day <= end
    ]


def _told_by_column(marks: Sequence[DayMark], columns: Sequence[WeekColumn]) -> list[str]:
    told = [[column.days_told] for column in columns]
    for mark in marks:
        told[mark.column].append(f"{mark.words[0].lower()}{mark.words[1:]}")
    return [", ".join(filter(None, words)) for words in told]
