"""How far a recommendation has come, and what its answer lacks of what the auditors ask for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.completeness import (
    Cell,
    Column,
    answer_cells,
    asks_per_assessment,
    columns_of,
    question_cells,
    recommendation_answer,
)


class State(StrEnum):
    """Where a task stands; the smallest set that helps."""

    ej_paborjad = "ej_paborjad"
    pagar = "pagar"
    klar = "klar"


class Part(NamedTuple):
    """One thing that an answer is to hold: what it is called, the field it lies in, and whether it is there."""

    name: str
    field: str
    there: bool

    @property
    def lack(self) -> str:
        """The words that name what is missing."""
        return f"{self.name} saknas"


def parts_of(file: CaseFile, recommendation: Recommendation) -> tuple[Part, ...]:
    """What the answer to one of a case's recommendations is to hold, in the order of the form.

    Stance and answer are always wanted, the rest only where the auditors ask for it: see ``rules/completeness.py``.
    """
    columns = columns_of(file.demands)
    return _parts(columns, answer_cells(recommendation_answer(file, recommendation), columns))


def question_parts(file: CaseFile, question: AuditQuestion) -> tuple[Part, ...]:
    """What the answer to the assessment of a revisionsfråga is to hold; measures only where each assessment asks."""
    columns = columns_of(file.demands)
    asked = asks_per_assessment(file)
    parts = _parts(columns, question_cells(file, question, columns, asked=asked))
    if not asked:
        return (Part("Svar", "answer", bool(question.answer)),)
    return tuple(part for part in parts if part.field != "stance")


def _parts(columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[Part, ...]:
    return tuple(Part(column.name, cell.field, not cell.lacks) for column, cell in zip(columns, cells, strict=True))


def question_state(file: CaseFile, question: AuditQuestion) -> State:
    """Where the answer to a revisionsfråga stands."""
    if question.finished:
        return State.klar
    begun = question.answer or question.no_measure_reason.strip() or file.measures_of_question(question.stored_id)
    return State.pagar if begun else State.ej_paborjad


def recommendation_state(file: CaseFile, recommendation: Recommendation) -> State:
    """Where a recommendation stands: finished is the secretary's own word, begun is that anything is written."""
    if recommendation.finished:
        return State.klar
    begun = (
        recommendation.stance is not None
        or recommendation.answer
        or recommendation.done
        or recommendation.no_measure_reason.strip()
        or file.measures_of(recommendation.stored_id)
    )
    return State.pagar if begun else State.ej_paborjad


def attsats_state(proposal: Outcome | None, outcome: Outcome | None, *, assessed: bool) -> State:
    """Where an att-sats stands."""
    if outcome is not None or proposal is not None:
        return State.klar
    return State.pagar if assessed else State.ej_paborjad


STATE_WORDS = {State.ej_paborjad: "Ej påbörjad", State.pagar: "Pågår", State.klar: "Klar"}
