"""The document page: what is seen is what is saved and printed; keys and parts; faults told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, current_thread

import docx
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.approvals import turn_check
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case import Case
from nemndsekr.records.choices import LeftAs
from nemndsekr.rules.checks import CHECKS
from nemndsekr.store.queries import load_case
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.document.other_ways import save_as_html, save_as_text
from nemndsekr.ui.document_page import DocumentPage
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.printer_search import NO_PRINTER, SILENT
from nemndsekr.ui.printing import open_pdf
from tests.rows import add_record
from tests.ui.document.office import FORWARD, NOW, SUMMARY, Open, store_of, wait_idle
from tests.ui.kit.audit import problems


def shown_text(page: DocumentPage) -> str:
    paper = page.preview.paper
    return "\n".join(paper.page_text(number) for number in range(1, paper.pages + 1)).replace("\r\n", "\n")


def settle(qtbot: QtBot, page: DocumentPage) -> None:
    """Wait until what was changed is shown."""
    qtbot.waitUntil(lambda: not page._timer.isActive(), timeout=5000)
    wait_idle(qtbot, page.desk)


def test_the_page_shows_the_document_and_its_page_number(open_page: Open) -> None:
    page = open_page()

    assert SUMMARY.split(".", maxsplit=1)[0] in shown_text(page)
    assert page.preview.title.text() == f"Sida 1 av {page.preview.paper.pages}"


def test_the_saved_pdf_is_the_very_preview(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page()
    asked: list[str] = []

    def choose(parent: QWidget, title: str, suggested: str, file_filter: str) -> str:
        asked.append(Path(suggested).name)
        return str(tmp_path / "handling.pdf")

    page.out.choose_file = choose
    assert page._preview is not None
    assert page._preview.made is not None

    page.save_pdf_button.setFocus()
    qtbot.keyClick(page.save_pdf_button, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)

    assert (tmp_path / "handling.pdf").read_bytes() == page._preview.made.content
    assert asked == ["BUN-2026-0412 Tjänsteskrivelse 2026-02-19.pdf"]
    assert page.bar.words.text() == "Sparad som «handling.pdf»."


def test_a_saved_document_is_noted_as_gone_and_that_cannot_be_undone(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    page.out.choose_file = lambda *_: str(tmp_path / "handling.docx")

    page.save_docx()
    wait_idle(qtbot, page.desk)

    departures = load_case(store_of(page.desk), page.case_id).departures
    assert [(one.left_as, one.file_name) for one in departures] == [(LeftAs.docx, "handling.docx")]
    assert (tmp_path / "handling.docx").read_bytes().startswith(b"PK")
    assert store_of(page.desk).undo_names()[0] == "övning"


def test_that_it_was_saved_is_told_until_the_next_change_or_until_one_leaves(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    page.desk.changed.connect(page.refresh)
    page.out.choose_file = lambda *_: str(tmp_path / "handling.pdf")
    page.save_pdf()
    wait_idle(qtbot, page.desk)
    assert page.bar.isVisible()

    case_id = page.case_id
    page.desk.act(lambda store, who, now: edit_record(store, Case, case_id, {"note": "Nytt"}, who, now))
    wait_idle(qtbot, page.desk)
    assert not page.bar.isVisible()

    page.save_pdf()
    wait_idle(qtbot, page.desk)
    page.hide()
    page.show()
    wait_idle(qtbot, page.desk)
    assert not page.bar.isVisible()


def test_a_file_that_is_open_elsewhere_is_told_of_and_the_old_file_stays(
    open_page: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    old = tmp_path / "handling.pdf"
    old.write_bytes(b"gammal")
    page.out.choose_file = lambda *_: str(old)

    def locked(self: Path, target: object) -> Path:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "replace", locked)
    # The settings are put in place the same way.
    monkeypatch.setattr("nemndsekr.ui.paper_out.change_settings", lambda *_: True)

    page.save_pdf()
    wait_idle(qtbot, page.desk)

    assert "PDF-filen kunde inte skrivas eftersom den är öppen i ett annat program." in page.bar.words.text()
    assert page.bar.link.text() == "Spara under nytt namn …"
    assert old.read_bytes() == b"gammal"
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["handling.pdf"]
    assert not load_case(store_of(page.desk), page.case_id).departures


@pytest.mark.parametrize(("save", "suffix"), [(save_as_html, "html"), (save_as_text, "txt")])
def test_a_web_page_or_text_that_is_open_elsewhere_is_saved_beside_it(
    open_page: Open,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[DocumentPage], None],
    suffix: str,
) -> None:
    page = open_page()
    old = tmp_path / f"handling.{suffix}"
    old.write_bytes(b"gammal")
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, suggested: str, _filter: str) -> str:
        asked.append(Path(suggested).name)
        return str(old if len(asked) == 1 else tmp_path / asked[-1])

    page.out.choose_file = choose
    whole = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == old:
            raise PermissionError(13, "locked")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", locked)

    save(page)
    wait_idle(qtbot, page.desk)
    assert page.bar.link.text() == "Spara under nytt namn …"
    qtbot.mouseClick(page.bar.link, Qt.MouseButton.LeftButton)
    wait_idle(qtbot, page.desk)

    assert asked[1] == f"handling (2).{suffix}"
    assert (tmp_path / asked[1]).stat().st_size > 0
    assert old.read_bytes() == b"gammal"
    assert page.bar.words.text() == f"Sparad som «{asked[1]}»."


def test_what_was_saved_is_opened_or_shown_and_what_cannot_be_is_told(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    path = tmp_path / "handling.pdf"
    page.out.choose_file = lambda *_: str(path)
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    page.out.open_url = open_url

    page.save_pdf()
    wait_idle(qtbot, page.desk)
    assert (page.bar.link.text(), page.bar.other_link.text()) == ("Öppna", "Visa i mappen")
    qtbot.mouseClick(page.bar.link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.bar.other_link, Qt.MouseButton.LeftButton)
    assert opened == [path, tmp_path]

    page.out.open_url = lambda _: False
    qtbot.mouseClick(page.bar.link, Qt.MouseButton.LeftButton)
    assert page.bar.words.text() == "Inget program på datorn öppnade «handling.pdf»."
    assert not page.bar.other_link.isVisible()
    qtbot.mouseClick(page.bar.link, Qt.MouseButton.LeftButton)
    assert page.bar.words.text() == f"Mappen kunde inte visas. Filen ligger i {tmp_path}."

    page.save_pdf()
    wait_idle(qtbot, page.desk)
    path.unlink()
    qtbot.mouseClick(page.bar.link, Qt.MouseButton.LeftButton)
    assert "finns inte längre" in page.bar.words.text()


def test_each_kind_of_file_begins_in_the_folder_of_its_last(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page()
    asked: list[Path] = []

    def save_in(folder: str, save: Callable[[], None]) -> None:
        (tmp_path / folder).mkdir(exist_ok=True)

        def choose(_parent: QWidget, _title: str, suggested: str, _filter: str) -> str:
            asked.append(Path(suggested).parent)
            return str(tmp_path / folder / Path(suggested).name)

        page.out.choose_file = choose
        save()
        wait_idle(qtbot, page.desk)

    save_in("sidor", page.save_pdf)
    save_in("word", page.save_docx)
    save_in("sidor", page.save_pdf)
    save_in("word", page.save_docx)
    assert asked[2:] == [tmp_path / "sidor", tmp_path / "word"]


def test_leaving_out_a_part_takes_it_out_of_the_document(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    assert FORWARD in shown_text(page)
    box = page.parts.box("framat")

    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    settle(qtbot, page)

    assert FORWARD not in shown_text(page)
    assert page.parts.note.text().startswith("4 av 5")
    assert box.hasFocus()


def test_the_preview_follows_the_case_and_keeps_its_place(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(sections={"arendet": "Lång text om skolskjuts. " * 600})
    bar = page.preview.paper.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(700)

    page.desk.act(
        lambda store, who, now: edit_record(store, Case, page.case_id, {"title": "Svar till revisorerna"}, who, now)
    )
    page.desk.changed.connect(page.refresh)
    wait_idle(qtbot, page.desk)
    settle(qtbot, page)

    assert "Svar till revisorerna" in shown_text(page)
    assert bar.value() == 700


def test_a_hidden_page_waits_with_its_preview_until_it_is_shown(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.desk.changed.connect(page.refresh)
    page.hide()

    page.desk.act(lambda store, who, now: edit_record(store, Case, page.case_id, {"title": "Ny rubrik"}, who, now))
    wait_idle(qtbot, page.desk)
    hidden = shown_text(page)
    page.show()
    wait_idle(qtbot, page.desk)

    assert "Ny rubrik" not in hidden
    assert "Ny rubrik" in shown_text(page)


def test_a_draft_is_marked_on_paper_and_on_screen(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    page.parts.draft.setFocus()
    qtbot.keyClick(page.parts.draft, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)

    assert "UTKAST" in shown_text(page)
    assert page.preview.note.text() == "arbetsutkast"


def test_a_document_with_gaps_is_marked_by_itself_until_somebody_says_otherwise(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    assert not page.parts.draft.isChecked()

    page.show_kind("anstand")
    wait_idle(qtbot, page.desk)
    assert "[Fyll i: namn och titel]" in shown_text(page)
    assert "UTKAST" in shown_text(page)
    assert page.preview.note.text() == "arbetsutkast"
    assert page.parts.draft.isChecked()
    assert page.parts.draft.text() == "Märks UTKAST: text saknas"

    qtbot.keyClick(page.parts.draft, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)
    assert "UTKAST" not in shown_text(page)
    assert page.parts.draft.text() == "Arbetsutkast: märks UTKAST"


def test_the_choice_of_a_mark_is_of_one_document_and_waits_there(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.show_kind("anstand")
    wait_idle(qtbot, page.desk)
    qtbot.keyClick(page.parts.draft, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)

    page.show_kind("tjansteskrivelse")
    wait_idle(qtbot, page.desk)
    qtbot.keyClick(page.parts.draft, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)
    assert "UTKAST" in shown_text(page)

    page.show_kind("anstand")
    wait_idle(qtbot, page.desk)
    assert not page.parts.draft.isChecked()
    assert "UTKAST" not in shown_text(page)


def test_a_character_that_cannot_be_printed_is_told_of_with_what_to_do(open_page: Open) -> None:
    page = open_page(sections={"sammanfattning": "Ett tecken ur ett annat skriftsystem: \u16a0\U00012000."})

    assert page.bar.isVisible()
    assert page.bar.words.text().count(".") >= 2
    assert not page.print_button.isEnabled()
    assert page.preview.stack.currentWidget() is page.preview.empty


def test_a_character_that_stops_the_pages_is_gone_to_from_what_is_said(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(sections={"sammanfattning": "Bra \N{GRINNING FACE} jobbat", "framat": "Mot \N{FIRE}"})
    sections = load_case(store_of(page.desk), page.case_id).sections
    places: list[tuple[int, str, str, str]] = []
    page.place_wanted.connect(lambda *place: places.append(place))
    assert "«\N{GRINNING FACE}» (U+1F600) och «\N{FIRE}» (U+1F525)" in page.bar.words.text()

    page.bar.link.click()

    assert places == [(page.case_id, "sections", sections[0].uid, "body")]


def test_the_template_is_remembered_for_its_kind(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    page.template_box.setFocus()
    qtbot.keyClick(page.template_box, Qt.Key.Key_Home)
    wait_idle(qtbot, page.desk)

    chosen = str(page.template_box.currentData())
    assert chosen != "neutral_tjansteskrivelse"
    assert load_settings(store_of(page.desk).folder.settings).template_for("tjansteskrivelse") == chosen


def test_another_kind_of_document_has_other_parts(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    page.kind_box.setFocus()
    qtbot.keyClick(page.kind_box, Qt.Key.Key_Down)
    wait_idle(qtbot, page.desk)

    assert page.kind_box.currentText() == "Yttrande"
    assert page.parts.box("recommendations_with_answers").text() == "Rekommendationer (2)"


def test_f8_walks_the_remarks_and_enter_goes_to_where_they_are_mended(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    places: list[tuple[int, str, str, str]] = []
    page.place_wanted.connect(lambda *place: places.append(place))
    recommendations = load_case(store_of(page.desk), page.case_id).recommendations

    page.next_remark()
    page.next_remark()
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(page.remarks.list, Qt.Key.Key_Return)

    assert wanted.args == ["case", page.case_id]
    assert places == [(page.case_id, "recommendations", recommendations[1].uid, "measures")]


def test_no_remarks_means_ready_to_print(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    store = store_of(page.desk)
    namnd_id = load_case(store, page.case_id).namnd.stored_id
    for check in CHECKS:
        turn_check(store, namnd_id, check.slug, page.desk.user_uid, NOW, off=True)

    page.show_case(page.case_id)
    wait_idle(qtbot, page.desk)

    assert page.remarks.ready.isVisible()
    assert page.remarks.ready.text() == "Inga påpekanden. Klart för utskrift."


def test_a_paper_with_nothing_in_it_is_not_called_ready_to_print(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    namnd_id = load_case(store_of(page.desk), page.case_id).namnd.stored_id
    bare = Case(namnd_id=namnd_id, title="Granskning av frånvaro")
    add_record(store_of(page.desk), bare, "lade till ärendet", page.desk.user_uid, NOW)

    page.show_case(bare.stored_id)
    wait_idle(qtbot, page.desk)

    assert page.remarks.ready.text() == "Inga påpekanden. Men handlingen är tom: skriv i ärendet först."


def test_f6_goes_from_the_choices_to_the_remarks_and_the_paper(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.kind_box.setFocus()
    passed = []

    for _ in range(3):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_F6)
        passed.append(QApplication.focusWidget())

    assert passed == [page.remarks.list, page.preview.paper, page.kind_box]


def test_without_printers_saving_as_pdf_is_offered(open_page: Open) -> None:
    page = open_page()
    page.out.ask_printers = list

    page.print_()

    assert page.bar.words.text() == NO_PRINTER
    assert page.bar.link.text() == "Spara PDF …"


class DeadPrinters:
    """Printers whose server is gone: whoever asks for them is kept waiting until it is let go."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.asked_by: list[str] = []

    def __call__(self) -> list[str]:
        self.asked_by.append(current_thread().name)
        self.go_on.wait(20)
        return ["Kontoret"]


@pytest.fixture
def dead_printers() -> Iterator[DeadPrinters]:
    made = DeadPrinters()
    yield made
    made.go_on.set()


def test_printers_that_do_not_answer_keep_nobody_waiting(
    open_page: Open, qtbot: QtBot, dead_printers: DeadPrinters
) -> None:
    page = open_page()
    page.out.ask_printers, page.out.patience = dead_printers, 0.3

    page.print_()
    assert page.bar.words.text() == "Letar efter skrivare …"
    page.print_()
    assert dead_printers.asked_by == ["skrivare"], "once, and not by the window itself"
    qtbot.waitUntil(lambda: page.bar.words.text() == SILENT)

    assert page.bar.link.text() == "Spara PDF …"
    page.out.ask_printers = list
    page.print_()
    assert page.bar.words.text() == NO_PRINTER, "one may try again at once"


def test_who_would_rather_save_meanwhile_is_not_asked_for_a_printer_afterwards(
    open_page: Open, qtbot: QtBot, dead_printers: DeadPrinters, tmp_path: Path
) -> None:
    page = open_page()
    page.out.ask_printers = dead_printers
    page.out.ask_printer = lambda *_: pytest.fail("the dialog was shown")
    page.out.choose_file = lambda *_: str(tmp_path / "a.pdf")

    page.print_()
    page.bar.link.click()
    dead_printers.go_on.set()
    qtbot.waitUntil((tmp_path / "a.pdf").exists, timeout=20_000)
    wait_idle(qtbot, page.desk)

    assert page.bar.words.text().startswith("Sparad som «a.pdf»")


def test_printing_sends_every_page_and_notes_it(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(sections={"arendet": "Lång text om skolskjuts. " * 600})
    out = tmp_path / "papper.pdf"

    def to_file(printer: QPrinter, parent: QWidget, name: str, pages: int) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(72)
        printer.setOutputFileName(str(out))
        return True

    page.out.ask_printers = lambda: ["Kontoret"]
    page.out.ask_printer = to_file
    page.print_()
    qtbot.waitUntil(lambda: not page.out.printing, timeout=20_000)
    wait_idle(qtbot, page.desk)

    printed = open_pdf(out.read_bytes(), page)
    assert printed.pageCount() == page.preview.paper.pages > 1
    assert "skickade till skrivaren" in page.bar.words.text()
    departures = load_case(store_of(page.desk), page.case_id).departures
    assert [one.left_as for one in departures] == [LeftAs.print]


def test_the_document_can_be_read_as_text(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()

    page.preview.text_button.setFocus()
    qtbot.keyClick(page.preview.text_button, Qt.Key.Key_Space)

    assert page.preview.text.isVisible()
    assert SUMMARY in page.preview.text.toPlainText()
    assert page.preview.text.accessibleName() == "Tjänsteskrivelse som text"


@pytest.mark.parametrize("points", [10, 13])
def test_every_part_has_a_name_a_place_in_the_tab_order_and_room(open_page: Open, dressed: Theme, points: int) -> None:
    page = open_page()
    dressed.set_text_points(points)
    QApplication.processEvents()
    try:
        assert problems(page) == []
        assert page.preview.paper.accessibleName().startswith("Förhandsgranskning av tjänsteskrivelse, sida 1 av")
    finally:
        dressed.set_text_points(10)


def test_the_chairs_copy_is_asked_for_in_the_menu_and_is_the_same_words(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    words = shown_text(page)
    act = next(one for one in page.more_button.menu().actions() if "rdförandens" in one.text())

    act.trigger()
    wait_idle(qtbot, page.desk)
    assert page._preview is not None
    assert page._preview.made is not None
    assert page._preview.made.outline.note_margin
    assert page.preview.mark == "ordförandens exemplar"
    assert shown_text(page) == words

    act.trigger()
    wait_idle(qtbot, page.desk)
    assert not page._preview.made.outline.note_margin


def test_a_sign_that_stops_the_pages_stops_no_word_file_and_every_way_out_answers(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(sections={"sammanfattning": "Bra \N{GRINNING FACE} jobbat"})
    told = "Tecknet «\N{GRINNING FACE}» (U+1F600) finns inte i typsnittet"
    assert not page.save_pdf_button.isEnabled()
    assert page.save_docx_button.isEnabled()

    page.bar.hide()
    page.save_pdf()
    wait_idle(qtbot, page.desk)
    assert page.bar.words.text().startswith(told)

    path = tmp_path / "svar.docx"
    page.out.choose_file = lambda *_: str(path)
    page.save_docx()
    wait_idle(qtbot, page.desk)
    assert "\N{GRINNING FACE}" in " ".join(one.text for one in docx.Document(str(path)).paragraphs)

    page.copy_for_word()
    wait_idle(qtbot, page.desk)
    assert "\N{GRINNING FACE}" in QApplication.clipboard().text()
