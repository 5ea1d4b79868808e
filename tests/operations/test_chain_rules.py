"""A nämnd's chain rules: kept, changed, taken back, each in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nemndsekr.operations.chain_rules import planning_of_namnder, set_chain_rules, use_usual_rules
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.records.choices import ChainStepKind, DayUnit
from nemndsekr.records.meeting import MeetingBody
from nemndsekr.records.planning import ChainRule
from nemndsekr.rules.planning.facts import PlanningFacts, StepRule, usual_rules
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rules.planning.seedyear import BODIES


@pytest.fixture
def namnd_id(store: Store, who: str, case_id: int) -> int:
    """The nämnd of the case, with three bodies."""
    facts = planning_of_namnder(store)[0]
    with store.step("lade in instanser", who, NOW) as step:
        for body in BODIES:
            step.add(MeetingBody(namnd_id=facts.namnd_id, kind=body.kind, name=body.name, position=body.position))
    return facts.namnd_id


def _facts(store: Store) -> PlanningFacts:
    return planning_of_namnder(store)[0]


def _shape(facts: PlanningFacts) -> list[tuple[str, str, int]]:
    names = {rule.key: rule.name for rule in facts.rules}
    return [(rule.name, names.get(rule.anchor, ""), rule.number) for rule in facts.rules]


USUAL = [
    ("Inlämning", "Beredning", -8),
    ("Beredning", "Arbetsutskott", -6),
    ("Arbetsutskott", "Nämnd", -10),
    ("Nämnd", "", 0),
    ("Expediering", "Nämnd", 10),
]


def test_the_usual_rules_can_be_kept_changed_and_left_in_one_step_each(store, who, namnd_id):
    assert _shape(_facts(store)) == USUAL
    own = [rule._replace(number=-9) if rule.kind == ChainStepKind.inlamning else rule for rule in _facts(store).rules]
    chief = StepRule("ny", ChainStepKind.chefsgodkannande, "Chefens godkännande", None, own[0].key, -2, who="Lo Ek")

    set_chain_rules(store, namnd_id, [chief, *own], who, NOW)

    changed = [("Chefens godkännande", "Inlämning", -2), ("Inlämning", "Beredning", -9), *USUAL[1:]]
    assert _shape(_facts(store)) == changed
    undo(store, NOW)
    assert _shape(_facts(store)) == USUAL
    redo(store, NOW)
    assert _shape(_facts(store)) == changed

    with store.step("såg efter", who, NOW) as step:
        before = {row.stored_id for row in step.all(ChainRule)}
    rules = _facts(store).rules
    fewer = [rule for rule in rules if rule.kind != ChainStepKind.chefsgodkannande]
    friday = [
        rule._replace(unit=DayUnit.veckodag, weekday=4, number=-1) if rule.kind == ChainStepKind.inlamning else rule
        for rule in fewer
    ]
    set_chain_rules(store, namnd_id, friday, who, NOW)
    with store.step("såg efter", who, NOW) as step:
        assert {row.stored_id for row in step.all(ChainRule)} < before
    assert _shape(_facts(store))[0] == ("Inlämning", "Beredning", -1)
    undo(store, NOW)
    assert _shape(_facts(store)) == changed

    use_usual_rules(store, namnd_id, who, NOW)
    assert _shape(_facts(store)) == USUAL
    undo(store, NOW)
    assert _shape(_facts(store)) == changed


def test_what_is_no_chain_is_refused_and_nothing_is_changed(store, who, namnd_id):
    rules = _facts(store).rules
    ring = [rule._replace(anchor=rules[-1].key, number=2) if not rule.anchor else rule for rule in rules]

    with pytest.raises(UserError, match="Kedjan har inget sammanträde som beslutar"):
        set_chain_rules(store, namnd_id, ring, who, NOW)
    with store.step("såg efter", who, NOW) as step:
        assert step.all(ChainRule) == []


def test_the_rules_of_one_namnd_are_none_of_anothers(store, who, namnd_id):
    other = replace(_facts(store), bodies=BODIES)

    with pytest.raises(UserError, match="har ingen instans"):
        set_chain_rules(
            store, namnd_id, usual_rules([body._replace(id=body.id + 90) for body in other.bodies]), who, NOW
        )
