"""The cases that have a plan, with its meetings and the day the answer is due; and what is promised to meetings."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import DocumentKind, Occasion, title_to_show
from nemndsekr.records.document import Document
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.chosen import is_handed_in
from nemndsekr.rules.planning.moves import PlannedCase
from nemndsekr.store.database import Store

_OF: Final[Any] = bindparam("namnd_id")
# A case's stage tells of its first answer; of the second one it is only known whether it is begun.
_BEGUN: Final = (
    select(col(Document.id))
    .where(col(Document.case_id) == col(Case.id), col(Document.kind) == DocumentKind.uppfoljande_yttrande)
    .exists()
)
_STEPS: Final = (
    select(
        *(col(Case.id), col(Case.dnr), col(Case.title), col(Case.secrecy), col(PlanStep.occasion)),
        *(col(PlanStep.meeting_id), col(Case.stage), _BEGUN),
    )
    .join(Case, col(Case.id) == col(PlanStep.case_id))
    .where(col(Case.namnd_id) == _OF, col(Case.removed_at).is_(None), col(PlanStep.meeting_id).is_not(None))
    .order_by(col(Case.id), col(PlanStep.occasion), col(PlanStep.position), col(PlanStep.id))
)
_CHOICES: Final = (
    select(
        *(col(CasePlan.case_id), col(CasePlan.occasion), col(CasePlan.reply_day_id)),
        *(col(CasePlan.immediate), col(CasePlan.provisional)),
    )
    .join(Case, col(Case.id) == col(CasePlan.case_id))
    .where(col(Case.namnd_id) == _OF)
    .order_by(col(CasePlan.id))
)
# A later day is a new row, so that the newest of those that have a day is the one that holds.
_DUE: Final = (
    select(col(ReplyDay.id), col(ReplyDay.case_id), col(ReplyDay.occasion), col(ReplyDay.latest))
    .join(Case, col(Case.id) == col(ReplyDay.case_id))
    .where(col(Case.namnd_id) == _OF, col(ReplyDay.latest).is_not(None))
    .order_by(col(ReplyDay.id))
)
_PROMISED: Final = (
    select(col(ReportBack.meeting_id), func.count())
    .join(Meeting, col(Meeting.id) == col(ReportBack.meeting_id))
    .join(Case, col(Case.id) == col(ReportBack.case_id))
    .where(col(Meeting.namnd_id) == _OF, col(ReportBack.done_on).is_(None), col(Case.removed_at).is_(None))
    .group_by(col(ReportBack.meeting_id))
)


def planned_cases(store: Store, namnd_id: int) -> tuple[PlannedCase, ...]:
    """Each answer of each case that has a plan, in three statements however many there are."""
    values = {"namnd_id": namnd_id}
    with store.read() as connection:
        steps: list[Any] = list(connection.execute(_STEPS, values))
        choices: list[Any] = list(connection.execute(_CHOICES, values))
        days: list[Any] = list(connection.execute(_DUE, values))
    chosen = {(case_id, occasion): rest for case_id, occasion, *rest in choices}
    by_id = {row[0]: row[3] for row in days}
    newest = {(row[1], row[2]): row[3] for row in days}
    found: dict[tuple[int, str], PlannedCase] = {}
    for case_id, dnr, title, secrecy, occasion, meeting_id, stage, begun in steps:
        key = case_id, occasion
        if key not in found:
            reply_day_id, immediate, provisional = chosen.get(key, (None, False, False))
            due = by_id.get(reply_day_id) or newest.get(key)
            shown = title_to_show(title, secrecy)
            handed_in = bool(begun) if occasion == Occasion.uppfoljande else is_handed_in(stage)
            found[key] = PlannedCase(
                case_id, dnr, shown, occasion, (), due, bool(immediate), handed_in, bool(provisional)
            )  # fmt: skip
        found[key] = found[key]._replace(meeting_ids=(*found[key].meeting_ids, meeting_id))
    # One that has no meeting of the plan yet is known, so that it is not taken for forgotten.
    waiting = [
        PlannedCase(case_id, "", "", occasion, (), None, bool(rest[1]), provisional=True)
        for (case_id, occasion), rest in chosen.items()
        if rest[2] and (case_id, occasion) not in found
    ]
    return (*found.values(), *waiting)


def promised_to_meetings(store: Store, namnd_id: int) -> Counter[int]:
    """How many report-backs that are not done yet hang on each meeting."""
    with store.read() as connection:
        rows: list[Any] = list(connection.execute(_PROMISED, {"namnd_id": namnd_id}))
    return Counter(dict(rows))
