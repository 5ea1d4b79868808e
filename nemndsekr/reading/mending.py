"""Mending: words and sentences that an end of a line, an empty line or a page break has cut are put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nemndsekr.reading.lines import Line, make_line
from nemndsekr.records.block_text import Run, Runs

HYPHENS = "-\u00ad\u2010\x02\ufffe"
# After these a hyphen at the end of a line is that of «barn- och ungdomsvård».
COORDINATION = re.compile(r"^(?:och|eller|samt|respektive|som|men|till|/|&)\b")
TERMINAL = re.compile(r"[.:;?!…][\"”»)\]]*$")
LEAD_IN_END = re.compile(r"\b(?:att|besluta|beslutar|yrkar|föreslår|rekommenderar|följande|på)$", re.IGNORECASE)
# No sentence is longer: without an end, each joining would cost more than the one before.
LONGEST_MENDED = 8_000
# What ends a sentence or leads in a list stands in the last characters.
END = 60
CONTINUES = re.compile(r"^[a-zåäö]")
# «dnr tn 2026:14» stands by itself.
LABEL = re.compile(r"^(?:dnr|diarienummer|diarienr|ärendenummer)\b\W*\w*\W*\d")
ATT = re.compile(r"^[\W_]*att\d?\b", re.IGNORECASE)
INFINITIVE = re.compile(
    r"^(?!(?:alla|hela|denna|dessa|samma|flera|andra|stora|egna|olika|sina|våra|deras|första|nya|samtliga|övriga|"
    r"berörda|bra|extra)\b)(?:[a-zåäö]{3,}a|se|ge|ta)\b(?! eller)"
)
# After these words no clause has ended: the rest of the sentence stands in the next paragraph.
TORN = re.compile(
    r"\b(?P<joins>och|samt|eller)$|\b(?:för|i|på|av|med|till|från|vid|om|under|över|inom|mellan|genom|den|det|de|en|ett|"
    r"enligt|utan|mot|inför|hos|sin|sina|sitt)$|[-–]$"
)
LIST_LEAD_IN = re.compile(r"(?::|\batt)$")


def join_runs(first: Runs, second: Runs, whole: str = "") -> tuple[Runs, int]:
    """The second run of text put after the first, hyphens mended; with it the place where the second begins.

    ``whole`` is the folded text of the document: a hyphenated word that stands unbroken elsewhere keeps its hyphen.
    """
    if not first:
        return second, 0
    if not second:
        return first, sum(len(run.text) for run in first)
    head = "".join(run.text for run in first).rstrip()
    tail = "".join(run.text for run in second).lstrip()
    cut, glue = _seam(head, tail, whole)
    kept = _trim(first, len(head) - cut)
    place = sum(len(run.text) for run in kept) + len(glue)
    last = kept[-1]
    return (*kept[:-1], Run(last.text + glue, last.bold, last.italic), *second), place


def _seam(head: str, tail: str, whole: str) -> tuple[int, str]:
    """How many characters to cut from the head's end, and what to put between."""
    if not head or head[-1] not in HYPHENS or len(head) < 2 or not head[-2].isalnum():
        return 0, " "
    if head[-1] in "\u00ad\x02\ufffe" and CONTINUES.match(tail) and not COORDINATION.match(tail):
        return 1, ""
    if COORDINATION.match(tail):
        return 0, " "
    # A number is never cut: the hyphen of «15-åriga» is its own.
    if head[-2].isdigit():
        return 0, ""
    if not CONTINUES.match(tail):
        return 0, ""
    left = re.search(r"[\wåäöÅÄÖ]+$", head[:-1])
    right = re.match(r"[\wåäöÅÄÖ]+", tail)
    # An abbreviation is never cut either: «EU-medel».
    if left and len(left.group()) > 1 and left.group().isupper():
        return 0, ""
    if left and right and f"{left.group()}-{right.group()}".casefold() in whole:
        return 0, ""
    return 1, ""


def _trim(runs: Runs, length: int) -> Runs:
    out: list[Run] = []
    for run in runs:
        piece = run.text[:length]
        length -= len(piece)
        if piece:
            out.append(Run(piece, run.bold, run.italic))
    return tuple(out) or (Run(""),)


def join_lines(first: Line, second: Line, whole: str = "") -> Line:
    """One line of both, with the turn of the page noted."""
    runs, place = join_runs(first.runs, second.runs, whole)
    joined = make_line(first.kind, runs, level=first.level, mark=first.mark, page=first.page)
    turns = list(first.turns)
    page = first.page if not turns else turns[-1][1]
    if second.page is not None and second.page != page:
        turns.append((place, second.page))
    turns += [(place + offset, number) for offset, number in second.turns]
    return replace(joined, turns=tuple(turns)) if turns else joined


def mend(
    lines: Sequence[Line], tell: Callable[[int, int], object] | None = None, *, torn_only: bool = False
) -> list[Line]:
    """The lines with sentences that were broken by an empty line or a page break put together again.

    ``tell`` is called now and then with two zeros; what it raises stops the mending. ``torn_only`` is for files that
    know their paragraphs: only what ends in the middle of a phrase is put together with the next.
    """
    whole = " ".join(line.text for line in lines).casefold()
    out: list[Line] = []
    listing = False
    for number, line in enumerate(lines):
        if tell is not None and number % 200 == 0:
            tell(0, 0)
        if out and len(out[-1].text) < LONGEST_MENDED and is_broken(out[-1], line):
            of_its_own = torn_only or (listing and bool(INFINITIVE.match(line.text)))
            if not of_its_own or is_torn(out[-1].text, line.text):
                out[-1] = join_lines(out[-1], line, whole)
                continue
        small = line.kind == "paragraph" and bool(CONTINUES.match(line.text))
        listing = small and bool(out) and (listing or bool(LIST_LEAD_IN.search(out[-1].text[-END:])))
        out.append(line)
    return out


def is_torn(first: str, second: str) -> bool:
    """Whether the first text ends in the middle of a phrase, and is no clause that «samt» leads on from."""
    end = TORN.search(first[-END:])
    return end is not None and not (end["joins"] and INFINITIVE.match(second))


def is_wrapped(first: str, second: str) -> bool:
    """Whether a line break only wraps a sentence: it goes on in a small letter, and is no next item of a list."""
    if not first or not second or not second[0].islower() or first[-1] in ".:;?!" or second.startswith("att "):
        return False
    return not (INFINITIVE.match(first) and INFINITIVE.match(second)) or is_torn(first, second)


def is_broken(first: Line, second: Line) -> bool:
    """Whether the second line goes on with the first one's sentence."""
    if first.kind not in {"paragraph", "item"} or second.kind != "paragraph" or "\t" in first.text:
        return False
    head, tail = first.text, second.text
    if not CONTINUES.match(tail) or TERMINAL.search(head[-END:]) or len(head) < (8 if first.kind == "item" else 25):
        return False
    if (
        "@" in tail.split(" ")[0]
        or LABEL.match(tail)
        or (first.kind == "paragraph" and LEAD_IN_END.search(head[-END:]))
    ):
        return False
    if ATT.match(tail):
        # «att …» is a clause of its own, unless the page turned in the middle of a long paragraph.
        last = first.turns[-1][1] if first.turns else first.page
        return last != second.page and len(head) > 60 and not ATT.match(head)
    return first.all_italic == second.all_italic or first.kind == "item"
