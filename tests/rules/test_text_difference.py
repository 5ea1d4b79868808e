"""What differs between two texts: nothing is lost, and words that are the same are not marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.text_difference import Part, Piece, changed, word_difference

TEXT = st.text(alphabet="ab \nå.", max_size=60)


def put_together(pieces: list[Piece], left_out: Part) -> str:
    return "".join(piece.text for piece in pieces if piece.part != left_out)


@given(TEXT, TEXT)
def test_without_what_was_added_it_is_the_old_text_and_without_what_was_removed_the_new(old, new):
    pieces = word_difference(old, new)

    assert put_together(pieces, Part.added) == old
    assert put_together(pieces, Part.removed) == new


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text):
    assert changed(word_difference(text, text)) == 0


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        pytest.param("Klart i maj 2026.", "Klart i juni 2026.", ["maj "], ["juni "], id="one word"),
        pytest.param("Rutinen finns.", "Rutinen finns nu.", ["finns."], ["finns nu."], id="a word before a full stop"),
        pytest.param("Ett\nTvå\nTre\n", "Ett\nTre\n", ["Två\n"], [], id="a line taken away"),
        pytest.param(
            "Skolan ringer hem och mejlar.", "Skolan skriver hem eller mejlar.",
            ["ringer hem och "], ["skriver hem eller "], id="a lone word in common goes along",
        ),
    ],
)  # fmt: skip
def test_only_the_words_that_differ_are_marked(old, new, removed, added):
    pieces = word_difference(old, new)

    assert [piece.text for piece in pieces if piece.part == Part.removed] == removed
    assert [piece.text for piece in pieces if piece.part == Part.added] == added


def test_what_is_taken_away_and_what_comes_instead_are_one_place():
    assert changed(word_difference("a b c d e f\nu v\n", "a b X d e f\nu Y\n")) == 2
