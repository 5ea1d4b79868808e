"""Late by the first promise and by the latest, told by tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import MeasureState, Precision, WhoseDate
from nemndsekr.records.measure import Promise
from nemndsekr.rules.lateness import NO_DONE_DAY, NO_TIME, NOT_OURS, days_late, lateness, measure_lateness
from nemndsekr.rules.typed_time import typed_time

TODAY = date(2026, 2, 19)
PLANNED, ONGOING, DONE, DROPPED = (
    MeasureState.planerad,
    MeasureState.pagar,
    MeasureState.genomford,
    MeasureState.utgar,
)


def promise(words: str, whose: WhoseDate = WhoseDate.egen) -> Promise:
    columns = typed_time(words, date(2025, 1, 1), periods=True).kept.columns()
    return Promise(case_id=1, measure_id=1, whose=whose, **columns)


@pytest.mark.parametrize(
    ("words", "state", "done_on", "by_first", "by_latest", "extended", "told"),
    [
        (["31 mars 2026"], PLANNED, None, 0, 0, 0, ""),
        (["2026-02-19"], PLANNED, None, 0, 0, 0, ""),
        (["2026-02-18"], PLANNED, None, 1, 1, 0, "1 dag sen"),
        (["januari 2026"], ONGOING, None, 19, 19, 0, "19 dagar sen"),
        (["augusti 2025", "december 2025"], ONGOING, None, 172, 50, 1, "50 dagar sen, 172 dagar efter första datumet"),
        (["augusti 2025", "mars 2026"], ONGOING, None, 172, 0, 1, "172 dagar efter första datumet"),
        (["maj 2025", "augusti 2025", "mars 2026"], ONGOING, None, 264, 0, 2, "264 dagar efter första datumet"),
        (["mars 2026", "januari 2026"], PLANNED, None, 0, 19, 0, "19 dagar sen"),
        (["december 2025"], DONE, date(2025, 12, 18), 0, 0, 0, ""),
        (["december 2025"], DONE, date(2026, 1, 10), 10, 10, 0, "klar 10 dagar för sent"),
        (
            ["augusti 2025", "december 2025"],
            DONE,
            date(2025, 9, 10),
            10,
            0,
            1,
            "10 dagar efter första datumet",
        ),
        (["december 2025"], DROPPED, None, None, None, 0, ""),
        (["på sikt", "januari 2026"], PLANNED, None, None, 19, 0, "19 dagar sen"),
        (["januari 2026", "på sikt"], PLANNED, None, 19, None, 0, "19 dagar efter första datumet"),
    ],
)
def test_lateness_is_told_by_both_dates(words, state, done_on, by_first, by_latest, extended, told):
    found = measure_lateness(state, done_on, [promise(each) for each in words], TODAY)

    assert (found.by_first, found.by_latest, found.extended) == (by_first, by_latest, extended)
    assert found.words == told


@pytest.mark.parametrize(("extended", "words"), [(1, "förlängd 1 gång"), (2, "förlängd 2 gånger")])
def test_extensions_are_counted_in_words(extended, words):
    times = ["maj 2025", "augusti 2025", "mars 2026"][: extended + 1]

    assert lateness([promise(each) for each in times], TODAY).extended_words == words


@pytest.mark.parametrize("whose", [WhoseDate.annan_namnd, WhoseDate.extern, WhoseDate.redan_skett])
def test_a_date_that_is_not_our_own_is_never_watched(whose):
    found = lateness([promise("januari 2025", whose)], TODAY)

    assert (found.by_first, found.by_latest, found.is_late, found.why) == (None, None, False, NOT_OURS)


def test_a_date_of_others_does_not_free_from_ones_own():
    found = lateness([promise("januari 2026"), promise("december 2026", WhoseDate.extern)], TODAY)

    assert (found.by_latest, found.extended) == (19, 0)


@pytest.mark.parametrize(
    ("words", "latest", "why"),
    [
        ("våren 2026", date(2026, 5, 31), "flera månader ryms i den"),
        ("under 2026", date(2026, 12, 31), "flera månader ryms i den"),
        ("på sikt", None, "ingen sista dag går att räkna ut"),
        ("kvartalsvis", None, "den återkommer men slutar aldrig"),
        ("mars 2026", date(2026, 3, 31), ""),
    ],
)
def test_vague_times_are_told_as_such_and_no_day_is_made_up(words, latest, why):
    found = lateness([promise(words)], TODAY)

    assert (found.latest, found.why) == (latest, why)
    assert not found.is_late


def test_a_year_that_nobody_said_is_not_guessed():
    unsaid = Promise(
        case_id=1, words="1 juli i år", latest=date(2025, 7, 1), precision=Precision.dag, relative_to="året"
    )

    assert lateness([unsaid], TODAY).by_latest is None
    assert lateness([unsaid], TODAY).why == "året är inte sagt"


def test_what_lacks_a_time_or_a_day_of_being_done_says_so():
    assert lateness([], TODAY).why == NO_TIME
    assert lateness([promise(" ")], TODAY).why == NO_TIME
    assert measure_lateness(DONE, None, [promise("januari 2026")], TODAY).why == NO_DONE_DAY


@pytest.mark.parametrize(
    ("due", "done_on", "days"),
    [
        (date(2026, 2, 18), None, 1),
        (date(2026, 2, 19), None, 0),
        (date(2026, 1, 1), date(2026, 2, 1), 0),
        (None, None, 0),
    ],
)
def test_a_single_day_is_late_until_it_is_done(due, done_on, days):
    assert days_late(due, TODAY, done_on) == days


DAYS = st.dates(date(2023, 1, 1), date(2028, 1, 1))


@given(st.lists(DAYS, min_size=1, max_size=5), DAYS)
def test_moving_the_date_never_changes_what_is_late_by_the_first(days, today):
    made = [promise(day.isoformat()) for day in days]

    assert lateness(made, today).by_first == lateness(made[:1], today).by_first == max(0, (today - days[0]).days)
    assert lateness(made, today).by_latest == max(0, (today - days[-1]).days)


@given(st.lists(DAYS, min_size=1, max_size=5), DAYS)
def test_a_later_day_is_never_less_late(days, today):
    made = [promise(day.isoformat()) for day in days]
    now, tomorrow = lateness(made, today), lateness(made, today + timedelta(days=1))

    assert (now.by_latest or 0) <= (tomorrow.by_latest or 0)
