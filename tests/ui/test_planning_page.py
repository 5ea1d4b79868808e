"""The page Planering: the year as picture and list, a chain in it, and meetings moved by mouse and keys alike."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.choices import MeetingStatus
from nemndsekr.records.meeting import Meeting
from nemndsekr.rules.planning.week_grid import GridMeeting, Zoom, period_of
from nemndsekr.store.database import Store
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.kit.painting import text_width
from nemndsekr.ui.kit.theme import Appearance
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.planning.go_to_dialog import GoToDialog
from nemndsekr.ui.planning.meeting_dialog import MeetingDialog
from nemndsekr.ui.planning_page import PlanningPage
from tests.ui.conftest import NOW, PATIENCE_MS, OpenWindow, idle, in_dialog, press, store_of

NAMND = date(2026, 3, 19)
NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> PlanningPage:
    return opened(qtbot, window)


def opened(qtbot: QtBot, window: MainWindow) -> PlanningPage:
    """The page in a window, with the nämnd's meeting of March current."""
    window.commands.show_planning()
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPage)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    return page


def on(page: PlanningPage, day: date) -> GridMeeting:
    """The meeting of a day, made current."""
    assert page.grid is not None
    found = next(one for one in page.grid.meetings if one.meeting.day == day)
    page.table.choose(found.key)
    return found


def mouse(page: PlanningPage, kind: QEvent.Type, at: QPointF) -> None:
    """What the mouse does over the picture, as the system tells the window of it."""
    handle = page.window().windowHandle()
    there = page.table.viewport().mapTo(page.window(), at.toPoint())
    left = Qt.MouseButton.LeftButton
    match kind:
        case QEvent.Type.MouseMove:
            QTest.mouseMove(handle, there)
        case QEvent.Type.MouseButtonPress:
            QTest.mousePress(handle, left, NONE, there)
        case QEvent.Type.MouseButtonRelease:
            QTest.mouseRelease(handle, left, NONE, there)
        case _:
            QTest.mouseDClick(handle, left, NONE, there)


def take(page: PlanningPage, meeting: GridMeeting) -> QPointF:
    """Press on a chip; where."""
    at = page.table.chip(meeting.key).center()
    mouse(page, QEvent.Type.MouseButtonPress, at)
    return at


def drag(page: PlanningPage, meeting: GridMeeting, day: date) -> QPointF:
    """Take a chip to a day, and hold it there."""
    grid = page.grid
    assert grid is not None
    start = take(page, meeting)
    days = (day - grid.columns[0].monday).days
    at = start + QPointF(page.table.x_of(days // 7, days % 7) - start.x(), 4)
    # First so far that it is no mere press with an unsteady hand.
    mouse(page, QEvent.Type.MouseMove, at + QPointF(40, 0))
    mouse(page, QEvent.Type.MouseMove, at)
    return at


def drop(page: PlanningPage, meeting: GridMeeting, day: date) -> None:
    """Drag a chip to a day and let it go."""
    mouse(page, QEvent.Type.MouseButtonRelease, drag(page, meeting, day))


def kept(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What a move writes, as SQLite holds it, but for how many times a row was written."""
    columns = {
        "meetings": "id, day, moved_from, status, justering_on",
        "plan_steps": "id, day, meeting_id",
        "report_backs": "id, words, earliest, latest, meeting_id",
    }
    return {
        table: store.raw.execute(f"SELECT {names} FROM {table} ORDER BY id").fetchall()  # noqa: S608
        for table, names in columns.items()
    }


def test_ctrl_3_shows_the_half_year_with_the_chain_of_the_next_answer(page: PlanningPage, window: MainWindow):
    assert window.rail.current() == "planning"
    assert window.windowTitle().startswith("Årsplan 2026")
    assert page.choices.words.text() == "januari–juni 2026"
    assert page.grid is not None
    assert [one.meeting.day for one in page.grid.chain] == [date(2026, 2, 25), date(2026, 3, 5), NAMND]
    assert "nämnd tors 19/3" in page.chain.line.text()
    assert page.table.current() == page.grid.chain[0]


def test_every_cell_and_head_is_read_aloud(page: PlanningPage):
    meeting = on(page, NAMND)
    model = page.table.model()
    role = Qt.ItemDataRole.AccessibleTextRole

    assert model.index(meeting.lane, meeting.column).data(role) == (
        "Barn- och utbildningsnämnden torsdag 19 mars 2026, 2 ärenden, bekräftat, ingår i vald kedja"
    )
    assert model.headerData(meeting.column, Qt.Orientation.Horizontal, role) == "v. 12"
    assert model.headerData(meeting.lane, Qt.Orientation.Vertical, role) == "Barn- och utbildningsnämnden"
    assert all(
        model.index(row, column).data(role) for row in range(model.rowCount()) for column in range(model.columnCount())
    )


def test_a_screen_reader_finds_every_cell_of_picture_and_list_with_words(page: PlanningPage):
    page.toggle_list()
    for view in (page.table, page.list):
        interface: Any = QAccessible.queryAccessibleInterface(view)
        assert interface.text(QAccessible.Text.Name)
        cells = [interface.child(at) for at in range(interface.childCount())]
        own = [cell for cell in cells if cell is not None and cell.role() == QAccessible.Role.Cell]
        heads = [cell for cell in cells if cell is not None and "Header" in cell.role().name]
        rows, columns = view.model().rowCount(), view.model().columnCount()
        assert len(own) == rows * columns
        words = [cell.text(QAccessible.Text.Name).strip() for cell in own]
        assert all(head.text(QAccessible.Text.Name) for head in heads)
        # A meeting without clock or remark has empty cells in the list; the first one reads the whole row.
        assert all(words if view is page.table else words[::columns])
    assert any("Påpekande BUN arbetsutskott tors 7 maj är bara 9 arbetsdagar före" in each for each in words[::columns])


def test_picture_and_list_show_the_same_meetings_and_the_chosen_one_stays_chosen(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    meeting = on(page, NAMND)
    shown = [one.key for one in page.grid.meetings] if page.grid else []

    window.menus.actions["toggle_list"].trigger()

    assert page.views.currentWidget() is page.list
    assert [page.list.model().index(row, 0).data() is not None for row in range(len(shown))] == [True] * len(shown)
    assert page.list.model().rowCount() == len(shown)
    assert page.list.current_key() == meeting.key
    names = {str(page.list.model().index(row, 0).data()) for row in range(len(shown))}
    assert page.list.columnWidth(0) > max(text_width(name, "strong") for name in names), "no name is cut"
    qtbot.waitUntil(page.list.hasFocus)

    window.menus.actions["toggle_list"].trigger()

    assert page.views.currentWidget() is page.table
    assert page.table.current() == meeting


def test_arrows_go_from_meeting_to_meeting_and_on_into_the_next_half_year(qtbot: QtBot, page: PlanningPage):
    on(page, NAMND)
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right):
        press(qtbot, key, to=page.table)
        current = page.table.current()
        assert current is not None
        seen.append((current.lane, current.meeting.day))

    assert seen[:4] == [(2, date(2026, 4, 23)), (1, date(2026, 4, 9)), (1, date(2026, 3, 5)), (2, date(2026, 2, 19))]
    assert seen[4][1] == date(2026, 6, 18)
    assert seen[5][0] == 2
    assert page.choices.period == period_of(Zoom.halvar, date(2026, 7, 1))
    assert seen[5][1] >= date(2026, 7, 1)


def test_the_buttons_tell_which_part_of_the_year_is_shown(page: PlanningPage):
    shown = []
    for zoom in Zoom:
        page.choices.set_period(period_of(zoom, NAMND))
        pressed = [each.text() for each in page.choices.zooms.buttons() if each.isChecked()]
        shown.append((*pressed, page.choices.words.text()))

    assert shown == [("År", "2026"), ("Halvår", "januari–juni 2026"), ("Kvartal", "januari–mars 2026")]


def test_the_details_tell_of_the_chosen_meeting_and_lead_to_its_cases(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    on(page, NAMND)

    assert page.details.title.text() == "Barn- och utbildningsnämnden tors 19 mars 2026, v. 12"
    assert "2 ärenden" in page.details.facts.text()
    assert [link.text() for link in page.details.links if link.isVisible()] == [
        "BUN-2024-0933 Granskning av skolfrånvaro",
        "BUN-2026-0412 Granskning av skolskjuts",
    ]
    press(qtbot, Qt.Key.Key_Down, CTRL, to=page.table)
    qtbot.waitUntil(page.details.links[0].hasFocus)
    case_id = page.details._cases[0]
    page.details.links[0].click()

    assert (window.current_name, window.shown_case) == ("case", case_id)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
@pytest.mark.parametrize("as_list", [False, True])
def test_enter_and_f2_change_the_meeting_in_picture_and_list(
    qtbot: QtBot, page: PlanningPage, window: MainWindow, key: Qt.Key, as_list: bool
):
    on(page, NAMND)
    if as_list:
        page.toggle_list()
        page.list.setFocus()
        qtbot.waitUntil(page.list.hasFocus)

    def write(dialog: MeetingDialog) -> None:
        assert dialog.day.value() == NAMND
        dialog.place.setText("Biblioteket")
        dialog.ok.click()

    came = in_dialog(write, MeetingDialog)
    press(qtbot, key, to=page.first_focus())
    qtbot.waitUntil(lambda: bool(came))
    idle(qtbot, window.desk)

    assert "Biblioteket" in page.details.facts.text()
    assert store_of(window).undo_names()[0] == "ändrade sammanträdet"


def test_a_double_click_where_no_meeting_is_puts_one_in_there(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    assert page.grid is not None
    day = date(2026, 3, 25)
    days = (day - page.grid.columns[0].monday).days
    lane = page.grid.find(on(page, NAMND).key)
    assert lane is not None
    at = QPointF(page.table.x_of(days // 7, days % 7), page.table.chip(lane.key).center().y())

    def look(dialog: MeetingDialog) -> None:
        assert (dialog.body.currentText(), dialog.day.value()) == ("Barn- och utbildningsnämnden", day)
        dialog.ok.click()

    came = in_dialog(look, MeetingDialog)
    mouse(page, QEvent.Type.MouseButtonDblClick, at)
    qtbot.waitUntil(lambda: bool(came))
    idle(qtbot, window.desk)

    assert day in [one.meeting.day for one in page.grid.meetings if one.lane == lane.lane]


def test_f6_goes_round_the_panes_and_back(qtbot: QtBot, page: PlanningPage):
    on(page, NAMND)
    seen = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_F6)
        seen.append(page.window().focusWidget())

    assert seen == [page.details.links[0], page.choices.case_box, page.table]
    press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.window().focusWidget() is page.choices.case_box


def test_the_menu_of_a_meeting_has_what_can_be_done_with_it(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    meeting = on(page, date(2026, 4, 23))
    shown: list[list[str]] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(10, look)
            return
        shown.append([one.text().replace("&", "") for one in menu.actions()])
        menu.close()

    QTimer.singleShot(0, look)
    place = page.table.chip(meeting.key).center().toPoint()
    on(page, NAMND)
    handle, there = page.window().windowHandle(), page.table.viewport().mapTo(page.window(), place)
    QTest.mousePress(handle, Qt.MouseButton.RightButton, NONE, there)
    QTest.mouseRelease(handle, Qt.MouseButton.RightButton, NONE, there)
    qtbot.waitUntil(lambda: bool(shown))

    assert page.table.current() == meeting, "the menu is that of the meeting that was pressed"
    assert shown[0][:2] == ["Ändra sammanträdet…", "Till sammanträdets ärenden"]
    assert "Flytta en dag framåt" in shown[0]


def test_ctrl_n_puts_in_a_meeting_and_not_a_case(qtbot: QtBot, page: PlanningPage):
    came = in_dialog(lambda dialog: None, MeetingDialog)

    press(qtbot, Qt.Key.Key_N, CTRL, to=page.table)

    qtbot.waitUntil(lambda: bool(came))


def test_ctrl_g_goes_to_the_meeting_next_to_a_day(qtbot: QtBot, page: PlanningPage):
    def write(dialog: GoToDialog) -> None:
        dialog.day.line.setText("1 oktober 2026")
        dialog.ok.click()

    came = in_dialog(write, GoToDialog)
    press(qtbot, Qt.Key.Key_G, CTRL, to=page.table)
    qtbot.waitUntil(lambda: bool(came))

    current = page.table.current()
    assert current is not None
    assert current.meeting.day >= date(2026, 10, 1)
    assert page.choices.words.text() == "juli–december 2026"
    assert page.window().focusWidget() is page.table


def moved_to(qtbot: QtBot, page: PlanningPage, window: MainWindow, day: date) -> GridMeeting:
    """The nämnd's meeting of March moved to a day, and told of anew."""
    drop(page, on(page, NAMND), day)
    idle(qtbot, window.desk)
    page.bar.hide()
    return on(page, day)


def link(page: PlanningPage, words: str) -> QPushButton:
    """One of the ways to mend what is amiss with the meeting one stands on."""
    return next(one for one in page.details.amiss.buttons if one.text() == words)


def test_a_day_before_a_red_one_is_told_in_picture_list_and_details_and_moved_by_its_link(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    meeting = moved_to(qtbot, page, window, date(2026, 4, 2))

    [told] = [one for one in meeting.remarks if one.kind == "dagen_fore"]
    assert told.words.startswith("Barn- och utbildningsnämnden tors 2 april är dagen före långfredagen. Välj 1/4")
    assert "påpekande: Barn- och utbildningsnämnden tors 2 april är dagen före långfredagen" in meeting.spoken
    assert any("dagen före långfredagen" in one.words for one in page.details.amiss.conflicts)

    link(page, "Flytta till ons 1 april").click()
    idle(qtbot, window.desk)

    current = page.table.current()
    assert current is not None
    assert (current.key, current.meeting.day) == (meeting.key, date(2026, 4, 1))
    assert page.window().focusWidget() is page.table


def test_what_is_let_stand_is_told_no_more_until_it_is_asked_for_and_both_are_undone(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    meeting = moved_to(qtbot, page, window, date(2026, 4, 2))
    keep = next(
        one for one in page.details.amiss.buttons
        if one.text() == "Låt stå" and "långfredagen" in one.accessibleName()
    )  # fmt: skip

    keep.click()
    idle(qtbot, window.desk)

    def told() -> bool:
        return "långfredagen" in " ".join(one.words for one in page.details.amiss.conflicts)

    assert not told()
    assert store_of(window).undo_names()[0] == "lät påpekandet stå"
    on(page, date(2026, 4, 2))
    link(page, "Påpeka igen").click()
    idle(qtbot, window.desk)
    assert told()
    window.commands.undo()
    idle(qtbot, window.desk)
    assert not told()
    window.commands.undo()
    idle(qtbot, window.desk)
    assert told()
    assert meeting.key == page._key()


def test_a_case_that_breaks_its_day_is_told_at_its_meeting_and_its_chain_is_one_click_away(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    moved_to(qtbot, page, window, date(2026, 3, 26))

    [told] = [one for one in page.chain.amiss.conflicts if one.kind == "frist_fore"]
    assert told.words.startswith("BUN-2024-0933 skickas ")
    assert told in page.details.amiss.conflicts
    link(page, "Skriv begäran om anstånd").click()
    qtbot.waitUntil(lambda: page.window().findChild(QDialog, "chainDialog") is not None, timeout=PATIENCE_MS)
    dialog = page.window().findChild(QDialog, "chainDialog")
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(lambda: dialog.findChild(QDialog, "anstandDialog") is not None, timeout=PATIENCE_MS)
    letter = dialog.findChild(QDialog, "anstandDialog")
    assert isinstance(letter, QDialog)
    letter.reject()
    dialog.reject()


def test_omedelbar_justering_reckons_the_chain_anew(qtbot: QtBot, page: PlanningPage):
    before = page.chain.line.text()

    page.choices.immediate.click()
    idle(qtbot, page.desk)

    assert page.chain.line.text() != before
    assert page.chain.reason.text(), "a day on the way has passed, and that is said"

    page.choices.immediate.click()
    idle(qtbot, page.desk)

    assert page.chain.line.text() == before


def test_without_a_case_there_is_no_chain(page: PlanningPage):
    page.choices.case_box.setCurrentIndex(0)
    page.choices.case_box.activated.emit(0)

    assert page.grid is not None
    assert page.grid.chain == ()
    assert page.chain.title.text() == "Välj ett ärende ovan, så visas vägen till svarsdagen här."


def test_while_dragging_day_and_consequences_are_told_and_weekends_are_passed_over(page: PlanningPage):
    meeting = on(page, NAMND)

    drag(page, meeting, date(2026, 3, 28))

    assert page.table._drag is not None
    assert page.table._drag.day == date(2026, 3, 30), "a Saturday leads on to Monday"
    words = page.table._drag.words
    assert words.startswith("mån 30 mars 2026, v. 14\n2 ärenden följer med")
    assert "klarar inte svarsdagen" in words
    page.table.grab()


def test_esc_gives_up_a_drag(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    before = kept(store_of(window))
    at = drag(page, on(page, NAMND), date(2026, 3, 25))

    press(qtbot, Qt.Key.Key_Escape, to=page.table)
    mouse(page, QEvent.Type.MouseButtonRelease, at)
    idle(qtbot, window.desk)

    assert kept(store_of(window)) == before


def test_letting_go_moves_only_that_meeting_and_asks_about_the_others(
    qtbot: QtBot, page: PlanningPage, window: MainWindow
):
    before = kept(store_of(window))["meetings"]

    drop(page, on(page, NAMND), date(2026, 3, 26))
    idle(qtbot, window.desk)

    after = kept(store_of(window))["meetings"]
    changed = [row for row, former in zip(after, before, strict=True) if row != former]
    assert [(row[1], row[2], row[3]) for row in changed] == [("2026-03-26", "2026-03-19", "flyttad")]
    assert page.bar.isVisible()
    words = page.bar.words.text()
    assert words.startswith("Nämnden flyttades från tors 19/3 till tors 26/3. 2 ärenden följer med.")
    assert "Klarar inte svarsdagen: BUN-2024-0933 skickas" in words
    assert "; BUN-2026-0412 skickas" in words
    assert words.endswith("Flytta även beredningen (25/2 → 4/3) och arbetsutskottet (5/3 → 12/3)?")
    assert (page.bar.link.text(), page.bar.other.text()) == ("Flytta alla tre", "Bara nämnden")
    current = page.table.current()
    assert current is not None
    assert current.meeting.day == date(2026, 3, 26), "the moved meeting stays chosen"


def test_all_three_are_one_step_and_undone_at_once(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    before = kept(store_of(window))

    drop(page, on(page, NAMND), date(2026, 3, 26))
    idle(qtbot, window.desk)
    page.bar.link.click()
    idle(qtbot, window.desk)

    after = zip(kept(store_of(window))["meetings"], before["meetings"], strict=True)
    assert [row[1] for row, former in after if row != former] == ["2026-03-04", "2026-03-12", "2026-03-26"]
    assert not page.bar.isVisible()
    told = window.messages.bar.words.text()
    assert told.startswith("Flyttade: ")
    assert "beredningen 25/2 → 4/3" in told

    window.commands.undo()
    idle(qtbot, window.desk)

    assert kept(store_of(window)) == before
    assert page.grid is not None
    assert NAMND in [one.meeting.day for one in page.grid.meetings]


def test_only_that_one_leaves_the_others_where_they_are(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    drop(page, on(page, NAMND), date(2026, 3, 26))
    idle(qtbot, window.desk)
    moved = kept(store_of(window))

    page.bar.other.click()
    idle(qtbot, window.desk)

    assert not page.bar.isVisible()
    assert kept(store_of(window)) == moved


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (date(2026, 3, 20), ["move_day_later"]),
        (date(2026, 3, 17), ["move_day_earlier"] * 2),
        (date(2026, 3, 27), ["move_week_later", "move_day_later"]),
        (date(2026, 3, 11), ["move_week_earlier", "move_day_earlier"]),
        (date(2026, 3, 23), ["move_day_later"] * 2),
    ],
)
def test_dragging_and_keys_give_the_same_database(
    qtbot: QtBot, page: PlanningPage, window: MainWindow, day: date, keys: list[str]
):
    before = kept(store_of(window))
    drop(page, on(page, NAMND), day)
    idle(qtbot, window.desk)
    dragged, asked = kept(store_of(window)), page.bar.words.text()
    window.commands.undo()
    idle(qtbot, window.desk)
    assert kept(store_of(window)) == before

    on(page, NAMND)
    for act in keys:
        window.menus.actions[act].trigger()
    idle(qtbot, window.desk)

    assert kept(store_of(window)) == dragged
    assert page.bar.words.text() == asked
    window.commands.undo()
    idle(qtbot, window.desk)
    assert kept(store_of(window)) == before, "however many keys, it is one step"


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every table but the log of how it came about, and how many times each row was written."""
    found = {}
    for (table,) in store.raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if table not in ("steps", "changes", "users"):
            columns = [row[1] for row in store.raw.execute(f"PRAGMA table_info({table})") if row[1] != "version"]
            names = ", ".join(f'"{column}"' for column in columns)
            found[table] = store.raw.execute(f"SELECT {names} FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    return found


def test_mouse_and_keys_on_two_copies_leave_every_table_the_same(
    qtbot: QtBot, new_window: OpenWindow, filled_folder: Path, tmp_path: Path
):
    left = []
    for name in ("mouse", "keys"):
        shutil.copytree(filled_folder, tmp_path / name)
        window = new_window(DataFolder(tmp_path / name))
        page = opened(qtbot, window)
        meeting = on(page, NAMND)
        if name == "mouse":
            drop(page, meeting, date(2026, 3, 27))
        else:
            press(qtbot, Qt.Key.Key_Right, ALT | CTRL, to=page.table)
            press(qtbot, Qt.Key.Key_Right, ALT, to=page.table)
        idle(qtbot, window.desk)
        page.bar.link.click()
        idle(qtbot, window.desk)
        left.append(everything(store_of(window)))
        window.close()

    by_mouse, by_keys = left
    assert len(by_mouse) > 40
    assert "2026-03-27" in [day for row in by_mouse["meetings"] for day in row]
    assert by_mouse == by_keys


def test_the_keys_themselves_move_the_meeting(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    on(page, NAMND)

    press(qtbot, Qt.Key.Key_Right, ALT, to=page.table)
    press(qtbot, Qt.Key.Key_Right, ALT | CTRL, to=page.table)
    idle(qtbot, window.desk)

    assert ("2026-03-27", "2026-03-19") in [row[1:3] for row in kept(store_of(window))["meetings"]]


def test_a_meeting_can_be_moved_in_the_list_too(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    on(page, NAMND)
    page.toggle_list()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)

    window.menus.actions["move_day_later"].trigger()
    idle(qtbot, window.desk)

    assert page.list.record().meeting.day == NAMND + timedelta(days=1)
    assert page.bar.isVisible()


def test_what_is_called_off_is_not_moved_and_it_is_said(qtbot: QtBot, page: PlanningPage, window: MainWindow):
    meeting = on(page, NAMND)
    number, values = meeting.meeting.id or 0, {"status": MeetingStatus.installd}
    window.desk.act(lambda store, who, now: edit_record(store, Meeting, number, values, who, now))
    idle(qtbot, window.desk)
    before = kept(store_of(window))
    called_off = on(page, NAMND)

    drop(page, called_off, date(2026, 3, 26))
    window.menus.actions["move_day_later"].trigger()
    idle(qtbot, window.desk)

    assert kept(store_of(window)) == before
    assert window.messages.bar.words.text() == "Sammanträdet tors 19/3 är inställt."


def test_midnight_moves_the_line_of_today(qtbot: QtBot, new_window: OpenWindow, demo_folder):
    at = [NOW]
    window = new_window(demo_folder, lambda: at[0])
    page = opened(qtbot, window)

    at[0] += timedelta(days=1)
    window.day_turn.look()
    idle(qtbot, window.desk)

    assert page.grid is not None
    assert [mark.day for mark in page.grid.marks if mark.words == "i dag"] == [date(2026, 2, 20)]


def test_a_year_without_meetings_says_so_and_the_way_back_is_open(page: PlanningPage):
    page.choices.set_period(period_of(Zoom.ar, date(2031, 1, 1)))

    assert page.stack.currentWidget() is page.empty_panel
    assert page.empty.title.text() == "Ingen plan för 2031"
    page.choices.set_period(period_of(Zoom.ar, date(2026, 1, 1)))
    assert page.stack.currentWidget() is page.plan_area


def test_a_new_program_has_a_page_without_plan(qtbot: QtBot, empty_window: MainWindow):
    empty_window.commands.show_planning()
    idle(qtbot, empty_window.desk)
    page = empty_window.current
    assert isinstance(page, PlanningPage)

    assert page.stack.currentWidget() is page.empty_panel
    page.grab()


@pytest.mark.parametrize("zoom", list(Zoom))
def test_each_chip_is_painted_where_it_is_taken(page: PlanningPage, zoom: Zoom):
    page.choices.set_period(period_of(zoom, NAMND))
    meeting = on(page, NAMND)

    at = page.table.chip(meeting.key).center()

    assert page.table._at(at) == meeting
    assert page.table.viewport().rect().contains(QPoint(int(at.x()), int(at.y())))


def test_it_is_painted_in_the_dark_and_in_large_text(qtbot: QtBot, new_window: OpenWindow, demo_folder, theme):
    window = new_window(demo_folder)
    page = opened(qtbot, window)
    light = page.grab().toImage()

    theme.set_appearance(Appearance.DARK)
    theme.set_text_points(16)
    qtbot.waitUntil(lambda: page.grab().toImage().pixelColor(3, 3) != light.pixelColor(3, 3))

    on(page, NAMND)
    assert page.table.columnWidth(0) >= 30, "weeks stay wide enough to be read; the table scrolls"
