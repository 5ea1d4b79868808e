"""Initiative titles: what a member's proposal calls itself; better none, to be asked for, than a line of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.attsatser import LEAD_IN
from nemndsekr.reading.finders.committee import namnd_names
from nemndsekr.reading.finders.dates import PLACE_AND_DAY, days_in
from nemndsekr.reading.finders.names import PARTIES, person_in, persons_in
from nemndsekr.reading.finders.numbers import NUMBER
from nemndsekr.reading.lines import Line, sentences
from nemndsekr.reading.mending import ATT

_NAME: Final = r"(?:\w*initiativ|initiativärende|ledamotsförslag|motion)"
# «Vänsterpartiets nämndinitiativ till socialnämnden om gångvägar»
NAMES_MATTER: Final = re.compile(
    rf"^(?:\S+s )?{_NAME}\b[^.:]{{0,80}}?"
    r"(?:\s*[:–]\s*|\s+-\s*|\s+(?:om|angående|ang\.|gällande|avseende|rörande|kring|för)\s+)\S",
    re.IGNORECASE,
)
NAME_ALONE: Final = re.compile(rf"^(?:\S+s )?{_NAME}(?:\s+(?:från|av|till)\b[^.:]*)?\s*:?$", re.IGNORECASE)
# A finite verb makes a long line a sentence, with or without its full stop.
_TELLS: Final = re.compile(
    r"^(?:\S+ ){1,8}(?:är|har|kommer|blir|får|finns|saknas|måste|kan|behöver|vet|ser|går|står|gör|tar|ökar)\b"
)
_SENTENCE_WORDS: Final = 8
_TO: Final = re.compile(r"^(?:till|från|för|datum|dnr|diarie\w*)\b", re.IGNORECASE)
_LONGEST: Final = 110
_LONG, _FAR_TOO_LONG = 200, 1000
# «Vi föreslår att …» puts the matter and does not name it.
_PUTS: Final = re.compile(r"\b(?:föreslår|yrkar|hemställer|vill|önskar|begär)\b(?: [^\s,]+){0,6}? att\b", re.IGNORECASE)


def no_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of a proposal is only its name, one of its clauses or after them, or running text."""
    line = lines[index]
    if NAME_ALONE.match(line.text) and not NAMES_MATTER.match(line.text):
        return True
    if any(LEAD_IN.search(before.text) or ATT.match(before.text) for before in lines[1:index]):
        return True
    if ATT.match(line.text):
        return index > 1 or line.kind == "item"
    if all(person_in(piece, "") for piece in persons_in(line.text)):
        return True
    is_plain = line.kind == "paragraph" and not line.all_bold and not NAMES_MATTER.match(line.text)
    tells = len(line.text.split()) >= _SENTENCE_WORDS and bool(_TELLS.match(line.text))
    if is_plain and (tells or _PUTS.search(line.text)):
        return True
    return is_plain and (line.text.rstrip().endswith(".") or len(sentences(line.text)) > 1)


def title_line(lines: Sequence[Line]) -> int | None:
    """The place of the line that names the matter, or that stands as a heading under the paper's name."""
    named = next((at for at, line in enumerate(lines) if _names_only(line.text)), None)
    if named is not None and not no_title(lines, named):
        return named
    name = next((at for at, line in enumerate(lines[:12]) if NAME_ALONE.match(line.text)), None)
    if name is None:
        return None
    for at in range(name + 1, min(name + 6, len(lines) - 1)):
        if _is_address(lines[at]):
            continue
        return at if _may_head(lines, at) else None
    return None


def _names_only(text: str) -> bool:
    """Whether a line names a matter and does nothing else; a very long one must be one that does not end."""
    if not NAMES_MATTER.match(text):
        return False
    return len(text) < _LONG or (len(text) < _FAR_TOO_LONG and text[-1] not in ".:" and len(sentences(text)) == 1)


def title_sentence(lines: Sequence[Line]) -> Found | None:
    """The first sentence of a proposal that is one paragraph, where it names the matter and tells nothing."""
    first = lines[0] if lines else None
    ends = sentences(first.text) if first is not None and NAMES_MATTER.match(first.text) else []
    if first is None or len(ends) < 2:
        return None
    start, end = ends[0]
    text = first.text[start:end].rstrip(" .")
    if len(text) > _LONGEST or _TELLS.match(text) or _PUTS.search(text):
        return None
    return first.found(start, start + len(text))


def _is_address(line: Line) -> bool:
    """Whether a line under the name tells to whom, from whom or when."""
    text = line.text.strip()
    named = namnd_names(text)
    return (
        bool(_TO.match(text) or PLACE_AND_DAY.match(text) or NUMBER.fullmatch(text))
        or (any(days_in(text)) and len(text) < 30)
        or text.rstrip(".").casefold() in PARTIES
        or (len(named) == 1 and len(named[0][0]) > len(text) - 4)
        or person_in(text, "") is not None
    )


def _may_head(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text.strip()
    return (
        (len(text.split()) > 1 or (len(text) > 4 and text.isalpha() and not lines[index].key))
        and len(text) <= _LONGEST
        and text[0].isupper()
        and text[-1] not in ".:,;"
        and not LEAD_IN.search(text)
        and not no_title(lines, index)
    )
