"""Working days: Sweden's red days by law, the eves that are free as well, and counting round them.

The public holidays are those of lag (1989:253) om allmänna helgdagar; midsommarafton, julafton and nyårsafton are
put on a par with them by lag (1930:173) 2 §. The other eves (trettondagsafton, skärtorsdag, valborg) are working days.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

from nemndsekr.support.days import WEEKDAYS

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# From 2005 the sixth of June is a holiday instead of the Monday after Pentecost.
_NATIONAL_DAY_SINCE: Final = 2005
# Easter is reckoned in the Gregorian calendar.
_FIRST_YEAR: Final = 1583
_LAST_YEAR: Final = 9000


def easter_sunday(year: int) -> date:
    """Påskdagen of a year in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    quarters, of_quarter = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarters - moon - of_quarter) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> MappingProxyType[date, str]:
    """The public holidays of a year with their names, without the ordinary Sundays."""
    easter = easter_sunday(year)
    days = {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        easter - 2 * _DAY: "långfredagen",
        easter: "påskdagen",
        easter + _DAY: "annandag påsk",
        date(year, 5, 1): "första maj",
        easter + 39 * _DAY: "Kristi himmelsfärdsdag",
        easter + 49 * _DAY: "pingstdagen",
        _first(date(year, 6, 20), _SATURDAY): "midsommardagen",
        _first(date(year, 10, 31), _SATURDAY): "alla helgons dag",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
    }
    if year >= _NATIONAL_DAY_SINCE:
        days[date(year, 6, 6)] = "nationaldagen"
    else:
        days[easter + 50 * _DAY] = "annandag pingst"
    return MappingProxyType(dict(sorted(days.items())))


@cache
def free_eves(year: int) -> MappingProxyType[date, str]:
    """The eves on which nobody works and no time runs out: midsommarafton, julafton and nyårsafton."""
    return MappingProxyType(
        {
            _first(date(year, 6, 19), _SATURDAY - 1): "midsommarafton",
            date(year, 12, 24): "julafton",
            date(year, 12, 31): "nyårsafton",
        }
    )


def _first(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def can_be_reckoned(*days: date | None) -> bool:
    """Whether there is a calendar round these days: «9999-12-31», written for «until further notice», has none."""
    return all(day is None or _FIRST_YEAR <= day.year <= _LAST_YEAR for day in days)


def red_day(day: date) -> str:
    """Why a day is free besides being a Saturday or a Sunday: «midsommarafton»; empty where it is not."""
    return holidays(day.year).get(day) or free_eves(day.year).get(day, "")


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether people work that day; ``closed`` are the nämnd's own free days."""
    return day.weekday() < _SATURDAY and not red_day(day) and day not in closed


def next_working_day(day: date, closed: Collection[date] = ()) -> date:
    """The day itself, if it is a working day, else the first after it."""
    while not is_working_day(day, closed):
        day += _DAY
    return day


def add_working_days(day: date, number: int, closed: Collection[date] = ()) -> date:
    """The day so many working days after a day, or before it where the number is negative; 0 is the day itself."""
    step = _DAY if number > 0 else -_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day, closed):
            day += step
    return day


def working_days_left(day: date, last: date, closed: Collection[date] = ()) -> int:
    """How many working days come after ``day`` up to and with ``last``; 0 when ``last`` is not after it.

    Reckoned by years and not by days: a reply day may be written «9999-12-31».
    """
    if last <= day:
        return 0
    weekdays = _weekdays_until(last) - _weekdays_until(day)
    red = sum(
        day < one <= last and one.weekday() < _SATURDAY
        for year in range(day.year, last.year + 1)
        for one in {**holidays(year), **free_eves(year)}
    )
    own = sum(day < one <= last and is_working_day(one) for one in set(closed))
    return weekdays - red - own


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays up to and with a day; the first day of year 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def free_day(day: date, closed: Collection[date] = ()) -> str:
    """Why nobody works that day: «långfredagen», «lördag», «eget uppehåll»; empty for a working day."""
    if name := red_day(day):
        return name
    if day.weekday() >= _SATURDAY:
        return WEEKDAYS[day.weekday()]
    return "eget uppehåll" if day in closed else ""
