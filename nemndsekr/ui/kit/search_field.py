"""A search field: a line edit with a magnifying glass that grows with the text, emptied by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.tokens import u


class SearchField(QLineEdit):
    """``textChanged`` follows what is written; ``entered`` comes with Enter, and tells whether Shift was held."""

    entered = Signal(bool)

    def __init__(self, name: str, placeholder: str = "") -> None:
        """Make the field; the name is read aloud, since a placeholder is not."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._list: QAbstractItemView | None = None
        self._measure()

    def choose_in(self, found: QAbstractItemView) -> None:
        """Let the arrows choose in a list of what is found while one types."""
        self._list = found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Enter tells, the arrows choose."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._list is not None:
            index = self._list.currentIndex()
            other = index.siblingAtRow(index.row() + step)
            if other.isValid():
                self._list.setCurrentIndex(other)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the glass in the margin kept for it."""
        super().paintEvent(event)
        box = QRectF(u(8), (self.height() - u(16)) / 2, u(16), u(16))
        draw_icon(QPainter(self), "search", box, "text2")

    def _measure(self) -> None:
        self.setTextMargins(u(20), 0, 0, 0)
