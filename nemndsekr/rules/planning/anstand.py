"""The letter that asks for anstånd: who, which case, until when, and why the meetings allow no earlier day."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.chain_words import listed
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts, StepRule
from nemndsekr.support.days import WEEKDAYS, full_day

NAME_AND_TITLE: Final = "[Fyll i: namn och titel]"
"""What stands where it is not known who sends the letter."""
LETTER_TITLE: Final = "Begäran om anstånd"
"""What the line that says what the letter asks for begins with."""
_TITLE: Final = "[Fyll i: titel]"
_BODIES: Final = {BodyKind.beredning: "beredningen", BodyKind.au: "arbetsutskottet", BodyKind.namnd: "nämnden"}


def anstand_reason(facts: PlanningFacts, chain: Chain) -> str:
    """Why the answer cannot come sooner, as a sentence: the meeting that decides, and when it can be sent."""
    decides, last = chain.decides, chain.steps[-1]
    namnd = facts.name or "Nämnden"
    sentence = f"{namnd} kan besluta om svaret först vid sammanträdet {full_day(decides.day)}"
    if last == decides:
        return f"{sentence}."
    return f"{sentence}, och det kan skickas när protokollet är justerat, senast {full_day(last.day)}."


def anstand_letter(facts: PlanningFacts, due: DueAnswer, chain: Chain, sender: str = "") -> str:
    """A letter to copy into the mail; ``chain`` is the one that the later day makes possible, ``sender`` who writes."""
    asked, sender = chain.steps[-1].day, sender or NAME_AND_TITLE
    named = " ".join(filter(None, (due.dnr, due.title)))
    answer = "det uppföljande svaret" if due.occasion != "forsta" else "svaret"
    until = f" senast {full_day(due.day)}" if due.day else ""
    meetings = listed(
        [
            f"{_whole_name(facts, step.rule)} {WEEKDAYS[step.day.weekday()]}en den {full_day(step.day)}"
            for step in chain.steps
            if step.meeting is not None
        ]
    )
    lines = [
        f"Till {due.to_whom or 'den som begärt svaret'}",
        "",
        f"{LETTER_TITLE}: {named}" if named else LETTER_TITLE,
        "",
        f"{facts.name or 'Nämnden'} ska lämna {answer}{until}. Vi begär anstånd till och med {full_day(asked)}.",
        "",
        f"{anstand_reason(facts, chain)} Ärendet är planerat till {meetings}.",
        "",
        "Meddela oss gärna skriftligt om den nya dagen godtas, så att den kan läggas till ärendet.",
        "",
        "Med vänlig hälsning",
        sender,
    ]
    return "\n".join(lines).rstrip() + "\n"


def sender_of(file: CaseFile) -> str:
    """Name and title of the case's handläggare, who sends the letter; empty where nobody is known.

    The title is the one that a paper of the case gives, else it is to be filled in.
    """
    person = file.persons.get(file.case.officer_id or 0)
    if person is None:
        return ""
    title = next((one.title for one in file.document_persons if one.name == person.name and one.title), _TITLE)
    return f"{person.name}, {title}"


def _whole_name(facts: PlanningFacts, rule: StepRule) -> str:
    """What a body is called in a letter: «arbetsutskottet»; its own name where several are of its kind."""
    body = facts.body(rule.body_id or 0)
    if body is None:
        return rule.name
    return _BODIES[body.kind] if sum(one.kind == body.kind for one in facts.bodies) == 1 else body.name
