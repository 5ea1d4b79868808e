"""Change many measures at once: how far they have come, who is responsible, a new time, a report-back to a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.measure_steps import note_state, promise_anew, promises_of, put_at_meeting, set_state
from nemndsekr.records.choices import MeasureState
from nemndsekr.records.measure import Measure, ReportBack
from nemndsekr.records.meeting import Meeting
from nemndsekr.records.namnd import Person
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.errors import UserError


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What is changed of every chosen measure; what is None or empty stays as it is.

    ``words`` is a new time beside the former ones, with its ``reason`` and who granted it. ``happened`` is a note on
    the new state, and ``evidence`` what shows that the measure is done.
    """

    state: MeasureState | None = None
    done_on: date | None = None
    happened: str = ""
    evidence: str = ""
    responsible: str | None = None
    words: str = ""
    reason: str = ""
    granted_by: str = ""
    meeting_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed."""
        return (
            self.state is None
            and self.responsible is None
            and not self.words.strip()
            and not self.happened.strip()
            and self.meeting_id is None
        )


def change_measures(
    store: Store, measure_ids: Sequence[int], change: MeasureChange, who: str, now: datetime
) -> Changes:
    """Change the measures in one step. A new time never takes the place of the first one.

    Raises:
        UserError: nothing is to be changed, a time is moved without a reason, or a measure is gone.
    """
    if change.is_empty or not measure_ids:
        raise UserError("Det finns inget att ändra.", "Välj vad som ska bli annorlunda och försök igen.")
    name = "ändrade en åtgärd" if len(measure_ids) == 1 else f"ändrade {len(measure_ids)} åtgärder"
    with store.step(name, who, now) as step:
        meeting = step.get(Meeting, change.meeting_id) if change.meeting_id is not None else None
        responsible_id = None
        if change.responsible:
            person = step.find(Person, name=change.responsible.strip())
            responsible_id = person.stored_id if person is not None else None
        for measure_id in dict.fromkeys(measure_ids):
            measure = step.get(Measure, measure_id)
            if change.state is not None or change.happened.strip():
                _set_state(step, measure, change, now.date())
            if change.responsible is not None:
                measure.responsible, measure.responsible_id = change.responsible.strip(), responsible_id
            if change.words.strip():
                _promise(step, measure, change, now.date())
            if meeting is not None:
                _report_to(step, measure, meeting)
    return Changes.of(name, step)


def _set_state(step: StepWriter, measure: Measure, change: MeasureChange, today: date) -> None:
    """Set the state and note it with its day, so that how it stood can be told afterwards."""
    state = change.state or measure.state
    is_news = state != measure.state or bool(change.happened.strip())
    if change.state is not None:
        set_state(measure, state, today, change.done_on)
        if state == MeasureState.genomford and change.evidence.strip():
            measure.evidence = change.evidence.strip()
    if is_news:
        note_state(step, measure, today, change.happened.strip())


def _promise(step: StepWriter, measure: Measure, change: MeasureChange, today: date) -> None:
    former = [row for row in promises_of(step, measure.stored_id) if row.words.strip()]
    if former and former[-1].words == typed_time(change.words, today, periods=True).kept.words:
        return
    if former and not change.reason.strip():
        raise UserError("Skriv varför tiden flyttas.", "Skälet står sedan bredvid den första tiden, som finns kvar.")
    promise_anew(step, measure, change.words, today, reason=change.reason.strip(), granted_by=change.granted_by.strip())


def _report_to(step: StepWriter, measure: Measure, meeting: Meeting) -> None:
    """Move the next report-back to a meeting, or make one where none is left."""
    left = [row for row in step.all(ReportBack, measure_id=measure.stored_id) if row.done_on is None]
    if any(row.meeting_id == meeting.id for row in left):
        return
    report = min(left, key=lambda row: row.latest or date.max) if left else None
    if report is None:
        report = ReportBack(case_id=measure.case_id, measure_id=measure.stored_id)
    put_at_meeting(step, report, meeting)
    step.add(report)
