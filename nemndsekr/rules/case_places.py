"""Which item of a case a row is worked on in: a measure's promise under the recommendation that it answers."""

from __future__ import annotations

from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import ItemKey

_OF_MEASURES: Final = {"measures", "promises", "report_backs", "measure_reports"}
_OF_ANSWERS: Final = {"findings": "findings", "answer_events": "answered_by"}
_FIELDS: Final = {"promises": "promise", "report_backs": "report_backs", "measure_reports": "measure_reports"}


class RowPlace(NamedTuple):
    """The item, the field in its form, and the measure to choose there, if it is about one."""

    key: ItemKey
    field: str
    measure_id: int = 0


def place_of_row(file: CaseFile, table: str, row_uid: str, field: str) -> RowPlace | None:
    """Where a row is worked on that is no item by itself; None for the rows of other tables, and for one that is gone.

    ``table`` is the list of ``CaseFile`` that holds the row.
    """
    row = next((one for one in getattr(file, table, []) if one.uid == row_uid), None)
    if row is None:
        return None
    if table in _OF_ANSWERS:
        key = _answered(row.recommendation_id, row.question_id)
        return RowPlace(key, _OF_ANSWERS[table]) if key is not None else None
    if table not in _OF_MEASURES:
        return None
    measure_id = row.stored_id if table == "measures" else row.measure_id
    for link in file.measure_links:
        key = _answered(link.recommendation_id, link.question_id)
        if link.measure_id == measure_id and key is not None:
            return RowPlace(key, _FIELDS.get(table, "measures" if field in ("", "text") else field), measure_id)
    return None


def _answered(recommendation_id: int | None, question_id: int | None) -> ItemKey | None:
    if recommendation_id is not None:
        return ("recommendations", recommendation_id)
    return ("questions", question_id) if question_id is not None else None
