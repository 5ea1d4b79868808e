"""``plan``: from the day an answer is due, backwards over the meetings - which do, and why others do not."""

from __future__ import annotations

import argparse
import re
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nemndsekr.commands.command import Command, Office, Parser, WrongUsageError, print_json, print_lines
from nemndsekr.commands.which_namnd import namnd_id_named
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemndsekr.rules.planning.chains import Chain
    from nemndsekr.rules.planning.facts import PlanningFacts
    from nemndsekr.rules.planning.plan_answer import PlanAnswer

_RULES: Final = ("inlamning", "beredning_au", "au_namnd", "expediering", "expediering_omedelbar")
_MOST_DAYS: Final = 250
_DAYS: Final = re.compile(r"[0-9]{1,3}")
_SHOWN: Final = 4


def _arguments(parser: Parser) -> None:
    parser.add_argument("--due", metavar="DATUM", required=True, help="dagen då svaret ska vara framme: 2025-03-31")
    parser.add_argument("--omedelbar", action="store_true", help="räknar med omedelbar justering")
    parser.add_argument(
        "--meetings",
        metavar="FIL.csv",
        type=Path,
        help="sammanträden, ett på varje rad: instans;datum (beredning, au, namnd); annars databasens",
    )
    parser.add_argument(
        "--rules",
        metavar="REGEL=DAGAR,…",
        default="",
        help="arbetsdagar mellan stegen: inlamning=8,beredning_au=6,au_namnd=10,expediering=10,"
        "expediering_omedelbar=3; de som inte nämns är nämndens egna, och med --meetings som här",
    )
    parser.add_argument("--namnd", metavar="NÄMND", default="", help="nämnden, om databasen har flera")
    parser.add_argument("--json", action="store_true", help="skriver kedjorna som ett JSON-objekt")


def _plan(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.exchange.meeting_lines import known_day
    from nemndsekr.rules.planning.plan_answer import plan_answer
    from nemndsekr.rules.planning.provisional import with_year_ahead

    today = office.now().astimezone().date()
    due = known_day(arguments.due, today)
    if due is None:
        raise UserError(f"«{arguments.due}» är inget datum.", "Skriv dagen som 2025-03-31.")
    numbers = _numbers(arguments.rules)
    if arguments.meetings is not None:
        if arguments.namnd:
            raise WrongUsageError(
                "--namnd betyder inget tillsammans med --meetings, för då räknas det med filens sammanträden.",
                "Ta bort den ena.",
            )
        # The file is the whole plan: nothing is reckoned beyond it.
        facts = _facts_of_file(arguments.meetings, numbers, today)
    else:
        facts = with_year_ahead(_facts_of_database(arguments.namnd, numbers, office), due, today)
    immediate = bool(arguments.omedelbar)
    answer = plan_answer(facts, due, today)
    reason = " ".join(_reasons(facts, answer, today, numbers, immediate=immediate))
    if arguments.json:
        print_json(_told(facts, answer, today, reason, immediate=immediate))
    else:
        print_lines(_lines(facts, answer, today, reason, immediate=immediate))
    return 0


def _reasons(
    facts: PlanningFacts, answer: PlanAnswer, today: date, numbers: dict[str, int], *, immediate: bool
) -> Iterator[str]:
    """Why it is so; of a day that has passed first how it was, and last that it has passed."""
    from nemndsekr.rules.planning.plan_answer import due_passed_words, plan_answer

    is_past = answer.due < today
    as_it_was = plan_answer(facts, answer.due) if is_past else answer
    best = as_it_was.best(immediate=immediate)
    yield from filter(None, [as_it_was.reason(immediate=immediate), _own_day(facts, best) if best is not None else ""])
    hurried, plain = numbers.get("expediering_omedelbar"), numbers.get("expediering")
    if immediate and hurried is not None and plain is not None and hurried > plain:
        yield (
            f"expediering_omedelbar={hurried} är längre än expediering={plain}: "
            "omedelbar justering gör aldrig dagen senare."
        )
    if is_past:
        yield due_passed_words(answer.due)


def _own_day(facts: PlanningFacts, chain: Chain) -> str:
    """That the meeting's own justeringsdag decides when the answer is sent, where it does."""
    from nemndsekr.records.choices import ChainStepKind
    from nemndsekr.rules.planning.chain_words import day_words, first_up, step_reason, step_word
    from nemndsekr.rules.planning.chains import planned_by_justering

    by_key = {one.rule.key: one for one in chain.steps}
    for step in chain.steps:
        anchor = by_key.get(step.rule.anchor)
        if step.rule.kind != ChainStepKind.expediering or anchor is None:
            continue
        if planned_by_justering(anchor, step.rule, facts) == step.day and not chain.immediate:
            words = f"{first_up(step_word(facts, step.rule))} {day_words(step.day)}"
            return f"{words} är {step_reason(facts, chain, step)}, sammanträdets egen justeringsdag."
    return ""


def _told(facts: PlanningFacts, answer: PlanAnswer, today: date, reason: str, *, immediate: bool) -> dict[str, Any]:
    """The chains and the reason; ``passerat`` where a chain, or the very day it is due, cannot be kept any more."""
    is_past = answer.due < today
    chains = [
        # Of a day that has passed every chain has; it is said once.
        _as_json(facts, one.chain) | ({"passerat": True} if one.passed and not is_past else {})
        for one in answer.tried(immediate=immediate)
        if one.chain is not None
    ]
    return {"chains": chains, "reason": reason or None, **({"passerat": True} if is_past else {})}


def _numbers(words: str) -> dict[str, int]:
    """The working days that are told, by rule."""
    found: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in words.split(","))):
        name, _, number = (one.strip() for one in part.partition("="))
        if name not in _RULES:
            raise WrongUsageError(f"Regeln «{name}» är okänd.", f"De som finns är {', '.join(_RULES)}.")
        if not _DAYS.fullmatch(number) or int(number) > _MOST_DAYS:
            raise WrongUsageError(f"«{part}» är ingen regel.", f"Skriv antalet arbetsdagar, 0–{_MOST_DAYS}: {name}=8.")
        found[name] = int(number)
    return found


def _facts_of_file(path: Path, numbers: dict[str, int], today: date) -> PlanningFacts:
    from nemndsekr.exchange.meeting_lines import read_meeting_lines
    from nemndsekr.records.choices import BodyKind, label
    from nemndsekr.rules.planning.facts import Body, PlannedMeeting, PlanningFacts, usual_rules

    lines = sorted(read_meeting_lines(path, today), key=lambda line: line.day)
    if not any(line.kind == BodyKind.namnd for line in lines):
        raise UserError(
            f"«{path.name}» har inget sammanträde med nämnden, som är den som beslutar.",
            "Lägg till nämndens sammanträden, ett på varje rad: namnd;2025-03-20.",
        )
    kinds = [kind for kind in BodyKind if any(line.kind == kind for line in lines)]
    bodies = tuple(Body(place, kind, label(kind), place) for place, kind in enumerate(kinds, start=1))
    of_kind = {body.kind: body.id for body in bodies}
    meetings = tuple(PlannedMeeting(place, of_kind[line.kind], line.day) for place, line in enumerate(lines, start=1))
    return PlanningFacts(bodies=bodies, meetings=meetings, rules=usual_rules(bodies, **numbers))


def _facts_of_database(named: str, numbers: dict[str, int], office: Office) -> PlanningFacts:
    from dataclasses import replace

    from nemndsekr.rules.planning.facts import rules_with
    from nemndsekr.store.planning import planning_facts

    with closing(office.open(read_only=True)) as store:
        named_id = namnd_id_named(store, named, "Ange sammanträdena i en fil med --meetings.")
        facts = planning_facts(store, named_id)
    # Working days that are told take the place of the nämnd's own for this once, and of those alone.
    return replace(facts, rules=rules_with(facts.rules, facts.bodies, numbers)) if numbers else facts


def _as_json(facts: PlanningFacts, chain: Chain) -> dict[str, Any]:
    from nemndsekr.records.choices import BodyKind, ChainStepKind

    def of_kind(kind: BodyKind) -> str | None:
        ids = {body.id for body in facts.bodies if body.kind == kind}
        steps = [one for one in chain.steps if one.rule.kind == ChainStepKind.sammantrade and one.rule.body_id in ids]
        return steps[-1].day.isoformat() if steps else None

    first, last = chain.day_of(ChainStepKind.inlamning), chain.day_of(ChainStepKind.expediering)
    return {
        "inlamning": first.isoformat() if first else None,
        **{kind.value: of_kind(kind) for kind in BodyKind},
        "expediering": last.isoformat() if last else None,
        "marginal": chain.margin,
        **({"preliminar": True} if chain.is_provisional else {}),
    }


def _lines(facts: PlanningFacts, answer: PlanAnswer, today: date, reason: str, *, immediate: bool) -> Iterator[str]:
    from nemndsekr.rules.planning.chain_words import chain_line, first_up, gone_words
    from nemndsekr.support.days import day_reading

    hurried = " med omedelbar justering" if immediate else ""
    yield f"Svarsdag {day_reading(answer.due)}{hurried}"
    tried = [one for one in answer.tried(immediate=immediate) if one.chain is not None]
    if answer.due < today and tried:
        yield "Svarsdagen har passerat. Så här hade den kunnat hållas:"
    for one in tried[:_SHOWN]:
        chain = one.chain
        if chain is not None:
            gone = f"  ({gone_words(facts, chain, one.passed)})" if one.passed else ""
            sure = "  (preliminär)" if chain.is_provisional else ""
            yield f"{first_up(chain_line(facts, chain))}{sure}{gone}"
    if len(tried) > _SHOWN:
        yield f"… och {len(tried) - _SHOWN} tidigare"
    if not tried:
        yield "Inget sammanträde i planen går."
    if reason:
        yield reason
    ways = answer.ways(immediate=immediate)
    if ways:
        yield "Utvägar:"
        yield from (f"- {way.title}: {way.text}" for way in ways)


PLAN = Command("plan", "räknar från svarsdagen bakåt: nämnd, arbetsutskott, beredning och inlämning", _arguments, _plan)
