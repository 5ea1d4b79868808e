"""Lock a document as it is at a gate: words, facts, the very PDF and Word file, never to be changed afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
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
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.exchange.case_json import case_as_json
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import note_departure
from nemndsekr.operations.save_file import save_file
from nemndsekr.operations.word_forms import word_file
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode, LeftAs, VersionGate, label
from nemndsekr.records.document import Version, VersionFields
from nemndsekr.rules.decided_text import as_decided, changes_since, decided_version
from nemndsekr.rules.version_gate import proposed_gate
from nemndsekr.rules.version_receiver import proposed_receiver
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in, file_content, load_case, user_names
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name
from nemndsekr.support.swedish import lower_first

_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_DECIDED: Final = frozenset({VersionGate.beslutad, VersionGate.expedierad})
_FILE_NAMES: Final = {"pdf": "PDF-filen", "docx": "Wordfilen"}
_NOT_DECIDED: Final = (
    "Texten är ändrad efter beslutet: det som skulle låsas är inte det som nämnden beslutade.",
    "Gå igenom påpekandet «ändrat efter beslutet», eller lås texten av en annan anledning.",
)
_AS_DECIDED: Final = "Det som nämnden beslutade är låst, inte texten i dag: den är ändrad efter beslutet."
_CHECKSUMS: Final = {"pdf": "sha256", "docx": "word_sha256"}


@dataclass(frozen=True, slots=True)
class Sending:
    """To whom a version went, or goes, and on which day."""

    to: str = ""
    on: date | None = None


def lock_version(
    store: Store,
    case_id: int,
    kind: str,
    gate: VersionGate,
    who: str,
    now: datetime,
    *,
    template: str = "",
    sending: Sending | None = None,
) -> Changes:
    """Lock a document of a case as it is seen now: a decided one without what has been followed up since.

    ``template`` is the one that it is shown in; without one it is the document's own, else the usual one for its kind.
    Where a file cannot be made of it (it holds a character that no font has), the text is locked all the same and the
    Changes tell it. What is locked as sent is what the nämnd decided: that is told where it has been written on since.

    Raises:
        UserError: there is no such case or kind, or what would be locked as decided has been changed since.
    """
    name = f"låste {document_type(kind).name.lower()} ({lower_first(label(gate))})"
    with store.step(name, who, now) as step:
        whole = case_in(step.session, case_id)
        decided = _changed_since_decided(whole, DocumentKind(kind)) if gate in _DECIDED else None
        if decided is not None and gate == VersionGate.beslutad:
            raise UserError(*_NOT_DECIDED)
        if decided is not None:
            version = lock_as_sent(step, decided, who, now)
            told: tuple[str, ...] = (_AS_DECIDED,)
        else:
            file = as_decided(whole, DocumentKind(kind))
            frozen = _frozen(step.session, file, DocumentKind(kind), gate, now, template)
            version, told = _keep(step, frozen, who), frozen.told
        if sending is not None:
            version.sent_to = " ".join(sending.to.split())
            version.sent_on = sending.on
    return Changes.of(name, step, told)


def _changed_since_decided(file: CaseFile, kind: DocumentKind) -> Version | None:
    """The decided version of a document whose text has been changed since; None where it says the same, or is new."""
    decided = decided_version(file, kind)
    return decided if decided is not None and any(changes_since(file, decided)) else None


class LockProposal(NamedTuple):
    """For what a version is most likely locked, and to whom it then goes, gate by gate."""

    gate: VersionGate
    receivers: dict[VersionGate, str]


def lock_proposal(store: Store, case_id: int, kind: str, today: date) -> LockProposal:
    """What the question before a lock begins with.

    Raises:
        UserError: there is no such case.
    """
    file = load_case(store, case_id)
    receivers = {gate: proposed_receiver(file, gate, today) for gate in VersionGate}
    return LockProposal(proposed_gate(file, DocumentKind(kind)), receivers)


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
    file = case_in(step.session, case_id)
    return _keep(step, _frozen(step.session, file, DocumentKind(kind), gate, now, template), who)


def lock_decided_anew(step: StepWriter, case_id: int, kind: DocumentKind, who: str, now: datetime) -> Version:
    """Lock a decided document with the words that it has now, as a part of another act.

    What has been followed up since (later times, states, new measures) was not decided and is not locked: the next
    answer tells it, and asks the locked version what was promised.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    file = as_decided(case_in(step.session, case_id), kind)
    former = decided_version(file, kind)
    # In the form that it was decided in, while that is there.
    template = former.template if former is not None and shelf_of(file).problem_of(former.template) is None else ""
    return _keep(step, _frozen(step.session, file, kind, VersionGate.beslutad, now, template), who)


def lock_as_sent(step: StepWriter, decided: Version, who: str, now: datetime) -> Version:
    """Lock what was decided once more, as what was sent: whatever has been written since was not decided."""
    values = {name: getattr(decided, name) for name in VersionFields.model_fields}
    day = now.astimezone(_CLOCK).date()
    sent_to = proposed_receiver(case_in(step.session, decided.case_id), VersionGate.expedierad, day)
    values |= {"gate": VersionGate.expedierad, "at": now, "user_uid": who, "sent_to": sent_to, "sent_on": day}
    return step.add(Version(case_id=decided.case_id, **values))


@dataclass(frozen=True, slots=True)
class _Frozen:
    version: Version
    pdf: bytes = b""
    word: bytes = b""
    told: tuple[str, ...] = ()


def _frozen(
    session: Session, file: CaseFile, kind: DocumentKind, gate: VersionGate, now: datetime, template: str
) -> _Frozen:
    chosen = shelf_of(file).find(template) if template else chosen_template(file, kind)
    document = file.document(kind)
    mode = DocumentMode.beslutat if gate in _DECIDED else None
    # What was decided is what goes out; all that is locked before that is a copy kept beside the register.
    options = DocumentOptions(mode=mode, draft=False, day=now.astimezone(_CLOCK).date(), copy=gate not in _DECIDED)
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
    pdf, no_pdf = _file_of("pdf", lambda: write_document(outline, "pdf"))
    word, no_word = _file_of(
        "docx", lambda: word_file(session, outline, making.fields, file.case.namnd_id, chosen.name).content
    )
    return _Frozen(version, pdf, word, tuple(dict.fromkeys((*no_pdf, *no_word))))


def _file_of(suffix: str, write: Callable[[], bytes]) -> tuple[bytes, tuple[str, ...]]:
    try:
        return write(), ()
    except UserError as error:
        return b"", (f"{_FILE_NAMES[suffix]} kunde inte låsas: {error.what}",)


def frozen_facts(file: CaseFile) -> str:
    """The whole case as JSON, without the versions that were locked before: each of those keeps its own."""
    return json.dumps(case_as_json(replace(file, versions=[])), ensure_ascii=False, separators=(",", ":"))


def _keep(step: StepWriter, frozen: _Frozen, who: str) -> Version:
    frozen.version.user_uid = who
    for field, content in (("sha256", frozen.pdf), ("word_sha256", frozen.word)):
        if content:
            sha256 = hashlib.sha256(content).hexdigest()
            setattr(frozen.version, field, sha256)
            step.keep_file(sha256, content)
    return step.add(frozen.version)


@dataclass(frozen=True, slots=True)
class LockedText:
    """A locked version, or the document as it is now (``version_id`` 0): where and when it was locked, and its words.

    ``who`` is the name of the one who locked it; ``has_pdf`` whether the very PDF is kept; ``final`` whether it
    was locked with a decision. ``sha256`` and ``word_sha256`` are the checksums of the files, empty where there is
    none; ``sent_to`` and ``sent_on`` tell to whom it went and when; ``file_name`` is what a file of it may be called,
    without its suffix.
    """

    version_id: int
    kind: DocumentKind
    name: str
    at: datetime | None
    who: str
    text: str
    has_pdf: bool = False
    final: bool = False
    gate: VersionGate | None = None
    sent_to: str = ""
    sent_on: date | None = None
    sha256: str = ""
    word_sha256: str = ""
    file_name: str = ""


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
            bool(version.sha256),
            version.gate in _DECIDED,
            version.gate,
            version.sent_to,
            version.sent_on,
            version.sha256,
            version.word_sha256,
            _file_name(file, version),
        )
        for version in reversed(file.versions)
    ]


def _file_name(file: CaseFile, version: Version) -> str:
    """«BUN-2026-0412 Yttrande, till nämnd 2026-03-05»: the day is that of the lock."""
    day = version.at.astimezone(_CLOCK).date() if version.at is not None else None
    name = f"{label(version.kind)}, {lower_first(label(version.gate))}"
    return Path(suggested_file_name(file.case.short_name, name, day, "x")).stem


def locked_file(store: Store, case_id: int, version_id: int, suffix: str = "pdf") -> bytes:
    """The PDF (``pdf``) or the Word file (``docx``) of a locked version, as it was.

    Raises:
        UserError: the version is gone, or no such file of it could be made.
    """
    sha256 = _checksum(load_case(store, case_id), version_id, suffix)
    content = file_content(store, sha256) if sha256 else None
    if content is None:
        words = "ingen PDF" if suffix == "pdf" else "ingen Wordfil"
        raise UserError(f"Versionen har {words}.", "Texten finns kvar och visas i jämförelsen.")
    return content


def _checksum(file: CaseFile, version_id: int, suffix: str) -> str:
    version = next((one for one in file.versions if one.id == version_id), None)
    return str(getattr(version, _CHECKSUMS[suffix])) if version is not None else ""


def save_locked(
    store: Store, case_id: int, version_id: int, suffix: str, path: Path, who: str, now: datetime
) -> Changes:
    """Save the PDF or the Word file of a locked version, byte for byte, and note that it left.

    Raises:
        UserError: there is no such file of it, its bytes are no longer those that were locked, or the file could not
            be written.
    """
    file = load_case(store, case_id)
    kind = next((one.kind for one in file.versions if one.id == version_id), DocumentKind.yttrande)
    content = locked_file(store, case_id, version_id, suffix)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != _checksum(file, version_id, suffix):
        raise UserError(
            f"{_FILE_NAMES[suffix]} är inte den som låstes och sparades därför inte.",
            "Ta fram den ur en säkerhetskopia.",
        )
    save_file(path, content)
    return note_departure(store, case_id, kind, LeftAs(suffix), path.name, sha256, who, now)


@dataclass(frozen=True, slots=True)
class VersionCheck:
    """What a look at the kept bytes of a version found: ``unchanged``, and what is to be said of each file."""

    unchanged: bool
    words: str


def check_locked(store: Store, case_id: int, version_id: int) -> VersionCheck:
    """Reckon the checksums of a version's files anew and compare them with those that were noted when it was locked.

    Raises:
        UserError: there is no such case or version.
    """
    file = load_case(store, case_id)
    if all(one.id != version_id for one in file.versions):
        raise UserError("Versionen finns inte längre.", "Öppna listan över versioner igen.")
    told, unchanged = [], True
    for suffix, name in _FILE_NAMES.items():
        noted = _checksum(file, version_id, suffix)
        if not noted:
            told.append(f"{name}: ingen låstes.")
            continue
        content = file_content(store, noted)
        found = hashlib.sha256(content).hexdigest() if content is not None else ""
        unchanged &= found == noted
        if found == noted:
            told.append(f"{name}: oförändrad.")
        elif not found:
            told.append(f"{name}: saknas. Ta fram den ur en säkerhetskopia.")
        else:
            told.append(f"{name}: ändrad. Kontrollsumman är {found[:12]} och skulle vara {noted[:12]}.")
    return VersionCheck(unchanged, " ".join(told))


def shown_text(kind: str, text: str) -> LockedText:
    """A document as it is now, for comparing with what was locked."""
    slug = DocumentKind(kind)
    return LockedText(0, slug, f"{label(slug)} som den är nu", None, "", text)
