"""Block bodies: lines of a document as block text, with headings, lists and the places of tables that were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nemndsekr.reading.draft import Problem
from nemndsekr.reading.lines import Line
from nemndsekr.records.block_text import Block, BlockText, Heading, ListBlock, ListItem, Paragraph, Run, TableBlock

TABLE_ANNOUNCED = re.compile(
    r"\b(?:[Tt]abellen|[Dd]iagrammet|[Ff]iguren)(?: \d+)? (?:nedan|här nedan|nedanför)\b|\b(?:i|av) (?:tabellen|"
    r"tabell \d+|följande tabell)(?: nedan)?\b(?=[^.]*\b(?:visas|framgår|redovisas)\b)|\b[Ff]öljande tabell\b"
)
TABLE_WORDS: Final = ("abell", "iagrammet", "iguren")
TABLE_BACKWARDS = re.compile(r"\b(?:ovan|tabellen ovan|föregående)\b")


def block_text(lines: Sequence[Line]) -> BlockText:
    """The lines as block text."""
    blocks: list[Block] = []
    items: list[Line] = []
    top = min((line.level for line in lines if line.kind == "heading"), default=1)
    for line in [*lines, None]:
        if line is not None and line.kind == "item":
            items.append(line)
            continue
        if items:
            blocks.append(_list(items))
            items = []
        if line is not None:
            blocks += _blocks(line, top)
    return BlockText(_with_lost_tables(blocks))


def _list(items: Sequence[Line]) -> ListBlock:
    ordered = bool(re.match(r"\(?\d", items[0].mark))
    return ListBlock(tuple(ListItem(item.runs, min(2, item.level)) for item in items), ordered)


def _blocks(line: Line, top: int) -> list[Block]:
    if line.kind == "heading":
        return [Heading(line.runs, 1 if line.level <= top else 2)]
    if line.kind == "table":
        rows = tuple(tuple((Run(cell.text),) if cell.text else () for cell in row) for row in line.rows)
        return [TableBlock(rows[1:], rows[0])]
    return [Paragraph(line.runs)]


def _with_lost_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    out: list[Block] = []
    for index, block in enumerate(blocks):
        out.append(block)
        if isinstance(block, Paragraph) and not isinstance(
            blocks[index + 1] if index + 1 < len(blocks) else None, TableBlock
        ):
            text = "".join(run.text for run in block.runs)
            if announces_table(text):
                out.append(TableBlock(caption=text, lost=True))
    return tuple(out)


def announces_table(text: str) -> bool:
    """Whether the text says that a table follows."""
    if not any(word in text for word in TABLE_WORDS):
        return False
    return bool(TABLE_ANNOUNCED.search(text)) and not TABLE_BACKWARDS.search(text)


def find_lost_tables(lines: Sequence[Line]) -> list[Problem]:
    """A problem for every table that is spoken of and does not follow."""
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        if line.kind != "paragraph" or not announces_table(line.text):
            continue
        if any(later.kind == "table" for later in lines[index + 1 : index + 3]):
            continue
        match = TABLE_ANNOUNCED.search(line.text)
        start = match.start() if match else 0
        words = " ".join(line.text[start:].split()[:3])
        found = line.found(start)
        problems.append(Problem(f"«{words} …» men ingen tabell följer.", found.page, found.start, found.end))
    return problems
