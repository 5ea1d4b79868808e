"""Lock a document as it is at a gate: its words, the case's facts, PDF and Word file, never to be changed again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from nemndsekr.documents.document_types import build_document, chosen_template, document_type
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions, Making
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.templates import load_template
from nemndsekr.exchange.case_json import case_as_json
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import note_departure, save_file
from nemndsekr.operations.word_forms import word_file
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode, LeftAs, VersionGate, label
from nemndsekr.records.document import Version, VersionFields
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.rules.sent_to import proposed_recipients
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in, file_content, load_case, user_names
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import lower_first

_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_DECIDED: Final = frozenset({VersionGate.beslutad, VersionGate.expedierad})


class Sent(NamedTuple):
    """To whom a locked version goes, and on which day."""

    to: str
    on: date | None = None


_UNSENT: Final = Sent("")


def lock_version(
    store: Store,
    case_id: int,
    kind: str,
    gate: VersionGate,
    who: str,
    now: datetime,
    *,
    template: str = "",
    sent: Sent | None = None,
) -> Changes:
    """Lock a document of a case as it is seen now: a decided one without what has been followed up since.

    ``template`` is the one that it is shown in; without one it is the document's own, else the usual one for its kind.
    ``sent`` tells to whom it goes and when.

    Raises:
        UserError: there is no such case or kind, or the PDF cannot be made.
    """
    name = f"låste {document_type(kind).name.lower()} ({lower_first(label(gate))})"
    with store.step(name, who, now) as step:
        file = as_decided(case_in(step.session, case_id), DocumentKind(kind))
        frozen = _frozen(step.session, file, DocumentKind(kind), gate, now, template)
        if frozen.problem is not None:
            raise frozen.problem
        if sent is not None:
            frozen.version.sent_to, frozen.version.sent_on = sent.to.strip(), sent.on
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
    return _keep(
        step, _frozen(step.session, case_in(step.session, case_id), DocumentKind(kind), gate, now, template), who
    )


def lock_decided_anew(step: StepWriter, case_id: int, kind: DocumentKind, who: str, now: datetime) -> Version:
    """Lock a decided document with the words that it has now, as a part of another act.

    What has been followed up since (later times, states, new measures) was not decided and is not locked: the next
    answer tells it, and asks the locked version what was promised.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = as_decided(case_in(step.session, case_id), kind)
    return _keep(step, _frozen(step.session, file, kind, VersionGate.beslutad, now, ""), who)


def lock_as_sent(step: StepWriter, decided: Version, who: str, now: datetime) -> Version:
    """Lock what was decided once more, as what was sent: whatever has been written since was not decided."""
    values = {name: getattr(decided, name) for name in VersionFields.model_fields}
    values |= {"gate": VersionGate.expedierad, "at": now, "user_uid": who}
    return step.add(Version(case_id=decided.case_id, **values))


@dataclass(frozen=True, slots=True)
class _Frozen:
    version: Version
    pdf: bytes = b""
    word: bytes = b""
    problem: UserError | None = None


def _frozen(
    session: Session, file: CaseFile, kind: DocumentKind, gate: VersionGate, now: datetime, template: str
) -> _Frozen:
    chosen = load_template(template) if template else chosen_template(file, kind)
    document = file.document(kind)
    mode = DocumentMode.beslutat if gate in _DECIDED else None
    options = DocumentOptions(mode=mode, day=now.astimezone(_CLOCK).date(), copy=gate not in _DECIDED)
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
    making = Making(file, chosen, options, kind)
    word = word_file(session, outline, making.fields, file.case.namnd_id, chosen.name).content
    try:
        return _Frozen(version, write_document(outline, "pdf"), word)
    except UserError as error:
        return _Frozen(version, word=word, problem=error)


def frozen_facts(file: CaseFile) -> str:
    """The whole case as JSON, without the versions that were locked before: each of those keeps its own."""
    return json.dumps(case_as_json(replace(file, versions=[])), ensure_ascii=False, separators=(",", ":"))


def _keep(step: StepWriter, frozen: _Frozen, who: str) -> Version:
    frozen.version.user_uid = who
    for name, content in (("sha256", frozen.pdf), ("word_sha256", frozen.word)):
        if content:
            checksum = hashlib.sha256(content).hexdigest()
            setattr(frozen.version, name, checksum)
            step.keep_file(checksum, content)
    return step.add(frozen.version)


def likely_recipients(store: Store, case_id: int, kind: str) -> dict[VersionGate, str]:
    """To whom a version locked today is likely to go, by its gate.

    Raises:
        UserError: there is no such case.
    """
    return proposed_recipients(load_case(store, case_id), DocumentKind(kind))


@dataclass(frozen=True, slots=True)
class LockedText:
    """A locked version, or the document as it is now (``version_id`` 0): where and when it was locked, and its words.

    ``who`` is the name of the one who locked it; ``sha256`` and ``word_sha256`` are the checksums of the PDF and the
    Word file that are kept, empty where none is; ``final`` whether it was locked with a decision.
    """

    version_id: int
    kind: DocumentKind
    name: str
    at: datetime | None
    who: str
    text: str
    sha256: str = ""
    word_sha256: str = ""
    final: bool = False
    sent: Sent = _UNSENT

    @property
    def has_pdf(self) -> bool:
        """Whether the very PDF is kept."""
        return bool(self.sha256)


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
            f"{label(version.kind)} – {lower_first(label(version.gate))}",
            version.at,
            names.get(version.user_uid, ""),
            version.text,
            version.sha256,
            version.word_sha256,
            version.gate in _DECIDED,
            Sent(version.sent_to, version.sent_on),
        )
        for version in reversed(file.versions)
    ]


def locked_file(store: Store, case_id: int, version_id: int, suffix: str = "pdf") -> bytes:
    """The PDF or the Word file (``docx``) of a locked version, as it was.

    Raises:
        UserError: the version is gone, or no such file of it was kept.
    """
    version = next((one for one in load_case(store, case_id).versions if one.id == version_id), None)
    sha256 = _checksum(version, suffix) if version is not None else ""
    content = file_content(store, sha256) if sha256 else None
    if content is None:
        what = "PDF" if suffix == "pdf" else "Wordfil"
        raise UserError(f"Versionen har ingen {what}.", "Texten finns kvar och visas i jämförelsen.")
    return content


def _checksum(version: Version, suffix: str) -> str:
    return version.word_sha256 if suffix == "docx" else version.sha256


def check_locked(store: Store, case_id: int, version_id: int) -> str:
    """What is to be told when the kept files of a locked version are held against their checksums.

    Raises:
        UserError: the version is gone.
    """
    version = next((one for one in load_case(store, case_id).versions if one.id == version_id), None)
    if version is None:
        raise UserError("Versionen finns inte.", "Öppna listan över låsta versioner igen.")
    told: list[str] = []
    for suffix, what in (("pdf", "PDF"), ("docx", "Word")):
        sha256 = _checksum(version, suffix)
        content = file_content(store, sha256) if sha256 else None
        if not sha256:
            continue
        same = content is not None and hashlib.sha256(content).hexdigest() == sha256
        told.append(f"{what}: {'oförändrad' if same else 'saknas eller är ändrad'} ({sha256[:12]})")
    return " · ".join(told) or "Versionen har bara text; det finns ingen fil att kontrollera."


def save_locked_file(store: Store, case_id: int, version_id: int, path: Path, who: str, now: datetime) -> Changes:
    """Save the PDF or the Word file of a locked version, by the path's ending, and note that it left.

    Raises:
        UserError: no such file of it was kept, or the file could not be written.
    """
    file = load_case(store, case_id)
    kind = next((one.kind for one in file.versions if one.id == version_id), DocumentKind.yttrande)
    suffix = "docx" if path.suffix.lower() == ".docx" else "pdf"
    content = locked_file(store, case_id, version_id, suffix)
    save_file(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return note_departure(store, case_id, kind, LeftAs(suffix), path.name, sha256, who, now)


def shown_text(kind: str, text: str) -> LockedText:
    """A document as it is now, for comparing with what was locked."""
    slug = DocumentKind(kind)
    return LockedText(0, slug, f"{label(slug)} som den är nu", None, "", text)
