"""The document that the nämnd decided, which is what goes out: its very pages, and whether it still says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.operations.make_document import (
    MadeDocument,
    Preview,
    make_document,
    preview_document,
)
from nemndsekr.operations.versions import LockedText, locked_texts, shown_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode, label
from nemndsekr.records.document import Version
from nemndsekr.rules.decided_text import as_decided, changes_since, day_of_lock, decided_on, decided_version
from nemndsekr.rules.frozen import frozen_case, has_facts
from nemndsekr.store.database import Store
from nemndsekr.store.queries import file_content, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name
from nemndsekr.support.symbol_letters import SYMBOL_LETTERS


@dataclass(frozen=True, slots=True)
class DecidedPaper:
    """A document as it was decided: its pages (empty where no PDF could be made) and its words.

    ``same`` tells whether the document of today says the same.
    """

    case_id: int
    kind: DocumentKind
    version_id: int
    template: str
    day: date | None
    dated: date | None
    """The day that it bears though the document has none of its own."""
    content: bytes
    text: str
    suggested_name: str
    same: bool

    @property
    def name(self) -> str:
        """«Yttrande»."""
        return label(self.kind)

    @property
    def words(self) -> str:
        """«Beslutad lydelse 2026-03-19»."""
        return f"Beslutad lydelse{f' {self.day.isoformat()}' if self.day else ''}"

    @property
    def suffix(self) -> str:
        """It is kept as pages."""
        return "pdf"

    @property
    def sha256(self) -> str:
        """The checksum of the pages."""
        return hashlib.sha256(self.content).hexdigest()


def decided_paper(store: Store, file: CaseFile, kind: str) -> DecidedPaper | None:
    """The decided document of a kind; None where none is decided, or none was locked with the decision."""
    version = decided_version(file, DocumentKind(kind))
    if version is None:
        return None
    content = file_content(store, version.sha256) if version.sha256 else None
    day = decided_on(file, version)
    return DecidedPaper(
        file.case.stored_id,
        version.kind,
        version.stored_id,
        version.template,
        day,
        day_of_lock(version),
        content or b"",
        version.text,
        suggested_file_name(file.case.short_name, label(version.kind), day, "pdf"),
        _says_the_same(file, version),
    )


def _says_the_same(file: CaseFile, version: Version) -> bool:
    """Whether nothing has been changed since: asked of the same rule as the check, so that both tell the same.

    The words are compared as well. A nämnd that is called otherwise, or another form, is no change of the answer that
    the check should tell of; but what is printed with it must not pass for the decided.
    """
    if any(changes_since(file, version)):
        return False
    options = DocumentOptions(mode=DocumentMode.beslutat, draft=False, dated=day_of_lock(version))
    try:
        template, decided = shelf_of(file).find(version.template), as_decided(file, version.kind)
        outline = build_document(decided, version.kind, template, options)
        unmarked = build_document(decided, version.kind, template, replace(options, public=True))
    except UserError:
        return False  # a template that is no longer there: nothing of today can be held to be the same
    # That it was marked with secrecy afterwards is no other wording.
    return version.text.translate(SYMBOL_LETTERS) in (outline_text(outline), outline_text(unmarked))


def decided_outline(file: CaseFile, version: Version, *, public: bool = False) -> Outline | None:
    """The document as it was decided, made anew of what was locked; None where that does not give its very words.

    ``public`` leaves out the mark of secrecy.
    """
    if not has_facts(version) or shelf_of(file).problem_of(version.template) is not None:
        return None
    then = replace(frozen_case(version.facts), own_templates=file.own_templates, pictures=file.pictures)
    template = shelf_of(file).find(version.template)
    options = DocumentOptions(mode=DocumentMode.beslutat, draft=False, dated=day_of_lock(version))
    unmarked = replace(options, public=True)
    made = [build_document(then, version.kind, template, one) for one in (options, unmarked)]
    words = version.text.translate(SYMBOL_LETTERS)
    return made[public] if words in map(outline_text, made) else None


@dataclass(frozen=True, slots=True)
class Paper:
    """What the document page shows: the document of today, the decided one, and whether today's is marked as a draft.

    ``marked`` is so when the document of today, as it is chosen, is not what was decided.
    """

    preview: Preview
    decided: DecidedPaper | None = None
    marked: bool = False


def paper_of(
    store: Store,
    case_id: int,
    kind: str = "",
    template: Callable[[str], str] | None = None,
    left_out: frozenset[str] = frozenset(),
    options: DocumentOptions | None = None,
    *,
    working: bool = False,
) -> Paper:
    """A document with the decided one beside it. ``working`` asks for the document of today though one is decided.

    What differs from the decided one says on every page that it is a draft: it must not be taken for the decided.
    """
    options = options or DocumentOptions()
    preview = preview_document(store, case_id, kind, template, left_out, options)
    decided = decided_paper(store, load_case(store, case_id), preview.kind)
    if decided is None or not (working or not decided.content):
        return Paper(preview, decided)
    options = _as_locked(options, decided)
    preview = preview_document(store, case_id, preview.kind, template, left_out, options)
    made = preview.made
    if made is None or made.text == decided.text:
        return Paper(preview, decided)
    if not options.draft:
        options = replace(options, draft=True)
        preview = preview_document(store, case_id, preview.kind, template, left_out, options)
        made = preview.made or made
    return Paper(replace(preview, made=_called_draft(made)), decided, marked=True)


def _as_locked(options: DocumentOptions, decided: DecidedPaper) -> DocumentOptions:
    """With the day that it was locked with, and no mark of a draft for a gap that it was decided with."""
    return replace(options, dated=decided.dated, draft=bool(options.draft))


def _called_draft(made: MadeDocument) -> MadeDocument:
    name = Path(made.suggested_name)
    return replace(made, suggested_name=f"{name.stem} ändrat utkast{name.suffix}")


def outgoing_document(
    store: Store, case_id: int, kind: str, fmt: str, template: str, options: DocumentOptions
) -> tuple[bytes, str]:
    """What goes out when a document is asked for without being seen: its bytes, and what is to be told of it.

    A decided document goes out as it was decided. There is no Word file of that: one that is made of a text that has
    been changed since is marked as a draft.

    Raises:
        UserError: there is no such case, kind, template or format, or the format lacks a character.
    """
    file = load_case(store, case_id)
    made = make_document(store, case_id, kind, fmt, template, options)
    decided = decided_paper(store, file, made.kind)
    if decided is None:
        return made.content, " ".join(made.told)
    options = _as_locked(options, decided)
    if decided.same:
        made = make_document(store, case_id, kind, fmt, template, options)
        return made.content, " ".join(made.told)
    if fmt == "pdf" and decided.content:
        return decided.content, f"{decided.words} skrevs. Texten i ärendet är ändrad efter beslutet."
    if fmt == "txt":
        return decided.text.encode("utf-8-sig"), f"{decided.words} skrevs. Texten i ärendet är ändrad efter beslutet."
    marked = make_document(store, case_id, kind, fmt, template, replace(options, draft=True))
    return marked.content, (
        f"Filen är märkt som utkast: texten i ärendet är ändrad efter beslutet. {decided.words} finns som PDF."
    )


def compared_texts(store: Store, case_id: int, kind: str) -> list[LockedText]:
    """The locked versions of a case, and a document of a kind as it is today, for comparing.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = load_case(store, case_id)
    decided = decided_version(file, DocumentKind(kind))
    # A template that is gone since gives way to the usual one: the words are what is compared.
    known = decided is not None and shelf_of(file).problem_of(decided.template) is None
    template = shelf_of(file).find(decided.template) if decided is not None and known else None
    dated = day_of_lock(decided) if decided is not None else None
    now = outline_text(
        build_document(as_decided(file, DocumentKind(kind)), kind, template, DocumentOptions(dated=dated))
    )
    return [*locked_texts(store, case_id), shown_text(kind, now)]
