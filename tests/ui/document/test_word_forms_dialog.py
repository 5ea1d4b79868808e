"""The Word forms' dialog and the other ways out of the page: real widgets, real files, the real clipboard."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.word_forms import WordForms, take_in_form, word_forms
from nemndsekr.records.choices import LeftAs
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.queries import load_case
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.word_forms_dialog import WordFormsDialog
from nemndsekr.ui.document_page import DocumentPage
from tests.documents_out.word_forms import SECTION, municipal_form, par
from tests.rows import add_record
from tests.ui.document.office import NOW, SUMMARY, add_case, let_go, store_of, wait_idle

Open = Callable[[], WordFormsDialog]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[DocumentPage]:
    case_id = add_case(desk)
    made = DocumentPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_case(case_id)
    wait_idle(qtbot, desk)
    yield made
    let_go(desk)


@pytest.fixture
def dotx(tmp_path: Path) -> Path:
    path = tmp_path / "Kommunens mall.dotx"
    path.write_bytes(municipal_form())
    return path


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, dotx: Path, tmp_path: Path) -> Iterator[Open]:
    def open_dialog() -> WordFormsDialog:
        dialog = WordFormsDialog(desk, word_forms(store_of(desk)))
        qtbot.addWidget(dialog)
        dialog.choose_form_file = lambda *_: str(dotx)
        dialog.choose_file = lambda *_: str(tmp_path / "prov.docx")
        dialog.show()
        return dialog

    yield open_dialog
    let_go(desk)


def forms_of(desk: Desk) -> WordForms:
    return word_forms(store_of(desk))


def press(qtbot: QtBot, desk: Desk, button: object) -> None:
    qtbot.keyClick(button, Qt.Key.Key_Space)
    wait_idle(qtbot, desk)
    # What was done is asked for anew.
    wait_idle(qtbot, desk)


def test_a_form_is_added_and_what_was_found_in_it_is_told(qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open):
    dialog = opened()
    assert dialog.none.isVisible()
    assert not dialog.try_.isEnabled()

    press(qtbot, desk, dialog.add)

    assert dialog.list.current_key() == forms_of(desk).forms[0].form_id
    assert dialog.name.text() == "Kommunens mall"
    assert "{{\u00a0dnr\u00a0}}" in dialog.facts.text()
    assert dialog.style_fold.button.text().startswith("Formatmallar – ")
    assert dialog.styles["Heading 1"].currentText() == "Rubrik 1"
    assert dialog.styles["Heading 3"].currentText() == "Saknas – läggs till"
    [box] = dialog.namnd_boxes.values()
    assert box.currentText() == "Kommunens mall"


def test_a_style_is_mapped_and_the_namnd_goes_back_to_our_own_look(
    qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path
):
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)
    dialog = opened()
    dialog.style_fold.set_open()
    box = dialog.styles["Heading 3"]

    box.setFocus()
    box.setCurrentIndex(box.findText("Kommunens mellanrubrik"))
    box.activated.emit(box.currentIndex())
    wait_idle(qtbot, desk)
    wait_idle(qtbot, desk)
    [namnd] = dialog.namnd_boxes.values()
    namnd.setFocus()
    qtbot.keyClick(namnd, Qt.Key.Key_Home)
    wait_idle(qtbot, desk)

    assert dict(forms_of(desk).forms[0].style_map) == {"Heading 3": "Kommunens mellanrubrik"}
    assert [form_id for _, _, form_id in forms_of(desk).namnder] == [0]


def test_an_own_template_has_a_form_of_its_own(qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path):
    own = OwnTemplate(slug="eget_svar", label="Eget svar", kind="yttrande")
    add_record(store_of(desk), own, "gjorde en mall", desk.user_uid, NOW)
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)
    dialog = opened()
    dialog.template_fold.set_open()
    [box] = dialog.template_boxes.values()
    assert box.currentText() == "Samma som nämnden"

    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    wait_idle(qtbot, desk)
    wait_idle(qtbot, desk)

    assert forms_of(desk).forms[0].templates == ("Eget svar",)
    assert dialog.template_boxes == {1: box}, "the box is the same, so that the focus stays in it"
    assert "Eget svar" in dialog._row(forms_of(desk).forms[0]).note


def test_a_form_is_renamed_and_taken_away(qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path):
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)
    dialog = opened()

    dialog.name.setFocus()
    dialog.name.setText("Brevmall")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    wait_idle(qtbot, desk)
    wait_idle(qtbot, desk)
    assert forms_of(desk).forms[0].name == "Brevmall"

    press(qtbot, desk, dialog.remove)
    assert forms_of(desk).forms == ()
    assert dialog.none.isVisible()


def test_what_is_amiss_in_a_form_is_told_with_what_to_do(
    qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path
):
    dotx.write_bytes(municipal_form(body=par("{{ vem }}") + SECTION))
    dialog = opened()

    press(qtbot, desk, dialog.add)

    assert "Raden [[INNEHÅLL]] finns inte" in dialog.problems.words.text()
    assert "på en egen rad i själva texten" in dialog.problems.words.text()
    assert "{{\u00a0vem\u00a0}}" in dialog.problems.words.text()


def test_a_file_that_will_not_do_is_told_of_and_nothing_is_kept(
    qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path
):
    dotx.write_bytes(b"%PDF-1.7")
    dialog = opened()

    press(qtbot, desk, dialog.add)

    assert "inget Worddokument" in dialog.message.words.text()
    assert forms_of(desk).forms == ()


def test_a_form_is_tried_with_samples(
    qtbot: QtBot, desk: Desk, page: DocumentPage, opened: Open, dotx: Path, tmp_path: Path
):
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)
    dialog = opened()

    press(qtbot, desk, dialog.try_)

    assert "Så här ser texten ut" in " ".join(one.text for one in docx.Document(str(tmp_path / "prov.docx")).paragraphs)
    assert dialog.told.text() == "Sparad som «prov.docx»."


def test_from_the_page_a_form_is_tried_with_the_document_at_hand(
    qtbot: QtBot, desk: Desk, page: DocumentPage, dotx: Path, tmp_path: Path
):
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)

    page.edit_word_forms()
    wait_idle(qtbot, desk)
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, WordFormsDialog) and one.isVisible()]
    dialog.choose_file = lambda *_: str(tmp_path / "prov.docx")
    press(qtbot, desk, dialog.try_)
    dialog.close()

    assert SUMMARY in " ".join(one.text for one in docx.Document(str(tmp_path / "prov.docx")).paragraphs)
    assert [one.left_as for one in load_case(store_of(desk), page.case_id).departures] == [LeftAs.docx]


def test_saving_for_word_uses_the_namnds_form_and_tells_what_is_amiss_in_it(
    qtbot: QtBot, desk: Desk, page: DocumentPage, dotx: Path, tmp_path: Path
):
    dotx.write_bytes(municipal_form(body=par("{{ vem }}") + SECTION))
    take_in_form(store_of(desk), dotx, desk.user_uid, NOW)
    page.out.choose_file = lambda *_: str(tmp_path / "svar.docx")

    page.save_docx()
    wait_idle(qtbot, desk)

    words = page.bar.words.text()
    assert words.startswith("Sparad som «svar.docx».")
    assert "{{\u00a0vem\u00a0}}" in words
    header = docx.Document(str(tmp_path / "svar.docx")).sections[0].first_page_header
    assert "Diarienummer: BUN-2026-0412" in [one.text for one in header.paragraphs]


def more(page: DocumentPage, words: str) -> None:
    menu = page.more_button.menu()
    assert menu is not None
    next(one for one in menu.actions() if words in one.text().replace("&", "")).trigger()


def test_the_whole_document_is_copied_for_word_and_that_it_left_is_noted(qtbot: QtBot, desk: Desk, page: DocumentPage):
    more(page, "Kopiera för Word")
    wait_idle(qtbot, desk)
    wait_idle(qtbot, desk)

    data = QGuiApplication.clipboard().mimeData()
    assert SUMMARY in data.text()
    assert f"<p>{SUMMARY}" in data.html()
    assert "<h1" in data.html()
    assert page.bar.words.text() == "Handlingen är kopierad. Klistra in den i Word med Ctrl+V."
    departures = load_case(store_of(desk), page.case_id).departures
    assert [(one.left_as, bool(one.sha256)) for one in departures] == [(LeftAs.copied, True)]


@pytest.mark.parametrize(
    ("words", "suffix", "left_as", "start"),
    [
        ("Spara som webbsida", "html", LeftAs.html, b"<!DOCTYPE html>"),
        ("Spara som text", "txt", LeftAs.txt, b"\xef\xbb\xbf"),
    ],
)
def test_the_document_is_saved_as_a_web_page_and_as_text(
    qtbot: QtBot, desk: Desk, page: DocumentPage, tmp_path: Path, words, suffix, left_as, start
):
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _filter: str) -> str:
        asked.append(Path(suggested).name)
        return str(tmp_path / "svar")

    page.out.choose_file = choose
    more(page, words)
    wait_idle(qtbot, desk)

    content = (tmp_path / f"svar.{suffix}").read_bytes()
    assert content.startswith(start)
    assert SUMMARY in io.BytesIO(content).read().decode("utf-8")
    assert asked == [f"BUN-2026-0412 Tjänsteskrivelse 2026-02-19.{suffix}"]
    assert [one.left_as for one in load_case(store_of(desk), page.case_id).departures] == [left_as]
