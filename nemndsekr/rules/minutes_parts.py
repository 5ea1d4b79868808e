"""The parts of kept minutes that no field holds: what was moved, how the chair put it, and the vote."""

from __future__ import annotations

import re
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.decision import Decision
from nemndsekr.rules.minutes_lines import paragraph_about, pieces_of

_PARTS: Final = {
    "yrkanden": re.compile(r"yrkande", re.IGNORECASE),
    "beslutsgang": re.compile(r"gång|proposition|ordning", re.IGNORECASE),
    "votering": re.compile(r"votering|omröstning", re.IGNORECASE),
}
_KEYS: Final = frozenset({"proposal", "procedure"})


def minutes_part(file: CaseFile, decision: Decision | None, part: str) -> tuple[str, ...]:
    """The paragraphs of a part (``yrkanden``, ``beslutsgang``, ``votering``) in the minutes kept with a decision."""
    if decision is None or not decision.minutes_text:
        return ()
    text = decision.minutes_text
    about = paragraph_about(text, file.case.dnr, file.case.title)
    start, end = (about.start, about.end) if about is not None else (0, len(text))
    known = _PARTS[part]
    pieces = (one for one in pieces_of(text, start, end) if one.key in _KEYS and known.search(one.heading))
    return tuple(one.text for one in pieces)
