"""Number facts: what tells whether a typed diarienummer is right: the nämnd's pattern, and who has it already."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import NamedTuple

from nemndsekr.records.choices import title_to_show
from nemndsekr.store.connect import open_database
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.swedish import dnr_key


class NumberOf(NamedTuple):
    """The case that has a number already."""

    case_id: int
    uid: str
    title: str
    """The title, or a neutral label where the whole case is secret."""


class NumberFacts(NamedTuple):
    """The pattern that a nämnd's numbers follow, or an empty one, and the other case that has the number."""

    pattern: str = ""
    taken_by: NumberOf | None = None


_TAKEN = """SELECT c.id, c.uid, c.title, c.secrecy FROM cases c WHERE c.removed_at IS NULL AND c.id <> ?
AND (c.dnr_key = ? OR c.id IN (SELECT n.case_id FROM case_numbers n WHERE n.dnr_key = ? AND n.kind = 'eget')) LIMIT 1"""


def number_facts(folder: DataFolder, words: str, namnd: str, but_case: int = 0) -> NumberFacts:
    """What is known of a number that is typed for a case of a nämnd; ``but_case`` may have it. Reads only.

    Where there is no database to ask, nothing is known.
    """
    try:
        with closing(open_database(folder.database, read_only=True)) as connection:
            told = connection.execute("SELECT dnr_pattern FROM namnder WHERE name = ?", (namnd,)).fetchone()
            key = dnr_key(words)
            row = connection.execute(_TAKEN, (but_case, key, key)).fetchone() if key else None
    except (UserError, sqlite3.Error):
        return NumberFacts()
    taken = NumberOf(row[0], row[1], title_to_show(row[2], row[3])) if row is not None else None
    return NumberFacts(told[0] if told else "", taken)
