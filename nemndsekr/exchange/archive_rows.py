"""Rows of an archive: which columns of each table travel, rows written by uids, and strangers' rows looked through."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from nemndsekr.records.block_text import BlockText, Heading, ListBlock, Paragraph, Run, TableBlock
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.row import Row
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.records.user import User
from nemndsekr.rules.frozen import frozen_case

Json = dict[str, Any]

# Columns that are local to a database, reckoned from others, or that the row's place in the archive tells.
_STAYS: Final = frozenset({"id", "opened_at", "sort_key", "search_key", "dnr_key", "dnr_sort_key"})
_UID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_NUMBER: Final = 2**31
_LEVELS: Final = (1, 2)
_ITEM_LEVELS: Final = (0, 1, 2)

CASE_ROWS: Final[Mapping[str, type[Row]]] = {
    str(table.__tablename__): table for table in LOGGED_TABLES if table in {one for _, one in CASE_TABLES}
}
"""The tables of what belongs to one case, by name."""
OFFICE_ROWS: Final[Mapping[str, type[Row]]] = {
    str(table.__tablename__): table
    for table in LOGGED_TABLES
    if table is not User and str(table.__tablename__) not in {"cases", *CASE_ROWS}
}
"""The tables of what several cases share, by name, those that others hang on first; of users only the names travel."""


class Reference(NamedTuple):
    """A column that points at a row of another table; a row must always have it unless it is ``nullable``."""

    column: str
    table: str
    nullable: bool

    @property
    def key(self) -> str:
        """What the uid it points at is called in an archive."""
        return f"{self.column.removesuffix('_id')}_uid"


class Shape(NamedTuple):
    """What of a table travels: plain columns, and those that point at other rows."""

    columns: tuple[str, ...]
    references: tuple[Reference, ...]


class BadRowError(ValueError):
    """A row in an archive is none of the program's own."""


@cache
def shape_of(table: type[Row]) -> Shape:
    """What of a table travels; that a row belongs to its case is told by where it stands."""
    columns: list[str] = []
    references: list[Reference] = []
    for column in table.__table__.columns:  # type: ignore[attr-defined]
        if column.name in _STAYS or (column.name == "case_id" and str(table.__tablename__) in CASE_ROWS):
            continue
        targets = [key.column.table.name for key in column.foreign_keys]
        if targets:
            references.append(Reference(column.name, targets[0], bool(column.nullable)))
        else:
            columns.append(column.name)
    return Shape(tuple(columns), tuple(references))


def row_json(table: type[Row], stored: Mapping[str, Any], uid_of: Callable[[str, int], str | None]) -> Json:
    """A row as it travels, from its columns as SQLite keeps them; ``uid_of`` tells a row's uid by table and id."""
    shape = shape_of(table)
    values: Json = {name: stored[name] for name in shape.columns}
    for reference in shape.references:
        target = stored[reference.column]
        values[reference.key] = None if target is None else uid_of(reference.table, target)
    return values


class CheckedRow(NamedTuple):
    """A row that was looked through: its plain values as the record class holds them, and the uids it points at."""

    table: type[Row]
    values: Mapping[str, Any]
    references: Mapping[str, str | None]

    @property
    def uid(self) -> str:
        """Its name in every database."""
        return str(self.values["uid"])


def checked_row(table: type[Row], told: Any, value_of: Callable[[str, Any], Any], *, deeply: bool) -> CheckedRow:
    """A row of an archive, checked against what its record declares; a column that it lacks has its usual value.

    ``value_of`` gives the value that a stored one stands for, by column. ``deeply``: also what a locked version froze.

    Raises:
        BadRowError: it is no row of that table.
    """
    try:
        return _checked(table, told, value_of, deeply=deeply)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise BadRowError(str(table.__tablename__)) from error


def _checked(table: type[Row], told: Any, value_of: Callable[[str, Any], Any], *, deeply: bool) -> CheckedRow:
    shape = shape_of(table)
    keys = {reference.key: reference for reference in shape.references}
    if not isinstance(told, dict) or told.keys() - {*shape.columns, *keys}:
        raise BadRowError(str(table.__tablename__))
    for value in told.values():
        _check_plain(value)
    if not _is_uid(told["uid"]) or not 0 < int(told.get("version", 1)) < _MOST_NUMBER:
        raise BadRowError("uid")
    references = {}
    for key, reference in keys.items():
        target = told.get(key)
        if (target is None and not reference.nullable) or not (target is None or _is_uid(target)):
            raise BadRowError(key)
        references[reference.column] = target
    values = {name: value_of(name, told[name]) for name in shape.columns if name in told}
    for name, value in values.items():
        if isinstance(value, BlockText):
            _check_text(value)
        _demand(not isinstance(value, datetime) or value.tzinfo is not None)
        _check_inside(str(table.__tablename__), name, value, deeply=deeply)
    return CheckedRow(table, _by_fields(table, values), references)


def _by_fields(table: type[Row], values: Json) -> Json:
    """All values as the class of the record's fields declares them; a table class itself checks nothing."""
    fields: Any = next((base for base in table.__mro__ if base.__name__.endswith("Fields")), None)
    if fields is None:
        return values
    references = {reference.column: 1 for reference in shape_of(table).references}
    known = {name: value for name, value in {**references, **values}.items() if name in fields.model_fields}
    made = fields.model_validate(known)
    columns = set(shape_of(table).columns)
    return {**values, **{name: getattr(made, name) for name in fields.model_fields if name in columns}}


def _is_uid(value: Any) -> bool:
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def _check_plain(value: Any) -> None:
    """Only what SQLite keeps: words that can be written, numbers that have room, true or false, nothing."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise BadRowError("nul")
    elif isinstance(value, int):
        if abs(value) > _MOST_NUMBER:
            raise BadRowError("number")
    elif value is not None:
        raise BadRowError("kind")


def _check_text(text: BlockText) -> None:
    for block in text.blocks:
        match block:
            case Heading(runs, level):
                _check_runs(runs)
                _demand(isinstance(level, int) and level in _LEVELS)
            case Paragraph(runs):
                _check_runs(runs)
            case ListBlock(items, ordered):
                _demand(isinstance(ordered, bool))
                for item in items:
                    _check_runs(item.runs)
                    _demand(isinstance(item.level, int) and item.level in _ITEM_LEVELS)
            case TableBlock():
                _demand(isinstance(block.caption, str) and isinstance(block.lost, bool))
                for row in (*block.rows, block.header):
                    for cell in row:
                        _check_runs(cell)


def _check_runs(runs: Iterable[Run]) -> None:
    for run in runs:
        _demand(isinstance(run.text, str) and isinstance(run.ref, str))
        run.text.encode()
        run.ref.encode()


def _demand(holds: bool) -> None:  # noqa: FBT001 - what is demanded is the whole of it
    if not holds:
        raise BadRowError("text")


def _check_inside(table: str, column: str, value: Any, *, deeply: bool) -> None:
    """Texts that the program itself reads as something more."""
    match table, column:
        case "source_documents", "page_starts":
            _demand(all(type(one) is int for one in json.loads(value or "[]")))
        case "word_forms", "style_map":
            _demand(all(isinstance(one, str) for one in dict(json.loads(value or "{}")).values()))
        case "rhythms", "months":
            _demand(all(1 <= int(one) <= 12 for one in value.split()))
        case "versions", "facts" if deeply and value not in ("", "{}"):
            frozen_case(value)
