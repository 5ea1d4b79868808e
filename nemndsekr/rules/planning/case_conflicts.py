"""case_conflicts: what is amiss with the answers that are due, and remarks_by_meeting: all of it by its meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import ChainStepKind, Occasion, title_to_show
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.chosen import is_handed_in, keys_prepared, plan_of
from nemndsekr.rules.planning.conflicts import (
    Conflict,
    ConflictKind,
    Remedy,
    RemedyKind,
    Severity,
    is_kept,
    meeting_conflicts,
    named,
)
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.followed_chain import FollowedChain
from nemndsekr.rules.planning.moves import PlannedCase, case_chain, told_short
from nemndsekr.rules.planning.plan_answer import plan_answer, still_hold
from nemndsekr.rules.planning.provisional import with_provisional
from nemndsekr.rules.planning.ways_out import WayKind
from nemndsekr.rules.planning.week_grid import key_of
from nemndsekr.support.days import full_day, short_day, weekday_day

_WEEK: Final = timedelta(days=7)
_DISTANCES: Final = (ConflictKind.avstand, ConflictKind.ordning)


def remarks_by_meeting(
    facts: PlanningFacts, of_cases: Iterable[Conflict], today: date
) -> dict[str, tuple[Conflict, ...]]:
    """What is amiss, by the key of the meeting that is to be mended; what was let be is left out.

    ``of_cases`` is what ``case_conflicts`` found.

    A distance that is too short whatever goes there is not told once more of each case.
    """
    order = list(Severity)
    of_meetings = meeting_conflicts(facts, today)
    told = {(key_of(one.meeting), key_of(one.other)) for one in of_meetings if one.meeting and one.other}
    found: dict[str, dict[str, Conflict]] = {}
    for one in sorted((*of_meetings, *of_cases), key=lambda one: order.index(one.severity)):
        if one.meeting is None or is_kept(one):
            continue
        same = one.other is not None and (key_of(one.meeting), key_of(one.other)) in told
        if not (one.case_id and one.kind in _DISTANCES and same):
            found.setdefault(key_of(one.meeting), {}).setdefault(one.words, one)
    return {key: tuple(by_words.values()) for key, by_words in found.items()}


def case_conflicts(facts: PlanningFacts, today: date, cases: Collection[PlannedCase]) -> Iterator[Conflict]:
    """What is amiss with the open cases: no meeting in time, none chosen, too late to hand in, a way that breaks.

    ``cases`` are the plans that were chosen; one that waits for the plan of a year is told elsewhere. A follow-up is
    missed from the day on which one begins with it. Cases whose answers have left the house are told of no longer.
    """
    root = next((rule for rule in facts.rules if not rule.anchor and rule.body_id is not None), None)
    if root is None:
        return
    by_id = {meeting.id: meeting for meeting in facts.meetings if meeting.id is not None}
    of_answer = {(one.case_id, one.occasion): one for one in cases if one.meeting_ids}
    provisional = {(one.case_id, one.occasion) for one in cases if one.provisional}
    for due in still_hold(facts.due):
        mine = of_answer.get((due.case_id, due.occasion))
        if due.day is None:
            continue
        chain = case_chain(facts, mine._replace(due=due.day), by_id) if mine is not None else None
        if mine is not None and chain is not None and chain.late:
            yield _breaks(facts, today, due, chain, handed_in=mine.handed_in)
        elif mine is None and due.day >= today and (due.case_id, due.occasion) not in provisional:
            missing = _nothing_in_time(facts, today, due, root) or _not_chosen(due)
            if due.occasion != Occasion.uppfoljande or due.day - today <= facts.lead_weeks * _WEEK:
                yield missing
    owed = {(one.case_id, one.occasion) for one in facts.due}
    for case in of_answer.values():
        if (case.case_id, case.occasion) in owed:
            yield from _on_the_way(facts, today, case, by_id)


def _breaks(facts: PlanningFacts, today: date, due: DueAnswer, chain: FollowedChain, *, handed_in: bool) -> Conflict:
    """The chosen way ends after the day it is due."""
    words = f"{chain.late_words(due.dnr or due.title)}."
    meeting = chain.chain.decides.meeting
    return Conflict(
        ConflictKind.frist_fore, Severity.fel, words, meeting, None,
        _ways(facts, today, due, meeting, immediate=chain.chain.immediate, handed_in=handed_in), due.case_id,
        due.occasion,
    )  # fmt: skip


def _nothing_in_time(facts: PlanningFacts, today: date, due: DueAnswer, root: StepRule) -> Conflict | None:
    """No meeting that decides lies before the day it is due."""
    day = due.day or today
    to_come = [one for one in facts.of_body(root.body_id or 0) if one.day >= today]
    if not to_come or any(one.day <= day for one in to_come):
        return None
    meeting = min(to_come, key=lambda one: one.day)
    words = f"Svarsdagen {full_day(day)} för {due.dnr or due.title} är före {named(facts, meeting, inside=True)}."
    ways = _ways(facts, today, due, meeting)
    return Conflict(ConflictKind.frist_fore, Severity.fel, words, meeting, None, ways, due.case_id, due.occasion)


def _ways(
    facts: PlanningFacts,
    today: date,
    due: DueAnswer,
    meeting: PlannedMeeting | None,
    *,
    immediate: bool = False,
    handed_in: bool = False,
) -> tuple[Remedy, ...]:
    """The mildest way out that there is, and to ask for more time; what has passed leads nowhere and is not offered."""
    day = due.day or today
    ask = Remedy(RemedyKind.ask_for_time, "Skriv begäran om anstånd", None, None, due.case_id)
    if day <= today:
        return (ask,)
    done = keys_prepared(facts) if handed_in else ()
    answer = plan_answer(with_provisional(facts, day), day, today, done)
    if answer.best(immediate=immediate) is not None:
        return Remedy(RemedyKind.choose_chain, "Välj ett tidigare sammanträde", meeting, None, due.case_id), ask
    if not immediate and answer.best(immediate=True) is not None:
        return Remedy(RemedyKind.immediate, "Räkna med omedelbar justering", meeting, None, due.case_id), ask
    if any(way.kind == WayKind.EXTRA for way in answer.ways(immediate=immediate)):
        extra = Remedy(
            RemedyKind.extra_meeting, f"Extra sammanträde före {short_day(day)}", meeting, day, due.case_id
        )  # fmt: skip
        return extra, ask
    return (ask,)


def _not_chosen(due: DueAnswer) -> Conflict:
    day = full_day(due.day or date.max)
    words = f"{due.dnr or due.title} ska besvaras senast {day} men har inga sammanträden valda."
    fix = Remedy(RemedyKind.choose_chain, "Välj sammanträden", None, None, due.case_id)
    return Conflict(ConflictKind.utan_kedja, Severity.varning, words, None, None, (fix,), due.case_id, due.occasion)


def _on_the_way(
    facts: PlanningFacts, today: date, case: PlannedCase, by_id: Mapping[int, PlannedMeeting]
) -> Iterator[Conflict]:
    """What is amiss with the meetings that were chosen for a case: called off, too near each other, texts too late."""
    meetings = [by_id[number] for number in case.meeting_ids if number in by_id]
    for meeting in meetings:
        if not meeting.is_held:
            words = f"{case.name} är planerat till {named(facts, meeting, inside=True)}, som är inställt."
            fix = Remedy(RemedyKind.choose_chain, "Välj ett annat sammanträde", meeting, None, case.case_id)
            yield Conflict(
                ConflictKind.installt, Severity.fel, words, meeting, None, (fix,), case.case_id, case.occasion
            )
    chain = case_chain(facts, case, by_id)
    yield from _too_near(chain, case) if chain is not None else ()
    if not case.handed_in:
        yield from (told for _, told in _stop_passed(facts, today, case, meetings))


def _too_near(chain: FollowedChain, case: PlannedCase) -> Iterator[Conflict]:
    placed = {step.rule.key: step.meeting for step in chain.chain.steps}
    for short in chain.short:
        meeting, other = placed.get(short.rule.key), placed.get(short.rule.anchor)
        kind, severity = (ConflictKind.ordning, Severity.fel) if short.is_after else (
            ConflictKind.avstand, Severity.varning
        )  # fmt: skip
        fix = Remedy(RemedyKind.choose_chain, "Välj andra sammanträden", meeting, None, case.case_id)
        words = f"{case.name}: {told_short(short)}."
        yield Conflict(kind, severity, words, meeting, other, (fix,), case.case_id, case.occasion)


def passed_stops(facts: PlanningFacts, today: date, cases: Iterable[PlannedCase]) -> Iterator[tuple[date, str]]:
    """Each stoppdag that an open case has missed, and what ``case_conflicts`` says of it."""
    by_id = {meeting.id: meeting for meeting in facts.meetings if meeting.id is not None}
    owed = {(one.case_id, one.occasion) for one in facts.due}
    for case in cases:
        if (case.case_id, case.occasion) in owed and not case.handed_in:
            meetings = [by_id[number] for number in case.meeting_ids if number in by_id]
            yield from ((stop, told.words) for stop, told in _stop_passed(facts, today, case, meetings))


def _stop_passed(
    facts: PlanningFacts, today: date, case: PlannedCase, meetings: Sequence[PlannedMeeting]
) -> Iterator[tuple[date, Conflict]]:
    by_key = {rule.key: rule for rule in facts.rules}
    for rule in facts.rules:
        anchor = by_key.get(rule.anchor)
        if rule.kind != ChainStepKind.inlamning or anchor is None:
            continue
        for meeting in meetings:
            if meeting.body_id != anchor.body_id or meeting.day < today or not meeting.is_held:
                continue
            stop = distant(ChainStep(anchor, meeting.day, meeting), rule, facts, immediate=case.immediate)
            if stop < today:
                words = (
                    f"Stoppdagen {weekday_day(stop)} till {named(facts, meeting, inside=True)} är passerad: "
                    f"{case.name} är inte inlämnat."
                )
                fix = Remedy(RemedyKind.choose_chain, "Välj senare sammanträden", meeting, None, case.case_id)
                told = Conflict(
                    ConflictKind.stoppdag, Severity.varning, words, meeting, None, (fix,), case.case_id, case.occasion
                )
                yield stop, told


def conflicts_of_file(file: CaseFile, facts: PlanningFacts, today: date) -> tuple[Conflict, ...]:
    """What is amiss with the plans of one case."""
    case, found = file.case, []
    for occasion in Occasion:
        ids = tuple(
            one.meeting_id for one in file.plan_steps if one.occasion == occasion and one.meeting_id is not None
        )
        plan = plan_of(file, occasion)
        title = title_to_show(case.title, case.secrecy)
        found.append(
            PlannedCase(
                case.stored_id, case.dnr, title, occasion, ids, None,
                plan is not None and plan.immediate, is_handed_in(case.stage), plan is not None and plan.provisional,
            )
        )  # fmt: skip
    own = replace(facts, due=tuple(one for one in facts.due if one.case_id == case.stored_id))
    return tuple(case_conflicts(own, today, found))
