"""Physical lines: text as it stands on the page, before it is put together to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nemndsekr.reading.headings import heading_key
from nemndsekr.reading.marks import is_bullet, split_mark
from nemndsekr.records.block_text import Runs, runs_text

PAGE_NOTE = re.compile(
    r"^(?:sid(?:a|an|nr)?\.?\s*:?\s*\d{1,3}(?:\s*(?:\(|av|/|\|)\s*\d{1,3}\s*\)?)?"
    r"|\(\d{1,3}\)|\d{1,3}\s*\[\d{1,3}\]|(?:SIGNERAD[\s\d-]*)?\d{1,3}\s*[(/]\s*\d{1,3}\s*\)?"
    r"|(?:SIGNERAD\s+)?\d{4}-\d\d-\d\d\s+\d{1,3}\s*\(\s*\d{1,3}\s*\)|-\s*\d{1,3}\s*-|\d{1,3}\s*av\s*\d{1,3})$",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b\d{3} ?\d\d [A-ZÅÄÖ]|\b(?:postadress|besöksadress|besök|telefon|tfn|tel|fax|e-?post|org\.? ?nr|bankgiro|"
    r"hemsida|box \d|"
    r"webbplats)\b|@|\bwww\.|\b0\d{1,3}-\d",
    re.IGNORECASE,
)
LABELLED_ADDRESS = re.compile(r"\b(?:postadress|besöksadress|org\.? ?nr|bankgiro|hemsida|webbplats)\b", re.IGNORECASE)
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
    running = _running(pages)
    out: list[list[PhysicalLine]] = []
    for number, page in enumerate(pages):
        edge = {id(line) for line in _edges(page)}
        # Of the running lines on the first page only the head is kept.
        head = {id(line) for line in page[:EDGE]} if number == 0 else set()
        address = {id(line) for line in _address_at_foot(page)}
        kept: list[PhysicalLine] = []
        gap = 0.0
        for line in page:
            note = PAGE_NOTE.match(" ".join(line.text.split())) or (
                number and PAGE_NOTE.match(line.text.rsplit("\t", 1)[-1].strip()) and len(line.text) < 90
            )
            if (
                (note and id(line) in edge)
                or (number + 1 < len(pages) and id(line) in address)
                or (id(line) in edge and id(line) not in head and _pattern(line.text) in running)
            ):
                gap = max(gap, line.gap)
                continue
            kept.append(replace(line, gap=max(gap, line.gap)) if gap else line)
            gap = 0.0
        out.append(without_shreds(kept))
    return out


def _running(pages: Sequence[Sequence[PhysicalLine]]) -> set[str]:
    """What comes back at the head or at the foot of page after page, in the same place there."""
    if len(pages) < 2:
        return set()
    # What ends one page and begins the next is no line that comes back: heads and feet are counted apart.
    heads: Counter[tuple[str, int]] = Counter()
    feet: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for counts, lines in ((heads, page[:EDGE]), (feet, page[::-1][:EDGE])):
            for place, line in enumerate(lines):
                # A heading of the trade, or an item of a list, may well come back on page after page.
                if heading_key(line.text) in {"", "etikett", "dokument"} and not is_bullet(split_mark(line.text)[0]):
                    counts[_pattern(line.text), place] += 1
    # A running line stands once on a page; «Rekommendation 1», «Rekommendation 2» do not run.
    twice = {
        text for page in pages for text, count in Counter(_pattern(line.text) for line in page).items() if count > 1
    }
    least = max(2, (len(pages) + 1) // 2)
    return {
        text
        for counts in (heads, feet)
        for text, place in counts
        if sum(counts[text, near] for near in (place - 1, place, place + 1)) >= least
    } - twice


def _address_at_foot(page: Sequence[PhysicalLine]) -> list[PhysicalLine]:
    """The sender's address at the foot of a page: two lines or more with the words and figures of one."""
    out: list[PhysicalLine] = []
    for line in page[::-1][:EDGE]:
        if PAGE_NOTE.match(" ".join(line.text.split())):
            continue
        if len(line.text) > 110 or not (ADDRESS.search(line.text) or line.text.count("\t") >= 2):
            break
        out.append(line)
    return out if len(out) > 1 and any(LABELLED_ADDRESS.search(line.text) for line in out) else []


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
