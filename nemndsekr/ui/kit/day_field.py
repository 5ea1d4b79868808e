"""The date field: takes a day as one writes it, says how it was understood, and never changes what was typed."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from nemndsekr.support.days import day_reading, parse_day
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.measures import set_size

NOT_UNDERSTOOD: Final = "Datumet kunde inte tolkas. Skriv till exempel 2025-03-20, 20/3 eller 20 mars."


class DayField(Field):
    """A label, a line to write a day in, and its reading under it. ``today`` is passed in; it asks no clock.

    ``after`` decides the year of a day that is written without one. ``day_changed`` gives the day, or None, when the
    field is left or Enter is pressed and the day is another than before.
    """

    day_changed = Signal(object)

    def __init__(self, label: str, today: date, *, after: date | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line)
        set_size(self.line, min_width=120)
        self._today = today
        self._after = after
        self._told: date | None = None
        self.line.textChanged.connect(self._read)
        self.line.editingFinished.connect(self._finish)

    def value(self) -> date | None:
        """The day that stands in the field, or None."""
        return parse_day(self.line.text(), self._today, self._after)

    def set_value(self, day: date | None) -> None:
        """Show a day; the same day again leaves the typed words alone."""
        self._told = day
        if day != self.value() or (day is None and not self.line.hasFocus()):
            self.line.setText(day.isoformat() if day else "")
            self.set_message("")

    def set_today(self, today: date, *, after: date | None = None) -> None:
        """Reckon from other days from now on."""
        self._today, self._after = today, after
        self._read()

    def is_understood(self) -> bool:
        """Whether the field is empty or holds a day."""
        return not self.line.text().strip() or self.value() is not None

    def _read(self) -> None:
        day = self.value()
        self.set_caption(day_reading(day) if day else "")
        # While one writes, half a date is no mistake: only take a message away, never put one up.
        if self.message.words.text() and self.is_understood():
            self.set_message("")

    def _finish(self) -> None:
        self.set_message("" if self.is_understood() else NOT_UNDERSTOOD)
        day = self.value()
        if self.is_understood() and day != self._told:
            self._told = day
            self.day_changed.emit(day)
