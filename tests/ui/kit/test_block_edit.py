"""The text field: what goes in comes out, keys shape it, and nothing gets lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit

from nemndsekr.records.block_text import BlockText, Heading, ListBlock, ListItem, Paragraph, Run, TableBlock
from nemndsekr.ui.kit.block_document import Kind, read, write
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.block_field import LOCKED
from nemndsekr.ui.kit.labels import field_label
from nemndsekr.ui.kit.measures import column, holding
from nemndsekr.ui.kit.theme import Appearance

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LOST = TableBlock(caption="Antal beslut", lost=True)
TABLE = TableBlock((((Run("a"),), (Run("b", bold=True),)),), ((Run("A"),), (Run("B"),)), "Antal beslut")


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(Run(word) for word in words))


def text(*blocks) -> BlockText:
    return BlockText(tuple(blocks))


FULL = text(
    Heading((Run("Överväganden"),), 1),
    Paragraph((Run("Nämnden "), Run("instämmer", bold=True), Run(" i "), Run("allt", italic=True), Run(".\nNy rad."))),
    ListBlock(
        (ListItem((Run("ett"),)), ListItem((Run("två"),), 1), ListItem((Run("tre"),), 2), ListItem((Run("fyra"),)))
    ),
    ListBlock((ListItem((Run("första"),)), ListItem((Run("andra"),))), ordered=True),
    TABLE,
    Heading((Run("Underrubrik "), Run("fet", bold=True)), 2),
    Paragraph((Run("Se "), Run("rekommendation 3", ref="uid-3"), Run("."))),
    paragraph("Två", ""),
)

# Without signs that a text document keeps for itself: controls, separators and its own object marks.
WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cn"],
        exclude_characters="\u2028\u2029\ufffc\ufdd0\ufdd1",
        include_characters="\n",
    ),
    min_size=1,
    max_size=12,
)
RUN = st.builds(Run, WORDS, bold=st.booleans(), italic=st.booleans(), ref=st.sampled_from(["", "", "uid-1", "uid-2"]))


def _merged(runs):
    """As the editor gives them back: neighbours in the same style are one."""
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].bold, out[-1].italic, out[-1].ref) == (run.bold, run.italic, run.ref):
            out[-1] = Run(out[-1].text + run.text, run.bold, run.italic, run.ref)
        else:
            out.append(run)
    return tuple(out)


RUNS = st.lists(RUN, max_size=4).map(_merged)
ITEMS = st.lists(st.builds(ListItem, RUNS, st.integers(0, 2)), min_size=1, max_size=4).map(tuple)
CELLS = st.lists(RUNS, min_size=1, max_size=2).map(tuple)
BLOCK = st.one_of(
    st.builds(Heading, RUNS, st.sampled_from([1, 2])),
    st.builds(Paragraph, RUNS),
    st.builds(ListBlock, ITEMS, st.booleans()),
    st.builds(TableBlock, st.lists(CELLS, max_size=2).map(tuple), CELLS, WORDS, st.booleans()),
)
TEXTS = st.lists(BLOCK, max_size=6).map(tuple).map(BlockText)


@pytest.fixture
def editor(show):
    made = BlockTextEdit()
    made.setAccessibleName("Genomfört")
    window = holding(column(made, None))
    show(window, 500, 600)
    made.setFocus()
    return made


def select(editor: BlockTextEdit, words: str) -> None:
    at = editor.document().find(words)
    assert not at.isNull()
    editor.setTextCursor(at)


def put_caret(editor: BlockTextEdit, after: str) -> None:
    cursor = editor.document().find(after)
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(TEXTS)
def test_any_text_comes_out_of_the_document_as_it_went_in(qapp, theme, value):
    document = QTextDocument()
    tables = write(document, value)
    expected = BlockText() if value.blocks == (Paragraph(()),) else value
    assert read(document, tables) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(TEXTS, WORDS.filter(lambda words: "\n" not in words and words.isprintable()))
def test_words_written_at_the_end_change_nothing_else(qapp, theme, value, words):
    editor = BlockTextEdit()
    editor.set_value(BlockText((*value.blocks, paragraph("slut"))))
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(words)
    assert editor.value().blocks[:-1] == value.blocks
    assert editor.value().blocks[-1] == paragraph("slut" + words)


def test_a_text_of_every_kind_is_read_back_from_the_document(editor):
    editor.set_value(FULL)
    shown = read(editor.document(), editor._tables)
    assert shown.blocks[:-1] == FULL.blocks[:-1]
    assert shown.blocks[-1] == paragraph("Två")
    assert editor.value() is FULL


def test_typing_is_told_once_for_each_change_and_not_when_a_text_is_set(qtbot, editor):
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value(text(paragraph("Hej")))
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "A")
    assert editor.value() == text(paragraph("AHej"))


def test_the_same_text_again_leaves_caret_and_undo_alone(qtbot, editor):
    editor.set_value(text(paragraph("Hej")))
    put_caret(editor, "Hej")
    qtbot.keyClicks(editor, " du")
    editor.set_value(text(paragraph("Hej du")))
    assert editor.textCursor().position() == 6
    assert editor.document().isUndoAvailable()
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.value() == text(paragraph("Hej"))


def test_another_text_keeps_the_caret_about_where_it_was(editor):
    editor.set_value(text(paragraph("Hej du")))
    put_caret(editor, "Hej")
    editor.set_value(text(paragraph("Hej där")))
    assert editor.textCursor().position() == 3
    assert not editor.document().isUndoAvailable()


def test_ctrl_b_and_ctrl_i_make_marked_words_bold_and_italic_and_plain_again(qtbot, editor):
    editor.set_value(text(paragraph("ett två tre")))
    select(editor, "två")
    qtbot.keyClick(editor, Qt.Key.Key_B, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_I, CTRL)
    assert editor.value().blocks[0].runs == (Run("ett "), Run("två", bold=True, italic=True), Run(" tre"))
    qtbot.keyClick(editor, Qt.Key.Key_B, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_I, CTRL)
    assert editor.value() == text(paragraph("ett två tre"))


def test_ctrl_b_without_marked_words_holds_for_what_is_written_next(qtbot, editor):
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_B, CTRL)
    qtbot.keyClicks(editor, "b")
    qtbot.keyClick(editor, Qt.Key.Key_B, CTRL)
    qtbot.keyClicks(editor, "c")
    assert editor.value().blocks[0].runs == (Run("a"), Run("b", bold=True), Run("c"))


@pytest.mark.parametrize(("key", "level"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_2, 2)])
def test_ctrl_alt_and_a_number_makes_a_heading_and_takes_it_away(qtbot, editor, key, level):
    editor.set_value(text(Paragraph((Run("Rubrik "), Run("fet", bold=True)))))
    qtbot.keyClick(editor, key, CTRL | ALT)
    assert editor.value() == text(Heading((Run("Rubrik "), Run("fet", bold=True)), level))
    qtbot.keyClick(editor, key, CTRL | ALT)
    assert editor.value() == text(Paragraph((Run("Rubrik "), Run("fet", bold=True))))


def test_enter_after_a_heading_begins_a_paragraph(qtbot, editor):
    editor.set_value(text(Heading((Run("Rubrik"),), 1)))
    put_caret(editor, "Rubrik")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "Text")
    assert editor.value() == text(Heading((Run("Rubrik"),), 1), paragraph("Text"))


def test_a_list_is_made_moved_and_left_by_keys(qtbot, editor):
    qtbot.keyClicks(editor, "ett")
    qtbot.keyClick(editor, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "under")
    qtbot.keyClick(editor, Qt.Key.Key_Right, ALT | SHIFT)
    assert editor.value() == text(ListBlock((ListItem((Run("ett"),)), ListItem((Run("under"),), 1))))
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "två")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "efter")
    items = (ListItem((Run("ett"),)), ListItem((Run("under"),), 1), ListItem((Run("två"),)))
    assert editor.value() == text(ListBlock(items), paragraph("efter"))


def test_a_list_becomes_numbered_and_paragraphs_again(qtbot, editor):
    editor.set_value(text(paragraph("ett"), paragraph("två")))
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_7, CTRL | SHIFT)
    assert editor.value() == text(ListBlock((ListItem((Run("ett"),)), ListItem((Run("två"),))), ordered=True))
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_7, CTRL | SHIFT)
    assert editor.value() == text(paragraph("ett"), paragraph("två"))


def test_backspace_first_in_an_item_leaves_the_list(qtbot, editor):
    editor.set_value(text(ListBlock((ListItem((Run("ett"),)), ListItem((Run("två"),))))))
    select(editor, "två")
    cursor = editor.textCursor()
    cursor.setPosition(cursor.selectionStart())
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.value() == text(ListBlock((ListItem((Run("ett"),)),)), paragraph("två"))


def test_shift_enter_is_a_new_line_in_the_same_paragraph(qtbot, editor):
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(editor, "b")
    assert editor.value() == text(paragraph("a\nb"))


def test_undo_takes_back_a_shape(qtbot, editor):
    editor.set_value(FULL)
    select(editor, "Nämnden")
    qtbot.keyClick(editor, Qt.Key.Key_1, CTRL | ALT)
    assert isinstance(editor.value().blocks[1], Heading)
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.value().blocks[:-1] == FULL.blocks[:-1]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_A, Qt.Key.Key_Backspace, Qt.Key.Key_Delete], ids=["a letter", "Backspace", "Delete"]
)
def test_a_lost_table_cannot_be_written_in_or_deleted(qtbot, editor, key):
    editor.set_value(text(paragraph("före"), LOST, paragraph("efter")))
    put_caret(editor, "Antal")
    with qtbot.waitSignal(editor.refused) as refused:
        qtbot.keyClick(editor, key)
    assert refused.args == [LOCKED]
    assert editor.value() == text(paragraph("före"), LOST, paragraph("efter"))


def test_a_lost_table_survives_what_is_done_round_it(qtbot, editor):
    editor.set_value(text(paragraph("före"), LOST, paragraph("efter")))
    put_caret(editor, "före")
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_X, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_1, CTRL | ALT)
    assert editor.value() == text(paragraph("före"), LOST, paragraph("efter"))


def test_a_lost_table_survives_the_context_menu_and_drops_too(qtbot, editor):
    value = text(paragraph("före"), LOST, paragraph("efter"))
    editor.set_value(value)
    editor.selectAll()
    with qtbot.waitSignal(editor.refused):
        editor.cut()
    assert read(editor.document(), editor._tables) == value
    assert editor.value() == value
    put_caret(editor, "Antal")
    with qtbot.waitSignal(editor.refused):
        editor.textCursor().insertText("x")
    assert read(editor.document(), editor._tables) == value


def test_one_can_write_before_a_table_that_stands_first_and_after_one_that_stands_last(qtbot, editor):
    bare = TableBlock(TABLE.rows, TABLE.header)
    editor.set_value(text(bare))
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, "a")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "b")
    assert editor.value() == text(paragraph("a"), bare, paragraph("b"))


def test_what_is_written_after_a_reference_is_not_part_of_it(qtbot, editor):
    editor.set_value(text(Paragraph((Run("Se "), Run("R3", ref="uid-3")))))
    put_caret(editor, "R3")
    qtbot.keyClicks(editor, "x")
    assert editor.value().blocks[0].runs == (Run("Se "), Run("R3", ref="uid-3"), Run("x"))


def test_a_reference_can_be_put_in(editor):
    editor.insert_reference("rekommendation 3", "uid-3")
    assert editor.value() == text(Paragraph((Run("rekommendation 3", ref="uid-3"),)))


def test_tab_leaves_the_field(qtbot, show):
    editor, after = BlockTextEdit(), QLineEdit()
    label = field_label("&Genomfört", editor)
    show(holding(column(label, editor, after)), 400, 300)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert editor.value() == BlockText()


def test_the_field_grows_with_its_text(qtbot, editor):
    low = editor.height()
    editor.set_value(text(*(paragraph(f"rad {number}") for number in range(20))))
    qtbot.waitUntil(lambda: editor.height() > 2 * low)
    assert editor.verticalScrollBar().maximum() == 0
    editor.set_value(BlockText())
    qtbot.waitUntil(lambda: editor.height() == low)


def test_words_are_counted_without_those_of_tables(qtbot, editor):
    with qtbot.waitSignal(editor.words_changed) as counted:
        editor.set_value(text(Heading((Run("En rubrik"),)), TABLE, paragraph("tre ord till")))
    assert counted.args == [5]
    assert editor.word_count() == 5


def test_theme_and_text_size_change_no_text_and_tell_of_no_edit(qtbot, editor, theme):
    editor.set_value(FULL)
    with qtbot.assertNotEmitted(editor.edited):
        theme.set_appearance(Appearance.DARK)
        theme.set_text_points(14)
        QApplication.processEvents()
    assert read(editor.document(), editor._tables).blocks[:-1] == FULL.blocks[:-1]


def test_an_at_sign_is_not_taken_for_a_heading(qtbot, editor):
    # AltGr and 2 on a Swedish keyboard arrives as Ctrl+Alt with the sign @.
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_At, CTRL | ALT, "@"))
    assert editor.value() == text(paragraph("@"))


def test_neighbouring_lists_of_the_same_kind_stay_two(editor):
    value = text(*(ListBlock((ListItem((Run(word),)),)) for word in ("ett", "två")))
    editor.set_value(value)
    assert read(editor.document(), []) == value
    kinds = [Kind(block.blockFormat().intProperty(0x100001)) for block in _blocks(editor.document())]
    assert all(one == other for one, other in pairwise(kinds))


def _blocks(document):
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
