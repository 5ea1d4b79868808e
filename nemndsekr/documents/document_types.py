"""DOCUMENT_TYPES: the documents that can be made, to which cases they apply, and how one is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from nemndsekr.documents import letter_builders as letters
from nemndsekr.documents.builders import built
from nemndsekr.documents.making import DocumentOptions, Making, namnd_decision
from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    KeepTogether,
    Letterhead,
    Look,
    Metadata,
    Outline,
    OutlineBlock,
    PageNote,
    runs_text,
)
from nemndsekr.documents.secrecy_mark import secrecy_of, with_secrecy
from nemndsekr.documents.template_files import SHIPPED, shelf_of
from nemndsekr.documents.templates import Template
from nemndsekr.documents.waiting import with_gaps
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, CaseStage, DocumentKind, DocumentMode, Occasion, label
from nemndsekr.rules.which_answer import occasion_at_hand
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import folded

_PLAIN: Final = str.maketrans("åäö", "aao")
_SENT: Final = frozenset({CaseStage.expedierat, CaseStage.uppfoljning})


class DocumentType(NamedTuple):
    """A document that can be made: its slug, its Swedish name, the cases it applies to and its usual template.

    ``lacks`` and ``next_step`` explain why it cannot be made of a case that it does not apply to.
    """

    slug: DocumentKind
    name: str
    applies: Callable[[CaseFile], bool]
    default_template: str
    lacks: str = ""
    next_step: str = "Välj en annan handling."


def _any_case(_case_file: CaseFile) -> bool:
    return True


def _answered_case(case_file: CaseFile) -> bool:
    """Whether somebody outside the nämnd waits for its answer, or one is already begun."""
    return (
        case_file.case.kind in {CaseKind.granskning, CaseKind.remiss}
        or case_file.document(DocumentKind.yttrande) is not None
    )


def _followed_case(case_file: CaseFile) -> bool:
    """Whether a second answer is begun: there is nothing to print before that."""
    return case_file.document(DocumentKind.uppfoljande_yttrande) is not None


def _initiative_case(case_file: CaseFile) -> bool:
    return case_file.case.kind == CaseKind.namndinitiativ


def _has_measures(case_file: CaseFile) -> bool:
    return bool(case_file.measures)


def _is_planned(case_file: CaseFile) -> bool:
    return _has_measures(case_file) or any(one.concerns_us for one in case_file.recommendations)


def _goes_to_decision(case_file: CaseFile) -> bool:
    proposed = any(not one.lead_in for one in case_file.decision_points)
    return proposed or namnd_decision(case_file) is not None


def _has_dissents(case_file: CaseFile) -> bool:
    return bool(case_file.dissents)


def _is_sent(case_file: CaseFile) -> bool:
    """Whether something goes out of the house: an answer, or a decision to those it is sent to."""
    return _answered_case(case_file) or bool(case_file.recipients)


def _owes_an_answer(case_file: CaseFile) -> bool:
    """Whether the answer that is worked on has a day, and has not been given yet."""
    occasion = occasion_at_hand(case_file)
    stage = case_file.case.stage
    if stage == CaseStage.avslutat or all(one.occasion != occasion for one in case_file.reply_days):
        return False
    second = case_file.document(DocumentKind.uppfoljande_yttrande)
    given = second is not None and second.mode == DocumentMode.beslutat
    return not given if occasion == Occasion.uppfoljande else stage not in _SENT


DOCUMENT_TYPES: Final = (
    DocumentType(DocumentKind.tjansteskrivelse, "Tjänsteskrivelse", _any_case, "neutral_tjansteskrivelse"),
    DocumentType(
        DocumentKind.svar_namndinitiativ,
        "Svar på nämndinitiativ",
        _initiative_case,
        "neutral_svar_namndinitiativ",
        next_step="Välj tjänsteskrivelse, eller ändra ärendets slag till nämndinitiativ.",
    ),
    DocumentType(DocumentKind.yttrande, "Yttrande", _answered_case, "neutral_yttrande"),
    DocumentType(
        DocumentKind.uppfoljande_yttrande,
        "Uppföljande yttrande",
        _followed_case,
        "neutral_uppfoljande_yttrande",
        "Det uppföljande yttrandet är inte påbörjat.",
        "Välj «Skapa uppföljande yttrande» under Ärende.",
    ),
    DocumentType(
        DocumentKind.uppfoljningsbilaga,
        "Uppföljningsbilaga",
        _has_measures,
        "neutral_uppfoljningsbilaga",
        "Det finns inga åtgärder att följa upp i ärendet.",
        "Skriv in åtgärderna under den rekommendation som de svarar på.",
    ),
    DocumentType(
        DocumentKind.atgardsplan,
        "Åtgärdsplan",
        _is_planned,
        "neutral_atgardsplan",
        "Det finns varken rekommendationer eller åtgärder i ärendet.",
        "Läs in revisionsrapporten, eller lägg till en rekommendation i ärendet.",
    ),
    DocumentType(
        DocumentKind.protokollsutdrag,
        "Protokollsutdrag",
        _goes_to_decision,
        "neutral_protokollsutdrag",
        "Det finns varken förslag till beslut eller beslut i ärendet.",
        "Skriv beslutspunkterna under Förslag till beslut.",
    ),
    DocumentType(
        DocumentKind.reservation,
        "Reservationer",
        _has_dissents,
        "neutral_reservation",
        "Det finns ingen reservation och inget särskilt yttrande i ärendet.",
        "Skriv in den under «Beslut och expediering» i ärendet.",
    ),
    DocumentType(
        DocumentKind.foljebrev,
        "Följebrev",
        _is_sent,
        "neutral_foljebrev",
        "Ingenting skickas från ärendet.",
        "Skriv mottagarna under «Beslutet skickas till».",
    ),
    DocumentType(
        DocumentKind.anstand,
        "Begäran om anstånd",
        _owes_an_answer,
        "neutral_anstand",
        "Det finns inget att begära anstånd med: svaret har ingen svarsdag, eller är redan lämnat.",
        "Skriv in svarsdagen under Svarsdagar i ärendet, om ett svar väntas.",
    ),
    DocumentType(DocumentKind.arendekort, "Ärendekort", _any_case, "neutral_arendekort"),
)
# Names of the trade for a kind in one municipality's form.
_ALIASES: Final = {"tjansteutlatande": (DocumentKind.tjansteskrivelse, "stockholm_tjansteutlatande")}


def named_kind(word: str, template: str = "") -> tuple[str, str]:
    """The kind and the template that a word means: ``tjansteutlatande`` is a tjänsteskrivelse in Stockholm's form.

    A kind may be written by its slug or as it is called on screen, however it is spelled: «svar-namndinitiativ»,
    «Svar på nämndinitiativ». A template that is asked for goes before the word's own.
    """
    known = {spelling: (made.slug, "") for made in DOCUMENT_TYPES for spelling in (_bare(made.slug), _bare(made.name))}
    known |= {_bare(alias): named for alias, named in _ALIASES.items()}
    kind, own = known.get(_bare(word), (word, ""))
    return str(kind), template or own


def _bare(word: str) -> str:
    """The letters alone, so that «tjänsteskrivelse» and «tjansteskrivelse» are the same."""
    return "".join(letter for letter in folded(word).translate(_PLAIN) if letter.isalnum())


def document_type(slug: str) -> DocumentType:
    """The document type with a slug.

    Raises:
        UserError: no such document can be made.
    """
    for made in DOCUMENT_TYPES:
        if made.slug == slug:
            return made
    have = ", ".join(made.slug for made in DOCUMENT_TYPES)
    raise UserError(f"Handlingen «{slug}» kan inte göras.", f"Välj en av dessa: {have}.")


def types_for(case_file: CaseFile) -> tuple[DocumentType, ...]:
    """The documents that can be made of a case."""
    return tuple(made for made in DOCUMENT_TYPES if made.applies(case_file))


def chosen_template(case_file: CaseFile, kind: str) -> Template:
    """The template that the document was given, else the one nearest to its texts, else the usual one for its kind.

    One of the office's own is taken where the document names it; it is never guessed.
    """
    made = document_type(kind)
    document = case_file.document(made.slug)
    templates = {template.name: template for template in shelf_of(case_file).templates_for(made.slug)}
    if document and document.template in templates:
        return templates[document.template]
    usual = SHIPPED.find(made.default_template)
    shipped = SHIPPED.templates_for(made.slug)
    return max([usual, *shipped], key=lambda template: _likeness(template, case_file))


def _likeness(template: Template, case_file: CaseFile) -> int:
    """How many of the case's sections stand under the very heading that the template gives them.

    A document that tells its address speaks for a template that has a place for it.
    """
    headings = {(section.key, folded(section.heading)) for section in case_file.sections if section.heading}
    addressed = any(document.address for document in case_file.documents if document.kind == template.kind)
    has_place = any("{address}" in line for cell in template.header for line in cell.lines)
    return sum((block.key, folded(block.heading)) in headings for block in template.blocks) + (addressed and has_place)


def build_document(
    case_file: CaseFile, kind: str, template: Template | None = None, options: DocumentOptions | None = None
) -> Outline:
    """Build one document of a case.

    Without a template it is the document's own, else the kind's usual one.

    Raises:
        UserError: no such document can be made, or the template serves another kind.
    """
    made = document_type(kind)
    template = template or chosen_template(case_file, kind)
    if not made.applies(case_file):
        kind_name = label(case_file.case.kind).lower()
        raise UserError(made.lacks or f"{made.name} görs inte för ärenden av slaget {kind_name}.", made.next_step)
    if template.kind != made.slug:
        raise UserError(f"Mallen «{template.label}» är inte till för {made.name.lower()}.", "Välj en annan mall.")
    options = options or DocumentOptions()
    making = Making(case_file, template, options, made.slug)
    blocks: list[OutlineBlock] = []
    for spec in template.blocks:
        if options.included is None or spec.key == "title" or spec.key in options.included:
            blocks += with_gaps(built(making.at(spec)))
    look = template.look
    outline = Outline(
        _metadata(making),
        making.document_name,
        _letterhead(making),
        _page_note(making, blocks),
        _tidied(blocks),
        landscape=template.landscape,
        look=Look(look.pdf_font, look.word_font, look.size),
    )
    return outline if options.public else with_secrecy(outline, *secrecy_of(case_file, made.slug))


def _metadata(making: Making) -> Metadata:
    fields = making.fields
    day = making.day
    subject = " ".join(filter(None, (fields["document_name"], fields["dnr"])))
    author = fields["sender"] or fields["municipality"]
    title = letters.written_title(making) or making.title or fields["title"]
    return Metadata(title, author, subject, fields["dnr"], day=day)


def _letterhead(making: Making) -> Letterhead:
    sender = tuple(filter(None, map(making.line, making.template.sender))) or (making.fields["committee"],)
    # «Handläggare» as a title says no more than the label «Handläggare» above it.
    cells = (
        HeaderCell(spec.label, tuple(line for line in map(making.line, spec.lines) if line and line != spec.label))
        for spec in making.template.header
    )
    logo = shelf_of(making.case_file).logo(making.template)
    return Letterhead(sender, tuple(cell for cell in cells if cell.lines), logo)


def _page_note(making: Making, blocks: list[OutlineBlock]) -> PageNote:
    template = making.template
    running = making.line(template.running) or making.document_name
    options = making.options
    mark = template.draft_mark if making.is_draft(blocks) else template.copy_mark if options.copy else ""
    return PageNote(template.page_note, running, mark)


def _tidied(blocks: list[OutlineBlock]) -> tuple[OutlineBlock, ...]:
    """Blocks without empty headings, and no heading more than one step below the one before it."""
    kept: list[OutlineBlock] = []
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not runs_text(block.runs).strip():
                continue
            above = min(block.level, above + 1)
            kept.append(replace(block, level=above))
        elif isinstance(block, KeepTogether):
            kept.append(KeepTogether(_tidied(list(block.blocks))))
        else:
            kept.append(block)
    return tuple(kept)
