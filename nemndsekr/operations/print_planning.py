"""Make the papers of planning from the nämnd's own plan: the sammanträdesplan of a year, and the year as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.documents.followup_lists import ListHead
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.documents.planning_papers import chain_paper, year_plan
from nemndsekr.operations.case_plan import case_planning
from nemndsekr.operations.make_document import clean_file_name
from nemndsekr.records.choices import title_to_show
from nemndsekr.rules.planning.chain_card import chain_card
from nemndsekr.rules.planning.chain_words import first_up, step_word
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.chosen import chain_of_case
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.week_grid import Zoom, period_of, week_grid
from nemndsekr.rules.planning.year_table import year_table
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder, load_case
from nemndsekr.support.days import day_reading
from nemndsekr.support.errors import UserError


class PlanningPaper(StrEnum):
    """Which paper is printed."""

    sammantradesplan = "sammantradesplan"
    arsoversikt = "arsoversikt"
    kedjekort = "kedjekort"


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which paper, of which nämnd, and of which year; a kedjekort is of a case."""

    which: PlanningPaper
    today: date
    namnd_id: int
    year: int
    case_id: int = 0


NO_CHAIN: Final = UserError(
    "Ärendet har ingen beslutsplanering med dagar än.", "Välj en kedja under Beslutsplanering i ärendet."
)


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper ready to be shown, saved or printed; ``text`` is the same paper for those who listen to it."""

    name: str
    suffix: str
    content: bytes
    text: str
    suggested_name: str
    landscape: bool
    is_large: bool = False
    """Whether it is an A3."""


class PlanChoice(NamedTuple):
    """A nämnd that has a plan, and the years that hold a meeting."""

    namnd_id: int
    name: str
    years: tuple[int, ...]


def plan_choices(store: Store) -> list[PlanChoice]:
    """Every nämnd with the years that can be printed."""
    return [
        PlanChoice(namnd.stored_id, namnd.name, planning_facts(store, namnd.stored_id).years)
        for namnd in all_namnder(store)
    ]


def make_paper(store: Store, wish: PaperWish, suffix: str = "pdf") -> MadePaper:
    """Make a paper in a format.

    Raises:
        UserError: there is nothing to print, no such format, or a character has no glyph.
    """
    return _MAKERS[wish.which](store, wish, suffix)


def _year_plan(store: Store, wish: PaperWish, suffix: str) -> MadePaper:
    facts = planning_facts(store, wish.namnd_id)
    table = year_table(facts, wish.year)
    if table.is_empty:
        raise _no_meetings(wish.year)
    outline = year_plan(table, _head(store, facts, wish.today))
    return _made(outline, _file_stem(facts, f"sammanträdesplan {wish.year}"), suffix)


def _year_picture(store: Store, wish: PaperWish, suffix: str) -> MadePaper:
    from nemndsekr.documents.year_picture import write_year_picture, year_text, year_title

    if suffix != "pdf":
        raise UserError("Årsöversikten är en bild och finns bara som PDF.", "Spara den som PDF.")
    facts = planning_facts(store, wish.namnd_id)
    if wish.year not in facts.years:
        raise _no_meetings(wish.year)
    grid = week_grid(facts, period_of(Zoom.ar, date(wish.year, 1, 1)), wish.today)
    head = _head(store, facts, wish.today)
    stem = _file_stem(facts, f"årsöversikt {wish.year}")
    return MadePaper(
        year_title(grid),
        suffix,
        write_year_picture(grid, head),
        year_text(grid, head),
        f"{clean_file_name(stem)}.{suffix}",
        landscape=True,
        is_large=True,
    )


def card_of_case(store: Store, case_id: int) -> str:
    """The kedjekort of a case on one line; empty where it has no plan."""
    return chain_card(load_case(store, case_id))


def _chain_paper(store: Store, wish: PaperWish, suffix: str) -> MadePaper:
    planning = case_planning(store, wish.case_id)
    card = chain_card(planning.file)
    if not card:
        raise NO_CHAIN
    case = planning.file.case
    title = " ".join(filter(None, (case.dnr, title_to_show(case.title, case.secrecy))))
    chain = chain_of_case(planning.file, planning.facts, planning.occasion)
    steps = chain.steps if isinstance(chain, Chain) else ()
    rows = [(first_up(step_word(planning.facts, step.rule)), day_reading(step.day), step.rule.who) for step in steps]
    if isinstance(chain, Chain) and chain.due is not None:
        rows.append(("Svarsdag", day_reading(chain.due), ""))
    outline = chain_paper(title, card, rows, _head(store, planning.facts, wish.today))
    return _made(outline, f"Kedjekort {case.dnr}".rstrip(), suffix)


def _made(outline: Outline, stem: str, suffix: str) -> MadePaper:
    return MadePaper(
        outline.metadata.title,
        suffix,
        write_document(outline, suffix),
        outline_text(outline),
        f"{clean_file_name(stem)}.{suffix}",
        outline.landscape,
    )


def _file_stem(facts: PlanningFacts, words: str) -> str:
    """«ASN sammanträdesplan 2025»."""
    stem = " ".join(filter(None, (facts.short_name, words)))
    return stem[:1].upper() + stem[1:]


def _head(store: Store, facts: PlanningFacts, today: date) -> ListHead:
    namnd = next(one for one in all_namnder(store) if one.id == facts.namnd_id)
    return ListHead(namnd.name, namnd.municipality, today)


def _no_meetings(year: int) -> UserError:
    return UserError(f"Det finns inga sammanträden {year} att skriva ut.", "Lägg in årets sammanträden först.")


_MAKERS: dict[PlanningPaper, Callable[[Store, PaperWish, str], MadePaper]] = {
    PlanningPaper.sammantradesplan: _year_plan,
    PlanningPaper.arsoversikt: _year_picture,
    PlanningPaper.kedjekort: _chain_paper,
}
