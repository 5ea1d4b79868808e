"""Read a bevakningslista, tell what its columns hold, and plan its rows: nothing is stored here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nemndsekr.exchange.table import Sheet, TableFile
from nemndsekr.exchange.table_file import PASTED, pasted_table, read_table
from nemndsekr.operations.plan_watchlist import PlannedRow, plan_watchlist
from nemndsekr.records.choices import label
from nemndsekr.rules.list_columns import (
    Columns,
    ListField,
    column_remarks,
    columns_key,
    is_list_heading,
    propose_columns,
    recalled,
    remembered_as,
)
from nemndsekr.rules.list_origin import ListOrigin, dnr_prefix, list_origin, named_among, usual_prefix
from nemndsekr.rules.listed_case import ListCell, ListRow, listed_cases
from nemndsekr.store.case_outlines import namnd_numbers
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import Settings
from nemndsekr.support.swedish import folded


def read_list(path: Path) -> TableFile:
    """Read a list from a file.

    Raises:
        UserError: the file cannot be read, or has no list in it.
    """
    return read_table(path, is_list_heading)


def pasted_list(text: str, html: str) -> TableFile | None:
    """The list among what was copied; None where it is running text."""
    return pasted_table(text, html, is_list_heading)


def origin_of(file: TableFile, sheet: Sheet, heading: int | None, today: date) -> ListOrigin:
    """What a list tells of itself above its headings, by the sheet's name and by the file's."""
    titles = [text for row in sheet.rows[: heading or 0] for text in row.texts if text]
    name = "" if file.name == PASTED else file.name
    return list_origin(titles, "" if sheet.name == PASTED else sheet.name, name, today)


def columns_of(sheet: Sheet, heading: int | None, settings: Settings, list_day: date) -> Columns:
    """What the columns hold: as it was said of a list with these headings before, or else as proposed.

    ``list_day`` is the day of the list, as ``ListOrigin.about`` tells it.
    """
    headings = sheet.headings(heading)
    kept = recalled(headings, settings.columns_for(columns_key(headings)))
    return kept or propose_columns(headings, _cells(sheet, heading), list_day)


def remarks_on_columns(sheet: Sheet, heading: int | None, columns: Columns) -> tuple[str, ...]:
    """What is to be looked at among the columns before the list is taken in."""
    return column_remarks(sheet.headings(heading), _cells(sheet, heading), columns)


def _cells(sheet: Sheet, heading: int | None) -> list[tuple[str, ...]]:
    return list(zip(*(row.texts for row in sheet.below(heading)), strict=True)) or [()] * len(sheet.columns)


def with_said(headings: Sequence[str], columns: Columns, said: Sequence[str]) -> Columns:
    """The columns with what was said of some of them: «Ska vara klart=svarsdag».

    Raises:
        UserError: there is no such column, or nothing by that name that a column can hold.
    """
    out = list(columns)
    for words in said:
        heading, sign, slug = words.rpartition("=")
        at = [place for place, each in enumerate(headings) if folded(each) == folded(heading)]
        if not sign or not at:
            raise UserError(
                f"Det finns ingen kolumn «{heading or words}» i listan.", f"Kolumnerna heter: {', '.join(headings)}."
            )
        field = next((each for each in ListField if folded(slug) in (each.value, folded(label(each)))), None)
        if field is None:
            names = ", ".join(each.value for each in ListField)
            raise UserError(f"En kolumn kan inte innehålla «{slug}».", f"Välj något av: {names}.")
        if field != ListField.anteckning:
            out = [None if each == field else each for each in out]
        out[at[0]] = field
    return tuple(out)


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


@dataclass(frozen=True, slots=True)
class NamndOutline:
    """A nämnd that a list may be for; ``prefixes`` are what its diarienummer begin with. Without id it is new."""

    id: int | None
    name: str
    short_name: str = ""
    prefixes: tuple[str, ...] = ()


def namnd_outlines(store: Store) -> list[NamndOutline]:
    """Every nämnd of the office, in the order of their names."""
    out = []
    for namnd, numbers in namnd_numbers(store):
        counted = Counter(filter(None, map(dnr_prefix, numbers)))
        pattern = dnr_prefix(re.sub("Å+", "2000", namnd.dnr_pattern.upper()))
        prefixes = [prefix for prefix, _ in counted.most_common()] or [pattern]
        out.append(NamndOutline(namnd.stored_id, namnd.name, namnd.short_name, tuple(filter(None, prefixes))))
    return out


def namnd_of_list(namnder: Sequence[NamndOutline], origin: ListOrigin) -> NamndOutline | None:
    """The nämnd that a list names, which may be a new one, or the only one there is; None: it must be asked for."""
    at = named_among(origin.words, [(each.name, each.short_name) for each in namnder])
    if at is not None:
        return namnder[at]
    if origin.namnd:
        return NamndOutline(None, origin.namnd)
    return namnder[0] if len(namnder) == 1 else None


def namnd_remark(namnd: NamndOutline | None, plan: Sequence[PlannedRow]) -> str:
    """What is odd when the diarienummer of a list begin otherwise than those of the nämnd it is taken in for."""
    prefix = usual_prefix(row.listed.dnr for row in plan if not row.listed.namnd)
    if namnd is None or not prefix or not namnd.prefixes or prefix in (*namnd.prefixes, namnd.short_name.upper()):
        return ""
    return f"Listans nummer börjar med {prefix}, men {namnd.name} har {namnd.prefixes[0]}"


def default_namnd(store: Store, origin: ListOrigin) -> NamndOutline:
    """The nämnd that a list names, or the only one of the office.

    Raises:
        UserError: the list names none, and there is none or more than one.
    """
    namnder = namnd_outlines(store)
    found = namnd_of_list(namnder, origin)
    if found is None:
        names = ", ".join(namnd.name for namnd in namnder)
        told = f"Det finns flera nämnder: {names}." if namnder else "Det finns ingen nämnd än."
        raise UserError(told, "Skriv --namnd och nämndens namn.")
    return found


def with_columns_remembered(settings: Settings, sheet: Sheet, heading: int | None, columns: Columns) -> Settings:
    """The settings with what the columns of a list were said to hold; nothing of a list without headings."""
    headings = sheet.headings(heading)
    if heading is None:
        return settings
    return settings.with_columns(columns_key(headings), remembered_as(headings, columns))


def plan_sheet(
    store: Store, sheet: Sheet, heading: int | None, columns: Columns, today: date, origin: ListOrigin
) -> tuple[PlannedRow, ...]:
    """What each row under the heading becomes if nobody chooses otherwise."""
    rows = [
        ListRow(row.number, tuple(ListCell(cell.text, cell.day) for cell in row.cells)) for row in sheet.below(heading)
    ]
    return plan_watchlist(store, listed_cases(rows, sheet.headings(heading), columns, today, origin))
