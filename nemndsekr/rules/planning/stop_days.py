"""stop_days: when texts that go to each meeting must be in, the same for picture, list and file."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.week_grid import key_of


def stop_days(facts: PlanningFacts) -> dict[str, date]:
    """When texts that go to each meeting must be in: before the meetings that prepare it, by the chain's rules."""
    hand_in = next((one for one in facts.rules if one.kind == ChainStepKind.inlamning), None)
    if hand_in is None:
        return {}
    rules = {one.body_id: one for one in facts.rules if one.kind == ChainStepKind.sammantrade}
    held: dict[int, list[PlannedMeeting]] = {}
    for meeting in facts.meetings:
        if meeting.is_held:
            held.setdefault(meeting.body_id, []).append(meeting)
    days = {body_id: [one.day for one in meetings] for body_id, meetings in held.items()}
    found: dict[str, date] = {}
    for meeting in facts.meetings:
        here: PlannedMeeting | None = meeting if meeting.is_held and meeting.body_id in rules else None
        while here is not None:
            rule = rules[here.body_id]
            step = ChainStep(rule, here.day, here)
            if hand_in.anchor == rule.key:
                found[key_of(meeting)] = distant(step, hand_in, facts, immediate=False)
                break
            before = next((one for one in rules.values() if one.anchor == rule.key and one.number <= 0), None)
            if before is None or before.body_id not in held:
                break
            limit = distant(step, before, facts, immediate=False)
            place = bisect_right(days[before.body_id], limit)
            here = held[before.body_id][place - 1] if place else None
    return found
