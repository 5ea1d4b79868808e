"""Invented cases for the case page: an audit of skolskjuts in Lindåkra kommun, and a nämndinitiativ about simhallen."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, Final

from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import (
    CaseKind,
    DemandPart,
    InitiatorPart,
    Occasion,
    Precision,
    SourceKind,
    Stance,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Basis, Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.source import Evidence, SourceDocument
from nemndsekr.store.database import StepWriter, Store

NOW: Final = datetime(2026, 2, 19, 13, 32, tzinfo=UTC)
WHO: Final = "7a1f4d52-3f0a-4c0e-9a55-0d3b6a5f1c11"

PAGES: Final = (
    """Granskning av skolskjuts

Lindåkra kommuns revisorer har granskat om barn- och utbildningsnämnden har en ändamålsenlig styrning av skolskjutsen.

1 Sammanfattning

Vår samlade bedömning är att nämnden inte helt säkerställer att skolskjutsen är trygg och likvärdig.
""",
    """3 Iakttagelser

3.1 Beslut och delegation

Av de 40 beslut som vi har läst saknar sex en hänvisning till delegationsordningen. Vårdnadshavare får i regel beslut \
inom fyra veckor, men i tre ärenden har det dröjt längre än åtta veckor.

3.2 Avtalet med trafikutövaren

Avtalet följs upp en gång om året. Någon redovisning till nämnden har inte gjorts under de senaste två åren.
""",
    """3.3 Hållplatser och trafiksäkerhet

Av skollagen följer att hemkommunen ska anordna skolskjuts på ett trafiksäkert sätt. Förvaltningen uppger att \
hållplatserna bedöms när en ny linje läggs.

Vi kan konstatera att det saknas en samlad och dokumenterad trafiksäkerhetsbedömning för 71 av 112 hållplatser. För \
övriga är bedömningen i flera fall äldre än fem år.

Vid intervjuer framkommer att ansvaret mellan förvaltningen och trafikutövaren inte är tydligt. Hållplatser som \
vårdnadshavare har synpunkter på prövas var för sig.

Vår bedömning

Vi bedömer att nämnden inte säkerställer att hållplatserna är trafiksäkra.
""",
    """4 Rekommendationer

Vi rekommenderar barn- och utbildningsnämnden att:

Säkerställ att beslut fattas enligt delegationsordningen.
Se till att beslut och överklagande hanteras i tid.
Säkerställ en dokumenterad trafiksäkerhetsbedömning för samtliga hållplatser som används för skolskjuts.
Utveckla uppföljningen av avtalet med trafikutövaren.
Säkerställ att tillbud och avvikelser rapporteras och analyseras.
Tydliggör vad som gäller för elever med växelvist boende.
Se till att registerutdrag begärs in för alla förare.
""",
)
RECOMMENDATIONS: Final = tuple(line for line in PAGES[3].splitlines()[4:] if line)
LACKING: Final = "det saknas en samlad och dokumenterad trafiksäkerhetsbedömning för 71 av 112 hållplatser"
CLAUSES: Final = (
    "att nämnden ger förvaltningen i uppdrag att utreda utökade öppettider i simhallen under skolloven",
    "att nämnden ger förvaltningen i uppdrag att ta fram ett förslag på avgiftsfri simskola för alla sjuåringar",
    "att uppdragen redovisas skriftligt för nämnden senast i september 2026",
)


def add_audit(store: Store) -> int:
    """The audit as the pictures show it: four of seven answered, the third lacks an effect. Its id."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Barn- och utbildningsnämnden", short_name="BUN", municipality="Lindåkra kommun"))
        case = step.add(
            Case(
                namnd_id=namnd.stored_id,
                title="Granskning av skolskjuts",
                dnr="BUN-2026-0412",
                requester="Lindåkra kommuns revisorer",
                received_on=date(2026, 1, 20),
            )
        )
        case_id = case.stored_id
        _add_audit_facts(step, case_id)
        source = _add_source(step, case_id)
        for number, text in enumerate(RECOMMENDATIONS, start=1):
            row = step.add(Recommendation(case_id=case_id, no=number, position=number, text=text, **_answer(number)))
            _prove(step, row, source, text)
            if number == 3:
                _prove(step, row, source, LACKING, "answer")
            _add_measures(step, case_id, row, number)
        _add_rest(step, case_id)
    return case_id


def add_bare_audit(store: Store) -> int:
    """An audit whose recommendations nobody has filled in yet. Its id."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Barn- och utbildningsnämnden", short_name="BUN"))
        case = step.add(Case(namnd_id=namnd.stored_id, title="Granskning av frånvaro", dnr="BUN-2026-0500"))
        step.add(Audit(case_id=case.stored_id))
        return case.stored_id


def add_initiative(store: Store) -> int:
    """A nämndinitiativ with three att-satser. Its id."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Kultur- och fritidsnämnden", short_name="KFN"))
        case = step.add(
            Case(
                namnd_id=namnd.stored_id,
                kind=CaseKind.namndinitiativ,
                title="Nämndinitiativ om simhallen",
                dnr="KFN-2026-0031",
            )
        )
        case_id = case.stored_id
        step.add(Namndinitiativ(case_id=case_id, handed_in_on=date(2026, 2, 3)))
        people = (("Ylva Stråle", "V", InitiatorPart.initiator), ("Tage Munter", "MP", InitiatorPart.joined))
        for position, (name, party, part) in enumerate(people, start=1):
            step.add(Initiator(case_id=case_id, position=position, name=name, party=party, part=part))
        for position, text in enumerate(CLAUSES, start=1):
            step.add(Attsats(case_id=case_id, position=position, text=text))
    return case_id


def _answer(number: int) -> dict[str, Any]:
    done = from_paragraphs(["Rutinen är ändrad och gäller från och med den 1 februari 2026."])
    answer = from_paragraphs(["Nämnden delar revisorernas bild och har påbörjat arbetet."])
    if number in (1, 2, 5, 7):
        return {"stance": Stance.instammer, "done": done, "answer": answer, "finished": True}
    if number == 3:
        went = (
            "Förvaltningen och trafikutövaren gick under hösten 2025 igenom de 18 hållplatser som vårdnadshavare har "
            "lämnat synpunkter på. Två hållplatser har flyttats."
        )
        return {"stance": Stance.instammer, "done": from_paragraphs([went])}
    return {"stance": Stance.instammer_delvis} if number == 4 else {}


def _add_audit_facts(step: StepWriter, case_id: int) -> None:
    step.add(
        Audit(
            case_id=case_id,
            auditor="Lindåkra kommuns revisorer",
            report_title="Granskning av skolskjuts",
            purpose="Att bedöma om nämnden har en ändamålsenlig styrning av skolskjutsen.",
            verdict="Nämnden säkerställer inte helt att skolskjutsen är trygg och likvärdig.",
        )
    )
    asked = (DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date)
    for position, part in enumerate(asked, start=1):
        step.add(Demand(case_id=case_id, part=part, position=position, words="vilka åtgärder som planeras"))
    for occasion, words, day in (
        (Occasion.forsta, "senast den 31 mars 2026", date(2026, 3, 31)),
        (Occasion.uppfoljande, "januari 2027", None),
    ):
        precision = Precision.dag if day else Precision.manad
        step.add(
            ReplyDay(
                case_id=case_id, to_whom="Lindåkra kommuns revisorer", occasion=occasion, words=words,
                earliest=day, latest=day, precision=precision,
            )
        )  # fmt: skip
    questions = ("Är styrningen av skolskjutsen ändamålsenlig?", "Är hållplatserna trafiksäkra?")
    for position, text in enumerate(questions, start=1):
        step.add(AuditQuestion(case_id=case_id, position=position, text=text, assessment="Inte helt"))


def _add_source(step: StepWriter, case_id: int) -> SourceDocument:
    text, starts = "", []
    for page in PAGES:
        starts.append(len(text))
        text += page
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    step.keep_file(sha256, content)
    return step.add(
        SourceDocument(
            case_id=case_id,
            kind=SourceKind.revisionsrapport,
            name="Granskning av skolskjuts.txt",
            sha256=sha256,
            text=text,
            page_starts=json.dumps(starts),
        )
    )


def _prove(step: StepWriter, row: Recommendation, source: SourceDocument, words: str, field: str = "text") -> None:
    start = source.text.index(words)
    step.add(
        Evidence(
            case_id=row.case_id, record="recommendations", record_uid=row.uid, field=field,
            source_id=source.stored_id, start=start, end=start + len(words),
        )
    )  # fmt: skip


def _add_measures(step: StepWriter, case_id: int, row: Recommendation, number: int) -> None:
    wanted: tuple[tuple[str, str, str], ...] = ()
    if number == 3:
        wanted = (
            ("Inventera 112 hållplatser", "", "våren 2026"),
            ("Rutin för årlig bedömning", "Bedömt före läsåret", "juni 2026"),
        )
    elif number in (1, 2, 5, 7):
        wanted = (("Ny rutin", "Färre avvikelser", "februari 2026"),)
    for position, (text, effect, words) in enumerate(wanted, start=1):
        measure = step.add(Measure(case_id=case_id, position=position, text=text, expected_effect=effect))
        step.add(MeasureLink(case_id=case_id, measure_id=measure.stored_id, recommendation_id=row.stored_id))
        step.add(Promise(case_id=case_id, measure_id=measure.stored_id, words=words))


def _add_rest(step: StepWriter, case_id: int) -> None:
    body = from_paragraphs(["Revisorerna har granskat skolskjutsen. Nämnden redovisar här vad som görs."])
    step.add(Section(case_id=case_id, key="sammanfattning", heading="Sammanfattning", position=1, body=body))
    text = "Barn- och utbildningsnämnden överlämnar yttrandet till kommunens revisorer"
    step.add(DecisionPoint(case_id=case_id, position=1, text=text))
    step.add(Basis(case_id=case_id, position=1, text="Granskning av skolskjuts", dated_on=date(2026, 1, 15)))
    step.add(Recipient(case_id=case_id, position=1, text="Kommunens revisorer"))
