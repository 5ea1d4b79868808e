"""Ångra and Gör om in the window: where it was is shown, another case is told of first, and messages go in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.operations.new_case import new_case
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.meeting import Meeting, PlanStep
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, find_case, load_case
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import LAXHJALP, SKOLSKJUTS, idle, press, store_of, write

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def case_of(window: MainWindow, dnr: str) -> Case:
    case = find_case(store_of(window), dnr)
    assert case is not None
    return case


def open_case(qtbot: QtBot, window: MainWindow, dnr: str) -> Any:
    window.go_to("case", case_of(window, dnr).stored_id)
    idle(qtbot, window.desk)
    return window.page("case")


def act(qtbot: QtBot, window: MainWindow, operation: Any) -> None:
    window.desk.act(operation)
    idle(qtbot, window.desk)


def key(qtbot: QtBot, window: MainWindow, letter: Qt.Key) -> None:
    press(qtbot, letter, CTRL, QApplication.focusWidget() or window)
    idle(qtbot, window.desk)


def answer(window: MainWindow, number: int) -> str:
    file = load_case(store_of(window), case_of(window, SKOLSKJUTS).stored_id)
    return plain_text(file.recommendations[number - 1].answer)


def case_ids(window: MainWindow) -> set[int]:
    return {case.stored_id for case in all_cases(store_of(window))}


def inside(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def test_undo_in_one_case_does_not_take_back_what_was_made_in_another(qtbot: QtBot, window: MainWindow):
    namnd_id = case_of(window, SKOLSKJUTS).namnd_id
    title = "Granskning av simhallens öppettider"
    act(
        qtbot,
        window,
        lambda store, who, now: new_case(store, CaseKind.granskning, title, "", who, now, namnd_id=namnd_id),
    )
    made = max(case.stored_id for case in all_cases(store_of(window)))
    open_case(qtbot, window, SKOLSKJUTS)

    key(qtbot, window, KEY.Key_Z)

    assert made in case_ids(window), "nothing is taken back behind one's back"
    assert (window.current_name, window.shown_case) == ("case", made)
    assert window.messages.bar.words.text() == (
        f"Näst i tur att ångra: lade till ärendet. «{title}» försvinner ur listan. Tryck Ctrl+Z igen."
    )

    key(qtbot, window, KEY.Key_Z)

    assert made not in case_ids(window)
    assert window.current_name == "cases"
    assert window.messages.bar.words.text().endswith(f"«{title}» är borta ur listan.")
    qtbot.mouseClick(window.messages.bar.link, Qt.MouseButton.LeftButton)
    idle(qtbot, window.desk)
    assert made in case_ids(window)
    assert window.messages.bar.words.text().endswith(f"«{title}» finns nu i listan.")


def test_a_step_of_the_plan_is_shown_in_planering_though_a_case_follows_with_it(qtbot: QtBot, window: MainWindow):
    open_case(qtbot, window, SKOLSKJUTS)
    case_id = window.shown_case
    step = next(one for one in load_case(store_of(window), case_id).plan_steps if one.meeting_id is not None)

    meeting_id = step.meeting_id or 0

    def put_off(store: Store, who: str, now: datetime) -> Changes:
        with store.step("flyttade fram", who, now) as writer:
            writer.get(Meeting, meeting_id).note = "Flyttat"
            writer.get(PlanStep, step.stored_id).label = "Senare"
        return Changes.of("flyttade fram", writer)

    act(qtbot, window, put_off)
    open_case(qtbot, window, LAXHJALP)

    key(qtbot, window, KEY.Key_Z)

    assert window.current_name == "planning", f"not the case {case_id}, whose meeting only follows"
    assert window.messages.bar.words.text() == "Näst i tur att ångra i Planering: flyttade fram. Tryck Ctrl+Z igen."

    key(qtbot, window, KEY.Key_Z)

    assert window.messages.bar.words.text() == "Ångrat: flyttade fram."
    assert load_case(store_of(window), case_id).plan_steps[0].label != "Senare"


def test_undo_goes_to_the_case_and_the_field_before_it_changes_anything_there(qtbot: QtBot, window: MainWindow):
    page = open_case(qtbot, window, SKOLSKJUTS)
    row = load_case(store_of(window), window.shown_case).recommendations[1]
    before = plain_text(row.answer)
    values = {"answer": from_paragraphs(["Ett helt annat svar."])}
    act(
        qtbot,
        window,
        lambda store, who, now: edit_record(store, Recommendation, row.stored_id, values, who, now),
    )
    open_case(qtbot, window, LAXHJALP)

    key(qtbot, window, KEY.Key_Z)
    assert answer(window, 2) == "Ett helt annat svar."
    assert window.shown_case == case_of(window, SKOLSKJUTS).stored_id
    assert page._key == ("recommendations", row.id)
    assert inside(page.pane)

    key(qtbot, window, KEY.Key_Z)
    assert answer(window, 2) == before
    assert window.messages.bar.words.text() == "Ångrat: ändrade svar."


def test_whoever_goes_on_to_a_third_case_is_told_again(qtbot: QtBot, window: MainWindow):
    case_id = case_of(window, SKOLSKJUTS).stored_id
    act(qtbot, window, lambda store, who, now: edit_record(store, Case, case_id, {"title": "Ny"}, who, now))
    open_case(qtbot, window, LAXHJALP)
    key(qtbot, window, KEY.Key_Z)
    open_case(qtbot, window, LAXHJALP)

    key(qtbot, window, KEY.Key_Z)

    assert case_of(window, SKOLSKJUTS).title == "Ny"
    assert window.shown_case == case_id


def test_undo_and_redo_go_to_the_item_that_was_changed(qtbot: QtBot, window: MainWindow):
    page = open_case(qtbot, window, SKOLSKJUTS)
    rows = load_case(store_of(window), window.shown_case).recommendations
    values = {"answer": from_paragraphs(["Ett helt annat svar."])}
    act(
        qtbot,
        window,
        lambda store, who, now: edit_record(store, Recommendation, rows[1].stored_id, values, who, now),
    )
    for letter, told in ((KEY.Key_Z, "Ångrat: ändrade svar."), (KEY.Key_Y, "Gjort igen: ändrade svar.")):
        page.items.choose(("recommendations", rows[0].id))
        page.items.list.setFocus()

        key(qtbot, window, letter)

        assert page._key == ("recommendations", rows[1].id)
        assert inside(page.pane)
        assert window.messages.bar.words.text() == told


def test_a_message_goes_when_something_is_changed_after_it(qtbot: QtBot, window: MainWindow):
    case_id = case_of(window, SKOLSKJUTS).stored_id
    window.show_message("info", "Säkerhetskopian är gjord.", None)
    act(qtbot, window, lambda store, who, now: edit_record(store, Case, case_id, {"note": "Nytt"}, who, now))
    assert not window.messages.bar.isVisible()


def test_a_message_is_not_taken_away_by_what_was_on_its_way_before_it(qtbot: QtBot, window: MainWindow):
    case_id = case_of(window, SKOLSKJUTS).stored_id
    window.desk.act(lambda store, who, now: edit_record(store, Case, case_id, {"note": "Nytt"}, who, now))
    window.show_message("info", "Inget är skrivet här än.", None)
    idle(qtbot, window.desk)
    assert window.messages.bar.isVisible()


def test_what_went_wrong_stays_on_through_changes(qtbot: QtBot, window: MainWindow):
    case_id = case_of(window, SKOLSKJUTS).stored_id
    window.show_message("late", "Filen är öppen i ett annat program. Stäng den och försök igen.", None)
    act(qtbot, window, lambda store, who, now: edit_record(store, Case, case_id, {"note": "Nytt"}, who, now))
    assert window.messages.bar.isVisible()


def test_a_message_does_not_follow_to_another_case(qtbot: QtBot, window: MainWindow):
    open_case(qtbot, window, SKOLSKJUTS)
    window.show_message("info", "Ångrat: ändrade svar.", None)

    open_case(qtbot, window, LAXHJALP)

    assert not window.messages.bar.isVisible()


def test_a_case_out_of_the_bin_is_told_of_in_the_list(qtbot: QtBot, window: MainWindow):
    case = case_of(window, SKOLSKJUTS)
    act(qtbot, window, lambda store, who, now: remove_case(store, case.stored_id, who, now))
    open_case(qtbot, window, LAXHJALP)

    key(qtbot, window, KEY.Key_Z)
    assert window.current_name == "cases", "a case in the bin is not opened"
    assert load_case(store_of(window), case.stored_id).case.removed_at is not None

    key(qtbot, window, KEY.Key_Z)
    assert load_case(store_of(window), case.stored_id).case.removed_at is None
    assert window.messages.bar.words.text() == f"Ångrat: tog bort ärendet. «{case.title}» finns nu i listan."


# One line of undo for the text that is written in and for all else


@pytest.fixture
def writing(qtbot: QtBot, window: MainWindow) -> Any:
    """The case page, with the caret in the answer of the second recommendation, which is empty."""
    page = open_case(qtbot, window, SKOLSKJUTS)
    row = load_case(store_of(window), window.shown_case).recommendations[1]
    values = {"answer": from_paragraphs([])}
    act(
        qtbot,
        window,
        lambda store, who, now: edit_record(store, Recommendation, row.stored_id, values, who, now),
    )
    page.go_to_item(("recommendations", row.id), "answer")
    idle(qtbot, window.desk)
    return page


def saved(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: answer(window, 2) == words, timeout=20_000)
    idle(qtbot, window.desk)


def test_what_is_typed_and_taken_back_in_the_text_leaves_no_empty_step(qtbot: QtBot, window: MainWindow, writing: Any):
    write(qtbot, "Nytt")
    saved(qtbot, window, "Nytt")
    while answer(window, 2):
        key(qtbot, window, KEY.Key_Z)
        window.current.flush()
        idle(qtbot, window.desk)
    assert answer(window, 2) == ""

    key(qtbot, window, KEY.Key_Z)

    assert window.messages.bar.words.text() == "Ångrat: ändrade svar."
    assert answer(window, 2) != "", "the step before what was typed is taken back at once"


def test_what_was_undone_last_is_done_again_first_and_nothing_is_lost_to_redo(
    qtbot: QtBot, window: MainWindow, writing: Any
):
    write(qtbot, "Nytt")
    saved(qtbot, window, "Nytt")
    key(qtbot, window, KEY.Key_Z)
    window.current.flush()
    saved(qtbot, window, "")
    key(qtbot, window, KEY.Key_Z)
    assert answer(window, 2) != ""

    key(qtbot, window, KEY.Key_Y)
    assert answer(window, 2) == ""
    key(qtbot, window, KEY.Key_Y)
    window.current.flush()
    saved(qtbot, window, "Nytt")


def test_what_was_done_after_the_words_is_taken_back_before_them(qtbot: QtBot, window: MainWindow, writing: Any):
    case_id = window.shown_case
    write(qtbot, "Nytt")
    saved(qtbot, window, "Nytt")
    was = load_case(store_of(window), case_id).case.note
    act(qtbot, window, lambda store, who, now: edit_record(store, Case, case_id, {"note": "Kom sist"}, who, now))

    key(qtbot, window, KEY.Key_Z)

    assert load_case(store_of(window), case_id).case.note == was
    assert answer(window, 2) == "Nytt"


def test_a_field_that_is_come_back_to_does_not_take_back_an_earlier_visit_by_itself(
    qtbot: QtBot, window: MainWindow, writing: Any
):
    write(qtbot, "Nytt")
    saved(qtbot, window, "Nytt")
    editor = QApplication.focusWidget()
    writing.items.list.setFocus()
    assert editor is not None
    editor.setFocus()
    write(qtbot, " och mer")
    saved(qtbot, window, "Nytt och mer")

    for _ in range(20):
        if answer(window, 2) == "Nytt":
            break
        key(qtbot, window, KEY.Key_Z)
        window.current.flush()
        idle(qtbot, window.desk)

    assert answer(window, 2) == "Nytt"
    assert store_of(window).undo_names()[1] == "ändrade svar"


def test_a_line_without_anything_of_its_own_to_undo_leaves_the_key_to_the_program(qtbot: QtBot, window: MainWindow):
    page = open_case(qtbot, window, SKOLSKJUTS)
    case_id = window.shown_case
    was = load_case(store_of(window), case_id).case.note
    act(qtbot, window, lambda store, who, now: edit_record(store, Case, case_id, {"note": "Kom sist"}, who, now))
    page.facts_button.click()
    page.pane.focus_field("title")
    idle(qtbot, window.desk)

    key(qtbot, window, KEY.Key_Z)

    assert load_case(store_of(window), case_id).case.note == was
