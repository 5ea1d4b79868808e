"""The matrix in the case page: what stands in it, how one moves in it, and where its cells lead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from nemndsekr.operations.approvals import approve
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.measure import Measure
from nemndsekr.rules.case_items import MATRIX_KEY
from nemndsekr.rules.checks import remarks_on
from nemndsekr.ui.case.fill_states import STATES
from nemndsekr.ui.case.matrix_form import MatrixForm
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.kit.states import LOOKS
from tests.ui.case.scene import NOW, WHO
from tests.ui.case.test_case_page import focus, read
from tests.ui.conftest import press
from tests.ui.kit.audit import problems

KEY = Qt.Key
EFFECT = 3


@pytest.fixture
def matrix(audit) -> MatrixForm:
    """The matrix of the audit, with the focus in its table."""
    audit.show_matrix()
    shown = audit.pane.stack.currentWidget()
    assert isinstance(shown, MatrixForm)
    return shown


def row_of(matrix: MatrixForm, kind: str, number: int) -> int:
    return next(at for at, line in enumerate(matrix.matrix.lines) if (line.kind, line.number) == (kind, number))


def cell_text(matrix: MatrixForm, row: int, column: int, role=Qt.ItemDataRole.DisplayRole) -> str:
    return str(matrix.table.model().index(row, column).data(role))


def test_the_list_leads_to_it_first_among_what_is_about_the_case(audit):
    names = [item.name for item in audit.items.items if item.group == "Ärendet"]

    assert names[:2] == ["Fullständighet", "Uppgifter"]


def test_it_shows_a_row_for_every_answer_and_a_column_for_every_part_asked_for(matrix):
    model = matrix.table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]

    assert heads == ["Ställningstagande", "Svar", "Åtgärder", "Förväntad effekt", "Senast genomförd"]
    assert [line.kind for line in matrix.matrix.lines] == ["Bedömning"] * 2 + ["Rekommendation"] * 7
    assert matrix.sum.text() == "Effekt saknas i 3 av 7 svar. I allt saknas 10 delar, 9 är vaga."
    assert model.headerData(EFFECT, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == (
        "Förväntad effekt, 0 av 7"
    )


def test_every_state_has_a_shape_and_a_word_of_its_own(matrix):
    looks = [(LOOKS[state].shape, LOOKS[state].word) for state in STATES.values()]

    assert len(set(looks)) == len(looks)
    assert len({shape for shape, _ in looks}) == len(looks)


def test_a_cell_is_read_aloud_whole(matrix):
    row = row_of(matrix, "Rekommendation", 4)

    assert cell_text(matrix, row, EFFECT, Qt.ItemDataRole.AccessibleTextRole) == (
        "Rekommendation 4, Förväntad effekt: tom – ingen åtgärd är inlagd"
    )
    assert cell_text(matrix, row, EFFECT, Qt.ItemDataRole.ToolTipRole) == "ingen åtgärd är inlagd"
    assert QAccessible.queryAccessibleInterface(matrix.table).text(QAccessible.Text.Name) == "Fullständighet"


def test_the_focus_begins_at_the_first_gap_and_the_line_under_the_table_tells_of_it(matrix):
    assert matrix.table.hasFocus()
    assert (
        matrix.why.text() == "Rekommendation 3, förväntad effekt: delvis – 1 av 2 åtgärder har effekt. Enter går dit."
    )


def test_the_arrows_move_and_enter_goes_to_the_very_measure_that_lacks_it(qtbot, audit, store, matrix):
    press(qtbot, KEY.Key_Down)
    assert matrix.why.text().startswith("Rekommendation 4, förväntad effekt: tom")
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return)

    shown = audit.pane.stack.currentWidget()
    assert isinstance(shown, RecommendationForm)
    assert audit.pane.title.text() == "Rekommendation 3 av 7"
    table = shown.measures.table
    assert table.hasFocus()
    lacking = next(one for one in read(store, audit).measures if not one.expected_effect)
    assert table.current_id() == lacking.id
    assert table.rows.columns[table.currentIndex().column()].name == "expected_effect"


def test_enter_on_a_stance_that_is_missing_goes_to_its_field(qtbot, audit, matrix):
    row = row_of(matrix, "Rekommendation", 6)
    matrix.table.setCurrentIndex(matrix.table.model().index(row, 0))

    press(qtbot, KEY.Key_Enter)

    assert audit.pane.title.text() == "Rekommendation 6 av 7"
    assert focus().accessibleName() == "Ställningstagande"


def test_a_click_on_a_cell_goes_there_too_and_one_on_a_head_to_the_answer(qtbot, audit, matrix):
    row = row_of(matrix, "Rekommendation", 4)
    area: QRect = matrix.table.visualRect(matrix.table.model().index(row, 1))
    qtbot.mouseClick(matrix.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert audit.pane.title.text() == "Rekommendation 4 av 7"
    assert focus().accessibleName() == "Svar"

    audit.show_matrix()
    head = matrix.table.verticalHeader()
    middle = QPoint(20, head.sectionViewportPosition(0) + 5)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert audit.pane.title.text() == "Revisionsfråga 1 av 2"


def test_what_is_filled_in_is_seen_at_once_and_the_cell_stays_current(audit, desk, store, idle, matrix):
    lacking = next(one for one in read(store, audit).measures if not one.expected_effect)
    values = {"expected_effect": "Färre incidenter vid hållplatserna"}
    before = matrix.table.currentIndex()

    desk.act(lambda store, who, now: edit_record(store, Measure, lacking.stored_id, values, WHO, NOW))
    idle()

    row = row_of(matrix, "Rekommendation", 3)
    assert cell_text(matrix, row, EFFECT) != "1 av 2"
    assert (matrix.table.currentIndex().row(), matrix.table.currentIndex().column()) == (before.row(), before.column())


def test_what_is_let_stand_is_shown_so_in_the_matrix_and_on_the_chips(audit, desk, store, idle, matrix):
    row = row_of(matrix, "Rekommendation", 4)
    uid = matrix.matrix.lines[row].row_uid
    file = read(store, audit)
    remark = next(one for one in remarks_on(file) if (one.rule, one.row_uid) == ("svarets_delar", uid))

    desk.act(lambda store, who, now: approve(store, file.case.stored_id, remark, "Tas nästa år.", WHO, NOW))
    idle()

    assert cell_text(matrix, row, EFFECT) == "Godkänd"
    assert "godkänt ändå: Tas nästa år." in cell_text(matrix, row, EFFECT, Qt.ItemDataRole.AccessibleTextRole)
    assert "är godkända ändå." in matrix.sum.text()
    audit.go_to_item(("recommendations", matrix.matrix.lines[row].row_id))
    form = audit.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    assert "Effekt saknas – godkänt" in [button.text() for button in form.chips.buttons()]


def test_the_matrix_has_the_room_of_the_source_and_gives_it_back(audit, matrix):
    assert audit.folded
    assert not audit.side.isVisibleTo(audit)

    audit.go_to_item(("facts", ""))

    assert not audit.folded
    assert audit.side.isVisibleTo(audit)


def test_an_audit_without_anything_to_answer_has_no_matrix_and_says_so(bare_audit):
    said = []
    bare_audit.note.connect(lambda tone, words, link: said.append(words))

    bare_audit.show_matrix()

    assert MATRIX_KEY not in {item.key for item in bare_audit.items.items}
    assert said == ["Fullständigheten visas för granskningar med rekommendationer."]


def test_in_large_text_every_column_is_in_view_with_its_word_under_the_shape(qtbot, audit, theme, matrix):
    theme.set_text_points(9)
    qtbot.waitUntil(lambda: not matrix.table.tight)
    audit.resize(1112, 700)

    theme.set_text_points(16)

    qtbot.waitUntil(lambda: matrix.table.tight)
    qtbot.waitUntil(lambda: matrix.table.horizontalScrollBar().maximum() == 0)


@pytest.mark.parametrize("points", [9, 16])
def test_it_is_named_reachable_and_whole_in_any_text_size(audit, theme, matrix, points):
    theme.set_text_points(points)
    QApplication.processEvents()

    found = [one for one in problems(matrix) if "qt_tableview" not in one]
    theme.set_text_points(10)
    assert found == []
