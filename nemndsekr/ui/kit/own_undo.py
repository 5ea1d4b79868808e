"""A text editor's own undo: its keys, whether it has any, and how to let go of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget


def undo_direction(event: QKeyEvent) -> int:
    """-1 for the keys of Ångra, 1 for those of Gör om (Ctrl+Y on every system, as in Word), else 0."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return -1
    control_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return int(control_y or event.matches(QKeySequence.StandardKey.Redo))


def has_own_undo(editor: QWidget, direction: int) -> bool:
    """Whether the editor itself has something to take back (-1) or do again (1)."""
    text = editor.document() if isinstance(editor, QTextEdit) else editor
    if isinstance(text, QWidget) and not isinstance(text, QLineEdit):
        return False
    return text.isUndoAvailable() if direction < 0 else text.isRedoAvailable()


def do_own_undo(editor: QWidget, direction: int) -> None:
    """Take back (-1) or do again (1) in the editor itself."""
    if isinstance(editor, QTextEdit | QLineEdit):
        (editor.undo if direction < 0 else editor.redo)()


def forget_own_undo(editor: QWidget) -> None:
    """Let go of what the editor could take back or do again; words and caret stay."""
    if isinstance(editor, QTextEdit):
        editor.document().clearUndoRedoStacks()
    elif isinstance(editor, QLineEdit) and (editor.isUndoAvailable() or editor.isRedoAvailable()):
        at, start, length = editor.cursorPosition(), editor.selectionStart(), editor.selectionLength()
        editor.setText(editor.text())  # the only way that a line has
        editor.setCursorPosition(at)
        if start >= 0:
            editor.setSelection(start, length)
