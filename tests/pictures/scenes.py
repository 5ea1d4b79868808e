"""Invented databases for the pictures: cases that are hardly begun, and cases with too much of everything."""

from __future__ import annotations

from datetime import date
from typing import Final

from nemndsekr.records.audit import Audit, AuditQuestion, Demand, Finding
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import (
    AnswerEventKind,
    BodyKind,
    CaseKind,
    DemandPart,
    InitiatorPart,
    Occasion,
    Precision,
    Stance,
    WhoseDate,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.store.database import StepWriter, Store
from tests.pictures.studio import NOW

WHO: Final = "7a1f4d52-3f0a-4c0e-9a55-0d3b6a5f1c11"
ONE, THIRTY, BARE_INITIATIVE, NONE_YET = "BUN-2026-0601", "BUN-2026-0630", "BUN-2026-0640", "BUN-2026-0600"
_LONG_NAME: Final = "Enheten för samordnad elevhälsa, skolskjuts och trafiksäkerhet i norra kommundelen"
_LONG_PERSON: Final = "Maria-Elisabeth Rosenschöld-Lindqvist af Stora Trollhättan"
_PARAGRAPH: Final = (
    "Förvaltningen har under året gått igenom samtliga rutiner som rör hållplatser, turer och tillsyn, och har i "
    "samråd med trafikutövaren tagit fram en arbetsordning som säger vem som gör vad, när det ska vara gjort och "
    "hur det följs upp. Arbetsordningen har prövats vid tre skolor och ändrats efter vad som framkom där. "
)


def sparse(store: Store) -> None:
    """An audit without recommendations, one with a single one, one with thirty, and an initiative hardly begun."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(
            Namnd(name="Barn- och utbildningsnämnden", short_name="BUN", municipality="Lindåkra kommun")
        ).stored_id
        _audit(step, namnd, NONE_YET, "Granskning av frånvaro")
        one = _audit(step, namnd, ONE, "Granskning av skolmåltider")
        step.add(Recommendation(case_id=one, no=1, position=1, text="Säkerställ att matsedeln beslutas i tid."))
        _thirty(step, namnd)
        made = step.add(
            Case(namnd_id=namnd, kind=CaseKind.namndinitiativ, title="Initiativ om läxhjälp", dnr=BARE_INITIATIVE)
        ).stored_id
        step.add(Namndinitiativ(case_id=made))


def _audit(step: StepWriter, namnd: int, number: str, title: str) -> int:
    case_id = step.add(Case(namnd_id=namnd, title=title, dnr=number, received_on=date(2026, 1, 20))).stored_id
    step.add(Audit(case_id=case_id))
    return case_id


def _thirty(step: StepWriter, namnd: int) -> None:
    title = "Granskning av skolskjutsens styrning, uppföljning, trafiksäkerhet och kostnad i hela Norra Lindåkra kommun"
    case_id = step.add(
        Case(
            namnd_id=namnd,
            title=title,
            dnr=THIRTY,
            requester="Revisorerna i Norra Lindåkra kommun och Lindåkra stadshus aktiebolag med dotterbolag",
            received_on=date(2025, 12, 1),
        )
    ).stored_id
    step.add(
        Audit(
            case_id=case_id,
            report_title=title,
            auditor="Revisorerna i Norra Lindåkra kommun",
            purpose=_PARAGRAPH,
            verdict=_PARAGRAPH,
            stance=Stance.instammer,
        )
    )
    for at, part in enumerate((DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date), start=1):
        step.add(Demand(case_id=case_id, part=part, position=at, words="vilka åtgärder nämnden avser att vidta"))
    step.add(
        ReplyDay(
            case_id=case_id, to_whom="Revisorerna", occasion=Occasion.forsta, words="senast den 13 februari 2026",
            earliest=date(2026, 2, 13), latest=date(2026, 2, 13), precision=Precision.dag,
        )
    )  # fmt: skip
    for at in (1, 2):
        question = step.add(
            AuditQuestion(
                case_id=case_id, position=at, text=f"Är styrningen ändamålsenlig i del {at}?", assessment="Nej"
            )
        )
        step.add(Finding(case_id=case_id, question_id=question.stored_id, position=1, text=_PARAGRAPH))
    for number in range(1, 31):
        _recommendation(step, case_id, number)
    for at, text in enumerate(("Nämnden överlämnar yttrandet till revisorerna", _PARAGRAPH), start=1):
        step.add(DecisionPoint(case_id=case_id, position=at, text=text))
    for at, text in enumerate(("Revisorerna", _LONG_NAME), start=1):
        step.add(Recipient(case_id=case_id, position=at, text=text))
    step.add(PlanStep(case_id=case_id, position=1, kind=BodyKind.namnd, label=_LONG_NAME, day=date(2026, 2, 12)))


def _recommendation(step: StepWriter, case_id: int, number: int) -> None:
    stance = (Stance.instammer, Stance.delar_inte, Stance.instammer_delvis)[number % 3]
    row = step.add(
        Recommendation(
            case_id=case_id,
            no=number,
            position=number,
            text=f"Säkerställ att rutin {number} för bedömning och uppföljning av hållplatser är känd och följs.",
            stance=stance,
            answer=from_paragraphs([_PARAGRAPH * 3] * (12 if number == 1 else 1)),
            answered_by_unit=_LONG_NAME,
            answer_due_on=date(2026, 2, 2),
        )
    )
    for at in range(1, 9 if number == 1 else 2):
        measure = step.add(
            Measure(
                case_id=case_id,
                position=at,
                text=f"Rutin {number}.{at} gås igenom, beslutas, görs känd vid skolorna och följs upp varje termin",
                expected_effect=_PARAGRAPH if at == 2 else "",
                responsible=_LONG_PERSON,
            )
        ).stored_id
        step.add(MeasureLink(case_id=case_id, measure_id=measure, recommendation_id=row.stored_id))
        step.add(
            Promise(
                case_id=case_id, measure_id=measure, words="när den nya trafikutövaren har tillträtt och avtalet löper",
                whose=WhoseDate.extern,
            )
        )  # fmt: skip
    if number == 1:
        for kind in AnswerEventKind:
            step.add(
                AnswerEvent(
                    case_id=case_id, recommendation_id=row.stored_id, kind=kind, at=NOW, person=_LONG_PERSON,
                    note="Svaret kom i två delar, den andra efter en påminnelse per telefon",
                )
            )  # fmt: skip
        for at in (1, 2, 3):
            step.add(Finding(case_id=case_id, recommendation_id=row.stored_id, position=at, text=_PARAGRAPH))


def full_initiative(store: Store) -> None:
    """An initiative with ten long att-satser, twelve people, and nothing decided."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Kultur- och fritidsnämnden", short_name="KFN")).stored_id
        case_id = step.add(
            Case(
                namnd_id=namnd,
                kind=CaseKind.namndinitiativ,
                title="Nämndinitiativ om utökade öppettider i simhallen, ishallen och sporthallen under skolloven",
                dnr="KFN-2026-0031",
            )
        ).stored_id
        step.add(Namndinitiativ(case_id=case_id, handed_in_on=date(2025, 2, 3)))
        for at in range(1, 13):
            part = InitiatorPart.initiator if at == 1 else InitiatorPart.joined
            step.add(Initiator(case_id=case_id, position=at, name=f"{_LONG_PERSON} {at}", party="V", part=part))
        for at in range(1, 11):
            text = (
                f"att nämnden ger förvaltningen i uppdrag att utreda del {at} av öppettiderna i simhallen under loven"
            )
            step.add(Attsats(case_id=case_id, position=at, text=text))
