"""Watch: what comes next for a nämnd and what is late - stoppdagar, meetings, dispatch, reply days and start days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind, ChainStepKind, DayUnit, MeetingStatus
from nemndsekr.rules.planning.chain_words import by_justering
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import Body, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.working_days import add_working_days, is_working_day, working_days_left
from nemndsekr.support.days import full_day, near_day, weekday_day

AHEAD_DAYS: Final = 45
"""How far ahead is looked, in days; the next reply day is told however far away it is."""
BACK_DAYS: Final = 60
"""How far back a meeting still has something to be sent from it."""
_MONTH_DAYS: Final = 31
_FOLLOWUP: Final = "uppfoljande"


class Mark(StrEnum):
    """How a row stands: what is late, what must be done by its day, what happens, what is only told."""

    LATE = "late"
    START = "start"
    DUE = "due"
    EVENT = "event"
    QUIET = "quiet"


class WatchedAnswer(NamedTuple):
    """An answer that is still owed: to whom, by which day, and whether anything has been done about it."""

    case_id: int
    dnr: str
    title: str
    to_whom: str
    day: date
    occasion: str = "forsta"
    begun: bool = False

    @property
    def name(self) -> str:
        """What is to be sent: «Svar till revisorerna»."""
        what = "Uppföljande yttrande" if self.occasion == _FOLLOWUP else "Svar"
        return f"{what} till {self.to_whom}" if self.to_whom else what


class MeetingWork(NamedTuple):
    """What is left of the cases of a meeting: those without any text, and decisions that have not been sent."""

    without_text: int = 0
    to_send: int = 0


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """What the watch of one nämnd stands on: its plan round the day, and the answers that it owes."""

    plan: PlanningFacts
    work: dict[int, MeetingWork] = field(default_factory=dict)
    """By the meeting's id."""
    answers: tuple[WatchedAnswer, ...] = ()


class WatchRow(NamedTuple):
    """One thing to keep an eye on, and where it leads: a case, else a meeting."""

    day: date
    name: str
    mark: Mark
    note: str = ""
    tail: str = ""
    case_id: int = 0
    meeting_id: int = 0

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What tells this row from every other, also when its day or note changes."""
        return (self.mark, self.case_id, self.meeting_id, self.name)


def watched(facts: WatchFacts, today: date) -> list[WatchRow]:
    """Everything to keep an eye on from ``today``, by day; what is late has the day that has passed."""
    rows = [*_meetings(facts, today), *_answers(facts, today)]
    return sorted(rows, key=lambda row: (row.day, row.mark != Mark.LATE, row.name))


def start_day(facts: PlanningFacts, due: date) -> date:
    """The day to begin on an answer: ``lead_weeks`` before it is due, or the last working day before that."""
    day = due - timedelta(weeks=facts.lead_weeks)
    return day if is_working_day(day, facts.closed_days) else add_working_days(day, -1, facts.closed_days)


def next_gate(facts: WatchFacts, today: date) -> PlannedMeeting | None:
    """The next meeting after today that has cases, else one that has some today."""
    coming = [one for one in facts.plan.meetings if one.is_held and one.cases and one.day >= today]
    return min(coming, key=lambda one: (one.day == today, one.day), default=None)


def body_in_words(facts: PlanningFacts, body_id: int, *, definite: bool = False) -> str:
    """«Beredning», or «beredningen» where definite; a body's own name where the nämnd has two of its kind."""
    body = facts.body(body_id)
    if body is None:
        return "sammanträdet" if definite else "Sammanträde"
    alone = sum(one.kind == body.kind for one in facts.bodies) == 1
    words = _KINDS[body.kind] if alone else (body.name, body.name)
    return words[1] if definite else words[0]


_KINDS: Final = {
    BodyKind.beredning: ("Beredning", "beredningen"),
    BodyKind.au: ("Arbetsutskott", "arbetsutskottet"),
    BodyKind.namnd: ("Nämnd", "nämnden"),
}


# Meetings, and what hangs on them


def _meetings(facts: WatchFacts, today: date) -> Iterator[WatchRow]:
    until = today + timedelta(days=AHEAD_DAYS)
    for meeting in facts.plan.meetings:
        if today - timedelta(days=BACK_DAYS) <= meeting.day:
            if not meeting.is_held:
                yield from _cancelled(facts, meeting, today)
                continue
            if today <= meeting.day <= until:
                yield _meeting(facts, meeting, today)
            yield from (row for row in _steps(facts, meeting, today) if row.day <= until)


def _meeting(facts: WatchFacts, meeting: PlannedMeeting, today: date) -> WatchRow:
    name = body_in_words(facts.plan, meeting.body_id)
    clock = f" {meeting.starts_at:%H.%M}" if meeting.starts_at else ""
    notes = [meeting.place, in_working_days(facts.plan, meeting.day, today)]
    if meeting.status == MeetingStatus.extra:
        notes.insert(0, "extra sammanträde")
    if meeting.moved_from is not None:
        notes.insert(0, f"flyttat från {near_day(meeting.moved_from, today)}")
    return WatchRow(
        meeting.day, f"{name}{clock}", Mark.EVENT, _sentence(notes), _cases(meeting.cases), 0, meeting.id or 0
    )


def _cancelled(facts: WatchFacts, meeting: PlannedMeeting, today: date) -> Iterator[WatchRow]:
    if meeting.cases and meeting.day >= today:
        body = body_in_words(facts.plan, meeting.body_id)
        note = f"Inställt: {_cases(meeting.cases)} behöver en ny dag"
        yield WatchRow(meeting.day, body, Mark.LATE, note, "", 0, meeting.id or 0)


def _steps(facts: WatchFacts, meeting: PlannedMeeting, today: date) -> Iterator[WatchRow]:
    """What must be done before and after a meeting, by the nämnd's own chain."""
    body = facts.plan.body(meeting.body_id)
    roots = [
        rule for rule in facts.plan.rules if rule.kind == ChainStepKind.sammantrade and rule.body_id == meeting.body_id
    ]
    if body is None or not roots:
        return
    placed = {roots[0].key: ChainStep(roots[0], meeting.day, meeting)}
    for _ in facts.plan.rules:  # a step may hang on one that stands after it
        for rule in facts.plan.rules:
            if rule.kind != ChainStepKind.sammantrade and rule.anchor in placed and rule.key not in placed:
                day = distant(placed[rule.anchor], rule, facts.plan, immediate=False)
                placed[rule.key] = ChainStep(rule, day)
    for key, step in placed.items():
        if key != roots[0].key:
            yield from _step(facts, meeting, body, step, today)


def _step(facts: WatchFacts, meeting: PlannedMeeting, body: Body, step: ChainStep, today: date) -> Iterator[WatchRow]:
    work = facts.work.get(meeting.id or 0, MeetingWork())
    of_body = body_in_words(facts.plan, body.id, definite=True)
    of_meeting = f"{of_body} {near_day(meeting.day, today)}"
    passed = step.day < today

    def row(name: str, mark: Mark, note: str = "", tail: str = "") -> WatchRow:
        return WatchRow(step.day, name, mark, note, tail, 0, meeting.id or 0)

    match step.rule.kind:
        case ChainStepKind.expediering:
            name = f"Expediera besluten från {of_meeting}"
            if work.to_send and passed:
                note = f"Passerad: {_counted(work.to_send, 'beslut', 'beslut')} är inte expedierat"
                yield row(name, Mark.LATE, _plural(note, work.to_send))
            elif not passed and (work.to_send or (meeting.day >= today and meeting.cases)):
                yield row(
                    name,
                    Mark.QUIET,
                    _sentence(["senast", by_justering(step.rule, meeting, today) or distance_in_words(step.rule)]),
                )
        case ChainStepKind.justering:
            if not passed and meeting.cases:
                yield row(f"Justering av protokollet från {of_meeting}", Mark.QUIET)
        case ChainStepKind.inlamning:
            name = f"{_named(step.rule, 'Inlämning', 'Stoppdag')} till {of_meeting}"
            if not passed:
                note = distance_in_words(step.rule)
                yield row(name, Mark.QUIET, note, _cases(meeting.cases))
            elif meeting.day >= today and work.without_text:
                note = f"Passerad: {_cases(work.without_text)} saknar underlag"
                yield row(name, Mark.LATE, note)
        case ChainStepKind.utskick:
            if not passed:
                name = f"{_named(step.rule, 'Utskick', 'Kallelse')} till {of_meeting} ska vara ute"
                yield row(name, Mark.QUIET, distance_in_words(step.rule))
        case _:
            if not passed and meeting.cases:
                name = f"{step.rule.name or 'Steg'}: {of_meeting}"
                yield row(name, Mark.QUIET, step.rule.who or distance_in_words(step.rule))


def _named(rule: StepRule, usual: str, instead: str) -> str:
    """The rule's own name where the nämnd has given it one."""
    return rule.name if rule.name and rule.name != usual else instead


def distance_in_words(rule: StepRule) -> str:
    """«8 arbetsdagar före»: how far a step lies from the one it hangs on."""
    number, side = abs(rule.number), "före" if rule.number < 0 else "efter"
    if not number or rule.unit == DayUnit.veckodag:
        return ""
    one, many = ("arbetsdag", "arbetsdagar") if rule.unit == DayUnit.arbetsdagar else ("dag", "dagar")
    return f"{_counted(number, one, many)} {side}"


# Answers


def _answers(facts: WatchFacts, today: date) -> Iterator[WatchRow]:
    until = today + timedelta(days=AHEAD_DAYS)
    coming = [one for one in facts.answers if one.day >= today]
    next_one = min((one.day for one in coming), default=today)
    for one in facts.answers:
        if one.day < today:
            yield _answer_row(one, Mark.LATE, passed_words(facts.plan, one.day, today))
            continue
        starts = start_day(facts.plan, one.day)
        waits = "inte påbörjat" if not one.begun and starts <= today else ""
        if one.day <= until or one.day == next_one:
            yield _answer_row(one, Mark.DUE, in_working_days(facts.plan, one.day, today, after="kvar"), waits)
        elif waits or (not one.begun and starts <= until):
            note = _sentence([one.title, f"svarsdag {near_day(one.day, today)}"])
            name = f"Börja med {one.name[:1].lower()}{one.name[1:]}"
            yield WatchRow(starts, name, Mark.START if waits else Mark.QUIET, note, one.dnr, one.case_id)


def _answer_row(one: WatchedAnswer, mark: Mark, *notes: str) -> WatchRow:
    return WatchRow(one.day, one.name, mark, _sentence([one.title, *notes]), one.dnr, one.case_id)


# Words


def in_working_days(facts: PlanningFacts, day: date, today: date, *, after: str = "") -> str:
    """«om 4 arbetsdagar», or with ``after`` «28 arbetsdagar kvar»; «i dag» on the day itself."""
    if day == today:
        return "i dag"
    left = _counted(working_days_left(today, day, facts.closed_days), "arbetsdag", "arbetsdagar")
    return f"{left} {after}" if after else f"om {left}"


def passed_words(facts: PlanningFacts, day: date, today: date) -> str:
    """«passerade för 3 arbetsdagar sedan», or the day itself where that is more than a month ago."""
    if (today - day).days > _MONTH_DAYS:
        return f"passerade {weekday_day(day)}" if day.year == today.year else f"passerade {full_day(day)}"
    since = working_days_left(day, today, facts.closed_days)
    return f"passerade för {_counted(since, 'arbetsdag', 'arbetsdagar')} sedan" if since else "har passerat"


def _sentence(parts: list[str]) -> str:
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _cases(number: int) -> str:
    return _counted(number, "ärende", "ärenden") if number else ""


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _plural(words: str, number: int) -> str:
    return words if number == 1 else words.replace("expedierat", "expedierade")
