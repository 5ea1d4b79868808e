"""Put what is promised «till juni månads sammanträde» on the nämnd's real meetings, and let it follow as they move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import col, select

from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case
from nemndsekr.records.choices import MeasureState, Precision
from nemndsekr.records.measure import Measure, Promise, ReportBack
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.rules.planning.hanging import HangingTime, Hung, hang
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.planning import facts_in
from nemndsekr.support.days import full_day

NAME: Final = "lade löften på sammanträden"
_OPEN: Final = (MeasureState.planerad, MeasureState.pagar)


class HungLine(NamedTuple):
    """A time that was put on a meeting or moved with it, and what is to be said of it."""

    case_id: int
    words: str
    told: str
    moved: bool
    """Whether it lies on another day than before."""


def hang_times(store: Store, namnd_id: int | None, who: str, now: datetime) -> Changes:
    """Put every open promise and report-back of a nämnd (None: of all), said by its meeting, on it; one undo."""
    with store.step(NAME, who, now) as step:
        for each in [namnd_id] if namnd_id is not None else [one.stored_id for one in step.all(Namnd)]:
            hang_times_in(step, each)
    return Changes.of(NAME, step)


def hang_times_in(step: StepWriter, namnd_id: int) -> list[HungLine]:
    """The same within a step of one's own: called by all that adds, moves or cancels meetings, after it has done so.

    Gives what was put anew or moved, and what could not be put because no plan is known.
    """
    step.session.flush()
    facts = facts_in(step.session.connection(), namnd_id)
    lines = []
    for row in _open_times(step, namnd_id):
        hung = hang(HangingTime(row.words, row.earliest, row.latest, row.meeting_id), facts)
        before = (row.meeting_id, row.latest)
        _put(row, hung)
        moved = (row.meeting_id, row.latest) != before
        if moved or (hung.meeting is None and hung.told):
            lines.append(HungLine(row.case_id, row.words, hung.told, moved))
    step.session.flush()
    return lines


def _open_times(step: StepWriter, namnd_id: int) -> Iterator[Promise | ReportBack]:
    ours = (col(Case.namnd_id) == namnd_id, col(Case.removed_at).is_(None))
    yield from step.session.scalars(
        select(ReportBack)
        .join(Case, col(Case.id) == col(ReportBack.case_id))
        .where(*ours, col(ReportBack.precision) == Precision.sammantrade, col(ReportBack.done_on).is_(None))
        .order_by(col(ReportBack.id))
    ).all()
    yield from step.session.scalars(
        select(Promise)
        .join(Case, col(Case.id) == col(Promise.case_id))
        .outerjoin(Measure, col(Measure.id) == col(Promise.measure_id))
        .outerjoin(Assignment, col(Assignment.id) == col(Promise.assignment_id))
        .where(
            *ours,
            col(Promise.precision) == Precision.sammantrade,
            col(Measure.state).in_(_OPEN) | (col(Assignment.id).is_not(None) & col(Assignment.finished_on).is_(None)),
        )
        .order_by(col(Promise.id))
    ).all()


def _put(row: Promise | ReportBack, hung: Hung) -> None:
    """Lay a time on its meeting; a day that the program itself wrote out in a report-back is written anew."""
    meeting = hung.meeting
    if meeting is None or (row.meeting_id == meeting.id and row.latest == meeting.day):
        return
    was = row.latest
    if row.earliest is not None and (row.earliest == was or row.earliest > meeting.day):
        row.earliest = meeting.day
    row.meeting_id, row.latest = meeting.id, meeting.day
    if isinstance(row, ReportBack) and was is not None and row.words.endswith(full_day(was)):
        row.words = row.words.removesuffix(full_day(was)) + full_day(meeting.day)
