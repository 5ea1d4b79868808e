"""The month that drops down from a date field: week numbers, red days, and a day chosen by key or pointer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nemndsekr.rules.working_days import red_day
from nemndsekr.support.days import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, day_reading, long_day, week
from nemndsekr.ui.kit.fonts import font, metrics
from nemndsekr.ui.kit.labels import Label, caption, link_button, tool_button
from nemndsekr.ui.kit.measures import column, row, set_variant
from nemndsekr.ui.kit.painting import colour, option_rect
from nemndsekr.ui.kit.tokens import Token, u

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_WEEKS: Final = 6
_SATURDAY: Final = 5
_CELL: Final = (36, 30)
DAY: Final = Qt.ItemDataRole.UserRole + 1


class MonthModel(QAbstractTableModel):
    """Six weeks round a month; a cell holds its day, and says it in full to a screen reader."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.month = date(2000, 1, 1)
        self._first = self.month

    def set_month(self, day: date) -> None:
        """Show the month of a day."""
        self.beginResetModel()
        self.month = day.replace(day=1)
        self._first = self.month - timedelta(days=self.month.weekday())
        self.endResetModel()

    def day(self, index: Index) -> date:
        """The day of a cell."""
        return self._first + timedelta(days=7 * index.row() + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; invalid when the day is not shown."""
        ahead = (day - self._first).days
        return self.index(ahead // 7, ahead % 7) if 0 <= ahead < 7 * _WEEKS else QModelIndex()

    def rowCount(self, parent: Index = _TOP) -> int:
        """The weeks."""
        return 0 if parent.isValid() else _WEEKS

    def columnCount(self, parent: Index = _TOP) -> int:
        """The days of the week."""
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The weekdays, and the numbers of the weeks."""
        across = orientation == Qt.Orientation.Horizontal
        number = week(self._first + timedelta(weeks=section))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return SHORT_WEEKDAYS[section] if across else str(number)
            case Qt.ItemDataRole.AccessibleTextRole:
                return WEEKDAYS[section] if across else f"vecka {number}"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day's number; in full for who listens, and why it is red for who points."""
        if not index.isValid():
            return None
        day = self.day(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(day.day)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (long_day(day), red_day(day))))
            case Qt.ItemDataRole.ToolTipRole:
                return red_day(day) or None
        return day if role == DAY else None


class _Days(QStyledItemDelegate):
    """Paints a day: red when it is free, grey outside the month, with a ring when it is today."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one day."""
        day: date = index.data(DAY)
        area = option_rect(option).adjusted(u(1), u(1), -u(1), -u(1))
        chosen = index == self._view.table.currentIndex()
        free = day.weekday() > _SATURDAY or bool(red_day(day))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(area, u(4), u(4))
        elif day == self._view.today:
            painter.setPen(colour("accent"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), u(4), u(4))
        outside = day.month != self._view.month.month
        tone: Token = "on_accent" if chosen else "text3" if outside else "late" if free else "text"
        painter.setFont(font("strong" if day == self._view.today and not outside else "body"))
        painter.setPen(colour(tone))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.restore()


class MonthView(QFrame):
    """A month in a frame of its own over the window. ``chosen`` gives the day, ``left`` that it was closed without one.

    Arrows go by day and week, Page Up and Page Down by month, Home to today; Enter chooses, Esc closes.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_variant(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Välj dag")
        self.today = today
        self.model = MonthModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Days(self))
        self._dress()
        self.title = Label("", "strong")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        back, on = tool_button("chevron-left", "Föregående månad"), tool_button("chevron-right", "Nästa månad")
        back.clicked.connect(lambda: self._turn(-1))
        on.clicked.connect(lambda: self._turn(1))
        self.now = link_button("I dag")
        self.now.clicked.connect(lambda: self._choose(self.today))
        self.reading = caption("")
        head = row(back, (self.title, 1), on, gap=4)
        foot = row(self.reading, None, self.now, gap=8)
        box: QVBoxLayout = column(head, self.table, foot, gap=6, margins=(8, 8, 8, 8))
        self.setLayout(box)
        for part in (back, on, self.now):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.installEventFilter(self)
        self.table.clicked.connect(lambda index: self._choose(self.model.day(index)))
        self.setFocusProxy(self.table)

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self.model.month

    @property
    def day(self) -> date:
        """The day that the frame stands on."""
        return self.model.day(self.table.currentIndex())

    def show_day(self, day: date) -> None:
        """Stand on a day, in its month."""
        if (day.year, day.month) != (self.month.year, self.month.month) or not self.table.currentIndex().isValid():
            self.model.set_month(day)
            self.title.setText(f"{MONTHS[day.month - 1]} {day.year}")
        self.table.setCurrentIndex(self.model.index_of(day))
        self.reading.setText(", ".join(filter(None, (day_reading(day), red_day(day)))))
        self.table.viewport().update()

    def open_under(self, widget: QWidget, day: date) -> None:
        """Drop down under a widget, or above it where there is no room below."""
        self.show_day(day)
        self.adjustSize()
        at = widget.mapToGlobal(widget.rect().bottomLeft())
        room = widget.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at = widget.mapToGlobal(widget.rect().topLeft())
            at.setY(at.y() - self.height())
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the month; the table itself would stop at its edges."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._pressed(event.key()):
            return True
        return bool(super().eventFilter(watched, event))

    def _pressed(self, key: int) -> bool:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in steps:
            self.show_day(self.day + timedelta(days=steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.show_day(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.day)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
            self.close()
            self.left.emit()
        else:
            return False
        return True

    def _turn(self, by: int) -> None:
        """The same day of another month, or its last day."""
        years, month = divmod(self.day.year * 12 + self.day.month - 1 + by, 12)
        following = date(years + (month == 11), (month + 1) % 12 + 1, 1)
        self.show_day(min(date(years, month + 1, 1) + timedelta(days=self.day.day - 1), following - timedelta(days=1)))

    def _choose(self, day: date) -> None:
        self.chosen.emit(day)
        self.close()

    def _dress(self) -> None:
        table = self.table
        set_variant(table, "month")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setFont(font("caption"))
        table.setAccessibleName("Dagar")
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        width, height = max(u(_CELL[0]), metrics("body").horizontalAdvance("00") + u(14)), u(_CELL[1])
        for header, size in ((table.horizontalHeader(), width), (table.verticalHeader(), height)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(size)
            header.setDefaultSectionSize(size)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setFont(font("caption"))
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = metrics("caption").horizontalAdvance("53") + u(16)
        table.verticalHeader().setFixedWidth(side)
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        top = metrics("caption").lineSpacing() + u(8)
        table.horizontalHeader().setFixedHeight(top)
        table.setFixedSize(side + 7 * width, top + _WEEKS * height)
