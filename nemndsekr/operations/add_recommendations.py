"""Add several recommendations of a report at once, pasted as text: one line is one recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import folded

# What a line in a list begins with: a bullet, «3.», «3)», «R3:», «Rekommendation 3:», «Fråga 3:».
_MARK: Final = re.compile(
    r"^\s*(?:[-–—•‣▪●○*·]\s+|(?:rekommendation\s+|(?:revisions)?fråga\s+|r)?\d{1,2}\s*[.):]\s+)", re.IGNORECASE
)


def recommendation_lines(pasted: str) -> list[str]:
    """The lines of a pasted text, each without its bullet or number; empty ones are left out."""
    lines = (_MARK.sub("", line.replace("\u00ad", "")) for line in pasted.splitlines())
    return [words for line in lines if (words := " ".join(line.split()))]


class Sorted(NamedTuple):
    """Pasted lines: those to add, those that say the same as one before them, and those that the case has."""

    new: list[str]
    same: list[str]
    known: list[str]


def sorted_lines(lines: Sequence[str], known: Iterable[str]) -> Sorted:
    """Which lines would be added to a case with these recommendations; capitals make no other one of it."""
    there, seen = {folded(text.strip()) for text in known}, set[str]()
    out = Sorted([], [], [])
    for line in lines:
        key = folded(line.strip())
        (out.known if key in there else out.same if key in seen else out.new).append(line)
        seen.add(key)
    return out


def add_recommendations(store: Store, case_id: int, texts: Sequence[str], who: str, now: datetime) -> Changes:
    """Add these recommendations after those the case has, in one step; what is there already is left alone.

    Raises:
        UserError: there is none to add.
    """
    wanted = [text for text in map(str.strip, texts) if text]
    if not wanted:
        raise UserError("Det finns ingen rekommendation att lägga till.", "Klistra in texten och markera minst en rad.")
    wanted = sorted_lines(wanted, ()).new
    name = "lade till en rekommendation" if len(wanted) == 1 else f"lade till {len(wanted)} rekommendationer"
    with store.step(name, who, now) as step:
        step.get(Case, case_id)
        rows = step.all(Recommendation, case_id=case_id)
        new = sorted_lines(wanted, (row.text for row in rows)).new
        no = max((row.no for row in rows), default=0)
        position = max((row.position for row in rows), default=0)
        for text in new:
            no, position = no + 1, position + 1
            step.add(Recommendation(case_id=case_id, no=no, position=position, text=text))
    return Changes.of(name, step)
