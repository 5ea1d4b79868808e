"""Lists of parts that are put in order: Alt+↑ and Alt+↓, or drag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from nemndsekr.ui.kit.check_list import CheckList
from nemndsekr.ui.kit.lists import TaskList
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.row_model import RowList
from nemndsekr.ui.kit.tokens import u

_MOST_ROWS = 9
_ROW = 36

if TYPE_CHECKING:
    _Base = RowList
else:
    _Base = object


class _Movable(_Base):
    """What a list of parts adds: ``moved`` gives the key of a row and the number of the row that it is to be."""

    moved: Any
    movable = True
    """Whether the rows may be moved at all."""
    _pressed: QPoint | None = None
    _target = -1

    def sizeHint(self) -> QSize:
        """All of a short list, some rows of a long one."""
        return QSize(u(200), min(self.content_height(), u(_MOST_ROWS * _ROW)) + 2)

    def minimumSizeHint(self) -> QSize:
        """The same height: the form scrolls as a whole."""
        return QSize(u(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ move the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Ask for the current row to be moved up (-1) or down (1)."""
        row = self.currentIndex().row()
        if self.movable and row >= 0 and 0 <= row + step < self.model().rowCount():
            self.moved.emit(self.current_key(), row + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        super().mousePressEvent(event)
        held = event.button() == Qt.MouseButton.LeftButton and self.movable
        self._pressed = event.position().toPoint() if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would be let go."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            index = self.indexAt(at)
            self._target = index.row() if index.isValid() else self.model().rowCount() - 1
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Move the row there."""
        target, self._target, self._pressed = self._target, -1, None
        if target < 0:
            super().mouseReleaseEvent(event)
            return
        self.viewport().update()
        if target != self.currentIndex().row():
            self.moved.emit(self.current_key(), target)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line where the row would come."""
        super().paintEvent(event)
        if self._target >= 0:
            area = QRectF(self.visualRect(self.model().index(self._target, 0)))
            below = self._target > self.currentIndex().row()
            top = area.bottom() - 1 if below else area.top()
            QPainter(self.viewport()).fillRect(QRectF(area.left(), top, area.width(), 2), colour("accent"))


class BlockList(_Movable, CheckList):
    """The blocks of a document, those that are printed ticked."""

    moved = Signal(object, int)


class CellList(_Movable, TaskList):
    """The cells of the header."""

    moved = Signal(object, int)
