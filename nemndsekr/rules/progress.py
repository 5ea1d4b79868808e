"""How far a recommendation has come, and what its answer lacks of what the auditors ask for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, Outcome
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.records.recommendation import Recommendation


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


def answer_parts(
    recommendation: Recommendation,
    measures: Sequence[Measure],
    promises: Collection[Promise],
    demanded: Collection[DemandPart],
) -> tuple[Part, ...]:
    """What the answer to a recommendation is to hold, in the order of the form.

    Stance and answer are always wanted; measure, effect, time and responsible only where the auditors ask for them.
    «Ingen åtgärd» with a reason needs no effect and no time.
    """
    parts = (
        Part("Ställningstagande", "stance", recommendation.stance is not None),
        Part("Svar", "answer", bool(recommendation.answer) or bool(recommendation.done)),
    )
    return (*parts, *_measure_parts(recommendation.no_measure_reason, measures, promises, demanded))


def _measure_parts(
    reason: str, measures: Sequence[Measure], promises: Collection[Promise], demanded: Collection[DemandPart]
) -> tuple[Part, ...]:
    """What the measures under a recommendation or an assessment are to hold, of what the auditors ask for."""
    none_planned = bool(reason.strip()) and not measures
    dated = {promise.measure_id for promise in promises if promise.words.strip()}
    wanted = (
        (DemandPart.measures, Part("Åtgärd", "measures", bool(measures) or none_planned)),
        (
            DemandPart.expected_effect,
            Part("Effekt", "expected_effect", none_planned or _each(measures, lambda measure: measure.expected_effect)),
        ),
        (
            DemandPart.latest_date,
            Part("Tidpunkt", "promise", none_planned or _each(measures, lambda measure: measure.id in dated)),
        ),
        (
            DemandPart.responsible,
            Part("Ansvarig", "responsible", none_planned or _each(measures, lambda measure: measure.responsible)),
        ),
    )
    return tuple(part for demand, part in wanted if demand in demanded)


def _each(measures: Sequence[Measure], holds: object) -> bool:
    return bool(measures) and all(bool(holds(measure)) for measure in measures)  # type: ignore[operator]


def parts_of(file: CaseFile, recommendation: Recommendation) -> tuple[Part, ...]:
    """What the answer to one of a case's recommendations is to hold."""
    measures = file.measures_of(recommendation.stored_id)
    promises = [promise for measure in measures for promise in file.promises_of(measure.stored_id)]
    return answer_parts(recommendation, measures, promises, {demand.part for demand in file.demands})


def question_parts(file: CaseFile, question: AuditQuestion) -> tuple[Part, ...]:
    """What the answer to the assessment of a revisionsfråga is to hold; measures only where each assessment asks."""
    answered = Part("Svar", "answer", bool(question.answer))
    demanded = {demand.part for demand in file.demands}
    if DemandPart.per_assessment not in demanded:
        return (answered,)
    measures = file.measures_of_question(question.stored_id)
    promises = [promise for measure in measures for promise in file.promises_of(measure.stored_id)]
    return (answered, *_measure_parts(question.no_measure_reason, measures, promises, demanded))


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
