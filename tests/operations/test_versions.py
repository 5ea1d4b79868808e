"""Locking: what is locked stays, whatever is done to the case afterwards, and locking is a step like any other."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest

from nemndsekr.documents.template_files import load_template
from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.versions import (
    Sending,
    check_locked,
    lock_in_step,
    lock_proposal,
    lock_version,
    locked_file,
    locked_texts,
    save_locked,
)
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, LeftAs, VersionGate
from nemndsekr.records.decision import Recipient
from nemndsekr.records.meeting import PlanStep
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, verify
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

COPY_MARK = load_template("neutral_tjansteskrivelse").copy_mark


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


def test_a_document_that_cannot_be_drawn_is_locked_as_text_and_that_is_told(store, case_id, who):
    write_section(store, case_id, "sammanfattning", from_paragraphs(["Bra jobbat \U0001f600"]), who, NOW)

    changes = lock_version(store, case_id, "tjansteskrivelse", VersionGate.till_au, who, NOW)

    (version,) = load_case(store, case_id).versions
    assert "Bra jobbat" in version.text
    assert version.sha256 == ""
    assert any("PDF-filen kunde inte låsas" in one for one in changes.told)
    with pytest.raises(UserError, match="ingen PDF"):
        locked_file(store, case_id, version.stored_id)
    assert "PDF-filen: ingen låstes." in check_locked(store, case_id, version.stored_id).words


def test_the_word_file_is_locked_beside_the_pdf_and_both_say_that_they_are_copies(store, case_id, who, tmp_path):
    lock(store, case_id, who)
    version = load_case(store, case_id).versions[0]

    word = locked_file(store, case_id, version.stored_id, "docx")
    pdf = pypdfium2.PdfDocument(locked_file(store, case_id, version.stored_id))
    save_locked(store, case_id, version.stored_id, "docx", tmp_path / "till au.docx", who, NOW)

    assert hashlib.sha256(word).hexdigest() == version.word_sha256
    assert (tmp_path / "till au.docx").read_bytes() == word
    headers = [paragraph.text for part in docx.Document(BytesIO(word)).sections for paragraph in _headers(part)]
    assert any(COPY_MARK in text for text in headers)
    assert all(COPY_MARK in page.get_textpage().get_text_range() for page in pdf)
    assert COPY_MARK not in version.text
    assert [one.left_as for one in load_case(store, case_id).departures] == [LeftAs.docx]


def _headers(section):
    return [*section.header.paragraphs, *section.first_page_header.paragraphs]


def test_to_whom_and_when_is_kept_with_the_version_and_goes_with_it_when_it_is_undone(store, case_id, who):
    sending = Sending("  Arbetsutskottet   2026-03-05 ", date(2026, 2, 20))
    lock_version(store, case_id, "tjansteskrivelse", VersionGate.till_au, who, NOW, sending=sending)

    (text,) = locked_texts(store, case_id)
    assert (text.sent_to, text.sent_on) == ("Arbetsutskottet 2026-03-05", date(2026, 2, 20))
    undo(store, NOW)
    assert locked_texts(store, case_id) == []


@pytest.mark.parametrize(("suffix", "column", "name"), [("pdf", "sha256", "PDF"), ("docx", "word_sha256", "Word")])
def test_a_file_that_is_not_as_it_was_locked_is_found_and_not_saved(
    store, case_id, who, tmp_path, suffix, column, name
):
    lock(store, case_id, who)
    version = load_case(store, case_id).versions[0]
    assert check_locked(store, case_id, version.stored_id).unchanged

    store.raw.execute("UPDATE blobs SET content = x'00' WHERE sha256 = ?", (getattr(version, column),))
    store.raw.commit()

    found = check_locked(store, case_id, version.stored_id)
    assert not found.unchanged
    assert f"{name}{'-' if name == 'PDF' else ''}filen: ändrad." in found.words
    assert any(name in one for one in verify(store)[0])
    with pytest.raises(UserError, match="inte den som låstes"):
        save_locked(store, case_id, version.stored_id, suffix, tmp_path / f"fil.{suffix}", who, NOW)
    assert not (tmp_path / f"fil.{suffix}").exists()


@pytest.mark.parametrize(
    ("gate", "receiver"),
    [
        (VersionGate.till_beredning, "Beredningen 2026-03-02"),
        (VersionGate.till_au, "AU 2026-03-05"),
        (VersionGate.till_namnd, "Nämnden 2026-03-19"),
        (VersionGate.expedierad, "Revisorerna, Fullmäktige"),
        (VersionGate.annan, ""),
    ],
)
def test_a_version_is_likely_to_go_to_the_body_of_its_gate(store, case_id, who, gate, receiver):
    steps = [(BodyKind.beredning, "Beredningen", 2), (BodyKind.au, "AU", 5), (BodyKind.namnd, "Nämnden", 19)]
    with store.step("planerade", who, NOW) as step:
        for position, (kind, name, day) in enumerate(steps):
            planned = date(2026, 3, day)
            step.add(PlanStep(case_id=case_id, position=position, kind=kind, label=name, day=planned))
        for position, text in enumerate(["Revisorerna", "Fullmäktige"]):
            step.add(Recipient(case_id=case_id, position=position, text=text))

    assert lock_proposal(store, case_id, "yttrande", date(2026, 2, 20)).receivers[gate] == receiver


def test_the_file_of_a_version_is_called_by_its_case_its_gate_and_its_day(store, case_id, who):
    edit_record(store, Case, case_id, {"dnr": "BUN-2026-0412"}, who, NOW)
    lock(store, case_id, who, VersionGate.till_namnd)

    (text,) = locked_texts(store, case_id)

    assert text.file_name == f"BUN-2026-0412 Tjänsteskrivelse, till nämnd {NOW.date().isoformat()}"


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

    save_locked(store, case_id, version.stored_id, "pdf", tmp_path / "till au.pdf", who, NOW + timedelta(hours=1))

    assert (tmp_path / "till au.pdf").read_bytes() == locked_file(store, case_id, version.stored_id)
    assert [one.file_name for one in load_case(store, case_id).departures] == ["till au.pdf"]
