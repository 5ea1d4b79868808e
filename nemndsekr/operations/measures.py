"""Measures: added with a promise under what they answer, promised anew, shared, moved, followed by reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from nemndsekr.operations.case_parts import move_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.measure_steps import note_state, promise_anew, promises_of, put_at_meeting, set_state
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.choices import MeasureState, WhoseDate
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.meeting import Meeting
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.effect_sentence import effect_sentence
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.errors import UserError

_PROMISED: Final = "ändrade åtgärdens tidpunkt"
EFFECT_PARTS: Final = ("effect_change", "effect_for_whom", "effect_seen_by")


def add_measure(
    store: Store,
    recommendation_id: int | None,
    text: str,
    who: str,
    now: datetime,
    *,
    question_id: int | None = None,
    expected_effect: str = "",
    words: str = "",
) -> tuple[Measure, Changes]:
    """Add a measure under a recommendation or a revisionsfråga, with the effect and the time promised, if any.

    Raises:
        UserError: the measure has no text, or what it answers is gone.
    """
    if not text.strip():
        raise UserError("Åtgärden saknar text.", "Skriv vad som ska göras.")
    with store.step("lade till en åtgärd", who, now) as step:
        case_id = _answered_case(step, recommendation_id, question_id)
        position = 1 + max((one.position for one in step.all(Measure, case_id=case_id)), default=-1)
        measure = step.add(
            Measure(case_id=case_id, text=text.strip(), expected_effect=expected_effect, position=position)
        )
        step.add(_link(case_id, measure.stored_id, recommendation_id, question_id))
        if words.strip():
            step.add(
                Promise(
                    case_id=case_id,
                    measure_id=measure.stored_id,
                    given_on=now.date(),
                    **typed_time(words, now.date(), periods=True).kept.columns(),
                )
            )
    return measure, Changes.of("lade till en åtgärd", step)


def _answered_case(step: StepWriter, recommendation_id: int | None, question_id: int | None) -> int:
    if recommendation_id is not None:
        return step.get(Recommendation, recommendation_id).case_id
    if question_id is None:
        raise ValueError("a measure answers a recommendation or a question")
    return step.get(AuditQuestion, question_id).case_id


def _link(case_id: int, measure_id: int, recommendation_id: int | None, question_id: int | None) -> MeasureLink:
    return MeasureLink(
        case_id=case_id, measure_id=measure_id, recommendation_id=recommendation_id, question_id=question_id
    )


def promise_time(
    store: Store,
    measure_id: int,
    words: str,
    who: str,
    now: datetime,
    *,
    given: bool = False,
    reason: str = "",
    granted_by: str = "",
    visit: str = "",
) -> Changes:
    """Say when a measure is done, in words as people write them. The first promise stays beside every later one.

    What the words mean is kept beside them: «senast juni» its last day, «när lokalerna är klara» the words alone.
    A promise that is not ``given`` yet takes the new words itself; one that is gets a follower. A later promise
    that is the same as the one before it is no promise: it goes.
    """
    with store.step(_PROMISED, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        promises = promises_of(step, measure_id)
        columns = typed_time(words, now.date(), periods=True).kept.columns()
        newest = promises[-1] if promises else None
        if newest is None or given or reason:
            promise_anew(step, measure, words, now.date(), reason=reason, granted_by=granted_by)
        elif len(promises) > 1 and columns["words"] == promises[-2].words:
            step.delete(newest)
        else:
            for name, value in columns.items():
                setattr(newest, name, value)
    return Changes.of(_PROMISED, step)


def keep_as_correction(store: Store, measure_id: int, who: str, now: datetime) -> Changes:
    """Let the newest time stand as what was meant all along: a slip of the pen is put right, nothing is put off."""
    name = "rättade åtgärdens tidpunkt"
    with store.step(name, who, now) as step:
        promises = promises_of(step, measure_id)
        if len(promises) > 1:
            former, newest = promises[-2:]
            for column, value in Tidpunkt.of(newest).columns().items():
                setattr(former, column, value)
            former.meeting_id, former.whose = newest.meeting_id, newest.whose
            step.delete(newest)
    return Changes.of(name, step)


def set_whose_date(store: Store, measure_id: int, whose: WhoseDate, who: str, now: datetime) -> Changes:
    """Say whose the promised date is; a measure without a time yet gets an empty one that says so."""
    name = "ändrade vems datum åtgärden har"
    with store.step(name, who, now) as step:
        measure = step.get(Measure, measure_id)
        promises = promises_of(step, measure_id)
        newest = promises[-1] if promises else None
        if newest is None:
            step.add(Promise(case_id=measure.case_id, measure_id=measure_id, given_on=now.date(), whose=whose))
        elif newest.whose != whose:
            newest.whose = whose
    return Changes.of(name, step)


def share_measure(
    store: Store,
    measure_id: int,
    recommendation_id: int | None,
    who: str,
    now: datetime,
    *,
    question_id: int | None = None,
) -> Changes:
    """Let one measure answer one more recommendation or revisionsfråga."""
    with store.step("kopplade åtgärden till ett svar till", who, now) as step:
        measure = step.get(Measure, measure_id)
        answered = {"recommendation_id": recommendation_id, "question_id": question_id}
        if step.find(MeasureLink, measure_id=measure_id, **answered) is None:
            step.add(_link(measure.case_id, measure_id, recommendation_id, question_id))
    return Changes.of("kopplade åtgärden till ett svar till", step)


def take_measure_from(
    store: Store,
    measure_id: int,
    recommendation_id: int | None,
    who: str,
    now: datetime,
    *,
    question_id: int | None = None,
) -> Changes:
    """Take a measure away from what it answers; the measure itself goes only when nothing else holds it."""
    with store.session() as session:
        links = list(session.scalars(select(MeasureLink).where(col(MeasureLink.measure_id) == measure_id)))
    here = [one for one in links if (one.recommendation_id, one.question_id) == (recommendation_id, question_id)]
    if len(here) == len(links):
        return remove_measure(store, measure_id, who, now)
    with store.step("kopplade bort åtgärden", who, now) as step:
        for link in here:
            step.delete(step.get(MeasureLink, link.stored_id))
    return Changes.of("kopplade bort åtgärden", step)


def remove_measure(store: Store, measure_id: int, who: str, now: datetime) -> Changes:
    """Take a measure away with its links, promises and report-backs; undo brings all of it back."""
    with store.step("tog bort åtgärden", who, now) as step:
        for table in (MeasureLink, Promise, ReportBack, MeasureReport):
            for row in step.all(table, measure_id=measure_id):
                step.delete(row)
        step.delete(step.get(Measure, measure_id))
    return Changes.of("tog bort åtgärden", step)


def move_measure(store: Store, measure_id: int, beside: Sequence[int], by: int, who: str, now: datetime) -> Changes:
    """Move a measure one place up (-1) or down (1) among the measures shown ``beside`` it, itself among them."""
    return move_part(store, Measure, measure_id, beside, by, "flyttade åtgärd", who, now)


def set_measure_state(
    store: Store, measure_id: int, state: MeasureState, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say how far a measure has come; the day's lägesrapport says so too, and a finished one gets its day."""
    name = "ändrade åtgärdens läge"
    with store.step(name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        if measure.state != state:
            set_state(measure, state, now.date())
            note_state(step, measure, now.date())
    return Changes.of(name, step)


def write_effect_part(
    store: Store, measure_id: int, part: str, words: str, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Write one of the three parts of an effect; the effect follows unless it was written in words of its own."""
    name = "ändrade förväntad effekt"
    with store.step(name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        before = _sentence(measure)
        own = measure.expected_effect.strip() not in ("", before)
        if part not in EFFECT_PARTS:
            raise ValueError(part)
        setattr(measure, part, words)
        if not own:
            measure.expected_effect = _sentence(measure)
    return Changes.of(name, step)


def use_effect_parts(store: Store, measure_id: int, who: str, now: datetime) -> Changes:
    """Put the sentence of the three parts in the place of the effect as it was written."""
    name = "ändrade förväntad effekt"
    with store.step(name, who, now) as step:
        measure = step.get(Measure, measure_id)
        measure.expected_effect = _sentence(measure)
    return Changes.of(name, step)


def _sentence(measure: Measure) -> str:
    return effect_sentence(measure.effect_change, measure.effect_for_whom, measure.effect_seen_by)


def report_to_meeting(store: Store, measure_id: int, meeting_id: int, who: str, now: datetime) -> Changes:
    """Promise that a measure is reported back to one of the planned meetings."""
    name = "lade till en återrapportering"
    with store.step(name, who, now) as step:
        measure, meeting = step.get(Measure, measure_id), step.get(Meeting, meeting_id)
        report = ReportBack(case_id=measure.case_id, measure_id=measure_id)
        put_at_meeting(step, report, meeting)
        step.add(report)
    return Changes.of(name, step)
