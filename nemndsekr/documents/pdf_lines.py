"""Where the lines of a paragraph end: greedily, at spaces, and within a word only where it is wider than a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from nemndsekr.documents.pdf_fonts import text_width

_FUZZ: Final = 0.01
# Where a word too long for its line is best cut: after one of these.
_CUTS: Final = frozenset("-–/@_.?&=")


class Span(NamedTuple):
    """A stretch of text in one font. ``link`` numbers the paragraph's links, from 1; 0 is none."""

    text: str
    font: str
    gap: bool = False
    link: int = 0


class Part(NamedTuple):
    """A stretch of one line, and the number of the span that it is of."""

    text: str
    span: int
    width: float


class Line(NamedTuple):
    """One line. ``ends_word`` is false only where a word is cut at its end and goes on."""

    parts: list[Part]
    width: float
    ends_word: bool


class _Word(NamedTuple):
    """A word; ``space`` is the span that the space before it belongs to."""

    parts: list[Part]
    width: float
    space: int


def _words(spans: Sequence[Span], scale: float) -> Iterable[list[_Word]]:
    """The words of each stretch between two line ends that the text itself has."""
    line: list[_Word] = []
    parts: list[Part] = []
    space = 0

    def word() -> None:
        nonlocal parts
        if parts:
            line.append(_Word(parts, sum(part.width for part in parts), space))
            parts = []

    for number, span in enumerate(spans):
        for row, stretch in enumerate(span.text.split("\n")):
            if row:
                word()
                yield line
                line = []
            for place, text in enumerate(stretch.split(" ")):
                if place:
                    word()
                    space = number
                if text:
                    parts.append(Part(text, number, text_width(text, span.font) * scale))
    word()
    yield line


def broken_lines(spans: Sequence[Span], scale: float, room: float, first_shift: float) -> list[Line]:
    """The lines of a paragraph in a room; the first gives way to a label."""
    lines: list[Line] = []
    for words in _words(spans, scale):
        line: list[Part] = []
        width = 0.0
        for word in words:
            gap = text_width(" ", spans[word.space].font) * scale if line else 0.0
            available = room - (first_shift if not lines else 0) + _FUZZ
            if width + gap + word.width <= available:
                _append(line, word, gap)
                width += gap + word.width
                continue
            if line:
                lines.append(Line(line, width, ends_word=True))
                line, width, available = [], 0.0, room + _FUZZ
            if word.width <= available:
                line, width = list(word.parts), word.width
                continue
            *cut, rest = _cut(word, spans, scale, available, room + _FUZZ)
            lines += [Line(part, sum(one.width for one in part), ends_word=False) for part in cut]
            line = rest
            width = sum(one.width for one in rest)
        lines.append(Line(line, width, ends_word=True))
    while lines and not lines[-1].parts:
        lines.pop()
    return lines


def _append(line: list[Part], word: _Word, gap: float) -> None:
    """A word on a line, joined to what is set in the same font."""
    first, *rest = word.parts
    if line and gap:
        last = line[-1]
        if last.span == word.space == first.span:
            line[-1] = Part(f"{last.text} {first.text}", last.span, last.width + gap + first.width)
            line += rest
            return
        if last.span == word.space:
            line[-1] = Part(f"{last.text} ", last.span, last.width + gap)
        elif word.space == first.span:
            first = Part(f" {first.text}", first.span, gap + first.width)
        else:
            line.append(Part(" ", word.space, gap))
    line += [first, *rest]


def _cut(word: _Word, spans: Sequence[Span], scale: float, available: float, room: float) -> list[list[Part]]:
    """A word that is wider than a line, in stretches that are not; best after a hyphen or a slash."""
    signs = [
        Part(char, part.span, text_width(char, spans[part.span].font) * scale)
        for part in word.parts
        for char in part.text
    ]
    stretches: list[list[Part]] = []
    while signs:
        width, fits = 0.0, 0
        while fits < len(signs) and width + signs[fits].width <= available:
            width += signs[fits].width
            fits += 1
        fits = max(fits, 1)
        if fits < len(signs):
            fits = next((at for at in range(fits, fits // 2, -1) if signs[at - 1].text in _CUTS), fits)
        stretches.append(_merged(signs[:fits]))
        signs, available = signs[fits:], room
    return stretches


def _merged(signs: Sequence[Part]) -> list[Part]:
    merged: list[Part] = []
    for sign in signs:
        if merged and merged[-1].span == sign.span:
            last = merged[-1]
            merged[-1] = Part(last.text + sign.text, last.span, last.width + sign.width)
        else:
            merged.append(sign)
    return merged
