"""Making a document: its parts, and the note that it left."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.make_document import (
    make_document,
    note_departure,
    preview_document,
    save_document,
)
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind, LeftAs
from nemndsekr.records.document import Section
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

DAY = date(2025, 3, 13)


def test_a_document_is_made_in_every_format_with_the_same_words(store: Store, case_id: int) -> None:
    made = {fmt: make_document(store, case_id, "tjansteskrivelse", fmt) for fmt in ("pdf", "docx", "txt")}

    assert made["pdf"].content.startswith(b"%PDF")
    assert made["docx"].content.startswith(b"PK")
    assert "Granskning av skolskjuts" in made["txt"].content.decode("utf-8-sig")
    assert len({one.text for one in made.values()}) == 1


def test_an_unknown_kind_or_template_tells_which_there_are(store: Store, case_id: int) -> None:
    with pytest.raises(UserError, match="tjansteskrivelse"):
        make_document(store, case_id, "brev", "pdf")
    with pytest.raises(UserError, match="neutral_tjansteskrivelse"):
        make_document(store, case_id, "tjansteskrivelse", "pdf", "okand")


def test_the_preview_tells_the_parts_and_leaves_out_what_is_not_wanted(store: Store, case_id: int, who: str) -> None:
    with store.step("skrev", who, NOW) as step:
        for key in ("sammanfattning", "framat"):
            step.add(Section(case_id=case_id, key=key, body=from_paragraphs([f"Text om {key}."])))

    preview = preview_document(store, case_id, left_out=frozenset({"framat"}), options=DocumentOptions(day=DAY))

    filled = {part.key: part.printed for part in preview.parts if part.filled}
    assert filled == {"sammanfattning": True, "forslag_till_beslut": True, "framat": False}
    assert [part.key for part in preview.parts if part.filled and part.waits] == ["forslag_till_beslut"]
    assert preview.made is not None
    assert "Text om sammanfattning" in preview.made.text
    assert "Text om framat" not in preview.made.text


@pytest.mark.parametrize(
    ("kind", "missed", "other"),
    [
        (CaseKind.granskning, {"om_granskningen"}, {"initiative", "attsatser"}),
        (CaseKind.namndinitiativ, {"initiative", "attsatser"}, {"om_granskningen", "recommendations_with_answers"}),
    ],
)
def test_parts_that_are_empty_are_missed_where_they_belong(store: Store, case_id: int, who: str, kind, missed, other):
    edit_record(store, Case, case_id, {"kind": kind}, who, NOW)

    found = {part.key for part in preview_document(store, case_id, "tjansteskrivelse").parts if part.missed}

    assert missed <= found
    assert not other & found
    assert "sammanfattning" in found


def test_a_template_that_is_gone_gives_way_to_the_usual_one(store: Store, case_id: int) -> None:
    preview = preview_document(store, case_id, "tjansteskrivelse", lambda _: "borttagen")

    assert preview.template == "neutral_tjansteskrivelse"


def test_a_preview_that_cannot_be_made_tells_why(store: Store, case_id: int, who: str) -> None:
    edit_record(store, Case, case_id, {"title": "Tecknet \U00012000"}, who, NOW)

    preview = preview_document(store, case_id)

    assert preview.made is None
    assert preview.problem is not None
    assert preview.problem.next_step


def test_a_departure_is_noted_and_outlives_undo(store: Store, case_id: int, who: str) -> None:
    before = store.undo_names()

    changes = note_departure(store, case_id, "tjansteskrivelse", LeftAs.print, "a.pdf", "00", who, NOW)

    assert changes.cases == {case_id}
    assert store.undo_names() == before
    (departure,) = load_case(store, case_id).departures
    assert (departure.left_as, departure.at, departure.user_uid) == (LeftAs.print, NOW, who)


def test_a_saved_document_is_noted_with_its_checksum(store: Store, case_id: int, who: str, tmp_path: Path) -> None:
    made = make_document(store, case_id, "tjansteskrivelse", "txt")

    save_document(store, made, tmp_path / "handling.txt", who, NOW)

    (departure,) = load_case(store, case_id).departures
    assert departure.sha256 == hashlib.sha256((tmp_path / "handling.txt").read_bytes()).hexdigest()
