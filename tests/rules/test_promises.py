"""A promise is given when its paper has left, was locked or was decided; a later one asks why until it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseStage, DocumentKind, DocumentMode, Outcome
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Departure, Document, Version
from nemndsekr.records.measure import Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.promises import is_given, unexplained

SAID = date(2026, 2, 10)
LATER = datetime(2026, 2, 12, 9, 0, tzinfo=UTC)
BEFORE = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def file(**parts) -> CaseFile:
    return CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"), **parts)


def promise(**values) -> Promise:
    return Promise(case_id=1, measure_id=1, given_on=SAID, words="maj 2026", **values)


@pytest.mark.parametrize(
    ("parts", "given"),
    [
        ({}, False),
        ({"departures": [Departure(case_id=1, at=LATER)]}, True),
        ({"departures": [Departure(case_id=1, at=BEFORE)]}, False),
        ({"versions": [Version(case_id=1, at=LATER)]}, True),
        ({"versions": [Version(case_id=1, at=BEFORE)]}, False),
        (
            {"decisions": [Decision(case_id=1, kind=BodyKind.namnd, outcome=Outcome.bifall, day=date(2026, 2, 20))]},
            True,
        ),
        ({"decisions": [Decision(case_id=1, outcome=Outcome.aterremiss, day=date(2026, 2, 20))]}, False),
        ({"documents": [Document(case_id=1, kind=DocumentKind.yttrande, mode=DocumentMode.beslutat)]}, True),
        ({"documents": [Document(case_id=1, kind=DocumentKind.yttrande)]}, False),
    ],
)
def test_what_has_left_the_house_after_the_promise_makes_it_given(parts, given):
    assert is_given(file(**parts), promise()) is given


def test_what_was_dispatched_is_given_whatever_else_is_known():
    known = file()
    known.case.stage = CaseStage.expedierat
    assert is_given(known, promise())


def test_a_later_promise_is_put_right_until_its_reason_is_told():
    known = file(departures=[Departure(case_id=1, at=LATER)])
    assert not is_given(known, promise(position=1))
    assert is_given(known, promise(position=1, reason="Upphandlingen är överklagad."))


def test_only_the_newest_later_promise_without_a_reason_asks_for_one():
    first, second = promise(), promise(position=1)
    assert unexplained([]) is None
    assert unexplained([first]) is None
    assert unexplained([first, second]) is second
    assert unexplained([first, promise(position=1, reason="Därför")]) is None
