"""The printed lists of the follow-up, of the same lines as the screen: measures, picture, balanslista, initiatives.

They belong to no case, and so to no template: a list is its table and the line that says what it shows.
"""

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
    Table,
)
from nemndsekr.rules.followup import BalanceLine, InitiativeLine, MeasureLine
from nemndsekr.rules.followup_picture import PictureRow, legend, picture_sum
from nemndsekr.rules.lateness import counted
from nemndsekr.support.days import full_day

MEASURE_HEADS: Final = ("Senast klar", "Först lovat", "Åtgärd", "Ansvarig", "Läge", "Återrapporteras")
PICTURE_HEADS: Final = ("Granskning", "Åtgärder för varje rekommendation", "Klara", "Äldsta försening")
BALANCE_HEADS: Final = ("När", "Vad", "Ärende", "Ansvarig", "Läge")
INITIATIVE_HEADS: Final = ("Nummer", "Initiativ", "Väckt av", "Sedan", "Ålder", "Var det står")


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands over a list: whose it is, on which day it stood so, what it shows, and when it was made."""

    namnd: str
    municipality: str
    day: date
    shows: str = ""
    made_on: date | None = None
    """Where it is not the day that is told of."""


def measure_cells(line: MeasureLine) -> tuple[str, ...]:
    """The cells of a measure under ``MEASURE_HEADS``."""
    return (line.due, line.first, line.text, line.responsible, line.state, line.report)


def picture_cells(row: PictureRow) -> tuple[str, ...]:
    """The cells of an audit under ``PICTURE_HEADS``."""
    return (row.title, row.signs, row.count_words, counted(row.oldest, "dag", "dagar") if row.oldest else "")


def balance_cells(line: BalanceLine) -> tuple[str, ...]:
    """The cells of a line under ``BALANCE_HEADS``."""
    return (line.when, line.text, " ".join(filter(None, (line.case.name, line.case.dnr))), line.who, line.state)


def initiative_cells(line: InitiativeLine) -> tuple[str, ...]:
    """The cells of an initiative under ``INITIATIVE_HEADS``."""
    return (line.number, line.title, line.who, line.since_words, line.age, line.stands)


def measure_list(lines: Sequence[MeasureLine], head: ListHead) -> Outline:
    """The measures, audit by audit in the order of the earliest day, each with what it answers."""
    cases = list(dict.fromkeys(line.measure.case for line in lines))
    ordered = sorted(lines, key=lambda line: cases.index(line.measure.case))
    blocks: list[OutlineBlock] = []
    for case, group in groupby(ordered, key=lambda line: line.measure.case):
        rows = list(group)
        blocks.append(Heading(_runs(" ".join(filter(None, (case.title, case.dnr))))))
        heads = ("Rek.", *MEASURE_HEADS)
        table = tuple(
            _row((", ".join(answer.label for answer in line.measure.answers), *measure_cells(line))) for line in rows
        )
        blocks.append(Table(table, _row(heads)))
    return _list("Åtgärdslista", head, counted(len(lines), "åtgärd", "åtgärder"), blocks, landscape=True)


def picture_list(rows: Sequence[PictureRow], head: ListHead) -> Outline:
    """All audits as squares, the legend above them and the late ones in words."""
    blocks: list[OutlineBlock] = [
        Paragraph(_runs(legend())),
        Table(tuple(_row(picture_cells(row)) for row in rows), _row(PICTURE_HEADS)),
    ]
    return _list("Lägesbild revisionsrekommendationer", head, picture_sum(rows), blocks, landscape=True)


def picture_with_late(rows: Sequence[PictureRow], late: Sequence[MeasureLine], head: ListHead) -> Outline:
    """The picture, and below it the measures that are late, in words."""
    outline = picture_list(rows, head)
    if not late:
        return outline
    heads = ("Rekommendation", *MEASURE_HEADS)
    table = tuple(_row((line.answers, *measure_cells(line))) for line in late)
    more = (Heading(_runs("Sena åtgärder")), Table(table, _row(heads)))
    return Outline(
        outline.metadata,
        outline.document_name,
        outline.letterhead,
        outline.page_note,
        (*outline.blocks, *more),
        landscape=True,
    )


def balance_sheet(lines: Sequence[BalanceLine], head: ListHead) -> Outline:
    """The balanslista: assignments and what is to be reported back, late first."""
    late = sum(bool(line.days_late) for line in lines)
    told = counted(len(lines), "rad", "rader") + (f" · {counted(late, 'sen', 'sena')}" if late else "")
    blocks = [Table(tuple(_row(balance_cells(line)) for line in lines), _row(BALANCE_HEADS))]
    return _list("Balanslista", head, told, blocks, landscape=True)


def initiative_list(lines: Sequence[InitiativeLine], head: ListHead) -> Outline:
    """The unanswered initiatives with their age, the oldest first."""
    told = counted(len(lines), "initiativ", "initiativ")
    blocks = [Table(tuple(_row(initiative_cells(line)) for line in lines), _row(INITIATIVE_HEADS))]
    return _list("Obesvarade initiativ", head, told, blocks, landscape=True)


def _list(name: str, head: ListHead, told: str, blocks: Sequence[OutlineBlock], *, landscape: bool = False) -> Outline:
    shows = " · ".join(filter(None, (head.shows, told)))
    return Outline(
        Metadata(f"{name} {head.day.isoformat()}", head.namnd or "Nämndsekr", name, day=head.day),
        name,
        Letterhead(
            tuple(filter(None, (head.municipality, head.namnd))) or (name,),
            (HeaderCell("Datum", ((head.made_on or head.day).isoformat(),)),),
        ),
        PageNote("Sida {page} ({pages})", f"{name} · läget {full_day(head.day)}"),
        (Heading(_runs(name), 1), Paragraph(_runs(f"Läget {full_day(head.day)}. {shows}.")), *blocks),
        landscape=landscape,
    )


def _runs(text: str) -> Runs:
    return (Run(text),)


def _row(cells: Sequence[str]) -> tuple[Runs, ...]:
    return tuple(_runs(cell) for cell in cells)
