"""WrappedCells: paints cells whose words wrap, and gives each an editor: growing text, or a choice of few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTextEdit, QWidget

from nemndsekr.ui.case.binding import IDLE_MS
from nemndsekr.ui.case.editors import ChoiceBox, PlainTextEdit
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.fonts import FontRole, font, metrics
from nemndsekr.ui.kit.labels import Label
from nemndsekr.ui.kit.measures import set_font_role
from nemndsekr.ui.kit.painting import (
    colour,
    draw_chosen,
    draw_hairline,
    draw_tag,
    option_rect,
    tag_width,
    text_width,
)
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tables import ROW_UNITS
from nemndsekr.ui.kit.tokens import u

if TYPE_CHECKING:
    from nemndsekr.ui.case.edit_model import EditColumn
    from nemndsekr.ui.case.edit_table import EditTable

Index = QModelIndex | QPersistentModelIndex
CELL: Final = Qt.ItemDataRole.UserRole + 1
LACK: Final = "Saknas"
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_MAY_BREAK: Final = "\u200b"
_PAD: Final = 8
_DAY_UNITS: Final = 190


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a cell shows: its words, a quiet note under them, or that something lacks."""

    words: str
    note: str = ""
    lacking: bool = False


class CellEditor(PlainTextEdit):
    """The text of one cell while it is written; it lies over the cell and grows downwards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(lines=1)
        self.setParent(parent)
        self.setAutoFillBackground(True)


class ChoiceCell(ChoiceBox):
    """The choice of one cell; picking in the list that drops down ends the writing, stepping by the arrows does not."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self._dropped = False
        self.activated.connect(self._taken)

    def hidePopup(self) -> None:
        """Note that what is chosen now was picked in the list."""
        self._dropped = True
        super().hidePopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow only steps."""
        self._dropped = False
        super().keyPressEvent(event)

    def _taken(self) -> None:
        if self._dropped:
            self._dropped = False
            self.picked.emit()


class DayCell(DayLine):
    """The day or time of one cell while it is written; how it is understood stands on a slip right under it."""

    def __init__(self, parent: QWidget, today: date, after: date | None, *, periods: bool) -> None:
        super().__init__(today, after=after, periods=periods, parent=parent)
        set_font_role(self, "body")
        # In the window and not in the table, which is no higher than its rows.
        self.slip = Label("", "caption", "muted", wrap=True)
        self._window = parent.window()
        self.slip.setParent(self._window)
        self.slip.setProperty("slip", "true")
        self.slip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.slip.hide()
        self.textChanged.connect(lambda _: self.lay_reading())
        self.destroyed.connect(self.slip.deleteLater)

    def value(self) -> str:
        """The words that are kept."""
        return self.typed().words

    def lay_reading(self) -> None:
        """Say how the words are understood, as wide as that needs, under the cell."""
        words = self.typed().shown
        self.setAccessibleDescription(words)
        self.slip.setText(words)
        self.slip.setVisible(bool(words))
        if not words:
            return
        window = self._window
        needed = metrics("caption").horizontalAdvance(words) + u(24)
        width = min(max(self.width(), needed), window.width() - u(16))
        at = self.mapTo(window, self.rect().bottomLeft())
        self.slip.setFixedWidth(width)
        self.slip.adjustSize()
        self.slip.move(min(at.x(), window.width() - width - u(8)), at.y() + 1)
        self.slip.raise_()


class WrappedCells(QStyledItemDelegate):
    """The cells of an ``EditTable``. Enter, Tab and Esc end the writing and keep it.

    Esc does not keep what was written over a filled cell, nor a choice in a new row: it was only shown.
    """

    def __init__(self, view: EditTable) -> None:
        super().__init__(view)
        self._view = view
        self.writes_over = False
        """Whether the editor that is being made was called for by a typed sign, which takes the place of the words."""
        self._editor: QWidget | None = None
        self._made = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setTimerType(Qt.TimerType.PreciseTimer)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.hand_over)

    def hand_over(self) -> None:
        """Give what is being written to the model, without ending the writing."""
        self._idle.stop()
        if self._editor is not None:
            self.commitData.emit(self._editor)

    def written(self) -> str:
        """The words in the editor that is open."""
        return _value_of(self._editor) if self._editor is not None else ""

    def write_again(self, words: str) -> None:
        """Put words in the editor that is open, as if they had been typed there."""
        if self._editor is not None:
            _show_in(self._editor, words)

    def _touched(self) -> None:
        # Not anew at every key: whoever types without a pause would have nothing saved at all.
        if not self._idle.isActive():
            self._idle.start()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor of the column's kind, named as its cell."""
        del option
        self._view.visited()
        kind = self._column(index)
        editor: CellEditor | ChoiceCell | DayCell
        if kind.day or kind.time:
            today, after = self._view.reckons(kind.name)
            editor = DayCell(parent, today, after, periods=kind.time)
        elif kind.choices:
            editor = ChoiceCell(parent)
            editor.set_choices([(words, words) for _, words in kind.choices])
            editor.picked.connect(lambda: self._end(editor))
        else:
            editor = CellEditor(parent)
            if kind.idle:
                editor.edited.connect(self._touched)
            editor.document().documentLayout().documentSizeChanged.connect(lambda _: self._lay(editor))
        editor.setAccessibleName(f"{kind.title}, rad {index.row() + 1}")
        editor.installEventFilter(self)
        self._editor = editor
        self._made += 1
        made = self._made
        # The next cell's editor is there before this one is gone.
        editor.destroyed.connect(lambda: self._forget(made))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's words once; what comes from the database later does not disturb the writing."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        _show_in(editor, words)
        if isinstance(editor, CellEditor) and self.writes_over:
            editor.selectAll()
        editor.setProperty("former", words if self.writes_over else "")
        self._idle.stop()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the words to the model."""
        model.setData(index, _value_of(editor), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and lower than it where the words need it."""
        del index
        area: QRect = option_rect(option).toRect()
        editor.setMinimumWidth(0)
        editor.setGeometry(area)
        if isinstance(editor, CellEditor):
            self._lay(editor, area)
        elif isinstance(editor, DayCell):
            # A narrow column would show half a date beside the arrow; the line may cover its neighbour meanwhile.
            room = self._view.viewport().width()
            width = min(max(area.width(), u(_DAY_UNITS)), room)
            editor.setGeometry(QRect(min(area.left(), room - width), area.top(), width, u(ROW_UNITS)))
            editor.lay_reading()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end the writing; a text would keep them for itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            other = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not other:
                self._end(watched)
                self._view.step(-1 if key == Qt.Key.Key_Backtab else 1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not other and not shift:
                self._end(watched)
                self._view.go_on()
                return True
            if key == Qt.Key.Key_Escape:
                _bring_back(watched)
                # A choice shows its first answer before anybody has chosen: in a new row it is no answer yet.
                self._end(watched, keep=not (isinstance(watched, ChoiceCell) and self._view.current_is_new()))
                self._view.setFocus()
                return True
        if isinstance(watched, QTextEdit) and isinstance(event, QKeyEvent):
            return False
        return bool(super().eventFilter(watched, event))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, hairline, words and note."""
        cell: ShownCell = index.data(CELL)
        area = option_rect(option)
        painter.save()
        if index == self._view.currentIndex() and self._view.hasFocus():
            draw_chosen(painter, area, bar=False)
        if index.row() < index.model().rowCount() - 1:
            draw_hairline(painter, area)
        inside = self._inside(area, index)
        if cell.lacking:
            middle = area.top() + u(ROW_UNITS) / 2
            draw_tag(painter, inside.left() - u(2), middle, State.REMARK, LACK, room=inside.width() + u(4))
        else:
            used = _draw_wrapped(painter, inside, cell.words, "body")
            if cell.note:
                _draw_wrapped(painter, inside.adjusted(0, used + u(2), 0, 0), cell.note, "caption")
        painter.restore()

    def height_of(self, index: Index) -> int:
        """The height that the cell's words need in its column's width."""
        cell: ShownCell = index.data(CELL)
        width = self._inside(QRectF(0, 0, self._view.columnWidth(index.column()), 0), index).width()
        height = _wrapped_height(cell.words, "body", width)
        if cell.note:
            height += u(2) + _wrapped_height(cell.note, "caption", width)
        return max(u(ROW_UNITS), height + 2 * u(_PAD))

    def need_of(self, column: int) -> int:
        """The width that a column needs for its title and its longest word."""
        model = self._view.rows
        cells: list[ShownCell] = [model.index(row, column).data(CELL) for row in range(model.rowCount())]
        widths = [text_width(model.columns[column].title, "label")]
        for cell in cells:
            if cell.lacking:
                widths.append(tag_width(State.REMARK, LACK))
                continue
            widths += [text_width(word, "body") for word in cell.words.split()]
            widths += [text_width(word, "caption") for word in cell.note.split()]
        edges = u(12 if column == 0 else 8) + u(6)
        return max(widths, default=0) + edges + u(2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The view reckons the heights itself; this is for Qt's own questions."""
        del option
        return QSize(self._view.columnWidth(index.column()), self.height_of(index))

    def _column(self, index: Index) -> EditColumn:
        return self._view.rows.columns[index.column()]

    def _inside(self, area: QRectF, index: Index) -> QRectF:
        return area.adjusted(u(12 if index.column() == 0 else 8), u(_PAD), -u(6), -u(_PAD) / 2)

    def _lay(self, editor: CellEditor, area: QRect | None = None) -> None:
        at = area or QRect(editor.pos(), QSize(editor.width(), 0))
        height = max(at.height(), editor.minimumHeight())
        editor.setGeometry(QRect(at.topLeft(), QSize(at.width(), height)))

    def _end(self, editor: QWidget, *, keep: bool = True) -> None:
        self._idle.stop()
        if keep:
            self.commitData.emit(editor)
        # What is closed has handed over, though it is destroyed a moment later.
        self._editor = None
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _forget(self, made: int) -> None:
        if made == self._made:
            self._editor = None


def _bring_back(editor: QWidget) -> None:
    """Show the words again that what was typed took the place of."""
    former = str(editor.property("former") or "")
    if former:
        _show_in(editor, former)


def _value_of(editor: QWidget) -> str:
    """The words of any of the editors."""
    words = editor.value() if isinstance(editor, (ChoiceBox, CellEditor, DayCell)) else ""
    return str(words or "")


def _show_in(editor: QWidget, words: str) -> None:
    """Show words in any of the editors, with the caret after them."""
    if isinstance(editor, ChoiceBox):
        editor.set_value(words)
    elif isinstance(editor, CellEditor):
        editor.set_value(words)
        editor.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(editor, DayCell):
        editor.setText(words)


def _draw_wrapped(painter: QPainter, area: QRectF, words: str, role: FontRole) -> float:
    painter.setFont(font(role))
    painter.setPen(colour("text" if role == "body" else "text2"))
    room = QRectF(area.topLeft(), area.bottomRight())
    room.setHeight(10_000)
    painter.drawText(room, _WRAP, _breakable(words, role, area.width()))
    return float(_wrapped_height(words, role, area.width()))


def _wrapped_height(words: str, role: FontRole, width: float) -> int:
    measure = metrics(role)
    if not words:
        return measure.lineSpacing()
    return measure.boundingRect(
        QRect(0, 0, max(1, int(width)), 100_000), _WRAP, _breakable(words, role, width)
    ).height()


def _breakable(words: str, role: FontRole, width: float) -> str:
    """The words, with a place to break in each that is wider than the cell: Qt would cut it off."""
    measure = metrics(role)
    room = max(int(width), 4 * measure.averageCharWidth())
    for word in {one for one in words.split() if measure.horizontalAdvance(one) > room}:
        pieces, rest = [""], word
        while rest:
            if pieces[-1] and measure.horizontalAdvance(pieces[-1] + rest[0]) > room:
                pieces.append("")
            pieces[-1], rest = pieces[-1] + rest[0], rest[1:]
        words = words.replace(word, _MAY_BREAK.join(pieces))
    return words
