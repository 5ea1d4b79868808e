"""The task that an att-sats gives when it is granted: its words turned from «att nämnden uppdrar …» to what is done."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# Who gives the task to whom, as att-satser begin; the group «who» is the one who gets it.
_WHO: Final = r"(?P<who>(?:\w{2,40}-?\s+och\s+)?\w{0,40}(?:förvaltning|kontor|direktör|chef|stab)\w{0,20})"
_OPENINGS: Final = tuple(
    re.compile(rf"^(?:att\s+)?{pattern}\s+", re.IGNORECASE)
    for pattern in (
        rf"(?:\S{{1,40}}\s+){{0,4}}?(?:beslutar\s+att\s+)?(?:ge|ger)\s+{_WHO}\s+(?:ett\s+|i\s+)?uppdrag(?:et)?\s+att",
        rf"(?:\S{{1,40}}\s+){{0,4}}?(?:beslutar\s+att\s+)?uppdra(?:r)?\s+(?:åt|till)\s+{_WHO}\s+att",
        rf"{_WHO}\s+(?:uppdras|får\s+i\s+uppdrag|ges\s+i\s+uppdrag|åläggs)(?:\s+att)?",
        rf"{_WHO}\s+(?:ska|skall|bör)",
        rf"i\s+uppdrag\s+(?:åt|till)\s+{_WHO}\s+att",
    )
)
_ATT: Final = re.compile(r"^att\s+", re.IGNORECASE)


class Task(NamedTuple):
    """What is to be done, and by whom where the words tell."""

    text: str
    task_for: str = ""


def task_of(clause: str) -> Task:
    """The task that an att-sats gives; where it gives none to anybody, its own words without «att»."""
    words = " ".join(clause.split()).rstrip(".;, ")
    for opening in _OPENINGS:
        match = opening.match(words)
        if match and match.end() < len(words):
            return Task(_sentence(words[match.end() :]), match["who"].strip())
    return Task(_sentence(_ATT.sub("", words)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
