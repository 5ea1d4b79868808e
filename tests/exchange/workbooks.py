"""Writes small workbooks for the tests: the least of .xlsx and .ods that holds texts, numbers and days."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

Value = str | int | float | date | None
HIDDEN = 'state="hidden"'
_EPOCH = date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letter(place: int) -> str:
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def _xlsx_cell(value: Value, at: str) -> str:
    match value:
        case None:
            return ""
        case date():
            return f'<c r="{at}" s="1"><v>{(value - _EPOCH).days}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def xlsx(
    sheets: dict[str, Sequence[Sequence[Value]]], *, merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> bytes:
    """A workbook of these sheets; ``merged`` are cells of each such as «A2:A3», ``hidden`` names hidden sheets."""
    out = io.BytesIO()
    names = list(sheets)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" {HIDDEN if name in hidden else ""} r:id="rId{n}"/>'
            for n, name in enumerate(names, start=1)
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{listed}</sheets></workbook>'
        )
        related = "".join(
            f'<Relationship Id="rId{n}" Type="{_RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'{related}<Relationship Id="rId99" Type="{_RELS}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        for n, name in enumerate(names, start=1):
            rows = "".join(
                f'<row r="{r}">{"".join(_xlsx_cell(value, f"{letter(c)}{r}") for c, value in enumerate(row))}</row>'
                for r, row in enumerate(sheets[name], start=1)
            )
            spans = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
            merges = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merges}</worksheet>',
            )
    return out.getvalue()


def far_apart(first: str, last: str) -> bytes:
    """A workbook with a word in two cells, as far apart as their names say."""
    whole = xlsx({"Lista": [["x"]]})
    row = int("".join(filter(str.isdigit, last)))
    data = (
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{_xlsx_cell("a", first)}</row>'
        f'<row r="{row}">{_xlsx_cell("b", last)}</row></sheetData></worksheet>'
    )
    return with_member(whole, "xl/worksheets/sheet1.xml", data.encode())


def with_member(archive: bytes, name: str, data: bytes) -> bytes:
    """The archive with other bytes in one of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, data if info.filename == name else old.read(info.filename))
    return out.getvalue()


_ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Lista">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods_cell(value: Value, repeated: int = 1) -> str:
    again = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if value is None:
        return f"<table:table-cell{again}/>"
    if isinstance(value, date):
        return (
            f'<table:table-cell{again} office:value-type="date" office:date-value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell{again} office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
    )


def ods(rows: Sequence[Sequence[Value]], more: str = "") -> bytes:
    """A LibreOffice workbook of one sheet; ``more`` is mark-up after its rows."""
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(rows=body + more))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()
