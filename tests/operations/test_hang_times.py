"""Promises and report-backs on meetings: put there, moved with them, and taken back in one step."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.hang_times import hang_times, hang_times_in
from nemndsekr.operations.meetings import NewMeeting, add_meeting, cancel_meeting
from nemndsekr.operations.move_meeting import move_meetings
from nemndsekr.records.choices import BodyKind, MeetingStatus, Precision
from nemndsekr.records.measure import Measure, Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from tests.store.conftest import NOW

JUNE, APRIL = date(2026, 6, 11), date(2026, 4, 23)


@pytest.fixture
def filled(store: Store) -> Store:
    """The exercise cases, with a report-back to the nämnd in April and a promise to it."""
    fill_demo(store, "kim", NOW)
    with store.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        month: dict[str, Any] = {
            "earliest": date(2026, 4, 1),
            "latest": date(2026, 4, 30),
            "precision": Precision.sammantrade,
        }
        for row in (
            ReportBack(case_id=measure.case_id, measure_id=measure.stored_id, words="nämnd april", **month),
            Promise(case_id=measure.case_id, measure_id=measure.stored_id, position=9, words="nämnd april", **month),
        ):
            step.add(row)
    return store


def namnd(store: Store) -> int:
    return all_namnder(store)[0].stored_id


def april(store: Store) -> list[tuple[int | None, str, str]]:
    """Of both rows: the meeting, the first and the last day."""
    return [
        row
        for table in ("report_backs", "promises")
        for row in store.raw.execute(
            f"SELECT meeting_id, earliest, latest FROM {table} WHERE words = 'nämnd april'"  # noqa: S608
        )
    ]


def meeting_on(store: Store, day: date) -> int:
    found = store.raw.execute(
        "SELECT m.id FROM meetings m JOIN meeting_bodies b ON b.id = m.body_id WHERE b.kind = 'namnd' AND m.day = ?",
        (day.isoformat(),),
    ).fetchone()
    return int(found[0])


def test_all_are_put_on_their_meeting_in_one_step_that_can_be_taken_back(filled: Store):
    before = april(filled)

    changes = hang_times(filled, namnd(filled), "kim", NOW)

    meeting = meeting_on(filled, APRIL)
    assert april(filled) == [(meeting, "2026-04-01", "2026-04-23")] * 2
    assert {"report_backs", "promises"} <= changes.tables
    filled.undo(NOW)
    assert april(filled) == before
    filled.redo(NOW)
    assert april(filled) == [(meeting, "2026-04-01", "2026-04-23")] * 2


def test_done_again_it_changes_nothing(filled: Store):
    hang_times(filled, namnd(filled), "kim", NOW)
    names = filled.undo_names()

    assert hang_times(filled, namnd(filled), "kim", NOW).tables == frozenset()
    assert filled.undo_names() == names


def test_they_follow_when_the_meeting_moves_in_the_step_that_moves_it(filled: Store):
    hang_times(filled, namnd(filled), "kim", NOW)
    meeting, office = meeting_on(filled, APRIL), namnd(filled)

    with filled.step("flyttade sammanträdet", "kim", NOW) as step:
        row = step.get(Meeting, meeting)
        row.moved_from, row.day = row.day, date(2026, 5, 5)
        lines = hang_times_in(step, office)

    assert april(filled) == [(meeting, "2026-04-01", "2026-05-05")] * 2
    assert [(line.words, line.moved) for line in lines if line.words == "nämnd april"] == [("nämnd april", True)] * 2
    filled.undo(NOW)
    assert april(filled) == [(meeting, "2026-04-01", "2026-04-23")] * 2


def test_where_the_meeting_is_cancelled_they_go_to_the_next_and_it_is_told(filled: Store):
    meeting, office = meeting_on(filled, APRIL), namnd(filled)
    with filled.step("ställde in", "kim", NOW) as step:
        step.get(Meeting, meeting).status = MeetingStatus.installd
        told = {line.told for line in hang_times_in(step, office) if line.words == "nämnd april"}

    assert told == {"Sammanträdet i april 2026 är inställt; nästa är 21 maj 2026."}
    assert {row[2] for row in april(filled)} == {"2026-05-21"}


def test_a_day_that_the_program_wrote_out_is_written_anew(filled: Store):
    meeting, office = meeting_on(filled, JUNE), namnd(filled)
    with filled.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        report = step.add(
            ReportBack(
                case_id=measure.case_id, measure_id=measure.stored_id, words="Nämnden 11 juni 2026", earliest=JUNE,
                latest=JUNE, precision=Precision.sammantrade, meeting_id=meeting,
            )
        )  # fmt: skip
    with filled.step("flyttade sammanträdet", "kim", NOW) as step:
        row = step.get(Meeting, meeting)
        row.moved_from, row.day = row.day, date(2026, 6, 12)
        hang_times_in(step, office)
        kept = step.get(ReportBack, report.stored_id)
        assert (kept.words, kept.earliest, kept.latest) == ("Nämnden 12 juni 2026", row.day, row.day)


def test_a_year_without_plan_is_told_and_put_when_the_plan_is_there(filled: Store):
    office = namnd(filled)
    with filled.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        late: dict[str, Any] = {
            "earliest": date(2031, 6, 1),
            "latest": date(2031, 6, 30),
            "precision": Precision.sammantrade,
        }
        report = step.add(
            ReportBack(case_id=measure.case_id, measure_id=measure.stored_id, words="nämnd juni 2031", **late)
        )
        told = [line.told for line in hang_times_in(step, office) if line.words == "nämnd juni 2031"]
    assert told == ["Planen för 2031 saknas."]

    with filled.step("lade in planen", "kim", NOW) as step:
        body = next(one for one in step.all(MeetingBody) if one.kind == "namnd")
        meeting = step.add(Meeting(namnd_id=office, body_id=body.stored_id, day=date(2031, 6, 19)))
        lines = hang_times_in(step, office)
        kept = step.get(ReportBack, report.stored_id)
        assert (kept.meeting_id, kept.latest) == (meeting.stored_id, date(2031, 6, 19))
    assert [line.moved for line in lines] == [True]


def test_moving_calling_off_and_putting_in_meetings_take_the_promised_times_along(filled: Store):
    hang_times(filled, namnd(filled), "kim", NOW)
    meeting = meeting_on(filled, APRIL)

    move_meetings(filled, {meeting: date(2026, 4, 28)}, "kim", NOW)
    assert {row[2] for row in april(filled)} == {"2026-04-28"}

    cancel_meeting(filled, meeting, "kim", NOW)
    assert {row[2] for row in april(filled)} == {"2026-05-21"}

    filled.undo(NOW)
    filled.undo(NOW)
    assert {row[2] for row in april(filled)} == {"2026-04-23"}


def test_a_plan_that_is_put_in_takes_the_times_that_waited_for_it(filled: Store):
    office = namnd(filled)
    body = next(one for one in planning_facts(filled, office).bodies if one.kind == BodyKind.namnd)
    with filled.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        june: dict[str, Any] = {"earliest": date(2031, 6, 1), "latest": date(2031, 6, 30)}
        step.add(
            ReportBack(
                case_id=measure.case_id, measure_id=measure.stored_id, words="nämnd juni 2031",
                precision=Precision.sammantrade, **june,
            )
        )  # fmt: skip

    add_meeting(filled, office, NewMeeting(body.id, date(2031, 6, 19)), "kim", NOW)

    found = filled.raw.execute("SELECT latest FROM report_backs WHERE words = 'nämnd juni 2031'").fetchone()
    assert found == ("2031-06-19",)
