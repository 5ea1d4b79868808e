"""The rows of the first window by plain sqlite3, so that it is painted before the heavy libraries are loaded.

The list of cases is asked for by the same SQL later on, so that the two can never differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import Any, Final, NamedTuple

from nemndsekr.records.choices import CaseStage, title_to_show
from nemndsekr.rules.planning.today import TodayFacts
from nemndsekr.store.connect import open_database
from nemndsekr.store.today_rows import today_facts
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.swedish import dnr_key, folded

PAGE: Final = 200
FINISHED_STAGES: Final = (CaseStage.beslutat, CaseStage.expedierat, CaseStage.avslutat)
_STAGE_ORDER: Final = " ".join(
    ("CASE c.stage", *(f"WHEN '{stage}' THEN {n}" for n, stage in enumerate(CaseStage)), "END")
)


class ListedCase(NamedTuple):
    """One row of the list of cases."""

    id: int
    dnr: str
    dnr_expected: int
    title: str
    kind: str
    stage: str
    finished: int
    total: int
    reply_words: str
    reply_latest: str | None
    namnd_day: str | None
    secrecy: str
    removed: int

    @property
    def shown_title(self) -> str:
        """The title, or a neutral label where the whole case is secret."""
        return title_to_show(self.title, self.secrecy)


class CaseFilter(NamedTuple):
    """What the list of cases is to show, and in which order."""

    words: str = ""
    kind: str = ""
    stage: str = "open"
    order: str = "reply"
    descending: bool = False
    namnd_id: int | None = None


class FirstWindow(NamedTuple):
    """What the first window shows."""

    namnd: str
    municipality: str
    total: int
    matching: int
    cases: Sequence[ListedCase]
    today: TodayFacts | None = None


# What stands first in the order whichever way it runs (those without a day come last), and what the order runs by.
ORDERS: Final[dict[str, tuple[str, str]]] = {
    "dnr": ("c.dnr_sort_key = ''", "c.dnr_sort_key"),
    "title": ("c.sort_key IS NULL", "c.sort_key"),
    "kind": ("c.kind IS NULL", "c.kind"),
    "stage": ("c.stage IS NULL", _STAGE_ORDER),
    "reply": ("reply_latest IS NULL", "reply_latest"),
    "namnd": ("namnd_day IS NULL", "namnd_day"),
    "finished": ("total = 0", "finished * 1.0 / total"),
}


def _asked_for(answer: str) -> str:
    """The reply day that one is asked to answer by first, of those that hold: a later one is a new row of its own."""
    return (
        f"(SELECT d.id FROM reply_days d WHERE d.case_id = c.id AND d.occasion {answer} 'uppfoljande' AND NOT EXISTS "  # noqa: S608 - a sign of the program's own
        "(SELECT 1 FROM reply_days n WHERE n.case_id = c.id AND n.id > d.id AND n.occasion = d.occasion "
        "AND lower(trim(n.to_whom)) = lower(trim(d.to_whom))) ORDER BY d.latest IS NULL, d.latest, d.id LIMIT 1)"
    )


_FIRST, _LATER = _asked_for("<>"), _asked_for("=")
# The first answer's, and once that is sent the follow-up's.
_NEXT: Final = (
    "CASE WHEN c.stage IN ('expedierat', 'uppfoljning', 'avslutat') "
    f"THEN coalesce({_LATER}, {_FIRST}) ELSE coalesce({_FIRST}, {_LATER}) END"
)
_SELECT: Final = f"""
SELECT c.id, c.dnr, c.dnr_expected, c.title, c.kind, c.stage,
  CASE c.kind
    WHEN 'granskning' THEN
      (SELECT count(*) FROM recommendations r WHERE r.case_id = c.id AND r.concerns_us AND r.finished)
    ELSE
      (SELECT count(*) FROM attsatser a WHERE a.case_id = c.id AND (a.proposal IS NOT NULL OR a.outcome IS NOT NULL))
  END AS finished,
  CASE c.kind
    WHEN 'granskning' THEN (SELECT count(*) FROM recommendations r WHERE r.case_id = c.id AND r.concerns_us)
    ELSE (SELECT count(*) FROM attsatser a WHERE a.case_id = c.id)
  END AS total,
  coalesce(y.words, '') AS reply_words, y.latest AS reply_latest,
  (SELECT max(p.day) FROM plan_steps p WHERE p.case_id = c.id AND p.kind = 'namnd') AS namnd_day,
  c.secrecy, c.removed_at IS NOT NULL AS removed
FROM cases c LEFT JOIN reply_days y ON y.id = {_NEXT}
"""  # noqa: S608 - no value of anybody's goes into the text


def _where(wanted: CaseFilter) -> tuple[str, list[Any]]:
    conditions = ["c.removed_at IS NOT NULL" if wanted.stage == "removed" else "c.removed_at IS NULL"]
    values: list[Any] = []
    for word in folded(wanted.words).split():
        conditions.append("(c.search_key LIKE ? ESCAPE '!' OR (? <> '' AND c.dnr_key LIKE ? ESCAPE '!'))")
        number = dnr_key(word)
        values += [_like(word), number, _like(number)]
    if wanted.kind:
        conditions.append("c.kind = ?")
        values.append(wanted.kind)
    if wanted.namnd_id is not None:
        conditions.append("c.namnd_id = ?")
        values.append(wanted.namnd_id)
    if wanted.stage in {"open", "finished"}:
        marks = ", ".join("?" * len(FINISHED_STAGES))
        conditions.append(f"c.stage {'NOT ' if wanted.stage == 'open' else ''}IN ({marks})")
        values += FINISHED_STAGES
    return " WHERE " + " AND ".join(conditions), values


def _like(word: str) -> str:
    return "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def list_sql(wanted: CaseFilter, offset: int, limit: int) -> tuple[str, list[Any]]:
    """The statement and values for one page of the list of cases."""
    where, values = _where(wanted)
    last, by = ORDERS[wanted.order]
    direction = "DESC" if wanted.descending else "ASC"
    return f"{_SELECT}{where} ORDER BY {last}, {by} {direction}, c.id LIMIT ? OFFSET ?", [*values, limit, offset]


def count_sql(wanted: CaseFilter) -> tuple[str, list[Any]]:
    """The statement and values that count what a filter lets through."""
    where, values = _where(wanted)
    # The text is ours throughout: every value goes in as a parameter.
    return f"SELECT count(*) FROM cases c{where}", values  # noqa: S608


def list_cases(
    connection: sqlite3.Connection, wanted: CaseFilter, offset: int = 0, limit: int = PAGE
) -> list[ListedCase]:
    """One page of the list of cases."""
    return [ListedCase(*row) for row in connection.execute(*list_sql(wanted, offset, limit))]


class CaseLister:
    """Pages of the list of cases, by a reading connection of its own, so that no one who writes is waited for."""

    def __init__(self, folder: DataFolder) -> None:
        """Open the database for reading.

        Raises:
            UserError: there is none, or it cannot be read.
        """
        self._connection = open_database(folder.database, read_only=True)

    def page(self, wanted: CaseFilter, offset: int, limit: int) -> list[ListedCase]:
        """Some rows of the list."""
        return list_cases(self._connection, wanted, offset, limit)

    def count(self, wanted: CaseFilter) -> int:
        """How many cases a filter lets through."""
        return int(self._connection.execute(*count_sql(wanted)).fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def first_window(folder: DataFolder, wanted: CaseFilter, today: date | None = None) -> FirstWindow | None:
    """What the first window shows, or None where there is no database yet, or one that must first be seen to.

    Without ``today`` the page Idag waits until the database is open.
    """
    if not folder.database.exists():
        return None
    try:
        with closing(open_database(folder.database, read_only=True)) as connection:
            namnd = connection.execute("SELECT name, municipality FROM namnder ORDER BY id LIMIT 1").fetchone() or (
                "",
                "",
            )
            total = connection.execute("SELECT count(*) FROM cases WHERE removed_at IS NULL").fetchone()[0]
            matching = connection.execute(*count_sql(wanted)).fetchone()[0]
            facts = today_facts(connection, today) if today is not None else None
            return FirstWindow(namnd[0], namnd[1], total, matching, list_cases(connection, wanted), facts)
    except (UserError, sqlite3.Error):
        # A database that is damaged or of another version is told about when it is opened for work.
        return None
