"""Which days are free in Sweden, and counting round them; the public calendar of a kept library is the judge."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.working_days import (
    add_working_days,
    can_be_reckoned,
    easter_sunday,
    free_day,
    free_eves,
    holidays,
    is_working_day,
    next_working_day,
    red_day,
    working_days_left,
)

YEARS = range(1990, 2061)
DAYS = st.dates(date(1990, 1, 10), date(2060, 12, 1))


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_public_calendar(year):
    public = calendars.country_holidays("SE", years=year, include_sundays=False, categories=("public",))
    de_facto = calendars.country_holidays("SE", years=year, include_sundays=False, categories=("de_facto",))
    assert set(holidays(year)) == set(public)
    assert set(free_eves(year)) == set(de_facto)


@pytest.mark.parametrize("day", [date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)])
def test_easter_falls_where_the_moon_says(day):
    assert easter_sunday(day.year) == day
    assert day.weekday() == 6


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 6, 20), "midsommarafton"),
        (date(2025, 6, 21), "midsommardagen"),
        (date(2025, 4, 18), "långfredagen"),
        (date(2025, 5, 29), "Kristi himmelsfärdsdag"),
        (date(2025, 11, 1), "alla helgons dag"),
        (date(2004, 5, 31), "annandag pingst"),
        (date(2005, 6, 6), "nationaldagen"),
        (date(2004, 6, 7), ""),
        (date(2004, 1, 5), ""),
        (date(2025, 4, 17), ""),
        (date(2025, 4, 30), ""),
        (date(2025, 5, 2), ""),
    ],
)
def test_a_red_day_is_told_by_its_name(day, name):
    assert red_day(day) == name
    assert is_working_day(day) == (not name and day.weekday() < 5)


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        pytest.param(date(2025, 2, 20), 10, date(2025, 3, 6), id="two weeks without a holiday"),
        pytest.param(date(2025, 4, 17), 1, date(2025, 4, 22), id="over Easter"),
        pytest.param(date(2025, 12, 23), 1, date(2025, 12, 29), id="over Christmas"),
        pytest.param(date(2025, 6, 19), 1, date(2025, 6, 23), id="over Midsummer"),
        pytest.param(date(2025, 4, 22), -1, date(2025, 4, 17), id="backwards over Easter"),
        pytest.param(date(2025, 2, 22), 0, date(2025, 2, 22), id="none at all is the day itself"),
        pytest.param(date(2025, 2, 22), 1, date(2025, 2, 24), id="from a Saturday"),
    ],
)
def test_so_many_working_days_on(day, number, then):
    assert add_working_days(day, number) == then


def test_the_working_days_left_are_those_after_today_up_to_the_day():
    assert working_days_left(date(2025, 2, 20), date(2025, 3, 31)) == 27
    assert working_days_left(date(2025, 3, 31), date(2025, 3, 31)) == 0
    assert working_days_left(date(2025, 4, 1), date(2025, 3, 31)) == 0


def test_the_house_may_have_days_of_its_own():
    closed = {date(2025, 5, 2)}
    assert next_working_day(date(2025, 5, 1)) == date(2025, 5, 2)
    assert next_working_day(date(2025, 5, 1), closed) == date(2025, 5, 5)
    assert working_days_left(date(2025, 4, 30), date(2025, 5, 5), closed) == 1


@given(DAYS, st.integers(1, 60))
def test_counting_on_and_counting_what_is_left_agree(day, number):
    then = add_working_days(day, number)
    assert is_working_day(then)
    assert working_days_left(day, then) == number
    assert add_working_days(then, -number) <= day + timedelta(days=10)


@given(DAYS)
def test_the_next_working_day_is_never_more_than_five_days_off(day):
    assert timedelta(0) <= next_working_day(day) - day <= timedelta(days=5)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2025, 4, 18), "långfredagen"),
        (date(2025, 6, 21), "midsommardagen"),
        (date(2025, 12, 24), "julafton"),
        (date(2025, 3, 22), "lördag"),
        (date(2025, 3, 23), "söndag"),
        (date(2025, 3, 20), ""),
    ],
)
def test_a_free_day_says_why_it_is_free(day, why):
    assert free_day(day) == why
    assert bool(why) != is_working_day(day)


def test_the_houses_own_free_days_say_that_they_are():
    assert free_day(date(2025, 10, 28), {date(2025, 10, 28)}) == "eget uppehåll"


def test_only_days_with_a_calendar_round_them_can_be_reckoned_with():
    assert can_be_reckoned(date(2025, 3, 20), None)
    assert not can_be_reckoned(date(2025, 3, 20), date.max)
    assert not can_be_reckoned(date.min)


@given(DAYS, st.integers(-40, 900), st.sets(st.integers(0, 900), max_size=40))
def test_the_working_days_left_are_counted_as_one_by_one(day, ahead, free):
    last = day + timedelta(days=ahead)
    closed = frozenset(day + timedelta(days=number) for number in free)

    days = [day + timedelta(days=number) for number in range(1, ahead + 1)]
    assert working_days_left(day, last, closed) == sum(is_working_day(one, closed) for one in days)


def test_a_day_at_the_end_of_the_calendar_is_counted_without_walking_there():
    assert working_days_left(date(2025, 1, 1), date(9999, 12, 31)) > 2_000_000


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2025, 4, 19), id="påskafton"),
        pytest.param(date(2025, 6, 7), id="pingstafton"),
        pytest.param(date(2025, 6, 20), id="midsommarafton"),
        pytest.param(date(2025, 12, 24), id="julafton"),
        pytest.param(date(2025, 12, 31), id="nyårsafton"),
        pytest.param(date(2025, 6, 6), id="nationaldagen"),
    ],
)
def test_nobody_works_on_the_eves_that_are_free_by_law_or_lie_on_a_saturday(day):
    assert not is_working_day(day)
    assert free_day(day)
