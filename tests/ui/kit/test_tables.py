"""The table: rows that come as they are needed, words that can be followed by ear, keys that do as elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip

from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import PAGE, Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from tests.ui.kit.audit import name_of

TOP = QModelIndex()


@dataclass(frozen=True)
class Thing:
    """A row."""

    number: int
    name: str
    state: State = State.ONGOING


COLUMNS = (
    Column[Thing]("Nummer", lambda t: str(t.number), "quiet", 80, sort_key="number"),
    Column[Thing]("Namn", lambda t: t.name, stretch=True, sort_key="name"),
    Column[Thing](
        "Läge", lambda t: "Pågår" if t.state == State.ONGOING else "Klar", "tag", 120, state=lambda t: t.state
    ),
    Column[Thing]("Klart", lambda t: f"{t.number}/9", "progress", 100, share=lambda t: (t.number, 9)),
    Column[Thing](
        "Frist",
        lambda t: "31 mars" if t.number == 1 else "",
        "flag",
        100,
        state=lambda t: State.DUE if t.number == 1 else None,
    ),
    Column[Thing]("Antal", lambda t: str(t.number), "number", 60),
)


class Shelf:
    """A stand-in for the database: counts what is asked for."""

    def __init__(self, count: int) -> None:
        self.things = [Thing(number, f"Ärende {number}") for number in range(count)]
        self.asked: list[tuple[int, int]] = []

    def fetch(self, offset: int, limit: int) -> Sequence[Thing]:
        self.asked.append((offset, limit))
        return self.things[offset : offset + limit]


def table_of(shelf: Shelf, total: int | None = None) -> tuple[TableView, FetchMoreModel[Thing]]:
    table = TableView("Ärenden")
    model = FetchMoreModel(COLUMNS, identity=lambda thing: thing.number, parent=table)
    model.set_source(shelf.fetch, total)
    table.set_model(model)
    return table, model


def test_only_the_first_page_is_fetched_at_first(qtmodeltester, theme):
    shelf = Shelf(500)
    model = FetchMoreModel(COLUMNS)
    model.set_source(shelf.fetch, 500)
    assert (shelf.asked, model.rowCount(), model.total) == ([(0, PAGE)], PAGE, 500)
    qtmodeltester.check(model)


@pytest.mark.parametrize("total", [None, 450])
def test_the_rest_comes_as_one_scrolls_and_then_no_more_is_asked(theme, total):
    shelf = Shelf(450)
    model = FetchMoreModel(COLUMNS)
    model.set_source(shelf.fetch, total)
    while model.canFetchMore(TOP):
        model.fetchMore(TOP)
    assert model.rowCount() == model.total == 450
    assert len(shelf.asked) == 3


def test_scrolling_to_the_end_loads_more(qtbot, show):
    shelf = Shelf(500)
    table, model = table_of(shelf, 500)
    show(table, 700, 300)
    assert model.rowCount() == PAGE
    table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() > PAGE)


def test_rows_that_vanished_meanwhile_do_not_make_it_ask_for_ever(theme):
    shelf = Shelf(250)
    model = FetchMoreModel(COLUMNS)
    model.set_source(shelf.fetch, 450)
    for _ in range(4):
        if model.canFetchMore(TOP):
            model.fetchMore(TOP)
    assert not model.canFetchMore(TOP)
    assert model.total == 250


def test_a_refresh_with_the_same_rows_moves_nothing(qtbot, show):
    shelf = Shelf(30)
    table, model = table_of(shelf)
    show(table)
    table.choose(7)
    shelf.things[7] = replace(shelf.things[7], name="Nytt namn")
    with qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
    assert table.record().name == "Nytt namn"


def test_a_refresh_that_moves_rows_keeps_the_chosen_one(qtbot, show):
    shelf = Shelf(30)
    table, model = table_of(shelf)
    show(table)
    table.choose(7)
    del shelf.things[2]
    model.refresh()
    assert table.record().number == 7
    assert model.total == 29


def test_the_first_column_reads_the_whole_row(theme):
    model = FetchMoreModel(COLUMNS)
    model.set_source(Shelf(3).fetch)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(1, 0).data(role) == "1, Namn Ärende 1, Läge Pågår, Klart 1/9, Frist 31 mars, Antal 1"
    assert model.index(1, 1).data(role) == "Ärende 1"
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(2)] == ["Nummer", "Namn"]


def test_the_table_has_a_name_and_a_current_row_as_soon_as_it_has_the_focus(qtbot, show):
    table, _ = table_of(Shelf(5))
    show(table)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert name_of(table) == "Ärenden"
    assert table.currentIndex().row() == 0


def test_enter_opens_arrows_choose_and_home_and_end_go_to_the_ends(qtbot, show):
    table, _ = table_of(Shelf(9))
    show(table)
    table.setFocus()
    with qtbot.waitSignal(table.chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args[0].number == 1
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].number == 1
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.record().number == 8
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.record().number == 0


def test_a_double_click_opens(qtbot, show):
    table, model = table_of(Shelf(9))
    show(table)
    spot = table.visualRect(model.index(3, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args[0].number == 3


def test_tab_leaves_the_table(qtbot, show):
    table, _ = table_of(Shelf(3))
    assert not table.tabKeyNavigation()


def test_a_header_asks_for_sorting_and_turns_the_order_the_second_time(qtbot, show):
    table, _ = table_of(Shelf(3))
    show(table)
    header = table.horizontalHeader()
    spot = QPoint(header.sectionPosition(1) + 10, 10)
    with qtbot.waitSignal(table.sort_requested) as first:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.sort_requested) as second:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (first.args, second.args) == (["name", False], ["name", True])


def test_a_header_without_a_sort_key_does_nothing(qtbot, show):
    table, _ = table_of(Shelf(3))
    show(table)
    header = table.horizontalHeader()
    with qtbot.assertNotEmitted(table.sort_requested):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionPosition(2) + 10, 10))


def test_rows_are_thirty_four_units_high_in_every_text_size(qtbot, show, theme):
    table, _ = table_of(Shelf(3))
    show(table)
    assert table.rowHeight(0) == 34
    theme.set_text_points(15)
    assert table.rowHeight(0) == 51


def test_one_column_stretches_and_the_others_keep_their_width(qtbot, show):
    table, _ = table_of(Shelf(3))
    show(table, 900, 300)
    assert table.columnWidth(0) == 80
    assert sum(table.columnWidth(n) for n in range(len(COLUMNS))) == table.viewport().width()


def test_the_stretching_column_stays_readable_in_a_narrow_window(qtbot, show):
    table, _ = table_of(Shelf(3))
    show(table, 300, 300)
    assert table.columnWidth(1) >= 160
    table.resize(1000, 300)
    QApplication.processEvents()
    assert sum(table.columnWidth(n) for n in range(len(COLUMNS))) == table.viewport().width()


@pytest.mark.parametrize(("name", "tip"), [("Kort", ""), ("Mycket långt namn på ett ärende " * 6, "Mycket långt namn")])
def test_what_is_cut_off_is_shown_whole_as_tool_tip(qtbot, show, name, tip, monkeypatch):
    shelf = Shelf(1)
    shelf.things[0] = Thing(0, name)
    table, model = table_of(shelf)
    show(table)
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _spot, words, *_: said.append(words))
    option = QStyleOptionViewItem()
    option.rect = table.visualRect(model.index(0, 1))
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    table.itemDelegate().helpEvent(event, table, option, model.index(0, 1))
    assert said[0].startswith(tip)
    assert bool(said[0]) == bool(tip)


def test_focus_can_be_seen(qtbot, show):
    table, _ = table_of(Shelf(3))
    show(table)
    table.choose(1)
    table.clearFocus()
    without = table.grab().toImage()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.grab().toImage() != without
