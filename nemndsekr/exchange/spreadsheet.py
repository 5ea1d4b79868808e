"""Workbooks of Excel and LibreOffice, looked through before they are opened: no crafted file fills the memory."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from nemndsekr.exchange.table import EMPTY, MOST_COLUMNS, MOST_ROWS, Cell, Known, Sheet, make_sheet, tidied
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# The reader keeps a sheet as a full grid from its first to its last cell, so the grid's size is what must be known.
_MOST_CELLS: Final = 4_000_000
_MOST_UNPACKED: Final = 120_000_000
_CHUNK: Final = 1 << 20
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,8})(\d{1,9})"[^>]*?(/?)>')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,9})"')
_ODS_TAG: Final = re.compile(rb"<(?:\w+:)?(table|table-row|covered-table-cell|table-cell)(?=[\s/>])([^>]*)>")
_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_FEW_REPEATS: Final = 1000
# BIFF: the records that hold cells begin with row and column; MULRK and MULBLANK end with their last column.
_CELL_RECORDS: Final = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E})
_LONG_RECORDS: Final = frozenset({0x00BD})
_XLS_COLUMNS: Final = 256

_TOO_LARGE: Final = UserError(
    "Filen är för stor för att vara en lista, eller skadad.",
    "Kopiera de rader som behövs till en ny fil, eller markera dem i Excel och klistra in dem här.",
)
_NOT_READ: Final = "Öppna den i Excel eller LibreOffice, spara den som .xlsx och läs in den igen."


def read_workbook(content: bytes, known: Known) -> list[Sheet]:
    """The sheets of an .xlsx, .xlsm, .xls or .ods file that have something in them, hidden ones left out.

    Raises:
        UserError: the file is locked, damaged, or larger than any list.
    """
    import python_calamine

    checked = _checked_zip(content) if content.startswith(b"PK") else _checked_xls(content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(checked)) as book:
            shown = [
                meta.name for meta in book.sheets_metadata if meta.visible == python_calamine.SheetVisibleEnum.Visible
            ]
            return [sheet for name in shown if (sheet := _sheet(book.get_sheet_by_name(name), known)) is not None]
    except python_calamine.PasswordError as error:
        raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UserError("Filen kunde inte läsas som en lista.", _NOT_READ) from error
    except BaseException as error:
        # What the reader did not expect reaches Python as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UserError("Filen kunde inte läsas som en lista.", _NOT_READ) from error


def _sheet(sheet: CalamineSheet, known: Known) -> Sheet | None:
    top, left = sheet.start or (0, 0)
    if sheet.width > 50 * MOST_COLUMNS:
        raise _TOO_LARGE
    grid = [list(map(_cell, row)) for row in sheet.to_python(skip_empty_area=True, nrows=5 * MOST_ROWS)]
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        # A value that spans rows belongs to each of them; one that spans columns only sets out the page.
        at, place = first - top, column - left
        if 0 <= at < len(grid) and 0 <= place < len(grid[at]):
            for below in range(at + 1, min(last - top + 1, len(grid))):
                if not grid[below][place].text:
                    grid[below][place] = grid[at][place]
    rows = ((top + at + 1, [EMPTY] * left + cells) for at, cells in enumerate(grid))
    return make_sheet(sheet.name, rows, known)


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return Cell("Ja" if value else "Nej")
        case str():
            return Cell(tidied(value)) if value else EMPTY
        case int():
            return Cell(str(value))
        case float():
            return Cell(str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ","))
        case datetime():
            midnight = value.time() == time()
            return Cell(value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H.%M"), value.date())
        case date():
            return Cell(value.isoformat(), value)
        case time():
            return Cell(value.strftime("%H.%M"))
        case timedelta():
            return Cell(str(value))
    return Cell(tidied(str(value)))


def _checked_zip(content: bytes) -> bytes:
    """The same archive packed anew: what the reader is given holds no more than what was counted here."""
    packed = io.BytesIO()
    room = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
            for info in archive.infolist():
                if info.is_dir() or not info.filename.endswith((".xml", ".rels", ".bin", "mimetype")):
                    continue
                data = _unpacked(archive, info, room)
                room -= len(data)
                _check_grid(info.filename, data)
                out.writestr(info.filename, data)
    except UserError:
        raise
    except NotImplementedError as error:
        raise UserError("Filen är skadad.", _NOT_READ) from error
    except RuntimeError as error:
        # What else the archive says in this way is that it wants a password.
        raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.") from error
    except Exception as error:
        # zlib has an exception of its own, as has every other way of packing.
        raise UserError("Filen är skadad.", _NOT_READ) from error
    return packed.getvalue()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    parts: list[bytes] = []
    with archive.open(info) as member:
        while part := member.read(_CHUNK):
            room -= len(part)
            if room < 0:
                raise _TOO_LARGE
            parts.append(part)
    return b"".join(parts)


def _check_grid(name: str, data: bytes) -> None:
    """Refuse a sheet whose outermost cells lie so far apart that its grid would not fit in the memory."""
    if name.endswith("content.xml"):
        rows, columns = _ods_size(data)
    elif "worksheets/" in name:
        rows, columns = _xlsx_size(data)
    else:
        return
    if rows * columns > _MOST_CELLS:
        raise _TOO_LARGE


def _xlsx_size(data: bytes) -> tuple[int, int]:
    rows = columns = 0
    for letters, number, closed in _CELL.findall(data):
        if closed:
            continue  # a cell with a look and no value
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        rows, columns = max(rows, int(number)), max(columns, column)
    if not rows:
        # Cells without names of their own: their rows have numbers.
        rows = max((int(number) for number in _ROW.findall(data)), default=0)
        columns = min(data.count(b"<c"), 16_384) if rows > MOST_ROWS else 1
    return rows, columns


def _ods_size(data: bytes) -> tuple[int, int]:
    """The largest grid, repeated cells and rows counted; a long run of empty ones at the end is not kept by anybody."""
    most = (0, 0)
    rows = columns = width = repeated = 0
    for name, rest in _ODS_TAG.findall(data):
        count = int(found[1]) if (found := _REPEATED.search(rest)) else 1
        empty = name != b"table-row" and rest.rstrip().endswith(b"/") and b"value" not in rest
        if name == b"table":
            rows = columns = width = repeated = 0
        elif name == b"table-row":
            rows, width, repeated = rows + repeated, 0, min(count, _FEW_REPEATS) if count > _FEW_REPEATS else count
        else:
            width += min(count, _FEW_REPEATS) if empty else count
        columns = max(columns, width)
        if (rows + repeated) * columns > most[0] * most[1]:
            most = (rows + repeated, columns)
        if not empty and count > _FEW_REPEATS and name != b"table-row":
            return count, _MOST_CELLS
    return most


def _checked_xls(content: bytes) -> bytes:
    """The same bytes, once every cell in them is known to lie where Excel of that age could have put it."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            names = {"/".join(parts).lower(): parts for parts in container.listdir()}
            parts = names.get("workbook") or names.get("book")
            stream: bytes = container.openstream(parts).read() if parts is not None else b""
    except Exception as error:
        # olefile lets many kinds of error through where the container is broken.
        raise UserError("Filen är skadad.", _NOT_READ) from error
    if "encryptedpackage" in names:
        raise UserError("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.")
    if parts is None:
        raise UserError("Filen är ingen lista.", _NOT_READ)
    if any(column >= _XLS_COLUMNS for column in _xls_columns(stream)):
        raise _TOO_LARGE
    return content


def _xls_columns(stream: bytes) -> Iterator[int]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind in _CELL_RECORDS and length >= 4:
            yield struct.unpack_from("<H", stream, at + 2)[0] if at + 4 <= len(stream) else 0
        elif kind in _LONG_RECORDS and length >= 6 and at + length <= len(stream):
            yield struct.unpack_from("<H", stream, at + length - 2)[0]
        at += length
