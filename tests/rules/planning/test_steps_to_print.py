"""Which steps a document prints in a case with two answers: those on the way to the answer that it is about."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseStage, DocumentKind, Occasion
from nemndsekr.records.document import Document
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.planning.chosen import steps_to_print

FIRST, SECOND = date(2025, 3, 20), date(2026, 3, 19)


def case_file(dated_on: date | None, *, second: bool = True) -> CaseFile:
    file = CaseFile(
        Case(id=1, namnd_id=1, title="Granskning", stage=CaseStage.uppfoljning), Namnd(id=1, name="Nämnden")
    )
    days = {Occasion.forsta: FIRST} | ({Occasion.uppfoljande: SECOND} if second else {})
    file.plan_steps = [
        PlanStep(id=at, case_id=1, kind=BodyKind.namnd, occasion=occasion, day=day)
        for at, (occasion, day) in enumerate(days.items(), start=1)
    ]
    file.documents = [Document(id=1, case_id=1, kind=DocumentKind.tjansteskrivelse, dated_on=dated_on)]
    return file


@pytest.mark.parametrize(
    ("file", "kind", "day"),
    [
        (case_file(None), DocumentKind.yttrande, FIRST),
        (case_file(None), DocumentKind.uppfoljande_yttrande, SECOND),
        (case_file(None), DocumentKind.tjansteskrivelse, SECOND),
        (case_file(date(2026, 2, 20)), DocumentKind.tjansteskrivelse, SECOND),
        (case_file(date(2025, 3, 12)), DocumentKind.tjansteskrivelse, FIRST),
        (case_file(FIRST), DocumentKind.tjansteskrivelse, FIRST),
        (case_file(None, second=False), DocumentKind.tjansteskrivelse, FIRST),
    ],
)
def test_a_document_prints_the_way_to_its_own_answer(file: CaseFile, kind: DocumentKind, day: date):
    assert [step.day for step in steps_to_print(file, kind)] == [day]
