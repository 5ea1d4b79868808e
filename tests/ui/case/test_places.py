"""Where a remark leads, whichever record it points at and however it names the table."""

from __future__ import annotations

import pytest

from nemndsekr.records.audit import AuditQuestion, Finding
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.document import Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.ui.case.places import Place, place_of

BODY = from_paragraphs(["Text."])
FILE = CaseFile(
    Case(id=1, uid="case", namnd_id=1, title="Granskning"),
    Namnd(id=1, name="Nämnden"),
    recommendations=[Recommendation(id=2, uid="r", case_id=1, no=1, text="Säkerställ rutinerna.")],
    questions=[AuditQuestion(id=3, uid="q", case_id=1, text="Är den ändamålsenlig?")],
    findings=[Finding(id=4, uid="f", case_id=1, question_id=3, text="Rutin saknas.")],
    measures=[Measure(id=5, uid="m", case_id=1, text="Inventera"), Measure(id=6, uid="loose", case_id=1, text="Se")],
    measure_links=[MeasureLink(case_id=1, measure_id=5, recommendation_id=2)],
    promises=[Promise(id=7, uid="p", case_id=1, measure_id=5, words="våren 2026")],
    decision_points=[DecisionPoint(id=8, uid="d", case_id=1, text="Nämnden godkänner svaret")],
    sections=[
        Section(id=9, uid="own", case_id=1, key="sammanfattning", body=BODY),
        Section(id=10, uid="free", case_id=1, key="", heading="Fritt", body=BODY),
    ],
)


@pytest.mark.parametrize(
    ("table", "uid", "field", "place"),
    [
        ("cases", "case", "dnr", Place(("facts", ""), "dnr")),
        ("recommendations", "r", "answer", Place(("recommendations", 2), "answer")),
        ("recommendations", "gone", "answer", None),
        ("questions", "q", "answer", Place(("questions", 3), "answer")),
        ("audit_questions", "q", "answer", Place(("questions", 3), "answer")),
        ("findings", "f", "reply", Place(("questions", 3), "findings")),
        ("measures", "m", "expected_effect", Place(("recommendations", 2), "expected_effect", "m")),
        ("promises", "p", "words", Place(("recommendations", 2), "promise", "m")),
        ("measures", "loose", "text", None),
        ("decision_points", "d", "text", Place(("rows", "decision_points"), "text", "d")),
        ("sections", "own", "body", Place(("section", "sammanfattning"), "body")),
        ("sections", "free", "body", Place(("sections", 10), "body")),
        ("namndinitiativ", "", "", Place(("facts", ""), "")),
        ("audits", "a", "stance", Place(("facts", ""), "Audit.stance")),
        ("reply_days", "day", "words", Place(("facts", ""), "reply_days", "day")),
    ],
)
def test_a_record_has_its_place_in_the_page(table: str, uid: str, field: str, place: Place | None) -> None:
    assert place_of(FILE, table, uid, field) == place
