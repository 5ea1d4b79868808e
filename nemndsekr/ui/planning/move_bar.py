"""MoveBar: what a move brought, and whether what prepares the meeting is to go along."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.kit.messages import MessageBar, MessageTone


class MoveBar(MessageBar):
    """A message with two answers; ``acted`` is the first, ``left`` the second. Closing it is the second, too."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(closable=True)
        self.other = link_button("")
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(layout.indexOf(self.close_button), self.other)
        self.other.hide()
        self.other.clicked.connect(self.hide)
        self.other.clicked.connect(self.left)
        self.closed.connect(self.left)

    def ask(self, tone: MessageTone, words: str, yes: str, no: str) -> None:
        """Tell, and ask."""
        self.other.setText(no)
        self.other.setVisible(bool(no))
        self.show_message(tone, words, yes)
