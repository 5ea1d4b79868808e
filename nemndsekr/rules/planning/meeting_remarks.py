"""What is amiss with each meeting of the plan, and when texts for it must be in: what picture and list both tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.moves import PlannedCase, case_chain, day_faults, told_short
from nemndsekr.rules.planning.week_grid import key_of


def meeting_remarks(facts: PlanningFacts, cases: Iterable[PlannedCase]) -> dict[str, tuple[str, ...]]:
    """By the key of each meeting that has any: faults of its day, distances too short, reply days that break.

    Cases whose answers have left the house are told of no longer.
    """
    found: dict[str, list[str]] = {}
    twice = Counter((one.body_id, one.day) for one in facts.meetings if one.is_held)
    names = {body.id: body.name for body in facts.bodies}
    for meeting in facts.meetings:
        if not meeting.is_held:
            continue
        faults = list(day_faults(facts, meeting))
        if twice[meeting.body_id, meeting.day] > 1:
            faults.append(f"{names.get(meeting.body_id, 'Instansen')} har två sammanträden samma dag")
        if faults:
            found.setdefault(key_of(meeting), []).extend(faults)
    owed = {(one.case_id, one.occasion) for one in facts.due}
    by_id = {one.id: one for one in facts.meetings if one.id is not None}
    for case in cases:
        chain = case_chain(facts, case, by_id) if (case.case_id, case.occasion) in owed else None
        if chain is None:
            continue
        decides = chain.chain.decides
        if chain.late and decides.meeting is not None:
            found.setdefault(key_of(decides.meeting), []).append(chain.late_words(case.name))
        for short in chain.short:
            placed = next((step.meeting for step in chain.chain.steps if step.rule.key == short.rule.key), None)
            if placed is not None:
                found.setdefault(key_of(placed), []).append(told_short(short))
        for number in case.meeting_ids:
            if number in by_id and not by_id[number].is_held:
                found.setdefault(key_of(by_id[number]), []).append(f"{case.name} är planerat hit")
    return {key: tuple(dict.fromkeys(words)) for key, words in found.items()}


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
