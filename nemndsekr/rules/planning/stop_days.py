"""stop_days: when texts that go to each meeting must be in, the same for picture, list and file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.moves import PlannedCase, case_chain
from nemndsekr.rules.planning.week_grid import key_of
from nemndsekr.support.days import short_day


class StopDay(NamedTuple):
    """When texts must be in, and of whom that is said; ``note`` is empty where it needs no words."""

    day: date
    note: str = ""


def stop_days(facts: PlanningFacts) -> dict[str, date]:
    """When texts that go to each meeting must be in: before the meetings that prepare it, by the chain's rules."""
    return {key: one.day for key, one in told_stops(facts).items()}


def told_stops(facts: PlanningFacts, cases: Iterable[PlannedCase] = ()) -> dict[str, StopDay]:
    """The same in words; a meeting whose cases have chains of their own has their inlämning, the first of several."""
    own: dict[str, set[date]] = {}
    for case in cases:
        chain = case_chain(facts, case)
        for step in chain.chain.steps if chain is not None else ():
            if chain is not None and chain.stop is not None and step.meeting is not None:
                own.setdefault(key_of(step.meeting), set()).add(chain.stop)
    found = _reckoned(facts)
    for key, days in own.items():
        found[key] = StopDay(min(days), "den första av ärendenas" if len(days) > 1 else "")
    return found


def _reckoned(facts: PlanningFacts) -> dict[str, StopDay]:
    """By the meetings that keep the distances, for a case that goes through all of them."""
    hand_in = next((one for one in facts.rules if one.kind == ChainStepKind.inlamning), None)
    if hand_in is None:
        return {}
    rules = {one.body_id: one for one in facts.rules if one.kind == ChainStepKind.sammantrade}
    held: dict[int, list[PlannedMeeting]] = {}
    for meeting in facts.meetings:
        if meeting.is_held:
            held.setdefault(meeting.body_id, []).append(meeting)
    days = {body_id: [one.day for one in meetings] for body_id, meetings in held.items()}
    found: dict[str, StopDay] = {}
    for meeting in facts.meetings:
        here: PlannedMeeting | None = meeting if meeting.is_held and meeting.body_id in rules else None
        while here is not None:
            rule = rules[here.body_id]
            step = ChainStep(rule, here.day, here)
            if hand_in.anchor == rule.key:
                body = facts.body(here.body_id)
                via = f"via {body.name if body else rule.name} {short_day(here.day)}"
                note = f"för ett ärende som går hela vägen, {via}" if here is not meeting else ""
                found[key_of(meeting)] = StopDay(distant(step, hand_in, facts, immediate=False), note)
                break
            before = next((one for one in rules.values() if one.anchor == rule.key and one.number <= 0), None)
            if before is None or before.body_id not in held:
                break
            limit = distant(step, before, facts, immediate=False)
            place = bisect_right(days[before.body_id], limit)
            here = held[before.body_id][place - 1] if place else None
    return found
