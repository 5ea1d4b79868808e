"""Checks of what has been decided: that the answer still says what the nämnd decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind
from nemndsekr.records.document import Version
from nemndsekr.rules.checks.remark import COMPARE, Remark, Remedy
from nemndsekr.rules.checks.texts import enumerated, quoted
from nemndsekr.rules.decided_text import TextChange, changes_since, decided_on, decided_version

_ANSWERS: Final = {
    DocumentKind.yttrande: "Yttrandet",
    DocumentKind.uppfoljande_yttrande: "Det uppföljande yttrandet",
}
_WHOLE: Final = frozenset({"document_persons", "dissents"})
"""The changes that are told as one thing and cannot be taken back field by field."""
_MOST_NAMES: Final = 4


def changed_after_decision(file: CaseFile) -> Iterator[Remark]:
    """Find an answer whose text is no longer the one that was locked when the nämnd decided it."""
    for kind, name in _ANSWERS.items():
        version = decided_version(file, kind)
        changes = list(changes_since(file, version)) if version is not None else []
        if version is None or not changes:
            continue
        first = changes[0]
        yield Remark(
            "andrat_efter_beslutet",
            f"{name} är ändrat efter beslutet",
            _told(file, version, changes),
            first.table,
            first.row_uid,
            first.field,
            remedies=tuple(_remedies(kind, changes)),
            proof=tuple(words for words in (first.now, first.then) if words.strip()),
        )


def _told(file: CaseFile, version: Version, changes: list[TextChange]) -> str:
    day = decided_on(file, version)
    names = list(dict.fromkeys(change.name for change in changes))
    more = len(names) - _MOST_NAMES
    shown = [*names[: _MOST_NAMES if more > 0 else None], *([f"{more} ställen till"] if more > 0 else [])]
    said = changes[0].now.strip()
    now = f" Nu står det: {quoted(_differing(changes[0]))}" if said else " Texten är borttagen."
    return f"Beslutat{f' {day.isoformat()}' if day else ''}, men {enumerated(shown)} skiljer sig.{now}"


def _differing(change: TextChange) -> str:
    """The first line that was not there when it was decided."""
    before = {" ".join(line.split()) for line in change.then.splitlines()}
    lines = [" ".join(line.split()) for line in change.now.splitlines()]
    return next((line for line in lines if line and line not in before), lines[0] if lines else "")


def _remedies(kind: DocumentKind, changes: list[TextChange]) -> Iterator[Remedy]:
    of = (("kind", kind.value),)
    yield Remedy("Visa jämförelsen", COMPARE, of)
    if any(change.table not in _WHOLE for change in changes):
        yield Remedy("Gå tillbaka till det beslutade", "restore_decided", of)
    yield Remedy("Behåll och lås ny beslutad version", "keep_decided", of)
