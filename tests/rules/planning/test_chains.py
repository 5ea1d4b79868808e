"""Chains: the latest meetings that keep their distances, from the day an answer is due and backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.records.choices import BodyKind, ChainStepKind
from nemndsekr.rules.planning.chains import Chain, Failure, Refused, best_chain, chains_before
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
