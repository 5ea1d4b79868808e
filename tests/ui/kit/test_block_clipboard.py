"""Copying and pasting in the text field: form comes along, one step takes it back, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from nemndsekr.records.block_markup import from_markup, to_markup
from nemndsekr.records.block_text import Block, BlockText, ListBlock, ListItem, Paragraph, Run, TableBlock, plain_text
from nemndsekr.rules.references import Reference
from nemndsekr.ui.kit.block_edit import NOTHING_TO_PASTE, BlockTextEdit
from nemndsekr.ui.kit.block_field import LOCKED
from nemndsekr.ui.kit.measures import column, holding
from tests.ui.kit.test_block_edit import TEXTS

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LIST = "<ul><li>ett</li><li>två</li></ul>"
GRID = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"


@pytest.fixture
def editor(show):
    made = BlockTextEdit()
    made.setAccessibleName("Svar")
    show(holding(column(made, None)), 500, 600)
    made.setFocus()
    return made


def lay(html: str = "", words: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(words)
    QApplication.clipboard().setMimeData(data)


def put_caret(editor: BlockTextEdit, after: str) -> None:
    cursor = editor.document().find(after, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)


def mark(editor: BlockTextEdit, first: str, last: str) -> None:
    exactly = QTextDocument.FindFlag.FindCaseSensitively
    start = editor.document().find(first, 0, exactly).selectionStart()
    cursor = editor.document().find(last, start, exactly)
    end = cursor.selectionEnd()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("before", "after", "html", "expected"),
    [
        ("", "", "<h1>Stor</h1><p><b>fet</b> text</p>", "# Stor\n\n**fet** text"),
        ("Nämnden anser", "Nämnden", "<p> <b>alltid</b></p>", "Nämnden**alltid** anser"),
        ("föreslut", "före", "<p>ett</p><p>två</p>", "föreett\n\ntvåslut"),
        ("före", "före", "<p>\uf0a7 punkt</p>", "före▪ punkt"),
        ("föreslut", "före", LIST, "före\n\n- ett\n- två\n\nslut"),
        ("föreslut", "före", "<h2>R</h2><p>x</p>", "före\n\n## R\n\nxslut"),
        ("föreslut", "före", GRID, "före\n\n| A | B |\n| 1 | 2 |\n\nslut"),
        ("föreslut", "före", f"<p>x</p>{GRID}<p>y</p>", "förex\n\n| A | B |\n| 1 | 2 |\n\nyslut"),
        ("före\n\nslut", "före", GRID, "före\n\n| A | B |\n| 1 | 2 |\n\nslut"),
        ("- a\n- b", "a", LIST, "- a\n- ett\n- två\n- b"),
        ("- a\n- b", "a", "<ol><li>x</li></ol>", "- a\n\n1. x\n\n- b"),
        ("- a\n- b", "a", "<p>ett</p><p>två</p>", "- aett\n\ntvå\n\n- b"),
        ("# Rubrik", "Rubrik", "<p> <i>ny</i></p>", "# Rubrik*ny*"),
        ("| A | B |\n| a | b |", "b", "<p>x</p><ul><li><b>y</b></li></ul>", "| A | B |\n| a | bx – **y** |"),
        ("| A | B |\n| a | b |", "b", GRID, "| A | B |\n| a | bA B 1 2 |"),
        ("| A |  |\n| a |  |", "A", "<p> x</p>", "| Ax |  |\n| a |  |"),
    ],
)
def test_a_paste_keeps_its_form_and_one_step_takes_it_back(qtbot, editor, before, after, html, expected):
    value = from_markup(before)
    editor.set_value(value)
    if after:
        put_caret(editor, after)
    lay(html, "bara ord")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(editor.value()) == expected
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.value() == value
    qtbot.keyClick(editor, Qt.Key.Key_Y, CTRL)
    assert to_markup(editor.value()) == expected


def test_a_table_pasted_in_empty_cells_fills_them_and_grows(qtbot, editor):
    editor.set_value(from_markup("| A | B |\n| a |  |"))
    table = editor.document().find("a", 0, QTextDocument.FindFlag.FindCaseSensitively).currentTable()
    editor.setTextCursor(table.cellAt(1, 1).firstCursorPosition())
    lay("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td><b>4</b></td></tr></table>")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(editor.value()) == "| A | B |  |\n| a | 1 | 2 |\n|  | 3 | **4** |"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert to_markup(editor.value()) == "| A | B |\n| a |  |"


def test_what_is_marked_gives_way(qtbot, editor):
    editor.set_value(from_markup("# Rubrik\n\nett två\n\ntre"))
    mark(editor, "två", "tre")
    lay("<p>x</p>" + LIST)
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(editor.value()) == "# Rubrik\n\nett x\n\n- ett\n- två"


def test_with_shift_it_is_words_only(qtbot, editor):
    lay("<h1>Stor</h1><p><b>fet</b></p>", "Stor\r\n\r\n  av\u00adstav fet\r\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL | SHIFT)
    assert to_markup(editor.value()) == "Stor\n\navstav fet"


def test_with_nothing_to_paste_it_is_said(qtbot, editor):
    QApplication.clipboard().clear()
    with qtbot.waitSignal(editor.refused) as told:
        editor.paste_plain()
    assert told.args == [NOTHING_TO_PASTE]


def test_words_without_form_are_pasted_as_before(qtbot, editor):
    lay("", "ett\ntvå \uf0d8")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(editor.value()) == "ett\n\ntvå ➢"


def test_html_without_words_falls_back_on_the_plain_ones(qtbot, editor):
    lay("<div>" * 5000 + "djupt", "orden")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(editor.value()) == "orden"


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>kvar <del cite='mailto:A'>bort</del></p>", "Struken text följde inte med."),
        ("<p>kvar <s>bort</s> <img src=a></p>", "Bilder och struken text följde inte med."),
        ("<p>kvar <img src=a></p>", "Bilder följde inte med."),
    ],
)
def test_what_is_left_out_is_told(qtbot, editor, html, told):
    lay(html, "kvar bort")
    with qtbot.waitSignal(editor.refused) as said:
        qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert said.args == [f"{told} Läs igenom det du klistrade in."]
    assert to_markup(editor.value()) == "kvar"


def test_struck_words_alone_are_not_pasted_as_plain_ones_instead(qtbot, editor):
    lay("<p><s>bort</s></p>", "bort")
    with qtbot.waitSignal(editor.refused) as said:
        qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert said.args == ["Struken text följer inte med. Där fanns ingen annan text att klistra in."]
    assert to_markup(editor.value()) == ""


def test_a_lost_table_is_not_pasted_over(qtbot, editor):
    value = BlockText((TableBlock(caption="Antal", lost=True),))
    editor.set_value(value)
    lay(GRID)
    with qtbot.waitSignal(editor.refused) as told:
        qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert told.args == [LOCKED]
    assert editor.value() == value


def copied(editor: BlockTextEdit) -> BlockText:
    editor.copy()
    fresh = BlockTextEdit()
    fresh.set_references([Reference("uid-1", 1, "R1", ""), Reference("uid-2", 2, "R2", "")])
    fresh.paste()
    return fresh.value()


@pytest.mark.parametrize(
    ("value", "first", "last", "expected"),
    [
        ("# Rubrik\n\nett **två** tre", "brik", "två", "# brik\n\nett **två**"),
        ("# Rubrik\n\nett", "ubr", "ubr", "ubr"),
        ("- ett\n- två\n- tre", "två", "två", "två"),
        ("- ett\n  - två\n- tre", "två", "tre", "- två\n- tre"),
        ("| A | B |\n| aa | b |", "aa", "aa", "aa"),
        ("x\n\nTabell: T\n| A | B |\n| a | b |\n\ny", "x", "y", "x\n\nTabell: T\n| A | B |\n| a | b |\n\ny"),
    ],
)
def test_what_is_marked_is_copied_with_its_form(editor, value, first, last, expected):
    editor.set_value(from_markup(value))
    mark(editor, first, last)
    told = copied(editor)
    if "  - två" in value:
        # The level of an item is its own, also when its parent is not copied.
        assert told.blocks == (ListBlock((ListItem((Run("två"),), 1), ListItem((Run("tre"),), 0))),)
        return
    assert to_markup(told) == expected


def test_marked_cells_are_copied_as_a_table(editor):
    editor.set_value(from_markup("| A | B | C |\n| a | b | c |\n| d | e | f |"))
    mark(editor, "b", "f")
    assert to_markup(copied(editor)) == "|---|\n| b | c |\n| e | f |"


def test_the_clipboard_holds_html_for_word_and_plain_words(editor):
    value = from_markup("# Rubrik\n\nNämnden **anser**.\n\n- ett\n- två\n\n| A | B |\n| a | b |")
    editor.set_value(value)
    editor.selectAll()
    editor.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == plain_text(value)
    for mark_up in ("<h1>Rubrik</h1>", "<b>anser</b>", "<ul", "<li>ett</li>", "<th>A</th>", "<td>b</td>"):
        assert mark_up in data.html()


def test_a_reference_of_another_case_becomes_words(editor):
    editor.set_value(BlockText((Paragraph((Run("se "), Run("R9", ref="uid-9"), Run("R1", ref="uid-1"))),)))
    editor.selectAll()
    assert copied(editor).blocks == (Paragraph((Run("se R9"), Run("R1", ref="uid-1"))),)


def test_cutting_and_pasting_moves_blocks(qtbot, editor):
    editor.set_value(from_markup("ett\n\n# Rubrik\n\n- a\n- bb\n\nslut"))
    mark(editor, "Rubrik", "bb")
    qtbot.keyClick(editor, Qt.Key.Key_X, CTRL)
    put_caret(editor, "slut")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert to_markup(BlockText(editor.value().blocks[-2:])) == "# Rubrik\n\n- a\n- bb"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(TEXTS)
@example(BlockText((ListBlock((ListItem(()),)),)))
def test_any_text_copied_whole_is_the_same_when_pasted(qapp, theme, value):
    editor = BlockTextEdit()
    editor.set_value(value)
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    shown = editor._shown
    fresh = BlockTextEdit()
    fresh.set_references([Reference("uid-1", 1, "R1", ""), Reference("uid-2", 2, "R2", "")])
    fresh.insertFromMimeData(data)
    lost = any(isinstance(block, TableBlock) and block.lost for block in value.blocks)
    if lost or not plain_text(shown):
        assert plain_text(fresh.value()).split() == data.text().split()
    else:
        assert fresh.value() == BlockText(tuple(map(squared, shown.blocks)))


def squared(block: Block) -> Block:
    """A table with rows of one length, as a table that is put in has."""
    if not isinstance(block, TableBlock):
        return block
    width = max(map(len, (block.header, *block.rows)))
    rows = [
        (*row, *(((),) * (width - len(row)))) for row in ((block.header, *block.rows) if block.header else block.rows)
    ]
    return replace(block, rows=tuple(rows[1:] if block.header else rows), header=rows[0] if block.header else ())
