"""The version of a document that is published: what is masked in it and why, what else might be, and the file itself.

The program helps to find and take away; what is secret, or ought not to be published, is the secretary's to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from nemndsekr.documents.document_types import build_document, document_type
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.masking import Effect, MaskedOutline, Passage, masked_name, masked_outline
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decided_document import decided_outline
from nemndsekr.operations.make_document import MadeDocument
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Secrecy, label
from nemndsekr.records.document import Mask
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.rules.private_words import PrivateKind, PrivateWords, private_words
from nemndsekr.rules.which_answer import occasion_of, papers_of
from nemndsekr.store.database import Store
from nemndsekr.store.queries import known_people, load_case, used_grounds
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name

USUAL_GROUNDS: Final = (
    "OSL 26 kap. 1 §",
    "OSL 21 kap. 1 §",
    "OSL 21 kap. 3 §",
    "OSL 21 kap. 7 §",
    "OSL 23 kap. 1 §",
    "OSL 23 kap. 2 §",
    "OSL 25 kap. 1 §",
    "OSL 39 kap. 2 §",
    "OSL 39 kap. 3 §",
    "OSL 31 kap. 16 §",
    "OSL 19 kap. 3 §",
    "OSL 18 kap. 8 §",
    "OSL 18 kap. 13 §",
    "dataskyddsförordningen",
)
"""The laws that passages are most often masked by, of people first; any other is written."""
GROUND_WORDS: Final = {
    "OSL 26 kap. 1 §": "socialtjänst",
    "OSL 21 kap. 1 §": "hälsa och sexualliv",
    "OSL 21 kap. 3 §": "adress till den som förföljs",
    "OSL 21 kap. 7 §": "personuppgifter",
    "OSL 23 kap. 1 §": "förskola",
    "OSL 23 kap. 2 §": "skola",
    "OSL 25 kap. 1 §": "hälso- och sjukvård",
    "OSL 39 kap. 2 §": "anställdas hälsa och omplacering",
    "OSL 39 kap. 3 §": "anställdas bostad och telefon",
    "OSL 31 kap. 16 §": "affärsuppgifter hos den som gör affärer med kommunen",
    "OSL 19 kap. 3 §": "upphandling",
    "OSL 18 kap. 8 §": "säkerhet i byggnader och system",
    "OSL 18 kap. 13 §": "risk- och sårbarhetsanalyser",
    "dataskyddsförordningen": "personuppgift som inte är hemlig men inte ska ut på webben",
}
"""What each of them is about, in a few words."""


class Scope(StrEnum):
    """Where the words of a mask are taken out."""

    here = "here"
    document = "document"
    case = "case"


@dataclass(frozen=True, slots=True)
class ShownMask:
    """A mask of a document, where it works and what became of it; ``number`` is that of its passage."""

    mask_id: int
    number: int
    passage: Passage
    scope: Scope
    effect: Effect

    @property
    def doubt(self) -> str:
        """What should be looked at, in a sentence; empty where all is as it was marked."""
        if not self.effect.places:
            return "Orden finns inte i handlingen längre."
        if self.effect.moved:
            return "Stället är ändrat. Orden maskeras därför överallt."
        if self.effect.left:
            places = "ett ställe" if self.effect.left == 1 else f"{self.effect.left} ställen"
            return f"Orden står kvar på {places}, skrivna på annat sätt eller i ett längre ord."
        if self.effect.elsewhere:
            places = "ett ställe" if self.effect.elsewhere == 1 else f"{self.effect.elsewhere} ställen"
            return f"Samma ord står omaskerade på {places} till."
        return ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A document to be published as it stands now: the masked outline, its masks, what is proposed, and the laws."""

    case_id: int
    kind: str
    name: str
    template: str
    options: DocumentOptions
    masked: MaskedOutline
    passages: tuple[Passage, ...]
    masks: tuple[ShownMask, ...]
    proposals: tuple[PrivateWords, ...]
    grounds: tuple[str, ...]
    attachments: int
    secrecy: Secrecy
    stem: str
    decided: bool = False
    """Whether it is made of what the nämnd decided, though the text has been changed since."""

    @property
    def whole_text(self) -> str:
        """The text before anything is masked, in which a passage is marked."""
        return "".join(stretch.text for stretch in self.masked.stretches)


def publication(
    store: Store,
    case_id: int,
    kind: str,
    template: str,
    options: DocumentOptions,
    passed: frozenset[str] = frozenset(),
    *,
    version_id: int = 0,
) -> Publication:
    """What is to be published of a document, with its masks; proposals that were ``passed`` are not made again.

    With a ``version_id`` it is made of what was decided then, where that can be made anew.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = load_case(store, case_id)
    slug = document_type(kind).slug
    made_of = replace(options, public=True)
    version = next((one for one in file.versions if one.id == version_id), None)
    decided = decided_outline(file, version, public=True) if version is not None else None
    outline = decided or build_document(as_decided(file, slug), slug, shelf_of(file).find(template), made_of)
    masks = [mask for mask in file.masks if mask.kind in (slug, None)]
    passages = [_passage(mask) for mask in masks]
    masked = masked_outline(outline, passages)
    shown = tuple(
        ShownMask(mask.stored_id, number, passage, _scope(mask), effect)
        for number, (mask, passage, effect) in enumerate(zip(masks, passages, masked.effects, strict=True))
        # A mask of the whole case need not concern this document.
        if effect.places or mask.kind is not None
    )
    rest = outline_text(masked.outline)
    known = (*known_people(store), *_public_words(file))
    proposals = (*_masked_elsewhere(file, slug, rest), *private_words(rest, known, [one.words for one in passages]))
    day = outline.metadata.day
    stem = masked_name(
        Path(suggested_file_name(file.case.short_name, document_type(kind).name, day, "x")).stem, passages
    )
    return Publication(
        case_id,
        slug,
        document_type(kind).name,
        template,
        options,
        masked,
        tuple(passages),
        shown,
        tuple(one for one in proposals if one.words not in passed),
        _grounds(used_grounds(store)),
        len(papers_of(file, occasion_of(file, slug)).attachments),
        _most_secret(file, slug),
        f"{stem} publicering",
        decided is not None,
    )


def add_masks(store: Store, case_id: int, kind: str, passages: Sequence[Passage], who: str, now: datetime) -> Changes:
    """Mask some passages of a document, as one step; one that is masked already gets the new ground.

    Raises:
        UserError: nothing but white space was marked.
    """
    wanted = [passage for passage in passages if passage.words.strip()]
    if not wanted:
        raise UserError("Inget är markerat.", "Markera det som ska maskeras i texten.")
    name = "maskerade ett ställe" if len(wanted) == 1 else f"maskerade {len(wanted)} ställen"
    slug = DocumentKind(kind)
    with store.step(name, who, now) as step:
        rows = step.all(Mask, case_id=case_id)
        position = max((row.position for row in rows), default=0)
        for passage in wanted:
            words = " ".join(passage.words.split())
            same = next((r for r in rows if (r.words, r.before, r.kind) == (words, passage.before, slug)), None)
            if same is not None:
                same.ground = passage.ground.strip()
                continue
            position += 1
            row = Mask(case_id=case_id, kind=slug, words=words, before=passage.before, ground=passage.ground.strip())
            row.position = position
            rows.append(step.add(row))
    return Changes.of(name, step)


def scope_values(scope: Scope, kind: str, before: str) -> dict[str, Any]:
    """The values of a mask's columns for a scope; ``before`` tells the one place that is meant."""
    return {
        "kind": None if scope is Scope.case else DocumentKind(kind),
        "before": before if scope is Scope.here else "",
    }


def published_document(seen: Publication, suffix: str) -> MadeDocument:
    """The masked document as the bytes of a file, exactly as it was looked through.

    Raises:
        UserError: there is no such format, or it lacks a character.
    """
    suffix = suffix.lower().lstrip(".")
    outline = seen.masked.outline
    return MadeDocument(
        seen.case_id,
        DocumentKind(seen.kind),
        seen.name,
        seen.template,
        suffix,
        write_document(outline, suffix),
        outline_text(outline),
        outline,
        f"{seen.stem}.{suffix}",
    )


def _passage(mask: Mask) -> Passage:
    return Passage(mask.words, mask.before, mask.ground)


def _scope(mask: Mask) -> Scope:
    if mask.kind is None:
        return Scope.case
    return Scope.here if mask.before else Scope.document


def grounds_to_choose(store: Store) -> tuple[str, ...]:
    """The laws to choose among, the last used first."""
    return _grounds(used_grounds(store))


def _grounds(used: Iterable[str]) -> tuple[str, ...]:
    """The last used first, then the usual ones."""
    return tuple(dict.fromkeys((*used, *USUAL_GROUNDS)))


def _most_secret(file: CaseFile, kind: DocumentKind) -> Secrecy:
    document = file.document(kind)
    marks = {file.case.secrecy, document.secrecy if document is not None else Secrecy.ingen}
    return next((one for one in (Secrecy.hela, Secrecy.uppgift) if one in marks), Secrecy.ingen)


def _public_words(file: CaseFile) -> Iterable[str]:
    """The names and addresses of the case that belong to an office or to somebody elected."""
    namnd, case = file.namnd, file.case
    yield from (namnd.name, namnd.municipality, namnd.forvaltning_name, namnd.auditor, case.requester)
    for person in file.document_persons:
        yield from (person.name, person.telephone, person.email)
    yield from (one.name for one in file.initiators)
    yield from (one.text for one in file.recipients)


def _masked_elsewhere(file: CaseFile, kind: DocumentKind, text: str) -> Iterable[PrivateWords]:
    told = set()
    for mask in file.masks:
        if mask.kind not in (kind, None) and mask.words in text and mask.words not in told:
            told.add(mask.words)
            yield PrivateWords(PrivateKind.other, mask.words, f"Maskerat i {label(mask.kind).lower()}")
