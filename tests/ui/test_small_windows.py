"""Every page has room in a small window: 1024 by 700 at 16 points, 800 by 600 at 10, and nothing stands outside it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QStyleOptionComboBox,
    QToolBar,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from nemndsekr.store.queries import find_case
from nemndsekr.ui.followup_page import FollowupPage
from nemndsekr.ui.kit.forms import Combo
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.planning_page import PlanningPage
from tests.ui.conftest import SKOLSKJUTS, idle, press, store_of
from tests.ui.test_main_window import LETTER
from tests.ui.test_watchlist_page import LIST

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
PAGES: Final = (
    *("today", "cases", "planning", "planning_print", "meetings", "followup", "case", "document"),
    *("review", "watchlist", "templates"),
)
SIZES: Final = {16: (1024, 700), 10: (800, 600)}
_REST_MS: Final = 3000
MARGIN: Final = 1
"""Pixels that a frame may stand outside."""


def show(qtbot: QtBot, window: MainWindow, name: str, tmp_path: Any) -> None:
    """Show a page with something in it."""
    if name == "review":
        window.incoming.take_files([LETTER])
    elif name == "watchlist":
        path = tmp_path / "lista.csv"
        path.write_text(LIST, encoding="utf-8")
        window.incoming.take_files([path])
    elif name in {"case", "document"}:
        case = find_case(store_of(window), SKOLSKJUTS)
        assert case is not None
        window.go_to(name, case.stored_id)
    else:
        window.show_page(name)
    idle(qtbot, window.desk)
    assert window.current_name == name


def scrolled(one: QWidget) -> bool:
    """Whether it lies in what can be scrolled to it."""
    while (one := one.parentWidget()) is not None:  # type: ignore[assignment]
        if isinstance(one, QScrollArea):
            return True
    return False


def outside(window: MainWindow) -> list[str]:
    """What is to be pressed or written in and does not stand whole within the window."""
    room = window.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    found = []
    for one in window.current.findChildren(QWidget):
        if isinstance(one, (QAbstractButton, QComboBox, QLineEdit)) and one.isVisible() and not scrolled(one):
            place = QRect(one.mapTo(window, QPoint()), one.size())
            # A tool button in a field is as small as the field wants it.
            cut = not isinstance(one, QToolButton) and one.width() < one.minimumSizeHint().width() - MARGIN
            if cut or not room.contains(place):
                found.append(f"{type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()}")
    return found


def laid_out(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> tuple[tuple[int, int], list[str]]:
    """The window's size and what stands outside it, when the layouts have come to rest."""

    def now() -> tuple[tuple[int, int], list[str]]:
        return (window.width(), window.height()), outside(window)

    with suppress(exceptions.TimeoutError):
        qtbot.waitUntil(lambda: now() == (size, []), timeout=_REST_MS)
    return now()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_a_small_window(qtbot: QtBot, window: MainWindow, tmp_path, name: str):
    show(qtbot, window, name, tmp_path)
    told = {}
    page: Any = window.current
    views = page.views if isinstance(page, FollowupPage) else [None]

    for points, size in SIZES.items():
        window.theme.set_text_points(points)
        window.resize(1280, 800)
        QApplication.processEvents()
        window.resize(*size)
        amiss = []
        for view in views:
            if view is not None:
                page.show_view(view)
                idle(qtbot, window.desk)
            amiss += laid_out(qtbot, window, size)[1]
        told[points] = ((window.width(), window.height()), amiss)

    assert told == {points: (size, []) for points, size in SIZES.items()}


def test_in_a_narrow_window_the_modules_are_icons_with_tool_tips_and_the_tools_too(qtbot: QtBot, window: MainWindow):
    tools = next(one for one in window.findChildren(QToolBar))
    field = window.menus.find_field
    assert not window.rail.narrow
    wide = window.rail.width()

    window.theme.set_text_points(16)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.rail.narrow and window.rail.width() < wide)
    assert tools.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    qtbot.waitUntil(lambda: field.isVisible() and field.geometry().right() <= tools.width())
    press(qtbot, KEY.Key_3, CTRL)
    assert (window.current_name, window.rail.current()) == ("planning", "planning")

    window.theme.set_text_points(10)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.rail.narrow and window.rail.width() == wide)
    assert tools.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_the_tabs_of_the_follow_up_are_shortened_and_not_cut_off(qtbot: QtBot, window: MainWindow):
    window.show_page("followup")
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, FollowupPage)
    whole = [view.name for view in page.views]
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == whole

    window.theme.set_text_points(16)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.tabs.tabText(1) == "Läge")
    assert page.tabs.sizeHint().width() <= page.width()
    assert [page.tabs.tabToolTip(at) for at in range(page.tabs.count())] == whole

    window.theme.set_text_points(10)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: [page.tabs.tabText(at) for at in range(page.tabs.count())] == whole)


def test_the_words_under_the_measures_stand_above_the_buttons_in_a_narrow_window(qtbot: QtBot, window: MainWindow):
    window.show_page("followup")
    window.theme.set_text_points(16)
    window.resize(1024, 700)
    idle(qtbot, window.desk)
    view: Any = window.current.measures  # type: ignore[attr-defined]

    def whole() -> bool:
        words = view.chosen_words
        return bool(
            words.height() >= words.heightForWidth(words.width())
            and words.mapTo(view, words.rect().bottomLeft()).y() < view.change_button.mapTo(view, QPoint()).y()
        )

    qtbot.waitUntil(whole)
    assert not view.followup_words.isVisible()
    qtbot.waitUntil(lambda: view.followup_button.toolTip() == view.followup_words.text())


def test_ctrl_5_gives_the_table_a_current_row_when_its_rows_come_after_the_focus(qtbot: QtBot, window: MainWindow):
    press(qtbot, KEY.Key_5, CTRL)
    idle(qtbot, window.desk)

    table = window.current.measures.table  # type: ignore[attr-defined]
    qtbot.waitUntil(table.hasFocus)
    qtbot.waitUntil(lambda: table.currentIndex().row() == 0)


def test_the_plan_shows_three_lanes_at_large_type(qtbot: QtBot, window: MainWindow):
    window.show_page("planning")
    window.theme.set_text_points(16)
    window.resize(1024, 700)
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, PlanningPage)
    table = page.table

    def seen() -> int:
        return sum(
            table.rowViewportPosition(row) + table.rowHeight(row) <= table.viewport().height()
            for row in range(table.model().rowCount())
        )

    qtbot.waitUntil(lambda: seen() >= 3)


def test_a_choice_that_is_too_long_ends_with_dots(qtbot: QtBot, theme: Theme):
    box = Combo()
    qtbot.addWidget(box)
    box.addItems(["BUN-2026-0412 · 31 mars 2026 · Granskning av skolskjuts"])
    box.resize(160, 32)
    box.show()
    option = QStyleOptionComboBox()

    box.initStyleOption(option)
    assert option.currentText.startswith("BUN-2026")
    assert option.currentText.endswith("…")

    box.resize(900, 32)
    box.initStyleOption(option)
    assert option.currentText == box.currentText()


def test_an_empty_page_takes_no_more_room_than_a_full_one(qtbot: QtBot, empty_window: MainWindow):
    empty_window.theme.set_text_points(16)
    told = {}

    for name in ("today", "cases", "planning", "meetings", "followup"):
        empty_window.resize(1280, 800)
        empty_window.show_page(name)
        idle(qtbot, empty_window.desk)
        empty_window.resize(1024, 700)
        told[name] = laid_out(qtbot, empty_window, (1024, 700))

    assert told == {name: ((1024, 700), []) for name in told}


def test_a_module_of_icons_alone_says_its_word_as_tool_tip(qtbot: QtBot, window: MainWindow):
    window.theme.set_text_points(16)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.rail.narrow)
    modules = window.rail.list
    place = modules.visualRect(modules.rows_model().index(1)).center()

    QApplication.sendEvent(
        modules.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, modules.viewport().mapToGlobal(place))
    )

    assert QToolTip.text() == "Ärenden, 10 pågående"
