"""why_avoided: why a day is no good day for a meeting, and better_days: which days beside it are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.rules.planning.facts import Closed
from nemndsekr.rules.working_days import red_day
from nemndsekr.support.days import WEEKDAYS

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_SATURDAY: Final = 5
_LOOKED_AT: Final = 14
_MOST: Final = 3


class Avoided(StrEnum):
    """Why a day is avoided, the weightiest first."""

    red = "red"
    weekend = "weekend"
    closed = "closed"
    bridge = "bridge"
    eve = "eve"


class WhyAvoided(NamedTuple):
    """Why, in words that go on after «är» or «ligger på»."""

    kind: Avoided
    words: str

    @property
    def lies_on(self) -> bool:
        """Whether the words are a time that the day lies in."""
        return self.kind in (Avoided.closed, Avoided.red, Avoided.weekend)

    @property
    def hard(self) -> bool:
        """Whether no meeting is held on such a day."""
        return self.kind in (Avoided.red, Avoided.weekend, Avoided.closed)


def why_avoided(day: date, closed: Sequence[Closed] = ()) -> WhyAvoided | None:
    """Why no meeting should be on a day; None where it is a day as any other.

    A klämdag is a working day between two free ones; the day before a red day, or before a free eve, is often a
    short one (skärtorsdagen, valborgsmässoafton, the day before midsommarafton).
    """
    red = red_day(day)
    if red:
        return WhyAvoided(Avoided.red, red)
    if day.weekday() >= _SATURDAY:
        return WhyAvoided(Avoided.weekend, f"en {WEEKDAYS[day.weekday()]}")
    name = _closed_on(day, closed)
    if name is not None:
        return WhyAvoided(Avoided.closed, f"uppehållet «{name}»")
    if _is_free(day - _DAY, closed) and _is_free(day + _DAY, closed):
        return WhyAvoided(Avoided.bridge, "klämdag")
    after = red_day(day + _DAY)
    return WhyAvoided(Avoided.eve, f"dagen före {after}") if after else None


def better_days(day: date, closed: Sequence[Closed] = ()) -> tuple[date, ...]:
    """Up to three good days near a day: the nearest before it, the same weekday a week before, the nearest after."""
    before = next(_good(day, -_DAY, closed), None)
    week = day - _WEEK if why_avoided(day - _WEEK, closed) is None else None
    after = next(_good(day, _DAY, closed), None)
    return tuple(dict.fromkeys(one for one in (before, week, after) if one is not None))[:_MOST]


def _good(day: date, step: timedelta, closed: Sequence[Closed]) -> Iterator[date]:
    for ahead in range(1, _LOOKED_AT + 1):
        if why_avoided(day + ahead * step, closed) is None:
            yield day + ahead * step


def _is_free(day: date, closed: Sequence[Closed]) -> bool:
    return day.weekday() >= _SATURDAY or bool(red_day(day)) or _closed_on(day, closed) is not None


def _closed_on(day: date, closed: Sequence[Closed]) -> str | None:
    return next((one.name for one in closed if one.from_day <= day <= one.until_day), None)
