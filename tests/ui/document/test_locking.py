"""Locking by keys: to whom it goes is proposed and can be another; the list of versions saves, checks and compares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.versions import LockProposal, locked_file
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.choices import BodyKind, DocumentKind, LeftAs, VersionGate
from nemndsekr.records.meeting import PlanStep
from nemndsekr.store.queries import load_case
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.changes_dialog import ChangesDialog
from nemndsekr.ui.document.more_acts import MORE_ACTS
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.document_page import DocumentPage
from tests.ui.document.office import NOW, add_case, let_go, shown_page, store_of, wait_idle

Open = Callable[[], DocumentPage]


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Open the page over the invented case, which is planned through AU."""
    kept: list[DocumentPage] = []

    def opened() -> DocumentPage:
        case_id = add_case(desk)
        with store_of(desk).step("planerade", desk.user_uid, NOW) as step:
            step.add(PlanStep(case_id=case_id, kind=BodyKind.au, label="Arbetsutskottet", day=date(2026, 3, 5)))
        kept.append(shown_page(qtbot, desk, case_id))
        return kept[-1]

    yield opened
    let_go(desk)


def begin(qtbot: QtBot, page: DocumentPage) -> None:
    page.begin_lock()
    wait_idle(qtbot, page.desk)
    assert page.lock_panel.isVisible()


def test_enter_takes_the_body_of_the_gate_and_the_day_of_today(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    begin(qtbot, page)
    page.lock_panel.gate_box.set_value(VersionGate.till_au)
    assert page.lock_panel.to_line.text() == "Arbetsutskottet 2026-03-05"

    QTest.keyClick(page.lock_panel.to_line, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)

    (version,) = load_case(store_of(page.desk), page.case_id).versions
    assert (version.gate, version.sent_to, version.sent_on) == (
        VersionGate.till_au,
        "Arbetsutskottet 2026-03-05",
        date(2026, 2, 19),
    )
    assert version.sha256
    assert version.word_sha256
    assert not page.lock_panel.isVisible()


def test_what_is_surely_amiss_is_told_before_the_lock_and_stops_nobody(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.show_kind("anstand")
    wait_idle(qtbot, page.desk)
    begin(qtbot, page)
    told = page.lock_panel.left_open
    assert page.remarks.sure_words == "Ett säkert påpekande är kvar"
    assert told.isVisible()
    assert told.text() == f"{page.remarks.sure_words}. Du kan låsa ändå."

    QTest.keyClick(page.lock_panel.to_line, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)
    assert load_case(store_of(page.desk), page.case_id).versions


def test_nothing_is_told_before_the_lock_where_nothing_is_amiss(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.show_kind("arendekort")
    wait_idle(qtbot, page.desk)
    page.remarks.forget()

    page.lock_panel.ask(LockProposal(VersionGate.till_au, {}), NOW.date(), page.remarks.sure_words)

    assert page.lock_panel.left_open.text() == ""


def test_the_remarks_get_the_room_of_the_parts_while_one_is_asked(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.resize(1080, 650)
    wait_idle(qtbot, page.desk)
    begin(qtbot, page)
    qtbot.waitUntil(lambda: page.remarks.visibleRegion().boundingRect().height() >= 200)
    assert not page.parts.draft.isVisible()
    assert page.parts.title.isVisible()

    page.say("info", "Något att säga som tar plats ovanför.")
    qtbot.waitUntil(lambda: page.remarks.visibleRegion().boundingRect().height() >= 150)

    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Escape)
    wait_idle(qtbot, page.desk)
    assert page.parts.draft.isVisible()


def test_a_receiver_that_was_written_stays_when_the_reason_is_changed(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    begin(qtbot, page)
    page.lock_panel.to_line.selectAll()
    QTest.keyClicks(page.lock_panel.to_line, "Kommunalchefen")

    page.lock_panel.gate_box.set_value(VersionGate.annan)

    assert page.lock_panel.to_line.text() == "Kommunalchefen"


def test_a_day_that_is_not_understood_locks_nothing(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    begin(qtbot, page)
    page.lock_panel.day_field.line.setText("hej")

    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)

    assert load_case(store_of(page.desk), page.case_id).versions == []
    assert page.lock_panel.isVisible()
    assert page.lock_panel.day_field.message.words.text()


def test_a_text_that_no_pages_can_be_made_of_is_locked_and_that_is_told(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    text = from_paragraphs(["Bra \U0001f600"])
    page.desk.act(lambda store, who, now: write_section(store, page.case_id, "sammanfattning", text, who, now))
    wait_idle(qtbot, page.desk)
    page.show_case(page.case_id)
    wait_idle(qtbot, page.desk)
    assert page.more_button.isEnabled()

    begin(qtbot, page)
    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)

    (version,) = load_case(store_of(page.desk), page.case_id).versions
    assert "Bra" in version.text
    assert "PDF-filen kunde inte låsas" in page.bar.words.text()


def test_the_list_saves_the_very_word_file_checks_it_and_copies_the_checksums(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    begin(qtbot, page)
    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)
    page.out.choose_file = lambda *_: str(tmp_path / "version.docx")
    page.compare_versions()
    wait_idle(qtbot, page.desk)
    dialog = page.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    (version,) = load_case(store_of(page.desk), page.case_id).versions

    QTest.keyClick(dialog.word_button, Qt.Key.Key_Space)
    QTest.keyClick(dialog.check_button, Qt.Key.Key_Space)
    QTest.keyClick(dialog.copy_button, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)

    assert dialog.bar.words.text() == "Sparad som «version.docx»."
    kept = locked_file(store_of(page.desk), page.case_id, version.stored_id, "docx")
    assert (tmp_path / "version.docx").read_bytes() == kept
    assert "PDF-filen: oförändrad. Wordfilen: oförändrad." in dialog.facts.text()
    assert version.word_sha256 in QGuiApplication.clipboard().text()
    dialog.reject()


def test_f3_goes_from_one_change_to_the_next_and_round(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    begin(qtbot, page)
    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)
    for key, words in (("sammanfattning", "Ny sammanfattning av allt."), ("framat", "Arbetet har avslutats helt.")):
        text = from_paragraphs([words])
        write_section(store_of(page.desk), page.case_id, key, text, page.desk.user_uid, NOW)
    page.show_case(page.case_id)
    wait_idle(qtbot, page.desk)
    page.compare_versions()
    wait_idle(qtbot, page.desk)
    dialog = page.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    count = len(dialog._spots)
    assert count >= 2
    assert dialog.place.text() == f"Ställe 1 av {count}"

    QTest.keyClick(dialog.text, Qt.Key.Key_F3)
    assert dialog.place.text() == f"Ställe 2 av {count}"
    QTest.keyClick(dialog.text, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.text, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.place.text() == f"Ställe {count} av {count}"
    dialog.reject()


def show_changes(qtbot: QtBot, page: DocumentPage) -> None:
    next(one for one in MORE_ACTS if "kallelsen" in one.text).act(page)
    wait_idle(qtbot, page.desk)


def test_what_has_changed_since_the_kallelse_is_shown_as_pages_and_saved(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    begin(qtbot, page)
    page.lock_panel.gate_box.set_value(VersionGate.till_namnd)
    QTest.keyClick(page.lock_panel.gate_box, Qt.Key.Key_Return)
    wait_idle(qtbot, page.desk)
    text = from_paragraphs(["Granskningen handlade om bussar."])
    write_section(store_of(page.desk), page.case_id, "sammanfattning", text, page.desk.user_uid, NOW)

    show_changes(qtbot, page)

    dialog = page.findChild(ChangesDialog)
    assert isinstance(dialog, ChangesDialog)
    assert "Granskningen handlade om bussar." in dialog.paper.page_text(1)
    for button, name in ((dialog.pdf_button, "a.pdf"), (dialog.word_button, "a.docx")):
        dialog.out.choose_file = lambda *_, name=name: str(tmp_path / name)
        QTest.keyClick(button, Qt.Key.Key_Space)
        wait_idle(qtbot, page.desk)
        assert (tmp_path / name).stat().st_size
        assert name in dialog.bar.words.text()
    gone = [(one.kind, one.left_as, one.file_name) for one in load_case(store_of(page.desk), page.case_id).departures]
    kind = DocumentKind.tjansteskrivelse
    assert gone[-2:] == [(kind, LeftAs.pdf, "a.pdf"), (kind, LeftAs.docx, "a.docx")]
    dialog.reject()


def test_that_nothing_went_out_is_said_on_the_page(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    show_changes(qtbot, page)

    assert page.findChild(ChangesDialog) is None
    assert "har gått ut" in page.bar.words.text()
