"""What a nämnd plans with, as it is read from the database."""

from __future__ import annotations

from datetime import date

from nemndsekr.operations.demo import fill_demo
from nemndsekr.records.choices import BodyKind, ChainStepKind
from nemndsekr.records.planning import ChainRule, ClosedDays
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from tests.store.conftest import NOW


def test_the_exercise_namnd_plans_with_its_bodies_meetings_and_the_usual_rules(store: Store):
    fill_demo(store, "kim", NOW)

    facts = planning_facts(store, all_namnder(store)[0].stored_id)

    assert [body.kind for body in facts.bodies] == [BodyKind.beredning, BodyKind.au, BodyKind.namnd]
    assert {2025, 2026} <= set(facts.years)
    assert [rule.kind for rule in facts.rules if rule.kind != ChainStepKind.sammantrade] == [
        ChainStepKind.inlamning,
        ChainStepKind.expediering,
    ]
    assert any(meeting.cases for meeting in facts.meetings)
    assert facts.due


def test_rules_of_its_own_and_closed_days_take_the_place_of_the_usual(store: Store):
    fill_demo(store, "kim", NOW)
    namnd_id = all_namnder(store)[0].stored_id
    body = planning_facts(store, namnd_id).bodies[-1]
    with store.step("satte regler", "kim", NOW) as step:
        root = step.add(
            ChainRule(namnd_id=namnd_id, kind=ChainStepKind.sammantrade, name=body.name, body_id=body.id, position=2)
        )
        step.add(
            ChainRule(namnd_id=namnd_id, kind=ChainStepKind.inlamning, anchor_id=root.stored_id, number=-9, position=1)
        )
        step.add(
            ClosedDays(namnd_id=namnd_id, name="Sportlov", from_day=date(2026, 2, 16), until_day=date(2026, 2, 20))
        )

    facts = planning_facts(store, namnd_id)

    assert [(rule.kind, rule.number, bool(rule.anchor)) for rule in facts.rules] == [
        (ChainStepKind.inlamning, -9, True),
        (ChainStepKind.sammantrade, 0, False),
    ]
    assert date(2026, 2, 18) in facts.closed_days
