"""Making a document: names that Windows takes, files that are whole or not there, and the note that it left."""

from __future__ import annotations

import errno
import hashlib
import os
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
    save_file,
    suggested_file_name,
)
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import LeftAs
from nemndsekr.records.document import Section
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

DAY = date(2025, 3, 13)


@pytest.mark.parametrize(
    ("dnr", "title", "name"),
    [
        pytest.param("ASN-2024-11995", "", "ASN-2024-11995 Tjänsteskrivelse 2025-03-13.pdf", id="number, kind and day"),
        pytest.param("KS 2025/104", "", "KS 2025-104 Tjänsteskrivelse 2025-03-13.pdf", id="a slash is no folder"),
        pytest.param(
            "", 'Vad är "trygg" skjuts?', "Vad är -trygg- skjuts- Tjänsteskrivelse 2025-03-13.pdf", id="no number"
        ),
        pytest.param("CON", "", "CON Tjänsteskrivelse 2025-03-13.pdf", id="more than a reserved name"),
    ],
)
def test_a_document_gets_a_name_that_tells_what_it_is(dnr: str, title: str, name: str) -> None:
    case = Case(namnd_id=1, title=title, dnr=dnr)

    assert suggested_file_name(case, "Tjänsteskrivelse", DAY, "pdf") == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("con", "con_.pdf", id="a name that Windows keeps"),
        pytest.param("LPT1.txt", "LPT1_.txt.pdf", id="also with an ending"),
        pytest.param("Svar ...", "Svar.pdf", id="no dots at the end"),
        pytest.param("\n\t", "Handling.pdf", id="nothing left"),
    ],
)
def test_no_name_is_one_that_windows_refuses(title: str, name: str) -> None:
    assert suggested_file_name(Case(namnd_id=1, title=title), "", None, "pdf") == name


def test_a_long_name_is_cut_between_words() -> None:
    name = suggested_file_name(Case(namnd_id=1, title="skolskjuts " * 40), "Yttrande", DAY, "pdf")

    assert len(name) <= 124
    assert name.endswith("skolskjuts.pdf")


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
    assert filled == {"sammanfattning": True, "framat": False}
    assert preview.made is not None
    assert "Text om sammanfattning" in preview.made.text
    assert "Text om framat" not in preview.made.text


def test_a_template_that_is_gone_gives_way_to_the_usual_one(store: Store, case_id: int) -> None:
    preview = preview_document(store, case_id, "tjansteskrivelse", lambda _: "borttagen")

    assert preview.template == "neutral_tjansteskrivelse"


def test_a_preview_that_cannot_be_made_tells_why(store: Store, case_id: int, who: str) -> None:
    edit_record(store, Case, case_id, {"title": "Tecknet \U00012000"}, who, NOW)

    preview = preview_document(store, case_id)

    assert preview.made is None
    assert preview.problem is not None
    assert preview.problem.next_step


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "å ä ö.pdf"
    path.write_bytes(b"gammal och mycket laengre")

    save_file(path, b"ny")

    assert path.read_bytes() == b"ny"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("suffix", "word"), [("pdf", "PDF-filen"), ("docx", "Word-filen"), ("txt", "Text-filen")])
def test_a_file_open_elsewhere_is_tried_some_times_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, word: str
) -> None:
    tries: list[float] = []

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(Path, "replace", locked)

    with pytest.raises(UserError) as told:
        save_file(tmp_path / f"handling.{suffix}", b"x", pause=tries.append)

    assert str(told.value) == (
        f"{word} kunde inte skrivas eftersom den är öppen i ett annat program. "
        "Stäng den och försök igen, eller spara med nytt namn."
    )
    assert len(tries) == 4
    assert list(tmp_path.iterdir()) == []


def test_a_file_held_for_an_instant_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really, held = Path.replace, [True, True]

    def sometimes(self: Path, target: Path) -> Path:
        if held:
            held.pop()
            raise PermissionError(errno.EACCES, "locked")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", sometimes)

    save_file(tmp_path / "handling.pdf", b"x", pause=lambda _: None)

    assert (tmp_path / "handling.pdf").read_bytes() == b"x"


def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "handling.pdf"
    path.write_bytes(b"gammal")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("nemndsekr.operations.make_document.os.fsync", full)

    with pytest.raises(UserError, match="disken är full"):
        save_file(path, b"ny")
    assert path.read_bytes() == b"gammal"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="finns inte"):
        save_file(tmp_path / "borta" / "handling.pdf", b"x")


@pytest.mark.parametrize("name", ["", ".", "a\0b.pdf"])
def test_a_place_without_a_file_name_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="saknas ett filnamn"):
        save_file(Path(name) if name in {"", "."} else tmp_path / name, b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only some systems have files that are none")
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "handling.pdf"
    os.mkfifo(pipe)

    with pytest.raises(UserError, match="ingen vanlig fil"):
        save_file(pipe, b"x")
    assert pipe.is_fifo()


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
