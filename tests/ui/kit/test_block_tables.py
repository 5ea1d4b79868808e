"""Tables and live references in the text field: by keys alone, and nothing written is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from nemndsekr.records.block_text import BlockText, ListBlock, ListItem, Paragraph, Run, TableBlock
from nemndsekr.rules.references import Reference
from nemndsekr.ui.kit.block_edit import IN_TABLE, NO_REFERENCES, BlockTextEdit
from nemndsekr.ui.kit.measures import column, holding

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(Run(word) for word in words))


def text(*blocks) -> BlockText:
    return BlockText(tuple(blocks))


def cells(*rows: str):
    """Rows of plain cells, written «a|b»."""
    return tuple(tuple((Run(cell),) if cell else () for cell in row.split("|")) for row in rows)


def table(header: str, *rows: str, caption: str = "") -> TableBlock:
    return TableBlock(cells(*rows), cells(header)[0] if header else (), caption)


@pytest.fixture
def editor(show):
    made = BlockTextEdit()
    made.setAccessibleName("Svar")
    after = QLineEdit()
    after.setAccessibleName("Efter")
    show(holding(column(made, after, None)), 500, 600)
    made.setFocus()
    return made


def press(qtbot, key, held=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def write(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


def put_caret(editor, after: str) -> None:
    cursor = editor.document().find(after, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)


def test_a_table_is_put_in_filled_and_left_by_keys_alone(qtbot, editor):
    write(qtbot, "Antal beslut")
    press(qtbot, KEY.Key_T, CTRL | SHIFT)
    for words in ("Enhet", "Antal", "Norr", "3", "Soder", "4", "Oster"):
        write(qtbot, words)
        press(qtbot, KEY.Key_Tab)
    write(qtbot, "5")
    press(qtbot, KEY.Key_Backtab)
    write(qtbot, "n")
    press(qtbot, KEY.Key_Escape)
    write(qtbot, "Efter")
    assert editor.value() == text(
        paragraph("Antal beslut"), table("Enhet|Antal", "Norr|3", "Soder|4", "Ostern|5"), paragraph("Efter")
    )
    press(qtbot, KEY.Key_Tab)
    now = QApplication.focusWidget()
    assert now is not None
    assert now.accessibleName() == "Efter"


def test_tab_back_from_the_first_cell_leaves_the_field_and_nothing_is_a_trap(qtbot, editor):
    editor.set_value(text(table("A|B", "a|b")))
    put_caret(editor, "A")
    press(qtbot, KEY.Key_Backtab)
    assert QApplication.focusWidget() is not editor


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (KEY.Key_Insert, ALT, table("A|B", "a|b", "|", "c|d")),
        (KEY.Key_Delete, ALT, table("A|B", "c|d")),
        (KEY.Key_Insert, ALT | SHIFT, table("A||B", "a||b", "c||d")),
        (KEY.Key_Delete, ALT | SHIFT, table("B", "b", "d")),
    ],
    ids=["a row", "no row", "a column", "no column"],
)
def test_rows_and_columns_come_and_go_by_keys_and_are_undone(qtbot, editor, key, held, expected):
    value = text(paragraph("x"), table("A|B", "a|b", "c|d"), paragraph("y"))
    editor.set_value(value)
    put_caret(editor, "a")
    press(qtbot, key, held)
    assert editor.value() == text(paragraph("x"), expected, paragraph("y"))
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == value


def test_with_its_last_row_or_column_the_table_goes(qtbot, editor):
    editor.set_value(text(paragraph("x"), table("", "a"), paragraph("y")))
    put_caret(editor, "a")
    press(qtbot, KEY.Key_Delete, ALT)
    assert editor.value() == text(paragraph("x"), paragraph("y"))


def test_without_its_header_row_the_table_has_none(qtbot, editor):
    editor.set_value(text(table("A|B", "a|b")))
    put_caret(editor, "A")
    press(qtbot, KEY.Key_Delete, ALT)
    assert editor.value() == text(table("", "a|b"))


def test_the_first_row_becomes_a_header_and_a_row_again(editor):
    editor.set_value(text(table("A|B", "a|b")))
    put_caret(editor, "b")
    editor.toggle_header()
    assert editor.value() == text(table("", "A|B", "a|b"))
    editor.toggle_header()
    assert editor.value() == text(table("A|B", "a|b"))


def test_a_caption_is_written_above_and_enter_goes_into_the_table(qtbot, editor):
    editor.set_value(text(paragraph("x"), table("A|B", "a|b")))
    put_caret(editor, "b")
    editor.write_caption()
    write(qtbot, "Tabell ett")
    press(qtbot, KEY.Key_Return)
    write(qtbot, "1")
    assert editor.value() == text(paragraph("x"), table("1A|B", "a|b", caption="Tabell ett"))


def test_enter_in_a_cell_breaks_the_line_and_a_paste_does_not_split_it(qtbot, editor):
    editor.set_value(text(table("A|B", "a|b")))
    put_caret(editor, "b")
    press(qtbot, KEY.Key_Return)
    write(qtbot, "c")
    editor.insert_plain("d\ne")
    assert editor.value() == text(table("A|B", "a|b\ncd\ne"))


def test_bold_holds_in_a_cell_and_a_header_is_not_taken_for_bold(qtbot, editor):
    editor.set_value(text(table("A|B", "a|b")))
    put_caret(editor, "b")
    press(qtbot, KEY.Key_B, CTRL)
    write(qtbot, "c")
    put_caret(editor, "B")
    write(qtbot, "x")
    changed = editor.value().blocks[0]
    assert changed.rows[0][1] == (Run("b"), Run("c", bold=True))
    assert changed.header[1] == (Run("Bx"),)


@pytest.mark.parametrize(
    ("key", "held"), [(KEY.Key_1, CTRL | ALT), (KEY.Key_L, CTRL | SHIFT), (KEY.Key_T, CTRL | SHIFT)]
)
def test_headings_lists_and_tables_are_refused_in_a_cell(qtbot, editor, key, held):
    value = text(table("A|B", "a|b"))
    editor.set_value(value)
    put_caret(editor, "b")
    with qtbot.waitSignal(editor.refused) as refused:
        press(qtbot, key, held)
    assert refused.args == [IN_TABLE]
    assert editor.value() == value


def test_backspace_and_delete_beside_a_table_go_into_it(qtbot, editor):
    value = text(paragraph("x"), table("A|B", "a|b"), paragraph("y"))
    editor.set_value(value)
    put_caret(editor, "x")
    press(qtbot, KEY.Key_Delete)
    assert editor.table() is not None
    press(qtbot, KEY.Key_Backspace)
    put_caret(editor, "y")
    editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    press(qtbot, KEY.Key_Backspace)
    assert editor.table() is not None
    press(qtbot, KEY.Key_Delete)
    assert editor.value() == value


def test_the_whole_text_goes_and_comes_back_with_its_table(qtbot, editor):
    value = text(paragraph("x"), table("A|B", "a|b", caption="Antal"), paragraph("y"))
    editor.set_value(value)
    editor.selectAll()
    press(qtbot, KEY.Key_Backspace)
    assert editor.value() == BlockText()
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == value


def test_a_table_after_a_list_is_no_part_of_the_list(qtbot, editor):
    editor.set_value(text(ListBlock((ListItem((Run("ett"),)),))))
    put_caret(editor, "ett")
    press(qtbot, KEY.Key_T, CTRL | SHIFT)
    write(qtbot, "A")
    press(qtbot, KEY.Key_Escape)
    write(qtbot, "slut")
    assert editor.value() == text(ListBlock((ListItem((Run("ett"),)),)), table("A|", "|", "|"), paragraph("slut"))


def references(*numbers: int):
    return tuple(Reference(f"uid-{at}", no, f"rekommendation {no}", "Namn") for at, no in enumerate(numbers, start=1))


def refer(words: str, uid: str) -> BlockText:
    return text(Paragraph((Run("Se "), Run(words, ref=uid), Run(" och mer."))))


def test_a_reference_is_chosen_from_a_list_by_keys(qtbot, editor):
    editor.set_references(references(1, 2, 3))
    write(qtbot, "Se ")
    press(qtbot, KEY.Key_H, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][1] == "&2  Rekommendation 2 – Namn"
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    write(qtbot, " ovan")
    assert editor.value() == text(Paragraph((Run("Se "), Run("rekommendation 2", ref="uid-2"), Run(" ovan"))))


def test_with_nothing_to_refer_to_it_is_said(qtbot, editor):
    with qtbot.waitSignal(editor.refused) as refused:
        press(qtbot, KEY.Key_H, CTRL | SHIFT)
    assert refused.args == [NO_REFERENCES]


def test_the_number_follows_without_being_an_edit(qtbot, editor):
    editor.set_references(references(1, 2))
    editor.set_value(refer("rekommendation två", "uid-2"))
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_references(references(1, 5))
    assert editor.toPlainText() == "Se rekommendation fem och mer."
    assert editor.value() == refer("rekommendation två", "uid-2")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    write(qtbot, "!")
    assert editor.value().blocks[0].runs[1] == Run("rekommendation fem", ref="uid-2")


def test_numbers_follow_in_cells_and_lists_too(editor):
    listed = ListBlock((ListItem((Run("rekommendation 2", ref="uid-2"),)),))
    editor.set_value(text(listed, TableBlock((((Run("rekommendation 2", ref="uid-2"),),),))))
    editor.set_references(references(1, 7))
    assert editor.toPlainText().count("rekommendation 7") == 2


@pytest.mark.parametrize(("key", "at"), [(KEY.Key_Backspace, 19), (KEY.Key_Delete, 3), (KEY.Key_Delete, 8)])
def test_a_reference_goes_as_a_whole(qtbot, editor, key, at):
    editor.set_value(refer("rekommendation 2", "uid-2"))
    cursor = editor.textCursor()
    cursor.setPosition(at)
    editor.setTextCursor(cursor)
    press(qtbot, key)
    assert editor.value() == text(Paragraph((Run("Se  och mer."),)))


def test_what_is_written_in_a_reference_comes_after_it(qtbot, editor):
    editor.set_value(refer("rekommendation 2", "uid-2"))
    cursor = editor.textCursor()
    cursor.setPosition(8)
    editor.setTextCursor(cursor)
    write(qtbot, "x")
    assert editor.value().blocks[0].runs == (Run("Se "), Run("rekommendation 2", ref="uid-2"), Run("x och mer."))


def test_the_menu_offers_what_can_be_done_where_the_caret_is(qtbot, editor):
    editor.set_value(text(paragraph("x"), table("A|B", "a|b")))
    put_caret(editor, "x")
    outside = [words for words, *_ in editor.acts()]
    put_caret(editor, "b")
    inside = [words for words, *_ in editor.acts()]
    assert "Infoga &tabell" in outside
    assert "&Rad under" in inside
    for words in (outside, inside):
        keys = [one[one.index("&") + 1].lower() for one in words if "&" in one]
        assert len(set(keys)) == len(keys)
    editor.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert editor.value() == text(paragraph("x"), table("A|B", "a|b", "|"))


def stand_in(editor, row: int, column: int) -> None:
    made = next(
        block
        for block in map(editor.document().findBlock, range(editor.document().characterCount()))
        if QTextCursor(block).currentTable() is not None
    )
    editor.setTextCursor(QTextCursor(made).currentTable().cellAt(row, column).firstCursorPosition())


def place(editor):
    inside = editor.table()
    if inside is None:
        return "before" if editor.textCursor().blockNumber() == 0 else "after"
    cell = inside.cellAt(editor.textCursor())
    return cell.row(), cell.column()


@pytest.mark.parametrize(
    ("at", "key", "held", "expected"),
    [
        ((0, 0), KEY.Key_Up, 0, "before"),
        ((0, 0), KEY.Key_Left, 0, "before"),
        ((0, 0), KEY.Key_Down, 0, (1, 0)),
        ((0, 0), KEY.Key_Tab, 0, (0, 1)),
        ((0, 1), KEY.Key_Tab, 0, (1, 0)),
        ((1, 0), KEY.Key_Backtab, 0, (0, 1)),
        ((1, 1), KEY.Key_Down, 0, "after"),
        ((1, 1), KEY.Key_Up, 0, (0, 1)),
        ((1, 1), KEY.Key_Left, 0, (1, 0)),
        ((0, 1), KEY.Key_Escape, 0, "after"),
        ((0, 0), KEY.Key_Home, 1, "before"),
        ((0, 0), KEY.Key_End, 1, "after"),
    ],
)
@pytest.mark.parametrize("around", [("före", "efter"), ()], ids=["between lines", "alone"])
def test_the_keys_that_move_go_through_and_out_of_a_table(qtbot, editor, around, at, key, held, expected):
    grid = table("A|B", "a|b")
    value = text(paragraph(around[0]), grid, paragraph(around[1])) if around else text(grid)
    editor.set_value(value)
    stand_in(editor, *at)
    press(qtbot, key, CTRL if held else Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: place(editor) == expected)
    assert editor.value() == value


def test_tab_in_the_last_cell_begins_a_row_as_in_word_and_escape_and_tab_leave(qtbot, editor):
    editor.set_value(text(table("A|B", "a|b")))
    stand_in(editor, 1, 1)
    press(qtbot, KEY.Key_Tab)
    assert place(editor) == (2, 0)
    assert editor.value() == text(table("A|B", "a|b", "|"))
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == text(table("A|B", "a|b"))
    press(qtbot, KEY.Key_Escape)
    press(qtbot, KEY.Key_Tab)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not editor)


def test_bold_takes_the_marked_cells_and_no_other(qtbot, editor):
    editor.set_value(text(table("", "a|b", "c|d")))
    stand_in(editor, 0, 0)
    press(qtbot, KEY.Key_Down, SHIFT)
    assert editor.textCursor().hasComplexSelection()
    press(qtbot, KEY.Key_B, CTRL)
    grid = editor.value().blocks[0].rows
    assert [cell[0].bold for row in grid for cell in row] == [True, False, True, False]
