"""PDF files: text objects with their size, weight and place become lines, and lines paragraphs."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from nemndsekr.reading.columns import Band, Piece, in_reading_order
from nemndsekr.reading.draft import Problem
from nemndsekr.reading.grouping import group_with_tables
from nemndsekr.reading.mending import mend
from nemndsekr.reading.pdf_page import page_content
from nemndsekr.reading.physical import PhysicalLine, drop_running_lines
from nemndsekr.reading.raw_document import Progress, RawDocument, no_progress, read_bytes
from nemndsekr.records.block_text import Run
from nemndsekr.support.errors import UserError

BOLD = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv|(?<![a-z])it(?![a-z])", re.IGNORECASE)
# pdfium marks a hyphen at a line's end so; both are mended like a hyphen.
LINE_HYPHEN: Final = str.maketrans({"\x02": "-", "\ufffe": "-"})
NO_TEXT: Final = re.compile(r"[\x00\x01\x03-\x08\x0b-\x1f\uffff]")
MOST_PAGES: Final = 3000
FORM_DEPTH: Final = 6


def read_pdf_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a PDF file.

    Raises:
        UserError: the file is locked with a password, damaged, too long, or scanned without text.
    """
    data = read_bytes(path)
    if not data:
        raise UserError("Filen är tom.", "Kontrollera att det är rätt fil och läs in den igen.")
    if b"%PDF-" not in data[:2048]:
        raise UserError(
            "Filen är ingen PDF trots sitt namn.", "Kontrollera att det är rätt fil, eller be avsändaren om en ny."
        )
    document = _open(data)
    try:
        return _read(document, progress)
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).casefold():
            raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.") from error
        raise UserError(
            "Filen är skadad och går inte att öppna.",
            "Be avsändaren om en ny fil, eller skriv ut den till PDF på nytt.",
        ) from error
    if not 0 < count <= MOST_PAGES:
        document.close()
        what = (
            "Filen är skadad: den har inga sidor." if count <= 0 else f"Filen har {count} sidor, fler än {MOST_PAGES}."
        )
        raise UserError(what, "Spara de sidor som behövs som en ny PDF och läs in den.")
    return document


def _read(document: pypdfium2.PdfDocument, progress: Progress) -> RawDocument:
    pages: list[list[PhysicalLine]] = []
    unreadable: list[int] = []
    empty: list[int] = []
    for index in range(len(document)):
        try:
            lines = _page_lines(document, index)
        except pypdfium2.PdfiumError:
            unreadable.append(index + 1)
            lines = []
        if not lines and index + 1 not in unreadable:
            empty.append(index + 1)
        pages.append(lines)
        progress(index + 1, len(document))
    if not any(pages):
        if unreadable:
            raise UserError(
                "Filen är skadad och går inte att läsa.",
                "Be avsändaren om en ny fil, eller skriv ut den till PDF på nytt.",
            )
        raise UserError(
            "Filen är inskannad: den har bilder men ingen text.",
            "Texttolka den (OCR) i skannern eller PDF-programmet och läs in den igen.",
        )
    problems = [Problem(f"Sidan {page} är skadad och kunde inte läsas.", page) for page in unreadable]
    problems += [
        Problem(f"Sidan {page} har ingen text. Om den är inskannad behöver den texttolkas.", page) for page in empty
    ]
    mended = mend(group_with_tables([line for page in drop_running_lines(pages) for line in page]))
    if not mended:
        raise UserError(
            "Filen har ingen läsbar text.", "Texttolka den (OCR) i skannern eller PDF-programmet och läs in den igen."
        )
    return RawDocument(tuple(mended), tuple(problems), len(pages))


def _page_lines(document: pypdfium2.PdfDocument, index: int) -> list[PhysicalLine]:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            content = page_content(page.raw, text_page.raw, index + 1, lambda: None)
            pieces, width = content.pieces, content.width
        finally:
            text_page.close()
    finally:
        page.close()
    return [line for band in in_reading_order(pieces, width) for line in _band_lines(band, index + 1)]


def _band_lines(band: Band, page: int) -> list[PhysicalLine]:
    if band.cells:
        return [PhysicalLine((), page, 0, 0, 2.0, cells=band.cells)]
    return _physical(band.rows, page)


def _physical(rows: Sequence[Sequence[Piece]], page: int) -> list[PhysicalLine]:
    out: list[PhysicalLine] = []
    above: Sequence[Piece] = ()
    for row in rows:
        size = max(row, key=lambda piece: len(piece.text)).size
        runs: list[Run] = []
        last: Piece | None = None
        for piece in row:
            runs.append(Run(_between(last, piece) + piece.text, piece.bold, piece.italic))
            last = piece
        gap = 0.0
        if above:
            step = above[0].base - row[0].base
            # From one base line to the next is some 1.2 sizes; what is more is empty space.
            gap = max(0.0, step / max(size, min(piece.size for piece in above)) - 1.22) if step > 0 else 2.0
        out.append(PhysicalLine(tuple(runs), page, row[0].left, max(piece.right for piece in row), gap, size))
        above = row
    return out


def _between(last: Piece | None, piece: Piece) -> str:
    if last is None:
        return ""
    space = piece.left - last.right
    if space > 2.2 * piece.size:
        return "\t"
    return " " if space > 0.15 * piece.size and not last.text.endswith(" ") and not piece.text.startswith(" ") else ""
