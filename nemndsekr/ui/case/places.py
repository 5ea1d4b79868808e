"""Place: where in the case's page a field of a record is mended, whichever record a remark or a cell points at."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from nemndsekr.records.audit import Audit, AuditQuestion
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.document import Section
from nemndsekr.records.namndinitiativ import Attsats, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.case_items import (
    DECISION_KEY,
    FACTS_KEY,
    FOLLOWUP,
    FOLLOWUP_TEXT,
    SAME_KEY,
    TASKS_KEY,
    ItemKey,
    items_of,
)
from nemndsekr.rules.progress import State
from nemndsekr.rules.second_answer import ONWARD_KEY, SUMMARY_KEY, is_followup_key

_LISTS_OF_FACTS: Final = frozenset({"reply_days", "demands", "initiators"})
_PREFIXES: Final = {"audits": Audit.__name__, "initiatives": Namndinitiativ.__name__}
_FACT_TABLES: Final = frozenset({"cases", *_PREFIXES})
_LIST_OF: Final = {str(record.__tablename__): name for name, record in CASE_TABLES}  # type: ignore[attr-defined]
"""What the case's list of a table's rows is called; a remark may name either."""
_OF_ANSWERS: Final = {"findings": "findings", "answer_events": "answered_by"}
_LIST_KEYS: Final = {
    "assignments": TASKS_KEY,
    "links": SAME_KEY,
    **dict.fromkeys(("decisions", "point_outcomes", "dissents", "dispatches"), DECISION_KEY),
}
PARTS: Final[dict[str, tuple[type[CaseRow], str]]] = {
    "recommendations": (Recommendation, "Rekommendationen"),
    "attsatser": (Attsats, "Att-satsen"),
    "questions": (AuditQuestion, "Revisionsfrågan"),
    "sections": (Section, "Texten"),
}
"""The tables whose rows are items of their own, with what one of them is called."""
ONE_PART: Final = {"recommendations": "rekommendation", "attsatser": "att-sats", "questions": "revisionsfråga"}
"""What one that is added is called, after «en»."""


_MEASURE_FIELDS: Final = {"promises": "promise", "report_backs": "report_backs", "measure_reports": "measure_reports"}


class Place(NamedTuple):
    """An item of the list, a field of its form ("" for the first), and the uid of the row in it that is meant."""

    key: ItemKey
    field: str = ""
    row_uid: str = ""


def place_of(file: CaseFile, table: str, row_uid: str, field: str) -> Place | None:
    """Where a field of a record is; None where the record is gone."""
    table = _LIST_OF.get(table, table)
    if table in _LISTS_OF_FACTS:
        return Place(FACTS_KEY, table, row_uid)
    if not table or table in _FACT_TABLES:
        return Place(FACTS_KEY, f"{_PREFIXES[table]}.{field}" if table in _PREFIXES and field else field)
    if table == FOLLOWUP:
        return _of_followup(file, row_uid, field)
    row = next((one for one in getattr(file, table, []) if one.uid == row_uid), None)
    if table in {"measures", "promises", "report_backs", "measure_reports"}:
        return _of_measure(file, row, _MEASURE_FIELDS.get(table, field or "measures")) if row is not None else None
    if table in _OF_ANSWERS:
        return _of_answer(row, _OF_ANSWERS[table]) if row is not None else None
    if isinstance(row, Section) and row.document_id is None and row.key:
        return Place(("section", row.key), field)
    if isinstance(row, Section) and is_followup_key(row.key):
        return _of_followup(file, row.key.partition(":")[2] or row.key, field)
    if table in _LIST_KEYS:
        return Place(_LIST_KEYS[table], field)
    if table in PARTS:
        return Place((table, row.stored_id), field) if row is not None else None
    return Place(("rows", table), field, row_uid)


def _of_measure(file: CaseFile, row: Any, field: str) -> Place | None:
    """The first recommendation or question that a measure answers."""
    measure_id = getattr(row, "measure_id", row.id)
    measure = next((one for one in file.measures if one.id == measure_id), None)
    link = next((one for one in file.measure_links if one.measure_id == measure_id), None)
    if measure is None or link is None:
        return None
    if link.recommendation_id is not None:
        return Place(("recommendations", link.recommendation_id), field, measure.uid)
    return Place(("questions", link.question_id or 0), field, measure.uid)


def _of_followup(file: CaseFile, row_uid: str, field: str) -> Place | None:
    """A part of the second answer, or the first of them that is not yet told."""
    if row_uid:
        return Place((FOLLOWUP_TEXT if row_uid in (SUMMARY_KEY, ONWARD_KEY) else FOLLOWUP, row_uid), field)
    mine = [item for item in items_of(file) if item.key[0] in (FOLLOWUP, FOLLOWUP_TEXT)]
    left = next((item for item in mine if item.state != State.klar), mine[0] if mine else None)
    return Place(left.key, field) if left is not None else None


def _of_answer(row: Any, field: str) -> Place | None:
    """The recommendation or question that a finding or a line of the log belongs to."""
    if row.recommendation_id is not None:
        return Place(("recommendations", row.recommendation_id), field)
    return Place(("questions", row.question_id), field) if row.question_id is not None else None
