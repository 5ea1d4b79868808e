"""Who owes the answer to a recommendation or a revisionsfråga, and the log of how it came in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from nemndsekr.operations.case_parts import person_named
from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.choices import AnswerEventKind
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.store.database import Store

Answered = type[Recommendation] | type[AuditQuestion]
ANSWERED_BY: Final[dict[Answered, str]] = {Recommendation: "recommendation_id", AuditQuestion: "question_id"}
"""What is answered, and the column by which rows elsewhere name it."""
_NAMES: Final = {
    AnswerEventKind.begart: "noterade att svar begärts",
    AnswerEventKind.paminnt: "noterade en påminnelse",
    AnswerEventKind.inkommet: "noterade att svar inkommit",
    AnswerEventKind.godkant: "noterade chefens godkännande",
}


def set_answerer(
    store: Store, table: Answered, row_id: int, name: str, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say who is to answer, by name; a person not known before is noted."""
    title = "ändrade vem som lämnar svar"
    with store.step(title, who, now, visit=visit) as step:
        row = step.get(table, row_id)
        person = person_named(step, name)
        row.answered_by_id = person.stored_id if person is not None else None
    return Changes.of(title, step)


def log_answer(
    store: Store, table: Answered, row_id: int, kind: AnswerEventKind, person: str, who: str, now: datetime
) -> Changes:
    """Note that an answer was asked for, reminded of, came in or was approved: now, and by or to whom."""
    with store.step(_NAMES[kind], who, now) as step:
        row = step.get(table, row_id)
        event = AnswerEvent(case_id=row.case_id, kind=kind, at=now, person=person.strip())
        setattr(event, ANSWERED_BY[table], row_id)
        step.add(event)
    return Changes.of(_NAMES[kind], step)
