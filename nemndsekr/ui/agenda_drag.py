"""RowDrag: the rows of a short table are ordered by the mouse, taken by their number and let go between two others."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame

from nemndsekr.ui.case.edit_model import NEW
from nemndsekr.ui.case.edit_table import EditTable
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.tokens import u

_HANDLE: Final = 0
"""The column that a row is taken by."""


class RowDrag(QObject):
    """``placed`` gives the row that was moved, and the one that it is to stand before (0: last)."""

    placed = Signal(int, int)

    def __init__(self, table: EditTable) -> None:
        super().__init__(table)
        self._table = table
        self._taken = NEW
        self._from = 0
        self._moving = False
        self._line = QFrame(table.viewport())
        self._line.setAutoFillBackground(True)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse from the number of a row until it is let go."""
        if isinstance(event, QMouseEvent):
            place = event.position().toPoint()
            match event.type():
                case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                    index = self._table.indexAt(place)
                    own = index.isValid() and index.column() == _HANDLE
                    self._taken = self._table.rows.rows[index.row()].row_id if own else NEW
                    self._from = place.y()
                case QEvent.Type.MouseMove if self._taken > NEW and event.buttons() & Qt.MouseButton.LeftButton:
                    far = abs(place.y() - self._from) >= QApplication.startDragDistance()
                    self._moving = self._moving or far
                    if self._moving:
                        self._show_line(self._gap_at(place.y()))
                        return True
                case QEvent.Type.MouseButtonRelease:
                    return self._let_go(place.y())
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _gap_at(self, y: int) -> int:
        """The row before which one would let go; as many as there are rows is after the last."""
        header = self._table.verticalHeader()
        count = self._table.rows.rowCount()
        middles = (header.sectionViewportPosition(at) + header.sectionSize(at) / 2 for at in range(count))
        return next((at for at, middle in enumerate(middles) if y < middle), count)

    def _show_line(self, gap: int) -> None:
        header, count = self._table.verticalHeader(), self._table.rows.rowCount()
        y = header.sectionViewportPosition(gap) if gap < count else header.length()
        palette = self._line.palette()
        palette.setColor(QPalette.ColorRole.Window, colour("accent"))
        self._line.setPalette(palette)
        self._line.setGeometry(QRect(0, max(y - u(1), 0), self._table.viewport().width(), u(2)))
        self._line.show()
        self._line.raise_()
        self._table.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _let_go(self, y: int) -> bool:
        taken, moving = self._taken, self._moving
        self._taken, self._moving = NEW, False
        if not moving:
            return False
        self._line.hide()
        self._table.viewport().unsetCursor()
        rows, gap = self._table.rows.rows, self._gap_at(y)
        before = rows[gap].row_id if gap < len(rows) else NEW
        at = self._table.rows.row_of(taken)
        if gap not in (at, at + 1):
            self.placed.emit(taken, max(before, NEW))
        return True
