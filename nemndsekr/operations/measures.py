"""Measures of a recommendation: add one with its promise, promise a time, share one, take one away."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError


def add_measure(
    store: Store,
    recommendation_id: int,
    text: str,
    who: str,
    now: datetime,
    *,
    expected_effect: str = "",
    words: str = "",
) -> tuple[Measure, Changes]:
    """Add a measure under a recommendation, with the effect and the time that are promised, if any.

    Raises:
        UserError: the measure has no text, or the recommendation is gone.
    """
    if not text.strip():
        raise UserError("Åtgärden saknar text.", "Skriv vad som ska göras.")
    with store.step("lade till åtgärd", who, now) as step:
        recommendation = step.get(Recommendation, recommendation_id)
        others = step.all(Measure, case_id=recommendation.case_id)
        measure = step.add(
            Measure(
                case_id=recommendation.case_id, text=text.strip(), expected_effect=expected_effect, position=len(others)
            )
        )
        step.add(
            MeasureLink(
                case_id=recommendation.case_id, measure_id=measure.stored_id, recommendation_id=recommendation_id
            )
        )
        if words.strip():
            step.add(
                Promise(
                    case_id=recommendation.case_id,
                    measure_id=measure.stored_id,
                    given_on=now.date(),
                    **typed_time(words, now.date(), periods=True).kept.columns(),
                )
            )
    return measure, Changes.of("lade till åtgärd", step)


def promise_time(
    store: Store,
    measure_id: int,
    words: str,
    who: str,
    now: datetime,
    *,
    reason: str = "",
    visit: str = "",
) -> Changes:
    """Say when a measure is done, in words as people write them. The first promise stays beside every later one.

    What the words mean is kept beside them: «senast juni» its last day, «när lokalerna är klara» the words alone.
    While nothing has left the house, and within the same visit, a promise may still be put right: then the
    newest promise takes the new words instead of getting a follower.
    """
    step_name = "ändrade tidpunkt för åtgärd"
    with store.step(step_name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        promises = step.all(Promise, measure_id=measure_id)
        columns = typed_time(words, now.date(), periods=True).kept.columns()
        if promises and not reason:
            newest = promises[-1]
            for name, value in columns.items():
                setattr(newest, name, value)
        else:
            step.add(
                Promise(
                    case_id=measure.case_id,
                    measure_id=measure_id,
                    position=len(promises),
                    given_on=now.date(),
                    reason=reason,
                    **columns,
                )
            )
    return Changes.of(step_name, step)


def share_measure(store: Store, measure_id: int, recommendation_id: int, who: str, now: datetime) -> Changes:
    """Let one measure answer one more recommendation."""
    with store.step("kopplade åtgärd", who, now) as step:
        measure = step.get(Measure, measure_id)
        if step.find(MeasureLink, measure_id=measure_id, recommendation_id=recommendation_id) is None:
            step.add(MeasureLink(case_id=measure.case_id, measure_id=measure_id, recommendation_id=recommendation_id))
    return Changes.of("kopplade åtgärd", step)


def remove_measure(store: Store, measure_id: int, who: str, now: datetime) -> Changes:
    """Take a measure away with its links, promises and report-backs; undo brings all of it back."""
    with store.step("tog bort åtgärd", who, now) as step:
        for table in (MeasureLink, Promise, ReportBack, MeasureReport):
            for row in step.all(table, measure_id=measure_id):
                step.delete(row)
        step.delete(step.get(Measure, measure_id))
    return Changes.of("tog bort åtgärd", step)
