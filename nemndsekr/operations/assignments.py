"""Uppdrag: the tasks that come of a decision - made of an att-sats in one act, with report-back or without an end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.records.choices import DecisionOccasion, Precision, ReportForm
from nemndsekr.records.decision import Decision, PointOutcome
from nemndsekr.records.measure import Promise, ReportBack
from nemndsekr.records.meeting import Meeting
from nemndsekr.records.namndinitiativ import Assignment, Attsats
from nemndsekr.rules.initiative_task import task_of
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.days import full_day
from nemndsekr.support.errors import UserError

_TIME: Final = "ändrade återredovisningen"


def make_assignment(store: Store, attsats_id: int, who: str, now: datetime) -> tuple[int, Changes]:
    """Make the task that a granted att-sats gives: its words turned, to whom, and the report-back it asks for.

    Returns the assignment's id and what changed.

    Raises:
        UserError: the att-sats has its assignment already.
    """
    name = "skapade uppdrag av att-satsen"
    with store.step(name, who, now) as step:
        clause = step.get(Attsats, attsats_id)
        if step.find(Assignment, attsats_id=attsats_id) is not None:
            raise UserError("Att-satsen har redan ett uppdrag.", "Öppna uppdraget i stället.")
        case_id = clause.case_id
        task = task_of(clause.text)
        assignment = step.add(
            Assignment(
                case_id=case_id,
                position=1 + max((row.position for row in step.all(Assignment, case_id=case_id)), default=0),
                attsats_id=attsats_id,
                decision_id=_decision_of(step, case_id, attsats_id),
                text=task.text,
                task_for=clause.task_for or task.task_for,
            )
        )
        if clause.report_when.strip() or clause.report_form != ReportForm.ej_angivet:
            report = step.add(ReportBack(case_id=case_id, assignment_id=assignment.stored_id, form=clause.report_form))
            if clause.report_when.strip():
                _tell_time(step, assignment, report, _columns(clause.report_when, now.date()), now.date())
    return assignment.stored_id, Changes.of(name, step)


def _decision_of(step: StepWriter, case_id: int, attsats_id: int) -> int | None:
    """The decision that granted the att-sats: the one that says so, else the newest answer."""
    told = step.all(PointOutcome, case_id=case_id, attsats_id=attsats_id)
    if told:
        return told[-1].decision_id
    answers = step.all(Decision, case_id=case_id, occasion=DecisionOccasion.svar)
    return answers[-1].id if answers else None


def report_back_time(
    store: Store, assignment_id: int, words: str, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say when a task is reported back, in words as people write them. The first time stays beside every later one.

    What is changed on the day that it was told is a correction and no later time.
    """
    with store.step(_TIME, who, now, visit=visit) as step:
        assignment, report = _report_of(step, assignment_id)
        _tell_time(step, assignment, report, _columns(words, now.date()), now.date())
    return Changes.of(_TIME, step)


def report_back_meeting(
    store: Store, assignment_id: int, meeting_id: int | None, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say at which of the nämnd's meetings a task is reported back; None lets go of the meeting, not of the words."""
    with store.step(_TIME, who, now, visit=visit) as step:
        assignment, report = _report_of(step, assignment_id)
        if meeting_id is None:
            report.meeting_id = None
        else:
            day = step.get(Meeting, meeting_id).day
            columns: dict[str, Any] = {
                "words": f"nämndens sammanträde {full_day(day)}",
                "earliest": day,
                "latest": day,
                "precision": Precision.sammantrade,
                "recurrence": "",
                "relative_to": "",
            }
            _tell_time(step, assignment, report, columns | {"meeting_id": meeting_id}, now.date())
    return Changes.of(_TIME, step)


def report_back_form(
    store: Store, assignment_id: int, form: ReportForm, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say in what form a task is reported back."""
    with store.step(_TIME, who, now, visit=visit) as step:
        _, report = _report_of(step, assignment_id)
        if report.form != form:
            report.form = form
    return Changes.of(_TIME, step)


def without_end(store: Store, assignment_id: int, who: str, now: datetime, *, wanted: bool) -> Changes:
    """Say that a task has no last day, and let go of the time that it had; or that it is to have one after all."""
    name = "ändrade uppdragets slutdatum"
    with store.step(name, who, now) as step:
        assignment = step.get(Assignment, assignment_id)
        assignment.no_end_date = wanted
        if wanted:
            for report in step.all(ReportBack, assignment_id=assignment_id):
                if report.done_on is None:
                    step.delete(report)
    return Changes.of(name, step)


def finish_assignment(
    store: Store, assignment_id: int, day: date | None, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say on what day a task was reported for the last time; its report-back is done with it. None takes that back."""
    name = "ändrade slutredovisningen"
    with store.step(name, who, now, visit=visit) as step:
        assignment = step.get(Assignment, assignment_id)
        former = assignment.finished_on
        if former != day:
            assignment.finished_on = day
        for report in step.all(ReportBack, assignment_id=assignment_id):
            if report.done_on == former and report.done_on != day:
                report.done_on = day
    return Changes.of(name, step)


def current_report(reports: list[ReportBack], assignment_id: int) -> ReportBack | None:
    """The report-back of a task that is shown: the first that is not done, else the last."""
    own = [one for one in reports if one.assignment_id == assignment_id]
    return next((one for one in own if one.done_on is None), own[-1] if own else None)


def _report_of(step: StepWriter, assignment_id: int) -> tuple[Assignment, ReportBack]:
    assignment = step.get(Assignment, assignment_id)
    report = current_report(step.all(ReportBack, assignment_id=assignment_id), assignment_id)
    return assignment, report or step.add(ReportBack(case_id=assignment.case_id, assignment_id=assignment_id))


def _columns(words: str, today: date) -> dict[str, Any]:
    return {**typed_time(words, today, periods=True).kept.columns(), "meeting_id": None}


def _tell_time(
    step: StepWriter, assignment: Assignment, report: ReportBack, columns: dict[str, Any], today: date
) -> None:
    _set(report, columns)
    if columns["words"] and assignment.no_end_date:
        assignment.no_end_date = False
    promises = sorted(step.all(Promise, assignment_id=assignment.stored_id), key=lambda one: one.position)
    newest = promises[-1] if promises else None
    if newest is not None and (newest.given_on == today or not newest.words):
        if columns["words"] or len(promises) == 1:
            _set(newest, columns)
    elif columns["words"] and (newest is None or newest.words != columns["words"]):
        step.add(
            Promise(
                case_id=assignment.case_id,
                assignment_id=assignment.stored_id,
                position=len(promises),
                given_on=today,
                **columns,
            )
        )


def _set(row: Promise | ReportBack, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
