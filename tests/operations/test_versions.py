"""Locking: what is locked stays, whatever is done to the case afterwards, and locking is a step like any other."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.versions import (
    lock_in_step,
    lock_version,
    locked_file,
    locked_texts,
    save_locked_file,
)
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import VersionGate
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, verify
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW


def lock(store: Store, case_id: int, who: str, gate: VersionGate = VersionGate.till_au) -> None:
    lock_version(store, case_id, "tjansteskrivelse", gate, who, NOW)


def test_a_locked_version_keeps_words_facts_and_pdf_though_the_case_changes(store, case_id, who):
    write_section(store, case_id, "sammanfattning", from_paragraphs(["Första lydelsen."]), who, NOW)
    lock(store, case_id, who)
    before = locked_file(store, case_id, load_case(store, case_id).versions[0].stored_id)

    write_section(store, case_id, "sammanfattning", from_paragraphs(["Andra lydelsen."]), who, NOW)
    edit_record(store, Case, case_id, {"title": "Ny rubrik"}, who, NOW)

    (version,) = load_case(store, case_id).versions
    facts = json.loads(version.facts)
    assert "Första lydelsen." in version.text
    assert facts["case"]["title"] == "Granskning av skolskjuts"
    assert facts["sections"][0]["body"]["plain"] == "Första lydelsen."
    assert locked_file(store, case_id, version.stored_id) == before
    assert before.startswith(b"%PDF")


def test_a_later_change_makes_a_new_version_and_the_old_one_is_not_inside_it(store, case_id, who):
    lock(store, case_id, who)
    lock(store, case_id, who, VersionGate.till_namnd)

    first, second = load_case(store, case_id).versions
    assert (first.gate, second.gate) == (VersionGate.till_au, VersionGate.till_namnd)
    assert json.loads(second.facts)["versions"] == []
    assert [text.name for text in locked_texts(store, case_id)] == [
        "Tjänsteskrivelse – till nämnd", "Tjänsteskrivelse – till AU",
    ]  # fmt: skip


def test_locking_is_undone_and_done_again_with_its_pdf(store, case_id, who):
    lock(store, case_id, who)
    version = load_case(store, case_id).versions[0]

    undone = undo(store, NOW)
    assert undone is not None
    assert undone.name == "låste tjänsteskrivelse (till AU)"
    assert load_case(store, case_id).versions == []
    redo(store, NOW)

    assert load_case(store, case_id).versions == [version]
    assert locked_file(store, case_id, version.stored_id)
    assert verify(store)[0] == []


def test_a_pdf_that_is_gone_is_found_by_verify(store, case_id, who):
    lock(store, case_id, who)
    store.raw.execute("PRAGMA foreign_keys = OFF")
    store.raw.execute("DELETE FROM blobs")
    store.raw.commit()

    assert "PDF-filen till den låsta versionen 1 saknas eller är ändrad." in verify(store)[0]


def test_a_document_that_cannot_be_drawn_is_refused_by_itself_but_locked_with_a_decision(store, case_id, who):
    write_section(store, case_id, "sammanfattning", from_paragraphs(["Bra jobbat \U0001f600"]), who, NOW)

    with pytest.raises(UserError):
        lock(store, case_id, who)
    with store.step("beslutade", who, NOW) as step:
        lock_in_step(step, case_id, "tjansteskrivelse", VersionGate.beslutad, who, NOW)

    (version,) = load_case(store, case_id).versions
    assert "Bra jobbat" in version.text
    assert version.sha256 == ""
    with pytest.raises(UserError, match="ingen PDF"):
        locked_file(store, case_id, version.stored_id)


def test_a_step_that_fails_locks_nothing(store, case_id, who):
    def decide() -> None:
        with store.step("beslutade", who, NOW) as step:
            lock_in_step(step, case_id, "tjansteskrivelse", VersionGate.beslutad, who, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide()

    assert load_case(store, case_id).versions == []


def test_a_kind_that_the_case_has_no_document_of_is_refused_in_words(store, case_id, who):
    with pytest.raises(UserError, match="inte påbörjat"):
        lock_version(store, case_id, "uppfoljande_yttrande", VersionGate.annan, who, NOW)


def test_the_locked_pdf_can_be_saved_and_that_it_left_is_noted(store, case_id, who, tmp_path):
    lock(store, case_id, who)
    version = load_case(store, case_id).versions[0]

    save_locked_file(store, case_id, version.stored_id, tmp_path / "till au.pdf", who, NOW + timedelta(hours=1))

    assert (tmp_path / "till au.pdf").read_bytes() == locked_file(store, case_id, version.stored_id)
    assert [one.file_name for one in load_case(store, case_id).departures] == ["till au.pdf"]
