"""A case whose answer several are owed by days of their own: who is written to, and which day is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.outline import outline_text
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, DocumentKind, Occasion, Precision
from nemndsekr.records.decision import Recipient
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.case_head import case_head
from nemndsekr.rules.checks import remarks_on
from tests.documents_out.made_up import school_transport

BOARD, AUDITORS, ASKED_BY = "Kommunstyrelsen", "Kommunens revisorer", "Kultur- och fritidsnämnden"
TODAY = date(2026, 2, 19)


def on(day: date) -> dict[str, Any]:
    return {"earliest": day, "latest": day, "precision": Precision.dag}


@pytest.fixture
def file() -> CaseFile:
    """A remiss that the board passed on; the auditors and the board are owed an answer."""
    file = school_transport()
    file.case.requester, file.case.forwarded_by = ASKED_BY, BOARD
    days = [(AUDITORS, date(2026, 5, 15), Occasion.forsta), (BOARD, date(2026, 4, 30), Occasion.forsta)]
    file.reply_days = [
        ReplyDay(id=at, case_id=1, to_whom=whom, occasion=occasion, words="dagen", **on(day))
        for at, (whom, day, occasion) in enumerate([*days, (ASKED_BY, date(2026, 5, 29), Occasion.vidare)], start=1)
    ]
    for one in file.documents:
        one.recipient = ""
    return file


def addressee(file: CaseFile, kind: DocumentKind) -> str:
    lines = outline_text(build_document(file, kind)).splitlines()
    return lines[lines.index("Till") + 1]


@pytest.mark.parametrize("kind", [DocumentKind.yttrande, DocumentKind.foljebrev])
def test_an_answer_without_an_addressee_goes_to_those_who_are_owed_it_the_first_day_first(file, kind):
    assert addressee(file, kind) == f"{BOARD} och {AUDITORS}"

    del file.reply_days[0]
    assert addressee(file, kind) == BOARD, "and not to the one who asked the board"


def test_a_letter_goes_where_its_answer_goes(file):
    file.document(DocumentKind.yttrande).recipient = "Regionen"
    assert addressee(file, DocumentKind.foljebrev) == "Regionen"


def test_without_a_reply_day_the_answer_goes_to_the_one_who_asked(file):
    file.reply_days = []
    assert addressee(file, DocumentKind.yttrande) == ASKED_BY


def test_an_anstand_is_asked_of_the_one_whose_day_comes_first_or_is_planned_by(file):
    told = outline_text(build_document(file, DocumentKind.anstand))
    assert addressee(file, DocumentKind.anstand) == BOARD
    assert "senast 2026-04-30" in told

    file.case_plans = [CasePlan(id=1, case_id=1, reply_day_id=1)]
    assert addressee(file, DocumentKind.anstand) == AUDITORS
    assert "senast 2026-05-15" in outline_text(build_document(file, DocumentKind.anstand))


def test_the_head_and_the_card_tell_each_day_with_whom_it_is_for(file):
    assert case_head(file, TODAY).due == f"Svar 30 april till {BOARD}, 15 maj till {AUDITORS}"
    assert f"2026-04-30 till {BOARD}, 2026-05-15 till {AUDITORS}" in outline_text(
        build_document(file, DocumentKind.arendekort)
    )

    file.reply_days[0].earliest = file.reply_days[0].latest = file.reply_days[1].latest
    assert case_head(file, TODAY).due == "Svar 30 april"


def test_one_of_several_who_is_not_sent_the_answer_is_told_of(file):
    file.recipients = [Recipient(id=1, case_id=1, text="Kommunstyrelsen, för vidare hantering")]

    told = [one for one in remarks_on(file) if one.rule == "mottagare_saknas"]

    assert [one.text for one in told] == [f"{AUDITORS} väntar på svaret men får det inte"]
    assert told[0].remedies[0].values == (("text", AUDITORS),)
    file.recipients.append(Recipient(id=2, case_id=1, text=AUDITORS))
    assert not [one for one in remarks_on(file) if one.rule == "mottagare_saknas"]


def test_of_a_single_one_who_is_owed_nothing_is_asked(file):
    file.reply_days = file.reply_days[:1]
    file.case.kind = CaseKind.remiss
    file.recipients = [Recipient(id=1, case_id=1, text="Regionen")]
    assert not [one for one in remarks_on(file) if one.rule == "mottagare_saknas"]
