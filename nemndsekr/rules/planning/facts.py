"""PlanningFacts: what a nämnd plans with, as plain values; all rules of planning are asked with these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind, ChainStepKind, DayUnit, MeetingStatus


class Body(NamedTuple):
    """A body that meets. ``id`` is the row's, or any number that is the body's alone where there is no row."""

    id: int
    kind: BodyKind
    name: str
    position: int = 0


class PlannedMeeting(NamedTuple):
    """One meeting of the year; ``id`` is None for one that is only reckoned from the rhythm (provisional)."""

    id: int | None
    body_id: int
    day: date
    status: MeetingStatus = MeetingStatus.planerad
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    justering_on: date | None = None
    moved_from: date | None = None
    note: str = ""
    uid: str = ""
    cases: int = 0
    accepted: str = ""

    @property
    def is_held(self) -> bool:
        """Whether it will be, or was, held; a cancelled meeting takes no case."""
        return self.status != MeetingStatus.installd


class StepRule(NamedTuple):
    """One step of the chain and how it hangs on another; see ``ChainRuleFields`` for what the numbers mean."""

    key: str
    kind: ChainStepKind
    name: str
    body_id: int | None = None
    anchor: str = ""
    number: int = 0
    unit: DayUnit = DayUnit.arbetsdagar
    weekday: int | None = None
    number_immediate: int | None = None
    who: str = ""
    is_told: bool = False
    """Of an expediering: whether its days were asked for now, and so go before a meeting's planned justeringsdag."""


class BodyRhythm(NamedTuple):
    """When a body usually meets; see ``RhythmFields``."""

    body_id: int
    ordinal: int = 0
    weekday: int = 3
    from_body_id: int | None = None
    offset_days: int = 0
    months: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""


class Closed(NamedTuple):
    """A time of the nämnd's own free days, with both its ends."""

    name: str
    from_day: date
    until_day: date


class DueAnswer(NamedTuple):
    """A reply day of an open case: what must have left the house by ``day``."""

    case_id: int
    dnr: str
    title: str
    reply_day_id: int
    to_whom: str
    words: str
    day: date | None
    occasion: str = "forsta"
    uid: str = ""
    is_secret: bool = False

    @property
    def whom_to_show(self) -> str:
        """To whom the answer goes; of a case that is secret as a whole nothing is said."""
        return "" if self.is_secret else self.to_whom


@dataclass(frozen=True, slots=True)
class PlanningFacts:
    """All that the planning of one nämnd stands on. Meetings are by day, bodies and rules in their own order."""

    namnd_id: int = 0
    name: str = ""
    short_name: str = ""
    lead_weeks: int = 12
    bodies: tuple[Body, ...] = ()
    meetings: tuple[PlannedMeeting, ...] = ()
    rules: tuple[StepRule, ...] = ()
    rhythms: tuple[BodyRhythm, ...] = ()
    closed: tuple[Closed, ...] = ()
    due: tuple[DueAnswer, ...] = ()
    closed_days: frozenset[date] = field(default=frozenset())

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a meeting of the plan."""
        return tuple(sorted({meeting.day.year for meeting in self.meetings}))

    def body(self, body_id: int) -> Body | None:
        """A body by its id."""
        return next((body for body in self.bodies if body.id == body_id), None)

    def of_body(self, body_id: int) -> list[PlannedMeeting]:
        """A body's meetings that are held, by day."""
        return [meeting for meeting in self.meetings if meeting.body_id == body_id and meeting.is_held]


def days_closed(closed: Iterable[Closed]) -> frozenset[date]:
    """Every single day of the nämnd's own free times."""
    return frozenset(
        one.from_day + timedelta(days=number)
        for one in closed
        for number in range((one.until_day - one.from_day).days + 1)
    )


def rules_with(
    rules: Sequence[StepRule], bodies: Sequence[Body], numbers: Mapping[str, int]
) -> tuple[StepRule, ...]:  # fmt: skip
    """A nämnd's rules with some distances in working days, by the names of ``usual_rules``; the rest as they are.

    A distance that is told is counted as there, whatever the rule counted from before and whatever justeringsdag the
    meeting has; a step that the chain has not is added.
    """
    usual = {rule.key: rule for rule in usual_rules(bodies, **numbers)}
    found = {name: _own(rules, rule) for name, rule in usual.items()}
    made = list(rules)
    for name, key in _STEP_OF.items():
        if name not in numbers or key not in usual:
            continue
        rule, own = usual[key], found[key]
        anchor = found.get(rule.anchor)
        placed = rule._replace(
            anchor=anchor.key if anchor is not None else rule.anchor, is_told=name == ChainStepKind.expediering.value
        )
        if own is None:
            made.append(placed)
            found[key] = placed
        elif name == "expediering_omedelbar":
            made[made.index(own)] = found[key] = own._replace(number_immediate=placed.number_immediate)
        else:
            changed = own._replace(
                anchor=placed.anchor, number=placed.number, unit=placed.unit, weekday=None, is_told=placed.is_told
            )
            made[made.index(own)] = found[key] = changed
    return tuple(made)


_STEP_OF: Final = {
    "inlamning": ChainStepKind.inlamning.value,
    "beredning_au": BodyKind.beredning.value,
    "au_namnd": BodyKind.au.value,
    "expediering": ChainStepKind.expediering.value,
    "expediering_omedelbar": ChainStepKind.expediering.value,
}


def _own(rules: Sequence[StepRule], usual: StepRule) -> StepRule | None:
    """The nämnd's own step that is the same as one of the usual ones; of several the first in the chain."""
    return next((one for one in rules if (one.kind, one.body_id) == (usual.kind, usual.body_id)), None)


def usual_rules(
    bodies: Sequence[Body],
    *,
    inlamning: int = 8,
    beredning_au: int = 6,
    au_namnd: int = 10,
    expediering: int = 10,
    expediering_omedelbar: int = 3,
) -> tuple[StepRule, ...]:
    """The chain that a nämnd begins with, until it sets its own: all in working days, expediering last.

    A body that the nämnd does not have is left out, and what would come before it hangs on the next one.
    """
    of_kind = {body.kind: body for body in sorted(bodies, key=lambda body: body.position, reverse=True)}
    rules: list[StepRule] = []
    anchor, distance = "", 0
    before = {BodyKind.namnd: au_namnd, BodyKind.au: beredning_au, BodyKind.beredning: inlamning}
    for kind in (BodyKind.namnd, BodyKind.au, BodyKind.beredning):
        if kind not in of_kind:
            continue
        body = of_kind[kind]
        rules.append(StepRule(kind.value, ChainStepKind.sammantrade, body.name, body.id, anchor, -distance))
        anchor, distance = kind.value, before[kind]
    if rules:
        rules.append(
            StepRule(ChainStepKind.inlamning.value, ChainStepKind.inlamning, "Inlämning", None, anchor, -inlamning)
        )
    rules.reverse()
    if BodyKind.namnd in of_kind:
        rules.append(
            StepRule(
                ChainStepKind.expediering.value,
                ChainStepKind.expediering,
                "Expediering",
                None,
                BodyKind.namnd.value,
                expediering,
                number_immediate=expediering_omedelbar,
            )
        )
    return tuple(rules)
