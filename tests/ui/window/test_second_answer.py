"""By keys alone: a version locked and compared, the second answer begun, its gaps filled, and seen on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseStage, MeasureState, VersionGate
from nemndsekr.records.document import Basis
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_items import FOLLOWUP
from nemndsekr.rules.text_difference import Part
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from tests.store.conftest import NOW
from tests.ui.window.test_going_on import case_called

NONE = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), code, modifiers)


@pytest.fixture
def skolfranvaro(window, idle) -> int:
    case_id = case_called(window, "Granskning av skolfrånvaro")
    window.go_to("case", case_id)
    idle()
    return case_id


@pytest.fixture
def skolskjuts(window, idle) -> int:
    """An audit whose second answer is not begun."""
    case_id = case_called(window, "Granskning av skolskjuts")
    window.go_to("case", case_id)
    idle()
    return case_id


def test_the_case_leads_to_the_second_answer_once_it_is_begun(window, idle, skolfranvaro):
    window.page("document").show_kind("tjansteskrivelse")
    window.go_to("case", skolfranvaro)
    idle()
    assert window.page("case").written_kind() == "uppfoljande_yttrande"

    window.page("case").document_button.click()
    idle()

    assert window.page("document").kind_box.currentData() == "uppfoljande_yttrande"


def test_a_version_is_locked_by_keys_in_its_place(window, idle, skolfranvaro):
    window.menus.actions["lock_version"].trigger()
    idle()
    page = window.page("document")
    assert page.lock_panel.isVisible()
    assert QApplication.focusWidget() is page.lock_panel.gate_box

    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    idle()

    versions = load_case(window.desk.store, skolfranvaro).versions
    assert [version.gate for version in versions] == [VersionGate.expedierad, VersionGate.till_au]
    assert not page.lock_panel.isVisible()
    assert "är låst: till AU" in page.bar.words.text()


def test_escape_leaves_the_question_and_locks_nothing(window, idle, skolfranvaro):
    window.menus.actions["lock_version"].trigger()
    idle()
    key(Qt.Key.Key_Escape)
    idle()

    assert not window.page("document").lock_panel.isVisible()
    assert len(load_case(window.desk.store, skolfranvaro).versions) == 1


def test_versions_are_compared_word_by_word_and_shown_as_they_were(window, idle, skolfranvaro):
    first = load_case(window.desk.store, skolfranvaro).recommendations[0].stored_id
    changed = {"answer": from_paragraphs(["Nämnden instämmer och väntar."])}
    window.desk.act(lambda store, who, now: edit_record(store, Recommendation, first, changed, who, now))
    idle()
    page = window.page("document")
    page.show_kind("yttrande")
    window.menus.actions["compare_versions"].trigger()
    idle()
    dialog = page.findChild(VersionsDialog)
    assert dialog is not None

    assert "skiljer sig" in dialog.told.text()
    assert "Överstruket" in dialog.told.text()
    struck = _words_in(dialog, Part.removed)
    assert struck
    assert struck.isdisjoint(_words_in(dialog, Part.added))

    dialog.pages_button.click()
    idle()
    assert dialog.stack.currentWidget() is dialog.paper
    assert dialog.paper.pages
    assert "hösten 2025" in "".join(dialog.paper.page_text(page) for page in range(1, dialog.paper.pages + 1))
    dialog.reject()


def test_a_version_is_not_compared_with_another_kind_of_document_unasked(window, idle, skolfranvaro):
    page = window.page("document")
    page.show_kind("tjansteskrivelse")
    window.menus.actions["compare_versions"].trigger()
    idle()
    dialog = page.findChild(VersionsDialog)
    assert dialog is not None

    assert dialog.other.currentIndex() == -1
    assert dialog.told.text().startswith("Texten som den låstes.")
    assert not _words_in(dialog, Part.added)

    dialog.other.setFocus()
    key(Qt.Key.Key_Down)
    assert "skiljer sig" in dialog.told.text()
    dialog.reject()


def test_a_second_answer_that_is_begun_is_shown_and_not_told_as_something_lost(window, idle, skolfranvaro):
    window.commands.begin_followup()
    idle()

    assert window.current_name == "document"
    assert window.page("document").kind_box.currentText() == "Uppföljande yttrande"
    assert window.messages.bar.words.text() == "Det uppföljande yttrandet är redan påbörjat."
    assert window.status.saved_state.words.text().startswith("Sparat")


def _words_in(dialog: VersionsDialog, part: Part) -> set[str]:
    """The words that are struck through or underlined, not only coloured."""
    cursor = QTextCursor(dialog.text.document())
    words = set()
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        made = cursor.charFormat()
        if made.fontStrikeOut() if part == Part.removed else made.fontUnderline():
            words.add(f"{cursor.position()}")
        cursor.clearSelection()
    return words


def test_an_answer_that_is_still_prepared_is_not_followed_up_and_it_is_said_why(window, idle, skolskjuts):
    window.menus.actions["begin_followup"].trigger()
    idle()

    assert window.current_name == "case"
    assert window.messages.bar.words.text().startswith(
        "Det första yttrandet är inte beslutat än. Registrera nämndens beslut"
    )
    assert load_case(window.desk.store, skolskjuts).versions == []


def test_the_second_answer_is_begun_by_its_command_and_its_first_gap_gone_to(window, idle, skolskjuts):
    window.desk.act(
        lambda store, who, now: edit_record(store, Case, skolskjuts, {"stage": CaseStage.beslutat}, who, now)
    )
    idle()
    window.menus.actions["begin_followup"].trigger()
    idle()

    assert window.current_name == "document"
    assert window.page("document").kind_box.currentText() == "Uppföljande yttrande"
    assert "är påbörjat" in window.messages.bar.words.text()
    assert "[Fyll i:" in window.page("document").preview.text.toPlainText()
    window.messages.bar.link.click()
    idle()

    assert window.current_name == "case"
    chosen = window.page("case").items.current_key()
    assert chosen is not None
    assert chosen[0] == FOLLOWUP


def test_the_case_offers_it_once_the_first_answer_is_sent_and_no_longer_when_it_is_begun(window, idle, skolskjuts):
    page = window.page("case")
    assert not page.followup_button.isVisible()
    window.desk.act(
        lambda store, who, now: edit_record(store, Case, skolskjuts, {"stage": CaseStage.expedierat}, who, now)
    )
    idle()
    assert page.followup_button.isVisible()

    page.followup_button.setFocus()
    key(Qt.Key.Key_Space)
    idle()

    assert window.current_name == "document"
    window.go_to("case", skolskjuts)
    idle()
    assert not page.followup_button.isVisible()


def test_a_case_without_an_answer_says_why_none_can_be_begun(window, idle):
    case_id = case_called(window, "Nämndinitiativ om läxhjälp på fritidshem")
    window.go_to("case", case_id)
    idle()
    window.menus.actions["begin_followup"].trigger()
    idle()

    assert "Det finns inget första yttrande att följa upp" in window.messages.bar.words.text()


def test_a_gap_is_filled_by_keys_and_gone_from_the_paper(window, idle, skolfranvaro):
    page = window.page("case")
    file = load_case(window.desk.store, skolfranvaro)
    check = next(measure for measure in file.measures if measure.text.startswith("Kontroll av att alla skolor"))
    page.show_place("followup", file.recommendations[1].uid, f"happened:{check.uid}")
    idle()
    form = page.pane.stack.currentWidget()
    card = next(card for card in form.cards if card.uid == check.uid)
    assert QApplication.focusWidget() is card.happened.field.editor
    assert card.happened.field.message.words.text() == "Vad har hänt sedan det första yttrandet?"

    QTest.keyClicks(focused(), "Tre skolor av fyra har kontrollerats.")
    key(Qt.Key.Key_Tab)
    idle()

    file = load_case(window.desk.store, skolfranvaro)
    assert [one.text for one in file.measure_reports if one.measure_id == check.id] == [
        "Tre skolor av fyra har kontrollerats."
    ]
    assert card.happened.field.message.words.text() == ""
    window.menus.actions["undo"].trigger()
    idle()
    assert card.happened._read() == ""


def test_a_state_chosen_asks_for_what_shows_it(window, idle, skolfranvaro):
    page = window.page("case")
    file = load_case(window.desk.store, skolfranvaro)
    routine = next(measure for measure in file.measures if measure.text == "Gemensam rutin för frånvaroanmälan")
    page.go_to_item((FOLLOWUP, file.recommendations[3].uid))
    idle()
    card = page.pane.stack.currentWidget().cards[0]
    assert card.moved.isVisible()
    assert not card.ended.isVisible()

    card.state.field.editor.setFocus()
    while card.state.field.editor.value() != MeasureState.genomford:
        key(Qt.Key.Key_Down)
    idle()

    changed = next(one for one in load_case(window.desk.store, skolfranvaro).measures if one.id == routine.id)
    assert changed.state is MeasureState.genomford
    assert changed.done_on is not None
    assert card.ended.isVisible()
    assert not card.moved.isVisible()
    assert card.evidence.field.message.words.text() == "Vad visar att åtgärden är genomförd?"


def test_the_first_answer_is_shown_locked_when_asked_for(window, idle, skolfranvaro):
    page = window.page("case")
    uid = load_case(window.desk.store, skolfranvaro).recommendations[0].uid
    page.go_to_item((FOLLOWUP, uid))
    idle()
    form = page.pane.stack.currentWidget()
    form.show_first.setFocus()
    key(Qt.Key.Key_Space)

    assert form.first.isVisible()
    assert form.first.text.text().startswith("Nämnden instämmer. Samtliga rektorer")


def test_the_question_why_one_paper_is_locked_is_not_asked_of_another_case(window, idle, skolfranvaro):
    window.menus.actions["lock_version"].trigger()
    idle()
    page = window.page("document")
    assert page.lock_panel.isVisible()

    other = next(case for case in all_cases(window.desk.store) if case.id != skolfranvaro)
    window.go_to("document", other.stored_id)
    idle()

    assert not page.lock_panel.isVisible()


def test_the_first_answers_papers_are_told_from_those_of_the_second(window, idle, skolfranvaro):
    with window.desk.store.step("la till", "kim", NOW) as step:
        step.add(Basis(case_id=skolfranvaro, position=9, text="Minnesanteckningar"))
    page = window.page("case")
    page.show_case(skolfranvaro)
    idle()
    page.go_to_item(("rows", "bases"), "", into=True)
    idle()

    rows = page.pane.stack.currentWidget().rows.table.rows
    said = [rows.data(rows.index(at, 0), Qt.ItemDataRole.AccessibleTextRole) for at in range(len(rows.rows))]
    assert [one for one in said if "det första svarets" in one] == said[:3]
    assert "Uppföljning av åtgärder" in said[3]
    assert "Minnesanteckningar" in said[4]
