"""Every paper that the program writes, made of the exercise cases: what the judges of accessible PDF look at."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PIL import Image

from nemndsekr.documents.document_types import build_document, types_for
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import (
    Heading,
    Letterhead,
    Logo,
    Look,
    Metadata,
    Outline,
    OutlineBlock,
    PageNote,
    Paragraph,
    Run,
    Table,
    outline_text,
)
from nemndsekr.documents.pdf_writer import write_pdf
from nemndsekr.documents.template_files import templates_for
from nemndsekr.operations.print_followup import FollowupList, ListWish, make_list
from nemndsekr.operations.print_planning import NO_CHAIN, PaperWish, PlanningPaper, make_paper
from nemndsekr.store.database import Store
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.store.planned_cases import planned_cases
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.support.errors import UserError
from tests.documents_out.outlines import LONG, everything, items, outline_of, words


class Paper(NamedTuple):
    """A PDF and the words that must be heard of it, in order; None where only its form is judged."""

    name: str
    content: bytes
    told: list[str] | None


def paper_of(name: str, outline: Outline) -> Paper:
    """A document; that it is a draft is heard before all else."""
    return Paper(name, write_pdf(outline), f"{outline.page_note.mark} {outline_text(outline)}".split())


def case_papers(store: Store) -> Iterator[Paper]:
    """Every document that can be made of every case, in every template that is shipped, as a draft."""
    for case in all_cases(store):
        case_file = load_case(store, case.stored_id)
        for made in types_for(case_file):
            for template in templates_for(made.slug):
                outline = build_document(case_file, made.slug, template, DocumentOptions(draft=True))
                yield paper_of(f"{template.name}-{case.stored_id}", outline)


def planning_papers(store: Store, today: date) -> Iterator[Paper]:
    """The papers of the year, of every case that is planned, and of the week."""
    for case in planned_cases(store, 1):
        for which in PlanningPaper:
            wish = PaperWish(which, today, 1, today.year, case_id=case.case_id)
            try:
                made = make_paper(store, wish)
            except UserError as told:
                assert told is NO_CHAIN  # noqa: PT017 # a case without a chain has no such paper
                continue
            heard = made.text.split() if which != PlanningPaper.arsoversikt else None
            yield Paper(f"{which}-{case.case_id}", made.content, heard)


def list_papers(store: Store, today: date) -> Iterator[Paper]:
    """The lists of the follow-up."""
    for which in FollowupList:
        made = make_list(store, ListWish(which, today, today, MeasureFilter(which="all", today=today)))
        yield Paper(str(which), made.content, outline_text(made.outline).split())


def stress_outline(parts: int = 105) -> Outline:
    """A long document in which all that can be parted is parted over pages: about a page for each part."""
    blocks: list[OutlineBlock] = [Heading(words("Ett långt yttrande"), 1)]
    for part in range(1, parts + 1):
        rows = tuple(
            (words(f"Åtgärd {part}.{row}"), words(f"{part * row}"), words(LONG[: 40 + 7 * (row + part) % 150]))
            for row in range(1, 9)
        )
        blocks += [
            Heading(words(f"Avsnitt {part}")),
            Paragraph(
                (
                    Run(LONG),
                    Run("Läs mer i rapporten om skolskjuts", link="https://www.example.org/r"),
                    Run(". " + LONG),
                )
            ),
            Heading(words("Bedömning"), 3),
            items(LONG, "Kort.", LONG[:80], ordered=part % 2 == 0, levels=(0, 1, 0)),
            Table(rows, (words("Åtgärd"), words("Antal"), words("Anmärkning")), f"Tabell {part}. Åtgärder"),
            Paragraph(words("Ur rapporten: " + LONG), "quote"),
        ]
    return outline_of(*blocks, mark="UTKAST")


def looks() -> Iterator[Paper]:
    """Every kind of block with a logo and links, with a margin for notes, lying, and in another font."""
    file = io.BytesIO()
    Image.new("RGBA", (240, 80), (10, 90, 160, 128)).save(file, "PNG")
    plain = everything()
    link = Paragraph((Run("Läs "), Run(LONG, link="https://www.lindåkra.se/möten"), Run("Ännu inte skrivet", gap=True)))
    head = replace(plain.letterhead, logo=Logo(file.getvalue(), "Lindåkra kommuns vapen"))
    whole = replace(plain, letterhead=head, blocks=(*plain.blocks, link))
    yield paper_of("logotyp", whole)
    yield paper_of("anteckningsmarginal", replace(whole, note_margin=True, look=Look(size=13)))
    yield paper_of("utan-uppgifter", Outline(Metadata(""), "", Letterhead(), PageNote(""), (Paragraph(words(LONG)),)))
    yield paper_of("liggande", replace(whole, landscape=True, note_margin=True, look=Look(pdf_font="Noto Serif")))


def all_papers(store: Store, today: date) -> Iterator[Paper]:
    """All of them, and a document of a hundred pages."""
    yield from case_papers(store)
    yield from planning_papers(store, today)
    yield from list_papers(store, today)
    yield from looks()
    yield paper_of("hundra-sidor", stress_outline())


def one_of_each(papers: Iterable[Paper]) -> list[Paper]:
    """The largest paper of each kind and template, for a judge that takes its time."""
    largest: dict[str, Paper] = {}
    for paper in sorted(papers, key=lambda paper: len(paper.content)):
        largest[paper.name.rstrip("-0123456789")] = paper
    return list(largest.values())
