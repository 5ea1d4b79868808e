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
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError
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


def columns_of(sheet: Sheet, heading: int | None, settings: Settings, today: date) -> Columns:
    """What the columns hold: as it was said of a list with these headings before, or else as proposed."""
    headings = sheet.headings(heading)
    kept = recalled(headings, settings.columns_for(columns_key(headings)))
    cells = list(zip(*(row.texts for row in sheet.below(heading)), strict=True)) or [()] * len(headings)
    return kept or propose_columns(headings, cells, today)


def chosen_sheet(file: TableFile, name: str = "") -> Sheet:
    """The sheet with a name, or the one with the most rows: what lies before the list is often a title page.

    Raises:
        UserError: there is no sheet with that name.
    """
    named = [sheet for sheet in file.sheets if sheet.name == name]
    if name and not named:
        names = ", ".join(sheet.name for sheet in file.sheets)
        raise UserError(f"Det finns inget blad «{name}» i {file.name}.", f"Välj ett av dessa: {names}.")
    return named[0] if named else max(file.sheets, key=lambda sheet: len(sheet.rows))


def default_namnd(store: Store) -> int | None:
    """The one nämnd of the office.

    Raises:
        UserError: there is none, or more than one.
    """
    namnder = all_namnder(store)
    if len(namnder) != 1:
        names = ", ".join(namnd.name for namnd in namnder)
        told = f"Det finns flera nämnder: {names}." if namnder else "Det finns ingen nämnd än."
        raise UserError(told, "Skriv --namnd och nämndens namn.")
    return namnder[0].stored_id


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
