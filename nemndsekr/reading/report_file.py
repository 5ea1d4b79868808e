"""Report files: a file in, a draft out, whatever its format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from nemndsekr.reading.draft import HeadingSpot, Leftover, Reading
from nemndsekr.reading.file_content import refuse_content, true_kind
from nemndsekr.reading.finders.find_all import find_all
from nemndsekr.reading.headings import with_headings
from nemndsekr.reading.layout.tables import set_out_head
from nemndsekr.reading.lines import lay_out
from nemndsekr.reading.raw_document import Progress, RawDocument, RawLeftover, no_progress, read_bytes
from nemndsekr.support.errors import UserError

# So many letters of a paragraph tell it from the others, where its end was mended.
_ENOUGH: Final = 40


class ReportFormat(NamedTuple):
    """A file format: what its files are called, what a secretary calls it, and what reads it."""

    suffixes: tuple[str, ...]
    label: str
    read: Callable[[Path, Progress], RawDocument]
    mended_lines: bool = False
    """Whether its files have lines only, which the reader puts together to paragraphs."""


def _read_text(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.formats.text_file import read_text_file

    return read_text_file(path, progress)


def _read_word(path: Path, progress: Progress) -> RawDocument:
    # lxml and pdfium are loaded when the first such file comes, not when the window opens.
    from nemndsekr.reading.formats.word_file import read_word_file

    return read_word_file(path, progress)


def _read_odt(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.formats.odt_file import read_odt_file

    return read_odt_file(path, progress)


def _read_html(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.formats.html_file import read_html_file

    return read_html_file(path, progress)


def _read_pdf(path: Path, progress: Progress) -> RawDocument:
    from nemndsekr.reading.formats.pdf_file import read_pdf_file

    return read_pdf_file(path, progress)


REPORT_FORMATS: Final = (
    ReportFormat((".txt", ".text", ".md"), "Text", _read_text, mended_lines=True),
    ReportFormat((".docx", ".docm", ".dotx", ".dotm"), "Word", _read_word),
    ReportFormat((".odt", ".ott"), "OpenDocument", _read_odt),
    ReportFormat((".pdf",), "PDF", _read_pdf, mended_lines=True),
    ReportFormat((".html", ".htm", ".xhtml"), "Webbsida", _read_html),
)

# What is often tried and cannot be read, with the way round it.
OTHER_FORMATS: Final = (
    ((".doc", ".dot", ".rtf", ".wpd"), "är i ett äldre ordbehandlingsformat.", "Öppna den i Word och spara som .docx."),
    (
        (".fodt", ".pages"),
        "är i ett format som inte kan läsas.",
        "Öppna den i programmet den kom från och spara som .docx eller PDF.",
    ),
    (
        (".nemndsekr",),
        "är en exportfil med hela ärenden.",
        "Öppna den i programmets fönster, eller kör nemndsekr import-all.",
    ),
    ((".msg", ".eml"), "är ett e-postmeddelande.", "Öppna meddelandet, spara bilagan och läs in den i stället."),
    (
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".heic", ".webp"),
        "är en bild utan text.",
        "Texttolka bilden (OCR), spara som PDF och läs in den.",
    ),
    (
        (".xls", ".xlsx", ".xlsm", ".ods", ".csv"),
        "är ett kalkylblad.",
        "Läs in det med «Läs in lista», eller spara det som PDF.",
    ),
    ((".ppt", ".pptx", ".odp"), "är en presentation.", "Spara den som PDF och läs in den."),
    ((".zip", ".7z", ".rar"), "är ett arkiv med flera filer.", "Packa upp det och läs in filerna var för sig."),
    ((".mht", ".mhtml"), "är en sparad webbsida.", "Öppna den, skriv ut den till PDF och läs in den."),
)


def read_report(path: Path, progress: Progress | None = None) -> Reading:
    """Read a file and find in it what the records hold.

    ``progress`` is told pages done and pages in all, and (0, 0) where the pages are not known; what it raises stops
    the reading.

    Raises:
        UserError: the file is missing, locked, damaged, empty or of a format that cannot be read; it names the file.
    """
    tell = progress or no_progress
    try:
        report_format = _format_of(path)
        raw = report_format.read(path, tell)
    except UserError as error:
        raise error.about_file(path.name) from error
    return replace(_found_in(path.name, raw, tell), mended_lines=report_format.mended_lines)


def read_pasted(text: str, html: str = "", progress: Progress | None = None, known_kind: str = "") -> Reading:
    """Read what was pasted: the HTML of the clipboard where it has structure, else its plain text.

    ``known_kind`` is what the person has said that it is, where its own words do not tell.

    Raises:
        UserError: there is nothing to read in it.
    """
    from nemndsekr.reading.formats.html_file import has_structure, read_html_text
    from nemndsekr.reading.formats.text_file import read_plain_text

    tell = progress or no_progress
    raw = read_html_text(html, tell) if html and has_structure(html) else read_plain_text(text, tell)
    return _found_in("Inklistrad text", raw, tell, known_kind)


def _found_in(name: str, raw: RawDocument, progress: Progress, known_kind: str = "") -> Reading:
    pages = raw.pages
    progress(pages, pages)
    lines = with_headings(set_out_head(raw.lines))
    progress(pages, pages)
    paper = lay_out(lines, raw.problems, pages, raw.notes)
    draft, problems = find_all(paper, lambda: progress(pages, pages), known_kind)
    progress(pages, pages)

    def page_at(place: int) -> int | None:
        return max(1, bisect_right(paper.page_starts, place)) if pages else None

    told = [problem.placed(paper.text, page_at) for problem in raw.told]
    told_headings = {line.text for line in raw.lines if line.kind == "heading"}
    headings = [
        HeadingSpot(line.start, line.end, line.level, by_file=line.text in told_headings, known=bool(line.key))
        for line in paper.lines
        if line.kind == "heading"
    ]
    left = tuple(_placed(raw.leftovers, paper.text))
    return Reading(name, paper.text, paper.page_starts, draft, (*raw.problems, *told, *problems), headings, left)


def _placed(leftovers: Sequence[RawLeftover], text: str) -> Iterator[Leftover]:
    """The leftovers with their places in the read text; like paragraphs follow each other as in the file."""
    at = 0
    for one in leftovers:
        start = text.find(one.words, at) if one.words else -1
        if start < 0 and one.words:
            start = text.find(one.words[:_ENOUGH])
        at = max(at, start)
        yield Leftover(one.what, one.number, one.words, start if start >= 0 else None, one.quote, one.before)


def _format_of(path: Path) -> ReportFormat:
    if path.name.startswith("~$"):
        raise UserError(
            f"«{path.name}» är Words låsfil och inte själva dokumentet.",
            "Stäng dokumentet i Word och välj filen utan ~$ i namnet.",
        )
    suffix = path.suffix.lower()
    named = next((one for one in REPORT_FORMATS if suffix in one.suffixes), None)
    refusal = next(((what, step) for suffixes, what, step in OTHER_FORMATS if suffix in suffixes), None)
    if named is None and refusal is None:
        if path.is_dir() or not path.exists():
            read_bytes(path)  # Says what it is: a folder, or nothing that is there.
        raise UserError(
            f"Filer som slutar på «{suffix}» kan inte läsas in." if suffix else f"«{path.name}» saknar filändelse.",
            "Spara dokumentet som .docx, .pdf eller .txt.",
        )
    data = read_bytes(path)
    if not data and named is not None:
        raise UserError("Filen är tom.", "Kontrollera att det är rätt fil och läs in den igen.")
    kind = true_kind(data)
    true_one = next((one for one in REPORT_FORMATS if kind in one.suffixes), None)
    if true_one is not None:
        return true_one  # A PDF that is called .docx is read as the PDF it is.
    if kind == "locked" or named is not None:
        refuse_content(kind)
    if named is not None:
        return named
    what, next_step = refusal or ("kan inte läsas.", "Spara dokumentet som .docx, .pdf eller .txt.")
    raise UserError(f"«{path.name}» {what}", next_step)
