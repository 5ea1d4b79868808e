"""Block text into a QTextDocument and back. What a block and a stretch of text are is kept as their own properties.

The looks (weight, size, list marker) are only shown: reading goes by the properties, so that a heading's weight is
never taken for bold. Tables cannot be edited here; a placeholder line stands for each and gives it back untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import groupby

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
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
from nemndsekr.ui.kit.tokens import u

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
    heading = kind == Kind.HEADING
    if run.bold:
        made.setProperty(BOLD, 1)
    if run.bold or heading:
        made.setFontWeight(int(QFont.Weight.Bold if run.bold and heading else QFont.Weight.DemiBold))
    if run.italic:
        made.setFontItalic(True)
    if run.ref:
        made.setProperty(REF, run.ref)
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    if heading and level == 1:
        # A step on Qt's own scale and no size in points, so that it follows the text size setting.
        made.setProperty(int(QTextFormat.Property.FontSizeAdjustment), 1)
    return made


def run_of(text: str, style: QTextCharFormat) -> Run:
    """A stretch of text with the style that its format tells."""
    words = text.replace(LINE_BREAK, "\n")
    return Run(words, style.intProperty(BOLD) == 1, style.fontItalic(), style.stringProperty(REF))


def write(document: QTextDocument, text: BlockText) -> list[TableBlock]:
    """Fill a document; returns the tables, which the placeholders name by their place in the list."""
    document.clear()
    tables: list[TableBlock] = []
    cursor = QTextCursor(document)
    started = False

    def begin(style: QTextBlockFormat, runs: Runs, kind: Kind, level: int) -> None:
        nonlocal started
        blank = char_format(Run(""), kind, level)
        if started:
            cursor.insertBlock(style, blank)
        else:
            cursor.setBlockFormat(style)
            cursor.setBlockCharFormat(blank)
        started = True
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
                style = block_format(Kind.TABLE)
                style.setProperty(TABLE, len(tables))
                tables.append(block)
                begin(style, (Run(placeholder(block)),), Kind.TABLE, 0)
    mark_lists(document)
    return tables


def placeholder(table: TableBlock) -> str:
    """The line that stands for a table."""
    name = f"Tabell: {table.caption}" if table.caption else "Tabell"
    if table.lost:
        return " ".join(f"{name} (kunde inte läsas in)".split())
    count = len(table.rows)
    words = f"{name} ({count} {'rad' if count == 1 else 'rader'}, ändras inte här)"
    # A caption may hold a line break; the placeholder is one line.
    return " ".join(words.split())


def read(document: QTextDocument, tables: list[TableBlock]) -> BlockText:
    """The block text that the document shows; a document without a word is an empty text."""
    blocks: list[Block] = []
    for (kind, list_id), group in groupby(_blocks(document), key=_group):
        if kind in LIST_KINDS:
            items = tuple(ListItem(runs_of(block), level_of(block)) for block in group)
            blocks.append(ListBlock(items, kind == Kind.NUMBER))
            continue
        for block in group:
            match kind:
                case Kind.HEADING:
                    blocks.append(Heading(runs_of(block), level_of(block)))
                case Kind.TABLE:
                    blocks.append(tables[block.blockFormat().intProperty(TABLE)])
                case _:
                    blocks.append(Paragraph(runs_of(block)))
        del list_id
    if blocks == [Paragraph(())]:
        return BlockText()
    return BlockText(tuple(blocks))


def runs_of(block: QTextBlock) -> Runs:
    """A block's stretches of text; neighbours in the same style are one."""
    runs: list[Run] = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        run = run_of(fragment.text(), fragment.charFormat())
        if runs and (runs[-1].bold, runs[-1].italic, runs[-1].ref) == (run.bold, run.italic, run.ref):
            runs[-1] = Run(runs[-1].text + run.text, run.bold, run.italic, run.ref)
        elif run.text:
            runs.append(run)
        walk += 1
    return tuple(runs)


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


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
