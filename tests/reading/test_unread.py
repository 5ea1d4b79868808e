"""What looks like a list, a table or a part that holds facts is told of where nothing of it was understood."""

from __future__ import annotations

import pytest

from tests.reading.read_text import reading_of

HEAD = "Tjänsteskrivelse\n\nDatum 2025-03-04\nDnr TEK-2025-17\n\nSvar på granskning av broar\n\n"


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("Beslutsplanering\n\nNämnden behandlar ärendet när underlaget är klart.", "«Beslutsplanering»", "Nämnden"),
        (
            "Revisionsfrågor\n\n- Styrningen av underhållet\n- Ansvaret för inspektioner\n\nVi har läst planerna.",
            "«Revisionsfrågor»",
            "Styrningen",
        ),
        (
            "| Kontrollfråga | Utfall |\n|---|---|\n| Plan | grön |\n| Kontroll | röd |\n",
            "Kontrollfråga",
            "grön",
        ),
    ],
)
def test_a_part_that_gave_nothing_is_told_of_with_its_place(text, said, place):
    reading = reading_of(HEAD + text)
    told = [problem for problem in reading.problems if said in problem.text]
    assert told, [problem.text for problem in reading.problems]
    assert place in reading.text[told[0].start : told[0].end]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tidigare rekommenderade revisorerna:\n\n- broar\n- räcken", id="what was recommended before"),
        pytest.param("År 2019 rekommenderades följande:\n\n- broar\n- räcken", id="what was recommended another year"),
        pytest.param("Revisionsfrågor\n\nRevisorerna ville veta hur broarna sköts.", id="a chapter in running text"),
        pytest.param("| Bro | Skick |\n|---|---|\n| Norra | Gott |\n", id="a table of other things"),
        pytest.param(
            "Beslutsplanering\n\n- Nämnden 2025-04-01\n- Arbetsutskottet 2025-03-20", id="what was understood"
        ),
    ],
)
def test_what_holds_no_facts_or_was_understood_is_not_told_of(text):
    told = [problem.text for problem in reading_of(HEAD + text).problems]
    assert [text for text in told if "beslutspunkter" not in text] == []


def test_a_list_that_comes_twice_is_no_list_that_was_not_understood():
    reading = reading_of(
        "Revisionsrapport\n\nGranskning av broar\n\nSammanfattning\n\nVi rekommenderar tekniska nämnden att:\n\n"
        "- säkerställa att inspektioner genomförs varje år\n- upprätta en plan för underhållet\n\n"
        "Iakttagelser\n\nNämnden saknar en plan och har inte gjort alla inspektioner som krävs.\n\n"
        "Rekommendationer\n\n- säkerställa att inspektioner genomförs varje år\n- upprätta en plan för underhållet\n"
    )
    assert len(reading.draft.recommendations) == 2
    assert not [
        problem.text for problem in reading.problems if "hittades inga" in problem.text or "Listan" in problem.text
    ]


def test_members_proposals_in_minutes_are_left_alone():
    reading = reading_of(
        "Protokollsutdrag\n\n§ 12\n\nSvar på granskning av broar\n\nBeslut\n\nNämnden godkänner svaret.\n\n"
        "Yrkanden\n\nArvid Näs (S) yrkar:\n\n- att ärendet återremitteras\n- att en ny plan tas fram\n"
    )
    assert not [problem.text for problem in reading.problems]
