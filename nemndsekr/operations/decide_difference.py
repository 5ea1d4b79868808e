"""Decide a difference: two papers of a case say different things, and a person now says what holds."""

from __future__ import annotations

from typing import Any

from nemndsekr.records.block_text import BlockText, from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DifferenceState
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.row import Row
from nemndsekr.records.source import Difference, Evidence
from nemndsekr.rules.differences import OpenDifference, field_words, open_difference
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.store.database import StepWriter
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import folded


def decide_in(step: StepWriter, file: CaseFile, difference: Difference, state: DifferenceState) -> None:
    """Decide a difference within a step; the case was read in the step's own session.

    Raises:
        UserError: the papers no longer differ, or the other words do not fit the field.
    """
    found = open_difference(file, difference)
    if found is None:
        raise UserError("Uppgifterna skiljer sig inte längre.", "Inget behöver avgöras.")
    if state == DifferenceState.ersatt:
        _take_other(step, file, difference, found.row)
    elif state == DifferenceState.bada:
        _keep_both(file, difference, found)
    difference.state = state


def _take_other(step: StepWriter, file: CaseFile, difference: Difference, row: Row) -> None:
    words = difference.words
    if isinstance(row, ReplyDay):
        # A later day is a new row: the first is kept for ever.
        row = _later_day(step, row, words)
        former, proofs = "", list[Evidence]()
    else:
        former = field_words(file, row, difference.field)
        proofs = [one for one in file.evidence if (one.record_uid, one.field) == (row.uid, difference.field)]
        setattr(row, difference.field, _value(step, row, difference.field, words))
    if difference.source_id is not None and difference.start is not None and difference.end is not None:
        step.add(
            Evidence(
                case_id=file.case.stored_id,
                record=difference.record,
                record_uid=row.uid,
                field=difference.field,
                source_id=difference.source_id,
                start=difference.start,
                end=difference.end,
            )
        )
    if former:
        first = proofs[0] if proofs else None
        difference.words = former
        difference.source_id = first.source_id if first else None
        difference.start, difference.end = (first.start, first.end) if first else (None, None)
        for proof in proofs:
            step.delete(proof)


def _later_day(step: StepWriter, first: ReplyDay, words: str) -> ReplyDay:
    value = tidpunkt(words, first.latest) or Tidpunkt(words)
    return step.add(ReplyDay(case_id=first.case_id, to_whom=first.to_whom, occasion=first.occasion, **value.columns()))


def _value(step: StepWriter, row: Row, field: str, words: str) -> Any:
    """The words as the field holds them."""
    if isinstance(row, Case) and field == "namnd_id":
        same = next((namnd for namnd in step.all(Namnd) if folded(namnd.name) == folded(words)), None)
        return (same or step.add(Namnd(name=words))).stored_id
    if isinstance(getattr(row, field), BlockText):
        return from_paragraphs(words.split("\n"))
    if field in {"day", "received_on"}:
        value = tidpunkt(words, getattr(row, field))
        if value is None or value.day is None:
            raise UserError(f"«{words}» är inte en hel dag.", "Skriv dagen i ärendet i stället.")
        return value.day
    return words


def _keep_both(file: CaseFile, difference: Difference, found: OpenDifference) -> None:
    row: Any = found.row
    if difference.field == "text" and getattr(row, "other_wording", None) == "":
        row.other_wording = difference.words
        return
    noted = row if hasattr(row, "note") else file.case
    place = f" ({found.place})" if found.place else ""
    noted.note = f"{noted.note}\n{found.name}{place}: {difference.words}".strip()
