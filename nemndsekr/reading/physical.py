"""Physical lines: text as it stands on the page, before it is put together to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nemndsekr.reading.headings import heading_key
from nemndsekr.records.block_text import Runs, runs_text

PAGE_NOTE = re.compile(
    r"^(?:sid(?:a|an|nr)?\.?\s*:?\s*\d{1,3}(?:\s*(?:\(|av|/|\|)\s*\d{1,3}\s*\)?)?"
    r"|\(\d{1,3}\)|\d{1,3}\s*\[\d{1,3}\]|(?:SIGNERAD[\s\d-]*)?\d{1,3}\s*[(/]\s*\d{1,3}\s*\)?"
    r"|(?:SIGNERAD\s+)?\d{4}-\d\d-\d\d\s+\d{1,3}\s*\(\s*\d{1,3}\s*\)|-\s*\d{1,3}\s*-|\d{1,3}\s*av\s*\d{1,3})$",
    re.IGNORECASE,
)
# How many lines at the top and foot of a page may be a running header or footer.
EDGE = 7


@dataclass(frozen=True)
class PhysicalLine:
    """One printed line, or a whole table in ``cells``.

    ``gap`` is the empty space above it, counted in lines; ``size`` is 0 where it is not known.
    """

    runs: Runs
    page: int | None
    left: float
    right: float
    gap: float
    size: float = 0.0
    cells: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def text(self) -> str:
        """The text without styles."""
        return " ".join(cell for row in self.cells for cell in row) or runs_text(self.runs).strip()

    @cached_property
    def bold(self) -> bool:
        """Whether all of the line is bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def drop_running_lines(pages: Sequence[Sequence[PhysicalLine]]) -> list[list[PhysicalLine]]:
    """The pages without page notes and without the lines that come back at the edge of page after page.

    A header that comes back is kept on the first page, where it holds the date and the number of the case.
    """
    # What ends one page and begins the next is no line that comes back: heads and feet are counted apart.
    heads: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for page in pages:
        for counts, lines in ((heads, page[:EDGE]), (feet, page[-EDGE:])):
            # A heading of the trade may well come back on page after page.
            counts.update(
                {_pattern(line.text) for line in lines if heading_key(line.text) in {"", "etikett", "dokument"}}
            )
    # A running line stands once on a page; «Rekommendation 1», «Rekommendation 2» do not run.
    twice = {
        text for page in pages for text, count in Counter(_pattern(line.text) for line in page).items() if count > 1
    }
    least = max(2, (len(pages) + 1) // 2)
    running = {
        text for counts in (heads, feet) for text, count in counts.items() if count >= least and len(pages) > 1
    } - twice
    out: list[list[PhysicalLine]] = []
    for number, page in enumerate(pages):
        edge = {id(line) for line in _edges(page)}
        # Of the running lines on the first page only the head is kept.
        head = {id(line) for line in page[:EDGE]} if number == 0 else set()
        kept: list[PhysicalLine] = []
        gap = 0.0
        for line in page:
            note = PAGE_NOTE.match(" ".join(line.text.split()))
            if (note and id(line) in edge) or (
                id(line) in edge and id(line) not in head and _pattern(line.text) in running
            ):
                gap = max(gap, line.gap)
                continue
            kept.append(replace(line, gap=max(gap, line.gap)) if gap else line)
            gap = 0.0
        out.append(without_shreds(kept))
    return out


def _edges(page: Sequence[PhysicalLine]) -> list[PhysicalLine]:
    return list(page) if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))


def without_shreds(page: list[PhysicalLine]) -> list[PhysicalLine]:
    """Leave out text that stood on its side: five or more lines in a row of one or two characters each."""
    out: list[PhysicalLine] = []
    shred: list[PhysicalLine] = []
    for line in [*page, None]:
        if line is not None and len(line.text) <= 2 and not re.match(r"[-•●o\d]", line.text):
            shred.append(line)
            continue
        if len(shred) < 5:
            out += shred
        shred = []
        if line is not None:
            out.append(line)
    return out
