"""TableFile: a list as another program keeps it - sheets, rows, cells, and the row that names the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nemndsekr.support.errors import UserError

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_BYTES: Final = 30_000_000
"""A file is not opened if it is larger: the longest list of a municipality is a thousandth of it."""
_HEADING_WITHIN: Final = 15
_LONGEST_HEADING: Final = 60
# What stands under a heading and never in one: a day, a number, a diarienummer.
_VALUE: Final = re.compile(r"^[\W_]*$|^\d[\d\s.,:/-]*$|\d{3,}|^\d{1,2}\s*/\s*\d{1,2}\b")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the day it holds where the program that made it says that it is one."""

    text: str = ""
    day: date | None = None


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it; ``number`` is what the program that made it calls the row, from 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the cells show."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet without its empty rows and columns; every row has as many cells as there are columns.

    ``columns`` are the columns' letters in the program that made it, ``heading`` the place in ``rows`` of the row
    that names the columns, None where no row does.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    heading: int | None = None

    def headings(self, heading: int | None) -> tuple[str, ...]:
        """What the columns are called if this row names them: its words, or the column's letter."""
        words = self.rows[heading].texts if heading is not None else ("",) * len(self.columns)
        return tuple(
            " ".join(text.split()) or f"Kolumn {letter}" for text, letter in zip(words, self.columns, strict=True)
        )

    def below(self, heading: int | None) -> tuple[SheetRow, ...]:
        """The rows under the heading."""
        return self.rows if heading is None else self.rows[heading + 1 :]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A list as read: its name, and the sheets that have something in them."""

    name: str
    sheets: tuple[Sheet, ...]


Known = Callable[[str], bool]
"""Tells whether a text is what lists use to call a column."""


def make_sheet(name: str, rows: Iterable[tuple[int, Sequence[Cell]]], known: Known) -> Sheet | None:
    """A sheet of numbered rows; None where there is nothing in any of them.

    Raises:
        UserError: there are more rows or columns than any list has.
    """
    filled: list[tuple[int, Sequence[Cell]]] = []
    for number, cells in rows:
        if any(cell.text for cell in cells):
            filled.append((number, cells))
        if len(filled) > MOST_ROWS:
            raise UserError(
                f"Listan har fler än {MOST_ROWS} rader.", "Dela den, eller spara de rader som behövs i en egen fil."
            )
    used = sorted({place for _, cells in filled for place, cell in enumerate(cells) if cell.text})
    if not used:
        return None
    if len(used) > MOST_COLUMNS:
        raise UserError(
            f"Listan har fler än {MOST_COLUMNS} kolumner.", "Spara de kolumner som behövs i en egen fil och läs in den."
        )
    whole = tuple(
        SheetRow(number, tuple(cells[place] if place < len(cells) else EMPTY for place in used))
        for number, cells in filled
    )
    return Sheet(name, tuple(map(column_letter, used)), whole, guess_heading(whole, known))


def guess_heading(rows: Sequence[SheetRow], known: Known) -> int | None:
    """The row that names the columns: short, different words over a table, under the list's own title if it has one."""
    widths = Counter(sum(bool(text) for text in row.texts) for row in rows[: 10 * _HEADING_WITHIN])
    usual = max(widths, key=lambda width: (widths[width], width))
    best: tuple[float, int] | None = None
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        words = [text for text in row.texts if text]
        named = sum(map(known, words))
        if not named and (at == len(rows) - 1 or not _may_be_heading(row, words, usual)):
            continue
        if named and 2 * sum(bool(_VALUE.search(text)) for text in words) > len(words):
            continue
        score = 3.0 * named + min(len(words), usual) / max(usual, 1) - 0.1 * at
        if best is None or score > best[0]:
            best = (score, at)
    return best[1] if best else None


def _may_be_heading(row: SheetRow, words: Sequence[str], usual: int) -> bool:
    enough = len(words) >= max(2, round(0.6 * usual)) or (usual == 1 and len(words) == 1)
    plain = all(len(text) <= _LONGEST_HEADING and not _VALUE.search(text) for text in words)
    return enough and plain and len(set(words)) == len(words) and not any(cell.day for cell in row.cells)


def column_letter(place: int) -> str:
    """«A» for the first column, «AA» for the twenty-seventh."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def tidied(text: str) -> str:
    """A cell's text without what cannot be seen, its lines kept."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return "\n".join(" ".join(line.split()) for line in plain.split("\n")).strip()
