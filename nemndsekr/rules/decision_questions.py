"""Quiet questions about a decision as it is entered: what its days and its reasons ought to be. Nothing is hindered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from nemndsekr.records.choices import Outcome
from nemndsekr.records.decision import Decision
from nemndsekr.support.days import full_day

LONGEST_JUSTERING: Final = timedelta(days=14)
"""Minutes are confirmed within this time of the meeting (kommunallagen 5 kap. 69 §, for a nämnd 6 kap. 35 §)."""
LONGEST_ANSLAG: Final = timedelta(days=2)
"""The notice goes up no later than the second day after the confirming (kommunallagen 8 kap. 12 §)."""
REASON_ASKED: Final = {
    Outcome.aterremiss: "Varför återremitteras ärendet? Skälet ska stå i protokollet.",
    Outcome.bordlaggning: "Varför bordläggs ärendet?",
    Outcome.avvisas: "Varför avvisas ärendet?",
}


def reason_question(outcome: Outcome | None, reason: str) -> str:
    """What is asked under a reason that is still to be told; empty where nothing is."""
    return REASON_ASKED.get(outcome, "") if outcome is not None and not reason.strip() else ""


def questions_on(decision: Decision, today: date) -> dict[str, str]:
    """What to ask, by the name of the field it stands under."""
    asked: dict[str, str] = {}
    day, confirmed, up, down = decision.day, decision.justering_on, decision.anslag_on, decision.anslag_until
    if day is not None and day > today and (decision.outcome is not None or decision.paragraph):
        asked["day"] = f"Sammanträdet är den {full_day(day)}. Är beslutet redan fattat?"
    if confirmed is not None and day is not None:
        if confirmed < day:
            asked["justering_on"] = "Justeringen är före sammanträdet. Stämmer dagarna?"
        elif confirmed > day + LONGEST_JUSTERING:
            last = full_day(day + LONGEST_JUSTERING)
            asked["justering_on"] = f"Protokollet ska justeras inom 14 dagar, senast den {last}. Stämmer dagen?"
    if up is not None and confirmed is not None:
        if up < confirmed:
            asked["anslag_on"] = "Anslaget är uppe före justeringen. Stämmer dagarna?"
        elif up > confirmed + LONGEST_ANSLAG:
            asked["anslag_on"] = "Anslaget sätts upp senast andra dagen efter justeringen. Stämmer dagen?"
    if up is not None and down is not None and down <= up:
        asked["anslag_until"] = "Anslaget tas ned innan det är uppe. Stämmer dagarna?"
    sent = decision.dispatched_on
    if sent is not None and day is not None and sent < day:
        asked["dispatched_on"] = "Beslutet är skickat före sammanträdet. Stämmer dagarna?"
    elif sent is not None and confirmed is not None and sent < confirmed:
        told = "Stämmer dagarna?" if decision.immediate else "Är paragrafen omedelbart justerad?"
        asked["dispatched_on"] = f"Beslutet är skickat före justeringen. {told}"
    return asked
