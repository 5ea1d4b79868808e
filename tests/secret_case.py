"""Every case of an exercise made secret as a whole, with one unmistakable word in all that is written in it."""

from __future__ import annotations

from typing import Any, Final

from nemndsekr.records.block_text import BlockText, dump, from_paragraphs
from nemndsekr.records.case import Case, CaseNumber
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.check import Approval
from nemndsekr.records.document import Departure, Version
from nemndsekr.records.source import Difference, Evidence, SourceDocument, SourceProblem
from nemndsekr.store.database import Store

WORD: Final = "Kvadrix"
# Numbers and keys are no words of the case, and whoever among the staff is to act is reminded by name; the file
# of a source is told of in the case alone.
_NOT_WORDS: Final = frozenset(
    {
        *("uid", "dnr", "sha256", "fingerprint", "table", "key", "rule", "template"),
        *(
            "relative_to",
            "recurrence",
            "responsible",
            "external_owner",
            "task_for",
            "answered_by_unit",
            "label",
        ),
    }
)
_NOT_WRITTEN: Final = (CaseNumber, Approval, Departure, Version, Evidence, SourceProblem, Difference, SourceDocument)


def make_all_secret(store: Store) -> None:
    """Mark every case, and put the word first in every text of it."""
    raw = store.raw
    raw.execute("UPDATE cases SET secrecy = 'hela', secrecy_ground = 'OSL 26 kap. 1 §'")
    tables: list[Any] = [Case, *(made for _, made in CASE_TABLES)]
    for table in tables:
        if table in _NOT_WRITTEN:
            continue
        for name, field in table.model_fields.items():
            if name in _NOT_WORDS or name.endswith(("_key", "_uid", "_ground")):
                continue
            kind: Any = field.annotation
            where = f"{table.__tablename__} SET {name} ="
            if kind is str:
                raw.execute(f"UPDATE {where} '{WORD} ' || {name} WHERE {name} <> ''")
            elif kind is BlockText:
                raw.execute(f"UPDATE {where} ? WHERE {name} LIKE '%text%'", (dump(from_paragraphs([f"{WORD} sa."])),))
    raw.execute(f"UPDATE cases SET search_key = '{WORD.lower()} ' || search_key")  # noqa: S608
