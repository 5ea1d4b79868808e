"""DayLine: the line in which a day is written, with its keys and the month that drops down from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.rules.typed_time import TypedTime, typed_time
from nemndsekr.support.days import full_day
from nemndsekr.ui.kit.icons import icon
from nemndsekr.ui.kit.month_view import MonthView

_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DayLine(QLineEdit):
    """A line for a day, and with ``periods`` for a longer time too. ``today`` is passed in; it asks no clock.

    Up and Down step a day, with Ctrl a week; F4, Alt+Down or the arrow at the right opens the month. ``after`` decides
    the year of a day that is written without one.
    """

    def __init__(
        self, today: date, *, after: date | None = None, periods: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._after = after
        self._periods = periods
        self.month: MonthView | None = None
        self._open = QAction(icon("chevron-down", "text2"), "Visa månaden (F4)", self)
        self._open.setToolTip("Visa månaden (F4)")
        self._open.triggered.connect(self.open_month)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def typed(self) -> TypedTime:
        """What stands in the line, and how it is understood."""
        return typed_time(self.text(), self._today, self._after, periods=self._periods)

    def set_today(self, today: date, after: date | None = None) -> None:
        """Reckon from other days from now on."""
        self._today, self._after = today, after

    def settle(self) -> None:
        """Write «6 mars 2025» for «6/3», for «+10» and for other words that may mean another day tomorrow."""
        typed = self.typed()
        # While the month is down the words wait for what is chosen in it.
        if self.month is None and typed.value is not None and typed.words != " ".join(self.text().split()):
            self.setText(typed.words)

    def open_month(self) -> None:
        """Drop the month down, on the day that is written or else on today."""
        if self.isReadOnly() or self.month is not None:
            return
        self.month = MonthView(self, self._today)
        self.month.chosen.connect(self._take)
        self.month.destroyed.connect(self._forget)
        self.month.open_under(self, self._standing())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, or open the month."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (key == Qt.Key.Key_F4 and not held) or (key == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier):
            self.open_month()
        elif key in _STEPS and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            days = _STEPS[Qt.Key(key)] * (7 if held else 1)
            self._take(self._standing() + timedelta(days=days) if self.text().strip() else self._today)
        else:
            super().keyPressEvent(event)

    def _standing(self) -> date:
        """The day that steps are taken from: the one written, else the end of the time written, else today."""
        value = self.typed().value
        ends = (value.latest, value.earliest) if value is not None else ()
        return next((day for day in ends if day is not None), self._today)

    def _take(self, day: date) -> None:
        self.setText(full_day(day))
        self.textEdited.emit(self.text())
        self.setFocus()

    def _forget(self) -> None:
        self.month = None
