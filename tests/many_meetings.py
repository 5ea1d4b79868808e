"""Five years of eight bodies and four hundred cases, all invented: what the plan's page must bear with ease."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from nemndsekr.records.choices import BodyKind, ChainStepKind
from nemndsekr.rules.planning.facts import Body, DueAnswer, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.moves import PlannedCase, snapped
from nemndsekr.ui.planning.plan_data import PlanData, reckoned

_BODIES: Final = 8
_KINDS: Final = (BodyKind.beredning, BodyKind.au, BodyKind.namnd)


def many_meetings(years: int = 5, cases: int = 400) -> PlanData:
    """A chain of eight bodies, each meeting eleven times a year, with every case planned through all of them."""
    bodies = tuple(
        Body(number, _KINDS[min(number * 3 // _BODIES, 2)], f"Instans {number}", number) for number in range(_BODIES)
    )
    rules = [
        StepRule(f"b{body.id}", ChainStepKind.sammantrade, body.name, body.id, f"b{body.id + 1}", -3)
        for body in bodies[:-1]
    ]
    root = f"b{_BODIES - 1}"
    rules.append(StepRule(root, ChainStepKind.sammantrade, bodies[-1].name, bodies[-1].id))
    rules.append(StepRule("in", ChainStepKind.inlamning, "Inlämning", None, "b0", -8))
    rules.append(StepRule("ut", ChainStepKind.expediering, "Expediering", None, root, 10, number_immediate=3))
    facts = PlanningFacts(1, "Nämnden", bodies=bodies, rules=tuple(rules))
    rounds = []
    first = date(2024, 1, 8)
    for number in range(years * 11):
        monday = first + timedelta(days=number * 33)
        rounds.append(
            [
                PlannedMeeting(
                    number * _BODIES + body.id + 1, body.id, snapped(facts, monday + timedelta(days=7 * body.id))
                )
                for body in bodies
            ]
        )
    planned, due = [], []
    for number in range(cases):
        own = rounds[number % len(rounds)]
        day = own[-1].day + timedelta(days=21)
        planned.append(
            PlannedCase(number + 1, f"N-{number}", f"Ärende {number}", "forsta", tuple(m.id or 0 for m in own), day)
        )
        due.append(DueAnswer(number + 1, f"N-{number}", f"Ärende {number}", number + 1, "Revisorerna", "", day))
    meetings = tuple(
        sorted((one._replace(cases=cases // len(rounds)) for each in rounds for one in each), key=lambda one: one.day)
    )
    whole = PlanningFacts(1, "Nämnden", bodies=bodies, rules=tuple(rules), meetings=meetings, due=tuple(due))
    return reckoned(PlanData(whole, tuple(planned), {}, ((1, "Nämnden"),), tuple(due)), first)
