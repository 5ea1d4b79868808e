"""«Läs in ändrad Wordfil»: what was written in Word is seen, chosen by keys, and taken into the case."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nemndsekr.records.block_text import plain_text
from nemndsekr.store.queries import load_case
from nemndsekr.ui.document.word_return_act import read_word_back
from nemndsekr.ui.document.word_return_dialog import WordReturnDialog
from nemndsekr.ui.document_page import DocumentPage
from tests.ui.document.office import Open, store_of, wait_idle


def save_word(page: DocumentPage, qtbot: QtBot, path: Path) -> Document:
    """The shown document saved for Word, opened there."""
    page.out.choose_file = lambda *_: str(path)
    page.save_docx()
    wait_idle(qtbot, page.desk)
    return docx.Document(str(path))


def summary_of(page: DocumentPage) -> str:
    section = load_case(store_of(page.desk), page.case_id).section("sammanfattning")
    assert section is not None
    return plain_text(section.body)


def read_back(page: DocumentPage, qtbot: QtBot, path: Path) -> WordReturnDialog:
    page.choose_word_file = lambda *_: str(path)
    read_word_back(page)
    qtbot.waitUntil(lambda: page.findChild(WordReturnDialog) is not None, timeout=10_000)
    dialog = page.findChild(WordReturnDialog)
    assert isinstance(dialog, WordReturnDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def edit_summary(document: Document, path: Path) -> None:
    run = next(run for one in document.paragraphs for run in one.runs if "har granskat skolskjutsen" in run.text)
    run.text = run.text.replace("har granskat skolskjutsen", "har under hösten granskat skolskjutsen")
    heading = next(one for one in document.paragraphs if one.text == "Sammanfattning")
    heading.runs[0].text = "I korthet"
    document.save(str(path))


def test_what_was_changed_is_shown_and_taken_in_by_keys(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page, path = open_page(), tmp_path / "svar.docx"
    edit_summary(save_word(page, qtbot, path), path)

    dialog = read_back(page, qtbot, path)
    rows = dialog.changes.rows()
    assert [(row.page, row.checked) for row in rows] == [("Tas inte in", False), ("Ändrat", True)]
    assert "kommer från mallen" in dialog.why.words.text()
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Space)
    assert dialog.changes.checked_keys() == [1], "what has no place cannot be ticked"
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Down)
    assert "under hösten" in dialog.text.toPlainText()
    assert dialog.place.text().startswith("Ändrat under «I korthet».")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, page.desk)

    assert "har under hösten granskat" in summary_of(page)
    assert page.bar.words.text() == "1 ändring är intagen."


def test_what_is_left_out_is_not_taken_in(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page, path = open_page(), tmp_path / "svar.docx"
    edit_summary(save_word(page, qtbot, path), path)
    before = summary_of(page)

    dialog = read_back(page, qtbot, path)
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Space)

    assert not dialog.take_button.isEnabled()
    assert dialog.list_panel.title.text().startswith("Ändringar")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    dialog.reject()
    wait_idle(qtbot, page.desk)
    assert summary_of(page) == before


def test_a_file_that_says_the_same_is_told_so(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page, path = open_page(), tmp_path / "svar.docx"
    save_word(page, qtbot, path)

    page.choose_word_file = lambda *_: str(path)
    read_word_back(page)
    wait_idle(qtbot, page.desk)

    assert page.bar.words.text() == (
        "Inget är ändrat i «svar.docx». Den är jämförd med tjänsteskrivelse som den är nu."
    )


def test_a_file_that_cannot_be_read_is_told_with_the_way_on(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page, path = open_page(), tmp_path / "trasig.docx"
    path.write_bytes(b"PK trasig")

    page.choose_word_file = lambda *_: str(path)
    read_word_back(page)
    wait_idle(qtbot, page.desk)

    assert page.bar.isVisible()
    assert "trasig.docx" in page.bar.words.text() or "Word" in page.bar.words.text()
    assert page.bar.link.text() == "Välj en annan fil …"
