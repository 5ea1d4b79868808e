"""add_record: one record put into a store, as a step of its own; what the tests build their offices of."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from nemndsekr.operations.changes import Changes
from nemndsekr.records.row import Row
from nemndsekr.store.database import Store

AnyRow = TypeVar("AnyRow", bound=Row)


def add_record(store: Store, row: AnyRow, name: str, who: str, now: datetime) -> tuple[AnyRow, Changes]:
    """Add one record, unchecked; the record as stored, and what changed."""
    with store.step(name, who, now) as step:
        step.add(row)
    return row, Changes.of(name, step)
