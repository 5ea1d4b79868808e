"""Write cases to one file, whole: for a colleague, a new computer, or whoever is to have everything out."""

from __future__ import annotations

import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

import nemndsekr
from nemndsekr.exchange.archive_rows import CASE_ROWS, OFFICE_ROWS, row_json, shape_of
from nemndsekr.exchange.case_archive import SUFFIX, ArchiveWriter, Progress
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.save_file import save_written
from nemndsekr.records.case import Case
from nemndsekr.records.choices import DocumentKind, LeftAs, title_to_show
from nemndsekr.records.document import Departure
from nemndsekr.store.database import Store
from nemndsekr.store.migrations import NEWEST
from nemndsekr.store.snapshot import CaseInBrief, Snapshot, Stored
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import clean_file_name

_NAME: Final = "exporterade ärenden"
_AT_ONCE: Final = 500
# Where the checksums of kept files stand, and in which column.
_FILES_OF: Final = {"source_documents": ("sha256",), "versions": ("sha256", "word_sha256")}
_FILES_OF_OFFICE: Final = {"word_forms": ("sha256",), "own_templates": ("logo_sha256",)}
# What a person or a case points at by its slug, not by a key of the database.
_NAMED_TEMPLATE: Final = ("documents", "versions")
_OF_WHOLE_ONLY: Final = frozenset({"rule_settings", "chain_rules", "rhythms", "closed_days", "calendar_exports"})


class ExportChoice(NamedTuple):
    """Which cases are wanted; without ``case_ids`` all, and with them all that the office has.

    Cases that are marked as secret, or have papers that are, go only where ``secret`` says so; those in the bin go
    with all where ``removed`` says so.
    """

    case_ids: tuple[int, ...] | None = None
    secret: bool = False
    removed: bool = True


class ExportableCase(NamedTuple):
    """A case as it is chosen: its title as it may be shown, whether it is marked as secret, and lies in the bin."""

    case_id: int
    dnr: str
    title: str
    marked: bool
    removed: bool


class Exported(NamedTuple):
    """What was written: how many cases and bytes, how many secret ones stayed, how many kept files were missing.

    ``changes``: what was noted in the cases; None where the database may only be read.
    """

    cases: int
    size: int
    left_out: int
    lost_files: int
    changes: Changes | None

    @property
    def told(self) -> str:
        """«12 ärenden skrevs i filen. 2 ärenden med sekretess är inte med.»."""
        said = [f"{cases_in_words(self.cases)} skrevs i filen."]
        if self.left_out:
            said.append(f"{cases_in_words(self.left_out)} med sekretess är inte med.")
        if self.lost_files:
            many = "1 fil" if self.lost_files == 1 else f"{self.lost_files} filer"
            said.append(f"{many} saknas i databasen och följer inte med.")
        if self.changes is None:
            said.append("Datamappen går inte att skriva i, så ärendena minns inte att de exporterades.")
        return " ".join(said)


def cases_in_words(count: int) -> str:
    """«1 ärende», «12 ärenden»."""
    return "1 ärende" if count == 1 else f"{count} ärenden"


def exportable_cases(store: Store) -> list[ExportableCase]:
    """Every case, also those in the bin, as the choice shows them."""
    with Snapshot(store) as look:
        return [
            ExportableCase(one.id, one.dnr, title_to_show(one.title, one.secrecy), one.marked, one.removed)
            for one in look.cases()
        ]


def archive_name(cases: Sequence[ExportableCase], day: date) -> str:
    """What the file may be called: by the number of the one case, else by the day; never by a title."""
    what = f"{cases[0].dnr} ärende" if len(cases) == 1 and cases[0].dnr else "Ärenden"
    return f"{clean_file_name(f'{what} {day.isoformat()}')}.{SUFFIX}"


def export_cases(
    store: Store,
    path: Path,
    choice: ExportChoice,
    who: str,
    now: datetime,
    progress: Progress = lambda *_: None,
) -> Exported:
    """Write the file and note in each case that it left. What has left cannot be called back: it is no step to undo.

    The cases are read one at a time, as they all stood when it began; others may write meanwhile. A store that only
    reads gives the file all the same, and is told of.

    Raises:
        UserError: there is nothing to export, a chosen case is secret and ``secret`` is not said, or the file cannot
            be written; nothing is noted then.
    """
    with Snapshot(store) as look:
        wanted, left_out = _wanted(look.cases(), choice)
        export = _Export(look, whole=choice.case_ids is None, progress=progress)
        save_written(path, partial(export.write, wanted))
    changes = None if store.read_only else _note(store, wanted, path.name, export.digest, who, now)
    return Exported(len(wanted), export.size, left_out, export.lost_files, changes)


def _note(store: Store, cases: Sequence[CaseInBrief], file_name: str, sha256: str, who: str, now: datetime) -> Changes:
    """Note in each case that it left."""
    with store.step(_NAME, who, now, undoable=False, lean=True) as step:
        for start in range(0, len(cases), _AT_ONCE):
            step.add_all(
                [
                    Departure(
                        case_id=case.id,
                        kind=DocumentKind.annat,
                        left_as=LeftAs.nemndsekr,
                        file_name=file_name,
                        sha256=sha256,
                        at=now,
                        user_uid=who,
                    )
                    for case in cases[start : start + _AT_ONCE]
                ]
            )
    return Changes.of(_NAME, step)


def _wanted(cases: Sequence[CaseInBrief], choice: ExportChoice) -> tuple[list[CaseInBrief], int]:
    """The cases to write, and how many are left out since they are secret."""
    if choice.case_ids is None:
        chosen = [case for case in cases if choice.removed or not case.removed]
    else:
        chosen = [case for case in cases if case.id in set(choice.case_ids)]
    if not chosen:
        raise UserError("Det finns inga ärenden att exportera.", "Lägg in ett ärende först, eller välj ett annat.")
    secret = [case for case in chosen if case.marked and not choice.secret]
    if secret and (choice.case_ids is not None or len(secret) == len(chosen)):
        raise UserError(
            "Ärenden med sekretess exporteras bara när du har sagt att de ska vara med. Filen är inte krypterad.",
            "Kryssa för att de ska med, eller lägg till --secret.",
        )
    return [case for case in chosen if not case.marked or choice.secret], len(secret)


@dataclass
class _Export:
    """One writing: which rows of the office the cases written so far hang on, and whose names stand in them."""

    look: Snapshot
    whole: bool
    progress: Progress
    lost_files: int = 0
    digest: str = ""
    size: int = 0
    _uids: dict[str, dict[int, str]] = field(default_factory=dict)
    _needed: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _slugs: set[str] = field(default_factory=set)
    _users: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)
    _archive: ArchiveWriter = field(init=False)

    def write(self, cases: Sequence[CaseInBrief], file: BinaryIO) -> None:
        """Write the whole archive."""
        self._archive = ArchiveWriter(file, nemndsekr.__version__, NEWEST, whole=self.whole)
        self._uids = {name: self.look.uids(name) for name in OFFICE_ROWS}
        try:
            for done, case in enumerate(cases):
                self.progress(done, len(cases))
                self._write_case(case)
            self._write_office()
            self._archive.close(dict(sorted(self._counts.items())))
            # Asked before others can reach the file: on Windows they may hold it for a while.
            self.size = file.seek(0, io.SEEK_END)
            file.seek(0)
            self.digest = hashlib.file_digest(cast("io.BufferedRandom", file), "sha256").hexdigest()
            self.progress(len(cases), len(cases))
        except BaseException:
            self._archive.abandon()
            raise

    def _write_case(self, case: CaseInBrief) -> None:
        rows = self.look.case_rows(list(CASE_ROWS), case.id)
        # That it was exported is told where it was exported from.
        departures = [row for row in rows.pop("departures", []) if row["left_as"] != LeftAs.nemndsekr]
        if departures:
            rows["departures"] = departures
        own = {name: {row["id"]: row["uid"] for row in stored} for name, stored in rows.items()}

        def uid_of(table: str, row_id: int) -> str | None:
            if table in self._uids:
                self._needed[table].add(row_id)
                return self._uids[table].get(row_id)
            return own.get(table, {}).get(row_id) or self.look.uid_of(table, row_id)

        stored = self.look.case_row(case.id)
        agenda = list(self.look.rows("agenda_items", [case.id], "case_id"))
        for row in agenda:
            self._needed["meetings"].add(row["meeting_id"])
        self._archive.add_case(
            case.uid,
            {
                "case": row_json(Case, stored, uid_of),
                "rows": {
                    name: [row_json(CASE_ROWS[name], row, uid_of) for row in stored] for name, stored in rows.items()
                },
                "agenda": [row_json(OFFICE_ROWS["agenda_items"], row, uid_of) for row in agenda],
            },
        )
        self._counts.update({"cases": 1, **{name: len(stored) for name, stored in rows.items()}})
        self._counts["agenda_items"] += len(agenda)
        self._note(rows)

    def _note(self, rows: dict[str, list[Stored]]) -> None:
        """Take what rows name in other ways than by keys: files, templates, users."""
        for name, stored in rows.items():
            for row in stored:
                self._write_files(row, _FILES_OF.get(name, ()))
                if name in _NAMED_TEMPLATE and row["template"]:
                    self._slugs.add(row["template"])
                if row.get("user_uid"):
                    self._users.add(row["user_uid"])

    def _write_files(self, row: Stored, columns: Iterable[str]) -> None:
        for column in columns:
            sha256 = row[column]
            if sha256:
                content = self.look.content(sha256)
                if content is None:
                    self.lost_files += 1
                else:
                    self._archive.add_file(sha256, content)

    def _write_office(self) -> None:
        rows = {name: list(self.look.rows(name)) for name in OFFICE_ROWS} if self.whole else self._hung_on()
        # An item with a case lies with its case, which may be one that does not go.
        rows["agenda_items"] = [row for row in rows["agenda_items"] if row["case_id"] is None]
        for name, columns in _FILES_OF_OFFICE.items():
            for row in rows[name]:
                self._write_files(row, columns)

        def uid_of(table: str, row_id: int) -> str | None:
            return self._uids[table].get(row_id)

        names = self.look.user_names()
        office: dict[str, Any] = {
            name: [row_json(OFFICE_ROWS[name], row, uid_of) for row in stored] for name, stored in rows.items()
        }
        office["users"] = [{"uid": uid, "name": names[uid]} for uid in sorted(self._users & names.keys())]
        for name, stored in rows.items():
            self._counts[name] += len(stored)
        self._archive.add_office(office)

    def _hung_on(self) -> dict[str, list[Stored]]:
        """The rows of the office that the cases hang on, and those that these hang on in their turn."""
        needed = self._needed
        found: dict[str, list[Stored]] = {name: [] for name in OFFICE_ROWS}
        found["own_templates"] = [row for row in self.look.rows("own_templates") if row["slug"] in self._slugs]
        self._follow("own_templates", found["own_templates"])
        found["meetings"] = self._rows_needed("meetings")
        found["meeting_bodies"] = self._rows_needed("meeting_bodies")
        found["persons"] = self._rows_needed("persons")
        found["namnder"] = self._rows_needed("namnder")
        found["word_forms"] = self._rows_needed("word_forms")
        found["posts"] = [
            row
            for row in self.look.rows("posts", needed["persons"], "person_id")
            if row["namnd_id"] is None or row["namnd_id"] in needed["namnder"]
        ]
        return found

    def _rows_needed(self, table: str) -> list[Stored]:
        rows = list(self.look.rows(table, self._needed[table]))
        self._follow(table, rows)
        return rows

    def _follow(self, table: str, rows: Iterable[Stored]) -> None:
        for row in rows:
            for reference in shape_of(OFFICE_ROWS[table]).references:
                if row[reference.column] is not None:
                    self._needed[reference.table].add(row[reference.column])
