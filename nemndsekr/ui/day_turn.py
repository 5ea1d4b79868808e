"""DayTurn: tells when a new day has begun while the program is open, at midnight or when the computer wakes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.desk import Desk

_LONGEST_MS: Final = 600_000
"""A computer that has slept counts from where it fell asleep; so the clock is looked at now and then."""
_PAST_MS: Final = 50


class DayTurn(QObject):
    """``turned`` is told once for each new day, by the desk's clock."""

    turned = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._day = desk.today
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.look)
        self._wait()
        window.installEventFilter(self)

    def look(self) -> None:
        """Look at the clock, and tell if it is another day than last time."""
        today = self._desk.today
        if today != self._day:
            self._day = today
            self.turned.emit()
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One who comes back to the window sees the day that it is."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        self.timer.start(wait_ms(self._desk.clock()))


def wait_ms(now: datetime) -> int:
    """How long to wait before the clock is looked at again: to just past midnight, and never for very long."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    left = (midnight - now) / timedelta(milliseconds=1)
    return min(int(left) + _PAST_MS, _LONGEST_MS)
