"""Each check by a table: a case that has what it looks for, and one that only looks as if it had."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.block_text import BlockText, Paragraph, Run, TableBlock
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    Certainty,
    DemandPart,
    DocumentKind,
    DocumentPart,
    MeasureState,
    Occasion,
    Outcome,
    ReportForm,
    Stance,
    VersionGate,
    WhoseDate,
)
from nemndsekr.records.decision import Recipient
from nemndsekr.records.document import Basis, DocumentPerson, Section, Version
from nemndsekr.records.measure import Measure, MeasureLink, Promise, ReportBack
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namndinitiativ import Namndinitiativ
from nemndsekr.rules.checks import CHECKS, approved_remarks, remarks_on
from nemndsekr.rules.decision_verbs import Style, as_beslutar_att, as_present, style_of
from nemndsekr.rules.dnr_form import pattern_matches
from nemndsekr.rules.prose import sentences
from tests.rules.checks.cases import (
    audit,
    case_file,
    decided,
    demands,
    document,
    found,
    measured,
    points,
    question,
    rec,
    reply_day,
    satser,
    section,
)

PER_REC = (DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date)
TS, YTTRANDE = DocumentKind.tjansteskrivelse, DocumentKind.yttrande
AHEAD = "Nämnden instämmer. Skyltarna byts under våren 2027 och leder till färre olyckor."


def step(kind, day, label="", position=1):
    return PlanStep(case_id=1, kind=kind, label=label or kind.value, day=day, position=position)


def person(name, title, document_id=1, part=DocumentPart.undertecknare):
    return DocumentPerson(case_id=1, document_id=document_id, name=name, title=title, part=part)


BODY = BlockText((Paragraph((Run("Det behövs en samlad bild."),)),))


def judged(*of_each):
    """Att-satser with what is proposed on each and what is thought of it, two and two."""
    rows = satser(*(f"Att brygga {no} byts." for no in range(1, len(of_each) // 2 + 1)))
    for one, proposal, assessment in zip(rows, of_each[::2], of_each[1::2], strict=True):
        one.proposal, one.assessment = proposal, assessment
    return rows


def lost_table():
    words = "Tabellen nedan visar besöken."
    return Section(
        case_id=1, key="arendet", body=BlockText((Paragraph((Run(words),)), TableBlock(caption=words, lost=True)))
    )


def kept_table():
    table = TableBlock(rows=(((Run("1"),),),))
    return Section(
        case_id=1, key="arendet", body=BlockText((Paragraph((Run("Tabellen nedan visar besöken."),)), table))
    )


LONG = "Badplatserna har fått nya bryggor, nya skyltar och en livboj var efter beslut i nämnden."
LONG_2 = "Under lång tid har skötseln av bryggorna varit fördelad på tre entreprenörer i kommunen."
HAS = [
    # The answer
    ("svarets_delar", case_file(documents=[document()], recommendations=[rec(1), rec(2, AHEAD)])),
    ("svarets_delar", case_file(recommendations=[rec(1)])),  # nothing is begun: one line for all
    (
        "svarets_delar",
        case_file(documents=[document()], recommendations=[rec(1, "Ja.")], demands=demands(*PER_REC)),
    ),
    (
        "svarets_delar",
        case_file(recommendations=[rec(1, AHEAD)], demands=demands(*PER_REC), **measured("Byt skyltar")),
    ),
    (
        "revisionsfragor",
        case_file(sections=[section("Se nedan.")], questions=[question()], demands=demands(DemandPart.per_assessment)),
    ),
    (
        "revisionsfragor",
        case_file(
            documents=[document()], questions=[question("Ja.")], demands=demands(DemandPart.per_assessment, *PER_REC)
        ),
    ),
    (
        "revisionsfragor",
        case_file(
            documents=[document()],
            questions=[question("Ja.")],
            measures=[Measure(id=1, case_id=1, text="Byt skyltar")],
            measure_links=[MeasureLink(case_id=1, measure_id=1, question_id=1)],
            demands=demands(DemandPart.per_assessment, DemandPart.latest_date),
        ),
    ),
    (
        "yttrandet_saknas",
        case_file(documents=[document(TS)], bases=[Basis(case_id=1, text="Förslag till yttrande 2026-03-01")]),
    ),
    (
        "bara_nulage",
        case_file(
            recommendations=[rec(1, "Nämnden har sedan länge en rutin som används av alla badvakter varje dag.")]
        ),
    ),
    (
        "stallningstaganden",
        case_file(audits=[audit(stance=Stance.delar_inte)], recommendations=[rec(1, stance=Stance.instammer)]),
    ),
    (
        "stallningstaganden",
        case_file(
            audits=[audit()],
            sections=[
                section(
                    "Nämnden delar inte granskningens bild av hur badplatserna sköts.\n\n"
                    "Nämnden instämmer däremot i att skyltarna behöver bytas ut.",
                    "yttrande",
                )
            ],
        ),
    ),
    # Days
    ("svarsdag_saknas", case_file(demands=demands(DemandPart.measures))),
    ("svarsdag_saknas", case_file(reply_days=[reply_day(occasion=Occasion.uppfoljande)])),
    (
        "beslutsplanering",
        case_file(plan_steps=[step(BodyKind.au, date(2026, 4, 2)), step(BodyKind.namnd, date(2026, 3, 19))]),
    ),
    ("beslutsplanering", case_file(plan_steps=[step(BodyKind.au, None), step(BodyKind.namnd, date(2026, 3, 19))])),
    ("daterad_efter", case_file(documents=[document(TS)], plan_steps=[step(BodyKind.au, date(2026, 3, 5))])),
    ("datum_stammer", case_file(sections=[section("Mötet hålls torsdag 20 mars 2026.")])),
    ("datum_stammer", case_file(sections=[section("Mötet hålls den 31 april 2026.")])),
    ("datum_stammer", case_file(recommendations=[rec()], **measured("Byt skyltar", promise="2026-02-30"))),
    ("datum_stammer", case_file(reply_days=[reply_day("31 april 2026", None)])),
    ("arsfel", case_file({"received_on": date(2026, 2, 1)}, reply_days=[reply_day(latest=date(2025, 3, 31))])),
    ("arsfel", case_file({"received_on": date(2026, 2, 1)}, documents=[document(dated_on=date(2025, 3, 1))])),
    ("arsfel", case_file(documents=[document()], plan_steps=[step(BodyKind.namnd, date(2025, 3, 19))])),
    ("ar_saknas", case_file(sections=[section("Lagen ändras 1 juli i år.")])),
    ("ar_saknas", case_file(sections=[section("Skyltarna byts under året.")])),
    ("vag_tid", case_file(recommendations=[rec()], **measured("Byt skyltar", promise="på sikt"))),
    ("datumformer", case_file(documents=[document()], sections=[section("Rapporten inkom 260112 till nämnden.")])),
    (
        "aterrapportering",
        case_file(
            documents=[document()], recommendations=[rec(1, "Översynen återrapporteras till nämnden i januari 2027.")]
        ),
    ),
    (
        "samma_atagande",
        case_file(
            recommendations=[rec(1), rec(2)],
            **measured("Byt skyltar vid badplatserna", "Byt skyltar vid badplatserna."),
        ),
    ),
    (
        "samma_atagande",
        case_file(
            documents=[document()],
            recommendations=[
                rec(1, f"{LONG}\n\nDet återrapporteras till nämnden i januari 2027."),
                rec(2, f"{LONG}\n\nÅtgärden återrapporteras till nämnden i januari 2027."),
            ],
        ),
    ),
    # The decision
    (
        "svar_skickas_inte",
        case_file(reply_days=[reply_day()], decision_points=points("Ärendet läggs till handlingarna")),
    ),
    (
        "mottagare_saknas",
        case_file(
            {"requester": "Stadsrevisionen"}, decision_points=points("Nämnden skickar svaret till stadsrevisionen.")
        ),
    ),
    ("beslutsforslaget", case_file(decision_points=points("Nämnden antar svaret enligt föreliggande förslag."))),
    (
        "beslutsforslaget",
        case_file(decision_points=points("Nämnden beslutar att anslå medel samt att utse en ansvarig.")),
    ),
    ("beslutsforslaget", case_file(decision_points=points("Nämnden överlämnar svaret."))),
    (
        "beslutsstil",
        case_file(
            decision_points=points("Nämnden beslutar att anta svaret.", "Nämnden justerar paragrafen omedelbart.")
        ),
    ),
    (
        "forslaget_upprepas",
        case_file(
            decision_points=points("Tekniska nämnden beslutar att godkänna yttrandet om badplatserna."),
            sections=[section("Tekniska nämnden föreslås godkänna yttrandet om badplatserna.", "framat")],
        ),
    ),
    ("attsatser_svar", case_file(attsatser=judged(None, BODY))),
    ("attsatser_svar", case_file(attsatser=judged(Outcome.bifall, BODY, Outcome.avslag, BlockText()))),
    ("forslag_saknas", case_file({"stage": CaseStage.under_arbete}, sections=[section("Bryggorna är gamla.")])),
    ("forslag_saknas", case_file({"stage": CaseStage.till_namnd}, recommendations=[rec(1, AHEAD)])),
    ("attsatser", case_file(attsatser=satser("Att förvaltningen uppdras ta fram en plan."))),
    (
        "attsatser",
        case_file(attsatser=satser("Att förvaltningen uppdras att kartlägga bryggorna samt tar fram en plan.")),
    ),
    (
        "attsatser",
        case_file(
            attsatser=satser("Att A görs och redovisas.", "Att B görs och redovisas till nämnden.", "Att C görs.")
        ),
    ),
    # Wordings
    (
        "tva_lydelser",
        case_file(recommendations=[rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")]),
    ),
    ("mallrad", case_file(sections=[section("[Här beskriver du bakgrunden.]")])),
    ("mallrad", case_file(documents=[decided()], sections=[section("[Här anger du reservationer.]", "reservations")])),
    ("foreslas_i_beslutat", case_file(documents=[decided()], sections=[section("Nämnden föreslås besluta om medel.")])),
    ("tabell_saknas", case_file(sections=[lost_table()])),
    ("levande_hanvisning", case_file(recommendations=[rec(1, "Se rekommendation två."), rec(2)])),
    ("hanvisning_borta", case_file(recommendations=[rec(1, "Se rekommendation 7."), rec(2)])),
    ("samma_meningar", case_file(recommendations=[rec(1, LONG), rec(2, LONG)])),
    (
        "dubbla_stycken",
        case_file(sections=[section(LONG, "sammanfattning"), section(f"{LONG}\n\n{LONG_2}", "overvaganden")]),
    ),
    (
        "sammanfattningen",
        case_file(
            sections=[
                section(
                    f"{LONG}\n\n{LONG_2}\n\nRevisorerna har pekat på flera brister hos entreprenörerna.\n\n"
                    "Simskolan behöver samordnas genom gemensamma scheman, telefontider, kontaktpersoner och "
                    "anmälningar via kommunens webbplats.",
                    "sammanfattning",
                ),
                section(f"{LONG} {LONG_2} Revisorerna har pekat på flera brister hos entreprenörerna."),
            ]
        ),
    ),
    (
        "rosten",
        case_file(
            documents=[document()],
            sections=[
                section(
                    "Nämnden har nya bryggor. Nämnden följer arbetet. Förvaltningen reviderade rutinen.", "yttrande"
                )
            ],
        ),
    ),
    ("trasig_hanvisning", case_file(sections=[section("Se Fel! Hittar inte referenskälla.")])),
    ("dubbelt_ord", case_file(sections=[section("Nämnden ser att att bryggorna håller.")])),
    (
        "ett_ord_for_mycket",
        case_file(sections=[section("Barn i risk för olyckor. Fler i risk för olyckor. Unga i risk för i olyckor.")]),
    ),
    ("att_saknas", case_file(sections=[section("Ett arbete för förbättra bryggorna pågår.")])),
    ("streck", case_file(sections=[section("Arbetsmarknads – och socialnämnden har svarat.")])),
    ("punkt_saknas", case_file(sections=[section("Nämnden har under flera år arbetat med säkra och trygga bryggor")])),
    ("uppfoljning", case_file(documents=[document(DocumentKind.uppfoljande_yttrande)])),
    # Born in 1885, with the control figure right and then wrong
    ("personnummer", case_file(sections=[section("Beslutet gäller Kim Ek, 18850412-9803.")])),
    ("personnummer", case_file(sections=[section("Personnummer: 18850412-9804.")])),
    # Names and numbers
    ("diarienummer", case_file({"dnr": ""})),
    ("diarienummer", case_file({"dnr": "KS 26/1"}, {"dnr_pattern": "TN-ÅÅÅÅ-löpnr"})),
    (
        "arendets_namn",
        case_file(bases=[Basis(case_id=1, text="Tjänsteskrivelse - Granskning av badplatser och bryggor")]),
    ),
    (
        "stor_bokstav",
        case_file(sections=[section("Det sade Stadsrevisionen då. Nämnden svarade stadsrevisionen sedan.")]),
    ),
    (
        "forvaltningens_namn",
        case_file(
            sections=[section("Vid kultur- och fritidsförvaltningen finns planer. Där arbetar fritidsförvaltningen.")]
        ),
    ),
    (
        "tva_titlar",
        case_file(
            documents=[document(TS), document(id=2)],
            document_persons=[person("Ida Ek", "Chef"), person("Ida Ek", "Direktör", 2)],
        ),
    ),
]
HAS_NOT = [
    ("attsatser_svar", case_file(attsatser=judged(None, BlockText(), None, BlockText()))),  # nobody has begun
    ("attsatser_svar", case_file(attsatser=judged(Outcome.bifall, BODY, Outcome.avslag, BODY))),
    ("attsatser_svar", case_file({"stage": CaseStage.beslutat}, attsatser=judged(None, BODY))),
    # The points say what is proposed.
    ("attsatser_svar", case_file(attsatser=judged(None, BODY), decision_points=points("Nämnden avslår initiativet."))),
    ("forslag_saknas", case_file({"stage": CaseStage.under_arbete})),  # nothing is written yet
    ("forslag_saknas", case_file({"stage": CaseStage.inkommet}, sections=[section("Bryggorna är gamla.")])),
    ("forslag_saknas", case_file({"stage": CaseStage.expedierat}, sections=[section("Bryggorna är gamla.")])),
    (
        "forslag_saknas",
        case_file(
            {"stage": CaseStage.till_namnd},
            sections=[section("Bryggorna är gamla.")],
            decision_points=points("Nämnden godkänner yttrandet."),
        ),
    ),
    ("svarets_delar", case_file(documents=[document()], recommendations=[rec(1, AHEAD)])),
    ("svarets_delar", case_file(documents=[document()], recommendations=[rec(1, concerns_us=False)])),
    # Only measures are asked for: no effect is missing.
    (
        "svarets_delar",
        case_file(recommendations=[rec(1, AHEAD)], demands=demands(DemandPart.measures), **measured("Byt")),
    ),
    ("svarets_delar", case_file(recommendations=[rec(1, AHEAD)], demands=demands(*PER_REC))),  # the words say it
    (
        "svarets_delar",
        case_file(
            documents=[document(TS)],
            sections=[section("Förvaltningen byter skyltar vid bryggorna nästa vår.")],
            recommendations=[rec(1, text="Säkerställ att bryggorna har skyltar.")],
        ),
    ),
    (  # the answer lies in a yttrande that is not here
        "svarets_delar",
        case_file(
            documents=[document(TS)],
            recommendations=[rec(1), rec(2)],
            bases=[Basis(case_id=1, text="Förslag till yttrande")],
            demands=demands(*PER_REC),
        ),
    ),
    ("revisionsfragor", case_file(documents=[document()], questions=[question()])),
    (
        "revisionsfragor",
        case_file(
            documents=[document()],
            questions=[question("Ja.", no_measure_reason="Inget att ändra.")],
            demands=demands(DemandPart.per_assessment, *PER_REC),
        ),
    ),
    (
        "yttrandet_saknas",
        case_file(documents=[document(TS), document()], bases=[Basis(case_id=1, text="Förslag till yttrande")]),
    ),
    ("yttrandet_saknas", case_file(documents=[document(TS)], bases=[Basis(case_id=1, text="Revisionsrapport")])),
    *(
        ("bara_nulage", case_file(recommendations=[rec(1, text)]))
        for text in (
            "Nämnden har en rutin. Den ska ses över av alla badvakter tillsammans.",
            "Badmästarna har fått i uppgift att gå igenom samtliga larm och redovisa dem för chefen.",
            "Badmästarna har gått igenom samtliga larm. Därefter görs en genomgång varje termin i båda hallarna.",
            "Nämnden anser att rekommendationen redan är uppfylld. Larmen provas sedan länge av alla badvakter.",
            "Larmen har bytts i båda hallarna och bristen är därmed åtgärdad sedan flera månader tillbaka.",
        )
    ),
    (
        "bara_nulage",
        case_file(
            recommendations=[
                rec(1, "Nämnden har sedan länge en rutin som används av alla badvakter. Klart 31 maj 2027.")
            ]
        ),
    ),
    (
        "stallningstaganden",
        case_file(audits=[audit(stance=Stance.instammer)], recommendations=[rec(1, stance=Stance.instammer_delvis)]),
    ),
    (
        "stallningstaganden",
        case_file(
            audits=[audit()],
            sections=[section("Nämnden instämmer i revisionens bedömning av alla bryggor.", "yttrande")],
        ),
    ),
    ("svarsdag_saknas", case_file(demands=demands(DemandPart.measures), reply_days=[reply_day()])),
    ("svarsdag_saknas", case_file(recommendations=[rec()])),
    (
        "beslutsplanering",
        case_file(plan_steps=[step(BodyKind.au, date(2026, 3, 5)), step(BodyKind.namnd, date(2026, 3, 19))]),
    ),
    (  # sent back once: the bodies meet again
        "beslutsplanering",
        case_file(
            plan_steps=[
                step(BodyKind.namnd, date(2026, 3, 19)),
                step(BodyKind.au, date(2026, 4, 2)),
                step(BodyKind.namnd, date(2026, 4, 16)),
            ]
        ),
    ),
    ("beslutsplanering", case_file(plan_steps=[step(BodyKind.au, None), step(BodyKind.namnd, None)])),
    ("daterad_efter", case_file(documents=[document(TS)], plan_steps=[step(BodyKind.au, date(2026, 3, 12))])),
    (
        "daterad_efter",
        case_file(
            documents=[document(TS)],
            plan_steps=[step(BodyKind.au, date(2026, 3, 5))],
            versions=[Version(case_id=1, gate=VersionGate.till_au)],
        ),
    ),
    ("datum_stammer", case_file(sections=[section("Mötet hålls fredag 20 mars 2026. Torsdagar 8–9 är det stängt.")])),
    ("datum_stammer", case_file(sections=[section("Mötet hålls torsdag 20 mars.")])),  # of which year?
    ("arsfel", case_file({"received_on": date(2026, 2, 1)}, reply_days=[reply_day()], documents=[document()])),
    ("ar_saknas", case_file(sections=[section("Under 2025 ändrades lagen, och i december samma år kom rutinen.")])),
    ("ar_saknas", case_file(sections=[section("Elever i år 9 tränar. I vår kommun byts skyltarna under 2026.")])),
    ("vag_tid", case_file(recommendations=[rec()], **measured("Byt", promise="på sikt", state=MeasureState.genomford))),
    ("vag_tid", case_file(recommendations=[rec()], **measured("Byt", promise="2026-02-30"))),
    ("datum_stammer", case_file(recommendations=[rec()], **measured("Byt", promise="när det passar"))),
    (
        "vag_tid",
        case_file({"stage": CaseStage.uppfoljning}, recommendations=[rec()], **measured("Byt", promise="på sikt")),
    ),
    (
        "vag_tid",
        case_file(
            recommendations=[rec()],
            measures=[Measure(id=1, case_id=1, text="Byt")],
            promises=[Promise(case_id=1, measure_id=1, words="på sikt", whose=WhoseDate.extern)],
        ),
    ),
    (
        "datumformer",
        case_file(documents=[document()], sections=[section("Den 12 januari 2026 kostade det 260112 kr.")]),
    ),
    ("datumformer", case_file(sections=[section("Rapporten inkom 260112 till nämnden.")])),
    (
        "aterrapportering",
        case_file(
            documents=[document()],
            recommendations=[rec(1, "Översynen återrapporteras till nämnden i januari 2027.")],
            report_backs=[ReportBack(case_id=1, words="januari 2027")],
        ),
    ),
    (
        "aterrapportering",
        case_file(
            documents=[document()],
            recommendations=[
                rec(
                    1,
                    "Planen redovisades för nämnden den 28 augusti 2025. Den har presenterats för nämnden i maj 2026.",
                )
            ],
        ),
    ),
    ("samma_atagande", case_file(recommendations=[rec(1), rec(2)], **measured("Byt skyltar", "Byt bryggor"))),
    (
        "svar_skickas_inte",
        case_file(reply_days=[reply_day()], decision_points=points("Nämnden överlämnar svaret till revisorerna.")),
    ),
    (
        "mottagare_saknas",
        case_file(
            {"requester": "Stadsrevisionen"},
            decision_points=points("Nämnden skickar svaret till stadsrevisionen."),
            recipients=[Recipient(case_id=1, text="Stadsrevisionen")],
        ),
    ),
    (
        "beslutsforslaget",
        case_file(
            decision_points=points("Nämnden beslutar att godkänna yttrandet och skicka det till stadsrevisionen.")
        ),
    ),
    (
        "beslutsstil",
        case_file(
            decision_points=points("Nämnden godkänner svaret.", "Paragrafen justeras omedelbart.", "Ärendet avslutas.")
        ),
    ),
    (
        "forslaget_upprepas",
        case_file(
            decision_points=points("Tekniska nämnden beslutar att godkänna yttrandet om badplatserna."),
            sections=[section("Tekniska nämnden föreslås godkänna yttrandet om badplatserna.", "sammanfattning")],
        ),
    ),
    (
        "attsatser",
        case_file(
            attsatser=satser("Att förvaltningen uppdras att ta fram en plan.", "Att förvaltningen uppdras att måla.")
        ),
    ),
    (
        "tva_lydelser",
        case_file(recommendations=[rec(1, text="Säkerställa rutinerna", other_wording="Säkerställ rutinerna")]),
    ),
    (
        "tva_lydelser",
        case_file(
            recommendations=[
                rec(
                    1,
                    text="Se över alla bryggor",
                    other_wording="Se över varje brygga",
                    corrected_text="Se över varje brygga",
                )
            ]
        ),
    ),
    ("mallrad", case_file(documents=[document()], sections=[section("[Här anger du reservationer.]", "reservations")])),
    ("mallrad", case_file(sections=[section("Se HSLF-FS och § 53 [1].")])),
    (
        "foreslas_i_beslutat",
        case_file(documents=[document()], sections=[section("Nämnden föreslås besluta om medel.")]),
    ),
    ("tabell_saknas", case_file(sections=[kept_table()])),
    (
        "levande_hanvisning",
        case_file({"stage": CaseStage.expedierat}, recommendations=[rec(1, "Se rekommendation två."), rec(2)]),
    ),
    (
        "hanvisning_borta",
        case_file(recommendations=[rec(1, "I 2019 års granskning gav rekommendation 7 i rapporten god hjälp.")]),
    ),
    ("hanvisning_borta", case_file(recommendations=[rec(1, "Se rekommendation 1.")])),
    ("samma_meningar", case_file(recommendations=[rec(1, LONG), rec(2, f"Se rekommendation 1. {LONG}")])),
    ("dubbla_stycken", case_file(sections=[section(LONG, "sammanfattning"), section(LONG, "arendet")])),
    (
        "sammanfattningen",
        case_file(sections=[section(f"{LONG}\n\nNågot helt annat.", "sammanfattning"), section(LONG_2)]),
    ),
    (
        "rosten",
        case_file(
            documents=[document()],
            sections=[
                section(
                    "Nämnden har beslutat att förvaltningen ska se över rutinen. Förvaltningen ska återkomma.",
                    "yttrande",
                )
            ],
        ),
    ),
    ("trasig_hanvisning", case_file(sections=[section("Ett fel hittades i en referens.")])),
    ("uppfoljning", case_file(documents=[document(DocumentKind.yttrande)])),
    ("personnummer", case_file(sections=[section("Ring 08-508 24 268, org.nr 212000-1124, dnr 099/668-2008.")])),
    ("dubbelt_ord", case_file(sections=[section("Det det gäller är bryggorna.")])),
    (
        "ett_ord_for_mycket",
        case_file(sections=[section("Avtalet gäller från i dag. Stödet är för i första hand unga.")]),
    ),
    ("att_saknas", case_file(sections=[section("Ett arbete för att förbättra bryggorna pågår.")])),
    ("streck", case_file(sections=[section("Arbetsmarknads- och socialnämnden har svarat – i går.")])),
    (
        "punkt_saknas",
        case_file(sections=[section("Nämnden har under flera år arbetat med följande saker\n\n- Bryggor\n- Bojar")]),
    ),
    ("punkt_saknas", case_file(sections=[section("Stöd och förutsättningar för att upptäcka fel på bryggor i tid")])),
    ("punkt_saknas", case_file(sections=[section("Nämnden räknar hur många som under ett år har bott på")])),
    ("diarienummer", case_file({"dnr": "", "dnr_expected": True})),
    ("diarienummer", case_file({"dnr": "TN-2026-0101"}, {"dnr_pattern": "TN-ÅÅÅÅ-löpnr"})),
    (
        "arendets_namn",
        case_file(
            bases=[
                Basis(case_id=1, text="Tjänsteskrivelse daterad 2026-03-12"),
                Basis(case_id=1, text="Revisionsrapport"),
            ]
        ),
    ),
    ("stor_bokstav", case_file(sections=[section("Stadsrevisionen frågade. Nämnden svarade stadsrevisionen.")])),
    ("forvaltningens_namn", case_file(sections=[section("Vid kultur- och fritidsförvaltningen finns planer.")])),
    (
        "tva_titlar",
        case_file(
            document_persons=[person("Ida Ek", "Chef"), person("Ida Ek", "Handläggare", part=DocumentPart.handlaggare)]
        ),
    ),
]


def named(table):
    return [pytest.param(slug, file, id=f"{slug} {number}") for number, (slug, file) in enumerate(table)]


@pytest.mark.parametrize(("slug", "file"), named(HAS))
def test_what_a_check_looks_for_is_found(slug, file):
    assert slug in {remark.rule for remark in found(file, slug)}


@pytest.mark.parametrize(("slug", "file"), named(HAS_NOT))
def test_what_only_looks_like_it_is_left_alone(slug, file):
    assert found(file, slug) == []


def test_every_check_has_both_rows():
    # The papers, the joining of papers and what is locked with a decision show these.
    elsewhere = {"kallor_skiljer", "undertecknare", "andrat_efter_beslutet"}
    assert {slug for slug, _ in HAS} == {check.slug for check in CHECKS} - elsewhere
    assert {slug for slug, _ in HAS_NOT} == {check.slug for check in CHECKS} - elsewhere


def test_slugs_are_ascii_and_each_stands_once():
    slugs = [check.slug for check in CHECKS]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and slug == slug.lower() and " " not in slug for slug in slugs)
    assert all(check.name and check.explanation.endswith(".") for check in CHECKS)


@pytest.mark.parametrize(("slug", "file"), named(HAS))
def test_a_remark_bears_its_checks_slug_and_tells_where_what_and_how(slug, file):
    for remark in found(file, slug):
        assert remark.rule == slug
        assert remark.table
        assert remark.text
        assert remark.detail
        assert remark.remedies
        assert remark.proof
        assert "!" not in remark.text


@pytest.mark.parametrize(("slug", "file"), named(HAS))
def test_a_check_that_the_namnd_has_turned_off_is_silent(slug, file):
    file.rules_off = frozenset({slug})
    try:
        assert slug not in {remark.rule for remark in [*remarks_on(file), *approved_remarks(file)]}
    finally:
        file.rules_off = frozenset()


@pytest.mark.parametrize("mode_words", ["föreslås besluta att lämna följande yttrande:"])
def test_a_proposal_may_say_that_it_proposes(mode_words):
    file = case_file(documents=[document()], sections=[section(f"Nämnden {mode_words}", "yttrande")])
    assert found(file, "foreslas_i_beslutat") == []


def test_a_members_proposal_without_a_number_is_only_told_of():
    file = case_file({"dnr": "", "kind": CaseKind.namndinitiativ}, initiatives=[Namndinitiativ(case_id=1)])
    assert [remark.certainty for remark in found(file, "diarienummer")] == [Certainty.upplysning]


def test_an_attsats_whose_report_is_recorded_is_not_asked_about():
    file = case_file(attsatser=satser("Att A redovisas.", "Att B redovisas.", "Att C görs."))
    file.attsatser[2].report_form = ReportForm.skriftligt
    assert found(file, "attsatser") == []


@pytest.mark.parametrize(
    ("pattern", "number", "fits"),
    [
        ("ASN-ÅÅÅÅ-löpnr", "ASN-2024-11995", True),
        ("ASN-ÅÅÅÅ-nnnn", "ASN-2024-2039", True),
        ("KS ÅÅÅÅ/nnn", "KS 2023/758", True),
        ("ÅÅ-nnn", "26-14", True),
        ("ASN-ÅÅÅÅ-löpnr", "ASN 2024/11995", False),
        ("ASN-ÅÅÅÅ-löpnr", "SR-2024-11995", False),
    ],
)
def test_a_number_fits_the_namnds_pattern(pattern, number, fits):
    assert pattern_matches(pattern, number) == fits


@pytest.mark.parametrize(
    ("point", "style", "present", "beslutar"),
    [
        (
            "Nämnden beslutar att godkänna yttrandet och skicka det till revisorerna.",
            Style.beslutar_att,
            "Nämnden godkänner yttrandet och skickar det till revisorerna.",
            "Nämnden beslutar att godkänna yttrandet och skicka det till revisorerna.",
        ),
        (
            "Nämnden justerar paragrafen omedelbart.",
            Style.presens,
            "Nämnden justerar paragrafen omedelbart.",
            "Nämnden beslutar att justera paragrafen omedelbart.",
        ),
        ("Att bifalla motionen.", Style.att, "", ""),
        ("Nämnden föreslås besluta att anta svaret.", Style.foreslas, "", ""),
        ("Ärendet läggs till handlingarna", None, "", ""),
        ("Paragrafen justeras omedelbart.", Style.presens, "Paragrafen justeras omedelbart.", ""),
    ],
)
def test_a_point_is_put_in_another_way(point, style, present, beslutar):
    assert (style_of(point), as_present(point), as_beslutar_att(point)) == (style, present, beslutar)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ett. Två? Tre.", ["Ett.", "Två?", "Tre."]),
        ("Se t.ex. Bryggan. Slut.", ["Se t.ex. Bryggan.", "Slut."]),
        ("Klart 1. Det är bra", ["Klart 1. Det är bra"]),
        ("Rad ett\n- Rad två", ["Rad ett", "- Rad två"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_says_so(text, expected):
    assert list(sentences(text)) == expected
