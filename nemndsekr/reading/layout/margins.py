"""Margins: a block of facts beside the running text, whose lines an extraction weaves into those of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from nemndsekr.reading.layout.columns import Row

# What stands in such a block; a column of a table holds none of it.
CONTACT: Final = re.compile(
    r"\b(?:dnr|diarie\w*|datum|telefon|tfn|tel|fax|e-?post|www|box \d|handläggare|beteckning|referens|"
    r"org\.? ?nr|kommun)\b|@|"
    r"\b\d{3} ?\d\d [A-ZÅÄÖ]|^\d{4}-\d\d-\d\d$|^\d[\d -]{6,}$",
    re.IGNORECASE,
)
# No line of a margin block is longer, and the running text beside it is at least so long, in characters.
LONGEST: Final = 36
SHORTEST: Final = 38
# Left edges this near each other are the same.
NEAR: Final = 2.0


class Margin(NamedTuple):
    """The rows from ``first`` to ``last`` have a block of facts left of ``edge``."""

    first: int
    last: int
    edge: float


def left_margin(rows: Sequence[Row], width: float) -> Margin | None:
    """Where a block of facts stands left of the running text, if it does."""
    edges: Counter[int] = Counter()
    for row in rows:
        for before, piece in pairwise(row):
            if before.right < 0.45 * width and len(before.text) <= LONGEST:
                edges[round(piece.left)] += 1
    for edge, count in edges.most_common(6):
        if count < 2:
            return None
        found = _beside(rows, float(edge))
        if found is not None:
            return found
    return None


def _beside(rows: Sequence[Row], edge: float) -> Margin | None:
    """The longest stretch of rows where the text begins at the edge and nothing crosses it."""
    best: Margin | None = None
    start: int | None = None
    for number in range(len(rows) + 1):
        crossed = number == len(rows) or any(
            piece.left < edge - NEAR and piece.right > edge - 0.5 for piece in rows[number]
        )
        if not crossed:
            start = number if start is None else start
            continue
        if start is not None:
            found = _block(rows, start, number - 1, edge)
            if found is not None and (best is None or found.last - found.first > best.last - best.first):
                best = found
        start = None
    return best


def _block(rows: Sequence[Row], start: int, stop: int, edge: float) -> Margin | None:
    """The stretch cut down to where the text goes on at the edge, if facts and nothing else stand left of it."""
    body = [
        number for number in range(start, stop + 1) if any(abs(piece.left - edge) <= NEAR for piece in rows[number])
    ]
    if len(body) < 4:
        return None
    first, last = body[0], body[-1]
    beside = [piece for row in rows[first : last + 1] for piece in row if piece.left < edge - NEAR]
    text = [" ".join(piece.text for piece in rows[number] if piece.left >= edge - NEAR) for number in body]
    woven = sum(any(piece.left < edge - NEAR for piece in rows[number]) for number in body)
    if len(beside) < 2 or woven < 2 or any(len(piece.text) > LONGEST or "?" in piece.text for piece in beside):
        return None
    long = sum(len(line) > SHORTEST for line in text)
    going_on = sum(line[:1].islower() for line in text)
    facts = sum(bool(CONTACT.search(piece.text)) for piece in beside)
    fits = long >= 0.6 * len(text) and going_on >= 2 and facts >= 1
    return (
        Margin(first, last, edge)
        if fits and sum(len(piece.text) for piece in beside) < 0.5 * sum(map(len, text))
        else None
    )
