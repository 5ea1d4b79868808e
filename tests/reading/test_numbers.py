"""Whose number a number is: the case's own, the other part's, a related one, a report's, or nobody's."""

from __future__ import annotations

import pytest

from nemndsekr.reading.finders.numbers import find_numbers
from tests.reading.read_text import paper_of

BODY = "Nämnden har tagit del av rapporten om bryggor och delar revisorernas syn på hur tillsynen ska gå till framöver."


def numbers_of(text, kind="tjansteskrivelse"):
    found = find_numbers(paper_of(text), kind)
    return {name: [item.text for item in items] for name, items in found._asdict().items() if items}


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Dnr TN 2024/31", "TN 2024/31"),
        ("Dnr: TN-2024-31", "TN-2024-31"),
        ("Diarienummer: 2024/00031", "2024/00031"),
        ("Dnr 31/2024", "31/2024"),
        ("Dnr 2024-00031-4", "2024-00031-4"),
        ("Ärendenummer: TN24/0031", "TN24/0031"),
        ("Dnr REV 31:4-2025", "REV 31:4-2025"),
        ("Vår beteckning TN.2024.31", "TN.2024.31"),
        ("Dnr 1.5.1-31/2024", "1.5.1-31/2024"),
        ("Dnr 5.7.1-00123.2024", "5.7.1-00123.2024"),
        ("Dnr 24TNK31", "24TNK31"),
        ("Diarienr. TN 2024/31-012", "TN 2024/31-012"),
        ("TN 2024/31", "TN 2024/31"),
    ],
)
def test_a_number_after_its_label_is_the_cases_own_whatever_its_form(line, own):
    kind = "missiv" if "REV" in line else "tjansteskrivelse"
    assert numbers_of(f"Svar på granskning av bryggor\n\n{line}\n\n{BODY}{BODY}", kind) == {"own": [own]}


@pytest.mark.parametrize(
    "text",
    [
        "Diarienummer\n\nTN 2024/31",
        "Dnr:\n\nTN.31.2024",
        "Handläggare\nDatum\nVår beteckning\n2024-05-06\nTN 2024/31",
    ],
)
def test_a_number_under_its_label_is_the_cases_own(text):
    assert len(numbers_of(f"{text}\n\nSvar på granskning\n\n{BODY}{BODY}")["own"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Enligt SFS 2017:725 och SOSFS 2011/09 gäller tillsyn.",
        "Detta beslutades i § 12/2024 av nämnden.",
        "Arbetet gjordes läsåret 2023/24 och under 2024-2026.",
        "Telefon 0491-88 12 34, besökstid 08-16.",
        "Möte hölls 2024-03-12 och 2024/03/14.",
        "Prop. 2016/17:171 låg till grund.",
    ],
)
def test_what_looks_like_a_number_and_is_none_is_left_alone(text):
    assert numbers_of(f"Tjänsteskrivelse\n\nSvar på granskning av bryggor\n\n{text}\n\n{BODY}{BODY}") == {}


@pytest.mark.parametrize(
    ("text", "counterpart"),
    [
        pytest.param("Er beteckning: REV 2024/7", "REV 2024/7", id="labelled as theirs"),
        pytest.param("Ert dnr\n\nREV 2024/7", "REV 2024/7", id="under its label"),
        pytest.param("Revisorernas dnr SR 2024/7", "SR 2024/7", id="the auditors' number"),
        pytest.param(f"{BODY}{BODY}\n\nSvaret gäller rapporten (RVK 2024/7).", "RVK 2024/7", id="in running text"),
    ],
)
def test_the_other_parts_number_is_told_from_the_own(text, counterpart):
    got = numbers_of(f"Svar på granskning av bryggor\n\nDnr TN 2024/31\n\n{text}\n\n{BODY}{BODY}")
    assert got == {"own": ["TN 2024/31"], "counterpart": [counterpart]}


def test_the_receivers_stamp_on_the_auditors_letter_is_the_other_parts():
    text = f"Missiv\n\nDnr REV 2024/7\n\nAnkomststämpel: Tekniska nämnden, dnr TN 2024/31\n\n{BODY}{BODY}"
    assert numbers_of(text, "missiv") == {"own": ["REV 2024/7"], "counterpart": ["TN 2024/31"]}
    assert numbers_of(text.replace("Dnr REV 2024/7\n\n", ""), "namndinitiativ") == {"own": ["TN 2024/31"]}


@pytest.mark.parametrize("kind", ["revisionsrapport", "missiv", "namndinitiativ", "motion", "skrivelse"])
def test_kinds_that_seldom_bear_a_number_take_none_from_their_running_text(kind):
    text = f"Granskning\n\n{BODY}{BODY}\n\nNämnden beslutade i ärendet dnr TN 2019/31 att bryggorna skulle lagas."
    assert "own" not in numbers_of(text, kind)


def test_other_kinds_take_a_labelled_number_from_their_text():
    text = f"Granskning\n\n{BODY}{BODY}\n\nÄrendet har dnr TN 2024/31 hos nämnden."
    assert numbers_of(text, "yttrande")["own"] == ["TN 2024/31"]


def test_numbers_in_the_text_that_belong_to_nobody_here_are_related():
    text = (
        f"Svar på granskning\n\nDnr TN 2024/31\n\n{BODY}{BODY}\n\nÄrendet hör samman med KS 2022/118 och KS 2022/118."
    )
    assert numbers_of(text) == {"own": ["TN 2024/31"], "related": ["KS 2022/118"]}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Revisionsrapport nr 7/2024", "7/2024"),
        ("Rapport 2024:7", "2024:7"),
        ("Rapport nr 7, 2024", "7, 2024"),
        ("Granskningsrapport 7-2024", "7-2024"),
        ("Projektrapport nummer 7/2024", "7/2024"),
        ("Rapport 2024-7", "2024-7"),
    ],
)
def test_the_number_of_a_report_stands_in_its_head(text, number):
    got = numbers_of(f"{text}\n\nGranskning av bryggor\n\n{BODY}{BODY}", "revisionsrapport")
    assert got == {"report": [number]}


@pytest.mark.parametrize(
    "text",
    [
        "I en tidigare granskning (rapport nr 3/2019) framkom brister.",
        "Detta följdes upp och gjordes i rapport nr 3/2019.",
        "Uppföljning av rapport nr 3/2019 görs nästa år.",
    ],
)
def test_the_number_of_an_earlier_report_is_not_this_ones(text):
    assert "report" not in numbers_of(f"Svar på granskning av bryggor\n\n{BODY}{BODY}\n\n{text}", "yttrande")


def test_an_answer_bears_the_number_of_the_report_that_it_answers():
    text = f"Svar på granskning av bryggor\n\n{BODY}{BODY}\n\nRevisorerna har i rapport nr 7/2024 granskat bryggorna."
    assert numbers_of(text, "yttrande") == {"report": ["7/2024"]}


def test_what_a_report_tells_of_other_reports_is_not_its_own_number():
    text = f"Granskning av bryggor\n\n{BODY}{BODY}\n\nI rapport nr 5/2023 granskades bojarna."
    assert "report" not in numbers_of(text, "revisionsrapport")


def test_a_number_on_the_cover_is_given_as_others_write_it():
    text = f"Rapport nr 7, 2024\n\nGranskning av bryggor\n\n{BODY}{BODY}\n\nHänvisa till rapport nr 7/2024."
    assert numbers_of(text, "revisionsrapport")["report"] == ["7/2024"]
