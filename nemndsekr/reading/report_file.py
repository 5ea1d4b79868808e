"""Report files: a file in, a draft out, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from nemndsekr.reading.draft import Reading
from nemndsekr.reading.finders import find_all
from nemndsekr.reading.headings import with_headings
from nemndsekr.reading.lines import lay_out
from nemndsekr.reading.raw_document import Progress, RawDocument, no_progress
from nemndsekr.reading.tables import set_out_head
from nemndsekr.support.errors import UserError


class ReportFormat(NamedTuple):
    """A file format: what its files are called, what a secretary calls it, and what reads it."""

    suffixes: tuple[str, ...]
    label: str
    read: Callable[[Path, Progress], RawDocument]


def _read_text(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.text_file import read_text_file

    return read_text_file(path, progress)


def _read_word(path: Path, progress: Progress) -> RawDocument:
    # lxml and pdfium are loaded when the first such file comes, not when the window opens.
    from nemndsekr.reading.word_file import read_word_file

    return read_word_file(path, progress)


def _read_pdf(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.pdf_file import read_pdf_file

    return read_pdf_file(path, progress)


REPORT_FORMATS: Final = (
    ReportFormat((".txt", ".text", ".md"), "Text", _read_text),
    ReportFormat((".docx", ".docm"), "Word", _read_word),
    ReportFormat((".pdf",), "PDF", _read_pdf),
)

# What is often tried and cannot be read, with the way round it.
OTHER_FORMATS: Final = (
    ((".doc", ".dot", ".rtf", ".wpd"), "är i ett äldre ordbehandlingsformat.", "Öppna den i Word och spara som .docx."),
    (
        (".odt", ".ott", ".fodt"),
        "är ett OpenDocument-dokument.",
        "Öppna den i LibreOffice eller Word och spara som .docx.",
    ),
    ((".msg", ".eml"), "är ett e-postmeddelande.", "Öppna meddelandet, spara bilagan och läs in den i stället."),
    (
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".heic", ".webp"),
        "är en bild utan text.",
        "Texttolka bilden (OCR), spara som PDF och läs in den.",
    ),
    ((".xls", ".xlsx", ".ods", ".csv"), "är ett kalkylblad.", "Spara det som PDF och läs in den."),
    ((".ppt", ".pptx", ".odp"), "är en presentation.", "Spara den som PDF och läs in den."),
    ((".zip", ".7z", ".rar"), "är ett arkiv med flera filer.", "Packa upp det och läs in filerna var för sig."),
    ((".htm", ".html", ".mht"), "är en webbsida.", "Skriv ut den till PDF och läs in den."),
)


def read_report(path: Path, progress: Progress | None = None) -> Reading:
    """Read a file and find in it what the records hold. ``progress`` is told pages done and pages in all.

    Raises:
        UserError: the file is missing, locked, damaged, empty or of a format that cannot be read.
    """
    raw = _format_of(path).read(path, progress or no_progress)
    paper = lay_out(with_headings(set_out_head(raw.lines)), raw.problems, raw.pages)
    draft, problems = find_all(paper)
    return Reading(path.name, paper.text, paper.page_starts, draft, (*raw.problems, *problems))


def _format_of(path: Path) -> ReportFormat:
    if path.name.startswith("~$"):
        raise UserError(
            f"«{path.name}» är Words låsfil och inte själva dokumentet.",
            "Stäng dokumentet i Word och välj filen utan ~$ i namnet.",
        )
    suffix = path.suffix.lower()
    for report_format in REPORT_FORMATS:
        if suffix in report_format.suffixes:
            return report_format
    for suffixes, what, next_step in OTHER_FORMATS:
        if suffix in suffixes:
            raise UserError(f"«{path.name}» {what}", next_step)
    raise UserError(
        f"Filer som slutar på «{suffix}» kan inte läsas in." if suffix else f"«{path.name}» saknar filändelse.",
        "Spara dokumentet som .docx, .pdf eller .txt.",
    )
