"""Templates: how one municipality wants one kind of document, as data in ``resources/templates``.

A template holds every heading, label and fixed sentence, the order of the blocks, the header grid and the style of
numbering. Code holds none of it.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from nemndsekr.documents.field_names import SWEDISH_NAMES, as_kept
from nemndsekr.documents.outline import SignatureLayout, SignatureOrder
from nemndsekr.documents.template_base import extended
from nemndsekr.rules.decision_style import DecisionStyle

BlockKey = Literal[
    "title", "subtitle", "dnr_line", "handlaggare", "fixed_text", "lead_in", "sammanfattning", "forslag_till_beslut",
    "beslutsunderlag", "beslutsplanering", "beslutet_skickas_till", "bakgrund", "arendet", "om_granskningen",
    "beredning", "overvaganden", "synpunkter", "yttrande_inledning", "atgarder", "recommendations_with_answers",
    "framat", "initiative", "attsatser", "assessments_with_answers", "followup_basis", "followup_summary",
    "followup_overview", "followup_answers", "followup_onward", "other_sections", "ansvariga", "signatures",
    "reservations", "bilagor", "yrkanden", "beslutsgang", "votering", "minutes_signs", "dissents", "letter",
    "enclosures", "action_plan", "followup_groups", "card_facts", "card_chain", "card_recommendations",
    "card_decision",
]  # fmt: skip
"""The blocks that a template may order; each has one builder in ``builders.BUILDERS``."""

FieldName = Literal[
    "title", "subtitle", "document_name", "day", "dnr", "counterpart_dnr", "report_no", "committee",
    "administration", "municipality", "sender", "recipient", "address", "requester", "report_title", "officer",
    "first_day", "officer_title", "officer_unit", "officer_telephone", "officer_email", "paragraph", "body",
    "meeting_day", "justering_day", "due_day", "initiators", "answer_title",
]  # fmt: skip
"""What may stand within braces in a template's lines."""

Numbering = Literal["decimal", "decimal_if_many", "bullet", "lines", "paragraphs"]

_EXTRA_FIELDS: Final = {"page", "pages", "text", "no", "caption"}


def _check_line(line: str) -> str:
    line = as_kept(line)
    try:
        parts = [part for part in string.Formatter().parse(line) if part[1] is not None]
    except ValueError as error:
        raise ValueError("klammerparenteserna { } går inte ihop") from error
    if any(form or conversion for _, _, form, conversion in parts):
        raise ValueError("inom klammerparenteser står bara uppgiftens namn")
    names = [str(name) for _, name, _, _ in parts]
    unknown = [name for name in names if name not in get_args(FieldName) and name not in _EXTRA_FIELDS]
    if unknown:
        known = ", ".join(SWEDISH_NAMES[name] for name in get_args(FieldName))
        raise ValueError(f"uppgiften {{{unknown[0]}}} finns inte; dessa finns: {known}")
    return line


Line = Annotated[str, AfterValidator(_check_line)]
"""Text with ``{fields}``; a line whose field has nothing to say is left out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeaderSpec(_Part):
    """One cell of the header grid: its label and its lines."""

    label: str = Field(default="", title="Etikett")
    lines: tuple[Line, ...] = Field(title="Rader", description="En rad vars uppgift är tom skrivs inte ut.")


class LookSpec(_Part):
    """The fonts by family name and the size of running text in points (0: the writer's own)."""

    pdf_font: str = Field(default="Noto Sans", title="Typsnitt i PDF")
    word_font: str = Field(default="Calibri", title="Typsnitt i Word")
    size: float = Field(default=0.0, ge=0, le=16, title="Storlek", description="Punkter; 0 är det vanliga.")


class RecommendationSpec(_Part):
    """How each recommendation is headed, and the labels of the table of its measures.

    ``heading`` may hold ``{text}`` and ``{no}``; ``wording`` says whose words ``{text}`` is where a recommendation
    stands in two: the report's, or those that the own document used above its answer. ``text_below`` prints the
    recommendation as a paragraph under the heading.
    ``missing`` stands where one is not yet answered though others are.
    ``measures`` holds the four column labels (measure, effect, latest, responsible); empty prints no table.
    """

    heading: Line = Field(default="{text}", title="Rubrik", description="Kan innehålla {no} och {text}.")
    wording: Literal["report", "own"] = Field(
        default="report", title="Lydelse", description="Rapportens ord, eller den egna handlingens."
    )
    italic: bool = Field(default=False, title="Kursiv rubrik")
    text_below: bool = Field(default=False, title="Rekommendationen under rubriken")
    level: int = Field(default=3, ge=2, le=4, title="Rubriknivå")
    missing: str = Field(default="", title="Där svar saknas")
    measures_caption: str = Field(default="", title="Rubrik över åtgärderna")
    measures: tuple[str, str, str, str] | tuple[()] = Field(
        default=(),
        title="Åtgärdernas kolumner",
        description="Åtgärd, effekt, senast klar, ansvarig; tomt ger ingen tabell.",
    )


class InitiativeSpec(_Part):
    """The sentences that tell who raised an initiative, who joined and when it was written (each with ``{text}``)."""

    raised: Line = Field(default="", title="Väckt av")
    joined: Line = Field(default="", title="Stöds av")
    dated: Line = Field(default="", title="Daterat")


class FollowupGaps(_Part):
    """What stands, marked, where the second answer does not yet tell a thing."""

    happened: str = Field(default="", title="Vad som har hänt saknas")
    evidence: str = Field(default="", title="Belägg saknas")
    new_time: str = Field(default="", title="Ny tidpunkt saknas")
    reason: str = Field(default="", title="Skäl saknas")
    answer: str = Field(default="", title="Svar saknas")
    summary: str = Field(default="", title="Sammanfattning saknas")


class FollowupSpec(_Part):
    """The words of a second answer (uppföljande yttrande).

    ``question`` heads an assessment (``{no}``); ``states`` are the words for planerad, pagar, genomford and utgar;
    ``late`` and ``late_done`` tell how long (``{text}``) after the first promise; ``count`` and ``count_late``
    sum up (``{no}``); ``overview`` holds four column labels. The other lines are labels, or hold ``{text}``.
    """

    question: Line = Field(default="", title="Rubrik för en bedömning")
    first_answer: Line = Field(default="", title="Före det första svaret")
    promised: str = Field(default="", title="Utlovat till")
    effect: str = Field(default="", title="Förväntad effekt")
    responsible: str = Field(default="", title="Ansvarig")
    state: str = Field(default="", title="Läge")
    states: tuple[str, str, str, str] = Field(default=("", "", "", ""), title="Lägenas namn")
    states_of_many: tuple[str, str, str, str] = Field(default=("", "", "", ""), title="Lägenas namn i flertal")
    ended_before: str = Field(default="", title="Klar redan då")
    late: Line = Field(default="", title="Försenad")
    late_done: Line = Field(default="", title="Klar för sent")
    done_on: Line = Field(default="", title="Klar den")
    happened: str = Field(default="", title="Vad som har hänt")
    evidence: str = Field(default="", title="Belägg")
    no_evidence: Line = Field(default="", title="Belägg saknas, med skäl")
    new_time: str = Field(default="", title="Ny tidpunkt")
    reason: Line = Field(default="", title="Skäl")
    granted: Line = Field(default="", title="Medgivet av")
    no_measure: str = Field(default="", title="Ingen åtgärd planerades")
    added: str = Field(default="", title="Åtgärder som har tillkommit")
    told_under: Line = Field(default="", title="Redovisas på annan plats")
    no_time: str = Field(default="", title="Ingen tidpunkt angavs")
    overview: tuple[str, str, str, str] | tuple[()] = Field(default=(), title="Översiktens kolumner")
    overview_caption: str = Field(default="", title="Rubrik över översikten")
    count: Line = Field(default="", title="Antal")
    count_late: Line = Field(default="", title="Antal försenade")
    gaps: FollowupGaps = Field(default=FollowupGaps(), title="Luckor")


class AttsatsSpec(_Part):
    """How each clause of an initiative is headed (``{no}``), and the line that tells what is proposed (``{text}``)."""

    heading: Line = Field(default="", title="Rubrik för varje att-sats")
    proposal: Line = Field(default="", title="Vad som föreslås")
    missing: str = Field(default="", title="Där bedömning saknas")


class SignatureSpec(_Part):
    """Whether the name or the title comes first, and whether there is room for a signature."""

    order: SignatureOrder = Field(default="name_first", title="Ordning")
    layout: SignatureLayout = Field(default="stacked", title="Uppställning")


class AuditWords(_Part):
    """The sentences that lead in what is made from the audit's own facts, where no text has been written.

    ``answered_question`` heads an assessment that is answered by itself; it may hold ``{text}`` and ``{no}``.
    """

    questions: Line = Field(default="", title="Före revisionsfrågorna")
    assessment: Line = Field(default="", title="Bedömning")
    recommendations: Line = Field(default="", title="Före rekommendationerna")
    answered_question: Line = Field(default="", title="Rubrik för en besvarad bedömning")


class DecisionSpec(_Part):
    """How the points of a decision are put.

    ``style`` only changes the form (``rules.decision_style``); ``lead`` and ``lead_decided`` stand before points that
    are put as att-satser. ``instances`` leads in the points of each body (beredning, arbetsutskott, nämnd) where a
    proposal has points for several; ``grouped`` names the body even where all points are of one.
    """

    style: DecisionStyle = Field(default=DecisionStyle.as_written, title="Beslutsstil")
    lead: Line = Field(
        default="", title="Inledning till förslaget", description="Till exempel: {nämnd} föreslås besluta"
    )
    lead_decided: Line = Field(
        default="", title="Inledning till beslutet", description="Till exempel: {nämnd} beslutar"
    )
    grouped: bool = Field(default=False, title="Nämn alltid instansen")
    instances: tuple[Line, Line, Line] = Field(
        default=("", "", ""), title="Instansernas inledning", description="Beredning, arbetsutskott, nämnd."
    )


class MinutesSpec(_Part):
    """The words of a protokollsutdrag: ``signs`` are what is signed below it, once it is decided."""

    signs: tuple[str, ...] = Field(default=(), title="Att skriva under")


class DissentSpec(_Part):
    """The words of a paper for each reservation or särskilt yttrande.

    ``headings`` are for reservation, sarskilt_yttrande and anteckning; ``facts`` the lines below the heading;
    ``joined`` tells who joined (``{text}``); ``missing`` stands where no text has been written.
    """

    headings: tuple[str, str, str] = Field(default=("", "", ""), title="Rubriker")
    facts: tuple[Line, ...] = Field(default=(), title="Uppgifter under rubriken")
    joined: Line = Field(default="", title="Med instämmande av")
    missing: str = Field(default="", title="Där texten saknas")


class LetterSpec(_Part):
    """The sentences of a letter that asks for anstånd.

    ``asked`` may hold ``{text}``, the day that is asked for, and ``reason`` the planned meetings; ``gap_day`` and
    ``gap_reason`` stand, marked, where the case does not tell them; ``greeting`` stands above the sender.
    """

    about: Line = Field(default="", title="Svaret som ska lämnas")
    asked: Line = Field(default="", title="Det som begärs")
    reason: Line = Field(default="", title="Skälet", description="{text} är de planerade sammanträdena.")
    gap_day: str = Field(default="", title="Där dagen saknas")
    gap_reason: str = Field(default="", title="Där skälet saknas")
    gap_sender: str = Field(default="", title="Där avsändaren saknas")
    please: Line = Field(default="", title="Önskan om besked")
    greeting: str = Field(default="", title="Hälsning")


class EnclosureSpec(_Part):
    """What each thing that goes with a letter is called; lines with ``{text}`` and fields."""

    answer: Line = Field(default="", title="Svaret")
    minutes: Line = Field(default="", title="Protokollsutdraget")
    missing: str = Field(default="", title="Där inget följer med")


class PlanSpec(_Part):
    """The åtgärdsplan: seven column labels, and what stands where a recommendation has no measure.

    The columns are brist, rekommendation, åtgärd, förväntad effekt, ansvarig, klart när and läge; one without a label
    is left out, and so is one in which nothing is told.
    """

    columns: tuple[str, str, str, str, str, str, str] = Field(default=("",) * 7, title="Kolumner")
    caption: str = Field(default="", title="Rubrik över tabellen")
    no_measure: str = Field(default="", title="Där åtgärd saknas")
    missing: str = Field(default="", title="Där inget finns att planera")


class GroupsSpec(_Part):
    """The follow-up table in five groups: under way, done since last, given a new time, left or late, ended.

    ``columns`` are number, measure, responsible, first day, later day and state; ``empty`` stands in a group without
    measures; ``late`` tells how long (``{text}``).
    """

    groups: tuple[str, str, str, str, str] = Field(default=("",) * 5, title="Grupper A–E")
    columns: tuple[str, str, str, str, str, str] = Field(default=("",) * 6, title="Kolumner")
    count: Line = Field(default="", title="Antal", description="Kan innehålla {no}.")
    late: Line = Field(default="", title="Försenad")
    empty: str = Field(default="", title="Där gruppen är tom")


class CardSpec(_Part):
    """The words of an ärendekort, which never fills more than one page.

    ``labels`` head the facts: slag, läge, från, svarsdag, handläggare, nummer; ``ahead`` and ``passed`` tell how far
    off a day is (``{text}``: «12 dagar»); ``more`` tells how many lines were cut (``{no}``).
    """

    labels: tuple[str, str, str, str, str, str] = Field(default=("",) * 6, title="Etiketter")
    chain: tuple[str, str, str] = Field(default=("", "", ""), title="Kedjans kolumner")
    ahead: Line = Field(default="", title="En dag som kommer")
    passed: Line = Field(default="", title="En dag som har varit")
    today: str = Field(default="", title="Dagen i dag")
    recommendations: tuple[str, str, str] = Field(default=("", "", ""), title="Rekommendationernas kolumner")
    attsatser: tuple[str, str, str] = Field(default=("", "", ""), title="Att-satsernas kolumner")
    states: tuple[str, str, str] = Field(
        default=("", "", ""), title="Svarets läge", description="Ej påbörjat, påbörjat, klart."
    )
    no_decision: str = Field(default="", title="Där beslut saknas")
    more: Line = Field(default="", title="Det som inte får plats")


class BlockSpec(_Part):
    """One block in its place.

    ``heading`` is what stands above it (``heading_decided`` once it is decided); ``show_empty`` prints it even
    when there is nothing to say, with ``text`` in its place. ``leave_out`` is for ``other_sections``: keys of
    sections that belong to another kind of document.
    """

    key: BlockKey = Field(title="Del")
    heading: str = Field(default="", title="Rubrik")
    heading_decided: str = Field(default="", title="Rubrik när det är beslutat")
    level: int = Field(default=2, ge=1, le=3, title="Rubriknivå")
    show_empty: bool = Field(default=False, title="Visa även när den är tom")
    numbering: Numbering = Field(default="paragraphs", title="Numrering")
    text: Line = Field(default="", title="Text")
    text_decided: Line = Field(default="", title="Text när det är beslutat")
    leave_out: tuple[str, ...] = Field(default=(), title="Avsnitt som inte skrivs ut")


class Template(_Part):
    """One municipality's form of one kind of document. ``name`` is the file's name without its ending.

    A file may say ``extends = "…"``: then all that it does not say itself is taken from that file
    (``template_base``). What is read in is always whole.
    """

    name: str = Field(title="Kortnamn")
    label: str = Field(min_length=1, title="Mallens namn")
    kind: str = Field(min_length=1, title="Handling")
    document_name: str = Field(min_length=1, title="Handlingens namn", description="Så som det står i huvudet.")
    document_name_decided: str = Field(default="", title="Namn när det är beslutat")
    voice: Literal["forvaltningen", "namnden"] = Field(default="forvaltningen", title="Röst")
    title: Line = Field(default="{title}", title="Rubrik")
    title_decided: Line = Field(default="", title="Rubrik när det är beslutat")
    sender: tuple[Line, ...] = Field(default=("{municipality}", "{sender}"), title="Avsändare")
    page_note: Line = Field(default="Sida {page} ({pages})", title="Sidnummer")
    running: Line = Field(default="", title="Överst på följande sidor")
    draft_mark: str = Field(default="", title="Märke på utkast")
    copy_mark: str = Field(default="Arbetskopia, original i diariet", title="Märke på låsta versioner")
    lost_table: Line = Field(min_length=1, title="Där en tabell saknas")
    landscape: bool = Field(default=False, title="Liggande sida")
    logo_alt: str = Field(default="", title="Logotypen i ord", description="Läses upp för den som inte ser bilden.")
    logo_height_mm: float = Field(default=16.0, ge=5, le=40, title="Logotypens höjd", description="Millimeter.")
    look: LookSpec = Field(default=LookSpec(), title="Typsnitt")
    header: tuple[HeaderSpec, ...] = Field(default=(), title="Huvudets rutor")
    decision: DecisionSpec = Field(default=DecisionSpec(), title="Beslutet")
    recommendation: RecommendationSpec = Field(default=RecommendationSpec(), title="Rekommendationer")
    initiative: InitiativeSpec = Field(default=InitiativeSpec(), title="Nämndinitiativ")
    attsats: AttsatsSpec = Field(default=AttsatsSpec(), title="Att-satser")
    followup: FollowupSpec = Field(default=FollowupSpec(), title="Uppföljning")
    signatures: SignatureSpec = Field(default=SignatureSpec(), title="Underskrifter")
    audit: AuditWords = Field(default=AuditWords(), title="Granskningen")
    minutes: MinutesSpec = Field(default=MinutesSpec(), title="Protokollsutdrag")
    dissent: DissentSpec = Field(default=DissentSpec(), title="Reservationer")
    letter: LetterSpec = Field(default=LetterSpec(), title="Brev")
    enclosure: EnclosureSpec = Field(default=EnclosureSpec(), title="Det som följer med")
    plan: PlanSpec = Field(default=PlanSpec(), title="Åtgärdsplan")
    groups: GroupsSpec = Field(default=GroupsSpec(), title="Uppföljningens grupper")
    card: CardSpec = Field(default=CardSpec(), title="Ärendekort")
    blocks: tuple[BlockSpec, ...] = Field(min_length=1, title="Delar")

    @model_validator(mode="before")
    @classmethod
    def _extended(cls, values: Any) -> Any:
        return extended(values) if isinstance(values, Mapping) else values

    @field_validator("blocks")
    @classmethod
    def _each_once(cls, blocks: tuple[BlockSpec, ...]) -> tuple[BlockSpec, ...]:
        """Every part once, but for words of one's own: a paper has one heading, and says nothing twice."""
        seen: set[str] = set()
        for block in blocks:
            if block.key in seen and block.key != "fixed_text":
                raise PydanticCustomError("doubled", "stands twice", {"expected": block.key})
            seen.add(block.key)
        return blocks

    def block(self, key: str) -> BlockSpec | None:
        """The first block with a key, if the template has one."""
        return next((block for block in self.blocks if block.key == key), None)


def fill(line: str, fields: Mapping[str, str]) -> str:
    """The line with its fields filled in, or an empty string when one of them has nothing to say."""
    names = [name for _, name, _, _ in string.Formatter().parse(line) if name is not None]
    return line.format_map(fields) if all(fields.get(name) for name in names) else ""
