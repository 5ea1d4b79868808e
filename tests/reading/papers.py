"""Small invented papers in formats that are made of text: OpenDocument and HTML."""

from __future__ import annotations

import io
import zipfile

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
HTML_PAPER = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Missiv</title></head><body>
<nav>Start Om oss</nav><h1>Granskning av badplatser</h1><p>Dnr: REV 2025/14</p><p>Datum: 2025-02-11</p>
<h2>Rekommendationer</h2><p>Vi rekommenderar <b>fritidsnämnden</b> att:</p>
<ol><li>ta fram en plan för tillsynen</li><li>följa upp vattenprover</li></ol>
<h2>Revisionsfrågor</h2><table><tr><th>Revisionsfråga</th><th>Bedömning</th></tr>
<tr><td>Finns det rutiner?</td><td>Ja.</td></tr><tr><td>Följs de?</td><td>Delvis.</td></tr></table>
<p>Svar önskas senast 2025-05-30.</p><p>Ylva Strand<br>Revisor</p></body></html>""".encode()
ODT_STYLES = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="G" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Ny" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-prefix="Rekommendation " style:num-suffix=":"/></text:list-style>"""


def odt(body: str, **parts: str) -> bytes:
    """An OpenDocument text with this body and other parts by their names."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, inside in parts.items():
            archive.writestr(f"{name}.xml", inside)
    return target.getvalue()


def odt_paper() -> bytes:
    """A whole small paper."""
    return odt(
        '<text:h text:outline-level="1">Yttrande över granskning av badplatser</text:h>'
        "<text:p>Dnr: FRN 2025/9</text:p><text:p>Fritidsnämnden lämnar följande svar.</text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>ta fram en plan</text:p></text:list-item>'
        "<text:list-item><text:p>följa upp prover</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>År</text:p></table:table-cell></table:table-row>"
        "</table:table>"
        "<text:p>Ylva <text:span text:style-name='B'>Strand</text:span><text:line-break/>Ordförande</text:p>"
    )
