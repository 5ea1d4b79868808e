"""How a case in a file stands to the same case here: lika, nyare, äldre, or changed in both places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """What a case in a file is to the cases that are here."""

    new = "new"
    same = "same"
    newer = "newer"
    older = "older"
    parted = "parted"


class Told(NamedTuple):
    """A row as it is compared: how many times it was changed, and what it says."""

    version: int
    says: object


class Known(NamedTuple):
    """What is known here of rows that only one side has.

    ``added``: those that only we have and that came here after the case was last in one hand. ``removed``: those that
    only they have and that were taken away here.
    """

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


def standing_of(theirs: Mapping[str, Told], ours: Mapping[str, Told], known: Known) -> Standing:
    """How their rows of a case stand to ours, both by uid.

    A row that says the same is the same however often it was changed. Where one of two has been changed more often, the
    news is on that side; where both as often, on both.
    """
    both = theirs.keys() & ours.keys()
    changed = [(theirs[uid].version, ours[uid].version) for uid in both if theirs[uid].says != ours[uid].says]
    only_theirs, only_ours = theirs.keys() - both, ours.keys() - both
    news_there = (
        any(them >= us for them, us in changed) or bool(only_theirs - known.removed) or bool(only_ours - known.added)
    )
    news_here = (
        any(us >= them for them, us in changed) or bool(only_ours & known.added) or bool(only_theirs & known.removed)
    )
    if news_there and news_here:
        return Standing.parted
    if news_there:
        return Standing.newer
    return Standing.older if news_here else Standing.same
