"""Checks that plain-text functions make, run over every text of a case: doubled words, dashes, forms of dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.text_checks import TextFinding, broken_references, dash_spacing, doubled_words
from nemndsekr.rules.checks.texts import CaseText, around, enumerated, running_texts, texts_of
from nemndsekr.support.days import MONTHS


def _over_texts(file: CaseFile, find: Callable[[str], Iterator[TextFinding]]) -> Iterator[tuple[CaseText, TextFinding]]:
    for text in texts_of(file):
        told = Counter((found.text, found.detail) for found in _findings(find, text.text))
        for found in _findings(find, text.text):
            # What is said of two places must tell them apart, or the one is taken for the other.
            same = told[found.text, found.detail] > 1
            near = text.text[found.start : found.end + _AFTER_SAME].split("\n")[0]
            yield text, found._replace(detail=f"{found.detail} Här: «{near}».") if same else found


_AFTER_SAME: Final = 40


@lru_cache(maxsize=1024)
def _findings(find: Callable[[str], Iterator[TextFinding]], text: str) -> tuple[TextFinding, ...]:
    """What a function finds in a text: most texts of a case are the same as when it was last looked at."""
    return tuple(find(text))


def doubled_small_words(file: CaseFile) -> Iterator[Remark]:
    """Find words that stand twice in a row."""
    for text, found in _over_texts(file, doubled_words):
        once = found.words.split()[0]
        yield _remark(text, found, Remedy(f"Skriv «{once}» en gång", "replace", _values(text, found, once)))


def dashes_astray(file: CaseFile) -> Iterator[Remark]:
    """Find dashes and hyphens with a blank too many or too few."""
    for text, found in _over_texts(file, dash_spacing):
        right = re.search(r"menas «(.+?)»\?", found.detail)
        remedy = (Remedy(f"Skriv {right[1]}", "replace", _values(text, found, right[1])),) if right else ()
        yield _remark(text, found, *remedy)


def lost_goals(file: CaseFile) -> Iterator[Remark]:
    """Find what Word puts where a cross-reference has lost its goal."""
    for text, found in _over_texts(file, broken_references):
        yield _remark(text, found)


def _values(text: CaseText, found: TextFinding, new: str) -> tuple[tuple[str, str], ...]:
    return (("within", _told_apart(text.text, found)), ("old", found.words), ("new", new))


def _told_apart(text: str, found: TextFinding) -> str:
    """The words with as much after or before them as tells this place from the others where the same words stand."""
    begin, end = text.rfind("\n", 0, found.start) + 1, text.find("\n", found.end)
    for right in range(found.end, (end if end >= 0 else len(text)) + 1):
        if text.find(text[found.start : right]) == found.start:
            return text[found.start : right]
    for left in range(found.start, begin - 1, -1):
        within = text[left : found.end]
        if text.find(within) == left and within.find(found.words) == found.start - left:
            return within
    return found.words


def _remark(text: CaseText, found: TextFinding, *remedies: Remedy) -> Remark:
    return Remark(
        found.rule,
        found.text,
        found.detail,
        text.table,
        text.row_uid,
        text.field,
        found.certainty,
        (*remedies, GO_THERE),
        (around(text.text, found.start, found.end),),
    )


_SIX: Final = re.compile(
    r"(?<![\w./:+-])([0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w-]|[.,:/]\d|\s?(?:kr|tkr|st)\b)"
)
_SAID: Final = re.compile(
    r"(?:\b(?:den|dat(?:um|erad|erat)|svarsdatum(?: är)?|senast|inkom(?:men|met)?|från|till|per)\b[: ]*|^)\Z",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER: Final = re.compile(r"\s+(?:inkom|kom|beslutade|lämnade|översände|fick|skickade)")
_ISO: Final = re.compile(r"(?<![\w./-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\w-])")
_IN_WORDS: Final = re.compile(rf"(?<!\d)[0-3]?\d\s(?:{'|'.join(MONTHS)})\s(?:19|20)\d\d", re.IGNORECASE)


def mixed_date_forms(file: CaseFile) -> Iterator[Remark]:
    """Find days in six digits beside days in other forms: one paper, one form."""
    six: dict[str, tuple[CaseText, str, str]] = {}
    other = ""
    for text in running_texts(file):
        for found in _SIX.finditer(text.text):
            if not (_SAID.search(text.text[: found.start()][-25:]) or _AFTER.match(text.text, found.end())):
                continue
            day = _six_day(found)
            if day is not None:
                start = max(text.text.rfind("\n", 0, found.start()) + 1, found.start() - 30)
                six.setdefault(found[0], (text, text.text[start : found.end()], day.isoformat()))
    for text in running_texts(file) if six else ():
        if not other and (form := _ISO.search(text.text) or _IN_WORDS.search(text.text)):
            other = form[0]
    if not other:
        other = next((document.dated_on.isoformat() for document in file.documents if document.dated_on), "")
    if not six or not other:
        return
    text = next(iter(six.values()))[0]
    yield Remark(
        "datumformer",
        "Datum skrivs på flera sätt",
        f"{enumerated(f'«{words}»' for words in six)}, men «{other}».",
        text.table,
        text.row_uid,
        text.field,
        Certainty.upplysning,
        (
            Remedy(
                "Skriv alla med år, månad och dag",
                "replace_everywhere",
                tuple((words, iso) for words, (_, _, iso) in six.items()),
            ),
            GO_THERE,
        ),
        (*(around for _, around, _ in six.values()), other),
    )


def _six_day(found: re.Match[str]) -> date | None:
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
