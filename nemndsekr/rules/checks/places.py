"""Where a remark on a case stands, in words: «rekommendation 3», «avsnittet Bakgrund»."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import label
from nemndsekr.rules.checks.followup_checks import FOLLOWUP_TABLE
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.row_numbers import row_number

_WHOLE: Final = "ärendet"
_NO_ROW_YET: Final = {"decision_points": "förslag till beslut"}
_BY_TABLE: Final[dict[str, str | Callable[[CaseFile, Any], str]]] = {
    "recommendations": lambda _, row: f"rekommendation {row.no}",
    "audit_questions": lambda file, row: f"revisionsfråga {row_number(file, row)}",
    "attsatser": lambda file, row: f"att-sats {row_number(file, row)}",
    "decision_points": lambda file, row: f"beslutspunkt {row_number(file, row)}",
    "sections": lambda _, row: f"avsnittet {row.heading}" if row.heading else "texten",
    "documents": lambda _, row: label(row.kind).lower(),
    "measures": "åtgärderna",
    "plan_steps": "beslutsplaneringen",
    "bases": "beslutsunderlaget",
    "attachments": "bilagorna",
    "recipients": "beslutet skickas till",
    "reply_days": "svarsdagarna",
    "audits": "granskningen",
    "differences": "uppgifter som skiljer sig",
    "findings": "iakttagelserna",
    "document_persons": "undertecknarna",
    "promises": "tidpunkterna",
    FOLLOWUP_TABLE: "det uppföljande yttrandet",
}


def place_in_words(file: CaseFile, remark: Remark) -> str:
    """The part of the case that the remark is about, in a word or two; «ärendet» where it has no part of its own."""
    told = _BY_TABLE.get(remark.table)
    if told is None or isinstance(told, str):
        return told or _WHOLE
    if not remark.row_uid:
        return _NO_ROW_YET.get(remark.table, _WHOLE)
    # The list has another name than its table in places; the uid is told apart in all of them.
    rows = (row for name, _ in CASE_TABLES for row in getattr(file, name))
    row = next((row for row in rows if row.uid == remark.row_uid), None)
    return told(file, row) if row is not None else _WHOLE
