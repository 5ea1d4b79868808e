"""Owed answers: what recommendations and assessments still lack, in every case that is not decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.case import Case
from nemndsekr.records.choices import DemandPart
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Person
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.rules.owed import LastEvent, OwedAnswer
from nemndsekr.rules.progress import lacks_of
from nemndsekr.store.database import Store
from nemndsekr.store.followup_rows import AT_ONCE, DECIDED_STAGES, MOST, cases_with, in_parts, planned_steps


def owed_answers(store: Store, today: date, limit: int = MOST) -> list[OwedAnswer]:
    """The answers to recommendations and assessments that lack something, in cases that are not decided yet."""
    with store.session() as session:
        recommendations = _unfinished(session, Recommendation, limit)
        questions = _unfinished(session, AuditQuestion, limit)
        case_ids = list(dict.fromkeys(row.case_id for row in (*recommendations, *questions)))
        connection = session.connection()
        cases = cases_with(connection, case_ids)
        demands = _demands(session, case_ids)
        next_steps = planned_steps(connection, case_ids, today)
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
    for start in range(0, len(case_ids), AT_ONCE):
        some = col(Demand.case_id).in_(case_ids[start : start + AT_ONCE])
        for demand in session.scalars(select(Demand).where(some).order_by(col(Demand.position), col(Demand.id))):
            asked[demand.case_id].append(demand)
    return asked


def _people(connection: Connection, ids: Iterable[int | None]) -> dict[int, tuple[str, str]]:
    statement = select(col(Person.id), col(Person.name), col(Person.unit))
    wanted = (each for each in ids if each is not None)
    return {int(row[0]): (row[1], row[2]) for row in in_parts(connection, statement, col(Person.id), wanted)}


def _measures_and_promises(
    session: Session, case_ids: Sequence[int]
) -> tuple[defaultdict[tuple[str, int], list[Measure]], defaultdict[int, list[Promise]]]:
    mine: defaultdict[tuple[str, int], list[Measure]] = defaultdict(list)
    promises: defaultdict[int, list[Promise]] = defaultdict(list)
    for start in range(0, len(case_ids), AT_ONCE):
        some = case_ids[start : start + AT_ONCE]
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
    for row_id, kind, at, person in in_parts(
        connection, statement.where(column.is_not(None)), col(AnswerEvent.case_id), case_ids
    ):
        last[int(row_id)] = LastEvent(kind, _local_day(at), person)
    return last


def _local_day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone().date()
