"""PlanTable: bodies and weeks as a table, the meetings as chips over it that can be dragged from day to day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
    QToolTip,
)

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.week_grid import GridMeeting, MarkKind, WeekGrid, Zoom
from nemndsekr.ui.kit.measures import set_variant
from nemndsekr.ui.kit.messages import announce
from nemndsekr.ui.kit.painting import colour, text_width
from nemndsekr.ui.kit.tokens import points, tokens, u
from nemndsekr.ui.planning.grid_model import GridModel
from nemndsekr.ui.planning.plan_headers import LaneHeader, WeekHeader
from nemndsekr.ui.planning.plan_painting import (
    chip_size,
    draw_chain,
    draw_chip,
    draw_day_line,
    draw_label,
    draw_shades,
)

_WEEK: Final = 7
_NARROWEST: Final = {Zoom.ar: 16, Zoom.halvar: 30, Zoom.kvartal: 54}
_HIGHEST: Final = 112
_LANES_SEEN: Final = 3
_WIDEST_HEAD: Final = 140
_LEFT_BEHIND: Final = 0.45
"""How much is seen of a chip where it was while it is dragged."""
_KEYS: Final = "Enter ändrar, Ctrl+Ned går till ärendena, Alt+Vänster och Alt+Höger flyttar."
_NO_KEYS: Final = Qt.KeyboardModifier.KeypadModifier


@dataclass(slots=True)
class _Drag:
    """A chip under way: where it was taken, how far it has come, and what is told of it."""

    meeting: GridMeeting
    start: QPointF
    at: QPointF
    day: date
    words: str = ""
    moving: bool = False


class PlanTable(QTableView):
    """The picture. ``chosen`` gives the key of the meeting that became current, ``entered`` the one that got Enter.

    ``dropped`` gives the key of a meeting that was let go and its new day. ``snap`` tells the working day that a chip
    goes to from the day under it, and where it came from, ``tell`` what it would bring.
    """

    chosen = Signal(str)
    entered = Signal(str)
    dropped = Signal(str, object)
    new_wanted = Signal(int, object)
    """A double click where no meeting is: the body and the day there."""
    beyond = Signal(int)
    """The keys went past the first (-1) or the last (1) meeting of a lane."""

    def __init__(self, snap: Callable[[date, date], date], tell: Callable[[GridMeeting, date], str]) -> None:
        super().__init__()
        self._snap, self._tell = snap, tell
        self._model = GridModel(self)
        self._key = ""
        self._chips: dict[str, QRectF] = {}
        self._by_key: dict[str, GridMeeting] = {}
        self._drag: _Drag | None = None
        self._measured = 0.0
        self._picture: QPixmap | None = None
        self._pictured: tuple[object, ...] | None = None
        self.setAccessibleName("Årsplan")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # What is current has its ring; a chosen week would be coloured besides.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setAutoScroll(False)
        set_variant(self, "matrix")
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Instanser och veckor")
        self.setHorizontalHeader(WeekHeader(self))
        self.setVerticalHeader(LaneHeader(self))
        self.setModel(self._model)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(u(8))

    # What is shown

    @property
    def grid(self) -> WeekGrid | None:
        """What is shown."""
        return self._model.grid

    def set_grid(self, grid: WeekGrid) -> None:
        """Show a grid; the meeting that was current stays so, wherever it has gone."""
        anew = self._model.set_grid(grid)
        self._by_key = {one.key: one for one in grid.meetings}
        if self._drag is not None and self._drag.meeting.key not in self._by_key:
            self._drag = None
        if anew:
            self._share_room()
        self._place_chips()
        if self._key in self._by_key:
            self._go_to(self._by_key[self._key], tell=False)
        elif grid.meetings:
            # There is always one to read of: the first of the chain, else the next to come.
            self._go_to(next((one for one in grid.meetings if one.in_chain), self._next(grid)))
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.viewport().update()

    @staticmethod
    def _next(grid: WeekGrid) -> GridMeeting:
        today = next((mark.day for mark in grid.marks if mark.kind == MarkKind.idag), date.min)
        return next((one for one in grid.meetings if one.meeting.day >= today), grid.meetings[0])

    def current(self) -> GridMeeting | None:
        """The meeting that the keys stand on."""
        return self._by_key.get(self._key)

    def choose(self, key: str) -> bool:
        """Stand on the meeting with a key; says whether it is shown."""
        meeting = self._by_key.get(key)
        if meeting is not None:
            self._go_to(meeting)
        return meeting is not None

    def choose_end(self, lane: int, *, last: bool) -> bool:
        """Stand on the first or last meeting of a lane; says whether there is one."""
        own = self._of_lane(lane)
        if own:
            self._go_to(own[-1 if last else 0])
        return bool(own)

    def chip(self, key: str) -> QRectF:
        """Where a meeting's chip stands in the viewport."""
        return self._moved(self._chips[key])

    def x_of(self, column: int, weekday: int) -> float:
        """The middle of a day in the viewport."""
        return self.columnViewportPosition(column) + (weekday + 0.5) * self.columnWidth(column) / _WEEK

    def x_of_start(self, column: int, weekday: int) -> float:
        """Where a day begins in the viewport."""
        return self.columnViewportPosition(column) + weekday * self.columnWidth(column) / _WEEK

    def show_day(self, column: int) -> None:
        """Scroll so that a week stands in sight, with some weeks before it."""
        left = self.horizontalHeader().sectionPosition(column)
        self.horizontalScrollBar().setValue(left - self.viewport().width() // 3)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()
        self._place_chips()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._measured != points() and hasattr(self, "_chips"):
            self._share_room()
            self._place_chips()

    def _share_room(self) -> None:
        grid = self.grid
        if grid is None or not grid.lanes:
            return
        self._measured = points()
        names = max(min(text_width(lane.name, "strong"), u(_WIDEST_HEAD)) for lane in grid.lanes)
        self.verticalHeader().setFixedWidth(names + u(20))
        self.horizontalHeader().setFixedHeight(self.horizontalHeader().sizeHint().height())
        room = self.width() - 2 * self.frameWidth() - self.verticalHeader().width()
        high = self.height() - 2 * self.frameWidth() - self.horizontalHeader().height()
        least_high = chip_size()[1] + u(10)
        if least_high * len(grid.lanes) > high:
            room -= u(14)  # there is a bar at the side
        count = len(grid.columns)
        width, rest = divmod(room, count)
        least = u(_NARROWEST[grid.period.zoom])
        if width < least:
            width, rest = least, 0
        for column in range(count):
            self.setColumnWidth(column, width + (column < rest))
        if width == least:
            high -= u(14)
        each = min(max(high // len(grid.lanes), least_high), u(_HIGHEST))
        seen = min(len(grid.lanes), _LANES_SEEN)
        self.setMinimumHeight(self.horizontalHeader().height() + seen * least_high + u(14))
        for lane in range(len(grid.lanes)):
            self.setRowHeight(lane, each)

    def _place_chips(self) -> None:
        """Reckon where every chip stands, once for a grid and a size; scrolling only moves them."""
        self._chips = {}
        grid = self.grid
        if grid is None:
            return
        wide, high = chip_size()
        for lane in range(len(grid.lanes)):
            spare = (self.rowHeight(lane) - high) / 2
            top = self.verticalHeader().sectionPosition(lane) + spare
            # Two that stand too near are set off from each other, so that both dates are read.
            off = max(0.0, min(spare - u(3), high / 2 + u(1)))
            before: QRectF | None = None
            for meeting in self._of_lane(lane):
                column = self.horizontalHeader().sectionPosition(meeting.column)
                middle = column + (meeting.weekday + 0.5) * self.columnWidth(meeting.column) / _WEEK
                area = QRectF(middle - wide / 2, top, wide, high)
                if before is not None and before.right() > area.left():
                    if before.top() == top:
                        before.moveTop(top - off)
                    area.moveTop(top + off if before.top() < top else top - off)
                self._chips[meeting.key] = before = area

    def _of_lane(self, lane: int) -> list[GridMeeting]:
        grid = self.grid
        if grid is None or not 0 <= lane < len(grid.lanes):
            return []
        return [meeting for cell in grid.lanes[lane].cells for meeting in cell.meetings]

    def _moved(self, area: QRectF) -> QRectF:
        return area.translated(-self.horizontalHeader().offset(), -self.verticalHeader().offset())

    # Painting

    def forget_picture(self) -> None:
        """Paint anew what was kept."""
        self._pictured = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, kept from last time where nothing in it has changed, and over it what is dragged.

        The cells are there for keys and readers; painted one by one they would cost ten times as much.
        """
        del event
        if self.grid is None or not self.grid.lanes:
            return
        drag = self._drag if self._drag is not None and self._drag.moving else None
        port = self.viewport()
        state = (
            self.grid, port.size(), self.horizontalHeader().offset(), self.verticalHeader().offset(), tokens(),
            port.devicePixelRatioF(), self._key if self.hasFocus() else "", drag.meeting.key if drag else "",
            self.columnWidth(0), self.rowHeight(0), points(),
        )  # fmt: skip
        if self._picture is None or self._pictured is None or not _same(state, self._pictured):
            self._picture = QPixmap(port.size() * port.devicePixelRatioF())
            self._picture.setDevicePixelRatio(port.devicePixelRatioF())
            self._picture.fill(colour("surface"))
            self._draw_picture(QPainter(self._picture), drag)
            self._pictured = state
        painter = QPainter(port)
        painter.drawPixmap(0, 0, self._picture)
        if drag is not None:
            self._draw_drag(painter, drag, QRectF(port.rect()))

    def _draw_picture(self, painter: QPainter, drag: _Drag | None) -> None:
        grid = self.grid
        if grid is None:
            return
        shown = QRectF(self.viewport().rect())
        bottom = min(shown.bottom(), self._moved(QRectF(0, self.verticalHeader().length(), 1, 1)).top())
        for number, column in enumerate(grid.columns):
            where = QRectF(self.columnViewportPosition(number), 0, self.columnWidth(number), bottom)
            if where.intersects(shown):
                draw_shades(painter, column, where)
        for lane in range(1, len(grid.lanes)):
            painter.fillRect(QRectF(0, self.rowViewportPosition(lane) - 1, shown.width(), 1), colour("line"))
        for month in grid.months[1:]:
            painter.fillRect(QRectF(self.x_of_start(month.column, month.weekday), 0, 1, bottom), colour("line"))
        for mark in grid.marks:
            draw_day_line(painter, mark.kind, self.x_of(mark.column, mark.weekday), 0, bottom)
        draw_chain(painter, [self.chip(one.key) for one in grid.chain if one.key in self._chips])
        for key, area in self._chips.items():
            where = self._moved(area)
            if where.intersects(shown):
                current = key == self._key and self.hasFocus() and drag is None
                painter.setOpacity(_LEFT_BEHIND if drag is not None and key == drag.meeting.key else 1)
                draw_chip(painter, where, self._by_key[key], current=current)
        painter.end()

    def _draw_drag(self, painter: QPainter, drag: _Drag, shown: QRectF) -> None:
        grid = self.grid
        if grid is None:
            return
        days = (drag.day - grid.columns[0].monday).days
        column = min(max(days // _WEEK, 0), len(grid.columns) - 1)
        area = self.chip(drag.meeting.key)
        x = self.x_of(column, days - column * _WEEK)
        area.moveLeft(x - area.width() / 2)
        dragged = GridMeeting(
            drag.meeting.meeting._replace(day=drag.day), drag.meeting.lane, column, drag.meeting.body, in_chain=False
        )
        draw_chip(painter, area, dragged, ghost=True)
        draw_label(painter, drag.at, drag.words, shown)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from meeting to meeting, Esc gives up a drag."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.viewport().unsetCursor()
            self.viewport().update()
            return
        current = self.current()
        if current is None or event.modifiers() & ~_NO_KEYS:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._step(current, 1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._cross(current, 1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self.choose_end(current.lane, last=event.key() == Qt.Key.Key_End)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit(current.key)
            case _:
                super().keyPressEvent(event)

    def _step(self, current: GridMeeting, step: int) -> None:
        own = self._of_lane(current.lane)
        place = next(number for number, one in enumerate(own) if one.key == current.key) + step
        if 0 <= place < len(own):
            self._go_to(own[place])
        else:
            self.beyond.emit(step)

    def _cross(self, current: GridMeeting, step: int) -> None:
        lane = current.lane + step
        while self.grid is not None and 0 <= lane < len(self.grid.lanes):
            own = self._of_lane(lane)
            if own:
                day = current.meeting.day
                self._go_to(min(own, key=lambda one: abs((one.meeting.day - day).days)))
                return
            lane += step

    def _go_to(self, meeting: GridMeeting, *, tell: bool = True) -> None:
        anew = meeting.key != self._key
        self._key = meeting.key
        index = self._model.index(meeting.lane, meeting.column)
        if self.currentIndex() != index:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        elif anew and tell and len(self._chips) > 1:
            announce(self, meeting.spoken)
        self.verticalHeader().viewport().update()
        self.viewport().update()
        if anew and tell:
            self.chosen.emit(meeting.key)

    # The mouse

    def _at(self, place: QPointF) -> GridMeeting | None:
        found = [key for key, area in self._chips.items() if self._moved(area).contains(place)]
        return self._by_key[found[-1]] if found else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand on the meeting that was pressed; with the left button it is ready to be dragged."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        meeting = self._at(event.position())
        if meeting is None:
            return
        self._go_to(meeting)
        if event.button() == Qt.MouseButton.LeftButton and can_move(meeting):
            self._drag = _Drag(meeting, event.position(), event.position(), meeting.meeting.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the chip to the working day under the pointer, and tell what that would bring."""
        drag = self._drag
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        drag.at = event.position()
        if not drag.moving:
            far = (drag.at - drag.start).manhattanLength() >= QApplication.startDragDistance()
            if not far:
                return
            drag.moving = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        day = self._day_under(drag)
        if day != drag.day or not drag.words:
            drag.day = day
            drag.words = self._tell(drag.meeting, day)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the chip go where it is."""
        del event
        drag, self._drag = self._drag, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drag is not None and drag.moving and drag.day != drag.meeting.meeting.day:
            self.dropped.emit(drag.meeting.key, drag.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same as Enter; where no meeting is, one is wanted."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        meeting, grid = self._at(event.position()), self.grid
        if meeting is not None:
            self.entered.emit(meeting.key)
            return
        lane = self.rowAt(int(event.position().y()))
        day = self._day_at(event.position().x())
        if grid is not None and lane >= 0 and day is not None:
            self.new_wanted.emit(grid.lanes[lane].body_id, day)

    def _day_at(self, x: float) -> date | None:
        """The day that stands at a place across; None past the last week."""
        column = self.columnAt(int(x))
        if self.grid is None or column < 0:
            return None
        weekday = int((x - self.columnViewportPosition(column)) * _WEEK / self.columnWidth(column))
        return self.grid.day_at(column, min(weekday, _WEEK - 1))

    def menu_place(self, asked: QPoint) -> QPoint:
        """Where the menu of the meeting that one stands on belongs: by the pointer if that is on it, else below it."""
        chip = self.chip(self._key) if self._key in self._chips else QRectF()
        return asked if chip.contains(QPointF(asked)) or chip.isNull() else chip.bottomLeft().toPoint()

    def _day_under(self, drag: _Drag) -> date:
        grid = self.grid
        if grid is None:
            return drag.day
        # The chip is held where it was taken: what moves is the distance from there.
        middle = self.chip(drag.meeting.key).center().x() + drag.at.x() - drag.start.x()
        across = int(min(max(middle, self.columnViewportPosition(0)), self._right_end() - 1))
        column = max(self.columnAt(across), 0)
        weekday = int((across - self.columnViewportPosition(column)) * _WEEK / self.columnWidth(column))
        day = grid.day_at(column, min(weekday, _WEEK - 1))
        return self._snap(day, drag.meeting.meeting.day)

    def _right_end(self) -> int:
        last = self._model.columnCount() - 1
        return self.columnViewportPosition(last) + self.columnWidth(last)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what a chip, or a shaded day, is when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._told_at(QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def _told_at(self, place: QPointF) -> str:
        meeting, grid = self._at(place), self.grid
        if meeting is not None:
            return f"{meeting.spoken}\n{_KEYS}"
        column = self.columnAt(int(place.x()))
        if grid is None or column < 0:
            return ""
        week = grid.columns[column]
        return f"{week.title}: {week.days_told}" if week.days_told else week.title


def can_move(meeting: GridMeeting) -> bool:
    """Whether it can be moved: one that is called off, or only reckoned, cannot."""
    return meeting.meeting.id is not None and meeting.meeting.status != MeetingStatus.installd


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether a picture still holds. A grid is made anew when anything in it changes, and never compared in depth."""
    return one[0] is other[0] and one[1:] == other[1:]
