"""Ångra and Gör om: what is seen is taken; what is elsewhere, or brings or takes away a case, is told first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.operations.measures import add_measure, remove_measure
from nemndsekr.operations.new_case import new_case
from nemndsekr.operations.replay import Replay, Seen, replay
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind, Secrecy
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, load_case

NOW = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)


@pytest.fixture
def demo(store: Store, who: str) -> Store:
    """The exercise cases, none of which can be undone."""
    fill_demo(store, who, NOW)
    return store


@pytest.fixture
def cases(demo: Store, who: str) -> tuple[int, int]:
    """An audit with recommendations, and another case."""
    files = [load_case(demo, case.stored_id) for case in all_cases(demo)]
    audit = next(file for file in files if len(file.recommendations) > 1)
    other = next(file for file in files if file is not audit)
    return audit.case.stored_id, other.case.stored_id


def rename(store: Store, case_id: int, title: str, who: str) -> None:
    edit_record(store, Case, case_id, {"title": title}, who, NOW)


def back(store: Store, seen: Seen | None, agreed: str = "") -> Replay:
    told = replay(store, NOW, back=True, seen=seen, agreed=agreed)
    assert told is not None
    return told


def test_what_was_done_in_the_case_that_is_shown_is_taken_back_at_once(demo, who, cases):
    was = load_case(demo, cases[0]).case.title
    rename(demo, cases[0], "Ny rubrik", who)

    told = back(demo, Seen(case_id=cases[0]))

    assert told.done is not None
    assert load_case(demo, cases[0]).case.title == was
    assert [(place.table, place.field) for place in told.places] == [("cases", "title")]


def test_what_was_done_in_another_case_is_told_first_and_taken_when_it_is_agreed_to(demo, who, cases):
    rename(demo, cases[1], "Ny rubrik", who)

    told = back(demo, Seen(case_id=cases[0]))
    assert told.done is None
    assert told.cases == {cases[1]: "Ny rubrik"}
    assert load_case(demo, cases[1]).case.title == "Ny rubrik", "nothing is changed behind one's back"

    assert back(demo, Seen(case_id=cases[0]), agreed=told.step_uid).done is not None
    assert load_case(demo, cases[1]).case.title != "Ny rubrik"


def test_a_case_that_would_go_is_told_of_by_name_and_goes_only_where_that_is_seen(demo, who, cases):
    namnd_id = load_case(demo, cases[0]).case.namnd_id
    made = max(new_case(demo, CaseKind.granskning, "Granskning av simhallen", "", who, NOW, namnd_id=namnd_id).cases)

    told = back(demo, Seen(case_id=cases[0]))
    assert told.done is None
    assert told.goes == {made}
    assert told.cases == {made: "Granskning av simhallen"}

    told = back(demo, Seen(whole_cases=True))
    assert told.done is not None
    assert told.done.gone == {made}

    again = replay(demo, NOW, back=False, seen=Seen(case_id=cases[0]))
    assert again is not None
    assert again.done is None
    assert again.comes == {made}
    assert again.absent == {made}
    assert again.cases == {made: "Granskning av simhallen"}, "also of a case that is not there"


def test_of_a_secret_case_nothing_is_said(demo, who, cases):
    namnd_id = load_case(demo, cases[0]).case.namnd_id
    made = max(new_case(demo, CaseKind.granskning, "Granskning av hemligt", "", who, NOW, namnd_id=namnd_id).cases)
    edit_record(demo, Case, made, {"secrecy": Secrecy.hela}, who, NOW)

    assert back(demo, Seen(case_id=cases[0])).cases == {made: "Ärende med sekretess"}


def test_a_case_comes_back_out_of_the_bin_where_the_cases_are_listed(demo, who, cases):
    remove_case(demo, cases[1], who, NOW)

    assert back(demo, Seen(case_id=cases[0])).done is None
    told = back(demo, Seen(whole_cases=True))

    assert told.comes == {cases[1]}
    assert not told.goes
    assert load_case(demo, cases[1]).case.removed_at is None


def test_what_goes_is_shown_in_what_it_belonged_to(demo, who, cases):
    row = load_case(demo, cases[0]).recommendations[0]
    add_measure(demo, row.stored_id, "Inventera", who, NOW)

    told = back(demo, Seen(case_id=cases[0]))

    assert ("recommendations", row.uid, "measures") in told.places


def test_what_comes_back_is_shown_itself(demo, who, cases):
    row = load_case(demo, cases[0]).recommendations[0]
    measure, _ = add_measure(demo, row.stored_id, "Inventera", who, NOW)
    remove_measure(demo, measure.stored_id, who, NOW)
    assert ("measures", measure.uid, "") in back(demo, Seen(case_id=cases[0])).places

    remove_part(demo, Recommendation, row.stored_id, "tog bort rekommendationen", who, NOW)
    assert ("recommendations", row.uid, "") in back(demo, Seen(case_id=cases[0])).places


def test_what_a_list_over_all_cases_shows_is_taken_back_there(demo, who, cases):
    row = load_case(demo, cases[0]).recommendations[0]
    measure, _ = add_measure(demo, row.stored_id, "Inventera", who, NOW)
    edit_record(demo, type(measure), measure.stored_id, {"text": "Inventera allt"}, who, NOW)

    assert back(demo, Seen(whole_cases=True, tables=frozenset({"cases"}))).done is None
    assert back(demo, Seen(tables=frozenset({"measures"}))).done is not None


def test_nothing_to_take_back_is_nothing(store):
    assert replay(store, NOW, back=True, seen=Seen()) is None
