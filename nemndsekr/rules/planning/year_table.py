"""The sammanträdesplan of a year as a table: months down, the days of each body across, what is unusual beside them.

The table is the one truth of the printed plan: every writer, and every test, has its words from here. Where text must
be in, and where the kallelse must be out, are the chain's own days for the meetings that decide in the month.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.chains import Chain, ChainStep, chains_before, distant
from nemndsekr.rules.planning.facts import Closed, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.working_days import free_eves, holidays, is_working_day
from nemndsekr.support.days import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, short_day, week, weekday_day

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_GATES: Final = {ChainStepKind.inlamning: "Inlämning", ChainStepKind.utskick: "Kallelse"}
_MOST_BESIDE_REMARKS: Final = 7
_MOST_LONG_WAYS: Final = 6
_UPPEHALL: Final = "uppehåll"
# What follows the last meeting of a year must not keep its chain from being reckoned.
_AFTERWARDS: Final = timedelta(days=120)


class TableColumn(NamedTuple):
    """One column of days: a body's meetings (``body_id``), or the days of a step of the chain (``rule_key``)."""

    title: str
    body_id: int | None = None
    rule_key: str = ""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month: its cells under the columns, and the remarks on them; those with asterisks first."""

    month: int
    weeks: str
    cells: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """«Januari»."""
        return MONTHS[self.month - 1].capitalize()


@dataclass(frozen=True, slots=True)
class YearTable:
    """The whole table; ``notes`` stand below it, a paragraph each."""

    year: int
    columns: tuple[TableColumn, ...]
    rows: tuple[MonthRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The head row as it is printed; where many bodies take the width, the remarks stand below the table."""
        return "Månad", "Vecka", *(column.title for column in self.columns), *(() if self.is_wide else ("Anm.",))

    @property
    def is_wide(self) -> bool:
        """Whether there are so many columns of days that no room is left for remarks."""
        return len(self.columns) > _MOST_BESIDE_REMARKS

    @property
    def is_empty(self) -> bool:
        """Whether no body meets in the year."""
        return not any(cell for row in self.rows for cell in row.cells)

    def printed(self) -> tuple[tuple[str, ...], ...]:
        """The rows as they are printed under ``heads``."""
        return tuple(
            (row.name, row.weeks, *row.cells, *(() if self.is_wide else ("; ".join(row.remarks),))) for row in self.rows
        )

    def below(self) -> tuple[str, ...]:
        """The paragraphs below the table."""
        told = [f"{row.name}: {'; '.join(row.remarks)}." for row in self.rows if row.remarks] if self.is_wide else []
        return *told, *self.notes


def year_table(facts: PlanningFacts, year: int) -> YearTable:
    """The sammanträdesplan of one nämnd and one year."""
    meetings = [meeting for meeting in facts.meetings if meeting.day.year == year]
    chains = _chains_of(facts, meetings)
    columns = _columns(facts, meetings)
    usual = {body.id: _usual(meeting for meeting in meetings if meeting.body_id == body.id) for body in facts.bodies}
    rows = tuple(_month(facts, columns, meetings, usual, date(year, number, 1)) for number in range(1, 13))
    notes = _when_and_where(facts, columns, usual), _long_ways(facts, chains), f"{_red_days(year)} {_GROUNDS}"
    return YearTable(year, columns, rows, tuple(filter(None, notes)))


def _chains_of(facts: PlanningFacts, meetings: Sequence[PlannedMeeting]) -> list[Chain]:
    """The chain of each deciding meeting that has one, in the order of the days."""
    if not meetings:
        return []
    first, last = meetings[0].day, meetings[-1].day
    found: list[Chain] = []
    for one in chains_before(facts, last + _AFTERWARDS):
        day = one.decides.day if isinstance(one, Chain) else one.meeting.day
        if day < first:
            break
        if isinstance(one, Chain) and day <= last:
            found.append(one)
    return found[::-1]


def _columns(facts: PlanningFacts, meetings: Sequence[PlannedMeeting]) -> tuple[TableColumn, ...]:
    """The bodies in their own order; a gate stands just before the meeting that it leads to."""
    meets = {meeting.body_id for meeting in meetings}
    by_key = {rule.key: rule for rule in facts.rules}
    columns: list[TableColumn] = []
    for body in facts.bodies:
        gates = [rule for rule in facts.rules if rule.kind in _GATES and _leads_to(rule, by_key) == body.id]
        columns += [TableColumn(_gate_name(rule, gates), None, rule.key) for rule in gates]
        if body.id in meets or any(rule.body_id == body.id for rule in facts.rules):
            columns.append(TableColumn(body.name, body.id))
    return tuple(columns)


def _gate_day(facts: PlanningFacts, key: str, meeting: PlannedMeeting) -> date | None:
    """The day of a gate before one meeting, whatever way its cases go on; None where the gate leads to another body."""
    by_key = {rule.key: rule for rule in facts.rules}
    way = [by_key[key]]
    while (anchor := by_key.get(way[-1].anchor)) is not None and anchor not in way:
        way.append(anchor)
        if anchor.kind == ChainStepKind.sammantrade:
            break
    if way[-1].kind != ChainStepKind.sammantrade or way[-1].body_id != meeting.body_id:
        return None
    step = ChainStep(way[-1], meeting.day, meeting)
    for rule in reversed(way[:-1]):
        step = ChainStep(rule, distant(step, rule, facts, immediate=False))
    return step.day


def _leads_to(rule: StepRule, by_key: dict[str, StepRule]) -> int | None:
    """The body whose meeting a step hangs on, straight or over other steps."""
    seen = {rule.key}
    while (anchor := by_key.get(rule.anchor)) is not None and anchor.key not in seen:
        if anchor.kind == ChainStepKind.sammantrade:
            return anchor.body_id
        seen.add(anchor.key)
        rule = anchor
    return None


def _gate_name(rule: StepRule, beside: Sequence[StepRule]) -> str:
    """The usual word, or the step's own name where two of a kind lead to the same meeting."""
    alone = sum(other.kind == rule.kind for other in beside) == 1
    return _GATES[rule.kind] if alone else rule.name or _GATES[rule.kind]


class _Usual(NamedTuple):
    """When and where a body mostly meets."""

    starts_at: time | None
    ends_at: time | None
    place: str

    def words(self) -> str:
        """«kl. 13.00–16.00, Stadshuset»."""
        return ", ".join(filter(None, (_clock(self.starts_at, self.ends_at), self.place)))


def _usual(meetings: Iterable[PlannedMeeting]) -> _Usual:
    """What most of the meetings have; the first of them where as many have something else."""
    told = Counter(_Usual(one.starts_at, one.ends_at, one.place) for one in meetings if one.is_held)
    return told.most_common(1)[0][0] if told else _Usual(None, None, "")


def _clock(starts_at: time | None, ends_at: time | None) -> str:
    if starts_at is None:
        return ""
    return f"kl. {starts_at:%H.%M}" + (f"–{ends_at:%H.%M}" if ends_at else "")


def _month(
    facts: PlanningFacts,
    columns: Sequence[TableColumn],
    meetings: Sequence[PlannedMeeting],
    usual: dict[int, _Usual],
    first: date,
) -> MonthRow:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    here = [meeting for meeting in meetings if meeting.day.month == first.month]
    remarks: list[str] = []
    cells: list[str] = []
    for column in columns:
        if column.body_id is None:
            days = [day for one in here if one.is_held and (day := _gate_day(facts, column.rule_key, one)) is not None]
            cells.append(_days(_Marked(day) for day in sorted(set(days))))
            continue
        marked = [
            _Marked(meeting.day, _mark(_unusual(meeting, usual[column.body_id]), remarks), is_held=meeting.is_held)
            for meeting in here
            if meeting.body_id == column.body_id
        ]
        cells.append(_days(marked, first.month))
    remarks += _moved_away(facts, meetings, first)
    remarks += [words for one in facts.closed if (words := _closed_words(one, first, last))]
    if not here and not any(_UPPEHALL in remark for remark in remarks):
        remarks.insert(0, _UPPEHALL if _is_closed(facts, first, last) else "inga sammanträden")
    return MonthRow(first.month, _weeks(first, last), tuple(cells), tuple(remarks))


class _Marked(NamedTuple):
    """A day of a cell with its asterisks; one that is not held stands in brackets."""

    day: date
    mark: str = ""
    is_held: bool = True


def _mark(told: str, remarks: list[str]) -> str:
    """The asterisks after a day, with its remark laid among the month's; the same words share their asterisks."""
    if not told:
        return ""
    for mark, words in (remark.split(" ", 1) for remark in remarks):
        if words == told:
            return mark
    mark = "*" * (len(remarks) + 1)
    remarks.append(f"{mark} {told}")
    return mark


def _unusual(meeting: PlannedMeeting, usual: _Usual) -> str:
    """What must be known of a meeting besides its day."""
    told: list[str] = []
    if not meeting.is_held:
        told.append("inställt")
    elif meeting.moved_from is not None and meeting.moved_from != meeting.day:
        told.append(f"flyttat från {weekday_day(meeting.moved_from)}")
    elif meeting.status == MeetingStatus.flyttad:
        told.append("flyttat")
    if meeting.status == MeetingStatus.extra:
        told.append("extra sammanträde")
    if meeting.id is None:
        told.append("preliminärt")
    if meeting.is_held:
        clock = _clock(meeting.starts_at, meeting.ends_at)
        if clock != _clock(usual.starts_at, usual.ends_at):
            told.append(clock)
        if meeting.place != usual.place:
            told.append(meeting.place)
    note = " ".join(meeting.note.split()).rstrip(".")
    # A note that begins with the very word («Flyttat från …») needs it no second time.
    told = [words for words in told if words and not note.lower().startswith(words.split(" från ")[0])]
    return ": ".join(filter(None, (", ".join(told), note)))


def _long_ways(facts: PlanningFacts, chains: Sequence[Chain]) -> str:
    """Where the last meeting before another lies too near it for the rules, so that its cases go by an earlier one."""
    told: list[str] = []
    for chain in chains:
        placed = {step.rule.key: step for step in chain.steps}
        for step in chain.steps:
            after = placed.get(step.rule.anchor)
            if step.meeting is None or after is None or after.meeting is None or after.day < step.day:
                continue
            if any(step.day < other.day < after.day for other in facts.of_body(step.meeting.body_id)):
                told.append(
                    f"{_name(facts, after)} {short_day(after.day)} efter {_name(facts, step)} {short_day(step.day)}"
                )
    told = list(dict.fromkeys(told))
    more = " med flera" if len(told) > _MOST_LONG_WAYS else ""
    return f"Med nämndens tider går ärenden till {'; till '.join(told[:_MOST_LONG_WAYS])}{more}." if told else ""


def _name(facts: PlanningFacts, step: ChainStep) -> str:
    body = facts.body(step.meeting.body_id) if step.meeting is not None else None
    return body.name if body is not None else step.rule.name


def _moved_away(facts: PlanningFacts, meetings: Sequence[PlannedMeeting], first: date) -> list[str]:
    """The meetings that were planned in this month and are held in another."""
    names = {body.id: body.name for body in facts.bodies}
    return [
        f"{names.get(one.body_id, 'Sammanträde')} {short_day(one.moved_from)} är flyttat till {weekday_day(one.day)}"
        for one in meetings
        if one.is_held and one.moved_from is not None
        if (one.moved_from.year, one.moved_from.month) == (first.year, first.month) != (one.day.year, one.day.month)
    ]


def _days(marked: Iterable[_Marked], month: int = 0) -> str:
    """«ons 5, 26»; a weekday is told where it changes, the month where it is not the row's own."""
    words, weekday = [], -1
    for day, mark, is_held in marked:
        number = str(day.day) if day.month == month else short_day(day)
        told = number if day.weekday() == weekday else f"{SHORT_WEEKDAYS[day.weekday()]} {number}"
        words.append((told if is_held else f"({told})") + mark)
        weekday = day.weekday()
    return ", ".join(words)


def _weeks(first: date, last: date) -> str:
    """«1–5»; the weeks at the turn of the year are told as they are, «52–1»."""
    return str(week(first)) if week(first) == week(last) else f"{week(first)}–{week(last)}"


def _closed_words(closed: Closed, first: date, last: date) -> str:
    """«sportlov v. 8» where whole weeks are closed, else «sportlov 17–19/2»; only what lies in the month."""
    since, until = max(closed.from_day, first), min(closed.until_day, last)
    if since > until:
        return ""
    whole = closed.from_day.weekday() == 0 and closed.until_day.weekday() >= _SATURDAY - 1
    if whole:
        return f"{closed.name} v. {_weeks(since, until)}"
    if since == until:
        return f"{closed.name} {short_day(since)}"
    return f"{closed.name} {since.day}–{short_day(until)}"


def _is_closed(facts: PlanningFacts, first: date, last: date) -> bool:
    """Whether the nämnd's own free days take more than half of the month's working days."""
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    working = [day for day in days if is_working_day(day)]
    return 2 * sum(day in facts.closed_days for day in working) > len(working)


def _when_and_where(facts: PlanningFacts, columns: Sequence[TableColumn], usual: dict[int, _Usual]) -> str:
    bodies = [body for body in facts.bodies if any(column.body_id == body.id for column in columns)]
    told = [f"{body.name} {words}" for body in bodies if (words := usual[body.id].words())]
    return f"Tid och plats, om inget annat sägs: {'; '.join(told)}." if told else ""


_GROUNDS: Final = (
    "De är beräknade enligt lagen (1989:253) om allmänna helgdagar; uppehåll är nämndens egna. "
    "Inlämning och kallelse hör till sammanträdet i kolumnen efter, i samma rad."
)


def _red_days(year: int) -> str:
    """The red days on weekdays: «Röda dagar och lediga aftnar på vardagar 2025: 1, 6 jan; 18, 21 april …»."""
    days = sorted(day for day in (*holidays(year), *free_eves(year)) if day.weekday() < _SATURDAY)
    months = [
        f"{', '.join(str(day.day) for day in of_month)} {SHORT_MONTHS[month - 1]}"
        for month, of_month in ((month, list(group)) for month, group in groupby(days, key=lambda day: day.month))
    ]
    return f"Röda dagar och lediga aftnar på vardagar {year}: {'; '.join(months)}."
