"""Choose the chain of a case, change it, take it away; and note an anstånd - each as one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nemndsekr.operations.case_parts import take_away
from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import MeetingStatus, Occasion
from nemndsekr.records.decision import Decision
from nemndsekr.records.meeting import Meeting, PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.chosen import ChosenChain, ChosenMeeting, due_answers, is_decided
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.rules.planning.plan_answer import still_hold
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.rules.which_answer import occasion_at_hand
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import load_case
from nemndsekr.support.days import full_day
from nemndsekr.support.errors import UserError

_ORDER = {occasion: place for place, occasion in enumerate(Occasion)}


@dataclass(frozen=True, slots=True)
class CasePlanning:
    """What one chooses a case's chain by: the case, what its nämnd plans with, and the reply days that hold."""

    file: CaseFile
    facts: PlanningFacts
    due: tuple[DueAnswer, ...]
    occasion: Occasion


def case_planning(store: Store, case_id: int) -> CasePlanning:
    """Read what one chooses a case's chain by."""
    file = load_case(store, case_id)
    facts = planning_facts(store, file.case.namnd_id)
    return CasePlanning(file, facts, tuple(still_hold(due_answers(file))), occasion_at_hand(file))


def choose_chain(store: Store, case_id: int, chosen: ChosenChain, who: str, now: datetime) -> Changes:
    """Let a chain be the case's Beslutsplanering for one of its answers.

    A meeting at which something has been decided stays as it is. Of the others a row of the same body gets the new day
    and keeps the name it is printed by; rows that are too many go. Extra meetings of the chain are put into the plan.

    Raises:
        UserError: a meeting has been moved, cancelled or taken away since the chain was reckoned.
    """
    name = "valde kedja"
    with store.step(name, who, now) as step:
        put_chain(step, case_id, chosen)
    return Changes.of(name, step)


def put_chain(step: StepWriter, case_id: int, chosen: ChosenChain) -> None:
    """The same within a step of one's own."""
    case = step.get(Case, case_id)
    meetings = [_still_so(step, case.namnd_id, one) for one in chosen.meetings]
    steps = step.all(PlanStep, case_id=case_id, occasion=chosen.occasion)
    decisions = step.all(Decision, case_id=case_id)
    kept = [row for row in steps if is_decided(row, decisions)]
    free = [row for row in steps if row not in kept]
    for one in meetings:
        if any(row.kind == one.kind and row.day == one.day for row in kept):
            continue
        row = next((row for row in free if row.kind == one.kind), None)
        if row is None:
            row = step.add(PlanStep(case_id=case_id, occasion=chosen.occasion, kind=one.kind, label=one.name))
        else:
            free.remove(row)
        if (row.day, row.meeting_id) != (one.day, one.meeting_id):
            row.day, row.meeting_id = one.day, one.meeting_id
    for row in free:
        take_away(step, row)
    step.session.flush()
    _in_order(step, case_id)
    _note_choice(step, case_id, chosen)


def take_chain_away(store: Store, case_id: int, occasion: Occasion, who: str, now: datetime) -> Changes:
    """Take the chain of one of the case's answers away; what has been decided stays."""
    name = "tog bort kedjan"
    with store.step(name, who, now) as step:
        decisions = step.all(Decision, case_id=case_id)
        for plan in step.all(CasePlan, case_id=case_id, occasion=occasion):
            step.delete(plan)
        for row in step.all(PlanStep, case_id=case_id, occasion=occasion):
            if not is_decided(row, decisions):
                take_away(step, row)
    return Changes.of(name, step)


def grant_anstand(
    store: Store,
    case_id: int,
    reply_day_id: int,
    words: str,
    granted_by: str,
    reason: str,
    who: str,
    now: datetime,
) -> Changes:
    """Note that a later reply day has been granted: a new row; the first stays. The chosen chain goes by the new one.

    Raises:
        UserError: the words are no day, or one that is not later than the day it takes the place of.
    """
    name = "lade till anstånd"
    with store.step(name, who, now) as step:
        first = step.get(ReplyDay, reply_day_id)
        value = tidpunkt(words, first.latest or now.date()) or Tidpunkt(words)
        if value.latest is None:
            raise UserError("Den nya svarsdagen kan inte tydas.", "Skriv den som 2025-04-03.")
        if first.latest is not None and value.latest <= first.latest:
            raise UserError(
                f"Anstånd går till en senare dag än {full_day(first.latest)}.", "Skriv den dag som har beviljats."
            )
        row = step.add(
            ReplyDay(
                case_id=case_id,
                to_whom=first.to_whom,
                occasion=first.occasion,
                granted_by=granted_by.strip(),
                reason=reason.strip(),
                **value.columns(),
            )
        )
        step.session.flush()
        for plan in step.all(CasePlan, case_id=case_id, occasion=first.occasion):
            if plan.reply_day_id == reply_day_id:
                plan.reply_day_id = row.stored_id
    return Changes.of(name, step)


def _still_so(step: StepWriter, namnd_id: int, one: ChosenMeeting) -> ChosenMeeting:
    """The meeting as it is chosen, with its row: an extra one is put into the plan now, unless it is there already."""
    if one.extra_body_id is not None:
        known = step.all(Meeting, body_id=one.extra_body_id, day=one.day)
        there = next((row for row in known if row.status != MeetingStatus.installd), None)
        made = there or step.add(
            Meeting(namnd_id=namnd_id, body_id=one.extra_body_id, day=one.day, status=MeetingStatus.extra)
        )
        step.session.flush()
        return one._replace(meeting_id=made.stored_id)
    if one.meeting_id is None:
        return one
    meeting = step.find(Meeting, id=one.meeting_id)
    if meeting is None or meeting.day != one.day or meeting.status == MeetingStatus.installd:
        raise UserError(
            f"Sammanträdet {full_day(one.day)} har flyttats eller ställts in sedan kedjan räknades.",
            "Öppna Välj kedja igen, så räknas den om.",
        )
    return one


def _in_order(step: StepWriter, case_id: int) -> None:
    """The rows by answer and day; one without a day keeps its place after those that were before it."""
    rows = sorted(step.all(PlanStep, case_id=case_id), key=lambda row: (row.position, row.stored_id))
    known: dict[Occasion, date] = {}
    keys: dict[int, tuple[int, date]] = {}
    for row in rows:
        day = row.day or known.get(row.occasion, date.min)
        known[row.occasion] = max(day, known.get(row.occasion, date.min))
        keys[row.stored_id] = (_ORDER[row.occasion], day)
    for place, row in enumerate(sorted(rows, key=lambda row: keys[row.stored_id]), start=1):
        if row.position != place:
            row.position = place


def _note_choice(step: StepWriter, case_id: int, chosen: ChosenChain) -> None:
    plan = step.find(CasePlan, case_id=case_id, occasion=chosen.occasion) or step.add(
        CasePlan(case_id=case_id, occasion=chosen.occasion)
    )
    plan.reply_day_id, plan.immediate = chosen.reply_day_id, chosen.immediate
    plan.provisional = chosen.is_provisional
