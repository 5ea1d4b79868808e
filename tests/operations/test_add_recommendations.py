"""Recommendations pasted as text: one line is one, in one step, and never twice."""

from __future__ import annotations

import pytest

from nemndsekr.operations.add_recommendations import add_recommendations, recommendation_lines, sorted_lines
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        pytest.param("Följ upp avtalet.\nUtred ansvaret.", ["Följ upp avtalet.", "Utred ansvaret."], id="plain lines"),
        pytest.param("1. Följ upp\n2) Utred\n3: Redovisa", ["Följ upp", "Utred", "Redovisa"], id="numbers"),
        pytest.param("• Följ upp\n- Utred\n– Redovisa", ["Följ upp", "Utred", "Redovisa"], id="bullets"),
        pytest.param("Rekommendation 1: Följ upp\nR2. Utred", ["Följ upp", "Utred"], id="words before the number"),
        pytest.param("\n  \n Följ   upp \n", ["Följ upp"], id="empty lines and spaces"),
        pytest.param("2026 ska planen vara klar", ["2026 ska planen vara klar"], id="a year is no number of a list"),
        pytest.param("e-tjänsten bör ses över", ["e-tjänsten bör ses över"], id="a hyphen in a word stays"),
    ],
)
def test_each_line_is_a_recommendation_without_its_mark(pasted, lines):
    assert recommendation_lines(pasted) == lines


def test_all_are_added_after_the_others_in_one_step(store, who, case_id):
    add_recommendations(store, case_id, ["Följ upp avtalet."], who, NOW)

    changes = add_recommendations(store, case_id, ["Utred ansvaret.", "Redovisa varje år."], who, NOW)

    assert changes.name == "lade till 2 rekommendationer"
    rows = load_case(store, case_id).recommendations
    assert [(row.no, row.position) for row in rows] == [(1, 1), (2, 2), (3, 3)]
    store.undo(NOW)
    assert [row.text for row in load_case(store, case_id).recommendations] == ["Följ upp avtalet."]


def test_what_is_there_already_is_left_alone(store, who, case_id):
    add_recommendations(store, case_id, ["Följ upp avtalet."], who, NOW)

    add_recommendations(store, case_id, ["FÖLJ UPP AVTALET.", "Utred ansvaret.", "Utred ansvaret."], who, NOW)

    assert [row.text for row in load_case(store, case_id).recommendations] == ["Följ upp avtalet.", "Utred ansvaret."]


def test_a_line_that_is_there_twice_is_counted_once_in_what_was_done(store, who, case_id):
    changes = add_recommendations(store, case_id, ["Följ upp avtalet.", "följ upp avtalet.", "Utred."], who, NOW)
    assert changes.name == "lade till 2 rekommendationer"


def test_pasted_lines_are_sorted_into_new_ones_the_same_and_those_that_are_there():
    found = sorted_lines(["Följ upp.", "följ upp.", "UTRED.", "Redovisa."], ["Utred."])
    assert found == (["Följ upp.", "Redovisa."], ["följ upp."], ["UTRED."])


def test_nothing_to_add_is_told(store, who, case_id):
    with pytest.raises(UserError, match="ingen rekommendation"):
        add_recommendations(store, case_id, ["  "], who, NOW)
