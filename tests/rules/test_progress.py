"""What an answer lacks follows from what the auditors ask for, and from nothing else."""

from __future__ import annotations

import pytest

from nemndsekr.records.audit import Demand
from nemndsekr.records.block_text import BlockText, Paragraph, Run, from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, Stance
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.progress import State, parts_of, recommendation_state

ALL = frozenset({DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date, DemandPart.responsible})
TEXT = from_paragraphs(["Nämnden instämmer."])


def recommendation(**values):
    return Recommendation(id=1, case_id=1, no=1, text="Säkerställ rutinerna.", **values)


def measure(**values):
    return Measure(id=7, case_id=1, text="Inventera", **values)


@pytest.mark.parametrize(
    ("answered", "measures", "promises", "demanded", "lacking"),
    [
        pytest.param({}, [], [], (), ["Ställningstagande", "Svar"], id="nothing written, nothing demanded"),
        pytest.param({"stance": Stance.instammer, "answer": TEXT}, [], [], (), [], id="auditors ask for nothing more"),
        pytest.param(
            {"stance": Stance.instammer, "done": TEXT},
            [],
            [],
            ALL,
            ["Åtgärd", "Effekt", "Tidpunkt", "Ansvarig"],
            id="all demanded, no measure",
        ),
        pytest.param(
            {"stance": Stance.instammer, "answer": TEXT},
            [measure()],
            [],
            (DemandPart.measures,),
            [],
            id="only measures demanded: no effect missing",
        ),
        pytest.param(
            {"stance": Stance.instammer, "answer": TEXT},
            [measure(expected_effect="Säkrare", responsible="Trafikchefen")],
            [Promise(case_id=1, measure_id=7, words="våren 2026")],
            ALL,
            [],
            id="complete",
        ),
        pytest.param(
            {"stance": Stance.instammer, "answer": TEXT},
            [measure(expected_effect="Säkrare"), Measure(id=8, case_id=1, text="Utbilda")],
            [Promise(case_id=1, measure_id=7, words="våren 2026")],
            ALL - {DemandPart.responsible},
            ["Effekt", "Tidpunkt"],
            id="every measure needs its own",
        ),
        pytest.param(
            {"stance": Stance.delar_inte, "answer": TEXT, "no_measure_reason": "Redan gjort."},
            [],
            [],
            ALL,
            [],
            id="no measure, with a reason",
        ),
    ],
)
def test_what_is_lacking(answered, measures, promises, demanded, lacking):
    file = CaseFile(Case(id=1, namnd_id=1, title="Ärende"), Namnd(id=1, name="Nämnden"))
    file.recommendations = [recommendation(**answered)]
    file.demands = [Demand(case_id=1, part=part) for part in demanded]
    file.measures, file.promises = measures, promises
    file.measure_links = [MeasureLink(case_id=1, measure_id=one.id, recommendation_id=1) for one in measures]

    parts = parts_of(file, file.recommendations[0])

    assert [part.name for part in parts if not part.there] == lacking


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.ej_paborjad),
        ({"stance": Stance.instammer}, State.pagar),
        ({"answer": TEXT}, State.pagar),
        ({"finished": True}, State.klar),
    ],
)
def test_a_state_is_begun_by_any_word_and_finished_by_the_secretary(values, state):
    file = CaseFile(Case(id=1, namnd_id=1, title="Ärende"), Namnd(id=1, name="Nämnden"))

    assert recommendation_state(file, recommendation(**values)) == state


def rules_found(**lists):
    file = CaseFile(Case(id=1, namnd_id=1, title="Ärende", dnr="A-1"), Namnd(id=1, name="Nämnden"))
    for name, rows in lists.items():
        setattr(file, name, rows)
    return [remark.rule for remark in remarks_on(file)]


def test_a_complete_case_gets_no_remark():
    assert rules_found(recommendations=[recommendation(stance=Stance.instammer, answer=TEXT)]) == []


def test_another_bodys_recommendation_is_not_missed():
    assert rules_found(recommendations=[recommendation(concerns_us=False)]) == []


@pytest.mark.parametrize("left", ["[Här anger du skäl.]", "Diarienummer XX", "ÅÅÅÅ-04-12"])
def test_what_a_template_left_is_found(left):
    assert rules_found(decision_points=[DecisionPoint(case_id=1, text=f"Nämnden godkänner {left}")]) == ["mallrad"]


@pytest.mark.parametrize("fine", ["LVU och HSLF-FS", "§ 53 [1]", "Nämnden godkänner svaret."])
def test_what_only_looks_like_template_text_is_left_alone(fine):
    assert rules_found(decision_points=[DecisionPoint(case_id=1, text=fine)]) == []


@pytest.mark.parametrize(
    ("point", "found"),
    [
        ("Ärendet läggs till handlingarna", ["svar_skickas_inte"]),
        ("Nämnden godkänner yttrandet och skickar det till revisorerna.", []),
        ("Nämnden överlämnar förvaltningens svar.", []),
    ],
)
def test_a_reply_that_nobody_sends_is_seen(point, found):
    lists = {
        "reply_days": [ReplyDay(case_id=1, words="31 mars 2026")],
        "decision_points": [DecisionPoint(case_id=1, text=point)],
    }
    assert [rule for rule in rules_found(**lists) if rule == "svar_skickas_inte"] == found


def test_two_wordings_are_seen():
    rec = recommendation(stance=Stance.instammer, answer=TEXT, other_wording="Säkerställ rutinen.")
    assert rules_found(recommendations=[rec]) == ["tva_lydelser"]


def test_an_answer_of_blanks_begins_nothing():
    asked = recommendation(answer=BlockText((Paragraph((Run("   "),)),)))
    file = CaseFile(case=Case(id=1, namnd_id=1, title="G"), namnd=Namnd(name="Nämnden"), recommendations=[asked])
    assert recommendation_state(file, asked) == State.ej_paborjad
    assert [part.name for part in parts_of(file, asked) if not part.there] == ["Ställningstagande", "Svar"]
