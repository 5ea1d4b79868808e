"""Longer kernels: seasons, terms, parts of a year, weeks and the turns between; and which kernel stands at a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt.cores import (
    DASHES,
    MONTH_NAMES,
    Core,
    Make,
    Year,
    day_and_month,
    day_in_digits,
    day_in_figures,
    days_of_month,
    goes_on,
    iso_day,
    iso_month,
    month_at,
    month_core,
    months_of,
    week_of,
    year_after,
    year_alone,
    year_at,
)
from nemndsekr.rules.tidpunkt.tokens import Tokens
from nemndsekr.rules.tidpunkt.value import Period
from nemndsekr.rules.working_days import easter_sunday, free_eves

# The seasons as the weather service counts them; «vintern 2026» may be the winter that ends or begins that year.
_SEASONS: Final = {"vår": (3, 5), "sommar": (6, 8), "höst": (9, 11), "vinter": (12, 2)}
_TERMS: Final = {
    "vårterminen": (1, 6), "vårtermin": (1, 6), "vt": (1, 6),
    "höstterminen": (8, 12), "hösttermin": (8, 12), "ht": (8, 12),
}  # fmt: skip
_PARTS_OF_YEAR: Final = {
    "kvartal": (4, Precision.kvartal),
    "tertial": (3, Precision.kvartal),
    "halvår": (2, Precision.halvar),
}
_DEFINITE: Final = {"kvartalet": "kvartal", "tertialet": "tertial", "halvåret": "halvår"}
_SHORT_PARTS: Final = {"q": "kvartal", "kv": "kvartal", "t": "tertial"}
SEASON_NAMES: Final = {
    form: season
    for season, forms in {
        "vår": ("våren", "vår", "vårens"),
        "sommar": ("sommaren", "sommar", "sommarens"),
        "höst": ("hösten", "höst", "höstens"),
        "vinter": ("vintern", "vinter", "vinterns"),
    }.items()
    for form in forms
}
# A feast is taken at its eve, the day by which people mean to be done.
_FEASTS: Final = {
    "jul": "julafton", "julen": "julafton", "julafton": "julafton",
    "nyår": "nyårsafton", "nyåret": "nyårsafton", "nyårsafton": "nyårsafton",
    "midsommar": "midsommarafton", "midsommaren": "midsommarafton", "midsommarafton": "midsommarafton",
    "påsk": "påskafton", "påsken": "påskafton", "påskafton": "påskafton",
}  # fmt: skip
FEAST_NAMES: Final = _FEASTS.keys()
ORDINALS: Final = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 0}


def _season(season: str) -> Make:
    first, last = _SEASONS[season]
    if first < last:
        return months_of(first, last)
    return lambda year: Period(date(year, 1, 1), date(year + 1, 2, days_of_month(year + 1, 2)))


def _season_core(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    season = SEASON_NAMES.get(tokens.word(at))
    if season is None:
        return None
    year = year_after(tokens, at + 1, field=field)
    core = Core(
        at, year.end if year else at + 1, Precision.arstid, _season(season), year, weak="" if year else "season"
    )
    if season == "vinter" and year and not year.base:
        end = _second_year(tokens, year)
        if end:
            return replace(core, end=end, make=months_of(12, 2, years=1))
    return core


def _second_year(tokens: Tokens, first: Year) -> int:
    """The token after «/2026», «–26» behind a year, when it is the year that follows; else 0."""
    if tokens.word(first.end) not in ("/", *DASHES):
        return 0
    word = tokens.word(first.end + 1)
    following = str(first.number + 1)
    return first.end + 2 if word and word in (following, following[2:]) else 0


def _eve(feast: str) -> Make:
    def make(year: int) -> Period:
        if feast == "påskafton":
            day = easter_sunday(year) - timedelta(days=1)
        else:
            day = next(day for day, name in free_eves(year).items() if name == feast)
        return Period(day, day)

    return make


def _feast(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«till jul», «före jul 2026», «efter midsommar»; «jul.» and «jun–jul» are July, as is «3 jul» (a day's month)."""
    feast = _FEASTS.get(tokens.word(at))
    if feast is None or (tokens.word(at) == "jul" and _is_july(tokens, at)):
        return None
    year = year_after(tokens, at + 1, field=field)
    return Core(at, year.end if year else at + 1, Precision.dag, _eve(feast), year, weak="feast")


def _is_july(tokens: Tokens, at: int) -> bool:
    """Whether «jul» is short for the month: with its full stop, beside another month, or «jul i 2025» of a scan."""
    following, joining = tokens.word(at + 1), (*DASHES, "/")
    if following == "." and tokens.joined(at + 1):
        return year_at(tokens, at + 2) is not None
    if following in ("månad", "månads"):
        return True
    if following == "i":
        return tokens.number(at + 2) is not None
    beside = tokens.word(at - 1) in joining and tokens.word(at - 2) in MONTH_NAMES
    return beside or (
        following in joining and (tokens.word(at + 2) in MONTH_NAMES or tokens.number(at + 2) is not None)
    )


def _term(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    del field
    word = tokens.word(at)
    if word in ("läsåret", "läsår"):
        year = year_at(tokens, at + 1)
        end = _second_year(tokens, year) if year else 0
        make = months_of(8, 6, years=1)
        return Core(at, end, Precision.ar, make, year) if year and end else None
    if word not in _TERMS:
        return None
    year = year_at(tokens, at + 1, short=True)
    if year is None and len(word) == 2:
        return None
    return Core(
        at,
        year.end if year else at + 1,
        Precision.halvar,
        months_of(*_TERMS[word]),
        year,
        weak="" if year else "season",
    )


def _part_of_year(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«första kvartalet 2026», «kvartal 2», «Q1 2026», «andra halvåret»."""
    word, weak = tokens.word(at), ""
    if word in ORDINALS:
        kind, number, end = _DEFINITE.get(tokens.word(at + 1), ""), ORDINALS[word], at + 2
    elif word in _PARTS_OF_YEAR:
        kind, number, end = word, tokens.number(at + 1, 1) or -1, at + 2
    elif word in _SHORT_PARTS:
        kind, number, end = _SHORT_PARTS[word], tokens.number(at + 1, 1) or -1, at + 2
        weak = "quarter"
        if word != "kv" and not (field or (tokens.joined(at + 1) and tokens.raw(at).isupper())):
            return None
    else:
        return None
    if not kind:
        return None
    parts, precision = _PARTS_OF_YEAR[kind]
    number = number or parts
    if not 1 <= number <= parts or (not field and goes_on(tokens, end) and tokens.word(end) not in DASHES):
        return None
    months = 12 // parts
    year = year_after(tokens, end + (tokens.word(end) == "av"), field=field)
    make = months_of((number - 1) * months + 1, number * months)
    return Core(at, year.end if year else end, precision, make, year, weak="" if year else weak)


def first_of_two_parts(tokens: Tokens, at: int, last: Core) -> Core | None:
    """The kernel of «första» in «första och andra kvartalet»; ``last`` is that of the second."""
    kind = _DEFINITE.get(tokens.word(at + 3), "")
    number = ORDINALS.get(tokens.word(at), 0)
    if not kind or not number or number >= _PARTS_OF_YEAR[kind][0]:
        return None
    months = 12 // _PARTS_OF_YEAR[kind][0]
    return Core(at, at + 1, last.precision, months_of((number - 1) * months + 1, number * months))


def _week_core(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    word = tokens.word(at)
    if word not in ("vecka", "veckan", "veckorna", "v"):
        return None
    place = at + 1
    if word == "v" and tokens.word(place) == ".":
        place += 1
    number = tokens.number(place, 2)
    if number is None or not 1 <= number <= 53:
        return None
    if not field and goes_on(tokens, place + 1) and tokens.word(place + 1) not in DASHES:
        return None
    weak = "week" if word == "v" and tokens.joined(place) and place == at + 1 else ""
    year = year_after(tokens, place + 1, field=False)
    end = year.end if year else place + 1
    return Core(at, end, Precision.vecka, week_of(number), year, weak="" if year else weak)


def _turn(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«årsskiftet 2025/2026», «halvårsskiftet», «månadsskiftet mars/april 2025»."""
    word = tokens.word(at)
    if word in ("årsskiftet", "årsskifte"):
        year = year_at(tokens, at + 1)
        end = _second_year(tokens, year) if year and not year.base else 0
        if year and not end:
            # One year alone may be the one that ends or the one that begins.
            return Core(
                at,
                year.end,
                Precision.ar,
                lambda number: Period(date(number - 1, 12, 31), date(number + 1, 1, 1)),
                year,
            )
        return Core(
            at, end or at + 1, Precision.ar, lambda number: Period(date(number, 12, 31), date(number + 1, 1, 1)), year
        )
    if word in ("halvårsskiftet", "halvårsskifte"):
        year = year_after(tokens, at + 1, field=field)
        make: Make = lambda number: Period(date(number, 6, 30), date(number, 7, 1))  # noqa: E731 - as its neighbours
        return Core(at, year.end if year else at + 1, Precision.halvar, make, year)
    if word in ("månadsskiftet", "månadsskifte"):
        first = month_at(tokens, at + 1)
        if first is None or tokens.word(first[1]) not in ("/", "till", "och", *DASHES):
            return None
        second = month_at(tokens, first[1] + 1)
        if second is None or second[0] != first[0] % 12 + 1:
            return None
        year = year_after(tokens, second[1], field=field)
        later, after = first[0], second[0]

        def turn(number: int) -> Period:
            start = number - (after == 1)
            return Period(date(start, later, days_of_month(start, later)), date(number, after, 1))

        return Core(at, year.end if year else second[1], Precision.manad, turn, year)
    return None


def _whole_year(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """«i år», «nästa år», «året», «år 2026», «åren 2024–2025»."""
    del field
    make = months_of(1, 12)
    word = tokens.word(at)
    if word in ("år", "åren", "kalenderåret", "verksamhetsåret", "budgetåret"):
        year = year_at(tokens, at + 1)
        return Core(at, year.end, Precision.ar, make, year) if year and not year.base else None
    relative = year_at(tokens, at)
    if relative is not None and relative.base:
        return Core(at, relative.end, Precision.ar, make, relative)
    if word in ("året", "årets"):
        return Core(at, at + 1, Precision.ar, make, Year(0, "near"), weak="the_year")
    return None


def core_at(tokens: Tokens, at: int, *, field: bool) -> Core | None:
    """The kernel that stands here, if any; ``field`` takes the short forms that running text cannot hold.

    Raises:
        NoSuchDay: the words tell a day such as 31 April.
    """
    word = tokens.word(at)
    if not word:
        return None
    finders = _NUMBER_CORES if word.isdigit() else _WORD_CORES
    for find in finders:
        core = find(tokens, at, field=field)
        if core is not None:
            return core
    return None


_NUMBER_CORES: Final = (iso_day, day_in_digits, day_in_figures, day_and_month, iso_month, year_alone)
_WORD_CORES: Final = (_whole_year, _feast, month_core, _season_core, _term, _part_of_year, _week_core, _turn)
