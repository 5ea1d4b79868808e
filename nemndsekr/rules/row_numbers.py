"""The number that a decision point, an att-sats or a revisionsfråga is called by: its place among its like, from 1."""

from __future__ import annotations

from collections.abc import Sequence

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.namndinitiativ import Attsats


def row_number(file: CaseFile, row: DecisionPoint | Attsats | AuditQuestion) -> int:
    """The number as lists and papers show it; what was taken away leaves a hole among the stored places, not here.

    Opening words are no decision point of their own, unless they are all there is.
    """
    rows: Sequence[DecisionPoint | Attsats | AuditQuestion]
    if isinstance(row, DecisionPoint):
        rows = file.decision_points if row.lead_in else [one for one in file.decision_points if not one.lead_in]
    else:
        rows = file.attsatser if isinstance(row, Attsats) else file.questions
    return 1 + next(at for at, one in enumerate(rows) if one is row or one.uid == row.uid)
