"""Make a document of a case, in the window's preview and for good: build it, name it, save it, note that it left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from nemndsekr.documents.builders import belongs, built
from nemndsekr.documents.document_types import DocumentType, build_document, chosen_template, document_type, types_for
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions, Making
from nemndsekr.documents.outline import Heading, ItemList, Outline, OutlineBlock, Paragraph, flat_blocks, outline_text
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.documents.templates import BlockSpec, Template
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.form_remarks import form_remarks
from nemndsekr.operations.save_file import save_file
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, LeftAs
from nemndsekr.records.document import Departure
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.of_paper import concerns
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name

if TYPE_CHECKING:  # python-docx takes a while to load
    from sqlalchemy.orm import Session

    from nemndsekr.documents.docx_form import FilledForm

# What a part is called on screen where the template prints it without a heading.
_PART_NAMES: Final = {
    "title": "Rubrik",
    "subtitle": "Underrubrik",
    "dnr_line": "Diarienummer",
    "handlaggare": "Handläggare",
    "lead_in": "Inledning",
    "sammanfattning": "Sammanfattning",
    "forslag_till_beslut": "Förslag till beslut",
    "beslutsunderlag": "Beslutsunderlag",
    "beslutsplanering": "Beslutsplanering",
    "beslutet_skickas_till": "Beslutet skickas till",
    "bakgrund": "Bakgrund",
    "arendet": "Ärendet",
    "om_granskningen": "Om granskningen",
    "beredning": "Ärendets beredning",
    "overvaganden": "Överväganden",
    "synpunkter": "Synpunkter",
    "yttrande_inledning": "Yttrande",
    "atgarder": "Åtgärder",
    "recommendations_with_answers": "Rekommendationer",
    "framat": "Arbetet framåt",
    "initiative": "Nämndinitiativet",
    "assessments_with_answers": "Svar på bedömningar",
    "followup_basis": "Vad som följs upp",
    "followup_summary": "Sammanfattning",
    "followup_overview": "Läget i korthet",
    "followup_answers": "Rekommendationer",
    "followup_onward": "Fortsatt arbete",
    "other_sections": "Övriga avsnitt",
    "ansvariga": "Ansvariga",
    "signatures": "Underskrifter",
    "reservations": "Reservationer",
    "bilagor": "Bilagor",
    "attsatser": "Att-satser",
    "fixed_text": "Inledning",
    "yrkanden": "Yrkanden",
    "beslutsgang": "Beslutsgång",
    "votering": "Votering",
    "minutes_signs": "Underskrifter",
    "dissents": "Reservationer och yttranden",
    "letter": "Brevet",
    "enclosures": "Det som följer med",
    "action_plan": "Åtgärder",
    "followup_groups": "Åtgärder i grupper",
    "card_facts": "Uppgifter",
    "card_chain": "Vägen till beslut",
    "card_recommendations": "Det som ska besvaras",
    "card_decision": "Beslut",
}
_ALWAYS_PRINTED: Final = "title"
CHAIR_COPY: Final = "ordförandens exemplar"
"""What the copy with a margin for notes is called, on the page and in its file's name."""
_COUNTED: Final = frozenset(
    {"forslag_till_beslut", "beslutsunderlag", "beslutsplanering", "beslutet_skickas_till", "bilagor"}
)
_ABOUT_RECOMMENDATIONS: Final = frozenset({"atgarder", "recommendations_with_answers", "followup_answers"})


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document ready to be saved or printed.

    ``text`` is the same document for those who listen to it; ``told`` is what should be said of how it was made.
    """

    case_id: int
    kind: DocumentKind
    name: str
    template: str
    suffix: str
    content: bytes
    text: str
    outline: Outline
    suggested_name: str
    told: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The checksum of the file."""
        return hashlib.sha256(self.content).hexdigest()


class OutPaper(Protocol):
    """What can be saved and printed: a document that was just made, or one that was locked."""

    @property
    def case_id(self) -> int:
        """The case it is of."""

    @property
    def kind(self) -> DocumentKind:
        """Its kind."""

    @property
    def suffix(self) -> str:
        """Its format."""

    @property
    def content(self) -> bytes:
        """Its bytes."""

    @property
    def sha256(self) -> str:
        """The checksum of the bytes."""

    @property
    def suggested_name(self) -> str:
        """What its file may be called."""


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """A kind of document, or a template, that can be chosen: its slug or name, and what it is called on screen."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One part of a document as its template orders them; ``count`` is how many items it lists, 0 if it lists none.

    ``waits`` tells that there is nothing in it but what is still to be written, ``missed`` that somebody may wonder
    why there is nothing in it.
    """

    key: str
    name: str
    count: int
    filled: bool
    printed: bool
    waits: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the document page shows of a case: what can be made, its parts, what is amiss, and the very PDF.

    Where the PDF cannot be made, ``problem`` tells why and ``made`` is None; ``words`` is the document as text then, of
    which a Word file can still be made. ``instead`` tells why the document is not
    in the template that it was given.
    """

    case: Case
    kinds: tuple[DocumentChoice, ...]
    templates: tuple[DocumentChoice, ...]
    kind: str
    template: str
    parts: tuple[DocumentPart, ...]
    remarks: tuple[Remark, ...]
    options: DocumentOptions
    made: MadeDocument | None
    problem: UserError | None = None
    of_form: tuple[Remark, ...] = ()
    """Those of the remarks that are about this template alone."""
    instead: str = ""
    words: MadeDocument | None = None


def make_document(
    store: Store,
    case_id: int,
    kind: str,
    fmt: str,
    template: str = "",
    options: DocumentOptions | None = None,
    *,
    form_id: int | None = None,
) -> MadeDocument:
    """Make one document of a case as the bytes of a file.

    Without a template it is the document's own, else the kind's usual one. A Word file is written into the form of
    its template, else of its nämnd; ``form_id`` is another one, 0 our own look.

    Raises:
        UserError: there is no such case, kind, template or format, or the format lacks a character.
    """
    options = options or DocumentOptions()
    case_file = load_case(store, case_id)
    if fmt.lower().lstrip(".") != "docx":
        return _made(case_file, kind, fmt, template, options)
    with store.session() as session:
        return _made(case_file, kind, fmt, template, options, partial(_as_word, session, form_id))


def _as_word(session: Session, form_id: int | None, making: Making, outline: Outline) -> FilledForm:
    from nemndsekr.operations.word_forms import word_file

    case = making.case_file.case
    return word_file(session, outline, making.fields, case.namnd_id, making.template.name, form_id)


def preview_document(
    store: Store,
    case_id: int,
    kind: str = "",
    template: Callable[[str], str] | None = None,
    left_out: frozenset[str] = frozenset(),
    options: DocumentOptions | None = None,
) -> Preview:
    """Make the PDF of a document and tell what its page shows beside it.

    A kind that does not apply to the case gives way to the first that does. ``template`` tells the template wanted
    for a kind; an unknown one gives way to the usual one. ``left_out`` holds the keys of the parts not to print.
    """
    case_file = load_case(store, case_id)
    kinds = types_for(case_file)
    made_kind = next((made for made in kinds if made.slug == kind), kinds[0])
    chosen = template_to_use(case_file, made_kind.slug, template(made_kind.slug) if template else "")
    options = options or DocumentOptions()
    if left_out:
        options = replace(options, included=frozenset(block.key for block in chosen.blocks) - left_out)
    told = form_remarks(case_file, chosen)
    made, words, problem = None, None, None
    try:
        made = _made(case_file, made_kind.slug, "pdf", chosen.name, options)
        words = made
    except UserError as error:
        problem = error
        words = _words(case_file, made_kind.slug, chosen.name, options)
    return Preview(
        case_file.case,
        tuple(DocumentChoice(made.slug, made.name) for made in kinds),
        tuple(DocumentChoice(one.name, one.label) for one in shelf_of(case_file).templates_for(made_kind.slug)),
        made_kind.slug,
        chosen.name,
        document_parts(case_file, made_kind, chosen, options),
        (*filter(concerns(case_file, made_kind.slug), remarks_on(case_file)), *told),
        options,
        made,
        problem,
        told,
        _instead(case_file, made_kind, template(made_kind.slug) if template else "", chosen),
        words,
    )


def _words(case_file: CaseFile, kind: str, template: str, options: DocumentOptions) -> MadeDocument | None:
    """The document as text, of which no pages can be made; None where there is no text of it either."""
    try:
        return _made(case_file, kind, "txt", template, options)
    except UserError:
        return None


def document_parts(
    case_file: CaseFile, kind: DocumentType, template: Template, options: DocumentOptions
) -> tuple[DocumentPart, ...]:
    """The parts of a document in the template's order; the title is always printed and no part to choose."""
    making = Making(case_file, template, options, kind.slug)
    parts: dict[str, DocumentPart] = {}
    for spec in template.blocks:
        if spec.key == _ALWAYS_PRINTED or spec.key in parts:
            continue
        blocks = built(making.at(spec))
        printed = options.included is None or spec.key in options.included
        name = making.at(spec).heading or part_name(spec.key)
        count = _count(case_file, spec, blocks)
        missed = not blocks and belongs(spec.key, case_file)
        parts[spec.key] = DocumentPart(spec.key, name, count, bool(blocks), printed, _only_waits(blocks), missed)
    return tuple(parts.values())


def _only_waits(blocks: list[OutlineBlock]) -> bool:
    said = [block for block in flat_blocks(blocks) if not isinstance(block, Heading)]
    return all(isinstance(block, Paragraph) and block.role == "placeholder" for block in said)


def part_name(key: str) -> str:
    """What a part is called where the template gives it no heading."""
    return _PART_NAMES.get(key, key)


def _count(case_file: CaseFile, spec: BlockSpec, blocks: list[OutlineBlock]) -> int:
    if spec.key in _ABOUT_RECOMMENDATIONS and blocks:
        return sum(recommendation.concerns_us for recommendation in case_file.recommendations)
    if spec.key not in _COUNTED:
        return 0
    flat = list(flat_blocks(blocks))
    return sum(len(block.items) for block in flat if isinstance(block, ItemList)) + sum(
        isinstance(block, Paragraph) and block.role != "placeholder" for block in flat
    )


def template_to_use(case_file: CaseFile, kind: DocumentKind, wanted: str) -> Template:
    """The template that is wanted for a kind, as long as it can be used; else the document's own, else the nearest."""
    templates = {template.name: template for template in shelf_of(case_file).templates_for(kind)}
    document = case_file.document(kind)
    own = document.template if document else ""
    for name in (wanted, own):
        if name in templates:
            return templates[name]
    return chosen_template(case_file, kind)


def _instead(case_file: CaseFile, kind: DocumentType, wanted: str, chosen: Template) -> str:
    """Why the document is not in the template that was chosen, where that one is broken; else nothing."""
    document = case_file.document(kind.slug)
    broken = {one.slug: one for one in shelf_of(case_file).own if one.template is None and one.kind == kind.slug}
    name = wanted or (document.template if document else "")
    if name not in broken or name == chosen.name:
        return ""
    return f"{broken[name].problem} Så länge används «{chosen.label}»."


def _made(
    case_file: CaseFile,
    kind: str,
    fmt: str,
    template: str,
    options: DocumentOptions,
    as_word: Callable[[Making, Outline], FilledForm] | None = None,
) -> MadeDocument:
    made_kind = document_type(kind)
    chosen = shelf_of(case_file).find(template) if template else chosen_template(case_file, kind)
    as_it_is = as_decided(case_file, made_kind.slug)
    outline = build_document(as_it_is, kind, chosen, options)
    outline = replace(outline, note_margin=options.note_margin)
    suffix = fmt.lower().lstrip(".")
    told: tuple[str, ...] = ()
    if as_word is not None:
        filled = as_word(Making(as_it_is, chosen, options, made_kind.slug), outline)
        content, told = filled.content, filled.told
    else:
        content = write_document(outline, suffix)
    kind_name = f"{made_kind.name}, {CHAIR_COPY}" if options.note_margin else made_kind.name
    name = suggested_file_name(case_file.case.short_name, kind_name, outline.metadata.day, suffix)
    return MadeDocument(
        case_file.case.stored_id,
        made_kind.slug,
        made_kind.name,
        chosen.name,
        suffix,
        content,
        outline_text(outline),
        outline,
        name,
        told,
    )


def note_departure(
    store: Store,
    case_id: int,
    kind: str,
    left_as: LeftAs,
    file_name: str,
    sha256: str,
    who: str,
    now: datetime,
    *,
    content: bytes = b"",
) -> Changes:
    """Note that a document left the house. What has left cannot be called back, so it is no step to undo.

    The ``content`` of a Word file is kept: when it comes back, it is compared with what was saved.
    """
    name = "noterade att en handling lämnade programmet"
    with store.step(name, who, now, undoable=False) as step:
        if content:
            step.keep_file(sha256, content)
        step.add(
            Departure(
                case_id=case_id,
                kind=DocumentKind(kind),
                left_as=left_as,
                file_name=file_name,
                sha256=sha256,
                at=now,
                user_uid=who,
            )
        )
    return Changes.of(name, step)


def save_document(store: Store, made: OutPaper, path: Path, who: str, now: datetime) -> Changes:
    """Save a made document as a file and note that it left.

    Raises:
        UserError: the file could not be written; nothing is noted then.
    """
    save_file(path, made.content)
    left_as = LeftAs(made.suffix)
    kept = made.content if left_as == LeftAs.docx else b""
    return note_departure(store, made.case_id, made.kind, left_as, path.name, made.sha256, who, now, content=kept)
