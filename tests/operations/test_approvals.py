"""Remarks that are let stand, checks that are turned off, and remedies: done, undone, done again."""

from __future__ import annotations

import pytest

from nemndsekr.operations.approvals import approve, take_back_approval, turn_check
from nemndsekr.operations.case_remarks import CaseRemarks, remarks_in
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.remedies import apply_remedy
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW


@pytest.fixture
def two_wordings(store: Store, case_id: int, who: str) -> int:
    """A case in which one recommendation stands in two wordings."""
    with store.step("byggde", who, NOW) as step:
        step.add(Recommendation(case_id=case_id, no=1, text="Avsluta sinom tid.", other_wording="Avsluta inom tid."))
    return case_id


def found(remarks: CaseRemarks) -> list[str]:
    return [remark.rule for remark in remarks.open]


def test_what_is_let_stand_is_told_apart_with_who_when_and_why_until_it_is_taken_back(store, two_wordings, who):
    first = next(remark for remark in remarks_in(store, two_wordings).open if remark.rule == "tva_lydelser")

    changes = approve(store, two_wordings, first, "  Revisorernas egna ord. ", who, NOW)

    remarks = remarks_in(store, two_wordings)
    assert changes.cases == {two_wordings}
    assert "tva_lydelser" not in found(remarks)
    (approved,) = remarks.approved
    assert (approved.remark, approved.at, approved.reason) == (first, NOW, "Revisorernas egna ord.")

    take_back_approval(store, two_wordings, approved.remark, who, NOW)
    assert "tva_lydelser" in found(remarks_in(store, two_wordings))
    undo(store, NOW)
    assert "tva_lydelser" not in found(remarks_in(store, two_wordings))


def test_what_changes_after_it_was_let_stand_is_asked_about_again(store, two_wordings, who):
    first = next(remark for remark in remarks_in(store, two_wordings).open if remark.rule == "tva_lydelser")
    approve(store, two_wordings, first, "", who, NOW)

    row_id = load_case(store, two_wordings).recommendations[0].stored_id
    edit_record(store, Recommendation, row_id, {"other_wording": "Avsluta i tid."}, who, NOW)

    remarks = remarks_in(store, two_wordings)
    assert "tva_lydelser" in found(remarks)
    assert remarks.approved == ()


def test_a_check_that_is_turned_off_is_silent_for_the_namnd_until_it_is_turned_on(store, two_wordings, who):
    namnd_id = load_case(store, two_wordings).namnd.stored_id

    off = turn_check(store, namnd_id, "tva_lydelser", who, NOW, off=True)
    assert (off.name, "tva_lydelser" in found(remarks_in(store, two_wordings))) == (
        "stängde av kontrollen två lydelser",
        False,
    )
    on = turn_check(store, namnd_id, "tva_lydelser", who, NOW, off=False)
    assert (on.name, "tva_lydelser" in found(remarks_in(store, two_wordings))) == (
        "slog på kontrollen två lydelser",
        True,
    )


def test_a_check_that_does_not_exist_cannot_be_turned_off(store, two_wordings, who):
    with pytest.raises(UserError, match="finns inte"):
        turn_check(store, load_case(store, two_wordings).namnd.stored_id, "tungomal", who, NOW, off=True)


def test_a_remedy_does_what_it_says_in_one_step(store, two_wordings, who):
    remark = next(remark for remark in remarks_in(store, two_wordings).open if remark.rule == "tva_lydelser")
    other = next(remedy for remedy in remark.remedies if "andra" in remedy.words.lower())

    apply_remedy(store, two_wordings, remark, other, who, NOW)
    assert load_case(store, two_wordings).recommendations[0].text == "Avsluta inom tid."
    undo(store, NOW)
    assert load_case(store, two_wordings).recommendations[0].text == "Avsluta sinom tid."
    redo(store, NOW)
    assert "tva_lydelser" not in found(remarks_in(store, two_wordings))
