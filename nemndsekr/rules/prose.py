"""Prose: the sentences of a text, the texts under a recommendation, and the day that a case's own paper is dated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from nemndsekr.records.block_text import Block, ListBlock, Paragraph, runs_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.recommendation import Recommendation


def prose_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs and list items of a text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield runs_text(block.runs)
        elif isinstance(block, ListBlock):
            yield from (runs_text(item.runs) for item in block.items)


def sentences_in(blocks: Iterable[Block]) -> list[str]:
    """The sentences of a text's paragraphs and list items, in order."""
    return [sentence for text in prose_in(blocks) for sentence in sentences(text)]


_BREAK: Final = re.compile(r"(?<=[.!?])[»”\"')]*\s+(?=[«“\"'(]*[A-ZÅÄÖÉ\d])|\n+")
_ABBREVIATED: Final = re.compile(
    r"\b(?:t\.ex|bl\.a|m\.m|m\.fl|d\.v\.s|o\.s\.v|f\.n|kap|nr|dnr|st|ca|resp|inkl|exkl|s|p|tf|kl|tel|prop|jfr|fr|"
    r"jan|feb|mar|apr|aug|sep|sept|okt|nov|dec|\d)\.$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; an abbreviation or a number with a full stop does not end one."""
    found: list[str] = []
    start = 0
    for gap in _BREAK.finditer(text):
        piece = text[start : gap.start()]
        if "\n" not in gap[0] and _ABBREVIATED.search(piece):
            continue
        found.append(piece.strip())
        start = gap.end()
    found.append(text[start:].strip())
    return tuple(piece for piece in found if piece)


def answer_texts(recommendation: Recommendation) -> tuple[Block, ...]:
    """All that is said under a recommendation."""
    return (*recommendation.done.blocks, *recommendation.answer.blocks)


def own_day(file: CaseFile) -> date | None:
    """The day of the case's own paper, from which its «i år» is reckoned: the newest dated one's."""
    return next((document.dated_on for document in reversed(file.documents) if document.dated_on), None)
