"""The ways out when the meeting one wished for does not do, the mildest first: what each would give, and in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.chain_words import chain_line, counted, day_words, first_up, listed, step_word, the_body
from nemndsekr.rules.planning.chains import (
    Chain,
    ChainStep,
    Failure,
    Refused,
    chain_to,
    chains_from,
    deciding_rule,
    distant,
)
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.provisional import with_provisional
from nemndsekr.rules.working_days import is_working_day

_DAY: Final = timedelta(days=1)
_LOOK_BACK: Final = timedelta(days=45)
_SHOWN: Final = 5


class WayKind(StrEnum):
    """What one can do about it."""

    OMEDELBAR = "omedelbar"
    EARLIER = "earlier"
    ANSTAND = "anstand"
    EXTRA = "extra"
    ORDFORANDE = "ordforande"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out: its text, the chain it gives where it gives one, and the days that would do.

    ``days``: of anstånd the new reply day, of an extra meeting the days on which it could be, the latest first.
    """

    kind: WayKind
    title: str
    text: str
    chain: Chain | None = None
    days: tuple[date, ...] = ()


def ways_out(
    facts: PlanningFacts,
    due: date,
    today: date | None,
    best: tuple[Chain | None, Chain | None],
    refused: Sequence[Refused],
    *,
    immediate: bool,
    done: Collection[str] = (),
) -> tuple[WayOut, ...]:
    """The ways out of a due day, where the latest meeting before it does not do as it is.

    ``best`` is the best chain without and with omedelbar justering, ``refused`` the meetings that are later than the
    best one and do not do. Nothing is proposed where the best chain has the latest meeting of all.
    """
    plain, hurried = best
    own = hurried if immediate else plain
    if own is not None and not refused:
        return ()
    found: list[WayOut] = []
    if not immediate and hurried is not None and (plain is None or hurried.decides.day > plain.decides.day):
        found.append(_omedelbar(facts, hurried, plain))
    if own is not None:
        found.append(_earlier(facts, own))
    asked = _anstand(facts, due, today, refused, done, immediate=immediate)
    found += asked or ([_ANSTAND_UNDATED] if today is not None and plain is None and hurried is None else [])
    found += _extra(facts, due, today, own, done, immediate=immediate)
    if plain is None and hurried is None:
        found.append(_ordforande())
    return tuple(found)


def extra_chain(facts: PlanningFacts, way: WayOut, day: date, due: date) -> Chain | None:
    """The chain of a way out by an extra meeting, on another of its days than the one it was told with."""
    root = deciding_rule(facts.rules)
    if way.chain is None or root is None or day == way.chain.decides.day:
        return way.chain
    return _with_extra(with_provisional(facts, due), root, day, due, immediate=way.chain.immediate)


def _omedelbar(facts: PlanningFacts, hurried: Chain, plain: Chain | None) -> WayOut:
    decides, last = hurried.decides, hurried.steps[-1]
    word = f"{step_word(facts, decides.rule)} {day_words(decides.day)}"
    instead = f" i stället för {day_words(plain.decides.day, decides.day)}" if plain is not None else ""
    return WayOut(
        WayKind.OMEDELBAR,
        "Omedelbar justering",
        f"Justeras paragrafen omedelbart kan {word} besluta{instead}: {step_word(facts, last.rule)} "
        f"{day_words(last.day, decides.day)}, marginal {counted(hurried.margin or 0)}. "
        "Paragrafen ska finnas skriftligt vid sammanträdet.",
        hurried,
    )


def _earlier(facts: PlanningFacts, chain: Chain) -> WayOut:
    decides = chain.decides
    word = f"{step_word(facts, decides.rule)} {day_words(decides.day)}"
    first = chain.steps[0]
    begins = f" {first_up(step_word(facts, first.rule))} är då {day_words(first.day, decides.day)}."
    return WayOut(WayKind.EARLIER, "Tidigare sammanträde", f"Ta ärendet till {word}.{begins}", chain)


def _anstand(
    facts: PlanningFacts,
    due: date,
    today: date | None,
    refused: Sequence[Refused],
    done: Collection[str],
    *,
    immediate: bool,
) -> list[WayOut]:
    """The nearest later reply day that a meeting of the plan would keep."""
    chains = []
    for one in refused:
        if one.failure == Failure.TOO_LATE:
            chain = chain_to(facts, one.meeting, immediate=immediate)
            if isinstance(chain, Chain) and not chain.passed(today, done):
                chains.append(chain)
    reached = chains_from(facts, today or date.min, immediate=immediate, done=done)
    ahead = (chain for chain in reached if chain.decides.day > due)
    chains += [chain for chain in [next(ahead, None)] if chain is not None]
    late = [chain for chain in chains if chain.steps[-1].day > due]
    if not late:
        return []
    chain = min(late, key=lambda one: one.steps[-1].day)
    last = chain.steps[-1].day
    word = f"{step_word(facts, chain.decides.rule)} {day_words(chain.decides.day)}"
    sure = " Sammanträdet är preliminärt, räknat efter rytmen." if chain.is_provisional else ""
    text = f"Med anstånd till {day_words(last)} kan {word} besluta.{sure} Ett brev med begäran finns att kopiera."
    return [WayOut(WayKind.ANSTAND, "Anstånd", text, chain, (last,))]


_ANSTAND_UNDATED: Final = WayOut(
    WayKind.ANSTAND,
    "Anstånd",
    "Begär en ny svarsdag. Planen har inget sammanträde som hinns med från i dag: "
    "lägg in de kommande sammanträdena, så räknas dagen.",
)


def _extra(
    facts: PlanningFacts, due: date, today: date | None, own: Chain | None, done: Collection[str], *, immediate: bool
) -> list[WayOut]:
    root = deciding_rule(facts.rules)
    if root is None or root.body_id is None:
        return []
    taken = {one.day for one in facts.of_body(root.body_id)}
    first = max(today or due - _LOOK_BACK, due - _LOOK_BACK)
    if own is not None:
        first = max(first, own.decides.day + _DAY)
    found: list[Chain] = []
    day = due
    while day >= first:
        if is_working_day(day, facts.closed_days) and day not in taken:
            chain = _with_extra(facts, root, day, due, immediate=immediate)
            if chain is not None and not chain.passed(today, done):
                found.append(chain)
        day -= _DAY
    if found:
        days = tuple(chain.decides.day for chain in found)
        some = listed([day_words(day, due) for day in reversed(days[:_SHOWN])])
        more = " eller tidigare" if len(days) > _SHOWN else ""
        text = f"Ett extra sammanträde med {the_body(facts, root)} {some}{more} hinner: {chain_line(facts, found[0])}."
        return [WayOut(WayKind.EXTRA, "Extra sammanträde", text, found[0], days)]
    whole = _all_extra(facts, root, due, immediate=immediate) if own is None else None
    if whole is None or whole.passed(today, done):
        return []
    text = f"Bara om alla instanser får extra sammanträden: {chain_line(facts, whole)}."
    return [WayOut(WayKind.EXTRA, "Extra sammanträden", text, whole, (whole.decides.day,))]


def _with_extra(facts: PlanningFacts, root: StepRule, day: date, due: date, *, immediate: bool) -> Chain | None:
    meeting = PlannedMeeting(None, root.body_id or 0, day, MeetingStatus.extra)
    chain = chain_to(facts, meeting, due, immediate=immediate)
    return chain if isinstance(chain, Chain) else None


def _all_extra(facts: PlanningFacts, root: StepRule, due: date, *, immediate: bool) -> Chain | None:
    """The latest chain there could be, were there meetings whenever they are wanted."""
    day = due
    while day >= due - _LOOK_BACK:
        if is_working_day(day, facts.closed_days):
            meetings = _wanted_meetings(facts, root, day, immediate=immediate)
            chain = _with_extra(replace(facts, meetings=meetings), root, day, due, immediate=immediate)
            if chain is not None:
                return chain
        day -= _DAY
    return None


def _wanted_meetings(facts: PlanningFacts, root: StepRule, day: date, *, immediate: bool) -> tuple[PlannedMeeting, ...]:
    """A meeting of each body on the very last day that keeps its distance, from a deciding day and backwards."""
    placed = {root.key: ChainStep(root, day)}
    waiting = [rule for rule in facts.rules if rule.key != root.key]
    while ready := [rule for rule in waiting if rule.anchor in placed]:
        for rule in ready:
            limit = distant(placed[rule.anchor], rule, facts, immediate=immediate)
            while not is_working_day(limit, facts.closed_days):
                limit += -_DAY if rule.number <= 0 else _DAY
            placed[rule.key] = ChainStep(rule, limit)
        waiting = [rule for rule in waiting if rule.key not in placed]
    return tuple(
        PlannedMeeting(None, step.rule.body_id, step.day, MeetingStatus.extra)
        for step in placed.values()
        if step.rule.kind == ChainStepKind.sammantrade and step.rule.body_id is not None
    )


def _ordforande() -> WayOut:
    return WayOut(
        WayKind.ORDFORANDE,
        "Ordförandebeslut",
        "Sist: ordföranden kan besluta ensam bara om nämnden har delegerat det och ärendet är så brådskande att "
        "nämndens avgörande inte kan avvaktas (6 kap. 39 § kommunallagen). Beslutet anmäls vid nämndens nästa "
        "sammanträde. Att planeringen blev sen är i sig ingen sådan brådska.",
    )
