"""Making a case by hand: the case, the one record its kind needs, and its nämnd."""

from __future__ import annotations

import pytest

from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.new_case import new_case
from nemndsekr.records.choices import CaseKind
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, all_namnder, load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

NAMND = "Barn- och utbildningsnämnden"


@pytest.mark.parametrize(
    ("kind", "audit", "namndinitiativ"),
    [
        (CaseKind.granskning, True, False),
        (CaseKind.namndinitiativ, False, True),
        (CaseKind.remiss, False, False),
        (CaseKind.motion, False, False),
        (CaseKind.ovrigt, False, False),
    ],
)
def test_a_case_has_the_record_that_its_kind_needs(store: Store, who: str, kind, audit: bool, namndinitiativ: bool):
    changes = new_case(store, kind, " Granskning av fritidshem ", "BUN-2026-0600", who, NOW, namnd_name=NAMND)

    (case_id,) = changes.cases
    file = load_case(store, case_id)
    assert (file.case.title, file.case.kind, file.case.dnr) == ("Granskning av fritidshem", kind, "BUN-2026-0600")
    assert file.case.received_on == NOW.date()
    assert (file.audit is not None) == audit
    assert (file.initiative is not None) == namndinitiativ


def test_all_of_it_is_one_step(store: Store, who: str):
    new_case(store, CaseKind.granskning, "Granskning av fritidshem", "", who, NOW, namnd_name=NAMND)

    undone = undo(store, NOW)

    assert undone is not None
    assert undone.name == "lade till ärendet"
    assert all_cases(store) == []
    assert all_namnder(store) == []


@pytest.mark.parametrize("known", ["its id", "its name"])
def test_a_namnd_that_is_known_is_not_made_again(store: Store, who: str, case_id: int, known: str):
    (namnd,) = all_namnder(store)
    named = {"namnd_id": namnd.stored_id} if known == "its id" else {"namnd_name": namnd.name}

    new_case(store, CaseKind.motion, "Motion om skolbad", "", who, NOW, **named)

    assert [case.namnd_id for case in all_cases(store)] == [namnd.id, namnd.id]
    assert len(all_namnder(store)) == 1


@pytest.mark.parametrize("dnr", ["BUN-2026-0412", "bun 2026/0412", "BUN20260412"])
def test_a_number_belongs_to_one_case_however_it_is_written(store: Store, who: str, case_id: int, dnr: str):
    with pytest.raises(UserError) as refused:
        new_case(store, CaseKind.motion, "Motion om skolbad", dnr, who, NOW, namnd_name=NAMND)

    assert refused.value.what == f"Diarienumret {dnr} finns redan på «Granskning av skolskjuts»."
    assert len(all_cases(store)) == 1


def test_many_cases_can_wait_for_their_number(store: Store, who: str):
    for title in ("Granskning av fritidshem", "Motion om skolbad"):
        new_case(store, CaseKind.motion, title, "", who, NOW, namnd_name=NAMND, dnr_expected=True)

    assert [(case.dnr, case.dnr_expected) for case in all_cases(store)] == [("", True), ("", True)]


@pytest.mark.parametrize("title", ["", "  \n"])
def test_a_case_has_a_title(store: Store, who: str, title: str):
    with pytest.raises(UserError, match="Ärendet saknar rubrik"):
        new_case(store, CaseKind.motion, title, "", who, NOW, namnd_name=NAMND)

    assert all_cases(store) == []
