"""Write the second answer: its own texts, where each measure stands, what has happened to it, a new time and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.measure_steps import promise_anew, set_state
from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.document import Document, Section
from nemndsekr.records.measure import Measure, MeasureReport, Promise
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import followup_document
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in

MEASURE_FIELDS: Final = frozenset({"state", "done_on", "evidence", "no_evidence_reason"})


def write_followup_text(
    store: Store, document_id: int, key: str, body: BlockText, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Write one of the second answer's own texts; its section is made when its first words are.

    Raises:
        UserError: the document is gone.
    """
    name = "ändrade det uppföljande svaret"
    with store.step(name, who, now, visit=visit) as step:
        document = step.get(Document, document_id)
        section = step.find(Section, document_id=document_id, key=key)
        if section is None:
            others = step.all(Section, case_id=document.case_id)
            position = 1 + max((row.position for row in others), default=0)
            step.add(Section(case_id=document.case_id, document_id=document_id, key=key, position=position, body=body))
        elif section.body != body:
            section.body = body
    return Changes.of(name, step)


def tell_measure(
    store: Store, measure_id: int, field: str, value: Any, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say where a measure stands now: its state, the day it was done, or what shows it.

    A measure that is said to be done without a day is done today; one that is no longer done has no such day.

    Raises:
        UserError: the measure is gone, or the value is not allowed.
        ValueError: there is no such field to tell.
    """
    if field not in MEASURE_FIELDS:
        raise ValueError(field)
    name = f"ändrade {thing_changed(Measure.model_fields[field].title)} för en åtgärd"
    with store.step(name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        new = checked(Measure, measure, {field: value})[field]
        if getattr(measure, field) != new:
            setattr(measure, field, new)
        if field == "state":
            set_state(measure, measure.state, now.date())
            report = _newest_report(step, measure)
            if report is not None:
                report.state = measure.state
    return Changes.of(name, step)


def tell_what_happened(
    store: Store, measure_id: int, words: str, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Say what has happened to a measure since the first answer: in a report of its own, which later words change.

    What was reported before the first answer stays as it was; with no words left, the report goes.

    Raises:
        UserError: the measure is gone.
    """
    name = "skrev en lägesrapport"
    with store.step(name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        report = _newest_report(step, measure)
        if report is None and words.strip():
            others = step.all(MeasureReport, measure_id=measure_id)
            step.add(
                MeasureReport(
                    case_id=measure.case_id,
                    measure_id=measure_id,
                    position=1 + max((one.position for one in others), default=0),
                    reported_on=now.date(),
                    state=measure.state,
                    text=words,
                )
            )
        elif report is not None and not words.strip():
            step.delete(report)
        elif report is not None and report.text != words:
            report.text = words
    return Changes.of(name, step)


def move_time(
    store: Store,
    measure_id: int,
    values: dict[str, str],
    who: str,
    now: datetime,
    *,
    visit: str = "",
) -> Changes:
    """Give a measure a new time (``words``), say why (``reason``) or who granted it (``granted_by``).

    What was promised before today is never changed: the new time is a promise of its own, which later words of the
    same day change. The reason and who granted it belong to the newest one since the first answer, whatever its day.
    Without words, reason and grantor a promise of today goes again.

    Raises:
        UserError: the measure is gone.
    """
    name = "flyttade åtgärdens tidpunkt"
    with store.step(name, who, now, visit=visit) as step:
        measure = step.get(Measure, measure_id)
        newest = _newest_promise(step, measure)
        if newest is not None and "words" in values and newest.given_on != now.date():
            newest = None
        changed: dict[str, Any] = {field: text for field, text in values.items() if field != "words"}
        if "words" in values:
            changed |= typed_time(values["words"], now.date(), periods=True).kept.columns()
        if newest is None and any(values.values()):
            newest = promise_anew(step, measure, values.get("words", ""), now.date())
        if newest is not None:
            for field, value in changed.items():
                if getattr(newest, field) != value:
                    setattr(newest, field, value)
            if newest.given_on == now.date() and not (newest.words or newest.reason or newest.granted_by):
                step.delete(newest)
    return Changes.of(name, step)


def _newest_report(step: StepWriter, measure: Measure) -> MeasureReport | None:
    """The newest report since the first answer."""
    file = case_in(step.session, measure.case_id)
    then = first_answer(file, followup_document(file))
    told = {report.uid for report in then.measure_reports}
    mine = [one for one in file.measure_reports if one.measure_id == measure.id and one.uid not in told]
    return mine[-1] if mine else None


def _newest_promise(step: StepWriter, measure: Measure) -> Promise | None:
    file = case_in(step.session, measure.case_id)
    then = first_answer(file, followup_document(file))
    known = {promise.uid for promise in then.promises}
    mine = [one for one in file.promises if one.measure_id == measure.id and one.uid not in known]
    return mine[-1] if mine else None
