"""Likeness: the same demand in other words is known again, and others are not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.likeness import (
    ALIKE,
    best_matches,
    core_title,
    likeness,
    same_words,
    share_in_common,
    title_likeness,
    word_differences,
)

WORDS = ("säkerställ", "att", "rutiner", "för", "hållplatser", "följs", "upp", "varje", "år", "i", "alla", "skolor")
SENTENCES = st.lists(st.sampled_from(WORDS))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ta fram en lägesbild.", "ta fram en lägesbild tillsammans med polisen,", True),
        ("Tydliggör samordningen.", "tydliggöra vem som samordnar arbetet.", True),
        ("Säkerställ att personalen har kunskap.", "säkerställa att personalen har kunskap om hur oro anmäls", True),
        ("Utred att ärenden avsluta sinom lagstadgad tid", "Utred att ärenden avslutas inom lagstadgad tid", True),
        ("Utveckla uppföljningen av matsvinnet", "Utveckla uppföljningen av elevernas val", False),
        ("Säkerställ att rutiner är kända på alla skolor", "Säkerställ att köken har personal på alla skolor", False),
        ("", "Något", False),
    ],
)
def test_a_demand_is_known_again_in_other_words_and_no_other_is_taken_for_it(one, other, alike):
    assert (likeness(one, other) >= ALIKE) == alike


@given(one=SENTENCES, other=SENTENCES)
def test_likeness_is_the_same_both_ways_and_whole_for_the_same_words(one, other):
    first, second = " ".join(one), " ".join(other)

    assert likeness(first, second) == pytest.approx(likeness(second, first))
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == pytest.approx(1)


@given(new=st.lists(SENTENCES, max_size=6), known=st.lists(SENTENCES, max_size=6))
def test_each_is_matched_once_at_most_and_the_very_same_words_first(new, known):
    texts = [" ".join(words) for words in new], [" ".join(words) for words in known]

    found = best_matches(*texts)

    assert len(set(found.values())) == len(found)
    for number, at in found.items():
        same = [place for place, text in enumerate(texts[1]) if same_words(text, texts[0][number])]
        assert not same or at in same or set(same) <= set(found.values())


@given(one=st.text(max_size=80), other=st.text(max_size=80))
def test_the_pieces_of_both_wordings_are_the_wordings(one, other):
    first, second = word_differences(one, other)

    assert "".join(piece.text for piece in first) == one.lstrip()
    assert "".join(piece.text for piece in second) == other.lstrip()


def test_only_the_words_that_differ_are_marked():
    first, second = word_differences("den 27 mars 2026", "Den 31 mars 2026.")

    assert [(piece.text, piece.differs) for piece in first] == [("den ", False), ("27 ", True), ("mars 2026", False)]
    assert [piece.text for piece in second if piece.differs] == ["31 "]


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Svar på revisionens granskning av skolskjuts", "skolskjuts"),
        ("Yttrande över granskning av skolskjuts", "skolskjuts"),
        ("Revisionsrapport nr 4/2024: Skolskjuts", "skolskjuts"),
        ("Granskning", "granskning"),
    ],
)
def test_a_title_is_about_its_matter_whatever_paper_it_stands_on(title, about):
    assert core_title(title) == about


def test_the_same_audit_of_another_year_is_another_audit():
    assert title_likeness("Granskning av årsredovisning 2024", "Granskning av årsredovisning 2025") == 0


def test_a_paper_has_all_its_words_in_common_with_itself_in_another_layout():
    assert share_in_common("En rad.\n\nEn rad till.", "EN RAD. En rad till") == 1
