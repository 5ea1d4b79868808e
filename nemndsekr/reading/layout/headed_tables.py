"""Headed tables: a table without rules, told by the known words over its columns, three columns or more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from nemndsekr.reading.layout.columns import Piece, Row

# What stands over the columns of the tables that this trade writes.
COLUMN: Final = re.compile(
    r"^(?:nr|(?:revisions|gransknings|kontroll|del)?fråg(?:a|or)|(?:vår(?:t)? |nämndens |sammanfattande "
    r")?(?:bedömning|svar|kommentar(?:er)?)|"
    r"(?:revisionens |revisorernas )?rekommendation(?:er)?|till|mottagare|riktas till|prioritet|angelägenhet|"
    r"status|ansvarig|"
    r"åtgärd(?:er)?|tidplan|klart?(?: senast)?|avsnitt|iakttagelse|motiv(?:ering)?|instans|sammanträde|datum|dag)$",
    re.IGNORECASE,
)
NEAR: Final = 2.5


class HeadedTable(NamedTuple):
    """The rows ``first`` to ``last`` (both within) are the cells of a table."""

    first: int
    last: int
    cells: tuple[tuple[str, ...], ...]


def headed_table(rows: Sequence[Row]) -> HeadedTable | None:
    """The first table of three columns or more with known words over them, if there is one."""
    for number, row in enumerate(rows):
        named = sum(bool(COLUMN.match(piece.text.strip(" :"))) for piece in row)
        if len(row) >= 3 and named >= 2:
            found = _under(rows, number)
            if found is not None:
                return found
    return None


def _under(rows: Sequence[Row], head: int) -> HeadedTable | None:
    lefts = [piece.left for piece in rows[head]]
    cells: list[list[str]] = [[piece.text.strip() for piece in rows[head]]]
    last = head
    for number in range(head + 1, len(rows)):
        row = rows[number]
        placed = [_column(piece, lefts) for piece in row]
        if any(place is None for place in placed) or _crosses(row, lefts):
            break
        filled = [place for place in placed if place is not None]
        gap = (rows[number - 1][0].base - row[0].base) / max(row[0].size, 1.0)
        if len(filled) == 1 and filled[0] == 0 and gap > 3.5 and len(cells) > 1 and not _goes_on(rows, number, lefts):
            break
        # A row begins where its first columns are filled; what fills only some of them goes on with the cells above.
        begins = len(filled) > 1 and (filled[0] == 0 or gap > 1.6) and not row[0].text[:1].islower()
        if begins or len(cells) == 1:
            cells.append([""] * len(lefts))
        for piece, place in zip(row, filled, strict=True):
            cells[-1][place] = f"{cells[-1][place]} {piece.text.strip()}".strip()
        last = number
    if len(cells) < 2 or (len(cells) == 2 and sum(bool(COLUMN.match(cell.strip(" :"))) for cell in cells[0]) < 3):
        return None
    return HeadedTable(head, last, tuple(tuple(_mended(cell) for cell in row) for row in cells))


def _column(piece: Piece, lefts: Sequence[float]) -> int | None:
    return next((place for place, left in enumerate(lefts) if abs(piece.left - left) <= NEAR), None)


def _crosses(row: Row, lefts: Sequence[float]) -> bool:
    """Whether a piece runs on into the next column, as a line of running text does."""
    return any(piece.left < left - NEAR and piece.right > left + 1 for piece in row for left in lefts)


def _goes_on(rows: Sequence[Row], number: int, lefts: Sequence[float]) -> bool:
    """Whether a lone cell is followed by a whole row: a heading within the table."""
    after = rows[number + 1] if number + 1 < len(rows) else []
    return len(after) > 1 and all(_column(piece, lefts) is not None for piece in after)


def _mended(text: str) -> str:
    return re.sub(r"(?<=[a-zåäö])- (?=[a-zåäö])(?!(?:- )?(?:och|eller|samt)\b)", "", text)
