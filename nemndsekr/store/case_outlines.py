"""CaseOutline: what is compared of every case when a list is read in, in a few statements however many there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.choices import BodyKind, NumberKind, Occasion
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.store.database import Store


@dataclass(slots=True)
class CaseOutline:
    """A case that is not in the bin, and what of its parts a list may speak of too."""

    case: Case
    officer: str = ""
    own_numbers: list[str] = field(default_factory=list)
    """The keys of its further numbers of its own."""
    reply: ReplyDay | None = None
    """The newest reply day for the first answer."""
    plan: list[PlanStep] = field(default_factory=list)
    """The nämnd's own steps of its plan."""
    tasks: list[str] = field(default_factory=list)


def case_outlines(store: Store) -> list[CaseOutline]:
    """Every case that is not in the bin."""
    with store.session() as session:
        persons = {person.id: person.name for person in session.scalars(select(Person))}
        cases = session.scalars(select(Case).where(col(Case.removed_at).is_(None)).order_by(col(Case.id)))
        outlines = {case.stored_id: CaseOutline(case, persons.get(case.officer_id, "")) for case in cases}
        for number in session.scalars(select(CaseNumber).where(col(CaseNumber.kind) == NumberKind.eget)):
            if number.case_id in outlines:
                outlines[number.case_id].own_numbers.append(number.dnr_key)
        first = select(ReplyDay).where(col(ReplyDay.occasion) == Occasion.forsta).order_by(col(ReplyDay.id))
        for day in session.scalars(first):
            if day.case_id in outlines:
                outlines[day.case_id].reply = day
        for step in session.scalars(select(PlanStep).where(col(PlanStep.kind) == BodyKind.namnd)):
            if step.case_id in outlines:
                outlines[step.case_id].plan.append(step)
        for task in session.scalars(select(Assignment)):
            if task.case_id in outlines:
                outlines[task.case_id].tasks.append(task.text)
    return list(outlines.values())


def namnd_numbers(store: Store) -> list[tuple[Namnd, list[str]]]:
    """Every nämnd in the order of its name, with the diarienummer of its cases that are not in the bin."""
    with store.session() as session:
        namnder = list(session.scalars(select(Namnd).order_by(col(Namnd.sort_key))))
        numbers: dict[int, list[str]] = {namnd.stored_id: [] for namnd in namnder}
        kept = select(col(Case.namnd_id), col(Case.dnr)).where(col(Case.removed_at).is_(None), col(Case.dnr) != "")
        for namnd_id, dnr in session.execute(kept):
            numbers[namnd_id].append(dnr)
    return [(namnd, numbers[namnd.stored_id]) for namnd in namnder]
