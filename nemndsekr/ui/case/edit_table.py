"""EditTable: a short table inside a form whose cells are written in, with words that wrap and a row being added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QWidget,
)

from nemndsekr.ui.case.begin_by_typing import writes
from nemndsekr.ui.case.cell_delegate import WrappedCells
from nemndsekr.ui.case.edit_model import NEW, EditColumn, EditModel, EditRow
from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.measures import column, set_variant
from nemndsekr.ui.kit.painting import draw_focus_ring
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import points, u

_ALT, _KEYPAD = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier


class EditTable(TableView):
    """A table as high as its rows. F2 or Enter writes in a cell, typing writes over it, Tab goes on to the next.

    Enter ends the writing. In a table that ``grows`` it then goes to the cell below and, from the last row, to a new
    one; in others the cell stays current. Who types on at once has a new row begun. Delete takes a row.
    ``widened`` tells whether the extra columns have come into view, ``opened`` that Enter or a double click fell on a
    cell of a fixed column.
    """

    opened = Signal(int)
    ended = Signal()
    """Enter in a row that is still empty: there are to be no more of them."""
    removal_wanted = Signal(int)
    move_wanted = Signal(int, int)
    """A row is to go up (-1) or down (1): its id and which way."""
    row_chosen = Signal(int)
    widened = Signal(bool)

    def __init__(
        self,
        name: str,
        columns: Sequence[EditColumn],
        *,
        visit: Callable[[], None],
        reckons: Callable[[str], tuple[date, date | None]],
        grows: bool = False,
        adds: bool = True,
    ) -> None:
        """Make the table; ``visit`` is told that the writing of another cell begins.

        ``reckons`` gives, for a column of days, the day of today and the day after which one without a year comes.
        A table that ``grows`` has a new row after the last at Enter; one that does not ``adds`` has no new rows.
        """
        super().__init__(name, closed=True)
        self.grows, self.adds = grows, adds
        self.refused = False
        """Whether the words that were handed over last were not understood: whoever shows the table says so."""
        self._done = QPersistentModelIndex()
        self.visit = visit
        self.reckons = reckons
        self.wide = False
        self.rows = EditModel(columns, self)
        self.cells = WrappedCells(self)
        self.setItemDelegate(self.cells)
        self.setModel(self.rows)
        # Qt would paint the ground of what is selected even without focus; the delegate marks the current cell.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setAccessibleName(f"{name}: kolumner")
        self.selectionModel().currentRowChanged.connect(self._tell_row)
        self.rows.dataChanged.connect(lambda *_: self.fit())
        self.rows.modelReset.connect(self.fit)
        self.rows.rowsInserted.connect(lambda *_: self.fit())
        self.rows.rowsRemoved.connect(lambda *_: self.fit())
        self.selectionModel().currentChanged.connect(lambda *_: self._forget_done())
        self.fit()

    def current_id(self) -> int:
        """The id of the current row's record; not above ``NEW`` where it is not stored or there is no row."""
        at = self.currentIndex().row()
        return self.rows.rows[at].row_id if 0 <= at < len(self.rows.rows) else NEW

    def current_is_new(self) -> bool:
        """Whether the current row is not stored yet."""
        return self.current_id() <= NEW

    def show_rows(self, rows: Sequence[EditRow]) -> None:
        """Show these rows and keep the current cell, and what is being written in it."""
        row_id, column = self.current_id(), self.currentIndex().column()
        writing, written = self.state() == self.State.EditingState, self.cells.written()
        self.rows.set_rows(rows, writing=writing)
        if row_id and self.current_id() != row_id and self.rows.row_of(row_id) >= 0:
            # The row has moved, and what was chosen goes with it.
            self.setCurrentIndex(self.rows.index(self.rows.row_of(row_id), max(0, column)))
        if self.rows.rows and not self.currentIndex().isValid():
            at = max(0, self.rows.row_of(row_id)) if row_id else 0
            self.setCurrentIndex(self.rows.index(at, max(0, column)))
        if writing and self.state() != self.State.EditingState and self.rows.row_of(row_id) >= 0:
            # Another row came or went, and the editor with it.
            self.edit(self.currentIndex())
            self.cells.write_again(written)

    def write(self, row: int, column_name: str) -> None:
        """Begin to write in a cell."""
        number = next((n for n, one in enumerate(self.rows.columns) if one.name == column_name), 0)
        index = self.rows.index(row, number)
        self.setFocus()
        self.setCurrentIndex(index)
        self.edit(index)

    def add_row(self) -> None:
        """Begin a new row."""
        if self.adds:
            self.write(self.rows.begin_row(), self._first().name)

    def _first(self) -> EditColumn:
        return next(one for one in self.rows.columns if not one.fixed)

    def go_on(self) -> None:
        """What Enter does when it has ended the writing in the current cell."""
        index = self.currentIndex()
        self.setFocus()
        row, last = self.rows.rows[index.row()], index.row() == self.rows.rowCount() - 1
        if row.is_empty:
            self.ended.emit()
        elif self.refused:
            return
        elif self.grows and not last:
            below = index.siblingAtRow(index.row() + 1)
            self.setCurrentIndex(below)
            if self.rows.columns[index.column()] is self._first() and below.data():
                # Whoever types the next sentence means one more, not to write over the one that stands there.
                self._done = QPersistentModelIndex(below)
        elif row.is_new and not row.words.get(self._first().name):
            self.write(index.row(), self._first().name)
        elif self.grows:
            self.add_row()
        elif last and self.adds and self.rows.columns[index.column()].is_text:
            self._done = QPersistentModelIndex(index)

    def _forget_done(self) -> None:
        self._done = QPersistentModelIndex()

    def step(self, by: int) -> None:
        """Write in the next or previous cell of the row; past its end, leave the table."""
        index = self.currentIndex()
        columns = self.rows.columns
        shown = [n for n, one in enumerate(columns) if not self.isColumnHidden(n) and not one.fixed]
        at = shown.index(index.column()) + by if index.column() in shown else -1
        if 0 <= at < len(shown) and index.row() < self.rows.rowCount():
            following = self.rows.index(index.row(), shown[at])
            self.setCurrentIndex(following)
            self.edit(following)
        else:
            self.focusNextPrevChild(by > 0)

    def visited(self) -> None:
        """The writing of a cell begins."""
        self.refused = False
        self.visit()

    def flush(self) -> None:
        """Hand over what is being written, without closing its editor."""
        self.cells.hand_over()

    def fit(self) -> None:
        """Share the width out, wrap the words, and be as high as the rows."""
        if not hasattr(self, "rows"):
            return  # the text size is measured once before the columns are there
        # A column of numbers is narrower than any of the kit's other tables has.
        self.horizontalHeader().setMinimumSectionSize(u(16))
        columns, wide = self.rows.columns, self.width() >= 80 * metrics("body").averageCharWidth()
        for number, one in enumerate(columns):
            self.setColumnHidden(number, one.extra and not wide)
        shown = [number for number, one in enumerate(columns) if wide or not one.extra]
        need = {number: self.cells.need_of(number) for number in shown}
        room = self.viewport().width()
        for number in [number for number in shown if columns[number].yields]:
            tight = sum(need[one] for one in shown) > room
            self.setColumnHidden(number, tight)
            if tight:
                shown.remove(number)
        widths = shared_out(room, [columns[number].share for number in shown], [need[number] for number in shown])
        for number, width in zip(shown, widths, strict=True):
            self.setColumnWidth(number, max(1, width))
        for row in range(self.rows.rowCount()):
            heights = (self.cells.height_of(self.rows.index(row, number)) for number in shown)
            self.setRowHeight(row, max(heights, default=u(34)))
        height = self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()
        if wide != self.wide:
            self.wide = wide
            self.widened.emit(wide)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """When the writing ends; a new row in which nothing was written goes away."""
        super().closeEditor(editor, hint)
        if any(row.is_empty for row in self.rows.rows):
            # Not at once: Qt is still busy with the cell.
            QTimer.singleShot(0, self, self._drop_empty)

    def _drop_empty(self) -> None:
        if self.state() == self.State.EditingState:
            return
        if self.hasFocus() and all(row.is_empty for row in self.rows.rows):
            # The table is hidden in a moment, and Qt would choose for itself who has the focus then.
            self.ended.emit()
        self.rows.drop_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes in the cell, Delete takes the row away, Insert begins a new one."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() and self.currentIndex().isValid():
                self._enter(self.currentIndex())
            case Qt.Key.Key_Delete if not event.modifiers() and self.current_id() != NEW:
                self.removal_wanted.emit(self.current_id())
            case Qt.Key.Key_Insert if not event.modifiers():
                self.add_row()
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key if event.modifiers() in (_ALT, _ALT | _KEYPAD):
                if self.current_id() > NEW:
                    self.move_wanted.emit(self.current_id(), -1 if key == Qt.Key.Key_Up else 1)
            case _ if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
                event.ignore()
            case _ if writes(event) and self._begins_next():
                self.add_row()
                self._hand_on(event)
            case _:
                self.cells.writes_over = writes(event)
                super().keyPressEvent(event)
                self.cells.writes_over = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method puts together is typed too."""
        if writes(event) and self._begins_next():
            self.add_row()
            self._hand_on(event)
            return
        self.cells.writes_over = writes(event)
        super().inputMethodEvent(event)
        self.cells.writes_over = False

    def _begins_next(self) -> bool:
        return self._done.isValid() and self._done == QPersistentModelIndex(self.currentIndex())

    def _hand_on(self, event: QEvent) -> None:
        editor = QApplication.focusWidget()
        if editor is not None and editor is not self:
            QApplication.sendEvent(editor, event)

    def _enter(self, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].fixed:
            self.opened.emit(self.rows.rows[index.row()].row_id)
        else:
            self.edit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a fixed cell, open what the row stands for."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.rows.columns[index.column()].fixed:
            self.opened.emit(self.rows.rows[index.row()].row_id)
            return
        super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back has not just ended the writing."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._forget_done()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the ring round the one that is current; the rest of the kit marks whole rows."""
        super(TableView, self).paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and self.state() != self.State.EditingState:
            draw_focus_ring(QPainter(self.viewport()), self.visualRect(index).toRectF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words anew."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        former = self._measured
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and former != points():
            self.fit()

    def _tell_row(self, current: QModelIndex, former: QModelIndex) -> None:
        del former
        if current.isValid():
            self.row_chosen.emit(self.current_id())


def shared_out(room: int, shares: Sequence[float], needs: Sequence[int]) -> list[int]:
    """The widths of columns that fill the room together, by their shares, but none narrower than its longest word.

    What is too narrow takes from those that have more than they need, while there are any.
    """
    whole = sum(shares) or 1.0
    widths = [room * share / whole for share in shares]
    short = sum(max(0.0, need - width) for need, width in zip(needs, widths, strict=True))
    spare = [max(0.0, width - need) for need, width in zip(needs, widths, strict=True)]
    taken = min(1.0, short / sum(spare)) if sum(spare) else 0.0
    given = min(1.0, sum(spare) / short) if short else 0.0
    filled = [
        width - over * taken if over else width + (need - width) * given
        for width, over, need in zip(widths, spare, needs, strict=True)
    ]
    ends = [round(sum(filled[:number])) for number in range(len(filled))] + [room]
    return [after - before for before, after in pairwise(ends)]


def framed(table: EditTable) -> QFrame:
    """The table in its hairline: the one sheet that may lie on another."""
    frame = QFrame()
    set_variant(frame, "panel")
    inside = column(gap=0)
    inside.addWidget(table)
    frame.setLayout(inside)
    # One pixel, so that the rows never paint over the hairline; no unit, for it never grows.
    inside.setProperty("kitGap", None)
    inside.setContentsMargins(1, 1, 1, 1)
    return frame
