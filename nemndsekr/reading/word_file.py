"""Word files: the text of a .docx, walked through as XML, with changes read as accepted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from nemndsekr.reading.draft import Problem
from nemndsekr.reading.grouping import drop_start
from nemndsekr.reading.lines import Line, make_line
from nemndsekr.reading.marks import split_mark
from nemndsekr.reading.mending import mend
from nemndsekr.reading.raw_document import Progress, RawDocument, no_progress, read_bytes
from nemndsekr.reading.tables import table_lines
from nemndsekr.reading.word_styles import Numbering, Styles, W, attribute, is_on
from nemndsekr.records.block_text import Run
from nemndsekr.support.errors import UserError

# A report of a thousand pages is some 20 MB of XML; what unpacks to more is made to fill the memory.
LARGEST_PART: Final = 100 * 1024 * 1024
LARGEST_RATIO: Final = 400
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SKIPPED: Final = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "footnoteReference",
        "commentReference",
        "pict",
        "object",
    )
} | {f"{MC}Fallback"}
CHANGES: Final = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
# Deeper nesting than this is no document that Word can open.
DEEPEST: Final = 200
DAMAGED: Final = ("Filen är skadad och går inte att öppna.", "Öppna den i Word, spara den på nytt och läs in den igen.")


def read_word_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a .docx file.

    Raises:
        UserError: the file is locked with a password, damaged, empty or no Word document.
    """
    data = read_bytes(path)
    if not data:
        raise UserError("Filen är tom.", "Kontrollera att det är rätt fil och läs in den igen.")
    if data.startswith(OLE):
        _refuse_ole(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _Document(archive)
            lines = document.lines(progress)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        EOFError,
        NotImplementedError,
        RecursionError,
        ValueError,
        OSError,
        KeyError,
    ) as error:
        raise UserError(*DAMAGED) from error
    except RuntimeError as error:
        # zipfile says so of a part that is encrypted inside the archive.
        raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.") from error
    if not any(line.text.strip() for line in lines):
        raise UserError(
            "Dokumentet innehåller ingen text.",
            "Om det är en inskannad bild: texttolka den (OCR), spara som PDF och läs in den.",
        )
    return RawDocument(tuple(lines), tuple(document.problems))


def _refuse_ole(data: bytes) -> None:
    encrypted = "EncryptedPackage".encode("utf-16-le") in data
    if encrypted:
        raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.")
    raise UserError(
        "Filen är ett äldre Word-dokument (.doc) med fel filändelse.", "Öppna den i Word och spara som .docx."
    )


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way to lines: its pieces between line breaks, and text boxes anchored in it."""

    pieces: list[list[Run]] = field(default_factory=lambda: [[]])
    boxes: list[etree._Element] = field(default_factory=list)


class _Document:
    """One open archive: its styles, its numbering and what has been seen of changes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._main = _main_part(archive)
        folder = self._main.rpartition("/")[0]
        self._folder = f"{folder}/" if folder else ""
        self._styles = Styles(self._optional(f"{self._folder}styles.xml"))
        self._numbering = Numbering(self._optional(f"{self._folder}numbering.xml"))
        self._changed = False
        self._in_head = True
        self.problems: list[Problem] = []

    def lines(self, progress: Progress) -> list[Line]:
        """The lines of the header and the body."""
        root = _parse(_part(self._archive, self._main))
        body = root.find(f"{W}body")
        if body is None:
            raise UserError(
                "Filen är inget Word-dokument.",
                "Kontrollera att det är rätt fil, öppna den i Word och spara som .docx.",
            )
        out = self._header_lines(body)
        children = list(body)
        for number, element in enumerate(children, start=1):
            out += self._block(element, 0)
            if number % 200 == 0 or number == len(children):
                progress(number, len(children))
        if self._changed:
            self.problems.append(Problem("Dokumentet har spårade ändringar. De är lästa som godkända."))
        return mend(out)

    def _optional(self, name: str) -> etree._Element | None:
        return _parse(_part(self._archive, name)) if name in self._archive.namelist() else None

    def _header_lines(self, body: etree._Element) -> list[Line]:
        """The header of the first page, where letterheads put the date and the number."""
        relations = self._optional(f"{self._folder}_rels/{self._main.rpartition('/')[2]}.rels")
        if relations is None:
            return []
        targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
        wanted: dict[str, str] = {}
        for reference in next(iter(body.iter(f"{W}sectPr")), etree.Element("none")).iter(f"{W}headerReference"):
            wanted[reference.get(f"{W}type", "default")] = targets.get(reference.get(f"{R}id", ""), "")
        name = wanted.get("first") or wanted.get("default") or ""
        header = self._optional(f"{self._folder}{name}") if name else None
        if header is None:
            return []
        lines = [line for element in header for line in self._block(element, 0)]
        return [line for line in lines if re.search(r"[A-Za-zÅÄÖåäö]{2}|\d{4}", line.text)]

    def _block(self, element: etree._Element, depth: int) -> Iterator[Line]:
        if depth > DEEPEST or not isinstance(element.tag, str):
            return
        if element.tag == f"{W}p":
            yield from self._paragraph(element, depth)
        elif element.tag == f"{W}tbl":
            yield from self._table(element, depth)
        elif element.tag in {
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}customXml",
            f"{W}smartTag",
            f"{MC}AlternateContent",
            f"{MC}Choice",
            f"{W}txbxContent",
        }:
            self._changed = self._changed or element.tag in CHANGES
            for child in element:
                yield from self._block(child, depth + 1)
        elif element.tag in CHANGES:
            self._changed = True

    def _table(self, table: etree._Element, depth: int) -> list[Line]:
        rows: list[list[str]] = []
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            if row.find(f"{W}trPr/{W}del") is not None:
                self._changed = True
                continue
            own = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            rows.append(
                ["\n".join(line.text for element in cell for line in self._block(element, depth + 1)) for cell in own]
            )
        return table_lines(rows, None, in_head=self._in_head)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Line]:
        properties = element.find(f"{W}pPr")
        style = attribute(properties, "pStyle")
        made = _Paragraph()
        bold, italic = self._styles.look(style)
        self._collect(element, made, (bold, italic), 0)
        level = self._styles.heading_level(style) or _outline(properties)
        item = self._numbering.mark(*self._numbered(properties, style))
        for piece in _split_pieces(made.pieces):
            yield from self._line(piece, level, item)
        for box in made.boxes:
            for child in box:
                yield from self._block(child, depth + 1)

    def _line(self, runs: list[Run], level: int, item: tuple[str, int] | None) -> Iterator[Line]:
        line = make_line("paragraph", runs)
        if not line.text:
            return
        if len(line.text) > 150:
            self._in_head = False
        if level and len(line.text) <= 200:
            # A style with a name of its own makes the words of a heading bold: that says nothing more.
            yield make_line("heading", [Run(run.text, italic=run.italic) for run in line.runs], level=level)
            return
        if item is not None:
            yield make_line("item", line.runs, mark=item[0], level=item[1])
            return
        mark, length = split_mark(line.text)
        if mark:
            yield make_line("item", drop_start(line.runs, length), mark=mark)
        else:
            yield line

    def _numbered(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        own = properties.find(f"{W}numPr") if properties is not None else None
        if own is not None:
            level = attribute(own, "ilvl") or "0"
            return attribute(own, "numId"), int(level) if level.isdigit() else 0
        return self._styles.numbering(style)

    def _collect(self, element: etree._Element, made: _Paragraph, look: tuple[bool, bool], depth: int) -> None:
        if depth > DEEPEST:
            return
        for child in element:
            tag = str(child.tag)
            self._changed = self._changed or tag in CHANGES
            if tag == f"{W}t":
                made.pieces[-1].append(Run(_visible(child.text or ""), *look))
            elif tag in {f"{W}tab", f"{W}ptab"}:
                made.pieces[-1].append(Run("\t", *look))
            elif tag in {f"{W}br", f"{W}cr"}:
                made.pieces.append([])
            elif tag == f"{W}noBreakHyphen":
                made.pieces[-1].append(Run("-", *look))
            elif tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                if not is_on(properties, "vanish", default=False):
                    self._collect(child, made, self._run_look(properties, look), depth + 1)
            elif tag == f"{W}txbxContent":
                made.boxes.append(child)
            elif tag not in SKIPPED:
                self._collect(child, made, look, depth + 1)

    def _run_look(self, properties: etree._Element | None, look: tuple[bool, bool]) -> tuple[bool, bool]:
        if properties is None:
            return look
        bold, italic = self._styles.look(attribute(properties, "rStyle"), look)
        return is_on(properties, "b", default=bold), is_on(properties, "i", default=italic)


def _visible(text: str) -> str:
    return text.replace("\u2011", "-")


def _split_pieces(pieces: list[list[Run]]) -> list[list[Run]]:
    """Line breaks part a paragraph where they set out an address or a list, not where they only wrap a sentence."""
    texts = ["".join(run.text for run in piece).strip() for piece in pieces]
    out: list[list[Run]] = []
    for piece, text in zip(pieces, texts, strict=True):
        before = "".join(run.text for run in out[-1]).strip() if out else ""
        wraps = (
            bool(before)
            and bool(text)
            and text[0].islower()
            and before[-1] not in ".:;?!"
            and not text.startswith("att ")
        )
        if out and wraps:
            out[-1] = [*out[-1], Run(" "), *piece]
        elif text:
            out.append(piece)
    return out


def _outline(properties: etree._Element | None) -> int:
    value = attribute(properties, "outlineLvl")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" in names:
        for relation in _parse(_part(archive, "_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                if target in names and target.endswith(".xml") and "word" in target.casefold():
                    return target
    raise UserError(
        "Filen är inget Word-dokument.", "Kontrollera att det är rätt fil, öppna den i Word och spara som .docx."
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > LARGEST_PART or (
        info.file_size > 5_000_000 and info.file_size > LARGEST_RATIO * max(1, info.compress_size)
    ):
        raise UserError(
            "Filen packas upp till orimligt mycket text.", "Öppna den i Word, spara den på nytt och läs in den igen."
        )
    with archive.open(info) as part:
        # The size that the archive claims may be false.
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise UserError(
            "Filen packas upp till orimligt mycket text.", "Öppna den i Word, spara den på nytt och läs in den igen."
        )
    return data


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    # The stubs do not know it.
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise UserError(
            "Filen innehåller en dokumenttyp som Word aldrig skriver.",
            "Öppna den i Word, spara den på nytt och läs in den igen.",
        )
    return root
