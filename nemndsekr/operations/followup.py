"""The follow-up as lists and pages show it, over all cases, and the small acts done in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.choices import AnswerEventKind
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.rules.followup import (
    BalanceLine,
    InitiativeLine,
    MeasureLine,
    balance_of_assignment,
    balance_of_measure,
    in_balance_order,
    initiative_line,
    measure_line,
)
from nemndsekr.rules.followup_picture import PictureRow, late_on, picture_row
from nemndsekr.rules.owed import OwedAnswer
from nemndsekr.rules.planning.today import FollowupCounts
from nemndsekr.rules.second_answer import why_not_followed_up
from nemndsekr.store.database import Store
from nemndsekr.store.followed_initiatives import followed_initiatives
from nemndsekr.store.followup import (
    MeasureFilter,
    audits_in_picture,
    followed_measures,
    late_measures,
    measures_due,
    measures_to_report,
    open_assignments,
)
from nemndsekr.store.followup_rows import MOST
from nemndsekr.store.queries import all_meetings, all_namnder, load_case
from nemndsekr.support.days import weekday_day
from nemndsekr.support.errors import UserError

MONTHS_AHEAD: Final = 6
_MEETINGS_AHEAD: Final = 40


class ListedMeasures(NamedTuple):
    """The lines that a filter gives, how many match it, and how many measures there are."""

    lines: list[MeasureLine]
    matching: int
    total: int


class Picture(NamedTuple):
    """The audits as squares on a day, and how many audits there are."""

    day: date
    rows: list[PictureRow]
    total: int
    first_year: int


class MeetingChoice(NamedTuple):
    """A coming meeting that something can be reported to."""

    id: int
    words: str


def ahead(today: date) -> date:
    """The last day of what is «kommande»: six months on."""
    month = today.month + MONTHS_AHEAD
    year, month = today.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in range(today.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(today.day, 28))


def listed_measures(store: Store, wanted: MeasureFilter, limit: int = MOST) -> ListedMeasures:
    """The lines of the measures that a filter lets through, late first."""
    page = followed_measures(store, wanted, limit)
    return ListedMeasures([measure_line(measure, wanted.today) for measure in page.measures], page.matching, page.total)


def count_late(store: Store, today: date) -> int:
    """How many measures are late by their newest time."""
    return late_measures(store, today)


def count_followup(store: Store, today: date) -> FollowupCounts:
    """What of the follow-up is late, and what falls due in the rest of the month."""
    until = date(today.year + today.month // 12, today.month % 12 + 1, 1) - timedelta(days=1)
    late, due = measures_due(store, today, until)
    lines = balance_list(store, today)
    coming = sum(line.due is not None and today <= line.due <= until for line in lines)
    return FollowupCounts(late, due, sum(bool(line.days_late) for line in lines), coming)


def picture_of(store: Store, day: date, today: date) -> Picture:
    """All audits as squares, as they stood on a day."""
    audits, total = audits_in_picture(store)
    rows = [row for audit in audits if (row := picture_row(audit, day, today=today)) is not None]
    years = [audit.case.year for audit in audits if audit.case.year]
    return Picture(day, rows, total, min(years, default=today.year))


def late_then(store: Store, day: date, today: date) -> list[MeasureLine]:
    """The measures that were late on an earlier day, as the picture of that day shows them."""
    return late_on(audits_in_picture(store)[0], day, today=today)


def balance_list(store: Store, today: date) -> list[BalanceLine]:
    """What the nämnd is still to get: open assignments and report-backs, late first."""
    lines = [line for task in open_assignments(store) for line in balance_of_assignment(task, today)]
    lines += [line for measure in measures_to_report(store) for line in balance_of_measure(measure, today)]
    return in_balance_order(lines)


def unanswered_initiatives(store: Store, day: date, today: date) -> list[InitiativeLine]:
    """The initiatives that were not answered on a day, the oldest first."""
    lines = (initiative_line(one, day) for one in followed_initiatives(store, today))
    return sorted((line for line in lines if line is not None), key=lambda line: -line.days)


def coming_meetings(store: Store, today: date) -> list[MeetingChoice]:
    """The meetings from today on, of the bodies that things are reported to."""
    meetings = [
        (meeting, body)
        for namnd in all_namnder(store)
        for meeting, body in all_meetings(store, namnd.stored_id)
        if meeting.day >= today
    ]
    meetings.sort(key=lambda pair: (pair[1].kind != "namnd", pair[0].day))
    return [
        MeetingChoice(meeting.stored_id, f"{body.name} {weekday_day(meeting.day)} {meeting.day.year}")
        for meeting, body in meetings[:_MEETINGS_AHEAD]
    ]


def why_no_second_answer(store: Store, case_id: int) -> str:
    """Why a second answer is not the next thing in a case, as the user reads it; empty where it is."""
    return why_not_followed_up(load_case(store, case_id))


def mark_reported(store: Store, lines: Sequence[BalanceLine], day: date, who: str, now: datetime) -> Changes:
    """Note that things have been reported back; an assignment without any report-back left is finished.

    Raises:
        UserError: one of them is gone.
    """
    if not lines:
        raise UserError("Ingen rad är vald.", "Välj det som har återrapporterats.")
    name = "noterade en återrapportering" if len(lines) == 1 else f"noterade {len(lines)} återrapporteringar"
    with store.step(name, who, now) as step:
        for line in lines:
            if line.report_id:
                step.get(ReportBack, line.report_id).done_on = day
            else:
                step.get(Assignment, int(line.key.split()[1])).finished_on = day
    return Changes.of(name, step)


def log_reminders(store: Store, owed: Sequence[OwedAnswer], who: str, now: datetime) -> Changes:
    """Log that somebody was reminded of these answers, in one step.

    Raises:
        UserError: there is nothing to remind of, or one of them is gone.
    """
    if not owed:
        raise UserError("Det finns inget att påminna om.", "Välj någon i listan.")
    name = "noterade en påminnelse"
    with store.step(name, who, now) as step:
        for each in owed:
            is_question = each.table == "audit_questions"
            row: AuditQuestion | Recommendation = (
                step.get(AuditQuestion, each.row_id) if is_question else step.get(Recommendation, each.row_id)
            )
            step.add(
                AnswerEvent(
                    case_id=row.case_id,
                    recommendation_id=None if is_question else each.row_id,
                    question_id=each.row_id if is_question else None,
                    kind=AnswerEventKind.paminnt,
                    at=now,
                    person=each.person or each.unit,
                )
            )
    return Changes.of(name, step)
