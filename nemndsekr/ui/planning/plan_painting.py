"""How the year is painted: shaded days, chips whose shape tells their state, the chain's curve, the days to keep."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPainterPath, QPen

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.week_grid import GridMeeting, MarkKind, ShadeKind, WeekColumn
from nemndsekr.ui.kit.fonts import font, metrics
from nemndsekr.ui.kit.icons import IconName, draw_icon
from nemndsekr.ui.kit.painting import colour, text_width
from nemndsekr.ui.kit.tokens import Token, u

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_WEEK: Final = 7
MARK_INKS: Final[dict[MarkKind, Token]] = {
    MarkKind.idag: "text",
    MarkKind.stoppdag: "accent",
    MarkKind.svarsdag: "late",
}
_PENS: Final = {
    MarkKind.idag: Qt.PenStyle.SolidLine,
    MarkKind.stoppdag: Qt.PenStyle.DotLine,
    MarkKind.svarsdag: Qt.PenStyle.DashLine,
}
_BADGES: Final[dict[MeetingStatus, IconName]] = {MeetingStatus.flyttad: "arrow-right", MeetingStatus.extra: "plus"}


def chip_size() -> tuple[int, int]:
    """Width and height of a chip: the longest date and the number under it."""
    width = max(text_width("28/12", "strong"), text_width("28 är.", "caption"))
    return width + u(10), metrics("strong").height() + metrics("caption").height() + u(5)


def draw_shades(painter: QPainter, column: WeekColumn, area: QRectF) -> None:
    """The days of a week on which nobody meets: weekends pale, red days darker, own free days hatched besides."""
    day = area.width() / _WEEK
    pale, dark = colour("hover"), colour("neutral_soft")
    for shade in column.shades:
        where = QRectF(area.left() + shade.weekday * day, area.top(), day, area.height())
        painter.fillRect(where, pale if shade.kind == ShadeKind.helg else dark)
        if shade.kind == ShadeKind.stangt:
            painter.fillRect(where, QBrush(colour("border"), Qt.BrushStyle.BDiagPattern))


def draw_chip(
    painter: QPainter, area: QRectF, meeting: GridMeeting, *, current: bool = False, ghost: bool = False
) -> None:
    """One meeting: ``current`` has the ring of what the keys stand on, a ``ghost`` is dragged and not let go yet."""
    status = meeting.meeting.status
    off = status == MeetingStatus.installd
    chosen = meeting.in_chain or ghost
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink: Token = "accent" if chosen else "border"
    width = u(2) if chosen else 1
    style = Qt.PenStyle.DashLine if meeting.is_provisional or ghost else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour(ink), width, style))
    painter.setBrush(colour("accent_soft" if current or ghost else "sunken" if off else "surface"))
    half = width / 2
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), u(4), u(4))
    high = metrics("strong").height()
    first = QRectF(area.left(), area.top() + u(2), area.width(), high)
    made = font("strong" if chosen else "body")
    if off:
        made = QFont(made)
        made.setStrikeOut(True)
    painter.setFont(made)
    painter.setPen(colour("text2" if off else "text"))
    painter.drawText(first, _CENTRE, meeting.day_words)
    painter.setFont(font("caption"))
    painter.setPen(colour("text2"))
    below = QRectF(area.left(), first.bottom(), area.width(), area.bottom() - first.bottom() - u(2))
    painter.drawText(below, _CENTRE, "prel." if meeting.is_provisional else meeting.count_words)
    if current:
        painter.setPen(QPen(colour("accent"), u(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(-u(2), -u(2), u(2), u(2)), u(6), u(6))
    _draw_badge(painter, area, meeting)


def _draw_badge(painter: QPainter, area: QRectF, meeting: GridMeeting) -> None:
    """In its corner: the triangle of what is amiss or the ring of what is told, else that it was moved or is extra."""
    name: IconName | None = _BADGES.get(meeting.meeting.status)
    if meeting.remarks:
        name = "warning" if meeting.is_amiss else "info"
    if name is None:
        return
    size = u(14)
    box = QRectF(area.right() - size * 0.7, area.top() - size * 0.4, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("surface"))
    painter.drawEllipse(box.adjusted(-1, -1, 1, 1))
    draw_icon(painter, name, box, "warn_icon" if meeting.is_amiss else "text2")


def draw_chain(painter: QPainter, chips: list[QRectF]) -> None:
    """The curve from meeting to meeting of the chosen chain."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent"), u(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one, other in pairwise(chips):
        down = other.center().y() >= one.center().y()
        start = QPointF(one.center().x(), one.bottom() if down else one.top())
        end = QPointF(other.center().x(), other.top() if down else other.bottom())
        bend = (end.y() - start.y()) / 2
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end)
        painter.drawPath(path)


def draw_day_line(painter: QPainter, kind: MarkKind, x: float, top: float, bottom: float) -> None:
    """A day through all lanes: today whole, stoppdag dotted, svarsdag dashed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(colour(MARK_INKS[kind]), u(2) if kind != MarkKind.idag else u(1.5), _PENS[kind]))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def draw_label(painter: QPainter, at: QPointF, words: str, room: QRectF) -> None:
    """What a drag tells, on a card beside the pointer that stays inside the room and wraps there."""
    width = min(text_width(words) + u(20), room.width() - u(16), u(360))
    flags = int(Qt.TextFlag.TextWordWrap)
    inside = metrics("body").boundingRect(0, 0, int(width - u(20)), 10_000, flags, words)
    area = QRectF(at.x() + u(14), at.y() + u(18), width, inside.height() + u(12))
    area.moveLeft(max(room.left() + u(4), min(area.left(), room.right() - area.width() - u(4))))
    if area.bottom() > room.bottom() - u(4):
        area.moveBottom(max(room.top() + area.height() + u(4), at.y() - u(10)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent"), 1))
    painter.setBrush(colour("surface"))
    painter.drawRoundedRect(area, u(4), u(4))
    painter.setFont(font("body"))
    painter.setPen(colour("text"))
    painter.drawText(area.adjusted(u(10), u(6), -u(10), -u(6)), flags, words)
