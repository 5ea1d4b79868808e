"""MatrixTable: the answers as rows, what the auditors ask for as columns, each cell a shape and a word; Enter goes."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from nemndsekr.rules.completeness import Cell, Column, Completeness, Fill, Line
from nemndsekr.rules.short_names import short_name
from nemndsekr.ui.case.fill_states import STATES
from nemndsekr.ui.kit.fonts import FontRole, font, metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.measures import set_variant
from nemndsekr.ui.kit.painting import (
    LEFT,
    RIGHT,
    colour,
    draw_focus_ring,
    draw_hairline,
    draw_tag,
    draw_text,
    option_rect,
    tag_width,
    text_width,
)
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import points, u

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TOP: Final = QModelIndex()
_ROW: Final = 36
_HEAD: Final = 58
_NARROWEST_HEAD: Final = 150
_NUMBER_HEAD: Final = 48
"""Only the letter and number: where the columns would otherwise be scrolled out of sight."""
_WIDEST_HEAD: Final = 300
_FEWEST_ROWS: Final = 5
_CLOSE_ROW: Final = 46
"""Where the columns are too narrow for a shape beside its word, the word stands under it."""
_CLOSE_HEAD: Final = 38
_SPARED: Final = 3
_BROKEN: Final = {"Ställningstagande": "Ställnings- tagande"}
_LETTER: Final = {"recommendations": "R", "questions": "B"}
_HEADING_FLAGS: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class MatrixModel(QAbstractTableModel):
    """The matrix as a table: cells, heads, and what a screen reader says of each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.matrix = Completeness((), ())

    def set_matrix(self, matrix: Completeness) -> None:
        """Show a matrix; one of the same rows and columns only changes its words."""
        former, self.matrix = self.matrix, matrix
        same = former.columns == matrix.columns and [(one.table, one.row_id) for one in former.lines] == [
            (one.table, one.row_id) for one in matrix.lines
        ]
        if same and matrix.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(matrix.lines) - 1, len(matrix.columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(matrix.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(matrix.lines) - 1)
        elif former != matrix:
            self.matrix = former
            self.beginResetModel()
            self.matrix = matrix
            self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """The answers."""
        return 0 if parent.isValid() else len(self.matrix.lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The asked-for parts."""
        return 0 if parent.isValid() else len(self.matrix.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The word of a cell, why it stands so, and the whole of it read aloud."""
        if not index.isValid():
            return None
        line, column = self.matrix.lines[index.row()], self.matrix.columns[index.column()]
        cell = line.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.word
            case Qt.ItemDataRole.ToolTipRole:
                return cell.why
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.kind} {line.number}, {column.title}: {told(cell)}"
            case _ if role == CELL_ROLE:
                return cell
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles, and which answer a row is."""
        if role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
        ):  # fmt: skip
            return None
        if orientation == Qt.Orientation.Horizontal:
            column = self.matrix.columns[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"Revisionens ord: {column.words}" if column.words else column.title
            return f"{column.title}, {self.share(section)}" if role != Qt.ItemDataRole.DisplayRole else column.title
        line = self.matrix.lines[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_LETTER[line.table]}{line.number} {short_name(line.text)}"
        return f"{line.kind} {line.number}: {line.text}"

    def share(self, column: int) -> str:
        """«5 av 8», or a dash where no row takes it."""
        full, of = self.matrix.share(column)
        return f"{full} av {of}" if of else "–"


class MatrixTable(QTableView):
    """The table. ``wanted`` gives row and column of the cell that Enter or a click chose, column -1 for the row."""

    wanted = Signal(int, int)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._measured = 0.0
        self.tight = False
        """Whether the columns stand close: short names, and in each cell the word under the shape."""
        self._model = MatrixModel(self)
        self.setAccessibleName("Fullständighet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        set_variant(self, "matrix")
        for corner in self.findChildren(QAbstractButton):
            # Qt makes it whether it is of use or not, and a reader comes to it.
            corner.setAccessibleName("Svar")
        self.setMouseTracking(True)
        self.setItemDelegate(_MatrixDelegate(self))
        self.setHorizontalHeader(_TopHeader(self))
        self.setVerticalHeader(_SideHeader(self))
        self.setModel(self._model)
        self.clicked.connect(lambda index: self.wanted.emit(index.row(), index.column()))
        self.verticalHeader().sectionClicked.connect(lambda row: self.wanted.emit(row, -1))
        self.selectionModel().currentChanged.connect(self._turned)
        self._model.modelReset.connect(self._measure)
        self._model.dataChanged.connect(lambda *_: self.turned.emit())
        self._measure()

    @property
    def matrix(self) -> Completeness:
        """What is shown."""
        return self._model.matrix

    def set_matrix(self, matrix: Completeness) -> None:
        """Show a matrix; the current cell stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._model.set_matrix(matrix)
        if row >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(min(row, len(matrix.lines) - 1), column))
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()

    @property
    def names_rows(self) -> bool:
        """Whether there is room for more than the letter and number of each row."""
        return self.verticalHeader().width() > u(_NUMBER_HEAD)

    def current_cell(self) -> tuple[Line, int] | None:
        """The current cell's row and the number of its column."""
        index = self.currentIndex()
        return (self.matrix.lines[index.row()], index.column()) if index.isValid() else None

    def go_to_first_gap(self) -> None:
        """Make the first cell current that lacks something, or else the first of all."""
        lines = enumerate(self.matrix.lines)
        gaps = [(row, column) for row, line in lines for column, cell in enumerate(line.cells) if cell.lacks]
        row, column = gaps[0] if gaps else (0, 0)
        self.setCurrentIndex(self._model.index(row, column))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._measured != points():
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current cell from the start, or a screen reader has nothing to read."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.go_to_first_gap()
        super().focusInEvent(event)
        self.verticalHeader().viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place of the current cell."""
        index = self.currentIndex()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and index.isValid()
            and not (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        ):
            self.wanted.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over the cells, which lead somewhere."""
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, then the ring round the current one."""
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            draw_focus_ring(QPainter(self.viewport()), QRectF(self.visualRect(current)).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def _turned(self) -> None:
        self.verticalHeader().viewport().update()
        self.turned.emit()

    def _measure(self) -> None:
        self._measured = points()
        self.horizontalHeader().setFixedHeight(u(_HEAD))
        self.horizontalHeader().setMinimumSectionSize(u(40))
        self._share_room()
        self._set_rows()

    def _set_rows(self) -> None:
        high, side = u(_CLOSE_ROW if self.tight else _ROW), self.verticalHeader()
        side.setMinimumSectionSize(high)
        side.setDefaultSectionSize(high)
        # Lower, the page scrolls instead.
        self.setMinimumHeight(u(_HEAD) + high * min(max(self._model.rowCount(), 1), _FEWEST_ROWS) + u(14))

    def _share_room(self) -> None:
        """The rows' heads take what the columns leave, within limits; what is over is shared by the columns."""
        count = self._model.columnCount()
        if not count:
            return
        needed = [self._needed(column) for column in range(count)]
        # What there is to look at; the scroll bar's own width is not known before it has been styled anew.
        room = self.viewport().width() + self.verticalHeader().width()
        close = room - sum(needed) < u(_NUMBER_HEAD)
        if close:
            needed = [self._needed_close(column) for column in range(count)]
        if close != self.tight:
            self.tight = close
            self._set_rows()
            self.viewport().update()
            self.horizontalHeader().viewport().update()
        left = room - sum(needed)
        narrow = u(_CLOSE_HEAD if close else _NUMBER_HEAD)
        head = min(left, u(_WIDEST_HEAD)) if left >= u(_NARROWEST_HEAD) else narrow
        lacking = head + sum(needed) - room
        if 0 < lacking <= count * u(_SPARED):
            # The room between the columns, and no word of them.
            needed = [width - -(-lacking // count) for width in needed]
        over = max(0, room - head - sum(needed)) // count
        if self.verticalHeader().width() != head:
            self.verticalHeader().setFixedWidth(head)
        for column, width in enumerate(needed):
            self.setColumnWidth(column, width + over)

    def _needed(self, column: int) -> int:
        """As wide as the longest word of the title and every cell, for the two lines that the title may have."""
        title = self.matrix.columns[column].title
        words = [text_width(word, "label") for word in title.split()]
        half = text_width(title, "label") // 2 + u(12)
        cells = [_cell_width(line.cells[column]) for line in self.matrix.lines]
        # A demand in the auditors' own words may be long; the head elides it and tells it whole when asked.
        return min(max([*words, half, *cells, u(64)]), u(150)) + u(16)

    def _needed_close(self, column: int) -> int:
        """The same where the word of a cell stands under its shape, and the title is short."""
        words = [text_width(word, "caption") for word in close_title(self.matrix.columns[column]).split()]
        cells = [text_width(line.cells[column].word, "caption") for line in self.matrix.lines if _says(line, column)]
        count = text_width(self._model.share(column), "caption")
        return min(max([*words, *cells, count, u(36)]), u(100)) + u(5)


def _says(line: Line, column: int) -> bool:
    return line.cells[column].fill != Fill.behovs_inte


def close_title(column: Column) -> str:
    """The short name of a column, with a place to break a word that is long."""
    return _BROKEN.get(column.name, column.name)


class _MatrixDelegate(QStyledItemDelegate):
    """Paints a cell: shape and word, what is there quiet, what remains with ground."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row high."""
        del option, index
        return QSize(u(80), u(_CLOSE_ROW if self._table.tight else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell: Cell = index.data(CELL_ROLE)
        area = option_rect(option)
        painter.save()
        if index.row() < index.model().rowCount() - 1:
            draw_hairline(painter, area)
        left, room = area.left() + u(8), area.width() - u(12)
        if self._table.tight:
            left, room = area.left() + u(2), area.width() - u(2)
        if cell.fill == Fill.behovs_inte:
            # Only a dash: a column of the same words would drown what there is to do.
            draw_text(painter, QRectF(left, area.top(), room, area.height()), "–", "body", "text2", LEFT)
        elif self._table.tight:
            _draw_under(painter, QRectF(left, area.top(), room, area.height()), STATES[cell.fill], cell.word)
        else:
            state = STATES[cell.fill]
            out = u(2) if LOOKS[state].ground else 0
            draw_tag(painter, left - out, area.center().y(), state, cell.word, room=room + out)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tell why a cell stands as it does."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), str(index.data(Qt.ItemDataRole.ToolTipRole)), view)
        return True


def _draw_under(painter: QPainter, area: QRectF, state: State, word: str) -> None:
    """Draw a shape and under it its word, on the state's ground where it has one."""
    look, high = LOOKS[state], metrics("caption").height()
    ink = look.ink if look.ground else look.shape_ink
    if look.ground:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(look.ground))
        painter.drawRoundedRect(area.adjusted(-u(1), u(2), -u(1), -u(2)), u(4), u(4))
    top = area.center().y() - (u(16) + high) / 2
    draw_icon(painter, look.shape, QRectF(area.left() + u(1), top, u(16), u(16)), ink)
    draw_text(painter, QRectF(area.left() + u(1), top + u(16), area.width(), high), word, "caption", look.ink, LEFT)


class _TopHeader(QHeaderView):
    """The asked-for parts: title on two lines at most, and under it «5 av 8»."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Vad revisionen begär")
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sections and a line under all of them."""
        super().paintEvent(event)
        draw_hairline(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one title and its numbers."""
        model = self.model()
        assert isinstance(model, MatrixModel)  # noqa: S101 - the table makes it so
        painter.save()
        table = self.parent()
        close = isinstance(table, MatrixTable) and table.tight
        area = rect.adjusted(u(2 if close else 8), u(4), -u(0 if close else 4), -u(4))
        below = metrics("caption").height()
        title = QRect(area.left(), area.top(), area.width(), area.height() - below)
        words = str(model.headerData(logical_index, Qt.Orientation.Horizontal))
        role: FontRole = "caption" if close else "label"
        if close:
            words = close_title(model.matrix.columns[logical_index])
        painter.setFont(font(role))
        painter.setPen(colour("text2"))
        lines = _on_two_lines(words, title.width(), role)
        painter.drawText(title, _HEADING_FLAGS | int(Qt.AlignmentFlag.AlignBottom), lines)
        numbers = QRectF(area.left(), area.bottom() - below, area.width(), below)
        draw_text(painter, numbers, model.share(logical_index), "caption", "text2", LEFT)
        painter.restore()


class _SideHeader(QHeaderView):
    """Which answer a row is: letter and number, and the first words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAccessibleName("Svar")
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultAlignment(LEFT)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one head; the current row's words are semibold."""
        model = self.model()
        assert isinstance(model, MatrixModel)  # noqa: S101 - the table makes it so
        line = model.matrix.lines[logical_index]
        table = self.parent()
        current = isinstance(table, QTableView) and table.currentIndex().row() == logical_index and table.hasFocus()
        area = QRectF(rect)
        painter.save()
        if logical_index < model.rowCount() - 1:
            draw_hairline(painter, area)
        number = QRectF(area.left() + u(8), area.top(), u(28), area.height())
        role: FontRole = "strong" if current else "body"
        draw_text(painter, number, f"{_LETTER[line.table]}{line.number}", role, "text2", RIGHT)
        words = QRectF(number.right() + u(8), area.top(), area.width() - u(48), area.height())
        if words.width() > u(8):
            draw_text(painter, words, short_name(line.text), role)
        painter.restore()


def told(cell: Cell) -> str:
    """A cell in words: «tom – ingen åtgärd har effekt»."""
    word = "delvis" if cell.fill == Fill.delvis else cell.word.lower()
    return f"{word} – {cell.why}" if cell.why else word


def _cell_width(cell: Cell) -> int:
    if cell.fill == Fill.behovs_inte:
        return text_width("–")
    return tag_width(STATES[cell.fill], cell.word)


def _on_two_lines(words: str, width: int, role: FontRole) -> str:
    """The title broken in two lines where it is too wide for one, the second cut off where it is too long."""
    measure = metrics(role)
    first: list[str] = []
    rest = words.split()
    while rest and measure.horizontalAdvance(" ".join([*first, rest[0]])) <= width:
        first.append(rest.pop(0))
    if not first and rest:
        return measure.elidedText(words, Qt.TextElideMode.ElideRight, width)
    second = measure.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)
    return "\n".join(filter(None, (" ".join(first), second)))
