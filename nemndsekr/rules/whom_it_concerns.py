"""Whom a recommendation concerns: told by the body that it is addressed to, and asked where that does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from nemndsekr.support.swedish import folded


class Concern(Enum):
    """Whether a recommendation is for this nämnd, for others, or cannot be told from its recipient."""

    OURS = "ours"
    OTHERS = "others"
    UNSURE = "unsure"


_STEM: Final = r"[a-zåäö]+"
# «kultur- och fritidsnämnden», «tekniska nämnden», «nämnden för teknik och fritid», «bostadsbolaget», «Lindö Energi AB»
_NAMED: Final = re.compile(
    rf"(?:{_STEM}-(?:,? {_STEM}-)* (?:och|samt|&) )?{_STEM}(?:nämnd|styrelse|direktion)(?:en|n)?\b"
    rf"|{_STEM}(?:iska|ala|liga) nämnd(?:en)?\b"
    rf"|\bnämnden för {_STEM}(?:,? (?:och|samt) {_STEM})*"
    rf"|\b{_STEM}fullmäktige\b|\bfullmäktige\b|\b{_STEM}(?:bolaget|förbundet)\b|\bab\b"
)
_OFFICE: Final = re.compile(
    rf"(?:{_STEM}-(?:,? {_STEM}-)* (?:och|samt|&) )?{_STEM}(?:förvaltningen|kontoret)\b"
    rf"|{_STEM}(?:iska|ala|liga) förvaltningen\b"
)
_ALL: Final = re.compile(
    r"\b(?:samtliga|alla|båda|bägge|övriga|respektive|varje|nämnderna|styrelserna|granskade nämnder|kommunens nämnder|"
    r"stadens nämnder|regionens nämnder)\b"
)
_SOME: Final = re.compile(r"\b(?:berörda?|ansvariga?|aktuella?|vissa|några)\b")
_BARE_NAMND: Final = re.compile(r"(?<!iska )(?<!ala )(?<!liga )\bnämnden\b(?! för )")
_BARE_STYRELSE: Final = re.compile(r"\bstyrelsen\b")
_JOINS: Final = r"(?<![\wåäö-])(?<!- och )(?<!- samt )(?<!- & )"


def concern(recipient: str, namnd: str, all_recipients: Sequence[str] = ()) -> Concern:
    """Whom a recommendation concerns, where it is addressed to ``recipient`` and this nämnd is ``namnd``.

    What is addressed to nobody, to the nämnd without a name or to all of them is ours. ``all_recipients`` are those of
    the whole paper: one that is wholly addressed to a single other body may well be about us under another name.
    """
    named, own = folded(recipient).strip(), folded(namnd).strip()
    if not named or not own or _names(named, own) or _ALL.search(named):
        return Concern.OURS
    if _SOME.search(named):
        return Concern.UNSURE
    if _BARE_NAMND.search(named):
        return Concern.OURS
    bodies = _NAMED.findall(named)
    if bodies:
        # «Socialnämnden» may be what «arbetsmarknads- och socialnämnden» was called before.
        near = any(_last_word(body) == _last_word(own) and len(_last_word(own)) > 6 for body in bodies)
        several = len({folded(one).strip() for one in all_recipients} | {named}) > 1
        return Concern.OTHERS if several and not near else Concern.UNSURE
    if _BARE_STYRELSE.search(named):
        return Concern.OURS if "styrelse" in own else Concern.UNSURE
    return _of_office(named, own)


def _of_office(named: str, own: str) -> Concern:
    """An office is the nämnd's where it is called as the nämnd is; «förvaltningen» and «kommunen» are ours."""
    offices = [re.sub(r"\s*(?:förvaltningen|kontoret)$", "", office) for office in _OFFICE.findall(named)]
    offices = [office for office in offices if office.strip()]
    mine = re.sub(r"\s*(?:nämnd|styrelse)(?:en|n)?$", "", own)
    if not offices or any(office.rstrip("s") == mine.rstrip("s") for office in offices):
        return Concern.OURS
    return Concern.UNSURE


def same_body(named: str, own: str) -> bool:
    """Whether two names are of one body, in any form of its name."""
    return bool(named.strip() and own.strip()) and _names(folded(named).strip(), folded(own).strip())


def _names(named: str, own: str) -> bool:
    """Whether the recipients name this nämnd, in any form of its name, and not one whose name ends as ours does."""
    stem = re.sub(r"(?<=nämnd)en$|(?<=styrelse)n$", "", own)
    forms = {stem}
    words = stem.split()
    if len(words) > 1 and words[-1] not in {"nämnd", "styrelse"} and "-" not in stem:
        # «Lindö stadsdelsnämnd» is mostly called «stadsdelsnämnden».
        forms.add(words[-1])
    return any(re.search(rf"{_JOINS}{re.escape(form)}(?:en|n)?s?(?![\wåäö])", named) for form in forms)


def _last_word(name: str) -> str:
    """The last word of a body's name without its article."""
    return re.sub(r"(?<=nämnd)en$|(?<=styrelse)n$", "", name.rsplit(maxsplit=1)[-1]) if name.split() else ""
