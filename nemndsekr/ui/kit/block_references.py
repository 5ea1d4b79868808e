"""Live references in the text field: their words follow the numbers of today, and each is one sign to the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QTextCursor

from nemndsekr.records.block_text import (
    Block,
    BlockText,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    TableBlock,
)
from nemndsekr.rules.references import Reference, current_words
from nemndsekr.ui.kit.block_document import REF


def numbers_of(references: Sequence[Reference]) -> dict[str, int]:
    """The number of each thing that may be referred to, by its uid."""
    return {one.uid: one.number for one in references}


def current(text: BlockText, numbers: Mapping[str, int]) -> BlockText:
    """The text with the numbers of now in its references; the very same text where nothing has moved."""
    blocks = tuple(_block(block, numbers) for block in text.blocks)
    return text if blocks == text.blocks else BlockText(blocks)


def _block(block: Block, numbers: Mapping[str, int]) -> Block:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return replace(block, runs=_runs(runs, numbers))
        case ListBlock(items=items):
            return replace(block, items=tuple(replace(item, runs=_runs(item.runs, numbers)) for item in items))
        case TableBlock(rows=rows, header=header):
            told = tuple(tuple(_runs(cell, numbers) for cell in row) for row in rows)
            return replace(block, rows=told, header=tuple(_runs(cell, numbers) for cell in header))


def _runs(runs: Runs, numbers: Mapping[str, int]) -> Runs:
    return tuple(replace(run, text=current_words(run.text, run.ref, numbers)) if run.ref else run for run in runs)


def reference_at(cursor: QTextCursor, *, before: bool = False, after: bool = False) -> QTextCursor | None:
    """A selection of the whole reference round the caret, or just ``before`` or ``after`` it; None where none is."""
    position = cursor.position()
    walk = cursor.block().begin()
    first = last = -1
    uid = ""
    while not walk.atEnd():
        fragment = walk.fragment()
        ref = fragment.charFormat().stringProperty(REF)
        start, end = fragment.position(), fragment.position() + fragment.length()
        first = first if ref and ref == uid and start == last else start
        uid, last = ref, end
        inside = first < position < end or (before and position == end) or (after and position == first)
        if ref and inside and not _goes_on(cursor, end, ref):
            found = QTextCursor(cursor)
            found.setPosition(first)
            found.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            return found
        walk += 1
    return None


def _goes_on(cursor: QTextCursor, end: int, ref: str) -> bool:
    following = QTextCursor(cursor)
    following.setPosition(end)
    if following.atBlockEnd():
        return False
    following.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return following.charFormat().stringProperty(REF) == ref
