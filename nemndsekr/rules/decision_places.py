"""The meetings where a case is decided: those that are entered, and those that the plan or the year proposes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind, DecisionOccasion, MeetingStatus, Outcome, label
from nemndsekr.records.decision import Decision, DecisionPoint, PointOutcome
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.short_names import short_name

PlaceKey = tuple[str, int | str]
"""What a place is known by while its decision comes into being: its plan step, its decision, or its body."""

BODY_WORDS: Final = {BodyKind.beredning: "Beredningen", BodyKind.au: "Arbetsutskottet", BodyKind.namnd: "Nämnden"}
_RANK: Final = {BodyKind.beredning: 0, BodyKind.au: 1, BodyKind.namnd: 2}
WANTS_REASON: Final = frozenset({Outcome.aterremiss, Outcome.bordlaggning, Outcome.avvisas})
"""The outcomes that are asked why; only for återremiss does the law ask too."""
SHOWS_REASON: Final = WANTS_REASON | {Outcome.avslag, Outcome.anses_besvarad, Outcome.overlamnas, Outcome.remitteras}
SHOWS_TEXT: Final = frozenset({Outcome.delvis_bifall})


class KnownMeeting(NamedTuple):
    """A meeting of the nämnd or one of its bodies, as the rules need it."""

    id: int
    kind: BodyKind
    body: str
    day: date
    status: MeetingStatus = MeetingStatus.planerad


class DecisionPlace(NamedTuple):
    """Where a case is, or will be, decided: the body, what it takes up, when, and the decision if there is one."""

    key: PlaceKey
    kind: BodyKind
    occasion: DecisionOccasion
    label: str
    day: date | None
    meeting_id: int | None
    decision_id: int | None
    new_uid: str = ""
    """What a decision that is yet to be made will be named by, so that all that is typed meanwhile finds it."""


class Judged(NamedTuple):
    """A decision point or an att-sats, which each get an outcome of their own."""

    decision_point_id: int | None
    attsats_id: int | None
    name: str
    text: str


def judged_of(file: CaseFile) -> list[Judged]:
    """All that is decided one by one: the points (a yttrande's opening words alone are one), then the att-satser."""
    points = [point for point in file.decision_points if not point.lead_in] or file.decision_points
    numbered = enumerate(points, start=1)
    judged = [Judged(point.stored_id, None, _point_name(point, at), point.text) for at, point in numbered]
    clauses = enumerate(file.attsatser, start=1)
    return [*judged, *(Judged(None, clause.stored_id, f"Att-sats {at}", clause.text) for at, clause in clauses)]


def _point_name(point: DecisionPoint, at: int) -> str:
    """«Punkt 2», or «Punkt 1 (arbetsutskott)» where another body than the nämnd is to decide on it."""
    if point.body_kind in (None, BodyKind.namnd):
        return f"Punkt {at}"
    return f"Punkt {at} ({label(point.body_kind).lower()})"


def outcome_row(file: CaseFile, decision_id: int | None, judged: Judged) -> PointOutcome | None:
    """What a decision says of one point or att-sats, if it says anything of it alone."""
    rows = (row for row in file.point_outcomes if row.decision_id == decision_id and is_about(row, judged))
    return next(rows, None)


def is_about(row: PointOutcome, judged: Judged) -> bool:
    """Whether an outcome is one of this point or att-sats; it may be of a point and of the att-sats that it settles."""
    if judged.decision_point_id is not None:
        return row.decision_point_id == judged.decision_point_id
    return row.attsats_id is not None and row.attsats_id == judged.attsats_id


def proposed_outcome(file: CaseFile, judged: Judged) -> Outcome:
    """What «enligt förslaget» means: a point is adopted, an att-sats gets what is proposed for it."""
    clause = next((one for one in file.attsatser if one.id == judged.attsats_id), None)
    return (clause.proposal if clause is not None else None) or Outcome.bifall


def decision_places(file: CaseFile, meetings: Sequence[KnownMeeting], today: date) -> list[DecisionPlace]:
    """Where the case has been decided and where it is to be, in the order of the meetings.

    Without plan and decisions one place is proposed: the nämnd's latest meeting, or none dated. An initiative that is
    not yet treated gets a place for that first.
    """
    taken: dict[int, PlanStep] = {}
    steps = list(file.plan_steps)
    answers = [one for one in file.decisions if one.occasion == DecisionOccasion.svar]
    for match in (_same_meeting, _same_day, _undated, _put_off):
        for decision in answers:
            fitting = [one for one in steps if decision.stored_id not in taken and match(decision, one)]
            # Of the days that were passed by, the last is the one that was put off.
            step = fitting[-1 if match is _put_off else 0] if fitting else None
            if step is not None:
                taken[decision.stored_id] = step
                steps.remove(step)
    places = [
        _decided(file, decision, taken.get(decision.stored_id), meetings)
        for decision in file.decisions
        if decision.occasion == DecisionOccasion.svar
    ]
    places += [_planned(file, step) for step in steps]
    places.sort(key=lambda place: (place.day or date.max, _RANK[place.kind]))
    if not any(place.kind == BodyKind.namnd for place in places):
        places.append(proposed_place(file, BodyKind.namnd, DecisionOccasion.svar, meetings, today))
    return [*_first_treatment(file, meetings, today), *places]


def _same_meeting(decision: Decision, step: PlanStep) -> bool:
    return decision.kind == step.kind and decision.meeting_id is not None and decision.meeting_id == step.meeting_id


def _same_day(decision: Decision, step: PlanStep) -> bool:
    return decision.kind == step.kind and decision.day is not None and decision.day == step.day


def _undated(decision: Decision, step: PlanStep) -> bool:
    return decision.kind == step.kind and (decision.day is None or step.day is None)


def _put_off(decision: Decision, step: PlanStep) -> bool:
    """A planned day that nothing was decided on, and then a decision: it was taken up later than planned."""
    return decision.kind == step.kind and decision.day is not None and step.day is not None and step.day < decision.day


def _decided(
    file: CaseFile, decision: Decision, step: PlanStep | None, meetings: Sequence[KnownMeeting]
) -> DecisionPlace:
    meeting = next((one for one in meetings if one.id == decision.meeting_id), None)
    key: PlaceKey = ("step", step.stored_id) if step else ("decision", decision.stored_id)
    name = (step.label if step else "") or (meeting.body if meeting else "") or body_name(file, decision.kind)
    day = decision.day or (meeting.day if meeting else None) or (step.day if step else None)
    return DecisionPlace(key, decision.kind, decision.occasion, name, day, decision.meeting_id, decision.stored_id)


def _planned(file: CaseFile, step: PlanStep) -> DecisionPlace:
    name = step.label or body_name(file, step.kind)
    return DecisionPlace(
        ("step", step.stored_id), step.kind, DecisionOccasion.svar, name, step.day, step.meeting_id, None
    )


def proposed_place(
    file: CaseFile, kind: BodyKind, occasion: DecisionOccasion, meetings: Sequence[KnownMeeting], today: date
) -> DecisionPlace:
    """A place that neither plan nor decision knows: the body's latest meeting that has been, if one is known."""
    been = [one for one in meetings if one.kind == kind and one.day <= today and one.status != MeetingStatus.installd]
    meeting = been[-1] if been else None
    return DecisionPlace(
        ("new", f"{kind}:{occasion}"),
        kind,
        occasion,
        meeting.body if meeting else body_name(file, kind),
        meeting.day if meeting else None,
        meeting.id if meeting else None,
        None,
    )


def _first_treatment(file: CaseFile, meetings: Sequence[KnownMeeting], today: date) -> list[DecisionPlace]:
    done = [one for one in file.decisions if one.occasion == DecisionOccasion.forsta_behandling]
    if done:
        return [_decided(file, one, None, meetings) for one in done]
    if file.case.kind != CaseKind.namndinitiativ or file.decisions:
        return []
    raised = file.initiative.raised_on if file.initiative else None
    place = proposed_place(file, BodyKind.namnd, DecisionOccasion.forsta_behandling, (), today)
    meeting = next((one for one in meetings if one.kind == BodyKind.namnd and one.day == raised), None)
    return [place._replace(day=raised, meeting_id=meeting.id if meeting else None)]


def body_name(file: CaseFile, kind: BodyKind) -> str:
    """«Barn- och utbildningsnämnden», or «Arbetsutskottet» where the body's own name is not known."""
    return file.namnd.name if kind == BodyKind.namnd and file.namnd.name else BODY_WORDS[kind]


def place_title(place: DecisionPlace) -> str:
    """What the place is called in few words: «Första behandling», «AU», «Nämnden»."""
    if place.occasion == DecisionOccasion.forsta_behandling:
        return label(place.occasion)
    return {BodyKind.beredning: "Beredning", BodyKind.au: "AU", BodyKind.namnd: "Nämnd"}[place.kind]


def next_meeting(kind: BodyKind, after: date | None, meetings: Sequence[KnownMeeting]) -> KnownMeeting | None:
    """The first meeting of a body after a day that is not called off."""
    if after is None:
        return None
    later = [one for one in meetings if one.kind == kind and one.day > after and one.status != MeetingStatus.installd]
    return min(later, key=lambda one: one.day, default=None)


def later_decisions(file: CaseFile, decision: Decision) -> list[Decision]:
    """The decisions of later meetings that say anything of what was decided."""
    mine = _order(decision)
    return [one for one in file.decisions if one.id != decision.id and _order(one) > mine and has_outcome(file, one)]


def _order(decision: Decision) -> tuple[date, int, int, int]:
    first = decision.occasion == DecisionOccasion.forsta_behandling
    return decision.day or date.max, 0 if first else 1, _RANK[decision.kind], decision.stored_id


def has_outcome(file: CaseFile, decision: Decision) -> bool:
    """Whether a decision says anything of what was decided."""
    return decision.outcome is not None or any(row.decision_id == decision.id for row in file.point_outcomes)


def entered(file: CaseFile, decision: Decision | None) -> tuple[int, int]:
    """How many of a case's points and att-satser have an outcome in a decision, and of how many."""
    judged = judged_of(file)
    if decision is None:
        return 0, len(judged)
    if decision.outcome is not None and not judged:
        return 1, 1
    rows = sum(outcome_row(file, decision.id, one) is not None or decision.outcome is not None for one in judged)
    return rows, len(judged)


def lacking(file: CaseFile, decision: Decision) -> tuple[int, ...]:
    """Which of the points and att-satser have no outcome yet, by their place among them; 0 alone is the whole."""
    judged = judged_of(file)
    if not judged:
        return () if decision.outcome is not None else (0,)
    if decision.outcome is not None and decision.outcome != Outcome.delvis_bifall:
        return ()
    return tuple(at for at, one in enumerate(judged) if outcome_row(file, decision.id, one) is None)


def heading_of(judged: Judged) -> str:
    """«Punkt 1: Nämnden godkänner yttrandet», short enough to be read aloud before a field."""
    return f"{judged.name}: {short_name(judged.text)}"


def is_entered(file: CaseFile, place: DecisionPlace) -> bool:
    """Whether all that is decided one by one has its outcome at a place."""
    decision = next((one for one in file.decisions if one.id == place.decision_id), None)
    done, of = entered(file, decision)
    return decision is not None and (done == of if of else decision.outcome is not None)


def first_place(file: CaseFile, places: Sequence[DecisionPlace], today: date) -> DecisionPlace:
    """The first that is not decided yet and whose day has come, else the first undecided, else the last.

    A beredning seldom decides anything: it is no place to begin.
    """
    decides = [place for place in places if place.kind != BodyKind.beredning]
    undecided = [place for place in decides if not is_entered(file, place)]
    due = [place for place in undecided if place.day is not None and place.day <= today]
    return next(iter(due or undecided), places[-1])


def minutes_place(
    file: CaseFile, places: Sequence[DecisionPlace], shown: DecisionPlace, kind: BodyKind | None, day: date | None
) -> DecisionPlace | None:
    """Where minutes belong: the place of their body and day, the one shown, else the body's next undecided.

    None where the body has no place yet.
    """
    if kind is None:
        return shown
    own = [place for place in places if place.kind == kind]
    same = [place for place in own if day is not None and place.day == day]
    if shown.kind == kind and (shown in same or not same):
        return shown
    undecided = [place for place in own if not is_entered(file, place)]
    return next(iter([*same, *undecided, *own]), None)


def unwritten_decision(file: CaseFile, place: DecisionPlace) -> Decision:
    """What is known of a decision of which nothing is written yet."""
    immediate = place.kind == BodyKind.namnd and any(point.immediate for point in file.decision_points)
    return Decision(
        case_id=file.case.stored_id,
        kind=place.kind,
        occasion=place.occasion,
        day=place.day,
        immediate=immediate,
        justering_on=place.day if immediate else None,
    )
