"""Swedish order and search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.support.swedish import dnr_key, dnr_sort_key, folded, sort_key

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


@given(st.lists(st.text(ALPHABET + ALPHABET.upper(), min_size=1, max_size=8), max_size=8))
def test_words_sort_by_the_swedish_alphabet(words):
    by_alphabet = sorted(words, key=lambda word: [ALPHABET.index(letter) for letter in word.lower()])

    assert [word.lower() for word in sorted(words, key=sort_key)] == [word.lower() for word in by_alphabet]


@pytest.mark.parametrize(
    ("text", "search"),
    [("ÅÄÖ", "åäö"), ("idé", "ide"), ("Müller", "muller"), ("gransk\u00adning", "granskning"), ("Ståhl", "ståhl")],
)
def test_case_and_foreign_accents_do_not_matter_in_a_search(text, search):
    assert folded(text) == search
    assert folded(unicodedata.normalize("NFD", text)) == search


def test_swedish_letters_are_never_merged():
    assert len({folded(word) for word in ("mal", "mål", "mäl", "mol", "möl")}) == 5


@pytest.mark.parametrize("spelling", ["KS-2014/742.912", "ks 2014/742 912", "KS2014:742-912"])
def test_a_dnr_is_the_same_however_it_is_written(spelling):
    assert dnr_key(spelling) == "ks2014742912"


def test_numbers_sort_by_series_year_and_value():
    numbers = ["BUN-2026-98", "BUN-2026-412", "ASN-2027-1", "BUN 2025/1187", "ÄN-2020-1"]

    assert sorted(numbers, key=dnr_sort_key) == [
        "ASN-2027-1",
        "BUN 2025/1187",
        "BUN-2026-98",
        "BUN-2026-412",
        "ÄN-2020-1",
    ]
