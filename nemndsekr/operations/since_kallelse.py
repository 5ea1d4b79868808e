"""What has been changed in a document since the version that went out with the kallelse, as a paper of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from nemndsekr.documents.changes_paper import NAME, ChangesHead, changes_paper
from nemndsekr.documents.document_types import build_document, chosen_template
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import Heading, Outline, flat_blocks, outline_text, runs_text
from nemndsekr.documents.pdf_fonts import drawable
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Secrecy, VersionGate, label
from nemndsekr.records.document import Version
from nemndsekr.rules.changes_told import ToldChange, told_changes
from nemndsekr.rules.decided_text import as_decided, day_of_lock
from nemndsekr.rules.frozen import frozen_case, has_facts
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name
from nemndsekr.support.swedish import folded
from nemndsekr.support.symbol_letters import SYMBOL_LETTERS

_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_ON_ITS_WAY: Final = (VersionGate.till_beredning, VersionGate.till_au)


@dataclass(frozen=True, slots=True)
class ChangesPaper:
    """The paper made in a format, to be saved and printed as a document of its case and kind.

    ``changes`` is how many paragraphs it tells of.
    """

    case_id: int
    kind: DocumentKind
    suffix: str
    content: bytes
    text: str
    suggested_name: str
    changes: int

    @property
    def sha256(self) -> str:
        """The checksum of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


def sent_version(file: CaseFile, kind: DocumentKind) -> Version | None:
    """The version that went out with the kallelse: the newest to the nämnd, else the newest that went to somebody."""
    mine = [one for one in reversed(file.versions) if one.kind == kind]
    to_namnd = next((one for one in mine if one.gate == VersionGate.till_namnd), None)
    return to_namnd or next((one for one in mine if one.sent_to or one.gate in _ON_ITS_WAY), None)


def make_changes_paper(store: Store, case_id: int, kind: str, today: date, suffix: str = "pdf") -> ChangesPaper:
    """Compare the text of today with what went out, and write what differs.

    Raises:
        UserError: there is no such case, no version of the document has gone out, or the format lacks a character.
    """
    file = load_case(store, case_id)
    slug = DocumentKind(kind)
    version = sent_version(file, slug)
    if version is None:
        raise UserError(
            f"Ingen version har gått ut än av handlingen «{label(slug).lower()}».",
            "Lås en version «till nämnd» när kallelsen skickas; därefter visas här vad som har ändrats.",
        )
    now, headings = _today(file, version)
    changes = told_changes(version.text.translate(SYMBOL_LETTERS), outline_text(now), headings)
    if file.case.secrecy == Secrecy.hela:
        changes = [_without_title(one, file.case.title) for one in changes]
    head = ChangesHead(
        file.namnd.name,
        file.namnd.municipality,
        file.case.dnr,
        file.case.shown_title,
        label(slug),
        _called(version),
        today,
    )
    if suffix == "pdf":
        # What it tells of has been sent, or is being taken away: a sign that no font has must not hide the rest.
        changes = [ToldChange(*map(drawable, one)) for one in changes]
        head = replace(head, title=drawable(head.title), compared_with=drawable(head.compared_with))
    outline = changes_paper(changes, head)
    name = suggested_file_name(file.case.short_name, f"{label(slug)} {NAME.lower()}", today, suffix)
    return ChangesPaper(
        case_id, slug, suffix, write_document(outline, suffix), outline_text(outline), name, len(changes)
    )


def _today(file: CaseFile, version: Version) -> tuple[Outline, frozenset[str]]:
    """The document of today in the form of the version, and the headings of both.

    It is made in the template, the mode and with the day that the version was: only what somebody changed is to differ.
    """
    then = None
    if has_facts(version):
        then = frozen_case(version.facts)
    document = then.document(version.kind) if then is not None else None
    options = DocumentOptions(mode=document.mode if document is not None else None, dated=day_of_lock(version))
    try:
        template = shelf_of(file).find(version.template)
    except UserError:
        template = chosen_template(file, version.kind)  # the template is no longer there
    now = build_document(as_decided(file, version.kind), version.kind, template, options)
    headings = set(_headings(now))
    if then is not None:
        headings.update(_headings(build_document(then, version.kind, template, options)))
    return now, frozenset(headings)


def _headings(outline: Outline) -> list[str]:
    found = (runs_text(one.runs) for one in flat_blocks(outline.blocks) if isinstance(one, Heading))
    return [" ".join(text.split()) for text in found]


def _without_title(change: ToldChange, title: str) -> ToldChange:
    """The change under no heading where that is the title of a secret case: the paper says its neutral label."""
    names_it = bool(title.strip()) and folded(title.strip()) in folded(change.heading)
    return change._replace(heading="") if names_it else change


def _called(version: Version) -> str:
    day = version.sent_on or (version.at.astimezone(_CLOCK).date() if version.at is not None else None)
    went = "gick till nämnden" if version.gate == VersionGate.till_namnd else "senast skickades"
    to = f" ({version.sent_to})" if version.sent_to else ""
    return f"den version som {went}{to}{f' den {day.isoformat()}' if day else ''}"
