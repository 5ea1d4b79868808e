"""The grammar: kernels put together with what stands round them, in a field by itself or in running text.

It goes from word to word and looks a fixed number of words ahead, so that no text can keep it busy for long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt.context import (
    asks_for_day,
    counts_things,
    follows_initials,
    is_number_of,
    is_whole_word,
    stands_apart,
)
from nemndsekr.rules.tidpunkt.cores import (
    DASHES,
    MONTH_NAMES,
    Core,
    NoSuchDay,
    Year,
    day_core,
    week_number,
    weekday_at,
    year_at,
)
from nemndsekr.rules.tidpunkt.longer_cores import FEAST_NAMES, ORDINALS, SEASON_NAMES, core_at, first_of_two_parts
from nemndsekr.rules.tidpunkt.periods import (
    Days,
    Item,
    later,
    limit_kind,
    limited,
    period_of,
    shared_years,
    told_year,
)
from nemndsekr.rules.tidpunkt.phrases import (
    FIRST_WORDS,
    PART_NAMES,
    Limit,
    Span,
    limit_at,
    meeting_at,
    part_at,
    recurrence_at,
    soon_at,
    span_at,
)
from nemndsekr.rules.tidpunkt.tokens import Tokens
from nemndsekr.rules.tidpunkt.value import THE_YEAR, Tidpunkt
from nemndsekr.support.days import full_day

_MOST: Final = 12
_YEARS_AHEAD: Final = 9
_AND: Final = frozenset({"och", "samt", "resp", "respektive", "eller", "&", ","})
_STARTS: Final = FIRST_WORDS | MONTH_NAMES.keys() | SEASON_NAMES.keys() | FEAST_NAMES | ORDINALS.keys() | {
    "q", "t", "kv", "v", "vt", "ht", "kvartal", "tertial", "halvår", "vecka", "veckan", "veckorna", "årsskiftet",
    "halvårsskiftet", "månadsskiftet", "år", "åren", "vårterminen", "höstterminen", "läsåret", "nästa", "samma",
    "innevarande", "årets", "kommande",
}  # fmt: skip
# Which small words may lead to a kernel that could be something else.
_LEADS: Final = {
    "month": frozenset({"i", "under", "hela", "omkring", "kring", "runt", "mellan", "av"}),
    "season": frozenset({"under", "hela", "omkring", "kring", "runt", "mellan", "i"}),
    "feast": frozenset({"i", "under", "hela", "omkring", "kring", "runt", "över"}),
    "year": frozenset({"under", "hela", "mellan", "med", "start", "till", "före", "innan", "inför", "efter", "från",
                       "sedan", "senast", "tidigast", "tom", "fom", "m", "omkring", "kring", "runt"}),
    "the_year": frozenset({"under", "hela"}),
    "figures": frozenset({"den", "mellan", "vid"}),
}  # fmt: skip
_WHOLE_NUMBERS: Final = frozenset({"digits", "figures", "year", "month_figures"})


@dataclass(frozen=True, slots=True)
class Time:
    """A time between two tokens; ``core`` is the token where its kernel begins, ``year`` the year that it named."""

    start: int
    core: int
    end: int
    days: Days
    precision: Precision = Precision.okand
    recurrence: str = ""
    year: int | None = None

    def value(self, words: str) -> Tidpunkt:
        """The time with its words."""
        days = self.days
        return Tidpunkt(words, days.earliest, days.latest, self.precision, self.recurrence, days.relative_to)


class Impossible(NamedTuple):
    """A day that does not exist, between two tokens."""

    start: int
    end: int
    day: int
    month: int
    year: int | None


class Reader:
    """Reads the times of one text. ``near`` is the day from which years that are not told are reckoned.

    ``limits`` false leaves what «senast», «före» and their like say out of the days; ``digits`` takes six and eight
    figures for a day without a word that asks for one.
    """

    def __init__(self, text: str, near: date | None, *, field: bool, limits: bool = True, digits: bool = False) -> None:
        self.tokens = Tokens(text)
        self._near = near
        self._field = field
        self._limits = limits
        self._digits = digits
        self._mention: int | None = None

    def whole(self) -> list[Time]:
        """The times that the whole text is, or nothing when something else stands there too.

        Raises:
            NoSuchDay: the words tell a day that does not exist.
        """
        times = self._times_at(0)
        if not times:
            return []
        end = times[-1].end
        # «31 mars 2025, v. 14»: the week says nothing new.
        if self.tokens.word(end) == "," and self.tokens.word(end + 1) in ("v", "vecka"):
            week = core_at(self.tokens, end + 1, field=True)
            end = week.end if week else end
        if self.tokens.word(end) in (".", ",", ";"):
            end += 1
        return times if end >= len(self.tokens) else []

    def all(self) -> Iterator[Time | Impossible]:
        """The times in running text, in order."""
        at = 0
        while at < len(self.tokens):
            word = self.tokens.word(at)
            if not (word in _STARTS or word.isdigit() or weekday_at(self.tokens, at)):
                at += 1
                continue
            try:
                times = self._times_at(at)
            except NoSuchDay as no_day:
                yield Impossible(at, no_day.end, no_day.day, no_day.month, no_day.year)
                at = max(no_day.end, at + 1)
                continue
            yield from times
            for time in times:
                self._mention = time.year or self._mention
            at = max(times[-1].end, at + 1) if times else at + 1

    def _times_at(self, at: int) -> list[Time]:
        recurrence = recurrence_at(self.tokens, at, field=self._field)
        if recurrence is not None:
            return [self._recurring(at, *recurrence)]
        end = soon_at(self.tokens, at, field=self._field)
        if end:
            return [Time(at, at, end, Days(None, None))]
        span = span_at(self.tokens, at, field=self._field)
        if span is not None:
            return [self._spanning(at, span)]
        limit = limit_at(self.tokens, at)
        return self._meeting(at, limit) or self._listed(at, limit)

    def _recurring(self, at: int, recurrence: str, end: int) -> Time:
        following = end + (self.tokens.word(end) == ",")
        limit = limit_at(self.tokens, following)
        times = self._listed(following, limit) if limit.led else []
        if len(times) == 1:
            return replace(times[0], start=at, core=at, recurrence=recurrence)
        return Time(at, at, end, Days(None, None), recurrence=recurrence)

    def _spanning(self, at: int, span: Span) -> Time:
        if span.of or self._near is None:
            days = Days(None, None, span.of or "dagen då tiden börjar")
        else:
            days = Days(None, later(self._near, span), full_day(self._near))
        precision = Precision.dag if days.latest else Precision.okand
        return Time(at, at, span.end, days, precision)

    def _meeting(self, at: int, limit: Limit) -> list[Time]:
        """«senast vid juni månads sammanträde», «till nämndens möte i juni», «nästa sammanträde»."""
        tokens, place = self.tokens, limit.end
        if not limit.led and not self._field:
            return []
        core = core_at(tokens, place, field=self._field) if tokens.word(place) in MONTH_NAMES else None
        meeting = meeting_at(tokens, core.end) if core else None
        if core is not None and meeting is not None and tokens.word(core.end - 1) == "månads":
            year = year_at(tokens, meeting[1])
            core = core.ending(year.end if year else meeting[1], year)
            return self._resolved(at, limit, [Item(place, core)], Precision.sammantrade)
        meeting = meeting_at(tokens, place)
        if meeting is None:
            return []
        words, end = meeting
        following = end + (tokens.word(end) in ("i", "den", ",", "under"))
        if tokens.word(following) == "den":
            following += 1
        core = core_at(tokens, following, field=self._field)
        usable = core is not None and core.precision in (Precision.dag, Precision.manad)
        if core is not None and usable and (following > end or self._field or core.precision == Precision.dag):
            return self._resolved(at, limit, [Item(place, core)], Precision.sammantrade)
        if words.lower().startswith("näst"):
            return [Time(at, place, end, Days(None, None, words), Precision.sammantrade)]
        return []

    def _listed(self, at: int, limit: Limit) -> list[Time]:
        """One kernel, or several joined by «och», commas and dashes."""
        items = self._items_at(limit.end, between=self.tokens.word(limit.end - 1) == "mellan" and limit.led)
        if not items:
            return []
        if limit.kind == "from" and len(items) == 1:
            # «från och med mars till och med juni»
            until = limit_at(self.tokens, items[0].core.end)
            if until.kind in ("by", "till") and self.tokens.word(items[0].core.end) != "senast":
                more = self._items_at(until.end)
                items += [more[0]._replace(ranged=True)] if len(more) == 1 else []
        if not self._field and not self._is_time(at, limit, items):
            return []
        return self._resolved(at, limit, items)

    def _items_at(self, at: int, *, between: bool = False) -> list[Item]:
        first = self._item_at(at)
        if not first:
            return []
        items = list(first)
        while len(items) < _MOST:
            end = items[-1].core.end
            following = self._next_items(items[-1], end)
            if not following:
                break
            items += following
        if between and len(items) == 2:
            items[1] = items[1]._replace(ranged=True)
        return items

    def _next_items(self, former: Item, end: int) -> list[Item]:
        tokens, sign = self.tokens, self.tokens.word(end)
        ranged = sign in DASHES or (sign == "till" and former.core.precision != Precision.ar)
        slashed = sign == "/" and former.core.precision == Precision.manad and tokens.joined(end)
        if not ranged and not slashed and sign not in _AND:
            return []
        if former.core.precision == Precision.vecka:
            week = week_number(tokens, end + 1, field=self._field)
            if week is not None:
                return [Item(end + 1, week, ranged=ranged)]
        place = end + 1
        while tokens.word(place) in ("i", "under", "den", "på") and not year_at(tokens, place):
            place += 1
        more = self._item_at(place)
        if not more:
            return []
        kernel = more[0].core
        alike = kernel.precision == former.core.precision
        if ranged or slashed:
            # «2024-11995» and «jan - jag tror» are no stretches of time.
            return [more[0]._replace(ranged=True), *more[1:]] if alike else []
        if sign == "," and not (alike and (former.core.year is None or kernel.year is None)):
            return []
        if kernel.weak and not alike:
            return []
        return more

    def _item_at(self, at: int) -> list[Item]:
        """One kernel with its weekday or part; several for «5 och 12 maj», «första och andra kvartalet»."""
        tokens, place = self.tokens, at
        weekday = weekday_at(tokens, place)
        if weekday is not None:
            core = core_at(tokens, weekday[1], field=self._field)
            return [Item(at, core)] if core and core.precision == Precision.dag else []
        part, place = part_at(tokens, at)
        several = self._days_of_one_month(place) or self._parts_of_one_year(place)
        if several:
            return several
        core = core_at(tokens, place, field=self._field)
        if core is None:
            return []
        if core.weak == "the_year" and tokens.word(core.end - 1) == "årets":
            name = PART_NAMES.get(tokens.word(core.end))
            return [Item(at, core.ending(core.end + 1), name)] if name else []
        return [Item(at, core, part)]

    def _days_of_one_month(self, at: int) -> list[Item]:
        """«5–7 maj 2025», «5, 12 och 19 maj»: days that share the month after the last."""
        tokens, place, numbers = self.tokens, at, list[tuple[int, int, bool]]()
        ranged = False
        while len(numbers) < _MOST:
            day = tokens.number(place, 2)
            if day is None or not 1 <= day <= 31:
                return []
            sign = tokens.word(place + 1)
            if sign not in DASHES and sign not in _AND:
                break
            numbers.append((place, day, ranged))
            ranged = sign in DASHES
            place += 2 + (tokens.word(place + 2) == "den")
        last = core_at(tokens, place, field=self._field) if numbers else None
        if last is None or last.month is None:
            return []
        items = [Item(start, day_core(start, day, last.month), ranged=one) for start, day, one in numbers]
        return [*items, Item(place, last, ranged=ranged)]

    def _parts_of_one_year(self, at: int) -> list[Item]:
        tokens = self.tokens
        if tokens.word(at) not in ORDINALS or tokens.word(at + 2) not in ORDINALS:
            return []
        sign = tokens.word(at + 1)
        if sign not in _AND and sign not in DASHES:
            return []
        last = core_at(tokens, at + 2, field=self._field)
        first = first_of_two_parts(tokens, at, last) if last else None
        return [Item(at, first), Item(at + 2, last, ranged=sign in DASHES)] if first and last else []

    def _is_time(self, at: int, limit: Limit, items: Sequence[Item]) -> bool:
        """Whether running text can mean a time here, and no paragraph, number, fraction or name."""
        tokens = self.tokens
        kernel, last = items[0].core, items[-1].core
        first_word = items[0].start
        if not stands_apart(tokens, first_word if not limit.led else at):
            return False
        if not is_whole_word(tokens, last.end):
            return False
        figures = tokens.word(kernel.start).isdigit()
        full = kernel.precision == Precision.dag and kernel.year is not None and len(tokens.word(kernel.start)) == 4
        if figures and not full and not limit.led and is_number_of(tokens, kernel.start):
            return False
        if kernel.weak in _WHOLE_NUMBERS and not limit.led and follows_initials(tokens, kernel.start):
            return False
        if not figures and tokens.number(at - 1, 12) is not None and not limit.led:
            # «155 mars 2025»: no such day, and not the month either - unless the number is that of something.
            return is_number_of(tokens, at - 1)
        if items[0].part and kernel.weak not in ("year", "figures", "digits"):
            return True
        return self._is_asked_for(at, limit, items)

    def _is_asked_for(self, at: int, limit: Limit, items: Sequence[Item]) -> bool:
        tokens, kernel, last = self.tokens, items[0].core, items[-1].core
        led = tokens.word(limit.end - 1) if limit.led else ""
        if any(not item.core.weak for item in items) and kernel.weak not in ("year", "digits"):
            return True
        match kernel.weak:
            case "" | "month_figures":
                return True
            case "digits":
                return self._digits or bool(limit.kind) or led == "den" or asks_for_day(tokens, at)
            case "figures":
                if tokens.word(last.end) in ("av", "del", "delar", "%"):
                    return False
                if tokens.follows(kernel.start, ("24", "/", "7")):
                    return limit.kind in ("by", "before") or led == "den"
                bracketed = tokens.word(at - 1) == "(" and tokens.word(last.end) == ")"
                alone = at == 0 and last.end >= len(tokens)
                return bool(limit.kind) or led in _LEADS["figures"] or asks_for_day(tokens, at) or bracketed or alone
            case "year":
                if counts_things(tokens, last.end):
                    return False
                stretch = len(items) == 2 and items[1].ranged and _is_stretch(items[0].core, items[1].core)
                return stretch or led in _LEADS["year"] or bool(items[0].part)
            case "month":
                small = tokens.raw(kernel.start)[:1].islower()
                return small and (bool(limit.kind) or led in _LEADS["month"])
            case "feast":
                return self._is_feast(kernel, limit, led, joined=len(items) > 1)
            case "season":
                if led == "i":
                    return self._is_season_after_i(kernel)
                return bool(limit.kind) or led in _LEADS["season"]
            case "the_year":
                return led in _LEADS["the_year"] or bool(items[0].part)
            case _:
                return limit.led

    def _is_feast(self, kernel: Core, limit: Limit, led: str, *, joined: bool) -> bool:
        """«före jul», «mellan jul och nyår», but not «mellan midsommar och skolstart»."""
        if not self.tokens.raw(kernel.start)[:1].islower():
            return False
        return bool(limit.kind) or led in _LEADS["feast"] or (joined and led == "mellan")

    def _is_season_after_i(self, kernel: Core) -> bool:
        """«i höst», but not «i vår kommun»."""
        word = self.tokens.word(kernel.start)
        if word.endswith("n"):
            return False
        following = self.tokens.word(kernel.end)
        return word != "vår" or not following.isalpha() or following in ("och", "eller", "samt")

    def _resolved(self, at: int, limit: Limit, items: Sequence[Item], precision: Precision | None = None) -> list[Time]:
        """The items with their years, stretches made one, and the limit laid on."""
        years = shared_years([item.core.year for item in items])
        recurrence = recurrence_at(self.tokens, items[-1].core.end, field=self._field) if len(items) == 1 else None
        groups: list[list[int]] = []
        for number, item in enumerate(items):
            if item.ranged and groups:
                groups[-1].append(number)
            else:
                groups.append([number])
        times: list[Time] = []
        # What a list tells later comes later: «26/2 och 6/3».
        near, mention, after = self._near, self._mention, None
        for group in groups:
            first, last = items[group[0]], items[group[-1]]
            kind = limit_kind(limit.kind, first, ranged=len(group) > 1) if self._limits else ""
            found = self._days([items[number] for number in group], years[group[-1]], kind, after or near, mention)
            if found is None:
                return []
            days, year = found
            # The words of a list's second time begin at that time, the first's at the limit.
            start = at if not times else first.start
            kernel = first.core.start if precision == Precision.sammantrade else first.start
            core = _with_den(self.tokens, kernel)
            times.append(Time(start, core, last.core.end, days, precision or first.core.precision, year=year))
            mention = year or mention
            if near is not None and years[group[-1]] is None:
                after = max(near, days.earliest or near)
        if recurrence is not None:
            days = times[0].days
            times[0] = replace(
                times[0],
                end=recurrence[1],
                recurrence=recurrence[0],
                days=days if days.relative_to != THE_YEAR else days._replace(relative_to=""),
            )
        return times

    def _base(self) -> str:
        return full_day(self._near) if self._near is not None else ""

    def _days(
        self, group: Sequence[Item], year: Year | None, kind: str, near: date | None, mention: int | None
    ) -> tuple[Days, int | None] | None:
        """The days of a kernel or a stretch in its year, and that year; None when they do not exist."""
        if year is None and near is not None:
            for number in range(near.year - 1, near.year + _YEARS_AHEAD):
                period = period_of(group, number)
                # What is told without a year is the next such time that is not over.
                if period and (limited(period, kind, group[0].part).latest or period.last) >= near:
                    return limited(period, kind, group[0].part)._replace(relative_to=self._base()), number
            return None
        told, hangs_on = told_year(year, near, mention)
        if told is None:
            # Whether there is such a day at all can be tried in a leap year with 53 weeks.
            return (Days(None, None, hangs_on), None) if period_of(group, 2004) or period_of(group, 2032) else None
        period = period_of(group, told)
        return (limited(period, kind, group[0].part)._replace(relative_to=hangs_on), told) if period else None


def _is_stretch(first: Core, last: Core) -> bool:
    return bool(first.year and last.year and 0 < last.year.number - first.year.number <= 20)


def _with_den(tokens: Tokens, at: int) -> int:
    return at - 1 if tokens.word(at - 1) == "den" else at
