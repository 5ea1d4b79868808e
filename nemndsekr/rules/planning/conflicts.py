"""conflicts_of: everything in a plan that will not do or is worth a second look, each with the ways to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.chains import ChainStep, best_chain, distant
from nemndsekr.rules.planning.days_to_avoid import Avoided, better_days, why_avoided
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.justering import justering_amiss
from nemndsekr.rules.working_days import add_working_days, is_working_day, working_days_left
from nemndsekr.support.days import full_day, short_day, weekday_day

_DAY: Final = timedelta(days=1)
_LATEST: Final = time(23, 59)


class Severity(StrEnum):
    """How much a conflict matters: it cannot stand, it will probably be regretted, or it is only told."""

    fel = "fel"
    varning = "varning"
    upplysning = "upplysning"


class ConflictKind(StrEnum):
    """What is amiss."""

    roda_dagar = "roda_dagar"
    dagen_fore = "dagen_fore"
    klamdag = "klamdag"
    uppehall = "uppehall"
    ordning = "ordning"
    avstand = "avstand"
    krock = "krock"
    dubblett = "dubblett"
    frist_fore = "frist_fore"
    utan_kedja = "utan_kedja"
    stoppdag = "stoppdag"
    samma_gap = "samma_gap"
    utan_forberedelse = "utan_forberedelse"
    justering = "justering"


class RemedyKind(StrEnum):
    """A way to mend a conflict."""

    move = "move"
    """Move the meeting to ``day``."""
    remove = "remove"
    """Leave the meeting out."""
    extra_meeting = "extra_meeting"
    """Add an extra meeting of the body of ``meeting`` by ``day``."""
    choose_chain = "choose_chain"
    """Choose meetings for the case."""
    immediate = "immediate"
    """Reckon the case with omedelbar justering."""
    ask_for_time = "ask_for_time"
    """Ask for a later day: anstånd."""
    change_justering = "change_justering"
    """Set the planned justeringsdag to ``day``."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out: the words of its button, and what they mean."""

    kind: RemedyKind
    words: str
    meeting: PlannedMeeting | None = None
    day: date | None = None
    case_id: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that is amiss, told in words; ``meeting`` is the one to mend and ``other`` what it is held against."""

    kind: ConflictKind
    severity: Severity
    words: str
    meeting: PlannedMeeting | None = None
    other: PlannedMeeting | None = None
    remedies: tuple[Remedy, ...] = ()
    case_id: int = 0


class CaseMeetings(NamedTuple):
    """The meetings that were chosen for an answer of a case; ``handed_in`` once its text has been."""

    case_id: int
    occasion: str
    meeting_ids: tuple[int, ...]
    handed_in: bool = False


def conflicts_of(
    facts: PlanningFacts, today: date, chosen: Sequence[CaseMeetings] | None = None
) -> tuple[Conflict, ...]:
    """All that is amiss from ``today`` on, by day; of the cases only where their choices are handed over."""
    found = list(meeting_conflicts(facts, today))
    if chosen is not None:
        found += case_conflicts(facts, today, chosen)
    return tuple(found)


def meeting_conflicts(facts: PlanningFacts, today: date) -> tuple[Conflict, ...]:
    """What is amiss with the meetings from ``today`` on, whatever goes to them."""
    held = [meeting for meeting in sorted(facts.meetings, key=lambda one: one.day) if meeting.is_held]
    found = [
        *(conflict for meeting in held if meeting.day >= today for conflict in day_conflicts(facts, meeting)),
        *_clashes(facts, [meeting for meeting in held if meeting.day >= today]),
        *_between_bodies(facts, today),
    ]
    order = list(Severity)
    found.sort(key=lambda one: (one.meeting.day if one.meeting else date.max, order.index(one.severity)))
    return tuple(found)


def day_conflicts(facts: PlanningFacts, meeting: PlannedMeeting) -> Iterator[Conflict]:
    """What is amiss with the day of one meeting by itself, and with its planned justeringsdag."""
    avoided = why_avoided(meeting.day, facts.closed)
    if avoided is not None:
        days = better_days(meeting.day, facts.closed)
        words = f"{_named(facts, meeting)} ligger på {avoided.words}." if avoided.lies_on else ""
        words = words or f"{_named(facts, meeting)} är {avoided.words}."
        yield Conflict(
            _OF_AVOIDED[avoided.kind][0],
            _OF_AVOIDED[avoided.kind][1],
            words + choose_words(days),
            meeting,
            remedies=tuple(_move(meeting, day) for day in days),
        )
    amiss = justering_amiss(meeting.day, meeting.justering_on)
    if amiss is not None:
        severity = Severity.fel if amiss.is_wrong else Severity.varning
        remedy = Remedy(RemedyKind.change_justering, f"Justera {weekday_day(amiss.instead)}", meeting, amiss.instead)
        words = f"{_named(facts, meeting)}: {amiss.words}"
        yield Conflict(ConflictKind.justering, severity, words, meeting, remedies=(remedy,))


_OF_AVOIDED: Final = {
    Avoided.red: (ConflictKind.roda_dagar, Severity.fel),
    Avoided.weekend: (ConflictKind.roda_dagar, Severity.fel),
    Avoided.closed: (ConflictKind.uppehall, Severity.varning),
    Avoided.eve: (ConflictKind.dagen_fore, Severity.upplysning),
    Avoided.bridge: (ConflictKind.klamdag, Severity.upplysning),
}


def choose_words(days: Sequence[date]) -> str:
    """« – välj 18/6 eller 12/6», from the first two days to be had; empty without any."""
    return f" Välj {' eller '.join(short_day(day) for day in days[:2])}." if days else ""


def _clashes(facts: PlanningFacts, held: Sequence[PlannedMeeting]) -> Iterator[Conflict]:
    by_day: dict[date, list[PlannedMeeting]] = {}
    for meeting in held:
        by_day.setdefault(meeting.day, []).append(meeting)
    for same in by_day.values():
        for one, other in combinations(same, 2):
            if one.body_id == other.body_id:
                if one.starts_at is None or other.starts_at is None or one.starts_at == other.starts_at:
                    words = f"{_named(facts, one)} står två gånger."
                    remedy = Remedy(RemedyKind.remove, "Ta bort det ena", other)
                    yield Conflict(ConflictKind.dubblett, Severity.fel, words, other, one, (remedy,))
            elif overlap(one, other):
                words = (
                    f"{_body(facts, one)} och {inside_sentence(_body(facts, other))} {weekday_day(one.day)} är på "
                    f"samma tid ({_clock(one)} och {_clock(other)})."
                )
                yield Conflict(ConflictKind.krock, Severity.varning, words, other, one, _moves(facts, other))
            elif one.starts_at is None or other.starts_at is None:
                words = (
                    f"{_body(facts, one)} och {inside_sentence(_body(facts, other))} är båda {weekday_day(one.day)}."
                )
                yield Conflict(ConflictKind.krock, Severity.upplysning, words, other, one, _moves(facts, other))


def overlap(one: PlannedMeeting, other: PlannedMeeting) -> bool:
    """Whether two meetings of a day are at the same time, as far as it is known; one without an end takes an hour."""
    if one.starts_at is None or other.starts_at is None:
        return False
    return one.starts_at < _end(other) and other.starts_at < _end(one)


def _end(meeting: PlannedMeeting) -> time:
    start = meeting.starts_at or time()
    return meeting.ends_at or (start.replace(hour=start.hour + 1) if start.hour < _LATEST.hour else _LATEST)


def _moves(facts: PlanningFacts, meeting: PlannedMeeting) -> tuple[Remedy, ...]:
    return tuple(_move(meeting, day) for day in better_days(meeting.day, facts.closed))


def _between_bodies(facts: PlanningFacts, today: date) -> Iterator[Conflict]:
    by_key = {rule.key: rule for rule in facts.rules}
    for rule in facts.rules:
        anchor = by_key.get(rule.anchor)
        prepares = rule.kind == ChainStepKind.sammantrade and rule.number <= 0
        if anchor is None or not prepares or rule.body_id is None or anchor.body_id is None:
            continue
        yield from _preparing(facts, rule, anchor, today)


class _Gate(NamedTuple):
    """A meeting that is prepared, the last day for the one before it, and the meeting that prepares it."""

    meeting: PlannedMeeting
    limit: date
    served_by: PlannedMeeting | None


def _preparing(facts: PlanningFacts, rule: StepRule, anchor: StepRule, today: date) -> Iterator[Conflict]:
    """Whether each meeting of one body is prepared by a meeting of its own of the body before it."""
    prepared = sorted(facts.of_body(anchor.body_id or 0), key=lambda one: one.day)
    preparing = sorted(facts.of_body(rule.body_id or 0), key=lambda one: one.day)
    if not preparing:
        return
    gates = []
    for meeting in prepared:
        limit = distant(ChainStep(anchor, meeting.day, meeting), rule, facts, immediate=False)
        gates.append(_Gate(meeting, limit, max((one for one in preparing if one.day <= limit), default=None, key=_by)))
    used = [gate.served_by for gate in gates]
    planned = {one.day.year for one in preparing}
    for at, gate in enumerate(gates):
        shared = at > 0 and gate.served_by is not None and gate.served_by == used[at - 1]
        if (
            gate.meeting.day.year not in planned
            or gate.meeting.day < today
            or not (shared or gate.served_by is None or _comes_too_late(facts, gates, at, preparing))
        ):
            continue
        before = gates[at - 1].limit if at else date.min
        after = gates[at + 1] if at + 1 < len(gates) else None
        yield _unprepared(facts, rule, gate, preparing, before, after, gates[at - 1] if shared else None)


def _comes_too_late(facts: PlanningFacts, gates: Sequence[_Gate], at: int, preparing: Sequence[PlannedMeeting]) -> bool:
    """Whether the meeting before this one misses it, though it lies nearer to it than to one that it can prepare."""
    gate, former = gates[at], gates[at - 1].meeting.day if at else date.min
    mine = [one for one in preparing if former < one.day < gate.meeting.day]
    if not mine or mine[0].day <= gate.limit:
        return False
    later = next((one for one in gates[at + 1 :] if one.limit >= mine[-1].day), None)
    missed_by = working_days_left(gate.limit, mine[-1].day, facts.closed_days)
    return later is None or missed_by <= working_days_left(mine[-1].day, later.limit, facts.closed_days)


def _by(meeting: PlannedMeeting) -> date:
    return meeting.day


def _unprepared(
    facts: PlanningFacts,
    rule: StepRule,
    gate: _Gate,
    preparing: Sequence[PlannedMeeting],
    before: date,
    after: _Gate | None,
    sharing: _Gate | None,
) -> Conflict:
    """Why a meeting has none of its own before it: too near, on the wrong side, or not there at all."""
    near = next((one for one in reversed(preparing) if max(gate.limit, before) < one.day <= gate.meeting.day), None)
    if near is not None and near.day != gate.meeting.day:
        words = (
            f"{_named(facts, near)} är bara {_distance(facts, near, gate.meeting)} före "
            f"{_named(facts, gate.meeting, inside=True)}. Det ska vara minst {-rule.number}."
        )
        later = add_working_days(near.day, -rule.number, facts.closed_days)
        fixes = (*_to_limit(facts, near, gate.limit), _move(gate.meeting, later, body=_body(facts, gate.meeting)))
        return Conflict(ConflictKind.avstand, Severity.varning, words, near, gate.meeting, fixes)
    wrong = near or _on_wrong_side(preparing, gate, after)
    if wrong is not None:
        side = "samma dag som" if wrong.day == gate.meeting.day else "efter"
        verb = "är" if wrong.day == gate.meeting.day else "ligger"
        words = (
            f"{_named(facts, wrong)} {verb} {side} {_named(facts, gate.meeting, inside=True)}. Flytta till senast "
            f"{full_day(gate.limit)} ({-rule.number} arbetsdagar före)."
        )
        return Conflict(
            ConflictKind.ordning, Severity.fel, words, wrong, gate.meeting, _to_limit(facts, wrong, gate.limit)
        )
    extra = gate.meeting.status == MeetingStatus.extra
    name = inside_sentence(_body_name(facts, rule.body_id or 0))
    fix = Remedy(RemedyKind.extra_meeting, f"Lägg till {name} senast {short_day(gate.limit)}", preparing[0], gate.limit)
    if sharing is not None:
        words = (
            f"{_named(facts, sharing.meeting)} och {_named(facts, gate.meeting, inside=True)} har samma "
            f"{name} före sig: det som kommer in däremellan hinner inte med."
        )
        severity = Severity.upplysning if extra else Severity.varning
        return Conflict(ConflictKind.samma_gap, severity, words, gate.meeting, sharing.meeting, (fix,))
    words = f"{_named(facts, gate.meeting)} har inget {name} före sig i planen."
    return Conflict(ConflictKind.utan_forberedelse, Severity.upplysning, words, gate.meeting, None, (fix,))


def _on_wrong_side(preparing: Sequence[PlannedMeeting], gate: _Gate, after: _Gate | None) -> PlannedMeeting | None:
    """The meeting just after the one that it ought to prepare, unless the next one needs it."""
    end = after.meeting.day if after is not None else date.max
    late = [one for one in preparing if gate.meeting.day < one.day < end]
    if not late or (after is not None and late[0] == after.served_by):
        return None
    return late[0] if late[0].day - gate.meeting.day <= 31 * _DAY else None


def _to_limit(facts: PlanningFacts, meeting: PlannedMeeting, limit: date) -> tuple[Remedy, ...]:
    """Moves of a meeting to the last day that will do, and to a quiet day before it."""
    while not is_working_day(limit, facts.closed_days):
        limit -= _DAY
    same_weekday = limit - ((limit.weekday() - meeting.day.weekday()) % 7) * _DAY
    days = [day for day in (limit, same_weekday) if why_avoided(day, facts.closed) is None]
    days += [day for day in better_days(limit, facts.closed) if day <= limit]
    return tuple(_move(meeting, day) for day in list(dict.fromkeys(days))[:2])


def _distance(facts: PlanningFacts, one: PlannedMeeting, other: PlannedMeeting) -> str:
    number = working_days_left(one.day, other.day, facts.closed_days)
    return "1 arbetsdag" if number == 1 else f"{number} arbetsdagar"


def _move(meeting: PlannedMeeting, day: date, body: str = "") -> Remedy:
    return Remedy(
        RemedyKind.move, f"Flytta {inside_sentence(body) + ' ' if body else ''}till {weekday_day(day)}", meeting, day
    )


def case_conflicts(facts: PlanningFacts, today: date, chosen: Collection[CaseMeetings]) -> Iterator[Conflict]:
    """What is amiss with the answers that are due: no meeting in time, none chosen, or too late to hand in."""
    root = next((rule for rule in facts.rules if not rule.anchor and rule.body_id is not None), None)
    if root is None:
        return
    by_id = {meeting.id: meeting for meeting in facts.meetings if meeting.id is not None}
    of_answer = {(one.case_id, one.occasion): one for one in chosen if one.meeting_ids}
    for due in facts.due:
        if due.day is None or due.day < today:
            continue
        mine = of_answer.get((due.case_id, due.occasion))
        meetings = [by_id[number] for number in mine.meeting_ids if number in by_id] if mine else []
        decides = next((one for one in meetings if one.body_id == root.body_id), None)
        late = _late(facts, today, due, decides, root)
        if late is not None:
            yield late
        elif mine is None:
            yield _not_chosen(due)
        if mine is not None and not mine.handed_in:
            yield from _stop_passed(facts, today, due, meetings)


def _late(
    facts: PlanningFacts, today: date, due: DueAnswer, decides: PlannedMeeting | None, root: StepRule
) -> Conflict | None:
    day = due.day or today
    to_come = [one for one in facts.of_body(root.body_id or 0) if one.day >= today]
    meeting = decides if decides is not None and decides.day > day else None
    if meeting is None and decides is None and to_come and not any(one.day <= day for one in to_come):
        meeting = min(to_come, key=_by)
    if meeting is None:
        return None
    words = f"Svarsdagen {full_day(day)} för {due.dnr or due.title} är före {_named(facts, meeting, inside=True)}."
    fixes = [Remedy(RemedyKind.ask_for_time, "Skriv begäran om anstånd", None, None, due.case_id)]
    if best_chain(_ahead(facts, today), day) is not None:
        fixes.insert(0, Remedy(RemedyKind.choose_chain, "Välj ett tidigare sammanträde", meeting, None, due.case_id))
    elif best_chain(_ahead(facts, today), day, immediate=True) is not None:
        fixes.insert(0, Remedy(RemedyKind.immediate, "Räkna med omedelbar justering", meeting, None, due.case_id))
    else:
        fixes.insert(0, Remedy(RemedyKind.extra_meeting, f"Extra sammanträde före {short_day(day)}", meeting, day))
    return Conflict(ConflictKind.frist_fore, Severity.fel, words, meeting, None, tuple(fixes), due.case_id)


def _ahead(facts: PlanningFacts, today: date) -> PlanningFacts:
    return replace(facts, meetings=tuple(one for one in facts.meetings if one.day >= today))


def _not_chosen(due: DueAnswer) -> Conflict:
    words = (
        f"{due.dnr or due.title} ska besvaras senast {full_day(due.day or date.max)} men har inga sammanträden valda."
    )
    fix = Remedy(RemedyKind.choose_chain, "Välj sammanträden", None, None, due.case_id)
    return Conflict(ConflictKind.utan_kedja, Severity.varning, words, None, None, (fix,), due.case_id)


def _stop_passed(
    facts: PlanningFacts, today: date, due: DueAnswer, meetings: Sequence[PlannedMeeting]
) -> Iterator[Conflict]:
    by_key = {rule.key: rule for rule in facts.rules}
    for rule in facts.rules:
        anchor = by_key.get(rule.anchor)
        if rule.kind != ChainStepKind.inlamning or anchor is None:
            continue
        for meeting in meetings:
            if meeting.body_id != anchor.body_id or meeting.day < today:
                continue
            stop = distant(ChainStep(anchor, meeting.day, meeting), rule, facts, immediate=False)
            if stop < today:
                words = (
                    f"Stoppdagen {weekday_day(stop)} till {_named(facts, meeting, inside=True)} är passerad: "
                    f"{due.dnr or due.title} är inte inlämnat."
                )
                fix = Remedy(RemedyKind.choose_chain, "Välj senare sammanträden", meeting, None, due.case_id)
                yield Conflict(ConflictKind.stoppdag, Severity.varning, words, meeting, None, (fix,), due.case_id)


def _body_name(facts: PlanningFacts, body_id: int) -> str:
    body = facts.body(body_id)
    return body.name if body is not None else "Sammanträdet"


def _body(facts: PlanningFacts, meeting: PlannedMeeting) -> str:
    return _body_name(facts, meeting.body_id)


def _named(facts: PlanningFacts, meeting: PlannedMeeting, *, inside: bool = False) -> str:
    """«Nämnd tors 19 juni»; within a sentence with a small letter, unless it is a name of its own."""
    body = _body(facts, meeting)
    return f"{inside_sentence(body) if inside else body} {weekday_day(meeting.day)}"


def inside_sentence(name: str) -> str:
    """A body's name as it stands within a sentence: «arbetsutskott», but «KSAU»."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _clock(meeting: PlannedMeeting) -> str:
    return f"{meeting.starts_at:%H.%M}" if meeting.starts_at else ""
