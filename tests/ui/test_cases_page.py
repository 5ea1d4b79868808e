"""The list of cases: filtered, sorted, emptied and filled again by the person, from the first paint on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case import Case
from nemndsekr.records.namnd import Person
from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.swedish import sort_key
from nemndsekr.ui.cases_page import CasesPage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import CELL_ROLE, Cell
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import LAXHJALP, NOW, SKOLSKJUTS, OpenWindow, idle, press, write
from tests.ui.kit.audit import problems

KEY = Qt.Key


def column(page: CasesPage, number: int) -> list[str]:
    """The words of a column, from the top."""
    return [str(page.model.index(row, number).data()) for row in range(page.model.rowCount())]


def numbers(page: CasesPage) -> list[str]:
    return column(page, 0)


def titles(page: CasesPage) -> list[str]:
    return [page.model.record(row).title for row in range(page.model.rowCount())]


def cell(page: CasesPage, title: str, number: int) -> Cell:
    """One cell of the row with this title."""
    found: Cell = page.model.index(titles(page).index(title), number).data(CELL_ROLE)
    return found


def choose_in(box: QComboBox, words: str) -> None:
    """Choose as the keys do: the combo tells of it by itself."""
    box.setFocus()
    assert box.findText(words) >= 0, words
    while box.currentText() != words:
        down = box.findText(words) > box.currentIndex()
        key = KEY.Key_Down if down else KEY.Key_Up
        QTest.keyClick(box, key)


def search(qtbot: QtBot, page: CasesPage, words: str) -> None:
    """Type in the search field and wait until the rows have followed."""
    page.search.setFocus()
    page.search.clear()
    write(qtbot, words)
    qtbot.waitUntil(lambda: page.filter.words == words.strip())


def choose(page: CasesPage, dnr: str) -> None:
    """Choose a case by its number."""
    page.table.setFocus()
    page.table.selectRow(numbers(page).index(dnr))


# --- finding --------------------------------------------------------------------------------------------------------


def test_typing_finds_words_in_swedish_and_numbers_in_any_spelling(qtbot: QtBot, window: MainWindow):
    examples = {
        "läxhjälp": [LAXHJALP],
        "LÄXHJÄLP": [LAXHJALP],
        "fritidshem läx": [LAXHJALP],
        "laxhjalp": [],  # ä is a letter of its own and no a
        "BUN-2026-0431": [LAXHJALP],
        "bun20260431": [LAXHJALP],
        "bun 2026/0412": [SKOLSKJUTS],
        "2026/0431": [LAXHJALP],
        "0431": [LAXHJALP],
        "skolskjuts 0431": [],
        "  skolskjuts ": [SKOLSKJUTS],
        "100%": [],
    }
    found = {}

    for words in examples:
        search(qtbot, window.cases, words)
        found[words] = numbers(window.cases)

    assert found == examples


def test_the_newest_words_decide_however_fast_one_types(qtbot: QtBot, window: MainWindow):
    search(qtbot, window.cases, "granskning")

    write(qtbot, " skolskjutx")
    press(qtbot, KEY.Key_Backspace)
    qtbot.waitUntil(lambda: window.cases.filter.words == "granskning skolskjut")

    assert titles(window.cases) == ["Granskning av skolskjuts"]


def test_enter_in_the_field_that_searches_all_cases_leads_to_the_first_one_found(qtbot: QtBot, window: MainWindow):
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    write(qtbot, "läxhjälp")

    press(qtbot, KEY.Key_Return)

    assert numbers(window.cases) == [LAXHJALP]
    qtbot.waitUntil(lambda: window.cases.chosen_case() is not None)
    assert QApplication.focusWidget() is window.cases.table


def test_esc_empties_the_search_and_shows_all_again(qtbot: QtBot, window: MainWindow):
    search(qtbot, window.cases, "skolskjuts")
    assert titles(window.cases) == ["Granskning av skolskjuts"]
    assert window.cases.count_label.text() == "1 av 12 ärenden"

    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.cases.model.total == 10)

    assert window.cases.search.text() == ""
    assert window.cases.count_label.text() == "10 av 12 ärenden"


def test_words_that_match_nothing_are_told_and_can_be_cleared(qtbot: QtBot, window: MainWindow):
    page = window.cases
    search(qtbot, page, "badhuset")
    assert page.stack.currentWidget() is page.none_found
    assert page.none_found.title.text() == "Inget ärende matchar «badhuset»"

    qtbot.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)

    assert page.stack.currentWidget() is page.table
    assert (page.search.text(), page.model.total) == ("", 10)


def test_a_kind_and_a_stage_without_cases_say_so_in_their_own_words(qtbot: QtBot, window: MainWindow):
    page = window.cases
    choose_in(page.kind_box, "Motion")
    choose_in(page.stage_box, "Avslutade")

    assert page.stack.currentWidget() is page.none_found
    assert page.none_found.title.text() == "Inget ärende här"
    assert page.none_found.sentence.text() == "Välj ett annat slag eller läge för att se fler."


def test_kind_and_stage_filter_together(window: MainWindow):
    for kind, stage, count in (
        ("Alla slag", "Avslutade", 2),
        ("Alla slag", "Alla", 12),
        ("Granskning", "Alla", 4),
        ("Granskning", "Pågående", 3),
        ("Granskning", "Avslutade", 1),
        ("Alla slag", "Pågående", 10),
    ):
        choose_in(window.cases.kind_box, kind)
        choose_in(window.cases.stage_box, stage)

        assert window.cases.count_label.text() == f"{count} av 12 ärenden", (kind, stage)
        assert window.cases.model.total == count


def test_all_cases_of_a_kind_are_shown_whatever_their_stage(window: MainWindow):
    choose_in(window.cases.kind_box, "Granskning")
    choose_in(window.cases.stage_box, "Alla")

    assert sorted(titles(window.cases)) == [
        "Granskning av intern kontroll",
        "Granskning av lokalförsörjning",
        "Granskning av skolfrånvaro",
        "Granskning av skolskjuts",
    ]


# --- order ----------------------------------------------------------------------------------------------------------


def click_header(qtbot: QtBot, page: CasesPage, title: str) -> None:
    header = page.table.horizontalHeader()
    number = next(n for n in range(page.model.columnCount()) if page.model.columns[n].title == title)
    place = QPoint(header.sectionViewportPosition(number) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_header_sorts_in_swedish_and_another_turns_the_order(qtbot: QtBot, window: MainWindow):
    page, header = window.cases, window.cases.table.horizontalHeader()

    click_header(qtbot, page, "Ärende")
    ascending = column(page, 1)
    assert ascending == sorted(ascending, key=sort_key)
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)

    click_header(qtbot, page, "Ärende")
    assert column(page, 1) == ascending[::-1]
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_what_has_nothing_in_the_column_comes_last_both_ways(qtbot: QtBot, window: MainWindow):
    page = window.cases
    for number, title, empty in ((0, "Diarienummer", "dnr väntas"), (5, "Svarsdag", "–"), (6, "Nämndens dag", "–")):
        for _ in range(2):
            click_header(qtbot, page, title)
            words = column(page, number)
            last = words.count(empty)
            assert last, title
            assert set(words[-last:]) == {empty}, title


# --- the reply day ---------------------------------------------------------------------------------------------------


def test_a_reply_day_that_is_near_has_a_flag_and_one_far_off_has_none(window: MainWindow):
    near = cell(window.cases, "Granskning av skolskjuts", 5)
    far = cell(window.cases, "Motion om simundervisning i årskurs 4", 5)

    assert (near.text, near.state) == ("31 mars", State.DUE)
    assert (far.text, far.state) == ("29 maj", None)


def test_a_reply_day_that_has_passed_has_the_shape_of_what_is_late(new_window: OpenWindow, demo_folder: DataFolder):
    page = new_window(demo_folder, lambda: datetime(2026, 4, 1, 9, 0, tzinfo=UTC)).cases

    assert cell(page, "Granskning av skolskjuts", 5).state == State.LATE


# --- the bin --------------------------------------------------------------------------------------------------------


def test_delete_puts_a_case_in_the_bin_and_the_bar_takes_it_back(qtbot: QtBot, window: MainWindow):
    page = window.cases
    choose(page, SKOLSKJUTS)

    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)
    assert SKOLSKJUTS not in numbers(page)
    assert page.count_label.text() == "9 av 11 ärenden"
    assert (window.messages.bar.words.text(), window.messages.bar.link.text()) == ("Ärendet är borttaget.", "Ångra")

    qtbot.mouseClick(window.messages.bar.link, Qt.MouseButton.LeftButton)
    idle(qtbot, window.desk)
    assert SKOLSKJUTS in numbers(page)
    assert window.messages.bar.isHidden() or "Ångrat" in window.messages.bar.words.text()


def test_ctrl_z_takes_a_case_back_from_the_bin(qtbot: QtBot, window: MainWindow):
    page = window.cases
    choose(page, SKOLSKJUTS)
    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)
    assert "Granskning av skolskjuts" not in titles(page)

    press(qtbot, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window.desk)

    assert "Granskning av skolskjuts" in titles(page)
    assert window.messages.bar.words.text().startswith("Ångrat: tog bort ärendet. «")


def test_after_delete_the_row_that_took_its_place_is_chosen(qtbot: QtBot, window: MainWindow):
    page = window.cases
    page.table.setFocus()
    page.table.selectRow(1)
    following = page.model.record(2)

    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)

    assert page.chosen_case() == following


def test_delete_in_the_search_field_removes_no_case(qtbot: QtBot, window: MainWindow):
    choose(window.cases, SKOLSKJUTS)
    window.cases.search.setFocus()

    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)

    assert window.cases.model.total == 10


def test_the_bin_lists_what_was_removed_and_gives_it_back(qtbot: QtBot, window: MainWindow):
    page = window.cases
    choose(page, SKOLSKJUTS)
    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)

    choose_in(page.stage_box, "Borttagna")
    assert numbers(page) == [SKOLSKJUTS]
    choose(page, SKOLSKJUTS)
    offer(window, "Ta tillbaka")()
    idle(qtbot, window.desk)

    assert numbers(page) == []
    assert (page.model.total, page.none_found.title.text()) == (0, "Inget ärende här")
    assert window.messages.bar.words.text() == "Ärendet är tillbaka."
    choose_in(page.stage_box, "Pågående")
    assert SKOLSKJUTS in numbers(page)


def test_the_bin_can_be_reached_when_the_only_case_lies_in_it(
    qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder
):
    with closing(open_store(demo_folder, NOW)) as store:
        store.raw.execute("UPDATE cases SET removed_at = '2026-02-18T10:00:00Z'")
    page = new_window(demo_folder).cases

    assert page.stack.currentWidget() is page.empty
    assert page.stage_box.isVisible()

    choose_in(page.stage_box, "Borttagna")

    assert len(numbers(page)) == 12


# --- what a row offers ----------------------------------------------------------------------------------------------


def offer(window: MainWindow, words: str) -> Callable[[], object]:
    """One of the things that the menu of the chosen row offers."""
    case = window.cases.chosen_case()
    assert case is not None
    return dict(window.cases._offers(case))[words]


def test_a_right_click_offers_what_can_be_done_with_the_row(qtbot: QtBot, window: MainWindow, monkeypatch):
    page, seen = window.cases, list[list[str]]()

    class Menu(QMenu):
        """A menu that closes at once."""

        def exec(self, *_: object) -> None:  # type: ignore[override]
            seen.append([each.text() for each in self.actions()])

    monkeypatch.setattr("nemndsekr.ui.cases_page.QMenu", Menu)
    without_number = "dnr väntas"

    for dnr in (SKOLSKJUTS, without_number):
        place = page.table.visualRect(page.model.index(numbers(page).index(dnr), 1)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.RightButton, pos=place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, page.table.viewport().mapToGlobal(place))
        QApplication.sendEvent(page.table.viewport(), event)

    assert seen == [
        ["Öppna", "Förhandsgranska handling", "Kopiera diarienumret", "Ta bort"],
        ["Öppna", "Förhandsgranska handling", "Ta bort"],
    ]


def test_what_a_row_offers_is_done(qtbot: QtBot, window: MainWindow):
    choose(window.cases, SKOLSKJUTS)

    offer(window, "Kopiera diarienumret")()
    assert QApplication.clipboard().text() == SKOLSKJUTS

    offer(window, "Förhandsgranska handling")()
    idle(qtbot, window.desk)
    assert window.current_name == "document"

    window.commands.show_cases()
    offer(window, "Öppna")()
    idle(qtbot, window.desk)
    assert window.current_name == "case"


def test_enter_opens_the_chosen_case(qtbot: QtBot, window: MainWindow):
    choose(window.cases, SKOLSKJUTS)

    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    assert window.current_name == "case"
    assert window.windowTitle() == "Granskning av skolskjuts – Nämndsekr"


# --- news -----------------------------------------------------------------------------------------------------------


def rename(window: MainWindow, case_id: int, title: str) -> None:
    window.desk.act(lambda store, who, now: edit_record(store, Case, case_id, {"title": title}, who, now))


def test_news_keep_the_chosen_row(qtbot: QtBot, window: MainWindow):
    page = window.cases
    choose(page, LAXHJALP)
    case = page.chosen_case()
    assert case is not None

    rename(window, case.id, "Nämndinitiativ om läxhjälp på alla fritidshem")
    idle(qtbot, window.desk)

    chosen = page.chosen_case()
    assert chosen is not None
    assert (chosen.id, chosen.title) == (case.id, "Nämndinitiativ om läxhjälp på alla fritidshem")


def test_news_keep_the_chosen_row_far_down_in_a_long_list(
    qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder
):
    with closing(open_store(demo_folder, NOW)) as store:
        _copy_case(store.raw, SKOLSKJUTS, 240)
    window = new_window(demo_folder)
    page = window.cases
    page.model.fetchMore(page.model.index(-1, -1))
    page.table.selectRow(230)
    case, place = page.chosen_case(), page.table.verticalScrollBar().value()
    assert case is not None

    rename(window, case.id, "Granskning av skolskjuts, igen")
    idle(qtbot, window.desk)

    chosen = page.chosen_case()
    assert chosen is not None, "two hundred rows are loaded at a time; the chosen one is beyond them"
    assert chosen.id == case.id
    assert page.table.verticalScrollBar().value() == place


def _copy_case(raw, dnr: str, count: int) -> None:
    names = [row[1] for row in raw.execute("PRAGMA table_info(cases)") if row[1] not in {"id", "uid", "dnr", "dnr_key"}]
    listed = ", ".join(names)
    for number in range(count):
        raw.execute(
            f"INSERT INTO cases (uid, dnr, dnr_key, {listed}) SELECT ?, ?, ?, {listed} FROM cases WHERE dnr = ?",  # noqa: S608 - names of columns
            (f"copy-{number}", f"BUN-2020-{number}", f"bun2020{number}", dnr),
        )


def test_what_is_no_news_of_a_case_is_not_listed_again(qtbot: QtBot, window: MainWindow, monkeypatch):
    monkeypatch.setattr(window.cases, "_list", lambda **_: pytest.fail("listed again"))

    window.desk.act(lambda store, who, now: edit_record(store, Person, 1, {"unit": "Stab"}, who, now))
    idle(qtbot, window.desk)


def test_the_count_in_the_module_list_follows_whatever_is_filtered(qtbot: QtBot, window: MainWindow):
    choose_in(window.cases.stage_box, "Alla")
    choose(window.cases, SKOLSKJUTS)

    press(qtbot, KEY.Key_Delete)
    idle(qtbot, window.desk)

    assert window.rail.list.rows_model().rows[1].count == 9


# --- the first rows, and secrecy ------------------------------------------------------------------------------------


def test_the_first_rows_are_there_before_the_database_is_open(
    new_window: OpenWindow, demo_folder: DataFolder, monkeypatch
):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)
    page = new_window(demo_folder).cases

    assert page.stack.currentWidget() is page.table
    assert numbers(page)[1] == SKOLSKJUTS
    assert titles(page)[:2] == ["Granskning av skolfrånvaro", "Granskning av skolskjuts"]
    assert page.count_label.text() == "10 av 12 ärenden"


def test_without_a_database_the_page_says_that_it_waits(new_window: OpenWindow, data_folder: DataFolder, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)
    page = new_window(data_folder).cases

    assert page.stack.currentWidget() is page.waiting


def test_the_chosen_row_stays_chosen_when_the_database_opens(
    qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder, monkeypatch
):
    held: list[tuple[object, ...]] = []
    whole = Desk.open
    monkeypatch.setattr(Desk, "open", lambda *args: held.append(args))
    window = new_window(demo_folder)
    window.cases.table.selectRow(3)
    chosen = window.cases.chosen_case()
    assert chosen is not None

    whole(*held[0])  # type: ignore[arg-type]
    idle(qtbot, window.desk)

    assert window.cases.chosen_case() == chosen


def test_what_was_typed_before_the_database_was_open_is_not_lost(
    qtbot: QtBot, new_window: OpenWindow, demo_folder: DataFolder, monkeypatch
):
    held: list[tuple[object, ...]] = []
    whole = Desk.open
    monkeypatch.setattr(Desk, "open", lambda *args: held.append(args))
    window = new_window(demo_folder)
    window.cases.search.setFocus()
    write(qtbot, "skolskjuts")

    whole(*held[0])  # type: ignore[arg-type]
    idle(qtbot, window.desk)

    qtbot.waitUntil(lambda: numbers(window.cases) == [SKOLSKJUTS])


@pytest.mark.parametrize("opened", [True, False], ids=["by the database", "by the first rows"])
def test_a_case_that_is_secret_as_a_whole_has_a_neutral_title(
    new_window: OpenWindow, demo_folder: DataFolder, monkeypatch, opened: bool
):
    with closing(open_store(demo_folder, NOW)) as store:
        store.raw.execute("UPDATE cases SET secrecy = 'hela' WHERE dnr = ?", (SKOLSKJUTS,))
    if not opened:
        monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)

    page = new_window(demo_folder).cases

    assert column(page, 1)[numbers(page).index(SKOLSKJUTS)] == "Ärende med sekretess"
    spoken = page.model.index(numbers(page).index(SKOLSKJUTS), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "skolskjuts" not in spoken.lower(), "nor is it read aloud"


# --- an empty office, and any size of text --------------------------------------------------------------------------


def test_an_empty_office_asks_for_the_first_file(empty_window: MainWindow):
    page = empty_window.cases

    assert page.stack.currentWidget() is page.empty
    assert page.filters.isHidden()
    assert page.empty.title.text() == "Inga ärenden än"
    assert QApplication.focusWidget() is page.first_read


@pytest.mark.parametrize("points", [9, 16])
def test_the_page_is_read_and_reached_in_any_text_size(qtbot: QtBot, window: MainWindow, theme: Theme, points: int):
    window.resize(1024, 700)
    theme.set_text_points(points)
    qtbot.wait(10)

    assert problems(window.cases) == []
