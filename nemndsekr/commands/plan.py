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
    from nemndsekr.rules.planning.provisional import with_provisional

    today = office.now().astimezone().date()
    due = known_day(arguments.due, today)
    if due is None:
        raise UserError(f"«{arguments.due}» är inget datum.", "Skriv dagen som 2025-03-31.")
    numbers = _numbers(arguments.rules)
    if arguments.meetings is not None:
        # The file is the whole plan: nothing is reckoned beyond it.
        facts = _facts_of_file(arguments.meetings, numbers, today)
    else:
        facts = with_provisional(_facts_of_database(arguments.namnd, numbers, office), due)
    answer = plan_answer(facts, due)
    if arguments.json:
        chains = [_as_json(facts, one.chain) for one in answer.tried(immediate=arguments.omedelbar) if one.chain]
        print_json({"chains": chains, "reason": answer.reason(immediate=arguments.omedelbar) or None})
    else:
        print_lines(_lines(facts, answer, today, immediate=arguments.omedelbar))
    return 0


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


def _lines(facts: PlanningFacts, answer: PlanAnswer, today: date, *, immediate: bool) -> Iterator[str]:
    from nemndsekr.rules.planning.chain_words import chain_line, first_up
    from nemndsekr.support.days import day_reading

    hurried = " med omedelbar justering" if immediate else ""
    yield f"Svarsdag {day_reading(answer.due)}{hurried}"
    chains = [one.chain for one in answer.tried(immediate=immediate) if one.chain is not None]
    for chain in chains[:_SHOWN]:
        # Of an answer that is long since due nothing is worth saying; of one to come it is.
        gone = "  (inlämningen har passerat)" if chain.starts < today <= answer.due else ""
        sure = "  (preliminär)" if chain.is_provisional else ""
        yield f"{first_up(chain_line(facts, chain))}{sure}{gone}"
    if len(chains) > _SHOWN:
        yield f"… och {len(chains) - _SHOWN} tidigare"
    if not chains:
        yield "Inget sammanträde i planen går."
    reason = answer.reason(immediate=immediate)
    if reason:
        yield reason
    ways = answer.ways(immediate=immediate)
    if ways:
        yield "Utvägar:"
        yield from (f"- {way.title}: {way.text}" for way in ways)


PLAN = Command("plan", "räknar från svarsdagen bakåt: nämnd, arbetsutskott, beredning och inlämning", _arguments, _plan)
