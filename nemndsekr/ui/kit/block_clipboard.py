"""What the text field lays on the clipboard, and how block text is put in where the caret is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from nemndsekr.records.block_text import (
    Block,
    BlockText,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    TableBlock,
    plain_text,
)
from nemndsekr.ui.kit import block_tables
from nemndsekr.ui.kit.block_document import (
    LINE_BREAK,
    LIST_ID,
    LIST_KINDS,
    Kind,
    block_format,
    cell_runs,
    char_format,
    kind_of,
    level_of,
    mark_lists,
    merged,
    placeholder,
    put_table,
    read,
)

# By ``LeftOut`` of the HTML that is read, which is imported only when something is pasted.
_LEFT_OUT: Final = {
    "picture": "bilder",
    "comment": "kommentarer",
    "struck": "struken text",
}


def told_left_out(kinds: Collection[str], *, anything: bool) -> str:
    """«Bilder och struken text följde inte med. …»; ``anything`` says whether something else came along."""
    words = [word for kind, word in _LEFT_OUT.items() if kind in kinds]
    told = " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    told = told[:1].upper() + told[1:]
    if not anything:
        return f"{told} följer inte med. Där fanns ingen annan text att klistra in."
    return f"{told} följde inte med. Läs igenom det du klistrade in."


def selected_text(cursor: QTextCursor, document: QTextDocument, tables: list[TableBlock]) -> BlockText:
    """The marked text. What is part of one line is words of a paragraph, unless it is all there is."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    table: QTextTable | None = cursor.currentTable()
    if table is not None and cursor.hasComplexSelection():
        return BlockText((_marked_cells(table, cursor),))
    found = read(document, tables, (first, last))
    whole = first == 0 and last >= document.characterCount() - 1
    if len(found.blocks) == 1 and not whole and isinstance(found.blocks[0], Heading | ListBlock):
        block = found.blocks[0]
        if isinstance(block, Heading):
            return BlockText((Paragraph(block.runs),))
        if len(block.items) == 1:
            return BlockText((Paragraph(block.items[0].runs),))
    return found


def _marked_cells(table: QTextTable, cursor: QTextCursor) -> TableBlock:
    """The rectangle of cells that is marked."""
    rows, columns = block_tables.marked_rectangle(cursor)
    grid = [tuple(cell_runs(table, row, column) for column in columns) for row in rows]
    head = rows.start == 0 and len(rows) > 1 and table.format().headerRowCount() > 0
    return TableBlock(tuple(grid[1:] if head else grid), grid[0] if head else ())


def mime_of(text: BlockText) -> QMimeData:
    """The text for other programs: HTML that Word understands, and plain words."""
    from nemndsekr.exchange.html_writing import html_from_blocks

    # A table that was lost is told by the line that stands for it.
    shown = BlockText(
        tuple(
            Paragraph((Run(placeholder(block)),)) if isinstance(block, TableBlock) and block.lost else block
            for block in text.blocks
        )
    )
    made = QMimeData()
    made.setHtml(html_from_blocks(shown))
    made.setText(plain_text(shown))
    return made


def with_known_references(text: BlockText, known: Collection[str]) -> BlockText:
    """The text with references to what is not of this case turned into words."""

    def words(runs: Runs) -> Runs:
        return merged(replace(run, ref=run.ref if run.ref in known else "") for run in runs)

    def block(one: Block) -> Block:
        match one:
            case Heading(runs=runs) | Paragraph(runs=runs):
                return replace(one, runs=words(runs))
            case ListBlock(items=items):
                return replace(one, items=tuple(replace(item, runs=words(item.runs)) for item in items))
            case TableBlock(rows=rows, header=header):
                return replace(
                    one, rows=tuple(tuple(map(words, row)) for row in rows), header=tuple(map(words, header))
                )

    return BlockText(tuple(map(block, text.blocks)))


def put_text(cursor: QTextCursor, text: BlockText, fresh_list: Callable[[], int]) -> QTextCursor:
    """Put a text in at the caret instead of what is marked, as one step for undo; returns the caret after it.

    ``fresh_list`` gives the id of a list of its own.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    table: QTextTable | None = cursor.currentTable()
    block = cursor.block()
    if table is not None:
        cursor = _put_in_cell(table, cursor, text)
    elif kind_of(block) == Kind.CAPTION:
        _put_runs(cursor, (Run(" ".join(plain_text(text).split())),), block)
    elif len(text.blocks) == 1 and isinstance(text.blocks[0], Paragraph):
        _put_runs(cursor, text.blocks[0].runs, block)
    else:
        cursor = _Putting(cursor, fresh_list).put(text.blocks)
    mark_lists(cursor.document())
    cursor.endEditBlock()
    return cursor


def _put_runs(cursor: QTextCursor, runs: Runs, block: QTextBlock) -> None:
    kind, level = kind_of(block), level_of(block)
    for run in runs:
        cursor.insertText(run.text.replace("\n", LINE_BREAK), char_format(run, kind, level))


def _put_in_cell(table: QTextTable, cursor: QTextCursor, text: BlockText) -> QTextCursor:
    """A table fills the cells from the caret's on, as long as they are empty; all else becomes lines of the cell."""
    block = text.blocks[0]
    if len(text.blocks) == 1 and isinstance(block, TableBlock):
        grid = [row for row in (block.header, *block.rows) if row]
        cell = table.cellAt(cursor)
        row, column = cell.row(), cell.column()
        width = max(map(len, grid), default=0)
        there = [
            cell_runs(table, at, place)
            for at in range(row, min(table.rows(), row + len(grid)))
            for place in range(column, min(table.columns(), column + width))
        ]
        if grid and not any(there):
            return _fill_cells(table, row, column, grid)
    _put_runs(cursor, _in_one_line(text), cursor.block())
    return cursor


def _fill_cells(table: QTextTable, row: int, column: int, grid: list[tuple[Runs, ...]]) -> QTextCursor:
    while table.rows() < row + len(grid):
        block_tables.add_row(table, table.cellAt(table.rows() - 1, 0).firstCursorPosition())
    while table.columns() < column + max(map(len, grid)):
        block_tables.add_column(table, table.cellAt(0, table.columns() - 1).firstCursorPosition())
    for at, cells in enumerate(grid, start=row):
        for place, runs in enumerate(cells, start=column):
            target = table.cellAt(at, place).firstCursorPosition()
            _put_runs(target, runs, target.block())
    return table.cellAt(row + len(grid) - 1, column + len(grid[-1]) - 1).lastCursorPosition()


def _in_one_line(text: BlockText) -> Runs:
    """The text on lines of one cell: bold and italic stay, items get a mark, cells of a row stand side by side."""
    lines: list[Runs] = []
    for block in text.blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                lines.append(runs)
            case ListBlock(items=items, ordered=ordered):
                for number, item in enumerate(items, start=1):
                    lines.append((Run(f"{number}. " if ordered else "– "), *item.runs))
            case TableBlock(rows=rows, header=header, caption=caption):
                lines += [(Run(caption),)] if caption else []
                for row in (header, *rows):
                    spaced = [run for cell in row for run in (Run(" "), *cell)]
                    lines += [tuple(spaced[1:])] if row else []
    return merged(run for number, line in enumerate(lines) for run in ((Run("\n"), *line) if number else line))


class _Putting:
    """Puts blocks in among the lines of the document, outside its tables."""

    def __init__(self, cursor: QTextCursor, fresh_list: Callable[[], int]) -> None:
        self._cursor = cursor
        self._fresh_list = fresh_list
        # Whether the line at the caret holds words: then the next block begins a line of its own.
        self._taken = bool(cursor.block().text())

    def put(self, blocks: tuple[Block, ...]) -> QTextCursor:
        """Put them in; words after the caret go on after a paragraph, and stand by themselves after anything else."""
        cursor = self._cursor
        block = cursor.block()
        style, looks = block.blockFormat(), cursor.blockCharFormat()
        has_tail = not cursor.atBlockEnd()
        if has_tail:
            cursor.insertBlock(style, looks)
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self._taken = bool(cursor.block().text())
        for number, one in enumerate(blocks):
            if number == 0 and isinstance(one, Paragraph) and (self._taken or kind_of(block) in LIST_KINDS):
                _put_runs(cursor, one.runs, cursor.block())
                self._taken = True
            else:
                self._put(one, first=number == 0)
        if not has_tail:
            return cursor
        if isinstance(blocks[-1], Paragraph):
            at = cursor.position()
            cursor.deleteChar()
            cursor.setPosition(at)
        elif isinstance(blocks[-1], TableBlock):
            # The line that Qt leaves after a table is the one for the words that follow.
            cursor.deleteChar()
            cursor.setBlockFormat(style)
            cursor.setBlockCharFormat(looks)
        return cursor

    def _begin(self, kind: Kind, runs: Runs = (), level: int = 0, list_id: int = 0) -> None:
        style, blank = block_format(kind, level, list_id), char_format(Run(""), kind, level)
        if self._taken:
            self._cursor.insertBlock(style, blank)
        else:
            self._cursor.setBlockFormat(style)
            self._cursor.setBlockCharFormat(blank)
        self._taken = True
        _put_runs(self._cursor, runs, self._cursor.block())

    def _put(self, block: Block, *, first: bool) -> None:
        match block:
            case Heading(runs=runs, level=level):
                self._begin(Kind.HEADING, runs, level)
            case Paragraph(runs=runs):
                self._begin(Kind.PARAGRAPH, runs)
            case ListBlock(items=items, ordered=ordered):
                kind = Kind.NUMBER if ordered else Kind.BULLET
                here = self._cursor.block()
                goes_on = first and kind in LIST_KINDS and kind_of(here) == kind
                list_id = here.blockFormat().intProperty(LIST_ID) if goes_on else self._fresh_list()
                for item in items:
                    self._begin(kind, item.runs, item.level, list_id)
            case TableBlock():
                self._put_table(block)

    def _put_table(self, table: TableBlock) -> None:
        rows = [table.header, *table.rows] if table.header else list(table.rows)
        width = max(map(len, rows))
        grid = [(*row, *(((),) * (width - len(row)))) for row in rows]
        if table.caption:
            self._begin(Kind.CAPTION, (Run(table.caption),))
        elif not self._taken:
            self._begin(Kind.FILLER)
        made = put_table(self._cursor, grid, header=bool(table.header))
        self._cursor.setPosition(made.lastPosition() + 1)
        self._taken = False
        self._begin(Kind.FILLER)
        self._taken = False
