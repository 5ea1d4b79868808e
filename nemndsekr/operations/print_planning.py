"""Make the papers of planning from the nämnd's own plan: the sammanträdesplan of a year, and the year as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.documents.followup_lists import ListHead
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.documents.planning_papers import chain_paper, control_sheet, year_plan
from nemndsekr.operations.case_plan import case_planning
from nemndsekr.operations.followup import balance_list, listed_measures
from nemndsekr.operations.make_document import make_document
from nemndsekr.records.choices import DocumentKind, title_to_show
from nemndsekr.rules.planning.anstand import LETTER_TITLE
from nemndsekr.rules.planning.case_conflicts import passed_stops
from nemndsekr.rules.planning.chain_card import whole_card
from nemndsekr.rules.planning.chain_words import first_up, step_word
from nemndsekr.rules.planning.chains import ChainStep
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.rules.planning.followed_chain import FollowedChain
from nemndsekr.rules.planning.moves import PlannedCase, case_chain
from nemndsekr.rules.planning.week_grid import Zoom, period_of, week_grid
from nemndsekr.rules.planning.week_sheet import WEEKS, DueThing, monday_of, week_sheet
from nemndsekr.rules.planning.year_table import year_table
from nemndsekr.store.database import Store
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.store.planned_cases import planned_cases
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.store.today_rows import read_today
from nemndsekr.support.days import day_reading
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import clean_file_name


class PlanningPaper(StrEnum):
    """Which paper is printed."""

    sammantradesplan = "sammantradesplan"
    arsoversikt = "arsoversikt"
    kedjekort = "kedjekort"
    kontrollista = "kontrollista"


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which paper, of which nämnd, and of which year; a kedjekort is of a case, a control sheet of a week.

    With a case the year's picture has its chain in it.
    """

    which: PlanningPaper
    today: date
    namnd_id: int
    year: int
    case_id: int = 0
    monday: date | None = None
    """Of the control sheet's first week; the week of today where none is told."""


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


class ChainChoice(NamedTuple):
    """A case whose chain can be drawn in the year: what it is called, and the years of its meetings."""

    case_id: int
    name: str
    years: frozenset[int]


class PlanChoice(NamedTuple):
    """A nämnd that has a plan, the years that hold a meeting, and the cases that have a chain."""

    namnd_id: int
    name: str
    years: tuple[int, ...]
    cases: tuple[ChainChoice, ...] = ()


def plan_choices(store: Store) -> list[PlanChoice]:
    """Every nämnd with the years that can be printed."""
    found = []
    for namnd in all_namnder(store):
        facts = planning_facts(store, namnd.stored_id)
        found.append(PlanChoice(namnd.stored_id, namnd.name, facts.years, _chain_choices(store, facts)))
    return found


def _chain_choices(store: Store, facts: PlanningFacts) -> tuple[ChainChoice, ...]:
    years = {one.id: one.day.year for one in facts.meetings}
    found: dict[int, ChainChoice] = {}
    for case in planned_cases(store, facts.namnd_id):
        own = frozenset(years[number] for number in case.meeting_ids if number in years)
        known = found[case.case_id].years if case.case_id in found else frozenset()
        found[case.case_id] = ChainChoice(case.case_id, _named(case), own | known)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _named(case: PlannedCase) -> str:
    return " ".join(filter(None, (case.dnr, case.title)))


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
    from nemndsekr.documents.year_picture import ShownCase, write_year_picture, year_text, year_title

    if suffix != "pdf":
        raise UserError("Årsöversikten är en bild och finns bara som PDF.", "Spara den som PDF.")
    facts = planning_facts(store, wish.namnd_id)
    if wish.year not in facts.years:
        raise _no_meetings(wish.year)
    case, chain = None, _followed(store, facts, wish)
    if chain is not None:
        planned, followed = chain
        case = ShownCase(_named(planned), followed.words(facts))
    shown = chain[1].chain if chain is not None else None
    grid = week_grid(facts, period_of(Zoom.ar, date(wish.year, 1, 1)), wish.today, chain=shown)
    head = _head(store, facts, wish.today)
    stem = _file_stem(facts, f"årsöversikt {wish.year}")
    return MadePaper(
        year_title(grid),
        suffix,
        write_year_picture(grid, head, case),
        year_text(grid, head, case),
        f"{clean_file_name(stem)}.{suffix}",
        landscape=True,
    )


def _followed(store: Store, facts: PlanningFacts, wish: PaperWish) -> tuple[PlannedCase, FollowedChain] | None:
    """The chain of the case that is wished for, of the answer whose meetings lie in the year."""
    years = {one.id: one.day.year for one in facts.meetings}
    for planned in planned_cases(store, facts.namnd_id) if wish.case_id else ():
        if planned.case_id == wish.case_id and any(years.get(one) == wish.year for one in planned.meeting_ids):
            chain = case_chain(facts, planned)
            if chain is not None:
                return planned, chain
    return None


def card_of_case(store: Store, case_id: int, today: date) -> str:
    """The kedjekort of a case on one line, and under it what does not hold; empty where it has no plan."""
    planning = case_planning(store, case_id)
    return whole_card(planning.file, planning.facts, today).text


def _chain_paper(store: Store, wish: PaperWish, suffix: str) -> MadePaper:
    planning = case_planning(store, wish.case_id)
    card = whole_card(planning.file, planning.facts, wish.today)
    if not card.line:
        raise NO_CHAIN
    case = planning.file.case
    title = " ".join(filter(None, (case.dnr, title_to_show(case.title, case.secrecy))))
    chain = card.chain.chain if card.chain is not None else None
    rows = [
        (first_up(step_word(planning.facts, step.rule)), _day_printed(step), step.rule.who)
        for step in (chain.steps if chain is not None else ())
    ]
    if card.chain is not None and chain is not None and chain.due is not None:
        margin = f" ({card.chain.margin_words})" if card.chain.margin_words in card.line else ""
        rows.append(("Svarsdag", f"{day_reading(chain.due)}{margin}", ""))
    outline = chain_paper(title, card.line, rows, card.amiss, _head(store, planning.facts, wish.today))
    return _made(outline, f"Kedjekort {case.dnr}".rstrip(), suffix)


def anstand_file(store: Store, due: DueAnswer, text: str, today: date, suffix: str) -> bytes:
    """The letter that asks for anstånd, with the words it has by now, as a file to print or to send.

    Raises:
        UserError: there is no such format, or a character has no glyph.
    """
    options = DocumentOptions(day=today, letter=text)
    return make_document(store, due.case_id, DocumentKind.anstand, suffix, options=options).content


def anstand_name(due: DueAnswer, suffix: str) -> str:
    """«Begäran om anstånd BUN-2026-0412.docx»."""
    return f"{clean_file_name(f'{LETTER_TITLE} {due.dnr}')}.{suffix}"


def _day_printed(step: ChainStep) -> str:
    reckoned = step.meeting is not None and step.meeting.id is None
    return f"{day_reading(step.day)}{' (preliminärt)' if reckoned else ''}"


def _control_sheet(store: Store, wish: PaperWish, suffix: str) -> MadePaper:
    monday = wish.monday or monday_of(wish.today)
    watches = read_today(store.folder, monday).watches
    watch = next(one for one in watches if one.plan.namnd_id == wish.namnd_id)
    stops = passed_stops(planning_facts(store, wish.namnd_id), monday, planned_cases(store, wish.namnd_id))
    things = [DueThing(day, words) for day, words in stops]
    things += _due_things(store, monday, monday + WEEKS * timedelta(weeks=1))
    sheet = week_sheet(watch, things, monday)
    outline = control_sheet(sheet, _head(store, watch.plan, wish.today))
    stem = f"kontrollista v. {monday.isocalendar().week} {monday.isocalendar().year}"
    return _made(outline, _file_stem(watch.plan, stem), suffix)


def _due_things(store: Store, monday: date, after: date) -> list[DueThing]:
    """What was promised and falls due before a day, late things too: measures, assignments and report-backs."""
    wanted = MeasureFilter(which="due", today=monday, until=after - timedelta(days=1))
    things = []
    for line in listed_measures(store, wanted).lines:
        day = line.measure.promises[-1].latest if line.measure.promises else None
        if day is not None:
            note = " · ".join(filter(None, (line.responsible, line.measure.case.dnr)))
            things.append(DueThing(day, f"Åtgärd klar: {line.text}", note))
    for owed in balance_list(store, monday):
        if owed.due is not None and owed.due < after:
            note = " · ".join(filter(None, (owed.who, owed.case.dnr)))
            things.append(DueThing(owed.due, f"Återrapportering: {owed.text}", note))
    return things


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
    PlanningPaper.kontrollista: _control_sheet,
}
