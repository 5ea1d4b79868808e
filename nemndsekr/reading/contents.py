"""Contents: the table of contents, which names a paper's headings before they come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nemndsekr.reading.lines import Line

# «2.1 Bakgrund .......... 3» and «Bakgrund … 3»
LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){3,}|…{2,}|_{4,})\s*\d{0,3}$")
DOTS: Final = ("....", ". . . ", "……", "____")
ENTRY = re.compile(
    r"^(?P<number>(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z])\.?)?\s*(?P<words>[A-ZÅÄÖ][^\n]{2,110}?)"
    r"(?:[\s.…_]+(?P<page>\d{1,3}))?$"
)
OVER = re.compile(r"^(?:innehåll(?:sförteckning)?|innehållsöversikt)\s*:?$", re.IGNORECASE)


def has_leaders(text: str) -> bool:
    """Whether the text ends in the dots that lead to a page's number."""
    end = text[-120:]
    return any(dots in end for dots in DOTS) and bool(LEADERS.search(end))


def take_contents(lines: Sequence[Line]) -> tuple[list[Line], dict[str, int]]:
    """The lines without the table of contents, and the headings that it names, folded, each with its level."""
    drop: set[int] = set()
    titles: dict[str, int] = {}
    for index, line in enumerate(lines):
        if index in drop:
            continue
        if has_leaders(line.text) and not _to_fill_in(lines, index):
            drop.add(index)
            _note(line, titles)
        elif OVER.match(line.text):
            drop |= {index, *_entries(lines, index + 1, titles)}
    return [line for index, line in enumerate(lines) if index not in drop], titles


def _to_fill_in(lines: Sequence[Line], index: int) -> bool:
    """Whether the dots after the words are a form's to write on: no page follows them, nor those beside them."""
    near = [line.text for line in lines[max(0, index - 2) : index + 3]]
    leads = bool(re.search(r"\w", lines[index].text))
    return leads and not any(re.search(r"^\d{1,3}$|[.…_]\s*\d{1,3}$", text) for text in near)


def _entries(lines: Sequence[Line], start: int, titles: dict[str, int]) -> set[int]:
    """The places of the entries under «Innehåll», up to the first line that is none."""
    taken: list[int] = []
    paged = 0
    for index in range(start, min(len(lines), start + 120)):
        line = lines[index]
        if re.fullmatch(r"\d{1,3}", line.text.strip()) and taken:
            # The page of the entry before, on a line of its own.
            paged += 1
            taken.append(index)
            continue
        entry = ENTRY.match(_whole(line))
        if line.kind == "table" or len(line.text) > 130 or entry is None or line.text.endswith((".", ":", "?")):
            break
        if not entry["page"] and paged and not LEADERS.search(line.text):
            # The first heading itself looks like an entry without a page.
            break
        paged += bool(entry["page"])
        taken.append(index)
    if not paged:
        return set()
    for index in taken:
        _note(lines[index], titles)
    return set(taken)


def _whole(line: Line) -> str:
    text = " ".join(line.text.split())
    return f"{line.mark} {text}" if line.kind == "item" else text


def _note(line: Line, titles: dict[str, int]) -> None:
    entry = ENTRY.match(_whole(line))
    if entry:
        words = entry["words"].rstrip(" .…_")
        titles.setdefault(folded_title(words), min(3, 1 + (entry["number"] or "").rstrip(".").count(".")))


def folded_title(text: str) -> str:
    """A heading without its number, its page and its marks, in small letters."""
    bare = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.)\s+", "", " ".join(text.split()))
    return re.sub(r"\W+", " ", bare).strip().casefold()
