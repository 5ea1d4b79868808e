"""The shape of a table before it is set in type: equal rows, how wide each column should be, which hold numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from nemndsekr.documents.outline import Runs, Table, runs_text

# A figure as it stands in a Swedish table: 1 234, 12,5 %, –3, a lone dash for nothing.
_FIGURE: Final = re.compile(r"[-–−+]?[\d\s.,]*\d\s?%?|[-–−]")
# The part of the width that one column of long texts may wish for before others must give way.
_WIDEST: Final = 0.7
# A column no wider than this part of the width is short, and the part that the needs may take with such columns whole.
_SHORT: Final = 0.2
_SHORT_TOGETHER: Final = 0.75


def all_rows(table: Table) -> list[tuple[Runs, ...]]:
    """Header (if there is one) and rows, each filled out with empty cells to the longest row."""
    rows = [*([table.header] if table.header else []), *table.rows]
    width = max(map(len, rows), default=0)
    return [row + ((),) * (width - len(row)) for row in rows]


def figure_columns(table: Table) -> list[bool]:
    """For each column whether all its filled cells below the header are figures; such a column is set to the right."""
    columns: list[bool] = []
    for number, column in enumerate(zip(*all_rows(table), strict=True)):
        cells = [runs_text(cell).strip() for cell in (column[1:] if table.header else column)]
        # The first column names the rows, even when the names are years.
        columns.append(number > 0 and any(cells) and all(_FIGURE.fullmatch(cell) for cell in cells if cell))
    return columns


def column_widths(table: Table, width: float, measure: Callable[[str], float], padding: float) -> list[float]:
    """How wide each column is, in the unit that ``measure`` gives for a text; together at most ``width``.

    Each column has room for its longest word; else the width is shared by how much text there is. A table that needs
    less than the whole width is left narrow, so that the eye finds its way along a row. ``padding`` is both margins
    of a cell.
    """
    if table.shares:
        return [width * share / sum(table.shares) for share in table.shares]
    needs: list[float] = []
    wishes: list[float] = []
    for column in zip(*all_rows(table), strict=True):
        lines = [line for cell in column for line in runs_text(cell).split("\n")]
        words = [word for line in lines for word in line.split(" ")]
        needs.append(max(map(measure, words), default=0) + padding)
        wishes.append(max(map(measure, lines), default=0) + padding)
    # Times and names stay on one line, as long as the columns of longer texts keep most of the width.
    short = [wish if wish <= width * _SHORT else need for wish, need in zip(wishes, needs, strict=True)]
    if sum(short) <= width * _SHORT_TOGETHER:
        needs = short
    if sum(wishes) <= width and sum(needs) < width:
        return wishes
    # In proportion to the text, but never less than the longest word needs.
    weights = [max(min(wish, width * _WIDEST), 0.01) for wish in wishes]
    return shared_width(needs, weights, width)


def shared_width(needs: list[float], weights: list[float], width: float) -> list[float]:
    """The width shared by weight, but never less for a column than it needs.

    Where not even the needs have room, the columns with the longest words give way, and those words are cut.
    """
    return _levelled(needs, width) if sum(needs) >= width else _shared(needs, weights, width)


def _levelled(needs: list[float], width: float) -> list[float]:
    """Each need as it is, or cut to one and the same height where it is higher; together the width."""
    left, columns = width, len(needs)
    for need in sorted(needs):
        if need * columns >= left:
            break
        left, columns = left - need, columns - 1
    highest = left / columns if columns else width
    return [min(need, highest) for need in needs]


def _shared(needs: list[float], weights: list[float], width: float) -> list[float]:
    """The width shared by weight, where a column whose need is more than its share gets what it needs."""
    held: set[int] = set()
    while True:
        free = [column for column in range(len(needs)) if column not in held]
        room = width - sum(needs[column] for column in held)
        total = sum(weights[column] for column in free)
        short = {column for column in free if room * weights[column] / total < needs[column]}
        if not short:
            return [needs[column] if column in held else room * weights[column] / total for column in range(len(needs))]
        held |= short
