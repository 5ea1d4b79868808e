"""The task list: shape of the state, number or date, name, the word of the state at the right, headings between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from nemndsekr.ui.kit.fonts import FontRole, metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.painting import (
    LEFT,
    RIGHT,
    draw_chosen,
    draw_focus_ring,
    draw_hairline,
    draw_text,
    option_rect,
    option_state,
    text_width,
)
from nemndsekr.ui.kit.row_model import RECORD_ROLE, Index, RowList, RowModel
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import Token, u

ONE_LINE: Final = 36
TWO_LINES: Final = 52
HEADING: Final = 30
_STEP: Final = " → "
_NOTE_LINE: Final = 18
_MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the task list.

    ``lead`` is a number or date before the name, ``note`` a quiet line under it, ``word`` what stands at the right in
    the state's colour («Effekt saknas»), ``tail`` quiet words there instead («4 ärenden»), ``link`` a verb there that
    can be clicked («Öppna»). A heading needs only key and name.
    """

    key: object
    name: str
    state: State | None = None
    lead: str = ""
    note: str = ""
    word: str = ""
    tail: str = ""
    link: str = ""
    note_ink: Token = "text2"
    strong: bool = False
    heading: bool = False


def heading(name: str) -> TaskRow:
    """A group's heading."""
    return TaskRow(("heading", name), name, heading=True)


def draw_heading(painter: QPainter, area: QRectF, name: str) -> None:
    """A group's heading as every list has it, ``HEADING`` units high."""
    draw_text(painter, area.adjusted(u(12), u(4), -u(12), 0), name, "label", "text2")


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, line: bool) -> bool:
    """What a row stands on: the mark of the chosen one, or a ``line`` under it where one is wanted; says if chosen."""
    chosen = bool(option_state(option) & QStyle.StateFlag.State_Selected)
    if chosen:
        draw_chosen(painter, option_rect(option))
    elif line:
        draw_hairline(painter, option_rect(option), u(12))
    return chosen


class TaskList(RowList):
    """A list of things to do. ``chosen`` and ``opened`` give the key of a row, ``link_clicked`` too.

    ``lead`` is the width in units kept for numbers or dates; ``lines`` draws hairlines between rows. In a narrow list
    the state's word goes under the name, so that neither is cut off. With ``wraps`` a note that is longer than the
    list is wide goes on in new lines.
    """

    chosen = Signal(object)
    opened = Signal(object)
    link_clicked = Signal(object)

    def __init__(
        self, name: str, *, lead: float = 0, lead_right: bool = True, lines: bool = False, wraps: bool = False
    ) -> None:
        super().__init__(name)
        self.wraps = wraps
        self.lead = lead
        self.lead_right = lead_right
        self.lines = lines
        self._narrow_for: tuple[int, int, bool] = (-1, -1, False)
        self.setModel(RowModel[TaskRow](lambda row: row.name, _spoken))
        self.setItemDelegate(_TaskDelegate(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self.open_index)

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Show these rows; the current one stays current."""
        self._narrow_for = (-1, -1, False)
        self.put_rows(rows)

    def open_index(self, index: QModelIndex) -> None:
        """Tell that a row was opened."""
        if index.isValid():
            self.opened.emit(index.data(RECORD_ROLE).key)

    @property
    def narrow(self) -> bool:
        """Whether the words do not fit beside the names, so that they stand under them."""
        width, grown = self.viewport().width(), u(100)
        if self._narrow_for[:2] != (width, grown):
            room = width - u(12 + 12)
            fits = all(_wide(row, self.lead) <= room for row in self.rows_model().rows if row.word)
            self._narrow_for = (width, grown, not fits)
        return self._narrow_for[2]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a row's link."""
        super().mouseReleaseEvent(event)
        row = self._link_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.link_clicked.emit(row.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a link."""
        super().mouseMoveEvent(event)
        over = self._link_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _link_at(self, point: QPointF) -> TaskRow | None:
        index = self.indexAt(point.toPoint())
        row = index.data(RECORD_ROLE) if index.isValid() else None
        if not isinstance(row, TaskRow) or not row.link:
            return None
        width = text_width(row.link, "strong") + u(12 + 8)
        return row if point.x() >= self.viewport().width() - width else None

    def _tell(self, current: QModelIndex, former: QModelIndex) -> None:
        del former
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE).key)


class _TaskDelegate(QStyledItemDelegate):
    """Paints the rows of a ``TaskList``."""

    def __init__(self, view: TaskList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of the row's kind."""
        del option
        row: TaskRow = index.data(RECORD_ROLE)
        if row.heading:
            return QSize(u(80), u(HEADING))
        if not self._under(row):
            return QSize(u(80), u(ONE_LINE))
        more = len(self.note_lines(row, self._view.viewport().width())) - 1
        return QSize(u(80), u(TWO_LINES) + more * u(_NOTE_LINE))

    def note_lines(self, row: TaskRow, width: float) -> list[str]:
        """The lines under a row's name in a list of this width."""
        words, _ = _second_line(row, narrow=self._view.narrow)
        room = width - _left(row, self._view.lead) - 2 * u(12)
        return _lines(words, room) if self._view.wraps else [_whole_steps(words, room)]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: TaskRow = index.data(RECORD_ROLE)
        area = option_rect(option)
        painter.save()
        if row.heading:
            draw_heading(painter, area, row.name)
            painter.restore()
            return
        chosen = draw_ground(painter, option, line=self._line_under(index))
        under = self._under(row)
        first = QRectF(area.left(), area.top() + u(7), area.width(), u(20)) if under else area
        start = self._draw_lead(painter, row, first)
        end = self._draw_right(painter, row, first, beside=not (self._view.narrow and row.word))
        role: FontRole = "strong" if chosen or row.strong else "body"
        draw_text(painter, QRectF(start, first.top(), end - start, first.height()), row.name, role)
        if under:
            _, ink = _second_line(row, narrow=self._view.narrow)
            for at, words in enumerate(self.note_lines(row, area.width())):
                top = first.bottom() + at * u(_NOTE_LINE)
                line = QRectF(start, top, area.right() - u(12) - start, u(_NOTE_LINE))
                draw_text(painter, line, words, "caption", ink)
        if chosen and self._view.hasFocus():
            draw_focus_ring(painter, area)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole row as tool tip when it did not fit."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row: TaskRow = index.data(RECORD_ROLE)
        room = option_rect(option).width() - u(24)
        fits = _wide(row, self._view.lead, with_word=not self._view.narrow) <= room
        shown = " ".join(self.note_lines(row, option_rect(option).width())) if self._under(row) else ""
        fits = fits and row.note in shown
        QToolTip.showText(event.globalPos(), "" if fits else "\n".join(filter(None, (row.name, row.note))), view)
        return True

    def _under(self, row: TaskRow) -> bool:
        return bool(row.note) or (self._view.narrow and bool(row.word))

    def _line_under(self, index: Index) -> bool:
        rows = self._view.rows_model().rows
        following = index.row() + 1
        return self._view.lines and following < len(rows) and not rows[following].heading

    def _draw_lead(self, painter: QPainter, row: TaskRow, line: QRectF) -> float:
        """Draw shape and number; returns where the name starts."""
        x = line.left() + u(12)
        if row.state:
            look = LOOKS[row.state]
            box = QRectF(x, line.center().y() - u(16) / 2, u(16), u(16))
            draw_icon(painter, look.shape, box, look.shape_ink)
            x += u(24)
        if row.lead:
            width = u(self._view.lead)
            role: FontRole = "strong" if row.strong else "body"
            align = RIGHT if self._view.lead_right else LEFT
            area = QRectF(x, line.top(), width, line.height())
            draw_text(painter, area, row.lead, role, "text" if row.strong else "text2", align)
            x += width + u(10)
        return x

    def _draw_right(self, painter: QPainter, row: TaskRow, line: QRectF, *, beside: bool) -> float:
        """Draw word, link or tail; returns where the name must end."""
        end = line.right() - u(12)
        words, role, ink = _right_words(row)
        if not words or (row.word and not beside):
            return end
        width = min(text_width(words, role) + 1, int(line.width() / 2))
        draw_text(painter, QRectF(end - width, line.top(), width, line.height()), words, role, ink, RIGHT)
        return end - width - u(8)


def _whole_steps(words: str, room: float) -> str:
    """The first steps of a chain («… → …») that there is room for, rather than a part of a step."""
    steps = words.split(_STEP)
    while len(steps) > 1 and text_width(words, "caption") > room:
        steps.pop()
        words = _STEP.join([*steps, "…"])
    return words


def _lines(words: str, room: float) -> list[str]:
    """The words in as few lines as they need, at most three; a chain is broken after an arrow."""
    is_chain = _STEP in words
    between, end = (_STEP, " →") if is_chain else (" ", "")
    parts = words.split(between)
    lines: list[str] = []
    while parts and len(lines) < _MOST_LINES - 1 and text_width(between.join(parts), "caption") > room:
        taken = len(parts)
        while taken > 1 and (taken == len(parts) or text_width(between.join(parts[:taken]) + end, "caption") > room):
            taken -= 1
        if taken == len(parts):
            break
        lines.append(between.join(parts[:taken]) + end)
        parts = parts[taken:]
    return [*lines, _whole_steps(between.join(parts), room)]


def _left(row: TaskRow, lead: float) -> int:
    """The width of what stands before a row's name."""
    return (u(24) if row.state else 0) + (u(lead) + u(10) if row.lead else 0)


def _right_words(row: TaskRow) -> tuple[str, FontRole, Token]:
    if row.link:
        return row.link, "strong", "accent"
    if row.word:
        return row.word, "label", LOOKS[row.state].ink if row.state else "text2"
    return row.tail, "body", "text2"


def _second_line(row: TaskRow, *, narrow: bool) -> tuple[str, Token]:
    if narrow and row.word:
        words = f"{row.word} · {row.note}" if row.note else row.word
        return words, LOOKS[row.state].ink if row.state else "text2"
    return row.note, row.note_ink


def _wide(row: TaskRow, lead: float, *, with_word: bool = True) -> int:
    """The width of everything on a row's first line, the name as wide as when chosen."""
    words, role, _ = _right_words(row)
    right = text_width(words, role) + u(8) if words and (with_word or not row.word) else 0
    # Two pixels more, for widths are rounded and a name that just fits would be elided.
    return _left(row, lead) + metrics("strong").horizontalAdvance(row.name) + right + 2


def _spoken(row: TaskRow) -> str:
    """The whole row in words; the state is said even where only its shape is seen."""
    state = row.word or (LOOKS[row.state].word if row.state else "")
    return ", ".join(filter(None, (row.lead, row.name, state, row.note, row.tail)))
