"""A review's acts: what is split, merged and moved keeps its words, its passage and what was decided about it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.operations.draft_lists import ItemKey
from nemndsekr.operations.review_state import ReviewState
from nemndsekr.reading.draft import Draft, Found, FoundQuestion, FoundRecommendation
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.choices import DifferenceState

TODAY = date(2026, 2, 19)
TEXT = "Inför en rutin\noch följ upp den. Utbilda alla. Prova larmen varje vecka."
ITEMS = ("Inför en rutin och följ upp den.", "Utbilda alla.", "Prova larmen varje vecka.")
PLACES = ((0, 32), (33, 46), (47, 72))
GROUPS = ("recommendations", "attsatser", "audit_questions", "decision_points")


def state(group: str = "recommendations") -> ReviewState:
    found = [Found(text, *place) for text, place in zip(ITEMS, PLACES, strict=True)]
    made: dict[str, list[object]] = {
        "recommendations": [
            FoundRecommendation(number, one, answer=from_paragraphs([f"Svar {number}"]))
            for number, one in enumerate(found, start=1)
        ],
        "audit_questions": [FoundQuestion(one) for one in found],
    }
    return ReviewState(Draft(**{group: made.get(group, list(found))}))  # type: ignore[arg-type]


def found_in(made: ReviewState, group: str) -> list[Found]:
    return [getattr(one, "found", one) for one in getattr(made.draft, group)]


def words(made: ReviewState, group: str = "recommendations") -> list[str]:
    return [one.text for one in found_in(made, group)]


@pytest.mark.parametrize("group", GROUPS)
def test_a_split_gives_each_part_its_own_words_and_passage(group):
    made = state(group).split((group, 0), len("Inför en rutin"), TEXT)

    first, second = found_in(made, group)[:2]
    assert (first.text, second.text) == ("Inför en rutin", "och följ upp den.")
    assert TEXT[first.start : first.end] == "Inför en rutin"
    assert TEXT[second.start : second.end] == "och följ upp den."


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_split_and_merged_again_is_what_it_was(group):
    before = state(group)

    made = before.split((group, 1), 7, TEXT).merge((group, 1))

    assert words(made, group) == words(before, group)
    assert found_in(made, group)[1] == found_in(before, group)[1]


def test_numbers_run_on_and_the_answer_stays_with_the_first_part():
    made = state().split(("recommendations", 0), 14, TEXT)

    assert [one.no for one in made.draft.recommendations] == [1, 2, 3, 4]
    assert [bool(one.answer) for one in made.draft.recommendations] == [True, False, True, True]


def test_a_reports_own_numbers_are_kept_as_far_as_they_go():
    draft = Draft(recommendations=[FoundRecommendation(4, Found("A b")), FoundRecommendation(7, Found("C"))])

    made = ReviewState(draft).split(("recommendations", 0), 1, "")

    assert [one.no for one in made.draft.recommendations] == [4, 8, 7]


@pytest.mark.parametrize("at", [0, len(ITEMS[1]), 500])
def test_nothing_is_cut_where_one_part_would_be_empty(at):
    before = state()
    assert before.split(("recommendations", 1), at, TEXT) is before


@pytest.mark.parametrize(("number", "by"), [(0, -1), (2, 1)])
def test_nothing_moves_past_the_ends(number, by):
    before = state()
    assert before.move(("recommendations", number), by) is before


def test_what_was_decided_follows_an_item_to_its_new_place():
    last: ItemKey = ("recommendations", 2)
    made = (
        state()
        .with_taken(last, taken=False)
        .with_choice(last, DifferenceState.ersatt)
        .with_ours(last, ours=False)
        .with_choice(("answers", 2), DifferenceState.bada)
        .split(("recommendations", 0), 14, TEXT)
        .move(("recommendations", 3), -1)
    )

    there = ("recommendations", 2)
    assert made.refused == made.not_ours == frozenset({there})
    assert made.choices == {there: DifferenceState.ersatt, ("answers", 2): DifferenceState.bada}


def test_decisions_are_told_by_the_numbers_of_the_accepted_draft():
    made = (
        state()
        .with_taken(("recommendations", 0), taken=False)
        .with_choice(("recommendations", 2), DifferenceState.behallen)
        .with_choice(("recommendations", 0), DifferenceState.ersatt)
        .with_ours(("recommendations", 1), ours=False)
    )

    draft, decisions = made.accepted(TODAY)

    assert [one.found.text for one in draft.recommendations] == list(ITEMS[1:])
    assert decisions.choices == {("recommendations", 1): DifferenceState.behallen}
    assert decisions.not_ours == {("recommendations", 0)}


def test_a_refused_answer_leaves_its_recommendation():
    draft, _ = state().with_taken(("answers", 1), taken=False).accepted(TODAY)

    assert [bool(one.answer) for one in draft.recommendations] == [True, False, True]


ACTS = st.tuples(st.sampled_from(["split", "merge", "up", "down"]), st.integers(0, 5), st.integers(0, 40))


@given(group=st.sampled_from(GROUPS), acts=st.lists(ACTS, max_size=12))
def test_no_word_is_lost_or_made_up_whatever_is_done(group, acts):
    made = state(group)
    for act, number, at in acts:
        key: ItemKey = (group, number % len(words(made, group)))
        match act:
            case "split":
                made = made.split(key, at, TEXT)
            case "merge":
                made = made.merge(key)
            case _:
                made = made.move(key, -1 if act == "up" else 1)

    assert sorted("".join("".join(words(made, group)).split())) == sorted("".join("".join(ITEMS).split()))
    for found in found_in(made, group):
        assert found.start is not None
        assert found.end is not None
        assert 0 <= found.start < found.end <= len(TEXT)
