"""Dnr form: whether something typed can be a diarienummer, by the nämnd's own pattern where it has one."""

from __future__ import annotations

import re
from typing import Final

_PATTERN_PART: Final = re.compile(r"Å{4}|Å{2}|löpnr|löpnummer|n+|[^\W\d_]+|\d+|\s+|.", re.IGNORECASE)
# «BUN-2026-0412», «KS 2014/742.912», «0256/20», «3.1.2-56/2016», «2014/KS 0012 001»
_ANY: Final = re.compile(r"[^\W_]+(?:\s*[-/.:]\s*[^\W_]+|\s+[^\W_]+){1,5}")
_LONGEST_WORD: Final = 8
_FEWEST_GROUPS: Final = 2


def pattern_matches(pattern: str, dnr: str) -> bool:
    """Whether a diarienummer is written as a pattern says: «BUN-ÅÅÅÅ-löpnr», where n, nnnn and löpnr are digits."""
    parts = []
    for part in _PATTERN_PART.findall(pattern):
        low = part.lower()
        if set(low) == {"å"}:
            parts.append(rf"\d{{{len(part)}}}")
        elif low in {"löpnr", "löpnummer"} or set(part) == {"n"}:
            parts.append(r"\d+")
        else:
            parts.append(r"\s+" if part.isspace() else re.escape(part))
    return re.fullmatch("".join(parts), dnr.strip(), re.IGNORECASE) is not None


def looks_like_dnr(words: str) -> bool:
    """Whether words can be a diarienummer of anybody: a series and a year or number, in any of the usual forms."""
    words = words.strip()
    groups = re.findall(r"\d+", words)
    letters = re.findall(r"[^\W\d_]+", words)
    return (
        _ANY.fullmatch(words) is not None
        and len(groups) >= _FEWEST_GROUPS
        and all(len(word) <= _LONGEST_WORD for word in letters)
        and len(letters) <= _FEWEST_GROUPS
    )


def dnr_doubt(words: str, pattern: str = "") -> str:
    """What is asked of a typed diarienummer that does not look like one of the nämnd's; empty where it does.

    Several numbers may stand with commas between them.
    """
    pattern = pattern.strip()
    for one in filter(None, (part.strip() for part in words.split(","))):
        if pattern and not pattern_matches(pattern, one):
            return f"{one} ser inte ut som nämndens nummer ({pattern}). Stämmer det?"
        if not pattern and not looks_like_dnr(one):
            return f"{one} ser inte ut som ett diarienummer. Stämmer det?"
    return ""
