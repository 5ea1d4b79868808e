"""What is told of an initiative: its outcome per att-sats, its days, the people behind it, the tasks it gives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    InitiatorPart,
    Outcome,
    ReportForm,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats, Namndinitiativ
from nemndsekr.rules.initiative import (
    FIRST_TREATMENTS,
    Person,
    consequence,
    day_question,
    first_treatment,
    people_in,
    stage_after,
)
from nemndsekr.rules.initiative_outcome import (
    OUTCOMES,
    PROPOSALS,
    clause_word,
    counted,
    initiative_summary,
    outcome_summary,
    proposal_summary,
)
from nemndsekr.rules.initiative_task import report_of, task_of
from nemndsekr.rules.same_question import Asked, AuditTitle, Clause, SameQuestion, alike_audits, alike_clauses

TODAY = date(2026, 2, 19)
JOINED = InitiatorPart.joined


def clause(outcome: Outcome | None = None, proposal: Outcome | None = None) -> Attsats:
    return Attsats(case_id=1, text="att något görs", outcome=outcome, proposal=proposal)


# --- outcome ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ([], ""),
        ([None, None], ""),
        ([Outcome.bifall, Outcome.avslag, Outcome.bifall], "2 bifall, 1 avslag"),
        ([Outcome.avslag, None, None], "1 avslag, 2 ej beslutade"),
        ([Outcome.avslag, None], "1 avslag, 1 ej beslutad"),
        ([Outcome.anses_besvarad, Outcome.anses_besvarad], "2 anses besvarade"),
        ([Outcome.anses_besvarad, Outcome.aterkallat], "1 anses besvarad, 1 återtagen"),
        ([Outcome.bordlaggning, Outcome.delvis_bifall], "1 delvis bifall, 1 bordläggning"),
        ([Outcome.aterkallat] * 2, "2 återtagna"),
    ],
)
def test_the_outcome_of_the_whole_is_told_att_sats_by_att_sats(outcomes, told):
    assert outcome_summary([clause(one) for one in outcomes]) == told


@given(st.lists(st.one_of(st.none(), st.sampled_from(list(Outcome)))))
def test_every_att_sats_is_counted_once(outcomes):
    told = outcome_summary([clause(one) for one in outcomes])
    numbers = [int(part.split()[0]) for part in told.split(", ") if part]
    assert sum(numbers) == (len(outcomes) if any(outcomes) else 0)


@given(st.permutations([*Outcome]))
def test_the_order_of_the_att_satser_does_not_change_the_summary(outcomes):
    assert counted(outcomes) == counted(list(Outcome))


def test_what_is_decided_is_told_before_what_is_proposed():
    assert initiative_summary([clause(), clause()]) == ""
    assert initiative_summary([clause(proposal=Outcome.bifall), clause()]) == "Förslag: 1 bifall, 1 utan förslag"
    assert proposal_summary([clause(proposal=Outcome.bifall)]) == "1 bifall"
    decided = [clause(Outcome.avslag, Outcome.bifall), clause(proposal=Outcome.bifall)]
    assert initiative_summary(decided) == "Beslut: 1 avslag, 1 ej beslutad"
    assert [clause_word(one) for one in decided] == ["Avslag", "Förslag: bifall"]
    assert clause_word(clause()) == ""


def test_every_outcome_can_be_chosen_and_none_twice():
    assert len(set(OUTCOMES)) == len(OUTCOMES)
    assert set(PROPOSALS) <= set(OUTCOMES)
    assert set(Outcome) - set(OUTCOMES) == {Outcome.remitteras}


# --- days and first treatment ---------------------------------------------------------------------------------------


def initiative(
    *,
    handed_in: date | None = None,
    raised: date | None = None,
    prepared: date | None = None,
    treated: date | None = None,
) -> CaseFile:
    case = Case(id=1, namnd_id=1, title="Initiativ om bänkar", kind=CaseKind.namndinitiativ)
    file = CaseFile(case, Namnd(id=1, name="Fritidsnämnden"))
    file.initiatives = [Namndinitiativ(case_id=1, handed_in_on=handed_in, raised_on=raised)]
    if prepared:
        file.plan_steps = [
            PlanStep(case_id=1, kind=BodyKind.namnd, day=date(2026, 1, 1)),
            PlanStep(case_id=1, kind=BodyKind.beredning, day=prepared),
        ]
    if treated:
        file.decisions = [
            Decision(case_id=1, day=date(2025, 1, 1)),
            Decision(case_id=1, occasion=DecisionOccasion.forsta_behandling, day=treated),
        ]
    return file


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        pytest.param({}, None, id="nothing known"),
        pytest.param({"handed_in": date(2026, 2, 5), "raised": date(2026, 2, 19)}, None, id="in order"),
        pytest.param(
            {"handed_in": date(2026, 2, 5), "raised": date(2026, 2, 3)},
            "Väckt 3 februari ligger före inlämnat 5 februari. Stämmer dagarna?",
            id="raised before handed in",
        ),
        pytest.param(
            {"raised": date(2026, 2, 19), "prepared": date(2026, 1, 28)},
            "Beredningen 28 januari ligger före väckt 19 februari. Stämmer det?",
            id="prepared before raised",
        ),
        pytest.param({"raised": date(2026, 2, 19), "prepared": date(2026, 2, 19)}, None, id="the same day"),
        pytest.param(
            {"handed_in": date(2025, 12, 18), "prepared": date(2026, 1, 28)},
            "Beredning är planerad till 28 januari. När väcks initiativet i nämnden?",
            id="prepared and never raised",
        ),
        pytest.param({"handed_in": date(2026, 2, 5)}, None, id="handed in and nothing planned"),
    ],
)
def test_the_days_of_an_initiative_are_asked_about_when_they_do_not_hold_together(days, asked):
    question = day_question(initiative(**days), TODAY)
    assert (question.text if question else None) == asked


def test_the_day_of_the_first_treatment_is_proposed_as_the_day_of_raising():
    question = day_question(initiative(treated=date(2026, 2, 19), prepared=date(2026, 1, 28)), TODAY)
    assert question is not None
    assert question.day == date(2026, 2, 19)
    assert "Väcktes det då?" in question.text


def test_the_first_treatment_is_a_decision_of_its_own():
    file = initiative(treated=date(2026, 2, 19))
    assert first_treatment(file) is file.decisions[1]
    assert first_treatment(initiative()) is None


@pytest.mark.parametrize(
    ("outcome", "before", "after"),
    [
        (Outcome.remitteras, CaseStage.inkommet, CaseStage.under_arbete),
        (Outcome.remitteras, CaseStage.till_au, CaseStage.till_au),
        (Outcome.bifall, CaseStage.inkommet, CaseStage.beslutat),
        (Outcome.avslag, CaseStage.till_namnd, CaseStage.beslutat),
        (Outcome.avslag, CaseStage.uppfoljning, CaseStage.uppfoljning),
        (Outcome.bordlaggning, CaseStage.inkommet, CaseStage.inkommet),
        (None, CaseStage.inkommet, CaseStage.inkommet),
    ],
)
def test_a_first_treatment_moves_the_case_forward_and_never_back(outcome, before, after):
    assert stage_after(outcome, before) == after


def test_every_first_treatment_tells_what_it_leads_to():
    assert all(consequence(one) for one in FIRST_TREATMENTS)
    assert consequence(None) == ""


# --- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", []),
        ("Ada Ek (S)", [Person("Ada Ek", "S")]),
        ("- Ada Ek (S)\n2. Bo Al-Amin (M)", [Person("Ada Ek", "S"), Person("Bo Al-Amin", "M")]),
        (
            "Ada Ek (S)\n\nMed instämmande av\nBo Al (M)\nCia Öst (KD)",
            [Person("Ada Ek", "S"), Person("Bo Al", "M", part=JOINED), Person("Cia Öst", "KD", part=JOINED)],
        ),
        (
            "Med instämmande av: Ada Ek (S), Bo Al (M)",
            [Person("Ada Ek", "S", part=JOINED), Person("Bo Al", "M", part=JOINED)],
        ),
        (
            "Ada Ek (S), ledamot, Bo Al (M) och Cia Öst (MP), ersättare",
            [Person("Ada Ek", "S", "ledamot"), Person("Bo Al", "M"), Person("Cia Öst", "MP", "ersättare")],
        ),
        ("ledamot Ada Ek (S)", [Person("Ada Ek", "S", "ledamot")]),
        ("Ada Ek (S) 1:e vice ordförande", [Person("Ada Ek", "S", "1:e vice ordförande")]),
        ("Ada Ek", [Person("Ada Ek")]),
        ("(S)", []),
    ],
)
def test_people_are_read_as_they_are_pasted(text, people):
    assert people_in(text) == people


@given(st.text())
def test_no_text_is_too_strange_for_the_list_of_people(text):
    assert all(person.name.strip() for person in people_in(text))


# --- tasks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "task", "task_for"),
    [
        (
            "att nämnden ger förvaltningen i uppdrag att utreda bänkar i parken.",
            "Utreda bänkar i parken",
            "förvaltningen",
        ),
        ("Att fritidsförvaltningen uppdras att ta fram en plan", "Ta fram en plan", "fritidsförvaltningen"),
        ("Att fritidsförvaltningen uppdras ta fram en plan", "Ta fram en plan", "fritidsförvaltningen"),
        ("att uppdra åt kultur- och fritidsförvaltningen att måla", "Måla", "kultur- och fritidsförvaltningen"),
        ("att förvaltningen får i uppdrag att måla", "Måla", "förvaltningen"),
        ("att förvaltningen ska måla", "Måla", "förvaltningen"),
        ("att ge förvaltningschefen i uppdrag att måla", "Måla", "förvaltningschefen"),
        ("att vägen stängs för biltrafik", "Vägen stängs för biltrafik", ""),
        ("Bänkar ställs ut", "Bänkar ställs ut", ""),
    ],
)
def test_an_att_sats_is_turned_to_its_task(words, task, task_for):
    assert task_of(words) == (task, task_for)


@pytest.mark.parametrize(
    ("words", "report"),
    [
        ("att förvaltningen ska måla, vilket redovisas skriftligt till nämnden", (ReportForm.skriftligt, "")),
        (
            "att uppdra åt förvaltningen att kartlägga bänkarna och redovisa det skriftligt senast i juni 2026.",
            (ReportForm.skriftligt, "senast i juni 2026"),
        ),
        ("att uppdraget återrapporteras muntligt den 18 juni 2026", (ReportForm.muntligt, "den 18 juni 2026")),
        ("att bänkarna målas skriftligt från och med juni 2026", (ReportForm.ej_angivet, "")),
        ("att bänkarna redovisas", (ReportForm.ej_angivet, "")),
    ],
)
def test_an_att_sats_tells_how_and_when_it_is_reported_back(words, report):
    assert report_of(words) == report


@given(st.text(alphabet="abåöATT .;förvaltningenska-\n"))
def test_a_task_never_has_words_that_the_att_sats_lacks(text):
    assert task_of(text).text.lower() in " ".join(text.split()).lower()


# --- the same question -----------------------------------------------------------------------------------------------

ASKED = [
    Asked(
        7, "Granskning av parker", 71, 1, "Säkerställ en dokumenterad tillsyn av samtliga bänkar i kommunens parker."
    ),
    Asked(7, "Granskning av parker", 72, 2, "Utveckla uppföljningen av avtalet med entreprenören."),
]
BENCHES = Clause(5, "att nämnden ger förvaltningen i uppdrag att se över tillsynen av bänkar i parker")


def test_an_att_sats_is_proposed_with_the_recommendation_that_it_is_like():
    other = Clause(6, "att badhuset öppnar tidigare under skollovet")
    assert alike_clauses([BENCHES, other], ASKED) == [SameQuestion(5, 7, 71)]


def test_what_is_linked_already_is_not_proposed_again():
    assert alike_clauses([BENCHES], ASKED, {SameQuestion(5, 7, 71)}) == []


def test_nothing_is_proposed_without_audits():
    assert alike_clauses([BENCHES], []) == []
    assert alike_audits("Nämndinitiativ om bänkar", []) == []


def test_an_initiative_is_proposed_with_the_audit_of_the_same_title():
    audits = [AuditTitle(7, "Granskning av tillsynen av parker"), AuditTitle(8, "Granskning av simhallens öppettider")]
    assert alike_audits("Nämndinitiativ om tillsyn av våra parker", audits) == [SameQuestion(0, 7)]
    assert alike_audits("Nämndinitiativ om tillsyn av våra parker", audits, {SameQuestion(5, 7, 71)}) == []
    assert alike_audits("Nämndinitiativ om läxhjälp", audits) == []
