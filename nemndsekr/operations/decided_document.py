"""The document that the nämnd decided, which is what goes out: its very pages, and whether it still says the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.templates import load_template
from nemndsekr.operations.versions import LockedText, locked_texts, shown_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode, label
from nemndsekr.records.document import Version
from nemndsekr.rules.decided_text import decided_on, decided_version
from nemndsekr.store.database import Store
from nemndsekr.store.queries import file_content, load_case
from nemndsekr.support.errors import UserError

_CLOCK: Final = ZoneInfo("Europe/Stockholm")


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
    """The day that is printed where the document has none of its own."""
    content: bytes
    text: str
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
    def sha256(self) -> str:
        """The checksum of the pages."""
        return hashlib.sha256(self.content).hexdigest()


def decided_paper(store: Store, file: CaseFile, kind: str) -> DecidedPaper | None:
    """The decided document of a kind; None where none is decided, or none was locked with the decision."""
    version = decided_version(file, DocumentKind(kind))
    if version is None:
        return None
    content = file_content(store, version.sha256) if version.sha256 else None
    return DecidedPaper(
        file.case.stored_id,
        version.kind,
        version.stored_id,
        version.template,
        decided_on(file, version),
        _locked_on(version),
        content or b"",
        version.text,
        _says_the_same(file, version),
    )


def _locked_on(version: Version) -> date | None:
    return version.at.astimezone(_CLOCK).date() if version.at is not None else None


def _says_the_same(file: CaseFile, version: Version) -> bool:
    options = DocumentOptions(mode=DocumentMode.beslutat, day=_locked_on(version))
    try:
        outline = build_document(file, version.kind, load_template(version.template), options)
    except UserError:
        return False  # a template that is no longer there: nothing of today can be held to be the same
    return outline_text(outline) == version.text


def compared_texts(store: Store, case_id: int, kind: str) -> list[LockedText]:
    """The locked versions of a case, and a document of a kind as it is today, for comparing.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = load_case(store, case_id)
    decided = decided_version(file, DocumentKind(kind))
    template = load_template(decided.template) if decided is not None else None
    day = _locked_on(decided) if decided is not None else None
    now = outline_text(build_document(file, kind, template, DocumentOptions(day=day)))
    return [*locked_texts(store, case_id), shown_text(kind, now)]
