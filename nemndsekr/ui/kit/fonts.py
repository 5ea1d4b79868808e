"""The type scale: one function gives the font of every role, so that the text size setting reaches all text."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from nemndsekr.ui.kit.tokens import points

FontRole = Literal["title", "section", "strong", "body", "label", "caption"]

SCALE: Final[dict[FontRole, tuple[float, QFont.Weight]]] = {
    "title": (1.5, QFont.Weight.DemiBold),
    "section": (1.1, QFont.Weight.DemiBold),
    "strong": (1.0, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "label": (0.9, QFont.Weight.DemiBold),
    "caption": (0.9, QFont.Weight.Normal),
}
"""Size relative to body text, and weight."""


@cache
def font(role: FontRole) -> QFont:
    """The font for a role: the system's family in the size that the person chose."""
    factor, weight = SCALE[role]
    made = QFont(QApplication.font())
    made.setPointSizeF(points() * factor)
    made.setWeight(weight)
    return made


@cache
def metrics(role: FontRole) -> QFontMetrics:
    """The measures of a role's font."""
    return QFontMetrics(font(role))


def forget_fonts() -> None:
    """Drop what was made for the former text size. Called by ``Theme`` only."""
    font.cache_clear()
    metrics.cache_clear()
