"""The window from one day to the next: what it remembers, what it finds, and that closing it loses nothing."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nemndsekr.store.database import open_store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import Settings
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.panels import SplitPanes
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.main_window import MainWindow
from tests.ui.window.conftest import NOW, wait_idle

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def case_called(window: MainWindow, title: str) -> int:
    return next(case.id for case in window.cases.model.rows() if case.title == title)


@pytest.fixture
def case_id(window) -> int:
    """The audit of skolskjuts."""
    return case_called(window, "Granskning av skolskjuts")


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


# What it shows


def test_a_full_office_shows_whose_it_is_and_what_comes_next(window):
    assert window.rail._owner.text() == "Barn- och utbildningsnämnden"
    assert window.status.due_label.text() == "Nästa frist: fredag 27 mars"
    assert window.status.place_label.text() == "nemndsekr.sqlite"
    assert window.status.place_label.toolTip() == str(window.folder.database)


def test_the_exercise_database_says_that_nothing_is_real(start, full_folder):
    window = start(full_folder, demo=True)

    assert window.messages.demo_bar.isVisible()
    assert window.messages.demo_bar.words.text() == "Övningsdatabas – inget här är på riktigt."


def test_a_real_database_has_no_such_bar(window):
    assert not window.messages.demo_bar.isVisible()


# Pages by keys


def test_a_page_gets_the_focus_when_it_is_shown(window, idle, case_id):
    window.go_to("case", case_id)
    idle()

    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.page("case").isAncestorOf(focus)


def test_coming_back_to_the_list_the_same_case_is_chosen(window, idle, case_id):
    window.cases.table.choose(case_id)
    window.go_to("case", case_id)
    idle()
    press(window, Qt.Key.Key_Home, ALT)
    idle()

    assert window.cases.chosen_case().id == case_id


def test_ctrl_f_searches_in_the_page_and_ctrl_shift_f_in_all_cases(window, idle, case_id):
    press(window, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is window.cases.search

    window.go_to("case", case_id)
    idle()
    press(window, Qt.Key.Key_F, CTRL)
    focus = QApplication.focusWidget()
    assert isinstance(focus, SearchField)
    assert window.page("case").isAncestorOf(focus)

    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert QApplication.focusWidget() is window.menus.find_field


# Remarks


def test_f8_goes_to_the_next_remark_and_the_status_bar_counts_them(window, idle, case_id):
    window.go_to("case", case_id)
    idle()
    words = window.status.remarks_link.text()
    assert window.status.remarks_link.isVisible()
    assert words.endswith("(F8)")

    press(window, Qt.Key.Key_F8)
    idle()
    assert window.current_name == "case"

    window.commands.show_cases()
    assert not window.status.remarks_link.isVisible()


def test_one_remark_is_said_in_the_singular(window):
    window._tell_remarks(window.current, 1)
    assert window.status.remarks_link.text() == "1 påpekande (F8)"
    window._tell_remarks(window.current, 3)
    assert window.status.remarks_link.text() == "3 påpekanden (F8)"


# Saving, undo


def change_title(window: MainWindow, case_id: int, title: str) -> None:
    from nemndsekr.operations.edit_record import edit_record
    from nemndsekr.records.case import Case

    window.desk.act(lambda store, who, now: edit_record(store, Case, case_id, {"title": title}, who, now))


def test_a_change_reaches_a_page_that_is_not_shown_when_it_is_shown_again(window, idle, case_id, monkeypatch):
    window.commands.show_meetings()
    listed: list[object] = []
    model = window.cases.model
    refresh = model.refresh

    def noted(total: int | None = None) -> None:
        listed.append(total)
        refresh(total)

    monkeypatch.setattr(model, "refresh", noted)
    change_title(window, case_id, "Skolskjuts i höst")
    idle()
    assert listed == [], "rows that nobody sees are not listed at every save"

    window.commands.show_cases()

    assert case_called(window, "Skolskjuts i höst") == case_id


def test_closing_while_a_save_is_under_way_loses_nothing(qtbot, window, full_folder, case_id):
    hold = threading.Event()
    window.desk.background.run(hold.wait)
    change_title(window, case_id, "Sparat i sista stund")
    threading.Timer(0.1, hold.set).start()

    window.close()

    window.desk.store.close()
    with closing(open_store(full_folder, NOW)) as store:
        assert load_case(store, case_id).case.title == "Sparat i sista stund"


def test_a_save_that_fails_at_closing_keeps_the_window_open_once(qtbot, window, idle):
    def fails(*_: object) -> None:
        raise UserError("Disken är full.", "Frigör utrymme och försök igen.")

    window.current.flush = lambda: window.desk.act(fails)

    assert not window.close()
    assert window.isVisible()
    assert "Disken är full." in window.messages.bar.words.text()
    assert window.close()


# Commands


def test_a_new_case_is_made_from_its_first_facts(qtbot, window, idle, monkeypatch):
    from nemndsekr.ui.case_dialogs import NewCaseDialog

    def fill(dialog: NewCaseDialog) -> int:
        dialog.kind.setCurrentText("Nämndinitiativ")
        dialog.make.click()
        assert dialog.title_field.message.words.text() == "Skriv ärendets rubrik."
        dialog.title.setText("Initiativ om cykelställ")
        dialog.expected.setChecked(True)
        dialog.make.click()
        return dialog.result()

    monkeypatch.setattr(NewCaseDialog, "exec", fill)
    press(window, Qt.Key.Key_N, CTRL)
    idle()

    assert window.current_name == "case"
    assert window.windowTitle() == "Initiativ om cykelställ – Nämndsekr"
    made = next(case for case in window.cases.model.rows() if case.title == "Initiativ om cykelställ")
    assert (made.kind, made.dnr_expected) == ("namndinitiativ", 1)


def test_ctrl_o_finds_a_case_by_words_and_opens_it(qtbot, window, idle, monkeypatch):
    from nemndsekr.ui.case_dialogs import FindCaseDialog

    def type_words(dialog: FindCaseDialog) -> int:
        dialog.words.setText("skola")
        found = dialog.found.rows_model().rows
        assert len(found) > 1
        qtbot.keyClick(dialog.words, Qt.Key.Key_Down)
        assert dialog.found.current_key() == found[1].key
        dialog.words.setText("bun 2025 0533")
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(FindCaseDialog, "exec", type_words)
    press(window, Qt.Key.Key_O, CTRL)
    idle()

    assert window.windowTitle() == "Remiss: trafikprogram för Lindåkra – Nämndsekr"


def test_size_and_columns_are_as_they_were_last_time(start, full_folder, qtbot):
    first = start(full_folder)
    first.resize(760, 560)
    first.cases.table.setColumnWidth(0, 177)
    first.close()
    first.desk.store.close()

    again = start(full_folder)

    assert (again.width(), again.height()) == (760, 560)
    assert again.cases.table.columnWidth(0) == 177


def share(panes: SplitPanes) -> float:
    """How much of the room the first pane has."""
    return panes.sizes()[0] / sum(panes.sizes())


def test_panes_are_as_wide_as_they_were_last_time(start, full_folder, qtbot):
    first = start(full_folder)
    shown = case_called(first, "Granskning av skolskjuts")
    first.go_to("document", shown)
    wait_idle(qtbot, first.desk)
    panes = first.panes_of("document")[0]
    panes.setSizes([700, 400])
    wanted = share(panes)
    first.close()
    first.desk.store.close()

    again = start(full_folder)
    again.resize(first.size())  # the offscreen screen is too small for it
    again.go_to("document", shown)
    wait_idle(qtbot, again.desk)

    assert share(again.panes_of("document")[0]) == pytest.approx(wanted, abs=0.02)
    assert wanted > 0.55, "not as it is from the start"


def test_in_a_narrow_window_the_search_goes_to_the_list(qtbot, window, idle):
    window.commands.show_meetings()
    idle()
    window.resize(360, 600)
    qtbot.waitUntil(lambda: not window.menus.find_field.isVisible())

    press(window, Qt.Key.Key_F, CTRL | SHIFT)

    assert window.current_name == "cases"
    assert QApplication.focusWidget() is window.cases.search


def test_a_window_is_never_larger_than_the_screen_from_the_start(start, data_folder, theme):
    theme.set_text_points(16)
    window = MainWindow(Desk(Background()), theme, data_folder, Settings())
    try:
        room = window.screen().availableSize()
        assert window.width() <= max(room.width(), window.minimumSizeHint().width())
        assert window.height() <= max(room.height(), window.minimumSizeHint().height())
    finally:
        window.close()
        window.desk.background.close()


def test_a_new_item_that_is_stored_after_one_has_left_takes_no_keys_from_the_page_shown(window, idle, case_id):
    window.go_to("case", case_id)
    idle()
    page = window.page("case")
    page.items.add_wanted.emit("recommendations")
    page.pane.new_form.editor.setPlainText("Se till att det finns en plan.")
    window.go_to("followup", 0)
    idle()

    assert load_case(window.desk.store, case_id).recommendations[-1].text == "Se till att det finns en plan."
    focus = QApplication.focusWidget()
    assert focus is None or focus.isVisible()
