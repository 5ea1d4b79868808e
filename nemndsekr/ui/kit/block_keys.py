"""What the keys of the text field do: shape the text, go about in tables, and mind references and the ends of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextTable

from nemndsekr.ui.kit import block_tables
from nemndsekr.ui.kit.block_document import LINE_BREAK, LIST_KINDS, Kind, block_format, kind_of
from nemndsekr.ui.kit.block_references import reference_at
from nemndsekr.ui.kit.block_shapes import new_block_before, step_out

if TYPE_CHECKING:
    from nemndsekr.ui.kit.block_edit import BlockTextEdit

_SHORTCUT: Final = Qt.KeyboardModifier.ControlModifier
_CTRL_ALT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CTRL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ALT_SHIFT: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_LEVEL_LINES: Final = (Kind.PARAGRAPH, Kind.TABLE, Kind.CAPTION, Kind.FILLER)


def shape_key(editor: BlockTextEdit, event: QKeyEvent) -> bool:
    """The keys that shape the text or put something in; says whether it was one."""
    match event.modifiers(), event.key():
        case modifiers, Qt.Key.Key_B if modifiers == _SHORTCUT:
            editor.toggle_bold()
        case modifiers, Qt.Key.Key_I if modifiers == _SHORTCUT:
            editor.toggle_italic()
        case modifiers, (Qt.Key.Key_1 | Qt.Key.Key_2) as key if modifiers == _CTRL_ALT:
            editor.toggle_heading(1 if key == Qt.Key.Key_1 else 2)
        case modifiers, Qt.Key.Key_L if modifiers == _CTRL_SHIFT:
            editor.toggle_list(Kind.BULLET)
        # Shift and 7 give / on a Swedish keyboard.
        case modifiers, Qt.Key.Key_7 | Qt.Key.Key_Slash if modifiers == _CTRL_SHIFT:
            editor.toggle_list(Kind.NUMBER)
        case modifiers, (Qt.Key.Key_Right | Qt.Key.Key_Left) as key if modifiers == _ALT_SHIFT:
            editor.shift_level(1 if key == Qt.Key.Key_Right else -1)
        case modifiers, Qt.Key.Key_T if modifiers == _CTRL_SHIFT:
            editor.insert_table()
        case modifiers, Qt.Key.Key_V if modifiers == _CTRL_SHIFT:
            editor.paste_plain()
        case modifiers, Qt.Key.Key_H if modifiers == _CTRL_SHIFT:
            editor.ask_for_reference()
        case _:
            return False
    return True


def table_key(editor: BlockTextEdit, event: QKeyEvent, table: QTextTable) -> bool:
    """The keys that mean something of their own in a table."""
    cursor = editor.textCursor()
    whole = not cursor.hasSelection()
    match event.modifiers(), event.key():
        case _, Qt.Key.Key_Escape:
            editor.setTextCursor(block_tables.after_table(table, cursor))
        case modifiers, Qt.Key.Key_Insert if modifiers == _ALT:
            editor.add_row()
        case modifiers, Qt.Key.Key_Delete if modifiers == _ALT:
            editor.remove_row()
        case modifiers, Qt.Key.Key_Insert if modifiers == _ALT_SHIFT:
            editor.add_column()
        case modifiers, Qt.Key.Key_Delete if modifiers == _ALT_SHIFT:
            editor.remove_column()
        case modifiers, Qt.Key.Key_Return | Qt.Key.Key_Enter if not modifiers & _CTRL_ALT:
            cursor.insertText(LINE_BREAK)
        case _, Qt.Key.Key_Backspace:
            return whole and cursor == table.cellAt(cursor).firstCursorPosition()
        case _, Qt.Key.Key_Delete:
            return whole and cursor == table.cellAt(cursor).lastCursorPosition()
        case _:
            return False
    return True


def reference_key(editor: BlockTextEdit, event: QKeyEvent) -> bool:
    """A reference is one sign to the keys: it goes as a whole, and what is written in it comes after it."""
    cursor = editor.textCursor()
    if cursor.hasSelection() or not changes_text(event):
        return False
    back, forth = event.key() == Qt.Key.Key_Backspace, event.key() == Qt.Key.Key_Delete
    found = reference_at(cursor, before=back, after=forth)
    if found is None:
        return False
    if back or forth:
        found.removeSelectedText()
        return True
    if found.selectionStart() < cursor.position() < found.selectionEnd():
        cursor.setPosition(found.selectionEnd())
        editor.setTextCursor(cursor)
    return False


def structure_key(editor: BlockTextEdit, event: QKeyEvent) -> bool:
    """Enter and Backspace where a block changes its kind rather than its words."""
    cursor = editor.textCursor()
    block = cursor.block()
    kind = kind_of(block)
    if cursor.hasSelection():
        return False
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _SHORTCUT:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        return _enter(editor, cursor, block, kind)
    plain_line = kind in _LEVEL_LINES
    if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
        above = block.previous()
        beside = QTextCursor(above).currentTable() if above.isValid() else None
        if beside is not None:
            # Into the table rather than through it.
            editor.setTextCursor(beside.cellAt(beside.rows() - 1, beside.columns() - 1).lastCursorPosition())
            return True
        if not plain_line:
            step_out(block)
            return True
    if event.key() == Qt.Key.Key_Delete and cursor.atBlockEnd() and block.next().isValid():
        below = QTextCursor(block.next()).currentTable()
        if below is not None:
            editor.setTextCursor(below.cellAt(0, 0).firstCursorPosition())
            return True
    return False


def _enter(editor: BlockTextEdit, cursor: QTextCursor, block: QTextBlock, kind: Kind) -> bool:
    if kind == Kind.TABLE:
        if cursor.atBlockStart():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            new_block_before(cursor, block)
            editor.setTextCursor(cursor)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(block_format(Kind.PARAGRAPH), QTextCharFormat())
            editor.setTextCursor(cursor)
        return True
    if kind in LIST_KINDS and not block.text():
        step_out(block)
        return True
    if kind == Kind.CAPTION:
        below = QTextCursor(block.next()).currentTable() if block.next().isValid() else None
        if below is not None and cursor.atBlockEnd():
            editor.setTextCursor(below.cellAt(0, 0).firstCursorPosition())
            return True
    if kind == Kind.HEADING and cursor.atBlockEnd():
        cursor.insertBlock(block_format(Kind.PARAGRAPH), QTextCharFormat())
        editor.setTextCursor(cursor)
        return True
    return False


def changes_text(event: QKeyEvent) -> bool:
    """Whether a key would write or take something away."""
    removing = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    # Ctrl and Alt together are AltGr, which writes: @ on a Swedish keyboard is AltGr and 2.
    held = event.modifiers() & _CTRL_ALT
    commands = held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
    cutting = event.key() == Qt.Key.Key_X and event.modifiers() == _SHORTCUT
    return removing or cutting or (bool(event.text()) and event.text().isprintable() and not commands)
