"""What the painted parts share: rows, rings, tags and bars, drawn from the tokens of the moment."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from nemndsekr.ui.kit.fonts import FontRole, font, metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import Token, tokens, u

TAG_UNITS = 22
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def colour(name: Token) -> QColor:
    """A token as a colour to paint with."""
    return QColor(tokens().of(name))


def draw_text(
    painter: QPainter,
    area: QRectF,
    text: str,
    role: FontRole = "body",
    ink: Token = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> bool:
    """Draw one line of text, elided at the right; returns whether it had to be elided."""
    painter.setFont(font(role))
    painter.setPen(colour(ink))
    shown = metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, align, shown)
    return shown != text


def text_width(text: str, role: FontRole = "body") -> int:
    """The width of one line of text."""
    return metrics(role).horizontalAdvance(text)


def draw_chosen(painter: QPainter, area: QRectF, *, bar: bool = True) -> None:
    """The ground of a chosen row, with the bar at its left edge."""
    painter.fillRect(area, colour("accent_soft"))
    if bar:
        painter.fillRect(QRectF(area.left(), area.top(), u(3), area.height()), colour("accent"))


def draw_hairline(painter: QPainter, area: QRectF, inset: float = 0) -> None:
    """The line under a row."""
    painter.fillRect(QRectF(area.left() + inset, area.bottom() - 1, area.width() - 2 * inset, 1), colour("line"))


def draw_focus_ring(painter: QPainter, area: QRectF) -> None:
    """The ring round what has the focus: inside its own edge, so that nothing moves."""
    width = u(2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), u(3), u(3))


def tag_width(state: State, word: str) -> int:
    """The width of a tag as ``draw_tag`` draws it."""
    look = LOOKS[state]
    words = text_width(word, "label" if look.ground else "body")
    return words + (u(6 + 16 + 4 + 8) if look.ground else u(16 + 5))


def draw_tag(
    painter: QPainter, left: float, middle: float, state: State, word: str, *, room: float = 0, chosen: bool = False
) -> float:
    """Draw shape and word, on a soft ground where the state has one; returns the width used.

    ``room`` is the greatest width (0: as wide as needed); on a chosen row the ground is ``surface``.
    """
    look = LOOKS[state]
    width = tag_width(state, word)
    if room and width > room:
        width = int(room)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = 0
    if look.ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface" if chosen else look.ground))
        painter.drawRoundedRect(QRectF(left, middle - u(TAG_UNITS) / 2, width, u(TAG_UNITS)), u(4), u(4))
        inside = u(6)
    ink = look.ink if look.ground else look.shape_ink
    draw_icon(painter, look.shape, QRectF(left + inside, middle - u(16) / 2, u(16), u(16)), ink)
    start = left + inside + u(20 if look.ground else 21)
    end = left + width - (u(6) if look.ground else 0)
    area = QRectF(start, middle - u(TAG_UNITS) / 2, max(0.0, end - start) + 1, u(TAG_UNITS))
    draw_text(painter, area, word, "label" if look.ground else "body", look.ink)
    return width


def draw_progress(painter: QPainter, area: QRectF, done: int, of: int) -> None:
    """The bar of «4/7»: accent while something remains, green when all is done."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    radius = area.height() / 2
    painter.drawRoundedRect(area, radius, radius)
    if done > 0 and of > 0:
        painter.setBrush(colour("ok" if done >= of else "accent"))
        width = max(area.height(), area.width() * min(1.0, done / of))
        painter.drawRoundedRect(QRectF(area.left(), area.top(), width, area.height()), radius, radius)


def draw_bar_ground(painter: QPainter, area: QRectF, ground: Token, bar: Token, bar_units: float) -> None:
    """A soft ground with a bar at the left: message bars and quotations."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(area, u(4), u(4))
    painter.setClipPath(path)
    painter.fillRect(area, colour(ground))
    painter.fillRect(QRectF(area.left(), area.top(), u(bar_units), area.height()), colour(bar))
    painter.restore()


# PySide6's stubs leave out the fields of an item's style option; these three tell their types.
def option_rect(option: QStyleOptionViewItem) -> QRectF:
    """Where a delegate is to paint."""
    rect: QRect = getattr(option, "rect")  # noqa: B009
    return QRectF(rect)


def option_state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Whether the item is selected, under the pointer, has the focus."""
    state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009
    return state


def option_widget(option: QStyleOptionViewItem) -> QWidget | None:
    """The view that is painted."""
    widget: QWidget | None = getattr(option, "widget")  # noqa: B009
    return widget
