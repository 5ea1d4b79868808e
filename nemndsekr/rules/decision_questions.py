"""Quiet questions about a decision: its days and reasons as it is entered, what is open when it is registered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Outcome
from nemndsekr.records.decision import Decision, Dispatch
from nemndsekr.rules.completeness import Answer, asks_per_assessment, recommendation_answer
from nemndsekr.rules.decision_consequences import Consequences
from nemndsekr.rules.decision_places import judged_of, outcome_row
from nemndsekr.rules.planning.legal_dates import DAYS_TO_ANSLAG, DAYS_TO_JUSTERING, last_day_of_appeal
from nemndsekr.rules.working_days import can_be_reckoned
from nemndsekr.support.days import full_day

LONGEST_JUSTERING: Final = timedelta(days=DAYS_TO_JUSTERING)
LONGEST_ANSLAG: Final = timedelta(days=DAYS_TO_ANSLAG)
REASON_ASKED: Final = {
    Outcome.aterremiss: "Varför återremitteras ärendet? Skälet ska stå i protokollet.",
    Outcome.bordlaggning: "Varför bordläggs ärendet?",
    Outcome.avvisas: "Varför avvisas ärendet?",
}


def reason_question(outcome: Outcome | None, reason: str) -> str:
    """What is asked under a reason that is still to be told; empty where nothing is."""
    return REASON_ASKED.get(outcome, "") if outcome is not None and not reason.strip() else ""


_DONE_AHEAD: Final = {
    "justering_on": "Är protokollet redan justerat?",
    "anslag_on": "Är anslaget redan uppe?",
    "published_on": "Är beslutet redan publicerat?",
    "dispatched_on": "Är beslutet redan skickat?",
}


_TWO_NUMBERS: Final = re.compile(r"\d[ \t]+§?[ \t]*\d")
"""«17 17»; «17–18», «17, 18», «17 och 18» and «17/2026» are written on purpose."""


def questions_on(decision: Decision, today: date, dispatches: Sequence[Dispatch] = ()) -> dict[str, str]:
    """What to ask, by the name of the field it stands under.

    What has not been yet is asked of before the order of the days; ``dispatches`` are the decision's own.
    """
    asked = dict(_out_of_order(decision))
    if _TWO_NUMBERS.search(decision.paragraph):
        asked["paragraph"] = f"Två nummer står i «{decision.paragraph.strip()}». Vilket är paragrafens?"
    day, sent = decision.day, decision.dispatched_on
    if day is not None and day > today and (decision.outcome is not None or decision.paragraph):
        asked["day"] = f"Sammanträdet är den {full_day(day)}. Är beslutet redan fattat?"
    for name, question in _DONE_AHEAD.items():
        told: date | None = getattr(decision, name)
        # At the meeting itself, entered beforehand, one question is enough.
        if told is not None and told > today and not (told == day and name != "dispatched_on"):
            asked[name] = f"Den {full_day(told)} har inte varit än. {question}"
    if "dispatched_on" not in asked:
        odd = next((one for one in dispatches if _odd(one, decision, today) and one.sent_on != sent), None)
        if odd is not None:
            why = "är en dag som inte har varit än" if odd.sent_on and odd.sent_on > today else "är före sammanträdet"
            asked["dispatched_on"] = f"Dagen för {odd.to_whom or 'en mottagare'} {why}. Stämmer den?"
    return asked


def _odd(sent: Dispatch, decision: Decision, today: date) -> bool:
    return sent.sent_on is not None and (
        sent.sent_on > today or (decision.day is not None and sent.sent_on < decision.day)
    )


def _out_of_order(decision: Decision) -> Iterator[tuple[str, str]]:
    """The days that stand before something they ought to come after, and those that come too late."""
    day, confirmed, up, down = decision.day, decision.justering_on, decision.anslag_on, decision.anslag_until
    if confirmed is not None and day is not None:
        if confirmed < day:
            yield "justering_on", "Justeringen är före sammanträdet. Stämmer dagarna?"
        elif confirmed > day + LONGEST_JUSTERING:
            last = full_day(day + LONGEST_JUSTERING)
            yield "justering_on", f"Protokollet ska justeras inom 14 dagar, senast den {last}. Stämmer dagen?"
    if up is not None and confirmed is not None:
        if up < confirmed:
            yield "anslag_on", "Anslaget är uppe före justeringen. Stämmer dagarna?"
        elif up > confirmed + LONGEST_ANSLAG:
            yield "anslag_on", "Anslaget sätts upp senast andra dagen efter justeringen. Stämmer dagen?"
    elif up is not None and day is not None and up < day:
        yield "anslag_on", "Anslaget är uppe före sammanträdet. Stämmer dagarna?"
    if up is not None and down is not None and down <= up:
        yield "anslag_until", "Anslaget tas ned innan det är uppe. Stämmer dagarna?"
    elif up is not None and down is not None and can_be_reckoned(up) and (down <= (last_day := last_day_of_appeal(up))):
        yield "anslag_until", f"Anslaget ska sitta uppe till och med den {full_day(last_day)}. Stämmer dagen?"
    published, sent = decision.published_on, decision.dispatched_on
    if published is not None and day is not None and published < day:
        yield "published_on", "Beslutet är publicerat före sammanträdet. Stämmer dagarna?"
    if sent is not None and day is not None and sent < day:
        yield "dispatched_on", "Beslutet är skickat före sammanträdet. Stämmer dagarna?"
    elif sent is not None and confirmed is not None and sent < confirmed:
        told = "Stämmer dagarna?" if decision.immediate else "Är paragrafen omedelbart justerad?"
        yield "dispatched_on", f"Beslutet är skickat före justeringen. {told}"


class Question(NamedTuple):
    """Something to think of before a decision is registered: the sentence, the verb that goes there, and where.

    ``table`` is ``decisions`` for a field of the form itself, ``points`` for the reason of one point (``row`` is its
    number in the list), else a table of the case's with the row's uid.
    """

    words: str
    verb: str
    table: str = "decisions"
    row: str = ""
    field: str = ""


def before_registering(file: CaseFile, decision: Decision, done: Consequences, today: date) -> list[Question]:
    """What is asked when a decision is about to be registered; nothing is hindered by it."""
    mine = [one for one in file.dispatches if one.decision_id == decision.id]
    days = questions_on(decision, today, mine)
    asked = [*_reasons(file, decision), *_number(file, decision)]
    asked += [Question(days["paragraph"], "Ändra paragrafen", field="paragraph")] if "paragraph" in days else []
    asked += [Question(days[name], "Ändra dagen", field=name) for name in ("day", "dispatched_on") if name in days]
    answers = done.new_document == DocumentKind.yttrande or any(
        one.kind == DocumentKind.yttrande and one.id in done.decided_documents for one in file.documents
    )
    return [*asked, *(_unanswered(file) if answers else ())]


def _reasons(file: CaseFile, decision: Decision) -> Iterator[Question]:
    question = reason_question(decision.outcome, decision.reason)
    if question:
        yield Question(question, "Skriv skälet", field="reason")
        return
    for at, judged in enumerate(judged_of(file)):
        row = outcome_row(file, decision.id, judged)
        if row is None or row.outcome == decision.outcome:
            continue
        question = reason_question(row.outcome, row.reason)
        if question:
            yield Question(f"{judged.name}: {question}", "Skriv skälet", "points", str(at), "reason")
            return


def _number(file: CaseFile, decision: Decision) -> Iterator[Question]:
    """What is sent back is told by its § in the next paper; another decision may be registered before it has one."""
    outcomes = {decision.outcome, *(one.outcome for one in file.point_outcomes if one.decision_id == decision.id)}
    if outcomes & {Outcome.aterremiss, Outcome.bordlaggning} and not decision.paragraph.strip():
        yield Question("Paragrafens nummer saknas.", "Skriv paragrafen", field="paragraph")


def _unanswered(file: CaseFile) -> Iterator[Question]:
    """The recommendations, and the assessments where the auditors ask for it, that nothing is said about."""
    lacking = [one for one in file.recommendations if one.concerns_us and _is_empty(recommendation_answer(file, one))]
    told = [_counted(len(lacking), "rekommendation", "rekommendationer", [one.no for one in lacking])]
    questions = list(file.questions) if asks_per_assessment(file) else []
    bare = [one for one in questions if not plain_text(one.answer).strip() and not one.no_measure_reason.strip()]
    told.append(_counted(len(bare), "bedömning", "bedömningar", [file.questions.index(one) + 1 for one in bare]))
    words = " och ".join(filter(None, told))
    if words:
        words = f"{words[:1].upper()}{words[1:]}"
        table, first = ("recommendations", lacking[0].uid) if lacking else ("questions", bare[0].uid)
        rest = "Sedan efterfrågas de inte." if len(lacking) + len(bare) > 1 else ""
        yield Question(f"{words} saknar svar. {rest}".strip(), "Gå dit", table, first, "answer")


def _is_empty(answer: Answer) -> bool:
    return not answer.text.strip() and not answer.none_planned


def _counted(number: int, one: str, many: str, numbers: Sequence[int]) -> str:
    """«rekommendation 6», «3 rekommendationer (2, 4 och 6)»."""
    if not number:
        return ""
    if number == 1:
        return f"{one} {numbers[0]}"
    listed = " och ".join((", ".join(map(str, numbers[:-1])), str(numbers[-1])))
    return f"{number} {many} ({listed})"
