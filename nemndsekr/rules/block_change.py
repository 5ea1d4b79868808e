"""Changes of block text by its words: a passage in other words, a paragraph away, words made a live reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

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
    runs_text,
)


def with_words(text: BlockText, within: str, old: str, new: str) -> BlockText | None:
    """The text with ``new`` for ``old`` in the first place where ``within`` stands; None where it does not stand.

    The new words take the style of the first character that they stand for.
    """

    def change(runs: Runs) -> Runs | None:
        whole = runs_text(runs)
        start = whole.find(within)
        if start < 0 or old not in within:
            return None
        start += within.index(old)
        return spliced(runs, start, start + len(old), (replace(_run_at(runs, start), text=new),))

    return _first_changed(text, change)


def with_words_everywhere(text: BlockText, old: str, new: str) -> BlockText:
    """The text with ``new`` for every ``old`` that stands as a word of its own or as the beginning of one in -s."""
    changed = text
    while (one := _first_changed(changed, lambda runs: _replaced_word(runs, old, new))) is not None and one != changed:
        changed = one
    return changed


def with_references(text: BlockText, words: str, spans: Sequence[tuple[int, int, str]]) -> BlockText | None:
    """The text with parts of ``words`` made live references: start, end and the record's uid of each, in order.

    The first place where the words stand without a live reference is taken; None where there is none.
    """

    def change(runs: Runs) -> Runs | None:
        blotted = "".join("\0" * len(run.text) if run.ref else run.text for run in runs)
        at = blotted.find(words)
        if at < 0:
            return None
        changed = runs
        for start, end, uid in spans:
            style = _run_at(runs, at + start)
            changed = spliced(changed, at + start, at + end, (replace(style, text=words[start:end], ref=uid),))
        return changed

    return _first_changed(text, change)


def without_paragraph(text: BlockText, words: str) -> BlockText | None:
    """The text without the first paragraph or list item that has exactly these words; None where there is none."""
    wanted = words.strip()
    for number, block in enumerate(text.blocks):
        if isinstance(block, Paragraph | Heading) and runs_text(block.runs).strip() == wanted:
            return BlockText((*text.blocks[:number], *text.blocks[number + 1 :]))
        if isinstance(block, ListBlock):
            kept = tuple(item for item in block.items if runs_text(item.runs).strip() != wanted)
            if len(kept) < len(block.items):
                left: tuple[Block, ...] = (replace(block, items=kept),) if kept else ()
                return BlockText((*text.blocks[:number], *left, *text.blocks[number + 1 :]))
    return None


def spliced(runs: Runs, start: int, end: int, new: Runs) -> Runs:
    """The runs with ``new`` for the characters start to end; runs of the same style that meet become one."""
    pieces: list[Run] = []
    at = 0
    placed = False
    for run in runs:
        first, last = at, at + len(run.text)
        at = last
        if first < start:
            pieces.append(replace(run, text=run.text[: max(0, min(last, start) - first)]))
        if not placed and last >= start and (last > start or end == start):
            pieces.extend(new)
            placed = True
        if last > end:
            pieces.append(replace(run, text=run.text[max(0, end - first) :]))
    if not placed:
        pieces.extend(new)
    return _joined(pieces)


def _joined(pieces: list[Run]) -> Runs:
    runs: list[Run] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = runs[-1] if runs else None
        if last is not None and (last.bold, last.italic, last.ref) == (piece.bold, piece.italic, piece.ref):
            runs[-1] = replace(last, text=last.text + piece.text)
        else:
            runs.append(piece)
    return tuple(runs)


def _run_at(runs: Runs, position: int) -> Run:
    at = 0
    for run in runs:
        at += len(run.text)
        if position < at:
            return run
    return runs[-1] if runs else Run("")


def _replaced_word(runs: Runs, old: str, new: str) -> Runs | None:
    whole = runs_text(runs)
    start = whole.find(old)
    while start >= 0:
        end = start + len(old)
        whole_word = (start == 0 or not whole[start - 1].isalnum()) and (
            end == len(whole) or not whole[end].isalnum() or whole[end : end + 1] == "s"
        )
        if whole_word and not _begins_sentence(whole, start):
            return spliced(runs, start, end, (replace(_run_at(runs, start), text=new),))
        start = whole.find(old, end)
    return None


def _begins_sentence(whole: str, start: int) -> bool:
    """Whether a word stands first in its sentence, where a capital is no mistake; a number never does."""
    before = whole[:start].rstrip(" «“\"'(")
    return whole[start].isupper() and (not before or before[-1] in ".!?:\n")


def _first_changed(text: BlockText, change: Callable[[Runs], Runs | None]) -> BlockText | None:
    for number, block in enumerate(text.blocks):
        changed = _changed_block(block, change)
        if changed is not None:
            return BlockText((*text.blocks[:number], changed, *text.blocks[number + 1 :]))
    return None


def _changed_block(block: Block, change: Callable[[Runs], Runs | None]) -> Block | None:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            new = change(runs)
            return replace(block, runs=new) if new is not None else None
        case ListBlock(items=items):
            for at, item in enumerate(items):
                if (new := change(item.runs)) is not None:
                    return replace(block, items=(*items[:at], ListItem(new, item.level), *items[at + 1 :]))
        case TableBlock(rows=rows):
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if (new := change(cell)) is not None:
                        changed = (*row[:column], new, *row[column + 1 :])
                        return replace(block, rows=(*rows[:at], changed, *rows[at + 1 :]))
    return None
