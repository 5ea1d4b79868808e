"""PlanAnswer: what planning says of a due day - which meetings do, which do not and why, and what the ways out are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.rules.planning.chain_words import (
    counted,
    day_words,
    listed,
    passed_words,
    refused_words,
    step_word,
    the_body,
)
from nemndsekr.rules.planning.chains import Chain, ChainStep, Refused, chains_before, chains_from, deciding_rule
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.ways_out import WayOut, ways_out
from nemndsekr.rules.working_days import working_days_left

_TOLD: Final = 3
_RECKONED: Final = "Senare sammanträden är räknade efter rytmen och preliminära."


@dataclass(frozen=True, slots=True)
class Tried:
    """One deciding meeting and how it went: its chain, with the steps that have ``passed`` today, or a refusal."""

    meeting: PlannedMeeting
    chain: Chain | None
    refused: Refused | None
    passed: tuple[ChainStep, ...]
    words: str
    """Why it does not do, as a sentence; empty where it does."""

    @property
    def does(self) -> bool:
        """Whether the whole chain can still be kept."""
        return self.chain is not None and not self.passed


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """All that is said of a due day. ``plain`` and ``hurried`` (omedelbar justering) have the latest meeting first."""

    due: date
    plain: tuple[Tried, ...]
    hurried: tuple[Tried, ...]
    plain_reason: str
    hurried_reason: str
    plain_ways: tuple[WayOut, ...]
    hurried_ways: tuple[WayOut, ...]

    def tried(self, *, immediate: bool) -> tuple[Tried, ...]:
        """Every deciding meeting up to the due day."""
        return self.hurried if immediate else self.plain

    def best(self, *, immediate: bool) -> Chain | None:
        """The chain with the latest meeting that can still be kept."""
        return _best(self.tried(immediate=immediate))

    def reason(self, *, immediate: bool) -> str:
        """What a reader must be told of why it is so; empty where the latest meeting simply does."""
        return self.hurried_reason if immediate else self.plain_reason

    def ways(self, *, immediate: bool) -> tuple[WayOut, ...]:
        """The ways out, the mildest first; none where the latest meeting does."""
        return self.hurried_ways if immediate else self.plain_ways


class Margin(NamedTuple):
    """How a chain stands to one of several reply days: working days left, negative where it comes too late."""

    due: DueAnswer
    days: int


def plan_answer(facts: PlanningFacts, due: date, today: date | None = None, done: Collection[str] = ()) -> PlanAnswer:
    """All that planning says of a due day; without ``today`` nothing has passed.

    ``done`` are the keys of the steps that the case has behind it: that their day has gone by hinders nothing.
    """
    plain = _tried(facts, due, today, done, immediate=False)
    hurried = _tried(facts, due, today, done, immediate=True)
    best_plain, best_hurried = _best(plain), _best(hurried)
    refused = _to_tell(facts, due, plain, today)
    return PlanAnswer(
        due,
        plain,
        hurried,
        _plain_reason(facts, due, plain, list(refused), best_hurried),
        _hurried_reason(facts, due, hurried, _to_tell(facts, due, hurried, today), best_plain, refused),
        ways_out(facts, due, today, (best_plain, best_hurried), _refusals(plain), immediate=False, done=done),
        ways_out(facts, due, today, (best_plain, best_hurried), _refusals(hurried), immediate=True, done=done),
    )


def forwards(facts: PlanningFacts, ready: date, done: Collection[str] = (), *, immediate: bool = False) -> str:
    """«Om texten är klar i dag: nämnd tors 24 april 2025, expediering senast …»; what a text ready on a day reaches."""
    chain = next(chains_from(facts, ready, immediate=immediate, done=done), None)
    if chain is None:
        return "Om texten är klar i dag: inget sammanträde i planen hinns med."
    decides = f"{step_word(facts, chain.decides.rule)} {day_words(chain.decides.day)}"
    last = chain.steps[-1]
    sent = "" if last == chain.decides else f", {step_word(facts, last.rule)} senast {day_words(last.day, ready)}"
    return f"Om texten är klar i dag: {decides}{sent}."


def deciding_due(due: Iterable[DueAnswer], occasion: str) -> DueAnswer | None:
    """Of several reply days for one of a case's answers, the one that decides: the earliest."""
    dated = [one for one in due if one.occasion == occasion and one.day is not None]
    return min(dated, key=lambda one: (one.day or date.max, one.reply_day_id), default=None)


def still_hold(due: Iterable[DueAnswer]) -> list[DueAnswer]:
    """The reply days that hold: of several to the same one for the same answer, the newest (anstånd is a new row)."""
    newest: dict[tuple[int, str, str], DueAnswer] = {}
    for one in sorted(due, key=lambda one: one.reply_day_id):
        newest[(one.case_id, one.occasion, " ".join(one.to_whom.lower().split()))] = one
    return sorted(newest.values(), key=lambda one: (one.day or date.max, one.reply_day_id))


def margins(facts: PlanningFacts, chain: Chain, due: Iterable[DueAnswer]) -> tuple[Margin, ...]:
    """The margin to each reply day of the answer that the chain leads to."""
    last = chain.steps[-1].day
    found = []
    for one in due:
        if one.day is not None:
            left = working_days_left(last, one.day, facts.closed_days)
            found.append(Margin(one, left if one.day >= last else -working_days_left(one.day, last, facts.closed_days)))
    return tuple(found)


def margin_words(margin: Margin) -> str:
    """«Kommunstyrelsen mån 31 mars 2025: marginal 4 arbetsdagar»."""
    whom = margin.due.whom_to_show or "Svaret"
    day = day_words(margin.due.day) if margin.due.day else margin.due.words
    if margin.days >= 0:
        return f"{whom} {day}: marginal {counted(margin.days)}"
    return f"{whom} {day}: {counted(-margin.days)} för sent"


def _tried(
    facts: PlanningFacts, due: date, today: date | None, done: Collection[str], *, immediate: bool
) -> tuple[Tried, ...]:
    found = []
    for one in chains_before(facts, due, immediate=immediate):
        if isinstance(one, Refused):
            found.append(Tried(one.meeting, None, one, (), refused_words(facts, one, due)))
            continue
        passed = one.passed(today, done)
        meeting = one.decides.meeting
        if meeting is not None:
            told = passed_words(facts, one, passed, today) if passed and today is not None else ""
            found.append(Tried(meeting, one, None, passed, told))
    return tuple(found)


def _best(tried: tuple[Tried, ...]) -> Chain | None:
    return next((one.chain for one in tried if one.does), None)


def _before_best(tried: tuple[Tried, ...]) -> list[Tried]:
    """The meetings that are later than the best one, and do not do."""
    best = next((place for place, one in enumerate(tried) if one.does), len(tried))
    return list(tried[:best])


def _to_tell(facts: PlanningFacts, due: date, tried: tuple[Tried, ...], today: date | None) -> list[str]:
    """Why the later meetings do not do; of those that have been held nothing is said, but that no other is left."""
    if today is not None and due < today:
        return [due_passed_words(due)]
    before = _before_best(tried)
    told = _some([one.words for one in before if today is None or one.meeting.day >= today])
    root = deciding_rule(facts.rules)
    if before and not told and _best(tried) is None and root is not None:
        return [f"Inget sammanträde med {the_body(facts, root)} återstår före svarsdagen {day_words(due)}."]
    return told


def due_passed_words(due: date) -> str:
    """That a due day has gone by, with the next step."""
    return f"Svarsdagen {day_words(due)} har passerat. Begär anstånd till en ny dag."


def _refusals(tried: tuple[Tried, ...]) -> tuple[Refused, ...]:
    return tuple(one.refused for one in _before_best(tried) if one.refused is not None)


def _some(words: list[str]) -> list[str]:
    left = len(words) - _TOLD
    return words[:_TOLD] + ([f"{left} tidigare sammanträden går inte heller."] if left > 1 else words[_TOLD:])


def _plain_reason(
    facts: PlanningFacts, due: date, tried: tuple[Tried, ...], parts: list[str], hurried: Chain | None
) -> str:
    best = _best(tried)
    if best is not None and parts:
        parts.append(f"Senast möjliga är {_chain_words(facts, best)}.")
    if hurried is not None and (best is None or hurried.decides.day > best.decides.day):
        parts.append(f"Med omedelbar justering går {_chain_words(facts, hurried)}.")
    return " ".join([*_no_meeting(facts, due, tried), *parts])


def _hurried_reason(
    facts: PlanningFacts,
    due: date,
    tried: tuple[Tried, ...],
    parts: list[str],
    plain: Chain | None,
    refused: list[str],
) -> str:
    best = _best(tried)
    if best is not None and parts:
        parts.append(f"Senast möjliga är {_chain_words(facts, best)}.")
    if best is not None and plain is None:
        parts += ["Det kräver omedelbar justering. Utan den går inget sammanträde.", *refused]
    elif best is not None and plain is not None and plain.decides.day < best.decides.day:
        parts += ["Det kräver omedelbar justering. Utan den:", *refused]
        parts.append(f"Senast möjliga är då {_chain_words(facts, plain)}.")
    elif best is not None and plain is not None:
        margin = f" Utan den är marginalen {counted(plain.margin or 0)}." if plain.margin is not None else ""
        parts.append(f"Omedelbar justering behövs inte för att hinna.{margin}")
    return " ".join([*_no_meeting(facts, due, tried), *parts])


def _chain_words(facts: PlanningFacts, chain: Chain) -> str:
    decides, last = chain.decides, chain.steps[-1]
    words = f"{step_word(facts, decides.rule)} {day_words(decides.day)}"
    if last == decides:
        return words
    sent = f"{step_word(facts, last.rule)} {day_words(last.day, decides.day)}"
    return f"{words} ({sent}, marginal {counted(chain.margin or 0)})"


def _no_meeting(facts: PlanningFacts, due: date, tried: tuple[Tried, ...]) -> list[str]:
    """What is missing in the plan itself."""
    root = deciding_rule(facts.rules)
    if root is None or root.body_id is None:
        return ["Kedjan har inget steg som beslutar. Lägg till nämndens sammanträde i kedjereglerna."]
    word = the_body(facts, root)
    known = [one for one in facts.of_body(root.body_id) if one.id is not None]
    if not known:
        return [f"Planen har inget sammanträde med {word}. Lägg in sammanträdena först."]
    last = max(one.day for one in known)
    if last.year < due.year:
        years = listed([str(year) for year in range(last.year + 1, due.year + 1)][-_TOLD:])
        told = f"Planen för {years} saknas: det sista kända sammanträdet med {word} är {day_words(last)}."
        reckoned = any(one.id is None for one in facts.meetings)
        return [told, *([_RECKONED] if reckoned else [])]
    if tried:
        return []
    first = min(one.day for one in known)
    return [f"Det finns inget sammanträde med {word} senast {day_words(due)}; det första är {day_words(first)}."]
