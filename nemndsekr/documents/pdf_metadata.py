"""What a PDF says of itself: title, language, colours, and that it is PDF/UA-1 and PDF/A-2a.

Sources: ISO 14289-1 (7.1) and ISO 19005-2 (6.2.3 colour, 6.6 metadata). PDF/A allows only the metadata it knows, so
the file brings its own description of PDF/UA's (TechNote 0009 of the PDF Association).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from nemndsekr.support.paths import resource

CREATOR: Final = "Nämndsekr"
_PRODUCER: Final = "ReportLab"
_COLOURS: Final = "sRGB IEC61966-2.1"
# A paper without a day of its own: still the same bytes every time.
_NO_DAY: Final = date(2000, 1, 1)


class About(NamedTuple):
    """What stands in the file's own description. ``day`` is the document's, never the clock's."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = "sv-SE"
    day: date | None = None


def describe(canvas: Any, document: Any, about: About) -> None:
    """Set all of it in reportlab's document: both descriptions, language, colours, and the title of the window."""
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setKeywords(about.keywords)
    canvas.setCreator(CREATOR)
    canvas.setProducer(_PRODUCER)
    day = about.day or _NO_DAY
    canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    catalog = document.Catalog
    catalog.Lang = PDFString(about.language)
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    packet = _packet(about, day).encode("utf-8")
    catalog.Metadata = XMP(creator=lambda _: packet)
    profile = PDFStream(PDFDictionary({"N": 3}), content=_colour_profile(), filters=[PDFZCompress])
    # reportlab writes only the keys it knows of; this one is added for this file.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString(_COLOURS),
                    "Info": PDFString(_COLOURS),
                    "DestOutputProfile": document.Reference(profile),
                }
            )
        ]
    )


@cache
def _colour_profile() -> bytes:
    return resource("srgb.icc").read_bytes()


def _packet(about: About, day: date) -> str:
    when = f"{day.isoformat()}T00:00:00Z"
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
    told = f'<rdf:li xml:lang="x-default">{escape(about.subject)}</rdf:li>'
    subject = f"<dc:description><rdf:Alt>{told}</rdf:Alt></dc:description>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>
{author if about.author else ""}{subject if about.subject else ""}
<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{escape(about.keywords)}</pdf:Keywords><pdf:Producer>{_PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
</rdf:Description>
{_PDFUA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


_PDFUA_SCHEMA: Final = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
