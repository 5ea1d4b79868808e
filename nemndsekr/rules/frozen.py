"""What a locked version holds, as records again: what was answered and promised then, whatever has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_text import load
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DocumentKind, MeasureState, VersionGate
from nemndsekr.records.decision import Decision, Dissent
from nemndsekr.records.document import Document, DocumentPerson, Section, Version
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
    ("decisions", Decision),
    ("documents", Document),
    ("document_persons", DocumentPerson),
    ("sections", Section),
    ("dissents", Dissent),
)
_ANSWERS: Final = (DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande)
_PLANNED: Final = {"state": MeasureState.planerad, "done_on": None, "evidence": "", "no_evidence_reason": ""}
_GRACE: Final = timedelta(days=30)
FINAL_GATES: Final = (VersionGate.beslutad, VersionGate.expedierad)
"""What is locked with a decision, and with its being sent."""


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


def first_answer(file: CaseFile, document: Document | None) -> CaseFile:
    """The case as it was when the answer that a follow-up builds on was given.

    An answer may be locked long after it was given, and a follow-up that was read in builds on no locked one at all.
    So what is dated more than a month after the answer's own day is left out: a later promise, a later report, that a
    measure was done. Within the month it may be the answer itself that was written down late.
    """
    version = version_with(file, document.based_on_uid) if document else None
    then = frozen_case(version.facts) if version is not None else file
    given, locked = answered_on(then), version.at.date() if version is not None and version.at is not None else None
    days = [day for day in (given + _GRACE if given else None, locked) if day is not None]
    day = min(days, default=None)
    return replace(
        then,
        measures=[_as_of(then, measure, day) for measure in then.measures if not _came_later(then, measure, day)],
        promises=list(_promises_by(then, day)),
        measure_reports=[one for one in then.measure_reports if _is_by(one.reported_on, day)],
    )


def answered_on(file: CaseFile) -> date | None:
    """The day of the first answer: its own date, else that of the nämnd's decision."""
    document = file.document(DocumentKind.yttrande)
    if document is not None and document.dated_on is not None:
        return document.dated_on
    decided = [one.day for one in file.decisions if one.kind == BodyKind.namnd and one.day is not None]
    return decided[0] if decided else None


def _is_by(known: date | None, day: date | None) -> bool:
    """Whether something was so already on a day; without a day nothing is known to have been."""
    return day is not None and (known is None or known <= day)


def _came_later(file: CaseFile, measure: Measure, day: date | None) -> bool:
    """Whether a measure was first promised after a day."""
    promises = file.promises_of(measure.stored_id)
    return bool(promises) and day is not None and not _is_by(promises[0].given_on, day)


def _as_of(file: CaseFile, measure: Measure, day: date | None) -> Measure:
    ended_later = (
        not _is_by(measure.done_on, day)
        if measure.state == MeasureState.genomford
        else any(one.measure_id == measure.id and not _is_by(one.reported_on, day) for one in file.measure_reports)
    )
    if not ended_later and day is not None:
        return measure
    values = {name: getattr(measure, name) for name in Measure.model_fields}
    return Measure(**{**values, **_PLANNED})


def _promises_by(file: CaseFile, day: date | None) -> Iterator[Promise]:
    """The promises given by a day; the first about a thing was given with the answer, whenever it was written down."""
    seen: set[int | None] = set()
    for promise in file.promises:
        if promise.measure_id not in seen or (promise.given_on is not None and _is_by(promise.given_on, day)):
            seen.add(promise.measure_id)
            yield promise
