"""What the lists over all cases share: cases as they are named there, and rows fetched so many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, CaseStage, Secrecy, title_to_show
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.followup import FollowedCase

MOST: Final = 1_000
"""Rows that one list holds; a longer one says so and is filtered instead."""
MOST_AUDITS: Final = 200
AT_ONCE: Final = 500
"""Ids in one statement."""
DECIDED_STAGES: Final = (CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)
CASES: Final = select(
    col(Case.id), col(Case.dnr), col(Case.title), col(Case.secrecy), col(Case.received_on), col(Case.registered_on)
)
"""Statement: what ``case_of`` needs of a case, in its first columns."""


def case_of(row: Any) -> FollowedCase:
    """The case of a row that begins with the columns of ``CASES``."""
    case_id, dnr, title, secrecy, received_on, registered_on = row[:6]
    day: date | None = received_on or registered_on
    digits = [int(part) for part in str(dnr).replace("/", "-").split("-") if part.isdecimal() and len(part) == 4]
    year = day.year if day is not None else next((part for part in digits if 1990 <= part <= 2100), 0)
    return FollowedCase(int(case_id), str(dnr), title_to_show(str(title), secrecy), Secrecy(secrecy), year)


def cases_with(connection: Connection, ids: Iterable[int]) -> dict[int, FollowedCase]:
    """The cases with these ids, by id."""
    return {int(row[0]): case_of(row) for row in among(connection, _CASES_WITH, ids)}


def rows_of(connection: Connection, statement: Any) -> list[Any]:
    """Every row that a statement gives."""
    return list(connection.execute(statement))


def in_parts(connection: Connection, statement: Any, column: Any, ids: Iterable[int]) -> list[Any]:
    """The rows whose column is one of these ids, each once, asked for in as many statements as SQLite needs."""
    return among(connection, with_ids(statement, column), ids)


def with_ids(statement: Any, column: Any) -> Any:
    """The statement for ``among``: only the rows whose column is one of the ids that it is given."""
    return statement.where(column.in_(bindparam("ids", expanding=True)))


def among(connection: Connection, statement: Any, ids: Iterable[int]) -> list[Any]:
    """The rows of a statement that was built once by ``with_ids``."""
    wanted = list(dict.fromkeys(ids))
    return [
        row
        for start in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(statement, {"ids": wanted[start : start + AT_ONCE]})
    ]


def by_owner(rows: Iterable[Any], owner: int, made: Any) -> defaultdict[int, list[Any]]:
    """What is ``made`` of each row, by the id of what owns it in the column numbered ``owner``."""
    kept: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        kept[int(row[owner])].append(made(row))
    return kept


_CASES_WITH: Final = with_ids(CASES, col(Case.id))


def planned_steps(connection: Connection, case_ids: Sequence[int], today: date) -> dict[int, tuple[str, date]]:
    """The next meeting of each case's plan, by its printed name."""
    statement = (
        select(col(PlanStep.case_id), col(PlanStep.kind), col(PlanStep.day))
        .where(col(PlanStep.day) >= today)
        .order_by(col(PlanStep.day).desc())
    )
    return {
        int(case_id): (_BODY_NAMES[BodyKind(kind)], day)
        for case_id, kind, day in in_parts(connection, statement, col(PlanStep.case_id), case_ids)
    }


_BODY_NAMES: Final = {BodyKind.beredning: "beredningen", BodyKind.au: "arbetsutskottet", BodyKind.namnd: "nämnden"}
