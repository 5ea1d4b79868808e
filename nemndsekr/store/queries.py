"""Questions to the database, answered with complete records that stay readable when the database is closed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, bindparam, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.records.case import Case, CaseLink, CaseNumber
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.check import RuleSetting
from nemndsekr.records.document import Mask, Version
from nemndsekr.records.history import Change, Step
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.source import Blob, SourceDocument
from nemndsekr.records.template import OwnTemplate, WordForm
from nemndsekr.records.user import User
from nemndsekr.store.database import Store
from nemndsekr.store.first_rows import CaseFilter, ListedCase, list_sql
from nemndsekr.store.migrations import NEWEST, schema_version
from nemndsekr.store.related import related_to
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key


def _children(table: Any) -> Select[Any]:
    order = [table.position, table.id] if hasattr(table, "position") else [table.id]
    return select(table).where(table.case_id == bindparam("case_id")).order_by(*order)


def _filled(name: str, table: Any) -> Select[Any]:
    return select(literal(name)).where(exists().where(table.case_id == bindparam("case_id")))


# Built once: building a statement costs more than running it (four times, measured on SQLAlchemy 2.1).
_CHILDREN: Final = {name: _children(table) for name, table in CASE_TABLES}
# Most cases use a third of the tables: asking once which ones is cheaper than asking all of them.
_LINKED_TO: Final = "linked_to"
_OWN_TEMPLATES: Final = "own_templates"
_FILLED: Final = union_all(
    *(_filled(name, table) for name, table in CASE_TABLES),
    select(literal(_LINKED_TO)).where(exists().where(col(CaseLink.other_case_id) == bindparam("case_id"))),
    select(literal(_OWN_TEMPLATES)).where(exists().select_from(OwnTemplate)),
)
_CASE: Final = select(Case).where(col(Case.id) == bindparam("case_id"))
_NAMND: Final = select(Namnd).where(col(Namnd.id) == bindparam("namnd_id"))
_RULES_OFF: Final = select(col(RuleSetting.rule)).where(
    col(RuleSetting.namnd_id) == bindparam("namnd_id"), col(RuleSetting.off).is_(True)
)
_PERSONS: Final = select(Person)
_TEMPLATES: Final = select(OwnTemplate).order_by(col(OwnTemplate.id))


class CaseGoneError(UserError):
    """A case that is asked for is not there; an undo may have taken it away."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Ärendet finns inte.", "Välj ett ärende i listan.")


def load_case(store: Store, case_id: int) -> CaseFile:
    """One case whole.

    Raises:
        CaseGoneError: there is no such case.
    """
    with store.session() as session:
        return case_in(session, case_id)


def case_in(session: Session, case_id: int) -> CaseFile:
    """One case whole, in a session of one's own; in a step its rows may be changed.

    Raises:
        CaseGoneError: there is no such case.
    """
    case = session.scalars(_CASE, {"case_id": case_id}).first()
    if case is None:
        raise CaseGoneError
    namnd = session.scalars(_NAMND, {"namnd_id": case.namnd_id}).one()
    file = CaseFile(case, namnd, rules_off=frozenset(session.scalars(_RULES_OFF, {"namnd_id": case.namnd_id})))
    filled = set(session.scalars(_FILLED, {"case_id": case_id}))
    for name in filled & _CHILDREN.keys():
        setattr(file, name, list(session.scalars(_CHILDREN[name], {"case_id": case_id})))
    if filled & {"links", _LINKED_TO}:
        file.related = related_to(session, case_id)
    if _OWN_TEMPLATES in filled:
        file.own_templates, file.pictures = templates_in(session)
    file.persons = {person.stored_id: person for person in _persons_of(session, file)}
    return file


def own_templates(store: Store) -> tuple[list[OwnTemplate], dict[str, bytes]]:
    """The office's own templates in the order they were made, and their logos by checksum."""
    with store.session() as session:
        return templates_in(session)


def templates_in(session: Session) -> tuple[list[OwnTemplate], dict[str, bytes]]:
    """The same, in a session of one's own."""
    rows = list(session.scalars(_TEMPLATES))
    wanted = {row.logo_sha256 for row in rows if row.logo_sha256}
    found = (session.get(Blob, sha256) for sha256 in sorted(wanted))
    return rows, {blob.sha256: blob.content for blob in found if blob is not None}


def _persons_of(session: Session, file: CaseFile) -> Sequence[Person]:
    wanted = {
        file.case.officer_id,
        *(person.person_id for person in file.document_persons),
        *(person.person_id for person in file.initiators),
    }
    wanted |= {measure.responsible_id for measure in file.measures}
    wanted |= {rec.answered_by_id for rec in file.recommendations}
    wanted |= {question.answered_by_id for question in file.questions}
    known = [person_id for person_id in wanted if person_id is not None]
    return list(session.scalars(_PERSONS.where(col(Person.id).in_(known)))) if known else []


def list_cases(store: Store, wanted: CaseFilter, offset: int, limit: int) -> list[ListedCase]:
    """One page of the list of cases, in one statement."""
    with store.read() as connection:
        sql, values = list_sql(wanted, offset, limit)
        return [ListedCase(*row) for row in connection.exec_driver_sql(sql, tuple(values))]


_DIGITS_OF_AN_ID: Final = 18
"""SQLite's numbers end at nineteen digits."""


def find_case(store: Store, wanted: str) -> Case:
    """The case that a dnr (however it is written) or a number from the list stands for.

    Raises:
        UserError: none, or more than one, does.
    """
    key = dnr_key(wanted)
    with store.session() as session:
        found = list(session.scalars(cases_with_dnr(key))) if key else []
        if not found and wanted.strip().isdecimal() and len(wanted.strip()) <= _DIGITS_OF_AN_ID:
            by_id = session.get(Case, int(wanted))
            found = [by_id] if by_id is not None else []
    if not found:
        raise UserError(
            f"Inget ärende har diarienumret eller numret {wanted}.", "Skriv nemndsekr list för att se vilka som finns."
        )
    if len(found) > 1:
        numbers = ", ".join(str(case.id) for case in found)
        raise UserError(f"Flera ärenden har diarienumret {wanted}.", f"Ange ärendets nummer i stället: {numbers}.")
    return found[0]


def cases_with_dnr(key: str) -> Select[Case]:
    """Statement: cases, not removed, that carry this dnr as their own."""
    own = select(col(CaseNumber.case_id)).where(col(CaseNumber.dnr_key) == key, col(CaseNumber.kind) == "eget")
    return select(Case).where(col(Case.removed_at).is_(None), or_(col(Case.dnr_key) == key, col(Case.id).in_(own)))


def all_cases(store: Store) -> list[Case]:
    """Every case that is not in the bin, by number of its series."""
    with store.session() as session:
        return list(
            session.scalars(
                select(Case).where(col(Case.removed_at).is_(None)).order_by(col(Case.dnr_sort_key), col(Case.id))
            )
        )


def all_namnder(store: Store) -> list[Namnd]:
    """Every nämnd, the first one first."""
    with store.session() as session:
        return list(session.scalars(select(Namnd).order_by(col(Namnd.id))))


def all_meetings(store: Store, namnd_id: int) -> list[tuple[Meeting, MeetingBody]]:
    """A nämnd's meetings with their bodies, by day."""
    statement = (
        select(Meeting, MeetingBody)
        .join(MeetingBody, col(Meeting.body_id) == col(MeetingBody.id))
        .where(col(Meeting.namnd_id) == namnd_id)
    )
    with store.session() as session:
        return [
            (meeting, body)
            for meeting, body in session.execute(statement.order_by(col(Meeting.day), col(MeetingBody.position)))
        ]


def cases_by_meeting(store: Store) -> dict[int, int]:
    """How many cases are planned for each meeting that has any."""
    planned = select(col(PlanStep.meeting_id), func.count(func.distinct(col(PlanStep.case_id))))
    statement = planned.where(col(PlanStep.meeting_id).is_not(None)).group_by(col(PlanStep.meeting_id))
    with store.read() as connection:
        return {int(row[0]): int(row[1]) for row in connection.execute(statement) if row[0] is not None}


def user_with_login(store: Store, login: str) -> User | None:
    """The user who signs in to the computer with this name."""
    with store.session() as session:
        return session.scalars(select(User).where(col(User.login) == login)).first()


def user_names(store: Store) -> dict[str, str]:
    """What the users are called, by uid; one without a name by the login."""
    with store.session() as session:
        return {user.uid: user.name or user.login for user in session.scalars(select(User))}


def known_people(store: Store) -> list[str]:
    """The names, telephone numbers and e-mail addresses of all office-holders in the register."""
    with store.session() as session:
        return [word for one in session.scalars(_PERSONS) for word in (one.name, one.telephone, one.email) if word]


def used_grounds(store: Store) -> list[str]:
    """The laws that passages have been masked by, the last used first."""
    newest = func.max(col(Mask.id))
    statement = select(col(Mask.ground)).where(col(Mask.ground) != "").group_by(col(Mask.ground))
    with store.session() as session:
        return list(session.scalars(statement.order_by(newest.desc())))


def file_content(store: Store, sha256: str) -> bytes | None:
    """The bytes of a kept file."""
    with store.session() as session:
        blob = session.get(Blob, sha256)
        return None if blob is None else blob.content


def source_with(store: Store, sha256: str) -> tuple[SourceDocument, Case] | None:
    """The document with these bytes, where it is already kept in a case that is not removed."""
    statement = (
        select(SourceDocument, Case)
        .join(Case, col(SourceDocument.case_id) == col(Case.id))
        .where(col(SourceDocument.sha256) == sha256, col(Case.removed_at).is_(None))
    )
    with store.session() as session:
        row = session.execute(statement).first()
        return None if row is None else (row[0], row[1])


def history(store: Store, case_id: int) -> list[tuple[Step, Change]]:
    """What was done to a case, the latest first."""
    statement = (
        select(Step, Change).join(Change, col(Change.step_id) == col(Step.id)).where(col(Change.case_id) == case_id)
    )
    with store.session() as session:
        return [(step, change) for step, change in session.execute(statement.order_by(col(Change.id).desc()))]


def verify(store: Store) -> tuple[list[str], int, int]:
    """What is wrong with the database (nothing is best), how many cases it holds, and its schema version."""
    try:
        problems = [f"SQLite: {row[0]}" for row in store.raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
    except sqlite3.DatabaseError:
        problems = ["SQLite: filen går inte att läsa till slut"]
    if problems:
        # What more could be asked of a broken file would only break off again.
        return [*problems, "Databasen är skadad. Ta fram en säkerhetskopia."], 0, min(schema_version(store.raw), NEWEST)
    problems += [
        f"Tabellen {row[0]}, rad {row[1]}, hänvisar till något som saknas i {row[2]}."
        for row in store.raw.execute("PRAGMA foreign_key_check")
    ]
    with store.session() as session:
        cases = int(session.scalar(select(func.count()).select_from(Case)) or 0)
        for source in session.scalars(select(SourceDocument)):
            blob = session.get(Blob, source.sha256)
            if blob is None:
                problems.append(f"Filen till källan {source.id} saknas.")
            elif hashlib.sha256(blob.content).hexdigest() != source.sha256:
                problems.append(f"Filen till källan {source.id} är ändrad eller skadad.")
            session.expunge_all()
        kept = ((col(Version.sha256), "PDF-filen"), (col(Version.word_sha256), "Wordfilen"))
        for locked_id, sha256, what in (
            (*row, what) for checksum, what in kept for row in session.execute(select(col(Version.id), checksum))
        ):
            blob = session.get(Blob, sha256) if sha256 else None
            if sha256 and (blob is None or hashlib.sha256(blob.content).hexdigest() != sha256):
                problems.append(f"{what} till den låsta versionen {locked_id} saknas eller är ändrad.")
            session.expunge_all()
        for form in session.scalars(select(WordForm)):
            blob = session.get(Blob, form.sha256)
            if blob is None or hashlib.sha256(blob.content).hexdigest() != form.sha256:
                problems.append(f"Filen till Wordmallen {form.name} saknas eller är ändrad.")
            session.expunge_all()
        half = """SELECT c.id FROM cases c WHERE NOT EXISTS
                  (SELECT 1 FROM changes k WHERE k.row_uid = c.uid AND k.before IS NULL)"""
        problems += [
            f"Ärende {row[0]} saknar sin första ändring i loggen." for row in session.connection().exec_driver_sql(half)
        ]
    return problems, cases, min(schema_version(store.raw), NEWEST)
