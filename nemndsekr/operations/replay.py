"""Ångra and Gör om: what the next step is about, whether it is seen where one stands, and then to take it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.move_meeting import NAME as MOVED
from nemndsekr.operations.move_meeting import moved_words
from nemndsekr.operations.step_names import REGISTERED
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case import Case
from nemndsekr.records.choices import title_to_show
from nemndsekr.records.history import Change, Step
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store

_OF_NO_FIELD: Final = frozenset({"position", "version"})
_ANSWERED: Final = (
    ("recommendation_id", Recommendation, "recommendations"),
    ("question_id", AuditQuestion, "questions"),
)


class ChangedPlace(NamedTuple):
    """Where a step changed something: the table, the row's uid, and the first field ("" for a whole row)."""

    table: str
    row_uid: str
    field: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows where Ångra was asked for.

    ``case_id`` is the one case that is worked on, or 0; ``whole_cases`` that cases are seen to come and go, as in
    their list; ``tables`` whose changes the page shows whichever case they belong to.
    """

    case_id: int = 0
    whole_cases: bool = False
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Replay:
    """A step that was taken back or done again, or, where ``done`` is None, only looked up.

    ``cases`` are their ids and titles; ``comes`` and ``goes`` the ids of those that come or go as a whole.
    """

    step_uid: str
    name: str
    cases: dict[int, str]
    tables: frozenset[str]
    places: tuple[ChangedPlace, ...] = ()
    comes: frozenset[int] = frozenset()
    goes: frozenset[int] = frozenset()
    absent: frozenset[int] = field(default=frozenset())
    """Those that are not among the cases just now: in the bin, or not there at all."""
    done: Changes | None = None
    outcome: str = ""
    """How it is afterwards, where that says more than the name of what was done."""


def replay(store: Store, now: datetime, *, back: bool, seen: Seen | None, agreed: str = "") -> Replay | None:
    """Take the next step of Ångra (``back``) or Gör om, but only where it is seen; None where there is none.

    A step in another case, or one that brings or takes away another case, is told and not taken, unless its uid is
    the one ``agreed`` to: nothing changes behind the person's back. Without ``seen`` it is taken anywhere.
    """
    found = store.next_step(back=back)
    if found is None:
        return None
    told = _told(store, *found, back=back)
    if seen is not None and told.step_uid != agreed and not _is_seen(told, seen):
        return told
    done = (undo if back else redo)(store, now)
    return told if done is None else dataclasses.replace(told, done=dataclasses.replace(done, gone=told.goes))


def _is_seen(told: Replay, seen: Seen) -> bool:
    whole = told.comes | told.goes
    if not told.cases or told.tables <= seen.tables:
        return True
    if whole:
        return seen.whole_cases or whole == {seen.case_id}
    return set(told.cases) == {seen.case_id}


def _told(store: Store, step: Step, changes: Sequence[Change], *, back: bool) -> Replay:
    comes: set[int] = set()
    goes: set[int] = set()
    with store.session() as session:
        rows = {one.case_id: session.get(Case, one.case_id) for one in changes if one.case_id is not None}
        cases = {case_id: row.shown_title if row is not None else "" for case_id, row in rows.items()}
        for one in changes:
            if one.table_name == "cases":
                cases[one.row_id] = cases[one.row_id] or _title(one)
                was_there, is_there = _is_there(one.before), _is_there(one.after)
                if is_there != was_there:
                    (comes if was_there == back else goes).add(one.row_id)
        absent = frozenset(case_id for case_id, row in rows.items() if row is None or row.removed_at is not None)
        outcome = moved_words(session, changes, back=back) if step.name == MOVED else ""
        places = tuple(dict.fromkeys(place for one in changes for place in _places(session, one, back=back)))
    if step.name == REGISTERED:
        # What it led to stands in many parts of the case; it was done where the decision is.
        places = (ChangedPlace("decisions", "", ""), *places)
    tables = frozenset(one.table_name for one in changes)
    return Replay(
        step.uid, step.name, cases, tables, places, frozenset(comes), frozenset(goes), absent, outcome=outcome
    )


def _is_there(values: str | None) -> bool:
    """Whether a case is among the cases, by one side of a change: neither in the bin nor not yet made."""
    return values is not None and json.loads(values).get("removed_at") is None


def _title(change: Change) -> str:
    told: dict[str, Any] = json.loads(change.after or change.before or "{}")
    return title_to_show(str(told.get("title", "")), str(told.get("secrecy", "")))


def _places(session: Session, change: Change, *, back: bool) -> list[ChangedPlace]:
    """Where a change is seen when the step is taken: the row's first field, or what a row that goes belonged to."""
    then = change.before if back else change.after
    told: dict[str, Any] = json.loads(then or change.after or change.before or "{}")
    if then is not None:
        whole = change.before is None or change.after is None
        fields = [name for name in told if name not in _OF_NO_FIELD]
        return [ChangedPlace(change.table_name, change.row_uid, fields[0] if fields and not whole else "")]
    for name, table, list_name in _ANSWERED:
        owner = session.get(table, told[name]) if told.get(name) is not None else None
        if owner is not None:
            return [ChangedPlace(list_name, owner.uid, _SHOWN_IN.get(change.table_name, ""))]
    return [ChangedPlace(change.table_name, change.row_uid, "")]


_SHOWN_IN: Final = {"measure_links": "measures", "findings": "findings", "answer_events": "answered_by"}
"""The field in which what hangs on a recommendation or question is shown."""
