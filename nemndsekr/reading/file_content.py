"""File content: what a file is by its first bytes and its parts, whatever it is called."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from nemndsekr.support.errors import UserError

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
HTML: Final = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
# Word for the web and others number the main part.
WORD_PART: Final = re.compile(r"^word/document\d*\.xml$", re.IGNORECASE)
MOST_PARTS: Final = 20_000

# What the content of a file can be that bears the name of something that can be read: what to say of it.
REFUSED: Final = {
    "locked": ("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen."),
    "doc": ("Filen är ett äldre Word-dokument (.doc) med fel filändelse.", "Öppna den i Word och spara som .docx."),
    "rtf": ("Filen är i formatet RTF.", "Öppna den i Word och spara som .docx."),
    "flat": ("Filen är Word-XML i en enda fil.", "Öppna den i Word och spara som .docx."),
    "xls": ("Filen är ett kalkylblad.", "Spara det som PDF och läs in den."),
    "ppt": ("Filen är en presentation.", "Spara den som PDF och läs in den."),
    "msg": ("Filen är ett e-postmeddelande.", "Öppna meddelandet, spara bilagan och läs in den i stället."),
    "image": ("Filen är en bild utan text.", "Texttolka bilden (OCR), spara som PDF och läs in den."),
}


def true_kind(data: bytes) -> str:
    """What the bytes are: a suffix that can be read (``.docx``) or a key of ``REFUSED``; empty where the name tells."""
    head = data[:4096]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if head.startswith(OLE):
        return _kind_of_ole(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(IMAGES[:-1]) or (head.startswith(b"BM") and data[6:10] == bytes(4)):
        return "image"
    if b"<?mso-application" in head and b"Word.Document" in head:
        return "flat"
    if HTML.match(COMMENT.sub(b"", head.removeprefix(b"\xef\xbb\xbf"))):
        return ".html"
    if re.match(rb"(?:MIME-Version|Received|Return-Path|X-[\w-]+):[^\n]*\n(?:[\w-]+:|[ \t])", head, re.IGNORECASE):
        return "msg"
    return ""


def _kind_of_archive(data: bytes) -> str:
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return ""
    if any(WORD_PART.match(name) for name in names):
        return ".docx"
    if "content.xml" in names:
        told = data[30:120]
        if b"opendocument.spreadsheet" in told:
            return "xls"
        if b"opendocument.presentation" in told or b"opendocument.graphics" in told:
            return "ppt"
        return ".odt"
    if any(name.startswith("xl/") for name in names):
        return "xls"
    return "ppt" if any(name.startswith("ppt/") for name in names) else ""


def _kind_of_ole(data: bytes) -> str:
    for words, kind in (
        ("EncryptedPackage", "locked"),
        ("WordDocument", "doc"),
        ("__substg1.0", "msg"),
        ("PowerPoint Document", "ppt"),
        ("Workbook", "xls"),
    ):
        if words.encode("utf-16-le") in data:
            return kind
    return "doc"


def refuse_content(kind: str) -> None:
    """Say what a file is that cannot be read whatever its name.

    Raises:
        UserError: always where the kind is one of ``REFUSED``.
    """
    if kind in REFUSED:
        raise UserError(*REFUSED[kind])
