"""Tables: a grid that holds facts stays a table; a grid that only sets out the page becomes its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nemndsekr.reading.headings import heading_key
from nemndsekr.reading.layout.physical import PAGE_NOTE
from nemndsekr.reading.lines import Line, make_line, make_table
from nemndsekr.reading.marks import split_mark
from nemndsekr.records.block_text import Run

# The words of a letterhead; a grid with one of them at its head sets out the page.
LABEL = re.compile(
    r"^(?:datum|(?:ert )?(?:diarienummer|dnr)|ert datum|diarienr\.?|dnr\.?|vår (?:referens|beteckning)|er "
    r"(?:referens|beteckning)|"
    r"handläggare|adress|till|"
    r"ärendenummer|utfärdat|dokumenttyp|telefon|e-post|sida|kontakt\w*)\s*:?$",
    re.IGNORECASE,
)


LABEL_AND_VALUE = re.compile(
    r"^(?:datum|(?:ert |vårt )?(?:diarienummer|dnr|datum)|diarienr|(?:vår|er) (?:referens|beteckning)|handläggare|"
    r"till|kopia till|"
    r"svar senast|ärendenummer|telefon|e-post)\b\.?:?\s+\S",
    re.IGNORECASE,
)


def table_lines(rows: Sequence[Sequence[str]], page: int | None, *, in_head: bool = False) -> list[Line]:
    """The rows as a table, or as lines where the grid only sets out the page.

    ``in_head`` is true before the running text has begun, where letterheads stand.
    """
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    if sets_out_page(filled, in_head=in_head):
        return _set_out(filled, page)
    return [make_table(filled, page=page)]


def sets_out_page(filled: Sequence[Sequence[str]], *, in_head: bool) -> bool:
    """Whether a grid, its empty rows left out, only sets out the page."""
    width = max(len([cell for cell in row if cell.strip()]) for row in filled)
    # «Datum 2023-06-07» in one cell is a label and its value.
    labelled = sum(
        bool(LABEL.match(cell.strip()) or (len(cell) < 70 and LABEL_AND_VALUE.match(cell.strip())))
        for row in filled
        for cell in row
    )
    longest = max(len(cell) for row in filled for cell in row)
    return (
        width == 1
        or (len(filled) == 1 and longest > 200)
        or labelled >= 2
        or (in_head and longest < 120 and len(filled) <= 6)
    )


def goes_downwards(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a grid has labels in its first row and the values under them, to be read column by column."""
    labels = [bool(LABEL.match(cell.strip())) for cell in rows[0] if cell.strip()]
    return len(rows) >= 2 and len(labels) > 1 and all(labels)


def set_out_head(lines: Sequence[Line]) -> list[Line]:
    """The lines with the columns of the letterhead, before the running text, set out as lines of their own."""
    out: list[Line] = []
    rows: list[list[str]] = []
    in_head = True
    for index, line in enumerate(lines):
        in_head = (
            in_head
            and index < 40
            and len(line.text) <= 120
            and line.kind in {"paragraph", "heading"}
            and heading_key(line.text) in {"", "etikett", "dokument", "yttrande", "initiativ"}
            and not line.text.lower().startswith("innehåll")
        )
        if in_head and "\t" in line.text:
            rows.append([cell for cell in line.text.split("\t") if not PAGE_NOTE.match(cell.strip())])
            continue
        out += _set_out(rows, out[-1].page if out else line.page) if rows else []
        rows = []
        out.append(line)
    return out + (_set_out(rows, None) if rows else [])


def _set_out(rows: list[list[str]], page: int | None) -> list[Line]:
    if goes_downwards(rows):
        columns = max(map(len, rows))
        cells = [row[column] for column in range(columns) for row in rows if column < len(row)]
    else:
        cells = [cell for row in rows for cell in row]
    out: list[Line] = []
    for cell in cells:
        for piece in cell.split("\n"):
            if piece.strip():
                mark, length = split_mark(piece.strip())
                body = (Run(piece.strip()[length:]),)
                out.append(
                    make_line("item", body, mark=mark, page=page) if mark else make_line("paragraph", body, page=page)
                )
    return out
