"""Take cases in from a file that was looked at: all of them in one step, which Ångra takes back whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy.exc import IntegrityError

from nemndsekr.exchange.archive_rows import CASE_ROWS, OFFICE_ROWS, BadRowError, CheckedRow, shape_of
from nemndsekr.exchange.case_archive import ArchiveReader, Progress
from nemndsekr.operations.archive_office import NEW, STAYS, Office, match_office, read_office
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.look_at_archive import ArchiveLook, CaseInFile, CaseRows, read_case
from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.case import Case, CaseLink
from nemndsekr.records.choices import LeftAs
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row, new_uid
from nemndsekr.records.user import User
from nemndsekr.rules.case_standing import Standing
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.row_values import stored_value
from nemndsekr.store.snapshot import Snapshot
from nemndsekr.support.errors import UserError

_UID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILES_OF: Final = ("sha256", "word_sha256", "logo_sha256")
_WITH_FILES: Final = frozenset({"source_documents", "versions", "word_forms", "own_templates"})
_LINKS: Final = "case_links"


class Taking(StrEnum):
    """What is to be done with a case of the file."""

    leave = "leave"
    take = "take"
    copy = "copy"
    swap = "swap"


class Taken(NamedTuple):
    """How many cases came new, came as copies and took the place of ours; what could not come along; what changed."""

    new: int
    copies: int
    replaced: int
    lost_links: int
    lost_files: int
    changes: Changes

    @property
    def told(self) -> str:
        """«12 ärenden är inlästa, 1 av dem i stället för det som fanns här.»."""
        whole = self.new + self.copies + self.replaced
        many = "1 ärende är inläst" if whole == 1 else f"{whole} ärenden är inlästa"
        kinds = ((self.new, "nya"), (self.copies, "som kopior"), (self.replaced, "i stället för det som fanns här"))
        parts = [(count, words) for count, words in kinds if count]
        if len(parts) > 1:
            many += ": " + ", ".join(f"{count} {words}" for count, words in parts)
        elif parts and not self.new:
            many += f" {parts[0][1]}" if whole > 1 else f" {parts[0][1].replace('kopior', 'kopia')}"
        said = [f"{many}."]
        if self.lost_links:
            links = "1 koppling" if self.lost_links == 1 else f"{self.lost_links} kopplingar"
            said.append(f"{links} till ärenden som inte finns här följde inte med.")
        if self.lost_files:
            files = "1 fil" if self.lost_files == 1 else f"{self.lost_files} filer"
            said.append(f"{files} saknas i exportfilen.")
        return " ".join(said)


def usual_taking(case: CaseInFile) -> Taking:
    """What is done with a case unless a person chooses: a new one is taken, and what is here already stays as it is."""
    return Taking.take if case.standing == Standing.new else Taking.leave


def possible_takings(case: CaseInFile) -> tuple[Taking, ...]:
    """What can be done with a case."""
    if case.standing == Standing.new:
        return (Taking.take, Taking.leave)
    return (Taking.leave, Taking.swap, Taking.copy)


def take_archive(
    store: Store,
    look: ArchiveLook,
    choices: Mapping[str, Taking],
    who: str,
    now: datetime,
    progress: Progress = lambda *_: None,
) -> Taken:
    """Take the cases in, as ``choices`` says by uid; a case that is not named is treated as is usual.

    With them comes what they hang on and is not here; of a whole database all that is not here. What is replaced keeps
    its id, so that links of other cases still lead to it. Either all is taken or, whatever happens, nothing.

    Raises:
        UserError: nothing is to be taken, the file has changed since it was looked at, or does not fit what is here.
    """
    wanted = {case.uid: choices.get(case.uid, usual_taking(case)) for case in look.cases}
    chosen = [case for case in look.cases if wanted[case.uid] != Taking.leave]
    if not chosen and not (look.whole and look.coming):
        raise UserError("Inget i filen är valt att tas in.", "Välj minst ett ärende, eller stäng.")
    name = "tog in ett ärende" if len(chosen) == 1 else f"tog in {len(chosen)} ärenden"
    with ArchiveReader(look.path) as archive:
        if archive.contents.digest != look.digest:
            raise UserError(f"{archive.called} har ändrats sedan den lästes. Inget har tagits in.", "Läs in den igen.")
        try:
            with store.step(name, who, now, lean=True) as step:
                # Rows point at each other in both directions; all is whole at the commit.
                step.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                run = _Run(step, archive, *_known_here(store, archive))
                run.begin(whole=look.whole)
                for done, case in enumerate(chosen):
                    progress(done, len(chosen))
                    run.take(case, wanted[case.uid])
                run.finish()
                progress(len(chosen), len(chosen))
        except BadRowError as error:
            raise archive.damaged() from error
        except IntegrityError as error:
            raise UserError(
                f"{archive.called} går inte ihop med det som finns här. Inget har tagits in.",
                "Ta in ärendena ett i taget, eller som nya kopior.",
            ) from error
    counts = run.counts
    return Taken(
        counts[Taking.take],
        counts[Taking.copy],
        counts[Taking.swap],
        run.lost_links,
        run.lost_files,
        Changes.of(name, step),
    )


class _Here(NamedTuple):
    """What is here when the step begins; nobody else writes until it ends."""

    cases: dict[str, int]
    users: frozenset[str]
    files: frozenset[str]
    last_ids: dict[str, int]


def _known_here(store: Store, archive: ArchiveReader) -> tuple[Office, _Here]:
    rows, users = read_office(archive.office())
    with Snapshot(store) as look:
        here = _Here(
            {case.uid: case.id for case in look.cases()},
            frozenset(look.user_names()),
            look.kept_files(),
            {name: look.last_id(name) for name in ("cases", *CASE_ROWS, *OFFICE_ROWS)},
        )
        return match_office(rows, users, look), here


@dataclass
class _Run:
    """One taking: which ids rows get, and what waits until all cases are there."""

    step: StepWriter
    archive: ArchiveReader
    office: Office
    here: _Here
    counts: dict[Taking, int] = field(default_factory=lambda: dict.fromkeys(Taking, 0))
    lost_links: int = 0
    lost_files: int = 0
    _links: list[tuple[CheckedRow, int]] = field(default_factory=list)
    _files: set[str] = field(default_factory=set)

    def begin(self, *, whole: bool) -> None:
        """Make those known whose names stand in the cases, and bring what a ``whole`` database has beside its cases."""
        names = self.office.users.items()
        self.step.add_all([User(uid=uid, name=name) for uid, name in names if uid not in self.here.users])
        if whole:
            self._bring_whole()

    def take(self, case: CaseInFile, how: Taking) -> None:
        """Take one case in."""
        told = self.archive.case(case.uid)
        rows = read_case(told, case.uid, deeply=False)
        if how == Taking.copy:
            self._add(self._renamed(rows))
        elif how == Taking.swap:
            self._replace(rows, case.here)
        else:
            case_id = self._add(rows)
            self._add_agenda(rows.agenda, case_id)
        self.counts[how] += 1

    def _renamed(self, rows: CaseRows) -> CaseRows:
        """The same case as another one, in no föredragningslista."""
        names = {row.uid: new_uid() for row in (*rows.all(), *rows.agenda)}
        # Everything that names a row of the case does so by its uid: evidence, texts, locked facts.
        told = self.archive.case(rows.case.uid, lambda text: _UID.sub(lambda uid: names.get(uid[0], uid[0]), text))
        return read_case(told, names[rows.case.uid], deeply=False)

    def finish(self) -> None:
        """Do what had to wait for all cases: the links between them."""
        for row, case_id in self._links:
            self._link(row, case_id)

    # Shared rows

    def _bring_whole(self) -> None:
        """Bring all along that is not here, its rows in the order they were made."""
        coming = [(name, row) for name, rows in self.office.rows.items() for row in rows]
        coming = [(name, row) for name, row in coming if self.office.places[name, row.uid] == NEW]
        for name, row in coming:
            self.office.places[name, row.uid] = self._new_id(name)
        for name, row in coming:
            self._bring(row, self.office.places[name, row.uid])

    def _shared(self, table: str, uid: str) -> int | None:
        """The id of a shared row, brought along where it is not here; None where it stays behind."""
        place = self.office.place(table, uid)
        if place == STAYS:
            return None
        if place == NEW:
            place = self.office.places[table, uid] = self._new_id(table)
            row = next(one for one in self.office.rows[table] if one.uid == uid)
            self._bring(row, place)
        return place

    def _bring(self, row: CheckedRow, row_id: int) -> None:
        """Bring a shared row along, and before it what it hangs on."""
        table = str(row.table.__tablename__)
        if table == "persons":
            self._posts_of(row.uid)
        values = dict(row.values)
        if table == "own_templates":
            values["slug"] = self.office.slugs.get(values["slug"], values["slug"])
        for reference in shape_of(row.table).references:
            uid = row.references[reference.column]
            values[reference.column] = None if uid is None else self._shared(reference.table, uid)
        self._keep_files(table, values)
        self.step.add_all([row.table(id=row_id, **values)])

    def _posts_of(self, person_uid: str) -> None:
        for post in self.office.rows["posts"]:
            if post.references["person_id"] == person_uid:
                self._shared("posts", post.uid)

    # Cases

    def _add(self, rows: CaseRows) -> int:
        case_id = self.here.cases[rows.case.uid] = self._new_id("cases")
        own = {(name, row.uid): self._new_id(name) for name, some in rows.rows.items() for row in some}
        made: list[Row] = [Case(id=case_id, **self._values(rows.case, own))]
        for name, some in rows.rows.items():
            for row in some:
                if name == _LINKS:
                    self._links.append((row, case_id))
                    continue
                made.append(_made(row, {"id": own[name, row.uid], "case_id": case_id, **self._values(row, own)}))
        self.step.add_all(made)
        return case_id

    def _replace(self, rows: CaseRows, case_id: int) -> None:
        """Make our case say what theirs says, row by row, so that each row that is in both keeps its id."""
        session = self.step.session
        ours: dict[tuple[str, str], Row] = {
            (name, row.uid): row
            for name, table in CASE_ROWS.items()
            for row in self.step.all(table, case_id=case_id)
            if getattr(row, "left_as", None) != LeftAs.nemndsekr
        }
        theirs = {(name, row.uid): row for name, some in rows.rows.items() for row in some}
        self._let_go(ours[key] for key in ours.keys() - theirs.keys())
        own = {key: ours[key].stored_id if key in ours else self._new_id(key[0]) for key in theirs}
        _say(self.step.get(Case, case_id), self._values(rows.case, own))
        made: list[Row] = []
        for key, row in theirs.items():
            if key[0] == _LINKS:
                if key in ours:
                    session.delete(ours[key])
                self._links.append((row, case_id))
            elif key in ours:
                _say(ours[key], self._values(row, own))
            else:
                made.append(_made(row, {"id": own[key], "case_id": case_id, **self._values(row, own)}))
        session.flush()
        self.step.add_all(made)
        self._add_agenda(rows.agenda, case_id)

    def _let_go(self, rows: Iterable[Row]) -> None:
        """Take rows away that theirs does not have; links of other cases to them then lead to the case as a whole."""
        for row in rows:
            if isinstance(row, Recommendation):
                for link in self.step.all(CaseLink, other_recommendation_id=row.id):
                    link.other_recommendation_id = None
            self.step.session.delete(row)
        self.step.session.flush()

    def _values(self, row: CheckedRow, own: Mapping[tuple[str, str], int]) -> dict[str, Any]:
        """The columns of a row as they are here: what it points at by id, its template by the slug it has here."""
        values = dict(row.values)
        if "template" in values:
            values["template"] = self.office.slugs.get(values["template"], values["template"])
        for reference in shape_of(row.table).references:
            uid = row.references[reference.column]
            if uid is None:
                values[reference.column] = None
            elif reference.table in OFFICE_ROWS:
                values[reference.column] = self._shared(reference.table, uid)
            elif row.table is not CaseLink:
                values[reference.column] = own[reference.table, uid]
        self._bring_template(values.get("template", ""))
        self._keep_files(str(row.table.__tablename__), values)
        return values

    def _bring_template(self, slug: str) -> None:
        for row in self.office.rows["own_templates"] if slug else ():
            if self.office.slugs.get(str(row.values["slug"]), row.values["slug"]) == slug:
                self._shared("own_templates", row.uid)

    def _add_agenda(self, agenda: Iterable[CheckedRow], case_id: int) -> None:
        """The places of a case in the föredragningslistor, but not where it has one already."""
        for row in agenda:
            meeting_id = self._shared("meetings", str(row.references["meeting_id"]))
            known = self.step.find(AgendaItem, uid=row.uid) or self.step.find(
                AgendaItem, meeting_id=meeting_id, case_id=case_id
            )
            if known is None:
                values = dict(row.values) | {"meeting_id": meeting_id, "case_id": case_id}
                self.step.add_all([AgendaItem(id=self._new_id("agenda_items"), **values)])

    def _link(self, row: CheckedRow, case_id: int) -> None:
        """A link to another case: one of the file, or one that was here."""
        other = self.here.cases.get(str(row.references["other_case_id"]))
        if other is None:
            self.lost_links += 1
            return
        values = dict(row.values)
        for column, table in (("recommendation_id", "recommendations"), ("attsats_id", "attsatser"),
                              ("other_recommendation_id", "recommendations")):  # fmt: skip
            uid = row.references[column]
            found = self.step.find(CASE_ROWS[table], uid=uid) if uid else None
            values[column] = found.stored_id if found is not None else None
        link = CaseLink(id=self._new_id(_LINKS), case_id=case_id, other_case_id=other, **values)
        self.step.add_all([link])

    def _new_id(self, table: str) -> int:
        self.here.last_ids[table] += 1
        return self.here.last_ids[table]

    def _keep_files(self, table: str, values: Mapping[str, Any]) -> None:
        """Take the bytes of a file along that a row names by its checksum."""
        for column in _FILES_OF if table in _WITH_FILES else ():
            sha256 = values.get(column) or ""
            if not sha256 or sha256 in self._files or sha256 in self.here.files:
                continue
            self._files.add(sha256)
            content = self.archive.file(sha256)
            if content is None:
                self.lost_files += 1
            else:
                self.step.keep_file(sha256, content)


def _made(row: CheckedRow, values: Mapping[str, Any]) -> Row:
    return row.table(**values)


def _say(row: Row, values: Mapping[str, Any]) -> None:
    """Let a row of ours say what theirs says. Its version goes on, and is theirs where theirs has come further."""
    table = type(row)
    changed = {
        name: value
        for name, value in values.items()
        if name != "version" and stored_value(table, name, getattr(row, name)) != stored_value(table, name, value)
    }
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.version = max(row.version, int(values.get("version", 1)) - 1)
