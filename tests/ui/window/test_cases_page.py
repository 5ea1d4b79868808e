"""The list of cases: there at once, filtered by typing, sorted by the database, opened and emptied by keys."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nemndsekr.store.database import open_store
from nemndsekr.store.first_rows import ListedCase
from nemndsekr.ui.cases_page import CasesPage
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import CELL_ROLE
from tests.ui.kit.audit import problems
from tests.ui.window.conftest import NOW, open_database, wait_idle


def titles(page: CasesPage) -> list[str]:
    return [page.model.record(row).title for row in range(page.model.rowCount())]


def cell(page: CasesPage, title: str, column: int):
    return page.model.index(titles(page).index(title), column).data(CELL_ROLE)


def type_in(qtbot, page: CasesPage, words: str) -> None:
    """Type in the search field and wait until the rows have followed."""
    page.search.setFocus()
    qtbot.keyClicks(page.search, words)
    qtbot.waitUntil(lambda: page.filter.words == words)


def test_the_rows_are_there_before_the_database_is_open(start, full_folder):
    window = start(full_folder, opened=False)

    assert window.cases.count_label.text() == "9 av 12 ärenden"
    assert titles(window.cases)[:2] == ["Granskning av skolfrånvaro", "Granskning av skolskjuts"]


def test_the_chosen_row_stays_chosen_when_the_database_opens(qtbot, start, full_folder):
    window = start(full_folder, opened=False)
    window.cases.table.selectRow(3)
    chosen = window.cases.chosen_case()

    open_database(window)
    wait_idle(qtbot, window.desk)

    assert window.cases.chosen_case() == chosen
    assert chosen is not None


def test_typing_filters_by_words_and_by_any_spelling_of_the_number(qtbot, window):
    type_in(qtbot, window.cases, "bun 2026/0412")

    assert titles(window.cases) == ["Granskning av skolskjuts"]
    assert window.cases.count_label.text() == "1 av 12 ärenden"


def test_the_newest_words_decide_however_fast_one_types(qtbot, window):
    type_in(qtbot, window.cases, "granskning")
    qtbot.keyClicks(window.cases.search, " skolskjutx")
    qtbot.keyClick(window.cases.search, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.cases.filter.words == "granskning skolskjut")

    assert titles(window.cases) == ["Granskning av skolskjuts"]


def test_words_that_match_nothing_are_said_and_can_be_cleared(qtbot, window):
    page = window.cases
    type_in(qtbot, page, "hedr")

    assert page.stack.currentWidget() is page.none_found
    assert page.none_found.title.text() == "Inget ärende matchar «hedr»"
    qtbot.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.table
    assert page.model.total == 9


def test_another_kind_and_another_stage_show_other_cases(window):
    page = window.cases
    for box, words in ((page.kind_box, "Granskning"), (page.stage_box, "Alla")):
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())

    assert sorted(titles(page)) == [
        "Granskning av intern kontroll",
        "Granskning av lokalförsörjning",
        "Granskning av skolfrånvaro",
        "Granskning av skolskjuts",
    ]


def test_a_click_on_a_header_sorts_and_another_turns_the_order(qtbot, window):
    page = window.cases
    header = page.table.horizontalHeader()
    place = header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = header.viewport().rect().center()
    middle.setX(header.sectionPosition(1) + 20)

    qtbot.mouseClick(*place, middle)
    ascending = titles(page)
    qtbot.mouseClick(*place, middle)

    assert ascending == sorted(ascending)
    assert titles(page) == ascending[::-1]


def test_a_reply_day_that_is_near_has_a_flag_and_one_far_off_has_none(window):
    near = cell(window.cases, "Granskning av skolskjuts", 5)
    far = cell(window.cases, "Motion om simundervisning i årskurs 4", 5)

    assert (near.text, near.state) == ("31 mars", State.DUE)
    assert (far.text, far.state) == ("29 maj", None)


def test_a_reply_day_that_has_passed_has_the_shape_of_what_is_late(start, full_folder):
    page = start(full_folder, today=datetime(2026, 4, 1, 9, 0, tzinfo=UTC)).cases

    assert cell(page, "Granskning av skolskjuts", 5).state == State.LATE


def test_enter_opens_the_chosen_case(qtbot, window, idle):
    window.cases.table.setFocus()
    window.cases.table.choose(next(c.id for c in _cases(window.cases) if c.title == "Granskning av skolskjuts"))
    qtbot.keyClick(window.cases.table, Qt.Key.Key_Return)
    idle()

    assert window.current_name == "case"
    assert window.windowTitle() == "Granskning av skolskjuts – Nämndsekr"


def _cases(page: CasesPage) -> list[ListedCase]:
    return [page.model.record(row) for row in range(page.model.rowCount())]


def test_delete_puts_the_case_in_the_bin_and_ctrl_z_takes_it_back(qtbot, window, idle):
    page = window.cases
    page.table.setFocus()
    page.table.selectRow(1)
    gone = page.chosen_case()

    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    idle()
    assert gone.title not in titles(page)
    assert window.bar.words.text() == "Ärendet är borttaget."
    assert window.bar.link.text() == "Ångra"

    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert gone.title in titles(page)
    assert window.bar.words.text() == "Ångrat: tog bort ärendet."


def test_after_delete_the_row_that_took_its_place_is_chosen(qtbot, window, idle):
    page = window.cases
    page.table.setFocus()
    page.table.selectRow(1)
    following = page.model.record(2)

    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    idle()

    assert page.chosen_case() == following


def test_the_link_in_the_bar_takes_the_removal_back(qtbot, window, idle):
    page = window.cases
    page.table.selectRow(1)
    gone = page.chosen_case()
    page.remove(gone)
    idle()

    qtbot.mouseClick(window.bar.link, Qt.MouseButton.LeftButton)
    idle()

    assert gone.title in titles(page)
    assert window.bar.isHidden() or "Ångrat" in window.bar.words.text()


def test_the_bin_shows_what_was_removed_and_gives_it_back(window, idle):
    page = window.cases
    page.table.selectRow(0)
    gone = page.chosen_case()
    page.remove(gone)
    idle()
    page.stage_box.setCurrentText("Borttagna")
    page.stage_box.activated.emit(page.stage_box.currentIndex())
    page.table.selectRow(0)

    offered = dict(page._offers(page.chosen_case()))
    assert "Ta tillbaka" in offered
    offered["Ta tillbaka"]()
    idle()

    assert page.model.total == 0
    assert page.none_found.title.text() == "Inget ärende här"


def test_the_number_of_a_case_can_be_copied(window):
    page = window.cases
    page.table.choose(next(c.id for c in _cases(page) if c.title == "Granskning av skolskjuts"))

    dict(page._offers(page.chosen_case()))["Kopiera diarienumret"]()

    assert QApplication.clipboard().text() == "BUN-2026-0412"


def test_an_empty_office_asks_for_the_first_file(start, data_folder):
    page = start(data_folder).cases

    assert page.stack.currentWidget() is page.empty
    assert page.filters.isHidden()
    assert page.empty.title.text() == "Inga ärenden än"
    assert QApplication.focusWidget() is page.first_read


def test_a_case_under_secrecy_does_not_show_its_title(start, full_folder):
    with closing(open_store(full_folder, NOW)) as store:
        store.raw.execute("UPDATE cases SET secrecy = 'hela' WHERE dnr = 'BUN-2026-0412'")

    page = start(full_folder).cases

    row = titles(page).index("Granskning av skolskjuts")
    assert page.model.index(row, 1).data() == "Ärende med sekretess"


@pytest.mark.parametrize("points", [9, 16])
def test_the_page_is_read_and_reached_in_any_text_size(qtbot, window, theme, points):
    window.resize(1024, 700)
    theme.set_text_points(points)
    qtbot.wait(10)

    assert problems(window.cases) == []
