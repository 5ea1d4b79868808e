"""Today: the page Idag as plain values - the watch in groups, what the next gate wants, follow-up, last opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from nemndsekr.records.choices import CaseStage
from nemndsekr.rules.planning.facts import PlannedMeeting
from nemndsekr.rules.planning.watch import Mark, WatchFacts, WatchRow, body_in_words, next_gate, watched
from nemndsekr.support.days import WEEKDAYS, month_name, near_day, week


class OpenedCase(NamedTuple):
    """A case that was opened lately."""

    case_id: int
    dnr: str
    title: str


class GateCase(NamedTuple):
    """A case that goes to a meeting, as far as a list knows it; ``finished`` of its ``total`` answers are done."""

    case_id: int
    dnr: str
    title: str
    stage: str = ""
    finished: int = 0
    total: int = 0
    written: bool = True
    """Whether there is any text of ours in it."""


class Lack(NamedTuple):
    """What a case still wants before its meeting: one line, how many more there are, and the place of the first."""

    words: str = ""
    more: int = 0
    table: str = ""
    row_uid: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """What the page is made of, all nämnder of the database together."""

    watches: tuple[WatchFacts, ...] = ()
    gates: Mapping[int, tuple[GateCase, ...]] | None = None
    """The cases of the next meeting of each nämnd, by the meeting's id."""
    opened: tuple[OpenedCase, ...] = ()
    has_meetings: bool = False
    """Whether any meeting has ever been put in."""


class FollowupCounts(NamedTuple):
    """Measures, and tasks and report-backs, that are late, and those that fall due in the month."""

    late: int = 0
    due: int = 0
    late_reports: int = 0
    due_reports: int = 0


class Group(NamedTuple):
    """Rows of the watch under a heading."""

    heading: str
    rows: tuple[WatchRow, ...]


class Gate(NamedTuple):
    """The next meeting that cases go to."""

    meeting: PlannedMeeting
    words: str
    """«Före beredningen 25 februari»."""
    cases: tuple[GateCase, ...]


class GateRow(NamedTuple):
    """A case on its way to the gate: what it wants, whether that is known yet, and whether it is ready."""

    case: GateCase
    words: str
    ready: bool = False
    begun: bool = True
    lack: Lack | None = None


class CountRow(NamedTuple):
    """A line of the follow-up: how many, and whether they are late."""

    key: str
    words: str
    late: bool = False


def groups(facts: TodayFacts, today: date) -> list[Group]:
    """Everything watched: what is late first, then what should have begun, then by day, week and month."""
    rows = sorted((row for one in facts.watches for row in watched(one, today)), key=lambda row: row.day)
    found: dict[str, list[WatchRow]] = {}
    for heading, mark in (("Sent", Mark.LATE), ("Dags att börja", Mark.START)):
        chosen = [row for row in rows if row.mark == mark]
        if chosen:
            found[heading] = chosen
    for row in rows:
        if row.mark not in (Mark.LATE, Mark.START):
            found.setdefault(_when(row.day, today), []).append(row)
    return [Group(heading, tuple(some)) for heading, some in found.items()]


def _when(day: date, today: date) -> str:
    if day == today:
        return "I dag"
    monday = today - timedelta(days=today.weekday())
    if day < monday + timedelta(weeks=1):
        return f"Denna vecka, v. {week(day)}"
    if day < monday + timedelta(weeks=2):
        return f"Nästa vecka, v. {week(day)}"
    month = month_name(day.month).capitalize()
    return month if day.year == today.year else f"{month} {day.year}"


def gate(facts: TodayFacts, today: date) -> Gate | None:
    """The next meeting that has cases, of any nämnd, with them."""
    found = [(meeting, one) for one in facts.watches if (meeting := next_gate(one, today)) is not None]
    if not found:
        return None
    meeting, one = min(found, key=lambda pair: (pair[0].day == today, pair[0].day))
    body = body_in_words(one.plan, meeting.body_id, definite=True)
    when = "i dag" if meeting.day == today else near_day(meeting.day, today)
    return Gate(meeting, f"Före {body} {when}", (facts.gates or {}).get(meeting.id or 0, ()))


def gate_rows(cases: Sequence[GateCase], lacks: Mapping[int, Lack]) -> list[GateRow]:
    """What each case still wants; those that want something first. A case that is not looked through yet says so."""
    rows = [_gate_row(case, lacks.get(case.case_id)) for case in cases]
    return sorted(rows, key=lambda row: (row.ready, row.case.title))


def _gate_row(case: GateCase, lack: Lack | None) -> GateRow:
    if lack is None:
        return GateRow(case, "Kontrolleras …")
    if lack.words:
        more = f" och {lack.more} till" if lack.more else ""
        return GateRow(case, f"{lack.words}{more}", lack=lack)
    if not case.written or case.stage in (CaseStage.planerad, CaseStage.inkommet):
        return GateRow(case, "Underlag saknas", begun=False, lack=lack)
    if case.finished < case.total:
        return GateRow(case, f"{case.finished} av {case.total} klara", lack=lack)
    return GateRow(case, "Klart", ready=True, lack=lack)


def count_rows(counts: FollowupCounts, today: date) -> list[CountRow]:
    """The follow-up in a few lines; none where nothing is late or falls due this month."""
    month = month_name(today.month)
    told = (
        ("late", counts.late, "åtgärd är sen", "åtgärder är sena", True),
        ("due", counts.due, f"åtgärd ska vara klar i {month}", f"åtgärder ska vara klara i {month}", False),
        ("late_reports", counts.late_reports, "på balanslistan är sen", "på balanslistan är sena", True),
        ("due_reports", counts.due_reports, f"på balanslistan i {month}", f"på balanslistan i {month}", False),
    )
    return [
        CountRow(key, f"{number} {one if number == 1 else many}", late)
        for key, number, one, many, late in told
        if number
    ]


def is_empty(facts: TodayFacts, today: date) -> bool:
    """Whether there is nothing at all to show of what comes."""
    return not facts.has_meetings and not any(True for one in facts.watches for _ in watched(one, today))


def day_title(today: date) -> str:
    """«Torsdag 19 februari»."""
    return f"{WEEKDAYS[today.weekday()].capitalize()} {today.day} {month_name(today.month)}"


def week_words(today: date) -> str:
    """«Vecka 8, 2026», by the year that the week belongs to."""
    return f"Vecka {week(today)}, {today.isocalendar().year}"
