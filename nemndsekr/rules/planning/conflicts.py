"""meeting_conflicts: what in a plan of meetings will not do or is worth a second look, each with ways to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.days_to_avoid import Avoided, better_days, why_avoided
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts, StepRule
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
    installt = "installt"


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
    keep = "keep"
    """Let it be as it is: told no longer, until the days are others."""


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
    occasion: str = ""
    """Which answer of the case it is about; empty where it is about a meeting."""
    advice: str = ""
    """The end of ``words`` that says what the remedies do; left out where they stand beside as buttons."""

    @property
    def fact(self) -> str:
        """What is amiss, without what to do about it."""
        return self.words.removesuffix(self.advice).rstrip()

    @property
    def key(self) -> str:
        """What tells it from every other, for as long as the days are the same: «klamdag 2026-05-15»."""
        days = (one.day.isoformat() for one in (self.meeting, self.other) if one is not None)
        return " ".join((self.kind, *days))


KEPT: Final = frozenset({ConflictKind.dubblett, ConflictKind.frist_fore, ConflictKind.stoppdag, ConflictKind.installt})
"""What cannot be let be: it is mended, or it goes away by itself."""


def can_be_kept(conflict: Conflict) -> bool:
    """Whether a person may say that it is meant to be so: it is about a stored meeting, and not about a case."""
    stored = conflict.meeting is not None and conflict.meeting.id is not None
    return stored and not conflict.case_id and conflict.kind not in KEPT


def is_kept(conflict: Conflict) -> bool:
    """Whether a person has said so."""
    return conflict.meeting is not None and conflict.key in accepted_keys(conflict.meeting.accepted)


def accepted_keys(accepted: str) -> tuple[str, ...]:
    """The keys that a meeting's ``accepted`` holds."""
    return tuple(filter(None, accepted.split("; ")))


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
        words = f"{named(facts, meeting)} ligger på {avoided.words}." if avoided.lies_on else ""
        words = words or f"{named(facts, meeting)} är {avoided.words}."
        yield Conflict(
            _OF_AVOIDED[avoided.kind][0],
            _OF_AVOIDED[avoided.kind][1],
            words + choose_words(days),
            meeting,
            remedies=tuple(_move(meeting, day) for day in days),
            advice=choose_words(days),
        )
    amiss = justering_amiss(meeting.day, meeting.justering_on)
    if amiss is not None:
        severity = Severity.fel if amiss.is_wrong else Severity.varning
        remedy = Remedy(RemedyKind.change_justering, f"Justera {weekday_day(amiss.instead)}", meeting, amiss.instead)
        words = f"{named(facts, meeting)}: {amiss.words}"
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
                    words = f"{named(facts, one)} står två gånger."
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
            f"{named(facts, near)} är bara {_distance(facts, near, gate.meeting)} före "
            f"{named(facts, gate.meeting, inside=True)}. Det ska vara minst {-rule.number}."
        )
        later = add_working_days(near.day, -rule.number, facts.closed_days)
        fixes = (*_to_limit(facts, near, gate.limit), _move(gate.meeting, later, body=_body(facts, gate.meeting)))
        return Conflict(ConflictKind.avstand, Severity.varning, words, near, gate.meeting, fixes)
    wrong = near or _on_wrong_side(preparing, gate, after)
    if wrong is not None:
        side = "samma dag som" if wrong.day == gate.meeting.day else "efter"
        verb = "är" if wrong.day == gate.meeting.day else "ligger"
        words = f"{named(facts, wrong)} {verb} {side} {named(facts, gate.meeting, inside=True)}."
        advice = f" Flytta till senast {full_day(gate.limit)} ({-rule.number} arbetsdagar före)."
        return Conflict(
            ConflictKind.ordning, Severity.fel, words + advice, wrong, gate.meeting,
            _to_limit(facts, wrong, gate.limit), advice=advice,
        )  # fmt: skip
    extra = gate.meeting.status == MeetingStatus.extra
    name = inside_sentence(_body_name(facts, rule.body_id or 0))
    fix = Remedy(RemedyKind.extra_meeting, f"Lägg till {name} senast {short_day(gate.limit)}", preparing[0], gate.limit)
    if sharing is not None:
        words = (
            f"{named(facts, sharing.meeting)} och {named(facts, gate.meeting, inside=True)} har samma "
            f"{name} före sig: det som kommer in däremellan hinner inte med."
        )
        severity = Severity.upplysning if extra else Severity.varning
        return Conflict(ConflictKind.samma_gap, severity, words, gate.meeting, sharing.meeting, (fix,))
    words = f"{named(facts, gate.meeting)} har inget {name} före sig i planen."
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


def _body_name(facts: PlanningFacts, body_id: int) -> str:
    body = facts.body(body_id)
    return body.name if body is not None else "Sammanträdet"


def _body(facts: PlanningFacts, meeting: PlannedMeeting) -> str:
    return _body_name(facts, meeting.body_id)


def named(facts: PlanningFacts, meeting: PlannedMeeting, *, inside: bool = False) -> str:
    """«Nämnd tors 19 juni»; within a sentence with a small letter, unless it is a name of its own."""
    body = _body(facts, meeting)
    return f"{inside_sentence(body) if inside else body} {weekday_day(meeting.day)}"


def inside_sentence(name: str) -> str:
    """A body's name as it stands within a sentence: «arbetsutskott», but «KSAU»."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _clock(meeting: PlannedMeeting) -> str:
    return f"{meeting.starts_at:%H.%M}" if meeting.starts_at else ""
