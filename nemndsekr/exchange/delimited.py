"""Lists as text: CSV and TSV with the separator, quotes and encoding that Swedish programs use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Final

from nemndsekr.exchange.table import Cell, Known, Sheet, make_sheet, tidied
from nemndsekr.support.errors import UserError

_SEPARATORS: Final = (";", "\t", ",", "|")
_SEP_LINE: Final = re.compile(r"^\s*\"?sep=(.)\"?\s*$", re.IGNORECASE)
_LONGEST_FIELD: Final = 1_000_000
_TRIED: Final = 200
# What our own writer and others put in front of a text that Excel would take for a formula.
_GUARDED: Final = re.compile(r"^'(?=[=+\-@])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_delimited(content: bytes, name: str, known: Known) -> Sheet | None:
    """The list in a text file; None where there is nothing in it.

    Raises:
        UserError: the bytes are no text.
    """
    return parse_delimited(decoded(content), name, known)


def parse_delimited(text: str, name: str, known: Known) -> Sheet | None:
    """The list in a text, its separator told by a «sep=» line or by the text itself."""
    first, _, rest = text.partition("\n")
    told = _SEP_LINE.match(first.strip("\r"))
    lines_above = 1 if told else 0
    body = rest if told else text
    separator = told[1] if told else separator_of(body)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, quotechar=_quote_of(body, separator))
    rows: list[tuple[int, list[Cell]]] = []
    number = lines_above + 1
    try:
        for fields in reader:
            rows.append((number, [Cell(tidied(_GUARDED.sub("", field.strip()))) for field in fields]))
            # The line, as an editor counts it: a field may hold several.
            number = lines_above + reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            f"Listan kunde inte läsas längre än till rad {number}.",
            "Öppna den i Excel, spara den som .xlsx och läs in den igen.",
        ) from error
    return make_sheet(name, rows, known)


def separator_of(text: str) -> str:
    """The separator that parts the most lines into equally many fields."""
    lines = [line for line in text.splitlines()[:_TRIED] if line.strip()]
    best = (0.0, ";")
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(fields) for fields in csv.reader(lines, delimiter=separator) if fields)
        except csv.Error:
            continue
        parted = [(count, width) for width, count in widths.items() if width > 1]
        if not parted:
            continue
        count, width = max(parted)
        # A comma stands in running words too: it must part the lines more evenly than the others to be believed.
        score = count / sum(widths.values()) + 0.01 * min(width, 10) - (0.2 if separator == "," else 0)
        best = max(best, (score, separator), key=lambda scored: scored[0])
    return best[1]


def _quote_of(text: str, separator: str) -> str:
    mark = re.escape(separator)
    single = len(re.findall(rf"(?:^|{mark})'[^'\n]*'(?={mark}|\r?$)", text[:50_000], re.MULTILINE))
    double = len(re.findall(rf"(?:^|{mark})\"", text[:50_000], re.MULTILINE))
    return "'" if single > 2 * double else '"'


def decoded(content: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16, or Windows' western code page.

    Raises:
        UserError: the bytes are no text.
    """
    text = _text_of(content)
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise UserError("Filen är ingen lista som går att läsa.", "Spara den som .xlsx eller .csv och läs in den igen.")
    return text


def _text_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    start = content[:2000]
    if start.count(0) > len(start) / 4:
        # Without a mark: in Swedish text every other byte of UTF-16 is zero.
        little = start[1::2].count(0) > start[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
