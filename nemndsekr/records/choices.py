"""The closed sets of values: stable Swedish slugs in the database, labels in resources/labels.toml."""

import tomllib
from enum import StrEnum
from functools import cache

from nemndsekr.support.paths import resource


class CaseKind(StrEnum):
    """What kind of matter a case is."""

    granskning = "granskning"
    namndinitiativ = "namndinitiativ"
    remiss = "remiss"
    motion = "motion"
    ovrigt = "ovrigt"


class CaseStage(StrEnum):
    """How far a case has come."""

    planerad = "planerad"
    faktagranskning = "faktagranskning"
    inkommet = "inkommet"
    under_arbete = "under_arbete"
    till_beredning = "till_beredning"
    till_au = "till_au"
    till_namnd = "till_namnd"
    beslutat = "beslutat"
    expedierat = "expedierat"
    uppfoljning = "uppfoljning"
    avslutat = "avslutat"


class NumberKind(StrEnum):
    """Whose number a further number of a case is."""

    eget = "eget"
    motpart = "motpart"
    rapport = "rapport"
    annat = "annat"


class Secrecy(StrEnum):
    """Whether sekretess is marked; the ground (lagrum) stands beside it."""

    ingen = "ingen"
    uppgift = "uppgift"
    hela = "hela"


def title_to_show(title: str, secrecy: str) -> str:
    """A case's title in a list or message: of a case that is secret as a whole nothing is said."""
    return "Ärende med sekretess" if secrecy == Secrecy.hela else title


class Occasion(StrEnum):
    """Which answer a reply day is for."""

    forsta = "forsta"
    uppfoljande = "uppfoljande"
    vidare = "vidare"


class DemandPart(StrEnum):
    """One thing that the auditors ask the answer to hold."""

    measures = "measures"
    expected_effect = "expected_effect"
    latest_date = "latest_date"
    responsible = "responsible"
    per_assessment = "per_assessment"
    per_recommendation = "per_recommendation"
    followup = "followup"
    other = "other"


class Stance(StrEnum):
    """Where the nämnd stands towards a recommendation or the whole audit."""

    instammer = "instammer"
    instammer_delvis = "instammer_delvis"
    delar_inte = "delar_inte"
    annat_satt = "annat_satt"


class MeasureState(StrEnum):
    """How far a measure has come; late is reckoned from its dates, never stored."""

    planerad = "planerad"
    pagar = "pagar"
    genomford = "genomford"
    utgar = "utgar"


class WhoseDate(StrEnum):
    """Whose a promised date is; only one's own is watched."""

    egen = "egen"
    annan_namnd = "annan_namnd"
    extern = "extern"
    redan_skett = "redan_skett"


class ReportForm(StrEnum):
    """In what form something is reported back."""

    skriftligt = "skriftligt"
    muntligt = "muntligt"
    ej_angivet = "ej_angivet"


class AnswerEventKind(StrEnum):
    """What happened on the way to an answer from a department."""

    begart = "begart"
    paminnt = "paminnt"
    inkommet = "inkommet"
    godkant = "godkant"


class Precision(StrEnum):
    """How exactly a Tidpunkt is told."""

    dag = "dag"
    vecka = "vecka"
    manad = "manad"
    arstid = "arstid"
    kvartal = "kvartal"
    halvar = "halvar"
    ar = "ar"
    sammantrade = "sammantrade"
    okand = "okand"


class InitiatorPart(StrEnum):
    """What part a person has in an initiative."""

    initiator = "initiator"
    joined = "joined"


class Outcome(StrEnum):
    """What a body decided on a point or an att-sats."""

    bifall = "bifall"
    delvis_bifall = "delvis_bifall"
    avslag = "avslag"
    anses_besvarad = "anses_besvarad"
    aterremiss = "aterremiss"
    bordlaggning = "bordlaggning"
    remitteras = "remitteras"
    avvisas = "avvisas"
    aterkallat = "aterkallat"
    utgar = "utgar"
    overlamnas = "overlamnas"
    noteras = "noteras"
    lagges_till_handlingarna = "lagges_till_handlingarna"


class BodyKind(StrEnum):
    """What kind of body meets."""

    beredning = "beredning"
    au = "au"
    namnd = "namnd"


class MeetingStatus(StrEnum):
    """How sure a meeting is."""

    planerad = "planerad"
    bekraftad = "bekraftad"
    flyttad = "flyttad"
    installd = "installd"
    extra = "extra"


class ChainStepKind(StrEnum):
    """What happens in a step on the way to a decision."""

    avdelningssvar = "avdelningssvar"
    chefsgodkannande = "chefsgodkannande"
    samverkan = "samverkan"
    inlamning = "inlamning"
    utskick = "utskick"
    sammantrade = "sammantrade"
    justering = "justering"
    expediering = "expediering"
    annat = "annat"


class DayUnit(StrEnum):
    """In what the distance between two steps is counted."""

    arbetsdagar = "arbetsdagar"
    kalenderdagar = "kalenderdagar"
    veckodag = "veckodag"


class DissentKind(StrEnum):
    """How somebody went on record against, or beside, a decision."""

    reservation = "reservation"
    sarskilt_yttrande = "sarskilt_yttrande"
    anteckning = "anteckning"


class DocumentKind(StrEnum):
    """What a document of a case is."""

    tjansteskrivelse = "tjansteskrivelse"
    yttrande = "yttrande"
    uppfoljande_yttrande = "uppfoljande_yttrande"
    protokollsutdrag = "protokollsutdrag"
    svar_namndinitiativ = "svar_namndinitiativ"
    foredragningslista = "foredragningslista"
    reservation = "reservation"
    anstand = "anstand"
    foljebrev = "foljebrev"
    atgardsplan = "atgardsplan"
    uppfoljningsbilaga = "uppfoljningsbilaga"
    arendekort = "arendekort"
    annat = "annat"


class DocumentMode(StrEnum):
    """Whether a document proposes or tells what was decided."""

    forslag = "forslag"
    beslutat = "beslutat"


class Voice(StrEnum):
    """Who speaks in a text."""

    forvaltningen = "forvaltningen"
    namnden = "namnden"


class DocumentPart(StrEnum):
    """What part a person has in a document."""

    handlaggare = "handlaggare"
    upprattare = "upprattare"
    godkannare = "godkannare"
    undertecknare = "undertecknare"


class SourceKind(StrEnum):
    """What a document that was read in is (reading format)."""

    tjansteskrivelse = "tjansteskrivelse"
    yttrande = "yttrande"
    namndinitiativ = "namndinitiativ"
    motion = "motion"
    revisionsrapport = "revisionsrapport"
    missiv = "missiv"
    protokoll = "protokoll"
    remissblad = "remissblad"
    skrivelse = "skrivelse"
    granskningsrapport_dataskyddsombud = "granskningsrapport_dataskyddsombud"
    okant = "okant"


class DifferenceState(StrEnum):
    """What was decided where two papers differ: nothing yet, the first words hold, the later ones do, or both."""

    oppen = "oppen"
    behallen = "behallen"
    ersatt = "ersatt"
    bada = "bada"


class DecisionOccasion(StrEnum):
    """What a body took up: how an initiative is to be treated, or the answer itself."""

    forsta_behandling = "forsta_behandling"
    svar = "svar"


class VersionGate(StrEnum):
    """Why a document was locked: the gate it was to pass, or had passed."""

    till_beredning = "till_beredning"
    till_au = "till_au"
    till_namnd = "till_namnd"
    beslutad = "beslutad"
    expedierad = "expedierad"
    annan = "annan"


class Certainty(StrEnum):
    """How sure a check is: it is so, it asks, or it only tells."""

    sakert = "sakert"
    fraga = "fraga"
    upplysning = "upplysning"


class LeftAs(StrEnum):
    """How a document left the house."""

    pdf = "pdf"
    docx = "docx"
    txt = "txt"
    html = "html"
    print = "print"
    copied = "copied"
    nemndsekr = "nemndsekr"


@cache
def _labels() -> dict[str, dict[str, str]]:
    with resource("labels.toml").open("rb") as file:
        return tomllib.load(file)


def label(member: StrEnum) -> str:
    """The Swedish word that is shown for a member, for example ``Granskning``."""
    return _labels()[type(member).__name__][member.value]


def choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Slug and label of every member of an enumeration, in order."""
    return tuple((member.value, label(member)) for member in kind)
