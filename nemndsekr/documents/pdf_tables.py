"""Tables of a PDF: the tags of their rows and cells, and reportlab's table that draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from nemndsekr.documents import outline as o
from nemndsekr.documents.pdf_fonts import REGULAR, pieces, text_width
from nemndsekr.documents.pdf_paragraph import RULE, TaggedParagraph, TextStyle
from nemndsekr.documents.pdf_sheet import Sheet
from nemndsekr.documents.pdf_styles import Styles
from nemndsekr.documents.pdf_tags import Tag
from nemndsekr.documents.table_shape import all_rows, column_widths, figure_columns

_SHADE: Final = HexColor(0xEEF1F4)
_CELL_PADDING: Final = 4.0
_HEAD_OF_COLUMN: Final = "/O/Table/Scope/Column"
_TOGETHER: Final = 2
"""Rows that stand together under a table's head, and on its last page, so that none stands alone there."""


class KeepStart(CondPageBreak):  # type: ignore[misc, unused-ignore]
    """A new page, if what is left of this one does not hold the headings and the first lines below them."""

    _SPACETRANSFER = True  # the space above a heading is reckoned as if this did not stand between


def table_flowables(table: o.Table, parent: Tag, styles: Styles, sheet: Sheet) -> list[Flowable]:
    """A table with its caption; a note that it was lost stands before it, or in its place."""
    rows = all_rows(table)
    has_rows = bool(rows and rows[0])
    lost = o.clean_text(table.lost_note).strip()
    made: list[Flowable] = []
    # A caption is read as the table's own where it is next to it.
    within = parent.add("Table") if has_rows and not lost else None
    if table.caption.strip():
        tag = within.add("Caption") if within is not None else parent.add("P")
        made.append(TaggedParagraph((o.Run(table.caption),), styles.caption, tag))
    if lost:
        made.append(TaggedParagraph((o.Run(lost),), styles.roles["placeholder"], parent.add("P")))
    if not has_rows:
        return made
    flowable = _drawn_table(table, rows, within or parent.add("Table"), styles, sheet)
    _keep_rows(flowable, sheet)
    if made:
        # The caption stays with the head of its table.
        height = made[0].wrap(sheet.width, sheet.height)[1] + made[0].getSpaceAfter()
        made.insert(0, KeepStart(height + start_height(flowable, sheet)))
    return [*made, flowable]


def start_height(table: Any, sheet: Sheet) -> float:
    """How much of a table stands together at its start: the head and the first rows."""
    heights = table._rowHeights  # noqa: SLF001 - reportlab has no public way to a row's height
    head = table.repeatRows
    return float(sum(heights[: head + _rows_together(heights[head:], sheet)[0]]))


def _rows_together(heights: Sequence[float], sheet: Sheet) -> tuple[int, int]:
    """How many rows stand together at a table's start, and at its end; of high ones each stands for itself."""
    first, last = (
        _TOGETHER if sum(rows) <= sheet.height / 4 else 1 for rows in (heights[:_TOGETHER], heights[-_TOGETHER:])
    )
    return (first, last) if first + last <= len(heights) else (len(heights), len(heights))


def _keep_rows(table: Any, sheet: Sheet) -> None:
    """Keep the first rows together, and the last; the head is never parted from what follows it as it is."""
    table.wrap(sheet.width, sheet.height)
    head, rows = table.repeatRows, len(table._rowHeights)  # noqa: SLF001
    first, last = _rows_together(table._rowHeights[head:], sheet)  # noqa: SLF001
    spans = {(head, head + first - 1), (max(head, rows - last), rows - 1)}
    table.setStyle([("NOSPLIT", (0, start), (-1, end)) for start, end in sorted(spans) if end > start])


def _drawn_table(table: o.Table, rows: Sequence[tuple[o.Runs, ...]], tag: Tag, styles: Styles, sheet: Sheet) -> Any:
    to_right = figure_columns(table)
    cells: list[list[Any]] = []
    for number, row in enumerate(rows):
        head = number == 0 and bool(table.header)
        row_tag = tag.add("TR")
        cells.append(
            [
                _cell(runs, row_tag, styles.head_cell if head else styles.cell, head=head, to_right=figures)
                for runs, figures in zip(row, to_right, strict=True)
            ]
        )
    # Measured in bold, the widest a word can be; a point more, or rounding may cut the longest word.
    bold, size = styles.family.bold, styles.head_cell.size / 1000

    def measure(text: str) -> float:
        return sum(text_width(piece, font) for piece, font in pieces(text, bold)) * size

    widths = column_widths(table, sheet.width, measure, 2 * _CELL_PADDING + 1)
    return Table(
        cells, widths, style=_table_style(head=bool(table.header), compact=table.compact),
        repeatRows=1 if table.header else 0,
        splitInRow=int(_has_giant_row(cells, widths, sheet)), spaceBefore=2, spaceAfter=10, hAlign="LEFT",
    )  # fmt: skip


def _cell(runs: o.Runs, row: Tag, style: TextStyle, *, head: bool, to_right: bool) -> list[Flowable]:
    tag = row.add("TH", _HEAD_OF_COLUMN) if head else row.add("TD")
    if not o.runs_text(runs).strip():
        return [Spacer(1, style.leading)]
    return [TaggedParagraph(runs, replace(style, to_right=True) if to_right else style, tag)]


def _has_giant_row(cells: list[list[Any]], widths: list[float], sheet: Sheet) -> bool:
    """Whether some row is so high that it must be parted; other rows stay whole."""
    room = sheet.height / 2
    return any(
        sum(part.wrap(width - 2 * _CELL_PADDING, sheet.height)[1] for part in cell) > room
        for row in cells
        for cell, width in zip(row, widths, strict=True)
    )


def _table_style(*, head: bool, compact: bool) -> list[tuple[Any, ...]]:
    every = (0, 0), (-1, -1)
    style: list[tuple[Any, ...]] = [
        # Named even though every cell is a paragraph: else reportlab writes its default Helvetica into the file.
        ("FONTNAME", *every, REGULAR),
        ("VALIGN", *every, "TOP"),
        ("LINEBELOW", *every, 0.5, RULE),
        ("LEFTPADDING", *every, _CELL_PADDING),
        ("RIGHTPADDING", *every, _CELL_PADDING),
        ("TOPPADDING", *every, 1.5 if compact else 3),
        ("BOTTOMPADDING", *every, 2.5 if compact else 4),
    ]
    return (
        [*style, ("BACKGROUND", (0, 0), (-1, 0), _SHADE), ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE)] if head else style
    )


def bare_table(rows: list[list[Any]], widths: list[float], **more: Any) -> Table:
    """A table that only sets out the page: no lines, and no tags of its own."""
    every = (0, 0), (-1, -1)
    padding = [(f"{side}PADDING", *every, 0) for side in ("LEFT", "TOP", "BOTTOM")]
    style = [
        ("FONTNAME", *every, REGULAR),
        ("VALIGN", *every, "TOP"),
        *padding,
        ("RIGHTPADDING", *every, 8),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
    return Table(rows, widths, style=style, hAlign="LEFT", **more)
