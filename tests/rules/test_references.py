"""Live references: what may be referred to, and numbers that follow in the form they were written."""

from __future__ import annotations

import pytest

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.references import current_words, references_in, renumbered


@pytest.mark.parametrize(
    ("words", "number", "told"),
    [
        ("rekommendation 2", 5, "rekommendation 5"),
        ("rekommendation två", 5, "rekommendation fem"),
        ("rekommendation två", 25, "rekommendation 25"),
        ("den andra punkten", 5, "den andra punkten"),
        ("rekommendation 2 av 8", 3, "rekommendation 3 av 8"),
    ],
)
def test_a_number_follows_in_figures_or_letters(words, number, told):
    assert renumbered(words, number) == told


def test_what_is_not_known_any_more_stays_as_it_was_written():
    assert current_words("rekommendation 2", "borta", {"annan": 4}) == "rekommendation 2"
    assert current_words("rekommendation 2", "annan", {"annan": 4}) == "rekommendation 4"


def test_recommendations_go_by_the_reports_number_and_clauses_by_their_place():
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"))
    file.recommendations = [Recommendation(id=1, uid="r", case_id=1, no=4, text="Säkerställ att beslut fattas i tid")]
    file.attsatser = [Attsats(id=1, uid="a", case_id=1, text="att nämnden utreder frågan")]
    assert [(one.uid, one.words) for one in references_in(file)] == [("r", "rekommendation 4"), ("a", "att-sats 1")]
