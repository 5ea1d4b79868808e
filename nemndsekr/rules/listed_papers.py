"""The papers of a case as a list of what there is: what is made of it, and one that is named twice, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, label
from nemndsekr.rules.likeness import plain_words
from nemndsekr.rules.second_answer import followup_document

_NUMBERED: Final = re.compile(r"^bilaga(?:\s+\w{1,3})?\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_SECOND: Final = "uppföljande yttrande"
_FOLLOW_UP: Final = "uppföljning av åtgärder"
# What a paper is known by beside its name: a number of a register, or its day.
_KNOWN_BY: Final = re.compile(
    r"[\s,;(–—-]+(?:(?:dnr|diarienr|diarienummer|daterad|den)\.?\s+)*"
    r"(?P<mark>[A-ZÅÄÖ]{2,}[A-ZÅÄÖ\d/ -]*\d|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2} \w+ (?:19|20)\d{2})\s*\)?$"
)


def distinct_papers(names: Iterable[str]) -> tuple[str, ...]:
    """The papers in their order, each once; of two names of one paper the one that tells its number or day.

    Two papers of one name that are known by different numbers or days are two.
    """
    kept: list[tuple[str, tuple[str, ...], str]] = []
    for written in names:
        name = written.strip().rstrip(".;")
        core, mark = _parts(name)
        at = next(
            (
                at
                for at, (_, other, known) in enumerate(kept)
                if other == core and (mark == known or not mark or not known)
            ),
            None,
        )
        if at is None:
            kept.append((name, core, mark))
        elif mark and not kept[at][2]:
            kept[at] = (name, core, mark)
    return tuple(name for name, _, _ in kept if name)


def second_papers(file: CaseFile, listed: Iterable[str]) -> Iterator[str]:
    """The second answer, and its follow-up once that is made, but for what somebody has ``listed`` already."""
    said = [one.casefold() for one in listed]
    document = followup_document(file)
    if document is not None and not any(_SECOND in one for one in said):
        title = document.title or file.case.title
        yield title if _SECOND in title.casefold() else f"{label(document.kind)} – {title}"
    follow_up = DocumentKind.uppfoljningsbilaga
    made = follow_up in (*(one.kind for one in file.versions), *(one.kind for one in file.departures))
    if made and not any(_FOLLOW_UP in one for one in said):
        yield f"{_FOLLOW_UP.capitalize()} – {file.case.title}"


def _parts(name: str) -> tuple[tuple[str, ...], str]:
    plain = _NUMBERED.sub("", name)
    found = _KNOWN_BY.search(plain)
    return plain_words(plain[: found.start()] if found else plain), " ".join(found["mark"].split()) if found else ""
