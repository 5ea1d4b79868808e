"""Moving meetings: what is planned for them follows, the first day is kept, and it is one step to undo."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.meetings import cancel_meeting, confirm_meeting, take_back_meeting
from nemndsekr.operations.move_meeting import move_meetings
from nemndsekr.operations.replay import replay
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.choices import MeetingStatus, Precision
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.moves import PlannedCase
from nemndsekr.store.database import Store
from nemndsekr.store.planned_cases import planned_cases, promised_to_meetings
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rows import add_record

FIRST, LATER = date(2026, 3, 19), date(2026, 3, 26)


class _Planned(NamedTuple):
    namnd_id: int
    case_id: int
    au: int
    namnd: int


@pytest.fixture
def planned(store: Store, who: str, case_id: int) -> _Planned:
    namnd_id = all_namnder(store)[0].stored_id
    ids = []
    for name, day in (("Arbetsutskottet", date(2026, 3, 5)), ("Nämnden", FIRST)):
        body, _ = add_record(store, MeetingBody(namnd_id=namnd_id, name=name), "x", who, NOW)
        meeting = Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=day, justering_on=date(2026, 3, 26))
        add_record(store, meeting, "x", who, NOW)
        add_record(store, PlanStep(case_id=case_id, day=day, meeting_id=meeting.stored_id), "x", who, NOW)
        ids.append(meeting.stored_id)
    reply = ReplyDay(case_id=case_id, words="31 mars 2026", latest=date(2026, 3, 31))
    add_record(store, reply, "x", who, NOW)
    add_record(store, CasePlan(case_id=case_id, reply_day_id=reply.stored_id, immediate=True), "x", who, NOW)
    for words, done in (("Nämnden 19 mars 2026", None), ("mars månads sammanträde", None), ("förra", FIRST)):
        report = ReportBack(
            case_id=case_id, words=words, earliest=FIRST, latest=FIRST, precision=Precision.sammantrade,
            meeting_id=ids[1], done_on=done,
        )  # fmt: skip
        add_record(store, report, "x", who, NOW)
    return _Planned(namnd_id, case_id, *ids)


def rows(store: Store, columns: str, table: str) -> list[tuple[object, ...]]:
    """The columns of a table, as SQLite holds them."""
    return store.raw.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()  # noqa: S608


def test_what_is_planned_and_reported_there_follows(store: Store, who: str, planned: _Planned):
    changes = move_meetings(store, {planned.namnd: LATER}, who, NOW)

    assert rows(store, "day, moved_from, status, justering_on", "meetings") == [
        ("2026-03-05", None, "planerad", "2026-03-26"),
        ("2026-03-26", "2026-03-19", "flyttad", "2026-04-02"),
    ]
    assert rows(store, "day", "plan_steps") == [("2026-03-05",), ("2026-03-26",)]
    assert rows(store, "words, earliest, latest", "report_backs") == [
        ("Nämnden 26 mars 2026", "2026-03-26", "2026-03-26"),
        ("mars månads sammanträde", "2026-03-26", "2026-03-26"),
        ("förra", "2026-03-19", "2026-03-19"),
    ]
    assert {"meetings", "plan_steps", "report_backs"} <= changes.tables
    assert planned.case_id in changes.cases


def test_back_on_its_first_day_a_meeting_is_moved_no_longer(store: Store, who: str, planned: _Planned):
    before = rows(store, "day, moved_from, status, justering_on", "meetings")

    move_meetings(store, {planned.namnd: LATER}, who, NOW)
    move_meetings(store, {planned.namnd: FIRST}, who, NOW)

    assert rows(store, "day, moved_from, status, justering_on", "meetings") == before


def test_confirmed_and_moved_it_is_to_be_confirmed_anew_but_back_on_its_day_it_is_confirmed(
    store: Store, who: str, planned: _Planned
):
    confirm_meeting(store, planned.namnd, who, NOW)

    move_meetings(store, {planned.namnd: LATER}, who, NOW)
    assert rows(store, "status", "meetings")[1] == ("flyttad",)
    move_meetings(store, {planned.namnd: date(2026, 3, 27)}, who, NOW)
    move_meetings(store, {planned.namnd: FIRST}, who, NOW)

    assert rows(store, "status, moved_from", "meetings")[1] == ("bekraftad", None)


@pytest.mark.parametrize("status", [MeetingStatus.planerad, MeetingStatus.bekraftad, MeetingStatus.extra])
def test_called_off_and_taken_back_a_meeting_stands_as_it_did(
    store: Store, who: str, planned: _Planned, status: MeetingStatus
):
    with store.step("satte läget", who, NOW) as step:
        step.get(Meeting, planned.namnd).status = status

    cancel_meeting(store, planned.namnd, who, NOW)
    take_back_meeting(store, planned.namnd, who, NOW)

    assert rows(store, "status", "meetings")[1] == (status.value,)


def test_an_extra_meeting_is_extra_whatever_is_done_with_it(store: Store, who: str, planned: _Planned):
    with store.step("satte läget", who, NOW) as step:
        step.get(Meeting, planned.namnd).status = MeetingStatus.extra

    confirm_meeting(store, planned.namnd, who, NOW)
    take_back_meeting(store, planned.namnd, who, NOW)
    move_meetings(store, {planned.namnd: LATER}, who, NOW)
    cancel_meeting(store, planned.namnd, who, NOW)
    take_back_meeting(store, planned.namnd, who, NOW)

    assert rows(store, "status", "meetings")[1] == ("extra",)


def test_called_off_where_it_was_moved_to_it_is_moved_when_it_is_taken_back(store: Store, who: str, planned: _Planned):
    move_meetings(store, {planned.namnd: LATER}, who, NOW)
    cancel_meeting(store, planned.namnd, who, NOW)
    take_back_meeting(store, planned.namnd, who, NOW)

    assert rows(store, "status, moved_from", "meetings")[1] == ("flyttad", "2026-03-19")


def test_several_in_one_visit_are_one_step_to_undo(store: Store, who: str, planned: _Planned):
    before = {table: rows(store, "day", table) for table in ("meetings", "plan_steps")}

    move_meetings(store, {planned.namnd: LATER}, who, NOW, visit="flytt 1")
    move_meetings(store, {planned.au: date(2026, 3, 12)}, who, NOW, visit="flytt 1")
    undo(store, NOW)

    assert {table: rows(store, "day", table) for table in before} == before


def test_a_meeting_that_is_called_off_and_two_on_one_day_are_refused_and_nothing_moves(
    store: Store, who: str, planned: _Planned
):
    body_id = store.raw.execute("SELECT body_id FROM meetings WHERE id = ?", (planned.namnd,)).fetchone()[0]
    other = Meeting(namnd_id=planned.namnd_id, body_id=body_id, day=LATER)
    add_record(store, other, "x", who, NOW)
    off = Meeting(namnd_id=planned.namnd_id, body_id=body_id, day=date(2026, 4, 23), status=MeetingStatus.installd)
    add_record(store, off, "x", who, NOW)

    with pytest.raises(UserError, match="har redan ett sammanträde tors 26/3"):
        move_meetings(store, {planned.au: date(2026, 3, 12), planned.namnd: LATER}, who, NOW)
    with pytest.raises(UserError, match="tors 23/4 är inställt"):
        move_meetings(store, {off.stored_id: date(2026, 4, 24)}, who, NOW)

    assert [day for (day,) in rows(store, "day", "meetings")] == [
        "2026-03-05",
        "2026-03-19",
        "2026-03-26",
        "2026-04-23",
    ]


def test_the_cases_and_promises_of_a_meeting_are_found(store: Store, planned: _Planned):
    assert planned_cases(store, planned.namnd_id) == (
        PlannedCase(
            planned.case_id, "BUN-2026-0412", "Granskning av skolskjuts", "forsta",
            (planned.au, planned.namnd), date(2026, 3, 31), immediate=True,
        ),
    )  # fmt: skip
    assert promised_to_meetings(store, planned.namnd_id) == {planned.namnd: 2}


def test_what_is_taken_back_and_done_again_says_where_the_meetings_stand(store: Store, who: str, planned: _Planned):
    for day in (date(2026, 3, 20), LATER):
        move_meetings(store, {planned.namnd: day, planned.au: date(2026, 3, 6)}, who, NOW, visit="drag")

    back = replay(store, NOW, back=True, seen=None)
    again = replay(store, NOW, back=False, seen=None)

    assert back is not None
    assert again is not None
    assert back.outcome == "Arbetsutskottet är tillbaka på tors 5/3 och Nämnden är tillbaka på tors 19/3"
    assert again.outcome == "Arbetsutskottet är åter på fre 6/3 och Nämnden är åter på tors 26/3"
