"""WindowMessages: what the window tells over the page, one thing at a time, and for how long it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import MessageBar


class WindowMessages(QWidget):
    """The message of the moment, and under practice what says so all the time.

    A message belongs to its place and its moment: it goes when another page or case is shown, and when something is
    changed afterwards. What went wrong stays through changes, until it is closed or mended.
    """

    def __init__(self, desk: Desk, take_last: Callable[[], object], *, demo: bool) -> None:
        """Tell of what ``desk`` does; ``take_last`` takes back what a page tells has just been done."""
        super().__init__()
        self._desk = desk
        self._take_last = take_last
        self._act: Callable[[], object] | None = None
        self._undoes = False
        self._since = 0
        self.bar = MessageBar(closable=True)
        self.bar.hide()
        self.demo_bar = MessageBar("warn", "Övningsdatabas – inget här är på riktigt.")
        self.setLayout(column(self.demo_bar, self.bar, gap=8, margins=(16, 8, 16, 0)))
        if not demo:
            self.demo_bar.hide()
            self.hide()
        self.bar.acted.connect(self.act)
        self.bar.closed.connect(self.clear)

    def show_message(self, tone: Any, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show one message; a new one takes the place of the old."""
        self._since = self._desk.begun
        self._act = action[1] if action else None
        self._undoes = action is not None and action[0] == "Ångra"
        self.bar.show_message(tone, words, action[0] if action else "")
        self.bar.show()
        self.show()

    def note(self, tone: Any, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show what a page tells; its «Ångra» takes back what was told, and says so as every other Ångra does."""
        undoes = action is not None and action[0] == "Ångra"
        self.show_message(tone, words, ("Ångra", self._take_last) if undoes else action)

    def clear(self) -> None:
        """Take the message away."""
        self.bar.hide()
        self._act, self._undoes = None, False
        self.setVisible(self.demo_bar.isVisibleTo(self))

    def clear_what_is_over(self) -> None:
        """Take the message away where what changed now is newer; a link that undoes would then undo another act."""
        newer = self._desk.told > self._since
        if self._undoes or (newer and self.bar.tone != "late"):
            self.clear()

    def act(self) -> None:
        """Do what the message offers; it has then been read."""
        act = self._act
        self.clear()
        if act is not None:
            act()
