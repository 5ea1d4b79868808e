"""Enter what a body decided, send it out, and let what follows of it follow: each as one named step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.make_document import template_to_use
from nemndsekr.operations.step_names import REGISTERED, thing_changed
from nemndsekr.operations.versions import lock_as_sent, lock_in_step
from nemndsekr.records.block_text import BlockText, from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseStage,
    DecisionOccasion,
    DissentKind,
    DocumentKind,
    DocumentMode,
    Outcome,
    VersionGate,
    Voice,
    label,
)
from nemndsekr.records.decision import Decision, Dispatch, Dissent, PointOutcome, Recipient
from nemndsekr.records.document import Document
from nemndsekr.records.measure import Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namndinitiativ import Assignment, Attsats
from nemndsekr.records.row import new_uid
from nemndsekr.rules.decided_text import decided_version
from nemndsekr.rules.decision_consequences import (
    ANSWERS,
    BACK,
    Consequences,
    NewTask,
    consequences_of,
    goes_back,
    registered_words,
)
from nemndsekr.rules.decision_places import (
    DecisionPlace,
    Judged,
    KnownMeeting,
    decision_places,
    is_about,
    judged_of,
    outcome_row,
    proposed_outcome,
    proposed_place,
)
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import all_meetings, case_in
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import load_settings
from nemndsekr.support.swedish import folded

_BODY: Final = {BodyKind.beredning: "beredningens", BodyKind.au: "arbetsutskottets", BodyKind.namnd: "nämndens"}


def known_meetings(store: Store, namnd_id: int) -> list[KnownMeeting]:
    """The meetings of a nämnd and its bodies, by day, as the rules need them."""
    return [
        KnownMeeting(meeting.stored_id, body.kind, body.name, meeting.day, meeting.status)
        for meeting, body in all_meetings(store, namnd_id)
    ]


def write_decision(
    store: Store,
    case_id: int,
    place: DecisionPlace,
    values: Mapping[str, Any],
    who: str,
    now: datetime,
    *,
    visit: str = "",
) -> Changes:
    """Save some facts of a decision; its row is made with the first of them.

    A new day finds its meeting. That a § is confirmed at once says also that it is confirmed that day.

    Raises:
        UserError: a value is not allowed.
    """
    name = f"ändrade {_BODY[place.kind]} beslut: {thing_changed(Decision.model_fields[next(iter(values))].title)}"
    with store.step(name, who, now, visit=visit) as step:
        write_facts(step, decision_at(step, case_id, place), values)
    return Changes.of(name, step)


def decide_all(
    store: Store,
    case_id: int,
    place: DecisionPlace,
    outcome: Outcome | None,
    who: str,
    now: datetime,
    *,
    visit: str = "",
) -> Changes:
    """Decide everything alike: each point and att-sats gets this outcome, or loses the one it has."""
    body = _BODY[place.kind]
    name = f"angav {body} beslut: {label(outcome).lower()}" if outcome else f"tog bort utfallet av {body} beslut"
    with store.step(name, who, now, visit=visit) as step:
        decision = decision_at(step, case_id, place)
        decision.outcome = outcome
        for judged in judged_of(case_in(step.session, case_id)):
            set_point(step, decision, judged, {"outcome": outcome})
    return Changes.of(name, step)


def decide_as_proposed(store: Store, case_id: int, place: DecisionPlace, who: str, now: datetime) -> Changes:
    """Decide everything as it was proposed: the points are adopted, each att-sats gets what is proposed for it."""
    name = f"angav {_BODY[place.kind]} beslut: enligt förslaget"
    with store.step(name, who, now) as step:
        as_proposed(step, decision_at(step, case_id, place))
    return Changes.of(name, step)


def as_proposed(step: StepWriter, decision: Decision) -> None:
    """Write what was proposed as the outcome of each point and att-sats."""
    file = case_in(step.session, decision.case_id)
    judged = judged_of(file)
    for one in judged:
        set_point(step, decision, one, {"outcome": proposed_outcome(file, one)})
    if judged:
        sum_up(step, decision)
    else:
        decision.outcome = Outcome.bifall


def decide_point(
    store: Store,
    case_id: int,
    place: DecisionPlace,
    judged: Judged,
    values: Mapping[str, Any],
    who: str,
    now: datetime,
    *,
    visit: str = "",
) -> Changes:
    """Say what was decided on one point or att-sats: its outcome, the reason, the decided words.

    The outcome of all is what all have in common.
    """
    outcome = values.get("outcome")
    said = f": {label(outcome).lower()}" if isinstance(outcome, Outcome) else ""
    name = f"angav beslut om {judged.name.lower()}{said}"
    with store.step(name, who, now, visit=visit) as step:
        decision = decision_at(step, case_id, place)
        set_point(step, decision, judged, values)
        sum_up(step, decision)
    return Changes.of(name, step)


def settle_attsats(
    store: Store, attsats_id: int, values: Mapping[str, Any], who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say in the att-sats itself what was decided on it, or why: the nämnd's decision is told the same.

    Without a decision one is made, undated unless the plan has its day. The reason of a proposal is no decision's.

    Raises:
        UserError: a value is not allowed, or the att-sats is gone.
    """
    title = Attsats.model_fields[next(iter(values))].title or "uppgift"
    name = f"ändrade {title.lower()}"
    with store.step(name, who, now, visit=visit) as step:
        clause = step.get(Attsats, attsats_id)
        for field, value in checked(Attsats, clause, values).items():
            if getattr(clause, field) != value:
                setattr(clause, field, value)
        file = case_in(step.session, clause.case_id)
        decision = _settled_by(file, clause)
        told = {field: value for field, value in values.items() if field in ("outcome", "reason")}
        if decision is None and told.get("outcome") is not None:
            decision = decision_at(step, clause.case_id, _place_to_settle(file, now.date()))
        judged = next(one for one in judged_of(file) if one.attsats_id == attsats_id)
        if decision is not None and ("outcome" in told or outcome_row(file, decision.id, judged) is not None):
            set_point(step, decision, judged, told)
            sum_up(step, decision)
    return Changes.of(name, step)


def _settled_by(file: CaseFile, clause: Attsats) -> Decision | None:
    """The nämnd's decision that an att-sats got its outcome of, else its newest on the answer that is still open."""
    mine = [one for one in file.decisions if one.kind == BodyKind.namnd]
    told = {row.decision_id for row in file.point_outcomes if row.attsats_id == clause.id and row.outcome not in BACK}
    settled = [one for one in mine if one.id in told]
    answers = [one for one in mine if one.occasion == DecisionOccasion.svar and not goes_back(file, one)]
    return next(iter([*reversed(settled), *reversed(answers)]), None)


def _place_to_settle(file: CaseFile, today: date) -> DecisionPlace:
    """The planned place of the nämnd's answer, else one without a day: which meeting it was is not known here."""
    places = [
        one
        for one in decision_places(file, (), today)
        if one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar and one.decision_id is None
    ]
    return places[-1] if places else proposed_place(file, BodyKind.namnd, DecisionOccasion.svar, (), today)


def add_dissent(
    store: Store, case_id: int, place: DecisionPlace, values: Mapping[str, Any], who: str, now: datetime
) -> tuple[int, Changes]:
    """Note a reservation, a särskilt yttrande or a note to the minutes; its id, and what changed."""
    kind = values.get("kind", DissentKind.reservation)
    article = "en" if kind == DissentKind.reservation else "ett"
    name = f"lade till {article} {label(DissentKind(kind)).lower()}"
    with store.step(name, who, now) as step:
        decision = decision_at(step, case_id, place)
        row = step.add(Dissent(case_id=case_id, decision_id=decision.stored_id, **values))
    return row.stored_id, Changes.of(name, step)


def add_dispatch(
    store: Store, case_id: int, place: DecisionPlace, values: Mapping[str, Any], who: str, now: datetime
) -> tuple[int, Changes]:
    """Note that the decision was sent to somebody; its id, and what changed."""
    name = "lade till en expediering"
    with store.step(name, who, now) as step:
        decision = decision_at(step, case_id, place)
        row = step.add(Dispatch(case_id=case_id, decision_id=decision.stored_id, **values))
    return row.stored_id, Changes.of(name, step)


def dispatch_to_all(
    store: Store,
    case_id: int,
    place: DecisionPlace,
    day: date | None,
    who: str,
    now: datetime,
    *,
    how: str = "",
    visit: str = "",
) -> Changes:
    """Say on which day the decision was sent to everybody under «Beslutet skickas till».

    Whoever is noted already keeps the day noted; with no day, those who were noted for the former day alone are not
    sent to any longer.
    """
    name = "expedierade beslutet" if day is not None else "tog bort expedieringens dag"
    with store.step(name, who, now, visit=visit) as step:
        decision = decision_at(step, case_id, place)
        former, decision.dispatched_on = decision.dispatched_on, day
        rows = step.all(Dispatch, decision_id=decision.stored_id)
        known = {folded(row.to_whom) for row in rows}
        for row in rows:
            if row.sent_on in (None, former):
                row.sent_on = day
                row.how = row.how or how
        for recipient in _in_order(step.all(Recipient, case_id=case_id)):
            if day is not None and folded(recipient.text) not in known:
                step.add(
                    Dispatch(
                        case_id=case_id, decision_id=decision.stored_id, to_whom=recipient.text, sent_on=day, how=how
                    )
                )
    return Changes.of(name, step)


def remove_decision(store: Store, decision_id: int, who: str, now: datetime) -> Changes:
    """Take a decision away with its outcomes, dissents and dispatches; the tasks it gave stay.

    An att-sats that had its outcome of it alone has none any longer.
    """
    with store.step("tog bort beslutet", who, now) as step:
        decision = step.get(Decision, decision_id)
        for task in step.all(Assignment, decision_id=decision_id):
            task.decision_id = None
        _unsettle(step, decision)
        for table in (PointOutcome, Dissent, Dispatch):
            for row in step.all(table, decision_id=decision_id):
                step.delete(row)
        step.session.flush()
        step.delete(decision)
    return Changes.of("tog bort beslutet", step)


def _unsettle(step: StepWriter, decision: Decision) -> None:
    rows = step.all(PointOutcome, case_id=decision.case_id)
    elsewhere = {(row.attsats_id, row.outcome) for row in rows if row.decision_id != decision.id}
    for row in rows:
        if row.decision_id == decision.id and row.attsats_id is not None:
            clause = step.get(Attsats, row.attsats_id)
            if clause.outcome == row.outcome and (row.attsats_id, row.outcome) not in elsewhere:
                clause.outcome = None


class NothingToRegisterError(UserError):
    """Nothing follows of a decision that has not followed already."""


def register_decision(store: Store, case_id: int, decision_id: int, who: str, now: datetime) -> tuple[str, Changes]:
    """Let all that follows of a decision follow, in one step; what was done in plain words, and what changed.

    Raises:
        NothingToRegisterError: a point or att-sats has no outcome yet, or all of it has followed already.
    """
    name = REGISTERED
    with store.step(name, who, now) as step:
        file = case_in(step.session, case_id)
        decision = step.get(Decision, decision_id)
        meetings = _meetings(step, file.namnd.stored_id)
        done = consequences_of(file, decision, meetings, now.date())
        if not done:
            raise NothingToRegisterError(
                "Det finns inget att registrera.", "Ange ett utfall för varje punkt och att-sats, så följer resten."
            )
        words = registered_words(done, file)
        # What is locked is in the form that the page of the document shows.
        wanted = load_settings(store.folder.settings).template_for
        _follow(step, file, decision, done, who, now, wanted)
    return words, Changes.of(name, step)


def _follow(
    step: StepWriter,
    file: CaseFile,
    decision: Decision,
    done: Consequences,
    who: str,
    now: datetime,
    wanted: Callable[[str], str],
) -> None:
    case_id = file.case.stored_id
    # What this decision has decided anew is sent as it stands.
    decided_before = {kind: decided_version(file, kind) for kind in ANSWERS} if not done.decided_documents else {}
    if done.stage is not None:
        step.get(Case, case_id).stage = done.stage
    for document_id in done.decided_documents:
        step.get(Document, document_id).mode = DocumentMode.beslutat
    for document_id in done.reopened_documents:
        step.get(Document, document_id).mode = DocumentMode.forslag
    if done.new_document is not None:
        step.add(Document(case_id=case_id, kind=done.new_document, mode=DocumentMode.beslutat, voice=Voice.namnden))
    for attsats_id, outcome, reason in done.clauses:
        clause = step.get(Attsats, attsats_id)
        clause.outcome, clause.reason = outcome, reason
    for new in done.tasks:
        _add_task(step, case_id, decision, new, now)
    for new_step in done.steps:
        position = 1 + max((row.position for row in file.plan_steps), default=0)
        step.add(PlanStep(case_id=case_id, position=position, **new_step._asdict()))
    for kind, gate in _to_lock(file, done):
        decided = decided_before.get(kind) if gate == VersionGate.expedierad else None
        if decided is not None:
            lock_as_sent(step, decided, who, now)
        else:
            template = template_to_use(file, kind, wanted(kind)).name
            lock_in_step(step, case_id, kind, gate, who, now, template=template)


def _to_lock(file: CaseFile, done: Consequences) -> list[tuple[DocumentKind, VersionGate]]:
    """What is locked with a decision: the answer as it was decided, and as it was when it was sent."""
    kinds = [one.kind for one in file.documents if one.id in done.decided_documents]
    kinds += [done.new_document] if done.new_document is not None else []
    locked = [(kind, VersionGate.beslutad) for kind in kinds]
    if done.stage in (CaseStage.expedierat, CaseStage.uppfoljning):
        answers = [one.kind for one in file.documents if one.kind in ANSWERS and one.mode == DocumentMode.beslutat]
        locked += [(kind, VersionGate.expedierad) for kind in (kinds or answers[-1:])]
    return locked


def _add_task(step: StepWriter, case_id: int, decision: Decision, new: NewTask, now: datetime) -> None:
    task, position = new.task, 1 + max((row.position for row in step.all(Assignment, case_id=case_id)), default=0)
    row = step.add(
        Assignment(
            case_id=case_id,
            position=position,
            attsats_id=new.attsats_id,
            decision_id=decision.stored_id,
            text=task.text,
            task_for=task.task_for,
            no_end_date=task.time is None,
        )
    )
    if task.time is not None:
        columns = task.time.columns()
        step.add(ReportBack(case_id=case_id, assignment_id=row.stored_id, form=task.form, **columns))
        step.add(Promise(case_id=case_id, assignment_id=row.stored_id, given_on=decision.day or now.date(), **columns))


def _meetings(step: StepWriter, namnd_id: int) -> list[KnownMeeting]:
    bodies = {body.stored_id: body for body in step.all(MeetingBody, namnd_id=namnd_id)}
    meetings = [one for one in step.all(Meeting, namnd_id=namnd_id) if one.body_id in bodies]
    return [
        KnownMeeting(one.stored_id, bodies[one.body_id].kind, bodies[one.body_id].name, one.day, one.status)
        for one in sorted(meetings, key=lambda one: one.day)
    ]


def decision_at(step: StepWriter, case_id: int, place: DecisionPlace) -> Decision:
    """The decision of a place. What is typed quickly comes twice before the window knows that there is one."""
    if place.decision_id is not None:
        return step.get(Decision, place.decision_id)
    made = step.find(Decision, uid=place.new_uid) if place.new_uid else None
    if made is not None:
        return made
    points = case_in(step.session, case_id).decision_points
    day = place.day
    immediate = any(point.immediate for point in points) and place.kind == BodyKind.namnd
    return step.add(
        Decision(
            case_id=case_id,
            kind=place.kind,
            occasion=place.occasion,
            meeting_id=place.meeting_id,
            day=day,
            immediate=immediate,
            justering_on=day if immediate else None,
            uid=place.new_uid or new_uid(),
        )
    )


def write_facts(step: StepWriter, decision: Decision, values: Mapping[str, Any]) -> None:
    """Write some columns of a decision, and what goes with them."""
    for field, value in checked(Decision, decision, values).items():
        if getattr(decision, field) != value:
            setattr(decision, field, value)
    if "day" in values:
        decision.meeting_id = _meeting_on(step, decision)
    if values.get("immediate") and decision.justering_on is None:
        decision.justering_on = decision.day


def _meeting_on(step: StepWriter, decision: Decision) -> int | None:
    namnd_id = step.get(Case, decision.case_id).namnd_id
    same = (one for one in _meetings(step, namnd_id) if one.kind == decision.kind and one.day == decision.day)
    return next((one.id for one in same), None)


def set_point(step: StepWriter, decision: Decision, judged: Judged, values: Mapping[str, Any]) -> None:
    """Write the row of one point; without an outcome it has none, but what was written about it is not lost."""
    rows = step.all(PointOutcome, decision_id=decision.stored_id)
    row = next((one for one in rows if is_about(one, judged)), None)
    if "outcome" in values and values["outcome"] is None:
        if row is not None:
            step.delete(row)
        return
    if row is None:
        row = step.add(
            PointOutcome(
                case_id=decision.case_id,
                decision_id=decision.stored_id,
                decision_point_id=judged.decision_point_id,
                attsats_id=judged.attsats_id,
                outcome=values.get("outcome") or decision.outcome or Outcome.bifall,
            )
        )
    for field, value in checked(PointOutcome, row, values).items():
        if getattr(row, field) != value:
            setattr(row, field, value)


def sum_up(step: StepWriter, decision: Decision) -> None:
    """Let the outcome of all be what the outcomes have in common."""
    step.session.flush()
    file = case_in(step.session, decision.case_id)
    rows = [row for row in file.point_outcomes if row.decision_id == decision.id]
    outcomes = {row.outcome for row in rows}
    alike = len(rows) == len(judged_of(file)) and len(outcomes) == 1
    decision.outcome = outcomes.pop() if alike else None


def _in_order(rows: Sequence[Recipient]) -> list[Recipient]:
    return sorted(rows, key=lambda row: (row.position, row.stored_id))


def as_blocks(words: str) -> BlockText:
    """Pasted words as block text: one paragraph a line."""
    return from_paragraphs([line.strip() for line in words.splitlines() if line.strip()])
