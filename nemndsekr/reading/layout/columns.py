"""Columns: pieces of text on a page in the order a person reads them, and tables that are drawn without lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nemndsekr.reading.layout.headed_tables import headed_table
from nemndsekr.reading.layout.margins import NEAR, left_margin

Row = list["Piece"]
# So many left edges are tried for a second column, and so often a page is parted.
MOST_EDGES: Final = 12
DEEPEST: Final = 12


@dataclass(slots=True)
class Piece:
    """A piece of text with its place: ``base`` is the height of its base line over the page's foot.

    ``mark`` is the number by which a PDF's tags name it, -1 where they do not.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of rows from top to foot: rows of running text, or the cells of a table."""

    rows: tuple[tuple[Piece, ...], ...]
    cells: tuple[tuple[str, ...], ...] = ()


def in_reading_order(pieces: Sequence[Piece], width: float) -> list[Band]:
    """The page as bands, a margin block or a second column after what stands beside it."""
    return bands_of(_rows(pieces), width)


def bands_of(rows: Sequence[Row], width: float, depth: int = 0) -> list[Band]:
    """The rows of a page, from the top, as bands; what crosses the gap between two columns parts them."""
    margin = left_margin(rows, width) if depth < DEEPEST else None
    if margin is not None:
        # Facts beside the text come first, and the text is whole again.
        facts, text = _split(rows[margin.first : margin.last + 1], margin.edge - NEAR)
        return [_band(facts), *bands_of([*rows[: margin.first], *text, *rows[margin.last + 1 :]], width, depth + 1)]
    table = headed_table(rows) if depth < DEEPEST else None
    if table is not None:
        return [
            *bands_of(rows[: table.first], width, depth + 1),
            Band((), table.cells),
            *bands_of(rows[table.last + 1 :], width, depth + 1),
        ]
    found = _gutter(rows, width) if depth < DEEPEST else None
    if found is None:
        return [_band(rows)] if rows else []
    edge, beside = found
    first, last = beside[0], beside[-1]
    # What goes on in the first column under the last line of the second belongs to what stood beside it.
    while last + 1 < len(rows) and _follows(rows[last], rows[last + 1], edge):
        last += 1
    above, within, below = rows[:first], rows[first : last + 1], rows[last + 1 :]
    columns = _split(within, edge)
    cells = _as_table(*columns)
    if not cells and _is_margin(columns[1], columns[0]):
        # A margin block is a letterhead: it comes first, and the text beside it goes on below.
        return [
            *bands_of(above, width, depth + 1),
            _band(columns[1]),
            *bands_of([*columns[0], *below], width, depth + 1),
        ]
    middle = [Band((), cells)] if cells else [_band(column) for column in columns if column]
    return [*bands_of(above, width, depth + 1), *middle, *bands_of(below, width, depth + 1)]


def _follows(row: Row, after: Row, edge: float) -> bool:
    return row[0].base - after[0].base < 1.45 * after[0].size and after[-1].right < edge


def _band(rows: Sequence[Row]) -> Band:
    return Band(tuple(tuple(row) for row in rows))


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda item: -item.base):
        if rows and abs(rows[-1][0].base - piece.base) <= 0.35 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda item: item.left) for row in rows]


def _gutter(rows: Sequence[Row], width: float) -> tuple[float, list[int]] | None:
    """Where a second column begins, and the rows that have it.

    It is a left edge that many rows share behind a gap that runs through all of them; where a heading over both
    columns lies between, through those on one side of it.
    """
    starts: list[tuple[float, int]] = sorted(
        (piece.left, number) for number, row in enumerate(rows) for piece in row if piece.left > width * 0.3
    )
    places = [left for left, _ in starts]
    shared = {left: bisect_right(places, left + 3.0) - bisect_left(places, left) for left in places}
    best = sorted((left for left, count in shared.items() if count >= 4), key=lambda left: (-shared[left], left))
    tried: list[float] = []
    for left in best:
        if len(tried) >= MOST_EDGES:
            break
        if any(abs(left - other) <= 3.0 for other in tried):
            continue
        tried.append(left)
        found = _beside(rows, left - 2.0)
        if found is not None:
            return left - 2.0, found
    return None


def _beside(rows: Sequence[Row], edge: float) -> list[int] | None:
    """The rows of the longest stretch that keeps clear of the edge, where both columns are text."""
    shared = [number for number, row in enumerate(rows) if any(abs(piece.left - edge - 2.0) <= 3.0 for piece in row)]
    stretches: list[list[int]] = [[]]
    for number in range(shared[0], shared[-1] + 1):
        row = rows[number]
        if any(piece.left < edge < piece.right - 1 for piece in row) or _touches(row, edge):
            stretches.append([])
        else:
            stretches[-1].append(number)
    for stretch in sorted(stretches, key=len, reverse=True):
        begun = [number for number in stretch if number in shared]
        if len(begun) < (4 if len(stretches) == 1 else 5):
            return None
        within = stretch[stretch.index(begun[0]) : stretch.index(begun[-1]) + 1]
        long_left = sum(
            len("".join(piece.text for piece in rows[number] if piece.left < edge)) > 25 for number in within
        )
        if long_left >= 3:
            whole = _extended(rows, stretch, edge) if len(stretches) == 1 else stretch
            return [number for number in whole if any(piece.left >= edge for piece in rows[number])]
    return None


def _extended(rows: Sequence[Row], stretch: Sequence[int], edge: float) -> list[int]:
    """The stretch with the rows over and under it that keep clear of the edge too."""

    def is_clear(row: Row) -> bool:
        return not any(piece.left < edge < piece.right - 1 for piece in row) and not _touches(row, edge)

    first, last = stretch[0], stretch[-1]
    while first > 0 and is_clear(rows[first - 1]):
        first -= 1
    while last + 1 < len(rows) and is_clear(rows[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _touches(row: Row, edge: float) -> bool:
    """Whether a row runs on over the edge with no more than a blank there."""
    left = [piece for piece in row if piece.left < edge]
    right = [piece for piece in row if piece.left >= edge]
    return bool(left and right) and right[0].left - left[-1].right < 0.9 * left[-1].size


def _split(rows: Sequence[Row], edge: float) -> tuple[list[Row], list[Row]]:
    left = [[piece for piece in row if piece.left < edge] for row in rows]
    right = [[piece for piece in row if piece.left >= edge] for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _is_margin(right: Sequence[Row], left: Sequence[Row]) -> bool:
    def size(rows: Sequence[Row]) -> int:
        return sum(len(piece.text) for row in rows for piece in row)

    return size(right) < 0.4 * size(left) and all(sum(len(piece.text) for piece in row) < 45 for row in right)


def _as_table(left: Sequence[Row], right: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The columns as rows of cells, where the cells begin at the same heights; else nothing."""
    first, second = _cells(left), _cells(right)
    pairs = [
        (one, two) for one in first for two in second if abs(one[0][0].base - two[0][0].base) < 0.25 * one[0][0].size
    ]
    if len(pairs) < 3 or len(pairs) < 0.7 * min(len(first), len(second)) or not _has_long(first, second):
        dense = _dense_tops(left, right) if len(first) < 3 else []
        return _between_tops(left, right, dense) if dense else ()
    return _between_tops(left, right, [one[0][0].base for one, _ in pairs])


def _dense_tops(left: Sequence[Row], right: Sequence[Row]) -> list[float]:
    """Where rows begin in a table whose right cells are a word or two each, with no space between rows."""
    if len(right) < 3 or len(left) <= len(right):
        return []
    widest = max(sum(len(piece.text) for piece in row) for row in right)
    heights = [row[0].base for row in left]
    level = all(any(abs(row[0].base - height) < 0.4 * row[0].size for height in heights) for row in right)
    asked = sum("?" in piece.text for row in left for piece in row)
    return [row[0].base for row in right] if level and widest < 40 and asked >= 2 else []


def _between_tops(left: Sequence[Row], right: Sequence[Row], tops: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    out: list[tuple[str, ...]] = []
    for number, top in enumerate(tops):
        foot = tops[number + 1] if number + 1 < len(tops) else float("-inf")
        out.append(tuple(_text_between(rows, top, foot) for rows in (left, right)))
    heads = tuple(_text_between(rows, float("inf"), tops[0]) for rows in (left, right))
    return (heads, *out) if any(heads) else tuple(out)


def _has_long(first: Sequence[Sequence[Row]], second: Sequence[Sequence[Row]]) -> bool:
    """Whether some cell has several lines: else the columns are labels and values, which are read as lines."""
    return any(len(cell) > 1 for cell in [*first, *second])


def _cells(rows: Sequence[Row]) -> list[list[Row]]:
    out: list[list[Row]] = []
    for row in rows:
        step = out[-1][-1][0].base - row[0].base if out else 0.0
        if out and step < 1.45 * row[0].size:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _text_between(rows: Sequence[Row], top: float, foot: float) -> str:
    lines = [
        " ".join(piece.text.strip() for piece in row)
        for row in rows
        if foot + 0.25 * row[0].size < row[0].base <= top + 0.25 * row[0].size
    ]
    text = ""
    for line in lines:
        text = (
            text[:-1] + line
            if text.endswith("-") and line[:1].islower() and not line.startswith(("och ", "eller ", "samt "))
            else f"{text} {line}"
        )
    return text.strip()
