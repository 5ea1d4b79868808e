"""A correction told word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.wording_difference import ONLY_SIGNS, told_difference

WORDS = st.lists(st.sampled_from(["att", "utredning", "inom", "tid", "avslutas", "nämnden"]), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("utredningar avsluta sinom tid", "utredningar avslutas inom tid", "«avsluta sinom» → «avslutas inom»"),
        ("i tid", "alltid i tid", "«alltid» är tillagt"),
        ("alltid i tid", "i tid", "«alltid» är struket"),
        ("ett två tre fyra", "en två fyra fem", "«ett» → «en» · «tre» är struket · «fem» är tillagt"),
        ("samma ord", "samma  ord", ""),
        ("samma ord", "", ""),
        ("samma ord", "Samma ord.", ONLY_SIGNS),
    ],
)
def test_what_is_changed_is_told(before, after, told):
    assert told_difference(before, after) == told


@given(WORDS, WORDS)
def test_any_two_wordings_are_compared(before, after):
    assert bool(told_difference(before, after)) == (bool(after) and before != after)
