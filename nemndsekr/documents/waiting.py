"""Waiting: the lines of a made document that somebody is still to write, before it can go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nemndsekr.documents.outline import Heading, ItemList, OutlineBlock, Paragraph, Runs, Table, flat_blocks, runs_text

_LATER: Final = re.compile("reservation|särskil[dt]", re.IGNORECASE)
"""What is filled in when the nämnd has decided."""


def waiting(blocks: Iterable[OutlineBlock], *, decided: bool) -> Iterator[str]:
    """The words of each gap, in order. As long as nothing is ``decided``, what comes with the decision is none."""
    for words in _gaps(blocks):
        if decided or not _LATER.search(words):
            yield words


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
