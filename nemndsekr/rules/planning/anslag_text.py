"""AnslagText: the notice that minutes are confirmed, ready to paste on the website; what it lacks is told.

Kommunallagen (2017:725) 8 kap. 9 and 12 §§: the notice stands on the website and says where the minutes are kept and
the day it was put up; 13 kap. 1–7 §§: how a decision is appealed (laglighetsprövning); 1 kap. 5 §: who is a member.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind
from nemndsekr.records.decision import Decision
from nemndsekr.rules.planning.legal_dates import last_day_of_appeal
from nemndsekr.support.days import WEEKDAYS, full_day

_PREPARES_ONLY: Final = frozenset({CaseKind.granskning, CaseKind.remiss, CaseKind.motion})
"""The cases that the nämnd answers and another body decides."""
_BODIES: Final = {BodyKind.au: "Arbetsutskottet", BodyKind.beredning: "Beredningen"}

_WHO_APPEALS: Final = (
    "Den som är medlem i kommunen kan begära laglighetsprövning enligt 13 kap. kommunallagen (2017:725). Medlem är den "
    "som är folkbokförd i kommunen, äger fast egendom här eller ska betala kommunalskatt här."
)
_HOW_TO_APPEAL: Final = (
    "Skriv till {court}. Tala om vilket beslut du överklagar och vilka omständigheter du stöder dig på. "
    "Omständigheter som du tar upp först när tiden har gått ut prövas inte."
)
_WHEN_TO_APPEAL: Final = (
    "Överklagandet ska ha kommit in till förvaltningsrätten inom tre veckor från den dag då justeringen "
    "tillkännagavs på anslagstavlan, senast {until}."
)


class Lack(NamedTuple):
    """Something that the notice needs and nobody has filled in. ``field`` is the nämnd's, or else the decision's."""

    words: str
    of_namnd: bool
    field: str


@dataclass(frozen=True, slots=True)
class AnslagFacts:
    """What a notice is made of; whatever is empty or None is marked in the text with what to fill in."""

    body: str = ""
    municipality: str = ""
    meeting: date | None = None
    paragraphs: str = ""
    immediate: bool = False
    justering_on: date | None = None
    anslag_on: date | None = None
    anslag_until: date | None = None
    appealable: bool = True
    minutes_place: str = ""
    website: str = ""
    appeal_court: str = ""


class AnslagText(NamedTuple):
    """The text of the notice, and what it lacks."""

    text: str
    lacks: tuple[Lack, ...]


def is_appealable(kind: CaseKind, decision: Decision) -> bool:
    """Whether a decision can be appealed: as it is told, else as such cases usually are (a yttrande only prepares)."""
    return decision.appealable if decision.appealable is not None else kind not in _PREPARES_ONLY


def anslag_facts(file: CaseFile, decision: Decision, *, paragraphs: str = "", appealable: bool = True) -> AnslagFacts:
    """What the notice of a decision is made of; ``paragraphs`` are all of the minutes', else the decision's own."""
    namnd = file.namnd
    return AnslagFacts(
        body=_body(file, decision),
        municipality=namnd.municipality,
        meeting=decision.day,
        paragraphs=paragraphs or decision.paragraph,
        immediate=decision.immediate,
        justering_on=decision.justering_on or (decision.day if decision.immediate else None),
        anslag_on=decision.anslag_on,
        anslag_until=decision.anslag_until,
        appealable=appealable,
        minutes_place=namnd.minutes_place,
        website=namnd.website,
        appeal_court=namnd.appeal_court,
    )


def _body(file: CaseFile, decision: Decision) -> str:
    if decision.kind == BodyKind.namnd:
        return file.namnd.name
    step = next((one for one in file.plan_steps if one.kind == decision.kind and one.label), None)
    return ", ".join(filter(None, (file.namnd.name, step.label if step else _BODIES[decision.kind])))


def anslag_text(facts: AnslagFacts) -> AnslagText:
    """The notice, line by line, with «[Fyll i: …]» where something is not known."""
    lacks: list[Lack] = []

    def told(value: str, what: str, field: str, *, of_namnd: bool = False) -> str:
        if value.strip():
            return value.strip()
        lacks.append(Lack(what, of_namnd, field))
        return f"[Fyll i: {what}]"

    def day(value: date | None, what: str, field: str) -> str:
        return told(_told(value) if value else "", what, field)

    body = told(facts.body, "nämndens namn", "name", of_namnd=True)
    municipality = told(facts.municipality, "kommunens namn", "municipality", of_namnd=True)
    many = any(sign in facts.paragraphs for sign in ("§§", "–", ","))
    confirmed = "Omedelbart justerat" if facts.immediate else "Justerat"
    place = told(facts.minutes_place, "var protokollet förvaras", "minutes_place", of_namnd=True)
    what = "omedelbart justerad paragraf" if facts.immediate else "justerat protokoll"
    lines = [
        f"Tillkännagivande av {what}",
        "",
        f"Organ: {body}, {municipality}",
        f"Sammanträdesdag: {day(facts.meeting, 'dagen för sammanträdet', 'day')}",
        f"{'Paragrafer' if many else 'Paragraf'}: {told(facts.paragraphs, 'paragraf eller paragrafer', 'paragraph')}",
        f"{confirmed}: {day(facts.justering_on, 'dagen då protokollet justerades', 'justering_on')}",
        f"Anslaget sätts upp: {day(facts.anslag_on, 'dagen då anslaget sätts upp', 'anslag_on')}",
        f"Anslaget tas ned: {_taken_down(facts)}",
        f"Protokollet finns hos: {place}",
        f"Anslagstavla: {told(facts.website, 'kommunens webbplats', 'website', of_namnd=True)}",
        "",
        "Så här överklagar du",
    ]
    if facts.appealable:
        court = told(facts.appeal_court, "vilken förvaltningsrätt, med adress", "appeal_court", of_namnd=True)
        lines += _how_to_appeal(court, facts.anslag_on)
    else:
        lines.append("Beslutet är rent förberedande och kan inte överklagas (13 kap. 2 § kommunallagen, 2017:725).")
    return AnslagText("\n".join(lines) + "\n", tuple(dict.fromkeys(lacks)))


def _how_to_appeal(court: str, anslag_on: date | None) -> list[str]:
    until = _told(last_day_of_appeal(anslag_on)) if anslag_on else "[Räknas när dagen för anslaget är ifylld]"
    return [_WHO_APPEALS, _HOW_TO_APPEAL.format(court=court), _WHEN_TO_APPEAL.format(until=until)]


def _taken_down(facts: AnslagFacts) -> str:
    """The day that was told, else the first that the law allows."""
    if facts.anslag_until is not None:
        return _told(facts.anslag_until)
    if facts.anslag_on is None:
        return "[Räknas när dagen för anslaget är ifylld]"
    return _told(last_day_of_appeal(facts.anslag_on) + timedelta(days=1))


def _told(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {full_day(day)}"
