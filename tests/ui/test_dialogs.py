"""The small windows: a new case, finding a case, the keys, and which program this is."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

import nemndsekr
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import all_cases, all_namnder, find_case
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case_dialogs import NONE_MATCHES, FindCaseDialog, NewCaseDialog
from nemndsekr.ui.help_dialogs import _IN_TEXT, keys_of
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import LAXHJALP, NOW, SKOLSKJUTS, idle, in_dialog, press, store_of, write
from tests.ui.kit.audit import problems

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
NAMNDER = [(1, "Barn- och utbildningsnämnden"), (2, "Kultur- och fritidsnämnden")]


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    """Show a dialog without waiting in it."""
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


@pytest.fixture
def new_case(qtbot: QtBot, theme: Theme) -> NewCaseDialog:
    dialog = NewCaseDialog(NAMNDER)
    shown(qtbot, dialog)
    return dialog


@pytest.fixture
def find(qtbot: QtBot, theme: Theme, demo_folder: DataFolder) -> FindCaseDialog:
    dialog = FindCaseDialog(demo_folder)
    shown(qtbot, dialog)
    return dialog


def words_in(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


# --- a new case -----------------------------------------------------------------------------------------------------


def test_what_is_missing_is_no_longer_said_once_it_is_written(qtbot: QtBot, new_case: NewCaseDialog):
    qtbot.mouseClick(new_case.make, Qt.MouseButton.LeftButton)
    assert new_case.title_field.message.words.text() == "Skriv ärendets rubrik."

    new_case.title.setFocus()
    write(qtbot, "G")

    assert new_case.title_field.message.words.text() == ""


def test_a_long_question_about_the_number_makes_the_window_higher(qtbot: QtBot, new_case: NewCaseDialog):
    new_case.dnr_field.set_message(
        "«2026-04-12» ser ut som ett datum. Nämndens nummer ser ut som «BUN 2026/0412». Stämmer det verkligen, eller "
        "är det en annan sorts nummer?"
    )

    def is_whole() -> bool:
        words = new_case.dnr_field.message.words
        return words.height() >= words.heightForWidth(words.width()) > 0

    qtbot.waitUntil(is_whole)
    below, message = new_case.expected, new_case.dnr_field.message
    assert message.mapTo(new_case, message.rect().bottomLeft()).y() <= below.mapTo(new_case, QPoint()).y()
    assert new_case.make.geometry().bottom() < new_case.height()


def test_a_case_without_a_title_is_told_under_the_field(qtbot: QtBot, new_case: NewCaseDialog):
    assert QApplication.focusWidget() is new_case.title, "one begins to type at once"
    new_case.dnr.setFocus()

    press(qtbot, KEY.Key_Return)
    assert new_case.isVisible()
    assert new_case.title_field.message.words.text() == "Skriv ärendets rubrik."
    assert QApplication.focusWidget() is new_case.title

    write(qtbot, "Granskning av fritidshem")
    press(qtbot, KEY.Key_Return)
    assert new_case.result() == QDialog.DialogCode.Accepted


def test_without_a_namnd_its_name_is_asked_for(qtbot: QtBot, theme: Theme):
    dialog = NewCaseDialog([])
    shown(qtbot, dialog)
    write(qtbot, "Granskning av fritidshem")

    press(qtbot, KEY.Key_Return)

    assert dialog.isVisible()
    assert dialog.namnd_field.message.words.text() == "Skriv nämndens namn."
    assert dialog.title_field.message.words.text() == ""


def test_a_number_that_is_waited_for_cannot_be_written(qtbot: QtBot, new_case: NewCaseDialog, store: Store):
    write(qtbot, "Granskning av fritidshem")
    new_case.dnr.setText("BUN-2026-0600")
    new_case.expected.click()
    assert not new_case.dnr.isEnabled()

    changes = new_case.operation()(store, "kim", NOW)

    made = next(case for case in all_cases(store) if case.id in changes.cases)
    assert (made.dnr, made.dnr_expected) == ("", True)


def test_the_case_gets_what_was_chosen(qtbot: QtBot, new_case: NewCaseDialog, store: Store):
    write(qtbot, "  Motion om skolbad ")
    new_case.dnr.setText(" BUN-2026-0601 ")
    new_case.kind.setCurrentText("Motion")

    new_case.operation()(store, "kim", NOW)

    made = find_case(store, "BUN-2026-0601")
    assert made is not None
    assert (made.title, made.kind, made.namnd_id) == ("Motion om skolbad", CaseKind.motion, 1)
    assert len(all_namnder(store)) == 1


def test_a_number_that_another_case_has_is_asked_about_once_and_then_taken(qtbot: QtBot, window: MainWindow):
    told: list[str] = []

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewCaseDialog)
        dialog.title.setText("Granskning av fritidshem")
        dialog.dnr.setText("bun 2026/0412")
        dialog.make.click()
        told.append(dialog.dnr_field.message.words.text())
        assert dialog.isVisible()
        dialog.make.click()

    came = in_dialog(fill_in, QDialog)
    window.commands.new_case()
    qtbot.waitUntil(lambda: bool(came))
    idle(qtbot, window.desk)

    assert told == ["bun 2026/0412 står redan på «Granskning av skolskjuts»."]
    assert len(all_cases(store_of(window))) == 13


def test_the_case_that_has_the_number_can_be_opened_instead(qtbot: QtBot, window: MainWindow):
    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewCaseDialog)
        dialog.title.setText("Granskning av fritidshem")
        dialog.dnr.setText("bun 2026/0412")
        dialog.make.click()
        dialog.dnr_field.message.link.click()

    came = in_dialog(fill_in, QDialog)
    window.commands.new_case()
    qtbot.waitUntil(lambda: bool(came))
    idle(qtbot, window.desk)

    assert window.current_name == "case"
    assert window.windowTitle().startswith("BUN-2026-0412") or "skolskjuts" in window.windowTitle()
    assert len(all_cases(store_of(window))) == 12


def test_what_is_no_number_is_asked_about_by_the_pattern_of_the_namnd(
    qtbot: QtBot, theme: Theme, demo_folder: DataFolder
):
    with closing(open_store(demo_folder, NOW)) as store, store.step("mönster", "kim", NOW) as step:
        for namnd in step.all(Namnd):
            namnd.dnr_pattern = "BUN-ÅÅÅÅ-löpnr"
    dialog = NewCaseDialog(NAMNDER, folder=demo_folder)
    shown(qtbot, dialog)
    write(qtbot, "Granskning av fritidshem")
    dialog.dnr.setText("blaj")
    press(qtbot, KEY.Key_Return)

    asked = dialog.dnr_field.message.words.text()
    assert asked == "blaj ser inte ut som nämndens nummer (BUN-ÅÅÅÅ-löpnr). Stämmer det?"
    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.dnr
    write(qtbot, "a")
    assert dialog.dnr_field.message.words.text() == ""
    press(qtbot, KEY.Key_Return)
    assert dialog.isVisible()
    press(qtbot, KEY.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_new_case_is_shown_at_once(qtbot: QtBot, empty_window: MainWindow):
    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewCaseDialog)
        dialog.title.setText("Granskning av fritidshem")
        dialog.namnd.setEditText("Barn- och utbildningsnämnden")
        dialog.make.click()

    came = in_dialog(fill_in, QDialog)
    empty_window.commands.new_case()
    qtbot.waitUntil(lambda: bool(came))
    idle(qtbot, empty_window.desk)

    assert empty_window.current_name == "case"
    assert empty_window.windowTitle() == "Granskning av fritidshem – Nämndsekr"
    assert [namnd.name for namnd in all_namnder(store_of(empty_window))] == ["Barn- och utbildningsnämnden"]


# --- finding a case -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "dnr"),
    [
        pytest.param("läxhjälp", LAXHJALP, id="a word"),
        pytest.param("skolskjuts", SKOLSKJUTS, id="another word"),
        pytest.param("bun 2026/0412", SKOLSKJUTS, id="a number with spaces and slash"),
        pytest.param("BUN20260412", SKOLSKJUTS, id="a number without anything between"),
        pytest.param("kontroll", "BUN-2024-0610", id="a word of a finished case"),
    ],
)
def test_words_and_enter_find_a_case(qtbot: QtBot, find: FindCaseDialog, store: Store, words: str, dnr: str):
    write(qtbot, words)
    press(qtbot, KEY.Key_Return)

    found = find_case(store, dnr)
    assert found is not None
    assert find.result() == QDialog.DialogCode.Accepted
    assert find.case_id() == found.id


def test_the_arrows_choose_while_one_types(qtbot: QtBot, find: FindCaseDialog):
    write(qtbot, "nämndinitiativ")
    rows = [row.key for row in find.found.rows_model().rows]
    assert len(rows) == 3

    chosen = [find.case_id()]
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        press(qtbot, key)
        chosen.append(find.case_id())

    assert chosen == [rows[0], rows[1], rows[2], rows[2], rows[1]]
    assert QApplication.focusWidget() is find.words


def test_enter_with_nothing_found_opens_nothing(qtbot: QtBot, find: FindCaseDialog):
    write(qtbot, "finns inte")

    press(qtbot, KEY.Key_Return)

    assert find.isVisible()
    assert find.case_id() == 0
    assert find.none_found.text() == NONE_MATCHES
    assert not find.open_button.isEnabled()


def test_a_case_is_opened_by_its_button_too(qtbot: QtBot, find: FindCaseDialog):
    write(qtbot, "skolskjuts")

    qtbot.mouseClick(find.open_button, Qt.MouseButton.LeftButton)

    assert find.result() == QDialog.DialogCode.Accepted


def test_esc_empties_the_words_and_then_leaves(qtbot: QtBot, find: FindCaseDialog):
    write(qtbot, "skolskjuts")

    press(qtbot, KEY.Key_Escape)
    assert (find.words.text(), find.isVisible()) == ("", True)

    press(qtbot, KEY.Key_Escape)
    assert not find.isVisible()


def test_a_case_that_is_secret_as_a_whole_has_a_neutral_name_here_too(
    qtbot: QtBot, theme: Theme, demo_folder: DataFolder, store: Store
):
    store.raw.execute("UPDATE cases SET secrecy = 'hela' WHERE dnr = ?", (SKOLSKJUTS,))
    dialog = FindCaseDialog(demo_folder)
    shown(qtbot, dialog)

    names = [row.name for row in dialog.found.rows_model().rows]

    assert "Granskning av skolskjuts" not in names
    assert "Ärende med sekretess" in names


# --- help -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialog", ["new_case", "find"])
def test_the_dialogs_are_named_reachable_and_whole(request: pytest.FixtureRequest, dialog: str):
    assert problems(request.getfixturevalue(dialog)) == []


def test_every_key_stands_in_the_list_by_its_swedish_name(swedish: None, empty_window: MainWindow):
    keys = dict(keys_of(empty_window))

    assert keys["Läs in"] == "Ctrl+Skift+O"
    assert keys["Öppna ärende"] == "Ctrl+O, Ctrl+E"
    assert keys["Föregående påpekande"] == "Skift+F8"
    assert keys["Ångra"] == "Ctrl+Z"
    assert not [words for words in keys.values() if "Shift" in words]


def test_the_key_of_the_bullets_has_no_second_meaning(swedish: None, empty_window: MainWindow):
    empty_window.page("review")
    keys = [*keys_of(empty_window), *_IN_TEXT]

    assert [words for words, pressed in keys if "Ctrl+Skift+L" in pressed.split(", ")] == ["Punktlista, numrerad lista"]
    assert ("Lägg till från markerad text", "Ctrl+Skift+K") in keys
    assert sum("Ctrl+Skift+K" in pressed for _, pressed in keys) == 1


def test_the_list_of_keys_and_the_program_itself_are_shown(qtbot: QtBot, empty_window: MainWindow, swedish: None):
    seen: list[list[str]] = []
    wrong: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        seen.append([dialog.windowTitle(), *words_in(dialog)])
        wrong.append(problems(dialog))

    for show in (empty_window.commands.show_keys, empty_window.commands.about):
        in_dialog(look, QDialog)
        show()

    keys, about = seen
    assert keys[0] == "Kortkommandon"
    assert keys[keys.index("Läs in") + 1] == "Ctrl+Skift+O"
    assert keys[keys.index("Ändra i en tabell") + 1] == "F2"
    assert about[:2] == ["Om Nämndsekr", f"Nämndsekr {nemndsekr.__version__}"]
    assert f"Databasen ligger i {empty_window.folder.root}" in about
    assert wrong == [[], []]
