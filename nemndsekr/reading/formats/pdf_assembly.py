"""Assembly of a PDF's pages: each read by its tags where they can be trusted, else by place, and joined to one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from nemndsekr.reading.draft import Problem
from nemndsekr.reading.formats.pdf_blocks import block_lines, put_together
from nemndsekr.reading.formats.pdf_columns import NOTE, page_text
from nemndsekr.reading.formats.pdf_page import ARTIFACT, PageContent
from nemndsekr.reading.formats.pdf_problems import table_problems, tag_problems
from nemndsekr.reading.formats.pdf_rows import physical_rows, row_runs, running_pieces
from nemndsekr.reading.formats.pdf_tables import FoundTable, rows_of, ruled_tables
from nemndsekr.reading.formats.pdf_tags import Tagged, are_trusted
from nemndsekr.reading.layout.columns import Band, Piece, bands_of
from nemndsekr.reading.layout.grouping import Shape, drop_start, group_with_tables, shape_of
from nemndsekr.reading.layout.physical import PhysicalLine, without_shreds
from nemndsekr.reading.lines import Line, make_line, make_table
from nemndsekr.reading.mending import join_lines, mend
from nemndsekr.records.block_text import Run, runs_text

NOTES_HEADING = "Fotnoter"


@dataclass(slots=True)
class ReadPage:
    """One page as read: what stands on it, and the blocks that its tags tell of."""

    content: PageContent
    blocks: list[Tagged] = field(default_factory=list)


@dataclass(slots=True)
class _Laid:
    """One page put in order: by its tags, or as printed lines."""

    number: int
    blocks: list[Tagged] = field(default_factory=list)
    lines: list[PhysicalLine] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def assemble(pages: Sequence[ReadPage]) -> tuple[list[Line], list[Problem]]:
    """The pages' lines in reading order, mended, and what of their tables and tags was not understood."""
    body_size = _body_size(pages)
    rows = [rows_of(page.content.pieces) for page in pages]
    running = running_pieces([(page.content.height, some) for page, some in zip(pages, rows, strict=True)])
    ruled = [ruled_tables(page.content.rules, page.content.pieces) for page in pages]
    laid: list[_Laid] = []
    odd_tables: list[int] = []
    distrusted: list[int] = []
    for page, some, gone, (tables, odd) in zip(pages, rows, running, ruled, strict=True):
        number = page.content.number
        if page.blocks and are_trusted(page.blocks, page.content.pieces, body_size):
            laid.append(_by_tags(page, some, gone))
            continue
        if page.blocks:
            distrusted.append(number)
        _keep_heads(tables, gone)
        text = page_text(page.content, tables, gone, body_size)
        if odd or text.odd_tables:
            odd_tables.append(number)
        printed = [line for band in text.bands for line in _band_lines(band, number)]
        laid.append(_Laid(number, lines=without_shreds(printed), notes=_notes(text.notes, number)))
    lines = _joined(laid)
    problems = [*table_problems(odd_tables), *tag_problems(distrusted, len(pages))]
    return lines, problems


def _keep_heads(tables: Sequence[FoundTable], gone: set[int]) -> None:
    """Take the head of a table that comes back on each page for no running title, unless the whole table does."""
    for table in tables:
        ids = {id(piece) for piece in table.pieces}
        if not ids <= gone:
            gone -= ids


def _body_size(pages: Sequence[ReadPage]) -> float:
    weights: Counter[float] = Counter()
    for page in pages:
        for piece in page.content.pieces:
            weights[round(piece.size * 2) / 2] += len(piece.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _band_lines(band: Band, page: int) -> list[PhysicalLine]:
    if band.cells:
        return [PhysicalLine((), page, 0, 0, 2.0, cells=band.cells)]
    return physical_rows(band.rows, page)


def _by_tags(page: ReadPage, rows: Sequence[Sequence[Piece]], gone: set[int]) -> _Laid:
    """A page by its tags; of what they leave out, the letterhead of the first page is read, and what is no header."""
    content = page.content
    blocks = [
        replace(block, pieces=[piece for piece in block.pieces if id(piece) not in gone]) for block in page.blocks
    ]
    blocks = [block for block in blocks if block.pieces or block.alt]
    told = {id(piece) for block in page.blocks for piece in block.pieces}
    top = max((piece.base for block in blocks for piece in block.pieces), default=0.0)
    left: list[list[Piece]] = []
    for row in rows:
        some = [piece for piece in row if id(piece) not in told and id(piece) not in gone]
        head = content.number == 1 and row[0].base > max(top, 0.5 * content.height)
        some = [piece for piece in some if piece.mark != ARTIFACT or head]
        if some:
            left.append(some)
    head_lines = [line for band in bands_of(left, content.width) for line in _band_lines(band, content.number)]
    return _Laid(content.number, blocks, head_lines)


def _notes(rows: Sequence[Sequence[Piece]], page: int) -> list[Line]:
    """Footnotes as items, each with its figure as its mark."""
    out: list[Line] = []
    for row in rows:
        runs = row_runs(row, max(piece.size for piece in row))
        text = runs_text(runs).strip()
        mark = NOTE.match(text)
        if mark or not out:
            length = mark.end() if mark else 0
            out.append(make_line("item", drop_start(runs, length), mark=text[:length].strip() or "-", page=page))
        else:
            out[-1] = join_lines(out[-1], make_line("paragraph", runs, page=page))
    return [line for line in out if line.text]


def _joined(laid: Sequence[_Laid]) -> list[Line]:
    """All pages' lines, each run of pages that are read in one way grouped as one."""
    shape = shape_of([line for page in laid for line in [*page.lines, *_tagged_as_lines(page)]])
    headings = sum(block.kind == "heading" for page in laid for block in page.blocks)
    whole = " ".join(piece.text for page in laid for block in page.blocks for piece in block.pieces).casefold()
    lines: list[Line] = []
    notes: list[Line] = []
    for tagged, some in groupby(laid, key=lambda page: bool(page.blocks)):
        pages = list(some)
        if tagged:
            made, more = _tagged_lines(pages, shape, whole, by_looks=headings < 2)
            lines += made
            notes += more
        else:
            lines += group_with_tables([line for page in pages for line in page.lines], shape)
            notes += [note for page in pages for note in page.notes]
    lines = join_tables(mend(lines))
    if notes:
        lines += [make_line("heading", [Run(NOTES_HEADING)], level=1, page=notes[0].page), *notes]
    return lines


def _tagged_as_lines(page: _Laid) -> list[PhysicalLine]:
    """The tagged pieces as lines, to measure what is usual."""
    return [
        PhysicalLine((Run(piece.text, piece.bold),), page.number, piece.left, piece.right, 0.0, piece.size)
        for block in page.blocks
        for piece in block.pieces
    ]


def _tagged_lines(pages: Sequence[_Laid], shape: Shape, whole: str, *, by_looks: bool) -> tuple[list[Line], list[Line]]:
    left = [line for page in pages for line in page.lines]
    out = group_with_tables(left, shape) if left else []
    blocks = put_together([(page.number, page.blocks) for page in pages])
    made, notes = block_lines(blocks, shape, whole, by_looks=by_looks)
    return [*out, *made], [_as_note(line) for line in notes]


def _as_note(line: Line) -> Line:
    """A tagged footnote as an item, with its figure as its mark."""
    mark = NOTE.match(line.text)
    if not mark or line.kind != "paragraph":
        return line
    return make_line("item", drop_start(line.runs, mark.end()), mark=mark.group().strip(), page=line.page)


def join_tables(lines: Sequence[Line]) -> list[Line]:
    """Tables that go on on the next page made one, the repeated head said once."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if before is not None and _goes_on(before, line):
            out[-1] = _joined_table(before, line)
        else:
            out.append(line)
    return out


def _goes_on(before: Line, line: Line) -> bool:
    if before.kind != "table" or line.kind != "table" or before.page is None or line.page is None:
        return False
    last = before.turns[-1][1] if before.turns else before.page
    width = max(map(len, line.rows))
    return line.page == last + 1 and width >= 2 and width == max(map(len, before.rows))


def _joined_table(before: Line, line: Line) -> Line:
    first = [[cell.text for cell in row] for row in before.rows]
    second = [[cell.text for cell in row] for row in line.rows]
    if [text.casefold() for text in second[0]] == [text.casefold() for text in first[0]]:
        second = second[1:]
    if second and _is_cut(first[-1], second[0]):
        rest = second.pop(0)
        first[-1] = [" ".join(filter(None, pair)) for pair in zip(first[-1], rest, strict=True)]
    made = make_table([*first, *second], page=before.page)
    place = len(make_table(first).text) + 1 if second else len(made.text)
    return replace(made, turns=(*before.turns, (place, line.page or 0)))


def _is_cut(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is the rest of the one before the page's end: it lacks a cell, and goes on in a sentence."""
    if len(above) != len(row) or all(row):
        return False
    begun = [(one, two) for one, two in zip(above, row, strict=True) if two]
    return bool(begun) and all(one and two[:1].islower() for one, two in begun)
