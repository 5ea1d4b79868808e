"""The chain through meetings that are chosen already: every day reckoned from them, and what of it does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chain_words import counted, days_line, step_word
from nemndsekr.rules.planning.chains import Chain, ChainStep, deciding_rule, distant
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.working_days import working_days_left
from nemndsekr.support.days import full_day, short_day


@dataclass(frozen=True, slots=True)
class ShortDistance:
    """A meeting that lies nearer to the next than the rule asks: it should have been on ``limit`` at the latest."""

    rule: StepRule
    day: date
    limit: date
    next_name: str
    next_day: date

    @property
    def is_after(self) -> bool:
        """Whether the two even stand in the wrong order."""
        return self.day > self.next_day if self.rule.number <= 0 else self.day < self.next_day


@dataclass(frozen=True, slots=True)
class FollowedChain:
    """A chain as it is, whether it holds or not; ``late`` is working days past the day it is due."""

    chain: Chain
    short: tuple[ShortDistance, ...] = ()
    late: int = 0

    @property
    def holds(self) -> bool:
        """Whether it keeps every distance and the day it is due."""
        return not self.short and not self.late

    @property
    def stop(self) -> date | None:
        """The day when the text must be in."""
        return self.chain.day_of(ChainStepKind.inlamning)

    @property
    def sent(self) -> date | None:
        """The day when the answer has left."""
        return self.chain.day_of(ChainStepKind.expediering)

    def late_words(self, name: str) -> str:
        """«BUN-2026-0412 skickas 3/4, 2 arbetsdagar efter svarsdagen 31/3»; empty where the day is kept."""
        if not self.late or self.chain.due is None:
            return ""
        sent, due = self.sent or self.chain.decides.day, self.chain.due
        told = (short_day(sent), short_day(due)) if sent.year == due.year else (full_day(sent), full_day(due))
        return f"{name} skickas {told[0]}, {counted(self.late)} efter svarsdagen {told[1]}"

    def words(self, facts: PlanningFacts) -> str:
        """The chain in words, and after it whether it comes too late."""
        return f"{days_line(facts, self.chain, self.chain.due)}{self._ending}"

    def marked_words(self, facts: PlanningFacts, today: date, *, handed_in: bool) -> str:
        """The same with ⚠ at each step that does not hold: nearer to the next than its rule asks, or passed.

        ``handed_in``: the text is on its way through the meetings, so that its stoppdag has done its work.
        """
        marks = {
            one.rule.key: f"⚠ {'efter' if one.is_after else 'för nära'} {self._word_of(facts, one.rule.anchor)}"
            for one in self.short
        }
        for step in self.chain.steps:
            if step.rule.kind == ChainStepKind.inlamning and step.day < today:
                marks[step.rule.key] = "(inlämnat)" if handed_in else "⚠ har passerat"
        return f"{days_line(facts, self.chain, self.chain.due, marks)}{self._ending}"

    @property
    def margin_words(self) -> str:
        """«marginal 4 arbetsdagar», or «18 arbetsdagar för sent»; empty without a day it is due."""
        if self.chain.due is None:
            return ""
        return f"{counted(self.late)} för sent" if self.late else f"marginal {counted(self.chain.margin or 0)}"

    @property
    def _ending(self) -> str:
        return f" ({self.margin_words})" if self.margin_words else ""

    def _word_of(self, facts: PlanningFacts, key: str) -> str:
        step = next((one for one in self.chain.steps if one.rule.key == key), self.chain.decides)
        return step_word(facts, step.rule)


def followed_chain(
    facts: PlanningFacts, meetings: Mapping[int, PlannedMeeting], due: date | None = None, *, immediate: bool = False
) -> FollowedChain | None:
    """The chain through ``meetings``, one of each body at most; None where the body that decides has none of them.

    A body that the case does not go to is passed over: what hangs on it hangs on the step that it hangs on itself.
    """
    root = deciding_rule(facts.rules)
    first = meetings.get(root.body_id) if root is not None and root.body_id is not None else None
    if root is None or first is None:
        return None
    placed = {root.key: ChainStep(root, first.day, first)}
    shown = dict(placed)
    short: list[ShortDistance] = []
    waiting = [rule for rule in facts.rules if rule.key != root.key]
    while ready := [rule for rule in waiting if rule.anchor in placed]:
        for rule in ready:
            anchor = placed[rule.anchor]
            if rule.kind != ChainStepKind.sammantrade or rule.body_id is None:
                placed[rule.key] = ChainStep(rule, distant(anchor, rule, facts, immediate=immediate))
            elif (meeting := meetings.get(rule.body_id)) is None:
                placed[rule.key] = anchor
                continue
            else:
                limit = distant(anchor, rule, facts, immediate=immediate)
                if meeting.day > limit if rule.number <= 0 else meeting.day < limit:
                    short.append(ShortDistance(rule, meeting.day, limit, anchor.rule.name, anchor.day))
                placed[rule.key] = ChainStep(rule, meeting.day, meeting)
            shown[rule.key] = placed[rule.key]
        waiting = [rule for rule in waiting if rule.key not in placed]
    order = {rule.key: number for number, rule in enumerate(facts.rules)}
    steps = tuple(sorted(shown.values(), key=lambda step: (step.day, order[step.rule.key])))
    # The day it is due is kept by what leaves last after the decision; a meeting out of order is told by itself.
    after = [step.day for step in steps if step.rule.kind == ChainStepKind.expediering] or [first.day]
    last = max(after)
    late = working_days_left(due, last, facts.closed_days) or int(last > due) if due is not None else 0
    margin = working_days_left(last, due, facts.closed_days) if due is not None else None
    return FollowedChain(Chain(steps, immediate, due, margin), tuple(short), late)
