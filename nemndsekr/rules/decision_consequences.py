"""What follows of a decision: the case's stage, its papers' form, its att-satser, its plan and the tasks given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    DocumentKind,
    DocumentMode,
    MeasureState,
    Outcome,
    ReportForm,
    label,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Document
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.rules.decision_places import (
    Judged,
    KnownMeeting,
    body_name,
    judged_of,
    later_decisions,
    next_meeting,
    outcome_row,
)
from nemndsekr.rules.given_tasks import GivenTask, report_form, report_time, task_in, work_of
from nemndsekr.rules.short_names import short_name
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.support.days import near_day
from nemndsekr.support.swedish import folded

BACK: Final = frozenset({Outcome.aterremiss, Outcome.bordlaggning, Outcome.remitteras, Outcome.utgar})
"""The outcomes after which the case is to be decided again."""
_YES: Final = frozenset({Outcome.bifall, Outcome.delvis_bifall})
ANSWERS: Final = (DocumentKind.uppfoljande_yttrande, DocumentKind.yttrande)
_ANSWER_WORDS: Final = {
    DocumentKind.yttrande: "Yttrandet",
    DocumentKind.uppfoljande_yttrande: "Det uppföljande yttrandet",
}
_ANSWERED_BY_YTTRANDE: Final = frozenset({CaseKind.granskning, CaseKind.remiss})
_STAGES: Final = tuple(CaseStage)
_AFTER: Final = frozenset({CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat})


class NewTask(NamedTuple):
    """A task that is to be watched, and the att-sats it comes from, if it does."""

    task: GivenTask
    attsats_id: int | None


class NewStep(NamedTuple):
    """A further step of the plan: the body and its next meeting, where one is known."""

    kind: BodyKind
    label: str
    day: date | None
    meeting_id: int | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a decision leads to and has not led to yet; nothing when all of it is done."""

    stage: CaseStage | None = None
    decided_documents: tuple[int, ...] = ()
    reopened_documents: tuple[int, ...] = ()
    new_document: DocumentKind | None = None
    clauses: tuple[tuple[int, Outcome, str], ...] = ()
    tasks: tuple[NewTask, ...] = ()
    steps: tuple[NewStep, ...] = ()
    told: tuple[str, ...] = ()
    """Each of it in plain words, as what is to come: «Läget blir Beslutat.»"""

    def __bool__(self) -> bool:
        """Whether anything is left to do."""
        return bool(self.told)


def consequences_of(file: CaseFile, decision: Decision, meetings: Sequence[KnownMeeting], today: date) -> Consequences:
    """What follows of a decision as it is entered, less what has followed already.

    An AU or a beredning only sends the case on or back; the nämnd decides it. Where a later meeting has decided too,
    this one no longer moves the case.
    """
    outcomes = _outcomes(file, decision)
    if not outcomes:
        return Consequences()
    moves = not is_overtaken(file, decision, meetings)
    decides = decision.kind == BodyKind.namnd
    back = next((one for one in outcomes if one in BACK), None) if _all_back(outcomes) else None
    final = decides and back is None
    answered = final and moves and decision.occasion == DecisionOccasion.svar and any(one in _YES for one in outcomes)
    documents = _decided_answer(file, decision) if answered else ()
    new_document = _new_document(file) if answered else None
    reopened = _reopened_answer(file, decision) if moves and decides and back else ()
    clauses = _clauses(file, decision) if final else ()
    tasks = _tasks(file, decision) if final else ()
    stage = _stage(file, decision, back, gives_tasks=bool(tasks)) if moves else None
    steps = _steps(file, decision, meetings) if moves and back in (Outcome.aterremiss, Outcome.bordlaggning) else ()
    told = _told(file, stage, documents, new_document, reopened, clauses, tasks, steps, today)
    return Consequences(stage, documents, reopened, new_document, clauses, tasks, steps, told)


def goes_back(file: CaseFile, decision: Decision) -> bool:
    """Whether a decision sends the whole case back, so that the same body is to decide it again."""
    outcomes = _outcomes(file, decision)
    return bool(outcomes) and _all_back(outcomes)


def is_overtaken(file: CaseFile, decision: Decision, meetings: Sequence[KnownMeeting]) -> bool:
    """Whether a later meeting has decided the case; one that is entered but not registered has not moved it yet."""
    return any(not _is_only_entered(file, one, meetings) for one in later_decisions(file, decision))


def _is_only_entered(file: CaseFile, decision: Decision, meetings: Sequence[KnownMeeting]) -> bool:
    """Whether what a decision of the nämnd leads to shows that it is not registered: the case stands before it."""
    if decision.kind != BodyKind.namnd:
        return False
    outcomes = _outcomes(file, decision)
    if outcomes and _all_back(outcomes):
        returns = outcomes[0] in (Outcome.aterremiss, Outcome.bordlaggning)
        return returns and bool(_steps(file, decision, meetings))
    return _STAGES.index(file.case.stage) < _STAGES.index(CaseStage.beslutat)


def _outcomes(file: CaseFile, decision: Decision) -> list[Outcome]:
    """The outcome of each thing judged, or nothing while one of them lacks its own."""
    judged = judged_of(file)
    if not judged:
        return [decision.outcome] if decision.outcome is not None else []
    outcomes = [_outcome_of(file, decision, one) for one in judged]
    known = [outcome for outcome in outcomes if outcome is not None]
    return known if len(known) == len(judged) else []


def _outcome_of(file: CaseFile, decision: Decision, judged: Judged) -> Outcome | None:
    """What was decided on one point or att-sats: of it alone, else of all; «delvis» of all says nothing of one."""
    row = outcome_row(file, decision.id, judged)
    if row is not None:
        return row.outcome
    return decision.outcome if decision.outcome != Outcome.delvis_bifall else None


def _all_back(outcomes: Sequence[Outcome]) -> bool:
    """Whether the case as a whole is to be decided again: one part that is sent back does not hold up the rest."""
    return all(outcome in BACK for outcome in outcomes)


def _stage(file: CaseFile, decision: Decision, back: Outcome | None, *, gives_tasks: bool) -> CaseStage | None:
    now = file.case.stage
    if back is not None:
        own = {
            BodyKind.beredning: CaseStage.till_beredning,
            BodyKind.au: CaseStage.till_au,
            BodyKind.namnd: CaseStage.till_namnd,
        }[decision.kind]
        wanted = own if back == Outcome.bordlaggning else CaseStage.under_arbete
        if decision.occasion == DecisionOccasion.forsta_behandling:
            # It only begins the work: what has come further is not sent back by it.
            return wanted if _STAGES.index(now) < _STAGES.index(wanted) else None
        return wanted if now != wanted and now not in _AFTER else None
    if decision.kind != BodyKind.namnd:
        has_au = any(step.kind == BodyKind.au for step in file.plan_steps)
        on = CaseStage.till_au if decision.kind == BodyKind.beredning and has_au else CaseStage.till_namnd
        return on if _STAGES.index(now) < _STAGES.index(on) else None
    wanted = CaseStage.beslutat
    if decision.dispatched_on is not None:
        followed = gives_tasks or _is_followed_up(file)
        wanted = CaseStage.uppfoljning if followed else CaseStage.expedierat
    return wanted if _STAGES.index(now) < _STAGES.index(wanted) else None


def _is_followed_up(file: CaseFile) -> bool:
    open_states = (MeasureState.planerad, MeasureState.pagar)
    return any(one.state in open_states for one in file.measures) or any(
        one.finished_on is None for one in file.assignments
    )


def _decided_answer(file: CaseFile, decision: Decision) -> tuple[int, ...]:
    """The answer that a decision is about, unless it is decided already.

    The first decision on an answer is about the first answer, the next one about the second. While a nämnd meeting is
    still to come, a second answer is for that meeting.
    """
    answer = _answer_of(file, decision)
    if answer is None or answer.mode == DocumentMode.beslutat:
        return ()
    ahead = decision.day is not None and any(
        step.kind == BodyKind.namnd and step.day is not None and step.day > decision.day for step in file.plan_steps
    )
    return () if ahead and answer.kind == DocumentKind.uppfoljande_yttrande else (answer.stored_id,)


def _reopened_answer(file: CaseFile, decision: Decision) -> tuple[int, ...]:
    """The answer that was decided by this decision before it was put right."""
    answer = _answer_of(file, decision)
    return (answer.stored_id,) if answer is not None and answer.mode == DocumentMode.beslutat else ()


def _answer_of(file: CaseFile, decision: Decision) -> Document | None:
    first = [one for one in file.documents if one.kind == DocumentKind.yttrande][-1:]
    answers = [*first, *(one for one in file.documents if one.kind == DocumentKind.uppfoljande_yttrande)]
    settled = [one for one in file.decisions if one.id == decision.id or _settles(file, one)]
    settled.sort(key=lambda one: (one.day or date.max, one.stored_id))
    return answers[min(settled.index(decision), len(answers) - 1)] if answers else None


def _settles(file: CaseFile, decision: Decision) -> bool:
    """Whether the nämnd settled an answer by this decision, rather than sending it back."""
    answers = decision.kind == BodyKind.namnd and decision.occasion == DecisionOccasion.svar
    outcomes = _outcomes(file, decision) if answers else []
    return bool(outcomes) and not _all_back(outcomes)


def _new_document(file: CaseFile) -> DocumentKind | None:
    """A yttrande that was never begun as a document of its own still has to be printed as decided."""
    has = any(one.kind in ANSWERS for one in file.documents)
    wanted = file.case.kind in _ANSWERED_BY_YTTRANDE and file.case.stage not in _AFTER
    return DocumentKind.yttrande if wanted and not has else None


def _clauses(file: CaseFile, decision: Decision) -> tuple[tuple[int, Outcome, str], ...]:
    found = []
    for one in judged_of(file):
        clause = _clause(file, one.attsats_id)
        outcome = _outcome_of(file, decision, one)
        if clause is None or outcome is None:
            continue
        row = outcome_row(file, decision.id, one)
        of_all = decision.reason if decision.outcome == outcome else ""
        reason = (row.reason if row is not None else "") or of_all or clause.reason
        if (clause.outcome, clause.reason) != (outcome, reason):
            found.append((clause.stored_id, outcome, reason))
    return tuple(found)


def _clause(file: CaseFile, attsats_id: int | None) -> Attsats | None:
    return next((one for one in file.attsatser if one.id == attsats_id), None) if attsats_id is not None else None


def _tasks(file: CaseFile, decision: Decision) -> tuple[NewTask, ...]:
    """The tasks that the decided words give and that are not among the assignments yet."""
    known = {folded(one.text) for one in file.assignments}
    # What another decision gave is given once more, where this one asks for it at another time.
    own = {
        (one.attsats_id is not None, work_of(one.text))
        for one in file.assignments
        if one.decision_id in (None, decision.id)
    }
    from_clauses = {one.attsats_id for one in file.assignments if one.attsats_id is not None}
    near = decision.day
    found: list[NewTask] = []
    for one in judged_of(file):
        row = outcome_row(file, decision.id, one)
        if _outcome_of(file, decision, one) not in _YES or one.attsats_id in from_clauses:
            continue
        task = task_in((row.decided_text if row is not None else "") or one.text, near)
        clause = _clause(file, one.attsats_id)
        if clause is not None:
            task = _with_clause(task, clause, near)
        if task is None or (clause is None, work_of(task.text)) in own:
            continue
        twin = _twin(found, task) if clause is not None else None
        if twin is not None and clause is not None:
            found[twin] = NewTask(_joined(found[twin].task, task, clause, near), one.attsats_id)
        elif folded(task.text) not in known:
            found.append(NewTask(task, one.attsats_id))
        known.add(folded(task.text))
    for block in plain_text(decision.decided_text).splitlines():
        task = task_in(block, near)
        if task is not None and folded(task.text) not in known:
            known.add(folded(task.text))
            found.append(NewTask(task, None))
    return tuple(found)


def _twin(found: Sequence[NewTask], task: GivenTask) -> int | None:
    """Where a point has given the same work as an att-sats: one task, however it is to be reported."""
    work = work_of(task.text)
    return next((at for at, one in enumerate(found) if one.attsats_id is None and work_of(one.task.text) == work), None)


def _joined(point: GivenTask, task: GivenTask, clause: Attsats, near: date | None) -> GivenTask:
    """The task of a point, with what only the att-sats tells of it."""
    base = _with_clause(point, clause, near) or point
    told = task.text if folded(point.text) == work_of(point.text) else point.text
    form = base.form if base.form != ReportForm.ej_angivet else task.form
    return GivenTask(told, base.task_for, form, base.time or task.time)


def _with_clause(task: GivenTask | None, clause: Attsats, near: date | None) -> GivenTask | None:
    """What the form of the att-sats says of the task goes before what its words were understood to say."""
    if task is None and not clause.task_for:
        return None
    words = " ".join(clause.text.split()).removeprefix("att ")
    base = task or GivenTask(
        words[:1].upper() + words[1:], clause.task_for, report_form(clause.text), report_time(clause.text, near)
    )
    when = clause.report_when.strip()
    return GivenTask(
        base.text,
        clause.task_for or base.task_for,
        clause.report_form if clause.report_form != ReportForm.ej_angivet else base.form,
        (tidpunkt(when, near) or Tidpunkt(when)) if when else base.time,
    )


def _steps(file: CaseFile, decision: Decision, meetings: Sequence[KnownMeeting]) -> tuple[NewStep, ...]:
    """The body's next meeting, unless the plan has one after this already."""
    after = decision.day
    own = [step for step in file.plan_steps if step.kind == decision.kind]
    later = [step for step in own if step.day is None or (after is not None and step.day > after)]
    if later:
        return ()
    name = (own[-1].label if own else "") or body_name(file, decision.kind)
    meeting = next_meeting(decision.kind, after, meetings)
    return (NewStep(decision.kind, name, meeting.day if meeting else None, meeting.id if meeting else None),)


def _told(
    file: CaseFile,
    stage: CaseStage | None,
    documents: Sequence[int],
    new_document: DocumentKind | None,
    reopened: Sequence[int],
    clauses: Sequence[tuple[int, Outcome, str]],
    tasks: Sequence[NewTask],
    steps: Sequence[NewStep],
    today: date,
) -> tuple[str, ...]:
    told = []
    if stage is not None:
        told.append(f"Läget blir {label(stage)}.")
    for one in file.documents:
        if one.id in documents:
            told.append(f"{_ANSWER_WORDS[one.kind]} skrivs ut som beslutat.")
        if one.id in reopened:
            told.append(f"{_ANSWER_WORDS[one.kind]} är ett förslag igen.")
    if new_document is not None:
        told.append(f"{_ANSWER_WORDS[new_document]} skrivs ut som beslutat.")
    if clauses:
        told.append(
            "Att-satsen får sitt utfall." if len(clauses) == 1 else f"{len(clauses)} att-satser får sitt utfall."
        )
    for new in tasks:
        when = f"återrapporteras {new.task.time.words}" if new.task.time else "utan slutdatum"
        told.append(f"Uppdrag bevakas: {short_name(new.task.text)} – {when}.")
    for step in steps:
        day = near_day(step.day, today) if step.day else "dagen väljer du"
        told.append(f"Planen får ett nytt steg: {step.label}, {day}.")
    return tuple(told)


def registered_words(done: Consequences, file: CaseFile) -> str:
    """What is said when a decision has been registered: plainly what was done, in one or two sentences."""
    kinds = [one.kind for one in file.documents if one.id in done.decided_documents]
    kinds += [done.new_document] if done.new_document is not None else []
    parts = [f"{_ANSWER_WORDS[kinds[0]]} är nu beslutat." if kinds else "Beslutet är registrerat."]
    rest = []
    if done.stage is not None:
        rest.append(f"läget är {label(done.stage)}")
    if done.reopened_documents:
        rest.append("yttrandet är ett förslag igen")
    if done.clauses:
        rest.append(
            "att-satsen har fått sitt utfall"
            if len(done.clauses) == 1
            else f"{len(done.clauses)} att-satser har fått sina utfall"
        )
    if done.tasks:
        rest.append("ett uppdrag bevakas" if len(done.tasks) == 1 else f"{len(done.tasks)} uppdrag bevakas")
    if done.steps:
        rest.append("planen har ett nytt steg")
    if rest:
        words = ", ".join(rest[:-1]) + (" och " if len(rest) > 1 else "") + rest[-1]
        parts.append(f"{words[:1].upper()}{words[1:]}.")
    return " ".join(parts)
