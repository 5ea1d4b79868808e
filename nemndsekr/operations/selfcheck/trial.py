"""Trials: a PDF and a Word file made in memory and looked into, and a PDF read in the process apart."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import Heading, Letterhead, Metadata, Outline, PageNote, Paragraph, Run
from nemndsekr.operations.selfcheck.finding import Finding, fail, ok
from nemndsekr.operations.selfcheck.program import REINSTALL
from nemndsekr.support.errors import UserError

WORDS: Final = "Prov av å, ä, ö, é, – och §"
_FONT: Final = re.compile(rb"/FontName\s*/([^\s/<>]+)")


def trial_outline() -> Outline:
    """A page with the letters that matter, in every style of the font."""
    runs = (Run(WORDS), Run(" fet", bold=True), Run(" kursiv", italic=True))
    return Outline(
        Metadata("Prov", day=date(2026, 1, 1)),
        "Prov",
        Letterhead(("Nämndsekr",)),
        PageNote(),
        (Heading((Run("Prov"),), 1), Paragraph(runs)),
    )


def pdf_finding(content: bytes) -> Finding:
    """Whether a made PDF brings all its fonts along."""
    fonts = sorted({name.decode("latin-1").partition("+")[2] for name in _FONT.findall(content)})
    embedded = len(re.findall(rb"/FontFile2\b", content))
    value = {"byte": len(content), "typsnitt": fonts}
    if not content.startswith(b"%PDF-") or not fonts or embedded < len(_FONT.findall(content)):
        return fail("prov.pdf", "En PDF kunde inte göras med sina typsnitt inbäddade.", REINSTALL, value)
    return ok("prov.pdf", f"En PDF gjordes med typsnitten inbäddade: {', '.join(fonts)}.", value)


def word_finding(content: bytes) -> Finding:
    """Whether a made Word file is whole and has the words."""
    value = {"byte": len(content)}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            words = package.read("word/document.xml").decode("utf-8")
            whole = package.testzip() is None and WORDS in re.sub(r"<[^>]+>", "", words).replace("\u00a0", " ")
    except (zipfile.BadZipFile, KeyError, ValueError):
        whole = False
    if not whole:
        return fail("prov.word", "En Word-fil kunde inte göras.", REINSTALL, value)
    return ok("prov.word", "En Word-fil gjordes och har orden kvar.", value)


def find_documents() -> list[Finding]:
    """Make both and look into them."""
    outline = trial_outline()
    return [pdf_finding(write_document(outline, "pdf")), word_finding(write_document(outline, "docx"))]


def find_reading() -> list[Finding]:
    """Read a PDF as one that is brought in is read: in a process of its own, which AppLocker may refuse."""
    from nemndsekr.reading.formats.pdf_apart import read_apart

    next_step = (
        "Tillåt programmets Python att starta sig självt (AppLocker, antivirus): PDF-filer läses i en egen process."
    )
    with TemporaryDirectory() as folder:
        file = Path(folder) / "prov.pdf"
        file.write_bytes(write_document(trial_outline(), "pdf"))
        try:
            raw = read_apart(file, lambda _done, _of: None)
        except UserError as error:
            return [fail("prov.pdf_lasning", f"En PDF kunde inte läsas: {error.what}", next_step, value=False)]
    if "å, ä, ö" not in " ".join(line.text for line in raw.lines):
        return [fail("prov.pdf_lasning", "En PDF lästes, men inte med rätt ord.", REINSTALL, value=False)]
    return [ok("prov.pdf_lasning", "En PDF lästes in i en egen process, med rätt ord.", value=True)]
