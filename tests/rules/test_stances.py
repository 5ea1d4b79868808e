"""Recommendations whose stance pulls from the overall one."""

from __future__ import annotations

import pytest

from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Stance
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.stances import pulling_apart

EACH = (Stance.instammer, Stance.instammer_delvis, Stance.delar_inte, Stance.annat_satt, None)


@pytest.mark.parametrize(
    ("overall", "numbers"),
    [
        (Stance.instammer, [3]),
        (Stance.instammer_delvis, []),
        (Stance.delar_inte, [1]),
        (Stance.annat_satt, []),
        (None, []),
    ],
)
def test_only_the_other_end_pulls_apart(overall, numbers):
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"))
    file.audits = [Audit(case_id=1, stance=overall)]
    file.recommendations = [
        Recommendation(id=no, case_id=1, no=no, text="Text", stance=stance) for no, stance in enumerate(EACH, start=1)
    ]
    file.recommendations.append(
        Recommendation(id=9, case_id=1, no=9, text="Andras", stance=Stance.delar_inte, concerns_us=False)
    )
    assert [one.no for one in pulling_apart(file)] == numbers
