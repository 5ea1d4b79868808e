"""No such day: «32 februari 2026», «31/13» and «260230» have the form of a day, and are none that exists."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from nemndsekr.rules.tidpunkt.cores import days_of_month
from nemndsekr.support.days import MONTHS, month_name

_NAMES: Final = "|".join(sorted({*MONTHS, *(name[:3] for name in MONTHS)}, key=len, reverse=True))
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
# Round these other words may stand («senast 2026-02-32»); the others are days only where nothing else is written.
_WITHIN: Final = (
    re.compile(rf"(?<![\d-]){_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?![\d-])"),
    re.compile(
        rf"(?<![\d/.:-])(?P<day>\d{{1,2}})(?::?e|:a)?\s+(?P<name>{_NAMES})\b\.?(?:\s+{_YEAR})?",
        re.IGNORECASE,
    ),
)
_ALONE: Final = (
    re.compile(rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})"),
    re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<year>\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})(?:[\s/-]\s*(?P<year>\d{4}|\d\d))?"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)"),
)
_LEAP: Final = 2000
_LAST_MONTH: Final = 12


def told_no_such_day(day: int, month: int, year: int | None) -> str:
    """«31 april finns inte. April har 30 dagar.»; of February the year is told, where it is known."""
    if not 1 <= month <= _LAST_MONTH:
        return f"Månad {month} finns inte. Året har tolv månader."
    told = f" {year}" if year and month == 2 else ""
    name = month_name(month)
    return f"{day} {name}{told} finns inte. {name.capitalize()}{told} har {days_of_month(year or _LEAP, month)} dagar."


def impossible_form(words: str) -> str:
    """What is said of words in the form of a day whose day or month does not exist; empty for all others."""
    found = [match for form in _WITHIN for match in form.finditer(words)]
    found += [match for form in _ALONE if (match := form.fullmatch(words)) is not None]
    for match in found:
        parts = match.groupdict()
        name = parts.get("name")
        month = next(at for at, one in enumerate(MONTHS, 1) if one[:3] == name[:3].lower()) if name else 0
        month, day = month or int(parts["month"]), int(parts["day"])
        year = int(parts["year"]) if parts.get("year") else None
        year = year + _LEAP if year is not None and year < 100 else year
        if not _exists(year or _LEAP, month, day):
            return told_no_such_day(day, month, year)
    return ""


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
