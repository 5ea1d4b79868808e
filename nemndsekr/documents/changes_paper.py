"""The paper «Ändrat sedan kallelsen»: by heading, what was added, struck out and reworded since a version went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    Letterhead,
    Metadata,
    Outline,
    OutlineBlock,
    PageNote,
    Paragraph,
    Run,
    Runs,
)
from nemndsekr.rules.changes_told import ToldChange
from nemndsekr.rules.lateness import counted
from nemndsekr.rules.text_difference import Part, word_difference

NAME: Final = "Ändrat sedan kallelsen"
_TOP: Final = "Handlingens huvud"


@dataclass(frozen=True, slots=True)
class ChangesHead:
    """Whose document it is, which one, what it is compared with («den version som …»), and the day."""

    namnd: str
    municipality: str
    dnr: str
    title: str
    document: str
    compared_with: str
    day: date


def changes_paper(changes: Sequence[ToldChange], head: ChangesHead) -> Outline:
    """The paper; it says so where nothing has been changed."""
    blocks: list[OutlineBlock] = [
        Heading(_runs(NAME), 1),
        Paragraph(_runs(" ".join(filter(None, (head.dnr, head.title)))), "strong"),
        Paragraph(_runs(f"{head.document} den {head.day.isoformat()} jämförd med {head.compared_with}.")),
    ]
    if changes:
        told = counted(len(changes), "stycke är ändrat", "stycken är ändrade")
        blocks.append(Paragraph(_runs(f"{told}. Ord som skiljer sig är satta i fetstil.")))
    else:
        blocks.append(Paragraph(_runs("Ingenting i texten är ändrat.")))
    for heading, group in groupby(changes, key=lambda one: one.heading):
        blocks.append(Heading(_runs(heading or _TOP)))
        for change in group:
            blocks += _told(change)
    cells = [HeaderCell("Datum", (head.day.isoformat(),))]
    if head.dnr:
        cells.append(HeaderCell("Diarienummer", (head.dnr,)))
    return Outline(
        Metadata(f"{NAME} {head.dnr or head.title}", head.namnd or "Nämndsekr", NAME, head.dnr, day=head.day),
        NAME,
        Letterhead(tuple(filter(None, (head.municipality, head.namnd))) or (NAME,), tuple(cells)),
        PageNote("Sida {page} ({pages})", " ".join(filter(None, (NAME, head.dnr)))),
        tuple(blocks),
    )


def _told(change: ToldChange) -> list[OutlineBlock]:
    if not change.old:
        return [Paragraph(_runs("Tillagt"), "strong"), Paragraph(_runs(change.new))]
    if not change.new:
        return [Paragraph(_runs("Struket"), "strong"), Paragraph(_runs(change.old))]
    pieces = word_difference(change.old, change.new)
    old = tuple(Run(one.text, bold=one.part == Part.removed) for one in pieces if one.part != Part.added)
    new = tuple(Run(one.text, bold=one.part == Part.added) for one in pieces if one.part != Part.removed)
    return [
        Paragraph(_runs("Omformulerat"), "strong"),
        Paragraph((Run("Förut: "), *old)),
        Paragraph((Run("Nu: "), *new)),
    ]


def _runs(text: str) -> Runs:
    return (Run(text),)
