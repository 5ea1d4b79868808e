"""Flow: what word processors and web pages hold, paragraph after paragraph, made lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nemndsekr.reading.headings import heading_key
from nemndsekr.reading.layout.grouping import Shape, drop_start, heading_level
from nemndsekr.reading.layout.physical import PhysicalLine
from nemndsekr.reading.layout.tables import goes_downwards, sets_out_page
from nemndsekr.reading.lines import Line, make_line, make_table, tidy_runs
from nemndsekr.reading.marks import split_mark
from nemndsekr.reading.mending import LEAD_IN_END, is_broken, mend
from nemndsekr.reading.raw_document import Progress
from nemndsekr.records.block_text import Run, runs_text

# Longer than this a paragraph is running text, and the letterhead is over.
LONGEST_IN_HEAD: Final = 150
LONGEST_HEADING: Final = 200
# A number that is set out before an item of a list, and not words of its own such as «Rekommendation 1:».
SIMPLE_NUMBER = re.compile(r"^\(?(?:\d{1,4}(?:\.\d{1,3})*|[a-zA-ZåäöÅÄÖ]{1,2}|[ivxlcIVXLC]{1,7})(?:[.):]|\.\)|\.:)?$")
LETTER_OF_LIST_END = re.compile(r"[^\W_]$")
STEP: Final = 200
# The headings that can stand in a letterhead; with any other the paper has begun.
HEAD_KEYS: Final = {"", "etikett", "dokument", "yttrande", "initiativ"}


@dataclass(slots=True)
class FlowParagraph:
    """One paragraph, or the part of it between two line breaks.

    ``level`` is a heading's, told by its style (0: running text). ``number`` is what the program prints before it,
    on the list level ``indent``. ``turns`` tells before which run a new page begins.
    """

    runs: list[Run]
    level: int = 0
    number: str = ""
    bullet: bool = False
    indent: int = 0
    size: float = 0.0
    page: int | None = None
    turns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class FlowTable:
    """A table: rows of cells, each with what it holds. A cell that others are merged into stands alone."""

    rows: list[list[list[Flow]]]


@dataclass(slots=True)
class FlowAside:
    """A text box: read near its place, never in the middle of a sentence or a list."""

    content: list[Flow]


Flow = FlowParagraph | FlowTable | FlowAside


def flow_lines(flow: Sequence[Flow], progress: Progress) -> list[Line]:
    """The lines of a document; its paragraphs are whole, but for one that was torn in the middle of a phrase."""
    return mend(_parted_headings(_FlowReader(_shape(flow), progress).lines(flow)), progress, torn_only=True)


def _shape(flow: Sequence[Flow]) -> Shape:
    """What is usual in the document: the size of its running text, the sizes of its headings."""
    weights: Counter[float] = Counter()
    short: set[float] = set()
    bold = 0
    for paragraph in paragraphs_of(flow):
        length = sum([len(run.text) for run in paragraph.runs])
        if paragraph.level or not length:
            continue
        size = round(paragraph.size * 2) / 2
        weights[size] += length
        if length < LONGEST_HEADING:
            short.add(size)
        if paragraph.runs[0].bold and all(run.bold for run in paragraph.runs):
            bold += length
    usual = weights.most_common(1)[0][0] if weights else 0.0
    larger = sorted((size for size in short if size >= usual + 0.9), reverse=True)
    return Shape(usual, 0.0, tuple(larger), bold > sum(weights.values()) / 2)


def paragraphs_of(flow: Sequence[Flow]) -> Iterator[FlowParagraph]:
    """Every paragraph of the flow, also those in tables and text boxes."""
    waiting: list[Flow] = [*reversed(flow)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, FlowParagraph):
            yield part
        elif isinstance(part, FlowAside):
            waiting += reversed(part.content)
        else:
            for row in part.rows:
                for cell in row:
                    waiting += cell


class _FlowReader:
    """Makes lines of one document; knows whether its letterhead is over."""

    def __init__(self, shape: Shape, progress: Progress) -> None:
        self._shape = shape
        self._progress = progress
        self._in_head = True
        self._done = 0

    def lines(self, flow: Sequence[Flow]) -> list[Line]:
        """The lines of the parts in order, text boxes where nothing is broken by them."""
        out: list[Line] = []
        asides: list[Line] = []
        for part in flow:
            self._done += 1
            if self._done % STEP == 0:
                self._progress(0, 0)
            if isinstance(part, FlowAside):
                asides += self.lines(part.content)
                continue
            made = self._paragraph(part) if isinstance(part, FlowParagraph) else self._table(part)
            if asides and made and not (out and _holds_together(out[-1], made[0])):
                out += asides
                asides = []
            out += made
        return out + asides

    def _paragraph(self, paragraph: FlowParagraph) -> list[Line]:
        line = self._line(paragraph)
        if not line.text:
            return []
        if self._in_head and (len(line.text) > LONGEST_IN_HEAD or heading_key(line.text) not in HEAD_KEYS):
            self._in_head = False
        return [_turned(line, paragraph) if paragraph.turns else line]

    def _line(self, paragraph: FlowParagraph) -> Line:
        page, number = paragraph.page, paragraph.number
        simple = bool(number) and (bool(SIMPLE_NUMBER.match(number)) if not paragraph.bullet else len(number) == 1)
        line = make_line("paragraph", paragraph.runs, page=page)
        if not line.text:
            return line
        if paragraph.level and len(line.text) <= LONGEST_HEADING:
            # A style with a name of its own makes the words of a heading bold: that says nothing more.
            runs = [Run(run.text, italic=run.italic) for run in line.runs]
            if number and not paragraph.bullet:
                runs.insert(0, Run(f"{number} "))
            return make_line("heading", runs, level=paragraph.level, page=page)
        if number and not simple:
            # «Rekommendation 1:», «§ 12» and «att» are words of the text.
            return make_line("paragraph", [Run(f"{number} ", line.runs[0].bold), *line.runs], page=page)
        if number:
            mark = f"{number}." if not paragraph.bullet and LETTER_OF_LIST_END.search(number) else number
            return Line("item", line.runs, line.text, level=min(2, paragraph.indent), mark=mark, page=page)
        mark, length = split_mark(line.text)
        if mark:
            return make_line("item", drop_start(line.runs, length), mark=mark, page=page)
        return self._as_heading(line, paragraph)

    def _as_heading(self, line: Line, paragraph: FlowParagraph) -> Line:
        """A line as a heading where it is larger or bolder than the running text, as without styles."""
        if not (line.runs[0].bold or paragraph.size > self._shape.size):
            return line
        look = PhysicalLine(line.runs, line.page, 0.0, 0.0, 2.0, paragraph.size)
        level = heading_level(look, self._shape)
        return replace(line, kind="heading", level=level) if level else line

    def _table(self, table: FlowTable) -> list[Line]:
        grid = [[self.lines(cell) for cell in row] for row in table.rows]
        grid = [row for row in grid if any(row)]
        if not grid:
            return []
        texts = [["\n".join(map(_printed, cell)) for cell in row] for row in grid]
        structured = any(
            line.kind in {"table", "heading"} and len(cell) > 2 for row in grid for cell in row for line in cell
        )
        if structured or sets_out_page(texts, in_head=self._in_head):
            return _set_out(grid, texts)
        plain = [[" ".join(map(_numbered, cell)) for cell in row] for row in grid]
        pages = [next((line.page for cell in row for line in cell if line.page), None) for row in grid]
        return [_paged(make_table(plain, page=pages[0]), pages)]


def _printed(line: Line) -> str:
    return f"{line.mark} {line.text}" if line.kind == "item" else line.text


def _numbered(line: Line) -> str:
    return f"{line.mark} {line.text}" if line.kind == "item" and line.mark[:1].isalnum() else line.text


def _set_out(grid: list[list[list[Line]]], texts: list[list[str]]) -> list[Line]:
    if goes_downwards(texts):
        columns = max(map(len, grid))
        return [line for place in range(columns) for row in grid if place < len(row) for line in row[place]]
    return [line for row in grid for cell in row for line in cell]


def _paged(table: Line, pages: Sequence[int | None]) -> Line:
    turns: list[tuple[int, int]] = []
    place = 0
    last = table.page
    for row, page in zip(table.rows, pages, strict=True):
        if page is not None and page != last:
            turns.append((place, page))
            last = page
        place += sum(len(cell.text) + 1 for cell in row)
    return replace(table, turns=tuple(turns)) if turns else table


def _turned(line: Line, paragraph: FlowParagraph) -> Line:
    """The line with the places where a page begins in the middle of it."""
    before = len(line.text) - len(runs_text(tidy_runs(paragraph.runs)))
    turns: list[tuple[int, int]] = []
    for runs, page in paragraph.turns:
        place = before + len(runs_text(tidy_runs(paragraph.runs[:runs])))
        turns.append((max(0, min(place, len(line.text) - 1)), page))
    return replace(line, turns=tuple(turns))


def _holds_together(before: Line, after: Line) -> bool:
    """Whether what stands between two lines would break a sentence, a list, or a list from its lead-in."""
    if after.kind == "item":
        return before.kind == "item" or before.text.endswith((":", ";", ",")) or bool(LEAD_IN_END.search(before.text))
    return is_broken(before, after)


def _parted_headings(lines: list[Line]) -> list[Line]:
    """Bold numbered lines that stand alone are headings: «3. Iakttagelser»."""
    out: list[Line] = []
    for index, line in enumerate(lines):
        alone = (
            line.kind == "item"
            and line.mark[:1].isdigit()
            and len(line.text) < 100
            and line.text[-1] not in ".;,:?"
            and line.all_bold
            and (index == 0 or lines[index - 1].kind != "item")
            and index + 1 < len(lines)
            and lines[index + 1].kind != "item"
        )
        if not alone:
            out.append(line)
            continue
        runs = [Run(f"{line.mark} "), *(Run(run.text, italic=run.italic) for run in line.runs)]
        out.append(replace(make_line("heading", runs, level=3, page=line.page), turns=line.turns))
    return out
