"""What a locked version holds, as records again: what was answered and promised then, whatever has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_text import load
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseStage,
    DecisionOccasion,
    DocumentKind,
    DocumentMode,
    MeasureState,
    Outcome,
    VersionGate,
)
from nemndsekr.records.decision import Decision, Dissent
from nemndsekr.records.document import Attachment, Basis, Document, DocumentPerson, Section, Version, VersionFields
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row

# What a later answer asks of the first one, and what a decided one is compared with; the rest of what was frozen is
# kept for those who read the JSON.
_TABLES: Final[tuple[tuple[str, type[Row]], ...]] = (
    ("audits", Audit),
    ("demands", Demand),
    ("questions", AuditQuestion),
    ("recommendations", Recommendation),
    ("measures", Measure),
    ("measure_links", MeasureLink),
    ("promises", Promise),
    ("measure_reports", MeasureReport),
    ("reply_days", ReplyDay),
    ("numbers", CaseNumber),
    ("decisions", Decision),
    ("documents", Document),
    ("document_persons", DocumentPerson),
    ("sections", Section),
    ("bases", Basis),
    ("attachments", Attachment),
    ("dissents", Dissent),
)
_ANSWERS: Final = (DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande)
_PLANNED: Final = {"state": MeasureState.planerad, "done_on": None, "evidence": "", "no_evidence_reason": ""}
_GRACE: Final = timedelta(days=30)
_SETTLED: Final = (CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)
_ADOPTED: Final = (Outcome.bifall, Outcome.delvis_bifall)
FINAL_GATES: Final = (VersionGate.beslutad, VersionGate.expedierad)
"""What is locked with a decision, and with its being sent."""


def has_facts(version: Version) -> bool:
    """Whether a version was locked with the facts of its case, and not with its words alone."""
    return bool(version.facts != VersionFields.model_fields["facts"].default)


@lru_cache(maxsize=16)
def frozen_case(facts: str) -> CaseFile:
    """The case as it was, from the facts of a locked version. Its rows are never to be changed."""
    kept: dict[str, Any] = json.loads(facts)
    file = CaseFile(_row(Case, kept["case"]), _row(Namnd, kept["namnd"]))
    for name, table in _TABLES:
        setattr(file, name, [_row(table, values) for values in kept.get(name, [])])
    return file


def _row(table: type[Row], values: dict[str, Any]) -> Any:
    """A row with the values that were kept; a column that came later has its usual value."""
    fields: Any = next((base for base in table.__mro__ if base.__name__.endswith("Fields")), None)
    known = {
        name: load(json.dumps(value)) if isinstance(value, dict) and "blocks" in value else value
        for name, value in values.items()
        if name in table.model_fields
    }
    make: Any = table
    if fields is None:
        return make(**known)
    # A table class is not checked by pydantic: days and slugs are only read as such by the class of its fields.
    checked = fields.model_validate({name: value for name, value in known.items() if name in fields.model_fields})
    own = {name: value for name, value in known.items() if name not in fields.model_fields}
    return make(**own, **{name: getattr(checked, name) for name in fields.model_fields})


def answer_versions(file: CaseFile) -> list[Version]:
    """The locked versions of the nämnd's answers, the one that holds first: decided or sent before others, then new."""
    answers = [version for version in file.versions if version.kind in _ANSWERS]
    return sorted(answers, key=lambda one: (one.gate in FINAL_GATES, one.stored_id), reverse=True)


def version_with(file: CaseFile, uid: str) -> Version | None:
    """The locked version with a uid, if the case has it."""
    return next((version for version in file.versions if version.uid == uid), None) if uid else None


def was_given(file: CaseFile) -> bool:
    """Whether the nämnd has decided the first answer, or it has been sent; what is only planned has not been given."""
    decided = any(one.kind in _ANSWERS and one.mode == DocumentMode.beslutat for one in file.documents)
    locked = any(one.gate in FINAL_GATES for one in answer_versions(file))
    return file.case.stage in _SETTLED or decided or locked


def was_adopted(file: CaseFile) -> bool:
    """Whether the nämnd has adopted the first answer, also where nobody began a document of it in the program."""
    decided = any(one.outcome in _ADOPTED for one in _decisions_on_answers(file))
    return decided and file.case.stage in _SETTLED


def first_answer(file: CaseFile, document: Document | None) -> CaseFile:
    """The case as it was when the answer that a follow-up builds on was given.

    An answer may be locked long after it was given, and a follow-up that was read in builds on no locked one at all.
    So what is dated more than a month after the answer's own day is left out: a later promise, a later report, that a
    measure was done. Within the month it may be the answer itself that was written down late. Where the answer's own
    day is not known either, each measure is reckoned from the day of its own first promise.
    """
    then, when = _answer_and_day(file, document)
    return replace(
        then,
        measures=[_as_of(then, one, when) for one in then.measures if not _came_later(then, one, when)],
        promises=list(_promises_by(then, when)),
        measure_reports=[one for one in then.measure_reports if _reported_then(then, one, when)],
    )


def first_day(file: CaseFile, document: Document | None) -> date | None:
    """The day when the answer that a follow-up builds on was given; None where it is not known, or only planned."""
    then, when = _answer_and_day(file, document)
    return answered_on(then) if when.given else None


def answered_on(file: CaseFile) -> date | None:
    """The day of the first answer: its own date, else that of the nämnd's decision on it."""
    document = file.document(DocumentKind.yttrande)
    if document is not None and document.dated_on is not None:
        return document.dated_on
    decided = [one for one in _decisions_on_answers(file) if one.day is not None]
    adopted = [one.day for one in decided if one.outcome in _ADOPTED]
    return next(iter(adopted or [one.day for one in decided if one.outcome is None]), None)


def _decisions_on_answers(file: CaseFile) -> list[Decision]:
    return [one for one in file.decisions if one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar]


class _Given(NamedTuple):
    """When an answer was given: ``day`` is the last day of what is known to be in it, None where that is not known.

    ``at_once`` tells that it was locked when it was given, so that its records are what they were.
    """

    given: bool
    day: date | None
    locked: date | None
    at_once: bool

    def of(self, promises: list[Promise]) -> date | None:
        """The last day of what is known to be in the answer of a measure with these promises."""
        first = promises[0].given_on if promises else None
        if self.day is not None or first is None:
            return self.day
        return min(day for day in (first + _GRACE, self.locked) if day is not None)


def _answer_and_day(file: CaseFile, document: Document | None) -> tuple[CaseFile, _Given]:
    version = version_with(file, document.based_on_uid) if document else None
    then = frozen_case(version.facts) if version is not None else file
    final = version is not None and version.gate in FINAL_GATES
    given = final or was_given(then) or was_given(file)
    on, locked = answered_on(then), version.at.date() if version is not None and version.at is not None else None
    settled = then.case.stage in _SETTLED
    if not (final or settled) and locked is not None and (on is None or on > locked):
        # Its date is only planned: what is known of it is that it stood so on the day when it was locked.
        return then, _Given(given, locked, locked, at_once=True)
    late = locked is None or (locked > on + _GRACE if on is not None else settled)
    days = [day for day in (on + _GRACE if on else None, locked if on or not late else None) if day is not None]
    return then, _Given(given, min(days, default=None), locked, at_once=not late)


def _is_by(known: date | None, day: date | None) -> bool:
    """Whether something was so already on a day; without both days nothing is known to have been."""
    return day is not None and known is not None and known <= day


def _came_later(file: CaseFile, measure: Measure, when: _Given) -> bool:
    """Whether a measure was first promised after the answer."""
    promises = file.promises_of(measure.stored_id)
    first = promises[0].given_on if promises else None
    return first is not None and when.day is not None and first > when.day


def _as_of(file: CaseFile, measure: Measure, when: _Given) -> Measure:
    """A measure as it stood in the answer: that it had ended is said only where it is known."""
    mine = [one for one in file.measure_reports if one.measure_id == measure.id]
    day = when.of(file.promises_of(measure.stored_id))
    if measure.state == MeasureState.genomford:
        ended_later = not _is_by(measure.done_on, day) if measure.done_on or not when.at_once else False
    else:
        told = any(_is_by(one.reported_on, day) for one in mine if one.state == measure.state)
        later = any(one.reported_on and not _is_by(one.reported_on, day) for one in mine)
        ended_later = later or not (when.at_once or told)
    if not ended_later and day is not None:
        return measure
    values = {name: getattr(measure, name) for name in Measure.model_fields}
    return Measure(**{**values, **_PLANNED})


def _reported_then(file: CaseFile, report: MeasureReport, when: _Given) -> bool:
    if report.reported_on is None:
        return when.at_once
    return _is_by(report.reported_on, when.of(file.promises_of(report.measure_id or 0)))


def _promises_by(file: CaseFile, when: _Given) -> Iterator[Promise]:
    """The promises given by a day; the first about a thing was given with the answer, whenever it was written down."""
    seen: set[int | None] = set()
    for promise in file.promises:
        day = when.of(file.promises_of(promise.measure_id)) if promise.measure_id is not None else when.day
        if promise.measure_id not in seen or _is_by(promise.given_on, day):
            seen.add(promise.measure_id)
            yield promise
