"""Moving a meeting: which cases follow, what becomes of their days, whose reply day breaks, what could go along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chain_words import listed
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.days_to_avoid import Avoided, why_avoided
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.followed_chain import FollowedChain, ShortDistance, followed_chain
from nemndsekr.rules.planning.week_grid import cases_told
from nemndsekr.rules.working_days import add_working_days, is_working_day
from nemndsekr.support.days import short_day, weekday_short

_DAY: Final = timedelta(days=1)
_NAMED: Final = 3
"""So many cases are named; of more only the number is told."""


class PlannedCase(NamedTuple):
    """The chosen plan of one answer of a case: its meetings, when it is due, and how it is justerat."""

    case_id: int
    dnr: str
    title: str
    occasion: str
    meeting_ids: tuple[int, ...]
    due: date | None = None
    immediate: bool = False
    handed_in: bool = False
    """Whether the text has been handed in: it is on its way through the meetings."""
    provisional: bool = False
    """Whether it waits for the plan of a year: some of its meetings are only reckoned from the rhythm."""

    @property
    def name(self) -> str:
        """The number, or the title where it has none."""
        return self.dnr or self.title


@dataclass(frozen=True, slots=True)
class MovedCase:
    """What a move does to one case."""

    case: PlannedCase
    before: FollowedChain | None
    after: FollowedChain | None

    @property
    def breaks(self) -> bool:
        """Whether the day it is due is kept no longer, or by still less than before."""
        return self.after is not None and self.after.late > (self.before.late if self.before is not None else 0)

    @property
    def late_words(self) -> str:
        """Told of the one whose day breaks; empty where it is kept."""
        return self.after.late_words(self.case.name) if self.after is not None else ""


@dataclass(frozen=True, slots=True)
class Move:
    """What follows if meetings are moved to other days. Nothing of it is done yet."""

    days: Mapping[int, date]
    cases: tuple[MovedCase, ...]
    faults: tuple[str, ...]
    promises: int
    """How many report-backs hang on the meetings."""
    stop_before: date | None
    stop_after: date | None

    @property
    def breaking(self) -> tuple[MovedCase, ...]:
        """The cases whose reply day breaks."""
        return tuple(case for case in self.cases if case.breaks)

    @property
    def short_words(self) -> str:
        """«6 ärenden följer med, stoppdag blir 7/2», for the label while dragging."""
        words = [f"{cases_told(len(self.cases))} följer med"]
        if self.stop_after is not None and self.stop_after != self.stop_before:
            words.append(f"stoppdag blir {short_day(self.stop_after)}")
        if self.breaking:
            words.append(_breaks_told(len(self.breaking)))
        return ", ".join((*words, *self.faults))

    @property
    def words(self) -> str:
        """All of it in sentences, before and after."""
        told = [f"{cases_told(len(self.cases)).capitalize()} följer med."]
        if self.stop_after is not None and self.stop_before is not None and self.stop_after != self.stop_before:
            told.append(f"Stoppdag {short_day(self.stop_before)} → {short_day(self.stop_after)}.")
        sent = {(one.before.sent, one.after.sent) for one in self.cases if one.before and one.after}
        if len(sent) == 1 and (pair := next(iter(sent)))[0] != pair[1] and pair[0] and pair[1]:
            told.append(f"Expediering {short_day(pair[0])} → {short_day(pair[1])}.")
        if self.promises:
            told.append(f"{_reports(self.promises)} följer med.")
        if self.breaking:
            named = [one.late_words for one in self.breaking[:_NAMED]]
            more = len(self.breaking) - len(named)
            told.append(f"Klarar inte svarsdagen: {'; '.join(named)}{f' och {more} till' if more else ''}.")
        if self.faults:
            told.append(f"Påpekande: {'; '.join(self.faults)}.")
        return " ".join(told)


def move(
    facts: PlanningFacts,
    cases: Iterable[PlannedCase],
    days: Mapping[int, date],
    promises: Mapping[int, int] | None = None,
) -> Move:
    """What follows if the meetings with these ids are moved to these days."""
    after = moved(facts, days)
    here, there = _by_id(facts), _by_id(after)
    changed = [
        MovedCase(case, case_chain(facts, case, here), case_chain(after, case, there))
        for case in cases
        if any(number in days for number in case.meeting_ids)
    ]
    first = next((here[number] for number in days if number in here), None)
    stops: tuple[date | None, date | None] = (None, None)
    if first is not None and first.id is not None:
        stops = stop_day(facts, first), stop_day(after, there[first.id])
    faults = [
        fault
        for number in days
        if number in there
        for fault in (*day_faults(after, there[number]), *two_on_one_day(after, there[number]))
    ]
    faults += _order_faults(changed)
    return Move(
        days, tuple(changed), tuple(dict.fromkeys(faults)), sum((promises or {}).get(n, 0) for n in days), *stops
    )


def moved(facts: PlanningFacts, days: Mapping[int, date]) -> PlanningFacts:
    """The facts with meetings on other days; a planned justering follows its meeting at the same distance."""
    meetings = [
        one if one.id is None or one.id not in days else at_day(one, days[one.id])
        for one in facts.meetings
    ]  # fmt: skip
    return replace(facts, meetings=tuple(sorted(meetings, key=lambda one: one.day)))


def at_day(meeting: PlannedMeeting, day: date) -> PlannedMeeting:
    """The meeting on another day."""
    justering = meeting.justering_on + (day - meeting.day) if meeting.justering_on is not None else None
    return meeting._replace(day=day, justering_on=justering)


def case_chain(
    facts: PlanningFacts, case: PlannedCase, by_id: Mapping[int, PlannedMeeting] | None = None
) -> FollowedChain | None:
    """The chain of a case through the meetings that are chosen for it."""
    known = by_id if by_id is not None else _by_id(facts)
    own = {known[number].body_id: known[number] for number in case.meeting_ids if number in known}
    return followed_chain(facts, own, case.due, immediate=case.immediate)


def stop_day(facts: PlanningFacts, meeting: PlannedMeeting) -> date | None:
    """When texts for a meeting must be in, if it is the first that a case goes to; None where no rule tells."""
    rule = next((one for one in facts.rules if one.body_id == meeting.body_id), None)
    hand_in = next((one for one in facts.rules if one.kind == ChainStepKind.inlamning), None)
    if rule is None or hand_in is None or hand_in.anchor != rule.key:
        return None
    return distant(ChainStep(rule, meeting.day, meeting), hand_in, facts, immediate=False)


def day_faults(facts: PlanningFacts, meeting: PlannedMeeting) -> tuple[str, ...]:
    """What is amiss with the day itself, on one line: «fre 15/5 är klämdag», «fre 1/5 är första maj»."""
    avoided = why_avoided(meeting.day, facts.closed)
    if avoided is None:
        return ()
    # Of a Saturday it would be said twice.
    day = short_day(meeting.day) if avoided.kind == Avoided.weekend else weekday_short(meeting.day)
    return (f"{day} {'ligger på' if avoided.kind == Avoided.closed else 'är'} {avoided.words}",)


def two_on_one_day(facts: PlanningFacts, meeting: PlannedMeeting) -> tuple[str, ...]:
    """That the body has another meeting on the same day, which is refused when it is moved there."""
    others = (one for one in facts.meetings if one.body_id == meeting.body_id and one.day == meeting.day)
    if not any(one.is_held and one.id != meeting.id for one in others):
        return ()
    body = facts.body(meeting.body_id)
    return (f"{body.name if body else 'Instansen'} har redan ett sammanträde {short_day(meeting.day)}",)


def along(
    facts: PlanningFacts, cases: Sequence[PlannedCase], meeting: PlannedMeeting, day: date
) -> dict[int, date]:  # fmt: skip
    """The meetings that prepare this one, and the days they would have if they kept their distance to it.

    Of each body that prepares: the meeting that most of the cases go to, else the one that the chain would take. It is
    moved by as many calendar days and back to the nearest working day, so that no distance grows shorter by that.
    """
    if meeting.id is None:
        return {}
    shift, by_id = day - meeting.day, _by_id(facts)
    sharing = [case for case in cases if meeting.id in case.meeting_ids]
    found: dict[int, date] = {}
    ahead = {rule.key: rule for rule in facts.rules if rule.kind == ChainStepKind.sammantrade}
    placed = {key: meeting for key, rule in ahead.items() if rule.body_id == meeting.body_id}
    waiting = [rule for rule in ahead.values() if rule.key not in placed and rule.number <= 0]
    while ready := [rule for rule in waiting if rule.anchor in placed]:
        for rule in ready:
            waiting.remove(rule)
            anchor = placed[rule.anchor]
            chosen = Counter(
                number for case in sharing for number in case.meeting_ids
                if number in by_id and by_id[number].body_id == rule.body_id and by_id[number].is_held
            )  # fmt: skip
            if chosen:
                nearest: PlannedMeeting | None = by_id[chosen.most_common(1)[0][0]]
            else:
                limit = distant(ChainStep(ahead[rule.anchor], anchor.day, anchor), rule, facts, immediate=False)
                own = [one for one in facts.of_body(rule.body_id or 0) if one.id is not None and one.day <= limit]
                nearest = own[-1] if own else None
            if nearest is None or nearest.id is None:
                continue
            placed[rule.key] = nearest
            found[nearest.id] = _back_to_working_day(nearest.day + shift, facts)
    return {number: to for number, to in found.items() if to != by_id[number].day}


def snapped(facts: PlanningFacts, day: date, *, forward: bool = True) -> date:
    """The day itself if people work then, else the nearest working day after it, or before it."""
    step = _DAY if forward else -_DAY
    while not is_working_day(day, facts.closed_days):
        day += step
    return day


def stepped(facts: PlanningFacts, day: date, *, days: int = 0, weeks: int = 0) -> date:
    """The day that the keys lead to: so many working days on, or so many weeks on and then to a working day."""
    if weeks:
        return snapped(facts, day + 7 * weeks * _DAY, forward=weeks > 0)
    return add_working_days(day, days, facts.closed_days)


def _back_to_working_day(day: date, facts: PlanningFacts) -> date:
    return snapped(facts, day, forward=False)


def _by_id(facts: PlanningFacts) -> dict[int, PlannedMeeting]:
    return {one.id: one for one in facts.meetings if one.id is not None}


def _order_faults(changed: Iterable[MovedCase]) -> list[str]:
    found: list[str] = []
    for one in changed:
        former = {(short.rule.key, short.limit, short.day) for short in one.before.short} if one.before else set()
        found.extend(
            told_short(short)
            for short in (one.after.short if one.after else ())
            if (short.rule.key, short.limit, short.day) not in former
        )
    return found


def told_short(short: ShortDistance) -> str:
    """«AU 6/3 ligger för nära nämnd 13/3 (senast 27/2)»."""
    where = f"{short.rule.name} {short_day(short.day)}"
    if short.is_after:
        return f"{where} ligger efter {short.next_name} {short_day(short.next_day)}"
    return f"{where} ligger för nära {short.next_name} {short_day(short.next_day)} (senast {short_day(short.limit)})"


def loses_preparation(facts: PlanningFacts, meeting: PlannedMeeting) -> tuple[PlannedMeeting, ...]:
    """The meetings that have this one as the nearest on the way to them, straight or over another of them.

    Of two meetings of a body without one that prepares between them both have the same.
    """
    rules = [one for one in facts.rules if one.kind == ChainStepKind.sammantrade]
    found = {meeting}
    waiting = sorted((one for one in facts.meetings if one.is_held and one.day > meeting.day), key=lambda one: one.day)
    for one in waiting:
        own = next((rule for rule in rules if rule.body_id == one.body_id), None)
        before = next((rule for rule in rules if own and rule.anchor == own.key and rule.number <= 0), None)
        prepared = [each for each in facts.of_body(before.body_id or 0) if each.day < one.day] if before else []
        if prepared and prepared[-1] in found:
            found.add(one)
    return tuple(one for one in waiting if one in found)


def lost_words(facts: PlanningFacts, meeting: PlannedMeeting) -> str:
    """«BUN arbetsutskott 4/6 och … 18/6 förlorar BUN beredning 27/5: närmast före ligger då 29/4.»; empty for none."""
    lost = loses_preparation(facts, meeting)
    body = facts.body(meeting.body_id)
    if not lost or body is None:
        return ""
    names = {one.id: one.name for one in facts.bodies}
    told = listed([f"{names.get(one.body_id, 'sammanträdet')} {short_day(one.day)}" for one in lost])
    former = [one for one in facts.of_body(meeting.body_id) if one.day < meeting.day]
    instead = f"närmast före ligger då {short_day(former[-1].day)}" if former else "ingen tidigare finns i planen"
    return f"{told} förlorar {body.name} {short_day(meeting.day)}: {instead}."


def _breaks_told(number: int) -> str:
    return "1 ärende klarar inte svarsdagen" if number == 1 else f"{number} ärenden klarar inte svarsdagen"


def _reports(number: int) -> str:
    return "1 återrapportering" if number == 1 else f"{number} återrapporteringar"
