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
from nemndsekr.rules.planning.week_sheet import SHEET_HEADS, WeekSheet
from nemndsekr.rules.planning.year_table import YearTable
from nemndsekr.support.days import full_day

# Day, box, what, what to know.
_SHEET_SHARES: Final = (15.0, 4.5, 47.0, 33.5)
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


def chain_paper(
    title: str, card: str, rows: Sequence[tuple[str, str, str]], amiss: Sequence[str], head: ListHead
) -> Outline:
    """A case's kedjekort: the line of its meetings, what does not hold, and every step with its day and who does it."""
    width = 3 if any(who for *_, who in rows) else 2
    heads, cells = tuple(map(_runs, CHAIN_HEADS[:width])), tuple(tuple(map(_runs, row[:width])) for row in rows)
    table = [Table(cells, heads)] if rows else []
    told = [Paragraph((Run(words, bold=True),)) for words in amiss]
    blocks: tuple[OutlineBlock, ...] = (Heading(_runs(title), 1), Paragraph(_runs(card)), *told, *table)
    return _paper(f"Kedjekort {title}", "Kedjekort", head, blocks)


def control_sheet(sheet: WeekSheet, head: ListHead) -> Outline:
    """The control sheet of a week and the next, with a box to tick for each thing."""
    left = sheet.left_rows()
    blocks: list[OutlineBlock] = [Heading(_runs(sheet.title), 1)]
    if left:
        blocks.append(_sheet_table("Kvar sedan tidigare", left))
    if sheet.more_left:
        blocks.append(Paragraph(_runs(f"Och {sheet.more_left} till; se Idag och Uppföljning."), "note"))
    blocks += [_sheet_table(caption, rows) for caption, rows in sheet.weeks()]
    return _paper(sheet.title, "Kontrollista", head, blocks)


def _sheet_table(caption: str, rows: Sequence[Sequence[str]]) -> Table:
    cells, heads = tuple(tuple(map(_runs, row)) for row in rows), tuple(map(_runs, SHEET_HEADS))
    return Table(cells, heads, caption=caption, compact=True, shares=_SHEET_SHARES)


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
