"""What is followed up over all cases: measures, the audits' picture and assignments, as flat rows.

Every list is bounded: one statement chooses the rows, and one for each kind of thing that hangs on them fetches that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, exists, func, or_, select
from sqlmodel import col

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, CaseKind, MeasureState, WhoseDate, label
from nemndsekr.records.decision import Decision
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.followup import (
    Answered,
    FollowedAssignment,
    FollowedCase,
    FollowedMeasure,
    KeptPromise,
    KeptReport,
    KeptState,
    answered_to_tell,
    promises_to_tell,
    reports_to_tell,
    without_secrets,
)
from nemndsekr.rules.followup_picture import AuditInPicture
from nemndsekr.store.database import Store
from nemndsekr.store.followup_rows import (
    CASES,
    MOST,
    MOST_AUDITS,
    among,
    by_owner,
    case_of,
    cases_with,
    in_parts,
    rows_of,
    with_ids,
)
from nemndsekr.support.swedish import folded

OPEN_STATES: Final = (MeasureState.planerad, MeasureState.pagar)


class MeasureFilter(NamedTuple):
    """Which measures are listed. ``until`` is the last day of those that are due soon."""

    words: str = ""
    which: str = "due"
    """``due``: open and passed or due by ``until``; ``late``: open and passed; ``undated``: open without a day of
    anybody's; ``all``."""
    today: date = date.min
    until: date = date.max
    responsible: str | None = None
    state: str = ""
    case_id: int = 0


class MeasurePage(NamedTuple):
    """The measures that a filter lets through, as many as a list holds, and how many there are in all."""

    measures: list[FollowedMeasure]
    matching: int
    total: int


# The newest promise of one's own: the one that lateness is reckoned by.
_NEWEST_DAY: Final = (
    select(col(Promise.latest))
    .where(col(Promise.measure_id) == col(Measure.id), col(Promise.whose) == WhoseDate.egen, col(Promise.words) != "")
    .order_by(col(Promise.position).desc(), col(Promise.id).desc())
    .limit(1)
    .scalar_subquery()
)
# The one that the list prints, which may be somebody else's.
_PRINTED_DAY: Final = (
    select(col(Promise.latest))
    .where(col(Promise.measure_id) == col(Measure.id))
    .order_by(col(Promise.position).desc(), col(Promise.id).desc())
    .limit(1)
    .scalar_subquery()
)


def followed_measures(store: Store, wanted: MeasureFilter, limit: int = MOST) -> MeasurePage:
    """The measures that a filter lets through, late first and those without a day last."""
    with store.read() as connection:
        ids, matching = _chosen_measures(connection, wanted, limit)
        measures = _measures(connection, ids)
        total = _count_measures(connection)
    return MeasurePage(measures, matching, total)


# Few cases lie in the bin, and a join with all of them would cost seconds: what is there is counted apart.
_EVERY_MEASURE: Final = select(
    select(func.count()).select_from(Measure).scalar_subquery()
    - select(func.count())
    .select_from(Measure)
    .where(col(Measure.case_id).in_(select(col(Case.id)).where(col(Case.removed_at).is_not(None))))
    .scalar_subquery()
)


def _count_measures(connection: Connection) -> int:
    """How many measures there are but those in the bin."""
    return int(connection.execute(_EVERY_MEASURE).scalar_one())


def _chosen_measures(connection: Connection, wanted: MeasureFilter, limit: int) -> tuple[list[int], int]:
    """The ids in the list's order, and how many there are in all: the open by their day, then those that are settled.

    Only of the open ones the newest day is looked up: they are few, however many years lie behind.
    """
    asked = [col(Case.id) == col(Measure.case_id), col(Case.removed_at).is_(None), *_asked(wanted)]
    ids, matching = _open_measures(connection, wanted, asked, limit)
    if wanted.which == "all":
        settled = select(col(Measure.id)).select_from(Measure, Case)
        settled = settled.where(*asked, col(Measure.state).not_in(OPEN_STATES))
        if len(ids) < limit:
            newest_first = settled.order_by(col(Measure.id).desc()).limit(limit - len(ids))
            ids += [int(row[0]) for row in rows_of(connection, newest_first)]
        if len(ids) < limit:
            return ids, len(ids)
        if wanted == MeasureFilter(which="all", today=wanted.today, until=wanted.until):
            return ids, _count_measures(connection)
        matching += int(connection.execute(select(func.count()).select_from(settled.subquery())).scalar_one())
    return ids, matching


def _open_measures(
    connection: Connection, wanted: MeasureFilter, asked: list[Any], limit: int
) -> tuple[list[int], int]:
    of_open: Any = (
        select(col(Measure.id).label("id"), _NEWEST_DAY.label("due"))
        .select_from(Measure, Case)
        .where(*asked, col(Measure.state).in_(OPEN_STATES))
    )
    if wanted.which == "undated":
        of_open = of_open.where(_PRINTED_DAY.is_(None))
    dated = of_open.subquery()
    chosen: Any = select(dated.c.id, func.count().over())
    if wanted.which == "due":
        chosen = chosen.where(dated.c.due <= wanted.until)
    elif wanted.which == "late":
        chosen = chosen.where(dated.c.due < wanted.today)
    elif wanted.which == "undated":
        chosen = chosen.where(dated.c.due.is_(None))
    rows = rows_of(connection, chosen.order_by(dated.c.due.is_(None), dated.c.due, dated.c.id).limit(limit))
    return [int(row[0]) for row in rows], int(rows[0][1]) if rows else 0


def _asked(wanted: MeasureFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.responsible is not None:
        conditions.append(col(Measure.responsible) == wanted.responsible)
    if wanted.state:
        conditions.append(col(Measure.state) == MeasureState(wanted.state))
    if wanted.case_id:
        conditions.append(col(Measure.case_id) == wanted.case_id)
    # Titles have a key without accents and capitals; a measure's own words are compared as SQLite can.
    conditions += [
        or_(
            col(Case.search_key).contains(word, autoescape=True),
            *(
                field.contains(spelt, autoescape=True)
                for field in (col(Measure.text), col(Measure.responsible))
                for spelt in dict.fromkeys((word, word.upper(), word.capitalize()))
            ),
        )
        for word in folded(wanted.words).split()
    ]
    return conditions


class FilterChoices(NamedTuple):
    """What measures can be filtered by: who is responsible, and the cases that have any."""

    responsible: list[str]
    cases: list[FollowedCase]


def filter_choices(store: Store) -> FilterChoices:
    """Everybody who is responsible for a measure, and the cases that have measures, newest first."""
    kept = col(Case.removed_at).is_(None)
    names = select(col(Measure.responsible)).distinct()
    cases = CASES.where(kept, exists().where(col(Measure.case_id) == col(Case.id))).order_by(col(Case.id).desc())
    with store.read() as connection:
        found = sorted((str(row[0]) for row in rows_of(connection, names)), key=folded)
        return FilterChoices(found, [case_of(row) for row in rows_of(connection, cases.limit(MOST_AUDITS))])


# What hangs on measures and assignments

_MEASURES: Final = select(
    col(Measure.id), col(Measure.uid), col(Measure.case_id), col(Measure.text), col(Measure.expected_effect),
    col(Measure.responsible), col(Measure.state), col(Measure.done_on), col(Measure.evidence),
)  # fmt: skip
_PROMISES: Final = select(
    col(Promise.measure_id), col(Promise.assignment_id), col(Promise.words), col(Promise.earliest),
    col(Promise.latest), col(Promise.precision), col(Promise.recurrence), col(Promise.relative_to), col(Promise.whose),
    col(Promise.given_on), col(Promise.granted_by), col(Promise.reason),
).order_by(col(Promise.position), col(Promise.id))  # fmt: skip
_REPORTS: Final = (
    select(
        col(ReportBack.measure_id), col(ReportBack.assignment_id), col(ReportBack.id), col(ReportBack.words),
        col(ReportBack.latest), col(ReportBack.form), col(ReportBack.done_on), col(MeetingBody.kind), col(Meeting.day),
        col(Meeting.status),
    )
    .select_from(ReportBack)
    .outerjoin(Meeting, col(ReportBack.meeting_id) == col(Meeting.id))
    .outerjoin(MeetingBody, col(Meeting.body_id) == col(MeetingBody.id))
    .order_by(col(ReportBack.id))
)  # fmt: skip
_ANSWERS: Final = (
    select(
        col(MeasureLink.measure_id), col(Recommendation.uid), col(Recommendation.no), col(Recommendation.text),
        col(AuditQuestion.uid), col(AuditQuestion.position), col(AuditQuestion.text),
    )
    .select_from(MeasureLink)
    .outerjoin(Recommendation, col(MeasureLink.recommendation_id) == col(Recommendation.id))
    .outerjoin(AuditQuestion, col(MeasureLink.question_id) == col(AuditQuestion.id))
    .order_by(col(MeasureLink.question_id).is_not(None), col(Recommendation.no), col(AuditQuestion.position))
)  # fmt: skip
_HISTORY: Final = select(
    col(MeasureReport.measure_id), col(MeasureReport.reported_on), col(MeasureReport.state), col(MeasureReport.text)
).order_by(col(MeasureReport.position), col(MeasureReport.id))

# Built once for the longest of the lists: building them takes as long as fetching what they ask for.
_MEASURES_WITH: Final = with_ids(_MEASURES, col(Measure.id))
_PROMISES_OF: Final = with_ids(_PROMISES, col(Promise.measure_id))
_REPORTS_OF: Final = with_ids(_REPORTS, col(ReportBack.measure_id))
_ANSWERS_OF: Final = with_ids(_ANSWERS, col(MeasureLink.measure_id))
_HISTORY_OF: Final = with_ids(_HISTORY, col(MeasureReport.measure_id))


def _measures(connection: Connection, ids: Sequence[int]) -> list[FollowedMeasure]:
    """The measures with these ids, in their order."""
    found = {int(row[0]): row for row in among(connection, _MEASURES_WITH, ids)}
    cases = cases_with(connection, (int(row[2]) for row in found.values()))
    promises = by_owner(among(connection, _PROMISES_OF, ids), 0, _promise)
    reports = by_owner(among(connection, _REPORTS_OF, ids), 0, _report)
    answers = by_owner(among(connection, _ANSWERS_OF, ids), 0, _answered)
    history = by_owner(among(connection, _HISTORY_OF, ids), 0, _state)
    return [
        without_secrets(
            FollowedMeasure(
                each, row[1], cases[int(row[2])], row[3], row[4], row[5], row[6], row[7], row[8],
                tuple(answer for answer in answers[each] if answer is not None), tuple(promises[each]),
                tuple(reports[each]), tuple(history[each]),
            )
        )
        for each in ids
        if (row := found.get(each)) is not None
    ]  # fmt: skip


def _promise(row: Any) -> KeptPromise:
    return KeptPromise(*row[2:])


def _report(row: Any) -> KeptReport:
    kind = row[7]
    body = "" if kind is None else "AU" if kind == BodyKind.au else label(BodyKind(kind))
    return KeptReport(int(row[2]), row[3], row[4], row[5], row[6], body, row[8], row[9])


def _answered(row: Any) -> Answered | None:
    if row[1] is not None:
        return Answered("recommendations", row[1], int(row[2]), row[3])
    return Answered("audit_questions", row[4], int(row[5]), row[6]) if row[4] is not None else None


def _state(row: Any) -> KeptState:
    return KeptState(row[1], row[2], row[3])


# The picture


def audits_in_picture(store: Store, limit: int = MOST_AUDITS) -> tuple[list[AuditInPicture], int]:
    """The audits that have recommendations of ours or measures, the oldest first; the newest where there are many."""
    asks = exists().where(col(Recommendation.case_id) == col(Case.id), col(Recommendation.concerns_us).is_(True))
    kept = (col(Case.removed_at).is_(None), col(Case.kind) == CaseKind.granskning, asks)
    with store.read() as connection:
        newest = CASES.where(*kept).order_by(col(Case.received_on).desc(), col(Case.id).desc()).limit(limit)
        rows = rows_of(connection, newest)[::-1]
        ids = [int(row[0]) for row in rows]
        total = len(ids)
        if total == limit:
            total = int(connection.execute(select(func.count()).select_from(Case).where(*kept)).scalar_one())
        asked = _asked_in(connection, ids)
        measure_ids = [
            int(row[0])
            for row in in_parts(
                connection, select(col(Measure.id)).order_by(col(Measure.id)), col(Measure.case_id), ids
            )
        ]
        measures: defaultdict[int, list[FollowedMeasure]] = defaultdict(list)
        for measure in _measures(connection, measure_ids):
            measures[measure.case.id].append(measure)
    audits = [
        AuditInPicture(
            case_of(row), row[4], answered_to_tell(case_of(row), asked[int(row[0])]), tuple(measures[int(row[0])])
        )
        for row in rows
    ]
    return audits, total


def _asked_in(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[Answered]]:
    """What the audits ask: every recommendation of ours, and the assessments that some measure answers."""
    asked: defaultdict[int, list[Answered]] = defaultdict(list)
    ours = (
        select(col(Recommendation.case_id), col(Recommendation.uid), col(Recommendation.no), col(Recommendation.text))
        .where(col(Recommendation.concerns_us).is_(True))
        .order_by(col(Recommendation.position), col(Recommendation.id))
    )
    for row in in_parts(connection, ours, col(Recommendation.case_id), ids):
        asked[int(row[0])].append(Answered("recommendations", row[1], int(row[2]), row[3]))
    questions = (
        select(col(AuditQuestion.case_id), col(AuditQuestion.uid), col(AuditQuestion.position), col(AuditQuestion.text))
        .where(exists().where(col(MeasureLink.question_id) == col(AuditQuestion.id)))
        .order_by(col(AuditQuestion.position), col(AuditQuestion.id))
    )
    for row in in_parts(connection, questions, col(AuditQuestion.case_id), ids):
        asked[int(row[0])].append(Answered("audit_questions", row[1], int(row[2]), row[3]))
    return asked


# Assignments and report-backs

_ASSIGNMENTS: Final = (
    select(
        col(Assignment.id), col(Assignment.uid), col(Assignment.case_id), col(Assignment.text),
        col(Assignment.task_for), col(Assignment.responsible), col(Assignment.no_end_date),
        col(Assignment.finished_on), col(Decision.day),
    )
    .select_from(Assignment)
    .join(Case, col(Assignment.case_id) == col(Case.id))
    .outerjoin(Decision, col(Assignment.decision_id) == col(Decision.id))
    .where(col(Case.removed_at).is_(None), col(Assignment.finished_on).is_(None))
    .order_by(col(Assignment.id))
)  # fmt: skip


def open_assignments(store: Store, limit: int = MOST) -> list[FollowedAssignment]:
    """The assignments that are not finished, with their promises and report-backs."""
    with store.read() as connection:
        rows = rows_of(connection, _ASSIGNMENTS.limit(limit))
        ids = [int(row[0]) for row in rows]
        cases = cases_with(connection, (int(row[2]) for row in rows))
        promises = by_owner(in_parts(connection, _PROMISES, col(Promise.assignment_id), ids), 1, _promise)
        reports = by_owner(in_parts(connection, _REPORTS, col(ReportBack.assignment_id), ids), 1, _report)
    return [
        FollowedAssignment(
            int(row[0]), row[1], cases[int(row[2])], row[3], row[4], row[5], bool(row[6]), row[7], row[8],
            promises_to_tell(cases[int(row[2])], promises[int(row[0])]),
            reports_to_tell(cases[int(row[2])], reports[int(row[0])]),
        )
        for row in rows
    ]  # fmt: skip


def measures_to_report(store: Store, limit: int = MOST) -> list[FollowedMeasure]:
    """The measures that are still to be reported back to the nämnd, those due first first."""
    statement = (
        select(col(ReportBack.measure_id))
        .join(Case, col(ReportBack.case_id) == col(Case.id))
        .where(
            col(Case.removed_at).is_(None), col(ReportBack.done_on).is_(None), col(ReportBack.measure_id).is_not(None)
        )
        .order_by(col(ReportBack.latest).is_(None), col(ReportBack.latest), col(ReportBack.id))
        .limit(limit)
    )
    with store.read() as connection:
        return _measures(connection, list(dict.fromkeys(int(row[0]) for row in rows_of(connection, statement))))


def late_measures(store: Store, today: date) -> int:
    """How many open measures have passed their newest day."""
    in_case = [col(Case.id) == col(Measure.case_id), col(Case.removed_at).is_(None)]
    with store.read() as connection:
        return _open_measures(connection, MeasureFilter(which="late", today=today), in_case, 1)[1]


def measures_due(store: Store, today: date, until: date) -> tuple[int, int]:
    """How many open measures have passed their newest day, and how many reach it from today to ``until``."""
    in_case = [col(Case.id) == col(Measure.case_id), col(Case.removed_at).is_(None)]
    with store.read() as connection:
        late = _open_measures(connection, MeasureFilter(which="late", today=today), in_case, 1)[1]
        due = _open_measures(connection, MeasureFilter(which="due", today=today, until=until), in_case, 1)[1]
    return late, due - late
