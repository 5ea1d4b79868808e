"""Which days are no good for a meeting, and why, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.planning.days_to_avoid import better_days, why_avoided
from nemndsekr.rules.planning.facts import Closed

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
HOSTLOV = Closed("Höstlov", date(2025, 10, 28), date(2025, 10, 30))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        pytest.param(date(2025, 5, 30), "klämdag", id="after Ascension Day"),
        pytest.param(date(2025, 5, 2), "klämdag", id="after the first of May"),
        pytest.param(date(2026, 1, 5), "klämdag", id="a Monday squeezed in before Epiphany"),
        pytest.param(date(2025, 5, 28), "dagen före Kristi himmelsfärdsdag", id="before Ascension Day"),
        pytest.param(date(2025, 4, 17), "dagen före långfredagen", id="Maundy Thursday"),
        pytest.param(date(2025, 4, 30), "dagen före första maj", id="Walpurgis Eve"),
        pytest.param(date(2025, 10, 31), "dagen före alla helgons dag", id="before All Saints"),
        pytest.param(date(2025, 12, 23), "dagen före julafton", id="before Christmas Eve"),
        pytest.param(date(2025, 4, 18), "långfredagen", id="a red day"),
        pytest.param(date(2025, 3, 22), "en lördag", id="a Saturday"),
    ],
)
def test_a_day_to_avoid_says_why(day, why):
    found = why_avoided(day)

    assert found is not None
    assert found.words == why


@pytest.mark.parametrize("day", [date(2025, 3, 21), date(2025, 3, 24)])
def test_a_common_day_is_not_avoided(day):
    assert why_avoided(day) is None


def test_the_houses_own_free_days_are_avoided_and_squeeze_a_day_too():
    told = [why_avoided(date(2025, 10, day), [HOSTLOV]) for day in (27, 28, 31)]

    assert [one.words for one in told if one is not None] == ["klämdag", "uppehållet «Höstlov»", "klämdag"]
    assert why_avoided(date(2025, 10, 27)) is None


@given(DAYS)
def test_the_days_that_are_offered_instead_are_good_ones(day):
    offered = better_days(day)

    assert offered
    assert day not in offered
    assert all(why_avoided(one) is None for one in offered)
