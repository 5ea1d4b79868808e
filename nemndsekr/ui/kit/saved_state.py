"""The saved state at the far left of the status bar: it always answers, never blinks and keeps its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import row, set_size
from nemndsekr.ui.kit.messages import Mark, announce

PATIENCE_MS: Final = 500
"""A save that is over sooner is not told of, so that nothing flickers while one writes."""
_ROOM: Final = 116
"""Units kept for the ordinary words, so that «Sparar …» and «Sparat 14.32.07» leave their neighbours alone."""


class SavedState(QWidget):
    """«Sparar …», «Sparat 14.32», or «Inte sparat» with the reason and a link."""

    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark("tick", "ok")
        self.words = caption("")
        self.link = link_button("Visa")
        self.link.setAccessibleName("Visa varför det inte är sparat")
        self.link.clicked.connect(self.details_wanted)
        self.setLayout(row(self._mark, self.words, self.link, None, gap=4))
        set_size(self, min_width=_ROOM, min_height=24)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show_saving)
        self._mark.hide()
        self.link.hide()

    def saving(self) -> None:
        """A save has begun."""
        if not self._patience.isActive():
            self._patience.start()

    def saved(self, clock: str, *, say: bool = False) -> None:
        """All is on disk; ``clock`` is «14.32». ``say`` when the person asked with Ctrl+S."""
        self._patience.stop()
        self._mark.set_mark("tick", "ok")
        self._say(f"Sparat {clock}", "muted")
        if say:
            announce(self, f"Sparat {clock}")

    def failed(self, reason: str) -> None:
        """What was written is not on disk; ``reason`` is a few words («disken är full»)."""
        self._patience.stop()
        self._mark.set_mark("late", "late")
        self._say(f"Inte sparat: {reason}", "late")
        self.link.show()
        announce(self, f"Inte sparat: {reason}")

    def _show_saving(self) -> None:
        self._mark.set_mark("dot", "text2")
        self._say("Sparar …", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.link.hide()
        self._mark.show()
        self.words.setText(words)
        self.words.set_tone("late" if tone == "late" else "muted")
        self.setAccessibleName(words)
