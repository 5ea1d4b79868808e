"""StateTag: a small painted widget that says how a thing stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.painting import draw_tag, tag_width
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import u

_LONGEST: Final = 320
"""Units: longer than any state or day; only words that somebody wrote without a blank are."""


class StateTag(QWidget):
    """Shape and word of a state, standing alone."""

    def __init__(self, state: State, word: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._state = state
        self._word = ""
        self.set_state(state, word)

    def set_state(self, state: State, word: str = "") -> None:
        """Show another state; without a word it is the state's own."""
        self._state, self._word = state, word or LOOKS[state].word
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return QSize(tag_width(self._state, self._word) + 1, max(u(24), metrics("body").height()))

    def minimumSizeHint(self) -> QSize:
        """It is not cut off, but where its words are so long that they would widen the window."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), u(_LONGEST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        del event
        painter = QPainter(self)
        draw_tag(painter, 0, self.height() / 2, self._state, self._word, room=self.width())
