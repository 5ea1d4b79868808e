"""The task that an att-sats gives when it is granted: its words turned from «att nämnden uppdrar …» to what is done."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from nemndsekr.records.choices import ReportForm
from nemndsekr.rules.tidpunkt import find_tidpunkter

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


_REPORTS: Final = re.compile(r"\b(?:åter)?(?:redovis|rapporter)\w*|\båterkom\w*", re.IGNORECASE)
_FORMS: Final = (
    (re.compile(r"\bskriftlig", re.IGNORECASE), ReportForm.skriftligt),
    (re.compile(r"\bmuntlig", re.IGNORECASE), ReportForm.muntligt),
)


class Task(NamedTuple):
    """What is to be done, and by whom where the words tell."""

    text: str
    task_for: str = ""


class Report(NamedTuple):
    """How and when an att-sats wants its task reported back, in its own words."""

    form: ReportForm = ReportForm.ej_angivet
    when: str = ""


def report_of(clause: str) -> Report:
    """How and when an att-sats wants to hear of its task: what stands after «redovisas», «återrapporteras»."""
    words = " ".join(clause.split())
    told = _REPORTS.search(words)
    if told is None:
        return Report()
    rest = words[told.end() :]
    form = next((one for mark, one in _FORMS if mark.search(rest)), ReportForm.ej_angivet)
    times = find_tidpunkter(rest, None)
    return Report(form, times[0].value.words if times else "")


def facts_of(clause: str) -> dict[str, Any]:
    """What an att-sats says of its task, by the columns of ``AttsatsFields``."""
    report = report_of(clause)
    return {"task_for": task_of(clause).task_for, "report_form": report.form, "report_when": report.when}


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
