"""Word files: .docx and its kin, told apart from what only bears the name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from nemndsekr.reading.formats.office_archive import Archive, open_archive
from nemndsekr.reading.formats.word_body import WordBody
from nemndsekr.reading.formats.word_names import W_VAL, W
from nemndsekr.reading.formats.word_numbering import Numbering
from nemndsekr.reading.formats.word_styles import OFF, Styles
from nemndsekr.reading.layout.flow import Flow, FlowParagraph, flow_lines, paragraphs_of
from nemndsekr.reading.raw_document import Progress, RawDocument, RawLeftover, RawProblem, no_progress, read_bytes
from nemndsekr.records.block_text import Run
from nemndsekr.support.errors import UserError

R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NO_WORD: Final = (
    "Filen är inget Word-dokument.",
    "Kontrollera att det är rätt fil, öppna den i Word och spara som .docx.",
)
NO_TEXT: Final = (
    "Dokumentet innehåller ingen text.",
    "Om det är en inskannad bild: texttolka den (OCR), spara som PDF och läs in den.",
)
TOLD: Final = (
    ("changes", "Handlingen har spårade ändringar ({}). De har lästs som godkända."),
    ("comments", "Handlingen har kommentarer ({}). De har inte lästs in."),
    ("hidden", "Handlingen har dold text ({} ställen). Den har inte lästs in."),
    ("embedded", "Handlingen har inbäddade delar ({}) som inte kunde läsas. Öppna den i Word och spara den på nytt."),
)


def read_word_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a .docx file.

    Raises:
        UserError: the file is locked with a password, damaged, empty or no Word document.
    """
    return read_word_bytes(read_bytes(path), progress)


def read_word_bytes(data: bytes, progress: Progress = no_progress) -> RawDocument:
    """Read the bytes of a .docx file.

    Raises:
        UserError: the file is locked with a password, damaged, empty or no Word document.
    """
    with open_archive(data, progress) as archive:
        document = _Document(archive, progress)
        raw = document.read()
    if not any(line.text.strip() for line in raw.lines):
        raise UserError(*NO_TEXT)
    return raw


class _Document:
    """One open archive: its styles, its numbering and its parts."""

    def __init__(self, archive: Archive, progress: Progress) -> None:
        self._archive = archive
        self._progress = progress
        self._main = _main_part(archive)
        self._folder = posixpath.dirname(self._main)
        self._targets = self._relations()
        self._styles = Styles(self._related("styles"))
        self._numbering = Numbering(self._related("numbering"))
        self._head_leftovers: list[RawLeftover] = []

    def read(self) -> RawDocument:
        """The lines of the header, the body and the notes."""
        root = self._archive.tree(self._main)
        body = root.find(f"{W}body")
        if body is None:
            raise UserError(*NO_WORD)
        sections = list(body.iter(f"{W}sectPr"))
        reader = WordBody(self._styles, self._numbering, self._progress, [_section_kind(part) for part in sections])
        head = self._header(sections[0]) if sections else []
        flow = [*head, *reader.blocks(body)]
        if not reader.inline.pages:
            _without_pages(flow)
        lines = flow_lines(flow, self._progress)
        notes = flow_lines(self._notes(reader), self._progress)
        problems = [
            RawProblem(told.format(reader.inline.noted[what].number), reader.inline.noted[what].words)
            for what, told in TOLD
            if what in reader.inline.noted
        ]
        if self._archive.broken:
            problems.append(RawProblem("Filen är delvis skadad: rubriker, listor och fotnoter kan ha lästs fel."))
        left = (*self._head_leftovers, *reader.inline.leftovers)
        return RawDocument(tuple(lines), (), reader.inline.pages, tuple(notes), tuple(problems), left)

    def _relations(self) -> dict[str, tuple[str, str]]:
        name = posixpath.join(self._folder, "_rels", f"{posixpath.basename(self._main)}.rels")
        relations = self._archive.optional(name)
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                self._path(relation.get("Target", "")),
            )
            for relation in (relations if relations is not None else ())
        }

    def _path(self, target: str) -> str:
        return (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self._folder, target))
        )

    def _related(self, kind: str) -> etree._Element | None:
        """The part of a kind, found by its relation or, where that is missing, by its usual name."""
        names = [target for what, target in self._targets.values() if what == kind]
        return next(
            (
                self._archive.optional(name)
                for name in (*names, posixpath.join(self._folder, f"{kind}.xml"))
                if name in self._archive.names
            ),
            None,
        )

    def _header(self, section: etree._Element) -> list[Flow]:
        """The header of the first page, where letterheads put the date and the number."""
        wanted = {
            reference.get(f"{W}type", "default"): self._targets.get(reference.get(f"{R}id", ""), ("", ""))[1]
            for reference in section.iter(f"{W}headerReference")
        }
        own = section.find(f"{W}titlePg")
        has_own = own is not None and own.get(W_VAL, "1") not in OFF
        name = (wanted.get("first") if has_own else "") or wanted.get("default") or wanted.get("first") or ""
        header = self._archive.optional(name) if name else None
        if header is None:
            return []
        reader = WordBody(self._styles, self._numbering, self._progress)
        found = reader.blocks(header)
        self._head_leftovers = reader.inline.leftovers
        return [part for part in found if not isinstance(part, FlowParagraph) or _says_something(part)]

    def _notes(self, reader: WordBody) -> list[Flow]:
        """The footnotes and endnotes in the order of their marks, each with its number."""
        out: list[Flow] = []
        kinds = {kind for kind, _ in reader.inline.notes}
        told = {kind: self._note_parts(kind) for kind in kinds}
        counts = dict.fromkeys(kinds, 0)
        for kind, note_id in [
            note for wanted in ("footnote", "endnote") for note in reader.inline.notes if note[0] == wanted
        ]:
            counts[kind] += 1
            element = told[kind].pop(note_id, None)
            content = reader.blocks(element) if element is not None else []
            first = next((part for part in content if isinstance(part, FlowParagraph) and part.runs), None)
            if first is not None:
                first.runs.insert(0, Run(f"[{counts[kind]}] "))
                out += content
        return out

    def _note_parts(self, kind: str) -> dict[str, etree._Element]:
        root = self._related(f"{kind}s")
        return {note.get(f"{W}id", ""): note for note in (root.iterchildren(f"{W}{kind}") if root is not None else ())}


def _says_something(part: FlowParagraph) -> bool:
    return bool(re.search(r"[A-Za-zÅÄÖåäö]{2}|\d{4}", "".join(run.text for run in part.runs)))


def _section_kind(section: etree._Element) -> str:
    kind = section.find(f"{W}type")
    return kind.get(W_VAL, "nextPage") if kind is not None else "nextPage"


def _without_pages(flow: list[Flow]) -> None:
    for paragraph in paragraphs_of(flow):
        paragraph.page = None
        paragraph.turns.clear()


def _main_part(archive: Archive) -> str:
    relations = archive.optional("_rels/.rels")
    targets: Iterator[str] = (
        relation.get("Target", "").lstrip("/")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/officeDocument")
    )
    for name in (*targets, "word/document.xml"):
        if name in archive.names and name.endswith(".xml") and "word" in name.casefold():
            return name
    raise UserError(*NO_WORD)
