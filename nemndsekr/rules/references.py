"""Live references: what may be referred to in a text, what it is called, and its number of today."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.short_names import short_name

_NUMBERS: Final = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
_NUMBER: Final = re.compile(rf"\b(?:\d+|{'|'.join(_NUMBERS)})\b")


class Reference(NamedTuple):
    """Something that a text can refer to: its uid, its number, how it is written, and its first words for a list."""

    uid: str
    number: int
    words: str
    name: str


def references_in(file: CaseFile) -> tuple[Reference, ...]:
    """Everything of a case that a text can refer to, in order."""
    recommendations = [
        Reference(one.uid, one.no, f"rekommendation {one.no}", short_name(one.corrected_text or one.text))
        for one in file.recommendations
    ]
    clauses = [
        Reference(one.uid, number, f"att-sats {number}", short_name(one.text))
        for number, one in enumerate(file.attsatser, start=1)
    ]
    return (*recommendations, *clauses)


def renumbered(words: str, number: int) -> str:
    """«rekommendation två» with another number, in figures or letters as it was written; other words are left alone."""
    as_word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    swap: Callable[[re.Match[str]], str] = lambda found: str(number) if found[0].isdigit() else as_word  # noqa: E731
    return _NUMBER.sub(swap, words, count=1)


def current_words(words: str, ref: str, numbers: Mapping[str, int]) -> str:
    """The words of a live reference with today's number; without a number known, as they were written."""
    return renumbered(words, numbers[ref]) if ref in numbers else words
