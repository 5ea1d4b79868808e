"""A chain in words: its line of days, the rule of each of its steps, and why a meeting cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from nemndsekr.records.choices import BodyKind, ChainStepKind, DayUnit
from nemndsekr.rules.planning.chains import Chain, ChainStep, Failure, Refused
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.working_days import red_day, working_days_left
from nemndsekr.support.days import WEEKDAYS, weekday_day, weekday_short

_SATURDAY: Final = 5
_SHORT: Final = {BodyKind.beredning: "beredning", BodyKind.au: "AU", BodyKind.namnd: "nämnd"}
_DEFINITE: Final = {"beredning": "beredningen", "nämnd": "nämnden"}
_ENDS_IN_EN: Final = {ChainStepKind.inlamning: "inlämning", ChainStepKind.expediering: "expediering"}
_ORDINALS: Final = ("", "", "andra ", "tredje ", "fjärde ", "femte ")
_PLURALS: Final = {
    DayUnit.arbetsdagar: ("arbetsdag", "arbetsdagar"),
    DayUnit.kalenderdagar: ("kalenderdag", "kalenderdagar"),
}


def step_word(facts: PlanningFacts, rule: StepRule) -> str:
    """What a step is called inside a sentence: «AU», «nämnd», «inlämning»; its own name where bodies are alike."""
    body = facts.body(rule.body_id) if rule.body_id is not None else None
    if rule.kind == ChainStepKind.sammantrade and body is not None:
        alone = sum(one.kind == body.kind for one in facts.bodies) == 1
        return _SHORT[body.kind] if alone else body.name
    name = rule.name or rule.kind.value
    # «Manusstopp till AU»: only the first letter, and not of an abbreviation.
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def the_body(facts: PlanningFacts, rule: StepRule) -> str:
    """The body of a step as one speaks of it: «nämnden», «AU»."""
    word = step_word(facts, rule)
    return _DEFINITE.get(word, word)


def first_up(words: str) -> str:
    """The words with a capital in front, as a sentence begins."""
    return words[:1].upper() + words[1:]


def day_words(day: date, near: date | None = None) -> str:
    """«tors 20 mars» in the year of ``near``, «tors 20 mars 2026» in another."""
    return weekday_day(day) if near is not None and near.year == day.year else f"{weekday_day(day)} {day.year}"


def counted(number: int, unit: DayUnit = DayUnit.arbetsdagar) -> str:
    """«1 arbetsdag», «4 arbetsdagar», «14 kalenderdagar»."""
    one, many = _PLURALS.get(unit, _PLURALS[DayUnit.arbetsdagar])
    return f"{number} {one if number == 1 else many}"


def chain_line(facts: PlanningFacts, chain: Chain) -> str:
    """«inlämning fre 14/2 → beredning ons 26/2 → … → svarsdag mån 31/3 (marginal 4 arbetsdagar)»."""
    line = days_line(facts, chain, chain.due)
    return line if chain.due is None else f"{line} (marginal {counted(chain.margin or 0)})"


def days_line(
    facts: PlanningFacts, chain: Chain, due: date | None, marks: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The days of a chain and the day it is due; the year stands where it is another than that of the day before it.

    The first day has it where it is another than that of the day it is due. ``marks`` are what is said of a step,
    by its rule's key: «beredning tors 26/2 ⚠ för nära AU».
    """
    told = [
        (
            "expedieras senast" if step.rule.kind == ChainStepKind.expediering else step_word(facts, step.rule),
            step.day,
            marks.get(step.rule.key, ""),
        )
        for step in chain.steps
    ]
    told += [("svarsdag", due, "")] if due is not None else []
    near, parts = due or chain.starts, []
    for word, day, mark in told:
        year = "" if day.year == near.year else f" {day.year}"
        parts.append(f"{word} {weekday_short(day)}{year}{f' {mark}' if mark else ''}")
        near = day
    return " → ".join(parts)


def step_reason(facts: PlanningFacts, chain: Chain, step: ChainStep) -> str:
    """The rule of one step: «10 arbetsdagar före nämnd tors 20 mars; långfredagen räknas inte». Empty for the decision.

    For a meeting the distance is the least that must lie between, which is told with «minst».
    """
    anchor = next((one for one in chain.steps if one.rule.key == step.rule.anchor), None)
    if anchor is None:
        return ""
    planned = by_justering(step.rule, anchor.meeting, step.day) if not chain.immediate else ""
    if planned:
        return planned
    words = f"{distance(step.rule, immediate=chain.immediate)} {step_word(facts, anchor.rule)}"
    words = f"{words} {day_words(anchor.day, step.day)}".strip()
    least = "minst " if step.rule.kind == ChainStepKind.sammantrade and step.rule.unit != DayUnit.veckodag else ""
    skipped = not_counted(facts, step.day, anchor.day) if step.rule.unit == DayUnit.arbetsdagar else ""
    return f"{least}{words}{f'; {skipped} räknas inte' if skipped else ''}"


def by_justering(rule: StepRule, meeting: PlannedMeeting | None, near: date) -> str:
    """Why a step has its day where the planned justering of its meeting decides it; empty where the rule does.

    «första arbetsdagen efter justeringen mån 2 mars». It is the words of ``planned_by_justering``.
    """
    planned = meeting.justering_on if meeting is not None and not rule.is_told else None
    if planned is not None and rule.kind == ChainStepKind.justering:
        return "planerad justeringsdag"
    if planned is not None and rule.kind == ChainStepKind.expediering:
        return f"första arbetsdagen efter justeringen {day_words(planned, near)}"
    return ""


def distance(rule: StepRule, *, immediate: bool = False) -> str:
    """How far a step lies from the one it hangs on: «10 arbetsdagar före», «tisdagen före», «samma dag som»."""
    number = rule.number_immediate if immediate and rule.number_immediate is not None else rule.number
    side = "före" if number < 0 or (number == 0 and rule.number < 0) else "efter"
    if rule.unit == DayUnit.veckodag and rule.weekday is not None:
        which = _ORDINALS[abs(number)] if abs(number) < len(_ORDINALS) else f"{abs(number)}:e "
        return f"{which}{WEEKDAYS[rule.weekday]}en {side}"
    return f"{counted(abs(number), rule.unit)} {side}" if number else "samma dag som"


def not_counted(facts: PlanningFacts, one: date, other: date) -> str:
    """The days from Monday to Friday between two days on which nobody works: «långfredagen och annandag påsk»."""
    first, last = sorted((one, other))
    names: list[str] = []
    for ahead in range(1, (last - first).days):
        day = first + timedelta(days=ahead)
        if day.weekday() >= _SATURDAY:
            continue
        closed = next((time.name for time in facts.closed if time.from_day <= day <= time.until_day), "")
        name = red_day(day) or closed[:1].lower() + closed[1:]
        if name and name not in names:
            names.append(name)
    return listed(names)


def listed(words: Sequence[str]) -> str:
    """«a, b och c»."""
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def refused_words(facts: PlanningFacts, refused: Refused, due: date) -> str:
    """Why a meeting cannot be used, as a sentence: which step fails, by which rule, and by how much."""
    decides = next((rule for rule in facts.rules if not rule.anchor), refused.rule)
    meeting = f"{step_word(facts, decides)} {day_words(refused.meeting.day)}"
    rule, day = refused.rule, refused.meeting.day
    if refused.failure == Failure.NO_MEETING:
        anchor = next((one for one in facts.rules if one.key == rule.anchor), decides)
        when = "senast" if rule.number <= 0 else "från och med"
        return (
            f"{first_up(meeting)} går inte: det finns inget sammanträde med {the_body(facts, rule)} {when} "
            f"{day_words(refused.limit, day)}, som är {distance(rule)} {step_word(facts, anchor)}."
        )
    late = refused.would_be or refused.limit
    over = working_days_left(due, late, facts.closed_days)
    by = f"{f'{counted(over)} ' if over else ''}efter svarsdagen {day_words(due, late)}"
    when = f"{day_words(late, day)} ({_rule_words(facts, refused)})"
    return f"{first_up(meeting)} går inte: {step_word(facts, rule)} blir först {when}, {by}."


def _rule_words(facts: PlanningFacts, refused: Refused) -> str:
    rule = refused.rule
    anchor = next((one for one in facts.rules if one.key == rule.anchor), None)
    own = anchor is not None and not anchor.anchor and not refused.immediate
    planned = by_justering(rule, refused.meeting, refused.meeting.day) if own else ""
    if planned:
        return planned
    if anchor is None:
        return "nämnden sammanträder för sent"
    return f"{distance(rule, immediate=refused.immediate)} {step_word(facts, anchor)}"


def gone_words(facts: PlanningFacts, chain: Chain, passed: Sequence[ChainStep]) -> str:
    """What of a chain has passed: «inlämningen och beredningen har passerat»; of one whose day is over, the meeting."""
    gone = [one for one in passed if one.rule.kind == ChainStepKind.inlamning]
    decides = [one for one in passed if one.rule.key == chain.decides.rule.key]
    told = [*gone, *decides] if decides else passed
    return f"{listed([_the_step(facts, one.rule) for one in told])} har passerat"


def _the_step(facts: PlanningFacts, rule: StepRule) -> str:
    word = the_body(facts, rule)
    return f"{word}en" if rule.kind in _ENDS_IN_EN and word == _ENDS_IN_EN[rule.kind] else word


def passed_words(facts: PlanningFacts, chain: Chain, passed: Sequence[ChainStep], today: date) -> str:
    """That steps of a chain lie before today: «Nämnd tors 20 mars går inte från i dag: inlämning var fre 14 feb»."""
    gone = listed([f"{step_word(facts, step.rule)} {day_words(step.day, today)}" for step in passed])
    decides = f"{step_word(facts, chain.decides.rule)} {day_words(chain.decides.day)}"
    return f"{first_up(decides)} går inte räknat från i dag: {gone} har passerat."
