"""What a nämnd plans with, as it is read from the database."""

from __future__ import annotations

from datetime import date

from nemndsekr.operations.demo import fill_demo
from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, CaseStage, ChainStepKind, DocumentKind, DocumentMode
from nemndsekr.records.document import Document
from nemndsekr.records.planning import ChainRule, ClosedDays
from nemndsekr.rules.planning.plan_answer import still_hold
from nemndsekr.store.database import Store
from nemndsekr.store.planned_cases import planned_cases
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.store.today_rows import read_today
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


def test_the_reply_days_that_are_planned_for_are_the_ones_that_are_watched(store: Store):
    fill_demo(store, "kim", NOW)

    facts = planning_facts(store, all_namnder(store)[0].stored_id)
    [watch] = read_today(store.folder, NOW.date()).watches

    assert {(one.case_id, one.occasion, one.day) for one in still_hold(facts.due)} == {
        (one.case_id, one.occasion, one.day) for one in watch.answers
    }
    assert "uppfoljande" in {one.occasion for one in watch.answers}


def test_the_second_answer_is_owed_when_the_first_has_left_until_it_is_decided(store: Store):
    fill_demo(store, "kim", NOW)
    namnd_id = all_namnder(store)[0].stored_id

    def owed() -> set[int]:
        return {one.case_id for one in planning_facts(store, namnd_id).due if one.occasion == "uppfoljande"}

    before = owed()
    with store.step("skickade", "kim", NOW) as step:
        case = next(one for one in step.all(Case) if one.stored_id in before)
        case.stage = CaseStage.uppfoljning
        kind = DocumentKind.uppfoljande_yttrande
        document = step.find(Document, case_id=case.stored_id, kind=kind)
        document = document or step.add(Document(case_id=case.stored_id, kind=kind))
    assert case.stored_id in owed()
    with store.step("beslutade", "kim", NOW) as step:
        step.get(Document, document.stored_id).mode = DocumentMode.beslutat
    assert case.stored_id not in owed()


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


def test_the_second_answer_is_on_its_way_when_it_is_begun_whatever_the_stage_says(store: Store):
    fill_demo(store, "kim", NOW)
    namnd_id = all_namnder(store)[0].stored_id

    def handed_in() -> dict[int, bool]:
        return {one.case_id: one.handed_in for one in planned_cases(store, namnd_id) if one.occasion == "uppfoljande"}

    [case_id] = [number for number, is_in in handed_in().items() if is_in]
    with store.step("tog bort", "kim", NOW) as step:
        for document in step.all(Document, case_id=case_id, kind=DocumentKind.uppfoljande_yttrande):
            document.kind = DocumentKind.yttrande
    assert handed_in()[case_id] is False
