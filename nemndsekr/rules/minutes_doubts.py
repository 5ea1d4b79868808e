"""What makes one doubt that pasted minutes are of this case: another number, another body, another heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import NumberKind
from nemndsekr.rules.likeness import title_likeness
from nemndsekr.rules.minutes_lines import Paragraph, paragraph_about, paragraphs_in
from nemndsekr.support.swedish import dnr_key, folded

_NUMBER: Final = r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,7}[ \t/-]*)?\d{2,4}[ \t]?[-/:.][ \t]?\d{1,6}(?![-/]?\d)"
# Called a number of the register; or written as one: letters, a year, a number of its series.
_CALLED: Final = re.compile(
    rf"\b(?:dnr|d\.nr|diarienummer|diarienr|ärendenummer|ärendenr|vårt? dnr|beteckning)\b[ \t.:]*(?P<no>{_NUMBER})",
    re.IGNORECASE,
)
_WRITTEN: Final = re.compile(r"(?<![\w§])(?P<no>[A-ZÅÄÖ]{2,8}[ \t-]{0,2}(?:19|20)\d\d[-/:]\d{1,6})(?![-/]?\d)")
_DECIDES: Final = re.compile(
    r"(?P<before>[\wåäöÅÄÖ-]+[ \t]+)?(?P<who>[\wåäöÅÄÖ]*(?:nämnden|styrelsen|fullmäktige))"
    r"(?:,? [^.\n]{0,40}?)?[ \t]+(?:beslutar|beslutade|beslöt|har beslutat|godkänner|återremitterar|bordlägger)\b",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"^[ \t#*]*(?P<who>(?:[A-ZÅÄÖ][\wåäö]*-?,?[ \t](?:och[ \t])?)?[A-ZÅÄÖa-zåäö]*(?:nämnden|styrelsen|fullmäktige))"
    r"[ \t*]*(?:(?:\d{4}-\d\d-\d\d|protokoll\b).*)?$",
    re.MULTILINE,
)
# What any heading may be made of; it tells nothing of which case it is.
_COMMON: Final = frozenset(
    {"svar", "yttrande", "yttrandet", "granskning", "granskningen", "revisorernas", "revisionens", "revision"}
    | {"rapport", "remiss", "remissen", "motion", "motionen", "nämndinitiativ", "initiativ", "ärende", "ärendet"}
    | {"beslut", "över", "till", "från"}
)
_SHORTEST: Final = len("nämnden")
_LONGEST_HEADING: Final = 140


def doubts_on(text: str, file: CaseFile) -> list[str]:
    """Why the text may belong to another case, each as one sentence with both sides; nothing where it fits."""
    plain = text.replace("\u00a0", " ").replace("\t", " ").replace("\r", " ")
    paragraph = paragraph_about(plain, file.case.dnr, file.case.title)
    if paragraph is None and len(paragraphs_in(plain)) > 1:
        return []  # that none of them is this case's is said already
    body = plain[paragraph.start : paragraph.end] if paragraph is not None else plain
    head = plain[: paragraph.start] if paragraph is not None else ""
    found = [*_number(body, file), *_body(head, body, file)]
    if not found and paragraph is not None and not _has_own_number(body, file):
        found += _heading(plain, paragraph, file)
    return found


def _has_own_number(body: str, file: CaseFile) -> bool:
    own = [file.case.dnr, *(one.text for one in file.numbers if one.kind == NumberKind.eget)]
    key = dnr_key(body)
    return any(dnr_key(one) in key for one in own if one) or any(
        _same(one, number) for one in own for number in _numbers(body)
    )


def _numbers(body: str) -> Iterator[str]:
    for pattern in (_CALLED, _WRITTEN):
        for one in pattern.finditer(body):
            yield " ".join(one["no"].split())


def _same(one: str, other: str) -> bool:
    """Whether two numbers are the same but for zeros, marks and the letters before them where only one has any."""
    digits = [[int(each) for each in re.findall(r"\d+", text)] for text in (one, other)]
    letters = ["".join(filter(str.isalpha, folded(text))) for text in (one, other)]
    return digits[0] == digits[1] and (letters[0] == letters[1] or not all(letters))


def _number(body: str, file: CaseFile) -> Iterator[str]:
    if not dnr_key(file.case.dnr) or _has_own_number(body, file):
        return
    known = [one.text for one in file.numbers]
    other = next((one for one in _numbers(body) if not any(_same(one, each) for each in known)), None)
    if other is not None:
        yield f"Texten gäller dnr {other}, men ärendet har {file.case.dnr}. Är det rätt protokoll?"


def _body(head: str, body: str, file: CaseFile) -> Iterator[str]:
    own = folded(file.namnd.name)
    if not own:
        return
    named = [who for one in _DECIDES.finditer(body) if (who := _specific(one["before"] or "", one["who"]))]
    named = named or [one["who"].strip() for one in _HEAD.finditer(head or body[:400]) if _is_specific(one["who"])]
    if named and not any(_last_word(who) in own for who in named):
        yield (
            f"Texten säger att {_small(named[0])} har beslutat, men ärendet hör till {_small(file.namnd.name)}. "
            "Är det rätt protokoll?"
        )


def _specific(before: str, who: str) -> str:
    """A body's own name; «nämnden» alone may be anyone's, «tekniska nämnden» is not."""
    if len(who) > _SHORTEST and folded(who) not in {"styrelsen", "fullmäktige"}:
        return who
    tells = before.strip().lower()
    return f"{before.strip()} {who}" if tells.endswith(("iska", "ala", "liga")) else ""


def _is_specific(who: str) -> bool:
    return len(who.rsplit(maxsplit=1)[-1]) > _SHORTEST or folded(who).split()[0].endswith("iska")


def _last_word(who: str) -> str:
    words = folded(who).split()
    return " ".join(words) if len(words) > 1 and words[-1] == "nämnden" else words[-1]


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _heading(plain: str, paragraph: Paragraph, file: CaseFile) -> Iterator[str]:
    """The words after «§ 31», or the line below it."""
    lines = plain[paragraph.number_end : paragraph.end].splitlines()
    told = [line.strip(" .:,–-#*\t") for line in lines[:3]]
    heading = next((line for line in told if line), "")
    telling = [word for word in re.findall(r"[\wåäö]{4,}", folded(heading)) if word not in _COMMON]
    if telling and len(heading) <= _LONGEST_HEADING and title_likeness(heading, file.case.title) == 0:
        yield f"Paragrafen heter «{heading}», men ärendet heter «{file.case.title}». Är det rätt protokoll?"
