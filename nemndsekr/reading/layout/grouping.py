"""Grouping: physical lines of a page become headings, paragraphs and list items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nemndsekr.reading.contents import has_leaders
from nemndsekr.reading.headings import heading_key
from nemndsekr.reading.layout.physical import PhysicalLine
from nemndsekr.reading.layout.tables import table_lines
from nemndsekr.reading.lines import Line, make_line
from nemndsekr.reading.marks import is_lone_mark, split_mark
from nemndsekr.reading.mending import ATT, CONTINUES, HYPHENS, INFINITIVE, LEAD_IN_END, TERMINAL, join_lines
from nemndsekr.reading.verbs import VERBS
from nemndsekr.records.block_text import Run, Runs

# A gap of this many lines parts paragraphs.
PART = 0.45
LABEL = re.compile(r"^[A-ZÅÄÖ][\wåäöÅÄÖ./ -]{1,28}:(?:\s|$)")
JOINS = re.compile(r"(?:\b(?:och|samt)|[,;])$")
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÅÄÖ]")
ENDS_IN_DATE = re.compile(r"\d{4}-\d\d-\d\d$")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is usual in a document: the size of its running text, how wide its lines are, which sizes are headings."""

    size: float
    width: float
    heading_sizes: tuple[float, ...]
    bold_body: bool


def shape_of(lines: Sequence[PhysicalLine]) -> Shape:
    """Measure a document's lines."""
    weights: Counter[float] = Counter()
    bold = 0
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
        bold += len(line.text) if line.bold else 0
    size = weights.most_common(1)[0][0] if weights else 0.0
    rights = sorted(line.right for line in lines if len(line.text) > 30) or [0.0]
    larger = {round(line.size * 2) / 2 for line in lines if line.size >= size + 0.9 and len(line.text) < 200}
    total = sum(weights.values())
    return Shape(size, rights[int(len(rights) * 0.9)], tuple(sorted(larger, reverse=True)), bold > total / 2)


def group_with_tables(lines: Sequence[PhysicalLine], shape: Shape | None = None) -> list[Line]:
    """Tables as they are, and what stands between them grouped to paragraphs."""
    shape = shape or shape_of(lines)
    out: list[Line] = []
    for is_table, some in groupby(lines, key=lambda line: bool(line.cells)):
        if is_table:
            out += [made for line in some for made in table_lines(line.cells, line.page)]
        else:
            out += group(list(some), shape)
    return out


def group(lines: Sequence[PhysicalLine], shape: Shape | None = None) -> list[Line]:
    """The lines as headings, paragraphs and items; sentences over page breaks are mended later."""
    shape = shape or shape_of(lines)
    whole = " ".join(line.text for line in lines).casefold()
    out: list[Line] = []
    before: PhysicalLine | None = None
    # Marks that stand alone belong to the lines after them, one each, even where all the marks come first.
    waiting: list[str] = []
    for line in lines:
        text = line.text
        if not text:
            continue
        if is_lone_mark(text):
            waiting.append(text)
            before = None
            continue
        if waiting and heading_key(text):
            waiting = []
        made = _as_line(line, shape, "")
        if before is not None and out and _goes_on(before, line, out[-1], made, shape):
            out[-1] = join_lines(out[-1], made, whole)
        else:
            out.append(_as_line(line, shape, waiting.pop(0)) if waiting and made.kind == "paragraph" else made)
        before = line
    return out


def _as_line(line: PhysicalLine, shape: Shape, pending: str) -> Line:
    level = heading_level(line, shape)
    mark, length = (pending, 0) if pending else split_mark(line.text)
    if level and not (mark and not mark[0].isdigit()):
        return make_line("heading", line.runs, level=level, page=line.page)
    if mark:
        return make_line("item", drop_start(line.runs, length), mark=mark, page=line.page)
    return make_line("paragraph", line.runs, page=line.page)


def drop_start(runs: Runs, length: int) -> Runs:
    """The runs without their first characters; blanks at the head do not count."""
    out: list[Run] = []
    started = False
    for run in runs:
        text = run.text if started else run.text.lstrip()
        started = started or bool(text)
        piece = text[length:]
        length = max(0, length - len(text))
        if piece:
            out.append(Run(piece, run.bold, run.italic))
    return tuple(out)


def heading_level(line: PhysicalLine, shape: Shape) -> int:
    """The level of a line that is larger or bolder than the running text, 0 for any other."""
    text = line.text
    if not shape.size or len(text) > 160 or not any(char.isalpha() for char in text):
        return 0
    size = round(line.size * 2) / 2
    if size in shape.heading_sizes:
        return min(3, 1 + shape.heading_sizes.index(size))
    if line.bold and not shape.bold_body and not text.endswith((".", ";", ",")) and "\t" not in text:
        return min(3, 1 + len(shape.heading_sizes))
    return 0


def _goes_on(before: PhysicalLine, line: PhysicalLine, first: Line, second: Line, shape: Shape) -> bool:
    """Whether a physical line belongs to the same paragraph as the one before it."""
    if second.kind == "item" or before.page != line.page or line.gap >= PART:
        return False
    if has_leaders(before.text) or has_leaders(line.text):
        # Each line of a table of contents stands alone.
        return False
    if (first.kind == "heading") != (second.kind == "heading"):
        return False
    if first.kind == "heading":
        same = abs(before.size - line.size) < 0.6 and first.level == second.level
        return same and not (before.right < shape.width * 0.6 and not CONTINUES.match(line.text))
    if before.text[-1:] in HYPHENS and before.text[-2:-1].isalpha():
        return True
    if "\t" in before.text or "\t" in line.text:
        return False
    if "@" in line.text.split(" ")[0]:
        return False
    if (TERMINAL.search(before.text) and _begins_anew(before, line, first)) or _begins_clause(before, line, shape):
        return False
    if CONTINUES.match(line.text):
        return _goes_on_small(before, line, first, shape)
    if line.text[0].isdigit() and before.right > shape.width * 0.7 and not TERMINAL.search(before.text):
        # «… till och med augusti» / «2023.»
        return not NUMBERED.match(line.text) and not ENDS_IN_DATE.search(line.text)
    if TERMINAL.search(before.text) and before.right < shape.width * 0.85:
        return False
    if LABEL.match(line.text) or ENDS_IN_DATE.search(before.text):
        return False
    if len(before.text) < 35 and before.right - before.left < 0.5 * shape.width and line.text[0].isupper():
        return False
    return not _has_room(before, line, shape)


def _goes_on_small(before: PhysicalLine, line: PhysicalLine, first: Line, shape: Shape) -> bool:
    """Whether a line that begins with a small letter goes on with the one before, and is no clause of a list."""
    if JOINS.search(before.text) and before.right < shape.width * 0.75 and INFINITIVE.match(line.text):
        # «prioritera de huvudmän som har väntat och» / «se över avtalet»: a list without marks.
        return not INFINITIVE.match(first.text)
    if ATT.match(line.text) and (TERMINAL.search(before.text) or ATT.match(first.text)):
        return False
    return not _short_label(before)


def _begins_clause(before: PhysicalLine, line: PhysicalLine, shape: Shape) -> bool:
    """Whether «… och föreslår» was ended on purpose, and «att …» begins the first clause."""
    return bool(ATT.match(line.text) and LEAD_IN_END.search(before.text)) and _has_room(before, line, shape)


def _has_room(before: PhysicalLine, line: PhysicalLine, shape: Shape) -> bool:
    """Whether a line has room left for the next word, and was ended on purpose."""
    room = shape.width - before.right
    per_char = (before.right - before.left) / max(1, len(before.text))
    return room >= (len(line.text.split(" ")[0]) + 1) * per_char + shape.width * 0.06


def _begins_anew(before: PhysicalLine, line: PhysicalLine, first: Line) -> bool:
    """Whether a full stop was the end of a clause or a question, and not only of a sentence."""
    text = line.text
    if not text[0].isupper():
        return False
    if before.text.endswith(("?", ":")) or (len(text) < 40 and not TERMINAL.search(text) and len(text.split()) < 6):
        return True
    return bool(ATT.match(first.text) and ATT.match(text)) or bool(VERBS.match(first.text) and VERBS.match(text))


def _short_label(line: PhysicalLine) -> bool:
    return len(line.text) < 25 and bool(LABEL.match(line.text) or "@" in line.text)
