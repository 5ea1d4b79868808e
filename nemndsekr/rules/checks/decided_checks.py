"""Checks of what has been decided: that the answer still says what the nämnd decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind
from nemndsekr.records.document import Version
from nemndsekr.rules.checks.remark import COMPARE, Remark, Remedy
from nemndsekr.rules.checks.texts import enumerated, quoted
from nemndsekr.rules.decided_text import TextChange, changes_since, decided_on, decided_version, squeezed
from nemndsekr.rules.text_difference import Part, Piece, word_difference

_ANSWERS: Final = {
    DocumentKind.yttrande: "Yttrandet",
    DocumentKind.uppfoljande_yttrande: "Det uppföljande yttrandet",
}
_MOST_NAMES: Final = 4
_WORDS_ROUND: Final = 4
_MOST_WORDS: Final = 14


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
    return (
        f"Beslutat{f' {day.isoformat()}' if day else ''}, men {enumerated(shown)} skiljer sig. {_differing(changes[0])}"
    )


def _differing(change: TextChange) -> str:
    """The first words that are not as they were decided, with a few of those round them."""
    if not change.now.strip():
        return "Texten är borttagen."
    pieces = word_difference(squeezed(change.then), squeezed(change.now))
    at = next((number for number, piece in enumerate(pieces) if piece.part != Part.same), None)
    if at is None:
        return f"Nu står det: {quoted(change.now)}"
    first = pieces[at]
    following = pieces[at + 1] if at + 1 < len(pieces) else Piece(Part.same, "")
    if first.part == Part.removed and following.part != Part.added:
        return f"Struket är: «{_shortened(first.text.split())}»"
    changed = (first if first.part == Part.added else following).text.split()
    before = pieces[at - 1].text.split() if at else []
    last = at + (1 if first.part == Part.added else 2)
    after = pieces[last].text.split() if last < len(pieces) and pieces[last].part == Part.same else []
    words = [
        *(["…"] if len(before) > _WORDS_ROUND else []),
        *before[-_WORDS_ROUND:],
        _shortened(changed),
        *after[:_WORDS_ROUND],
        *(["…"] if len(after) > _WORDS_ROUND or last + 1 < len(pieces) else []),
    ]
    return f"Nu står det: «{' '.join(words)}»"


def _shortened(words: list[str]) -> str:
    return " ".join(words if len(words) <= _MOST_WORDS else [*words[:_MOST_WORDS], "…"])


def _remedies(kind: DocumentKind, changes: list[TextChange]) -> Iterator[Remedy]:
    of = (("kind", kind.value),)
    yield Remedy("Visa jämförelsen", COMPARE, of)
    if any(change.restorable for change in changes):
        yield Remedy("Gå tillbaka till det beslutade", "restore_decided", of)
    yield Remedy("Behåll och lås ny beslutad version", "keep_decided", of)
