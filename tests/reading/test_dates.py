"""The days of a paper: its own, when it came in and when the answer is due, however they are set out."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.reading.finders.dates import days_in, find_case_days, find_document_day
from tests.reading.read_text import paper_of

BODY = "Revisorerna har granskat hur kommunen sköter sina bryggor och hur tillsynen av dem går till under vintern."
DAY = date(2024, 5, 6)


def day_of(text, kind="missiv"):
    found, place = find_document_day(paper_of(text), kind)
    return (found.day if found else None), place


def case_days(text):
    found, problems = find_case_days(paper_of(text))
    return {name: item.day for name, item in found.items()}, [problem.text for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "Datum: 2024-05-06",
        "Datum\n\n2024-05-06",
        "Datum\tDnr\n2024-05-06\tTN 2024/31",
        "Datum\n\nDiarienummer\n\n2024-05-06\n\nTN 2024/31",
        "Datum\n\n240506",
        "Datum 6 maj 2024",
        "Datum den 6:e maj 2024",
        "Upprättad 2024.05.06",
        "Beslutad av styrelsen 2024-05-06",
        "Rapporten lämnad: 2024-05-06",
        "2024-05-06",
        "6 maj 2024",
    ],
)
def test_the_day_of_the_paper_stands_after_or_under_its_label_or_alone(text):
    assert day_of(f"Missiv\n\n{text}\n\nGranskning av bryggor\n\n{BODY}{BODY}")[0] == DAY


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Almsund 2024-05-06", "Almsund"),
        ("Almsund den 6 maj 2024", "Almsund"),
        ("Almsund, 6 maj 2024", "Almsund"),
        ("Ort och datum: Almsund 2024-05-06", "Almsund"),
        ("Norra Almsund den 6 maj 2024", "Norra Almsund"),
        ("Almsund 2024 05 06", "Almsund"),
        ("Almsund 6.5.2024", "Almsund"),
        ("Almsund 6/5 2024", "Almsund"),
        ("Almsund 240506", "Almsund"),
    ],
)
@pytest.mark.parametrize("at_end", [False, True], ids=["at the head", "at the end"])
def test_place_and_day_are_read_however_the_day_is_written(text, place, at_end):
    whole = f"Skrivelse\n\n{BODY}{BODY}\n\n{text}\n\nYlva Strand" if at_end else f"{text}\n\nSkrivelse\n\n{BODY}{BODY}"
    assert day_of(whole, "skrivelse") == (DAY, place)


@pytest.mark.parametrize(
    "text",
    [
        "Inkom\n\n2024-05-06",
        "Svar senast 2024-05-06",
        "Beslut i nämnden 2024-05-06",
        "Ankom 2024-05-06",
    ],
)
def test_the_day_of_something_else_is_not_the_papers(text):
    assert day_of(f"Missiv\n\n{text}\n\nGranskning av bryggor\n\n{BODY}{BODY}")[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "Svar senast\n\n2024-05-06",
        "Sista dag för svar\n\n6 maj 2024",
        "Svar senast: 2024-05-06",
        "| Svar senast | 2024-05-06 |\n|---|---|\n| Kontakt | Ylva Strand |\n",
        "| Kontakt | Ylva Strand |\n|---|---|\n| Remisstid till och med | 6 maj 2024 |\n| Dag | mulen |\n",
        "Revisorerna önskar svar senast den 6 maj 2024.",
        "Nämnden ska yttra sig före 2024-05-06.",
        "Svaret ska ha kommit in till revisorerna 2024-05-06.",
        "Yttrandet ska vara revisorerna tillhanda 2024-05-06.",
        "Remissvar lämnas senast 240506.",
    ],
)
def test_the_day_of_the_answer_is_found(text):
    days, problems = case_days(f"Missiv\n\nDatum 2024-01-15\n\nGranskning av bryggor\n\n{BODY}{BODY}\n\n{text}")
    assert days.get("reply_due") == DAY
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "Inkom\n\n2024-05-06",
        "Inkom till revisionen:\n\n6 maj 2024",
        "Ankomstdatum\n\n2024-05-06",
        "Rapporten inkom 2024-05-06.",
    ],
)
def test_the_day_it_came_in_is_found(text):
    assert case_days(f"Yttrande\n\n{text}\n\n{BODY}{BODY}")[0] == {"received": DAY}


@pytest.mark.parametrize(
    "text",
    [
        "Vi önskar ett uppföljande yttrande senast den 6 maj 2024.",
        "En lägesrapport ska lämnas senast 2024-05-06.",
    ],
)
def test_the_day_of_the_follow_up_is_told_from_that_of_the_answer(text):
    assert case_days(f"Missiv\n\nDatum 2024-01-15\n\n{BODY}{BODY}\n\n{text}")[0] == {"followup_due": DAY}


@pytest.mark.parametrize(
    "text",
    [
        "Handlingsplanen ska vara klar senast den 6 maj 2024, enligt svaret.",
        "Bryggan ska lagas senast den 6 maj 2024.",
        "Nämnden svarade den 6 maj 2024.",
    ],
)
def test_the_day_of_a_measure_is_no_day_for_an_answer(text):
    assert case_days(f"Missiv\n\n{BODY}{BODY}\n\n{text}")[0] == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Svar önskas senast 31 februari 2024.", "31 februari 2024"),
        ("Svar önskas senast [datum].", "[datum]"),
        ("Svar önskas senast xx-xx-xx.", "xx"),
    ],
)
def test_a_day_that_cannot_be_read_is_told_of(text, told):
    days, problems = case_days(f"Missiv\n\n{BODY}{BODY}\n\n{text}")
    assert days == {}
    assert len(problems) == 1
    assert told in problems[0]


def test_the_same_day_twice_is_no_conflict_and_two_days_are():
    text = f"Missiv\n\n{BODY}{BODY}\n\nSvar senast 2024-05-06.\n\nVi önskar svar senast den {{}} maj 2024."
    assert case_days(text.format(6))[1] == []
    assert len(case_days(text.format(7))[1]) == 1


@pytest.mark.parametrize(
    ("text", "six", "days"),
    [
        ("2024-05-06 och 6 maj 2024", False, [DAY, DAY]),
        ("240506", True, [DAY]),
        ("240506", False, []),
        ("maj 2024", False, []),
        ("6 maj", False, []),
        ("20240506", True, [DAY]),
        ("", False, []),
    ],
)
def test_only_whole_days_are_days(text, six, days):
    assert [found.day for found in days_in(text, six=six)] == days


def test_a_day_without_its_year_is_the_one_nearest_to_the_paper():
    text = f"Nämndinitiativ\n\nFler bänkar\n\nInlämnat den 2 januari\n\n{BODY}\n\nAlmsund den 30 december 2025"

    assert case_days(text)[0]["received"] == date(2026, 1, 2)


@pytest.mark.parametrize("words", ["Inlämnat den 2 juli", "Inlämnat av den 2 kommitténs ledamöter"])
def test_a_day_without_its_year_far_from_the_paper_or_none_at_all_is_not_taken(words):
    text = f"Nämndinitiativ\n\nFler bänkar\n\n{words}\n\n{BODY}\n\nAlmsund den 30 december 2025"

    assert "received" not in case_days(text)[0]
