"""A paper that is named twice is listed once; two of one name that are known apart stay two."""

from __future__ import annotations

import pytest

from nemndsekr.records.choices import DocumentKind
from nemndsekr.records.document import Departure
from nemndsekr.rules.listed_papers import distinct_papers, second_papers
from tests.documents_out.made_up import followed_up

REPORT, NUMBERED = (
    "Revisionsrapport – Granskning av skolskjuts",
    "Revisionsrapport – Granskning av skolskjuts, REV-2025-31",
)


@pytest.mark.parametrize(
    ("named", "listed"),
    [
        ([NUMBERED, REPORT], [NUMBERED]),
        ([REPORT, "Missiv", NUMBERED], [NUMBERED, "Missiv"]),
        (["Tillsynsrapport 2026-02-10", "Bilaga 1: Tillsynsrapport"], ["Tillsynsrapport 2026-02-10"]),
        (["Remiss.", "Remiss;"], ["Remiss"]),
        (["Protokoll 2026-02-10", "Protokoll 2026-03-10"], ["Protokoll 2026-02-10", "Protokoll 2026-03-10"]),
        (["Bilaga 1", "Bilaga 2"], ["Bilaga 1", "Bilaga 2"]),
        (["Missiv – Skolskjuts", "Yttrande – Skolskjuts"], ["Missiv – Skolskjuts", "Yttrande – Skolskjuts"]),
        (["Rapport, REV-2025-31", "Rapport, REV-2024-30"], ["Rapport, REV-2025-31", "Rapport, REV-2024-30"]),
        (["Läge 1", "Läge 2"], ["Läge 1", "Läge 2"]),
        ([], []),
    ],
)  # fmt: skip
def test_each_paper_is_listed_once(named: list[str], listed: list[str]):
    assert list(distinct_papers(named)) == listed


def test_the_second_answer_and_its_follow_up_are_listed_unless_somebody_has_named_them():
    file = followed_up()
    assert list(second_papers(file, ())) == ["Yttrande över granskning av skolskjuts – uppföljande yttrande"]
    file.departures = [Departure(id=1, case_id=1, kind=DocumentKind.uppfoljningsbilaga)]
    assert list(second_papers(file, ())) == [
        "Yttrande över granskning av skolskjuts – uppföljande yttrande",
        "Uppföljning av åtgärder – Granskning av skolskjuts",
    ]
    named = ("Förslag till uppföljande yttrande", "Bilaga 1: Uppföljning av åtgärder 2027-01-07")
    assert list(second_papers(file, named)) == []


def test_a_second_answer_that_was_read_in_is_called_what_it_is():
    file = followed_up()
    file.documents[-1].title = "Granskning av skolskjuts"
    assert list(second_papers(file, ())) == ["Uppföljande yttrande – Granskning av skolskjuts"]
