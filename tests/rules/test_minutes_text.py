"""Pasted minutes: what many houses' wordings say, and texts that are no minutes. All of it is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import BodyKind, DissentKind, Outcome
from nemndsekr.rules.minutes_lines import paragraph_about, paragraphs_in
from nemndsekr.rules.minutes_outcomes import clauses_in, outcome_in, reason_in
from nemndsekr.rules.minutes_text import MANY, NO_DECISION, ONLY_PROPOSED, Minutes, Part, read_minutes

FULL = """Sammanträdesprotokoll
Barn- och utbildningsnämnden
Sammanträdesdatum 2026-02-19
Sida 14 (31)

§ 12 Svar på granskning av skolskjuts
BUN-2026-0412

Beslut
Barn- och utbildningsnämnden beslutar
1. att godkänna yttrandet och skicka det till kommunens
revisorer, samt
2. att uppdra åt förvaltningen att återrapportera i juni 2026.
Paragrafen förklaras omedelbart justerad.

Sammanfattning av ärendet
Revisorerna har granskat skolskjutsen. Nämnden beslutade 2025-10-16 § 90 om nya regler.

Beslutsunderlag
Tjänsteskrivelse daterad 2026-02-11

Reservation
Ylva Stråle (V) och Tage Munter (MP) reserverar sig mot beslutet till förmån för eget yrkande.

Beslutet skickas till
Kommunens revisorer
Kommunstyrelsen

Justerandes signatur
Protokollet justerat 2026-02-26
Anslaget sätts upp 2026-02-27 Anslaget tas ned 2026-03-21
"""
AU = """PROTOKOLL
Socialnämndens arbetsutskott
Plats och tid: Stadshuset, torsdagen den 5 februari 2026 kl. 9.00

Au § 8  Remiss om samverkan  Dnr SN 2026/44

Arbetsutskottets beslut
Ärendet överlämnas till nämnden.

Arbetsutskottets förslag till nämndens beslut
Socialnämnden antar yttrandet med den ändringen att tredje stycket stryks.
"""
SEVERAL = """Miljönämnden 2026-01-15

§ 1 Val av justerare
Beslut
Nämnden utser Bo Ahl att justera.

§ 2 Buller vid Ekvägen, dnr MN 2025/810
Beslut
Miljönämnden bordlägger ärendet.

§ 3 Svar på granskning av tillsynen, dnr MN 2025/905
Beslut
Miljönämnden godkänner svaret.
"""


def minutes(text: str, **about: str) -> Minutes:
    read = read_minutes(text, **about)
    assert not read.problem, read.problem
    return read


def told(read: Minutes) -> dict[str, Any]:
    """What was found, short enough for a table."""
    found: dict[str, Any] = {}
    for fact in read.facts:
        if fact.part not in (Part.punkt, Part.reservation):
            found.setdefault(fact.part.value, []).append(fact.value)
    if read.points:
        found["punkt"] = [(point.text, point.outcome) for point in read.points]
    if read.dissents:
        found["reservation"] = [(one.kind, one.who, one.text) for one in read.dissents]
    return {part: values[0] if len(values) == 1 else values for part, values in found.items()}


def test_a_whole_paragraph_is_read():
    assert told(minutes(FULL)) == {
        "dag": date(2026, 2, 19),
        "paragraf": "§ 12",
        "instans": BodyKind.namnd,
        "omedelbar": True,
        "mottagare": ["Kommunens revisorer", "Kommunstyrelsen"],
        "justerad": date(2026, 2, 26),
        "anslaget": date(2026, 2, 27),
        "nedtaget": date(2026, 3, 21),
        "punkt": [
            ("Godkänna yttrandet och skicka det till kommunens revisorer", None),
            ("Uppdra åt förvaltningen att återrapportera i juni 2026.", None),
            ("Paragrafen förklaras omedelbart justerad.", None),
        ],
        "reservation": (
            DissentKind.reservation,
            "Ylva Stråle (V) och Tage Munter (MP)",
            "Till förmån för eget yrkande.",
        ),
    }


def test_every_fact_has_the_place_of_its_words():
    for fact in minutes(FULL).facts:
        words = FULL[fact.start : fact.end]
        assert words == words.strip()
        assert words
    paragraph, day = (
        next(one for one in minutes(FULL).facts if one.part == part) for part in (Part.paragraf, Part.dag)
    )
    assert FULL[paragraph.start : paragraph.end] == "§ 12"
    assert FULL[day.start : day.end] == "2026-02-19"


def test_an_au_prepares_in_its_own_words():
    assert told(minutes(AU)) == {
        "instans": BodyKind.au,
        "dag": date(2026, 2, 5),
        "paragraf": "§ 8",
        "punkt": ("Ärendet överlämnas till nämnden.", Outcome.overlamnas),
        "forslag": "Socialnämnden antar yttrandet med den ändringen att tredje stycket stryks.",
    }


@pytest.mark.parametrize(
    ("about", "paragraph"),
    [
        ({"dnr": "MN 2025/905"}, "§ 3"),
        ({"dnr": "mn-2025-810"}, "§ 2"),
        ({"title": "Granskning av miljönämndens tillsyn"}, "§ 3"),
    ],
)
def test_of_several_paragraphs_the_one_about_the_case_is_read(about, paragraph):
    assert minutes(SEVERAL, **about).value(Part.paragraf) == paragraph


def test_of_several_paragraphs_none_is_guessed():
    assert read_minutes(SEVERAL).problem == MANY
    assert read_minutes(SEVERAL, dnr="MN 2024/1", title="Cykelbanor i hamnen").problem == MANY


# Text, and the parts that are asked for; each row is a way in which some house writes.
WORDINGS = [
    ("Nämnden beslutar att godkänna yttrandet.", {"punkt": ("Godkänna yttrandet.", None), "instans": BodyKind.namnd}),
    ("Beslut\nNämnden godkänner yttrandet.", {"punkt": ("Nämnden godkänner yttrandet.", None)}),
    ("Beslut: Nämnden antar yttrandet som sitt eget.", {"punkt": ("Nämnden antar yttrandet som sitt eget.", None)}),
    ("BESLUT\nTekniska nämnden beslutar att anta svaret.", {"punkt": ("Anta svaret.", None)}),
    ("## Beslut\n\nKulturnämnden beslutar enligt förvaltningens förslag.", {"utfall": Outcome.bifall}),
    ("Nämndens beslut\nEnligt förslaget.", {"utfall": Outcome.bifall}),
    ("Beslut\nNämnden beslutar i enlighet med ordförandens förslag.", {"utfall": Outcome.bifall}),
    ("Beslut\nArbetsutskottet tillstyrker förvaltningens förslag till beslut.", {"instans": BodyKind.au}),
    ("§ 4\nBeslut\nNämnden bifaller nämndinitiativet.",
     {"punkt": ("Nämnden bifaller nämndinitiativet.", Outcome.bifall), "paragraf": "§ 4"}),
    ("Beslut\nNämnden avslår nämndinitiativet.", {"punkt": ("Nämnden avslår nämndinitiativet.", Outcome.avslag)}),
    ("Beslut\nInitiativet avslås.", {"punkt": ("Initiativet avslås.", Outcome.avslag)}),
    ("Beslut\nNämnden beslutar att nämndinitiativet ska anses besvarat med hänvisning till pågående arbete.",
     {"punkt": ("Nämndinitiativet ska anses besvarat med hänvisning till pågående arbete.", Outcome.anses_besvarad)}),
    ("Beslut\nMotionen anses besvarad.", {"punkt": ("Motionen anses besvarad.", Outcome.anses_besvarad)}),
    ("Beslut\nNämnden bifaller delvis initiativet.",
     {"punkt": ("Nämnden bifaller delvis initiativet.", Outcome.delvis_bifall)}),
    ("Beslut\nNämnden avvisar initiativet eftersom det inte rör nämndens ansvarsområde.",
     {"punkt": ("Nämnden avvisar initiativet eftersom det inte rör nämndens ansvarsområde.", Outcome.avvisas)}),
    ("Beslut\nNämnden återremitterar ärendet för komplettering av ekonomin.",
     {"utfall": Outcome.aterremiss, "skal": "Komplettering av ekonomin."}),
    ("Beslut\nÄrendet återremitteras till förvaltningen med motiveringen att barnens röster saknas.",
     {"utfall": Outcome.aterremiss, "skal": "Barnens röster saknas."}),
    ("Beslut\nNämnden beslutar om återremiss.\n\nMotivering till återremissen\nUnderlaget behöver belysa landsbygden.",
     {"utfall": Outcome.aterremiss, "skal": "Underlaget behöver belysa landsbygden."}),
    ("Beslut\nÄrendet visas åter till förvaltningen för vidare utredning av kostnaderna.",
     {"utfall": Outcome.aterremiss, "skal": "Vidare utredning av kostnaderna."}),
    ("Beslut\nNämnden beslutar att bordlägga ärendet till nästa sammanträde.", {"utfall": Outcome.bordlaggning}),
    ("Beslut\nÄrendet bordläggs i avvaktan på kommunstyrelsens besked.",
     {"utfall": Outcome.bordlaggning, "skal": "Kommunstyrelsens besked."}),
    ("Beslut\nÄrendet utgår från dagordningen.", {"utfall": Outcome.utgar}),
    ("Beslut\nNämnden noterar informationen till protokollet.",
     {"punkt": ("Nämnden noterar informationen till protokollet.", Outcome.noteras)}),
    ("Beslut\nNämnden lägger rapporten till handlingarna.",
     {"punkt": ("Nämnden lägger rapporten till handlingarna.", Outcome.lagges_till_handlingarna)}),
    ("Beslut\nNämnden överlämnar initiativet till tekniska nämnden.",
     {"punkt": ("Nämnden överlämnar initiativet till tekniska nämnden.", Outcome.overlamnas)}),
    ("Beslut\nNämnden remitterar initiativet till förvaltningen.",
     {"punkt": ("Nämnden remitterar initiativet till förvaltningen.", Outcome.remitteras)}),
    ("Beslut\nInitiativtagaren har återtagit initiativet.",
     {"punkt": ("Initiativtagaren har återtagit initiativet.", Outcome.aterkallat)}),
    ("Fritidsnämnden beslutade\n- att bifalla första att-satsen\n- att avslå andra och tredje att-satserna",
     {"punkt": [("Bifalla första att-satsen", Outcome.bifall),
                ("Avslå andra och tredje att-satserna", Outcome.avslag)]}),
    (("Beslut\nGymnasienämnden beslutar\n\natt  godkänna upprättat förslag till yttrande, och\n\n"
     "att  översända yttrandet till stadsrevisionen."),
     {"punkt": [("Godkänna upprättat förslag till yttrande", None),
                ("Översända yttrandet till stadsrevisionen.", None)]}),
    ("Beslut\n• Yttrandet godkänns.\n• Paragrafen justeras omedelbart.",
     {"punkt": [("Yttrandet godkänns.", None), ("Paragrafen justeras omedelbart.", None)], "omedelbar": True}),
    ("Beslut\nNämnden godkänner svaret.\n\nOmedelbar justering\n", {"omedelbar": True}),
    ("Beslut\nNämnden godkänner svaret.\n\nParagrafen är omedelbart justerad.", {"omedelbar": True}),
    ("Äldrenämnden\n2026-03-04\n\n17 § Svar till revisorerna\n\nBeslut\nNämnden godkänner svaret.",
     {"paragraf": "§ 17", "dag": date(2026, 3, 4), "instans": BodyKind.namnd}),
    ("Sammanträde den 4 mars 2026\nNämnd för lärande\n§ 31/26\nBeslut\nSvaret godkänns.",
     {"paragraf": "§ 31/26", "dag": date(2026, 3, 4), "instans": BodyKind.namnd}),
    ("ASN § 53\nBeslut\nSvaret godkänns.", {"paragraf": "§ 53"}),
    ("Kommunstyrelsens arbetsutskott\n§ 9\nBeslut\nArbetsutskottet beslutar att bordlägga ärendet.",
     {"instans": BodyKind.au, "utfall": Outcome.bordlaggning, "paragraf": "§ 9"}),
    ("Beredningens beslut\nBeredningen ställer sig bakom förslaget.", {"instans": BodyKind.beredning}),
    ("Beslut\nSvaret godkänns.\n\nBeslutet sänds till: Kommunstyrelsen, stadsrevisionen; akten",
     {"mottagare": ["Kommunstyrelsen", "Stadsrevisionen"]}),
    ("Beslut\nSvaret godkänns.\n\nExpedieras till\n- Barn- och elevhälsan\n- Rektorerna\n\nUtdragsbestyrkande",
     {"mottagare": ["Barn- och elevhälsan", "Rektorerna"]}),
    ("Beslut\nSvaret godkänns.\n\nProtokollsutdrag till\nKommunens revisorer",
     {"mottagare": "Kommunens revisorer"}),
    (("Beslut\nSvaret godkänns.\n\nBeslutet skickas till\nKommunens revisorer\n"
      "Paragrafen förklaras omedelbart justerad."),
     {"mottagare": "Kommunens revisorer", "omedelbar": True}),
    ("Beslut\nSvaret godkänns.\n\nReservationer\nInga reservationer.", {}),
    ("Beslut\nSvaret godkänns.\n\nReservation\nAnna Ek (S): Vi hade velat se en tidigare tidpunkt.",
     {"reservation": (DissentKind.reservation, "Anna Ek (S)", "Vi hade velat se en tidigare tidpunkt.")}),
    ("Beslut\nSvaret godkänns.\n\nBo Al (C) lämnar ett särskilt yttrande.",
     {"reservation": (DissentKind.sarskilt_yttrande, "Bo Al (C)", "")}),
    (("Beslut\nSvaret godkänns.\n\nSärskilt yttrande\nBo Al (C) anmäler följande särskilda yttrande: "
     "«Vi följer frågan.»\nKostnaden ska redovisas."),
     {"reservation": (DissentKind.sarskilt_yttrande, "Bo Al (C)", "Vi följer frågan.\nKostnaden ska redovisas.")}),
    (("Beslut\nSvaret godkänns.\n\nProtokollsanteckning\nEva Fors (L) lämnar följande protokollsanteckning: "
     "Skolgårdarna borde ha nämnts."),
     {"reservation": (DissentKind.anteckning, "Eva Fors (L)", "Skolgårdarna borde ha nämnts.")}),
    (("Beslut\nSvaret godkänns.\n\nReservationer och särskilda yttranden\nAnna Ek (S) reserverar sig skriftligt.\n"
     "Bo Al (C) lämnar ett särskilt yttrande."),
     {"reservation": [(DissentKind.reservation, "Anna Ek (S)", ""), (DissentKind.sarskilt_yttrande, "Bo Al (C)", "")]}),
    ("Beslut\nSvaret godkänns.\n\nJusteringsdatum\n2026-03-11\n", {"justerad": date(2026, 3, 11)}),
    ("Beslut\nSvaret godkänns.\n\nParagrafen justerades den 5 mars 2026.", {"justerad": date(2026, 3, 5)}),
    (("Beslut\nSvaret godkänns.\n\nBEVIS OM ANSLAG\nDatum då anslaget sätts upp  2026-03-12\n"
     "Datum då anslaget tas ned  2026-04-03"),
     {"anslaget": date(2026, 3, 12), "nedtaget": date(2026, 4, 3)}),
    ("Beslut\nSvaret godkänns.\n\nAnslagsdatum 12 mars 2026, publicerat 13 mars 2026. Expedierat 16 mars 2026.",
     {"anslaget": date(2026, 3, 12), "publicerat": date(2026, 3, 13), "expedierad": date(2026, 3, 16)}),
    ("Beslut\nSvaret godkänns.\n\nProtokollet ska justeras senast 2026-03-18.", {"justerad": None}),
    (("Yrkanden\nAnna Ek (S) yrkar återremiss.\n\nBeslutsgång\nOrdföranden frågar om ärendet ska avgöras i dag.\n\n"
     "Beslut\nNämnden beslutar att godkänna svaret."),
     {"punkt": ("Godkänna svaret.", None), "utfall": None}),
    ("Beslut\nNämnden avslår yrkandet om återremiss och godkänner svaret.", {"utfall": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WORDINGS, ids=[text[:60].replace("\n", " ") for text, _ in WORDINGS])
def test_the_wordings_of_many_houses_are_understood(text, wanted):
    found = told(minutes(text))
    assert {part: found.get(part) for part in wanted} == wanted
    if not wanted:
        assert "reservation" not in found


NO_MINUTES = [
    ("", NO_DECISION),
    ("Hej! Kan du skicka underlaget till mig före fredag?", NO_DECISION),
    ("Kallelse\nBarn- och utbildningsnämnden kallas till sammanträde 2026-03-19.\n1. Upprop\n2. Val av justerare",
     NO_DECISION),
    ("Tjänsteskrivelse\n\nFörslag till beslut\n1. Nämnden godkänner yttrandet.\n2. Paragrafen justeras omedelbart.",
     ONLY_PROPOSED),
    ("Förvaltningens förslag till beslut\nNämnden beslutar att anta svaret.\n\nSammanfattning\nVi har granskat.",
     ONLY_PROPOSED),
    ("Barn- och utbildningsnämnden föreslås besluta att lämna följande yttrande:", ONLY_PROPOSED),
    ("Granskning av skolskjuts\n\nVi rekommenderar nämnden att\n- säkra rutinerna\n- följa avtalet", NO_DECISION),
    ("Enligt 6 kap. 35 § kommunallagen ska protokollet justeras senast 14 dagar efter sammanträdet.", NO_DECISION),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), NO_MINUTES, ids=[text[:40].replace("\n", " ") for text, _ in NO_MINUTES])
def test_what_is_no_minutes_gives_nothing_and_says_why(text, problem):
    read = read_minutes(text)
    assert (read.facts, read.problem) == ((), problem)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Nämnden godkänner yttrandet och överlämnar det till revisorerna", None),
        ("Nämnden avslår yrkandet om återremiss", Outcome.avslag),
        ("Nämnden beslutar att inte bifalla initiativet", Outcome.avslag),
        ("Ordföranden drar tillbaka ärendet", Outcome.aterkallat),
        ("Punkten stryks", Outcome.utgar),
        ("Nämnden lägger informationen till handlingarna", Outcome.lagges_till_handlingarna),
        ("Nämnden ger förvaltningen i uppdrag att utreda öppettiderna", None),
    ],
)
def test_what_a_decision_does_is_told_by_its_words(words, outcome):
    assert outcome_in(words) == outcome


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("att bifalla att-sats 2", (2,)),
        ("att-satserna 1, 2 och 4 avslås", (1, 2, 4)),
        ("att-satserna 1–3 anses besvarade", (1, 2, 3)),
        ("den första och andra att-satsen bifalls", (1, 2)),
        ("Paragraf 3 bifalls", ()),
    ],
)
def test_the_att_satser_are_told_by_number(words, numbers):
    assert clauses_in(words) == numbers


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("avslår initiativet med hänvisning till budgeten för 2026.", "Budgeten för 2026."),
        ("bordläggs eftersom underlaget kom sent", "Underlaget kom sent."),
        ("Nämnden godkänner yttrandet.", ""),
        ("återremitterar ärendet", ""),
    ],
)
def test_the_reason_is_told_in_the_minutes_own_words(words, reason):
    assert reason_in(words)[0] == reason


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("§ 5 Svar", ["§ 5"]),
        ("Paragrafer §§ 1–14", []),
        ("Se § 5 i reglementet", []),
        ("§ 5 i reglementet gäller", []),
        ("5 § kommunallagen", []),
        ("KS § 7/26 Svar\n\nKS § 8/26 Remiss", ["§ 7/26", "§ 8/26"]),
    ],
)
def test_a_paragraph_begins_a_line(text, numbers):
    assert [one.number for one in paragraphs_in(text)] == numbers


def test_a_lone_paragraph_needs_no_likeness():
    one = paragraph_about("§ 9 Övrigt\nBeslut\nInget.", title="Skolskjuts")
    assert one is not None
    assert one.number == "§ 9"


_BITS = st.sampled_from(
    ["Beslut", "§ 4", "Nämnden", "beslutar", "att", "återremittera", "1.", "\n", "\n\n", " ", "2026-02-19", "(S)", ":",
     "reserverar sig", "Beslutet skickas till", "–", "«", "»", "Anna Ek", "justerat", "å", "\u00a0", "\u00ad"]
)  # fmt: skip


@given(st.lists(_BITS, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_without_a_fall_and_each_fact_stands_in_it(text):
    for fact in read_minutes(text).facts:
        assert 0 <= fact.start < fact.end <= len(text)


@pytest.mark.parametrize("ends", ["", "."])
@pytest.mark.parametrize(
    "who", ["Bo Al (C) lämnar ett särskilt yttrande: Vi följer frågan", "Bo Al (C): Vi följer frågan"]
)
def test_what_is_said_of_the_paragraph_is_no_part_of_a_dissent(who, ends):
    found = read_minutes(
        f"§ 31 Svar\nBeslut\nNämnden godkänner svaret.\nSärskilt yttrande\n{who}{ends}\n"
        f"Paragrafen förklaras omedelbart justerad{ends}\nJusterat den 20 februari 2026\n"
    )
    assert [one.text.rstrip(".") for one in found.dissents] == ["Vi följer frågan"]
    assert found.value(Part.omedelbar) is True
    assert found.value(Part.justerad) == date(2026, 2, 20)
    assert found.remarks == ()


def test_a_day_that_does_not_exist_is_remarked_on_and_fills_nothing():
    found = read_minutes("§ 31 Svar\nBeslut\nNämnden godkänner svaret.\nJusterat den 31 februari 2026\n")
    assert found.value(Part.justerad) is None
    assert found.remarks == ("Texten har «Justerat den 31 februari 2026», en dag som inte finns. Skriv dagen själv.",)


JOINED = "Anna Ek (S) med instämmande av Bo Al (V) och Cia Dal (MP)"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (f"{JOINED} reserverar sig mot beslutet.", ""),
        ("Anna Ek (S) reserverar sig mot beslutet med instämmande av Bo Al (V) och Cia Dal (MP).", ""),
        ("Anna Ek (S) reserverar sig mot beslutet. Med instämmande av Bo Al (V) och Cia Dal (MP).", ""),
        ("Anna Ek (S) reserverar sig mot beslutet.\nMed instämmande av Bo Al (V) och Cia Dal (MP).", ""),
        ("Anna Ek (S) reserverar sig mot beslutet.\nMed instämmande av Bo Al (V) och Cia Dal (MP):\nVi ville annat.",
         "Vi ville annat."),
        ("Med instämmande av Bo Al (V) och Cia Dal (MP) reserverar sig Anna Ek (S) mot beslutet.", ""),
        ("Anna Ek (S) reserverar sig mot beslutet. Bo Al (V) och Cia Dal (MP) instämmer i reservationen.", ""),
    ],
)  # fmt: skip
def test_those_who_join_a_reservation_are_named_with_it(told: str, text: str):
    (found,) = read_minutes(f"§ 5 Svar\n\nBeslut\nSvaret godkänns.\n\nReservation\n{told}\n").dissents
    assert (found.kind, found.who, found.text) == (DissentKind.reservation, JOINED, text)


def test_those_who_join_a_special_opinion_leave_its_words_alone():
    told = (
        "Särskilt yttrande\nAnna Ek (S) lämnar ett särskilt yttrande med instämmande av Bo Al (V):\nVi (alla) vill mer."
    )
    (found,) = read_minutes(f"Beslut\nSvaret godkänns.\n\n{told}\n").dissents
    assert (found.who, found.text) == ("Anna Ek (S) med instämmande av Bo Al (V)", "Vi (alla) vill mer.")
