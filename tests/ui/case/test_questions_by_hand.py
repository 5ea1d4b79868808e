"""Revisionsfrågor written down by hand: by button and key, pasted, with assessment, taken away and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from nemndsekr.operations.edit_record import undo
from nemndsekr.records.block_text import plain_text
from nemndsekr.rules.case_items import NONE_KEY, QUESTIONS
from nemndsekr.rules.completeness import completeness
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.question_form import QuestionForm
from tests.ui.case.test_keyboard_only import CTRL, KEY, SHIFT, focus, press, tab_to
from tests.ui.conftest import write


def read(store, page):
    return load_case(store, page._case_id)


def undone(store, page):
    changes = undo(store, page.desk.clock())
    assert changes is not None
    return changes.name


def add_by_keys(qtbot, page, idle, words):
    press(qtbot, KEY.Key_Space)
    qtbot.waitUntil(lambda: focus().accessibleName() == "Revisionsfrågans ordalydelse")
    write(qtbot, words)
    press(qtbot, KEY.Key_Return, CTRL)
    idle()
    qtbot.waitUntil(lambda: focus().accessibleName() == "Revisorernas bedömning")


def test_a_question_is_written_by_keys_alone_in_an_empty_audit(qtbot, bare_audit, store, idle):
    page = bare_audit
    tab_to(qtbot, "Lägg till revisionsfråga")
    add_by_keys(qtbot, page, idle, "Har den god styrning?")
    write(qtbot, "Nej, inte helt.")
    tab_to(qtbot, "Revisorerna begär svar på varje bedömning")
    press(qtbot, KEY.Key_Space)
    idle()
    tab_to(qtbot, "Nämndens svar")
    write(qtbot, "Den ses nu om.")
    page.flush()
    idle()

    file = read(store, page)
    (question,) = file.questions
    assert (question.text, question.assessment) == ("Har den god styrning?", "Nej, inte helt.")
    assert [item.name for item in page.items.items if item.group == QUESTIONS] == ["Har den god styrning?"]
    (line,) = [line for line in completeness(file).lines if line.table == "questions"]
    assert (line.text, bool(line.cells)) == ("Har den god styrning?", True)
    assert NONE_KEY in [item.key for item in page.items.items]


def test_insert_in_the_list_begins_another_of_the_kind(qtbot, audit, store, idle):
    page = audit
    page.go_to_item(("questions", read(store, page).questions[0].id))
    press(qtbot, KEY.Key_Insert)
    qtbot.waitUntil(lambda: focus().accessibleName() == "Revisionsfrågans ordalydelse")
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: focus() is page.items.list)
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Insert)
    qtbot.waitUntil(lambda: focus().accessibleName() == "Rekommendationens ordalydelse")


def test_a_question_goes_by_delete_and_comes_back_by_undo(qtbot, bare_audit, store, idle):
    page = bare_audit
    tab_to(qtbot, "Lägg till revisionsfråga")
    add_by_keys(qtbot, page, idle, "Har den god styrning?")
    press(qtbot, KEY.Key_F6, SHIFT)
    qtbot.waitUntil(lambda: focus() is page.items.list)
    press(qtbot, KEY.Key_Delete)
    idle()
    assert not read(store, page).questions
    assert undone(store, page) == "tog bort revisionsfrågan"
    assert [one.text for one in read(store, page).questions] == ["Har den god styrning?"]
    assert undone(store, page) == "lade till en revisionsfråga"


def test_an_assessment_stays_in_its_field_while_it_is_written_and_is_locked_afterwards(qtbot, audit, store, idle):
    page = audit
    page.first_focus().setFocus()
    tab_to(qtbot, "Lägg till revisionsfråga")
    add_by_keys(qtbot, page, idle, "Har den god styrning?")
    form = page.pane.stack.currentWidget()
    assert isinstance(form, QuestionForm)
    write(qtbot, "Nej")
    page.flush()
    idle()
    write(qtbot, ", inte helt.")
    page.flush()
    idle()
    assert form.assessment.quotation.isHidden()
    assert read(store, page).questions[2].assessment == "Nej, inte helt."
    page.previous_item()
    page.next_item()
    idle()
    assert form.assessment.quotation.isVisibleTo(form)
    assert form.assessment.quotation.text.text() == "Nej, inte helt."
    assert form.assessment.bound.field.isHidden()


def test_pasted_lines_become_questions_where_that_is_chosen(qtbot, bare_audit, store, idle):
    page = bare_audit
    QGuiApplication.clipboard().setText("1. Har den god styrning?\n2. Redovisas det?\n")
    page.paste_items()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), PasteDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, PasteDialog)
    assert dialog.windowTitle() == "Klistra in rekommendationer"
    press(qtbot, KEY.Key_V, CTRL)
    press(qtbot, KEY.Key_Backtab, SHIFT)
    assert focus() is dialog.kind
    press(qtbot, KEY.Key_Down)
    assert dialog.windowTitle() == "Klistra in revisionsfrågor"
    assert dialog.add_button.text() == "Lägg till 2 revisionsfrågor"
    press(qtbot, KEY.Key_Return, CTRL)
    idle()
    assert [one.text for one in read(store, page).questions] == ["Har den god styrning?", "Redovisas det?"]
    assert not read(store, page).recommendations


@pytest.mark.parametrize("points", [10, 16])
def test_the_ways_to_add_fit_the_narrow_list(qtbot, audit, theme, points):
    page = audit
    theme.set_text_points(points)
    page.resize(1011, 688)
    ways = (page.items.add_button, page.items.question_button, page.items.paste_button)

    def fits():
        return all(
            one.isVisible()
            and one.width() >= one.sizeHint().width()
            and one.mapTo(page.items, one.rect().bottomRight()).x() <= page.items.width()
            and one.mapTo(page.items, one.rect().bottomRight()).y() <= page.items.height()
            for one in ways
        )

    qtbot.waitUntil(fits)
    # A third line would be taken from a list that is low already.
    qtbot.waitUntil(lambda: len({one.mapTo(page.items, one.rect().center()).y() for one in ways}) <= 2)
    theme.set_text_points(10)


@pytest.mark.parametrize(
    ("button", "field"),
    [
        ("Lägg till revisionsfråga", lambda file: file.questions[-1].assessment),
        ("Lägg till rekommendation", lambda file: plain_text(file.recommendations[-1].answer)),
    ],
)
def test_what_is_typed_before_the_new_item_comes_into_view_is_kept(qtbot, audit, store, idle, button, field):
    tab_to(qtbot, button)
    press(qtbot, KEY.Key_Space)
    qtbot.waitUntil(lambda: focus() is audit.pane.new_form.editor)
    write(qtbot, "Har den god styrning?")
    press(qtbot, KEY.Key_Return, CTRL)
    write(qtbot, "Nej, ")
    qtbot.waitUntil(lambda: not audit.pane.new_form.isVisible())
    write(qtbot, "inte helt.")
    idle()
    audit.flush()
    idle()

    assert field(read(store, audit)) == "Nej, inte helt."
    assert audit.pane.new_form.editor.value() == ""


def test_ctrl_enter_pressed_twice_adds_one_item_and_finishes_no_other(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id))
    press(qtbot, KEY.Key_Insert)
    qtbot.waitUntil(lambda: focus() is audit.pane.new_form.editor)
    write(qtbot, "Se till att det finns en plan.")
    before = read(store, audit).recommendations
    press(qtbot, KEY.Key_Return, CTRL)
    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    after = read(store, audit).recommendations
    assert [one.finished for one in after] == [*(one.finished for one in before), False]
    assert audit.items.current_key() == ("recommendations", after[-1].id)


def test_a_new_item_that_cannot_be_stored_stands_there_to_be_tried_again(qtbot, audit, store, idle, monkeypatch):
    def full(*_, **__):
        raise UserError("Disken är full.", "Frigör plats och försök igen.")

    audit.go_to_item(("recommendations", read(store, audit).recommendations[1].id))
    press(qtbot, KEY.Key_Insert)
    qtbot.waitUntil(lambda: focus() is audit.pane.new_form.editor)
    with monkeypatch.context() as patched:
        patched.setattr("nemndsekr.ui.case.item_acts.add_to_list", full)
        write(qtbot, "Se till att det finns en plan.")
        press(qtbot, KEY.Key_Return, CTRL)
        idle()
    assert audit.pane.new_form.editor.value() == "Se till att det finns en plan."
    assert "Disken är full." in audit.pane.new_form.field.message.words.text()

    press(qtbot, KEY.Key_Return, CTRL)
    idle()
    assert read(store, audit).recommendations[-1].text == "Se till att det finns en plan."
