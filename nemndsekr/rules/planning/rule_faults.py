"""What is wrong with a chain's rules, in words with the next step; and what the rules give for the next meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from nemndsekr.records.choices import ChainStepKind, DayUnit, label
from nemndsekr.rules.planning.chain_words import chain_line, distance, first_up, listed, refused_words, step_word
from nemndsekr.rules.planning.chains import Chain, Refused, chain_to, chains_from, deciding_rule
from nemndsekr.rules.planning.facts import Body, PlanningFacts, StepRule
from nemndsekr.rules.planning.legal_dates import DAYS_TO_JUSTERING
from nemndsekr.support.days import weekday_short

MOST_DAYS: Final = 365
_AFTER_ONLY: Final = (ChainStepKind.justering, ChainStepKind.expediering)
_BEFORE_ONLY: Final = (
    ChainStepKind.avdelningssvar,
    ChainStepKind.chefsgodkannande,
    ChainStepKind.samverkan,
    ChainStepKind.inlamning,
    ChainStepKind.utskick,
)


def rule_name(rule: StepRule, bodies: Sequence[Body]) -> str:
    """What a step is called in a list: its own name, its body's, or its kind's."""
    body = next((one.name for one in bodies if one.id == rule.body_id), "")
    return rule.name or (body if rule.kind == ChainStepKind.sammantrade else "") or label(rule.kind)


def rule_words(rule: StepRule, rules: Sequence[StepRule], bodies: Sequence[Body]) -> str:
    """How a step hangs on another: «8 arbetsdagar före Beredning»; «här beslutas» for the one that decides."""
    anchor = next((one for one in rules if one.key == rule.anchor), None)
    if anchor is None:
        return "här beslutas" if rule.kind == ChainStepKind.sammantrade else "hänger inte på något steg"
    least = "minst " if rule.kind == ChainStepKind.sammantrade and rule.unit != DayUnit.veckodag else ""
    words = f"{least}{distance(rule)} {rule_name(anchor, bodies)}"
    if rule.number_immediate is None:
        return words
    hurried = rule._replace(number=rule.number_immediate, number_immediate=None)
    return f"{words}; vid omedelbar justering {distance(hurried)}"


def rule_faults(rules: Sequence[StepRule], bodies: Sequence[Body]) -> tuple[str, ...]:
    """Everything that keeps the rules from being a chain; empty where they are one."""
    return (*_whole_faults(rules, bodies), *(fault for rule in rules for fault in _faults(rule, rules, bodies)))


def _whole_faults(rules: Sequence[StepRule], bodies: Sequence[Body]) -> Iterator[str]:
    roots = [rule for rule in rules if not rule.anchor]
    deciding = [rule for rule in roots if rule.kind == ChainStepKind.sammantrade and rule.body_id is not None]
    if not deciding:
        yield "Kedjan har inget sammanträde som beslutar. Låt nämndens sammanträde inte räknas från något annat steg."
    if len(deciding) > 1:
        named = listed([f"«{rule_name(rule, bodies)}»" for rule in deciding])
        yield f"Bara ett sammanträde kan besluta, inte både {named}. Låt det ena räknas från det andra."
    for rule in roots:
        if rule not in deciding:
            name = rule_name(rule, bodies)
            yield f"«{name}» räknas inte från något steg. Välj vilket steg det ligger före eller efter."
    ring = _ring(rules)
    if ring:
        named = listed([f"«{rule_name(rule, bodies)}»" for rule in ring])
        yield f"{named} räknas från varandra i en ring. Låt ett av stegen räknas från nämndens sammanträde."
    counts = Counter(rule.body_id for rule in rules if rule.kind == ChainStepKind.sammantrade and rule.body_id)
    for body in bodies:
        if counts[body.id] > 1:
            yield f"«{body.name}» sammanträder två gånger i kedjan. Ta bort det ena steget."


def _ring(rules: Sequence[StepRule]) -> list[StepRule]:
    """The steps that hang on each other and on nothing else, if there are any."""
    by_key = {rule.key: rule for rule in rules}
    for rule in rules:
        way: list[StepRule] = []
        one: StepRule | None = rule
        while one is not None and one not in way:
            way.append(one)
            one = by_key.get(one.anchor)
        if one is not None:
            return way[way.index(one) :]
    return []


def _faults(rule: StepRule, rules: Sequence[StepRule], bodies: Sequence[Body]) -> Iterator[str]:
    name = f"«{rule_name(rule, bodies)}»"
    known = {one.key for one in rules}
    if rule.kind == ChainStepKind.sammantrade and rule.body_id not in {body.id for body in bodies}:
        yield f"{name} har ingen instans. Välj vilken instans som sammanträder."
    if not rule.anchor:
        return
    if rule.anchor not in known:
        yield f"{name} räknas från ett steg som inte finns kvar. Välj ett annat."
    if max(abs(rule.number), abs(rule.number_immediate or 0)) > MOST_DAYS:
        yield f"{name} har fler än {MOST_DAYS} dagar. Skriv ett mindre antal."
    if rule.unit == DayUnit.veckodag and (rule.weekday is None or rule.number == 0):
        yield f"{name} räknas till en veckodag. Välj vilken, och om det är den första, andra … före eller efter."
    if rule.kind in _AFTER_ONLY and rule.number < 0:
        yield f"{name} kan inte ligga före sammanträdet. Välj efter."
    if rule.kind in _BEFORE_ONLY and rule.number > 0:
        yield f"{name} ska vara klart före det steg som det hör till. Välj före."
    if rule.number_immediate is not None and not 0 <= rule.number_immediate <= max(rule.number, 0):
        yield f"{name}: vid omedelbar justering kan antalet inte vara större än annars. Skriv ett mindre antal."
    is_late = rule.unit == DayUnit.kalenderdagar and rule.number > DAYS_TO_JUSTERING
    if rule.kind == ChainStepKind.justering and is_late:
        limit = f"senast {DAYS_TO_JUSTERING} dagar efter sammanträdet"
        yield f"{name}: protokollet ska justeras {limit}. Skriv ett mindre antal."


def rules_example(facts: PlanningFacts, rules: Sequence[StepRule], today: date) -> str:
    """What the rules give for the next meeting that can be reached, in words; or what keeps them from giving anything.

    Where none of the plan can be reached any more, the next one is shown all the same: it is an example.
    """
    tried = replace(facts, rules=tuple(rules))
    root = deciding_rule(tried.rules)
    ahead = [one for one in tried.of_body(root.body_id or 0) if one.day >= today] if root is not None else []
    if not ahead:
        return "Planen har inget kommande sammanträde att visa reglerna på."
    reached = next(chains_from(tried, today), None)
    meeting = reached.decides.meeting if reached is not None else None
    chain = reached or chain_to(tried, min(ahead, key=lambda one: one.day))
    if isinstance(chain, Refused):
        return refused_words(tried, chain, chain.limit)
    if not isinstance(chain, Chain):
        return ""
    hurried = chain_to(tried, meeting, immediate=True) if meeting is not None else None
    sooner = isinstance(hurried, Chain) and hurried.steps[-1].day < chain.steps[-1].day
    last = hurried.steps[-1] if isinstance(hurried, Chain) and sooner else None
    told = ""
    if last is not None:
        told = f" Med omedelbar justering: {step_word(tried, last.rule)} senast {weekday_short(last.day)}."
    return f"{first_up(chain_line(tried, chain))}.{told}"
