"""Tidpunkt as a plain value: the words as written, and the first and the last day that they can mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.support.days import SHORT_WEEKDAYS, full_day, month_name

THE_YEAR: Final = "året"
"""What a time hangs on when its year is not told and there is no day to reckon the year from."""
SAME_YEAR: Final = "samma år"
"""What a time hangs on when it points back at a year told earlier, and none is."""


class Period(NamedTuple):
    """The first and the last day of a stretch of time."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Tidpunkt:
    """A time as it was written; the names are those of the columns of ``TidpunktFields``.

    A time by which something is due has ``latest`` and no ``earliest``; one from which it begins has ``earliest`` and
    no ``latest``. ``relative_to`` is the day that a missing year or a span of time was reckoned from, the thing that
    it hangs on («beslutet»), or ``THE_YEAR`` where the year is still to be told.
    """

    words: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.okand
    recurrence: str = ""
    relative_to: str = ""

    @classmethod
    def of(cls, record: Any) -> Tidpunkt:
        """The time that a record with the columns of ``TidpunktFields`` holds."""
        return cls(
            record.words, record.earliest, record.latest, record.precision, record.recurrence, record.relative_to
        )

    @property
    def needs_year(self) -> bool:
        """Whether somebody has to say which year is meant."""
        return self.relative_to in (THE_YEAR, SAME_YEAR)

    @property
    def is_deadline(self) -> bool:
        """Whether only the last day is told: «senast», «före», «till och med»."""
        return self.latest is not None and self.earliest is None

    @property
    def day(self) -> date | None:
        """The day, when the words tell exactly one: also the last day of «senast den 31 mars 2025»."""
        if self.precision != Precision.dag or self.latest is None or self.earliest not in (None, self.latest):
            return None
        return self.latest

    def columns(self) -> dict[str, Any]:
        """The values by the names of the columns of ``TidpunktFields``, for a record that is made or changed."""
        return {
            "words": self.words,
            "earliest": self.earliest,
            "latest": self.latest,
            "precision": self.precision,
            "recurrence": self.recurrence,
            "relative_to": self.relative_to,
        }


def shown_tidpunkt(value: Tidpunkt) -> str:
    """How a time was understood, for the line under its field: «senast tis 30 juni 2026», «1 mars–31 maj 2025»."""
    parts = [value.recurrence] if value.recurrence else []
    days = _shown_days(value.earliest, value.latest)
    if days:
        parts.append(days)
    if value.needs_year:
        parts.append("vilket år?")
    elif value.relative_to:
        parts.append(f"räknat från {value.relative_to}")
    return ", ".join(parts) if parts else "utan dag"


def _shown_days(earliest: date | None, latest: date | None) -> str:
    if earliest is not None and latest is not None:
        return _weekday_day(earliest) if earliest == latest else _stretch(earliest, latest)
    if latest is not None:
        return f"senast {_weekday_day(latest)}"
    return f"tidigast {_weekday_day(earliest)}" if earliest is not None else ""


def _weekday_day(day: date) -> str:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {full_day(day)}"


def _stretch(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{full_day(first)}–{full_day(last)}"
    if first.month != last.month:
        return f"{first.day} {month_name(first.month)}–{full_day(last)}"
    return f"{first.day}–{full_day(last)}"
