"""Lock a document as it is at a gate: its words, the case's facts and the very PDF, never to be changed afterwards."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from nemndsekr.documents.document_types import build_document, chosen_template, document_type
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.templates import load_template
from nemndsekr.exchange.case_json import case_as_json
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import note_departure
from nemndsekr.operations.save_file import save_file
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode, LeftAs, VersionGate, label
from nemndsekr.records.document import Version, VersionFields
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in, file_content, load_case, user_names
from nemndsekr.support.errors import UserError

_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_DECIDED: Final = frozenset({VersionGate.beslutad, VersionGate.expedierad})


def lock_version(
    store: Store, case_id: int, kind: str, gate: VersionGate, who: str, now: datetime, *, template: str = ""
) -> Changes:
    """Lock a document of a case as it is seen now: a decided one without what has been followed up since.

    ``template`` is the one that it is shown in; without one it is the document's own, else the usual one for its kind.

    Raises:
        UserError: there is no such case or kind, or the PDF cannot be made.
    """
    name = f"låste {document_type(kind).name.lower()} ({label(gate).lower()})"
    with store.step(name, who, now) as step:
        file = as_decided(case_in(step.session, case_id), DocumentKind(kind))
        frozen = _frozen(file, DocumentKind(kind), gate, now, template)
        if frozen.problem is not None:
            raise frozen.problem
        _keep(step, frozen, who)
    return Changes.of(name, step)


def lock_in_step(
    step: StepWriter, case_id: int, kind: str, gate: VersionGate, who: str, now: datetime, *, template: str = ""
) -> Version:
    """Lock a document as a part of another act, such as a decision.

    Where no PDF can be made of it (it holds a character that no font has), its words and the facts are locked all the
    same: the act that this belongs to is not to be stopped by that.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    # What the act has changed so far is a part of what is locked.
    step.session.flush()
    return _keep(step, _frozen(case_in(step.session, case_id), DocumentKind(kind), gate, now, template), who)


def lock_decided_anew(step: StepWriter, case_id: int, kind: DocumentKind, who: str, now: datetime) -> Version:
    """Lock a decided document with the words that it has now, as a part of another act.

    What has been followed up since (later times, states, new measures) was not decided and is not locked: the next
    answer tells it, and asks the locked version what was promised.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = as_decided(case_in(step.session, case_id), kind)
    return _keep(step, _frozen(file, kind, VersionGate.beslutad, now, ""), who)


def lock_as_sent(step: StepWriter, decided: Version, who: str, now: datetime) -> Version:
    """Lock what was decided once more, as what was sent: whatever has been written since was not decided."""
    values = {name: getattr(decided, name) for name in VersionFields.model_fields}
    values |= {"gate": VersionGate.expedierad, "at": now, "user_uid": who}
    return step.add(Version(case_id=decided.case_id, **values))


@dataclass(frozen=True, slots=True)
class _Frozen:
    version: Version
    pdf: bytes = b""
    problem: UserError | None = None


def _frozen(file: CaseFile, kind: DocumentKind, gate: VersionGate, now: datetime, template: str) -> _Frozen:
    chosen = load_template(template) if template else chosen_template(file, kind)
    document = file.document(kind)
    mode = DocumentMode.beslutat if gate in _DECIDED else None
    options = DocumentOptions(mode=mode, day=now.astimezone(_CLOCK).date())
    outline = build_document(file, kind, chosen, options)
    version = Version(
        case_id=file.case.stored_id,
        document_id=document.id if document else None,
        kind=kind,
        gate=gate,
        title=outline.metadata.title,
        template=chosen.name,
        at=now,
        text=outline_text(outline),
        facts=frozen_facts(file),
    )
    try:
        return _Frozen(version, write_document(outline, "pdf"))
    except UserError as error:
        return _Frozen(version, problem=error)


def frozen_facts(file: CaseFile) -> str:
    """The whole case as JSON, without the versions that were locked before: each of those keeps its own."""
    return json.dumps(case_as_json(replace(file, versions=[])), ensure_ascii=False, separators=(",", ":"))


def _keep(step: StepWriter, frozen: _Frozen, who: str) -> Version:
    frozen.version.user_uid = who
    if frozen.pdf:
        frozen.version.sha256 = hashlib.sha256(frozen.pdf).hexdigest()
        step.keep_file(frozen.version.sha256, frozen.pdf)
    return step.add(frozen.version)


@dataclass(frozen=True, slots=True)
class LockedText:
    """A locked version, or the document as it is now (``version_id`` 0): where and when it was locked, and its words.

    ``who`` is the name of the one who locked it; ``has_pdf`` whether the very PDF is kept; ``final`` whether it
    was locked with a decision.
    """

    version_id: int
    kind: DocumentKind
    name: str
    at: datetime | None
    who: str
    text: str
    has_pdf: bool = False
    final: bool = False


def locked_texts(store: Store, case_id: int) -> list[LockedText]:
    """The locked versions of a case's documents, the newest first.

    Raises:
        UserError: there is no such case.
    """
    file = load_case(store, case_id)
    names = user_names(store)
    return [
        LockedText(
            version.stored_id,
            version.kind,
            f"{label(version.kind)} – {label(version.gate).lower()}",
            version.at,
            names.get(version.user_uid, ""),
            version.text,
            bool(version.sha256),
            version.gate in _DECIDED,
        )
        for version in reversed(file.versions)
    ]


def locked_pdf(store: Store, case_id: int, version_id: int) -> bytes:
    """The PDF of a locked version, as it was.

    Raises:
        UserError: the version is gone, or no PDF of it could be made.
    """
    version = next((one for one in load_case(store, case_id).versions if one.id == version_id), None)
    content = file_content(store, version.sha256) if version is not None and version.sha256 else None
    if content is None:
        raise UserError("Versionen har ingen PDF.", "Texten finns kvar och visas i jämförelsen.")
    return content


def save_locked_pdf(store: Store, case_id: int, version_id: int, path: Path, who: str, now: datetime) -> Changes:
    """Save the PDF of a locked version as a file, and note that it left.

    Raises:
        UserError: there is no PDF of it, or the file could not be written.
    """
    file = load_case(store, case_id)
    kind = next((one.kind for one in file.versions if one.id == version_id), DocumentKind.yttrande)
    content = locked_pdf(store, case_id, version_id)
    save_file(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return note_departure(store, case_id, kind, LeftAs.pdf, path.name, sha256, who, now)


def shown_text(kind: str, text: str) -> LockedText:
    """A document as it is now, for comparing with what was locked."""
    slug = DocumentKind(kind)
    return LockedText(0, slug, f"{label(slug)} som den är nu", None, "", text)
