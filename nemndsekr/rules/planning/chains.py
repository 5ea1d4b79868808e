"""Chains: from the day an answer is due, backwards over the meetings to the day the text must be in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import ChainStepKind, DayUnit
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.working_days import add_working_days, is_working_day, next_working_day, working_days_left

_DAY: Final = timedelta(days=1)


class Failure(StrEnum):
    """What keeps a deciding meeting from being used."""

    NO_MEETING = "no_meeting"
    """A body has no meeting early enough."""
    TOO_LATE = "too_late"
    """What comes after the meeting ends later than the answer is due."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step with its day; ``meeting`` where it is one."""

    rule: StepRule
    day: date
    meeting: PlannedMeeting | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Every step with its day, in the order of the days; ``margin`` is working days left to the day it is due."""

    steps: tuple[ChainStep, ...]
    immediate: bool
    due: date | None = None
    margin: int | None = None

    @property
    def decides(self) -> ChainStep:
        """The meeting that decides."""
        return next(step for step in self.steps if not step.rule.anchor)

    @property
    def is_provisional(self) -> bool:
        """Whether one of its meetings is only reckoned from the rhythm."""
        return any(step.meeting is not None and step.meeting.id is None for step in self.steps)

    def day_of(self, kind: ChainStepKind, body_id: int | None = None) -> date | None:
        """The day of the first step of a kind, of a body where one is told."""
        return next(
            (one.day for one in self.steps if one.rule.kind == kind and body_id in (None, one.rule.body_id)), None
        )

    @property
    def starts(self) -> date:
        """The first day on which something must be done."""
        return self.steps[0].day

    def passed(self, today: date | None, done: Collection[str] = ()) -> tuple[ChainStep, ...]:
        """The steps whose day has gone by and that are not ``done`` (their rules' keys); none without a day."""
        if today is None:
            return ()
        return tuple(step for step in self.steps if step.day < today and step.rule.key not in done)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a deciding meeting cannot be used: which step fails, and by which day it would have had to be."""

    meeting: PlannedMeeting
    failure: Failure
    rule: StepRule
    limit: date
    would_be: date | None = None
    immediate: bool = False


def chains_before(facts: PlanningFacts, due: date, *, immediate: bool = False) -> Iterator[Chain | Refused]:
    """Each deciding meeting up to ``due``, the latest first: its chain, or why there is none.

    Of the bodies that prepare, the latest meeting that keeps its distance is taken: an earlier one never helps.
    """
    root = deciding_rule(facts.rules)
    if root is None or root.body_id is None:
        return
    meetings = _by_body(facts)
    for decides in reversed(meetings.get(root.body_id, [])):
        if decides.day <= due:
            yield _chain(facts, meetings, root, decides, due, immediate=immediate)


def best_chain(facts: PlanningFacts, due: date, *, immediate: bool = False) -> Chain | None:
    """The chain with the latest deciding meeting, if there is any."""
    return next((one for one in chains_before(facts, due, immediate=immediate) if isinstance(one, Chain)), None)


def chains_from(
    facts: PlanningFacts, ready: date, *, immediate: bool = False, done: Collection[str] = ()
) -> Iterator[Chain]:
    """Forwards: the chains that a text which is ready on a day still reaches, the earliest deciding meeting first.

    ``done`` are the keys of the steps that the case has behind it already.
    """
    root = deciding_rule(facts.rules)
    if root is None or root.body_id is None:
        return
    meetings = _by_body(facts)
    for decides in meetings.get(root.body_id, []):
        if decides.day >= ready:
            chain = _chain(facts, meetings, root, decides, None, immediate=immediate)
            if isinstance(chain, Chain) and not chain.passed(ready, done):
                yield chain


def chain_to(
    facts: PlanningFacts, decides: PlannedMeeting, due: date | None = None, *, immediate: bool = False
) -> Chain | Refused | None:
    """The chain to one deciding meeting; None where the rules have no step that decides in its body."""
    root = deciding_rule(facts.rules)
    if root is None or root.body_id != decides.body_id:
        return None
    return _chain(facts, _by_body(facts), root, decides, due, immediate=immediate)


def deciding_rule(rules: tuple[StepRule, ...]) -> StepRule | None:
    """The step that decides: the meeting that hangs on no other step."""
    return next((rule for rule in rules if not rule.anchor and rule.kind == ChainStepKind.sammantrade), None)


def _by_body(facts: PlanningFacts) -> dict[int, list[PlannedMeeting]]:
    found: dict[int, list[PlannedMeeting]] = {}
    for meeting in sorted(facts.meetings, key=lambda one: one.day):
        if meeting.is_held:
            found.setdefault(meeting.body_id, []).append(meeting)
    return found


def _chain(
    facts: PlanningFacts,
    meetings: Mapping[int, list[PlannedMeeting]],
    root: StepRule,
    decides: PlannedMeeting,
    due: date | None,
    *,
    immediate: bool,
) -> Chain | Refused:
    placed: dict[str, ChainStep] = {root.key: ChainStep(root, decides.day, decides)}
    waiting = [rule for rule in facts.rules if rule.key != root.key]
    while ready := [rule for rule in waiting if rule.anchor in placed]:
        for rule in ready:
            limit = distant(placed[rule.anchor], rule, facts, immediate=immediate)
            if rule.kind != ChainStepKind.sammantrade or rule.body_id is None:
                placed[rule.key] = ChainStep(rule, limit)
                continue
            meeting = _nearest(meetings.get(rule.body_id, []), limit, before=rule.number <= 0)
            if meeting is None:
                return Refused(decides, Failure.NO_MEETING, rule, limit, None, immediate)
            placed[rule.key] = ChainStep(rule, meeting.day, meeting)
        waiting = [rule for rule in waiting if rule.key not in placed]
    order = {rule.key: number for number, rule in enumerate(facts.rules)}
    steps = tuple(sorted(placed.values(), key=lambda step: (step.day, order[step.rule.key])))
    last = steps[-1]
    if due is not None and last.day > due:
        return Refused(decides, Failure.TOO_LATE, last.rule, due, last.day, immediate)
    margin = working_days_left(last.day, due, facts.closed_days) if due is not None else None
    return Chain(steps, immediate, due, margin)


def distant(anchor: ChainStep, rule: StepRule, facts: PlanningFacts, *, immediate: bool) -> date:
    """The day that a rule reckons from the step it hangs on.

    Where the minutes have a planned justeringsdag of their own, that day decides: the justering is then, and what is
    sent goes the first working day after it. Omedelbar justering never makes a day later than that. A reckoned day
    that is free is moved away from the step it hangs on, to the nearest working day: the distance is the least.
    """
    planned = planned_by_justering(anchor, rule, facts)
    if planned is not None and not immediate:
        return planned
    day = _reckoned(anchor.day, rule, rule.number, facts)
    if immediate and rule.number_immediate is not None:
        sooner = _reckoned(anchor.day, rule, rule.number_immediate, facts)
        day = min(day, sooner) if rule.number >= 0 else max(day, sooner)
    return day if planned is None else min(day, planned)


def planned_by_justering(anchor: ChainStep, rule: StepRule, facts: PlanningFacts) -> date | None:
    """What the planned justeringsdag of the meeting it hangs on gives, where there is one and it has to do with it."""
    justering = anchor.meeting.justering_on if anchor.meeting is not None else None
    if justering is None or rule.is_told:
        return None
    if rule.kind == ChainStepKind.justering:
        return justering
    if rule.kind == ChainStepKind.expediering:
        return next_working_day(justering + _DAY, facts.closed_days)
    return None


def _reckoned(day: date, rule: StepRule, number: int, facts: PlanningFacts) -> date:
    if rule.unit == DayUnit.arbetsdagar or (rule.unit == DayUnit.veckodag and rule.weekday is None):
        return add_working_days(day, number, facts.closed_days)
    counted = day + number * _DAY if rule.unit == DayUnit.kalenderdagar else _weekday(day, rule.weekday or 0, number)
    if rule.kind == ChainStepKind.sammantrade or number == 0:
        return counted
    away = _DAY if number > 0 else -_DAY
    while not is_working_day(counted, facts.closed_days):
        counted += away
    return counted


def _weekday(day: date, weekday: int, number: int) -> date:
    """The ``number``-th such weekday before (negative) or after a day, the day itself not counted."""
    if number >= 0:
        return day + ((weekday - day.weekday() - 1) % 7 + 1 + 7 * (max(number, 1) - 1)) * _DAY
    return day - ((day.weekday() - weekday - 1) % 7 + 1 + 7 * (-number - 1)) * _DAY


def _nearest(meetings: list[PlannedMeeting], limit: date, *, before: bool) -> PlannedMeeting | None:
    days = [meeting.day for meeting in meetings]
    if before:
        place = bisect_right(days, limit)
        return meetings[place - 1] if place else None
    place = bisect_left(days, limit)
    return meetings[place] if place < len(days) else None
