"""Decisions entered, registered and sent out: what follows of them follows in one step, and all of it can be undone."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from nemndsekr.documents.document_types import build_document, chosen_template
from nemndsekr.documents.outline import outline_text
from nemndsekr.exchange.case_json import case_as_json, case_as_text
from nemndsekr.operations.decide import (
    add_dissent,
    decide_all,
    decide_as_proposed,
    decide_point,
    dispatch_to_all,
    known_meetings,
    register_decision,
    remove_decision,
    settle_attsats,
    write_decision,
)
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.own_templates import copy_template
from nemndsekr.operations.take_minutes import take_minutes
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    DissentKind,
    DocumentKind,
    DocumentMode,
    Outcome,
    ReportForm,
    VersionGate,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Document
from nemndsekr.records.measure import Measure
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats, Namndinitiativ
from nemndsekr.records.template import OwnTemplate
from nemndsekr.rules.decision_consequences import Consequences, consequences_of
from nemndsekr.rules.decision_places import decision_places, judged_of
from nemndsekr.rules.minutes_text import read_minutes
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, own_templates
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import load_settings, save_settings
from tests.operations.conftest import NOW

AU_DAY, NAMND_DAY, NEXT_DAY = date(2026, 3, 5), date(2026, 3, 19), date(2026, 4, 23)
POINTS = (
    "Barn- och utbildningsnämnden godkänner yttrandet och skickar det till kommunens revisorer",
    "Barn- och utbildningsnämnden ger förvaltningen i uppdrag att skriftligt redovisa hållplatserna senast i juni 2026",
    "Barn- och utbildningsnämnden justerar paragrafen omedelbart",
)
CLAUSES = (
    "att förvaltningen får i uppdrag att utreda öppettiderna",
    "att avgiften tas bort",
)


def pending_consequences(store: Store, case_id: int, decision_id: int, today: date) -> Consequences:
    """What registering a decision would lead to now."""
    file = load_case(store, case_id)
    decision = next(one for one in file.decisions if one.id == decision_id)
    return consequences_of(file, decision, known_meetings(store, file.namnd.stored_id), today)


@pytest.fixture
def audit(store, who) -> int:
    """An audit on its way through AU and nämnd, with a yttrande and two recipients."""
    with store.step("byggde", who, NOW) as step:
        namnd = step.add(Namnd(name="Barn- och utbildningsnämnden"))
        case = step.add(Case(namnd_id=namnd.stored_id, title="Granskning av skolskjuts", dnr="BUN-2026-0412"))
        case_id = case.stored_id
        bodies = {
            kind: step.add(MeetingBody(namnd_id=namnd.stored_id, kind=kind, name=name, position=at))
            for at, (kind, name) in enumerate(((BodyKind.au, "BUN AU"), (BodyKind.namnd, "BUN")))
        }
        for kind, day in ((BodyKind.au, AU_DAY), (BodyKind.namnd, NAMND_DAY), (BodyKind.namnd, NEXT_DAY)):
            step.add(Meeting(namnd_id=namnd.stored_id, body_id=bodies[kind].stored_id, day=day))
        for at, (kind, label, day) in enumerate(((BodyKind.au, "BUN AU", AU_DAY), (BodyKind.namnd, "BUN", NAMND_DAY))):
            step.add(PlanStep(case_id=case_id, position=at, kind=kind, label=label, day=day))
        for at, text in enumerate(POINTS):
            step.add(DecisionPoint(case_id=case_id, position=at, text=text, immediate=at == 2))
        for at, text in enumerate(("Kommunens revisorer", "Kommunstyrelsen")):
            step.add(Recipient(case_id=case_id, position=at, text=text))
        step.add(Document(case_id=case_id, kind=DocumentKind.yttrande))
    return case_id


@pytest.fixture
def initiative(store, who) -> int:
    """An initiative with two att-satser."""
    with store.step("byggde", who, NOW) as step:
        namnd = step.add(Namnd(name="Kulturnämnden"))
        kind = CaseKind.namndinitiativ
        case = step.add(Case(namnd_id=namnd.stored_id, kind=kind, title="Nämndinitiativ om simhallen"))
        step.add(Namndinitiativ(case_id=case.stored_id, raised_on=date(2026, 2, 5)))
        for at, text in enumerate(CLAUSES):
            step.add(Attsats(case_id=case.stored_id, position=at, text=text))
    return case.stored_id


def place(store, case_id: int, kind: BodyKind, occasion: DecisionOccasion = DecisionOccasion.svar) -> Any:
    file = load_case(store, case_id)
    meetings = known_meetings(store, file.namnd.stored_id)
    places = decision_places(file, meetings, NOW.date())
    undecided = [one for one in places if (one.kind, one.occasion) == (kind, occasion) and one.decision_id is None]
    return (undecided or [one for one in places if (one.kind, one.occasion) == (kind, occasion)])[-1]


def decide(store, who, case_id: int, kind: BodyKind, outcome: Outcome, **values: Any) -> int:
    where = place(store, case_id, kind)
    decide_all(store, case_id, where, outcome, who, NOW)
    decision_id = load_case(store, case_id).decisions[-1].stored_id
    where = where._replace(decision_id=decision_id)
    for name, value in values.items():
        write_decision(store, case_id, where, {name: value}, who, NOW)
    return decision_id


def snapshot(store, case_id: int) -> str:
    """Every fact of the case; how often a row was written is none."""
    facts = json.dumps(case_as_json(load_case(store, case_id)), sort_keys=True, default=str)
    return re.sub(r', "version": \d+', "", facts)


def test_a_new_decision_has_the_plans_day_its_meeting_and_the_points_immediate_justering(store, who, audit):
    write_decision(store, audit, place(store, audit, BodyKind.namnd), {"paragraph": "§ 31"}, who, NOW)

    (decision,) = load_case(store, audit).decisions
    assert (decision.day, decision.paragraph, decision.kind) == (NAMND_DAY, "§ 31", BodyKind.namnd)
    assert (decision.immediate, decision.justering_on) == (True, NAMND_DAY)

    where = place(store, audit, BodyKind.namnd)
    write_decision(store, audit, where._replace(decision_id=decision.stored_id), {"day": NEXT_DAY}, who, NOW)
    moved = load_case(store, audit).decisions[0]
    assert moved.meeting_id == known_meetings(store, load_case(store, audit).namnd.stored_id)[-1].id


def test_what_is_typed_before_the_window_knows_the_decision_finds_it(store, who, audit):
    where = place(store, audit, BodyKind.au)._replace(new_uid="4b0f6f5e-0000-4000-8000-000000000001")
    for values in ({"day": date(2026, 3, 6)}, {"paragraph": "§ 8"}):
        write_decision(store, audit, where, values, who, NOW)
    decide_all(store, audit, where, Outcome.bifall, who, NOW)

    (decision,) = load_case(store, audit).decisions
    assert (decision.day, decision.paragraph, decision.outcome) == (date(2026, 3, 6), "§ 8", Outcome.bifall)


def test_the_outcome_of_all_is_what_the_points_have_in_common(store, who, audit):
    where = place(store, audit, BodyKind.namnd)._replace(new_uid="4b0f6f5e-0000-4000-8000-000000000002")
    decide_all(store, audit, where, Outcome.bifall, who, NOW)
    judged = judged_of(load_case(store, audit))
    decide_point(store, audit, where, judged[1], {"outcome": Outcome.avslag}, who, NOW)

    file = load_case(store, audit)
    assert file.decisions[0].outcome is None
    assert [row.outcome for row in file.point_outcomes] == [Outcome.bifall, Outcome.avslag, Outcome.bifall]

    decide_point(store, audit, where, judged[1], {"outcome": Outcome.bifall}, who, NOW)
    assert load_case(store, audit).decisions[0].outcome == Outcome.bifall


def test_an_au_sends_the_case_on_and_decides_nothing(store, who, audit):
    decision_id = decide(store, who, audit, BodyKind.au, Outcome.bifall, paragraph="§ 8")
    register_decision(store, audit, decision_id, who, NOW)

    file = load_case(store, audit)
    assert file.case.stage == CaseStage.till_namnd
    assert file.documents[0].mode == DocumentMode.forslag
    assert file.assignments == []


def test_a_decided_answer_is_decided_everywhere_in_one_step_that_can_be_undone_and_redone(store, who, audit):
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall, paragraph="§ 31")
    before = snapshot(store, audit)

    words, changes = register_decision(store, audit, decision_id, who, NOW)

    file = load_case(store, audit)
    assert words == "Yttrandet är nu beslutat. Läget är Beslutat och ett uppdrag bevakas."
    assert changes.name == "registrerade beslutet"
    assert file.case.stage == CaseStage.beslutat
    assert file.documents[0].mode == DocumentMode.beslutat
    (task,) = file.assignments
    assert (task.text, task.task_for, task.decision_id, task.no_end_date) == (
        "Skriftligt redovisa hållplatserna senast i juni 2026", "förvaltningen", decision_id, False,
    )  # fmt: skip
    (report,) = file.report_backs
    assert (report.words, report.latest, report.form) == (
        "senast i juni 2026",
        date(2026, 6, 30),
        ReportForm.skriftligt,
    )

    after = snapshot(store, audit)
    store.undo(NOW)
    assert snapshot(store, audit) == before
    store.redo(NOW)
    assert snapshot(store, audit) == after


def test_nothing_more_follows_of_what_is_registered(store, who, audit):
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    assert pending_consequences(store, audit, decision_id, NOW.date())
    register_decision(store, audit, decision_id, who, NOW)

    assert not pending_consequences(store, audit, decision_id, NOW.date())
    with pytest.raises(UserError):
        register_decision(store, audit, decision_id, who, NOW)


@pytest.mark.parametrize(("open_measure", "stage"), [(False, CaseStage.uppfoljning), (True, CaseStage.uppfoljning)])
def test_what_is_sent_out_is_followed_up_while_tasks_or_measures_are_open(store, who, audit, open_measure, stage):
    if open_measure:
        with store.step("byggde", who, NOW) as step:
            step.add(Measure(case_id=audit, text="Inventera hållplatserna"))
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    register_decision(store, audit, decision_id, who, NOW)
    where = place(store, audit, BodyKind.namnd)._replace(decision_id=decision_id)
    dispatch_to_all(store, audit, where, date(2026, 3, 24), who, NOW, how="e-post")
    register_decision(store, audit, decision_id, who, NOW)

    file = load_case(store, audit)
    assert [(row.to_whom, row.sent_on, row.how) for row in file.dispatches] == [
        ("Kommunens revisorer", date(2026, 3, 24), "e-post"),
        ("Kommunstyrelsen", date(2026, 3, 24), "e-post"),
    ]
    assert file.case.stage == stage


def test_the_day_of_sending_can_be_put_right_without_a_second_row(store, who, audit):
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    where = place(store, audit, BodyKind.namnd)._replace(decision_id=decision_id)
    for day in (date(2026, 3, 24), date(2026, 3, 25)):
        dispatch_to_all(store, audit, where, day, who, NOW)

    assert [row.sent_on for row in load_case(store, audit).dispatches] == [date(2026, 3, 25)] * 2


@pytest.mark.parametrize(
    ("outcome", "stage", "kinds"),
    [
        (Outcome.aterremiss, CaseStage.under_arbete, [BodyKind.au, BodyKind.namnd, BodyKind.namnd]),
        (Outcome.bordlaggning, CaseStage.till_namnd, [BodyKind.au, BodyKind.namnd, BodyKind.namnd]),
        (Outcome.remitteras, CaseStage.under_arbete, [BodyKind.au, BodyKind.namnd]),
    ],
)
def test_what_is_to_be_decided_again_goes_back_into_the_plan(store, who, audit, outcome, stage, kinds):
    decision_id = decide(store, who, audit, BodyKind.namnd, outcome, reason="Kostnaderna behöver redovisas.")
    before = snapshot(store, audit)
    register_decision(store, audit, decision_id, who, NOW)

    file = load_case(store, audit)
    assert file.case.stage == stage
    assert [step.kind for step in file.plan_steps] == kinds
    assert file.decisions[0].reason == "Kostnaderna behöver redovisas."
    assert file.documents[0].mode == DocumentMode.forslag
    if len(kinds) == 3:
        assert (file.plan_steps[-1].label, file.plan_steps[-1].day) == ("BUN", NEXT_DAY)
    store.undo(NOW)
    assert snapshot(store, audit) == before


def test_a_case_that_was_sent_back_is_decided_anew(store, who, audit):
    first = decide(store, who, audit, BodyKind.namnd, Outcome.aterremiss)
    register_decision(store, audit, first, who, NOW)
    second = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    register_decision(store, audit, second, who, NOW)

    file = load_case(store, audit)
    assert [one.day for one in file.decisions] == [NAMND_DAY, NEXT_DAY]
    assert file.case.stage == CaseStage.beslutat
    assert not pending_consequences(store, audit, first, NOW.date())


def test_each_attsats_gets_its_own_outcome_and_reason(store, who, initiative):
    where = place(store, initiative, BodyKind.namnd)._replace(new_uid="4b0f6f5e-0000-4000-8000-000000000003")
    one, two = judged_of(load_case(store, initiative))
    decide_point(store, initiative, where, one, {"outcome": Outcome.bifall}, who, NOW)
    decide_point(store, initiative, where, two, {"outcome": Outcome.avslag}, who, NOW)
    decide_point(store, initiative, where, two, {"reason": "Kostnaden är för hög."}, who, NOW)
    decision_id = load_case(store, initiative).decisions[0].stored_id
    register_decision(store, initiative, decision_id, who, NOW)

    file = load_case(store, initiative)
    assert [(clause.outcome, clause.reason) for clause in file.attsatser] == [
        (Outcome.bifall, ""),
        (Outcome.avslag, "Kostnaden är för hög."),
    ]
    (task,) = file.assignments
    assert (task.attsats_id, task.no_end_date, task.task_for) == (file.attsatser[0].id, True, "förvaltningen")


def test_as_proposed_gives_each_attsats_what_is_proposed_for_it(store, who, initiative):
    with store.step("byggde", who, NOW) as step:
        step.all(Attsats, case_id=initiative)[1].proposal = Outcome.anses_besvarad
        step.session.flush()
    where = place(store, initiative, BodyKind.namnd)._replace(new_uid="4b0f6f5e-0000-4000-8000-000000000005")
    decide_as_proposed(store, initiative, where, who, NOW)

    file = load_case(store, initiative)
    assert [row.outcome for row in file.point_outcomes] == [Outcome.bifall, Outcome.anses_besvarad]
    assert file.decisions[0].outcome is None
    text = "Beslut\nNämnden beslutar enligt förvaltningens förslag."
    where = place(store, initiative, BodyKind.namnd)
    take_minutes(store, initiative, where, read_minutes(text).facts, text, who, NOW)
    assert [row.outcome for row in load_case(store, initiative).point_outcomes] == [
        Outcome.bifall,
        Outcome.anses_besvarad,
    ]


def test_the_second_answer_waits_for_its_own_decision(store, who, audit):
    first = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    register_decision(store, audit, first, who, NOW)
    with store.step("byggde", who, NOW) as step:
        step.add(Document(case_id=audit, kind=DocumentKind.uppfoljande_yttrande))
        step.add(PlanStep(case_id=audit, position=9, kind=BodyKind.namnd, label="BUN", day=NEXT_DAY))
    assert not pending_consequences(store, audit, first, NOW.date())

    second = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    assert pending_consequences(store, audit, second, NOW.date()).told == (
        "Det uppföljande yttrandet skrivs ut som beslutat.",
    )


def test_the_first_treatment_is_a_decision_of_its_own(store, who, initiative):
    where = place(store, initiative, BodyKind.namnd, DecisionOccasion.forsta_behandling)
    assert where.day == date(2026, 2, 5)
    decide_all(store, initiative, where, Outcome.remitteras, who, NOW)
    decision_id = load_case(store, initiative).decisions[0].stored_id
    register_decision(store, initiative, decision_id, who, NOW)

    file = load_case(store, initiative)
    assert file.case.stage == CaseStage.under_arbete
    assert [clause.outcome for clause in file.attsatser] == [None, None]
    assert place(store, initiative, BodyKind.namnd).decision_id is None


def test_a_decision_goes_with_all_that_hangs_on_it_and_comes_back_whole(store, who, audit):
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)
    where = place(store, audit, BodyKind.namnd)._replace(decision_id=decision_id)
    add_dissent(store, audit, where, {"who": "Ylva Stråle (V)"}, who, NOW)
    dispatch_to_all(store, audit, where, NAMND_DAY, who, NOW)
    register_decision(store, audit, decision_id, who, NOW)
    before = snapshot(store, audit)

    remove_decision(store, decision_id, who, NOW)

    file = load_case(store, audit)
    assert (file.decisions, file.point_outcomes, file.dissents, file.dispatches) == ([], [], [], [])
    assert [task.decision_id for task in file.assignments] == [None]
    store.undo(NOW)
    assert snapshot(store, audit) == before


def settled(store, case_id: int) -> list[tuple[Outcome | None, str]]:
    """What each att-sats and, where they are the same, the nämnd's decision say; they must not say two things."""
    file = load_case(store, case_id)
    rows = {row.attsats_id: (row.outcome, row.reason) for row in file.point_outcomes}
    said = [(clause.outcome, clause.reason) for clause in file.attsatser]
    assert [rows.get(clause.id, (None, clause.reason)) for clause in file.attsatser] == said
    return said


def test_an_outcome_told_in_the_attsats_is_the_decisions_too(store, who, initiative):
    settle_attsats(store, 1, {"outcome": Outcome.bifall}, who, NOW)
    settle_attsats(store, 2, {"outcome": Outcome.avslag}, who, NOW)
    settle_attsats(store, 2, {"reason": "Det kostar för mycket."}, who, NOW)

    assert settled(store, initiative) == [(Outcome.bifall, ""), (Outcome.avslag, "Det kostar för mycket.")]
    (decision,) = load_case(store, initiative).decisions
    assert (decision.kind, decision.occasion, decision.day) == (BodyKind.namnd, DecisionOccasion.svar, None)
    pending = pending_consequences(store, initiative, decision.stored_id, NOW.date())
    assert (pending.stage, pending.clauses) == (CaseStage.beslutat, ())
    before = snapshot(store, initiative)
    store.undo(NOW)
    assert settled(store, initiative)[1] == (Outcome.avslag, "")
    store.redo(NOW)
    assert snapshot(store, initiative) == before


def test_an_outcome_put_right_in_the_attsats_puts_the_registered_decision_right(store, who, initiative):
    where = place(store, initiative, BodyKind.namnd)
    decide_all(store, initiative, where, Outcome.bifall, who, NOW)
    decision_id = load_case(store, initiative).decisions[0].stored_id
    register_decision(store, initiative, decision_id, who, NOW)

    settle_attsats(store, 2, {"outcome": Outcome.anses_besvarad}, who, NOW)

    assert settled(store, initiative) == [(Outcome.bifall, ""), (Outcome.anses_besvarad, "")]
    file = load_case(store, initiative)
    assert (len(file.decisions), file.decisions[0].outcome) == (1, None)
    settle_attsats(store, 2, {"outcome": None}, who, NOW)
    assert settled(store, initiative)[1] == (None, "")


def test_a_reason_for_a_proposal_makes_no_decision(store, who, initiative):
    settle_attsats(store, 1, {"reason": "Det görs redan."}, who, NOW)
    assert load_case(store, initiative).decisions == []


def test_a_decision_that_is_taken_away_takes_its_outcomes_with_it(store, who, initiative):
    settle_attsats(store, 1, {"outcome": Outcome.bifall}, who, NOW)
    remove_decision(store, 1, who, NOW)
    assert settled(store, initiative)[0] == (None, "")


MINUTES = """Barn- och utbildningsnämnden
Sammanträdesdatum 2026-03-19

§ 31 Svar på granskning av skolskjuts

Beslut
Barn- och utbildningsnämnden beslutar
1. att godkänna yttrandet och skicka det till kommunens revisorer
2. att ge förvaltningen i uppdrag att muntligt redovisa hållplatserna senast i september 2026
3. att justera paragrafen omedelbart

Reservation
Ylva Stråle (V) reserverar sig mot beslutet.

Beslutet skickas till
Kommunens revisorer
Trafiknämnden

Protokollet justerat 2026-03-19
"""


def test_pasted_minutes_fill_in_a_decision_in_one_step(store, who, audit):
    before = snapshot(store, audit)
    read = read_minutes(MINUTES)
    take_minutes(store, audit, place(store, audit, BodyKind.namnd), read.facts, MINUTES, who, NOW)

    file = load_case(store, audit)
    (decision,) = file.decisions
    assert (decision.paragraph, decision.day, decision.immediate) == ("§ 31", NAMND_DAY, True)
    assert (decision.justering_on, decision.minutes_text) == (NAMND_DAY, MINUTES)
    assert decision.outcome == Outcome.bifall
    assert [row.decided_text for row in file.point_outcomes] == [
        "",
        (
            "Barn- och utbildningsnämnden beslutar att ge förvaltningen i uppdrag att muntligt redovisa hållplatserna "
            "senast i september 2026"
        ),
        "",
    ]
    assert [(one.kind, one.who) for one in file.dissents] == [(DissentKind.reservation, "Ylva Stråle (V)")]
    assert [one.text for one in file.recipients] == ["Kommunens revisorer", "Kommunstyrelsen", "Trafiknämnden"]
    store.undo(NOW)
    assert snapshot(store, audit) == before


def test_minutes_that_send_the_case_back_keep_the_reason(store, who, audit):
    text = "§ 31\nBeslut\nNämnden återremitterar ärendet med motiveringen att kostnaderna behöver redovisas."
    take_minutes(store, audit, place(store, audit, BodyKind.namnd), read_minutes(text).facts, text, who, NOW)

    (decision,) = load_case(store, audit).decisions
    assert (decision.outcome, decision.reason) == (Outcome.aterremiss, "Kostnaderna behöver redovisas.")


def test_what_is_decided_beside_the_proposal_is_written_out_whole(store, who, audit):
    text = MINUTES.replace("3. att justera", "3. att tacka förvaltningen för arbetet\n4. att justera")
    take_minutes(store, audit, place(store, audit, BodyKind.namnd), read_minutes(text).facts, text, who, NOW)

    lines = plain_text(load_case(store, audit).decisions[0].decided_text).splitlines()
    assert len(lines) == 4
    assert "tacka förvaltningen för arbetet" in lines[2]


def test_the_paper_says_what_was_decided(store, who, audit):
    where = place(store, audit, BodyKind.namnd)._replace(new_uid="4b0f6f5e-0000-4000-8000-000000000004")
    decide_all(store, audit, where, Outcome.bifall, who, NOW)
    one, two, _ = judged_of(load_case(store, audit))
    decided = "Barn- och utbildningsnämnden godkänner yttrandet med ändringen på sidan 2"
    decide_point(store, audit, where, one, {"decided_text": decided}, who, NOW)
    decide_point(store, audit, where, two, {"outcome": Outcome.avslag}, who, NOW)
    text = from_paragraphs(["Vi ville se en tidigare tidpunkt."])
    add_dissent(store, audit, where, {"who": "Ylva Stråle (V)", "text": text}, who, NOW)
    with store.step("byggde", who, NOW) as step:
        step.add(Document(case_id=audit, kind=DocumentKind.tjansteskrivelse, mode=DocumentMode.beslutat))

    file = load_case(store, audit)
    kind = DocumentKind.tjansteskrivelse
    printed = outline_text(build_document(file, kind, chosen_template(file, kind)))
    assert decided in printed
    assert POINTS[0] not in printed
    assert f"Avslag: {POINTS[1]}" in printed
    shown = case_as_text(file)
    assert "Ylva Stråle (V)" in shown
    assert "med ändringen på sidan 2" in shown


@pytest.mark.parametrize("usable", [True, False], ids=["a whole template", "a broken one"])
def test_what_is_decided_is_locked_in_the_template_that_its_page_shows(store, who, audit, usable):
    copy_template(store, "malmo_yttrande", "Vårt svar", who, NOW)
    row = own_templates(store)[0][0]
    if not usable:
        edit_record(store, OwnTemplate, row.stored_id, {"text": "[hologram]"}, who, NOW)
    settings = store.folder.settings
    save_settings(settings, load_settings(settings).with_template("yttrande", row.slug))
    decision_id = decide(store, who, audit, BodyKind.namnd, Outcome.bifall)

    register_decision(store, audit, decision_id, who, NOW)

    (version,) = [one for one in load_case(store, audit).versions if one.gate == VersionGate.beslutad]
    assert (version.template == row.slug) == usable
    assert version.sha256
