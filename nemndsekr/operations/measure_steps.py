"""What all operations on measures share, within a step: how far one has come, another time, a meeting to report to."""

from __future__ import annotations

from datetime import date
from typing import Any

from nemndsekr.records.choices import MeasureState, Precision, WhoseDate
from nemndsekr.records.measure import Measure, MeasureReport, Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import StepWriter
from nemndsekr.support.days import full_day


def set_state(measure: Measure, state: MeasureState, today: date, done_on: date | None = None) -> None:
    """Say how far a measure has come: a finished one gets its day, one that is no longer finished loses it."""
    if measure.state != state:
        measure.state = state
    wanted = (done_on or measure.done_on or today) if state == MeasureState.genomford else None
    if measure.done_on != wanted:
        measure.done_on = wanted


def note_state(step: StepWriter, measure: Measure, today: date, happened: str = "") -> None:
    """Keep how a measure stands with its day, so that it can be told afterwards, and what has happened.

    There is one report a day, unless two things are told of the same day.
    """
    reports = sorted(step.all(MeasureReport, measure_id=measure.stored_id), key=_place)
    newest = reports[-1] if reports else None
    if newest is not None and newest.reported_on == today and not (newest.text.strip() and happened):
        newest.state = measure.state
        newest.text = happened or newest.text
        return
    step.add(
        MeasureReport(
            case_id=measure.case_id,
            measure_id=measure.stored_id,
            position=newest.position + 1 if newest is not None else 1,
            reported_on=today,
            state=measure.state,
            text=happened,
        )
    )


def promises_of(step: StepWriter, measure_id: int) -> list[Promise]:
    """The promises about a measure, the first one first."""
    return sorted(step.all(Promise, measure_id=measure_id), key=_place)


def promise_anew(
    step: StepWriter, measure: Measure, words: str, today: date, *, reason: str = "", granted_by: str = ""
) -> Promise:
    """Add a time beside those that were promised before; it is whose the newest of them is."""
    former = promises_of(step, measure.stored_id)
    return step.add(
        Promise(
            case_id=measure.case_id,
            measure_id=measure.stored_id,
            position=former[-1].position + 1 if former else 0,
            whose=former[-1].whose if former else WhoseDate.egen,
            given_on=today,
            reason=reason,
            granted_by=granted_by,
            **typed_time(words, today, periods=True).kept.columns(),
        )
    )


def put_at_meeting(step: StepWriter, report: ReportBack, meeting: Meeting) -> None:
    """Let a report-back be given at a meeting, in the words that are printed."""
    report.words = meeting_words(step.get(MeetingBody, meeting.body_id), meeting)
    report.earliest = report.latest = meeting.day
    report.precision = Precision.sammantrade
    report.meeting_id = meeting.stored_id


def meeting_words(body: MeetingBody, meeting: Meeting) -> str:
    """«Nämnden 20 mars 2026», as a report back to a meeting is written."""
    return f"{body.name} {full_day(meeting.day)}"


def _place(row: Any) -> tuple[int, int]:
    return row.position, row.stored_id
