"""Read a bevakningslista, tell what its columns hold, and plan its rows: nothing is stored here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nemndsekr.exchange.table import Sheet, TableFile
from nemndsekr.exchange.table_file import pasted_table, read_table
from nemndsekr.operations.plan_watchlist import PlannedRow, plan_watchlist
from nemndsekr.rules.list_columns import (
    Columns,
    columns_key,
    is_list_heading,
    propose_columns,
    recalled,
    remembered_as,
)
from nemndsekr.rules.listed_case import ListCell, ListRow, listed_cases
from nemndsekr.store.database import Store
from nemndsekr.support.settings import Settings


def read_list(path: Path) -> TableFile:
    """Read a list from a file.

    Raises:
        UserError: the file cannot be read, or has no list in it.
    """
    return read_table(path, is_list_heading)


def pasted_list(text: str, html: str) -> TableFile | None:
    """The list among what was copied; None where it is running text."""
    return pasted_table(text, html, is_list_heading)


def columns_of(sheet: Sheet, heading: int | None, settings: Settings) -> Columns:
    """What the columns hold: as it was said of a list with these headings before, or else as proposed."""
    headings = sheet.headings(heading)
    kept = recalled(headings, settings.columns_for(columns_key(headings)))
    cells = list(zip(*(row.texts for row in sheet.below(heading)), strict=True)) or [()] * len(headings)
    return kept or propose_columns(headings, cells)


def with_columns_remembered(settings: Settings, sheet: Sheet, heading: int | None, columns: Columns) -> Settings:
    """The settings with what the columns of a list were said to hold; nothing of a list without headings."""
    headings = sheet.headings(heading)
    if heading is None:
        return settings
    return settings.with_columns(columns_key(headings), remembered_as(headings, columns))


def plan_sheet(
    store: Store, sheet: Sheet, heading: int | None, columns: Columns, today: date
) -> tuple[PlannedRow, ...]:
    """What each row under the heading becomes if nobody chooses otherwise."""
    rows = [
        ListRow(row.number, tuple(ListCell(cell.text, cell.day) for cell in row.cells)) for row in sheet.below(heading)
    ]
    return plan_watchlist(store, listed_cases(rows, sheet.headings(heading), columns, today))
