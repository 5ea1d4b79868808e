"""How a case in a file stands to the same case here."""

from __future__ import annotations

import pytest

from nemndsekr.rules.case_standing import Known, Standing, Told, standing_of

A, A2, B = Told(1, "a"), Told(2, "aa"), Told(1, "b")

TABLE = [
    # theirs, ours, added here since, removed here, how theirs stands
    ({"x": A}, {"x": A}, "", "", Standing.same),
    ({"x": Told(7, "a")}, {"x": A}, "", "", Standing.same),
    ({"x": A2}, {"x": A}, "", "", Standing.newer),
    ({"x": A}, {"x": A2}, "", "", Standing.older),
    ({"x": Told(2, "one")}, {"x": Told(2, "other")}, "", "", Standing.parted),
    ({"x": A2, "y": A}, {"x": A, "y": A2}, "", "", Standing.parted),
    ({"x": A, "y": B}, {"x": A}, "", "", Standing.newer),
    ({"x": A, "y": B}, {"x": A}, "", "y", Standing.older),
    ({"x": A}, {"x": A, "y": B}, "y", "", Standing.older),
    ({"x": A}, {"x": A, "y": B}, "", "", Standing.newer),
    ({"x": A2}, {"x": A, "y": B}, "y", "", Standing.parted),
]


@pytest.mark.parametrize(("theirs", "ours", "added", "removed", "standing"), TABLE)
def test_the_news_is_on_the_side_where_rows_were_changed_added_or_removed(theirs, ours, added, removed, standing):
    assert standing_of(theirs, ours, Known(frozenset(added), frozenset(removed))) == standing
