"""What a nämnd plans with, in a handful of statements: bodies, meetings, rules, closed days, open reply days."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, not_, or_, select
from sqlmodel import col

from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import CaseStage, DocumentKind, DocumentMode, Occasion, Secrecy, title_to_show
from nemndsekr.records.document import Document
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.planning import ChainRule, ClosedDays, Rhythm
from nemndsekr.rules.planning.facts import (
    Body,
    BodyRhythm,
    Closed,
    DueAnswer,
    PlannedMeeting,
    PlanningFacts,
    StepRule,
    days_closed,
    usual_rules,
)
from nemndsekr.store.database import Store

_OF: Final[Any] = bindparam("namnd_id")
_ANSWERED: Final = (CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)
_NAMND: Final = select(col(Namnd.name), col(Namnd.short_name), col(Namnd.lead_weeks)).where(col(Namnd.id) == _OF)
_BODIES: Final = (
    select(col(MeetingBody.id), col(MeetingBody.kind), col(MeetingBody.name), col(MeetingBody.position))
    .where(col(MeetingBody.namnd_id) == _OF)
    .order_by(col(MeetingBody.position), col(MeetingBody.id))
)
_COUNTS: Final = (
    select(col(PlanStep.meeting_id), func.count(func.distinct(col(PlanStep.case_id))).label("cases"))
    .join(Case, col(Case.id) == col(PlanStep.case_id))
    .where(col(PlanStep.meeting_id).is_not(None), col(Case.removed_at).is_(None))
    .group_by(col(PlanStep.meeting_id))
    .subquery()
)
_MEETINGS: Final = (
    select(
        *(col(Meeting.id), col(Meeting.body_id), col(Meeting.day), col(Meeting.status), col(Meeting.starts_at)),
        *(col(Meeting.ends_at), col(Meeting.place), col(Meeting.justering_on), col(Meeting.moved_from)),
        *(col(Meeting.note), col(Meeting.uid), func.coalesce(_COUNTS.c.cases, 0), col(Meeting.accepted)),
    )
    .outerjoin(_COUNTS, _COUNTS.c.meeting_id == col(Meeting.id))
    .where(col(Meeting.namnd_id) == _OF)
    .order_by(col(Meeting.day), col(Meeting.id))
)
_RULES: Final = (
    select(
        *(col(ChainRule.id), col(ChainRule.kind), col(ChainRule.name), col(ChainRule.body_id)),
        *(col(ChainRule.anchor_id), col(ChainRule.number), col(ChainRule.unit), col(ChainRule.weekday)),
        *(col(ChainRule.number_immediate), col(ChainRule.who)),
    )
    .where(col(ChainRule.namnd_id) == _OF)
    .order_by(col(ChainRule.position), col(ChainRule.id))
)
_RHYTHMS: Final = (
    select(
        *(col(Rhythm.body_id), col(Rhythm.ordinal), col(Rhythm.weekday), col(Rhythm.from_body_id)),
        *(col(Rhythm.offset_days), col(Rhythm.months), col(Rhythm.starts_at), col(Rhythm.ends_at), col(Rhythm.place)),
    )
    .where(col(Rhythm.namnd_id) == _OF)
    .order_by(col(Rhythm.id))
)
_CLOSED: Final = (
    select(col(ClosedDays.name), col(ClosedDays.from_day), col(ClosedDays.until_day))
    .where(col(ClosedDays.namnd_id) == _OF)
    .order_by(col(ClosedDays.from_day), col(ClosedDays.id))
)
# The first answer is owed until it has left, the second until it is decided: by then the case has long been sent.
_SECOND_DECIDED: Final = (
    select(col(Document.id))
    .where(
        col(Document.case_id) == col(Case.id),
        col(Document.kind) == DocumentKind.uppfoljande_yttrande,
        col(Document.mode) == DocumentMode.beslutat,
    )
    .exists()
)
_SECOND: Final = col(ReplyDay.occasion) == Occasion.uppfoljande
_OWED: Final = or_(
    and_(not_(_SECOND), col(Case.stage).not_in(_ANSWERED)),
    and_(_SECOND, col(Case.stage) != CaseStage.avslutat, not_(_SECOND_DECIDED)),
)
_DUE: Final = (
    select(
        *(col(Case.id), col(Case.dnr), col(Case.title), col(Case.secrecy), col(ReplyDay.id), col(ReplyDay.to_whom)),
        *(col(ReplyDay.words), col(ReplyDay.latest), col(ReplyDay.occasion), col(ReplyDay.uid)),
    )
    .join(Case, col(Case.id) == col(ReplyDay.case_id))
    .where(col(Case.namnd_id) == _OF, col(Case.removed_at).is_(None), _OWED)
    .order_by(col(ReplyDay.latest), col(ReplyDay.id))
)


def planning_facts(store: Store, namnd_id: int) -> PlanningFacts:
    """What one nämnd plans with. A nämnd without rules of its own has the usual ones."""
    with store.read() as connection:
        return facts_in(connection, namnd_id)


def facts_in(connection: Connection, namnd_id: int) -> PlanningFacts:
    """The same by a connection of one's own: within a step, what it has written is seen."""
    name, short_name, lead_weeks = _rows(connection, _NAMND, namnd_id)[0]
    bodies = tuple(Body(*row) for row in _rows(connection, _BODIES, namnd_id))
    rules = tuple(_rule(row) for row in _rows(connection, _RULES, namnd_id))
    closed = tuple(Closed(*row) for row in _rows(connection, _CLOSED, namnd_id))
    return PlanningFacts(
        namnd_id,
        name,
        short_name,
        lead_weeks,
        bodies,
        tuple(PlannedMeeting(*row) for row in _rows(connection, _MEETINGS, namnd_id)),
        rules or usual_rules(bodies),
        tuple(_rhythm(row) for row in _rows(connection, _RHYTHMS, namnd_id)),
        closed,
        tuple(_due(row) for row in _rows(connection, _DUE, namnd_id)),
        days_closed(closed),
    )


def _rows(connection: Connection, statement: Any, namnd_id: int) -> list[Any]:
    return list(connection.execute(statement, {"namnd_id": namnd_id}))


def _rule(row: Any) -> StepRule:
    rule_id, kind, name, body_id, anchor_id, *rest = row
    return StepRule(str(rule_id), kind, name, body_id, str(anchor_id) if anchor_id is not None else "", *rest)


def _rhythm(row: Any) -> BodyRhythm:
    body_id, ordinal, weekday, from_body_id, offset_days, months, *rest = row
    return BodyRhythm(
        body_id, ordinal, weekday, from_body_id, offset_days, tuple(int(month) for month in months.split()), *rest
    )


def _due(row: Any) -> DueAnswer:
    case_id, dnr, title, secrecy, reply_day_id, to_whom, words, latest, occasion, uid = row
    shown, is_secret = title_to_show(title, secrecy), secrecy == Secrecy.hela
    return DueAnswer(case_id, dnr, shown, reply_day_id, to_whom, words, latest, occasion, uid, is_secret)
