"""Take what was read in pasted minutes into a decision: the chosen facts and the text itself, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import as_blocks, as_proposed, decision_at, set_point, sum_up, write_facts
from nemndsekr.records.block_text import BlockText, ListBlock, ListItem, Run, from_paragraphs
from nemndsekr.records.choices import Outcome, label
from nemndsekr.records.decision import Decision, Dissent, Recipient
from nemndsekr.rules.decision_places import DecisionPlace, Judged, judged_of
from nemndsekr.rules.likeness import ALIKE, likeness
from nemndsekr.rules.minutes_dissents import MinutesDissent
from nemndsekr.rules.minutes_match import Matched, match_points, told_like
from nemndsekr.rules.minutes_text import Fact, MinutesPoint, Part, impossible_days
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in
from nemndsekr.support.swedish import folded

_COLUMNS: Final = {
    Part.dag: "day",
    Part.paragraf: "paragraph",
    Part.omedelbar: "immediate",
    Part.justerad: "justering_on",
    Part.anslaget: "anslag_on",
    Part.nedtaget: "anslag_until",
    Part.publicerat: "published_on",
    Part.expedierad: "dispatched_on",
    Part.skal: "reason",
}


def take_minutes(
    store: Store, case_id: int, place: DecisionPlace, facts: Sequence[Fact], text: str, who: str, now: datetime
) -> Changes:
    """Fill in a decision from the facts that were chosen; what they say nothing of stays, and the text is kept.

    Raises:
        UserError: a value is not allowed.
    """
    name = "fyllde i beslutet ur protokollet"
    with store.step(name, who, now) as step:
        decision = decision_at(step, case_id, place)
        values: dict[str, Any] = {"minutes_text": text}
        for fact in facts:
            if fact.part in _COLUMNS:
                values.setdefault(_COLUMNS[fact.part], fact.value)
            elif fact.part == Part.forslag and isinstance(fact.value, str):
                values["own_proposal"] = as_blocks(fact.value)
        confirmed_before = decision.justering_on if place.decision_id is not None else None
        write_facts(step, decision, values)
        if "justering_on" not in values and Part.justerad in dict(impossible_days(text)):
            # The text says another day than the meeting's, though which is not understood.
            decision.justering_on = confirmed_before
        _take_points(step, decision, facts)
        _take_dissents(step, decision, facts)
        _take_recipients(step, case_id, facts)
    return Changes.of(name, step)


def _take_points(step: StepWriter, decision: Decision, facts: Sequence[Fact]) -> None:
    judged = judged_of(case_in(step.session, decision.case_id))
    matched = match_points(facts, judged)
    if matched.outcome == Outcome.bifall and matched.whole is not None and matched.whole.part == Part.utfall:
        as_proposed(step, decision)
    elif matched.outcome is not None:
        decision.outcome = matched.outcome
        for one in judged:
            set_point(step, decision, one, {"outcome": matched.outcome})
        reason = next((f.value.reason for f in facts if isinstance(f.value, MinutesPoint) and f is matched.whole), "")
        decision.reason = decision.reason or reason
    for point in matched.points:
        values = {"outcome": point.outcome, "decided_text": point.decided_text, "reason": point.reason}
        set_point(step, decision, point.judged, values)
    if matched.points and judged:
        sum_up(step, decision)
    if matched.beside:
        decision.decided_text = _as_list(_written_out(matched, judged))


def _written_out(matched: Matched, judged: Sequence[Judged]) -> list[str]:
    """The whole decision in its own order, where something was decided beside what was proposed."""
    proposal = judged[0].text if judged else ""
    told = [(one.fact.start, one.decided_text or one.judged.text) for one in matched.points]
    told += [
        (fact.start, told_like(fact.value.text, proposal))
        for fact in matched.beside
        if isinstance(fact.value, MinutesPoint)
    ]
    return [words for _, words in sorted(told)]


def _as_list(points: Sequence[str]) -> BlockText:
    """One point as a paragraph, several as a numbered list."""
    if len(points) < 2:
        return from_paragraphs(list(points))
    return BlockText((ListBlock(tuple(ListItem((Run(words),)) for words in points), ordered=True),))


def _take_dissents(step: StepWriter, decision: Decision, facts: Sequence[Fact]) -> None:
    known = {(one.kind, folded(one.who)) for one in step.all(Dissent, decision_id=decision.stored_id)}
    for fact in facts:
        one = fact.value
        if isinstance(one, MinutesDissent) and (one.kind, folded(one.who)) not in known:
            known.add((one.kind, folded(one.who)))
            step.add(
                Dissent(
                    case_id=decision.case_id,
                    decision_id=decision.stored_id,
                    kind=one.kind,
                    who=one.who,
                    text=as_blocks(one.text),
                )
            )


def _take_recipients(step: StepWriter, case_id: int, facts: Sequence[Fact]) -> None:
    """Add those that the case does not send to already; «Kommunens revisorer» are those of the municipality by name."""
    rows = step.all(Recipient, case_id=case_id)
    known = [row.text for row in rows]
    position = max((row.position for row in rows), default=0)
    for fact in facts:
        if fact.part != Part.mottagare or not isinstance(fact.value, str):
            continue
        if all(likeness(fact.value, one) < ALIKE for one in known):
            known.append(fact.value)
            position += 1
            step.add(Recipient(case_id=case_id, position=position, text=fact.value))


def told_fact(fact: Fact) -> str:
    """One fact in few words, for the list where it is taken or left."""
    match fact.value:
        case MinutesPoint() as point:
            return point.text
        case MinutesDissent() as dissent:
            return f"{dissent.who}: {dissent.text}" if dissent.text else dissent.who
        case Outcome() as outcome:
            return label(outcome)
        case bool():
            return "Ja"
        case date() as day:
            return day.isoformat()
    return str(fact.value)
