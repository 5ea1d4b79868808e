"""The page Uppföljning by real widgets and keys: views, filters, changing many, reminders, paper and files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseStage, MeasureState
from nemndsekr.rules.second_answer import followup_document
from nemndsekr.store.followup import MeasureFilter, followed_measures
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.store.queries import find_case, load_case
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.followup_page import FollowupPage
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import CELL_ROLE
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import NOW, SKOLSKJUTS, idle, press, store_of, write
from tests.ui.kit.audit import problems

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = NOW.date()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> FollowupPage:
    press(qtbot, KEY.Key_5, CTRL)
    idle(qtbot, window.desk)
    shown = window.page("followup")
    assert isinstance(shown, FollowupPage)
    assert window.current is shown
    shown.first_focus().setFocus()
    return shown


def texts(page: FollowupPage) -> list[str]:
    return [line.text for line in page.measures.model.rows()]


def say_yes(page: FollowupPage, fill) -> list[str]:
    """Answer the dialog as a person does: fill it in and press its button; the titles of those that came."""
    seen: list[str] = []

    def answer(dialog: ChangeDialog) -> bool:
        seen.append(dialog.windowTitle())
        fill(dialog)
        accepted: list[bool] = []
        dialog.accepted.connect(lambda: accepted.append(True))
        dialog.accept_button.click()
        return bool(accepted)

    page.measures.ask_change = answer
    return seen


# --- measures -------------------------------------------------------------------------------------------------------


def test_the_late_stand_first_with_shape_and_words_and_the_first_date_beside(
    qtbot: QtBot, page: FollowupPage, window: MainWindow
):
    model = page.measures.model
    first = [str(model.index(0, column).data()) for column in range(model.columnCount())]

    assert first == [
        "december 2025", "augusti 2025", "Gemensam rutin för frånvaroanmälan",
        "Skolfrånvaro R4", "Omar Haddad", "Sen 50 dagar", "Nämnd 19/3 2026",
    ]  # fmt: skip
    press(qtbot, KEY.Key_Home)
    assert page.measures.chosen_words.text().startswith("50 dagar sen, 172 dagar efter första datumet, förlängd 1 gång")
    assert model.index(0, 5).data(CELL_ROLE).state == State.LATE
    assert page.measures.count.text() == "9 av 22 åtgärder"
    assert [row.count for row in window.rail.list.rows_model().rows if row.key == "followup"] == [2]


def test_in_a_low_window_the_lesser_filters_wait_behind_a_button_until_they_are_wanted_or_used(
    qtbot: QtBot, page: FollowupPage, window: MainWindow
):
    view = page.measures
    lesser = (view.responsible_box, view.case_box, view.state_box)
    assert all(box.isVisible() for box in lesser)
    assert not view.more_button.isVisible()

    window.theme.set_text_points(16)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not any(box.isVisible() for box in lesser))
    qtbot.waitUntil(lambda: view.table.viewport().height() >= 2 * view.table.rowHeight(0))

    view.more_button.setFocus()
    press(qtbot, KEY.Key_Space)
    assert all(box.isVisible() for box in lesser)
    view.state_box.setCurrentIndex(2)
    press(qtbot, KEY.Key_Space)
    assert [box.isVisible() for box in lesser] == [False, False, True]


@pytest.mark.parametrize(("points", "size"), [(10, (1280, 800)), (16, (1280, 800)), (10, (1024, 640))])
def test_no_view_is_larger_than_its_window_and_nothing_stands_outside_it(
    qtbot: QtBot, page: FollowupPage, window: MainWindow, points: int, size: tuple[int, int]
):
    window.theme.set_text_points(points)
    window.resize(*size)
    for view in page.views:
        page.show_view(view)
        idle(qtbot, window.desk)
        assert (window.width(), window.height()) == size
        for one in view.findChildren(QWidget):
            if one.isVisible() and isinstance(one, (QAbstractButton, QComboBox, QLineEdit, QLabel)):
                right = one.mapTo(view, one.rect().topRight()).x()
                assert right <= view.width(), f"{view.name}: {one}"


def test_search_and_filters_are_reached_and_used_by_keys(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    press(qtbot, KEY.Key_F, CTRL)
    assert QApplication.focusWidget() is page.measures.search
    page.measures.which_box.setCurrentIndex(1)
    write(qtbot, "hållplats")
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    assert len(texts(page)) == 2
    assert QApplication.focusWidget() is page.measures.table

    page.measures.search.setFocus()
    write(qtbot, "x")
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)
    assert page.measures.stack.currentWidget() is page.measures.none_panel
    assert page.measures.none_found.title.text() == "Ingen åtgärd matchar «hållplatsx»"

    page.measures.clear_button.setFocus()
    press(qtbot, KEY.Key_Space)
    idle(qtbot, window.desk)
    assert len(texts(page)) == 22


def test_the_filters_choose_by_person_case_and_state(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    view = page.measures
    for box, words, count in (
        (view.which_box, "Alla", 22),
        (view.case_box, "Lokalförsörjning", 5),
        (view.responsible_box, "Omar Haddad", 2),
        (view.state_box, "Utgår", 1),
    ):
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())
        idle(qtbot, window.desk)
        assert len(texts(page)) == count, words


def test_a_header_sorts_and_turns_the_order(qtbot: QtBot, page: FollowupPage):
    view = page.measures

    view.table.sort_requested.emit("responsible", False)
    names = [line.responsible for line in view.model.rows()]
    view.table.sort_requested.emit("responsible", True)

    assert names == sorted(names, key=str.casefold)
    assert [line.responsible for line in view.model.rows()] == sorted(names, key=str.casefold, reverse=True)


def test_enter_opens_the_case_at_the_recommendation(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    case_page = window.page("case")
    assert window.current is case_page
    assert window.windowTitle().startswith("Granskning av skolfrånvaro")
    current = case_page.items.current_key()  # type: ignore[attr-defined]
    assert current is not None
    assert current[0] == "recommendations"


def test_several_are_changed_at_once_and_the_bar_takes_it_back(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    store = store_of(window)
    before = followed_measures(store, MeasureFilter(which="all", today=TODAY)).measures

    def fill(dialog: ChangeDialog) -> None:
        dialog.state_box.setCurrentText("Pågår")
        dialog.responsible_box.setEditText("Karin Ljungdahl")
        dialog.time_line.setText("hösten 2026")
        dialog.reason_line.setText("Ny chef")
        dialog.report_box.setCurrentIndex(1)

    seen = say_yes(page, fill)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_Down, SHIFT)
    chosen = page.measures.chosen_ids()
    assert page.measures.change_button.text() == "Ändra 3 …"
    press(qtbot, KEY.Key_F2)
    idle(qtbot, window.desk)

    assert seen == ["Ändra 3 åtgärder"]
    after = {m.id: m for m in followed_measures(store, MeasureFilter(which="all", today=TODAY)).measures}
    for number in chosen:
        assert (after[number].state, after[number].responsible) == (MeasureState.pagar, "Karin Ljungdahl")
        assert after[number].promises[-1].words == "hösten 2026"
    assert (window.messages.bar.words.text(), window.messages.bar.link.text()) == ("3 åtgärder är ändrade.", "Ångra")

    window.messages.bar.link.click()
    idle(qtbot, window.desk)
    assert followed_measures(store, MeasureFilter(which="all", today=TODAY)).measures == before


def test_what_is_chosen_stays_chosen_when_something_changes(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    page.measures.show_all()
    idle(qtbot, window.desk)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Down, SHIFT)
    chosen = page.measures.chosen_ids()

    say_yes(page, lambda dialog: dialog.responsible_box.setEditText("Bo Al"))
    press(qtbot, KEY.Key_F2)
    idle(qtbot, window.desk)

    assert page.measures.chosen_ids() == chosen
    assert [line.responsible for line in page.measures.chosen_lines()] == ["Bo Al", "Bo Al"]


def test_the_dialog_says_what_is_missing_and_loses_nothing(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    told: list[str] = []

    def fill(dialog: ChangeDialog) -> None:
        dialog.accept_button.click()
        told.append(dialog.state_field.message.words.text())
        dialog.time_line.setText("juni 2027")
        dialog.accept_button.click()
        told.append(dialog.reason_field.message.words.text())
        dialog.state_box.setCurrentText("Genomförd")
        dialog.done_field.line.setText("igårr")
        dialog.reason_line.setText("Väntar på beslut")

    say_yes(page, fill)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_F2)
    idle(qtbot, window.desk)

    assert told[0] == "Välj vad som ska bli annorlunda."
    assert told[1].startswith("Skriv varför tiden flyttas.")
    assert store_of(window).undo_names()[0] is None, "the day of being done was not understood, so nothing was changed"


def test_a_done_measure_leaves_the_list_of_what_is_to_be_done(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    late = texts(page)[0]

    def fill(dialog: ChangeDialog) -> None:
        dialog.state_box.setCurrentText("Genomförd")
        assert dialog.done_field.value() == TODAY
        dialog.evidence_line.setText("Rutin, 2026-02-19")

    say_yes(page, fill)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_F2)
    idle(qtbot, window.desk)

    assert late not in texts(page)
    assert [row.count for row in window.rail.list.rows_model().rows if row.key == "followup"] == [1]


# --- the other views ------------------------------------------------------------------------------------------------


def go_to(qtbot: QtBot, window: MainWindow, page: FollowupPage, number: int) -> None:
    for _ in range(number):
        press(qtbot, KEY.Key_PageDown, CTRL)
        idle(qtbot, window.desk)
    page.first_focus().setFocus()


def test_the_keys_go_from_view_to_view_and_round(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    seen = []
    for _ in range(6):
        press(qtbot, KEY.Key_PageDown, CTRL)
        idle(qtbot, window.desk)
        seen.append(page.view().name)
    press(qtbot, KEY.Key_PageUp, CTRL)

    assert seen == [
        "Lägesbild", "Balanslista", "Svar att få in", "Obesvarade initiativ", "Inget planerat", "Åtgärder",
    ]  # fmt: skip
    assert page.view().name == "Inget planerat"
    assert window.windowTitle() == "Uppföljning – Inget planerat – Nämndsekr"


def test_the_picture_tells_in_words_what_the_squares_show(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 1)
    view = page.picture
    model = view.list.rows_model()
    press(qtbot, KEY.Key_Home)

    spoken = [str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    assert view.sum.text() == "10 av 21 klara · äldsta försening 50 dagar"
    assert spoken[0] == (
        "2023 Lokalförsörjning. 3 av 4 klara. äldsta försening 19 dagar. R1: 1 genomförd, 1 sen. R2: 1 genomförd. "
        "R3: 1 genomförd, 1 utgår"
    )
    press(qtbot, KEY.Key_Right)
    assert view.cell_words.text().startswith("R2: 1 genomförd. Förtydliga ansvaret")
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Right)
    assert view.cell_words.text().startswith("R3:"), "the last stays the last"


def test_the_picture_goes_back_in_time(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 1)
    box = page.picture.year_box
    assert [box.itemText(at) for at in range(box.count())] == [
        "I dag", "31 december 2025", "31 december 2024", "31 december 2023",
    ]  # fmt: skip
    box.setCurrentIndex(3)
    box.activated.emit(3)
    idle(qtbot, window.desk)

    [row] = [each.row for each in page.picture.list.rows_model().rows]
    assert (row.title, row.count_words) == ("2023 Lokalförsörjning", "1 av 5 klara")


def test_the_words_below_the_picture_are_those_of_the_day_that_is_shown(
    qtbot: QtBot, page: FollowupPage, window: MainWindow
):
    go_to(qtbot, window, page, 1)
    box, words = page.picture.year_box, page.picture.cell_words
    press(qtbot, KEY.Key_Home)
    for at, told in ((1, "R1: 1 genomförd, 1 pågår."), (2, "R1: 1 genomförd, 1 sen."), (0, "R1: 1 genomförd, 1 sen.")):
        box.setCurrentIndex(at)
        box.activated.emit(at)
        idle(qtbot, window.desk)
        qtbot.waitUntil(lambda told=told: words.text().startswith(told))  # type: ignore[misc]


def test_where_nothing_lacks_a_day_the_list_says_so(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    box = page.measures.which_box
    box.setCurrentIndex(box.findText("Utan datum"))
    box.activated.emit(box.currentIndex())
    idle(qtbot, window.desk)

    assert page.measures._none_words()[0] == "Ingen saknar datum"
    assert page.measures.stack.currentWidget() is page.measures.none_panel


def test_enter_in_the_picture_opens_the_recommendation(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 1)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    assert window.windowTitle().startswith("Granskning av lokalförsörjning")


def test_what_is_reported_back_is_noted_with_its_day(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 2)
    view = page.balance
    before = view.model.total
    press(qtbot, KEY.Key_Home)
    assert view.chosen_lines()[0].text == "Redovisa vad paviljongerna har kostat sedan 2020"
    assert view.done_button.text() == "Slutredovisat"
    press(qtbot, KEY.Key_Down)
    view.day_line.setText("12 februari 2026")
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert view.model.total == before - 1
    assert store_of(window).undo_names()[0] == "noterade en återrapportering"


def test_a_day_that_is_none_is_answered_and_nothing_is_noted(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 2)
    press(qtbot, KEY.Key_Home)
    page.balance.day_line.setText("31 februari")
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert window.messages.bar.words.text()
    assert store_of(window).undo_names()[0] is None
    assert QApplication.focusWidget() is page.balance.day_line


def test_a_reminder_is_copied_and_logged_in_one_step(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 3)
    view = page.owed
    copied: list[str] = []
    view.copied = copied.append
    assert view.reminder.title.text() == "Påminnelse till Peter Sandqvist"

    view.copy_button.setFocus()
    press(qtbot, KEY.Key_Space)

    assert copied[0].startswith("Hej Peter!\n")
    assert "förväntad effekt" in copied[0]
    assert "svar," not in copied[0], "only what is lacking is named"
    assert window.messages.bar.link.text() == "Notera påmint"
    window.messages.bar.link.click()
    idle(qtbot, window.desk)

    [third] = [each for each in owed_answers(store_of(window), TODAY) if each.no == 3 and each.person]
    assert third.last is not None
    assert third.last.on == TODAY
    assert store_of(window).undo_names()[0] == "noterade en påminnelse"


def test_what_is_owed_can_be_seen_by_meeting(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 3)
    page.owed.order_box.setCurrentIndex(1)
    page.owed.order_box.activated.emit(1)

    rows = page.owed.list.rows_model().rows
    assert [row.name for row in rows if row.heading] == ["Beredningen 25 februari"]


def test_enter_on_what_is_owed_opens_it(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 3)
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    assert window.windowTitle().startswith("Granskning av skolskjuts")


def test_the_initiatives_are_listed_with_age_today_and_at_the_end_of_a_year(
    qtbot: QtBot, page: FollowupPage, window: MainWindow
):
    go_to(qtbot, window, page, 4)
    view = page.initiatives
    assert [line.title for line in view.model.rows()] == [
        "Nämndinitiativ om trygg skolväg", "Nämndinitiativ om läxhjälp på fritidshem",
    ]  # fmt: skip
    assert view.model.record(0).age == "2 månader"

    view.year_box.setCurrentIndex(1)
    view.year_box.activated.emit(1)
    idle(qtbot, window.desk)
    assert [line.title for line in view.model.rows()] == ["Nämndinitiativ om trygg skolväg"]


def test_a_button_that_waits_for_a_chosen_row_says_so(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    go_to(qtbot, window, page, 4)
    view = page.initiatives
    view.table.selectRow(0)
    assert (view.open_button.isEnabled(), view.open_button.toolTip()) == (True, "")

    view._show([])

    assert (view.open_button.isEnabled(), view.open_button.toolTip()) == (False, "Välj ett initiativ först.")


# --- empty, paper, files --------------------------------------------------------------------------------------------


def test_on_an_empty_database_every_view_says_so_with_one_way_on(qtbot: QtBot, empty_window: MainWindow):
    empty_window.commands.show_followup()
    idle(qtbot, empty_window.desk)
    page = empty_window.page("followup")
    assert isinstance(page, FollowupPage)
    for view in page.views:
        page.show_view(view)
        idle(qtbot, empty_window.desk)
        button = view.first_focus()
        button.setFocus()
        assert button.isVisible()
        assert not page.preview_button.isVisible()
        assert problems(page) == []
    press(qtbot, KEY.Key_Space)
    assert empty_window.current_name == "cases"


@pytest.mark.parametrize("number", range(5))
def test_every_view_can_be_used_by_everybody(qtbot: QtBot, page: FollowupPage, window: MainWindow, number: int):
    found = {}
    page.show_view(page.views[number])
    idle(qtbot, window.desk)
    for points, size in ((10, (1280, 800)), (16, (1280, 800))):
        window.theme.set_text_points(points)
        window.resize(*size)
        QApplication.processEvents()
        found[points] = problems(page)

    assert found == {10: [], 16: []}


def test_a_list_is_shown_as_it_is_printed_and_saved(
    qtbot: QtBot, page: FollowupPage, window: MainWindow, tmp_path: Path
):
    for number, name in enumerate(("Åtgärdslista", "Lägesbild revisionsrekommendationer", "Balanslista")):
        page.show_view(page.views[number])
        idle(qtbot, window.desk)
        window.commands.print_document()
        idle(qtbot, window.desk)
        paper = page.printing
        assert paper.made is not None
        assert paper.made.name == name
        assert name in paper.preview.paper.page_text(1)
        path = tmp_path / f"{number}.pdf"
        paper.out.choose_file = lambda *_, path=path: str(path)
        paper.save_pdf_button.click()
        idle(qtbot, window.desk)
        assert path.read_bytes() == paper.made.content
        press(qtbot, KEY.Key_Escape)
        assert not page.shows_paper
        assert QApplication.focusWidget() is page.first_focus()


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, page: FollowupPage, window: MainWindow, tmp_path: Path):
    page.preview_button.click()
    idle(qtbot, window.desk)
    page.printing.out.choose_file = lambda *_: str(tmp_path / "borta" / "a.docx")
    page.printing.save_docx()
    idle(qtbot, window.desk)

    assert "finns inte" in page.printing.bar.words.text()


def test_without_a_printer_the_paper_is_offered_as_a_file(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    page.preview_button.click()
    idle(qtbot, window.desk)
    page.printing.out.ask_printers = list
    window.commands.print_document()

    assert page.printing.bar.words.text() == "Ingen skrivare hittades. Spara som PDF i stället."


def test_the_measures_as_they_are_filtered_are_saved_for_a_spreadsheet(
    qtbot: QtBot, page: FollowupPage, window: MainWindow, tmp_path: Path
):
    path = tmp_path / "atgarder"
    page.choose_file = lambda *_: str(path)
    page.csv_button.click()
    idle(qtbot, window.desk)

    rows = (tmp_path / "atgarder.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(rows) == 1 + 9 + 1
    assert rows[1].startswith('"BUN-2024-0933";"4";"Gemensam rutin för frånvaroanmälan"')
    told = window.messages.bar.words.text()
    assert told.startswith("Sparad som «atgarder.csv»: 9 av 22 åtgärder (filtrerat: ")

    window.messages.act()
    idle(qtbot, window.desk)

    rows = (tmp_path / "atgarder.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(rows) == 1 + 22 + 1
    assert window.messages.bar.words.text() == "Sparad som «atgarder.csv»: 22 åtgärder."


def test_the_page_follows_what_is_changed_elsewhere(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    from nemndsekr.operations.edit_record import remove_case
    from nemndsekr.store.queries import find_case

    case_id = find_case(store_of(window), "BUN-2024-0933").stored_id
    window.commands.show_cases()
    window.desk.act(lambda store, who, now: remove_case(store, case_id, who, now))
    idle(qtbot, window.desk)
    window.commands.show_followup()
    idle(qtbot, window.desk)

    assert not [line for line in page.measures.model.rows() if line.measure.case.id == case_id]
    assert date(2026, 2, 19) == TODAY


# --- the second answer ----------------------------------------------------------------------------------------------


def choose_measure_of(qtbot: QtBot, page: FollowupPage, window: MainWindow, dnr: str) -> None:
    """Go down the list by keys until a measure of this case is chosen."""
    case_id = find_case(store_of(window), dnr).stored_id
    press(qtbot, KEY.Key_Home)
    for _ in range(30):
        idle(qtbot, window.desk)
        if [line.measure.case.id for line in page.measures.chosen_lines()] == [case_id]:
            return
        press(qtbot, KEY.Key_Down)
    raise AssertionError(f"no measure of {dnr} in the list")


def test_the_second_answer_of_the_chosen_measures_audit_is_begun_by_one_key(
    qtbot: QtBot, page: FollowupPage, window: MainWindow
):
    case_id = find_case(store_of(window), SKOLSKJUTS).stored_id
    sent = {"stage": CaseStage.expedierat}
    window.desk.act(lambda store, who, now: edit_record(store, Case, case_id, sent, who, now, name="expedierade"))
    page.measures.show_all()
    idle(qtbot, window.desk)
    choose_measure_of(qtbot, page, window, SKOLSKJUTS)
    assert page.measures.followup_button.isEnabled()
    assert page.measures.followup_words.text() == ""

    press(qtbot, KEY.Key_Y, ALT)
    # A button that is pressed by its letter shows that it is, and acts then.
    qtbot.waitUntil(lambda: window.current_name == "document")
    idle(qtbot, window.desk)

    assert window.messages.bar.words.text().startswith("Det uppföljande yttrandet är påbörjat.")
    assert followup_document(load_case(store_of(window), case_id)) is not None

    press(qtbot, KEY.Key_5, CTRL)
    idle(qtbot, window.desk)
    page.first_focus().setFocus()
    choose_measure_of(qtbot, page, window, SKOLSKJUTS)
    assert not page.measures.followup_button.isEnabled()
    assert page.measures.followup_words.text() == "Det uppföljande yttrandet är redan påbörjat."


def test_where_no_second_answer_can_be_begun_it_is_said_why(qtbot: QtBot, page: FollowupPage, window: MainWindow):
    page.measures.show_all()
    idle(qtbot, window.desk)
    choose_measure_of(qtbot, page, window, SKOLSKJUTS)
    assert not page.measures.followup_button.isEnabled()
    assert page.measures.followup_words.text() == "Det första yttrandet är inte beslutat än."

    window.commands.begin_followup()
    assert window.messages.bar.words.text() == "Det första yttrandet är inte beslutat än."

    page.measures.table.selectAll()
    assert not page.measures.followup_button.isEnabled()
    assert page.measures.followup_words.text().startswith("Ett uppföljande yttrande hör till en granskning")

    page.show_view(page.picture)
    window.commands.begin_followup()
    assert window.messages.bar.words.text() == "Välj först en åtgärd i vyn Åtgärder."
