"""Snapshot: rows as SQLite keeps them, as they stood at one moment, while the window goes on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from nemndsekr.records.choices import LeftAs, Secrecy
from nemndsekr.store.connect import explained
from nemndsekr.store.database import Store

Stored = dict[str, Any]

_AT_ONCE: Final = 500
_SECRET: Final = f"secrecy <> '{Secrecy.ingen.value}'"
_CASES: Final = f"""
SELECT c.id, c.uid, c.dnr, c.dnr_key, c.title, c.kind, c.secrecy, c.removed_at IS NOT NULL,
  c.{_SECRET}
  OR EXISTS (SELECT 1 FROM documents d WHERE d.case_id = c.id AND d.{_SECRET})
  OR EXISTS (SELECT 1 FROM source_documents s WHERE s.case_id = c.id AND s.{_SECRET})
  OR EXISTS (SELECT 1 FROM attachments a WHERE a.case_id = c.id AND a.{_SECRET})
FROM cases c ORDER BY c.id
"""  # noqa: S608 - no value of anybody's goes into the text
_CAME: Final = """
SELECT k.row_uid, min(s.at) FROM changes k JOIN steps s ON s.id = k.step_id
WHERE k.case_id = ? AND k.before IS NULL GROUP BY k.row_uid
"""
_LEFT: Final = f"SELECT max(at) FROM departures WHERE case_id = ? AND left_as = '{LeftAs.nemndsekr.value}'"  # noqa: S608
# An undone step is counted where nobody can have seen it: the case did not leave between the act and its undoing.
_UNDONE: Final = f"""
SELECT k.row_uid, count(*) FROM changes k JOIN steps s ON s.id = k.step_id
WHERE k.case_id = ? AND s.undone_at IS NOT NULL AND k.before IS NOT NULL AND k.after IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.case_id = k.case_id AND d.left_as = '{LeftAs.nemndsekr.value}'
  AND d.at > s.at AND d.at < s.undone_at)
GROUP BY k.row_uid
"""  # noqa: S608
_CHANGED: Final = """
SELECT max(s.at) FROM changes k JOIN steps s ON s.id = k.step_id WHERE k.case_id = ? AND s.undone_at IS NULL
"""
_WENT: Final = "SELECT DISTINCT row_uid FROM changes WHERE case_id = ? AND after IS NULL"


class CaseInBrief(NamedTuple):
    """A case as choosing what to export needs it; ``marked`` that it, or a paper of it, is marked as secret."""

    id: int
    uid: str
    dnr: str
    dnr_key: str
    title: str
    kind: str
    secrecy: str
    removed: bool
    marked: bool


class Snapshot:
    """A read-only connection of its own; what is written meanwhile is not seen. May be used in one thread at a time."""

    def __init__(self, store: Store) -> None:
        """Look at the office's database.

        Raises:
            UserError: there is no database, or it cannot be read.
        """
        self._raw = store.reader()
        self._raw.row_factory = sqlite3.Row
        try:
            self._raw.execute("BEGIN")
            self._raw.execute("SELECT count(*) FROM cases").fetchone()  # from here on nothing newer is seen
        except sqlite3.Error as error:
            self._raw.close()
            told = explained(error)
            if told is not None:
                raise told from error
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._raw.close()

    def cases(self) -> list[CaseInBrief]:
        """Every case, also those in the bin, in the order they were made."""
        return [CaseInBrief._make((*row[:7], bool(row[7]), bool(row[8]))) for row in self._raw.execute(_CASES)]

    def rows(self, table: str, ids: Iterable[int] | None = None, column: str = "id") -> Iterator[Stored]:
        """The rows of a table in the order they were made: all, or those whose ``column`` is one of some ids."""
        if ids is None:
            yield from map(dict, self._raw.execute(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608 - a record's name
            return
        wanted = sorted(set(ids))
        found: list[Stored] = []
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            found += map(dict, self._raw.execute(f"SELECT * FROM {table} WHERE {column} IN ({marks})", some))  # noqa: S608
        yield from sorted(found, key=lambda row: int(row["id"]))

    def case_rows(self, tables: Sequence[str], case_id: int) -> dict[str, list[Stored]]:
        """What belongs to one case, by table, each in the order the rows were made; tables without any are left out.

        A row's version counts the changes that stand: what was done and undone raised it twice and changed nothing.
        """
        undone = self._undone(case_id)
        filled = [row[0] for row in self._raw.execute(_filled(tuple(tables)), {"case_id": case_id})]
        return {
            table: [
                _without_undone(dict(row), undone)
                for row in self._raw.execute(f"SELECT * FROM {table} WHERE case_id = ? ORDER BY id", (case_id,))  # noqa: S608
            ]
            for table in filled
        }

    def case_row(self, case_id: int) -> Stored:
        """The row of one case itself, its version counted in the same way."""
        [row] = self.rows("cases", [case_id])
        return _without_undone(row, self._undone(case_id))

    def _undone(self, case_id: int) -> dict[str, int]:
        return {row[0]: row[1] for row in self._raw.execute(_UNDONE, (case_id,))}

    def last_changed(self, case_id: int) -> datetime | None:
        """When something of a case was last changed here and not undone; None where the log does not say."""
        told = self._raw.execute(_CHANGED, (case_id,)).fetchone()[0]
        return None if told is None else datetime.fromisoformat(told)

    def uids(self, table: str) -> dict[int, str]:
        """The uid of every row of a table, by id."""
        return {row[0]: row[1] for row in self._raw.execute(f"SELECT id, uid FROM {table}")}  # noqa: S608

    def uid_of(self, table: str, row_id: int) -> str | None:
        """The uid of one row."""
        row = self._raw.execute(f"SELECT uid FROM {table} WHERE id = ?", (row_id,)).fetchone()  # noqa: S608
        return None if row is None else str(row[0])

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    def last_id(self, table: str) -> int:
        """The greatest id of a table; 0 where it is empty."""
        return int(self._raw.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0)  # noqa: S608

    def user_names(self) -> Mapping[str, str]:
        """What users are called, by uid."""
        return {row[0]: row[1] or row[2] for row in self._raw.execute("SELECT uid, name, login FROM users")}

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a kept file."""
        row = self._raw.execute("SELECT content FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else bytes(row[0])

    def kept_files(self) -> frozenset[str]:
        """The checksums of all kept files."""
        return frozenset(row[0] for row in self._raw.execute("SELECT sha256 FROM blobs"))

    def came(self, case_id: int) -> dict[str, str]:
        """When each row of a case first came to this database, by uid, as UTC text that sorts by time."""
        return {row[0]: row[1] for row in self._raw.execute(_CAME, (case_id,))}

    def last_left(self, case_id: int) -> str:
        """When a case was last written to an archive; "" where it never was."""
        return str(self._raw.execute(_LEFT, (case_id,)).fetchone()[0] or "")

    def went(self, case_id: int) -> frozenset[str]:
        """The uids of the rows of a case that have been taken away here at some time."""
        return frozenset(row[0] for row in self._raw.execute(_WENT, (case_id,)))


def _without_undone(row: Stored, undone: Mapping[str, int]) -> Stored:
    return row | {"version": max(1, row["version"] - 2 * undone.get(row["uid"], 0))}


@cache
def _filled(tables: tuple[str, ...]) -> str:
    """Statement: which of these tables hold something of a case."""
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table} WHERE case_id = :case_id)"  # noqa: S608 - records' names
        for table in tables
    )
