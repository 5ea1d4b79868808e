"""Look at a file of cases before anything of it is taken: what it holds, and how each case stands to ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from nemndsekr.exchange.archive_rows import (
    CASE_ROWS,
    OFFICE_ROWS,
    BadRowError,
    CheckedRow,
    row_json,
    shape_of,
)
from nemndsekr.exchange.case_archive import ArchiveReader, Json, Progress, newer
from nemndsekr.operations.archive_office import Office, match_office, read_office, read_rows
from nemndsekr.operations.case_difference import Compared, difference_words
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind, LeftAs, Secrecy, title_to_show
from nemndsekr.rules.case_standing import Known, Standing, Told, standing_of
from nemndsekr.store.database import Store
from nemndsekr.store.migrations import NEWEST
from nemndsekr.store.row_values import stored_value
from nemndsekr.store.snapshot import CaseInBrief, Snapshot
from nemndsekr.support.days import full_day
from nemndsekr.support.swedish import dnr_key

# Another case than one's own may be pointed at, and need not be in the file.
_OUTSIDE: Final = frozenset({"other_case_id", "other_recommendation_id"})
_MARKED: Final = ("documents", "source_documents", "attachments")
_NOT_COMPARED: Final = frozenset({"uid", "version", "removed_at"})


class CaseInFile(NamedTuple):
    """A case of a file: what may be shown of it, and how it stands to ours.

    ``marked``: it, or a paper of it, is marked as secret. ``here`` is the id of the same case here, 0 without one, and
    ``in_bin`` that ours lies in the bin. ``like`` is what another case of ours with the same diarienummer is called.
    ``differs`` names what differs from ours, without its values, and ``changed_at`` is when ours was last changed.
    """

    uid: str
    dnr: str
    title: str
    kind: CaseKind
    marked: bool
    removed: bool
    standing: Standing
    here: int = 0
    in_bin: bool = False
    like: str = ""
    differs: str = ""
    changed_at: datetime | None = None

    @property
    def told(self) -> str:
        """What differs and which of the two was changed last: «Skiljer sig: rubrik. Filens har ändrats senast.»."""
        if not self.differs:
            return ""
        at = full_day(self.changed_at.astimezone().date()) if self.changed_at else ""
        last = {
            Standing.newer: "Filens har ändrats senast.",
            Standing.older: f"Vårt har ändrats senast{at and f', {at}'}.",
            Standing.parted: f"Både vårt och filens har ändrats sedan de var lika{at and f'; vårt senast {at}'}.",
        }
        return f"Skiljer sig: {self.differs}. {last.get(self.standing, '')}".strip()


@dataclass(frozen=True, slots=True)
class ArchiveLook:
    """What a file holds. ``coming`` counts what several cases share and is not here yet, by table."""

    path: Path
    digest: str
    whole: bool
    cases: tuple[CaseInFile, ...]
    coming: Mapping[str, int]

    @property
    def new(self) -> int:
        """How many of its cases are not here."""
        return sum(case.standing == Standing.new for case in self.cases)


class CaseRows(NamedTuple):
    """One case of a file, looked through: its own row, what belongs to it by table, and where it is to be treated."""

    case: CheckedRow
    rows: Mapping[str, Sequence[CheckedRow]]
    agenda: Sequence[CheckedRow]

    def all(self) -> Iterator[CheckedRow]:
        """The case and what belongs to it."""
        yield self.case
        for some in self.rows.values():
            yield from some


def read_case(told: Json, uid: str, *, deeply: bool) -> CaseRows:
    """One case of an archive, its rows looked through; that what they point at is there too, where it must be.

    ``uid`` is the case's own, as the archive names it.

    Raises:
        BadRowError: something in it is none of the program's own.
    """
    rows = told.get("rows")
    if not isinstance(rows, dict) or rows.keys() - CASE_ROWS.keys():
        raise BadRowError("rows")
    [case] = read_rows(Case, [told.get("case")], deeply=deeply)
    # In the order of the tables here, not in that of the file.
    own = {name: read_rows(table, rows[name], deeply=deeply) for name, table in CASE_ROWS.items() if name in rows}
    agenda = read_rows(OFFICE_ROWS["agenda_items"], told.get("agenda", []), deeply=deeply)
    known = {(name, row.uid) for name, some in own.items() for row in some}
    if (
        case.uid != uid
        or len(known) != sum(map(len, own.values()))
        or any(one.references["case_id"] != case.uid for one in agenda)
    ):
        raise BadRowError("twice")
    for row in (row for some in own.values() for row in some):
        for reference in shape_of(row.table).references:
            target = row.references[reference.column]
            inside = reference.table in CASE_ROWS and reference.column not in _OUTSIDE
            if inside and target is not None and (reference.table, target) not in known:
                raise BadRowError(reference.table)
    return CaseRows(case, own, agenda)


def look_at_archive(store: Store, path: Path, progress: Progress = lambda *_: None) -> ArchiveLook:
    """Read a file to its end, and say what it holds and how it stands to what is here. Nothing is stored.

    Raises:
        UserError: it cannot be read, is damaged, is no such file, or was made by a newer program.
    """
    with ArchiveReader(path) as archive, Snapshot(store) as look:
        if archive.contents.schema > NEWEST:
            raise newer(archive.called)
        try:
            rows, users = read_office(archive.office())
            office = match_office(rows, users, look)
            uids = archive.contents.cases
            here = _Here(look, frozenset(uids))
            cases = []
            for done, uid in enumerate(uids):
                progress(done, len(uids))
                cases.append(_told(read_case(archive.case(uid), uid, deeply=True), office, here))
            for name in archive.contents.parts:
                archive.check(name)
        except BadRowError as error:
            raise archive.damaged() from error
        progress(len(uids), len(uids))
        return ArchiveLook(path, archive.contents.digest, archive.contents.whole, tuple(cases), office.coming())


class _Here:
    """Our own cases, by uid and by number, and which cases the file has."""

    def __init__(self, look: Snapshot, in_file: frozenset[str]) -> None:
        self.look = look
        self.in_file = in_file
        self.by_uid: dict[str, CaseInBrief] = {}
        self.by_dnr: defaultdict[str, list[CaseInBrief]] = defaultdict(list)
        for case in look.cases():
            self.by_uid[case.uid] = case
            if case.dnr_key and not case.removed:
                self.by_dnr[case.dnr_key].append(case)


def _told(case: CaseRows, office: Office, here: _Here) -> CaseInFile:
    values = case.case.values
    check_references(case, office)
    ours = here.by_uid.get(case.case.uid)
    standing, differs = (Standing.new, "") if ours is None else _compared(case, office, here, ours)
    like = [one for one in here.by_dnr.get(dnr_key(values["dnr"]), []) if one.uid != case.case.uid]
    papers = (row for name in _MARKED for row in case.rows.get(name, ()))
    return CaseInFile(
        case.case.uid,
        values["dnr"],
        title_to_show(values["title"], values["secrecy"]),
        CaseKind(values["kind"]),
        marked=any(row.values["secrecy"] != Secrecy.ingen for row in (case.case, *papers)),
        removed=values.get("removed_at") is not None,
        standing=standing,
        here=ours.id if ours else 0,
        in_bin=bool(ours and ours.removed),
        like=title_to_show(like[0].title, like[0].secrecy) if like else "",
        differs=differs,
        changed_at=here.look.last_changed(ours.id) if ours else None,
    )


def check_references(case: CaseRows, office: Office) -> None:
    """See to it that the archive has whatever a case hangs on.

    Raises:
        BadRowError: it has not.
    """
    for row in (*case.all(), *case.agenda):
        for reference in shape_of(row.table).references:
            uid = row.references[reference.column]
            if uid is not None and reference.table in OFFICE_ROWS:
                office.place(reference.table, uid)


def _compared(case: CaseRows, office: Office, here: _Here, ours: CaseInBrief) -> tuple[Standing, str]:
    """How their case stands to ours, and what differs."""
    look = here.look
    stored = look.case_row(ours.id)
    rows = look.case_rows(list(CASE_ROWS), ours.id)
    own = {name: {row["id"]: row["uid"] for row in some} for name, some in rows.items()}

    def uid_of(table: str, row_id: int) -> str | None:
        known = office.here if table in OFFICE_ROWS else own
        return known.get(table, {}).get(row_id) or look.uid_of(table, row_id)

    mine = {ours.uid: Compared("cases", _said(row_json(Case, stored, uid_of)))}
    for name, some in rows.items():
        for row in some:
            if row.get("left_as") != LeftAs.nemndsekr:
                mine[row["uid"]] = Compared(name, _said(row_json(CASE_ROWS[name], row, uid_of)))
    theirs = {row.uid: Compared(str(row.table.__tablename__), _said(_as_here(row, office))) for row in case.all()}
    # A link to a case that one of us has not got cannot follow, and is no news.
    for told in case.rows.get("case_links", ()):
        if told.references["other_case_id"] not in here.by_uid.keys() | here.in_file and told.uid not in mine:
            del theirs[told.uid]
    for link in rows.get("case_links", ()):
        if look.uid_of("cases", link["other_case_id"]) not in here.in_file and link["uid"] not in theirs:
            del mine[link["uid"]]
    standing = standing_of(
        {uid: one.told for uid, one in theirs.items()},
        {uid: one.told for uid, one in mine.items()},
        _known(look, ours.id, ours.uid, mine.keys() - theirs.keys()),
    )
    return standing, difference_words(theirs, mine)


def _known(look: Snapshot, case_id: int, uid: str, only_ours: Iterable[str]) -> Known:
    came = look.came(case_id)
    in_one_hand = max(came.get(uid, ""), look.last_left(case_id))
    return Known(frozenset(one for one in only_ours if came.get(one, "") > in_one_hand), look.went(case_id))


def _as_here(row: CheckedRow, office: Office) -> Json:
    """A row of the archive as the same row would be written here."""
    shape = shape_of(row.table)
    values: dict[str, Any] = {}
    for name in shape.columns:
        usual = row.table.model_fields[name]
        value = row.values[name] if name in row.values else usual.get_default(call_default_factory=True)
        values[name] = stored_value(row.table, name, office.slugs.get(value, value) if name == "template" else value)
    for reference in shape.references:
        uid = row.references[reference.column]
        shared = uid is not None and reference.table in OFFICE_ROWS
        values[reference.key] = office.uid_here(reference.table, str(uid)) if shared else uid
    return values


def _said(values: Json) -> Told:
    return Told(int(values["version"]), {name: value for name, value in values.items() if name not in _NOT_COMPARED})
