"""Minutes of another case are told of with both sides; minutes of this one are not, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.case import CaseNumber
from nemndsekr.records.choices import NumberKind
from nemndsekr.rules.minutes_doubts import doubts_on
from tests.rules.checks.cases import case_file
from tests.rules.test_minutes_text import AU, FULL, SEVERAL


def skolskjuts(dnr: str = "BUN-2026-0412", name: str = "Barn- och utbildningsnämnden"):
    number = CaseNumber(case_id=1, kind=NumberKind.rapport, text="REV-2025-31")
    return case_file({"title": "Granskning av skolskjuts", "dnr": dnr}, {"name": name}, numbers=[number])


FITS = [
    FULL,
    FULL.replace("BUN-2026-0412", "Dnr BUN 2026/412"),
    FULL.replace("BUN-2026-0412", "Diarienummer: 2026-412"),
    FULL.replace("BUN-2026-0412", "Revisorernas dnr REV-2025-31"),
    FULL.replace("BUN-2026-0412\n", ""),
    FULL.replace("Barn- och utbildningsnämnden beslutar", "Nämnden beslutar"),
    "§ 31 Svar på granskning\nBeslut\nNämnden beslutar enligt förvaltningens förslag.",
    "Beslut\nBarn- och utbildningsnämnden beslutar att godkänna yttrandet.",
    "§ 8 Skolskjutsen i kommunen\nArbetsutskottet beslutar att föreslå nämnden att godkänna yttrandet.",
    SEVERAL,
]


@pytest.mark.parametrize("text", FITS)
def test_minutes_of_the_case_raise_no_doubt(text):
    assert doubts_on(text, skolskjuts()) == []


def test_another_number_is_told_with_both():
    text = FULL.replace("BUN-2026-0412", "BUN-2026-0377")
    assert doubts_on(text, skolskjuts()) == [
        "Texten gäller dnr BUN-2026-0377, men ärendet har BUN-2026-0412. Är det rätt protokoll?"
    ]


@pytest.mark.parametrize("number", ["Dnr SN 2026/44", "dnr: 2026-0044", "Ärendenummer 2026/44"])
def test_a_number_is_known_however_it_is_called(number):
    found = doubts_on(FULL.replace("BUN-2026-0412", number), skolskjuts())
    assert len(found) == 1
    assert "men ärendet har BUN-2026-0412" in found[0]


def test_a_case_without_a_number_is_not_compared_by_it():
    assert doubts_on(FULL, skolskjuts(dnr="")) == []


BODIES = [
    ("Socialnämnden beslutar att godkänna yttrandet.", "socialnämnden"),
    ("Tekniska nämnden beslutar att godkänna yttrandet.", "tekniska nämnden"),
    ("Kommunstyrelsen beslutar att godkänna yttrandet.", "kommunstyrelsen"),
]


@pytest.mark.parametrize(("decided", "name"), BODIES)
def test_another_body_that_decides_is_told_with_both(decided, name):
    found = doubts_on(f"§ 31 Svar på granskning av skolskjuts\nBeslut\n{decided}", skolskjuts())
    (doubt,) = found
    assert doubt.startswith(f"Texten säger att {name} har beslutat, men ärendet hör till barn- och utbildningsnämnden.")


def test_a_body_that_is_only_sent_the_decision_decides_nothing():
    text = "§ 31 Svar på granskning av skolskjuts\nBeslut\nNämnden beslutar att överlämna yttrandet till socialnämnden."
    assert doubts_on(text, skolskjuts()) == []


def test_a_body_in_the_head_of_the_minutes_counts_where_the_decision_names_none():
    text = "Socialnämnden 2026-02-19\n§ 31 Svar på granskning av skolskjuts\nBeslut\nNämnden godkänner yttrandet."
    assert "socialnämnden" in doubts_on(text, skolskjuts())[0]
    assert doubts_on(AU, skolskjuts("SN-2026-0044", "Socialnämnden")) == []


def test_the_heading_of_another_case_is_told_where_there_is_no_number():
    text = "§ 31 Motion om cykelvägar i Norrby\nBeslut\nNämnden beslutar att godkänna yttrandet."
    (doubt,) = doubts_on(text, skolskjuts())
    assert "«Motion om cykelvägar i Norrby», men ärendet heter «Granskning av skolskjuts»" in doubt


def test_the_right_number_says_more_than_another_heading():
    text = "§ 31 Resor till och från förskoleklass\nDnr BUN-2026-0412\nBeslut\nNämnden godkänner yttrandet."
    assert doubts_on(text, skolskjuts()) == []


@given(st.text(alphabet="§ 31-/\nBUNnämndenbeslutardnr.", max_size=200))
def test_no_text_makes_it_fail(text):
    assert isinstance(doubts_on(text, skolskjuts()), list)
