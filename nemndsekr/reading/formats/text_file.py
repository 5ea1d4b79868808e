"""Text files: .txt as people save it and as other programs extract it, with light markup where there is some."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from nemndsekr.reading.formats.flattened import with_lines
from nemndsekr.reading.layout.columns import Piece, in_reading_order
from nemndsekr.reading.layout.grouping import drop_start, group_with_tables
from nemndsekr.reading.layout.physical import PAGE_NOTE, PhysicalLine, drop_running_lines
from nemndsekr.reading.lines import Line, make_line
from nemndsekr.reading.marks import split_mark
from nemndsekr.reading.mending import mend
from nemndsekr.reading.raw_document import Progress, RawDocument, no_progress, read_bytes
from nemndsekr.records.block_text import Run, Runs
from nemndsekr.support.errors import UserError

HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))")
TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
# A letter of å ä ö é or a quotation mark or dash as UTF-8 writes it.
MIXED: Final = re.compile(rb"((?:\xc3[\x80-\xbf]|\xe2\x80[\x90-\xa6])+)")
MAC: Final = re.compile(r"[Œ\x8aš\u0160\u0178€…][a-z]|[a-z][ŒŠš€…Ÿ](?=[a-z])")
SWEDISH: Final = re.compile(r"[åäöÅÄÖ]")
# Extracted text has lines of one width; a text with longer lines than this holds a paragraph on each.
LONGEST_WRAPPED = 140


def read_text_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read a text file in UTF-8, UTF-16 with a mark, or Windows' western code page.

    Raises:
        UserError: the file is empty or is no text.
    """
    text = decode(read_bytes(path))
    if not text.strip():
        raise UserError("Filen är tom.", "Kontrollera att det är rätt fil och läs in den igen.")
    return read_plain_text(text, progress)


def read_plain_text(text: str, progress: Progress = no_progress) -> RawDocument:
    """Read text that is already text, as from the clipboard.

    Raises:
        UserError: there is nothing in it.
    """
    text = even_lines(CONTROL.sub("", text))
    if not text.strip():
        raise UserError("Det finns ingen text att läsa.", "Kopiera texten på nytt och klistra in den igen.")
    progress(0, 0)
    lines, pages = lines_of(text)
    return RawDocument(tuple(lines), pages=pages)


def lines_of(text: str) -> tuple[list[Line], int]:
    """The lines of a text and the number of its pages, 0 where it is not parted into pages."""
    text = with_lines(text)
    pages = text.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    lines = mend(_wrapped(pages) if _is_wrapped(text) else _one_each(pages))
    return lines, len(pages) if len(pages) > 1 else 0


def decode(data: bytes) -> str:
    """The bytes as text.

    Raises:
        UserError: the bytes are no text.
    """
    text = _decoded(data)
    if len(CONTROL.findall(text)) > max(3, len(text) / 200):
        raise UserError(
            "Filen innehåller ingen text som går att läsa.", "Öppna originalet och spara det som .docx eller PDF."
        )
    return even_lines(CONTROL.sub("", text))


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    head = data[:4096]
    if head.count(0) > len(head) / 3:
        # Western text in UTF-16 without its mark: every other byte is nothing.
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if MIXED.search(data):
        # Parts from several programs: what is UTF-8 is read so, and each byte that is not as Windows wrote it.
        return "".join(
            piece.decode("utf-8") if number % 2 else piece.decode("cp1252", errors="replace")
            for number, piece in enumerate(MIXED.split(data.removeprefix(codecs.BOM_UTF8)))
        )
    # In old Mac text å ä ö stand where Windows has Œ Š š, which no Swedish word has beside small letters.
    western = data.decode("cp1252", errors="replace")
    return data.decode("mac-roman") if len(MAC.findall(western)) > len(SWEDISH.findall(western)) else western


def even_lines(text: str) -> str:
    """The text with every kind of line end made one."""
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0b", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )


def _is_wrapped(text: str) -> bool:
    lengths = [len(line.rstrip()) for line in text.splitlines() if line.strip()]
    if sum(length > LONGEST_WRAPPED for length in lengths) > max(1, len(lengths) / 50):
        return False
    neighbours = re.findall(r"(?m)^[^\n]{45,}\n(?=[ \t]*[a-zåäö])", text)
    return len(neighbours) >= 3


def _page_number(pages: list[str], index: int) -> int | None:
    return index + 1 if len(pages) > 1 else None


def _wrapped(pages: list[str]) -> list[Line]:
    laid = [_physical(page, _page_number(pages, index)) for index, page in enumerate(pages)]
    kept = drop_running_lines(laid)
    if len(pages) == 1:
        kept = [[line for line in page if not PAGE_NOTE.match(" ".join(line.text.split()))] for page in kept]
    return group_with_tables([line for page in kept for line in page])


def _physical(page: str, number: int | None) -> list[PhysicalLine]:
    """The rows of a page, with what stands in columns beside each other read one after the other.

    Three or more blanks inside a row part columns. They are kept as a tab, so that names and roles stay apart.
    """
    pieces: list[Piece] = []
    for place, row in enumerate(page.expandtabs(4).split("\n")):
        pieces += [
            Piece(match.group(), match.start(), match.end(), -float(place), 1.0, bold=False, italic=False)
            for match in re.finditer(r"\S+(?: {1,2}\S+)*", row)
        ]
    out: list[PhysicalLine] = []
    for band in in_reading_order(pieces, max((piece.right for piece in pieces), default=0.0)):
        if band.cells:
            out.append(PhysicalLine((), number, 0, 0, 2.0, cells=band.cells))
        above: float | None = None
        for pieces_of_row in band.rows:
            first = pieces_of_row[0]
            gap = 2.0 if above is None else above - first.base - 1
            text = "\t".join(piece.text for piece in pieces_of_row)
            out.append(PhysicalLine(emphasis(text), number, first.left, pieces_of_row[-1].right, gap))
            above = first.base
    return out


def _one_each(pages: list[str]) -> list[Line]:
    out: list[Line] = []
    for index, page in enumerate(pages):
        number = _page_number(pages, index)
        rows = _joined_emphasis(page.split("\n"))
        table: list[str] = []
        for row in [*rows, ""]:
            if TABLE_ROW.match(row):
                table.append(row)
                continue
            if table:
                out += _table(table, number)
                table = []
            text = row.strip()
            if text and not PAGE_NOTE.match(" ".join(text.split())):
                out.append(_line(text, len(row) - len(row.lstrip()), number))
    return out


def _joined_emphasis(rows: list[str]) -> list[str]:
    """Bold that begins on one line and ends on the next is closed and opened again at the line's end."""
    out: list[str] = []
    is_open = False
    for row in rows:
        text = f"**{row.strip()}" if is_open and row.strip() else row
        if not row.strip():
            is_open = False
        is_open = text.count("**") % 2 == 1
        out.append(f"{text}**" if is_open and text.strip() else text)
    return out


def _line(text: str, indent: int, page: int | None) -> Line:
    heading = HEADING.match(text)
    if heading:
        return make_line(
            "heading", _unstyled(emphasis(text[heading.end() :].rstrip("# "))), level=len(heading.group(1)), page=page
        )
    mark, length = split_mark(text)
    if mark:
        runs = emphasis(drop_start((Run(text),), length)[0].text)
        return make_line("item", runs, level=min(2, indent // 2), mark=mark, page=page)
    return make_line("paragraph", emphasis(re.sub(r"(?<=\S)(?: {3,}|\t+)(?=\S)", "\t", text)), page=page)


def _unstyled(runs: Runs) -> Runs:
    return tuple(Run(run.text, italic=run.italic) for run in runs)


def emphasis(text: str) -> Runs:
    """Text with ``**bold**`` and ``*italic*`` as runs; a star that closes nothing stays a star."""
    if "*" not in text and "_" not in text:
        return (Run(_unescaped(text)),)
    tokens = EMPHASIS.split(text)
    runs: list[Run] = []
    bold = italic = ""
    for number, token in enumerate(tokens):
        if not token:
            continue
        if number % 2 == 0:
            runs.append(Run(_unescaped(token), bool(bold), bool(italic)))
        elif len(token) == 3 and not bold and not italic and token in tokens[number + 1 :]:
            bold = italic = token
        elif token in {bold, italic}:
            bold, italic = "" if bold == token else bold, "" if italic == token else italic
        elif token in tokens[number + 1 :] and tokens[number + 1][:1].strip():
            bold, italic = (token, italic) if len(token) == 2 else (bold, token)
        else:
            runs.append(Run(token, bool(bold), bool(italic)))
    return tuple(runs)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([-*_#.\[\]()])", r"\1", text)


def _table(rows: list[str], page: int | None) -> list[Line]:
    from nemndsekr.reading.layout.tables import table_lines

    cells = [[cell.strip().replace("**", "") for cell in row.strip().strip("|").split("|")] for row in rows]
    return table_lines([row for row in cells if not all(re.fullmatch(r":?-*:?", cell) for cell in row)], page)
