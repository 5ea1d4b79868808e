"""The main window: its commands and keys, its pages, its messages, its look, and how it opens and closes."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case import Case
from nemndsekr.store.queries import find_case, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.actions import COMMANDS, LINE
from nemndsekr.ui.kit.theme import Appearance
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.window_commands import WindowCommands
from tests.ui.conftest import SKOLSKJUTS, OpenWindow, idle, press, store_of, write
from tests.ui.kit.audit import problems

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LETTER = Path(__file__).parent.parent / "documents" / "missiv_havsbro.txt"
PAGES = ("today", "cases", "planning", "meetings", "followup", "case", "document", "review")
# Known and not yet mended; a line that is no longer said can go.
KNOWN = {
    # Right all the same: the last field of a form that is scrolled lies, by its place, under the foot that follows it.
    "Tab goes back: 'Intern anteckning' -> 'Intern anteckning'",
}
LOOKS = ((Appearance.LIGHT, 10), (Appearance.DARK, 10), (Appearance.LIGHT, 16))


def skolskjuts(window: MainWindow) -> int:
    case = find_case(store_of(window), SKOLSKJUTS)
    assert case is not None
    return case.stored_id


def show(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Show a page of the window with something in it."""
    if name == "review":
        window.incoming.take_files([LETTER])
    elif name in {"case", "document"}:
        window.go_to(name, skolskjuts(window))
    else:
        window.go_to(name, 0)
    idle(qtbot, window.desk)
    assert window.current_name == name


def action(window: MainWindow, act: str) -> QAction:
    return window.menus.actions[act]


def enabled(window: MainWindow) -> set[str]:
    return {act for act, made in window.menus.actions.items() if made.isEnabled()}


def menus(window: MainWindow) -> dict[str, QMenu]:
    """Every menu and submenu, by its words; the bar itself under no words."""
    found = {menu.title(): menu for menu in window.menuBar().findChildren(QMenu)}
    assert len(found) > 5
    return found


def access_keys(words: list[str]) -> dict[str, list[str]]:
    """The access keys that lead to more than one of these, or to none (under '')."""
    seen: dict[str, list[str]] = {}
    for each in words:
        key = re.search(r"&([^&])", each)
        seen.setdefault(key[1].lower() if key else "", []).append(each)
    return {key: found for key, found in seen.items() if len(found) > 1 or not key}


# --- opening --------------------------------------------------------------------------------------------------------


def test_an_empty_database_says_what_to_do_and_offers_it(empty_window: MainWindow):
    cases = empty_window.cases

    assert cases.stack.currentWidget() is cases.empty
    assert cases.empty.title.text() == "Inga ärenden än"
    assert cases.empty.sentence.text().startswith("Dra hit en revisionsrapport eller ett nämndinitiativ")
    shown = [button.text() for button in empty_window.cases.findChildren(QAbstractButton) if button.isVisible()]
    assert shown == ["Nytt ärende", "Läs in …", "Börja med det du har: din egen lista …"]
    assert not cases.filters.isVisible(), "there is nothing to filter"
    assert QApplication.focusWidget() is cases.first_read


def test_a_full_database_shows_its_ongoing_cases_and_how_many_there_are(window: MainWindow):
    cases = window.cases

    assert cases.stack.currentWidget() is cases.table
    assert cases.model.record(0).title == "Granskning av skolfrånvaro", "what is to be answered first stands first"
    assert cases.model.rowCount() == 10
    assert cases.count_label.text() == "10 av 12 ärenden"
    assert QApplication.focusWidget() is cases.table


def test_the_foot_tells_whose_office_it_is_and_the_module_list_how_much_is_going_on(window: MainWindow):
    words = [label.text() for label in window.rail.findChildren(QLabel)]
    modules = [row.count for row in window.rail.list.rows_model().rows]

    assert words == ["Barn- och utbildningsnämnden", "Lindåkra kommun"]
    assert modules == [0, 10, 0, 0, 2, 0]


def test_the_first_painted_window_has_the_count_in_the_module_list(new_window: OpenWindow, demo_folder, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)

    window = new_window(demo_folder)

    assert [row.count for row in window.rail.list.rows_model().rows] == [0, 10, 0, 0, 0, 0]


def test_the_status_bar_says_that_all_is_saved_and_where_it_lies(window: MainWindow, demo_folder: DataFolder):
    assert window.status.saved_state.words.text() == "Sparat 14.32"
    assert window.status.place_label.text() == demo_folder.database.name
    assert window.status.place_label.toolTip() == str(demo_folder.database)


# --- commands -------------------------------------------------------------------------------------------------------


def test_every_command_has_words_stands_in_a_menu_and_calls_its_method(new_window, data_folder, monkeypatch):
    acts = [command.act for command in COMMANDS if command.text != LINE]
    called: list[str] = []
    for act in acts:
        assert callable(getattr(WindowCommands, act)), act
        monkeypatch.setattr(WindowCommands, act, lambda _, act=act: called.append(act))
    window = new_window(data_folder)
    in_menus = [each for menu in menus(window).values() for each in menu.actions()]

    for act in acts:
        assert action(window, act) in in_menus, act
        assert action(window, act).text().replace("&", "").strip(), act
        action(window, act).setEnabled(True)
        action(window, act).trigger()

    assert called == acts
    monkeypatch.undo()  # so that the window can close


def test_what_is_not_to_be_had_says_why(window: MainWindow):
    window.show_page("meetings")

    off = [one for one in COMMANDS if one.text != LINE and not action(window, one.act).isEnabled()]

    assert {"lock_version", "next_remark", "insert_table", "undo"} <= {one.act for one in off}
    for one in off:
        why = action(window, one.act).statusTip()
        assert why.endswith("först.") or why.startswith("Det finns inget att"), one.act
        assert action(window, one.act).toolTip() == why, one.act


def test_without_a_case_its_menu_begins_with_a_line_that_leads_to_one(window: MainWindow, monkeypatch):
    window.show_page("meetings")
    menu = menus(window)["Äre&nde"]
    menu.aboutToShow.emit()
    first = next(each for each in menu.actions() if each.isVisible())
    assert (first.text().replace("&", ""), first.isEnabled()) == ("Välj ett ärende först…", True)
    asked: list[bool] = []
    monkeypatch.setattr(WindowCommands, "open_case", lambda _: asked.append(True))
    first.trigger()
    assert asked == [True]

    window.go_to("case", window.cases.model.rows()[0].id)
    menu.aboutToShow.emit()
    assert not first.isVisible()


def test_the_pages_have_keys_without_a_gap(window: MainWindow):
    acts = ("show_today", "show_cases", "show_planning", "show_meetings", "show_followup", "show_templates")
    pages = [action(window, act) for act in acts]

    keys = {key.toString() for each in pages for key in each.shortcuts()}
    assert keys == {f"Ctrl+{number}" for number in range(1, 7)}


def test_no_two_commands_have_the_same_words(window: MainWindow):
    words = [each.text().replace("&", "").strip("…") for menu in menus(window).values() for each in menu.actions()]

    assert not [one for one, count in Counter(words).items() if one and count > 1]


def test_access_keys_are_unique_in_each_menu(window: MainWindow):
    found = {
        title: access_keys([each.text() for each in menu.actions() if not each.isSeparator()])
        for title, menu in menus(window).items()
    }

    assert found == {key: {} for key in found}
    assert access_keys([each.text() for each in window.menuBar().actions()]) == {}


def keys_heard_twice(window: MainWindow) -> set[str]:
    """Keys with two meanings on the page that is shown."""

    def heard(owner: Any) -> bool:
        return isinstance(owner, QWidget) and (owner is window or owner.isVisible())

    actions = [a for a in window.findChildren(QAction) if a.isEnabled() and heard(a.parent())]
    keys = Counter(key.toString() for each in actions for key in each.shortcuts())
    keys += Counter(each.key().toString() for each in window.findChildren(QShortcut) if heard(each.parent()))

    return {key for key, count in keys.items() if count > 1}


def access_keys_of_menus(window: MainWindow) -> list[str]:
    """What on the page shown has an access key that is also a menu's."""
    of_menus = {key.lower() for each in window.menuBar().actions() for key in re.findall("&(.)", each.text())}

    shown = [w for w in window.current.findChildren(QWidget) if isinstance(w, (QLabel, QAbstractButton))]
    words = [w.text() for w in shown if w.isVisible() and not (isinstance(w, QLabel) and w.buddy() is None)]
    return [each for each in words for key in re.findall("&([^&])", each) if key.lower() in of_menus]


def test_no_key_has_two_meanings_on_any_page(qtbot: QtBot, window: MainWindow):
    keys, access = {}, {}

    for name in PAGES:
        show(qtbot, window, name)
        keys[name], access[name] = keys_heard_twice(window), access_keys_of_menus(window)

    assert keys == {key: set() for key in PAGES}
    assert access == {key: [] for key in PAGES}


NEEDS_A_CASE = {"preview", "print_document", "save_pdf", "save_docx", "show_case_again", "remove_case"}


def test_what_is_done_with_a_case_needs_one(qtbot: QtBot, window: MainWindow, empty_window: MainWindow):
    assert NEEDS_A_CASE.isdisjoint(enabled(empty_window))
    assert enabled(window) >= NEEDS_A_CASE, "a row is chosen"

    show(qtbot, window, "meetings")

    assert NEEDS_A_CASE.isdisjoint(enabled(window))


def test_choosing_a_row_offers_at_once_what_can_be_done_with_it(qtbot: QtBot, window: MainWindow):
    cases = window.cases
    cases.search.setFocus()
    write(qtbot, "finns inte")
    press(qtbot, KEY.Key_Return)
    assert NEEDS_A_CASE.isdisjoint(enabled(window)), "no row is left to do it with"

    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: cases.model.total == 10)
    cases.table.selectRow(2)

    assert enabled(window) >= NEEDS_A_CASE


def test_before_the_database_is_open_only_what_needs_none_is_offered(
    new_window: OpenWindow, demo_folder: DataFolder, monkeypatch
):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)

    window = new_window(demo_folder)

    assert enabled(window) == {
        *(
            "close",
            "show_today",
            "show_cases",
            "show_planning",
            "show_meetings",
            "show_followup",
            "show_templates",
            "go_back",
            "larger_text",
            "smaller_text",
            "usual_text",
        ),
        *("show_keys", "open_exercise", "show_computer", "show_log", "about"),
    }


def test_the_module_list_goes_nowhere_before_the_database_is_open(
    new_window: OpenWindow, demo_folder: DataFolder, monkeypatch
):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)
    window = new_window(demo_folder)

    window.rail.choose("meetings")

    assert window.current_name == "cases"
    assert window.rail.current() == "cases", "the list tells which page is shown"


# --- accessibility --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAGES, "empty"])
def test_every_page_is_named_reachable_and_whole_in_every_look(request: pytest.FixtureRequest, qtbot, name: str):
    window: MainWindow = request.getfixturevalue("empty_window" if name == "empty" else "window")
    if name != "empty":
        show(qtbot, window, name)
    found = {}

    for appearance, points in LOOKS:
        window.theme.set_appearance(appearance)
        window.theme.set_text_points(points)
        QApplication.processEvents()
        found[appearance.value, points] = [each for each in problems(window) if each not in KNOWN]

    assert found == {key: [] for key in found}


@pytest.mark.parametrize(("points", "size"), [(16, (1024, 700)), (10, (800, 600))])
def test_a_review_has_room_in_a_small_window_and_its_form_goes_only_up_and_down(qtbot: QtBot, window, points, size):
    show(qtbot, window, "review")
    window.theme.set_text_points(points)
    QApplication.processEvents()

    window.resize(*size)
    QApplication.processEvents()

    page: Any = window.page("review")
    scroll = page.sheet.form_scroll
    assert (window.width(), window.height()) == size
    assert scroll.horizontalScrollBar().maximum() == 0
    assert scroll.widget().width() == scroll.viewport().width()
    for panel in (page.sheet.facts, *page.sheet.found.panels.values()):
        assert panel.minimumSizeHint().width() <= panel.width()


# --- going about ----------------------------------------------------------------------------------------------------


def test_the_keys_of_the_modules_change_the_page(qtbot: QtBot, window: MainWindow):
    press(qtbot, KEY.Key_4, CTRL)
    idle(qtbot, window.desk)
    assert (window.current_name, window.rail.current()) == ("meetings", "meetings")

    press(qtbot, KEY.Key_2, CTRL)
    assert (window.current_name, window.rail.current()) == ("cases", "cases")


def test_enter_in_the_table_opens_the_case(qtbot: QtBot, window: MainWindow):
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    assert window.current_name == "case"
    assert window.windowTitle() == "Granskning av skolskjuts – Nämndsekr"
    assert window.case_of() == skolskjuts(window)


@pytest.mark.parametrize("key", [(KEY.Key_Home, ALT), (KEY.Key_Backspace, Qt.KeyboardModifier.NoModifier)])
def test_one_goes_back_the_way_one_came(qtbot: QtBot, window: MainWindow, key):
    paths = {"document": ["case", "cases"], "meetings": ["cases"]}
    went: dict[str, list[str]] = {}

    for page, path in paths.items():
        show(qtbot, window, page)
        for _ in path:
            press(qtbot, *key)
            idle(qtbot, window.desk)
            went.setdefault(page, []).append(window.current_name)

    assert went == paths


def test_backspace_goes_back_from_an_empty_page_too(qtbot: QtBot, empty_window: MainWindow):
    empty_window.commands.show_meetings()
    idle(qtbot, empty_window.desk)

    press(qtbot, KEY.Key_Backspace)

    assert empty_window.current_name == "cases"


def test_backspace_in_a_text_field_only_takes_away_letters(qtbot: QtBot, window: MainWindow):
    show(qtbot, window, "meetings")
    window.menus.find_field.setFocus()
    write(qtbot, "la")

    for left in ("l", "", ""):
        press(qtbot, KEY.Key_Backspace)
        assert window.menus.find_field.text() == left
        assert window.current_name == "meetings"


def test_a_case_is_found_from_any_page(qtbot: QtBot, window: MainWindow):
    show(qtbot, window, "meetings")

    press(qtbot, KEY.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    write(qtbot, "läxhjälp")
    press(qtbot, KEY.Key_Return)

    assert window.current_name == "cases"
    assert [window.cases.model.record(0).title] == ["Nämndinitiativ om läxhjälp på fritidshem"]
    assert QApplication.focusWidget() is window.cases.table


# --- saving, undoing, messages --------------------------------------------------------------------------------------


def test_ctrl_s_always_answers(qtbot: QtBot, window: MainWindow):
    press(qtbot, KEY.Key_S, CTRL)
    idle(qtbot, window.desk)

    assert window.status.saved_state.words.text() == "Sparat 14.32.00"


def test_ctrl_s_does_not_say_saved_of_what_was_refused(qtbot: QtBot, window: MainWindow, monkeypatch):
    def refuse(*_: object) -> None:
        raise UserError("Disken är full.", "Frigör plats och försök igen.")

    monkeypatch.setattr(window.cases, "flush", lambda: window.desk.act(refuse, None, lambda _: None), raising=False)

    press(qtbot, KEY.Key_S, CTRL)
    idle(qtbot, window.desk)

    assert window.status.saved_state.words.text() == "Inte sparat: Disken är full."
    qtbot.mouseClick(window.status.saved_state.link, Qt.MouseButton.LeftButton)
    assert window.messages.bar.words.text() == "Disken är full. Frigör plats och försök igen."


def test_an_answer_that_could_not_be_had_is_told_but_nothing_is_called_unsaved(qtbot: QtBot, window: MainWindow):
    def refuse(*_: object) -> None:
        raise UserError("Ärendet finns inte.", "Välj ett ärende i listan.")

    window.desk.ask(refuse, lambda _: None)
    idle(qtbot, window.desk)

    assert window.messages.bar.words.text() == "Ärendet finns inte. Välj ett ärende i listan."
    assert window.status.saved_state.words.text() == "Sparat 14.32"


def test_undo_and_redo_name_the_act_and_do_it(qtbot: QtBot, window: MainWindow):
    assert (action(window, "undo").text(), action(window, "undo").isEnabled()) == ("&Ångra", False)
    window.desk.act(lambda store, who, now: remove_case(store, skolskjuts(window), who, now))
    idle(qtbot, window.desk)
    assert action(window, "undo").text() == "&Ångra: tog bort ärendet"
    assert action(window, "undo").iconText() == "Ångra", "the tool bar stays as wide as it is"

    press(qtbot, KEY.Key_Z, CTRL)
    idle(qtbot, window.desk)
    assert window.cases.model.total == 10
    assert window.messages.bar.words.text() == "Ångrat: tog bort ärendet. «Granskning av skolskjuts» finns nu i listan."
    assert not action(window, "undo").isEnabled()
    assert action(window, "redo").text() == "&Gör om: tog bort ärendet"

    press(qtbot, KEY.Key_Y, CTRL)
    idle(qtbot, window.desk)
    assert window.cases.model.total == 9
    assert (
        window.messages.bar.words.text()
        == "Gjort igen: tog bort ärendet. «Granskning av skolskjuts» är borta ur listan."
    )


def test_one_message_at_a_time_is_shown_and_esc_closes_it(qtbot: QtBot, window: MainWindow):
    window.show_message("info", "Det första.", ("Ångra", lambda: None))
    window.show_message("warn", "Det andra.", None)
    assert window.messages.bar.isVisible()
    assert window.messages.bar.words.text() == "Det andra."
    assert not window.messages.bar.link.isVisible(), "the link was the first message's"

    press(qtbot, KEY.Key_Escape)

    assert not window.messages.bar.isVisible()
    assert not window.messages.isVisible(), "no empty space is left where it was"


def test_the_link_of_a_message_does_what_it_says_once(qtbot: QtBot, window: MainWindow):
    done: list[str] = []
    window.show_message("info", "Ärendet är borttaget.", ("Ångra", lambda: done.append("undone")))

    qtbot.mouseClick(window.messages.bar.link, Qt.MouseButton.LeftButton)

    assert done == ["undone"]
    assert not window.messages.bar.isVisible()


def test_a_message_is_left_behind_with_the_page_it_is_about(qtbot: QtBot, window: MainWindow):
    window.show_message("info", "Ärendet är borttaget.", ("Ångra", lambda: None))

    show(qtbot, window, "meetings")

    assert not window.messages.bar.isVisible()


def test_removing_a_case_shows_the_list_and_can_be_undone(qtbot: QtBot, window: MainWindow):
    show(qtbot, window, "case")

    window.commands.remove_case()
    idle(qtbot, window.desk)
    assert window.current_name == "cases"
    assert SKOLSKJUTS not in [window.cases.model.record(row).dnr for row in range(window.cases.model.rowCount())]
    assert (window.messages.bar.words.text(), window.messages.bar.link.text()) == ("Ärendet är borttaget.", "Ångra")

    qtbot.mouseClick(window.messages.bar.link, Qt.MouseButton.LeftButton)
    idle(qtbot, window.desk)
    assert window.cases.model.total == 10


def test_a_safety_copy_is_made_and_named(qtbot: QtBot, window: MainWindow, demo_folder: DataFolder):
    for old in demo_folder.backups.iterdir():
        old.unlink()

    window.commands.back_up()
    idle(qtbot, window.desk)

    made = [path.name for path in demo_folder.backups.iterdir()]
    assert window.messages.bar.words.text() == f"Säkerhetskopian {made[0]} är gjord och kontrollerad."


# --- look -----------------------------------------------------------------------------------------------------------


def test_the_text_size_follows_its_keys_between_nine_and_sixteen_and_is_kept(qtbot: QtBot, empty_window: MainWindow):
    for key, points in (
        *((KEY.Key_Plus, points) for points in (11, 12, 13, 14, 15, 16, 16)),
        (KEY.Key_Minus, 15),
        (KEY.Key_0, 10),
        *((KEY.Key_Minus, points) for points in (9, 9)),
        (KEY.Key_Equal, 10),
    ):
        press(qtbot, key, CTRL)

        assert empty_window.theme.text_points == points
        assert load_settings(empty_window.folder.settings).text_points == points


def test_the_theme_follows_its_menu_and_is_kept(empty_window: MainWindow):
    choices = {each.text().replace("&", ""): each for each in menus(empty_window)["T&ema"].actions()}

    for words, kept in (("Mörkt", "dark"), ("Ljust", "light"), ("Följ datorn", "system")):
        choices[words].trigger()

        assert empty_window.theme.appearance.value == kept
        assert load_settings(empty_window.folder.settings).theme == kept
        assert choices[words].isChecked()


def test_a_setting_that_cannot_be_kept_holds_all_the_same(empty_window: MainWindow, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("nemndsekr.support.settings.save_settings", refuse)

    empty_window.commands.larger_text()

    assert empty_window.theme.text_points == 11
    assert empty_window.messages.bar.words.text().startswith("Inställningen gäller nu men kunde inte sparas.")


# --- files ----------------------------------------------------------------------------------------------------------


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let them go; says whether the widget took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        # PySide6 calls every way of making one deprecated, although Qt has only one of the two on that list.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(200, 200), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(200, 200), copy, data, left, none))
    return enter.isAccepted()


def test_a_file_let_go_over_the_window_is_reviewed(qtbot: QtBot, window: MainWindow):
    assert drop(window, LETTER)
    idle(qtbot, window.desk)

    assert window.current_name == "review"
    assert LETTER.name in window.windowTitle()


def test_a_file_let_go_over_the_empty_list_is_reviewed(qtbot: QtBot, empty_window: MainWindow):
    assert drop(empty_window.cases.empty, LETTER)
    idle(qtbot, empty_window.desk)

    assert empty_window.current_name == "review"


def test_what_is_no_file_is_not_taken(window: MainWindow):
    assert not drop(window)


# --- closing --------------------------------------------------------------------------------------------------------


def test_closing_saves_what_is_typed(qtbot: QtBot, window: MainWindow):
    store, case_id = store_of(window), skolskjuts(window)
    rows = load_case(store, case_id).recommendations
    left = next(row for row in rows if not row.finished)
    show(qtbot, window, "case")
    page: Any = window.page("case")
    page.go_to_item(("recommendations", left.stored_id), "done")
    write(qtbot, "Rutinen har ändrats. ")

    window.close()

    after = next(row for row in load_case(store, case_id).recommendations if row.id == left.id)
    assert "Rutinen har ändrats." in plain_text(after.done)


def test_logging_off_saves_what_is_typed_while_the_window_is_still_there(qtbot: QtBot, window: MainWindow):
    store, case_id = store_of(window), skolskjuts(window)
    left = next(row for row in load_case(store, case_id).recommendations if not row.finished)
    show(qtbot, window, "case")
    page: Any = window.page("case")
    page.go_to_item(("recommendations", left.stored_id), "done")
    write(qtbot, "Rutinen har ändrats. ")

    window.save_before_the_end()

    after = next(row for row in load_case(store, case_id).recommendations if row.id == left.id)
    assert "Rutinen har ändrats." in plain_text(after.done)
    assert window.isVisible(), "the person may still change their mind"


def test_logging_off_is_not_kept_waiting_for_work_that_takes_long(window: MainWindow, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.main_window._LAST_SECONDS", 0.2)
    go_on = Event()
    window.desk.background.run(go_on.wait)

    window.save_before_the_end()

    assert window.desk.background.busy, "it did not wait for it"
    go_on.set()


def test_turning_to_another_program_saves_what_is_typed(qtbot: QtBot, window: MainWindow):
    store, case_id = store_of(window), skolskjuts(window)
    left = next(row for row in load_case(store, case_id).recommendations if not row.finished)
    show(qtbot, window, "case")
    page: Any = window.page("case")
    page.go_to_item(("recommendations", left.stored_id), "done")
    write(qtbot, "Rutinen har ändrats. ")
    other = QWidget()
    qtbot.addWidget(other)

    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    idle(qtbot, window.desk)

    after = next(row for row in load_case(store, case_id).recommendations if row.id == left.id)
    assert "Rutinen har ändrats." in plain_text(after.done)


def test_the_window_comes_back_where_it_was(new_window: OpenWindow, data_folder: DataFolder, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.desk.Desk.open", lambda *_: None)
    first = new_window(data_folder)
    first.resize(first.width(), 611)
    first.move(0, 37)
    QApplication.processEvents()
    was = first.geometry()
    first.close()
    first.desk.background.close()

    monkeypatch.setattr("tests.ui.conftest.open_store", lambda *_: _Nothing())
    monkeypatch.setattr("tests.ui.conftest.sign_in", lambda *_: _Nothing())
    second = new_window(data_folder)

    # The offscreen screen is narrower than the window, so that only place and height can be told.
    assert (second.geometry().top(), second.height()) == (was.top(), was.height())


class _Nothing:
    """Stands for a store and a user in a test that needs neither."""

    uid = ""

    def close(self) -> None:
        """Close nothing."""


def test_the_bar_that_offers_to_undo_goes_when_something_else_is_done(qtbot: QtBot, window: MainWindow):
    window.show_message("info", "Rekommendationen är borttagen.", ("Ångra", window.commands.undo))
    case_id = find_case(store_of(window), SKOLSKJUTS).stored_id

    window.desk.act(lambda store, who, now: edit_record(store, Case, case_id, {"note": "Något annat"}, who, now))
    idle(qtbot, window.desk)

    assert not window.messages.bar.isVisible()
