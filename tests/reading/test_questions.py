"""The revisionsfrågor and the assessments of them, in every way that reports set them out."""

from __future__ import annotations

import pytest

from nemndsekr.reading.finders.questions import find_questions
from tests.reading.read_text import paper_of

BODY = "Revisorerna har granskat hur kommunen sköter sina bryggor och hur tillsynen av dem går till under vintern."
PLAN, KNOWN = "Finns det en plan för bryggorna?", "Är planen känd av dem som ska följa den?"


def asked(text, kind="revisionsrapport", head=f"Revisionsrapport\n\nGranskning av bryggor\n\n{BODY}\n\n"):
    questions, _ = find_questions(paper_of(f"{head}{text}"), kind)
    return [(question.found.text, question.assessment) for question in questions]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Granskningen utgår från följande revisionsfrågor:\n\n- {PLAN}\n- {KNOWN}", id="a list"),
        pytest.param(f"## Revisionsfrågor\n\n1. {PLAN}\n2. {KNOWN}", id="under a heading"),
        pytest.param(
            f"## Revisionsfrågor\n\nGranskningen ska ge svar på dessa.\n\n- {PLAN}\n- {KNOWN}", id="after words"
        ),
        pytest.param(f"De frågor som granskningen ska besvara är: {PLAN} {KNOWN}", id="within a paragraph"),
        pytest.param(f"Delfrågor:\n\nA. {PLAN}\n\nB. {KNOWN}", id="lettered"),
        pytest.param(f"Hur sköts hamnen?\n\n- {PLAN}\n- {KNOWN}", id="unled, under one more question"),
        pytest.param(
            f"Våra granskningsfrågor är:\n\n- Styrning\n    - {PLAN}\n- Kunskap\n    - {KNOWN}",
            id="under heads of groups",
        ),
        pytest.param(
            f"## Vad har vi granskat?\n\nFrågeställningar\n\n- {PLAN}\n- {KNOWN}", id="after a web page's heading"
        ),
    ],
)
def test_questions_are_found_wherever_they_are_asked(text):
    assert [question for question, _ in asked(text) if question != "Hur sköts hamnen?"] == [PLAN, KNOWN]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"| Revisionsfråga | Bedömning |\n|---|---|\n| {PLAN} | Nej, ingen plan finns. |\n| {KNOWN} | Delvis. |\n",
            id="a table with heads",
        ),
        pytest.param(
            f"| {PLAN} | Nej, ingen plan finns. |\n|---|---|\n| {KNOWN} | Delvis. |\n", id="a table without heads"
        ),
        pytest.param(
            f"| Nr | Kontrollfråga | Kommentar |\n|---|---|---|\n| 1 | 1. {PLAN} | Nej, ingen |\n| | | plan finns. |\n"
            f"| 2 | 2. {KNOWN} | Delvis. |\n",
            id="a cell that goes on in the next row",
        ),
        pytest.param(
            f"Svar på revisionsfrågorna:\n\n- {PLAN} Nej, ingen plan finns.\n- {KNOWN} – Delvis.", id="on the same line"
        ),
        pytest.param(
            f"## Svar på revisionsfrågor\n\n{PLAN}\n\nNej, ingen plan finns.\n\n{KNOWN}\n\nDelvis.", id="in turns"
        ),
        pytest.param(f"{PLAN}\n\nNej, ingen plan finns.\n\n{KNOWN}\n\nDelvis.", id="in turns, unled"),
        pytest.param(
            f"## Revisionsfrågor\n\n- {PLAN}\n- {KNOWN}\n\n## Bedömning\n\n| Revisionsfråga | Svar |\n|---|---|\n"
            f"| {PLAN} | Nej, ingen plan finns. |\n| {KNOWN} | Delvis. |\n",
            id="asked first and answered later",
        ),
    ],
)
def test_each_question_has_the_auditors_assessment(text):
    assert asked(text) == [(PLAN, "Nej, ingen plan finns."), (KNOWN, "Delvis.")]


def test_one_assessment_may_be_for_all_questions():
    told = "Samtliga revisionsfrågor bedöms som delvis uppfyllda."
    assert asked(f"Revisionsfrågor:\n\n- {PLAN}\n- {KNOWN}\n\n{told}") == [(PLAN, told), (KNOWN, told)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Följande revisionsfrågor har besvarats:\n\n- om det finns en plan\n- om planen är känd", id="clauses"
        ),
        pytest.param("Granskningen ska besvara frågor om:\n\n- styrningen\n- kunskapen", id="subjects"),
    ],
)
def test_a_list_that_a_lead_in_calls_questions_needs_no_question_marks(text):
    assert len(asked(text)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(f"Vi önskar svar på följande frågor:\n\n- {PLAN}\n- {KNOWN}", "missiv", id="a letter's own"),
        pytest.param(
            f"Revisorerna ber nämnden besvara följande frågor:\n\n- {PLAN}\n- {KNOWN}", "yttrande", id="to be answered"
        ),
        pytest.param(f"Revisionsfrågor:\n\n- {PLAN}\n- {KNOWN}", "motion", id="a motion's"),
        pytest.param(f"Revisionsfrågor:\n\n- {PLAN}\n- {KNOWN}", "remissblad", id="a remiss's"),
        pytest.param(f"{PLAN}\n\n{KNOWN}", "tjansteskrivelse", id="unled in another's paper"),
        pytest.param("## Hade du nytta av sidan?\n\n## Vill du tycka till?", "revisionsrapport", id="a web page's"),
        pytest.param("Revisionsfrågor är viktiga. Vi har läst planerna.", "revisionsrapport", id="none"),
    ],
)
def test_what_others_ask_are_no_revisionsfragor(text, kind):
    assert asked(text, kind) == []


def test_a_letter_tells_of_the_revisionsfragor_too():
    assert len(asked(f"Granskningens revisionsfrågor var:\n\n- {PLAN}\n- {KNOWN}", "missiv")) == 2


def test_a_question_that_comes_back_is_recorded_once():
    assert asked(f"Revisionsfrågor:\n\n- {PLAN}\n- {KNOWN}\n\n{BODY}\n\n## Revisionsfrågor\n\n- {PLAN}\n- {KNOWN}") == [
        (PLAN, ""),
        (KNOWN, ""),
    ]
