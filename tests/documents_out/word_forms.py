"""A simulated Swedish municipal Word form (.dotx), as Word writes one: Swedish style ids, parts and quirks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

_W: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEMPLATE: Final = "template.main+xml"
DOCUMENT: Final = "document.main+xml"


def png(red: int = 20, green: int = 90, blue: int = 110, wide: int = 60, high: int = 40) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, green, blue)) * wide) * high
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def run(text: str, properties: str = "") -> str:
    """One run."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, style: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def style(style_id: str, name: str, inside: str = "", *, kind: str = "paragraph", base: str = "Normal") -> str:
    """A style with a Swedish id and the name that Word keeps for it."""
    on = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if not base else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>{on}{inside}</w:style>'


_BLUE: Final = '<w:b/><w:color w:val="14506E"/>'
STYLES: Final = (
    style(
        "Normal",
        "Normal",
        '<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr>',
        base="",
    ),
    style("Normaltabell", "Normal Table", kind="table", base=""),
    style("Rubrik1", "heading 1", f'<w:pPr><w:keepNext/></w:pPr><w:rPr>{_BLUE}<w:sz w:val="36"/></w:rPr>'),
    style("Rubrik2", "heading 2", f'<w:pPr><w:keepNext/></w:pPr><w:rPr>{_BLUE}<w:sz w:val="28"/></w:rPr>'),
    style("Numreradlista", "List Number", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
    style("Punktlista", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    style("Sidhuvud", "header", '<w:rPr><w:sz w:val="18"/></w:rPr>'),
    style("Sidfot", "footer", '<w:rPr><w:sz w:val="18"/></w:rPr>'),
    style("Brdtext", "Body Text", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
    style("Tabelltext", "Tabelltext", '<w:rPr><w:sz w:val="19"/></w:rPr>'),
    style("KommunRubrik", "Kommunens mellanrubrik", "<w:rPr><w:i/></w:rPr>"),
    style("Kommuntabell", "Kommunens tabell", kind="table", base="Normaltabell"),
)

NUMBERING: Final = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="Punktlista"/><w:lvlText w:val="▪"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="Numreradlista"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:numIdMacAtCleanup w:val="1"/>'
)

LOGO: Final = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="600000"/>'
    '<wp:docPr id="1" name="Bild 1" descr="Lindåkra kommuns vapen"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)

# Word parts a placeholder over runs wherever it has checked the spelling.
_SPELLING: Final = '<w:proofErr w:type="spellStart"/>'
FIRST_HEADER: Final = (
    par(LOGO, style="Sidhuvud")
    + par(run("Diarienummer: "), run("{{"), _SPELLING, run(" dn"), run("r }"), run("}"), style="Sidhuvud")
    + par("Datum: {{ datum }}", style="Sidhuvud")
    + par("Er beteckning: {{ counterpart_dnr }}", style="Sidhuvud")
)
HEADER: Final = par("{{ document_name }}, {{ subtitle }} – {{dnr}}", style="Sidhuvud")


def field(instruction: str) -> str:
    """A field that Word reckons."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return char.format("begin") + code + char.format("separate") + run("1") + char.format("end")


FOOTER: Final = par(run("Sida "), field("PAGE"), style="Sidfot")
TEXT_BOX: Final = (
    '<w:p><w:r><w:pict><v:shape style="width:300pt;height:30pt"><v:textbox><w:txbxContent>'
    + par("Till: {{ mottagare }}")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def cell(inside: str) -> str:
    """A table cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


CELLS: Final = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/>'
    '<w:gridCol w:w="4500"/></w:tblGrid><w:tr>'
    + cell(par("Handläggare: {{ officer }}"))
    + cell(par("{{ address }}"))
    + "</w:tr></w:tbl>"
)
SECTION: Final = (
    '<w:sectPr><w:headerReference w:type="first" r:id="rId10"/><w:headerReference w:type="default" r:id="rId11"/>'
    '<w:footerReference w:type="default" r:id="rId12"/><w:footerReference w:type="first" r:id="rId12"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1700" w:bottom="1400" w:left="1700" '
    'w:header="600" w:footer="600" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
BODY: Final = (
    TEXT_BOX + CELLS + par("[[INNEH", run("ÅLL]]")) + par("Lindåkra kommun, Storgatan 1", style="Sidfot") + SECTION
)


def _rels(*rows: tuple[str, str, str]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'


def municipal_form(
    *,
    body: str = BODY,
    styles: tuple[str, ...] = STYLES,
    main: str = TEMPLATE,
    first_header: str = FIRST_HEADER,
    numbering: bool = True,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The bytes of the form; what differs from the usual one is passed in."""
    overrides = {
        "/word/document.xml": f"{_WORD}.{main}",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/header2.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        **({"/word/numbering.xml": f"{_WORD}.numbering+xml"} if numbering else {}),
    }
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>",
        "_rels/.rels": _rels(("rId1", f"{_OFFICE}/officeDocument", "word/document.xml")),
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId3", f"{_OFFICE}/settings", "settings.xml"),
            ("rId10", f"{_OFFICE}/header", "header1.xml"),
            ("rId11", f"{_OFFICE}/header", "header2.xml"),
            ("rId12", f"{_OFFICE}/footer", "footer1.xml"),
            *((("rId2", f"{_OFFICE}/numbering", "numbering.xml"),) if numbering else ()),
        ),
        "word/styles.xml": f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>{"".join(styles)}</w:styles>',
        "word/settings.xml": f'{_HEAD}<w:settings {_W}><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{first_header}</w:hdr>",
        "word/_rels/header1.xml.rels": _rels(("rId1", f"{_OFFICE}/image", "media/logo.png")),
        "word/header2.xml": f"{_HEAD}<w:hdr {_W}>{HEADER}</w:hdr>",
        "word/footer1.xml": f"{_HEAD}<w:ftr {_W}>{FOOTER}</w:ftr>",
        "word/media/logo.png": png(),
        **({"word/numbering.xml": f"{_HEAD}<w:numbering {_W}>{NUMBERING}</w:numbering>"} if numbering else {}),
        **(more or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
