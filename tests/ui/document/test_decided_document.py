"""The page of a decided answer: what was decided is seen, saved and printed, and a text changed since never passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.decide import decide_all, known_meetings, register_decision
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.versions import locked_file
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.choices import BodyKind, Outcome
from nemndsekr.records.decision import Decision
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.decision_places import decision_places
from nemndsekr.store.queries import load_case
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.publish_dialog import PublishDialog
from nemndsekr.ui.document.publishing import publish
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.document_page import DocumentPage
from tests.ui.document.office import NOW, add_case, let_go, store_of, wait_idle
from tests.ui.kit.audit import access_key_clashes, unnamed

Open = Callable[..., DocumentPage]
CHANGED = "Nämnden ändrar sig."


@pytest.fixture
def open_decided(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Open the page on a yttrande that the nämnd decided, changed since or not."""
    kept: list[DocumentPage] = []

    def opened(*, changed: bool) -> DocumentPage:
        case_id = add_case(desk)
        store, who = store_of(desk), desk.user_uid
        with store.step("beslöt", who, NOW) as step:
            step.add(Decision(case_id=case_id, kind=BodyKind.namnd, day=NOW.date()))
        file = load_case(store, case_id)
        place = decision_places(file, known_meetings(store, file.namnd.stored_id), NOW.date())[-1]
        decide_all(store, case_id, place, Outcome.bifall, who, NOW)
        register_decision(store, case_id, 1, who, NOW)
        if changed:
            edit_record(store, Recommendation, 1, {"answer": from_paragraphs([CHANGED])}, who, NOW)
        page = DocumentPage(desk)
        qtbot.addWidget(page)
        kept.append(page)
        page.resize(1112, 686)
        page.show()
        page.show_case(case_id)
        page.show_kind("yttrande")
        qtbot.waitUntil(lambda: not page._building, timeout=20_000)
        wait_idle(qtbot, desk)
        return page

    yield opened
    let_go(desk)


def choose_today(qtbot: QtBot, page: DocumentPage) -> None:
    """Choose the text of today by keys, as one does in a list that is folded."""
    box = page.wording.box
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is box)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._shown() is not page._decided and not page._building, timeout=20_000)
    wait_idle(qtbot, page.desk)


def words(page: DocumentPage) -> str:
    paper = page.preview.paper
    return "\n".join(paper.page_text(number) for number in range(1, paper.pages + 1))


def test_a_decided_answer_is_shown_as_it_was_decided_though_it_has_changed(open_decided: Open) -> None:
    page = open_decided(changed=True)
    assert CHANGED not in words(page)
    assert page.preview.note.text() == "beslutad lydelse"
    assert page.wording.box.currentText() == "Beslutad lydelse 2026-02-19"
    assert "ändrad efter beslutet" in page.wording.caption.text()
    assert not page.template_box.isEnabled()


def test_what_is_saved_is_the_locked_pdf(open_decided: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_decided(changed=True)
    asked: list[str] = []

    def choose(parent: QWidget, title: str, suggested: str, file_filter: str) -> str:
        asked.append(Path(suggested).name)
        return str(tmp_path / "svar.pdf")

    page.out.choose_file = choose
    page.save_pdf()
    wait_idle(qtbot, page.desk)

    store = store_of(page.desk)
    assert (tmp_path / "svar.pdf").read_bytes() == locked_file(store, page.case_id, 1)
    assert asked == ["BUN-2026-0412 Yttrande 2026-02-19.pdf"]
    assert [one.file_name for one in load_case(store, page.case_id).departures] == ["svar.pdf"]


def test_the_changed_text_is_marked_on_every_page_and_called_a_draft(open_decided: Open, qtbot: QtBot) -> None:
    page = open_decided(changed=True)

    choose_today(qtbot, page)

    assert CHANGED in words(page)
    assert "UTKAST" in words(page)
    assert page.preview.note.text() == "ändrat utkast"
    assert "Beslutad lydelse 2026-02-19 finns." in page.wording.message.words.text()
    assert page.parts.draft.isChecked()
    assert not page.parts.draft.isEnabled()
    assert page._preview is not None
    assert page._preview.made is not None
    assert page._preview.made.suggested_name.endswith("ändrat utkast.pdf")


def test_the_changed_text_for_word_is_offered_as_a_draft_only(open_decided: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_decided(changed=True)
    page.out.choose_file = lambda *_: str(tmp_path / "svar.docx")

    page.save_docx()
    wait_idle(qtbot, page.desk)
    assert "finns bara som PDF" in page.bar.words.text()
    assert not (tmp_path / "svar.docx").exists()

    page.bar.link.click()
    qtbot.waitUntil(lambda: page._marked and not page._building, timeout=20_000)
    page.save_docx()
    wait_idle(qtbot, page.desk)
    assert (tmp_path / "svar.docx").exists()


def test_an_answer_that_is_as_decided_can_be_saved_for_word_and_bears_no_mark(
    open_decided: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_decided(changed=False)
    page.out.choose_file = lambda *_: str(tmp_path / "svar.docx")
    assert page.wording.caption.text() == ""

    page.save_docx()
    wait_idle(qtbot, page.desk)
    assert (tmp_path / "svar.docx").exists()

    choose_today(qtbot, page)
    assert "UTKAST" not in words(page)
    assert page.parts.draft.isEnabled()
    assert page.wording.message.words.text() == ""


def test_the_choice_of_a_draft_comes_back_when_the_text_is_no_longer_marked(open_decided: Open, qtbot: QtBot) -> None:
    page = open_decided(changed=True)
    choose_today(qtbot, page)
    assert page.parts.draft.isChecked()

    page.show_kind("tjansteskrivelse")
    qtbot.waitUntil(lambda: page._kind == "tjansteskrivelse" and not page._building, timeout=20_000)
    wait_idle(qtbot, page.desk)

    assert page.parts.draft.isEnabled()
    assert not page.parts.draft.isChecked()
    assert page.wording.isHidden()


def test_the_remedy_shows_the_decided_beside_the_text_of_today(open_decided: Open, qtbot: QtBot) -> None:
    page = open_decided(changed=True)
    remark = next(one for one in page.remarks._remarks.open if one.rule == "andrat_efter_beslutet")

    page.remarks.remedy_wanted.emit(remark, remark.remedies[0])
    wait_idle(qtbot, page.desk)

    dialog = page.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    assert dialog.other.currentText() == "Yttrande som den är nu"
    assert CHANGED in dialog.text.toPlainText()
    assert dialog.save_button.isHidden()
    dialog.reject()


def test_locking_shows_what_is_locked(open_decided: Open, qtbot: QtBot) -> None:
    page = open_decided(changed=True)
    page.begin_lock()
    qtbot.waitUntil(lambda: page.lock_panel.isVisible() and not page._building, timeout=20_000)
    assert page.preview.note.text() == "ändrat utkast"
    assert access_key_clashes(page) == {}
    assert unnamed(page) == []


def published(qtbot: QtBot, page: DocumentPage) -> PublishDialog:
    publish(page)
    qtbot.waitUntil(lambda: page.findChild(PublishDialog) is not None, timeout=20_000)
    wait_idle(qtbot, page.desk)
    dialog = page.findChild(PublishDialog)
    assert dialog is not None
    return dialog


def test_what_was_decided_is_published_while_it_is_what_is_seen(open_decided: Open, qtbot: QtBot) -> None:
    dialog = published(qtbot, open_decided(changed=True))

    assert CHANGED not in dialog.text.toPlainText()
    assert dialog.bar.words.text() == "Publiceringsversionen görs av det som nämnden beslutade, inte av texten i dag."
    dialog.reject()


def test_the_text_of_today_is_published_as_a_draft_while_it_is_what_is_seen(open_decided: Open, qtbot: QtBot) -> None:
    page = open_decided(changed=True)
    choose_today(qtbot, page)

    dialog = published(qtbot, page)

    assert CHANGED in dialog.text.toPlainText()
    assert "märks UTKAST" in dialog.bar.words.text()
    dialog.reject()
