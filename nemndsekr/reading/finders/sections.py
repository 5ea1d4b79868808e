"""Sections: the running text under each heading of the paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from nemndsekr.reading.draft import FoundSection
from nemndsekr.reading.finders.block_bodies import block_text
from nemndsekr.reading.headings import FACT_KEYS, SECTION_KEYS, top_of
from nemndsekr.reading.lines import Line, Paper

# Under these, headings of the same size are often meant as sub-headings.
HOLDS_PARTS = ("yttrande", "atgarder", "overvaganden", "synpunkter")
ENDS_TEXT = (*FACT_KEYS, "dokument")


class _Covered:
    """Which characters lie in one of many passages, that may overlap."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        by_start = sorted(spans)
        self._starts = [start for start, _ in by_start]
        self._ends = list(accumulate((end for _, end in by_start), max))

    def holds(self, place: int) -> bool:
        """Whether the character at this place lies in one."""
        before = bisect_right(self._starts, place)
        return before > 0 and place < self._ends[before - 1]


def find_sections(paper: Paper, kind: str, taken: Sequence[tuple[int, int]] = ()) -> list[FoundSection]:
    """The running text by its headings; facts, signatures and the passages in ``taken`` are left out.

    A paper without headings, as initiatives are, gives one section of its own kind.
    """
    head = len(top_of(paper))
    out: list[FoundSection] = []
    current: Line | None = None
    body: list[Line] = []
    in_facts = False
    covered = _Covered(taken)

    def close() -> None:
        nonlocal body
        if (body or current) and not in_facts:
            made = _section(current, body, kind)
            if made:
                out.append(made)
        body = []

    for index, line in enumerate(paper.lines):
        starts = line.kind == "heading" and (bool(line.key) or _is_part(line, current))
        if index < head and not (line.kind == "heading" and line.key in SECTION_KEYS):
            continue
        if starts:
            close()
            current = line
            in_facts = line.key in ENDS_TEXT
        elif not covered.holds(line.start):
            body.append(line)
    close()
    return out


def _is_part(line: Line, current: Line | None) -> bool:
    """Whether an unknown heading begins a part of its own, and is no sub-heading of the one before."""
    if current is None or line.level < current.level:
        return True
    return line.level == current.level and current.key not in HOLDS_PARTS


def _section(heading: Line | None, body: Sequence[Line], kind: str) -> FoundSection | None:
    if heading is None:
        if not body:
            return None
        key = "initiativ" if kind in {"namndinitiativ", "motion"} else "yttrande" if kind == "yttrande" else ""
        return FoundSection(key, "", block_text(body), 1, replace(body[0].found(), end=body[-1].end))
    if not body:
        return None
    found = replace(heading.found(), end=body[-1].end)
    key = heading.key if heading.key in SECTION_KEYS else ""
    return FoundSection(key, heading.text, block_text(body), 1 if heading.level <= 2 else 2, found)
