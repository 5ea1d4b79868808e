"""Lists of what was written as a list by hand: dashes and numbers typed at the start of a line make it, and go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from nemndsekr.records.block_text import BlockText, Heading, ListBlock, ListItem, Paragraph, Run, TableBlock
from nemndsekr.ui.kit.block_edit import BlockTextEdit

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BULLETS, NUMBERS = KEY.Key_L, KEY.Key_7


def paragraphs(*words: str) -> BlockText:
    return BlockText(tuple(Paragraph((Run(one),)) for one in words))


def items(*words: str, ordered: bool = False) -> BlockText:
    return BlockText((ListBlock(tuple(ListItem((Run(one),) if one else ()) for one in words), ordered),))


@pytest.fixture
def editor(qtbot, show) -> BlockTextEdit:
    made = BlockTextEdit()
    made.setAccessibleName("Svar")
    show(made, 400, 300)
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("- rutin", "rutin"),
        ("– rutin", "rutin"),
        ("— rutin", "rutin"),
        ("• rutin", "rutin"),
        ("·\trutin", "rutin"),
        ("* rutin", "rutin"),
        ("  -  rutin", "rutin"),
        ("1. rutin", "rutin"),
        ("12) rutin", "rutin"),
        ("-\u00a0rutin", "rutin"),
        ("-rutin", "-rutin"),
        ("2026 års rutin", "2026 års rutin"),
        ("1.5 tjänster", "1.5 tjänster"),
        ("rutin - plan", "rutin - plan"),
        ("123. rutin", "123. rutin"),
    ],
)
@pytest.mark.parametrize("key", [BULLETS, NUMBERS], ids=["bullets", "numbers"])
def test_a_line_made_an_item_loses_the_sign_that_stood_for_it(qtbot, editor, written, kept, key):
    editor.set_value(paragraphs(written))
    qtbot.keyClick(editor, key, CTRL | SHIFT)
    assert editor.value() == items(kept, ordered=key == NUMBERS)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert editor.value() == paragraphs(written)


def test_every_marked_line_becomes_an_item_without_its_dash_and_keeps_its_bold(qtbot, editor):
    editor.set_value(
        BlockText((Paragraph((Run("- "), Run("rutin", bold=True), Run(" för alla"))), Paragraph((Run("- plan"),))))
    )
    editor.selectAll()
    qtbot.keyClick(editor, BULLETS, CTRL | SHIFT)
    first = ListItem((Run("rutin", bold=True), Run(" för alla")))
    assert editor.value() == BlockText((ListBlock((first, ListItem((Run("plan"),)))),))


def test_lines_of_one_paragraph_that_each_have_a_dash_become_items_of_their_own(qtbot, editor):
    editor.set_value(paragraphs("Nämnden ska:\n- rutin\n- plan\nför alla"))
    qtbot.keyClick(editor, BULLETS, CTRL | SHIFT)
    assert editor.value() == items("Nämnden ska:", "rutin", "plan\nför alla")
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert editor.value() == paragraphs("Nämnden ska:\n- rutin\n- plan\nför alla")


def test_an_item_made_a_paragraph_again_gets_no_dash_and_loses_no_word(qtbot, editor):
    editor.set_value(items("- rutin"))
    qtbot.keyClick(editor, BULLETS, CTRL | SHIFT)
    assert editor.value() == paragraphs("- rutin")


@pytest.mark.parametrize(
    ("typed", "ordered"), [("- ", False), ("* ", False), ("1. ", True), ("1) ", True)], ids=["-", "*", "1.", "1)"]
)
def test_a_sign_and_a_space_first_in_a_paragraph_begin_a_list(qtbot, editor, typed, ordered):
    qtbot.keyClicks(editor, f"{typed}rutin")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.keyClicks(editor, "plan")
    assert editor.value() == items("rutin", "plan", ordered=ordered)


@pytest.mark.parametrize("typed", ["- ", "1. "])
def test_one_step_of_undo_gives_the_typed_signs_back_and_they_stay(qtbot, editor, typed):
    qtbot.keyClicks(editor, typed)
    assert isinstance(editor.value().blocks[0], ListBlock)
    qtbot.keyClick(editor, KEY.Key_Z, CTRL)
    assert editor.value() == paragraphs(typed)
    qtbot.keyClicks(editor, "rutin")
    assert editor.value() == paragraphs(f"{typed}rutin")


def test_a_dash_put_before_words_that_stand_there_makes_them_an_item(qtbot, editor):
    editor.set_value(paragraphs("ett", "två"))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    qtbot.keyClicks(editor, "- ")
    assert editor.value() == BlockText((Paragraph((Run("ett"),)), ListBlock((ListItem((Run("två"),)),))))


def test_a_number_typed_under_a_list_of_numbers_goes_on_with_it(qtbot, editor):
    qtbot.keyClicks(editor, "1. ett")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.keyClicks(editor, "2. ")
    qtbot.keyClicks(editor, "två")
    assert editor.value() == items("ett", "två", ordered=True)


@pytest.mark.parametrize("typed", ["– Vi ser allvarligt", "2. mars", "a - b", "-5 grader", "1.5 tjänster"])
def test_what_is_no_list_is_left_alone(qtbot, editor, typed):
    for letter in typed:
        if letter.isascii():
            qtbot.keyClicks(editor, letter)
        else:
            editor.textCursor().insertText(letter)
    assert editor.value() == paragraphs(typed)


def test_in_a_heading_an_item_and_a_table_a_dash_is_a_dash(qtbot, editor):
    editor.set_value(BlockText((Heading((), 1),)))
    qtbot.keyClicks(editor, "- a")
    assert isinstance(editor.value().blocks[0], Heading)

    editor.set_value(items("ett"))
    qtbot.keyClick(editor, KEY.Key_End)
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.keyClicks(editor, "- a")
    assert editor.value() == items("ett", "- a")

    editor.set_value(BlockText())
    editor.insert_table()
    qtbot.keyClicks(editor, "- a")
    (table,) = editor.value().blocks
    assert isinstance(table, TableBlock)
    assert table.header[0] == (Run("- a"),)
