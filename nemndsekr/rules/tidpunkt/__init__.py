"""Tidpunkt: reads times as Swedish papers and secretaries write them, in a field or in running text.

``tidpunkt(words, near)`` reads the words of a field, ``find_tidpunkter(text, near)`` finds the times in running text.
``near`` is the day from which a year that is not told is reckoned (the paper's own day, or the day a case came in):
«31/3» is the first such day on or after it, «i år» its year. Without it the year is asked for, never guessed. No clock
is read. The values carry the columns of ``TidpunktFields``; ``Tidpunkt.columns()`` gives them for a record.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt.cores import NoSuchDay, weekday_at
from nemndsekr.rules.tidpunkt.grammar import Impossible, Reader, Time
from nemndsekr.rules.tidpunkt.no_such_day import impossible_form, told_no_such_day
from nemndsekr.rules.tidpunkt.tokens import Tokens
from nemndsekr.rules.tidpunkt.value import SAME_YEAR, THE_YEAR, Period, Tidpunkt, shown_tidpunkt
from nemndsekr.support.days import WEEKDAYS, full_day

__all__ = [
    "SAME_YEAR",
    "THE_YEAR",
    "FoundTidpunkt",
    "Period",
    "Tidpunkt",
    "find_impossible_days",
    "find_tidpunkter",
    "shown_tidpunkt",
    "tidpunkt",
    "why_no_day",
    "wrong_weekday",
]

LONGEST: Final = 400
"""Characters of a field beyond which it holds a text and no time."""


class FoundTidpunkt(NamedTuple):
    """A time in running text: characters start to end (half-open), and what it means."""

    start: int
    end: int
    value: Tidpunkt


def tidpunkt(words: str, near: date | None) -> Tidpunkt | None:
    """What the words of a field mean as a time, or None when they are no time («4/2024», «31/4», «snart kanske»).

    Several times («i augusti och november 2025») are given as one, from the first day to the last. Words round a
    single time («klart senast juni 2026») do not hinder.
    """
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        return None
    reader = Reader(words, near, field=True)
    try:
        times = reader.whole()
    except NoSuchDay:
        return None
    if times:
        return _as_one(times, words)
    within = [found.value for found in find_tidpunkter(words, near)]
    if len(within) != 1 or find_impossible_days(words):
        return None
    one = within[0]
    return Tidpunkt(words, one.earliest, one.latest, one.precision, one.recurrence, one.relative_to)


def find_tidpunkter(text: str, near: date | None, *, limits: bool = True, digits: bool = False) -> list[FoundTidpunkt]:
    """The times in running text, in order; with ``limits`` false, without «senast», «före» and the like before them.

    Numbers that only look like dates (case numbers, paragraphs, telephone numbers) are left alone, and figures such
    as 250331 and 26/1 are taken only where a word before them asks for a day; ``digits`` takes 250331 anywhere.
    """
    reader = Reader(text, near, field=False, limits=limits, digits=digits)
    found = []
    for time in reader.all():
        if isinstance(time, Time):
            start, end = reader.tokens.start(time.start if limits else time.core), reader.tokens.end(time.end - 1)
            found.append(FoundTidpunkt(start, end, time.value(text[start:end])))
    return found


def find_impossible_days(text: str) -> list[tuple[int, int, str]]:
    """The days in a text that do not exist, such as 31 April: start, end, and a sentence that says so."""
    reader = Reader(text, None, field=False)
    return [
        (reader.tokens.start(one.start), reader.tokens.end(one.end - 1), told_no_such_day(one.day, one.month, one.year))
        for one in reader.all()
        if isinstance(one, Impossible)
    ]


def wrong_weekday(words: str, day: date) -> str:
    """What is amiss when words name another weekday than that of the day («… är en måndag, inte en tisdag.»), if so."""
    tokens = Tokens(words)
    for at in range(len(tokens)):
        told = weekday_at(tokens, at)
        if told is not None:
            name = WEEKDAYS[told[0]]
            same = told[0] == day.weekday()
            return "" if same else f"{full_day(day)} är en {WEEKDAYS[day.weekday()]}, inte en {name}."
    return ""


def why_no_day(words: str) -> str:
    """Why the words of a field are no day, when the reason is known («31 april finns inte. April har 30 dagar.»)."""
    words = " ".join(words.split())
    try:
        Reader(words[:LONGEST], None, field=True).whole()
    except NoSuchDay as none:
        return told_no_such_day(none.day, none.month, none.year)
    within = find_impossible_days(words[:LONGEST])
    return within[0][2] if within else impossible_form(words[:LONGEST])


def _as_one(times: list[Time], words: str) -> Tidpunkt:
    """The times of a field as one: from the first day of the first to the last day of the last."""
    first = times[0].value(words)
    if len(times) == 1:
        return first
    last = times[-1].value(words)
    earliest = min((time.days.earliest for time in times if time.days.earliest), default=None)
    latest = max((time.days.latest for time in times if time.days.latest), default=None)
    hangs_on = first.relative_to or last.relative_to
    precision = first.precision if first.precision == last.precision else Precision.okand
    if any(time.days.earliest is None for time in times):
        earliest = None
    return Tidpunkt(words, earliest, latest, precision, first.recurrence or last.recurrence, hangs_on)
