"""How far a recommendation has come, and what its answer lacks of what the auditors ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, Outcome
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.completeness import (
    Cell,
    Column,
    Fill,
    answer_cells,
    answer_of,
    asks_per_assessment,
    assessment_cells,
    columns_of,
    question_cells,
    recommendation_answer,
    with_let_stand,
)


class State(StrEnum):
    """Where a task stands; the smallest set that helps."""

    ej_paborjad = "ej_paborjad"
    pagar = "pagar"
    klar = "klar"


class Part(NamedTuple):
    """One thing that an answer is to hold: what it is called, and the very cell that the matrix shows of it."""

    name: str
    cell: Cell

    @property
    def field(self) -> str:
        """The form's field that it lies in."""
        return self.cell.field

    @property
    def there(self) -> bool:
        """Whether nothing is missing in it, be it vague or not needed."""
        return not self.cell.lacks and not self.let_stand

    @property
    def let_stand(self) -> bool:
        """Whether it is missing, and that is approved."""
        return self.cell.fill == Fill.godkand

    @property
    def lack(self) -> str:
        """The words that name what is missing."""
        return f"{self.name} saknas"

    @property
    def words(self) -> str:
        """How it stands, in the matrix's words where its name alone does not tell: «Åtgärd: i text»."""
        match self.cell.fill:
            case Fill.full:
                return self.name
            case Fill.tom:
                return self.lack
            case Fill.godkand:
                return f"{self.lack} – godkänt"
        return f"{self.name}: {self.cell.word.lower()}"


def parts_of(
    file: CaseFile, recommendation: Recommendation, let_stand: Mapping[str, str] | None = None
) -> tuple[Part, ...]:
    """What the answer to one of a case's recommendations is to hold, in the order of the form.

    Stance and answer are always wanted, the rest only where the auditors ask for it: see ``rules/completeness.py``.
    """
    columns = columns_of(file.demands)
    cells = answer_cells(recommendation_answer(file, recommendation), columns)
    return _parts(columns, with_let_stand(cells, recommendation.uid, let_stand or {}))


def question_parts(
    file: CaseFile, question: AuditQuestion, let_stand: Mapping[str, str] | None = None
) -> tuple[Part, ...]:
    """What the answer to the assessment of a revisionsfråga is to hold.

    Where the auditors want no answer to each assessment: the answer, and of the rest what is there all the same.
    """
    columns = columns_of(file.demands)
    asked = asks_per_assessment(file)
    cells = question_cells(file, question, columns, asked=asked)
    parts = _parts(columns, with_let_stand(cells, question.uid, let_stand or {}))
    answer, *rest = (part for part in parts if part.field != "stance")
    return (answer, *(part for part in rest if asked or part.cell.fill != Fill.behovs_inte))


def lacks_of(
    asked: Recommendation | AuditQuestion,
    measures: Sequence[Measure],
    promises: Mapping[int, Sequence[Promise]],
    demands: Sequence[Demand],
) -> tuple[str, ...]:
    """The names of what one answer lacks, from its rows alone; promises by the measure's id.

    Somebody who was given an assessment that the auditors want no answer to owes the answer itself, and what is wanted
    of the measures once there are some.
    """
    columns, answer = columns_of(demands), answer_of(asked, measures, promises)
    if isinstance(asked, Recommendation):
        cells = answer_cells(answer, columns)
    else:
        cells = assessment_cells(answer, columns, asked=True)
        if not measures and all(demand.part != DemandPart.per_assessment for demand in demands):
            columns, cells = columns[:2], cells[:2]
    return tuple(part.name for part in _parts(columns, cells) if not part.there)


def _parts(columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[Part, ...]:
    return tuple(Part(column.name, cell) for column, cell in zip(columns, cells, strict=True))


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
