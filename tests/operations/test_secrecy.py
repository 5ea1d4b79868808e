"""Marking a document as secret: kept on the document, begun where there is none, taken back by undo."""

from __future__ import annotations

import pytest

from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.secrecy import document_mark, mark_document
from nemndsekr.records.choices import Secrecy
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

GROUND = "OSL 26 kap. 1 §"


def test_a_document_is_marked_and_the_mark_taken_away_again(store, case_id, who):
    changes = mark_document(store, case_id, "yttrande", Secrecy.hela, f" {GROUND} ", who, NOW)
    assert changes.name == "märkte yttrande med sekretess"
    assert document_mark(store, case_id, "yttrande") == (Secrecy.hela, GROUND)
    assert document_mark(store, case_id, "tjansteskrivelse") == (Secrecy.ingen, "")

    mark_document(store, case_id, "yttrande", Secrecy.ingen, GROUND, who, NOW)
    assert document_mark(store, case_id, "yttrande") == (Secrecy.ingen, "")
    undo(store, NOW)
    assert document_mark(store, case_id, "yttrande") == (Secrecy.hela, GROUND)
    undo(store, NOW)
    assert load_case(store, case_id).documents == []


def test_taking_away_a_mark_that_is_not_there_begins_no_document(store, case_id, who):
    mark_document(store, case_id, "yttrande", Secrecy.ingen, "", who, NOW)
    assert load_case(store, case_id).documents == []


def test_a_kind_that_is_not_made_is_told(store, case_id, who):
    with pytest.raises(UserError):
        mark_document(store, case_id, "brev", Secrecy.hela, GROUND, who, NOW)
