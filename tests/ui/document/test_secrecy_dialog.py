"""Sekretess … on the page Handling: the mark is chosen, kept, and seen on the paper; what is left amiss is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nemndsekr.operations.secrecy import document_mark, mark_document
from nemndsekr.records.choices import Secrecy
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.more_acts import MORE_ACTS
from nemndsekr.ui.document.secrecy_dialog import SecrecyDialog, ask_secrecy, save_divider
from nemndsekr.ui.document_page import DocumentPage
from tests.ui.document.office import NOW, add_case, let_go, store_of, wait_idle


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[DocumentPage]:
    """The page over the invented case."""
    made = DocumentPage(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)  # as the window does
    made.show()
    made.show_case(add_case(desk, sections={"sammanfattning": "Handläggare är [ange namn] tills vidare."}))
    wait_idle(qtbot, desk)
    yield made
    let_go(desk)


def test_the_mark_is_chosen_and_stands_on_the_paper(qtbot: QtBot, desk: Desk, page: DocumentPage) -> None:
    assert ask_secrecy in [line.act for line in MORE_ACTS]
    ask_secrecy(page)
    wait_idle(qtbot, desk)
    dialog = page.findChild(SecrecyDialog)
    assert dialog is not None
    assert not dialog.ground_field.isEnabled()
    dialog.secrecy.setCurrentIndex(dialog.secrecy.findData(Secrecy.hela.value))
    assert dialog.ground_field.isEnabled()
    dialog.ground.setCurrentIndex(0)
    dialog.ground.activated.emit(0)
    assert dialog.ground.currentText() == "OSL 26 kap. 1 §"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    wait_idle(qtbot, desk)
    qtbot.waitUntil(lambda: not page._timer.isActive(), timeout=5000)
    wait_idle(qtbot, desk)

    assert document_mark(store_of(desk), page.case_id, "tjansteskrivelse") == (Secrecy.hela, "OSL 26 kap. 1 §")
    text = page.preview.paper.page_text(1).replace("\u00a0", " ")
    assert "Hela handlingen" in text
    assert "Sekretess, OSL 26 kap. 1 § · " in text


def test_a_mark_without_a_law_is_asked_about_once_and_may_be_kept_so(
    qtbot: QtBot, desk: Desk, page: DocumentPage
) -> None:
    ask_secrecy(page)
    wait_idle(qtbot, desk)
    dialog = page.findChild(SecrecyDialog)
    assert dialog is not None
    dialog.secrecy.setCurrentIndex(dialog.secrecy.findData(Secrecy.uppgift.value))
    dialog.ground.setEditText("")

    qtbot.keyClick(dialog.secrecy, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "Lagrum saknas" in dialog.ground_field.message.words.text()
    qtbot.keyClick(dialog.secrecy, Qt.Key.Key_Return)
    wait_idle(qtbot, desk)

    assert document_mark(store_of(desk), page.case_id, "tjansteskrivelse") == (Secrecy.uppgift, "")


def test_a_sheet_stands_in_the_place_of_a_secret_document_and_only_of_such(
    qtbot: QtBot, desk: Desk, page: DocumentPage, tmp_path: Path
) -> None:
    assert save_divider in [line.act for line in MORE_ACTS]
    save_divider(page)
    wait_idle(qtbot, desk)
    assert page.bar.words.text().startswith("Handlingen är inte märkt med sekretess")

    mark_document(store_of(desk), page.case_id, "tjansteskrivelse", Secrecy.hela, "OSL 26 kap. 1 §", "", NOW)
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _kinds: str) -> str:
        asked.append(Path(suggested).name)
        return str(tmp_path / "blad.pdf")

    page.out.choose_file = choose
    save_divider(page)
    wait_idle(qtbot, desk)

    [name] = asked
    assert "Skiljeblad tjänsteskrivelse" in name
    with pypdfium2.PdfDocument(tmp_path / "blad.pdf") as document:
        text = document[0].get_textpage().get_text_range()
    assert "Tjänsteskrivelse BUN-2026-0412" in text
    assert "OSL 26 kap. 1 §" in text.replace("\u00a0", " ")
    assert "skolskjuts" not in text


def test_what_is_surely_amiss_is_told_before_it_is_saved_and_nobody_is_stopped(
    qtbot: QtBot, desk: Desk, page: DocumentPage
) -> None:
    words = page.remarks.sure_words
    assert words, "the invented case has something that is surely amiss"
    asked: list[str] = []

    def choose(*_: object) -> str:
        asked.append(page.bar.words.text())
        return ""

    page.out.choose_file = choose
    page.save_pdf()

    assert asked == [f"{words}. Du kan spara ändå."]
