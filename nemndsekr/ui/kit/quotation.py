"""Locked words of others: sunken ground, a bar, a lock and the page; never a greyed field."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from nemndsekr.ui.kit.labels import Label, caption
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import Mark
from nemndsekr.ui.kit.painting import draw_bar_ground


class Quotation(QFrame):
    """A passage that may be read and copied, not changed, with where it stands («Ordagrant ur rapporten, s. 14»)."""

    def __init__(self, text: str = "", source: str = "", *, strong: bool = True) -> None:
        super().__init__()
        self.text = Label("", "strong" if strong else "body", wrap=True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Clicks select; Tab passes by, for the screen reader finds the words in the frame's name.
        self.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.source = caption("", wrap=True)
        self._lock = Mark("lock", "text2")
        self.setLayout(column(self.text, row(self._lock, (self.source, 1), gap=6), gap=4, margins=(14, 8, 12, 8)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_quotation(text, source)

    def set_quotation(self, text: str, source: str) -> None:
        """Show another passage."""
        self.text.setText(text)
        self.source.setText(source)
        self._lock.setVisible(bool(source))
        self.source.setVisible(bool(source))
        self.setAccessibleName(f"{text} {source}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and bar."""
        del event
        draw_bar_ground(QPainter(self), QRectF(self.rect()), "sunken", "border", 3)
