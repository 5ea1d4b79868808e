"""A case's chosen chain: from a reckoned chain to the rows that keep it, and from the rows to the chain again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseStage,
    ChainStepKind,
    DocumentKind,
    MeetingStatus,
    Occasion,
    label,
    title_to_show,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.chains import Chain, Refused, chain_to, deciding_rule
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.followed_chain import FollowedChain, followed_chain
from nemndsekr.rules.planning.plan_answer import still_hold
from nemndsekr.rules.which_answer import OWN_OCCASION, occasion_of

_BEHIND: Final[Mapping[CaseStage, tuple[BodyKind, ...]]] = {
    CaseStage.till_beredning: (),
    CaseStage.till_au: (BodyKind.beredning,),
    CaseStage.till_namnd: (BodyKind.beredning, BodyKind.au),
}
_PREPARED: Final = (
    ChainStepKind.avdelningssvar,
    ChainStepKind.chefsgodkannande,
    ChainStepKind.samverkan,
    ChainStepKind.inlamning,
)


class ChosenMeeting(NamedTuple):
    """One meeting of a chosen chain; ``meeting_id`` is None for one that is only reckoned from the rhythm."""

    kind: BodyKind
    name: str
    day: date
    meeting_id: int | None
    extra_body_id: int | None = None
    """The body, where it is an extra meeting that is to be put into the plan when the chain is chosen."""


class ChosenChain(NamedTuple):
    """What a case keeps of a chain: its meetings, for which answer and reply day, and how it was reckoned."""

    occasion: Occasion
    meetings: tuple[ChosenMeeting, ...]
    reply_day_id: int | None = None
    immediate: bool = False

    @property
    def is_provisional(self) -> bool:
        """Whether one of its meetings is not in the plan yet."""
        return any(one.meeting_id is None and one.extra_body_id is None for one in self.meetings)


def chosen_chain(
    facts: PlanningFacts, chain: Chain, occasion: Occasion, reply_day_id: int | None = None
) -> ChosenChain:
    """What a case keeps of a chain."""
    meetings = []
    for step in chain.steps:
        body = facts.body(step.meeting.body_id) if step.meeting is not None else None
        if step.meeting is not None and body is not None:
            is_new = step.meeting.id is None and step.meeting.status == MeetingStatus.extra
            extra = body.id if is_new else None
            meetings.append(ChosenMeeting(body.kind, body.name, step.day, step.meeting.id, extra))
    return ChosenChain(occasion, tuple(meetings), reply_day_id, chain.immediate)


def chain_of_case(file: CaseFile, facts: PlanningFacts, occasion: Occasion) -> Chain | Refused | None:
    """The chain that a case's rows of Beslutsplanering make today; None where none of them is the deciding meeting.

    It is reckoned anew with only these meetings, so that inlämning and expediering follow the rules of today; a
    ``Refused`` says which distance they no longer keep.
    """
    plan = plan_of(file, occasion)
    root, own = deciding_rule(facts.rules), _own_meetings(file, facts, occasion)
    decides = [one for one in own if root is not None and one.body_id == root.body_id]
    if not decides:
        return None
    due = next((one.latest for one in file.reply_days if plan is not None and one.id == plan.reply_day_id), None)
    last = max(decides, key=lambda one: one.day)
    return chain_to(
        replace(facts, meetings=tuple(own)), last, due, immediate=plan.immediate if plan is not None else False
    )


def followed_of_case(file: CaseFile, facts: PlanningFacts, occasion: Occasion) -> FollowedChain | None:
    """The same chain as it is, whether it holds or not, up to the reply day that holds now."""
    plan = plan_of(file, occasion)
    own = {one.body_id: one for one in sorted(_own_meetings(file, facts, occasion), key=lambda one: one.day)}
    immediate = plan.immediate if plan is not None else False
    return followed_chain(facts, own, reply_day_of(file, occasion), immediate=immediate)


def reply_day_of(file: CaseFile, occasion: Occasion) -> date | None:
    """The day by which one of a case's answers is owed: that which its plan goes by, else the first that holds."""
    plan = plan_of(file, occasion)
    hold = [one for one in still_hold(due_answers(file)) if one.occasion == occasion and one.day is not None]
    own = [one for one in hold if plan is not None and one.reply_day_id == plan.reply_day_id]
    return min((one.day for one in own or hold if one.day is not None), default=None)


def _own_meetings(file: CaseFile, facts: PlanningFacts, occasion: Occasion) -> list[PlannedMeeting]:
    """The meetings of a case's rows; one that is not in the plan has its day."""
    known = {one.id: one for one in facts.meetings if one.id is not None}
    own: list[PlannedMeeting] = []
    for step in file.plan_steps:
        if step.occasion != occasion or step.day is None:
            continue
        meeting = known.get(step.meeting_id) if step.meeting_id is not None else None
        body = next((one for one in facts.bodies if one.kind == step.kind), None)
        if meeting is not None:
            own.append(meeting)
        elif body is not None:
            own.append(PlannedMeeting(None, body.id, step.day))
    return own


def plan_of(file: CaseFile, occasion: Occasion) -> CasePlan | None:
    """How the chain of one of a case's answers was chosen, where one was."""
    return next((one for one in file.case_plans if one.occasion == occasion), None)


def due_answers(file: CaseFile) -> list[DueAnswer]:
    """A case's reply days, as planning reads them."""
    case = file.case
    title = title_to_show(case.title, case.secrecy)
    return [
        DueAnswer(case.stored_id, case.dnr, title, one.stored_id, one.to_whom, one.words, one.latest, one.occasion)
        for one in file.reply_days
    ]


def is_handed_in(stage: CaseStage) -> bool:
    """Whether a case's text is on its way through the meetings, or past them."""
    return stage in _BEHIND or stage == CaseStage.beslutat


def keys_prepared(facts: PlanningFacts) -> frozenset[str]:
    """The keys of the steps that any case has behind it whose text is handed in."""
    return frozenset(rule.key for rule in facts.rules if rule.kind in _PREPARED)


def steps_done(facts: PlanningFacts, stage: CaseStage) -> frozenset[str]:
    """The keys of the steps that a case has behind it at its stage: what is on its way to AU has been handed in."""
    behind = _BEHIND.get(stage)
    if behind is None:
        return frozenset()
    kinds = {body.id: body.kind for body in facts.bodies}
    return frozenset(
        rule.key
        for rule in facts.rules
        if rule.kind in _PREPARED
        or (rule.kind == ChainStepKind.sammantrade and rule.body_id is not None and kinds.get(rule.body_id) in behind)
    )


def steps_to_print(file: CaseFile, kind: DocumentKind) -> list[PlanStep]:
    """The steps that a document prints: those on the way to the answer that it is about."""
    wanted = occasion_of(file, kind)
    planned = {occasion: [one for one in file.plan_steps if one.occasion == occasion] for occasion in Occasion}
    # A tjänsteskrivelse of a case whose second answer is not planned yet still tells the way to the first.
    return planned[wanted] if planned[wanted] or kind in OWN_OCCASION else planned[Occasion.forsta]


def step_printed(file: CaseFile, step: PlanStep) -> str:
    """«Nämnd 2025-03-20», «Nämnd 2026-01-22 (preliminärt)»: a step as the case's papers have it."""
    words = f"{step.label or label(step.kind)} {step.day.isoformat() if step.day else ''}".rstrip()
    return f"{words} (preliminärt)" if is_reckoned(file, step) else words


def is_reckoned(file: CaseFile, step: PlanStep) -> bool:
    """Whether a step's day is reckoned from the rhythm: the plan does not reach so far, and nothing is decided."""
    plan = plan_of(file, step.occasion)
    reckoned = plan is not None and plan.provisional and step.day is not None and step.meeting_id is None
    return reckoned and not is_decided(step, file.decisions)


def is_decided(step: PlanStep, decisions: Sequence[Decision]) -> bool:
    """Whether a body has decided at a planned meeting: then it is history, and no longer a plan."""
    return any(
        one.kind == step.kind
        and (
            (one.meeting_id is not None and one.meeting_id == step.meeting_id)
            or (one.day is not None and one.day == step.day)
        )
        for one in decisions
    )
