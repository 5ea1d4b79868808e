"""Revisionsfrågor written down by hand: several in one step, none twice, and whether each assessment is answered."""

from __future__ import annotations

import pytest

from nemndsekr.operations.add_recommendations import recommendation_lines
from nemndsekr.operations.audit_questions import add_questions, ask_per_assessment
from nemndsekr.operations.edit_record import undo
from nemndsekr.records.choices import DemandPart
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW


def questions(store, case_id):
    return [(one.position, one.text) for one in load_case(store, case_id).questions]


def test_questions_follow_those_that_are_there_and_none_comes_twice(store, who, case_id):
    add_questions(store, case_id, ["Är styrningen god?"], who, NOW)

    changes = add_questions(store, case_id, ["ÄR STYRNINGEN GOD?", "Följs den upp?", "Redovisas det?"], who, NOW)

    assert questions(store, case_id) == [(1, "Är styrningen god?"), (2, "Följs den upp?"), (3, "Redovisas det?")]
    assert changes.name == "lade till 3 revisionsfrågor"
    undo(store, NOW)
    assert questions(store, case_id) == [(1, "Är styrningen god?")]


def test_nothing_to_add_is_said(store, who, case_id):
    with pytest.raises(UserError, match="ingen revisionsfråga"):
        add_questions(store, case_id, ["  "], who, NOW)


def test_a_pasted_line_is_freed_of_what_it_is_numbered_with():
    pasted = "Fråga 1: Är styrningen god?\nRevisionsfråga 2. Följs den upp?\n- Redovisas det?"
    assert recommendation_lines(pasted) == ["Är styrningen god?", "Följs den upp?", "Redovisas det?"]


def test_every_assessment_is_to_be_answered_or_not(store, who, case_id):
    def parts():
        return [one.part for one in load_case(store, case_id).demands]

    for wanted, left in ((True, [DemandPart.per_assessment]), (True, [DemandPart.per_assessment]), (False, [])):
        ask_per_assessment(store, case_id, wanted=wanted, who=who, now=NOW)
        assert parts() == left
    undo(store, NOW)
    assert parts() == [DemandPart.per_assessment]
