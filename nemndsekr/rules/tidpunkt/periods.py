"""Periods: which days the kernels of a time are in a year, what a limit makes of them, and whose year they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt.cores import Core, Year, days_of_month
from nemndsekr.rules.tidpunkt.phrases import Span
from nemndsekr.rules.tidpunkt.value import SAME_YEAR, THE_YEAR, Period
from nemndsekr.rules.working_days import add_working_days
from nemndsekr.support.days import full_day


class Days(NamedTuple):
    """The days that a time can mean; open (None) at a limit, or everywhere while the year is not known."""

    earliest: date | None
    latest: date | None
    relative_to: str = ""


class Item(NamedTuple):
    """A kernel in a list of them: its token with the words before it, which part of it is meant, how it is joined."""

    start: int
    core: Core
    part: str = ""
    ranged: bool = False
    """Whether it ends a stretch that the item before it begins."""


def told_year(year: Year | None, near: date | None, mention: int | None) -> tuple[int | None, str]:
    """The year in figures, and what it hangs on when it is not told in figures."""
    if year is None:
        return None, THE_YEAR
    if not year.base:
        return year.number, ""
    if year.base == "same":
        return (mention + year.number, "") if mention is not None else (None, SAME_YEAR)
    return (near.year + year.number, full_day(near)) if near is not None else (None, THE_YEAR)


def shared_years(years: Sequence[Year | None]) -> list[Year | None]:
    """Each item's year; one without takes that of the next that has one, else that of the one before."""
    shared = list(years)
    for number in range(len(shared) - 2, -1, -1):
        shared[number] = shared[number] or shared[number + 1]
    for number in range(1, len(shared)):
        shared[number] = shared[number] or shared[number - 1]
    return shared


def period_of(group: Sequence[Item], year: int) -> Period | None:
    """The days from the first kernel to the last, when the last one lies in ``year``."""
    last = group[-1].core.make(year)
    if last is None:
        return None
    last = _part_of(last, group[-1].part)
    if len(group) == 1:
        return last
    own = group[0].core.year
    first = group[0].core.make(own.number if own and not own.base else year)
    if first is None:
        return None
    first = _part_of(first, group[0].part)
    if first.first > last.last and own is None:
        # «november–januari 2026» begins the year before.
        earlier = group[0].core.make(year - 1)
        first = _part_of(earlier, group[0].part) if earlier else first
    return Period(first.first, last.last) if first.first <= last.last else None


def _part_of(period: Period, part: str) -> Period:
    """«i början av», «i mitten av», «i slutet av»: about a third of the time; of a year, the first or last quarter."""
    first, last = period
    if not part:
        return period
    if part in ("first", "last"):
        day = first if part == "first" else last
        return Period(day, day)
    days = (last - first).days + 1
    if days > 360:
        months = {"start": (1, 3), "middle": (5, 8), "end": (10, 12)}[part]
        return Period(date(first.year, months[0], 1), date(first.year, months[1], days_of_month(first.year, months[1])))
    third = max(days // 3, 1)
    match part:
        case "start":
            return Period(first, first + timedelta(days=third - 1))
        case "middle":
            return Period(first + timedelta(days=third), last - timedelta(days=third))
        case _:
            return Period(last - timedelta(days=third - 1), last)


def limit_kind(kind: str, first: Item, *, ranged: bool) -> str:
    """What a limit means before this kernel: «från» begins a stretch, «till» ends a time or only names a season."""
    if kind == "from" and ranged:
        return ""
    if kind == "till":
        # «till våren» says which spring, «till den 31 mars» the last day.
        return "" if first.core.precision == Precision.arstid and not first.part else "by"
    return kind


def limited(period: Period, kind: str, part: str) -> Days:
    """The days that are left of a period by its limit."""
    first, last = period
    match kind:
        case "by":
            return Days(None, last)
        case "before":
            # «före utgången av juni» is in time on the last of June.
            return Days(None, last if part in ("last", "end") else first - timedelta(days=1))
        case "after":
            return Days(last + timedelta(days=1), None)
        case "from":
            return Days(first, None)
        case _:
            return Days(first, last)


def later(day: date, span: Span) -> date:
    """The day so long after a day."""
    match span.unit:
        case "days":
            return day + timedelta(days=span.number)
        case "weeks":
            return day + timedelta(weeks=span.number)
        case "working_days":
            return add_working_days(day, span.number)
    months = span.number * {"months": 1, "quarters": 3, "years": 12}[span.unit]
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, days_of_month(day.year + years, month + 1)))
