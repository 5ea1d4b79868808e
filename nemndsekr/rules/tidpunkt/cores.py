"""Cores: the kernels of times - days, months and years - without «senast», «i slutet av» and such."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt.tokens import Tokens
from nemndsekr.rules.tidpunkt.value import Period
from nemndsekr.support.days import MONTHS, SHORT_WEEKDAYS, WEEKDAYS

_SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_NAMES: Final = {name: number for number, name in enumerate(MONTHS, start=1)} | _SHORT_MONTHS
_LONGEST_MONTH: Final = 9
_WEEKDAY_NAMES: Final = {name: number for number, name in enumerate(WEEKDAYS)} | {
    f"{name}en": number for number, name in enumerate(WEEKDAYS)
}
_SHORT_WEEKDAYS: Final = {name: number for number, name in enumerate(SHORT_WEEKDAYS)} | {"tor": 3}
DASHES: Final = ("-", "–", "—", "−")
_RELATIVE_YEARS: Final = {
    ("i", "år"): ("near", 0), ("innevarande", "år"): ("near", 0), ("detta", "år"): ("near", 0),
    ("nästa", "år"): ("near", 1), ("kommande", "år"): ("near", 1), ("i", "fjol"): ("near", -1),
    ("samma", "år"): ("same", 0), ("året", "därpå"): ("same", 1), ("påföljande", "år"): ("same", 1),
    ("följande", "år"): ("same", 1), ("året", "efter"): ("same", 1),
}  # fmt: skip
_RELATIVE_FIRST: Final = frozenset(words[0] for words in _RELATIVE_YEARS)
# Half a century back and ahead of today's papers; what lies outside is another kind of number.
FIRST_YEAR, LAST_YEAR = 1950, 2099
# Six figures that begin with more are numbers, such as those of persons born in the last century.
_LATEST_OF_SIX: Final = 2050

Make = Callable[[int], Period | None]


class Year(NamedTuple):
    """The year of a time: told (``base`` is empty), or so many years after the paper's own or the one told before."""

    number: int
    base: str = ""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Core:
    """A kernel between two tokens. ``make`` gives its days in a year; ``weak`` ones need words that ask for a time."""

    start: int
    end: int
    precision: Precision
    make: Make
    year: Year | None = None
    weak: str = ""
    month: int | None = None
    """The month in letters of a day, which other days before it may share."""

    def ending(self, end: int, year: Year | None = None) -> Core:
        """The same, longer."""
        return replace(self, end=end, year=year or self.year)


class NoSuchDay(Exception):  # noqa: N818 - it is no failure of the program but a finding about the words
    """The words tell a day that does not exist; ``end`` is the token after them."""

    def __init__(self, end: int, day: int, month: int, year: int | None) -> None:
        super().__init__(f"{day}/{month}")
        self.end, self.day, self.month, self.year = end, day, month, year


def days_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


def months_of(first: int, last: int, years: int = 0) -> Make:
    """The days from one month to another, which may lie in a later year."""
    return lambda year: Period(date(year, first, 1), date(year + years, last, days_of_month(year + years, last)))


def _day(day: int, month: int) -> Make:
    def make(year: int) -> Period | None:
        if day > days_of_month(year, month):
            return None
        return Period(date(year, month, day), date(year, month, day))

    return make


def week_of(number: int) -> Make:
    """The days of a week with its ISO number."""

    def make(year: int) -> Period | None:
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return Period(monday, monday + timedelta(days=6))

    return make


def year_at(tokens: Tokens, at: int, *, short: bool = False, broken: bool = False) -> Year | None:
    """The year that stands here; ``short`` takes two figures too, ``broken`` one with a blank in it."""
    number = tokens.number(at)
    word = tokens.word(at)
    if number is not None and len(word) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return Year(number, end=at + 1)
    if broken and len(word) + len(tokens.word(at + 1)) == 4 and tokens.near(at + 1) and not tokens.joined(at + 1):
        both = tokens.number(at), tokens.number(at + 1)
        if None not in both and word in ("19", "20", "2"):
            joined = int(word + tokens.word(at + 1))
            if FIRST_YEAR <= joined <= LAST_YEAR and not goes_on(tokens, at + 2):
                return Year(joined, end=at + 2)
    if short and number is not None and len(word) == 2:
        return Year(2000 + number, end=at + 1)
    followed = month_at(tokens, at + 2) if short else None
    if (
        short
        and not followed
        and word in ("-", "–", "’", "'", "/")
        and tokens.number(at + 1) is not None
        and len(tokens.word(at + 1)) == 2
    ):
        return Year(2000 + (tokens.number(at + 1) or 0), end=at + 2)
    if word in _RELATIVE_FIRST:
        for words, (base, years) in _RELATIVE_YEARS.items():
            if tokens.follows(at, words):
                return Year(years, base, at + len(words))
    return None


def goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a number goes on past this token, so that it was no number by itself."""
    if not tokens.joined(at):
        return False
    if tokens.word(at) in (".", ","):
        return tokens.joined(at + 1) and tokens.word(at + 1).isdigit()
    return tokens.word(at) not in (";", ")", "?", "!", "”", '"', "»", "]")


def month_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The month that stands here, and the token after it; also one whose letters a scan has set apart."""
    word = tokens.word(at)
    if not word.isalpha():
        return None
    if word not in MONTHS:
        whole = word
        for further in range(at + 1, at + 4):
            if len(whole) >= _LONGEST_MONTH or not tokens.near(further):
                break
            whole += tokens.word(further)
            if whole in MONTHS:
                return MONTH_NAMES[whole], further + 1
    if word not in MONTH_NAMES:
        return None
    dotted = word in _SHORT_MONTHS and tokens.word(at + 1) == "." and tokens.joined(at + 1)
    # A full stop may belong to the sentence: it is the month's only when a year comes after it.
    return MONTH_NAMES[word], at + 2 if dotted and year_at(tokens, at + 2) else at + 1


def weekday_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The weekday that stands here (Monday is 0), and the token after it, «den» included."""
    word = tokens.word(at)
    number = _WEEKDAY_NAMES.get(word)
    end = at + 1
    if number is None:
        number = _SHORT_WEEKDAYS.get(word)
        end += tokens.word(end) == "." and tokens.joined(end)
    if number is None:
        return None
    return number, end + 1 if tokens.word(end) == "den" else end


def _checked(core: Core, day: int, month: int) -> Core:
    """The core of a day, when the day exists in its year (or, without one, in some year)."""
    told = core.year.number if core.year and not core.year.base else None
    if core.make(told if told is not None else 2000) is None:
        raise NoSuchDay(core.end, day, month, told)
    return core


def day_core(at: int, day: int, month: int) -> Core:
    """The kernel of a day whose month stands further on."""
    return Core(at, at + 1, Precision.dag, _day(day, month))


def week_number(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """The kernel of «16» in «v. 14–16»."""
    number = tokens.number(at, 2)
    if number is None or not 1 <= number <= 53 or (not field and goes_on(tokens, at + 1)):
        return None
    if month_at(tokens, at + 1):
        return None
    year = year_after(tokens, at + 1, field=False)
    return Core(at, year.end if year else at + 1, Precision.vecka, week_of(number), year)


def iso_day(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«2025-03-31», «2025/03/31»."""
    parts = [tokens.word(at + number) for number in range(5)]
    if parts[1] != parts[3] or parts[1] not in (*DASHES, "/", ".") or not all(map(str.isdigit, parts[::2])):
        return None
    if len(parts[2]) > 2 or len(parts[4]) > 2 or not all(tokens.near(at + number) for number in range(1, 5)):
        return None
    year = year_at(tokens, at, short=field and parts[1] == "-")
    month, day = int(parts[2]), int(parts[4])
    if year is None or year.end != at + 1 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    core = Core(at, at + 5, Precision.dag, _day(day, month), year._replace(end=0))
    if not field and (goes_on(tokens, at + 5) and tokens.word(at + 5) != "t"):
        return None
    return _checked(core, day, month)


def day_in_digits(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«250331», «20250331»."""
    word = tokens.word(at)
    if len(word) not in (6, 8) or not word.isascii():
        return None
    year = int(word[:-4]) + (2000 if len(word) == 6 else 0)
    if len(word) == 6 and not field and year >= _LATEST_OF_SIX:
        return None
    month, day = int(word[-4:-2]), int(word[-2:])
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if not field and goes_on(tokens, at + 1):
        return None
    core = Core(at, at + 1, Precision.dag, _day(day, month), Year(year), weak="digits")
    return core if core.make(year) else None


def day_in_figures(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«26/1», «31/3 2025», «31.3.2025»."""
    day, sign, month = tokens.number(at, 2), tokens.word(at + 1), tokens.number(at + 2, 2)
    if day is None or month is None or not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    if not (tokens.near(at + 1) and tokens.near(at + 2)) or (not field and not tokens.joined(at + 2)):
        return None
    end = at + 3
    if sign == ".":
        year = year_at(tokens, end + 1, short=field) if tokens.word(end) == "." else None
        if year is None or year.base or not tokens.joined(end):
            return None
    elif sign == "/":
        after_comma = end + (tokens.word(end) == "," and len(tokens.word(end + 1)) == 4)
        year = year_at(tokens, after_comma, short=field)
        if year is None and tokens.word(end) in ("-", "/") and tokens.joined(end):
            year = year_at(tokens, end + 1)
    else:
        return None
    stop = year.end if year else end
    if not field and goes_on(tokens, stop) and tokens.word(stop) not in DASHES:
        return None
    core = Core(at, stop, Precision.dag, _day(day, month), year, weak="" if year else "figures")
    return _checked(core, day, month)


def day_and_month(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«28 augusti 2024», «1:a maj», «30 jan»."""
    day = tokens.number(at, 2)
    if day is None or not 1 <= day <= 31:
        return None
    month_place = at + 1
    if tokens.word(month_place) == ":" and tokens.word(month_place + 1) in ("e", "a"):
        month_place += 2
    elif tokens.word(month_place) in ("e", "a", ".") and tokens.joined(month_place):
        month_place += 1
    month = month_at(tokens, month_place)
    if month is None:
        return None
    end = month[1]
    year = year_after(tokens, end, field=field)
    named = not field and year is None and _is_name(tokens, month_place, end)
    if named:
        return None
    core = Core(at, year.end if year else end, Precision.dag, _day(day, month[0]), year, month=month[0])
    return _checked(core, day, month[0])


def _is_name(tokens: Tokens, at: int, end: int) -> bool:
    """«Jan Persson», «Maj Lind»: a month with a capital before another word with one."""
    following = tokens.raw(end)
    return tokens.raw(at)[:1].isupper() and following[:1].isupper() and following.isalpha() and len(following) > 1


def year_after(tokens: Tokens, at: int, *, field: bool) -> Year | None:
    """The year right after a month or the like, with or without a comma."""
    year = year_at(tokens, at, short=field, broken=True)
    if year is None and tokens.word(at) == "," and len(tokens.word(at + 1)) == 4:
        year = year_at(tokens, at + 1)
    if year is not None and not field and goes_on(tokens, year.end) and tokens.word(year.end) not in DASHES:
        return None
    return year


def iso_month(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«2025-03»."""
    year = year_at(tokens, at)
    if year is None or year.base or tokens.word(at + 1) not in DASHES or not tokens.joined(at + 2):
        return None
    month = tokens.number(at + 2, 2)
    if month is None or len(tokens.word(at + 2)) != 2 or not 1 <= month <= 12 or not tokens.joined(at + 1):
        return None
    if not field and goes_on(tokens, at + 3):
        return None
    return Core(at, at + 3, Precision.manad, months_of(month, month), year._replace(end=0), weak="monthfigures")


def year_alone(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«2025», which needs words that lead to it."""
    year = year_at(tokens, at)
    if year is None or year.base:
        return None
    if not field and goes_on(tokens, at + 1) and tokens.word(at + 1) not in DASHES:
        return None
    return Core(at, at + 1, Precision.ar, months_of(1, 12), year._replace(end=0), weak="year")


def month_core(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«mars 2025», «juni månad», «i mars»."""
    month = month_at(tokens, at)
    if month is None:
        return None
    number, end = month
    told = tokens.word(end) in ("månad", "månads")
    end += told
    year = year_after(tokens, end, field=field)
    weak = "" if told or year else "month"
    if (
        year is None
        and not field
        and tokens.raw(at)[:1].isupper()
        and (tokens.word(at) in _SHORT_MONTHS or _is_name(tokens, at, end))
    ):
        return None
    return Core(at, year.end if year else end, Precision.manad, months_of(number, number), year, weak=weak)
