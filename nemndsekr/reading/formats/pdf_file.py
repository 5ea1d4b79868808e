"""PDF files: opened, read page by page by their tags or by what stands where, and put together to one document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from nemndsekr.reading.formats.pdf_apart import read_apart
from nemndsekr.reading.formats.pdf_assembly import ReadPage, assemble
from nemndsekr.reading.formats.pdf_page import PageContent, page_content
from nemndsekr.reading.formats.pdf_problems import page_problems
from nemndsekr.reading.formats.pdf_streams import unpacks_too_far
from nemndsekr.reading.formats.pdf_tags import TagReader
from nemndsekr.reading.raw_document import Progress, RawDocument, no_progress, read_bytes
from nemndsekr.support.errors import UserError

MOST_PAGES: Final = 3000


def read_pdf_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a PDF file, in a process of its own, which a bad file may take down.

    Raises:
        UserError: the file is locked with a password, damaged, too long, too heavy, or scanned without text.
    """
    return read_apart(path, progress)


def read_pdf_here(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a PDF file in this process.

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
    if unpacks_too_far(data):
        raise UserError(
            "Filen packas upp till orimligt mycket.", "Skriv ut den till PDF på nytt och läs in den nya filen."
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
    pages, unreadable = _pages(document, progress)
    if not any(page.content.pieces for page in pages):
        if unreadable:
            raise UserError(
                "Filen är skadad och går inte att läsa.",
                "Be avsändaren om en ny fil, eller skriv ut den till PDF på nytt.",
            )
        if any(page.content.lost for page in pages):
            raise UserError(
                "Filens bokstäver går inte att tolka: typsnitten säger inte vilka tecken de visar.",
                "Be avsändaren om en Wordfil, eller skriv ut filen till PDF på nytt och texttolka den (OCR).",
            )
        raise UserError(
            "Filen är inskannad: den har bilder men ingen text.",
            "Texttolka den (OCR) i skannern eller PDF-programmet och läs in den igen.",
        )
    lines, problems = assemble(pages)
    if not lines:
        raise UserError(
            "Filen har ingen läsbar text.", "Texttolka den (OCR) i skannern eller PDF-programmet och läs in den igen."
        )
    return RawDocument(tuple(lines), (*page_problems(pages, unreadable), *problems), len(pages))


def _pages(document: pypdfium2.PdfDocument, progress: Progress) -> tuple[list[ReadPage], list[int]]:
    """Every page's content and tags, and the numbers of those that could not be read."""
    count = len(document)
    tags = TagReader() if pdfium.FPDFCatalog_IsTagged(document.raw) else None
    out: list[ReadPage] = []
    unreadable: list[int] = []
    for index in range(count):
        try:
            out.append(_page(document, index, tags, partial(progress, index, count)))
        except pypdfium2.PdfiumError:
            unreadable.append(index + 1)
            out.append(ReadPage(PageContent(index + 1, 595.0, 842.0)))
        progress(index + 1, count)
    return out, unreadable


def _page(document: pypdfium2.PdfDocument, index: int, tags: TagReader | None, busy: Callable[[], None]) -> ReadPage:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            content = page_content(page.raw, text_page.raw, index + 1, busy, tagged=tags is not None)
        finally:
            text_page.close()
        return ReadPage(content, tags.blocks(page.raw, content.pieces) if tags else [])
    finally:
        page.close()
