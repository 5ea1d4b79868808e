"""The case page by its keys: answering, saving, going about, adding and taking away."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.block_markup import to_markup
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.choices import Outcome, Stance
from nemndsekr.records.measure import Measure
from nemndsekr.rules.case_items import OVERVIEW_KEY, items_of
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.edit_table import EditTable
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.case.throw_guard import ASKED
from tests.ui.case.scene import add_audit
from tests.ui.conftest import press, write

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focus() -> Any:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def form(page) -> RecommendationForm:
    shown = page.pane.stack.currentWidget()
    assert isinstance(shown, RecommendationForm)
    return shown


def answer_of(page) -> str:
    editor = form(page).quote_target()
    assert editor is not None
    return plain_text(editor.value())


def read(store, page):
    return load_case(store, page._case_id)


def recommendation(store, page, number):
    return read(store, page).recommendations[number - 1]


def visible_inputs(page):
    kinds = (QLineEdit, QTextEdit, QComboBox, QAbstractButton, QAbstractItemView)
    return [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]


def test_a_recommendation_is_answered_by_keyboard_alone(qtbot, audit, store, idle):
    for _ in range(6):
        press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Up)
    audit.items.choose(("recommendations", read(store, audit).recommendations[5].id))
    press(qtbot, KEY.Key_F6)
    press(qtbot, KEY.Key_Down)  # stance: the first after «Välj …»
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Trafikenheten")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Reglerna har setts över.")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Regler beslutas i juni.")
    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    answered = recommendation(store, audit, 6)
    assert answered.stance == Stance.instammer
    assert answered.answered_by_unit == "Trafikenheten"
    assert plain_text(answered.done) == "Reglerna har setts över."
    assert plain_text(answered.answer) == "Regler beslutas i juni."
    assert answered.finished


def test_ctrl_enter_marks_as_finished_and_goes_to_the_next(qtbot, audit, store, idle):
    rows = read(store, audit).recommendations
    audit.go_to_item(("recommendations", rows[3].id), into=True)

    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    assert recommendation(store, audit, 4).finished
    assert audit.items.current_key() == ("recommendations", rows[4].id)
    assert audit.pane.title.text() == "Rekommendation 5 av 7"
    assert audit.pane.has_focus()


def test_what_is_finished_can_be_opened_again(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[0].id))
    assert audit.pane.finish_button.text() == "Nästa"

    qtbot.mouseClick(audit.pane.reopen_button, Qt.MouseButton.LeftButton)
    idle()

    assert not recommendation(store, audit, 1).finished
    assert audit.items.note.text() == "3 av 7 klara"
    assert audit.pane.finish_button.text() == "Klar – nästa"


def test_one_visit_to_a_field_is_one_undo_step(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), "answer")

    def saved() -> str:
        return plain_text(recommendation(store, audit, 6).answer)

    write(qtbot, "Först detta.")
    qtbot.waitUntil(lambda: saved() == "Först detta.", timeout=20_000)
    write(qtbot, " Sedan mer.")
    qtbot.waitUntil(lambda: saved() == "Först detta. Sedan mer.", timeout=20_000)

    store.undo(audit.desk.clock())
    assert not recommendation(store, audit, 6).answer


def test_a_save_of_ones_own_leaves_text_caret_and_undo_alone(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), "answer")
    editor = focus()
    write(qtbot, "Nämnden svarar")
    for _ in range(6):
        press(qtbot, KEY.Key_Left)
    audit.flush()
    write(qtbot, "X")
    idle()

    assert editor.toPlainText() == "Nämnden Xsvarar"
    assert editor.textCursor().position() == 9
    assert editor.document().isUndoAvailable()
    assert focus() is editor


def test_undo_elsewhere_is_shown_in_a_field_that_is_not_being_written_in(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), "answer")
    editor = focus()
    write(qtbot, "Bort med detta")
    audit.flush()
    idle()

    audit.acts.offer_undo("")
    audit.note.connect(lambda tone, words, link: link[1]())
    audit.acts.offer_undo("")
    idle()

    assert editor.toPlainText() == ""


def test_going_back_at_once_shows_what_was_just_written(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), "answer")
    write(qtbot, "Skrivet i all hast")
    press(qtbot, KEY.Key_PageDown, CTRL)
    press(qtbot, KEY.Key_PageUp, CTRL)

    assert answer_of(audit) == "Skrivet i all hast"
    idle()
    assert answer_of(audit) == "Skrivet i all hast"


def test_what_is_refused_is_told_under_its_field_and_stays(qtbot, audit, store, idle):
    qtbot.mouseClick(audit.facts_button, Qt.MouseButton.LeftButton)
    title = focus()
    title.selectAll()
    press(qtbot, KEY.Key_Delete)
    press(qtbot, KEY.Key_Tab)
    idle()

    told = audit.pane._form._bounds["title"].field.message
    assert told.isVisible()
    assert told.words.text() == (
        "Ärendet måste ha en rubrik. «Granskning av skolskjuts» gäller tills du skriver en ny."
    )
    assert read(store, audit).case.title == "Granskning av skolskjuts"


def test_a_measure_is_added_by_keys_with_its_effect_and_its_time(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), into=True)

    press(qtbot, KEY.Key_Aring, CTRL | SHIFT)
    write(qtbot, "Ta fram regler")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Lika för alla")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "våren 2026")
    press(qtbot, KEY.Key_Return)
    idle()

    file = read(store, audit)
    (measure,) = file.measures_of(file.recommendations[5].stored_id)
    assert (measure.text, measure.expected_effect) == ("Ta fram regler", "Lika för alla")
    assert [promise.words for promise in file.promises_of(measure.stored_id)] == ["våren 2026"]


def test_a_new_measure_saved_while_it_is_written_is_still_one_measure(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), into=True)
    press(qtbot, KEY.Key_Aring, CTRL | SHIFT)
    write(qtbot, "Ta fram")
    qtbot.waitUntil(lambda: len(read(store, audit).measures) == 7, timeout=3000)
    idle()
    editor = focus()
    write(qtbot, " regler")
    assert focus() is editor

    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Lika för alla")
    press(qtbot, KEY.Key_Return)
    idle()

    file = read(store, audit)
    (measure,) = file.measures_of(file.recommendations[5].stored_id)
    assert (measure.text, measure.expected_effect) == ("Ta fram regler", "Lika för alla")


def test_the_page_goes_to_a_place_as_soon_as_the_case_is_loaded(qtbot, audit, store, idle):
    row = read(store, audit).recommendations[4]
    case_id = audit._case_id
    audit._file = None
    audit.show_place("recommendations", row.uid, "answer")
    audit.show_case(case_id)
    idle()

    assert audit.pane.title.text() == "Rekommendation 5 av 7"
    assert focus().accessibleName() == "Svar"


def test_a_cell_is_changed_with_f2_and_the_row_goes_with_delete(qtbot, audit, store, idle):
    file = read(store, audit)
    audit.go_to_item(("recommendations", file.recommendations[2].id))
    bars = []
    audit.note.connect(lambda tone, words, link: bars.append((words, link)))
    form(audit).focus_field("expected_effect")

    press(qtbot, KEY.Key_F2)
    write(qtbot, "Färre olyckor")
    press(qtbot, KEY.Key_Return)
    idle()
    assert read(store, audit).measures_of(file.recommendations[2].stored_id)[0].expected_effect == "Färre olyckor"

    press(qtbot, KEY.Key_Delete)
    idle()
    assert len(read(store, audit).measures_of(file.recommendations[2].stored_id)) == 1
    assert bars[0][0] == "Åtgärden är borttagen."
    bars[0][1][1]()
    idle()
    assert len(read(store, audit).measures_of(file.recommendations[2].stored_id)) == 2


def test_a_new_measure_without_words_leaves_nothing_behind(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[5].id), into=True)
    press(qtbot, KEY.Key_Aring, CTRL | SHIFT)
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: form(audit).measures.table.rows.rowCount() == 0)


def test_who_answers_for_a_measure_is_written_under_the_table(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id))
    measures = form(audit).measures
    measures.focus_field("responsible")
    assert focus().accessibleName() == "Ansvarig för åtgärd 1"

    write(qtbot, "Enhetschefen")
    audit.flush()
    idle()

    assert read(store, audit).measures[2].responsible == "Enhetschefen"


def test_f6_goes_round_list_form_and_source(qtbot, audit):
    assert focus() is audit.items.list
    press(qtbot, KEY.Key_F6)
    assert audit.pane.isAncestorOf(focus())
    press(qtbot, KEY.Key_F6)
    assert focus() is audit.source.view.field
    press(qtbot, KEY.Key_F6)
    assert focus() is audit.items.list
    press(qtbot, KEY.Key_F6, SHIFT)
    assert focus() is audit.source.view.field


def test_the_key_for_a_shared_measure_shows_the_list_where_its_button_is(qtbot, audit, idle):
    audit.go_to_item(("recommendations", 3))
    idle()
    measures = form(audit).measures
    form(audit).whom.set_open()
    form(audit).number.setFocus()
    qtbot.waitUntil(lambda: measures.link_button.visibleRegion().isEmpty())

    press(qtbot, KEY.Key_D, CTRL | SHIFT)

    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    assert not measures.link_button.visibleRegion().isEmpty()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_table_higher_than_the_window_is_shown_where_its_current_cell_is(qtbot, audit, store, desk, idle):
    audit.resize(1112, 500)
    audit.go_to_item(("recommendations", 3))
    measure = read(store, audit).measures[2].stored_id
    desk.act(
        lambda store, who, now: edit_record(store, Measure, measure, {"expected_effect": "hållplatsen " * 90}, who, now)
    )
    idle()
    table, area = form(audit).measures.table, form(audit).findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: table.height() > area.viewport().height())
    area.verticalScrollBar().setValue(0)
    assert not table.viewport().visibleRegion().intersects(table.visualRect(table.currentIndex()))

    table.setFocus()

    qtbot.waitUntil(lambda: table.viewport().visibleRegion().intersects(table.visualRect(table.currentIndex())))


def test_f6_comes_back_to_the_table_when_the_cell_that_was_written_in_is_closed(qtbot, audit, idle):
    audit.go_to_item(("recommendations", 3), "promise")
    table = form(audit).measures.table
    table.write(0, "promise")
    cell = focus()
    assert cell is not table
    press(qtbot, KEY.Key_F6)
    idle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(cell)

    press(qtbot, KEY.Key_F6, SHIFT)

    assert audit.pane.isAncestorOf(focus())


def test_in_a_narrow_window_f6_opens_the_folded_source(qtbot, audit, idle):
    audit.resize(820, 640)
    assert not audit.source.isVisible()
    assert audit.pane.source_button.isVisible()

    press(qtbot, KEY.Key_F6, SHIFT)

    assert audit.source.isVisible()
    assert focus() is audit.source.view.field
    press(qtbot, KEY.Key_F6)
    assert focus() is audit.items.list


@pytest.mark.parametrize(
    ("chip", "name"),
    [
        pytest.param("stance", "Ställningstagande", id="stance"),
        pytest.param("answer", "Svar", id="answer"),
        pytest.param("measures", "Planerade åtgärder", id="measure"),
        pytest.param("expected_effect", "Planerade åtgärder", id="effect"),
        pytest.param("promise", "Planerade åtgärder", id="time"),
    ],
)
def test_each_chip_goes_to_its_field(qtbot, audit, store, chip, name):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id))
    shown = form(audit)
    at = [one.key for one in shown.chips._chips].index(chip)

    qtbot.mouseClick(shown.chips.buttons()[at], Qt.MouseButton.LeftButton)

    assert focus().accessibleName() == name
    if name == "Planerade åtgärder" and chip != "measures":
        column = shown.measures.table.currentIndex().column()
        assert shown.measures.table.rows.columns[column].name == chip


def test_the_list_names_the_one_thing_that_lacks(audit, store):
    items = {item.number: item for item in items_of(read(store, audit)) if item.key[0] == "recommendations"}
    assert items["3"].lack == "Effekt saknas"
    assert items["4"].lack == ""
    assert audit.items.note.text() == "4 av 7 klara"


def test_the_head_says_number_from_whom_and_by_when(audit):
    facts = [label.text() for label in audit.head._facts_holder.findChildren(QWidget) if hasattr(label, "text")]
    assert facts[:4] == [
        "BUN-2026-0412",
        "Inkommet",
        "Lindåkra kommuns revisorer",
        "Uppföljande yttrande januari 2027",
    ]
    assert any(one.accessibleName() == "Svar 31 mars" for one in audit.head.findChildren(QWidget))


def test_f8_goes_to_where_a_remark_is_mended(qtbot, audit, store):
    press(qtbot, KEY.Key_F8)
    assert audit.pane.title.text() == "Rekommendation 3 av 7"
    assert form(audit).measures.table.hasFocus()
    press(qtbot, KEY.Key_F8)
    assert audit.pane.title.text() == "Rekommendation 4 av 7"
    press(qtbot, KEY.Key_F8, SHIFT)
    assert audit.pane.title.text() == "Rekommendation 3 av 7"


def test_the_passage_behind_an_item_is_marked_and_quoted_with_its_page(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "answer")
    text = audit.source.view.text
    assert len(text._passages) == 2
    audit.source.view.field.setText("dokumenterad trafiksäkerhetsbedömning")
    cursor = text._cursor(*text._passages[1])
    text.setTextCursor(cursor)
    assert audit.source.quote_button.isEnabled()

    qtbot.mouseClick(audit.source.quote_button, Qt.MouseButton.LeftButton)
    audit.flush()
    idle()

    written = plain_text(recommendation(store, audit, 3).answer)
    assert written.startswith("”det saknas en samlad")
    assert written.endswith("” (revisionsrapporten, s. 3)")


def test_a_removed_recommendation_comes_back_by_the_bar(qtbot, audit, store, idle):
    bars = []
    audit.note.connect(lambda tone, words, link: bars.append((words, link)))
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Delete)
    idle()
    assert len(read(store, audit).recommendations) == 6

    (words, link), *_ = bars
    assert words == "Rekommendationen är borttagen."
    assert link[0] == "Ångra"
    link[1]()
    idle()
    assert len(read(store, audit).recommendations) == 7
    assert read(store, audit).measures_of(read(store, audit).recommendations[0].stored_id)


def test_a_recommendation_is_added_when_it_has_words(qtbot, audit, store, idle):
    qtbot.mouseClick(audit.items.add_button, Qt.MouseButton.LeftButton)
    press(qtbot, KEY.Key_Return, CTRL)
    assert len(read(store, audit).recommendations) == 7

    write(qtbot, "Följ upp kostnaderna.")
    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    added = read(store, audit).recommendations[-1]
    assert (added.no, added.text) == (8, "Följ upp kostnaderna.")
    assert audit.items.current_key() == ("recommendations", added.id)


def test_three_pasted_lines_become_three_recommendations_in_one_step(qtbot, bare_audit, store, idle):
    assert bare_audit.pane.empty.isVisible()
    qtbot.mouseClick(bare_audit.pane.paste_button, Qt.MouseButton.LeftButton)
    dialog = bare_audit.findChild(QWidget, "pasteDialog")
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.editor.insertPlainText("1. Följ upp frånvaron.\n• Utred orsakerna.\n\nR3: Redovisa varje termin.")
    assert dialog.add_button.text() == "Lägg till 3 rekommendationer"

    qtbot.keyClick(dialog.editor, KEY.Key_Return, CTRL)
    idle()

    texts = [one.text for one in read(store, bare_audit).recommendations]
    assert texts == ["Följ upp frånvaron.", "Utred orsakerna.", "Redovisa varje termin."]
    assert bare_audit.items.note.text() == "0 av 3 klara"
    store.undo(bare_audit.desk.clock())
    assert read(store, bare_audit).recommendations == []


def test_pasted_lines_that_say_the_same_are_counted_once_and_told(qtbot, audit, store, idle):
    before = len(read(store, audit).recommendations)
    known = read(store, audit).recommendations[0].text
    audit.paste_items()
    dialog = audit.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    dialog.editor.insertPlainText(f"Utred orsakerna.\nutred orsakerna.\n{known.upper()}\nRedovisa varje termin.")
    assert dialog.add_button.text() == "Lägg till 2 rekommendationer"
    told = dialog.told.text().splitlines()
    assert told[0] == "1 rad är lika en annan och tas med en gång: «utred orsakerna.»."
    assert told[1].startswith("1 rad finns redan i ärendet: «")

    dialog.add_button.click()
    idle()
    assert len(read(store, audit).recommendations) == before + 2


def test_esc_asks_once_before_pasted_text_is_thrown_away(qtbot, audit):
    audit.paste_items()
    dialog = audit.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.editor.insertPlainText("Utred orsakerna.")
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: dialog.question.words.text() == ASKED and dialog.question.isVisible())
    assert dialog.isVisible()
    assert dialog.editor.value() == "Utred orsakerna."

    dialog.editor.insertPlainText(" Och ansvaret.")
    press(qtbot, KEY.Key_Escape)
    assert dialog.isVisible()
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_esc_closes_an_empty_window_for_pasting_at_once(qtbot, audit):
    audit.paste_items()
    dialog = audit.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_what_is_proposed_about_an_attsats_is_saved(qtbot, initiative, store, idle):
    clause = read(store, initiative).attsatser[1]
    initiative.go_to_item(("attsatser", clause.id), "proposal")

    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Down)
    idle()

    assert read(store, initiative).attsatser[1].proposal == Outcome.delvis_bifall
    assert initiative.items.note.text() == "1 av 3 klara"


def test_another_case_begins_at_its_own_work_and_not_where_the_one_before_was_left(qtbot, audit, store, idle):
    first = audit.items.current_key()
    audit.items.choose(("section", "sammanfattning"))
    idle()
    audit.show_case(add_audit(store))
    idle()

    opened = audit.items.current_key()
    assert (first[0], opened[0]) == ("recommendations", "recommendations")
    assert opened != first


def test_a_section_comes_into_being_with_its_first_words(qtbot, audit, store, idle):
    audit.go_to_item(("section", "overvaganden"), into=True)
    assert read(store, audit).section("overvaganden") is None

    write(qtbot, "Nämnden ser allvarligt på bristerna.")
    audit.flush()
    idle()

    section = read(store, audit).section("overvaganden")
    assert section is not None
    assert plain_text(section.body) == "Nämnden ser allvarligt på bristerna."


def test_a_point_is_added_to_the_proposal_by_keys(qtbot, audit, store, idle):
    audit.go_to_item(("rows", "decision_points"), into=True)
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Paragrafen justeras omedelbart")
    press(qtbot, KEY.Key_Return)
    idle()

    points = read(store, audit).decision_points
    assert [point.text for point in points][1] == "Paragrafen justeras omedelbart"


def test_a_row_that_could_not_be_stored_keeps_its_words_and_is_stored_with_the_next(
    qtbot, audit, store, idle, monkeypatch
):
    def full(*_, **__):
        raise UserError("Disken är full.", "Frigör plats och försök igen.")

    audit.go_to_item(("rows", "bases"), into=True)
    with monkeypatch.context() as patched:
        patched.setattr("nemndsekr.ui.case.rows_form.add_to_list", full)
        press(qtbot, KEY.Key_Insert)
        write(qtbot, "Missiv")
        press(qtbot, KEY.Key_Tab)
        idle()
    assert "Disken är full." in audit.pane.stack.currentWidget().rows.message.words.text()

    write(qtbot, "2026-01-20")
    press(qtbot, KEY.Key_Return)
    idle()

    last = read(store, audit).bases[-1]
    assert (last.text, str(last.dated_on)) == ("Missiv", "2026-01-20")


def test_esc_takes_away_a_new_demand_that_nobody_chose(qtbot, audit, store, idle):
    before = [one.uid for one in read(store, audit).demands]
    qtbot.mouseClick(audit.facts_button, Qt.MouseButton.LeftButton)
    audit.go_to_item(("facts", ""), "demands")
    table = QApplication.focusWidget()
    assert isinstance(table, EditTable)
    press(qtbot, KEY.Key_Insert)
    assert table.rows.rowCount() == len(before) + 1
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: table.rows.rowCount() == len(before))
    idle()
    assert [one.uid for one in read(store, audit).demands] == before
    assert table.hasFocus()


def test_the_auditors_demand_is_a_list_with_their_words_and_order(qtbot, audit, store, idle):
    qtbot.mouseClick(audit.facts_button, Qt.MouseButton.LeftButton)
    audit.go_to_item(("facts", ""), "demands")
    press(qtbot, KEY.Key_Insert)
    press(qtbot, KEY.Key_End)  # the last choice: «Annat»
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "vad åtgärderna kostar")
    press(qtbot, KEY.Key_Return)
    idle()
    press(qtbot, KEY.Key_Up, ALT)
    idle()

    demands = [(demand.part.value, demand.words) for demand in read(store, audit).demands]
    assert demands[2] == ("other", "vad åtgärderna kostar")
    assert [part for part, _ in demands] == ["measures", "expected_effect", "other", "latest_date"]
    press(qtbot, KEY.Key_Delete)
    idle()
    assert [demand.part.value for demand in read(store, audit).demands] == [
        "measures",
        "expected_effect",
        "latest_date",
    ]


def test_the_wording_that_holds_is_chosen(qtbot, audit, store, idle):
    row = read(store, audit).recommendations[3]
    with store.step("annan lydelse", "", audit.desk.clock()) as step:
        step.get(type(row), row.id).other_wording = "Utveckla avtalsuppföljningen."
    audit.show_case(audit._case_id)
    idle()
    audit.go_to_item(("recommendations", row.id))

    qtbot.mouseClick(form(audit).use_other, Qt.MouseButton.LeftButton)
    idle()

    chosen = recommendation(store, audit, 4)
    assert (chosen.text, chosen.other_wording) == ("Utveckla avtalsuppföljningen.", "")
    assert not form(audit).wordings.isVisible()


@pytest.mark.parametrize("kind", ["audit", "initiative", "bare_audit"])
def test_no_input_is_without_a_name(qtbot, request, kind):
    page = request.getfixturevalue(kind)
    for item in list(page.items.items):
        page.go_to_item(item.key)
        for one in visible_inputs(page):
            interface = QAccessible.queryAccessibleInterface(one)
            assert interface.text(QAccessible.Text.Name), f"{item.key}: {one}"


@pytest.mark.parametrize("kind", ["audit", "initiative"])
@pytest.mark.parametrize("points", [9, 13, 16])
def test_nothing_is_wider_than_its_pane_whatever_the_text_size(qtbot, request, theme, kind, points):
    page = request.getfixturevalue(kind)
    theme.set_text_points(points)
    size = (1112 if points < 16 else 1011, 688)
    page.resize(*size)
    for item in list(page.items.items):
        page.go_to_item(item.key)
        QApplication.processEvents()
        shown = page.pane._form
        # A page that needs more room than it has makes the window larger than the screen.
        assert (page.width(), page.height()) == size, item.key
        for one in visible_inputs(page):
            if shown.isAncestorOf(one):
                right = one.mapTo(shown, one.rect().topRight()).x()
                assert right <= shown.width(), f"{item.key}: {one.accessibleName()}"
    theme.set_text_points(10)


@pytest.mark.parametrize("points", [10, 13, 16])
def test_no_word_of_a_table_is_cut_off_inside_it(qtbot, initiative, theme, points):
    theme.set_text_points(points)
    initiative.resize(1011, 688)
    initiative.go_to_item(OVERVIEW_KEY)
    QApplication.processEvents()

    table = initiative.pane._form.table
    for number, column in enumerate(table.rows.columns):
        if not table.isColumnHidden(number):
            assert table.columnWidth(number) >= table.cells.need_of(number), column.title
    assert sum(table.columnWidth(number) for number in range(len(table.rows.columns))) == table.viewport().width()
    theme.set_text_points(10)


def test_tab_leaves_every_text_of_several_lines(qtbot, audit, store):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "done")
    before = focus()
    press(qtbot, KEY.Key_Tab)
    assert focus() is not before
    assert "\t" not in before.toPlainText()


def test_a_table_in_an_answer_is_no_trap_for_the_keys(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "answer")
    editor = focus()
    press(qtbot, KEY.Key_T, CTRL | SHIFT)
    assert editor.table() is not None
    write(qtbot, "A")
    press(qtbot, KEY.Key_F6)
    assert focus() is audit.source.view.field
    press(qtbot, KEY.Key_F6, SHIFT)
    assert focus() is editor
    assert editor.table() is not None
    press(qtbot, KEY.Key_Escape)
    assert editor.table() is None
    assert focus() is editor
    press(qtbot, KEY.Key_Tab)
    assert focus() is not editor


def test_what_is_pasted_from_word_is_saved_with_its_form_in_one_step(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "answer")
    editor = focus()
    data = QMimeData()
    data.setHtml("<h1>Rubrik</h1><p class=MsoNormal>Ord <b>fet</b></p><ul><li>ett</li></ul>")
    data.setText("Rubrik Ord fet ett")
    QApplication.clipboard().setMimeData(data)
    editor.selectAll()
    before = editor.value()
    press(qtbot, KEY.Key_V, CTRL)
    idle()
    audit.flush()
    idle()
    pasted = "# Rubrik\n\nOrd **fet**\n\n- ett"
    assert to_markup(read(store, audit).recommendations[2].answer) == pasted
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == before


def caret_is_seen(editor) -> bool:
    """Whether the caret stands in the part of the form that is shown."""
    area = editor.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    low = editor.viewport().mapTo(area.viewport(), editor.cursorRect().bottomLeft()).y()
    return bool(editor.cursorRect().height() < low <= area.viewport().height())


def test_the_form_follows_the_caret_while_a_text_grows(qtbot, audit, store, idle):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "answer")
    editor = focus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(40):
        press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: caret_is_seen(editor))
    QApplication.clipboard().setText("\n".join(f"rad {number}" for number in range(60)))
    press(qtbot, KEY.Key_V, CTRL)
    qtbot.waitUntil(lambda: caret_is_seen(editor))
    press(qtbot, KEY.Key_Home, CTRL)
    qtbot.waitUntil(lambda: caret_is_seen(editor))


def test_what_gets_the_focus_is_scrolled_into_view(qtbot, audit, store):
    audit.go_to_item(("recommendations", read(store, audit).recommendations[2].id), "expected_effect")
    table = form(audit).measures.table

    def seen() -> bool:
        return table.visibleRegion().boundingRect().height() == table.height()

    qtbot.waitUntil(seen)


def test_who_types_without_a_pause_is_saved_all_the_same(qtbot, audit, store, idle):
    editor = form(audit).quote_target()
    assert editor is not None
    editor.setFocus()
    keys = QTimer()
    keys.setInterval(50)
    keys.timeout.connect(lambda: write(qtbot, "x"))
    keys.start()

    # The pause that saves never comes while the keys go on; what is waited for is a save in the midst of them.
    number = audit._key[1]
    qtbot.waitUntil(
        lambda: any("xx" in plain_text(row.answer) for row in read(store, audit).recommendations if row.id == number),
        timeout=10_000,
    )
    keys.stop()
    idle()


def test_who_types_without_a_pause_in_a_cell_of_a_table_is_saved_all_the_same(qtbot, audit, store, idle):
    number = read(store, audit).recommendations[2].stored_id
    audit.go_to_item(("recommendations", number))
    form(audit).focus_field("expected_effect")
    press(qtbot, KEY.Key_F2)
    keys = QTimer()
    keys.setInterval(50)
    keys.timeout.connect(lambda: write(qtbot, "x"))
    keys.start()

    qtbot.waitUntil(lambda: "xx" in read(store, audit).measures_of(number)[0].expected_effect, timeout=10_000)
    keys.stop()
    press(qtbot, KEY.Key_Return)
    idle()


def test_the_keys_of_undo_are_the_texts_own_until_it_has_nothing_left(qtbot, audit, idle):
    editor = form(audit).quote_target()
    assert editor is not None
    editor.setFocus()
    before = plain_text(editor.value())
    write(qtbot, "Nytt")

    while editor.document().isUndoAvailable():
        press(qtbot, KEY.Key_Z, CTRL)
    assert plain_text(editor.value()) == before
    override = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_Z, CTRL)
    QApplication.sendEvent(editor, override)
    assert not override.isAccepted(), "the window's own Ångra is to hear the key"
    while editor.document().isRedoAvailable():
        press(qtbot, KEY.Key_Y, CTRL)
    assert "Nytt" in plain_text(editor.value())
    idle()


def test_an_empty_recommendation_is_not_marked_as_finished(qtbot, audit, store, idle):
    row = read(store, audit).recommendations[5]
    audit.items.choose(("recommendations", row.id))
    told: list[str] = []
    audit.note.connect(lambda _tone, words, _act: told.append(words))

    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    assert not recommendation(store, audit, 6).finished
    assert told == ["Inget är skrivet här än, så det märks inte som klart."]


def test_a_text_that_is_cleared_can_be_taken_back_although_it_was_one_visit(qtbot, audit, store, idle):
    audit.items.choose(("recommendations", read(store, audit).recommendations[5].id))
    editor = form(audit).quote_target()
    assert editor is not None
    editor.setFocus()
    write(qtbot, "Regler beslutas i juni.")
    qtbot.waitUntil(lambda: plain_text(recommendation(store, audit, 6).answer) == "Regler beslutas i juni.")
    press(qtbot, KEY.Key_A, CTRL)
    press(qtbot, KEY.Key_Delete)
    audit.flush()
    idle()

    store.undo(audit.desk.clock())

    assert plain_text(recommendation(store, audit, 6).answer) == "Regler beslutas i juni."


@pytest.mark.parametrize("width", [1112, 760])
def test_tab_leaves_the_form_at_its_end_also_where_the_source_is_folded(qtbot, audit, idle, width):
    audit.resize(width, 688)
    qtbot.waitUntil(lambda: audit.folded == (width < 1000))
    audit.go_to_item(("facts", ""), into=True)
    idle()
    stops = [focus()]
    qtbot.waitUntil(lambda: audit._reorder.isActive() is False)

    for _ in range(80):
        press(qtbot, KEY.Key_Tab)
        if not audit.pane.isAncestorOf(focus()):
            break
        assert focus() not in stops, "Tab came back to where it had been"
        stops.append(focus())

    assert stops[-1] is audit.pane.finish_button


def test_a_part_that_is_printed_in_only_one_of_the_papers_says_which(qtbot, audit, initiative):
    told = "Skrivs ut i tjänsteskrivelsen, inte i yttrandet."
    for key, words in (("overvaganden", told), ("sammanfattning", ""), ("arendet", told)):
        audit.go_to_item(("section", key), into=True)
        part = audit.pane.stack.currentWidget()
        assert part.printed.text() == words
        assert part.printed.isHidden() == (not words)
        assert part.first_field().accessibleDescription() == words
    initiative.go_to_item(("section", "overvaganden"), into=True)
    assert initiative.pane.stack.currentWidget().printed.isHidden()
