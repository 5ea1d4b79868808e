"""Days as Swedes write and read them: «31/3», «31 mars», «250331» in, «torsdag 20 mars 2025, v. 12» out."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli",
    "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SHORT_WEEKDAYS: Final = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SHORT_MONTHS: Final = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")

_WORDS: Final[dict[str, int]] = {
    "i dag": 0, "idag": 0, "i morgon": 1, "imorgon": 1, "i övermorgon": 2, "övermorgon": 2, "i går": -1, "igår": -1,
}  # fmt: skip
# A leap day may be eight years off when a century is no leap year.
_YEARS_AHEAD: Final = 9
_CENTURY: Final = 2000
_WEEKDAY: Final = re.compile(r"^(mån|tis|ons|tor|tors|fre|lör|sön)(dag|dagen)?\.?\s+(?=\S)")
_MONTH_NAME: Final = (
    r"(?P<name>jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|jun(?:i)?|jul(?:i)?|aug(?:usti)?|sep(?:t|tember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_FORMS: Final = tuple(
    re.compile(rf"^{form}$")
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{2})-?(?P<month>\d{2})-?(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}})(?:[\s/-]\s*{_YEAR})?",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"(?:den\s+)?(?P<day>\d{{1,2}})(?::?e|:a)?\s+{_MONTH_NAME}(?:\s+{_YEAR})?",
    )
)


def parse_day(text: str, today: date, after: date | None = None) -> date | None:
    """The day that a person meant, or None when it cannot be told.

    A day without a year is the first such day on or after ``after`` (today, if not given). A day that does not exist,
    such as 31/4, is None: it is never moved to another.
    """
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    words = _WEEKDAY.sub("", words)
    for form in _FORMS:
        found = form.match(words)
        if found:
            parts = found.groupdict()
            month = _month_of(parts["name"]) if parts.get("name") else int(parts["month"])
            return _day(parts.get("year"), month, int(parts["day"]), after or today)
    return None


def long_day(day: date) -> str:
    """«torsdag 20 mars 2025, v. 12»."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}, v. {week(day)}"


def day_reading(day: date) -> str:
    """«tors 20 mars 2025, v. 12»: how a typed day was understood."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}, v. {week(day)}"


def weekday_day(day: date) -> str:
    """«tors 20 mars»."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def weekday_short(day: date) -> str:
    """«tors 20/3», for lists of dates."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {short_day(day)}"


def full_day(day: date) -> str:
    """«20 mars 2025»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def near_day(day: date, today: date) -> str:
    """«20 mars» in the year of today, «20 mars 2026» in any other."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == today.year else full_day(day)


def short_day(day: date) -> str:
    """«20/3»."""
    return f"{day.day}/{day.month}"


def month_name(month: int) -> str:
    """«mars»."""
    return MONTHS[month - 1]


def week(day: date) -> int:
    """The ISO week."""
    return day.isocalendar().week


def _month_of(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _day(year: str | None, month: int, day: int, after: date) -> date | None:
    if year:
        return _existing(int(year) if len(year) > 2 else _CENTURY + int(year), month, day)
    candidates = (_existing(after.year + ahead, month, day) for ahead in range(_YEARS_AHEAD))
    return next((candidate for candidate in candidates if candidate and candidate >= after), None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MONTHS: Final = 12
_SPOKEN_IN_DAYS: Final = 60
_ABOUT_HALF: Final = range(4, 9)
"""Months that make about half a year."""


def spoken_span(one: date, other: date) -> str:
    """How far two days are from each other, as a person says it: «36 dagar», «8 månader», «drygt 1 år», «nästan 3 år».

    Up to two months it is told in days, up to a year in whole months, then in years and about a half.
    """
    first, last = sorted((one, other))
    days = (last - first).days
    if days <= _SPOKEN_IN_DAYS:
        return f"{days} {'dag' if days == 1 else 'dagar'}"
    months = (last.year - first.year) * _MONTHS + last.month - first.month - (last.day < first.day)
    years, left = divmod(months, _MONTHS)
    if not years:
        return f"{months} {'månad' if months == 1 else 'månader'}"
    if not left:
        return f"{years} år"
    if left < _ABOUT_HALF.start:
        return f"drygt {years} år"
    return f"omkring {years},5 år" if left in _ABOUT_HALF else f"nästan {years + 1} år"


def day_and_clock(at: datetime) -> str:
    """«19 februari 2026 14.32», by the zone that the instant has."""
    return f"{full_day(at.date())} {at:%H.%M}"
