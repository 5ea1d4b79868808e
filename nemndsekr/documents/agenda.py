"""The föredragningslista of a meeting as an outline: who is called, when and where, and the items with their papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from nemndsekr.documents.agenda_template import AgendaTemplate
from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    KeepTogether,
    Letterhead,
    Metadata,
    Outline,
    OutlineBlock,
    PageNote,
    Paragraph,
    Run,
)
from nemndsekr.documents.templates import fill
from nemndsekr.support.days import WEEKDAYS, full_day


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as it is printed. ``title`` is the neutral label where the case is secret; it then has no papers."""

    heading: str
    title: str
    dnr: str = ""
    presenter: str = ""
    minutes: int | None = None
    note: str = ""
    papers: tuple[str, ...] = ()
    is_secret: bool = False
    """Whether nothing may be told of its papers."""


@dataclass(frozen=True, slots=True)
class AgendaHead:
    """Whose meeting it is, and when and where it is held."""

    namnd: str
    municipality: str
    body: str
    day: date
    starts_at: time | None = None
    place: str = ""
    justering_on: date | None = None

    @property
    def when(self) -> str:
        """«torsdag 20 mars 2025 kl. 13.00»."""
        clock = f" kl. {self.starts_at:%H.%M}" if self.starts_at is not None else ""
        return f"{_long(self.day)}{clock}"

    def fields(self) -> dict[str, str]:
        """What the template's lines may ask for."""
        return {
            "body": self.body,
            "namnd": self.namnd,
            "when": self.when,
            "day": full_day(self.day),
            "place": self.place,
            "justering": _long(self.justering_on) if self.justering_on is not None else "",
        }


def agenda_outline(
    head: AgendaHead, lines: tuple[AgendaLine, ...], template: AgendaTemplate, *, note_margin: bool = False
) -> Outline:
    """The kallelse with its föredragningslista; items are numbered through all groups."""
    fields = head.fields()
    blocks: list[OutlineBlock] = [Heading((Run(template.title),), 1)]
    told = (fill(template.summons, fields), template.called, fill(template.justering, fields))
    blocks += [Paragraph((Run(words),)) for words in told if words]
    number = 0
    for heading, group in groupby(lines, key=lambda line: line.heading):
        above: list[OutlineBlock] = [Heading((Run(heading),), 2)] if heading else []
        for line in group:
            number += 1
            blocks.append(KeepTogether((*above, *_item(number, line, template))))
            above = []
    if not lines:
        blocks.append(Paragraph((Run(template.empty),), "note"))
    cells = [
        HeaderCell(cell.label, tuple(filter(None, (fill(one, fields) for one in cell.lines))))
        for cell in template.header
    ]
    sender = tuple(filter(None, (head.municipality, head.namnd))) or (head.body,)
    title = f"{template.title} {head.body} {full_day(head.day)}"
    return Outline(
        Metadata(title, head.namnd or head.body, template.document_name, day=head.day),
        template.document_name,
        Letterhead(sender, tuple(cell for cell in cells if cell.lines)),
        PageNote(template.page_note, fill(template.running, fields)),
        tuple(blocks),
        note_margin=note_margin,
    )


def _item(number: int, line: AgendaLine, template: AgendaTemplate) -> list[OutlineBlock]:
    papers = template.secret_papers if line.is_secret else ""
    if not line.is_secret:
        papers = fill(template.papers, {"papers": "; ".join(line.papers)})
    facts = (
        fill(template.dnr, {"dnr": line.dnr}),
        fill(template.presenter, {"presenter": line.presenter}),
        fill(template.minutes, {"minutes": str(line.minutes) if line.minutes else ""}),
    )
    told = (" · ".join(filter(None, facts)), papers)
    blocks: list[OutlineBlock] = [Heading((Run(f"{number}. {line.title}"),), 3)]
    if line.note:
        blocks.append(Paragraph((Run(line.note, bold=True),), "line"))
    blocks += [Paragraph((Run(words),), "line") for words in told if words]
    return blocks


def _long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {full_day(day)}"
