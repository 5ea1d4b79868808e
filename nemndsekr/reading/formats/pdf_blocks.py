"""Blocks of a tagged PDF put together over its pages: paragraphs, headings, items and tables become lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nemndsekr.reading.formats.pdf_rows import physical_rows
from nemndsekr.reading.formats.pdf_tables import cell_text
from nemndsekr.reading.formats.pdf_tags import Path, Tagged
from nemndsekr.reading.layout.columns import Piece
from nemndsekr.reading.layout.grouping import Shape, drop_start, heading_level
from nemndsekr.reading.layout.physical import PhysicalLine
from nemndsekr.reading.layout.tables import table_lines
from nemndsekr.reading.lines import Line, make_line
from nemndsekr.reading.marks import is_lone_mark, split_mark
from nemndsekr.reading.mending import CONTINUES, HYPHENS, TERMINAL, join_lines
from nemndsekr.records.block_text import Run

# A row that leaves so much of the width free, and room for the next word besides, was ended on purpose.
FREE: Final = 0.1


@dataclass(slots=True)
class Block:
    """A block of text or a table, with what each page holds of it."""

    first: Tagged
    parts: list[tuple[int, list[Piece]]] = field(default_factory=list)
    rows: dict[Path, dict[Path, list[Piece | None]]] = field(default_factory=dict)
    row_pages: dict[Path, int] = field(default_factory=dict)
    page: int = 0


def put_together(pages: Sequence[tuple[int, Sequence[Tagged]]]) -> list[Block]:
    """The blocks of consecutive pages in order; what goes on with an element of the page before is joined to it."""
    out: list[Block] = []
    known: dict[Path, Block] = {}
    for page, blocks in pages:
        for tagged in blocks:
            key = tagged.table or tagged.path
            block = known.get(key)
            if block is None or (tagged.table is None and block.parts and block.parts[-1][0] == page):
                block = known[key] = Block(tagged, page=page)
                out.append(block)
            if tagged.table is None:
                block.parts.append((page, tagged.pieces))
            else:
                block.row_pages.setdefault(tagged.row, page)
                cell = block.rows.setdefault(tagged.row, {}).setdefault(tagged.cell, [])
                # Paragraphs within a cell stay apart.
                cell += [None, *tagged.pieces]
    return out


def block_lines(blocks: Sequence[Block], shape: Shape, whole: str, *, by_looks: bool) -> tuple[list[Line], list[Line]]:
    """The lines of the blocks, and those of the footnotes; ``by_looks`` takes bold and large ones for headings."""
    out: list[Line] = []
    notes: list[Line] = []
    items: set[Path] = set()
    for block in blocks:
        kind = block.first.kind
        if kind in {"contents", "figure"}:
            continue
        if block.rows:
            out += _table_lines(block)
            continue
        lines = _text_lines(block, shape, whole, items, by_looks=by_looks)
        if kind == "note":
            notes += lines
        else:
            out += lines
    return out, notes


def _table_lines(block: Block) -> list[Line]:
    """The table, or what it sets out, with the places where its rows go on on another page."""
    cells = {path: [_cell(pieces) for pieces in row.values()] for path, row in block.rows.items()}
    filled = [path for path, row in cells.items() if any(row)]
    made = table_lines([cells[path] for path in filled], block.page)
    if len(made) != 1 or made[0].kind != "table":
        return made
    turns: list[tuple[int, int]] = []
    place, page = 0, block.page
    for path, row in zip(filled, made[0].rows, strict=True):
        if block.row_pages[path] != page:
            page = block.row_pages[path]
            turns.append((place, page))
        place += sum(len(cell.text) + 1 for cell in row)
    return [replace(made[0], turns=tuple(turns))]


def _cell(pieces: Sequence[Piece | None]) -> str:
    parts: list[list[Piece]] = []
    for piece in pieces:
        if piece is None:
            parts.append([])
        else:
            parts[-1].append(piece)
    return "\n".join(text for text in map(cell_text, parts) if text)


def tagged_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a block in printed rows, in the order of the tags."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows:
            last = max(rows[-1], key=lambda one: one.size)
            if abs(piece.base - last.base) <= 0.5 * max(piece.size, last.size):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return rows


def _text_lines(block: Block, shape: Shape, whole: str, items: set[Path], *, by_looks: bool) -> list[Line]:
    printed = [line for page, pieces in block.parts for line in physical_rows(tagged_rows(pieces), page)]
    printed = [line for line in printed if line.text]
    if not printed:
        return []
    kind, tagged = block.first.kind, block.first
    out: list[Line] = []
    before: PhysicalLine | None = None
    by_looks = by_looks and all(heading_level(line, shape) for line in printed)
    label = tagged.label if kind == "item" and tagged.item not in items else ""
    if kind == "item":
        items.add(tagged.item)
    for line in printed:
        if before is not None and out and not _is_parted(before, line, shape):
            out[-1] = join_lines(out[-1], make_line(out[-1].kind, line.runs, page=line.page), whole)
        elif not label and is_lone_mark(line.text):
            label = line.text.strip()
            continue
        else:
            made = _line(line, block, shape, label, is_first=not out, by_looks=by_looks)
            label = ""
            out.append(made)
        before = line
    return out


def _line(line: PhysicalLine, block: Block, shape: Shape, label: str, *, is_first: bool, by_looks: bool) -> Line:
    kind, level = block.first.kind, block.first.level
    mark, length = (label, 0) if label else split_mark(line.text)
    if kind == "heading":
        runs = [Run(run.text, italic=run.italic) for run in line.runs]
        return make_line("heading", runs, level=min(6, level), page=line.page)
    if kind == "item" and is_first:
        own, length = split_mark(line.text)
        return make_line(
            "item", drop_start(line.runs, length), mark=own or label or "-", level=min(2, level), page=line.page
        )
    looks = heading_level(line, shape) if by_looks and kind == "paragraph" else 0
    if looks and not (mark and not mark[0].isdigit()):
        return make_line("heading", line.runs, level=looks, page=line.page)
    if mark:
        return make_line("item", drop_start(line.runs, length), mark=mark, page=line.page)
    return make_line("paragraph", line.runs, page=line.page)


def _is_parted(before: PhysicalLine, line: PhysicalLine, shape: Shape) -> bool:
    """Whether a line's end within one element was made on purpose, as in an address."""
    if before.page != line.page or before.text[-1:] in HYPHENS:
        return False
    if CONTINUES.match(line.text) and not TERMINAL.search(before.text):
        return False
    per_char = (before.right - before.left) / max(1, len(before.text))
    word = len(line.text.split(" ")[0]) + 1
    return shape.width - before.right > word * per_char + FREE * shape.width
