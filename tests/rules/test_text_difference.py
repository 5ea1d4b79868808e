"""What differs between two texts: nothing is lost, and words that are the same are not marked."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.text_difference import Part, Piece, changed, folded, places, word_difference

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


@given(TEXT, TEXT)
def test_every_place_has_words_that_went_or_came_and_folding_keeps_them_all(old, new):
    pieces = word_difference(old, new)

    assert len(places(pieces)) == changed(pieces)
    assert all(gone or came for gone, came in places(pieces))
    differing = [one for one in pieces if one.part != Part.same]
    assert [one for one in folded(pieces) if one.part in (Part.removed, Part.added)] == differing


def test_a_long_stretch_without_a_change_is_folded_to_a_line_that_says_how_long_it_is():
    lines = [f"Rad {number} i texten.\n" for number in range(1, 21)]
    pieces = folded(word_difference("".join(lines), "".join([*lines[:-1], "En helt ny sista rad.\n"])))

    assert pieces[0] == Piece(Part.folded, "⋯ 17 rader utan ändring ⋯\n")
    assert pieces[1].text.startswith("Rad 18 i texten.\nRad 19 i texten.\n")


def test_a_text_of_a_hundred_pages_with_a_word_changed_in_every_paragraph_is_marked_word_by_word():
    chance = random.Random(6)
    words = [f"ord{number}" for number in range(2_000)]
    paragraphs = [" ".join(chance.choices(words, k=60)) for _ in range(700)]
    old = "\n\n".join(f"{text} granskas." for text in paragraphs)

    pieces = word_difference(old, old.replace("granskas.", "prövas."))

    assert changed(pieces) == 700
    assert {one.text.strip() for one in pieces if one.part == Part.removed} == {"granskas."}
    assert put_together(pieces, Part.added) == old


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Klart 2027.", "Klart 2027. Vi svarar.", [("same", "Klart 2027."), ("added", " Vi svarar.")]),
        ("Klart 2027. Vi svarar.", "Klart 2027.", [("same", "Klart 2027."), ("removed", " Vi svarar.")]),
        ("Klart 2027.", "Klart 2027.5", [("same", "Klart "), ("removed", "2027."), ("added", "2027.5")]),
    ],
)
def test_the_last_word_of_a_line_is_the_same_when_more_is_written_behind_it(old, new, told):
    pieces = word_difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.part == Part.same) == "".join(
        text for part, text in told if part == "same"
    )
    assert [(piece.part.value, piece.text) for piece in pieces if piece.part != Part.same] == told[1:]
