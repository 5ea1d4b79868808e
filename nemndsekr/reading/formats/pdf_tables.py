"""Tables of a PDF: found by the rules drawn around their cells, or by words that stand in columns row after row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nemndsekr.reading.formats.pdf_page import Rules
from nemndsekr.reading.formats.pdf_rows import row_runs
from nemndsekr.reading.layout.columns import Piece
from nemndsekr.reading.mending import join_runs
from nemndsekr.records.block_text import Runs, runs_text

# Rules this near each other are one; so near must a rule come to another to touch it.
NEAR: Final = 3.0
MOST_LINES: Final = 1500
Cells = tuple[tuple[str, ...], ...]
Row = Sequence[Piece]


@dataclass(slots=True)
class FoundTable:
    """A table with its place on the page, its cells, and the pieces of text that it holds."""

    left: float
    right: float
    top: float
    foot: float
    cells: Cells
    pieces: list[Piece]


def ruled_tables(rules: Rules, pieces: Sequence[Piece]) -> tuple[list[FoundTable], int]:
    """The tables that are drawn with rules, and how many grids held text that does not keep to their cells."""
    level, upright = _merged(rules.level), _merged(rules.upright)
    if len(level) < 2 or len(level) + len(upright) > MOST_LINES:
        return [], 0
    out: list[FoundTable] = []
    odd = 0
    for some_level, some_upright in _touching(level, upright):
        table = _grid(some_level, some_upright, pieces)
        if table is None:
            continue
        if not table.cells:
            odd += 1
        elif not any(_overlap(table, other) for other in out):
            out.append(table)
    for stack in _stacks(level):
        table = _stacked(stack, pieces)
        if table is not None and not any(_overlap(table, other) for other in out):
            out.append(table)
    return out, odd


def _overlap(one: FoundTable, two: FoundTable) -> bool:
    return one.foot < two.top and two.foot < one.top and one.left < two.right and two.left < one.right


def _merged(lines: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines in one direction, with those that go on where another ends, or lie on it, made one."""
    out: list[tuple[float, float, float]] = []
    level: list[tuple[float, float, float]] = []

    def close() -> None:
        level.sort(key=lambda line: line[1])
        for _, start, end in level:
            if out and out[-1][0] == level[0][0] and start <= out[-1][2] + NEAR:
                out[-1] = (out[-1][0], out[-1][1], max(out[-1][2], end))
            else:
                out.append((level[0][0], start, end))
        level.clear()

    for line in sorted(lines):
        if level and line[0] - level[0][0] > NEAR:
            close()
        level.append(line)
    if level:
        close()
    return out


def _touching(
    level: Sequence[tuple[float, float, float]], upright: Sequence[tuple[float, float, float]]
) -> list[tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]]:
    """The rules in groups of those that meet."""
    parent = list(range(len(level) + len(upright)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for second, (place, foot, top) in enumerate(upright, start=len(level)):
        for first, (height, left, right) in enumerate(level):
            if left - NEAR <= place <= right + NEAR and foot - NEAR <= height <= top + NEAR:
                parent[root(first)] = root(second)
    groups: dict[int, tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]] = {}
    for number, line in enumerate(level):
        groups.setdefault(root(number), ([], []))[0].append(line)
    for number, line in enumerate(upright, start=len(level)):
        groups.setdefault(root(number), ([], []))[1].append(line)
    return [(one, two) for one, two in groups.values() if len(one) >= 2 and two]


def _stops(places: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The places in order, with the outermost ends where no line is drawn there, and near ones taken for one."""
    out: list[float] = []
    for place in sorted([*places, *ends]):
        if not out or place - out[-1] > 2 * NEAR:
            out.append(place)
    return out


def _grid(
    level: Sequence[tuple[float, float, float]], upright: Sequence[tuple[float, float, float]], pieces: Sequence[Piece]
) -> FoundTable | None:
    """The table within rules that meet; without cells where its text does not keep to them."""
    left, right = min(line[1] for line in level), max(line[2] for line in level)
    across = _stops([line[0] for line in upright], [left, right])
    foot = min([line[0] for line in level] + [line[1] for line in upright])
    top = max([line[0] for line in level] + [line[2] for line in upright])
    up = _stops([line[0] for line in level], [foot, top])
    inside = [
        piece
        for piece in pieces
        if across[0] - NEAR <= piece.left <= across[-1]
        and up[0] - NEAR <= piece.base + 0.3 * piece.size <= up[-1] + NEAR
    ]
    if len(across) < 3 or len(up) < 3 or len(inside) < 3:
        return None
    columns, rows = len(across) - 1, len(up) - 1
    held: dict[tuple[int, int], list[Piece]] = {}
    crossing = 0
    for piece in inside:
        column = min(columns - 1, max(0, bisect_right(across, piece.left + 0.25 * piece.size) - 1))
        row = rows - 1 - min(rows - 1, max(0, bisect_right(up, piece.base + 0.3 * piece.size) - 1))
        over = piece.right > across[column + 1] + 0.5 * piece.size
        if over and _is_parted(upright, across[column + 1], piece.base + 0.3 * piece.size):
            crossing += 1
        held.setdefault((row, column), []).append(piece)
    if crossing > max(1, 0.1 * len(inside)):
        return FoundTable(left, right, top, foot, (), inside)
    _merge_upwards(held, level, across, up)
    cells: list[tuple[str, ...]] = []
    for row in range(rows):
        height = (up[rows - 1 - row] + up[rows - row]) / 2
        texts = [
            cell_text(held.get((row, column), []))
            for column in range(columns)
            if column == 0 or held.get((row, column)) or _is_parted(upright, across[column], height)
        ]
        if any(texts):
            cells.append(tuple(texts))
    filled = [row for row in cells if sum(map(bool, row)) > 1]
    if len(cells) < 2 or not filled:
        return None
    return FoundTable(left, right, top, foot, tuple(cells), inside)


def _is_parted(upright: Sequence[tuple[float, float, float]], place: float, height: float) -> bool:
    return any(abs(line[0] - place) <= 2 * NEAR and line[1] - NEAR <= height <= line[2] + NEAR for line in upright)


def _merge_upwards(
    held: dict[tuple[int, int], list[Piece]],
    level: Sequence[tuple[float, float, float]],
    across: Sequence[float],
    up: Sequence[float],
) -> None:
    """Put a cell that has no rule above it together with the one over it."""
    rows, columns = len(up) - 1, len(across) - 1
    for row in range(1, rows):
        height = up[rows - row]
        for column in range(columns):
            middle = (across[column] + across[column + 1]) / 2
            ruled = any(
                abs(line[0] - height) <= 2 * NEAR and line[1] - NEAR <= middle <= line[2] + NEAR for line in level
            )
            if not ruled and (row, column) in held:
                above = row - 1
                while above > 0 and (above, column) not in held:
                    above -= 1
                held.setdefault((above, column), []).extend(held.pop((row, column)))


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in rows from the top, each from left to right; raised and lowered figures stay in their row."""
    rows: list[list[Piece]] = []
    # A row is known by its largest letters: what is raised is smaller.
    for piece in sorted(pieces, key=lambda item: -item.base):
        if rows:
            row = rows[-1]
            main = row[0] if len(row) == 1 else max(row[-6:], key=lambda item: item.size)
            near = 0.35 * min(piece.size, main.size)
            if piece.size < 0.82 * main.size or main.size < 0.82 * piece.size:
                near = 0.5 * max(piece.size, main.size)
            if abs(main.base - piece.base) <= near:
                row.append(piece)
                continue
        rows.append([piece])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda item: item.left)
    return rows


def cell_text(pieces: Sequence[Piece]) -> str:
    """The text of a cell, its lines put together."""
    if len(pieces) == 1:
        return pieces[0].text.strip()
    runs: Runs = ()
    for row in rows_of(pieces):
        size = max(row, key=lambda piece: len(piece.text)).size
        runs, _ = join_runs(runs, row_runs(row, size))
    return " ".join(runs_text(runs).split())


# --- rules above and below each row only -----------------------------------------------------------------------


def _stacks(level: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Rules of one width above each other, three or more."""
    groups: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for line in level:
        groups.setdefault((round(line[1] / 6), round(line[2] / 6)), []).append(line)
    return [sorted(group, reverse=True) for group in groups.values() if len(group) >= 3]


def _stacked(stack: Sequence[tuple[float, float, float]], pieces: Sequence[Piece]) -> FoundTable | None:
    left, right = stack[0][1], stack[0][2]
    top, foot = stack[0][0], stack[-1][0]
    if right - left < 150:
        return None
    inside = [
        piece for piece in pieces if left - 6 <= piece.left <= right and foot < piece.base + 0.3 * piece.size < top
    ]
    parts = _gaps(rows_of(inside), 0.9)
    if len(parts) < 2 or len(inside) < 4:
        return None
    heights = [line[0] for line in stack]
    cells: list[tuple[str, ...]] = []
    for above, below in pairwise(heights):
        some = [piece for piece in inside if below < piece.base + 0.3 * piece.size <= above]
        if some:
            cells.append(tuple(cell_text(_in_part(some, parts, number)) for number in range(len(parts))))
    full = sum(all(row) for row in cells)
    if len(cells) < 2 or full < 2 or full < 0.5 * len(cells):
        return None
    return FoundTable(left, right, top, foot, tuple(cells), inside)


def _gaps(rows: Sequence[Row], wide: float) -> list[tuple[float, float]]:
    """The columns that the rows leave white between them, as left and right edges."""
    spans: list[tuple[float, float]] = []
    for left, right, size in sorted((piece.left, piece.right, piece.size) for row in rows for piece in row):
        if spans and left <= spans[-1][1] + wide * size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans


def _in_part(pieces: Sequence[Piece], parts: Sequence[tuple[float, float]], number: int) -> list[Piece]:
    left, right = parts[number]
    return [piece for piece in pieces if left - 1 <= piece.left <= right + 1]


# --- no rules at all ---------------------------------------------------------------------------------------------


def aligned_tables(rows: Sequence[Row]) -> tuple[list[FoundTable], int]:
    """Tables of three columns or more that only stand in columns, and how many such stretches were not understood."""
    counts = [len(_gaps([row], 1.3)) for row in rows]
    out: list[FoundTable] = []
    odd = 0
    place = 0
    while place < len(rows):
        if counts[place] < 3:
            place += 1
            continue
        last, parts = _stretch(rows, counts, place)
        some = list(rows[place : last + 1])
        many = sum(count >= 3 for count in counts[place : last + 1])
        table = _aligned(some, parts) if many >= 3 else None
        if table is not None:
            out.append(table)
        elif many >= 5:
            odd += 1
        place = last + 1
    return out, odd


def _stretch(rows: Sequence[Row], counts: Sequence[int], first: int) -> tuple[int, list[tuple[float, float]]]:
    """How far down three columns or more can be followed from a row, and the columns."""
    parts = _gaps([rows[first]], 1.3)
    last, seen, best = first, list(rows[first]), parts
    for place in range(first + 1, len(rows)):
        step = rows[place - 1][0].base - rows[place][0].base
        if step > 4.5 * rows[place][0].size or place - last > 6:
            break
        seen += rows[place]
        now = _gaps([seen], 0.8)
        if len(now) < max(3, len(best) - 1):
            break
        if counts[place] >= 3:
            last, best = place, now
    # What goes on under the last full row stands close to it, in one of its cells.
    while last + 1 < len(rows) and rows[last][0].base - rows[last + 1][0].base < 1.4 * rows[last + 1][0].size:
        if len(_gaps([[piece for row in rows[first : last + 2] for piece in row]], 0.8)) < len(best):
            break
        last += 1
    return last, _gaps(rows[first : last + 1], 0.8)


def _aligned(rows: Sequence[Row], parts: Sequence[tuple[float, float]]) -> FoundTable | None:
    if len(parts) < 3:
        return None
    groups = _table_rows(rows, parts)
    cells = [
        tuple(
            cell_text(_in_part([piece for row in group for piece in row], parts, number))
            for number in range(len(parts))
        )
        for group in groups
    ]
    full = sum(sum(map(bool, row)) >= max(2, len(parts) - 1) for row in cells)
    figures = sum(text[:1].isdigit() or text in {"-", "–"} for row in cells for text in row)
    broken = any(len(group) > 1 for group in groups)
    if len(cells) < 3 or full < 0.6 * len(cells) or (len(cells) == 3 and not broken and figures < 2):
        return None
    pieces = [piece for row in rows for piece in row]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    top = max(piece.base + piece.size for piece in pieces)
    return FoundTable(left, right, top, min(piece.base for piece in pieces), tuple(cells), pieces)


def _table_rows(rows: Sequence[Row], parts: Sequence[tuple[float, float]]) -> list[list[Row]]:
    """The printed rows put together to the table's: by the space between them, else by how many cells they fill."""
    steps = [above[0].base - row[0].base for above, row in pairwise(rows)]
    size = max(row[0].size for row in rows)
    tight = [step < 1.45 * size for step in steps]
    spaced = any(tight) and not all(tight)
    out: list[list[Row]] = [[rows[0]]]
    for row, is_tight in zip(rows[1:], tight, strict=True):
        filled = sum(bool(_in_part(row, parts, number)) for number in range(len(parts)))
        begins = not is_tight if spaced else filled >= max(2, 0.6 * len(parts))
        if begins:
            out.append([row])
        else:
            out[-1].append(row)
    return out
