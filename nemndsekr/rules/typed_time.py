"""Typed time: what somebody writes in a date field, how it is understood, and what the line under the field says.

Besides what papers hold (``rules.tidpunkt``) a field takes what is short to type: «i dag», «+10» (working days), «v14»,
«fredag». No clock is read: the day of today is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt import Tidpunkt, shown_tidpunkt, tidpunkt, why_no_day, wrong_weekday
from nemndsekr.rules.working_days import add_working_days, red_day, working_days_left
from nemndsekr.support.days import WEEKDAYS, day_reading, full_day, parse_day

NOT_UNDERSTOOD: Final = "Datumet kunde inte tolkas. Skriv till exempel 2025-03-20, 20/3 eller 20 mars."
NEEDS_DAY: Final = "Här behövs en dag. Skriv till exempel 2025-03-20, 20/3 eller 20 mars."
KEPT_AS_TEXT: Final = "Tolkas inte som en dag – sparas som text."
IS_TEXT: Final = "Inte tolkad som dag"

_WORKING_DAYS: Final = re.compile(r"([+-])\s?(\d{1,3})")
# Words that mean another day tomorrow: the day itself is kept instead of them.
_OF_NOW: Final = re.compile(r"i\s?dag|i\s?morgon|i\s?går|(?:i\s)?övermorgon|[+-]\s?\d{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """What stands in a date field: the words that are kept and printed, and what they mean, if that is known.

    ``shown`` is the quiet line under the field, ``amiss`` what is said when the field is left and the words are no day.
    """

    words: str
    value: Tidpunkt | None = None
    shown: str = ""
    amiss: str = ""

    @property
    def day(self) -> date | None:
        """The day, where the words tell one."""
        return self.value.day if self.value is not None else None

    @property
    def kept(self) -> Tidpunkt:
        """What a record keeps: the meaning, or the words alone."""
        return self.value or Tidpunkt(self.words)


def typed_time(
    words: str, today: date, after: date | None = None, *, periods: bool = False, closed: Collection[date] = ()
) -> TypedTime:
    """How the words of a date field are understood.

    A day without a year is the first such day on or after ``after`` (today, if not given), and is kept with its year;
    the line under the field says so where that is another year than this. With ``periods`` the field takes
    «våren 2025» and «senast juni» too, and keeps what it does not understand as text. ``closed`` are the house's own
    free days.
    """
    words = " ".join(words.split())
    if not words:
        return TypedTime("")
    base = after or today
    day = _day_of(words, today, base, closed)
    if day is not None:
        kept = full_day(day) if _OF_NOW.fullmatch(words) or _lacks_year(words) else words
        value = Tidpunkt(kept, day, day, Precision.dag)
        return TypedTime(kept, value, _shown_day(words, day, today, closed))
    meant = tidpunkt(words, base)
    if not periods:
        if meant is not None and meant.precision == Precision.vecka and meant.earliest == _monday(meant.earliest):
            return _first_of_week(meant, today, closed)
        return TypedTime(words, None, "", why_no_day(words) or (NEEDS_DAY if meant is not None else NOT_UNDERSTOOD))
    if meant is None:
        return TypedTime(words, None, why_no_day(words) or KEPT_AS_TEXT)
    return TypedTime(words, meant, _shown_time(meant, today, base, closed))


def note_on(value: Tidpunkt) -> str:
    """What is said under a time that is kept: how it is understood where the words alone do not tell, else nothing."""
    if not value.words:
        return ""
    meant = tidpunkt(value.words, None)
    if value.earliest is None and value.latest is None:
        return "" if meant is not None else why_no_day(value.words) or IS_TEXT
    if meant is not None and value.precision == Precision.dag and not meant.needs_year:
        return ""
    return shown_tidpunkt(replace(value, relative_to="", recurrence=""))


def _day_of(words: str, today: date, base: date, closed: Collection[date]) -> date | None:
    """The one day that the words name, if they name one."""
    count = _WORKING_DAYS.fullmatch(words)
    if count:
        number = int(count.group(2))
        return add_working_days(today, number if count.group(1) == "+" else -number, closed)
    name = words.lower().removesuffix("en")
    if name in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)
    day = parse_day(words, today, base)
    if day is not None:
        return day
    meant = tidpunkt(words, base)
    # «senast 31 mars» is more than a day, and is no day alone.
    return meant.day if meant is not None and meant.earliest == meant.latest else None


def _lacks_year(words: str) -> bool:
    meant = tidpunkt(words, None)
    return meant is not None and meant.needs_year


def _monday(day: date | None) -> date | None:
    return day - timedelta(days=day.weekday()) if day else None


def _first_of_week(meant: Tidpunkt, today: date, closed: Collection[date]) -> TypedTime:
    """The Monday of a week, in a field that holds one day; the line says that it is."""
    day = meant.earliest or today
    value = replace(meant, latest=day, precision=Precision.dag, words=full_day(day))
    return TypedTime(full_day(day), value, f"{_day_line(day, today, closed)} · veckans måndag")


def _shown_day(words: str, day: date, today: date, closed: Collection[date]) -> str:
    parts = [_day_line(day, today, closed), wrong_weekday(words, day)]
    if _lacks_year(words):
        parts.append(_reckoned(day, today))
    return " · ".join(filter(None, parts))


def _day_line(day: date, today: date, closed: Collection[date]) -> str:
    return " · ".join(filter(None, (day_reading(day), red_day(day), _left(day, today, closed))))


def _left(day: date, today: date, closed: Collection[date]) -> str:
    if day <= today:
        return "i dag" if day == today else ""
    number = working_days_left(today, day, closed)
    return "1 arbetsdag kvar" if number == 1 else f"{number} arbetsdagar kvar"


def _reckoned(day: date, today: date) -> str:
    """What is said of a year that nobody wrote: nothing while it is this one."""
    return f"året är inte skrivet: {day.year}" if day.year != today.year else ""


def _shown_time(meant: Tidpunkt, today: date, base: date, closed: Collection[date]) -> str:
    reckoned = meant.relative_to == full_day(base)
    parts = [shown_tidpunkt(replace(meant, relative_to="") if reckoned else meant)]
    if meant.latest is not None and meant.is_deadline:
        parts.append(_left(meant.latest, today, closed))
    end = meant.latest or meant.earliest
    if reckoned and end is not None and not meant.words.lower().startswith("inom"):
        parts.append(_reckoned(end, today))
    return " · ".join(filter(None, parts))
