"""Days as they are typed and as they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.support.days import (
    day_reading,
    full_day,
    long_day,
    month_name,
    near_day,
    parse_day,
    short_day,
    spoken_span,
    weekday_day,
    weekday_short,
)

TODAY = date(2025, 2, 20)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-03-31", date(2025, 3, 31)),
        ("2025/03/31", date(2025, 3, 31)),
        ("20250331", date(2025, 3, 31)),
        ("250331", date(2025, 3, 31)),
        ("25-03-31", date(2025, 3, 31)),
        ("31/3", date(2025, 3, 31)),
        (" 31 / 3 ", date(2025, 3, 31)),
        ("31/3 2026", date(2026, 3, 31)),
        ("31/3-26", date(2026, 3, 31)),
        ("31.3.2026", date(2026, 3, 31)),
        ("31 mars", date(2025, 3, 31)),
        ("31 mars 2026", date(2026, 3, 31)),
        ("den 31 mars 2026", date(2026, 3, 31)),
        ("måndag den 31 mars", date(2025, 3, 31)),
        ("tors 20 mars", date(2025, 3, 20)),
        ("1:a maj", date(2025, 5, 1)),
        ("3 Sept.", date(2025, 9, 3)),
        ("28 AUGUSTI", date(2025, 8, 28)),
        ("i dag", TODAY),
        ("Idag", TODAY),
        ("i morgon", date(2025, 2, 21)),
        ("i går", date(2025, 2, 19)),
    ],
)
def test_a_day_is_understood_as_people_write_it(typed, meant):
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "31/13",
        "31/4",
        "30 februari",
        "mars",
        "2025",
        "4/2024",
        "17 år",
        "är en",
        "155 dialogträffar",
        "31",
        "v. 14",
        "2025-3",
        "½",
    ],
)
def test_what_is_no_day_is_not_made_into_one(typed):
    assert parse_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "after", "meant"),
    [
        pytest.param("19/2", None, date(2026, 2, 19), id="yesterday's date is next year's"),
        pytest.param("20/2", None, TODAY, id="today itself counts"),
        pytest.param("31/3", date(2024, 12, 1), date(2025, 3, 31), id="after the day the case came in"),
        pytest.param("1/12", date(2024, 11, 1), date(2024, 12, 1), id="also when that is in the past"),
        pytest.param("29/2", None, date(2028, 2, 29), id="a leap day waits for its year"),
    ],
)
def test_a_day_without_a_year_is_the_next_one(typed, after, meant):
    assert parse_day(typed, TODAY, after) == meant


def test_a_day_is_written_in_swedish():
    day = date(2025, 3, 20)
    assert long_day(day) == "torsdag 20 mars 2025, v. 12"
    assert day_reading(day) == "tors 20 mars 2025, v. 12"
    assert weekday_day(day) == "tors 20 mars"
    assert weekday_short(day) == "tors 20/3"
    assert full_day(day) == "20 mars 2025"
    assert short_day(day) == "20/3"
    assert month_name(8) == "augusti"


def test_the_year_is_left_out_when_it_is_this_one():
    assert near_day(date(2025, 3, 20), TODAY) == "20 mars"
    assert near_day(date(2026, 3, 20), TODAY) == "20 mars 2026"


def test_the_week_is_the_iso_week_at_the_turn_of_the_year():
    assert long_day(date(2024, 12, 30)) == "måndag 30 december 2024, v. 1"


@given(DAYS)
def test_every_way_of_writing_a_day_is_read_back_as_that_day(day):
    for words in (
        day.isoformat(),
        f"{day:%y%m%d}",
        full_day(day),
        long_day(day).split(",")[0],
        day_reading(day).split(",")[0],
    ):
        assert parse_day(words, TODAY) == day


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_never_before_the_day_it_is_reckoned_from(day, after):
    for words in (short_day(day), weekday_day(day)):
        read = parse_day(words, TODAY, after)
        assert read is not None
        assert after <= read
        assert (read.day, read.month) == (day.day, day.month)


@given(st.text(max_size=20))
def test_no_text_makes_the_reading_fail(text):
    read = parse_day(text, TODAY)
    assert read is None or isinstance(read, date)


@given(st.integers(0, 400))
def test_today_is_always_today(days):
    today = TODAY + timedelta(days=days)
    assert parse_day("i dag", today) == today


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (date(2025, 2, 20), "0 dagar"),
        (date(2025, 2, 21), "1 dag"),
        (date(2025, 1, 1), "50 dagar"),
        (date(2025, 4, 21), "60 dagar"),
        (date(2025, 4, 22), "2 månader"),
        (date(2024, 6, 21), "7 månader"),
        (date(2024, 2, 20), "1 år"),
        (date(2023, 12, 20), "drygt 1 år"),
        (date(2023, 5, 28), "omkring 1,5 år"),
        (date(2026, 12, 19), "nästan 2 år"),
        (date(2020, 2, 20), "5 år"),
    ],
)
def test_a_long_way_is_told_as_a_person_says_it(other: date, told: str):
    assert spoken_span(TODAY, other) == told


@given(DAYS, DAYS)
def test_a_way_is_as_long_back_as_forth(one: date, other: date):
    assert spoken_span(one, other) == spoken_span(other, one)
