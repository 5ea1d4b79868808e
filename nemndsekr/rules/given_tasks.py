"""The tasks that the words of a decision give: to whom, what, and when it is to be reported back."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import ReportForm
from nemndsekr.rules.tidpunkt import Tidpunkt, find_tidpunkter
from nemndsekr.support.swedish import folded

_NAME: Final = r"(?P<who>[\wåäöÅÄÖ-]+(?: [\wåäöÅÄÖ-]+){0,5}?)"
_GIVEN: Final = (
    re.compile(rf"\buppdra(?:r|s|gs|s det)? åt {_NAME} att (?P<what>.+)", re.IGNORECASE | re.DOTALL),
    re.compile(rf"\bge(?:r|s)? {_NAME} i uppdrag att (?P<what>.+)", re.IGNORECASE | re.DOTALL),
    re.compile(rf"(?:^|\batt )(?:att )?{_NAME} (?:får|ges|fick|"
               rf"erhåller) i uppdrag att (?P<what>.+)", re.IGNORECASE | re.DOTALL),
    re.compile(rf"(?:^|\batt )(?:att )?{_NAME} uppdras (?:att )?(?P<what>.+)", re.IGNORECASE | re.DOTALL),
)  # fmt: skip
_WRITTEN: Final = re.compile(r"\bskriftlig", re.IGNORECASE)
_SPOKEN: Final = re.compile(r"\bmuntlig", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"\bsenast\b|\binom\b|\binnan\b|\bföre\b|återrapport|redovisa|återkom|återredovis", re.IGNORECASE
)
_REPORTED: Final = re.compile(
    r"(?:,|\s)(?:\s*\b(?:och|samt|med|att|det|detta|dem|resultatet|skriftlig(?:t|en)?|muntlig(?:t|en)?|till nämnden))*"
    r"\s*\b(?:senast|inom|innan|före|återrapport|redovis|återkom|återredovis).*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands after the work itself: that it is to be reported, and when."""


class GivenTask(NamedTuple):
    """A task: what, for whom, in what form it is reported, and when; no time means that none was told."""

    text: str
    task_for: str
    form: ReportForm
    time: Tidpunkt | None


def task_in(words: str, near: date | None) -> GivenTask | None:
    """The task that a point gives, or None; a year that is not told is reckoned from ``near``."""
    plain = " ".join(words.split())
    for pattern in _GIVEN:
        found = pattern.search(plain)
        if found:
            what = found["what"].rstrip(" .;,")
            who = re.sub(r"^(?:att|nämnden|och|även|också)\s+", "", found["who"], flags=re.IGNORECASE)
            return GivenTask(what[:1].upper() + what[1:], who, report_form(plain), report_time(found["what"], near))
    return None


def report_form(words: str) -> ReportForm:
    """In what form the words ask for a report."""
    if _WRITTEN.search(words):
        return ReportForm.skriftligt
    return ReportForm.muntligt if _SPOKEN.search(words) else ReportForm.ej_angivet


def report_time(words: str, near: date | None) -> Tidpunkt | None:
    """When the words ask for a report: the last time they name, if they speak of an end or a report at all."""
    times = find_tidpunkter(words, near)
    if not times or not _ENDS.search(words):
        return None
    return times[-1].value


def work_of(text: str) -> str:
    """The work that a task consists of, folded, without when and how it is reported: what tells two tasks apart."""
    return folded(_REPORTED.sub("", text).rstrip(" .;,"))
