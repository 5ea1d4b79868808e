"""The föredragningslista in the window: fetched from the plan, written in its table, ordered by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nemndsekr.operations.agenda import Agenda, agenda_of
from nemndsekr.store.queries import all_meetings, all_namnder, cases_by_meeting
from nemndsekr.ui.agenda_page import AgendaPage
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.meetings_page import MeetingsPage
from tests.ui.conftest import PATIENCE_MS, idle, press, store_of, write
from tests.ui.kit.audit import problems


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> AgendaPage:
    """The list of the meeting that most cases go to, opened from the list of meetings and fetched."""
    store = store_of(window)
    counts = cases_by_meeting(store)
    meetings = [one.stored_id for namnd in all_namnder(store) for one, _ in all_meetings(store, namnd.stored_id)]
    wanted = max(meetings, key=lambda one: counts.get(one, 0))
    window.show_page("meetings")
    idle(qtbot, window.desk)
    shown = window.current
    assert isinstance(shown, MeetingsPage)
    shown.show_meeting(wanted)
    window.menus.actions["open_agenda"].trigger()
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, AgendaPage)
    page.fetch_button.click()
    idle(qtbot, window.desk)
    return page


def agenda(window: MainWindow, page: AgendaPage) -> Agenda:
    return agenda_of(store_of(window), page.meeting_id)


def titles(window: MainWindow, page: AgendaPage) -> list[str]:
    return [item.line.title for item in agenda(window, page).items]


def stand_on(page: AgendaPage, row: int, name: str) -> None:
    columns = [one.name for one in page.table.rows.columns]
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.rows.index(row, columns.index(name)))


def shown(page: AgendaPage) -> str:
    preview = page.printing.preview.paper
    return "\n".join(preview.page_text(number) for number in range(1, preview.pages + 1))


def test_the_list_is_fetched_and_seen_as_it_is_printed(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    assert titles(window, page)[0] == "Upprop"
    assert any(item.case_id for item in agenda(window, page).items)
    assert "1. Upprop" in shown(page)
    assert "öredragningslista" in window.windowTitle()
    assert problems(page) == []


def test_a_cell_is_written_in_its_place_and_the_paper_follows(
    qtbot: QtBot, page: AgendaPage, window: MainWindow
) -> None:
    stand_on(page, 0, "presenter")
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "Sekreteraren")
    press(qtbot, Qt.Key.Key_Return)
    idle(qtbot, window.desk)

    assert agenda(window, page).items[0].line.presenter == "Sekreteraren"
    qtbot.waitUntil(lambda: "Föredragande: Sekreteraren" in shown(page), timeout=PATIENCE_MS)


def test_minutes_that_are_no_number_are_told_and_not_saved(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    stand_on(page, 0, "minutes")
    press(qtbot, Qt.Key.Key_F2)
    write(qtbot, "en kvart")
    press(qtbot, Qt.Key.Key_Return)
    idle(qtbot, window.desk)

    assert "hela minuter" in page.message.words.text()
    assert agenda(window, page).items[0].line.minutes is None


def test_a_new_item_is_begun_by_ctrl_n_and_taken_away_by_delete_with_a_way_back(
    qtbot: QtBot, page: AgendaPage, window: MainWindow
) -> None:
    stand_on(page, 0, "title")
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, "Fråga om lokaler")
    press(qtbot, Qt.Key.Key_Return)
    idle(qtbot, window.desk)
    assert titles(window, page)[-1] == "Fråga om lokaler"

    stand_on(page, len(titles(window, page)) - 1, "title")
    press(qtbot, Qt.Key.Key_Delete)
    idle(qtbot, window.desk)
    assert "Fråga om lokaler" not in titles(window, page)

    window.messages.bar.link.click()
    idle(qtbot, window.desk)
    assert titles(window, page)[-1] == "Fråga om lokaler"


def test_items_are_moved_by_alt_and_arrows_and_ctrl_z_moves_them_back(
    qtbot: QtBot, page: AgendaPage, window: MainWindow
) -> None:
    before = titles(window, page)
    stand_on(page, 0, "title")
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window.desk)
    assert titles(window, page)[:2] == [before[1], before[0]]

    window.commands.undo()
    idle(qtbot, window.desk)
    assert titles(window, page) == before


def test_an_item_is_dragged_by_its_number(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    before = titles(window, page)
    view = page.table.viewport()
    first = page.table.visualRect(page.table.rows.index(0, 0)).center()
    third = page.table.visualRect(page.table.rows.index(2, 0))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    for y in (first.y() + 20, third.center().y(), third.bottom() - 2):
        QTest.mouseMove(view, QPoint(first.x(), y))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(first.x(), third.bottom() - 2))
    idle(qtbot, window.desk)

    assert titles(window, page)[:3] == [before[1], before[2], before[0]]


def test_a_mark_is_set_and_taken_away_from_the_menu(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    stand_on(page, 1, "title")
    later = next(act for act in page.mark_button.menu().actions() if act.text() == "Utsändes senare")
    later.trigger()
    idle(qtbot, window.desk)
    assert agenda(window, page).items[1].line.note == "Utsändes senare"

    later.trigger()
    idle(qtbot, window.desk)
    assert agenda(window, page).items[1].line.note == ""


def test_enter_on_the_number_opens_the_case(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    row, item = next((at, one) for at, one in enumerate(agenda(window, page).items) if one.case_id)
    stand_on(page, row, "no")
    press(qtbot, Qt.Key.Key_Return)
    idle(qtbot, window.desk)

    assert window.shown_case == item.case_id


def test_it_is_saved_as_pdf_and_for_word(qtbot: QtBot, page: AgendaPage, window: MainWindow, tmp_path: Path) -> None:
    for suffix, save in (("pdf", window.commands.save_pdf), ("docx", window.commands.save_docx)):
        path = tmp_path / f"lista.{suffix}"
        page.printing.out.choose_file = lambda *_, path=path: str(path)
        save()
        idle(qtbot, window.desk)
        assert path.is_file()


def test_the_chairs_copy_has_the_same_words(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    assert page.printing.made is not None
    usual = page.printing.made.text
    page.chair_box.setChecked(True)
    idle(qtbot, window.desk)

    assert page.printing.made is not None
    assert page.printing.made.text == usual


def test_back_leads_to_where_one_came_from(qtbot: QtBot, page: AgendaPage, window: MainWindow) -> None:
    page.printing.back_button.click()
    idle(qtbot, window.desk)

    assert window.current_name == "meetings"


def test_a_file_in_use_is_told_and_saved_beside_it_under_the_next_name(
    qtbot: QtBot, page: AgendaPage, window: MainWindow, tmp_path: Path
) -> None:
    taken = tmp_path / "lista.pdf"
    taken.write_bytes(b"gammal")
    taken.chmod(0o444)
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _filter: str) -> str:
        asked.append(suggested)
        return str(taken) if len(asked) == 1 else suggested

    page.printing.out.choose_file = choose
    page.save_pdf()
    idle(qtbot, window.desk)
    assert "skrivskyddad" in page.printing.bar.words.text()
    assert page.printing.bar.link.text() == "Spara under nytt namn …"

    page.printing.bar.link.click()
    idle(qtbot, window.desk)
    assert Path(asked[1]) == tmp_path / "lista (2).pdf"
    assert (tmp_path / "lista (2).pdf").read_bytes().startswith(b"%PDF")
    assert taken.read_bytes() == b"gammal"
