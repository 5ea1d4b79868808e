"""Write and take away the parts of a case that are more than one row, each as one named step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.records.audit import Audit, AuditQuestion, Finding
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case import Case, CaseLink
from nemndsekr.records.choices import CaseKind, DocumentKind, Voice
from nemndsekr.records.decision import PointOutcome
from nemndsekr.records.document import Document, DocumentPerson, Section
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.namnd import Person
from nemndsekr.records.namndinitiativ import Assignment, Attsats, Namndinitiativ
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.records.row import CaseRow, Row
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
    title = table.model_fields[next(iter(values))].title or "uppgift"
    name = f"ändrade {title.lower()}"
    with store.step(name, who, now, visit=visit) as step:
        row = step.find(table, case_id=case_id) or step.add(table(case_id=case_id))
        for field, value in checked(table, row, values).items():
            if getattr(row, field) != value:
                setattr(row, field, value)
    return Changes.of(name, step)


# What goes with a row that is taken away, by the column that names it; what only points at it is let go of instead.
_GOES_ALONG: Final[dict[type[CaseRow], tuple[tuple[type[CaseRow], str], ...]]] = {
    Recommendation: (
        (MeasureLink, "recommendation_id"),
        (AnswerEvent, "recommendation_id"),
        (CaseLink, "recommendation_id"),
    ),
    AuditQuestion: ((MeasureLink, "question_id"), (AnswerEvent, "question_id")),
    Attsats: ((PointOutcome, "attsats_id"), (CaseLink, "attsats_id")),
}
_ANSWERED: Final[dict[type[CaseRow], str]] = {Recommendation: "recommendation_id", AuditQuestion: "question_id"}
_LETS_GO: Final[dict[type[CaseRow], tuple[tuple[type[CaseRow], str], ...]]] = {
    Recommendation: ((Finding, "recommendation_id"), (CaseLink, "other_recommendation_id")),
    AuditQuestion: ((Finding, "question_id"),),
    Attsats: ((Assignment, "attsats_id"),),
}


def remove_part(store: Store, table: type[CaseRow], row_id: int, name: str, who: str, now: datetime) -> Changes:
    """Take a row of a case away with what hangs on it alone; undo brings all of it back."""
    with store.step(name, who, now) as step:
        row = step.get(table, row_id)
        linked = (
            {link.measure_id for link in step.all(MeasureLink, **{_ANSWERED[table]: row_id})}
            if table in _ANSWERED
            else set()
        )
        for other, column in _LETS_GO.get(table, ()):
            for pointing in step.all(other, **{column: row_id}):
                setattr(pointing, column, None)
        for other, column in _GOES_ALONG.get(table, ()):
            _delete(step, step.all(other, **{column: row_id}))
        for measure_id in linked:
            if step.find(MeasureLink, measure_id=measure_id) is None:
                for hanging in (Promise, ReportBack, MeasureReport):
                    _delete(step, step.all(hanging, measure_id=measure_id))
                _delete(step, [step.get(Measure, measure_id)])
        _delete(step, step.all(Evidence, record_uid=row.uid))
        step.session.flush()
        step.delete(row)
    return Changes.of(name, step)


def _delete(step: StepWriter, rows: Iterable[Row]) -> None:
    for row in rows:
        step.delete(row)
