"""Chains: the latest meetings that keep their distances, from the day an answer is due and backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.records.choices import BodyKind, ChainStepKind, DayUnit
from nemndsekr.rules.planning.chains import Chain, Failure, Refused, best_chain, chains_before
from nemndsekr.rules.planning.facts import StepRule, rules_with, usual_rules
from tests.rules.planning.seedyear import SPRING


def _days(chain):
    return [(step.rule.key, step.day.isoformat()) for step in chain.steps]


def test_with_immediate_justering_the_march_meeting_answers_by_the_last_of_march():
    chain = best_chain(SPRING, date(2025, 3, 31), immediate=True)

    assert chain is not None
    assert _days(chain) == [
        (ChainStepKind.inlamning, "2025-02-14"),
        (BodyKind.beredning, "2025-02-26"),
        (BodyKind.au, "2025-03-06"),
        (BodyKind.namnd, "2025-03-20"),
        (ChainStepKind.expediering, "2025-03-25"),
    ]
    assert chain.margin == 4


def test_without_it_the_february_meeting_is_the_latest_and_the_refusal_tells_why():
    first, second, *_ = chains_before(SPRING, date(2025, 3, 31))

    assert isinstance(first, Refused)
    assert (first.failure, first.would_be, first.limit) == (Failure.TOO_LATE, date(2025, 4, 3), date(2025, 3, 31))
    assert isinstance(second, Chain)
    assert second.decides.day == date(2025, 2, 27)


def test_a_planned_justeringsdag_decides_when_the_answer_can_leave():
    meetings = tuple(
        one._replace(justering_on=date(2025, 3, 27)) if one.day == date(2025, 3, 20) else one for one in SPRING.meetings
    )
    chain = best_chain(replace(SPRING, meetings=meetings), date(2025, 3, 31))

    assert chain is not None
    assert (chain.decides.day, chain.steps[-1].day, chain.margin) == (date(2025, 3, 20), date(2025, 3, 28), 1)


OWN = (
    StepRule("7", ChainStepKind.inlamning, "Manusstopp", None, "2", -3, DayUnit.veckodag, 1, who="Enhetschef"),
    StepRule("1", ChainStepKind.sammantrade, "Beredning", 1, "2", -5, DayUnit.kalenderdagar),
    StepRule("2", ChainStepKind.sammantrade, "AU", 2, "3", -9),
    StepRule("3", ChainStepKind.sammantrade, "Nämnd", 3),
    StepRule("4", ChainStepKind.justering, "Justering", None, "3", 7, DayUnit.kalenderdagar),
    StepRule("5", ChainStepKind.expediering, "Expediering", None, "4", 1, number_immediate=1),
)


def test_a_distance_that_is_told_changes_that_step_alone_and_is_counted_as_the_usual_one():
    changed = rules_with(OWN, SPRING.bodies, {"inlamning": 8, "expediering": 12})

    assert changed[1:5] == OWN[1:5]
    assert changed[0] == OWN[0]._replace(anchor="1", number=-8, unit=DayUnit.arbetsdagar, weekday=None)
    assert changed[5] == OWN[5]._replace(anchor="3", number=12, is_told=True)


def test_only_the_hurried_number_leaves_the_rest_of_its_step():
    changed = rules_with(OWN, SPRING.bodies, {"expediering_omedelbar": 0})

    assert changed == (*OWN[:5], OWN[5]._replace(number_immediate=0))


def test_a_step_that_the_chain_has_not_is_added_and_all_told_they_are_the_usual_rules():
    told = {"inlamning": 7, "beredning_au": 5, "au_namnd": 9, "expediering": 6, "expediering_omedelbar": 2}

    assert rules_with(OWN[1:4], SPRING.bodies, {"inlamning": 7})[-1] == StepRule(
        "inlamning", ChainStepKind.inlamning, "Inlämning", None, "1", -7
    )
    *before, last = rules_with(SPRING.rules, SPRING.bodies, told)
    assert (*before, last._replace(is_told=False)) == usual_rules(SPRING.bodies, **told)
    assert rules_with(OWN, SPRING.bodies, {}) == OWN
