"""A made-up case in Lindåkra kommun, with every record that a document can print."""

from __future__ import annotations

from datetime import UTC, date, datetime

from nemndsekr.operations.versions import frozen_facts
from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_text import (
    Block,
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    TableBlock,
    from_paragraphs,
)
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    DemandPart,
    DissentKind,
    DocumentKind,
    DocumentPart,
    InitiatorPart,
    MeasureState,
    NumberKind,
    Outcome,
    VersionGate,
)
from nemndsekr.records.decision import Decision, DecisionPoint, Dissent, Recipient
from nemndsekr.records.document import Attachment, Basis, Document, DocumentPerson, Section, Version
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation


def said(*blocks: Block | str) -> BlockText:
    """Block text of paragraphs (given as plain text) and other blocks."""
    return BlockText(tuple(Paragraph((Run(block),)) if isinstance(block, str) else block for block in blocks))


def bullets(*texts: str, ordered: bool = False) -> ListBlock:
    """A list of plain texts."""
    return ListBlock(tuple(ListItem((Run(text),)) for text in texts), ordered)


def cells(*texts: str) -> tuple[tuple[Run, ...], ...]:
    """A row of plain cells."""
    return tuple((Run(text),) for text in texts)


def school_transport() -> CaseFile:
    """An audit of the school transport, read in and answered, with a tjänsteskrivelse and a yttrande."""
    case = Case(id=1, namnd_id=1, kind=CaseKind.granskning, title="Granskning av skolskjuts", dnr="BUN-2026-0412")
    namnd = Namnd(
        id=1,
        name="Barn- och utbildningsnämnden",
        municipality="Lindåkra kommun",
        forvaltning_name="Barn- och utbildningsförvaltningen",
        address="123 45 Lindåkra",
        auditor="Kommunens revisorer",
    )
    file = CaseFile(case, namnd)
    file.numbers = [CaseNumber(id=1, case_id=1, kind=NumberKind.motpart, text="REV-2025-17")]
    file.audits = [Audit(id=1, case_id=1, purpose="Syftet har varit att bedöma om nämndens skolskjuts är säker.")]
    file.questions = [
        AuditQuestion(id=1, case_id=1, text="Finns ändamålsenliga riktlinjer?", assessment="I huvudsak."),
        AuditQuestion(id=2, case_id=1, text="Följs olyckor och tillbud upp?"),
    ]
    _add_recommendations(file)
    _add_documents(file)
    _add_sections(file)
    file.decision_points = [
        DecisionPoint(id=1, case_id=1, text="Barn- och utbildningsnämnden godkänner yttrandet."),
        DecisionPoint(id=2, case_id=1, text="Barn- och utbildningsnämnden justerar paragrafen omedelbart."),
    ]
    file.bases = [
        Basis(id=1, case_id=1, text="Tjänsteskrivelse", dated_on=date(2026, 2, 19)),
        Basis(id=2, case_id=1, text="Revisionsrapport: Granskning av skolskjuts"),
    ]
    file.plan_steps = [
        PlanStep(id=1, case_id=1, kind=BodyKind.beredning, label="BUN beredning", day=date(2026, 2, 25)),
        PlanStep(id=2, case_id=1, kind=BodyKind.au, label="", day=date(2026, 3, 5)),
        PlanStep(id=3, case_id=1, kind=BodyKind.namnd, label="Barn- och utbildningsnämnden", day=date(2026, 3, 19)),
    ]
    file.recipients = [Recipient(id=1, case_id=1, text="Kommunens revisorer")]
    file.attachments = [Attachment(id=1, case_id=1, text="Revisionsrapport nr 3/2025")]
    return file


def followed_up() -> CaseFile:
    """The same audit a year on: the first answer locked, the second begun and half told."""
    file = school_transport()
    file.recommendations[0].answer = said("Förvaltningen instämmer.")
    file.promises[0].given_on = date(2026, 3, 19)
    for number, text in enumerate(("Samråd med grannkommunerna", "Trygghetsvandring", "Tavla i bussen"), start=2):
        file.measures.append(Measure(id=number, case_id=1, position=number, text=text))
        file.measure_links.append(MeasureLink(id=number, case_id=1, measure_id=number, recommendation_id=1))
        given = Promise(id=number, case_id=1, measure_id=number, words="hösten 2026", latest=date(2026, 11, 30))
        file.promises.append(given)
    file.questions[1].answer = said("Nämnden delar bedömningen.")
    file.demands = [Demand(id=1, case_id=1, part=DemandPart.per_assessment)]
    version = Version(id=1, case_id=1, kind=DocumentKind.yttrande, gate=VersionGate.beslutad, document_id=2)
    version.at, version.facts = datetime(2026, 3, 19, 15, tzinfo=UTC), frozen_facts(file)
    file.versions = [version]
    file.documents.append(
        Document(
            id=3,
            case_id=1,
            kind=DocumentKind.uppfoljande_yttrande,
            title="Yttrande över granskning av skolskjuts – uppföljande yttrande",
            dated_on=date(2027, 1, 21),
            recipient="Kommunens revisorer",
            based_on_uid=version.uid,
        )
    )
    routine, talks, walk, _ = file.measures
    routine.state, routine.done_on, routine.evidence = MeasureState.genomford, date(2026, 6, 9), "Beslut § 14"
    talks.state = MeasureState.pagar
    file.measure_reports = [
        MeasureReport(id=1, case_id=1, measure_id=2, reported_on=date(2026, 12, 1), text="Två möten har hållits.")
    ]
    file.promises.append(
        Promise(
            id=9, case_id=1, measure_id=2, position=1, words="våren 2027", latest=date(2027, 5, 31),
            given_on=date(2026, 12, 1), reason="En kommun bad om uppskov", granted_by="Nämnden",
        )
    )  # fmt: skip
    walk.state = MeasureState.genomford
    file.measures.append(Measure(id=9, case_id=1, position=9, text="Reflexvästar till alla", state=MeasureState.pagar))
    file.measure_links.append(MeasureLink(id=9, case_id=1, measure_id=9, recommendation_id=1))
    file.promises.append(
        Promise(id=10, case_id=1, measure_id=9, words="mars 2027", latest=date(2027, 3, 31), given_on=date(2026, 10, 1))
    )
    return file


def _add_recommendations(file: CaseFile) -> None:
    first = Recommendation(
        id=1,
        case_id=1,
        no=1,
        text="Säkerställ att alla tillbud rappoteras",
        other_wording="Säkerställ att alla tillbud rapporteras",
        answer=said(
            "Förvaltningen instämmer. En rutin finns sedan hösten 2025.",
            Heading((Run("Ny blankett"),), 1),
            "Blanketten fylls i av chauffören.",
            Heading((Run("Språk"),), 2),
            "Den finns på fem språk.",
        ),
    )
    second = Recommendation(id=2, case_id=1, no=2, text="Se över gränserna för rätt till skolskjuts")
    second.answer = BlockText(
        (
            Paragraph(
                (
                    Run("Som framgår av "),
                    Run("rekommendation tre", italic=True, ref=first.uid),
                    Run(" hänger frågorna ihop."),
                )
            ),
            bullets("Gränserna prövas i maj 2026.", "Samråd hålls med grannkommunerna."),
        )
    )
    file.recommendations = [first, second]
    file.measures = [
        Measure(
            id=1, case_id=1, text="Ny rutin", expected_effect="Fler tillbud blir kända", responsible="Trafikenheten"
        )
    ]
    file.measure_links = [MeasureLink(id=1, case_id=1, measure_id=1, recommendation_id=1)]
    file.promises = [Promise(id=1, case_id=1, measure_id=1, words="våren 2026", latest=date(2026, 5, 31))]


def _add_documents(file: CaseFile) -> None:
    file.documents = [
        Document(id=1, case_id=1, kind=DocumentKind.tjansteskrivelse, dated_on=date(2026, 2, 19)),
        Document(
            id=2,
            case_id=1,
            kind=DocumentKind.yttrande,
            title="Yttrande över granskning av skolskjuts",
            dated_on=date(2026, 3, 19),
            recipient="Kommunens revisorer",
        ),
    ]
    officer = ("Peter Sandqvist", "Utredare", DocumentPart.handlaggare, 1)
    heads = (
        ("Aino Bergdahl", "Enhetschef", DocumentPart.undertecknare, 1),
        ("Ruben Åkerlind", "Förvaltningschef", DocumentPart.undertecknare, 1),
        ("Mirja Holmström", "Ordförande", DocumentPart.undertecknare, 2),
    )
    file.document_persons = [
        DocumentPerson(id=number, case_id=1, document_id=document, name=name, title=title, part=part)
        for number, (name, title, part, document) in enumerate((officer, *heads), start=1)
    ]


def _add_sections(file: CaseFile) -> None:
    own: list[tuple[str, str, BlockText]] = [
        ("sammanfattning", "Sammanfattning", from_paragraphs(["Revisorerna lämnar två rekommendationer."])),
        ("arendet", "Ärendet", from_paragraphs(["Revisorerna granskade skolskjutsen hösten 2025."])),
        (
            "overvaganden",
            "Förvaltningens överväganden",
            said(
                "Antalet resor ökar.",
                Heading((Run("Resor per läsår", italic=True),), 1),
                "Tabellen visar resorna.",
                TableBlock(
                    (cells("2023/24", "1 204"), cells("2024/25", "1 377")), cells("Läsår", "Resor"), "Resor per läsår"
                ),
                TableBlock(caption="Olyckor 2021–2025", lost=True),
            ),
        ),
        (
            "atgarder",
            "Förvaltningens åtgärder",
            said(
                "Nedan besvaras varje rekommendation.",
                "Rekommendation: Säkerställ att alla tillbud rapporteras",
            ),
        ),
        ("", "Barnets bästa", from_paragraphs(["Barn har hörts i samråd."])),
        ("framat", "Förvaltningens arbete framåt", from_paragraphs(["Arbetet fortsätter."])),
        ("yttrande", "Yttrande", from_paragraphs(["Nämnden välkomnar granskningen."])),
    ]
    file.sections = [
        Section(id=number, case_id=1, key=key, heading=heading, position=number, body=body)
        for number, (key, heading, body) in enumerate(own, start=1)
    ]


def initiative() -> CaseFile:
    """An initiative on the way to school, answered clause by clause; the last clause is not judged yet."""
    namnd = school_transport().namnd
    case = Case(id=2, namnd_id=1, kind=CaseKind.namndinitiativ, title="Trygg skolväg", dnr="BUN-2026-0098")
    file = CaseFile(case, namnd)
    file.initiatives = [
        Namndinitiativ(
            id=1,
            case_id=2,
            body=said("Barnen går längs en väg utan belysning."),
            lead_in="Vi föreslår därför att nämnden beslutar:",
            place="Lindåkra",
            dated_on=date(2026, 1, 15),
        )
    ]
    file.initiators = [
        Initiator(id=1, case_id=2, name="Ylva Stråle", party="V", part=InitiatorPart.initiator),
        Initiator(id=2, case_id=2, name="Tage Munter", party="C", part=InitiatorPart.joined),
    ]
    file.attsatser = [
        Attsats(
            id=1,
            case_id=2,
            position=1,
            text="Att förvaltningen ska utreda belysning längs Kvarnvägen.",
            assessment=said("En utredning kan göras inom ram."),
            proposal=Outcome.bifall,
        ),
        Attsats(
            id=2,
            case_id=2,
            position=2,
            text="Att hållplatserna ska ses över.",
            assessment=said("Alla hållplatser sågs över hösten 2025."),
            proposal=Outcome.anses_besvarad,
            reason="Översynen är redan gjord.",
        ),
        Attsats(id=3, case_id=2, position=3, text="Att vägen ska stängas."),
    ]
    file.documents = [Document(id=1, case_id=2, kind=DocumentKind.tjansteskrivelse, dated_on=date(2026, 2, 19))]
    file.document_persons = [
        DocumentPerson(id=1, case_id=2, document_id=1, name="Siv Ek", title="Utredare", part=DocumentPart.handlaggare)
    ]
    file.sections = [
        Section(id=1, case_id=2, key="sammanfattning", body=said("Förvaltningen föreslår bifall till en att-sats."))
    ]
    namnden = "Barn- och utbildningsnämnden"
    file.decision_points = [
        DecisionPoint(
            id=1,
            case_id=2,
            text="Arbetsutskottet lämnar ärendet till nämnden utan eget förslag.",
            body_kind=BodyKind.au,
        ),
        DecisionPoint(id=2, case_id=2, text=f"{namnden} bifaller den första att-satsen."),
        DecisionPoint(id=3, case_id=2, text=f"{namnden} anser att den andra att-satsen är besvarad."),
    ]
    file.recipients = [Recipient(id=1, case_id=2, text="Initiativtagarna")]
    return file


def decided() -> CaseFile:
    """The audit of the school transport after the nämnd's meeting, with kept minutes and two dissents."""
    file = school_transport()
    file.decisions = [
        Decision(
            id=1,
            case_id=1,
            kind=BodyKind.namnd,
            day=date(2026, 3, 19),
            paragraph="§ 27",
            outcome=Outcome.bifall,
            justering_on=date(2026, 3, 26),
            minutes_text=MINUTES,
        )
    ]
    file.dissents = [
        Dissent(
            id=1,
            case_id=1,
            decision_id=1,
            kind=DissentKind.reservation,
            who="Tova Lind (X)",
            joined_by="Ivar Holm (X)",
            text=said("Vi reserverar oss mot beslutet.", "Svaret räcker inte."),
        ),
        Dissent(id=2, case_id=1, decision_id=1, kind=DissentKind.sarskilt_yttrande, who="Nils Ek (Y)"),
    ]
    file.reply_days = [
        ReplyDay(id=1, case_id=1, latest=date(2026, 3, 31), words="senast 31 mars 2026", to_whom="Kommunens revisorer")
    ]
    return file


MINUTES = """§ 27 Granskning av skolskjuts
BUN-2026-0412

Beslut
Barn- och utbildningsnämnden godkänner yttrandet.

Yrkanden
Tova Lind (X) yrkar avslag.
Mirja Holmström (Z) yrkar bifall till förslaget.

Beslutsgång
Ordföranden ställer yrkandena mot varandra och finner att nämnden bifaller förslaget.
Votering begärs.

Votering
Nämnden bifaller förslaget med sju röster mot två.

Beslutet skickas till
Kommunens revisorer
"""


def case_for(kind: str) -> CaseFile:
    """A case of which a document of the kind can be made."""
    if kind in {DocumentKind.uppfoljande_yttrande, DocumentKind.uppfoljningsbilaga}:
        return followed_up()
    if kind == DocumentKind.svar_namndinitiativ:
        return initiative()
    if kind in {DocumentKind.reservation, DocumentKind.foljebrev, DocumentKind.protokollsutdrag}:
        return decided()
    return decided() if kind == DocumentKind.anstand else school_transport()
