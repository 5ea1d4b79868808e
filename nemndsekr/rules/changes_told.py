"""What was added, struck out and reworded from one text of a document to the next, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

# The number of an item changes when another is put in above it; that is no new wording.
_MARK: Final = re.compile(r"^\s*(?:\d+\.|[a-zåäö]{1,3}\)|[•–·])\s+")
_SAME_PARAGRAPH: Final = 0.5
"""Two paragraphs that share at least this part of their words are one, reworded."""
_MANY_LINES: Final = 400


class ToldChange(NamedTuple):
    """A paragraph that changed and the heading above it; ``old`` or ``new`` is empty where there is none."""

    heading: str
    old: str
    new: str


class _Line(NamedTuple):
    heading: str
    text: str


def told_changes(old: str, new: str, headings: Collection[str]) -> list[ToldChange]:
    """The changes in reading order. ``headings`` are the lines of either text that are headings."""
    before, after = list(_lines(old, headings)), list(_lines(new, headings))
    words = SequenceMatcher(
        None, [one.text for one in before], [one.text for one in after], autojunk=len(after) > _MANY_LINES
    )
    made: list[ToldChange] = []
    for tag, a, b, c, d in words.get_opcodes():
        if tag != "equal":
            made += _paired(before[a:b], after[c:d])
    return made


def _lines(text: str, headings: Collection[str]) -> Iterator[_Line]:
    heading = ""
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        if line in headings:
            heading = line
        yield _Line(heading, _MARK.sub("", line))


def _paired(gone: Sequence[_Line], came: Sequence[_Line]) -> Iterator[ToldChange]:
    """Each new line with the first line that it is a rewording of; order is kept, so that nothing crosses."""
    at = 0
    for new in came:
        like = next((number for number in range(at, len(gone)) if _is_reworded(gone[number].text, new.text)), None)
        if like is None:
            yield ToldChange(new.heading, "", new.text)
            continue
        yield from (ToldChange(one.heading, one.text, "") for one in gone[at:like])
        yield ToldChange(new.heading, gone[like].text, new.text)
        at = like + 1
    yield from (ToldChange(one.heading, one.text, "") for one in gone[at:])


def _is_reworded(old: str, new: str) -> bool:
    match = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return match.quick_ratio() >= _SAME_PARAGRAPH and match.ratio() >= _SAME_PARAGRAPH
