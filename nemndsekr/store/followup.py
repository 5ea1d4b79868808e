"""What is followed up over all cases: measures, assignments, answers that are owed and initiatives, as flat rows.

Every list is bounded: one statement chooses the rows, and one for each kind of thing that hangs on them fetches that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.case import Case
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    DemandPart,
    InitiatorPart,
    MeasureState,
    Outcome,
    ReportForm,
    Secrecy,
    WhoseDate,
    label,
    title_to_show,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Person
from nemndsekr.records.namndinitiativ import Assignment, Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.rules.followup import (
    SECRET_TEXT,
    Answered,
    FollowedAssignment,
    FollowedCase,
    FollowedInitiative,
    FollowedMeasure,
    KeptPromise,
    KeptReport,
    KeptState,
)
from nemndsekr.rules.followup_picture import AuditInPicture
from nemndsekr.rules.owed import LastEvent, OwedAnswer
from nemndsekr.rules.progress import lacks_of
from nemndsekr.store.database import Store
from nemndsekr.support.days import full_day
from nemndsekr.support.swedish import folded

MOST: Final = 1_000
"""Rows that one list holds; a longer one says so and is filtered instead."""
MOST_AUDITS: Final = 200
_AT_ONCE: Final = 500
"""Ids in one statement."""
OPEN_STATES: Final = (MeasureState.planerad, MeasureState.pagar)
DECIDED_STAGES: Final = (CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)
NOT_FINAL: Final = (Outcome.aterremiss, Outcome.bordlaggning, Outcome.remitteras)


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


def _count_measures(connection: Connection) -> int:
    """Every measure but those in the bin; counted apart, since few cases lie there and the join would cost seconds."""
    in_bin = select(col(Case.id)).where(col(Case.removed_at).is_not(None))
    removed = select(func.count()).select_from(Measure).where(col(Measure.case_id).in_(in_bin))
    every = connection.execute(select(func.count()).select_from(Measure)).scalar_one()
    return int(every) - int(connection.execute(removed).scalar_one())


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
            ids += [int(row[0]) for row in _rows(connection, newest_first)]
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
    rows = _rows(connection, chosen.order_by(dated.c.due.is_(None), dated.c.due, dated.c.id).limit(limit))
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
    cases = _CASES.where(kept, exists().where(col(Measure.case_id) == col(Case.id))).order_by(col(Case.id).desc())
    with store.read() as connection:
        found = sorted((str(row[0]) for row in _rows(connection, names)), key=folded)
        return FilterChoices(found, [_case(row) for row in _rows(connection, cases.limit(MOST_AUDITS))])


# The case of a thing

_CASES: Final = select(
    col(Case.id), col(Case.dnr), col(Case.title), col(Case.secrecy), col(Case.received_on), col(Case.registered_on)
)


def _case(row: Any) -> FollowedCase:
    case_id, dnr, title, secrecy, received_on, registered_on = row[:6]
    day: date | None = received_on or registered_on
    digits = [int(part) for part in str(dnr).replace("/", "-").split("-") if part.isdigit() and len(part) == 4]
    year = day.year if day is not None else next((part for part in digits if 1990 <= part <= 2100), 0)
    return FollowedCase(int(case_id), str(dnr), title_to_show(str(title), secrecy), Secrecy(secrecy), year)


def _cases_with(connection: Connection, ids: Iterable[int]) -> dict[int, FollowedCase]:
    return {int(row[0]): _case(row) for row in _in_parts(connection, _CASES, col(Case.id), ids)}


def _rows(connection: Connection, statement: Any) -> list[Any]:
    return list(connection.execute(statement))


def _in_parts(connection: Connection, statement: Any, column: Any, ids: Iterable[int]) -> list[Any]:
    wanted = list(dict.fromkeys(ids))
    return [
        row
        for start in range(0, len(wanted), _AT_ONCE)
        for row in connection.execute(statement.where(column.in_(wanted[start : start + _AT_ONCE])))
    ]


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


def _measures(connection: Connection, ids: Sequence[int]) -> list[FollowedMeasure]:
    """The measures with these ids, in their order."""
    found = {int(row[0]): row for row in _in_parts(connection, _MEASURES, col(Measure.id), ids)}
    cases = _cases_with(connection, (int(row[2]) for row in found.values()))
    promises = _by_owner(_in_parts(connection, _PROMISES, col(Promise.measure_id), ids), 0, _promise)
    reports = _by_owner(_in_parts(connection, _REPORTS, col(ReportBack.measure_id), ids), 0, _report)
    answers = _by_owner(_in_parts(connection, _ANSWERS, col(MeasureLink.measure_id), ids), 0, _answered)
    history = _by_owner(_in_parts(connection, _HISTORY, col(MeasureReport.measure_id), ids), 0, _state)
    return [
        FollowedMeasure(
            each, row[1], cases[int(row[2])], row[3], row[4], row[5], row[6], row[7], row[8],
            tuple(answer for answer in answers[each] if answer is not None), tuple(promises[each]),
            tuple(reports[each]), tuple(history[each]),
        )
        for each in ids
        if (row := found.get(each)) is not None
    ]  # fmt: skip


def _by_owner(rows: Iterable[Any], owner: int, made: Any) -> defaultdict[int, list[Any]]:
    kept: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        kept[int(row[owner])].append(made(row))
    return kept


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
        newest = _CASES.where(*kept).order_by(col(Case.received_on).desc(), col(Case.id).desc()).limit(limit)
        rows = _rows(connection, newest)[::-1]
        ids = [int(row[0]) for row in rows]
        total = len(ids)
        if total == limit:
            total = int(connection.execute(select(func.count()).select_from(Case).where(*kept)).scalar_one())
        asked = _asked_in(connection, ids)
        measure_ids = [
            int(row[0])
            for row in _in_parts(
                connection, select(col(Measure.id)).order_by(col(Measure.id)), col(Measure.case_id), ids
            )
        ]
        measures: defaultdict[int, list[FollowedMeasure]] = defaultdict(list)
        for measure in _measures(connection, measure_ids):
            measures[measure.case.id].append(measure)
    audits = [
        AuditInPicture(_case(row), row[4], tuple(asked[int(row[0])]), tuple(measures[int(row[0])])) for row in rows
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
    for row in _in_parts(connection, ours, col(Recommendation.case_id), ids):
        asked[int(row[0])].append(Answered("recommendations", row[1], int(row[2]), row[3]))
    questions = (
        select(col(AuditQuestion.case_id), col(AuditQuestion.uid), col(AuditQuestion.position), col(AuditQuestion.text))
        .where(exists().where(col(MeasureLink.question_id) == col(AuditQuestion.id)))
        .order_by(col(AuditQuestion.position), col(AuditQuestion.id))
    )
    for row in _in_parts(connection, questions, col(AuditQuestion.case_id), ids):
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
        rows = _rows(connection, _ASSIGNMENTS.limit(limit))
        ids = [int(row[0]) for row in rows]
        cases = _cases_with(connection, (int(row[2]) for row in rows))
        promises = _by_owner(_in_parts(connection, _PROMISES, col(Promise.assignment_id), ids), 1, _promise)
        reports = _by_owner(_in_parts(connection, _REPORTS, col(ReportBack.assignment_id), ids), 1, _report)
    return [
        FollowedAssignment(
            int(row[0]), row[1], cases[int(row[2])], row[3], row[4], row[5], bool(row[6]), row[7], row[8],
            tuple(promises[int(row[0])]), tuple(reports[int(row[0])]),
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
        return _measures(connection, list(dict.fromkeys(int(row[0]) for row in _rows(connection, statement))))


# Answers that are owed


def owed_answers(store: Store, today: date, limit: int = MOST) -> list[OwedAnswer]:
    """The answers to recommendations and assessments that lack something, in cases that are not decided yet."""
    with store.session() as session:
        recommendations = _unfinished(session, Recommendation, limit)
        questions = _unfinished(session, AuditQuestion, limit)
        case_ids = list(dict.fromkeys(row.case_id for row in (*recommendations, *questions)))
        connection = session.connection()
        cases = _cases_with(connection, case_ids)
        demands = _demands(session, case_ids)
        next_steps = _next_steps(connection, case_ids, today)
        people = _people(connection, (row.answered_by_id for row in (*recommendations, *questions)))
        measures, promises = _measures_and_promises(session, case_ids)
        owed: list[OwedAnswer] = []
        for table, rows, key in (
            ("recommendations", recommendations, "recommendation_id"),
            ("audit_questions", questions, "question_id"),
        ):
            events = _last_events(connection, key, case_ids)
            for row in rows:
                mine = measures[key, row.stored_id]
                asked = demands[row.case_id]
                lacks = lacks_of(row, mine, promises, asked)
                if lacks:
                    person, unit = people.get(row.answered_by_id or 0, ("", ""))
                    meeting, day = next_steps.get(row.case_id, ("", None))
                    no = row.no if isinstance(row, Recommendation) else row.position
                    owed.append(
                        OwedAnswer(
                            table, row.stored_id, row.uid, cases[row.case_id], no, row.text, person,
                            row.answered_by_unit or unit, row.answer_due_on, meeting, day, lacks,
                            events.get(row.stored_id),
                        )
                    )  # fmt: skip
    return owed


def _unfinished(session: Session, table: Any, limit: int) -> list[Any]:
    """Recommendations or revisionsfrågor that wait for an answer, those with a day first."""
    conditions: list[Any] = [
        col(Case.removed_at).is_(None),
        col(Case.stage).not_in(DECIDED_STAGES),
        table.finished.is_(False),
    ]
    if table is Recommendation:
        conditions.append(col(Recommendation.concerns_us).is_(True))
    else:
        # Not every audit wants its assessments answered: those that are asked for, or that somebody has been given.
        demanded = exists().where(col(Demand.case_id) == table.case_id, col(Demand.part) == DemandPart.per_assessment)
        conditions.append(
            or_(
                demanded,
                table.answered_by_id.is_not(None),
                table.answered_by_unit != "",
                table.answer_due_on.is_not(None),
            )
        )
    statement = (
        select(table)
        .join(Case, table.case_id == col(Case.id))
        .where(*conditions)
        .order_by(table.answer_due_on.is_(None), table.answer_due_on, table.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def _demands(session: Session, case_ids: Sequence[int]) -> defaultdict[int, list[Demand]]:
    asked: defaultdict[int, list[Demand]] = defaultdict(list)
    for start in range(0, len(case_ids), _AT_ONCE):
        some = col(Demand.case_id).in_(case_ids[start : start + _AT_ONCE])
        for demand in session.scalars(select(Demand).where(some).order_by(col(Demand.position), col(Demand.id))):
            asked[demand.case_id].append(demand)
    return asked


def _next_steps(connection: Connection, case_ids: Sequence[int], today: date) -> dict[int, tuple[str, date]]:
    """The next meeting of each case's plan, by its printed name."""
    statement = (
        select(col(PlanStep.case_id), col(PlanStep.kind), col(PlanStep.day))
        .where(col(PlanStep.day) >= today)
        .order_by(col(PlanStep.day).desc())
    )
    return {
        int(case_id): (_BODY_NAMES[BodyKind(kind)], day)
        for case_id, kind, day in _in_parts(connection, statement, col(PlanStep.case_id), case_ids)
    }


_BODY_NAMES: Final = {BodyKind.beredning: "beredningen", BodyKind.au: "arbetsutskottet", BodyKind.namnd: "nämnden"}


def _people(connection: Connection, ids: Iterable[int | None]) -> dict[int, tuple[str, str]]:
    statement = select(col(Person.id), col(Person.name), col(Person.unit))
    wanted = (each for each in ids if each is not None)
    return {int(row[0]): (row[1], row[2]) for row in _in_parts(connection, statement, col(Person.id), wanted)}


def _measures_and_promises(
    session: Session, case_ids: Sequence[int]
) -> tuple[defaultdict[tuple[str, int], list[Measure]], defaultdict[int, list[Promise]]]:
    mine: defaultdict[tuple[str, int], list[Measure]] = defaultdict(list)
    promises: defaultdict[int, list[Promise]] = defaultdict(list)
    for start in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[start : start + _AT_ONCE]
        rows = session.execute(
            select(Measure, MeasureLink)
            .join(MeasureLink, col(MeasureLink.measure_id) == col(Measure.id))
            .where(col(Measure.case_id).in_(some))
        )
        for measure, link in rows:
            if link.recommendation_id is not None:
                mine["recommendation_id", link.recommendation_id].append(measure)
            if link.question_id is not None:
                mine["question_id", link.question_id].append(measure)
        told = select(Promise).where(col(Promise.case_id).in_(some), col(Promise.measure_id).is_not(None))
        for promise in session.scalars(told.order_by(col(Promise.position), col(Promise.id))):
            promises[promise.measure_id or 0].append(promise)
    return mine, promises


def _last_events(connection: Connection, key: str, case_ids: Sequence[int]) -> dict[int, LastEvent]:
    column = col(getattr(AnswerEvent, key))
    statement = select(column, col(AnswerEvent.kind), col(AnswerEvent.at), col(AnswerEvent.person)).order_by(
        col(AnswerEvent.at), col(AnswerEvent.id)
    )
    last: dict[int, LastEvent] = {}
    for row_id, kind, at, person in _in_parts(
        connection, statement.where(column.is_not(None)), col(AnswerEvent.case_id), case_ids
    ):
        last[int(row_id)] = LastEvent(kind, _local_day(at), person)
    return last


def _local_day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone().date()


# Initiatives

_INITIATIVES: Final = (
    select(
        *_CASES.selected_columns, col(Case.stage), col(Namndinitiativ.raised_on), col(Namndinitiativ.handed_in_on),
        col(Namndinitiativ.first_treatment), col(Case.closed_on),
    )
    .select_from(Case)
    .outerjoin(Namndinitiativ, col(Namndinitiativ.case_id) == col(Case.id))
    .where(col(Case.removed_at).is_(None), col(Case.kind) == CaseKind.namndinitiativ)
    .order_by(col(Namndinitiativ.raised_on).is_(None), col(Namndinitiativ.raised_on), col(Case.id))
)  # fmt: skip


def followed_initiatives(store: Store, today: date, limit: int = MOST) -> list[FollowedInitiative]:
    """The initiatives that are not answered, and those answered lately, the oldest first.

    An initiative is answered on the day of the nämnd's answer to all of it, or when its case was closed.
    """
    with store.read() as connection:
        rows = _rows(connection, _INITIATIVES.limit(limit))
        ids = [int(row[0]) for row in rows]
        next_steps = _next_steps(connection, ids, today)
        answered = _answer_days(connection, ids)
        clauses: defaultdict[int, list[Any]] = defaultdict(list)
        for case_id, outcome in _in_parts(
            connection, select(col(Attsats.case_id), col(Attsats.outcome)), col(Attsats.case_id), ids
        ):
            clauses[int(case_id)].append(outcome)
        names = _by_owner(
            _in_parts(
                connection,
                select(col(Initiator.case_id), col(Initiator.name), col(Initiator.party))
                .where(col(Initiator.part) == InitiatorPart.initiator)
                .order_by(col(Initiator.position), col(Initiator.id)),
                col(Initiator.case_id),
                ids,
            ),
            0,
            lambda row: f"{row[1]} ({row[2]})" if row[2] else row[1],
        )
    return [
        _initiative(row, tuple(names[int(row[0])]), clauses[int(row[0])], answered.get(int(row[0])), next_steps)
        for row in rows
    ]


def _initiative(
    row: Any,
    names: tuple[str, ...],
    outcomes: Sequence[Any],
    decided: date | None,
    next_steps: dict[int, tuple[str, date]],
) -> FollowedInitiative:
    case = _case(row)
    stage, raised_on, handed_in_on, first_treatment, closed_on = row[6:]
    final = [outcome for outcome in outcomes if outcome is not None and outcome not in NOT_FINAL]
    is_answered = (bool(outcomes) and len(final) == len(outcomes)) or (
        stage in DECIDED_STAGES and (decided is not None or not outcomes)
    )
    # What the secretary has closed is answered, on the day that is known; one without any is counted as answered long.
    answered_on = (decided or closed_on or (date.min if stage in DECIDED_STAGES else None)) if is_answered else None
    if answered_on is None and stage == CaseStage.avslutat:
        answered_on = closed_on or date.min
    body, day = next_steps.get(case.id, ("", None))
    step = f"nästa steg {body} {full_day(day)}" if day is not None else ""
    return FollowedInitiative(
        case, label(CaseStage(stage)), names, raised_on, handed_in_on, row[4], first_treatment or "", step,
        len(outcomes), len(final), answered_on,
    )  # fmt: skip


def _answer_days(connection: Connection, ids: Sequence[int]) -> dict[int, date]:
    """The day of the nämnd's last decision that answered each case."""
    statement = select(col(Decision.case_id), func.max(col(Decision.day)).label("day")).where(
        col(Decision.kind) == BodyKind.namnd,
        col(Decision.occasion) == DecisionOccasion.svar,
        or_(col(Decision.outcome).is_(None), col(Decision.outcome).not_in(NOT_FINAL)),
        col(Decision.day).is_not(None),
    )
    rows = _in_parts(connection, statement.group_by(col(Decision.case_id)), col(Decision.case_id), ids)
    return {int(case_id): day for case_id, day in rows}


def late_measures(store: Store, today: date) -> int:
    """How many open measures have passed their newest day."""
    in_case = [col(Case.id) == col(Measure.case_id), col(Case.removed_at).is_(None)]
    with store.read() as connection:
        return _open_measures(connection, MeasureFilter(which="late", today=today), in_case, 1)[1]


class KeptAttsats(NamedTuple):
    """An att-sats for a list that leaves the program."""

    dnr: str
    no: int
    text: str
    task_for: str
    report: str
    proposal: str
    outcome: str


def all_attsatser(store: Store) -> list[KeptAttsats]:
    """The att-satser of every case that is not in the bin, case by case."""
    statement = (
        select(
            col(Case.dnr), col(Attsats.position), col(Attsats.text), col(Attsats.task_for), col(Attsats.report_form),
            col(Attsats.report_when), col(Attsats.proposal), col(Attsats.outcome), col(Case.secrecy),
        )
        .join(Case, col(Attsats.case_id) == col(Case.id))
        .where(col(Case.removed_at).is_(None))
        .order_by(col(Case.dnr_sort_key), col(Case.id), col(Attsats.position), col(Attsats.id))
    )  # fmt: skip
    with store.read() as connection:
        return [
            KeptAttsats(
                row[0], int(row[1]), SECRET_TEXT if row[8] == Secrecy.hela else row[2], row[3],
                ", ".join(filter(None, ("" if row[4] == ReportForm.ej_angivet else label(row[4]).lower(), row[5]))),
                label(row[6]) if row[6] is not None else "", label(row[7]) if row[7] is not None else "",
            )
            for row in _rows(connection, statement)
        ]  # fmt: skip
