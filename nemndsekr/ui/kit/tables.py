"""The table: no grid, a hairline under each row, a chosen row with ground, bar and semibold words."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from nemndsekr.ui.kit.fonts import FontRole
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.painting import (
    draw_chosen,
    draw_focus_ring,
    draw_hairline,
    draw_progress,
    draw_tag,
    draw_text,
    option_rect,
    option_state,
    option_widget,
    tag_width,
    text_width,
)
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.table_model import CELL_ROLE, ROW_ROLE, Cell, FetchMoreModel, Index
from nemndsekr.ui.kit.tokens import Token, points, u

ROW_UNITS: Final = 34
_NARROWEST: Final = 160
"""The stretching column is never made narrower than this many units; the table scrolls sideways instead."""


class TableView(QTableView):
    """A table over a ``FetchMoreModel`` (or any model that gives ``CELL_ROLE``).

    ``chosen`` gives the record of the row that became current, ``opened`` the one that was double-clicked or got
    Enter, ``sort_requested`` a column's sort key and whether the order is descending.
    """

    chosen = Signal(object)
    opened = Signal(object)
    sort_requested = Signal(str, bool)

    def __init__(self, name: str, *, closed: bool = False) -> None:
        """Make the table; ``closed`` says that a frame closes it, so that the last row needs no line."""
        super().__init__()
        self.setAccessibleName(name)
        self.closed = closed
        self._measured = 0.0
        self._identity: object = None
        self._sorted = ("", False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = TableHeader(self)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(self._open)
        self._measure()

    def set_model(self, model: FetchMoreModel[Any]) -> None:
        """Show a model; its columns' widths and the stretching column are taken from it."""
        self.setModel(model)
        header = self.horizontalHeader()
        for number, column in enumerate(model.columns):
            stretch = column.stretch
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
        self._set_widths()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_sorted(self, sort_key: str, *, descending: bool = False) -> None:
        """Show the arrow at the column that the rows are sorted by."""
        self._sorted = (sort_key, descending)
        header = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        number = next((n for n, column in enumerate(self._columns()) if column.sort_key == sort_key), -1)
        header.setSortIndicatorShown(bool(sort_key) and number >= 0)
        header.setSortIndicator(number, order)

    def record(self) -> Any:
        """The record of the current row, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def choose(self, identity: object) -> bool:
        """Make the row with this identity current; says whether it is among the loaded."""
        model = self.model()
        row = model.row_of(identity) if isinstance(model, FetchMoreModel) else -1
        if row >= 0:
            self.setCurrentIndex(model.index(row, 0))
        return row >= 0

    def content_height(self) -> int:
        """The height that shows every loaded row, for a short table inside a form."""
        return self.horizontalHeader().height() + self.model().rowCount() * u(ROW_UNITS) + 2 * self.frameWidth()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._measured != points():
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row from the start, or a screen reader has nothing to read."""
        super().focusInEvent(event)
        self._have_current()

    def _have_current(self) -> None:
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home and End go to the first and last row, not to the ends of the row."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._open(self.currentIndex())
            case Qt.Key.Key_Home if self.model() and not event.modifiers():
                self.setCurrentIndex(self.model().index(0, 0))
            case Qt.Key.Key_End if self.model() and not event.modifiers():
                self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, 0))
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring round the current one."""
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            rect = self.visualRect(current)
            row = QRectF(0, rect.top(), self.viewport().width(), rect.height())
            painter = QPainter(self.viewport())
            draw_focus_ring(painter, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the stretching column readable in a narrow window."""
        super().resizeEvent(event)
        self._keep_stretch_readable()

    def _columns(self) -> tuple[Any, ...]:
        model = self.model()
        return model.columns if isinstance(model, FetchMoreModel) else ()

    def _measure(self) -> None:
        self._measured = points()
        header = self.verticalHeader()
        header.setMinimumSectionSize(u(ROW_UNITS))
        header.setDefaultSectionSize(u(ROW_UNITS))
        self.horizontalHeader().setFixedHeight(u(ROW_UNITS))
        self.horizontalHeader().setMinimumSectionSize(u(40))
        self._set_widths()

    def _set_widths(self) -> None:
        for number, column in enumerate(self._columns()):
            if not column.stretch:
                self.setColumnWidth(number, u(column.width))
        self._keep_stretch_readable()

    def _keep_stretch_readable(self) -> None:
        columns = self._columns()
        header = self.horizontalHeader()
        for number, column in enumerate(columns):
            if column.stretch:
                others = sum(header.sectionSize(other) for other in range(len(columns)) if other != number)
                fits = self.viewport().width() - others >= u(_NARROWEST)
                mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
                if header.sectionResizeMode(number) != mode:
                    header.setSectionResizeMode(number, mode)
                if not fits:
                    header.resizeSection(number, u(_NARROWEST))

    def _sort_by(self, section: int) -> None:
        columns = self._columns()
        wanted = columns[section].sort_key if section < len(columns) else ""
        key, descending = self._sorted
        if wanted:
            key, descending = wanted, wanted == key and not descending
        # Qt has moved its arrow by now, also to a column that does not sort; this puts it right.
        self.show_sorted(key, descending=descending)
        if wanted:
            self.sort_requested.emit(key, descending)

    def _remember(self) -> None:
        model, record = self.model(), self.record()
        self._identity = model.identity(record) if isinstance(model, FetchMoreModel) and record is not None else None

    def _restore(self) -> None:
        if self._identity is not None:
            self.choose(self._identity)
        # The rows may come after the focus.
        if self.hasFocus():
            self._have_current()

    def _tell(self, current: QModelIndex, former: QModelIndex) -> None:
        del former
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(current.data(ROW_ROLE))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))


class CellDelegate(QStyledItemDelegate):
    """Paints a ``Cell`` by its kind."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row high, as wide as the words."""
        del option
        cell = _cell(index)
        return QSize(_needed(cell) + _lead(index) + u(8), u(ROW_UNITS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, hairline and content."""
        painter.save()
        cell, area, view = _cell(index), option_rect(option), option_widget(option)
        chosen = bool(option_state(option) & QStyle.StateFlag.State_Selected)
        if chosen:
            draw_chosen(painter, area, bar=index.column() == 0)
        last = index.row() == index.model().rowCount() - 1
        if not (last and isinstance(view, TableView) and view.closed):
            draw_hairline(painter, area)
        strong = chosen and index.column() < 2
        _draw_content(painter, area.adjusted(_lead(index), 0, -u(6), 0), cell, strong=strong, chosen=chosen)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole text as tool tip when it did not fit."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            cell = _cell(index)
            room = option_rect(option).width() - _lead(index) - u(6)
            QToolTip.showText(event.globalPos(), cell.text if _needed(cell) > room else "", view)
            return True
        return super().helpEvent(event, view, option, index)


class TableHeader(QHeaderView):
    """A header painted here: the sort arrow follows its word and the font stays ours; a style sheet would take both."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sections and a line under all of them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        draw_hairline(painter, QRectF(self.viewport().rect()))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one title and, after it, the arrow."""
        model = self.model()
        painter.save()
        area = QRectF(rect)
        left = area.left() + u(12 if self.visualIndex(logical_index) == 0 else 8)
        title = str(model.headerData(logical_index, Qt.Orientation.Horizontal) or "")
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical_index
        room = area.right() - left - u(4) - (u(16) if sorted_by else 0)
        draw_text(painter, QRectF(left, area.top(), room, area.height()), title, "label", "text2")
        if sorted_by:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            after = left + min(text_width(title, "label"), int(room)) + u(4)
            box = QRectF(after, area.center().y() - u(12) / 2, u(12), u(12))
            draw_icon(painter, "chevron-up" if up else "chevron-down", box, "text2", 1.8)
        painter.restore()


def _cell(index: Index) -> Cell:
    cell = index.data(CELL_ROLE)
    return cell if isinstance(cell, Cell) else Cell(str(index.data() or ""))


def _lead(index: Index) -> int:
    return u(12 if index.column() == 0 else 8)


def _needed(cell: Cell) -> int:
    match cell:
        case Cell(kind="tag", state=State() as state):
            return tag_width(state, cell.text)
        case Cell(kind="progress", share=(_, _)):
            return u(52) + text_width(cell.text)
        case Cell(kind="flag", state=State()):
            return u(21) + text_width(cell.text)
    return text_width(cell.text)


def _draw_content(painter: QPainter, area: QRectF, cell: Cell, *, strong: bool, chosen: bool) -> None:
    ink: Token = cell.ink or ("text" if strong or cell.kind in ("text", "strong", "number") else "text2")
    role: FontRole = "strong" if strong or cell.kind == "strong" else "body"
    middle = area.center().y()
    match cell:
        case Cell(kind="tag", state=State() as state):
            # A ground starts a little before the words above and below it, so that the words line up by eye.
            out = u(2) if LOOKS[state].ground else 0
            draw_tag(painter, area.left() - out, middle, state, cell.text, room=area.width() + out, chosen=chosen)
            return
        case Cell(kind="progress", share=(done, of)):
            draw_progress(painter, QRectF(area.left(), middle - u(4) / 2, u(44), u(4)), done, of)
            area = area.adjusted(u(52), 0, 0, 0)
        case Cell(kind="flag", state=State() as state):
            look = LOOKS[state]
            draw_icon(painter, look.shape, QRectF(area.left(), middle - u(16) / 2, u(16), u(16)), look.shape_ink)
            area, ink = area.adjusted(u(21), 0, 0, 0), look.ink
    if cell.kind == "number":
        draw_text(painter, area, cell.text, role, ink, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
    else:
        draw_text(painter, area, cell.text, role, ink)
