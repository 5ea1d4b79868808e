"""How one text differs from another, word by word: what stayed, what was taken away and what came instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

# Words with the space after them, and line ends by themselves, so that the pieces put together are the text again.
_PIECES: Final = re.compile(r"\n|[^\S\n]+|[^\s]+[^\S\n]*")
_LEAST_IN_COMMON: Final = 3
"""A stretch with fewer words than this between two changes is drawn with them: lone words in common only confuse."""


class Part(StrEnum):
    """What became of a stretch of text."""

    same = "same"
    removed = "removed"
    added = "added"


class Piece(NamedTuple):
    """A stretch of text and what became of it."""

    part: Part
    text: str


def word_difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order: all that is not added is the old text, all not removed the new.

    Lines are matched first and then the words of those that differ, which keeps long documents quick.
    """
    return _joined(_by_line(old, new))


def changed(pieces: list[Piece]) -> int:
    """How many places differ: neighbouring pieces that were taken away and put in are one place."""
    return sum(
        piece.part != Part.same and (number == 0 or pieces[number - 1].part == Part.same)
        for number, piece in enumerate(pieces)
    )


def _by_line(old: str, new: str) -> Iterator[Piece]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Part.same, "".join(before[a:b]))
        else:
            yield from _by_word("".join(before[a:b]), "".join(after[c:d]))


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    gone, came = "", ""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        if tag == "equal" and not (between and _is_short(before[a:b])):
            yield from _pair(gone, came)
            gone = came = ""
            yield Piece(Part.same, "".join(before[a:b]))
        else:
            gone += "".join(before[a:b])
            came += "".join(after[c:d])
    yield from _pair(gone, came)


def _is_short(words: list[str]) -> bool:
    return "\n" not in words and sum(bool(word.strip()) for word in words) < _LEAST_IN_COMMON


def _pair(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Part.removed, gone)
    if came:
        yield Piece(Part.added, came)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].part == piece.part:
            made[-1] = Piece(piece.part, made[-1].text + piece.text)
        else:
            made.append(piece)
    return made
