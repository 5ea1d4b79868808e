"""What a paper answers to each recommendation, in every way that answers are set out."""

from __future__ import annotations

import pytest

from nemndsekr.reading.as_json import answer_text
from nemndsekr.reading.finders.recommendations import find_recommendations
from tests.reading.read_text import paper_of

FIRST, SECOND = "Laga alla bryggor i hamnen före vintern", "Måla bojarna röda och vita"
LIST = f"Revisorerna lämnar följande rekommendationer till hamnnämnden:\n\n1. {FIRST}\n2. {SECOND}\n\n"
YES, NO = "Nämnden instämmer och har anlitat en snickare.", "Nämnden avvaktar. Färgen har tagit slut hos handlaren."
HEAD = "Yttrande\n\nSvar på granskning av bryggor\n\n"


def answers(text):
    found, _ = find_recommendations(paper_of(f"{HEAD}{text}"), "yttrande")
    return {item.found.text.rstrip("."): answer_text(item.answer) for item in found}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{LIST}Rekommendation 1: {FIRST}\n\n{YES}\n\nRekommendation 2: {SECOND}\n\n{NO}",
            id="repeated and numbered",
        ),
        pytest.param(
            f"{LIST}Svar på rekommendation 1\n\n{YES}\n\nSvar på rekommendation 2\n\n{NO}", id="by number alone"
        ),
        pytest.param(f"{LIST}Rekommendation 1\n\n{YES}\n\nRekommendation 2\n\n{NO}", id="at once under the number"),
        pytest.param(
            f"{LIST}## Nämndens svar\n\n{FIRST}\n\n{YES}\n\n{SECOND}\n\n{NO}", id="under the words themselves"
        ),
        pytest.param(f"{LIST}## Nämndens svar\n\n{FIRST}. {YES}\n\n{SECOND}. {NO}", id="in the same paragraph"),
        pytest.param(
            f"Rekommendation 1: {FIRST}. {YES}\n\nRekommendation 2: {SECOND}. {NO}", id="run in, without a list"
        ),
        pytest.param(
            f"Revisorerna: {FIRST}.\n\nNämnden: {YES}\n\nRevisorerna: {SECOND}.\n\nNämnden: {NO}", id="as a dialogue"
        ),
        pytest.param(f"Rekommendation a) {FIRST}\n\n{YES}\n\nRekommendation b) {SECOND}\n\n{NO}", id="lettered"),
        pytest.param(
            f"Rekommendation nr 1 – {FIRST}\n\n{YES}\n\nRekommendation nr 2 – {SECOND}\n\n{NO}", id="with a dash"
        ),
    ],
)
def test_each_answer_is_joined_to_its_recommendation(text):
    assert answers(text) == {FIRST: YES, SECOND: NO}


@pytest.mark.parametrize("label", ["Kommentar", "Svar", "Nämnden", "Förvaltningen"])
def test_an_answer_may_stand_under_each_item_of_the_list(label):
    text = f"Revisorerna rekommenderar hamnnämnden att:\n\n- {FIRST}\n\n{label}: {YES}\n\n- {SECOND}\n\n{label}: {NO}"
    assert answers(text) == {FIRST: YES, SECOND: NO}


def test_a_repeated_part_under_each_answer_belongs_to_it():
    text = (
        f"Rekommendation 1: {FIRST}\n\n{YES}\n\n### Tidplan\n\nKlart i maj.\n\n"
        f"Rekommendation 2: {SECOND}\n\n{NO}\n\n### Tidplan\n\nKlart i juni."
    )
    got = answers(text)
    assert got[FIRST] == f"{YES}\n\nTidplan\n\nKlart i maj."
    assert got[SECOND] == f"{NO}\n\nTidplan\n\nKlart i juni."


@pytest.mark.parametrize(
    "end",
    [
        "## Beslutsunderlag\n\nRevisionsrapport, 2024-05-06",
        "## Ekonomiska konsekvenser\n\nInga.",
        "Ylva Strand\n\nOrdförande",
        "Ordförande\n\nYlva Strand",
        "Med vänlig hälsning\n\nYlva Strand",
        "Ylva Strand\tArvid Näs\n\nOrdförande\tSekreterare",
    ],
)
def test_the_last_answer_ends_with_the_next_part_or_the_signatures(end):
    text = f"Rekommendation 1: {FIRST}\n\n{YES}\n\nRekommendation 2: {SECOND}\n\n{NO}\n\n{end}"
    assert answers(text) == {FIRST: YES, SECOND: NO}


def test_answers_keep_their_paragraphs_and_lists():
    text = (
        f"Rekommendation 1: {FIRST}\n\n{YES}\n\nTill våren görs:\n\n- norra bryggan\n- södra bryggan\n\n"
        f"Rekommendation 2: {SECOND}\n\n{NO}"
    )
    assert answers(text)[FIRST] == f"{YES}\n\nTill våren görs:\n\n- norra bryggan\n- södra bryggan"


def test_a_list_of_numbered_recommendations_is_no_list_of_answers():
    text = f"Rekommendation 1: {FIRST}\n\nRekommendation 2: {SECOND}"
    assert answers(text) == {FIRST: "", SECOND: ""}


def test_another_wording_over_the_answer_is_told():
    text = (
        f"{LIST}Rekommendation 1: Laga bryggorna i hamnen före vintern\n\n{YES}\n\nRekommendation 2: {SECOND}\n\n{NO}"
    )
    found, problems = find_recommendations(paper_of(f"{HEAD}{text}"), "yttrande")
    assert [item.found.text for item in found] == [FIRST, SECOND]
    assert found[0].other_wording is not None
    assert found[0].other_wording.text == "Laga bryggorna i hamnen före vintern"
    assert [problem.text for problem in problems] == ["Rekommendation 1 står med två lydelser."]


def test_whom_a_recommendation_is_for_may_stand_in_brackets_over_it():
    text = (
        f"Rekommendation 1: (Hamnnämnden)\n\n{FIRST}\n\n{YES}\n\nRekommendation 2: (Socialnämnden)\n\n{SECOND}\n\n{NO}"
    )
    found, _ = find_recommendations(paper_of(f"{HEAD}{text}"), "yttrande")
    assert [(item.found.text, item.recipient, answer_text(item.answer)) for item in found] == [
        (FIRST, "Hamnnämnden", YES),
        (SECOND, "Socialnämnden", NO),
    ]
