"""The papers of planning in the window: shown from the menu, saved, printed, and made anew when the plan changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.print_planning import card_of_case
from nemndsekr.records.meeting import Meeting
from nemndsekr.store.queries import all_meetings, all_namnder, find_case
from nemndsekr.ui.case.plan_form import PlanForm
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.planning_print_page import PlanningPrintPage
from nemndsekr.ui.printing import PrintRun, new_printer, open_pdf, render_band
from tests.ui.conftest import NOW, PATIENCE_MS, SKOLSKJUTS, idle, press, store_of
from tests.ui.kit.audit import problems

YEAR = NOW.year


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> PlanningPrintPage:
    window.menus.actions["print_year_plan"].trigger()
    idle(qtbot, window.desk)
    shown = window.current
    assert isinstance(shown, PlanningPrintPage)
    return shown


def words(page: PlanningPrintPage) -> str:
    return page.printing.preview.paper.page_text(1)


def test_the_menu_shows_the_plan_of_the_year_as_it_is_printed(
    qtbot: QtBot, page: PlanningPrintPage, window: MainWindow
):
    assert f"Sammanträdesplan {YEAR}" in words(page)
    assert page.printing.preview.paper.pages == 1
    assert "sammanträdesplan" in window.windowTitle()
    assert problems(page) == []


def test_it_is_saved_as_pdf_and_for_word(qtbot: QtBot, page: PlanningPrintPage, window: MainWindow, tmp_path: Path):
    for suffix, save in (("pdf", window.commands.save_pdf), ("docx", window.commands.save_docx)):
        path = tmp_path / f"plan.{suffix}"
        page.printing.out.choose_file = lambda *_, path=path: str(path)
        save()
        idle(qtbot, window.desk)
        assert path.is_file()
    assert page.printing.made is not None
    assert (tmp_path / "plan.pdf").read_bytes() == page.printing.made.content
    assert page.printing.made.suggested_name == f"BUN sammanträdesplan {YEAR}.pdf"


def test_a_note_that_is_changed_elsewhere_comes_to_the_paper(qtbot: QtBot, page: PlanningPrintPage, window: MainWindow):
    store = store_of(window)
    meeting = next(one for one, _ in all_meetings(store, all_namnder(store)[0].stored_id) if one.day.year == YEAR)
    window.desk.act(
        lambda store, who, now: edit_record(store, Meeting, meeting.stored_id, {"note": "lokalen är Ekliden"}, who, now)
    )
    idle(qtbot, window.desk)

    assert "lokalen är Ekliden" in " ".join(words(page).split())


def test_escape_goes_back_to_where_one_came_from(qtbot: QtBot, window: MainWindow):
    window.show_page("meetings")
    for _ in range(2):
        window.menus.actions["print_year_plan"].trigger()
        idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPrintPage)
    page.preview()
    press(qtbot, Qt.Key.Key_Escape)

    assert window.current_name == "meetings"


def test_without_meetings_it_is_said_what_to_do(qtbot: QtBot, empty_window: MainWindow):
    empty_window.menus.actions["print_year_plan"].trigger()
    idle(qtbot, empty_window.desk)
    page = empty_window.current
    assert isinstance(page, PlanningPrintPage)

    assert "inga sammanträden" in page.printing.bar.words.text().lower()
    assert not page.printing.print_button.isEnabled()
    assert problems(page) == []


def test_the_year_on_an_a3_is_shown_but_is_no_word_document(qtbot: QtBot, page: PlanningPrintPage, window: MainWindow):
    window.menus.actions["print_year_picture"].trigger()
    idle(qtbot, window.desk)

    assert f"Sammanträden {YEAR}" in words(page)
    assert not page.printing.save_docx_button.isVisible()
    window.commands.save_docx()
    assert "bara som PDF" in window.messages.bar.words.text()


def test_the_year_on_an_a3_has_the_chain_of_a_case_that_is_chosen(
    qtbot: QtBot, page: PlanningPrintPage, window: MainWindow
):
    window.menus.actions["print_year_picture"].trigger()
    idle(qtbot, window.desk)
    assert page.chain_box.isVisibleTo(page)
    assert "Stoppdag" not in words(page)

    at = next(at for at in range(page.chain_box.count()) if SKOLSKJUTS in page.chain_box.itemText(at))
    page.chain_box.setCurrentIndex(at)
    page.chain_box.activated.emit(at)
    idle(qtbot, window.desk)
    assert "Stoppdag 13/2" in words(page)
    assert problems(page) == []

    page.paper_box.setCurrentIndex(0)
    page.paper_box.activated.emit(0)
    idle(qtbot, window.desk)
    assert not page.chain_box.isVisibleTo(page)


def test_from_a_case_the_year_on_an_a3_has_its_chain_at_once(qtbot: QtBot, window: MainWindow):
    case = find_case(store_of(window), SKOLSKJUTS)
    assert case is not None
    window.go_to("case", case.stored_id)
    idle(qtbot, window.desk)
    window.menus.actions["print_year_picture"].trigger()
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPrintPage)

    assert page.chain_box.currentData() == case.stored_id
    assert "Stoppdag 13/2" in words(page)


def test_an_a3_is_made_smaller_on_a_printer_that_has_only_a4(
    qtbot: QtBot, page: PlanningPrintPage, window: MainWindow, tmp_path: Path
):
    window.menus.actions["print_year_picture"].trigger()
    idle(qtbot, window.desk)
    made = page.printing.made
    assert made is not None
    printer = new_printer()
    printer.setOutputFileName(str(tmp_path / "a4.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    run = PrintRun(made.content, printer, page)
    with qtbot.waitSignal(run.finished, timeout=PATIENCE_MS):
        run.start()

    printed = open_pdf((tmp_path / "a4.pdf").read_bytes(), page)
    image = render_band(printed, 0, QSize(842, 595), 0, 595)
    dark = {x for x in range(842) for y in range(120) if image.pixelColor(x, y).lightness() < 128}
    # The title stands at the left edge, and the note at the right edge: the whole width has room.
    assert min(dark) < 60
    assert 780 < max(dark) < 835


def test_the_kedjekort_is_copied_as_words_and_for_word_and_is_shown_on_paper(qtbot: QtBot, window: MainWindow):
    case = find_case(store_of(window), SKOLSKJUTS)
    assert case is not None
    window.show_page("meetings")
    assert not window.menus.actions["copy_chain_card"].isEnabled()
    assert window.menus.actions["copy_chain_card"].statusTip() == "Välj ett ärende först."
    window.go_to("case", case.stored_id)
    idle(qtbot, window.desk)
    window.menus.actions["copy_chain_card"].trigger()
    idle(qtbot, window.desk)
    copied = QGuiApplication.clipboard().mimeData()
    card = card_of_case(store_of(window), case.stored_id, window.desk.today)

    assert copied.text() == card
    assert card in copied.html()
    assert window.messages.bar.words.text() == f"Kopierat: {card}"

    window.menus.actions["print_chain_card"].trigger()
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPrintPage)
    assert card.split(" · ")[0] in " ".join(words(page).split())
    assert not page.year_box.isVisible()
    assert problems(page) == []
    page.preview()
    press(qtbot, Qt.Key.Key_Escape)
    assert window.current_name == "case"


def test_the_plan_of_a_case_has_the_kedjekort_beside_it(qtbot: QtBot, window: MainWindow):
    case = find_case(store_of(window), SKOLSKJUTS)
    assert case is not None
    window.go_to("case", case.stored_id)
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, CasePage)
    page.go_to_item(("rows", "plan_steps"), "", into=True)
    idle(qtbot, window.desk)
    form = page.findChild(PlanForm)
    assert isinstance(form, PlanForm)
    qtbot.mouseClick(form.copy_button, Qt.MouseButton.LeftButton)
    idle(qtbot, window.desk)

    card = card_of_case(store_of(window), case.stored_id, window.desk.today)
    assert QGuiApplication.clipboard().text() == card
    assert form.copied.text() == f"Kopierat: {card}"
    assert problems(form) == []


def test_the_weeks_sheet_follows_the_week_that_is_chosen(qtbot: QtBot, window: MainWindow):
    window.menus.actions["print_week_sheet"].trigger()
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPrintPage)
    assert "Kontrollista vecka 8 och 9" in " ".join(words(page).split())
    assert not page.year_box.isVisible()

    page.week_box.setFocus()
    press(qtbot, Qt.Key.Key_Down, to=page.week_box)
    page.week_box.activated.emit(page.week_box.currentIndex())
    idle(qtbot, window.desk)
    assert "Kontrollista vecka 9 och 10" in " ".join(words(page).split())
    assert problems(page) == []
