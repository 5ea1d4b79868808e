"""The letter that asks for anstånd: who, which case, until when, and why the meetings allow no earlier day."""

from __future__ import annotations

from nemndsekr.rules.planning.chain_words import day_words, step_word
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.support.days import full_day


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
    asked = chain.steps[-1].day
    named = " ".join(filter(None, (due.dnr, due.title)))
    answer = "det uppföljande svaret" if due.occasion != "forsta" else "svaret"
    until = f" senast {full_day(due.day)}" if due.day else ""
    steps = ", ".join(
        f"{step_word(facts, step.rule)} {day_words(step.day, asked)}"
        for step in chain.steps
        if step.meeting is not None
    )
    lines = [
        f"Till {due.to_whom or 'den som begärt svaret'}",
        "",
        f"Begäran om anstånd: {named}" if named else "Begäran om anstånd",
        "",
        f"{facts.name or 'Nämnden'} ska lämna {answer}{until}. Vi begär anstånd till och med {full_day(asked)}.",
        "",
        f"{anstand_reason(facts, chain)} Ärendet är planerat till {steps}.",
        "",
        "Meddela oss gärna skriftligt om den nya dagen godtas, så att den kan läggas till ärendet.",
        "",
        "Med vänlig hälsning",
        sender,
    ]
    return "\n".join(lines).rstrip() + "\n"
