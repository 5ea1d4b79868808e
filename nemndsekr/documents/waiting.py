"""Waiting: the lines of a made document that somebody is still to write, before it can go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    KeepTogether,
    OutlineBlock,
    Paragraph,
    Runs,
    Table,
    flat_blocks,
    runs_text,
)

_TO_FILL_IN: Final = re.compile(r"(\[Fyll i(?:: [^\[\]]*)?\])")
_LATER: Final = re.compile("reservation|särskil[dt]", re.IGNORECASE)
"""What is filled in when the nämnd has decided."""


def waiting(blocks: Iterable[OutlineBlock], *, decided: bool) -> Iterator[str]:
    """The words of each gap, in order. As long as nothing is ``decided``, what comes with the decision is none."""
    for words in _gaps(blocks):
        if decided or not _LATER.search(words):
            yield words


def with_gaps(blocks: Iterable[OutlineBlock]) -> list[OutlineBlock]:
    """The blocks with every «[Fyll i: …]» marked as a gap, whoever wrote it and wherever it stands."""
    return [_marked(block) for block in blocks]


def _marked(block: OutlineBlock) -> OutlineBlock:
    match block:
        case Paragraph(role="placeholder"):
            return block  # it is marked as a whole
        case Heading(runs=runs) | Paragraph(runs=runs):
            return replace(block, runs=_split(runs))
        case ItemList(items=items):
            return replace(block, items=tuple(replace(item, runs=_split(item.runs)) for item in items))
        case Table(rows=rows, header=header):
            split = tuple(tuple(map(_split, row)) for row in rows)
            return replace(block, rows=split, header=tuple(map(_split, header)))
        case KeepTogether(blocks=within):
            return KeepTogether(tuple(with_gaps(within)))
    return block


def _split(runs: Runs) -> Runs:
    """The runs with each gap as a run of its own; the very same where there is none."""
    if not any("[Fyll i" in run.text and not run.gap for run in runs):
        return runs
    parts = ((run, part) for run in runs for part in ([run.text] if run.gap else _TO_FILL_IN.split(run.text)) if part)
    return tuple(replace(run, text=part, gap=run.gap or bool(_TO_FILL_IN.fullmatch(part))) for run, part in parts)


def _gaps(blocks: Iterable[OutlineBlock]) -> Iterator[str]:
    for block in flat_blocks(blocks):
        if isinstance(block, Paragraph) and block.role == "placeholder":
            yield runs_text(block.runs)
        else:
            yield from (run.text.strip() for runs in _runs_of(block) for run in runs if run.gap and run.text.strip())


def _runs_of(block: OutlineBlock) -> Iterator[Runs]:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield runs
        case ItemList(items=items):
            yield from (item.runs for item in items)
        case Table(rows=rows, header=header):
            yield from header
            yield from (cell for row in rows for cell in row)
