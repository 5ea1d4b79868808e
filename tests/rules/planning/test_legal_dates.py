"""The days of the law after a meeting: told vectors, and a reckoning of its own over a hundred years that agrees."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from nemndsekr.rules.planning.legal_dates import LegalDates, last_day_of_appeal, legal_dates
from nemndsekr.rules.working_days import is_working_day

MEETING = date(2025, 3, 20)


def _isos(dates: LegalDates) -> list[str | None]:
    return [one.day.isoformat() if one.day else None for one in dates.all]


@pytest.mark.parametrize(
    ("anslag", "appeal", "down"),
    [
        pytest.param(date(2025, 4, 5), date(2025, 4, 28), date(2025, 4, 29), id="a Saturday waits for the Monday"),
        pytest.param(date(2025, 3, 21), date(2025, 4, 11), date(2025, 4, 12), id="a common Friday stands"),
        pytest.param(date(2025, 3, 28), date(2025, 4, 22), date(2025, 4, 23), id="Good Friday waits out Easter"),
        pytest.param(date(2025, 5, 30), date(2025, 6, 23), date(2025, 6, 24), id="Midsummer Eve is no last day"),
        pytest.param(date(2024, 12, 3), date(2024, 12, 27), date(2024, 12, 28), id="Christmas Eve is no last day"),
        pytest.param(date(2024, 12, 10), date(2025, 1, 2), date(2025, 1, 3), id="New Year's Eve is no last day"),
        pytest.param(date(2024, 12, 16), date(2025, 1, 7), date(2025, 1, 8), id="Epiphany waits a day"),
        pytest.param(date(2025, 3, 29), date(2025, 4, 22), date(2025, 4, 23), id="Easter Eve waits out Easter"),
        pytest.param(date(2025, 4, 10), date(2025, 5, 2), date(2025, 5, 3), id="the first of May waits a day"),
        pytest.param(date(2025, 5, 8), date(2025, 5, 30), date(2025, 5, 31), id="Ascension Day waits a day"),
        pytest.param(date(2025, 5, 16), date(2025, 6, 9), date(2025, 6, 10), id="the national day waits a weekend"),
        pytest.param(date(2025, 5, 17), date(2025, 6, 9), date(2025, 6, 10), id="Whitsun Eve waits out Whitsun"),
        pytest.param(date(2025, 10, 11), date(2025, 11, 3), date(2025, 11, 4), id="All Saints' waits a weekend"),
        pytest.param(date(2003, 12, 15), date(2004, 1, 5), date(2004, 1, 6), id="Epiphany Eve is a working day"),
        pytest.param(date(2025, 3, 27), date(2025, 4, 17), date(2025, 4, 18), id="Maundy Thursday is a working day"),
        pytest.param(date(2025, 4, 9), date(2025, 4, 30), date(2025, 5, 1), id="Walpurgis Eve is a working day"),
        pytest.param(date(2025, 5, 9), date(2025, 5, 30), date(2025, 5, 31), id="a klämdag is a working day"),
        pytest.param(date(2020, 8, 18), date(2020, 9, 8), date(2020, 9, 9), id="a summer's notice, as one was kept"),
        pytest.param(date(2018, 4, 3), date(2018, 4, 24), date(2018, 4, 25), id="a spring's notice, as one was kept"),
    ],
)
def test_three_weeks_of_appeal_from_the_notice(anslag, appeal, down):
    dates = legal_dates(anslag, justerad=anslag, anslag=anslag)

    assert (dates.appeal.day, dates.take_down.day, dates.force.day) == (appeal, down, down)
    assert dates.warnings == ()


def test_only_the_fourteen_days_are_known_before_the_minutes_are_confirmed():
    assert _isos(legal_dates(MEETING)) == ["2025-04-03", None, None, None, None]


def test_the_notice_is_due_two_days_after_justering_even_on_a_saturday():
    dates = legal_dates(MEETING, justerad=date(2025, 4, 3))

    assert _isos(dates)[:3] == ["2025-04-03", "2025-04-05", None]
    assert dates.anslag.practical == date(2025, 4, 4)
    assert dates.anslag.words == "senast lördag 5 april 2025; i praktiken fredag 4 april 2025"


def test_a_notice_that_may_come_down_on_a_free_day_tells_the_working_day_after_it():
    dates = legal_dates(MEETING, justerad=MEETING, anslag=date(2025, 3, 21))

    assert (dates.take_down.day, dates.take_down.practical) == (date(2025, 4, 12), date(2025, 4, 14))
    assert dates.take_down.words == "tidigast lördag 12 april 2025; i praktiken måndag 14 april 2025"
    assert legal_dates(MEETING, anslag=date(2025, 4, 5)).take_down.words == "tidigast tisdag 29 april 2025"


def test_the_fourteen_days_are_never_extended_over_a_red_day():
    dates = legal_dates(date(2025, 4, 4))

    assert dates.justering.day == date(2025, 4, 18)
    assert dates.justering.practical == date(2025, 4, 17)
    assert "långfredagen" in dates.justering.words


def test_immediate_justering_is_made_at_the_meeting_and_leaves_the_laws_fourteen_days():
    dates = legal_dates(MEETING, anslag=date(2025, 3, 21), immediate=True)

    assert _isos(dates) == ["2025-04-03", "2025-03-22", "2025-04-11", "2025-04-12", "2025-04-12"]


def test_what_is_not_appealed_gains_no_laga_kraft_but_its_notice_sits_as_long():
    dates = legal_dates(MEETING, justerad=MEETING, anslag=date(2025, 3, 21), appealable=False)

    assert (dates.appeal.day, dates.force.day) == (None, None)
    assert "ej tillämpligt" in dates.appeal.words
    assert "13 kap. 2 §" in dates.force.rule
    assert dates.take_down.day == date(2025, 4, 12)


def test_each_day_tells_its_law_and_its_steps():
    dates = legal_dates(MEETING, justerad=date(2025, 3, 27), anslag=date(2025, 3, 28))

    assert "5 kap. 69 §" in dates.justering.rule
    assert "8 kap. 12 §" in dates.anslag.rule
    assert "13 kap. 5 §" in dates.appeal.rule
    assert "1930:173" in dates.appeal.rule
    assert dates.appeal.steps == (
        "anslaget fredag 28 mars 2025 + 3 veckor = fredag 18 april 2025, samma veckodag (1 §)",
        "långfredagen, därför nästa vardag: tisdag 22 april 2025 (2 §)",
    )
    assert dates.force.words == "tidigast onsdag 23 april 2025, om inget överklagande kommit in"
    assert all(one.steps for one in dates.all)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param({"justerad": date(2025, 3, 19)}, "före sammanträdet", id="confirmed before the meeting"),
        pytest.param({"justerad": date(2025, 4, 5)}, "2 dagar för sen", id="sixteen days"),
        pytest.param({"justerad": date(2025, 4, 4)}, "en dag för sen", id="fifteen days"),
        pytest.param(
            {"justerad": date(2025, 3, 27), "anslag": date(2025, 3, 26)}, "före justeringen", id="noticed too soon"
        ),
        pytest.param(
            {"justerad": date(2025, 3, 27), "anslag": date(2025, 3, 30)}, "en dag för sent", id="noticed too late"
        ),
        pytest.param({"anslag": date(2025, 3, 19)}, "före sammanträdet", id="noticed before the meeting"),
        pytest.param({"anslag": date(2025, 3, 27)}, "inte angiven", id="noticed but not confirmed"),
        pytest.param(
            {"immediate": True, "justerad": date(2025, 3, 24)}, "Omedelbar justering", id="immediate but days later"
        ),
        pytest.param(
            {"justerad": MEETING, "anslag": date(2025, 3, 21), "taken_down": date(2025, 4, 11)},
            "ska sitta uppe till och med fredag 11 april 2025",
            id="taken down on the last day",
        ),
    ],
)
def test_what_cannot_be_or_is_too_late_is_warned_of_and_still_reckoned(given, says):
    dates = legal_dates(MEETING, **given)

    assert [one for one in dates.warnings if says in one] == list(dates.warnings)
    assert len(dates.warnings) == 1
    assert dates.justering.day == date(2025, 4, 3)


def test_days_in_order_are_not_warned_of():
    dates = legal_dates(
        MEETING, justerad=date(2025, 4, 3), anslag=date(2025, 4, 5), taken_down=date(2025, 4, 29), immediate=False
    )
    assert dates.warnings == ()


# A reckoning of its own: the calendar by Gauss and Zeller, days counted by their number in the year, no datetime sums.

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _lengths(year: int) -> list[int]:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [29 if leap and month == 1 else length for month, length in enumerate(LENGTHS)]


def _plus(day: tuple[int, int, int], number: int) -> tuple[int, int, int]:
    year, month, of_month = day
    for _ in range(number):
        of_month += 1
        if of_month > _lengths(year)[month - 1]:
            month, of_month = month + 1, 1
        if month > 12:
            year, month = year + 1, 1
    return year, month, of_month


def _zeller(day: tuple[int, int, int]) -> int:
    """0 is Saturday, 1 Sunday … 6 Friday."""
    year, month, of_month = day
    if month < 3:
        year, month = year - 1, month + 12
    return (of_month + 13 * (month + 1) // 5 + year % 100 + year % 100 // 4 + year // 400 - 2 * (year // 100)) % 7


@cache
def _gauss_easter(year: int) -> tuple[int, int, int]:
    """Gauss's rule with the constants of 1900–2099 (24 and 5) and his two exceptions."""
    moon = (19 * (year % 19) + 24) % 30
    rest = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    if (moon, rest) == (29, 6):
        return year, 4, 19
    if (moon, rest) == (28, 6) and year % 19 > 10:
        return year, 4, 18
    return _plus((year, 3, 22), moon + rest)


@cache
def _nobody_works(day: tuple[int, int, int]) -> bool:
    year, month, of_month = day
    weekday = _zeller(day)
    easter = _gauss_easter(year)
    friday, saturday = 6, 0
    from_easter = {_plus(easter, 1), _plus(easter, 39)}
    # The Friday before: two days on from it is Easter itself.
    good_friday = _plus(day, 2) == easter
    return (
        weekday in {saturday, 1}
        or (month, of_month) in {(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)}
        or ((month, of_month) == (6, 6) and year >= 2005)
        or (year < 2005 and day == _plus(easter, 50))
        or good_friday
        or day in from_easter
        or (month == 6 and 19 <= of_month <= 25 and weekday == friday)
    )


def _own_last_day(anslag: tuple[int, int, int]) -> tuple[int, int, int]:
    day = _plus(anslag, 21)
    assert _zeller(day) == _zeller(anslag)
    while _nobody_works(day):
        day = _plus(day, 1)
    return day


def _tuple(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def test_a_reckoning_of_its_own_agrees_every_day_of_a_hundred_years():
    day = (2000, 1, 1)
    checked = 0
    while day[0] < 2100:
        dates = legal_dates(date(*day), justerad=date(*day), anslag=date(*day))
        days = [_tuple(one.day) for one in dates.all if one.day]
        last = _own_last_day(day)
        assert days == [_plus(day, 14), _plus(day, 2), last, _plus(last, 1), _plus(last, 1)]
        assert is_working_day(date(*day)) != _nobody_works(day)
        day = _plus(day, 1)
        checked += 1
    assert checked == 36525


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_easter_by_gauss_is_where_the_almanac_has_it(year):
    assert _gauss_easter(year) == {2025: (2025, 4, 20), 2026: (2026, 4, 5), 2027: (2027, 3, 28)}[year]


def test_the_last_day_of_appeal_is_never_a_free_day():
    assert all(
        is_working_day(last_day_of_appeal(date(2025, month, day))) for month in range(1, 13) for day in range(1, 29)
    )
