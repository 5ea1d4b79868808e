"""The page of a PDF without tags in the order a person reads it: tables taken out, columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from nemndsekr.reading.formats.pdf_page import PageContent
from nemndsekr.reading.formats.pdf_rows import NOTE_MARK
from nemndsekr.reading.formats.pdf_tables import FoundTable, aligned_tables, rows_of
from nemndsekr.reading.layout.columns import Band, Piece, bands_of

# How far up the page notes at its foot may reach, and how small their type is.
NOTES_BELOW: Final = 0.5
NOTE_SIZE: Final = 0.9
NOTE: Final = re.compile(rf"^(?:{NOTE_MARK.pattern})(?:\s|(?=[A-ZÅÄÖ]))")
# The words of an address block at the foot of a letter.
ADDRESS: Final = re.compile(
    r"\b(?:postadress|besöksadress|telefon|tfn|växel|e-?post|fax|webb(?:plats)?|hemsida|internet|org\.?\s?(?:nr|nummer)|"
    r"organisationsnummer|plusgiro|bankgiro|postgiro|box \d+|www\.)",
    re.IGNORECASE,
)
TABLE_SIGN: Final = "\ufdd0"


@dataclass(slots=True)
class PageText:
    """A page put in order: its bands, the notes at its foot, and how many tables were not understood."""

    bands: list[Band] = field(default_factory=list)
    notes: list[list[Piece]] = field(default_factory=list)
    odd_tables: int = 0


def page_text(content: PageContent, ruled: Sequence[FoundTable], gone: set[int], body_size: float) -> PageText:
    """The page's pieces in reading order, without those of headers and feet, whose ids are ``gone``."""
    out = PageText()
    pieces = [piece for piece in content.pieces if id(piece) not in gone]
    tables = [table for table in ruled if not any(id(piece) in gone for piece in table.pieces)]
    held = {id(piece) for table in tables for piece in table.pieces}
    left = [piece for piece in pieces if id(piece) not in held]
    rows = rows_of(left)
    rows, out.notes = without_notes(rows, content, body_size)
    more, odd = aligned_tables(rows)
    out.odd_tables += odd
    tables += more
    held = {id(piece) for table in more for piece in table.pieces}
    rest = [piece for row in rows for piece in row if id(piece) not in held]
    signs = [_sign(table, number) for number, table in enumerate(tables)]
    rows = rows_of([*rest, *signs]) if signs else rows
    for band in bands_of(rows, content.width):
        out.bands += _with_tables(band, tables)
    return out


def _sign(table: FoundTable, number: int) -> Piece:
    """What holds a table's place while the page is put in order."""
    return Piece(f"{TABLE_SIGN}{number}", table.left, table.right, table.top - 1.0, 1.0, bold=False, italic=False)


def _with_tables(band: Band, tables: Sequence[FoundTable]) -> list[Band]:
    if band.cells or not tables:
        return [band]
    out: list[Band] = []
    rows: list[tuple[Piece, ...]] = []
    for row in band.rows:
        signs = [piece for piece in row if piece.text.startswith(TABLE_SIGN)]
        if not signs:
            rows.append(row)
            continue
        others = tuple(piece for piece in row if not piece.text.startswith(TABLE_SIGN))
        if rows or others:
            out.append(Band((*rows, others) if others else tuple(rows)))
        out += [Band((), tables[int(piece.text[1:])].cells) for piece in signs]
        rows = []
    return [*out, Band(tuple(rows))] if rows else out


def without_notes(
    rows: list[list[Piece]], content: PageContent, body_size: float
) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The rows without footnotes and without an address block at the foot; with them the rows of the footnotes."""
    place = len(rows)
    while place > 0 and _is_small(rows[place - 1], content, body_size):
        place -= 1
    if place == len(rows) or place == 0:
        return rows, []
    small = rows[place:]
    words = " ".join(piece.text for row in small for piece in row)
    if len(small) <= 8 and len({match.casefold() for match in ADDRESS.findall(words)}) >= 2:
        return rows[:place], []
    first = next((number for number, row in enumerate(small) if NOTE.match(row_words(row))), None)
    if first is None:
        return rows, []
    step = rows[place + first - 1][0].base - small[first][0].base
    top = small[first][0].base + small[first][0].size
    ruled = any(top - 3 <= line[0] <= top + 14 for line in content.rules.level)
    if not ruled and step < 1.35 * body_size:
        return rows, []
    return rows[: place + first], small[first:]


def _is_small(row: Sequence[Piece], content: PageContent, body_size: float) -> bool:
    return row[0].base < NOTES_BELOW * content.height and max([piece.size for piece in row]) <= NOTE_SIZE * body_size


def row_words(row: Sequence[Piece]) -> str:
    """A row's words with single blanks."""
    return " ".join(" ".join(piece.text for piece in row).split())
