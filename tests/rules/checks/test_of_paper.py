"""Which of a case's remarks are told beside which of its papers."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Occasion
from nemndsekr.records.document import Document, Section
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.followup_checks import FOLLOWUP_TABLE
from nemndsekr.rules.checks.of_paper import concerns
from nemndsekr.rules.checks.places import place_in_words
from nemndsekr.rules.checks.remark import Remark
from tests.documents_out.made_up import followed_up

SKRIVELSE, FIRST = DocumentKind.tjansteskrivelse, DocumentKind.yttrande
SECOND, FOLLOW_UP = DocumentKind.uppfoljande_yttrande, DocumentKind.uppfoljningsbilaga


@pytest.fixture
def file() -> CaseFile:
    file = followed_up()
    for one in file.documents:
        one.dated_on = {SKRIVELSE: date(2026, 3, 5), FIRST: date(2026, 3, 19)}.get(one.kind, date(2027, 1, 21))
    if file.document(SKRIVELSE) is None:
        file.documents.insert(0, Document(id=9, case_id=1, kind=SKRIVELSE, dated_on=date(2026, 3, 5)))
    return file


def told(file: CaseFile, table: str, row_uid: str, field: str = "") -> set[DocumentKind]:
    """The papers beside which a remark on a row is told."""
    remark = Remark("mallrad", "Något", "", table, row_uid, field)
    return {kind for kind in (SKRIVELSE, FIRST, SECOND, FOLLOW_UP) if concerns(file, kind)(remark)}


def test_what_the_second_answer_lacks_is_told_beside_that_and_named_by_it_in_the_case(file):
    gaps = [one for one in remarks_on(file) if one.table == FOLLOWUP_TABLE]
    assert gaps

    for one in gaps:
        assert told(file, one.table, one.row_uid, one.field) == {SECOND, FOLLOW_UP}
        assert place_in_words(file, one) == "det uppföljande yttrandet"


def test_a_tjansteskrivelse_of_the_second_answer_is_told_what_that_lacks(file):
    file.document(SKRIVELSE).dated_on = date(2027, 1, 8)
    assert SKRIVELSE in told(file, FOLLOWUP_TABLE, "x")


def test_what_stands_in_one_paper_is_told_beside_that_alone(file):
    second = file.document(SECOND)
    assert told(file, "documents", second.uid, "title") == {SECOND}
    assert told(file, "documents", file.document(FIRST).uid, "title") == {FIRST}

    file.sections.append(Section(id=90, case_id=1, document_id=second.id, key="uppfoljning:x"))
    assert told(file, "sections", file.sections[-1].uid, "body") == {SECOND}


def test_the_first_answers_words_are_not_told_beside_the_second(file):
    first = file.recommendations[0].uid
    assert told(file, "recommendations", first, "answer") == {SKRIVELSE, FIRST}
    assert told(file, "recommendations", first, "text") == {SKRIVELSE, FIRST, SECOND, FOLLOW_UP}
    case_text = next(one for one in file.sections if one.document_id is None)
    assert told(file, "sections", case_text.uid, "body") == {SKRIVELSE, FIRST}


def test_what_was_promised_since_is_told_beside_the_second_answer(file):
    assert told(file, "promises", file.promises_of(2)[-1].uid, "words") == {SECOND, FOLLOW_UP}
    assert told(file, "promises", file.promises_of(2)[0].uid, "words") == {SKRIVELSE, FIRST, SECOND, FOLLOW_UP}
    assert told(file, "measures", file.measures[-1].uid, "text") == {SECOND, FOLLOW_UP}


def test_each_answers_reply_day_is_told_beside_its_papers(file):
    file.reply_days = [
        ReplyDay(id=at, case_id=1, occasion=one) for at, one in enumerate((Occasion.forsta, Occasion.uppfoljande))
    ]
    assert told(file, "reply_days", file.reply_days[0].uid) == {SKRIVELSE, FIRST}
    assert told(file, "reply_days", file.reply_days[1].uid) == {SECOND, FOLLOW_UP}


def test_what_is_of_the_case_is_told_beside_every_paper(file):
    assert told(file, "cases", file.case.uid, "dnr") == {SKRIVELSE, FIRST, SECOND, FOLLOW_UP}
    assert told(file, "", "") == {SKRIVELSE, FIRST, SECOND, FOLLOW_UP}
