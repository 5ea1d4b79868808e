"""Rules of an initiative: who stands behind it, that handed in is not raised, and what its first treatment leads to."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseStage, DecisionOccasion, InitiatorPart, Outcome
from nemndsekr.records.decision import Decision
from nemndsekr.support.days import near_day

FIRST_TREATMENTS: Final = (
    Outcome.remitteras,
    Outcome.bifall,
    Outcome.avslag,
    Outcome.bordlaggning,
    Outcome.avvisas,
    Outcome.overlamnas,
)
"""How a nämnd may treat an initiative when it is raised, before there is any answer."""
SETTLES: Final = frozenset({Outcome.bifall, Outcome.avslag, Outcome.avvisas, Outcome.overlamnas})
"""First treatments that decide every att-sats at once."""
_BEFORE_DECISION: Final = (
    CaseStage.planerad,
    CaseStage.inkommet,
    CaseStage.under_arbete,
    CaseStage.till_beredning,
    CaseStage.till_au,
    CaseStage.till_namnd,
)

_CONSEQUENCES: Final = {
    Outcome.remitteras: "Förvaltningen bereder initiativet och skriver ett svar. Ärendets läge blir Under arbete.",
    Outcome.bifall: "Alla att-satser är bifallna och ärendet är beslutat. Det som ska göras läggs in som uppdrag.",
    Outcome.avslag: "Alla att-satser är avslagna och ärendet är beslutat.",
    Outcome.bordlaggning: "Initiativet tas upp igen vid ett senare sammanträde. Inget tillförs ärendet.",
    Outcome.avvisas: "Initiativet prövas inte i sak. Ärendet är beslutat.",
    Outcome.overlamnas: "Initiativet lämnas till den som äger frågan. Ärendet är beslutat här.",
}


class Person(NamedTuple):
    """A person behind an initiative, as typed or pasted."""

    name: str
    party: str = ""
    role: str = ""
    part: InitiatorPart = InitiatorPart.initiator


class DayQuestion(NamedTuple):
    """Something to ask about the days of an initiative; ``day`` is the day of raising that it proposes, if any."""

    text: str
    day: date | None = None


def first_treatment(file: CaseFile) -> Decision | None:
    """The decision about how the initiative is to be treated, if there is one."""
    return next((one for one in file.decisions if one.occasion == DecisionOccasion.forsta_behandling), None)


def consequence(outcome: Outcome | None) -> str:
    """What a first treatment leads to, in a sentence or two."""
    return _CONSEQUENCES.get(outcome, "") if outcome is not None else ""


def stage_after(outcome: Outcome | None, stage: CaseStage) -> CaseStage:
    """The stage of a case after its first treatment; what has come further stays where it is."""
    if outcome in SETTLES and stage in _BEFORE_DECISION:
        return CaseStage.beslutat
    if outcome == Outcome.remitteras and stage in (CaseStage.planerad, CaseStage.inkommet):
        return CaseStage.under_arbete
    return stage


def day_question(file: CaseFile, today: date) -> DayQuestion | None:
    """What the days of an initiative give reason to ask; None where they hold together.

    An initiative is raised when a member takes it up at a meeting; before that nobody is to prepare it.
    """
    initiative = file.initiative
    if initiative is None:
        return None
    raised, handed_in = initiative.raised_on, initiative.handed_in_on
    treated = first_treatment(file)
    if raised is not None and handed_in is not None and raised < handed_in:
        told = f"Väckt {near_day(raised, today)} ligger före inlämnat {near_day(handed_in, today)}."
        return DayQuestion(f"{told} Stämmer dagarna?")
    if raised is None and treated is not None and treated.day is not None:
        return DayQuestion(f"Nämnden behandlade det först {near_day(treated.day, today)}. Väcktes det då?", treated.day)
    prepared = min(
        (step.day for step in file.plan_steps if step.kind != BodyKind.namnd and step.day is not None), default=None
    )
    if prepared is None or (raised is not None and prepared >= raised):
        return None
    told = f"Beredningen {near_day(prepared, today)} ligger före"
    if raised is not None:
        return DayQuestion(f"{told} väckt {near_day(raised, today)}. Stämmer det?")
    return DayQuestion(f"Beredning är planerad till {near_day(prepared, today)}. När väcks initiativet i nämnden?")


_JOINED: Final = re.compile(r"^\W*(?:med|under)\s+instämmande\s+av\W*", re.IGNORECASE)
_MARK: Final = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
_PARTY: Final = re.compile(r"\(([^()]{1,30})\)")
_ROLE_WORDS: Final = (
    r"(?:(?:\d:[ea]|första|andra)\s+)?(?:vice\s+)?ordförande|(?:tjänstgörande\s+)?ersättare|ledamot|gruppledare"
)
_ROLE: Final = re.compile(rf"(?<!\w)({_ROLE_WORDS})(?!\w)", re.IGNORECASE)
# A role right after the party belongs to the one before it: «Ada Ek (S), ledamot, Bo Al (M)».
_ROLE_AFTER: Final = re.compile(rf"^[\s,;–-]*({_ROLE_WORDS})\s*(?=$|[,;]|och\s|samt\s)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"^[\s,;&.–-]*(?:(?:och|samt)\s+)?")


def people_in(text: str) -> list[Person]:
    """The people of a typed or pasted list, «Namn (Parti)» on each line; «Med instämmande av» begins those who join."""
    people: list[Person] = []
    part = InitiatorPart.initiator
    for written in text.splitlines():
        line = _MARK.sub("", " ".join(written.split()))
        joined = _JOINED.match(line)
        if joined:
            part, line = InitiatorPart.joined, line[joined.end() :]
        people += [person._replace(part=part) for person in _people_on(line)]
    return people


def _people_on(line: str) -> list[Person]:
    between, parties = _PARTY.split(line)[::2], _PARTY.findall(line)
    found: list[Person] = []
    for at, words in enumerate(between):
        after = _ROLE_AFTER.match(words) if at else None
        if after:
            found[-1] = found[-1]._replace(role=found[-1].role or after[1].lower())
            words = words[after.end() :]  # noqa: PLW2901 - the rest is the next person's
        role = _ROLE.search(words)
        name = _BETWEEN.sub("", _ROLE.sub("", words)).strip(" ,;.–-")
        if at < len(parties):
            found.append(Person(name, parties[at].strip(), role[1].lower() if role else ""))
        elif name and not parties:
            found.append(Person(name, "", role[1].lower() if role else ""))
    return [person for person in found if person.name]
