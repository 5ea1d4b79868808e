"""What stands otherwise in a decided document than in the version that was locked with the decision, text by text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DecisionOccasion, DocumentKind, DocumentMode, DocumentPart, label
from nemndsekr.records.document import Document, DocumentPerson, Section, Version
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.case_items import OFFICIALS_SECTIONS, SECTION_NAMES
from nemndsekr.rules.frozen import FINAL_GATES, answered_on, first_answer, frozen_case, has_facts
from nemndsekr.rules.second_answer import followup_document
from nemndsekr.rules.which_answer import is_past

# The fields whose words a yttrande prints. Who is responsible, where a measure stands and its later times change while
# it is followed up, and are told in the next answer.
_PRINTED: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("documents", ("title", "subtitle", "recipient", "address", "dated_on"), "huvudet"),
    ("cases", ("title", "dnr", "requester"), "huvudet"),
    ("numbers", ("text",), "huvudet"),
    ("sections", ("body",), "{heading}"),
    ("questions", ("text", "corrected_text", "assessment", "corrected_assessment", "answer", "no_measure_reason"),
     "svaret på bedömning {number}"),
    ("recommendations", ("no", "text", "corrected_text", "done", "answer", "no_measure_reason"),
     "svaret på rekommendation {no}"),
    ("measures", ("text", "expected_effect"), "åtgärden «{text}»"),
    ("promises", ("words",), "utlovad tidpunkt"),
    ("attachments", ("text",), "bilagorna"),
)  # fmt: skip
_WATCHED: Final = {table: fields for table, fields, _ in _PRINTED if table in ("measures", "promises")}
_OF_BOTH: Final = frozenset({"documents", "cases", "numbers", "sections", "attachments"})
"""What the second answer has of its own; the rest it tells from records that are followed up."""
_DOCUMENT_FIRST: Final = {"title": "title", "requester": "recipient"}
"""The fields of the case that are printed only where the document says nothing of its own."""
_ADDED: Final = frozenset(
    {"answer", "done", "no_measure_reason", "body", "subtitle", "corrected_text", "corrected_assessment"}
)
"""The fields that are told of though nothing stood in them when it was decided."""
_SHORT: Final = 40
_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_WHOLE: Final = frozenset({"document_persons", "dissents"})
"""The changes that are told as one thing."""
_R = TypeVar("_R", bound=CaseRow)


class TextChange(NamedTuple):
    """One field that is not as it was decided: what it is called, its place, and its words then and now.

    ``row_uid`` is that of the row as it was decided, or of one that has come since; ``gone`` tells that the whole row
    has been taken away.
    """

    name: str
    table: str
    row_uid: str
    field: str
    then: str
    now: str
    gone: bool = False

    @property
    def restorable(self) -> bool:
        """Whether it can be put back by itself: what is told by several records, or was joined to others, cannot."""
        return self.table not in _WHOLE and (not self.gone or self.table == "sections")


def decided_version(file: CaseFile, kind: DocumentKind) -> Version | None:
    """The locked version that the nämnd decided, of a document that is decided; the newest of them."""
    document = file.document(kind)
    if document is None or document.mode != DocumentMode.beslutat:
        return None
    mine = (one for one in reversed(file.versions) if one.kind == kind and one.gate in FINAL_GATES)
    return next((one for one in mine if one.document_id in (None, document.id)), None)


def decided_on(file: CaseFile, version: Version) -> date | None:
    """The day of the nämnd's decision that a version was locked with, else the day when it was locked."""
    locked = version.at.date() if version.at is not None else None
    days = [
        one.day
        for one in file.decisions
        if one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar and one.day is not None
    ]
    known = [day for day in days if locked is None or day <= locked]
    return max(known, default=min(days, default=locked))


def day_of_lock(version: Version) -> date | None:
    """The day that a version without a day of its own bears: the nämnd's, else the one on which it was locked."""
    known = has_facts(version) and version.kind == DocumentKind.yttrande
    met = answered_on(frozen_case(version.facts)) if known else None
    if met is not None and met.isoformat() in version.text.split():
        return met
    return version.at.astimezone(_CLOCK).date() if version.at is not None else None


def changes_since(file: CaseFile, version: Version) -> Iterator[TextChange]:
    """Each text that stands otherwise now than in a locked version, the document's own parts first."""
    if not has_facts(version):
        return  # locked without its facts: there is nothing to compare field by field
    then = frozen_case(version.facts)
    document = version_document(file, version)
    printed = squeezed(version.text)
    hidden = {field for field, own in _DOCUMENT_FIRST.items() if document is not None and getattr(document, own)}
    for table, fields, name in _PRINTED:
        if version.kind == DocumentKind.uppfoljande_yttrande and table not in _OF_BOTH:
            continue
        now = {row.uid: row for row in rows_of(file, table) if belongs(row, document)}
        before = {row.uid: row for row in rows_of(then, table) if belongs(row, document)}
        for number, (uid, row) in enumerate(before.items(), start=1):
            named = _named(name, now.get(uid) or row, number)
            changes = [
                change
                for field in fields
                if not (table == "cases" and field in hidden)
                and (change := _change(table, named, field, row, now.get(uid))) is not None
                and was_printed(change, printed)
            ]
            # A row that is gone is told of once, by the first of its fields that was printed.
            yield from changes if uid in now else changes[:1]
        if table == "sections":
            yield from _added(now, before)
    yield from _of_people(file, then, document)


def as_decided(file: CaseFile, kind: DocumentKind) -> CaseFile:
    """The case that a decided document is made of: as it is now, but for what has been followed up since the decision.

    Later times, states and reports, and measures that have come since, belong to the next answer. What is written
    otherwise in the answer itself stays, and is what ``changes_since`` names. A document that is not decided is made
    of the case as it is, unless it is about the first answer and the second is worked on: then what was promised in
    the first is told, also where the document itself was never locked.
    """
    version = decided_version(file, kind)
    if version is not None and has_facts(version):
        then = frozen_case(version.facts)
    elif is_past(file, kind):
        then = first_answer(file, followup_document(file))
    else:
        return file
    watched = dict.fromkeys(("measures", "promises"), ()) if kind == DocumentKind.uppfoljande_yttrande else _WATCHED
    measures = list(_as_then(file.measures, then.measures, watched["measures"]))
    ids = {one.id for one in measures}
    return replace(
        file,
        measures=measures,
        measure_links=[one for one in file.measure_links if one.measure_id in ids],
        promises=list(_as_then(file.promises, then.promises, watched["promises"])),
        measure_reports=list(_as_then(file.measure_reports, then.measure_reports, ())),
    )


def _as_then(rows: list[_R], then: list[_R], watched: tuple[str, ...]) -> Iterator[_R]:
    """The rows that were there then, with what they said then; the watched fields say what they say now."""
    known = {one.uid: one for one in then}
    for row in rows:
        before = known.get(row.uid)
        if before is not None:
            kept = {"id", "case_id", *watched}
            made = type(row)
            yield made(**{name: getattr(row if name in kept else before, name) for name in made.model_fields})


def rows_of(file: CaseFile, table: str) -> list[Any]:
    """The rows of one of the case's lists; the case itself is the only one of ``cases``."""
    rows: list[Any] = [file.case] if table == "cases" else getattr(file, table)
    return rows


def _change(table: str, name: str, field: str, then: CaseRow, now: CaseRow | None) -> TextChange | None:
    before, after = words_of(getattr(then, field)), words_of(getattr(now, field)) if now is not None else ""
    if squeezed(before) == squeezed(after):
        return None
    return TextChange(name, table, then.uid, field, before, after, gone=now is None)


def _added(now: dict[str, CaseRow], before: dict[str, CaseRow]) -> Iterator[TextChange]:
    for uid, row in now.items():
        words = words_of(getattr(row, "body"))  # noqa: B009 - the column of a section
        if uid not in before and words and getattr(row, "key", "") not in OFFICIALS_SECTIONS:
            yield TextChange(_named("{heading}", row), "sections", uid, "body", "", words)


def _of_people(file: CaseFile, then: CaseFile, document: Document | None) -> Iterator[TextChange]:
    """Who signs, and who went on record against it; told as one thing each."""
    signers = [", ".join(_signers(one, document)) for one in (then, file)]
    if signers[0] != signers[1]:
        mine = next((one.uid for one in file.document_persons if document and one.document_id == document.id), "")
        yield TextChange("underskrifterna", "document_persons", mine, "name", signers[0], signers[1])
    known = {one.uid for one in then.decisions}
    dissents = ["\n".join(_dissents(each, known)) for each in (then, file)]
    if squeezed(dissents[0]) != squeezed(dissents[1]):
        yield TextChange("reservationerna", "dissents", "", "dissents", dissents[0], dissents[1])


def _signers(file: CaseFile, document: Document | None) -> Iterator[str]:
    for one in file.document_persons:
        if document is not None and one.document_id == document.id and one.part == DocumentPart.undertecknare:
            yield f"{one.name} {one.title}".strip()


def _dissents(file: CaseFile, known: set[str]) -> Iterator[str]:
    """Those of the decisions that were made then; who dissents from a later answer stands in that one."""
    own = {
        one.id
        for one in file.decisions
        if one.uid in known and one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar
    }
    for one in file.dissents:
        if one.decision_id is None or one.decision_id in own:
            yield f"{label(one.kind)} {one.who}: {plain_text(one.text)}"


def version_document(file: CaseFile, version: Version) -> Document | None:
    """The document that a version was locked of, if the case still has it."""
    own = next((one for one in file.documents if one.id == version.document_id), None)
    return own or file.document(version.kind)


def belongs(row: Any, document: Document | None) -> bool:
    """Whether a row is of a document or of the case as a whole, rather than of another document."""
    if isinstance(row, Document):
        return document is not None and row.uid == document.uid
    if isinstance(row, Section | DocumentPerson):
        return row.document_id is None or (document is not None and row.document_id == document.id)
    return True


def was_printed(change: TextChange, printed: str) -> bool:
    """Whether the words of a change stood in the locked text; what was empty then has been added to an answer."""
    lines = [squeezed(line) for line in change.then.splitlines()]
    if any(line and line in printed for line in lines):
        return True
    return not change.then.strip() and change.field in _ADDED


def words_of(value: object) -> str:
    """A field's value as plain words."""
    if isinstance(value, BlockText):
        return plain_text(value)
    return "" if value is None else str(value)


def squeezed(text: str) -> str:
    """The text for comparing: white space does not count."""
    return " ".join(text.split())


def _named(name: str, row: Any, number: int = 0) -> str:
    """A name with what it tells of the row; ``number`` is the row's place among its like, from 1."""
    values = {"no": getattr(row, "no", ""), "text": getattr(row, "text", ""), "number": number}
    if isinstance(row, Section):
        heading = SECTION_NAMES.get(row.key) or row.heading.strip()
        values["heading"] = f"avsnittet {heading}" if heading else "ett avsnitt"
    text = str(values["text"])
    values["text"] = text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
    return name.format(**values)


def frozen_row(version: Version, table: str, uid: str) -> Any:
    """A row as it was in a locked version; None where it was not there."""
    return next((row for row in rows_of(frozen_case(version.facts), table) if row.uid == uid), None)
