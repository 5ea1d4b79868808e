"""PictureList: every audit as a row of squares, one group for each recommendation; arrows go from group to group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from nemndsekr.rules.followup import Mark
from nemndsekr.rules.followup_picture import MARK_WORDS, NO_MEASURE_WORDS, PictureCell, PictureRow, legend
from nemndsekr.ui.followup.view import SHAPES
from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.messages import announce
from nemndsekr.ui.kit.painting import (
    RIGHT,
    colour,
    draw_chosen,
    draw_focus_ring,
    draw_hairline,
    draw_text,
    option_rect,
    option_state,
    text_width,
)
from nemndsekr.ui.kit.row_model import RECORD_ROLE, Index, RowList, RowModel
from nemndsekr.ui.kit.tokens import u

_TITLE: Final = 196
_RIGHT_SIDE: Final = 176
_SQUARE: Final = 16
_STEP: Final = 18
_LINE: Final = 28
_PAD: Final = 12


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit in the list."""

    row: PictureRow
    heading: bool = False

    @property
    def key(self) -> int:
        """Its case."""
        return self.row.case.id


class PictureList(RowList):
    """The audits. ``opened`` gives the case, and table and uid of the group; ``cell_changed`` the group's words."""

    opened = Signal(int, str, str)
    cell_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Lägesbild")
        self.cell = 0
        self.setModel(RowModel[AuditRow](lambda row: row.row.title, lambda row: row.row.spoken))
        self.setItemDelegate(_PictureDelegate(self))
        self.selectionModel().currentChanged.connect(self._row_changed)
        self.doubleClicked.connect(self.open_index)

    def set_rows(self, rows: Sequence[PictureRow]) -> None:
        """Show these audits; the current one stays current."""
        self.put_rows([AuditRow(row) for row in rows])
        self._tell_words()
        self.scheduleDelayedItemsLayout()

    def current_cell(self) -> PictureCell | None:
        """The group that the keys stand on."""
        row = self._row()
        return row.cells[min(self.cell, len(row.cells) - 1)] if row is not None and row.cells else None

    def open_index(self, index: QModelIndex) -> None:
        """Tell which recommendation of which case is wanted."""
        cell, row = self.current_cell(), index.data(RECORD_ROLE) if index.isValid() else None
        if row is not None:
            answered = cell.answered if cell is not None else None
            self.opened.emit(row.key, answered.table if answered else "", answered.uid if answered else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from group to group."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        row = self._row()
        if step is None or row is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._go_to_cell(min(max(min(self.cell, len(row.cells) - 1) + step, 0), max(len(row.cells) - 1, 0)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the group that was pressed."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        place = self._cell_at(index, event.position()) if index.isValid() else -1
        if place >= 0:
            self._go_to_cell(place)

    def _cell_at(self, index: Index, at: QPointF) -> int:
        areas = cell_areas(index.data(RECORD_ROLE).row, QRectF(self.visualRect(index)))
        return next((number for number, area in enumerate(areas) if area.contains(at)), -1)

    def helped(self, index: Index, event: QHelpEvent) -> str:
        """What is said of the group under the pointer."""
        place = self._cell_at(index, QPointF(event.pos()))
        row: PictureRow = index.data(RECORD_ROLE).row
        return f"{row.cells[place].spoken}\n{row.cells[place].answered.text}" if place >= 0 else row.title

    def _row(self) -> PictureRow | None:
        record = self.currentIndex().data(RECORD_ROLE) if self.currentIndex().isValid() else None
        return record.row if record is not None else None

    def _go_to_cell(self, place: int) -> None:
        self.cell = place
        self.viewport().update()
        self._tell()

    def _row_changed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        cell = self.current_cell()
        if cell is not None:
            announce(self, cell.spoken)
        self._tell_words()

    def _tell_words(self) -> None:
        cell = self.current_cell()
        self.cell_changed.emit(f"{cell.spoken}. {' '.join(cell.answered.text.split())}" if cell is not None else "")


def _cell_width(cell: PictureCell) -> int:
    return text_width(cell.label, "caption") + u(6) + u(_STEP) * max(1, len(cell.marks)) + u(18)


def cell_areas(row: PictureRow, area: QRectF) -> list[QRectF]:
    """Where each group of a row stands, wrapped between title and count."""
    left, right = area.left() + u(_TITLE), area.right() - u(_RIGHT_SIDE)
    x, y = left, area.top() + u(6)
    areas: list[QRectF] = []
    for cell in row.cells:
        width = _cell_width(cell)
        if x > left and x + width > right:
            x, y = left, y + u(_LINE)
        areas.append(QRectF(x, y, width, u(_LINE)))
        x += width
    return areas


class _PictureDelegate(QStyledItemDelegate):
    """Paints an audit: title, groups of squares, how many are done, and the oldest delay in words."""

    def __init__(self, view: PictureList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the groups need in the width there is."""
        del option
        row: PictureRow = index.data(RECORD_ROLE).row
        areas = cell_areas(row, QRectF(0, 0, self._view.viewport().width(), 0))
        lowest = max((area.bottom() for area in areas), default=0)
        two_lines = 2 * metrics("body").height() + u(14) if row.late else 0
        return QSize(u(80), int(max(lowest + u(6), u(40), two_lines)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one audit."""
        row: PictureRow = index.data(RECORD_ROLE).row
        area = option_rect(option)
        chosen = bool(option_state(option) & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            draw_chosen(painter, area)
        elif index.row() < index.model().rowCount() - 1:
            draw_hairline(painter, area, u(_PAD))
        first = QRectF(area.left() + u(_PAD), area.top() + u(6), u(_TITLE) - u(_PAD) - u(8), u(_LINE))
        draw_text(painter, first, row.title, "strong")
        count = QRectF(area.right() - u(_RIGHT_SIDE), first.top(), u(_RIGHT_SIDE) - u(_PAD), u(_LINE))
        draw_text(painter, count, row.count_words, "body", "text2", RIGHT)
        if row.late:
            below = count.translated(0, metrics("body").height() + u(1))
            draw_text(painter, below, row.late, "caption", "late", RIGHT)
        place = min(self._view.cell, len(row.cells) - 1)
        for number, (cell, where) in enumerate(zip(row.cells, cell_areas(row, area), strict=True)):
            _draw_cell(painter, cell, where)
            if chosen and number == place and self._view.hasFocus():
                draw_focus_ring(painter, where.adjusted(-u(4), 0, -u(10), 0))
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say the group's recommendation and how its measures stand."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self._view.helped(index, event), view)
        return True


def _draw_cell(painter: QPainter, cell: PictureCell, area: QRectF) -> None:
    width = text_width(cell.label, "caption")
    draw_text(painter, QRectF(area.left(), area.top(), width + 1, area.height()), cell.label, "caption", "text2")
    x = area.left() + width + u(6)
    for mark in cell.marks:
        draw_mark(painter, mark, QRectF(x, area.center().y() - u(_SQUARE) / 2, u(_SQUARE), u(_SQUARE)))
        x += u(_STEP)
    if not cell.marks:
        draw_no_measure(painter, QRectF(x, area.top(), u(_SQUARE), area.height()))


def draw_mark(painter: QPainter, mark: Mark, area: QRectF) -> None:
    """A mark by its shape; the colour only repeats it."""
    name, ink = SHAPES[mark]
    draw_icon(painter, name, area, ink)
    if mark == Mark.utgar:
        inset = area.width() / 5
        draw_icon(painter, "close", area.adjusted(inset, inset, -inset, -inset), ink)


def draw_no_measure(painter: QPainter, area: QRectF) -> None:
    """The dot of a recommendation without measures."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text2"))
    painter.drawEllipse(area.center(), u(4) / 2, u(4) / 2)


class Legend(QWidget):
    """What each shape means, in words; wraps where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(f"Teckenförklaring: {legend()}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _places(self, width: int) -> list[tuple[Mark | None, str, QRectF]]:
        x, y = 0, 0
        places: list[tuple[Mark | None, str, QRectF]] = []
        for mark in (*Mark, None):
            words = MARK_WORDS[mark] if mark is not None else NO_MEASURE_WORDS
            wide = u(20) + text_width(words, "caption") + u(16)
            if x and x + wide > width:
                x, y = 0, y + u(22)
            places.append((mark, words, QRectF(x, y, wide, u(22))))
            x += wide
        return places

    def heightForWidth(self, width: int) -> int:
        """As many lines as are needed."""
        return int(self._places(width)[-1][2].bottom())

    def sizeHint(self) -> QSize:
        """All on one line where there is room."""
        return QSize(u(320), self.heightForWidth(self.width() or u(560)))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(u(160), u(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shapes and words."""
        del event
        painter = QPainter(self)
        for mark, words, area in self._places(self.width()):
            box = QRectF(area.left(), area.center().y() - u(14) / 2, u(14), u(14))
            if mark is not None:
                draw_mark(painter, mark, box)
            else:
                draw_no_measure(painter, box)
            draw_text(painter, area.adjusted(u(20), 0, 0, 0), words, "caption", "text2")
