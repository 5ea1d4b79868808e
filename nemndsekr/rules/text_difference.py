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

_PARAGRAPHS: Final = re.compile(r"[^\n]*\n+|[^\n]+")
_MANY_LINES: Final = 400
_LONG_STRETCH: Final = 4_000
"""Characters."""
_LONG: Final = 1_000
"""Words."""
_TOO_MANY: Final = 9_000_000
"""Pairs of words; two stretches as long as that with no line in common are two texts, and shown as such."""
_AROUND: Final = 2
_LEAST_FOLDED: Final = 4
"""Fewer lines than this are as soon read as the words that would stand for them."""


class Part(StrEnum):
    """What became of a stretch of text."""

    same = "same"
    removed = "removed"
    added = "added"
    folded = "folded"
    """Words that stand for lines without a change, which are left out."""


class Piece(NamedTuple):
    """A stretch of text and what became of it."""

    part: Part
    text: str


def word_difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order: all that is not added is the old text, all not removed the new.

    Lines are matched first and then the words of those that differ, which keeps long documents quick.
    """
    return _joined(_untied(_joined(_by_line(old, new))))


def _untied(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces without what stands first in both a removed and an added one: only the space after it differs.

    The last word of a line has no space after it; when a sentence is written behind it, the word is the same.
    """
    former: Piece | None = None
    for piece in pieces:
        if former is not None and former.part == Part.removed and piece.part == Part.added:
            short, long = sorted((former.text, piece.text), key=len)
            if long.startswith(short) and long[len(short) :][:1].isspace():
                rest = Piece(former.part if long == former.text else piece.part, long[len(short) :])
                yield Piece(Part.same, short)
                former = rest
                continue
        if former is not None:
            yield former
        former = piece
    if former is not None:
        yield former


def changed(pieces: list[Piece]) -> int:
    """How many places differ: neighbouring pieces that were taken away and put in are one place."""
    return sum(
        piece.part != Part.same and (number == 0 or pieces[number - 1].part == Part.same)
        for number, piece in enumerate(pieces)
    )


def places(pieces: list[Piece]) -> list[tuple[str, str]]:
    """What was taken away and what came instead, place by place; either may be empty."""
    found: list[tuple[str, str]] = []
    former = Part.same
    for piece in pieces:
        if piece.part in (Part.removed, Part.added):
            if former not in (Part.removed, Part.added):
                found.append(("", ""))
            gone, came = found[-1]
            found[-1] = (gone + piece.text, came) if piece.part == Part.removed else (gone, came + piece.text)
        former = piece.part
    return found


def folded(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, with long stretches without a change folded to one line that says how many lines it stands for.

    Two lines are left before and after every change; a text without any change is left whole.
    """
    if not changed(pieces):
        return pieces
    made: list[Piece] = []
    for number, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        head = _AROUND if number else 0
        tail = _AROUND if number < len(pieces) - 1 else 0
        hidden = lines[head : len(lines) - tail]
        count = sum(bool(line.strip()) for line in hidden)
        if piece.part != Part.same or count < _LEAST_FOLDED:
            made.append(piece)
            continue
        parts = (
            Piece(Part.same, "".join(lines[:head])),
            Piece(Part.folded, f"⋯ {count} rader utan ändring ⋯\n"),
            Piece(Part.same, "".join(lines[len(lines) - tail :])),
        )
        made += [one for one in parts if one.text]
    return made


def _by_line(old: str, new: str) -> Iterator[Piece]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    # Empty lines are everywhere: in a long text they say nothing of what belongs together, and are slow to match.
    codes = SequenceMatcher(None, before, after, autojunk=len(after) > _MANY_LINES).get_opcodes()
    for tag, a, b, c, d in codes:
        if tag == "equal":
            yield Piece(Part.same, "".join(before[a:b]))
        else:
            yield from _by_paragraph("".join(before[a:b]), "".join(after[c:d]))


def _by_paragraph(old: str, new: str) -> Iterator[Piece]:
    """A long stretch where every line differs: as many paragraphs on both sides are taken to be the same, reworded."""
    before, after = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
    if len(old) + len(new) > _LONG_STRETCH and len(before) == len(after):
        for gone, came in zip(before, after, strict=True):
            yield from _by_word(gone, came)
    else:
        yield from _by_word(old, new)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if len(before) * len(after) > _TOO_MANY:
        yield from _pair(old, new)
        return
    gone, came = "", ""
    # Common words make long stretches slow to match; left to the end, they are matched by their neighbours.
    codes = SequenceMatcher(None, before, after, autojunk=len(after) > _LONG).get_opcodes()
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
