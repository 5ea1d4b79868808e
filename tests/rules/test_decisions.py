"""Where a case is decided, what is asked about it, which tasks it gives, and what minutes make of its points."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    DemandPart,
    DocumentKind,
    DocumentMode,
    MeetingStatus,
    Outcome,
    ReportForm,
)
from nemndsekr.records.decision import Decision, DecisionPoint, Dispatch, PointOutcome
from nemndsekr.records.document import Document
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Assignment, Attsats, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.decision_consequences import BACK, consequences_of, registered_words
from nemndsekr.rules.decision_places import (
    DecisionPlace,
    KnownMeeting,
    decision_places,
    first_place,
    judged_of,
    minutes_place,
    next_meeting,
    outcome_row,
    place_title,
)
from nemndsekr.rules.decision_questions import before_registering, questions_on, reason_question
from nemndsekr.rules.given_tasks import task_in, work_of
from nemndsekr.rules.minutes_match import match_points, told_like
from nemndsekr.rules.minutes_text import read_minutes

TODAY = date(2026, 3, 25)
AU, NAMND = BodyKind.au, BodyKind.namnd
MEETINGS = (
    KnownMeeting(1, AU, "BUN AU", date(2026, 3, 5)),
    KnownMeeting(2, NAMND, "BUN", date(2026, 3, 19)),
    KnownMeeting(3, NAMND, "BUN", date(2026, 4, 16), MeetingStatus.installd),
    KnownMeeting(4, NAMND, "BUN", date(2026, 4, 23)),
)


def case_file(kind: CaseKind = CaseKind.granskning, points: int = 0, clauses: int = 0, **parts: Any) -> CaseFile:
    case = Case(id=1, namnd_id=1, title="Granskning", kind=kind)
    file = CaseFile(case, Namnd(id=1, name="Barn- och utbildningsnämnden"))
    file.decision_points = [DecisionPoint(id=at, case_id=1, text=f"Punkt {at} godkänns") for at in range(1, points + 1)]
    file.attsatser = [Attsats(id=at, case_id=1, text=f"att sak {at} utreds") for at in range(1, clauses + 1)]
    for name, rows in parts.items():
        setattr(file, name, rows)
    return file


def step(at: int, kind: BodyKind, day: date | None) -> PlanStep:
    return PlanStep(id=at, case_id=1, kind=kind, label=kind.upper(), day=day)


def decision(at: int, kind: BodyKind, day: date | None, **values: Any) -> Decision:
    return Decision(id=at, case_id=1, kind=kind, day=day, **values)


def told(file: CaseFile) -> list[tuple[str, date | None, int | None]]:
    return [(place_title(one), one.day, one.decision_id) for one in decision_places(file, MEETINGS, TODAY)]


@pytest.mark.parametrize(
    ("file", "places"),
    [
        (case_file(), [("Nämnd", date(2026, 3, 19), None)]),
        (
            case_file(plan_steps=[step(1, AU, date(2026, 3, 5)), step(2, NAMND, date(2026, 3, 19))]),
            [("AU", date(2026, 3, 5), None), ("Nämnd", date(2026, 3, 19), None)],
        ),
        (
            case_file(
                plan_steps=[step(1, AU, date(2026, 3, 5)), step(2, NAMND, date(2026, 3, 19))],
                decisions=[decision(7, AU, date(2026, 3, 5))],
            ),
            [("AU", date(2026, 3, 5), 7), ("Nämnd", date(2026, 3, 19), None)],
        ),
        (
            case_file(plan_steps=[step(1, NAMND, None)], decisions=[decision(7, NAMND, date(2026, 3, 19))]),
            [("Nämnd", date(2026, 3, 19), 7)],
        ),
        (
            case_file(
                plan_steps=[step(1, NAMND, date(2026, 3, 19)), step(2, NAMND, date(2026, 4, 23))],
                decisions=[decision(7, NAMND, date(2026, 3, 19), outcome=Outcome.aterremiss)],
            ),
            [("Nämnd", date(2026, 3, 19), 7), ("Nämnd", date(2026, 4, 23), None)],
        ),
        (
            case_file(CaseKind.namndinitiativ, initiatives=[Namndinitiativ(case_id=1, raised_on=date(2026, 2, 5))]),
            [("Första behandling", date(2026, 2, 5), None), ("Nämnd", date(2026, 3, 19), None)],
        ),
        (
            case_file(
                CaseKind.namndinitiativ,
                decisions=[decision(3, NAMND, date(2026, 2, 5), occasion=DecisionOccasion.forsta_behandling)],
            ),
            [("Första behandling", date(2026, 2, 5), 3), ("Nämnd", date(2026, 3, 19), None)],
        ),
    ],
    ids=["no plan", "planned", "au decided", "undated step", "sent back", "initiative", "treated initiative"],
)
def test_the_places_are_those_decided_and_those_to_come(file, places):
    assert told(file) == places


def test_a_meeting_that_is_called_off_is_no_next_one():
    following = next_meeting(NAMND, date(2026, 3, 19), MEETINGS)
    assert following is not None
    assert following.id == 4


def test_a_yttrande_that_is_led_in_by_its_only_point_is_judged_by_that():
    file = case_file()
    file.decision_points = [DecisionPoint(id=1, case_id=1, text="föreslås besluta att lämna yttrandet", lead_in=True)]
    assert [one.decision_point_id for one in judged_of(file)] == [1]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, ""),
        ({"justering_on": date(2026, 4, 2)}, ""),
        ({"justering_on": date(2026, 4, 3)}, "justering_on"),
        ({"justering_on": date(2026, 3, 18)}, "justering_on"),
        ({"justering_on": date(2026, 3, 26), "anslag_on": date(2026, 3, 28)}, ""),
        ({"justering_on": date(2026, 3, 26), "anslag_on": date(2026, 3, 29)}, "anslag_on"),
        ({"justering_on": date(2026, 3, 26), "anslag_on": date(2026, 3, 25)}, "anslag_on"),
        ({"anslag_on": date(2026, 3, 27), "anslag_until": date(2026, 3, 27)}, "anslag_until"),
        ({"anslag_on": date(2026, 3, 27), "anslag_until": date(2026, 4, 17)}, "anslag_until"),
        ({"dispatched_on": date(2026, 3, 18)}, "dispatched_on"),
        ({"justering_on": date(2026, 3, 26), "dispatched_on": date(2026, 3, 24)}, "dispatched_on"),
        ({"justering_on": date(2026, 3, 19), "dispatched_on": date(2026, 3, 24)}, ""),
        ({"day": date(2026, 4, 23), "outcome": Outcome.bifall}, "day"),
        ({"anslag_on": date(2026, 3, 18)}, "anslag_on"),
        ({"published_on": date(2026, 3, 18)}, "published_on"),
        ({"justering_on": date(2026, 3, 26), "published_on": date(2026, 4, 21)}, "published_on"),
        ({"dispatched_on": date(2026, 4, 20)}, ""),
        ({"dispatched_on": date(2026, 4, 21)}, "dispatched_on"),
        ({"anslag_on": date(2026, 3, 27), "anslag_until": date(2026, 4, 29)}, ""),
    ],
)
def test_days_that_do_not_fit_are_asked_about(values, field):
    today = date(2026, 4, 20)
    asked = questions_on(decision(1, NAMND, date(2026, 3, 19)).model_copy(update=values), today)
    assert list(asked) == ([field] if field else [])
    assert all(words.endswith("?") for words in asked.values())


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("justering_on", "Den 26 mars 2026 har inte varit än. Är protokollet redan justerat?"),
        ("published_on", "Den 26 mars 2026 har inte varit än. Är beslutet redan publicerat?"),
        ("dispatched_on", "Den 26 mars 2026 har inte varit än. Är beslutet redan skickat?"),
    ],
)
def test_what_is_said_to_be_done_tomorrow_is_asked_about(name, question):
    made = decision(1, NAMND, date(2026, 3, 19)).model_copy(update={name: date(2026, 3, 26)})
    assert questions_on(made, TODAY) == {name: question}


@pytest.mark.parametrize(("sent", "why"), [(date(2026, 3, 26), "inte har varit"), (date(2026, 3, 18), "sammanträdet")])
def test_a_single_recipients_day_is_asked_about_too(sent, why):
    rows = [Dispatch(case_id=1, decision_id=1, to_whom="Kommunstyrelsen", sent_on=sent)]
    asked = questions_on(decision(1, NAMND, date(2026, 3, 19), dispatched_on=date(2026, 3, 24)), TODAY, rows)
    assert list(asked) == ["dispatched_on"]
    assert "Kommunstyrelsen" in asked["dispatched_on"]
    assert why in asked["dispatched_on"]


def asked_before(file: CaseFile, made: Decision) -> list[str]:
    return [one.words for one in before_registering(file, made, consequences_of(file, made, (), TODAY), TODAY)]


def audit_with(*answers: str, **values: Any) -> tuple[CaseFile, Decision]:
    made = decision(1, NAMND, date(2026, 3, 19), **{"outcome": Outcome.bifall, "paragraph": "§ 4"} | values)
    rows = [
        Recommendation(id=no, case_id=1, no=no, text=f"Gör {no}", answer=from_paragraphs([answer] if answer else []))
        for no, answer in enumerate(answers, start=1)
    ]
    return case_file(decisions=[made], recommendations=rows), made


def test_recommendations_without_an_answer_are_named_before_the_answer_is_decided():
    assert asked_before(*audit_with("Ja.", "", "", "")) == [
        "3 rekommendationer (2, 3 och 4) saknar svar. Sedan efterfrågas de inte."
    ]
    assert asked_before(*audit_with("Ja.", "")) == ["Rekommendation 2 saknar svar."]
    assert asked_before(*audit_with("Ja.", "Ja.")) == []


def test_assessments_are_named_too_where_the_auditors_ask_for_them():
    file, made = audit_with("")
    file.questions = [AuditQuestion(id=1, case_id=1, position=1, text="Sköts det?")]
    assert asked_before(file, made) == ["Rekommendation 1 saknar svar."]
    file.demands = [Demand(case_id=1, part=DemandPart.per_assessment)]
    assert asked_before(file, made) == ["Rekommendation 1 och bedömning 1 saknar svar. Sedan efterfrågas de inte."]


def test_what_is_not_ours_or_has_a_reason_is_answered():
    file, made = audit_with("", "")
    file.recommendations[0].concerns_us = False
    file.recommendations[1].no_measure_reason = "Det görs redan."
    assert asked_before(file, made) == []


def test_what_is_sent_back_is_asked_for_its_reason_and_its_number_and_for_no_answers():
    file, made = audit_with("", outcome=Outcome.aterremiss, paragraph="")
    assert asked_before(file, made) == [
        "Varför återremitteras ärendet? Skälet ska stå i protokollet.",
        "Paragrafens nummer saknas.",
    ]
    file, made = audit_with("", outcome=Outcome.bordlaggning, reason="Tiden räckte inte.")
    assert asked_before(file, made) == []


def test_one_point_that_is_sent_back_is_asked_for_its_own_reason():
    made = decision(1, NAMND, date(2026, 3, 19), paragraph="§ 4")
    rows = [
        PointOutcome(case_id=1, decision_id=1, decision_point_id=at, outcome=outcome)
        for at, outcome in ((1, Outcome.bifall), (2, Outcome.aterremiss))
    ]
    file = case_file(points=2, decisions=[made], point_outcomes=rows)
    (question,) = before_registering(file, made, consequences_of(file, made, (), TODAY), TODAY)
    assert question.words.startswith("Punkt 2: Varför")
    assert (question.table, question.row, question.field) == ("points", "1", "reason")


def test_a_decision_that_is_sent_tomorrow_is_asked_about_before_it_is_registered():
    file, made = audit_with("Ja.", dispatched_on=date(2026, 3, 26))
    assert asked_before(file, made) == ["Den 26 mars 2026 har inte varit än. Är beslutet redan skickat?"]


@pytest.mark.parametrize(
    ("outcome", "reason", "asked"),
    [
        (Outcome.aterremiss, "", True),
        (Outcome.aterremiss, "Kostnaderna saknas.", False),
        (Outcome.bordlaggning, " ", True),
        (Outcome.bifall, "", False),
        (None, "", False),
    ],
)
def test_only_what_ought_to_have_a_reason_is_asked_why(outcome, reason, asked):
    assert bool(reason_question(outcome, reason)) == asked


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Nämnden uppdrar åt förvaltningen att utreda öppettiderna",
            ("Utreda öppettiderna", "förvaltningen", ReportForm.ej_angivet, None),
        ),
        (
            "Nämnden ger barn- och ungdomsförvaltningen i uppdrag att skriftligt redovisa läget senast i juni 2026.",
            (
                "Skriftligt redovisa läget senast i juni 2026",
                "barn- och ungdomsförvaltningen",
                ReportForm.skriftligt,
                date(2026, 6, 30),
            ),
        ),
        (
            "att förvaltningen får i uppdrag att ta fram en plan",
            ("Ta fram en plan", "förvaltningen", ReportForm.ej_angivet, None),
        ),
        (
            "att förvaltningen uppdras att göra en genomlysning som redovisas muntligt i maj 2026",
            (
                "Göra en genomlysning som redovisas muntligt i maj 2026",
                "förvaltningen",
                ReportForm.muntligt,
                date(2026, 5, 31),
            ),
        ),
        (
            "Nämnden uppdrar åt förvaltningen att följa upp avtalet från 2024",
            ("Följa upp avtalet från 2024", "förvaltningen", ReportForm.ej_angivet, None),
        ),
        ("Nämnden godkänner yttrandet", None),
        ("Förvaltningen har haft i uppdrag att utreda frågan", None),
    ],
)
def test_a_task_is_told_with_whom_it_is_for_and_when_it_is_reported(words, wanted):
    task = task_in(words, date(2026, 3, 19))
    found = task and (task.text, task.task_for, task.form, task.time.latest if task.time else None)
    assert found == wanted


POINTS = (
    "Barn- och utbildningsnämnden godkänner yttrandet och skickar det till revisorerna.",
    "Barn- och utbildningsnämnden justerar paragrafen omedelbart.",
)


def matched(text: str, points: tuple[str, ...] = POINTS, clauses: int = 0) -> Any:
    file = case_file(clauses=clauses)
    file.decision_points = [DecisionPoint(id=at, case_id=1, text=words) for at, words in enumerate(points, start=1)]
    found = match_points(read_minutes(text).facts, judged_of(file))
    return [(one.judged.name, one.outcome, one.decided_text) for one in found.points], found.outcome, len(found.beside)


@pytest.mark.parametrize(
    ("text", "points", "outcome", "beside"),
    [
        (
            (
                "Beslut\nBarn- och utbildningsnämnden beslutar\n1. att godkänna yttrandet och skicka det till "
                "revisorerna\n"
                "2. att förklara paragrafen omedelbart justerad"
            ),
            [("Punkt 1", Outcome.bifall, ""), ("Punkt 2", Outcome.bifall, "")],
            None,
            0,
        ),
        (
            (
                "Beslut\nNämnden beslutar\n1. att godkänna yttrandet med tillägg och skicka det till revisorerna\n"
                "2. att tacka förvaltningen"
            ),
            [
                (
                    "Punkt 1",
                    Outcome.bifall,
                    (
                        "Barn- och utbildningsnämnden beslutar att godkänna yttrandet med tillägg och skicka det till "
                        "revisorerna"
                    ),
                )
            ],
            None,
            1,
        ),
        ("Beslut\nNämnden beslutar enligt förslaget.", [], Outcome.bifall, 0),
        ("Beslut\nÄrendet återremitteras.", [], Outcome.aterremiss, 0),
    ],
)
def test_points_of_the_minutes_are_laid_beside_those_of_the_case(text, points, outcome, beside):
    assert matched(text) == (points, outcome, beside)


def test_an_initiative_that_is_answered_as_a_whole_is_answered_in_each_attsats():
    text = "Beslut\nNämnden beslutar att nämndinitiativet ska anses besvarat."
    assert matched(text, (), 2) == ([], Outcome.anses_besvarad, 0)


def test_each_attsats_that_is_named_gets_its_own_outcome():
    text = "Beslut\nNämnden beslutar\natt bifalla att-sats 1\natt avslå att-sats 2"
    assert matched(text, (), 2)[0] == [("Att-sats 1", Outcome.bifall, ""), ("Att-sats 2", Outcome.avslag, "")]


@pytest.mark.parametrize(
    ("words", "proposal", "told"),
    [
        ("Godkänna svaret", "Miljönämnden godkänner svaret", "Miljönämnden beslutar att godkänna svaret"),
        ("Godkänna svaret", "Godkänna svaret med tillägg", "Godkänna svaret"),
        ("Svaret godkänns", "Miljönämnden godkänner svaret", "Svaret godkänns"),
    ],
)
def test_decided_words_name_who_decides_where_the_proposal_does(words, proposal, told):
    assert told_like(words, proposal) == told


OUTCOMES = st.sampled_from(list(Outcome))


@given(
    st.lists(OUTCOMES, min_size=1, max_size=4),
    st.lists(OUTCOMES, max_size=3),
    st.sampled_from(list(BodyKind)),
    st.sampled_from(list(CaseStage)),
    st.booleans(),
)
def test_whatever_is_decided_has_followed_when_it_has_been_done(points, clauses, kind, stage, sent):
    """Doing what follows leaves nothing more to follow, and only the nämnd settles anything."""
    file = case_file(
        points=len(points), clauses=len(clauses), documents=[Document(id=1, case_id=1, kind=DocumentKind.yttrande)]
    )
    file.case.stage = stage
    made = decision(1, kind, date(2026, 3, 19), dispatched_on=date(2026, 3, 24) if sent else None)
    file.decisions = [made]
    for at, (judged, outcome) in enumerate(zip(judged_of(file), [*points, *clauses], strict=True), start=1):
        file.point_outcomes.append(
            PointOutcome(
                id=at, case_id=1, decision_id=1, outcome=outcome,
                decision_point_id=judged.decision_point_id, attsats_id=judged.attsats_id,
            )
        )  # fmt: skip

    done = consequences_of(file, made, MEETINGS, TODAY)

    assert bool(done) == bool(done.stage or done.decided_documents or done.clauses or done.tasks or done.steps)
    assert registered_words(done, file)
    if kind != NAMND:
        assert not (done.decided_documents)
        assert not (done.clauses)
        assert not (done.tasks)
    if all(outcome in BACK for outcome in (*points, *clauses)):
        assert not (done.decided_documents)
        assert not (done.clauses)
    file.case.stage = done.stage or stage
    for document_id in done.decided_documents:
        file.documents[document_id - 1].mode = DocumentMode.beslutat
    for attsats_id, outcome, reason in done.clauses:
        file.attsatser[attsats_id - 1].outcome, file.attsatser[attsats_id - 1].reason = outcome, reason
    file.plan_steps += [PlanStep(id=9, case_id=1, **one._asdict()) for one in done.steps]
    assert not consequences_of(file, made, MEETINGS, TODAY)


def test_an_outcome_may_be_of_a_point_and_of_the_attsats_that_it_settles():
    file = case_file(CaseKind.namndinitiativ, points=1, clauses=1)
    file.point_outcomes = [
        PointOutcome(id=1, case_id=1, decision_id=1, decision_point_id=1, attsats_id=1, outcome=Outcome.avslag)
    ]
    assert [row.outcome for one in judged_of(file) if (row := outcome_row(file, 1, one))] == [Outcome.avslag] * 2


def test_nothing_follows_while_a_point_lacks_its_outcome():
    file = case_file(points=2)
    file.decisions = [decision(1, NAMND, date(2026, 3, 19))]
    file.point_outcomes = [
        PointOutcome(id=1, case_id=1, decision_id=1, decision_point_id=1, outcome=Outcome.bifall),
    ]
    assert not consequences_of(file, file.decisions[0], MEETINGS, TODAY)


def test_a_decision_that_a_later_one_has_overtaken_no_longer_moves_the_case():
    file = case_file(points=1)
    file.case.stage = CaseStage.beslutat
    first = decision(1, NAMND, date(2026, 2, 19), outcome=Outcome.aterremiss)
    file.decisions = [first, decision(2, NAMND, date(2026, 3, 19), outcome=Outcome.bifall)]
    assert not consequences_of(file, first, MEETINGS, TODAY)


def test_a_later_decision_that_is_only_entered_overtakes_nothing():
    file = case_file(points=1)
    file.case.stage = CaseStage.till_au
    first = decision(1, BodyKind.au, date(2026, 2, 5), outcome=Outcome.aterremiss)
    later = decision(2, NAMND, date(2026, 2, 19), outcome=Outcome.bifall)
    file.decisions = [first, later]
    assert consequences_of(file, first, MEETINGS, TODAY).stage == CaseStage.under_arbete
    file.case.stage = CaseStage.beslutat
    assert not consequences_of(file, first, MEETINGS, TODAY)


def test_the_stage_told_counts_the_tasks_that_the_decision_gives():
    file = case_file()
    file.decision_points = [
        DecisionPoint(
            id=1, case_id=1, position=1, text="Nämnden ger förvaltningen i uppdrag att redovisa hållplatserna"
        )
    ]
    made = decision(1, NAMND, date(2026, 2, 19), outcome=Outcome.bifall, dispatched_on=date(2026, 2, 20))
    file.decisions = [made]
    done = consequences_of(file, made, MEETINGS, TODAY)
    assert len(done.tasks) == 1
    assert done.stage == CaseStage.uppfoljning


@pytest.mark.parametrize(
    ("stage", "wanted"), [(CaseStage.inkommet, CaseStage.under_arbete), (CaseStage.till_namnd, None)]
)
def test_a_first_treatment_begins_the_work_and_sends_nothing_back(stage, wanted):
    file = case_file(CaseKind.namndinitiativ)
    file.case.stage = stage
    first = DecisionOccasion.forsta_behandling
    made = decision(1, NAMND, date(2026, 2, 5), outcome=Outcome.remitteras, occasion=first)
    file.decisions = [made]
    assert consequences_of(file, made, MEETINGS, TODAY).stage == wanted


WORK = "Utreda öppettiderna i simhallen"


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Utreda skolvägen", "utreda skolvägen"),
        ("Utreda skolvägen och redovisa det i juni 2026", "utreda skolvägen"),
        ("Utreda skolvägen, med skriftlig återrapportering senast i juni", "utreda skolvägen"),
        ("Utreda skolvägen senast den 1 juni", "utreda skolvägen"),
        ("Utreda skolvägen och bygga om den senast i juni", "utreda skolvägen och bygga om den"),
        ("Redovisa hållplatserna", "redovisa hållplatserna"),
    ],
)
def test_the_work_of_a_task_is_told_without_its_report(text, work):
    assert work_of(text) == work


@pytest.mark.parametrize(
    ("point", "clause", "told", "time"),
    [
        ("", "", WORK, ""),
        (" och redovisa det senast i juni 2026", "", f"{WORK} och redovisa det senast i juni 2026", "juni 2026"),
        ("", ", senast i juni 2026", f"{WORK}, senast i juni 2026", "juni 2026"),
        (" senast i juni 2026", " senast i maj 2026", f"{WORK} senast i juni 2026", "juni 2026"),
    ],
)
def test_what_a_point_and_an_attsats_both_ask_for_is_one_task_of_the_attsats(point, clause, told, time):
    file = case_file(CaseKind.namndinitiativ)
    given = f"förvaltningen i uppdrag att {WORK.lower()}"
    file.decision_points = [DecisionPoint(id=1, case_id=1, position=1, text=f"Nämnden ger {given}{point}.")]
    file.attsatser = [Attsats(id=7, case_id=1, position=1, text=f"att nämnden ger {given}{clause}")]
    made = decision(1, NAMND, date(2026, 2, 19), outcome=Outcome.bifall)
    file.decisions = [made]

    (new,) = consequences_of(file, made, MEETINGS, TODAY).tasks

    assert (new.attsats_id, new.task.text) == (7, told)
    assert time in (new.task.time.words if new.task.time else "")
    file.assignments = [Assignment(id=1, case_id=1, attsats_id=7, decision_id=1, text=new.task.text)]
    assert consequences_of(file, made, MEETINGS, TODAY).tasks == ()


def test_two_points_that_ask_for_the_same_work_at_two_times_are_two_tasks():
    file = case_file()
    given = f"Nämnden ger förvaltningen i uppdrag att {WORK.lower()}"
    texts = (f"{given} senast i maj 2026", f"{given} senast i juni 2026")
    file.decision_points = [DecisionPoint(id=at, case_id=1, position=at, text=one) for at, one in enumerate(texts, 1)]
    made = decision(1, NAMND, date(2026, 2, 19), outcome=Outcome.bifall)
    file.decisions = [made]
    assert len(consequences_of(file, made, MEETINGS, TODAY).tasks) == 2


PLACES = [
    DecisionPlace(("step", 1), AU, DecisionOccasion.svar, "AU", date(2026, 3, 5), None, 1),
    DecisionPlace(("step", 2), NAMND, DecisionOccasion.svar, "BUN", date(2026, 3, 19), None, 2),
    DecisionPlace(("step", 3), NAMND, DecisionOccasion.svar, "BUN", date(2026, 4, 23), None, None),
]


@pytest.mark.parametrize(
    ("shown", "kind", "day", "wanted"),
    [
        (0, None, date(2026, 3, 19), 0),
        (0, NAMND, date(2026, 3, 19), 1),
        (2, NAMND, date(2026, 3, 19), 1),
        (0, NAMND, None, 2),
        (1, NAMND, None, 1),
        (0, NAMND, date(2026, 5, 28), 2),
        (1, NAMND, date(2026, 5, 28), 1),
        (1, AU, None, 0),
        (1, BodyKind.beredning, None, None),
    ],
)
def test_minutes_belong_to_their_body_and_day_then_to_what_is_shown_then_to_what_is_undecided(shown, kind, day, wanted):
    file = case_file(decisions=[decision(at, NAMND, None, outcome=Outcome.bifall) for at in (1, 2)])
    found = minutes_place(file, PLACES, PLACES[shown], kind, day)
    assert found == (None if wanted is None else PLACES[wanted])


def test_the_first_place_to_write_in_is_one_that_has_been_and_is_not_decided():
    file = case_file(decisions=[decision(1, AU, None, outcome=Outcome.bifall)])
    assert first_place(file, PLACES, date(2026, 3, 25)) == PLACES[1]
    file.decisions.append(decision(2, NAMND, None, outcome=Outcome.bifall))
    assert first_place(file, PLACES, date(2026, 3, 25)) == PLACES[2]
    assert first_place(file, PLACES[:2], date(2026, 3, 25)) == PLACES[1]
