"""The change log: what each flush did to each row, and how a step is taken back or done again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, inspect, select
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.records.history import Change, Step
from nemndsekr.records.row import Row
from nemndsekr.records.tables import LOGGED_TABLES, table_named
from nemndsekr.store.row_values import row_of, row_value, stored_value, stored_values

# What goes on through an undo: a version number or a time stamp that went backwards would lie to whoever compares.
_NOT_RESTORED: Final = {"id", "version", "opened_at"}


def before_flush(session: Session) -> None:
    """Reckon derived columns and raise the version of each row that is about to be written."""
    for row in session.new:
        if isinstance(row, Row):
            row.fill_keys()
    for row in session.dirty:
        if isinstance(row, Row) and session.is_modified(row):
            row.fill_keys()
            row.version += 1


def changes_of(session: Session) -> Iterator[Change]:
    """What the flush that just ended did, row by row; called from after_flush, while the history is still there."""
    # First what went: a new row may have taken the id of one that went in the same flush.
    for row in session.deleted:
        if isinstance(row, LOGGED_TABLES):
            # What was changed in the same breath as it was taken away was never stored.
            before, _ = _difference(row)
            yield _change(row, stored_values(row) | before, None)
    for row in session.new:
        if isinstance(row, LOGGED_TABLES):
            yield _change(row, None, stored_values(row))
    for row in session.dirty:
        if isinstance(row, LOGGED_TABLES):
            before, after = _difference(row)
            if after:
                yield _change(row, before, after)


def _difference(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.added and history.deleted and attribute.key not in _NOT_RESTORED:
            before[attribute.key] = stored_value(type(row), attribute.key, history.deleted[0])
            after[attribute.key] = stored_value(type(row), attribute.key, history.added[0])
    return before, after


def _change(row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Change:
    return Change(
        step_id=0,
        table_name=str(row.__tablename__),
        row_id=row.stored_id,
        row_uid=row.uid,
        case_id=row.stored_id if row.__tablename__ == "cases" else getattr(row, "case_id", None),
        before=None if before is None else _json(before),
        after=None if after is None else _json(after),
    )


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


_LOG: Final = Change.__table__  # type: ignore[attr-defined]
_NEW_LINE: Final = _LOG.insert()
_LAST_LINE: Final = (
    select(_LOG.c.id, _LOG.c.before, _LOG.c.after)
    .where(_LOG.c.step_id == bindparam("step"), _LOG.c.row_uid == bindparam("row"))
    .order_by(_LOG.c.id.desc())
    .limit(1)
)


def note(connection: Connection, step_id: int, changes: Sequence[Change], *, extending: bool) -> None:
    """Write changes under their step.

    Where the step is a visit that goes on (``extending``), a further change of the same row is laid into the
    first: so the saves of one field stay one line, the words before the visit and the words after it.
    """
    new = [change for change in changes if not (extending and _laid_into_earlier(connection, step_id, change))]
    if new:
        connection.execute(_NEW_LINE, [change.model_dump(exclude={"id"}) | {"step_id": step_id} for change in new])


def _laid_into_earlier(connection: Connection, step_id: int, change: Change) -> bool:
    if change.before is None or change.after is None:
        return False
    earlier = connection.execute(_LAST_LINE, {"step": step_id, "row": change.row_uid}).first()
    if earlier is None or earlier.after is None:
        return False
    after = {**json.loads(earlier.after), **json.loads(change.after)}
    before = None if earlier.before is None else {**json.loads(change.before), **json.loads(earlier.before)}
    values = {"after": _json(after), "before": None if before is None else _json(before)}
    connection.execute(_LOG.update().where(_LOG.c.id == earlier.id).values(values))
    return True


def changes_in(session: Session, step: Step) -> list[Change]:
    """The changes of a step, in the order they were made."""
    return list(session.scalars(select(Change).where(col(Change.step_id) == step.id).order_by(col(Change.id))))


def lines_of(session: Session, step: Step) -> list[dict[str, Any]]:
    """What stands in the log of a step, line by line."""
    lines = session.execute(select(_LOG).where(_LOG.c.step_id == step.id).order_by(_LOG.c.id))
    return [dict(line) for line in lines.mappings()]


def come_to_nothing(changes: Sequence[Change]) -> bool:
    """Whether every row stands as it stood before these changes, though it may have come and gone in between."""
    of_row: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        of_row[change.row_uid].append(change)
    return all(_stands_as_before(mine) for mine in of_row.values())


def _stands_as_before(changes: Sequence[Change]) -> bool:
    first, last = changes[0].before, changes[-1].after
    if first is None or last is None:
        return first is last
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for change in changes:
        before = {**json.loads(change.before or "{}"), **before}
        after |= json.loads(change.after or "{}")
    return before == after


def put_lines(connection: Connection, step: Step, lines: Sequence[Mapping[str, Any]]) -> None:
    """Let the log of a step say this, whatever it says now."""
    connection.execute(_LOG.delete().where(_LOG.c.step_id == step.id))
    if lines:
        connection.execute(_NEW_LINE, list(lines))


def take_back(session: Session, step: Step) -> list[Change]:
    """Restore every row of a step to what it was before it."""
    changes = changes_in(session, step)[::-1]
    for change in changes:
        _restore(session, change, change.before)
    return changes


def do_again(session: Session, step: Step) -> list[Change]:
    """Put every row of an undone step back to what the step made it."""
    changes = changes_in(session, step)
    for change in changes:
        _restore(session, change, change.after)
    return changes


def _restore(session: Session, change: Change, wanted: str | None) -> None:
    table = table_named(change.table_name)
    row = session.get(table, change.row_id)
    if wanted is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(row_of(table, json.loads(wanted)))
    else:
        for name, stored in json.loads(wanted).items():
            if name not in _NOT_RESTORED:
                setattr(row, name, row_value(table, name, stored))
    session.flush()
