"""Followed initiatives: those that wait for an answer or had one lately, and the att-satser of every case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, or_, select
from sqlmodel import col

from nemndsekr.records.case import Case
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    InitiatorPart,
    Outcome,
    ReportForm,
    Secrecy,
    label,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.rules.followup import SECRET_TEXT, FollowedInitiative
from nemndsekr.store.database import Store
from nemndsekr.store.followup_rows import (
    CASES,
    DECIDED_STAGES,
    MOST,
    by_owner,
    case_of,
    in_parts,
    planned_steps,
    rows_of,
)
from nemndsekr.support.days import full_day

NOT_FINAL: Final = (Outcome.aterremiss, Outcome.bordlaggning, Outcome.remitteras)

_INITIATIVES: Final = (
    select(
        *CASES.selected_columns, col(Case.stage), col(Namndinitiativ.raised_on), col(Namndinitiativ.handed_in_on),
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
        rows = rows_of(connection, _INITIATIVES.limit(limit))
        ids = [int(row[0]) for row in rows]
        next_steps = planned_steps(connection, ids, today)
        answered = _answer_days(connection, ids)
        clauses: defaultdict[int, list[Any]] = defaultdict(list)
        for case_id, outcome in in_parts(
            connection, select(col(Attsats.case_id), col(Attsats.outcome)), col(Attsats.case_id), ids
        ):
            clauses[int(case_id)].append(outcome)
        names = by_owner(
            in_parts(
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
    case = case_of(row)
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
    rows = in_parts(connection, statement.group_by(col(Decision.case_id)), col(Decision.case_id), ids)
    return {int(case_id): day for case_id, day in rows}


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
                _report(row[4], "" if row[8] == Secrecy.hela else row[5]),
                label(row[6]) if row[6] is not None else "", label(row[7]) if row[7] is not None else "",
            )
            for row in rows_of(connection, statement)
        ]  # fmt: skip


def _report(form: ReportForm, when: str) -> str:
    how = "" if form == ReportForm.ej_angivet else label(form).lower()
    return ", ".join(filter(None, (how, when)))
