"""Where in the case page a row is worked on that is no item by itself."""

from __future__ import annotations

import pytest

from nemndsekr.records.audit import Finding
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.measure import Measure, MeasureLink, Promise, ReportBack
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import AnswerEvent
from nemndsekr.rules.case_places import RowPlace, place_of_row


@pytest.fixture
def file() -> CaseFile:
    made = CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"))
    made.measures = [Measure(id=5, uid="m5", case_id=1, text="Ett"), Measure(id=6, uid="m6", case_id=1, text="Två")]
    made.measure_links = [
        MeasureLink(case_id=1, measure_id=5, recommendation_id=3),
        MeasureLink(case_id=1, measure_id=6, question_id=4),
    ]
    made.promises = [Promise(id=1, uid="p", case_id=1, measure_id=6)]
    made.report_backs = [ReportBack(id=1, uid="b", case_id=1, measure_id=5)]
    made.findings = [
        Finding(id=1, uid="f", case_id=1, text="Brist", question_id=4),
        Finding(uid="g", case_id=1, text="x"),
    ]
    made.answer_events = [AnswerEvent(id=1, uid="e", case_id=1, recommendation_id=3)]
    return made


@pytest.mark.parametrize(
    ("table", "uid", "field", "place"),
    [
        ("measures", "m5", "", RowPlace(("recommendations", 3), "measures", 5)),
        ("measures", "m6", "evidence", RowPlace(("questions", 4), "evidence", 6)),
        ("promises", "p", "words", RowPlace(("questions", 4), "promise", 6)),
        ("report_backs", "b", "", RowPlace(("recommendations", 3), "report_backs", 5)),
        ("findings", "f", "reply", RowPlace(("questions", 4), "findings")),
        ("findings", "g", "", None),
        ("answer_events", "e", "", RowPlace(("recommendations", 3), "answered_by")),
        ("measures", "borta", "", None),
        ("recommendations", "m5", "", None),
    ],
)
def test_a_row_is_worked_on_in_the_item_it_hangs_on(file, table, uid, field, place):
    assert place_of_row(file, table, uid, field) == place
