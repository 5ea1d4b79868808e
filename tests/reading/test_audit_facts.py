"""Purpose, verdict and period of an audit, and what the auditors ask an answer to hold."""

from __future__ import annotations

import pytest

from nemndsekr.reading.finders.audit_facts import (
    find_audited_bodies,
    find_demand,
    find_period,
    find_purpose,
    find_report_title,
    find_verdict,
)
from tests.reading.read_text import paper_of


def demand(text, kind="missiv"):
    return set(find_demand(paper_of(f"Till hamnnämnden\n\n{text}"), kind))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Av svaret ska framgå vilka åtgärder nämnden avser att vidta.", {"measures"}),
        ("Vi önskar svar om vad nämnden tänker göra.", {"measures"}),
        (
            "Revisorerna begär en redovisning av planerade åtgärder och när de ska vara genomförda.",
            {"measures", "latest_date"},
        ),
        ("I svaret ska förväntad effekt anges.", {"expected_effect"}),
        ("Svaret ska innehålla en tidplan.", {"latest_date"}),
        ("Vi ber nämnden lämna ett svar för varje rekommendation.", {"per_recommendation"}),
        ("Nämnden ska yttra sig särskilt över respektive bedömning.", {"per_assessment"}),
        ("Vi emotser svar nu och önskar ett uppföljande yttrande om ett år.", {"followup"}),
        ("Nämnden ska återkomma med en lägesrapport.", {"followup"}),
    ],
)
def test_what_the_answer_is_to_hold_is_told_by_the_words_that_ask(text, parts):
    assert demand(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden har vidtagit vilka åtgärder den kan.",
        "Vilka åtgärder ska nämnden redovisa i svaret?",
        "Revisorerna ska granska bryggorna efter en tidplan.",
        "Förväntad effekt av lagningen är god.",
    ],
)
def test_words_that_ask_nothing_of_the_answer_are_left_alone(text):
    assert demand(text) == set()


@pytest.mark.parametrize(
    "lead",
    ["Av svaret ska framgå", "Vi önskar att yttrandet redovisar:", "Revisorerna begär ett svar som anger"],
)
def test_what_is_asked_in_a_list_is_told_item_by_item(lead):
    text = f"{lead}\n\n- vilka åtgärder som ska vidtas\n- när åtgärderna ska vara klara\n- förväntad effekt"
    assert demand(text) == {"measures", "latest_date", "expected_effect"}


def test_a_list_under_a_sentence_that_is_over_asks_nothing():
    assert demand("Vi önskar ett svar.\n\n- förväntad effekt av lagningen\n- tidplan för bojarna") == set()


@pytest.mark.parametrize("kind", ["namndinitiativ", "motion"])
def test_a_members_paper_asks_nothing_of_an_answer(kind):
    assert demand("Av svaret ska framgå vilka åtgärder som vidtas.", kind) == set()


def test_each_part_has_the_words_that_ask_for_it():
    paper = paper_of(
        "Till hamnnämnden\n\nBryggan är trasig. Av svaret ska tidplan framgå. Svaret ska ange en tidplan till."
    )
    found = find_demand(paper, "missiv")["latest_date"]
    assert found.text == "Av svaret ska tidplan framgå."
    assert paper.text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Syftet med granskningen har varit att bedöma om bryggorna sköts.",
        "Granskningens syfte är att bedöma om bryggorna sköts.",
        "Granskningen syftar till att bedöma bryggorna.",
    ],
)
def test_the_purpose_is_the_sentence_that_tells_it(text):
    found = find_purpose(paper_of(f"Granskning\n\nHamnen är gammal. {text} Sedan skrev vi."))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Vår sammanfattande bedömning är att bryggorna brister.",
        "Den samlade bedömningen är att bryggorna brister.",
        "Efter granskningen bedömer vi sammanfattningsvis att bryggorna brister.",
    ],
)
def test_the_verdict_is_the_sentence_with_the_whole_judgement(text):
    found = find_verdict(paper_of(f"Granskning\n\nHamnen är gammal. {text}"))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Revisionens granskning har genomförts under våren 2024.", "våren 2024"),
        ("Granskningen har genomförts under perioden januari till maj 2024.", "perioden januari till maj 2024"),
        ("Granskningen genomfördes under år 2024.", "år 2024"),
        ("Vi har granskat bryggorna, och revisionen skedde mellan mars och juni 2024.", "mars och juni 2024"),
        ("Bryggorna lagades under våren 2024.", ""),
        ("Granskningen var rolig.", ""),
    ],
)
def test_the_period_of_the_audit_is_told_in_its_words(text, words):
    found = find_period(paper_of(f"Granskning\n\n{text}"))
    assert (found.text if found else "") == words


def test_a_paper_that_tells_nothing_gives_nothing():
    paper = paper_of("Brev\n\nHej!")
    assert (find_purpose(paper), find_verdict(paper), find_period(paper)) == (None, None, None)


def test_a_purpose_under_an_answer_is_no_purpose_of_the_audit():
    paper = paper_of("Yttrande\n\nRekommendation 2\n\nSyftet är att bryggan ska hålla i tjugo år.")
    assert find_purpose(paper) is None


def test_a_purpose_under_the_heading_of_the_audit_is():
    found = find_purpose(paper_of("Rapport\n\n1 Om granskningen\n\nSyftet är att bedöma om bryggan håller."))
    assert found is not None
    assert found.text == "Syftet är att bedöma om bryggan håller."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Revisionsrapport nr 7/2031, Bryggornas skötsel vintertid", "Bryggornas skötsel vintertid"),
        ("Granskningsrapport nr. 2/2030: Hamnens kranar", "Hamnens kranar"),
    ],
)
def test_what_a_report_is_called_stands_after_its_number(head, title):
    found = find_report_title(paper_of(f"{head}\n\nFörvaltningens kommentar\n\nRapporten kom i maj."))
    assert found is not None
    assert found.text == title


def test_a_number_in_running_text_gives_no_title():
    paper = paper_of("Kommentar\n\nI maj inkom revisionsrapport nr 7/2031, för kommentar senast i juni.")
    assert find_report_title(paper) is None


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "I revisionens granskning ingår Norra hamnnämnden, Södra hamnnämnden samt Bryggnämnden.",
            "Norra hamnnämnden, Södra hamnnämnden samt Bryggnämnden",
        ),
        ("Granskningen omfattar hamnnämnden och kommunstyrelsen.", "hamnnämnden och kommunstyrelsen"),
    ],
)
def test_bodies_that_are_audited_together_are_told(text, bodies):
    found = find_audited_bodies(paper_of(f"Ärendet\n\n{text}"))
    assert found is not None
    assert found.text == bodies


@pytest.mark.parametrize(
    "text", ["Granskningen omfattar hamnnämnden.", "Granskningen omfattar bryggor, kranar och bojar."]
)
def test_one_body_alone_or_things_are_no_audited_bodies(text):
    assert find_audited_bodies(paper_of(f"Ärendet\n\n{text}")) is None
