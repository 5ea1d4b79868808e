"""How a table shares its width out: by the columns' shares, but never narrower than their words where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.ui.case.edit_table import shared_out


@pytest.mark.parametrize(
    ("room", "shares", "needs", "widths"),
    [
        (400, [1, 1], [50, 60], [200, 200]),
        (400, [1, 3], [150, 100], [150, 250]),
        (300, [1, 1, 1], [140, 60, 60], [140, 80, 80]),
        (100, [1, 1], [80, 70], [50, 50]),
    ],
)
def test_what_is_too_narrow_takes_from_what_has_more_than_it_needs(room, shares, needs, widths):
    assert shared_out(room, shares, needs) == widths


@given(
    st.integers(0, 2000),
    st.lists(st.tuples(st.floats(0.1, 5), st.integers(0, 400)), min_size=1, max_size=8),
)
def test_the_widths_fill_the_room_and_hold_every_word_that_there_is_room_for(room, columns):
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    widths = shared_out(room, shares, needs)
    assert sum(widths) == room
    assert all(width >= 0 for width in widths)
    if sum(needs) <= room:
        assert all(width >= need - 1 for width, need in zip(widths, needs, strict=True))
