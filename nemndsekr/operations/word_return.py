"""Read a document back that was written on in Word: what was changed there, and the changes taken into the case."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from nemndsekr.documents.docx_writer import identifier_of
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.template_files import shelf_of
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import make_document
from nemndsekr.reading.formats.word_file import read_word_bytes
from nemndsekr.reading.lines import Line
from nemndsekr.reading.raw_document import RawDocument, read_bytes
from nemndsekr.records.block_text import BlockText, Run, Runs
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import DocumentKind, LeftAs, label
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.document import Departure
from nemndsekr.rules.word_return import (
    Place,
    Unit,
    WordChange,
    WordChangeKind,
    likeness_of,
    with_changes,
    with_line,
    word_changes,
)
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import file_content, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import lower_first

# A file that shares less than this with any form of the document is another document.
_LEAST_IN_COMMON: Final = 0.15
_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_TABLES: Final = dict(CASE_TABLES)


@dataclass(frozen=True, slots=True)
class WordReturn:
    """What came back: the changes in reading order, what it was compared with, and what the reader has to tell."""

    case_id: int
    kind: DocumentKind
    file_name: str
    compared_with: str
    changes: tuple[WordChange, ...]
    told: tuple[str, ...] = ()


class _Base(NamedTuple):
    name: str
    units: list[Unit]
    document_id: int | None
    identifier: str = ""


def read_word_return(
    store: Store, case_id: int, kind: str, path: Path, template: str = "", options: DocumentOptions | None = None
) -> WordReturn:
    """What a Word file says otherwise than the document that it was made of.

    It is compared with the very document that it was made of, where it still says which one that was: the document of
    today, a Word file that was saved, or a locked version. Else it is compared with the one that it is most like.

    Raises:
        UserError: the file cannot be read, or it is no form of this document.
    """
    file = load_case(store, case_id)
    content = read_bytes(path)
    raw, identifier = read_word_bytes(content), identifier_of(content)
    marks = {mark for made in shelf_of(file).templates_for(kind) for mark in (made.draft_mark, made.copy_mark)}
    came = list(_units(raw, marks))
    slug = DocumentKind(kind)
    bases = [_today(store, file, kind, template, options), *_saved(store, file, slug), *_locked(store, file, slug)]
    bases = [base._replace(units=[unit for unit in base.units if unit.text not in marks]) for base in bases]
    own = (base for base in bases if identifier and base.identifier == identifier)
    best = next(own, None) or max(bases, key=lambda base: likeness_of(base.units, came))
    if likeness_of(best.units, came) < _LEAST_IN_COMMON:
        raise UserError(
            f"«{path.name}» liknar inte ärendets {label(DocumentKind(kind)).lower()}.",
            "Välj den Wordfil som gjordes av just den här handlingen.",
        )
    changes = word_changes(file, best.units, came, best.document_id)
    return WordReturn(case_id, DocumentKind(kind), path.name, best.name, tuple(changes), tuple(_told(raw)))


def _today(store: Store, file: CaseFile, kind: str, template: str, options: DocumentOptions | None) -> _Base:
    made = make_document(store, file.case.stored_id, kind, "docx", template, options)
    document = file.document(made.kind)
    units = list(_units(read_word_bytes(made.content)))
    return _Base(f"{made.name} som den är nu", units, document.id if document else None, identifier_of(made.content))


def _saved(store: Store, file: CaseFile, kind: DocumentKind) -> Iterator[_Base]:
    """The Word files of the document that were saved, the newest first."""
    document = file.document(kind)
    for left in reversed(file.departures):
        content = file_content(store, left.sha256) if left.kind == kind and left.left_as == LeftAs.docx else None
        if content is not None:
            units = list(_units(read_word_bytes(content)))
            name = f"{label(kind)} som sparades{_on(left)}"
            yield _Base(name, units, document.id if document else None, identifier_of(content))


def _on(left: Departure) -> str:
    return f" {left.at.astimezone(_CLOCK).date().isoformat()}" if left.at is not None else ""


def _locked(store: Store, file: CaseFile, kind: DocumentKind) -> Iterator[_Base]:
    """The locked Word files of the document, the newest first, so that it is chosen where two are as like."""
    for version in reversed(file.versions):
        content = file_content(store, version.word_sha256) if version.kind == kind and version.word_sha256 else None
        if content is not None:
            name = f"{label(kind)} låst {lower_first(label(version.gate))}"
            yield _Base(name, list(_units(read_word_bytes(content))), version.document_id, identifier_of(content))


def _units(raw: RawDocument, left_out: Container[str] = ()) -> Iterator[Unit]:
    """The paragraphs of a Word file, without the marks that stand over every page of a draft or a copy."""
    for line in raw.lines:
        if line.text.strip() in left_out:
            continue
        if line.kind == "table":
            yield from (Unit("cell", (Run(_spaced(cell.text)),)) for row in line.rows for cell in row)
        else:
            yield Unit(line.kind, _plain_spaces(line.runs), line.level, ordered=_is_ordered(line))


def _is_ordered(line: Line) -> bool:
    return any(char.isalnum() for char in line.mark)


def _plain_spaces(runs: Runs) -> Runs:
    """The runs without the spaces that hold words together: those are set in print only, never in the store."""
    return tuple(Run(_spaced(run.text), run.bold, run.italic) for run in runs)


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def _told(raw: RawDocument) -> Iterator[str]:
    yield from (problem.text for problem in raw.told)
    yield from (
        f"Kommentar vid «{one.words[:60]}»: {one.quote}"
        for one in raw.leftovers
        if one.what == "comments" and one.quote
    )


def take_word_changes(store: Store, back: WordReturn, chosen: Sequence[WordChange], who: str, now: datetime) -> Changes:
    """Take the chosen changes into the case, as one step.

    Raises:
        UserError: none of them has a place, or the text has been changed since they were found; nothing is taken then.
    """
    fields: dict[tuple[str, int, str], list[WordChange]] = {}
    lines: dict[str, list[WordChange]] = {}
    for change in chosen:
        if change.place is not None:
            where: Place = change.place
            if change.kind == WordChangeKind.added and where.block < 0:
                lines.setdefault(where.part, []).append(change)
            else:
                fields.setdefault((where.part, where.row_id, where.field), []).append(change)
    if not (fields or lines):
        raise UserError("Ingen ändring är vald.", "Kryssa för det som ska tas in.")
    name = f"tog in ändringar från Word i {label(back.kind).lower()}"
    with store.step(name, who, now) as step:
        for (part, row_id, field), changes in fields.items():
            row: Any = step.get(_TABLES[part], row_id)
            value = getattr(row, field)
            new = with_changes(value, changes) if isinstance(value, BlockText) else with_line(value, changes[0])
            if new is None:
                raise UserError(
                    "Texten i ärendet har ändrats sedan filen lästes in.", "Läs in Wordfilen igen och välj på nytt."
                )
            setattr(row, field, new)
        for part, changes in lines.items():
            _add_lines(step, _TABLES[part], back.case_id, changes)
    return Changes.of(name, step)


def _add_lines(step: StepWriter, table: Any, case_id: int, changes: Sequence[WordChange]) -> None:
    """Put new rows in a list beside those that they were written beside in Word, in their order there."""
    rows: list[Any] = sorted(step.all(table, case_id=case_id), key=lambda one: (one.position, one.stored_id))
    last: dict[int, Any] = {}
    for change in changes:
        where = change.place
        beside = next((row for row in rows if where is not None and row.stored_id == where.row_id), None)
        if where is None or beside is None:
            raise UserError(
                "Listan i ärendet har ändrats sedan filen lästes in.", "Läs in Wordfilen igen och välj på nytt."
            )
        row = table(case_id=case_id, **{where.field: change.new})
        if table is DecisionPoint:
            row.body_kind = beside.body_kind
        after = last.get(where.row_id, beside)
        rows.insert(rows.index(beside) if change.before else rows.index(after) + 1, step.add(row))
        if not change.before:
            last[where.row_id] = row
    for number, one in enumerate(rows, start=1):
        if one.position != number:
            one.position = number
