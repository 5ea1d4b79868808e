"""How words are marked that were taken away or put in: by more than colour, so that they are seen without it."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from nemndsekr.rules.text_difference import Part
from nemndsekr.ui.kit.measures import set_font_role, set_variant
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.tokens import u


def marked_view() -> QPlainTextEdit:
    """Where marked words are read."""
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    set_variant(view, "plain")
    set_font_role(view, "body")
    view.document().setDocumentMargin(u(12))
    return view


def mark_of(part: Part) -> QTextCharFormat:
    """The form of a stretch: struck out and red where it is gone, underlined and green where it is new."""
    made = QTextCharFormat()
    if part == Part.removed:
        made.setFontStrikeOut(True)
        made.setForeground(colour("late"))
        made.setBackground(colour("late_soft"))
    elif part == Part.added:
        made.setFontUnderline(True)
        made.setForeground(colour("ok"))
        made.setBackground(colour("ok_soft"))
    else:
        made.setForeground(colour("text2" if part == Part.folded else "text"))
    return made
