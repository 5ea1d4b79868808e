"""The heads of the year: months and weeks with the words of the days to keep above, the bodies at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from nemndsekr.rules.planning.week_grid import DayMark, MarkKind
from nemndsekr.ui.kit.fonts import font, metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.painting import LEFT, colour, draw_hairline, draw_text, text_width
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.planning.plan_painting import MARK_INKS, draw_day_line, draw_shades

if TYPE_CHECKING:
    from nemndsekr.ui.planning.plan_table import PlanTable

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_ORDER: Final = (MarkKind.svarsdag, MarkKind.stoppdag, MarkKind.idag)
"""Whose words have their place first, where there is not room for all."""


class WeekHeader(QHeaderView):
    """Months, weeks, and under them what the lines through the lanes are."""

    def __init__(self, table: PlanTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setAccessibleName("Veckor")
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Three lines high."""
        return QSize(u(80), metrics("section").height() + 2 * metrics("caption").height() + u(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all of it at once: months and days stand where they fall, not where a section begins."""
        del event
        grid, painter = self._table.grid, QPainter(self.viewport())
        area = QRectF(self.viewport().rect())
        painter.fillRect(area, colour("surface"))
        if grid is None:
            return
        small = metrics("caption").height()
        weeks = QRectF(0, metrics("section").height() + u(6), area.width(), small + u(4))
        self._draw_weeks(painter, weeks)
        self._draw_months(painter, QRectF(0, u(2), area.width(), weeks.top() - u(2)))
        self._draw_marks(painter, QRectF(0, weeks.bottom() + u(2), area.width(), small + u(4)))
        draw_hairline(painter, area)

    def _draw_weeks(self, painter: QPainter, area: QRectF) -> None:
        grid = self._table.grid
        if grid is None:
            return
        painter.setFont(font("caption"))
        wide = text_width("52", "caption") + u(3)
        for number, column in enumerate(grid.columns):
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            if left > area.width() or left + width < 0:
                continue
            where = QRectF(left, area.top(), width, area.height())
            draw_shades(painter, column, where)
            if width >= wide or number % 2 == 0:
                painter.setPen(colour("text2"))
                painter.drawText(where.adjusted(-u(8), 0, u(8), 0), _CENTRE, str(column.number))

    def _draw_months(self, painter: QPainter, area: QRectF) -> None:
        grid = self._table.grid
        if grid is None:
            return
        starts = [self._table.x_of_start(month.column, month.weekday) for month in grid.months]
        # The month that is scrolled halfway out keeps its name in sight.
        for number, month in enumerate(grid.months):
            end = starts[number + 1] if number + 1 < len(starts) else area.width()
            left = max(starts[number], 0)
            words = month.name.capitalize()
            if month.year != grid.period.first.year:
                words = f"{words} {month.year}"
            if starts[number] > 0:
                painter.fillRect(
                    QRectF(starts[number], area.top(), 1, area.height() + metrics("caption").height() + u(6)),
                    colour("border"),
                )
            room = end - left - u(8)
            shown = words if text_width(words, "section") <= room else words[:3]
            if text_width(shown, "section") <= room:
                draw_text(painter, QRectF(left + u(6), area.top(), room + u(2), area.height()), shown, "section")

    def _draw_marks(self, painter: QPainter, area: QRectF) -> None:
        grid = self._table.grid
        if grid is None:
            return
        taken: list[QRectF] = []
        for mark in sorted(grid.marks, key=lambda one: _ORDER.index(one.kind)):
            x = self._table.x_of(mark.column, mark.weekday)
            draw_day_line(painter, mark.kind, x, area.top(), area.bottom() + u(2))
            lines = [
                QRectF(self._table.x_of(other.column, other.weekday) - 1, area.top(), 2, area.height())
                for other in grid.marks
                if other is not mark
            ]
            where = self._place(mark, x, area, [*taken, *lines])
            if where is None:
                continue
            taken.append(where)
            ink = MARK_INKS[mark.kind]
            if mark.kind == MarkKind.svarsdag:
                flag = QRectF(where.left(), where.center().y() - u(7), u(14), u(14))
                draw_icon(painter, "flag", flag, ink)
                where = where.adjusted(u(17), 0, 0, 0)
            draw_text(painter, where, mark.words, "label", ink)

    def _place(self, mark: DayMark, x: float, area: QRectF, taken: list[QRectF]) -> QRectF | None:
        width = text_width(mark.words, "label") + u(2) + (u(17) if mark.kind == MarkKind.svarsdag else 0)
        right = QRectF(x + u(5), area.top(), width, area.height())
        left = QRectF(x - u(5) - width, area.top(), width, area.height())
        sides = (left, right) if mark.kind == MarkKind.stoppdag else (right, left)
        inside = QRectF(0, area.top(), area.width(), area.height())
        free = (one for one in sides if inside.contains(one) and not any(one.intersects(other) for other in taken))
        return next(free, None)


class LaneHeader(QHeaderView):
    """The bodies' names, on as many lines as they need."""

    def __init__(self, table: PlanTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.setAccessibleName("Instanser")
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultAlignment(LEFT)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one name."""
        painter.save()
        area = QRectF(rect)
        painter.fillRect(area, colour("surface"))
        if logical_index < self.model().rowCount() - 1:
            draw_hairline(painter, area)
        current = self._table.currentIndex().row() == logical_index and self._table.hasFocus()
        painter.setFont(font("strong" if current else "body"))
        painter.setPen(colour("text"))
        words = str(self.model().headerData(logical_index, Qt.Orientation.Vertical))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area.adjusted(u(12), u(2), -u(6), -u(2)), flags, words)
        painter.restore()
