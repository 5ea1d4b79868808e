"""Block text: the small model of running text that the store, the editor and the documents share.

Two heading levels, paragraphs, bulleted and numbered lists in three levels, simple tables, bold, italic and
live references. It is kept as schema-versioned JSON; the plain text is derived by one function.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``ref`` is the uid of a record when the text is a live reference."""

    text: str
    bold: bool = False
    italic: bool = False
    ref: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-heading; level 1 is the higher of the two."""

    runs: Runs
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; level 0 is the outermost, 2 the innermost."""

    runs: Runs
    level: int = 0


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A simple table with a caption; ``lost`` marks the place of a table that could not be read in."""

    rows: tuple[tuple[Runs, ...], ...] = ()
    header: tuple[Runs, ...] = ()
    caption: str = ""
    lost: bool = False


Block = Heading | Paragraph | ListBlock | TableBlock


@dataclass(frozen=True, slots=True)
class BlockText:
    """Running text as a tuple of blocks; never changed in place, so that a change is always seen."""

    blocks: tuple[Block, ...] = field(default=())

    def __bool__(self) -> bool:
        """Whether there is anything to print: blanks are no text."""
        return any(map(_is_written, self.blocks))


def _is_written(block: Block) -> bool:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return any(run.ref or run.text.strip() for run in runs)
        case ListBlock(items=items):
            return any(run.ref or run.text.strip() for item in items for run in item.runs)
    return True  # the lines of an empty table are printed


def runs_text(runs: Iterable[Run]) -> str:
    """The runs' text without styles."""
    return "".join(run.text for run in runs)


def plain_text(text: BlockText) -> str:
    """The text without styles: blocks parted by an empty line, list items by a line and a hyphen or number."""
    return "\n\n".join(filter(None, map(_plain_block, text.blocks)))


def _plain_block(block: Block) -> str:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return runs_text(runs)
        case ListBlock(items=items, ordered=ordered):
            return "\n".join(
                f"{'  ' * item.level}{f'{number}.' if ordered else '-'} {runs_text(item.runs)}"
                for number, item in enumerate(items, start=1)
            )
        case TableBlock():
            lines = [block.caption] if block.caption else []
            lines += [
                "\t".join(runs_text(cell) for cell in row)
                for row in ((block.header,) if block.header else ()) + block.rows
            ]
            return "\n".join(lines)


def from_paragraphs(paragraphs: Sequence[str]) -> BlockText:
    """Plain paragraphs as block text; empty ones are left out."""
    return BlockText(tuple(Paragraph((Run(text),)) for text in paragraphs if text.strip()))


def dump(text: BlockText) -> str:
    """The text as the JSON that the database keeps."""
    return json.dumps(
        {"v": SCHEMA, "blocks": [_dump_block(block) for block in text.blocks]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _dump_runs(runs: Runs) -> list[Any]:
    return [
        run.text
        if not (run.bold or run.italic or run.ref)
        else [run.text, ("b" if run.bold else "") + ("i" if run.italic else ""), run.ref]
        for run in runs
    ]


def _dump_block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"h": block.level, "t": _dump_runs(block.runs)}
        case Paragraph():
            return {"p": _dump_runs(block.runs)}
        case ListBlock():
            return {"ol" if block.ordered else "ul": [[item.level, _dump_runs(item.runs)] for item in block.items]}
        case TableBlock():
            return {
                "table": [[_dump_runs(cell) for cell in row] for row in block.rows],
                "head": [_dump_runs(cell) for cell in block.header],
                "caption": block.caption,
                "lost": block.lost,
            }


def load(stored: str) -> BlockText:
    """The text from the JSON that the database keeps; an empty string is an empty text.

    Raises:
        ValueError: the JSON is written by a newer program, or is no block text.
    """
    if not stored:
        return BlockText()
    data = json.loads(stored)
    if not isinstance(data, dict) or not isinstance(data.get("v"), int) or data["v"] > SCHEMA:
        raise ValueError("block text of an unknown schema")
    return BlockText(tuple(_load_block(block) for block in data["blocks"]))


def _load_runs(stored: list[Any]) -> Runs:
    return tuple(
        Run(run) if isinstance(run, str) else Run(run[0], "b" in run[1], "i" in run[1], run[2]) for run in stored
    )


def _load_block(stored: dict[str, Any]) -> Block:
    if "h" in stored:
        return Heading(_load_runs(stored["t"]), stored["h"])
    if "p" in stored:
        return Paragraph(_load_runs(stored["p"]))
    if "table" in stored:
        rows = tuple(tuple(_load_runs(cell) for cell in row) for row in stored["table"])
        return TableBlock(rows, tuple(_load_runs(cell) for cell in stored["head"]), stored["caption"], stored["lost"])
    ordered = "ol" in stored
    return ListBlock(
        tuple(ListItem(_load_runs(runs), level) for level, runs in stored["ol" if ordered else "ul"]), ordered
    )
