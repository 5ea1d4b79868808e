"""The check list: boxes before found things, with the page they stand on; Space takes one in or leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from nemndsekr.ui.kit.fonts import FontRole
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.painting import (
    RIGHT,
    colour,
    draw_chosen,
    draw_focus_ring,
    draw_hairline,
    draw_tag,
    draw_text,
    option_rect,
    option_state,
    tag_width,
    text_width,
)
from nemndsekr.ui.kit.row_model import RECORD_ROLE, Index, RowList, RowModel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import u

ROW_UNITS = 34


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A thing that is taken in or left out: number, text, and at the right its page or a tag that says what is odd.

    What is left out is faint, unless ``faint`` says otherwise.
    """

    key: object
    text: str
    number: str = ""
    page: str = ""
    state: State | None = None
    word: str = ""
    checked: bool = True
    heading: bool = False
    faint: bool | None = None


class CheckList(RowList):
    """Rows with boxes. ``toggled`` gives key and whether it is in, ``chosen`` and ``opened`` the key."""

    toggled = Signal(object, bool)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setModel(_CheckModel(lambda row: row.text, _spoken))
        self.setItemDelegate(_CheckDelegate(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self.open_index)

    def set_rows(self, rows: Sequence[CheckRow]) -> None:
        """Show these rows; the current one stays current."""
        self.put_rows(rows)

    def rows(self) -> tuple[CheckRow, ...]:
        """The rows as they are checked now."""
        return tuple(self.rows_model().rows)

    def checked_keys(self) -> list[object]:
        """The keys of the rows that are in."""
        return [row.key for row in self.rows() if row.checked]

    def set_checked(self, key: object, *, checked: bool) -> None:
        """Take a row in or leave it out."""
        model = self.rows_model()
        number = model.row_of(key)
        if number >= 0 and model.rows[number].checked != checked:
            changed = tuple(replace(row, checked=checked) if row.key == key else row for row in model.rows)
            model.set_rows(changed)
            self.toggled.emit(key, checked)

    def open_index(self, index: QModelIndex) -> None:
        """Tell that a row was opened."""
        if index.isValid():
            self.opened.emit(index.data(RECORD_ROLE).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the box of the current row."""
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box turns it; anywhere else only chooses the row."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < u(12 + 16 + 8):
            self._turn(self.indexAt(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a box are two turns, not an opening."""
        if event.position().x() >= u(12 + 16 + 8):
            super().mouseDoubleClickEvent(event)

    def _turn(self, index: QModelIndex) -> None:
        row = index.data(RECORD_ROLE) if index.isValid() else None
        if isinstance(row, CheckRow) and not row.heading:
            self.set_checked(row.key, checked=not row.checked)

    def _tell(self, current: QModelIndex, former: QModelIndex) -> None:
        del former
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE).key)


class _CheckModel(RowModel[CheckRow]):
    """The rows, with the state of the box for screen readers."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The state of the box too."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            return Qt.CheckState.Checked if self.rows[index.row()].checked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be checked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable


class _CheckDelegate(QStyledItemDelegate):
    """Paints the rows of a ``CheckList``."""

    def __init__(self, view: CheckList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        del option, index
        return QSize(u(80), u(ROW_UNITS))

    def editorEvent(self, *args: object) -> bool:
        """The view turns the boxes; Qt's own way would turn them twice."""
        del args
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: CheckRow = index.data(RECORD_ROLE)
        area = option_rect(option)
        painter.save()
        chosen = bool(option_state(option) & QStyle.StateFlag.State_Selected)
        if chosen:
            draw_chosen(painter, area)
        elif index.row() < index.model().rowCount() - 1:
            draw_hairline(painter, area, u(12))
        middle = area.center().y()
        x = area.left() + u(12)
        draw_box(painter, QRectF(x, middle - u(16) / 2, u(16), u(16)), checked=row.checked)
        x += u(24)
        if row.number:
            draw_text(painter, QRectF(x, area.top(), u(18), area.height()), row.number, "body", "text2", RIGHT)
            x += u(28)
        end = _draw_right(painter, row, area, chosen=chosen)
        role: FontRole = "strong" if chosen else "body"
        ink_area = QRectF(x, area.top(), max(0.0, end - x), area.height())
        faint = not row.checked if row.faint is None else row.faint
        draw_text(painter, ink_area, row.text, role, "text2" if faint else "text")
        if chosen and self._view.hasFocus():
            draw_focus_ring(painter, area)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole text as tool tip when it did not fit."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row: CheckRow = index.data(RECORD_ROLE)
        right = tag_width(row.state, row.word) if row.state else text_width(row.page)
        room = option_rect(option).width() - u(12 + 24 + 28 + 12 + 12) - right
        fits = text_width(row.text, "strong") <= room
        QToolTip.showText(event.globalPos(), "" if fits else row.text, view)
        return True


def draw_box(painter: QPainter, area: QRectF, *, checked: bool) -> None:
    """A check box as the style sheet draws it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent" if checked else "border"), 1))
    painter.setBrush(colour("accent" if checked else "surface"))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), u(3), u(3))
    if checked:
        draw_icon(painter, "tick", area, "on_accent")


def _draw_right(painter: QPainter, row: CheckRow, area: QRectF, *, chosen: bool) -> float:
    """Draw tag or page; returns where the text must end."""
    end = area.right() - u(12)
    if row.state:
        width = min(tag_width(row.state, row.word), int(area.width() / 2))
        draw_tag(painter, end - width, area.center().y(), row.state, row.word, room=width, chosen=chosen)
        return end - width - u(8)
    if row.page:
        width = text_width(row.page) + 1
        draw_text(painter, QRectF(end - width, area.top(), width, area.height()), row.page, "body", "text2", RIGHT)
        return end - width - u(12)
    return end


def _spoken(row: CheckRow) -> str:
    return ", ".join(filter(None, (row.number, row.text, row.word, row.page, "med" if row.checked else "inte med")))
