"""Write and take away the parts of a case that are more than one row, each as one named step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.audit import Audit
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case import Case, CaseLink
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.choices import CaseKind, DocumentKind, Voice
from nemndsekr.records.decision import Dispatch, Dissent, PointOutcome
from nemndsekr.records.document import Document, DocumentPerson, Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise, ReportBack
from nemndsekr.records.namnd import Person
from nemndsekr.records.namndinitiativ import Namndinitiativ
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.records.row import CaseRow
from nemndsekr.records.source import Evidence
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.swedish import folded


def write_section(
    store: Store,
    case_id: int,
    key: str,
    body: BlockText,
    who: str,
    now: datetime,
    *,
    heading: str = "",
    visit: str = "",
) -> Changes:
    """Write the case's own text for a part; the section is made when its first words are."""
    name = f"ändrade {heading.lower() or 'text'}"
    with store.step(name, who, now, visit=visit) as step:
        section = next((row for row in step.all(Section, case_id=case_id, key=key) if row.document_id is None), None)
        if section is None:
            position = 1 + max((row.position for row in step.all(Section, case_id=case_id)), default=0)
            step.add(Section(case_id=case_id, key=key, heading=heading, position=position, body=body))
        elif section.body != body:
            section.body = body
    return Changes.of(name, step)


def add_to_list(
    store: Store, table: type[CaseRow], case_id: int, values: dict[str, Any], name: str, who: str, now: datetime
) -> tuple[int, Changes]:
    """Add one row at the end of a case's list; its id, and what changed."""
    with store.step(name, who, now) as step:
        position = 1 + max((getattr(row, "position", 0) for row in step.all(table, case_id=case_id)), default=0)
        if table is DocumentPerson:
            values = {"document_id": _document(step, case_id).stored_id, **values}
        if table is Recommendation:
            values = {"no": 1 + max((row.no for row in step.all(Recommendation, case_id=case_id)), default=0), **values}
        if "position" in table.model_fields:
            values = {"position": position, **values}
        row = step.add(table(case_id=case_id, **values))
    return row.stored_id, Changes.of(name, step)


def _document(step: StepWriter, case_id: int) -> Document:
    """The document that the signers sign: the newest, or one of the kind that the case leads to."""
    known = step.all(Document, case_id=case_id)
    if known:
        return known[-1]
    audit = step.get(Case, case_id).kind == CaseKind.granskning
    kind, voice = (
        (DocumentKind.yttrande, Voice.namnden) if audit else (DocumentKind.tjansteskrivelse, Voice.forvaltningen)
    )
    return step.add(Document(case_id=case_id, kind=kind, voice=voice))


def set_officer(store: Store, case_id: int, name: str, who: str, now: datetime, *, visit: str = "") -> Changes:
    """Say who handles the case, by name; a person not known before is noted."""
    title = "ändrade handläggare"
    with store.step(title, who, now, visit=visit) as step:
        case = step.get(Case, case_id)
        person = person_named(step, name)
        case.officer_id = person.stored_id if person is not None else None
    return Changes.of(title, step)


def person_named(step: StepWriter, name: str) -> Person | None:
    """The person of a name, noted now if not known before; None for no name at all."""
    wanted = " ".join(name.split())
    if not wanted:
        return None
    same = next((person for person in step.all(Person) if folded(person.name) == folded(wanted)), None)
    return same or step.add(Person(name=wanted))


def move_part(
    store: Store, table: type[CaseRow], row_id: int, beside: Sequence[int], by: int, name: str, who: str, now: datetime
) -> Changes:
    """Move a row one place up (-1) or down (1) among those shown ``beside`` it, itself among them.

    The other rows of the case keep their places; a row that is first or last already stays.
    """
    with store.step(name, who, now) as step:
        row: Any = step.get(table, row_id)
        rows: list[Any] = sorted(step.all(table, case_id=row.case_id), key=lambda one: (one.position, one.stored_id))
        at = beside.index(row_id) + by
        if 0 <= at < len(beside):
            rows.remove(row)
            neighbour = next(number for number, one in enumerate(rows) if one.stored_id == beside[at])
            rows.insert(neighbour + (by > 0), row)
            for number, one in enumerate(rows, start=1):
                if one.position != number:
                    one.position = number
    return Changes.of(name, step)


def edit_facts(
    store: Store,
    table: type[Audit | Namndinitiativ],
    case_id: int,
    values: Mapping[str, Any],
    who: str,
    now: datetime,
    *,
    visit: str = "",
) -> Changes:
    """Save some of the facts that only a case of its kind has; their row is made with the first of them.

    Raises:
        UserError: a value is not allowed.
    """
    name = f"ändrade {thing_changed(table.model_fields[next(iter(values))].title)}"
    with store.step(name, who, now, visit=visit) as step:
        row = step.find(table, case_id=case_id) or step.add(table(case_id=case_id))
        for field, value in checked(table, row, values).items():
            if getattr(row, field) != value:
                setattr(row, field, value)
    return Changes.of(name, step)


# What goes along with a row although its column might be emptied: it says nothing without that row.
_GOES_ALONG: Final = frozenset(
    {
        (MeasureLink, "recommendation_id"),
        (MeasureLink, "question_id"),
        (AnswerEvent, "recommendation_id"),
        (AnswerEvent, "question_id"),
        (CaseLink, "recommendation_id"),
        (CaseLink, "attsats_id"),
        (PointOutcome, "decision_point_id"),
        (PointOutcome, "attsats_id"),
        (Promise, "measure_id"),
        (Promise, "assignment_id"),
        (ReportBack, "measure_id"),
        (ReportBack, "assignment_id"),
        (Dissent, "decision_id"),
        (Dispatch, "decision_id"),
    }
)


def remove_part(store: Store, table: type[CaseRow], row_id: int, name: str, who: str, now: datetime) -> Changes:
    """Take a row of a case away with what hangs on it alone; undo brings all of it back.

    What cannot be without the row goes along, a measure too when it answers nothing more; what only points at the row
    lets go of it.
    """
    with store.step(name, who, now) as step:
        take_away(step, step.get(table, row_id))
    return Changes.of(name, step)


def take_away(step: StepWriter, row: CaseRow) -> None:
    """Take a row away within a step, with what hangs on it alone."""
    measures = []
    for other, column, must in _pointing_at(type(row)):
        for pointing in step.all(other, **{column: row.stored_id}):
            if isinstance(pointing, MeasureLink):
                measures.append(pointing.measure_id)
            if must or (other, column) in _GOES_ALONG:
                take_away(step, pointing)
            else:
                setattr(pointing, column, None)
    for passage in step.all(Evidence, record_uid=row.uid):
        step.delete(passage)
    step.session.flush()
    step.delete(row)
    for measure_id in measures:
        left = step.session.get(Measure, measure_id)
        if left is not None and step.find(MeasureLink, measure_id=measure_id) is None:
            take_away(step, left)


@cache
def _pointing_at(table: type[CaseRow]) -> tuple[tuple[type[CaseRow], str, bool], ...]:
    """The tables of a case that hold the id of a row of this one: table, column, and whether it may not be empty."""
    own: Any = table
    return tuple(
        (other, column.name, not column.nullable)
        for _, other in CASE_TABLES
        for column in other.__table__.columns  # type: ignore[attr-defined]
        for key in column.foreign_keys
        if key.column.table is own.__table__
    )
