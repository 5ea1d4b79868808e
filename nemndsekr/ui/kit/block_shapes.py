"""What shapes the lines of the text field: headings, lists and their levels, bold and italic, on the marked lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from nemndsekr.records.block_text import Run
from nemndsekr.ui.kit import block_tables
from nemndsekr.ui.kit.block_document import (
    DEEPEST,
    LINE_BREAK,
    LIST_ID,
    LIST_KINDS,
    REF,
    Kind,
    block_format,
    char_format,
    kind_of,
    level_of,
    mark_lists,
    run_of,
)

_BLANK: Final = r"[ \t\u00a0]"
_MARK: Final = re.compile(rf"{_BLANK}*(?:[-–—•·*]|\d{{1,2}}[.)]){_BLANK}+")
"""What stands first in a line that was written as an item by hand."""
_MARK_INSIDE: Final = re.compile(rf"{LINE_BREAK}(?={_MARK.pattern})")
_TYPED: Final = {"-": Kind.BULLET, "*": Kind.BULLET, "•": Kind.BULLET, "1.": Kind.NUMBER, "1)": Kind.NUMBER}
_NUMBER: Final = re.compile(r"\d{1,2}[.)]")


def marked_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines that are marked, or the one that the caret stands in."""
    block = cursor.document().findBlock(cursor.selectionStart())
    last = cursor.document().findBlock(cursor.selectionEnd())
    blocks = [block]
    while block.isValid() and block != last:
        block = block.next()
        blocks.append(block)
    return blocks


def stretches(block: QTextBlock) -> list[tuple[int, int, Run]]:
    """A block's fragments with where they stand; a list, for changing formats moves the iterator."""
    found = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        start = fragment.position()
        found.append((start, start + fragment.length(), run_of(fragment.text(), fragment.charFormat())))
        walk += 1
    return found


def reshape(cursor: QTextCursor, kind: Kind, level: int, fresh_list: Callable[[], int]) -> None:
    """Make the marked lines this kind, as one step for undo; an item needs no dash or number of its own any more."""
    blocks = marked_blocks(cursor)
    list_id = _list_id_for(blocks[0], kind, fresh_list)
    cursor.beginEditBlock()
    if kind in LIST_KINDS:
        blocks = [part for block in blocks for part in _as_items(block)]
    for block in blocks:
        set_kind(block, kind, level, list_id)
    mark_lists(cursor.document())
    cursor.endEditBlock()


def shift_level(cursor: QTextCursor, step: int) -> None:
    """Move the marked list items a level in (1) or out (-1)."""
    for block in marked_blocks(cursor):
        if kind_of(block) in LIST_KINDS:
            level = min(DEEPEST, max(0, level_of(block) + step))
            set_kind(block, kind_of(block), level, block.blockFormat().intProperty(LIST_ID))
    mark_lists(cursor.document())


def step_out(block: QTextBlock) -> None:
    """Out of a list by one level, out of a heading to a paragraph."""
    if kind_of(block) in LIST_KINDS and level_of(block) > 0:
        set_kind(block, kind_of(block), level_of(block) - 1, block.blockFormat().intProperty(LIST_ID))
    else:
        set_kind(block, Kind.PARAGRAPH, 0, 0)
    mark_lists(block.document())


def typed_list(cursor: QTextCursor) -> Kind | None:
    """The list that a space, typed where the caret is, would begin; None where the signs before it begin none."""
    block = cursor.block()
    if cursor.hasSelection() or kind_of(block) not in (Kind.PARAGRAPH, Kind.FILLER):
        return None
    before = block.text()[: cursor.positionInBlock()]
    above = block.previous()
    if _NUMBER.fullmatch(before) and above.isValid() and kind_of(above) == Kind.NUMBER:
        return Kind.NUMBER
    return _TYPED.get(before)


def set_kind(block: QTextBlock, kind: Kind, level: int, list_id: int) -> None:
    """Make a line this kind; its words keep what is bold, italic or a reference."""
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    cursor.setBlockFormat(block_format(kind, level, list_id))
    cursor.setBlockCharFormat(char_format(Run(""), kind, level))
    for start, end, run in stretches(block):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(char_format(run, kind, level))
    cursor.endEditBlock()


def restyled(run: Run, block: QTextBlock, *, bold: bool | None, italic: bool | None) -> QTextCharFormat:
    """How a stretch of a line looks when it is bold or italic, or no longer; None leaves it as it is."""
    new = Run(
        run.text,
        run.bold if bold is None else bold,
        run.italic if italic is None else italic,
        run.ref,
    )
    return char_format(new, kind_of(block), level_of(block))


def restyle(cursor: QTextCursor, *, bold: bool | None, italic: bool | None) -> None:
    """Make what is marked bold or italic, or no longer, as one step for undo."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    table = block_tables.table_at(cursor)
    if table is not None and cursor.hasComplexSelection():
        # Whole cells are marked then, in a rectangle: not what stands between the first place and the last.
        blocks = block_tables.marked_cells(table, cursor)
        first, last = 0, cursor.document().characterCount()
    else:
        blocks = marked_blocks(cursor)
    worker = QTextCursor(cursor.document())
    worker.beginEditBlock()
    for block in blocks:
        for start, end, run in stretches(block):
            low, high = max(start, first), min(end, last)
            if low < high:
                worker.setPosition(low)
                worker.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
                worker.setCharFormat(restyled(run, block, bold=bold, italic=italic))
    worker.endEditBlock()


def new_block_before(cursor: QTextCursor, block: QTextBlock) -> None:
    """Put an empty paragraph before a line and stand in it."""
    style = block.blockFormat()
    cursor.beginEditBlock()
    cursor.insertBlock(style)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.setBlockFormat(block_format(Kind.PARAGRAPH))
    cursor.endEditBlock()


def _list_id_for(block: QTextBlock, kind: Kind, fresh_list: Callable[[], int]) -> int:
    """The list just above, if it is of the same kind, or a new one."""
    above = block.previous()
    if kind in LIST_KINDS and above.isValid() and kind_of(above) == kind:
        return above.blockFormat().intProperty(LIST_ID)
    return fresh_list()


def _as_items(block: QTextBlock) -> Iterable[QTextBlock]:
    """A line without the sign that made it an item by hand; where several lines of it have one, several."""
    cursor = QTextCursor(block)
    text = block.text()
    # Qt counts UTF-16 units.
    ends = [
        block.position() + len(text[: found.start()].encode("utf-16-le")) // 2 for found in _MARK_INSIDE.finditer(text)
    ]
    for at in reversed(ends):
        cursor.setPosition(at)
        cursor.deleteChar()
        cursor.insertBlock()
    for _ in range(len(ends) + 1):
        mark = _MARK.match(block.text())
        if mark is not None and not _has_reference(block, mark.end()):
            cursor.setPosition(block.position())
            cursor.setPosition(block.position() + mark.end(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        yield block
        block = block.next()


def _has_reference(block: QTextBlock, length: int) -> bool:
    """Whether the first signs of a line are of a live reference."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + length)
    return cursor.charFormat().hasProperty(REF) or any(
        run.ref for start, _, run in stretches(block) if start < block.position() + length
    )
