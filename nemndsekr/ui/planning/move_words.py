"""What is said of a move that is done, and the question whether what prepares the meeting is to go along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.chain_words import first_up, listed
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.moves import Move
from nemndsekr.support.days import short_day, weekday_short

_DEFINITE: Final = {
    BodyKind.beredning: "beredningen",
    BodyKind.au: "arbetsutskottet",
    BodyKind.namnd: "nämnden",
}
_NUMBERS: Final = {2: "båda", 3: "alla tre", 4: "alla fyra"}


def body_word(facts: PlanningFacts, meeting: PlannedMeeting) -> str:
    """«nämnden»; the body's own name where there are several of its kind."""
    body = facts.body(meeting.body_id)
    if body is None:
        return "sammanträdet"
    return _DEFINITE[body.kind] if sum(one.kind == body.kind for one in facts.bodies) == 1 else body.name


def done_words(facts: PlanningFacts, meeting: PlannedMeeting, day: date, brings: Move) -> str:
    """«Nämnden flyttades från tors 20/3 till fre 21/3. 2 ärenden följer med. …»."""
    who = first_up(body_word(facts, meeting))
    return f"{who} flyttades från {weekday_short(meeting.day)} till {weekday_short(day)}. {brings.words}"


def asked(facts: PlanningFacts, meeting: PlannedMeeting, days: Mapping[int, date]) -> tuple[str, str, str]:
    """The question, and its two answers: «Flytta alla tre», «Bara nämnden»."""
    by_id = {one.id: one for one in facts.meetings}
    others = sorted((by_id[number] for number in days), key=lambda one: one.day)
    named = listed(
        [f"{body_word(facts, one)} ({short_day(one.day)} → {short_day(days[one.id or 0])})" for one in others]
    )
    number = len(others) + 1
    return (
        f"Flytta även {named}?",
        f"Flytta {_NUMBERS.get(number, f'alla {number}')}",
        f"Bara {body_word(facts, meeting)}",
    )
