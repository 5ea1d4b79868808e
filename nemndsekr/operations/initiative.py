"""Nämndinitiativ: make one from pasted words, add att-satser of a text, and tell how the nämnd treated it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from nemndsekr.operations.add_recommendations import recommendation_lines
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.new_case import put_case
from nemndsekr.operations.pasted_source import keep_pasted, prove_texts
from nemndsekr.reading.draft import Reading
from nemndsekr.reading.report_file import read_pasted
from nemndsekr.records.block_text import BlockText, from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    InitiatorPart,
    Outcome,
    SourceKind,
    label,
)
from nemndsekr.records.decision import Decision, PointOutcome
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.rules.initiative import SETTLES, Person, people_in, stage_after
from nemndsekr.rules.initiative_task import facts_of
from nemndsekr.rules.likeness import plain_words
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.errors import UserError

FIRST_NAME: Final = "ändrade första behandlingen"
_PARTS: Final = {"initiator": InitiatorPart.initiator, "joined": InitiatorPart.joined}


@dataclass(frozen=True, slots=True)
class InitiativeText:
    """What was found in the text of an initiative; everything is a proposal until a person has seen it."""

    clauses: tuple[str, ...] = ()
    title: str = ""
    lead_in: str = ""
    place: str = ""
    dated_on: date | None = None
    handed_in_on: date | None = None
    """The day that the text says it was handed in, which may be another than that it was signed."""
    dnr: str = ""
    people: tuple[Person, ...] = ()
    body: BlockText = field(default_factory=BlockText)
    committee: str = ""
    """The nämnd that it is addressed to."""
    reading: Reading | None = None


def initiative_text(words: str, html: str = "") -> InitiativeText:
    """What a pasted text holds of an initiative. A bare list of att-satser, without the words before it, is a list.

    Raises:
        UserError: there is nothing to read in it.
    """
    reading = read_pasted(words, html, known_kind="namndinitiativ")
    draft = reading.draft
    clauses = tuple(found.text for found in draft.attsatser)
    if not clauses:
        lines = recommendation_lines(words)
        clauses = tuple(line for line in lines if line.lower().startswith("att "))
    people = tuple(
        Person(one.name, one.party, one.role, _PARTS[one.part]) for one in draft.people if one.part in _PARTS
    )
    body = next((section.body for section in draft.sections if section.key == "initiativ"), BlockText())
    return InitiativeText(
        clauses,
        draft.title.text if draft.title else "",
        draft.attsats_lead_in,
        draft.place,
        draft.document_day.day if draft.document_day else None,
        draft.received.day if draft.received else None,
        draft.dnr[0].text if draft.dnr else "",
        people,
        body,
        draft.committee.text if draft.committee else "",
        reading,
    )


@dataclass(frozen=True, slots=True)
class NewInitiative:
    """The facts of an initiative that is being made by hand."""

    title: str
    dnr: str = ""
    dnr_expected: bool = False
    same_dnr: bool = False
    """Whether the person knows of another case with the dnr."""
    namnd_id: int | None = None
    namnd_name: str = ""
    handed_in_on: date | None = None
    people: str = ""
    """The initiators as typed: «Namn (Parti)» on each line, «Med instämmande av» before those who join."""
    text: str = ""
    """The initiative's text as pasted, or only its att-satser."""


def new_initiative(store: Store, wanted: NewInitiative, who: str, now: datetime) -> Changes:
    """Make an initiative whole in one step.

    Raises:
        UserError: the title is empty, or another case has the dnr.
    """
    name = "lade till nämndinitiativet"
    found = initiative_text(wanted.text) if wanted.text.strip() else InitiativeText()
    people = people_in(wanted.people) or list(found.people)
    with store.step(name, who, now) as step:
        case = put_case(
            step,
            Case(
                namnd_id=wanted.namnd_id or 0,
                kind=CaseKind.namndinitiativ,
                title=wanted.title.strip(),
                dnr="" if wanted.dnr_expected else wanted.dnr,
                dnr_expected=wanted.dnr_expected,
                received_on=wanted.handed_in_on or now.date(),
            ),
            wanted.namnd_name,
            same_dnr=wanted.same_dnr,
        )
        case_id = case.stored_id
        initiative = step.add(
            Namndinitiativ(
                case_id=case_id,
                body=found.body or _whole(wanted.text, found),
                lead_in=found.lead_in,
                place=found.place,
                dated_on=found.dated_on,
                handed_in_on=wanted.handed_in_on,
            )
        )
        for position, one in enumerate(people, start=1):
            step.add(
                Initiator(
                    case_id=case_id,
                    position=position,
                    name=one.name,
                    party=one.party,
                    role=one.role,
                    part=one.part,
                )
            )
        clauses = _add_clauses(step, case_id, found.clauses)
        if found.reading is not None:
            source = keep_pasted(step, case_id, found.reading, wanted.text, SourceKind.namndinitiativ, now)
            draft = found.reading.draft
            facts = [(case, "title", case.title), (initiative, "lead_in", found.lead_in)]
            texts = [(clause, "text", clause.text) for clause in clauses]
            named = [draft.title] if draft.title is not None else []
            prove_texts(step, source, [*facts, *texts], [*draft.attsatser, *named])
    return Changes.of(name, step)


def _whole(text: str, found: InitiativeText) -> BlockText:
    """The pasted words before the att-satser, or all of them, where no part of them was known as the running text."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    if found.clauses:
        first = plain_words(found.clauses[0])
        known = {plain_words(one) for one in (found.title, found.lead_in, label(CaseKind.namndinitiativ))}
        at = next((number for number, line in enumerate(lines) if plain_words(line)[-len(first) :] == first), 0)
        lines = [line for line in lines[:at] if plain_words(line) not in known]
    return from_paragraphs(lines) if lines else BlockText()


def not_there_yet(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The texts that are not among the known ones, whatever their marks and capitals; each once."""
    seen = {plain_words(text) for text in known}
    left = []
    for text in wanted:
        words = plain_words(text)
        if words and words not in seen:
            seen.add(words)
            left.append(" ".join(text.split()))
    return left


def add_attsatser(
    store: Store, case_id: int, texts: Sequence[str], who: str, now: datetime, *, pasted: str = ""
) -> Changes:
    """Add these att-satser after those the initiative has, in one step; what is there already is left alone.

    ``pasted`` is the text that they stand in, which is kept as their source.

    Raises:
        UserError: there is none to add.
    """
    if not any(text.strip() for text in texts):
        raise UserError("Det finns ingen att-sats att lägga till.", "Klistra in texten och markera minst en rad.")
    name = "lade till en att-sats" if len(texts) == 1 else f"lade till {len(texts)} att-satser"
    with store.step(name, who, now) as step:
        step.get(Case, case_id)
        clauses = _add_clauses(step, case_id, texts)
        found = initiative_text(pasted).reading if pasted.strip() else None
        if found is not None and clauses:
            source = keep_pasted(step, case_id, found, pasted, SourceKind.namndinitiativ, now)
            prove_texts(step, source, [(clause, "text", clause.text) for clause in clauses], found.draft.attsatser)
    return Changes.of(name, step)


def _add_clauses(step: StepWriter, case_id: int, texts: Sequence[str]) -> list[Attsats]:
    rows = step.all(Attsats, case_id=case_id)
    position = max((row.position for row in rows), default=0)
    return [
        step.add(Attsats(case_id=case_id, position=position + number, text=text, **facts_of(text)))
        for number, text in enumerate(not_there_yet([row.text for row in rows], texts), start=1)
    ]


def treat_first(
    store: Store, case_id: int, values: Mapping[str, Any], who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Tell how the nämnd treated an initiative first: some of outcome, day, paragraph and reason of that decision.

    Bifall, avslag, avvisas and överlämnas settle every att-sats that is not settled otherwise and the case with
    them; remitteras puts the case to work. Another outcome later takes back what the first one led to.

    Raises:
        UserError: a value is not allowed.
    """
    with store.step(FIRST_NAME, who, now, visit=visit) as step:
        case = step.get(Case, case_id)
        occasion = DecisionOccasion.forsta_behandling
        decision = step.find(Decision, case_id=case_id, occasion=occasion) or step.add(
            Decision(case_id=case_id, kind=BodyKind.namnd, occasion=occasion)
        )
        former = decision.outcome
        for name, value in checked(Decision, decision, values).items():
            if getattr(decision, name) != value:
                setattr(decision, name, value)
        if "day" in values and "meeting_id" not in values:
            decision.meeting_id = _meeting_on(step, case.namnd_id, decision.day)
        if decision.outcome != former:
            _take_back(step, case, decision, former)
            _lead_on(step, case, decision)
        if not any((decision.outcome, decision.day, decision.meeting_id, decision.paragraph, decision.reason)):
            step.delete(decision)
    return Changes.of(FIRST_NAME, step)


def _meeting_on(step: StepWriter, namnd_id: int, day: date | None) -> int | None:
    """The nämnd's own meeting on a day, where it is in the plan."""
    if day is None:
        return None
    bodies = {body.id for body in step.all(MeetingBody, namnd_id=namnd_id, kind=BodyKind.namnd)}
    return next((one.id for one in step.all(Meeting, namnd_id=namnd_id, day=day) if one.body_id in bodies), None)


def _take_back(step: StepWriter, case: Case, decision: Decision, former: Outcome | None) -> None:
    for row in step.all(PointOutcome, decision_id=decision.stored_id):
        clause = step.get(Attsats, row.attsats_id) if row.attsats_id is not None else None
        if clause is not None and clause.outcome == row.outcome:
            clause.outcome = None
        step.delete(row)
    if former is not None and case.stage == stage_after(former, CaseStage.inkommet):
        case.stage = CaseStage.inkommet


def _lead_on(step: StepWriter, case: Case, decision: Decision) -> None:
    outcome = decision.outcome
    stage = stage_after(outcome, case.stage)
    if stage != case.stage:
        case.stage = stage
    if outcome is None or outcome not in SETTLES:
        return
    for clause in step.all(Attsats, case_id=case.stored_id):
        if clause.outcome is None:
            clause.outcome = outcome
            step.add(
                PointOutcome(
                    case_id=case.stored_id,
                    decision_id=decision.stored_id,
                    attsats_id=clause.stored_id,
                    outcome=outcome,
                )
            )
