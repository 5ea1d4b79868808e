"""Rows as plain JSON values and back: what the change log and the export hold, the same on every database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects import sqlite

from nemndsekr.records.row import Row

_DIALECT = sqlite.dialect()


@cache
def _columns(table: type[Row]) -> Mapping[str, Column[Any]]:
    return dict(table.__table__.columns)  # type: ignore[attr-defined]


@cache
def _writer(table: type[Row], column: str) -> Callable[[Any], Any] | None:
    return _columns(table)[column].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)


@cache
def _reader(table: type[Row], column: str) -> Callable[[Any], Any] | None:
    return _columns(table)[column].type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


def stored_value(table: type[Row], column: str, value: Any) -> Any:
    """A value as SQLite keeps it: text, number or None."""
    processor = _writer(table, column)
    return processor(value) if processor and value is not None else value


def row_value(table: type[Row], column: str, stored: Any) -> Any:
    """The value that a stored one stands for."""
    processor = _reader(table, column)
    return processor(stored) if processor and stored is not None else stored


def stored_values(row: Row, columns: Iterable[str] | None = None) -> dict[str, Any]:
    """All columns of a row, or the named ones, as SQLite keeps them."""
    table = type(row)
    return {name: stored_value(table, name, getattr(row, name)) for name in (columns or _columns(table))}


def row_of(table: type[Row], stored: Mapping[str, Any]) -> Row:
    """A new row from stored values."""
    return table(**{name: row_value(table, name, value) for name, value in stored.items()})
