"""Passage: where in a source a value was read, and on which page that is."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import SourceKind, label
from nemndsekr.records.source import SourceDocument


class Passage(NamedTuple):
    """Characters start to end (half-open) of a source's text, and the page they begin on, where it has pages."""

    source_id: int
    start: int
    end: int
    page: int | None


def page_starts(source: SourceDocument) -> tuple[int, ...]:
    """The number of the character that each page begins with."""
    starts = json.loads(source.page_starts or "[]")
    return tuple(int(start) for start in starts)


def page_at(starts: Sequence[int], position: int) -> int | None:
    """The page, from 1, that a character stands on; None where the source has no pages."""
    return max(1, bisect_right(starts, position)) if starts else None


def page_of(source: SourceDocument, position: int) -> int | None:
    """The page of a source that a character stands on; None where its format has no pages."""
    starts = page_starts(source)
    return page_at(starts, position) if starts else None


def place_of(source: SourceDocument, page: int | None) -> str:
    """A place in a source: «missivet, s. 2», or only «missivet» where it has no pages."""
    return f"{definite(source.kind)}, s.\u00a0{page}" if page else definite(source.kind)


def passages_of(file: CaseFile, record_uid: str) -> list[Passage]:
    """Every passage that a record's values were read from, in the order of the source; the text itself first."""
    sources = {source.id: source for source in file.sources}
    proofs = sorted(
        (proof for proof in file.evidence if proof.record_uid == record_uid and proof.source_id in sources),
        key=lambda proof: (proof.field != "text", proof.source_id, proof.start),
    )
    return [
        Passage(proof.source_id, proof.start, proof.end, page_of(sources[proof.source_id], proof.start))
        for proof in proofs
    ]


def told_source(file: CaseFile, passage: Passage) -> str:
    """Where a quotation stands, as it is said under it: «Ordagrant ur revisionsrapporten, s. 14»."""
    source = next(source for source in file.sources if source.id == passage.source_id)
    return f"Ordagrant ur {place_of(source, passage.page)}"


def definite(kind: SourceKind) -> str:
    """What a source is called when there is one of it."""
    if kind in _DEFINITE:
        return _DEFINITE[kind]
    return label(kind).lower()


_DEFINITE = {
    SourceKind.revisionsrapport: "revisionsrapporten",
    SourceKind.missiv: "missivet",
    SourceKind.namndinitiativ: "nämndinitiativet",
    SourceKind.motion: "motionen",
    SourceKind.tjansteskrivelse: "tjänsteskrivelsen",
    SourceKind.yttrande: "yttrandet",
    SourceKind.protokoll: "protokollet",
    SourceKind.remissblad: "remissen",
    SourceKind.skrivelse: "skrivelsen",
    SourceKind.okant: "handlingen",
}
