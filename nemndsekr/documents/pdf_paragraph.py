"""A paragraph of a tagged PDF: broken into lines, parted over pages, drawn for its tag.

Own code instead of reportlab's paragraph: that one writes no space where a line ends, so that words are glued for those
who listen; here every line's end is known (a word's end, or the cut of a word too long for the line).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from nemndsekr.documents.font_families import FontFamily
from nemndsekr.documents.outline import Run, clean_text
from nemndsekr.documents.pdf_canvas import END
from nemndsekr.documents.pdf_fonts import pieces, text_width
from nemndsekr.documents.pdf_lines import Line, Span, broken_lines
from nemndsekr.documents.pdf_tags import Tag

INK: Final = HexColor(0x1A1A1A)
RULE: Final = HexColor(0x8C959F)
# What is not filled in stands on a ground of its own, which is also seen in a black and white print.
GAP: Final = HexColor(0xFFE9A8)
# A link is told by its line as well as by its colour; 7:1 against white.
_LINK: Final = HexColor(0x0A4A8F)
_FUZZ: Final = 0.01
_NO_LABEL_GAP: Final = 0.6


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; measures in points."""

    family: FontFamily
    size: float
    leading: float
    before: float = 0
    after: float = 0
    bold: bool = False
    indent: float = 0
    right_indent: float = 0
    to_right: bool = False
    ground: Color | None = None
    padding: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Of the ground and its frame: above, to the right, below, to the left."""


@dataclass(slots=True)
class _Links:
    """The addresses and words of the links of a paragraph, and the tags made for them; shared by its halves."""

    addresses: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: dict[int, Tag] = field(default_factory=dict)


def spans_of(runs: Iterable[Run], style: TextStyle) -> tuple[list[Span], _Links]:
    """The runs with the font that draws each stretch, and the links among them."""
    spans: list[Span] = []
    links = _Links()
    last = ""
    for run in runs:
        text = clean_text(run.text)
        if run.link and run.link != last:
            links.addresses.append(run.link)
            links.words.append("")
        last = run.link
        number = len(links.addresses) if run.link else 0
        if number:
            links.words[-1] += text
        face = style.family.face(bold=style.bold or run.bold, italic=run.italic)
        spans += [Span(piece, font, run.gap, number) for piece, font in pieces(text, face)]
    # What is only a space leads nowhere: nobody could hear it or press it.
    empty = {number for number, words in enumerate(links.words, start=1) if not words.strip()}
    return [span._replace(link=0) if span.link in empty else span for span in spans] if empty else spans, links


class TaggedParagraph(Flowable):  # type: ignore[misc, unused-ignore]
    """A paragraph, a list's item (with its label), a heading (with its bookmark) or a cell.

    What is drawn a second time, as the head row of a table on its next page, is a repetition and no content.
    """

    def __init__(
        self, runs: Iterable[Run], style: TextStyle, tag: Tag, *,
        label: str = "", label_at: float = 0, label_tag: Tag | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.style = style
        self.tag = tag
        self.label = label
        self.label_at = label_at
        self.label_tag = label_tag
        self.bookmark: tuple[str, str, int] | None = None
        self.keeps_below = 0.0
        """The height that must stand below its last line on the same page; it is parted where that is no room for."""
        self.spans, self._links = spans_of(runs, style)
        self.lines: list[Line] = []
        self._broken_at = -1.0
        self._least_lines = 0
        self._is_part = False
        self._drawn = False

    def at_least_a_line(self) -> TaggedParagraph:
        """The same; without any text it is one line high, for its label."""
        self._least_lines = 1
        return self

    # --- what reportlab asks ----------------------------------------------------------------------------------------

    def getSpaceBefore(self) -> float:  # noqa: N802 # reportlab's own name
        """The space above."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802 # reportlab's own name
        """The space below."""
        return self.style.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break it into lines; its width and height."""
        if width != self._broken_at and not self._is_part:
            room = width - self.style.indent - self.style.right_indent
            self.lines = broken_lines(self.spans, self.style.size / 1000, room, self._first_shift())
            self._broken_at = width
        self.width, self.height = width, max(len(self.lines), self._least_lines) * self.style.leading
        if self.keeps_below and self._misses_what_follows(height):
            return self.width, height + self.style.leading  # too high for the page, so that it is parted
        return self.width, self.height

    def _misses_what_follows(self, height: float) -> bool:
        return self.height <= height + _FUZZ < self.height + self.keeps_below

    def split(self, _width: float, height: float) -> list[Flowable]:
        """In two, at least two lines in each; nothing where it cannot be parted."""
        room, lines = int((height + _FUZZ) / self.style.leading), len(self.lines)
        if lines <= room and not self.keeps_below:
            return [self]
        first = min(room, lines - 2)
        return [self._half(0, first), self._half(first, lines)] if first >= 2 else []

    def _half(self, start: int, end: int) -> TaggedParagraph:
        half = TaggedParagraph((), self.style, self.tag)
        half._is_part = True  # its lines are given, whatever room it is offered
        half.spans, half._links = self.spans, self._links
        half.lines, half._broken_at = self.lines[start:end], self._broken_at
        half.width, half.height = self.width, (end - start) * self.style.leading
        if not start:
            half.label, half.label_at, half.label_tag = self.label, self.label_at, self.label_tag
            half.bookmark = self.bookmark
        else:
            half.keeps_below = self.keeps_below
        return half

    def _first_shift(self) -> float:
        """How far the first line gives way to a label that is wider than its room."""
        if not self.label:
            return 0
        end = self.label_at + text_width(self.label, self.style.family.regular) * self.style.size / 1000
        return max(end + _NO_LABEL_GAP * self.style.size - self.style.indent, 0)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw it on the canvas that reportlab gave it."""
        canvas: Any = self.canv
        style = self.style
        tag = None if self._drawn else self.tag
        if self.bookmark and not self._drawn:
            key, title, level = self.bookmark
            canvas.bookmarkHorizontal(key, 0, self.height + 6)
            canvas.addOutlineEntry(title, key, level, closed=level > 0)
        if style.ground is not None and self.lines:
            self._draw_ground(canvas, style.ground)
        baseline = self.height - style.size
        if self.label:
            shown = canvas.shown(self.label, style.family.regular, style.size)
            begin = canvas.begin(None if self._drawn else self.label_tag)
            canvas.addLiteral(f"{_fill(INK)} {begin} BT {self.label_at:.2f} {baseline:.2f} Td {shown} ET {END}")
        self._draw_marks(canvas, baseline)
        self._draw_text(canvas, baseline, tag)
        self._drawn = True

    def _left(self, number: int, line: Line) -> float:
        if self.style.to_right:
            return self.width - self.style.right_indent - line.width
        return self.style.indent + (self._first_shift() if not number else 0)

    def _draw_ground(self, canvas: Any, ground: Color) -> None:
        style = self.style
        above, right, below, left = style.padding
        canvas.saveState()
        canvas.setFillColor(ground)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.rect(
            style.indent - left, -below, self.width - style.indent - style.right_indent + left + right,
            self.height + above + below, stroke=1, fill=1,
        )  # fmt: skip
        canvas.restoreState()

    def _draw_marks(self, canvas: Any, baseline: float) -> None:
        """The ground of what is not filled in, and the line under a link."""
        size = self.style.size
        if not any(span.gap or span.link for span in self.spans):
            return
        for number, line in enumerate(self.lines):
            left, height = self._left(number, line), baseline - number * self.style.leading
            for part in line.parts:
                span = self.spans[part.span]
                if span.gap:
                    canvas.setFillColor(GAP)
                    canvas.rect(left, height - 0.29 * size, part.width, self.style.leading, stroke=0, fill=1)
                if span.link:
                    canvas.setFillColor(_LINK)
                    canvas.rect(left, height - 0.16 * size, part.width, 0.06 * size, stroke=0, fill=1)
                left += part.width

    def _draw_text(self, canvas: Any, baseline: float, tag: Tag | None) -> None:
        if not any(line.parts for line in self.lines):
            return
        size, leading = self.style.size, self.style.leading
        operators = [f"{_fill(INK)} BT"]
        at = (0.0, 0.0)
        link = -1
        areas: list[tuple[int, tuple[float, float, float, float]]] = []
        for number, line in enumerate(self.lines):
            left, height = self._left(number, line), baseline - number * leading
            operators.append(f"{left - at[0]:.2f} {height - at[1]:.2f} Td")
            at = (left, height)
            for place, part in enumerate(line.parts):
                span = self.spans[part.span]
                if span.link != link:
                    operators.append(self._turn(canvas, tag, link, span.link))
                    link = span.link
                ends = line.ends_word and place == len(line.parts) - 1
                operators.append(canvas.shown(part.text + " " if ends else part.text, span.font, size))
                if span.link and tag is not None:
                    areas.append((span.link, (left, height - 0.25 * size, left + part.width, height + 0.85 * size)))
                left += part.width
        operators.append(f"{END} ET")
        canvas.addLiteral(" ".join(operators))
        for span_link, area in _joined(areas):
            words = " ".join(self._links.words[span_link - 1].split())
            canvas.lead(self._links.tags[span_link], area, self._links.addresses[span_link - 1], words)

    def _turn(self, canvas: Any, tag: Tag | None, before: int, after: int) -> str:
        """The operators between what is no link and what is."""
        end = f"{END} " if before >= 0 else ""
        if not after:
            return f"{end}{_fill(INK) + ' ' if before > 0 else ''}{canvas.begin(tag)}"
        if tag is not None and after not in self._links.tags:
            self._links.tags[after] = tag.add("Link")
        return f"{end}{_fill(_LINK)} {canvas.begin(self._links.tags[after] if tag is not None else None)}"


def _joined(
    areas: Iterable[tuple[int, tuple[float, float, float, float]]],
) -> list[tuple[int, tuple[float, float, float, float]]]:
    """The areas of links, one for each line however many fonts it is set in."""
    joined: list[tuple[int, tuple[float, float, float, float]]] = []
    for link, area in areas:
        goes_on = bool(joined) and joined[-1][0] == link and joined[-1][1][1] == area[1]
        left = joined.pop()[1][0] if goes_on else area[0]
        joined.append((link, (left, *area[1:])))
    return joined


def _fill(colour: Color) -> str:
    return f"{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} rg"
