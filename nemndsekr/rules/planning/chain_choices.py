"""ChainChoice: the lines among which one chooses a case's chain, the best first, and the days of the chosen one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from nemndsekr.rules.planning.chain_words import (
    chain_line,
    counted,
    day_words,
    days_line,
    first_up,
    step_reason,
    step_word,
)
from nemndsekr.rules.planning.chains import Chain, chains_from
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.rules.planning.plan_answer import PlanAnswer, Tried, margin_words, margins
from nemndsekr.support.days import SHORT_WEEKDAYS

_SHOWN: Final = 6


class ChainChoice(NamedTuple):
    """One line: the deciding meeting, the chain or why there is none, and how it stands in a word."""

    title: str
    note: str
    word: str
    chain: Chain | None
    does: bool
    """Whether the whole chain can still be kept."""


def choices_to(facts: PlanningFacts, answer: PlanAnswer, today: date, *, immediate: bool) -> tuple[ChainChoice, ...]:
    """The deciding meetings up to a due day, the latest first; those that have been held only where all have."""
    tried = answer.tried(immediate=immediate)
    ahead = [one for one in tried if one.meeting.day >= today]
    return tuple(_choice(facts, one) for one in (ahead or tried)[:_SHOWN])


def choices_from(
    facts: PlanningFacts, today: date, done: Collection[str] = (), *, immediate: bool
) -> tuple[ChainChoice, ...]:
    """Without a due day: the meetings that a text ready today reaches, the nearest first."""
    found = islice(chains_from(facts, today, immediate=immediate, done=done), _SHOWN)
    return tuple(
        ChainChoice(_title(facts, chain), first_up(chain_line(facts, chain)), _provisional(chain), chain, does=True)
        for chain in found
    )


def _choice(facts: PlanningFacts, tried: Tried) -> ChainChoice:
    if tried.chain is None:
        body = facts.body(tried.meeting.body_id)
        name = body.name if body is not None else ""
        return ChainChoice(f"{name} {day_words(tried.meeting.day)}", tried.words, "går inte", None, does=False)
    chain = tried.chain
    line = first_up(chain_line(facts, chain))
    if tried.passed:
        return ChainChoice(
            _title(facts, chain), line, f"{step_word(facts, tried.passed[0].rule)} passerad", chain, does=False
        )
    word = _provisional(chain)
    if not word:
        # The margin stands beside the title; the line has room for the days.
        word, line = f"marginal {counted(chain.margin or 0)}", first_up(days_line(facts, chain, chain.due))
    return ChainChoice(_title(facts, chain), line, word, chain, does=True)


def _title(facts: PlanningFacts, chain: Chain) -> str:
    decides = chain.decides
    body = facts.body(decides.rule.body_id or 0)
    return f"{body.name if body is not None else decides.rule.name} {day_words(decides.day)}"


def _provisional(chain: Chain) -> str:
    return "preliminär" if chain.is_provisional else ""


def step_lines(facts: PlanningFacts, chain: Chain) -> tuple[tuple[str, str, str], ...]:
    """Each step of a chain: its day, what it is, and by which rule."""
    return tuple(
        (
            f"{SHORT_WEEKDAYS[step.day.weekday()]} {step.day.isoformat()}",
            first_up(step_word(facts, step.rule)) + (f" ({step.rule.who})" if step.rule.who else ""),
            step_reason(facts, chain, step),
        )
        for step in chain.steps
    )


def margin_lines(facts: PlanningFacts, chain: Chain, due: Sequence[DueAnswer], occasion: str) -> tuple[str, ...]:
    """The margin to each reply day of one of the case's answers, where there are several."""
    own = [one for one in due if one.occasion == occasion and one.day is not None]
    return tuple(margin_words(one) for one in margins(facts, chain, own)) if len(own) > 1 else ()
