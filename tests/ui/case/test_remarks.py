"""The remarks at the side of the case page: gone through, mended, let stand and taken back, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from nemndsekr.operations.approvals import turn_check
from nemndsekr.operations.edit_record import edit_record, undo
from nemndsekr.records.choices import Certainty
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import CHECKS, approved_remarks, remarks_on
from nemndsekr.ui.kit.states import State
from tests.ui.case.scene import NOW, WHO, add_bare_audit
from tests.ui.case.test_case_page import focus, read
from tests.ui.conftest import press
from tests.ui.kit.audit import problems

KEY = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
OTHER = "Säkerställ att beslut fattas enligt delegationsordningen alltid."


@pytest.fixture
def two_wordings(audit, desk, store, idle):
    """The page on the audit, whose first recommendation stands in two wordings."""
    row_id = read(store, audit).recommendations[0].stored_id
    values = {"other_wording": OTHER}
    desk.act(lambda store, who, now: edit_record(store, Recommendation, row_id, values, WHO, NOW))
    idle()
    return audit


def rules(store, page) -> list[str]:
    return [remark.rule for remark in remarks_on(read(store, page))]


def to_two_wordings(qtbot, page):
    """Press F8 until the remark of the two wordings is open."""
    card = page.side.remarks.list.card
    for _ in range(10):
        press(qtbot, KEY.Key_F8)
        if card.remark is not None and card.remark.rule == "tva_lydelser":
            return card
    raise AssertionError("the remark was not come to")


def test_f8_opens_the_remarks_beside_the_form_with_the_focus_in_the_field(qtbot, audit):
    press(qtbot, KEY.Key_F8)

    assert audit.side.side == "remarks"
    remarks = audit.side.remarks.list
    assert remarks.card.isVisible()
    assert remarks.card.words.text().startswith("Rekommendation 3")
    assert audit.pane.has_focus()
    press(qtbot, KEY.Key_F8, SHIFT)
    assert remarks.card.words.text() == list(remarks.rows_model().rows)[-1].text


def test_the_remarks_are_counted_in_the_switch_and_told_to_the_window(audit, store):
    told = [one for one in remarks_on(read(store, audit)) if one.certainty != Certainty.upplysning]
    count = len(told)

    assert audit.side._bars[0].tabText(1) == f"Kontroller ({count})"


def test_a_remedy_is_done_by_its_key_and_the_next_remark_takes_its_place(qtbot, two_wordings, store, idle):
    card = to_two_wordings(qtbot, two_wordings)
    said = []
    two_wordings.note.connect(lambda tone, words, link: said.append((words, link[0])))

    second = next(n for n, one in enumerate(card.buttons(), start=1) if "andra" in one.text().lower())
    press(qtbot, KEY(KEY.Key_0 + second), ALT)
    idle()

    assert read(store, two_wordings).recommendations[0].text == OTHER
    assert "tva_lydelser" not in rules(store, two_wordings)
    assert card.remark is not None
    assert card.remark.rule != "tva_lydelser"
    assert [link for _, link in said] == ["Ångra"]
    assert said[0][0].startswith("Gjort: ")


def test_a_remedy_is_reached_by_tab_and_pressed_by_space(qtbot, two_wordings, store, idle):
    card = to_two_wordings(qtbot, two_wordings)
    two_wordings.show_remarks()
    assert two_wordings.side.remarks.list.hasFocus()

    press(qtbot, KEY.Key_Tab)
    assert QApplication.focusWidget() is card.buttons()[0]
    press(qtbot, KEY.Key_Space)
    idle()

    assert "tva_lydelser" not in rules(store, two_wordings)
    assert two_wordings.side.remarks.list.hasFocus()


def test_a_remark_is_let_stand_with_a_reason_and_taken_back(qtbot, two_wordings, store, idle):
    card = to_two_wordings(qtbot, two_wordings)
    before = len(rules(store, two_wordings))
    press(qtbot, KEY.Key_0, ALT)
    assert card.reason.hasFocus()
    qtbot.keyClicks(card.reason, "Revisorernas egna ord")
    press(qtbot, KEY.Key_Return)
    idle()

    (approved,) = approved_remarks(read(store, two_wordings))
    assert approved.rule == "tva_lydelser"
    assert read(store, two_wordings).approvals[0].reason == "Revisorernas egna ord"
    assert len(rules(store, two_wordings)) == before - 1

    two_wordings.show_remarks()
    press(qtbot, KEY.Key_End)
    remarks = two_wordings.side.remarks.list
    assert remarks.currentIndex().data() == "1 godkänt påpekande"
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Down)
    assert "Godkänt" in card.detail.text()
    assert "Revisorernas egna ord" in card.detail.text()
    press(qtbot, KEY.Key_Tab)
    assert QApplication.focusWidget() is card.take_back_button
    press(qtbot, KEY.Key_Space)
    idle()

    assert approved_remarks(read(store, two_wordings)) == []
    assert len(rules(store, two_wordings)) == before


def test_esc_leaves_the_reason_without_letting_anything_stand(qtbot, two_wordings, store, idle):
    card = to_two_wordings(qtbot, two_wordings)
    card.approve_button.click()
    press(qtbot, KEY.Key_Escape)
    idle()

    assert two_wordings.side.remarks.list.hasFocus()
    assert not card.reason.isVisible()
    assert read(store, two_wordings).approvals == []


def test_enter_in_the_list_goes_to_where_the_remark_is_mended(qtbot, audit):
    audit.show_remarks()
    press(qtbot, KEY.Key_Home)
    press(qtbot, KEY.Key_Return)

    assert audit.pane.title.text() == "Rekommendation 3 av 7"
    assert audit.pane.has_focus()


def test_undoing_a_remedy_brings_the_remark_back(qtbot, two_wordings, desk, store, idle):
    to_two_wordings(qtbot, two_wordings)
    press(qtbot, KEY.Key_1, ALT)
    idle()
    desk.act(lambda store, who, now: undo(store, now))
    idle()

    assert "tva_lydelser" in [row.remark.rule for row in two_wordings.side.remarks.list.rows_model().rows if row.remark]


def test_an_item_with_a_remark_has_the_triangle_in_the_list(two_wordings, store):
    first = read(store, two_wordings).recommendations[0]
    rows = {row.key: row for row in two_wordings.items.list.rows_model().rows}

    assert (rows["recommendations", first.id].state, rows["recommendations", first.id].word) == (
        State.REMARK,
        "Påpekande",
    )


def test_the_switch_goes_between_source_and_remarks_by_the_arrows(qtbot, audit):
    audit.side._bars[0].setFocus()
    press(qtbot, KEY.Key_Right)
    assert audit.side.side == "remarks"
    assert QApplication.focusWidget() is audit.side._bars[1]
    press(qtbot, KEY.Key_Left)
    assert audit.side.side == "source"


def test_f6_comes_to_the_remarks_when_they_are_shown(qtbot, audit):
    press(qtbot, KEY.Key_F8)
    press(qtbot, KEY.Key_F6)

    assert audit.side.remarks.list.hasFocus()


def test_where_there_is_no_room_f8_shows_the_remarks_instead_of_the_list(qtbot, audit):
    audit.resize(800, 600)
    press(qtbot, KEY.Key_F8)

    assert audit.side.isVisibleTo(audit)
    assert audit.side.side == "remarks"
    assert not audit.items.isVisibleTo(audit)


def test_a_case_without_remarks_says_so_of_what_is_written(qtbot, bare_audit, desk, store, idle):
    namnd_id = read(store, bare_audit).namnd.stored_id
    for check in CHECKS:
        desk.act(lambda store, who, now, slug=check.slug: turn_check(store, namnd_id, slug, who, now, off=True))
    idle()
    bare_audit.show_remarks()

    ready = bare_audit.side.remarks.ready
    assert (ready.isVisible(), ready.text()) == (True, "Inga påpekanden på det som är skrivet.")
    assert ready.hasFocus()
    assert bare_audit.side._bars[0].tabText(1) == "Kontroller"


def test_a_row_is_read_aloud_with_its_detail_and_how_sure_it_is(audit):
    remarks = audit.side.remarks.list
    row = next(n for n, one in enumerate(remarks.rows_model().rows) if one.remark)
    words = str(remarks.rows_model().index(row).data(Qt.ItemDataRole.AccessibleTextRole))

    assert words.startswith("Rekommendation 3 saknar effekt, Påpekande, ")
    assert QAccessible.queryAccessibleInterface(remarks).text(QAccessible.Text.Name) == "Kontroller"


@pytest.mark.parametrize("points", [9, 10, 16])
def test_the_side_is_named_reachable_and_whole_in_any_text_size(qtbot, two_wordings, theme, points):
    to_two_wordings(qtbot, two_wordings)
    theme.set_text_points(points)
    QApplication.processEvents()
    found = problems(two_wordings.side)
    theme.set_text_points(10)

    assert found == []


def test_another_case_has_none_of_the_remarks_of_the_one_before(qtbot, two_wordings, desk, store, idle):
    card = to_two_wordings(qtbot, two_wordings)

    two_wordings.show_case(add_bare_audit(store))

    assert card.remark is None
    assert card.isHidden()
    idle()
    assert "tva_lydelser" not in [
        row.remark.rule for row in two_wordings.side.remarks.list.rows_model().rows if row.remark
    ]


def test_a_remark_about_a_row_of_a_list_leads_to_that_very_row(audit, desk, store, idle):
    with store.step("byggde", WHO, NOW) as step:
        case_id = audit._case_id
        second = step.add(DecisionPoint(case_id=case_id, position=2, text="Nämnden godkänner [Här anger du vad.]"))
    audit.show_case(case_id)
    idle()

    audit.show_place("decision_points", second.uid, "text")

    assert focus().accessibleName() == "Förslag till beslut"
    assert focus().currentIndex().row() == 1
