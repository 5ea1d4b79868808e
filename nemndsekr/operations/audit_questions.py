"""Write down what the auditors asked: revisionsfrågor pasted as text, and whether each assessment wants an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.case import Case
from nemndsekr.records.choices import DemandPart
from nemndsekr.records.source import Evidence
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import folded


def add_questions(store: Store, case_id: int, texts: Sequence[str], who: str, now: datetime) -> Changes:
    """Add these revisionsfrågor after those the case has, in one step; what is there already is left alone.

    Raises:
        UserError: there is none to add.
    """
    wanted = [text for text in map(str.strip, texts) if text]
    if not wanted:
        raise UserError("Det finns ingen revisionsfråga att lägga till.", "Klistra in texten och markera minst en rad.")
    name = "lade till en revisionsfråga" if len(wanted) == 1 else f"lade till {len(wanted)} revisionsfrågor"
    with store.step(name, who, now) as step:
        step.get(Case, case_id)
        rows = step.all(AuditQuestion, case_id=case_id)
        known = {folded(row.text) for row in rows}
        position = max((row.position for row in rows), default=0)
        for text in wanted:
            if folded(text) not in known:
                known.add(folded(text))
                position += 1
                step.add(AuditQuestion(case_id=case_id, position=position, text=text))
    return Changes.of(name, step)


def ask_per_assessment(store: Store, case_id: int, *, wanted: bool, who: str, now: datetime) -> Changes:
    """Say whether the auditors want an answer to every assessment: a part of what they demand, or no such part."""
    name = "ändrade om bedömningarna ska besvaras"
    with store.step(name, who, now) as step:
        demands = step.all(Demand, case_id=case_id)
        asked = [one for one in demands if one.part == DemandPart.per_assessment]
        if wanted and not asked:
            position = 1 + max((one.position for one in demands), default=0)
            step.add(Demand(case_id=case_id, part=DemandPart.per_assessment, position=position))
        for one in () if wanted else asked:
            for passage in step.all(Evidence, record_uid=one.uid):
                step.delete(passage)
            step.delete(one)
    return Changes.of(name, step)
