"""read_table: a list in, its sheets out, whatever its format; the same for what is pasted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from nemndsekr.exchange.table import MOST_BYTES, Known, Sheet, TableFile
from nemndsekr.support.errors import UserError

TABLE_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
"""What files with lists are called. A text file (.txt) may hold one too, but is as often a running text."""
_HTML: Final = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|table|meta|head)\b", re.IGNORECASE)
_OLE: Final = b"\xd0\xcf\x11\xe0"
PASTED: Final = "inklistrad lista"


def is_table_name(name: str) -> bool:
    """Whether a file of this name holds a list."""
    return Path(name).suffix.lower() in TABLE_SUFFIXES


def read_table(path: Path, known: Known) -> TableFile:
    """Read a list from a file; what it is, is told by its content and not by its name.

    Raises:
        UserError: the file cannot be read, is locked, or has no list in it.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(
                f"«{path.name}» är för stor för att vara en lista.",
                "Kopiera de rader som behövs till en ny fil och läs in den.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"«{path.name}» kunde inte öppnas.",
            "Stäng den i Excel om den är öppen där, kontrollera att den finns kvar och försök igen.",
        ) from error
    return table_of(content, path.name, known)


def table_of(content: bytes, name: str, known: Known) -> TableFile:
    """The list in a file's bytes.

    Raises:
        UserError: the bytes are locked, damaged, or have no list in them; it names the file.
    """
    try:
        sheets = _sheets_of(content, name, known)
    except UserError as error:
        raise error.about_file(name) from error
    if not sheets:
        raise UserError(f"Det finns ingen lista i «{name}».", "Kontrollera att det är rätt fil, eller välj en annan.")
    return TableFile(name, tuple(sheets))


def _sheets_of(content: bytes, name: str, known: Known) -> list[Sheet]:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE)):
        from nemndsekr.exchange.spreadsheet import read_workbook

        return read_workbook(content, known)
    if _HTML.match(content[:1000].removeprefix(b"\xef\xbb\xbf")):
        from nemndsekr.exchange.delimited import decoded
        from nemndsekr.exchange.html_tables import html_tables

        return html_tables(decoded(content), known)
    from nemndsekr.exchange.delimited import read_delimited

    sheet = read_delimited(content, Path(name).stem, known)
    return [sheet] if sheet is not None else []


def pasted_table(text: str, html: str, known: Known) -> TableFile | None:
    """The table among what was copied in Excel, Word or a web page; None where it is running text."""
    from nemndsekr.exchange.html_tables import html_tables

    sheets = [sheet for sheet in html_tables(html, known) if len(sheet.rows) > 1] if "<t" in html.lower() else []
    if not sheets:
        sheet = _tabbed(text, known)
        sheets = [sheet] if sheet is not None else []
    return TableFile(PASTED, tuple(sheets)) if sheets else None


def _tabbed(text: str, known: Known) -> Sheet | None:
    """Lines with tabs between the fields, or a pasted CSV whose first line names what lists hold."""
    from nemndsekr.exchange.delimited import parse_delimited, separator_of

    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    separator = separator_of(text)
    named = sum(known(field.strip('" ')) for field in lines[0].split(separator))
    tabbed = sum("\t" in line for line in lines)
    if (separator == "\t" and 2 * tabbed > len(lines)) or named >= 2:
        sheet = parse_delimited(text, PASTED, known)
        return sheet if sheet is not None and len(sheet.columns) > 1 and len(sheet.rows) > 1 else None
    return None
