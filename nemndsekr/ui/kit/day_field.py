"""The date field: takes a day as one writes it, says how it was understood, and adds the year when it is left."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.measures import set_size


class DayField(Field):
    """A label, a line to write a day in, and its reading under it. ``today`` is passed in; it asks no clock.

    ``after`` decides the year of a day that is written without one. ``day_changed`` gives the day, or None, when the
    field is left or Enter is pressed and the day is another than before.
    """

    day_changed = Signal(object)

    def __init__(self, label: str, today: date, *, after: date | None = None) -> None:
        self.line = DayLine(today, after=after)
        super().__init__(label, self.line)
        set_size(self.line, min_width=120)
        self._told: date | None = None
        self.line.textChanged.connect(self._read)
        self.line.editingFinished.connect(self._finish)

    def value(self) -> date | None:
        """The day that stands in the field, or None."""
        return self.line.typed().day

    def set_value(self, day: date | None) -> None:
        """Show a day; the same day again leaves the typed words alone."""
        self._told = day
        if day != self.value() or (day is None and not self.line.hasFocus()):
            self.line.setText(day.isoformat() if day else "")
            self.set_message("")

    def set_today(self, today: date, *, after: date | None = None) -> None:
        """Reckon from other days from now on."""
        self.line.set_today(today, after)
        self._read()

    def is_understood(self) -> bool:
        """Whether the field is empty or holds a day."""
        return not self.line.typed().amiss

    def tell_amiss(self) -> None:
        """Say at once what is not understood, and go there: Enter presses a button without leaving the field."""
        self.set_message(self.line.typed().amiss)
        self.line.setFocus()

    def _read(self) -> None:
        self.set_caption(self.line.typed().shown)
        # While one writes, half a date is no mistake: only take a message away, never put one up.
        if self.message.words.text() and self.is_understood():
            self.set_message("")

    def _finish(self) -> None:
        self.line.settle()
        typed = self.line.typed()
        self.set_message(typed.amiss)
        if not typed.amiss and typed.day != self._told:
            self._told = typed.day
            self.day_changed.emit(typed.day)
