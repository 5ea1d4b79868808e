"""MaskedText: the whole text of a document to read and mark in, with what is masked struck through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nemndsekr.documents.masking import Stretch
from nemndsekr.ui.kit.measures import set_font_role, set_size, set_variant
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.tokens import u


class MaskedText(QPlainTextEdit):
    """Read, never written in; marked with mouse or Shift and arrows. ``marked_changed`` tells that the marking did."""

    marked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("Handlingens text")
        set_variant(self, "plain")
        set_font_role(self, "body")
        self.document().setDocumentMargin(u(12))
        set_size(self, min_width=240, min_height=160)
        self._stretches: Sequence[Stretch] = ()
        self._boxes: Sequence[str] = ()
        self._spans: list[tuple[int, int]] = []
        self._text = ""
        self.selectionChanged.connect(self.marked_changed)

    def show_stretches(self, stretches: Sequence[Stretch], boxes: Sequence[str] = ()) -> None:
        """Show the text; with ``boxes``, one for each passage, what stands in the place of the words is shown too.

        The place on the page and the caret are kept.
        """
        at, bar = self.textCursor().position(), self.verticalScrollBar().value()
        self._stretches, self._boxes = stretches, boxes
        self._spans = []
        self.clear()
        cursor = QTextCursor(self.document())
        for stretch in stretches:
            first = cursor.position()
            cursor.insertText(stretch.text, _look(masked=stretch.passage >= 0))
            if stretch.passage >= 0:
                if boxes:
                    cursor.insertText(f" {boxes[stretch.passage]}", _look_of_box())
                self._spans.append((first, cursor.position()))
        self._text = "".join(stretch.text for stretch in stretches)
        cursor.setPosition(min(at, max(self.document().characterCount() - 1, 0)))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(bar)

    @property
    def marked(self) -> tuple[int, int]:
        """The marked stretch in characters of the text (half-open); nothing marked is empty."""
        cursor = self.textCursor()
        return self._characters(cursor.selectionStart()), self._characters(cursor.selectionEnd())

    def mark(self, start: int, end: int) -> None:
        """Mark a stretch of the text and let it be seen."""
        self._select(_units(self._text, start), _units(self._text, end))

    def go_to_masked(self, number: int) -> None:
        """Mark the masked passage with a number, as they follow each other in the text, and let it be seen."""
        if 0 <= number < len(self._spans):
            self._select(*self._spans[number])

    def changeEvent(self, event: QEvent) -> None:
        """The marks are drawn in the theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._stretches:
            self.show_stretches(self._stretches, self._boxes)

    def _select(self, first: int, last: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()

    def _characters(self, position: int) -> int:
        """A place in Qt's text, which counts an emoji as two, in characters of ours."""
        return len(self._text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", errors="ignore"))


def _units(text: str, characters: int) -> int:
    return len(text[:characters].encode("utf-16-le")) // 2


def _look(*, masked: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour("late" if masked else "text"))
    if masked:
        made.setFontStrikeOut(True)
        made.setBackground(colour("late_soft"))
    return made


def _look_of_box() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour("ok"))
    made.setBackground(colour("ok_soft"))
    made.setFontWeight(QFont.Weight.DemiBold)
    return made
