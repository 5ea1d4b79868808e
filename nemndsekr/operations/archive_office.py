"""What cases in a file share - nämnder, bodies, meetings, persons, templates - found again among our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from nemndsekr.exchange.archive_rows import OFFICE_ROWS, BadRowError, CheckedRow, checked_row, shape_of
from nemndsekr.exchange.case_archive import Json
from nemndsekr.records.row import Row
from nemndsekr.store.row_values import row_value, stored_value
from nemndsekr.store.snapshot import Snapshot, Stored
from nemndsekr.support.swedish import folded

NEW: Final = 0
"""In the place of an id: the row is not here and is to be brought along."""
STAYS: Final = -1
"""In the place of an id: ours hold, and the row is not taken."""

# By what a row is known again where its uid is not: columns, with those that point at rows already found.
_KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "word_forms": ("sha256",),
    "own_templates": ("slug", "kind", "text", "logo_sha256"),
    "namnder": ("name",),
    "rule_settings": ("namnd_id", "rule"),
    "persons": ("name", "party", "unit", "telephone", "email"),
    "posts": ("person_id", "namnd_id", "title", "from_day"),
    "meeting_bodies": ("namnd_id", "name"),
    "meetings": ("body_id", "day"),
    "closed_days": ("namnd_id", "from_day", "until_day"),
    "calendar_exports": ("entry_uid",),
}
# A chain, a rhythm or a föredragningslista is one thing of many rows: it is taken where there is none, never mixed.
_WHOLE_BY: Final[Mapping[str, str]] = {"chain_rules": "namnd_id", "rhythms": "body_id", "agenda_items": "meeting_id"}
_WORDS: Final = frozenset({"name"})


def read_rows(table: type[Row], told: Any, *, deeply: bool) -> list[CheckedRow]:
    """The rows of one table of an archive, looked through.

    Raises:
        BadRowError: one of them is no such row.
    """
    if not isinstance(told, list):
        raise BadRowError(str(table.__tablename__))

    def value_of(column: str, stored: Any) -> Any:
        return row_value(table, column, stored)

    return [checked_row(table, one, value_of, deeply=deeply) for one in told]


def read_office(told: Json) -> tuple[dict[str, list[CheckedRow]], dict[str, str]]:
    """The rows of an archive that several cases share, by table, and the names of users by uid.

    Raises:
        BadRowError: something in it is none of the program's own.
    """
    if told.keys() - {"users", *OFFICE_ROWS}:
        raise BadRowError("office")
    users = _read_users(told.get("users", []))
    rows = {name: read_rows(table, told.get(name, []), deeply=True) for name, table in OFFICE_ROWS.items()}
    known = {(name, row.uid) for name, some in rows.items() for row in some}
    if len(known) != sum(map(len, rows.values())):
        raise BadRowError("twice")
    for some in rows.values():
        for row in some:
            for reference in shape_of(row.table).references:
                uid = row.references[reference.column]
                if uid is not None and (reference.table, uid) not in known:
                    raise BadRowError(reference.table)
    return rows, users


def _read_users(told: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in told if isinstance(told, list) else [told]:
        if not isinstance(one, dict) or one.keys() != {"uid", "name"}:
            raise BadRowError("users")
        if not all(isinstance(word, str) and word.isprintable() for word in one.values()):
            raise BadRowError("users")
        found[one["uid"]] = one["name"]
    return found


@dataclass
class Office:
    """The shared rows of an archive, each with the id of the same row here, ``NEW`` or ``STAYS``."""

    rows: dict[str, list[CheckedRow]]
    users: dict[str, str]
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    here: dict[str, dict[int, str]] = field(default_factory=dict)
    """The uids of our own rows, by table and id."""
    slugs: dict[str, str] = field(default_factory=dict)
    """Own templates that are called otherwise here, since another of ours has their slug: theirs and the one here."""

    def place(self, table: str, uid: str) -> int:
        """The id here of a row of the archive, or ``NEW``.

        Raises:
            BadRowError: the archive has no such row.
        """
        try:
            return self.places[table, uid]
        except KeyError as error:
            raise BadRowError(table) from error

    def uid_here(self, table: str, uid: str) -> str:
        """What a row of the archive is called here."""
        place = self.place(table, uid)
        return self.here[table][place] if place > 0 else uid

    def coming(self) -> dict[str, int]:
        """How many rows of each table are not here."""
        found = {name: sum(self.places[name, row.uid] == NEW for row in rows) for name, rows in self.rows.items()}
        return {name: count for name, count in found.items() if count}


def match_office(rows: dict[str, list[CheckedRow]], users: dict[str, str], look: Snapshot) -> Office:
    """Find each shared row among ours: by uid, else by what it is known by (a meeting by nämnd, instans and day)."""
    office = Office(rows, users)
    for name, some in rows.items():
        ours = list(look.rows(name))
        office.here[name] = {row["id"]: row["uid"] for row in ours}
        by_uid = {row["uid"]: row["id"] for row in ours}
        known = _by_key(name, ours)
        filled = {row[_WHOLE_BY[name]] for row in ours} if name in _WHOLE_BY else set()
        taken = set(by_uid.values()) & {by_uid.get(row.uid) for row in some}
        for row in some:
            found = by_uid.get(row.uid)
            if found is None and name in _WHOLE_BY:
                found = STAYS if _target(office, row, _WHOLE_BY[name]) in filled else NEW
            elif found is None:
                found = next((one for one in known.get(_key_of(office, row), []) if one not in taken), NEW)
                taken.add(found)
            office.places[name, row.uid] = found
    _free_slugs(office, look)
    return office


def _by_key(name: str, ours: Iterable[Stored]) -> Mapping[tuple[Any, ...], list[int]]:
    found: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in ours:
        if name in _KNOWN_BY:
            found[_key(name, row.__getitem__)].append(row["id"])
    return found


def _key_of(office: Office, row: CheckedRow) -> tuple[Any, ...]:
    def value(column: str) -> Any:
        if column in row.references:
            return _target(office, row, column)
        return stored_value(row.table, column, row.values.get(column))

    return _key(str(row.table.__tablename__), value)


def _key(name: str, value: Callable[[str], Any]) -> tuple[Any, ...]:
    return tuple(folded(value(column)) if column in _WORDS else value(column) for column in _KNOWN_BY[name])


def _target(office: Office, row: CheckedRow, column: str) -> int | None:
    """The id here of what a row points at; ``NEW``, which none of ours has, where that is brought along."""
    uid = row.references[column]
    table = next(one.table for one in shape_of(row.table).references if one.column == column)
    return None if uid is None else office.places[table, uid]


def _free_slugs(office: Office, look: Snapshot) -> None:
    ours = {row["id"]: str(row["slug"]) for row in look.rows("own_templates")}
    taken = set(ours.values())
    for row in office.rows["own_templates"]:
        slug = str(row.values["slug"])
        place = office.places["own_templates", row.uid]
        numbered = (slug if number == 1 else f"{slug}_{number}" for number in range(1, len(taken) + 2))
        free = ours[place] if place > 0 else next(one for one in numbered if one not in taken)
        taken.add(free)
        if free != slug:
            office.slugs[slug] = free
