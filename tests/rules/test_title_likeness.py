"""Titles that may be the same case's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.title_likeness import LIKE, Titles, title_words

KEPT = (
    (1, "Granskning av föreningsbidrag"),
    (2, "Nämndinitiativ om öppna badplatser"),
    (3, "Ny lekplats i Strandparken"),
)


@pytest.mark.parametrize(
    ("title", "likest"),
    [
        ("Föreningsbidragen, granskning av", 1),
        ("Öppna badplatserna", 2),
        ("Lekplatser i Strandparken", 3),
        ("Strandparken", None),
        ("Granskning av ekonomin", None),
        ("", None),
    ],
)
def test_the_likest_title_is_found_however_it_is_bent(title, likest):
    assert Titles(KEPT).likest(title) == likest


@given(st.lists(st.text("abcdeåä ", min_size=1, max_size=30), max_size=12), st.text("abcdeåä ", max_size=30))
def test_looking_under_the_rare_words_finds_what_looking_at_all_does(titles, asked):
    words = title_words(asked)
    shares = [len(words & title_words(title)) / max(len(words | title_words(title)), 1) for title in titles if words]

    found = Titles(enumerate(titles)).likest(asked)

    best = max(shares, default=0)
    assert (found is not None) == (best >= LIKE)
    assert found is None or shares[found] == best
