"""An office in which every table, and every column of it, holds something: for what must forget none of them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import UTC, date, datetime, time
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args

from nemndsekr.exchange.archive_rows import CASE_ROWS
from nemndsekr.records.block_text import BlockText, from_paragraphs
from nemndsekr.records.row import Row, new_uid
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.records.user import User
from nemndsekr.store.database import StepWriter, Store

AT: Final = datetime(2025, 11, 3, 9, 15, tzinfo=UTC)
# What the program itself reads as more than words.
_READ: Final[dict[tuple[str, str], Any]] = {
    ("source_documents", "page_starts"): "[0, 12]",
    ("word_forms", "style_map"): '{"Brödtext": "Normal"}',
    ("rhythms", "months"): "2 4 6",
    ("versions", "facts"): "{}",
    ("cases", "opened_at"): None,
    ("cases", "removed_at"): None,
    ("departures", "left_as"): "pdf",
}
_FILES: Final = ("sha256", "word_sha256", "logo_sha256")


def fill_office(store: Store, who: str) -> None:
    """Put two rows in each table, and of what belongs to cases two rows in each of two cases."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    with store.step("fyllde", who, AT) as step:
        for table in LOGGED_TABLES:
            if table is User:
                continue
            name = str(table.__tablename__)
            for case_id in known["cases"] if name in CASE_ROWS else [0]:
                mine: list[int] = []
                for number in (1, 2):
                    row = table(**_values(step, table, number, known, mine, case_id, who))
                    mine.append(step.add(row).stored_id)
                known[name] += mine


def _values(
    step: StepWriter,
    table: type[Row],
    number: int,
    known: dict[str, list[int]],
    mine: list[int],
    case_id: int,
    who: str,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    name = str(table.__tablename__)
    for column in table.__table__.columns:  # type: ignore[attr-defined]
        if column.name in {"id", "uid", "version"}:
            continue
        targets = [key.column.table.name for key in column.foreign_keys]
        if column.name == "case_id" and case_id:
            values[column.name] = case_id
        elif (name, column.name, number) == ("agenda_items", "case_id", 1):
            values[column.name] = None
        elif targets:
            values[column.name] = _target(targets[0], name, column.name, number, known, mine, case_id)
        elif column.name in _FILES:
            content = f"fil {name} {number} {column.name} {case_id}".encode()
            values[column.name] = hashlib.sha256(content).hexdigest()
            step.keep_file(values[column.name], content)
        elif column.name == "user_uid":
            values[column.name] = who
        elif column.name in {"record_uid", "entry_uid"}:
            values[column.name] = new_uid()
        elif (name, column.name) in _READ:
            values[column.name] = _READ[name, column.name]
        else:
            values[column.name] = _value(table.model_fields[column.name].annotation, f"{name} {column.name}", number)
    return values


def _target(
    table: str, name: str, column: str, number: int, known: dict[str, list[int]], mine: list[int], case_id: int
) -> int | None:
    """A row to point at: the one before in the same table, one of the same case, or the other case for a link."""
    if table == name:
        return mine[0] if mine else None
    rows = known[table]
    if not rows:
        return None
    if column == "other_case_id":
        return next(one for one in rows if one != case_id)
    if column == "other_recommendation_id" or table not in CASE_ROWS:
        return rows[number % len(rows)]
    first = known["cases"][0] == case_id
    return (rows[:2] if first else rows[2:])[number - 1]


def _value(kind: Any, words: str, number: int) -> Any:
    if isinstance(kind, UnionType) or NoneType in get_args(kind):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if issubclass(kind, StrEnum):
        return list(kind)[-1]
    made: dict[type, Any] = {
        str: f"{words} {number} åäö «–»",
        int: number,
        bool: True,
        date: date(2025, 3, number),
        time: time(9, number),
        datetime: AT,
        BlockText: from_paragraphs([f"{words} {number}", "Andra stycket."]),
    }
    return made[kind]
