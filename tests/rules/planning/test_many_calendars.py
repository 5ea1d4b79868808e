"""Ten thousand random calendars: what every chain must hold, and the same found by a search that tries everything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product

from nemndsekr.records.choices import BodyKind, ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.chains import Chain, best_chain, chains_before, chains_from
from nemndsekr.rules.planning.facts import (
    Body,
    Closed,
    PlannedMeeting,
    PlanningFacts,
    days_closed,
    usual_rules,
)
from nemndsekr.rules.working_days import is_working_day

DAY = timedelta(days=1)
CALENDARS = 10_000
BODIES = (
    Body(1, BodyKind.beredning, "Beredning", 0),
    Body(2, BodyKind.au, "Arbetsutskott", 1),
    Body(3, BodyKind.namnd, "Nämnd", 2),
)


def calendars(number: int) -> Iterator[tuple[PlanningFacts, date, dict[str, int]]]:
    """Calendars of half a year with two to six meetings of each body, a time of closed days and rules of their own."""
    chance = random.Random(20250331)
    for _ in range(number):
        start = date(chance.randrange(2015, 2035), chance.randrange(1, 13), 1)
        closed = (Closed("Lov", day := start + chance.randrange(150) * DAY, day + chance.randrange(9) * DAY),)
        free = days_closed(closed)
        rules = {
            "inlamning": chance.randrange(12),
            "beredning_au": chance.randrange(10),
            "au_namnd": chance.randrange(14),
            "expediering": chance.randrange(1, 14),
            "expediering_omedelbar": chance.randrange(1, 14),
        }
        bodies = BODIES[chance.randrange(3) :] if chance.random() < 0.2 else BODIES
        meetings: list[PlannedMeeting] = []
        for body in bodies:
            for day in {start + chance.randrange(170) * DAY for _ in range(chance.randrange(2, 7))}:
                if is_working_day(day, free):
                    status = MeetingStatus.installd if chance.random() < 0.1 else MeetingStatus.planerad
                    justering = day + chance.randrange(1, 15) * DAY if chance.random() < 0.3 else None
                    number_of = len(meetings) + 1
                    meetings.append(PlannedMeeting(number_of, body.id, day, status, justering_on=justering))
        meetings.sort(key=lambda one: one.day)
        facts = PlanningFacts(
            bodies=bodies,
            meetings=tuple(meetings),
            rules=usual_rules(bodies, **rules),
            closed=closed,
            closed_days=free,
        )
        yield facts, start + chance.randrange(20, 200) * DAY, rules


def later(day: date, number: int, free: frozenset[date]) -> date:
    """Count working days one at a time, forwards or backwards; written apart from the program's own."""
    left = abs(number)
    while left:
        day += DAY if number > 0 else -DAY
        left -= is_working_day(day, free)
    return day


def searched(facts: PlanningFacts, due: date, rules: dict[str, int], *, immediate: bool) -> tuple[date, ...] | None:
    """The best meetings by trying every combination: the latest nämnd, then AU, then beredning."""
    free = facts.closed_days
    of_kind = [[one for one in facts.meetings if one.body_id == body.id and one.is_held] for body in facts.bodies]
    gaps = {1: rules["beredning_au"], 2: rules["au_namnd"]}
    best: tuple[date, ...] | None = None
    for chosen in product(*of_kind):
        decides = chosen[-1]
        sent = later(decides.day, rules["expediering"], free)
        if decides.justering_on is not None:
            sent = later(decides.justering_on, 1, free)
        if immediate:
            sent = min(sent, later(decides.day, min(rules["expediering"], rules["expediering_omedelbar"]), free))
        kept = all(later(after.day, -gaps[before.body_id], free) >= before.day for before, after in pairwise(chosen))
        found = tuple(one.day for one in reversed(chosen))
        if kept and max(sent, decides.day) <= due and (best is None or found > best):
            best = found
    return best


def meeting_days(chain: Chain | None) -> tuple[date, ...] | None:
    """The days of a chain's meetings, the deciding one first."""
    return tuple(step.day for step in reversed(chain.steps) if step.meeting is not None) if chain else None


def test_the_best_chain_is_the_one_that_a_search_of_all_combinations_finds():
    found = 0
    for facts, due, rules in calendars(CALENDARS // 4):
        for immediate in (False, True):
            best = best_chain(facts, due, immediate=immediate)
            assert meeting_days(best) == searched(facts, due, rules, immediate=immediate)
            found += best is not None
    assert found > CALENDARS // 20, "the calendars are not all impossible"


def test_every_chain_is_in_order_touches_no_free_day_and_ends_by_the_due_day():
    for facts, due, _ in calendars(CALENDARS):
        for immediate in (False, True):
            for chain in chains_before(facts, due, immediate=immediate):
                if isinstance(chain, Chain):
                    days = [step.day for step in chain.steps]
                    kinds = [step.rule.kind for step in chain.steps]
                    assert days == sorted(days)
                    assert days[-1] <= due
                    assert kinds[0] == ChainStepKind.inlamning
                    assert all(is_working_day(day, facts.closed_days) for day in days)
                    assert all(step.meeting is None or step.meeting.is_held for step in chain.steps)


def test_a_later_due_day_never_gives_an_earlier_meeting_and_omedelbar_justering_is_never_worse():
    for number, (facts, due, _) in enumerate(calendars(CALENDARS)):
        plain, hurried = best_chain(facts, due), best_chain(facts, due, immediate=True)
        relaxed = best_chain(facts, due + (1 + number % 30) * DAY)
        if plain is not None:
            assert hurried is not None
            assert hurried.decides.day >= plain.decides.day
            assert relaxed is not None
            assert relaxed.decides.day >= plain.decides.day
            if hurried.decides == plain.decides:
                assert (hurried.margin or 0) >= (plain.margin or 0)


def test_forwards_and_backwards_are_the_same_chain():
    for facts, _, _ in calendars(CALENDARS // 20):
        ready = facts.meetings[0].day if facts.meetings else date(2025, 1, 1)
        for chain in chains_from(facts, ready):
            back = best_chain(facts, chain.steps[-1].day)
            assert chain.starts >= ready
            assert back is not None
            assert back.decides.day >= chain.decides.day
