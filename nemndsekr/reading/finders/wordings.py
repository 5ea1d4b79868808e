"""Wordings: how alike two wordings of one thing are, for what a paper says twice."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple


def likeness(first: str, second: str) -> float:
    """How alike two wordings are, from 0 to 1."""
    return likeness_above(first, second, -1.0)


def likeness_above(first: str, second: str, floor: float) -> float:
    """How alike two wordings are, from 0 to 1; 0 where that is no more than the floor, which is told far quicker."""
    one, two = _plain(first), _plain(second)
    if one.text == two.text:
        return 1.0
    shorter, longer = sorted((len(one.text), len(two.text)))
    both = shorter + longer
    if shorter < 0.3 * longer or 2.0 * shorter / both <= floor:
        # Far apart in length they are never alike, and comparing letter by letter is slow.
        return 0.0
    # No more letters can stand in the same order than there are of the same.
    if floor > 0 and 2.0 * (one.letters & two.letters).total() / both <= floor:
        return 0.0
    share = difflib.SequenceMatcher(None, one.text, two.text, autojunk=False).ratio()
    return share if share > floor else 0.0


class _Plain(NamedTuple):
    text: str
    letters: Counter[str]


@lru_cache(maxsize=4096)
def _plain(text: str) -> _Plain:
    plain = re.sub(r"\W+", " ", text).strip().casefold()
    return _Plain(plain, Counter(plain))
