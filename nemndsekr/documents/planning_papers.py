"""The printed papers of planning as outlines, of the same tables as the screen: the sammanträdesplan of a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nemndsekr.documents.followup_lists import ListHead
from nemndsekr.documents.outline import (
    Heading,
    Letterhead,
    Metadata,
    Outline,
    OutlineBlock,
    PageNote,
    Paragraph,
    Run,
    Runs,
    Table,
)
from nemndsekr.rules.planning.year_table import YearTable
from nemndsekr.support.days import full_day

CHAIN_HEADS: Final = ("Steg", "Dag", "Vem")


def year_plan(table: YearTable, head: ListHead) -> Outline:
    """The sammanträdesplan on one A4 that lies on its side."""
    name = f"Sammanträdesplan {table.year}"
    blocks: tuple[OutlineBlock, ...] = (
        Heading(_runs(name), 1),
        Table(tuple(tuple(map(_runs, row)) for row in table.printed()), tuple(map(_runs, table.heads)), compact=True),
        *(Paragraph(_runs(note), "note") for note in table.below()),
    )
    return _paper(name, "Sammanträdesplan", head, blocks, landscape=True)


def chain_paper(title: str, card: str, rows: Sequence[tuple[str, str, str]], head: ListHead) -> Outline:
    """A case's kedjekort: the line of its meetings, and every step of the chain with its day and who does it."""
    table = [Table(tuple(tuple(map(_runs, row)) for row in rows), tuple(map(_runs, CHAIN_HEADS)))] if rows else []
    return _paper(f"Kedjekort {title}", "Kedjekort", head, (Heading(_runs(title), 1), Paragraph(_runs(card)), *table))


def _paper(name: str, kind: str, head: ListHead, blocks: Sequence[OutlineBlock], *, landscape: bool = False) -> Outline:
    return Outline(
        Metadata(name, head.namnd or "Nämndsekr", kind, day=head.day),
        kind,
        Letterhead(tuple(filter(None, (head.municipality, head.namnd))) or (kind,)),
        PageNote(f"Utskriven {full_day(head.made_on or head.day)} · sida {{page}} ({{pages}})", name),
        tuple(blocks),
        landscape=landscape,
    )


def _runs(text: str) -> Runs:
    return (Run(text),)
