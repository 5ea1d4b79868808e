"""Block text into a QTextDocument and back. What a block and a stretch of text are is kept as their own properties.

The looks (weight, size, list marker) are only shown: reading goes by the properties, so that a heading's weight is
never taken for bold. A table is a table of the document, with its caption on the line above; only for one that was
lost when its paper was read a line stands that cannot be written in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import groupby

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from nemndsekr.records.block_text import (
    Block,
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Runs,
    TableBlock,
)
from nemndsekr.ui.kit.tokens import LIGHT, u

_USER = int(QTextFormat.Property.UserProperty)
KIND, LEVEL, LIST_ID, TABLE = _USER + 1, _USER + 2, _USER + 3, _USER + 4
BOLD, REF = _USER + 5, _USER + 6
LINE_BREAK = "\u2028"
DEEPEST = 2


class Kind(IntEnum):
    """What a block is."""

    PARAGRAPH = 0
    HEADING = 1
    BULLET = 2
    NUMBER = 3
    TABLE = 4
    """The line that stands for a table that was lost."""
    CAPTION = 5
    """The line above a table that says what it shows."""
    FILLER = 6
    """The line that Qt needs before and after a table; without words it is nothing."""
    CELL = 7
    HEADER_CELL = 8


LIST_KINDS = (Kind.BULLET, Kind.NUMBER)


def kind_of(block: QTextBlock) -> Kind:
    """What this block is."""
    return Kind(block.blockFormat().intProperty(KIND))


def level_of(block: QTextBlock) -> int:
    """The level of a heading (1, 2) or list item (0–2)."""
    return block.blockFormat().intProperty(LEVEL)


def block_format(kind: Kind, level: int = 0, list_id: int = 0) -> QTextBlockFormat:
    """The format of a block of this kind."""
    made = QTextBlockFormat()
    made.setProperty(KIND, int(kind))
    made.setProperty(LEVEL, level)
    made.setProperty(LIST_ID, list_id)
    made.setBottomMargin(u(2 if kind in LIST_KINDS else 6))
    if kind == Kind.HEADING:
        made.setHeadingLevel(level)
        made.setTopMargin(u(4))
    return made


def char_format(run: Run, kind: Kind = Kind.PARAGRAPH, level: int = 0) -> QTextCharFormat:
    """How a stretch of text looks in a block of this kind."""
    made = QTextCharFormat()
    heading = kind in (Kind.HEADING, Kind.HEADER_CELL, Kind.CAPTION)
    if run.bold:
        made.setProperty(BOLD, 1)
    if run.bold or heading:
        made.setFontWeight(int(QFont.Weight.Bold if run.bold and heading else QFont.Weight.DemiBold))
    if run.italic:
        made.setFontItalic(True)
    if run.ref:
        made.setProperty(REF, run.ref)
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    if kind == Kind.HEADING and level == 1:
        # A step on Qt's own scale and no size in points, so that it follows the text size setting.
        made.setProperty(int(QTextFormat.Property.FontSizeAdjustment), 1)
    return made


def run_of(text: str, style: QTextCharFormat) -> Run:
    """A stretch of text with the style that its format tells."""
    words = text.replace(LINE_BREAK, "\n")
    return Run(words, style.intProperty(BOLD) == 1, style.fontItalic(), style.stringProperty(REF))


def write(document: QTextDocument, text: BlockText) -> list[TableBlock]:
    """Fill a document; returns the tables as they were, which those of the document name by their place in the list."""
    document.clear()
    tables: list[TableBlock] = []
    cursor = QTextCursor(document)
    # Whether the block at the cursor is taken; the first one and the one after a table are not.
    taken = False

    def begin(style: QTextBlockFormat, runs: Runs, kind: Kind, level: int) -> None:
        nonlocal taken
        blank = char_format(Run(""), kind, level)
        if taken:
            cursor.insertBlock(style, blank)
        else:
            cursor.setBlockFormat(style)
            cursor.setBlockCharFormat(blank)
        taken = True
        for run in runs:
            cursor.insertText(run.text.replace("\n", LINE_BREAK), char_format(run, kind, level))

    for number, block in enumerate(text.blocks, start=1):
        match block:
            case Heading(runs=runs, level=level):
                begin(block_format(Kind.HEADING, level), runs, Kind.HEADING, level)
            case Paragraph(runs=runs):
                begin(block_format(Kind.PARAGRAPH), runs, Kind.PARAGRAPH, 0)
            case ListBlock(items=items, ordered=ordered):
                kind = Kind.NUMBER if ordered else Kind.BULLET
                for item in items:
                    begin(block_format(kind, item.level, number), item.runs, kind, item.level)
            case TableBlock():
                tables.append(block)
                if not is_editable(block):
                    style = block_format(Kind.TABLE)
                    style.setProperty(TABLE, len(tables) - 1)
                    begin(style, (Run(placeholder(block)),), Kind.TABLE, 0)
                    continue
                if block.caption:
                    begin(block_format(Kind.CAPTION), (Run(block.caption),), Kind.CAPTION, 0)
                elif not taken:
                    begin(block_format(Kind.FILLER), (), Kind.FILLER, 0)
                made = put_table(cursor, _grid(block), header=bool(block.header), number=len(tables))
                cursor.setPosition(made.lastPosition() + 1)
                taken = False
                begin(block_format(Kind.FILLER), (), Kind.FILLER, 0)
                taken = False
    mark_lists(document)
    return tables


def is_editable(table: TableBlock) -> bool:
    """Whether a table has cells to write in: one that was lost has none."""
    return not table.lost and any((table.header, *table.rows))


def _grid(table: TableBlock) -> list[tuple[Runs, ...]]:
    """The rows, the header first, each as long as the longest."""
    rows = [table.header, *table.rows] if table.header else list(table.rows)
    width = max(map(len, rows))
    return [(*row, *(((),) * (width - len(row)))) for row in rows]


def put_table(cursor: QTextCursor, grid: list[tuple[Runs, ...]], *, header: bool, number: int = 0) -> QTextTable:
    """A table of the document at the cursor; ``number`` tells which of the text's own tables it shows, from 1."""
    made = cursor.insertTable(len(grid), len(grid[0]), table_format(header=header, number=number))
    for row, cells in enumerate(grid):
        for column, runs in enumerate(cells):
            write_cell(made, row, column, runs, header=header and row == 0)
    return made


def table_format(*, header: bool, number: int = 0) -> QTextTableFormat:
    """Hairlines round the cells, the whole width; the lines' grey is seen on white as on dark ground."""
    made = QTextTableFormat()
    made.setProperty(TABLE, number)
    made.setHeaderRowCount(int(header))
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QColor(LIGHT.border))
    made.setCellPadding(u(4))
    made.setCellSpacing(0)
    made.setTopMargin(u(2))
    made.setBottomMargin(u(6))
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return made


def write_cell(table: QTextTable, row: int, column: int, runs: Runs, *, header: bool) -> None:
    """Put these runs in a cell, in the look of a header or not."""
    kind = Kind.HEADER_CELL if header else Kind.CELL
    cursor = table.cellAt(row, column).firstCursorPosition()
    cursor.setPosition(table.cellAt(row, column).lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    style = block_format(kind)
    style.setBottomMargin(0)
    cursor.setBlockFormat(style)
    cursor.setBlockCharFormat(char_format(Run(""), kind))
    for run in runs:
        cursor.insertText(run.text.replace("\n", LINE_BREAK), char_format(run, kind))


def placeholder(table: TableBlock) -> str:
    """The line that stands for a table."""
    name = f"Tabell: {table.caption}" if table.caption else "Tabell"
    if table.lost:
        return " ".join(f"{name} (kunde inte läsas in)".split())
    # A caption may hold a line break; the placeholder is one line.
    return " ".join(f"{name} (utan innehåll)".split())


def read(document: QTextDocument, tables: list[TableBlock], within: tuple[int, int] | None = None) -> BlockText:
    """The block text that the document shows; a document without a word is an empty text.

    ``within`` holds two positions: then only what stands between them, and of a table that both are in, the words.
    """
    blocks: list[Block] = []
    for (kind, _), group in groupby(_parts(document, within), key=_group_of_part):
        if kind in LIST_KINDS:
            lines = [one for one in group if isinstance(one, QTextBlock)]
            items = tuple(ListItem(runs_of(block, within), level_of(block)) for block in lines)
            blocks.append(ListBlock(items, kind == Kind.NUMBER))
            continue
        for part in group:
            if isinstance(part, QTextTable):
                blocks.append(_read_table(part, tables))
                continue
            match kind:
                case Kind.HEADING:
                    blocks.append(Heading(runs_of(part, within), level_of(part)))
                case Kind.TABLE:
                    blocks.append(tables[part.blockFormat().intProperty(TABLE)])
                case Kind.FILLER | Kind.CAPTION if not part.text():
                    pass
                case Kind.CAPTION if caption_of(part) is not None:
                    pass
                case _:
                    blocks.append(Paragraph(runs_of(part, within)))
    if blocks == [Paragraph(())]:
        return BlockText()
    return BlockText(tuple(blocks))


def caption_of(block: QTextBlock) -> QTextTable | None:
    """The table that a line is the caption of: the one right under it."""
    if kind_of(block) != Kind.CAPTION or not block.next().isValid():
        return None
    return QTextCursor(block.next()).currentTable()


def caption_block(table: QTextTable) -> QTextBlock | None:
    """The line that says what a table shows, if it has one."""
    # Not by the table's document: PySide lets go of that one with the table's wrapper.
    above = table.firstCursorPosition().block().previous()
    return above if above.isValid() and kind_of(above) == Kind.CAPTION and caption_of(above) is not None else None


def _read_table(table: QTextTable, tables: list[TableBlock]) -> TableBlock:
    above = caption_block(table)
    caption = above.text().replace(LINE_BREAK, "\n") if above is not None else ""
    header = table.format().headerRowCount() > 0
    grid = [tuple(cell_runs(table, row, column) for column in range(table.columns())) for row in range(table.rows())]
    number = table.format().intProperty(TABLE)
    known = tables[number - 1] if 0 < number <= len(tables) else None
    if known is not None and (bool(known.header), known.caption) == (header, caption) and _grid(known) == grid:
        return known
    if known is not None and len(known.rows) + bool(known.header) == len(grid) and bool(known.header) == header:
        # A row that was shorter than the others stays so while nothing is written in what it lacks.
        lengths = [len(row) for row in ((known.header, *known.rows) if header else known.rows)]
        grid = [_cut(row, length) for row, length in zip(grid, lengths, strict=True)]
    return TableBlock(tuple(grid[1:] if header else grid), grid[0] if header else (), caption)


def _cut(row: tuple[Runs, ...], length: int) -> tuple[Runs, ...]:
    return row[:length] if not any(row[length:]) else row


def cell_runs(table: QTextTable, row: int, column: int) -> Runs:
    """The runs of a cell; should it have come to hold more than one line, they are parted by line breaks."""
    cell = table.cellAt(row, column)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    runs = list(runs_of(block))
    while block != last and block.isValid():
        block = block.next()
        runs += [Run("\n"), *runs_of(block)]
    return merged(runs)


def merged(runs: Iterable[Run]) -> Runs:
    """The runs with neighbours in the same style put together, and empty ones left out."""
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].bold, out[-1].italic, out[-1].ref) == (run.bold, run.italic, run.ref):
            out[-1] = Run(out[-1].text + run.text, run.bold, run.italic, run.ref)
        elif run.text:
            out.append(run)
    return tuple(out)


def runs_of(block: QTextBlock, within: tuple[int, int] | None = None) -> Runs:
    """A block's stretches of text, or what of them stands ``within`` two positions; neighbours in a style are one."""
    runs: list[Run] = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        text = fragment.text()
        if within is not None:
            text = _cut_text(text, fragment.position(), within)
        runs.append(run_of(text, fragment.charFormat()))
        walk += 1
    return merged(runs)


def _cut_text(text: str, start: int, within: tuple[int, int]) -> str:
    """What of a text that begins at a position of the document stands within two positions."""
    # Qt counts UTF-16 units.
    units = text.encode("utf-16-le", errors="surrogatepass")
    first, last = (2 * max(0, at - start) for at in within)
    return units[first:last].decode("utf-16-le", errors="replace")


def mark_lists(document: QTextDocument) -> None:
    """Give every list item its bullet or number, anew: a deeper level counts from one under each parent."""
    open_lists: dict[int, QTextList] = {}
    current = (Kind.PARAGRAPH, 0)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        group = _group(block)
        if group != current:
            open_lists, current = {}, group
        if group[0] not in LIST_KINDS:
            stale = block.textList()
            if stale is not None:
                stale.remove(block)
            continue
        level = level_of(block)
        open_lists = {depth: made for depth, made in open_lists.items() if depth <= level}
        if level in open_lists:
            if block.textList() != open_lists[level]:
                open_lists[level].add(block)
        else:
            cursor.setPosition(block.position())
            open_lists[level] = cursor.createList(_list_format(group[0], level))
    cursor.endEditBlock()


def _list_format(kind: Kind, level: int) -> QTextListFormat:
    styles = QTextListFormat.Style
    numbers = (styles.ListDecimal, styles.ListLowerAlpha, styles.ListLowerRoman)
    bullets = (styles.ListDisc, styles.ListCircle, styles.ListSquare)
    made = QTextListFormat()
    made.setStyle((numbers if kind == Kind.NUMBER else bullets)[min(level, DEEPEST)])
    made.setIndent(level + 1)
    return made


def _group(block: QTextBlock) -> tuple[Kind, int]:
    kind = kind_of(block)
    return kind, block.blockFormat().intProperty(LIST_ID) if kind in LIST_KINDS else 0


def _group_of_part(part: QTextBlock | QTextTable) -> tuple[Kind, int]:
    return (Kind.CELL, 0) if isinstance(part, QTextTable) else _group(part)


def _parts(document: QTextDocument, within: tuple[int, int] | None = None) -> Iterator[QTextBlock | QTextTable]:
    """The blocks of the document, with each table in its place instead of the blocks in its cells."""
    first, last = within or (0, document.characterCount())
    block = document.findBlock(first)
    while block.isValid() and block.position() <= last:
        table: QTextTable | None = QTextCursor(block).currentTable()
        inside = (
            within is not None and table is not None and table.firstPosition() <= first <= last <= table.lastPosition()
        )
        if table is None or inside:
            yield block
            block = block.next()
        else:
            yield table
            block = document.findBlock(table.lastPosition() + 1)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
