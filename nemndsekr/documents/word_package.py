"""A municipality's own Word file, looked through before it is used: its parts by name, or why it will not do."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from nemndsekr.support.errors import UserError

LARGEST_FILE: Final = 30_000_000
"""Bytes of a Word form; a form with photographs is some megabytes."""
_LARGEST_PART: Final = 60_000_000
_LARGEST_WHOLE: Final = 120_000_000
_MOST_PARTS: Final = 3000
_MOST_NODES: Final = 1_000_000

CONTENT_TYPES: Final = "[Content_Types].xml"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TEMPLATE: Final = f"{_WORD}template.main+xml"
_DOCUMENT: Final = f"{_WORD}document.main+xml"
_WRITTEN: Final = tuple(f"{_WORD}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes"))
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT: Final = b"purl.oclc.org/ooxml"
_DOCTYPE: Final = re.compile(b"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")
_XML: Final = (".xml", ".rels")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    KeyError,
    IndexError,
    struct.error,
    etree.XMLSyntaxError,
)
_SAVE_AGAIN: Final = "Öppna den i Word, spara den som Wordmall (.dotx) och lägg till den igen."


@dataclass(slots=True)
class WordPackage:
    """The parts of a Word file by name; ``main`` is the document itself, ``written`` all parts with text to fill in."""

    parts: dict[str, bytes]
    main: str
    written: tuple[str, ...]
    trees: dict[str, Any] = field(default_factory=dict)

    def tree(self, name: str) -> Any:
        """A part parsed; what is changed in it is written by ``packed``.

        Raises:
            UserError: it is damaged.
        """
        if name not in self.trees:
            self.trees[name] = _parsed(self.parts[name])
        return self.trees[name]

    def packed(self) -> io.BytesIO:
        """The file again, as a document: a template would be opened as a copy without a name."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                tree = self.trees.get(name)
                data = content if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
                archive.writestr(name, data)
        file.seek(0)
        return file


def damaged() -> UserError:
    """What is said of a file that cannot be opened."""
    return UserError("Wordmallen är skadad och går inte att öppna.", _SAVE_AGAIN)


def open_package(content: bytes) -> WordPackage:
    """A Word file as its parts.

    Raises:
        UserError: it is no Word file, an old one, locked, has macros, is damaged, or is made to fill the memory.
    """
    _check_kind(content)
    try:
        parts = _unpacked(content)
        if any(name.lower().endswith("vbaproject.bin") for name in parts):
            raise _has_macros()
        types = _parsed(parts[CONTENT_TYPES])
    except _BROKEN as error:
        raise damaged() from error
    main, written = "", []
    for override in types.iter("{*}Override"):
        kind, name = override.get("ContentType", ""), override.get("PartName", "").lstrip("/")
        if "macroEnabled" in kind:
            raise _has_macros()
        if kind in {_TEMPLATE, _DOCUMENT} and name in parts:
            main = main or name
            override.set("ContentType", _DOCUMENT)
        elif kind in _WRITTEN and name in parts:
            written.append(name)
    if not main:
        raise UserError("Filen är inget Worddokument.", "Välj en Wordmall (.dotx) eller ett Worddokument (.docx).")
    if _STRICT in parts[main][:4000]:
        raise UserError(
            "Wordmallen är sparad som «strikt Open XML», som inte går att fylla i.",
            "Spara den i Word som Wordmall (.dotx) och lägg till den igen.",
        )
    parts[CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8")
    return WordPackage(parts, main, (main, *written))


def _has_macros() -> UserError:
    return UserError(
        "Wordmallen innehåller makron och används därför inte.",
        "Spara den i Word som Wordmall (.dotx), utan makron, och lägg till den igen.",
    )


def _check_kind(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise UserError(
            "Wordmallen är större än 30 MB.", "Komprimera bilderna i Word, spara den och lägg till den igen."
        )
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UserError("Wordmallen är låst med lösenord.", "Spara den utan lösenord och lägg till den igen.")
        raise UserError(
            "Wordmallen är sparad i det gamla formatet (.doc eller .dot).",
            "Öppna den i Word, spara den som Wordmall (.dotx) och lägg till den igen.",
        )
    if not content:
        raise UserError("Filen är tom.", _SAVE_AGAIN)
    if not content.startswith(b"PK"):
        raise UserError("Filen är inget Worddokument.", "Välj en Wordmall (.dotx) eller ett Worddokument (.docx).")


def _unpacked(content: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _LARGEST_WHOLE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise _too_much()
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                raise UserError("Wordmallen är låst med lösenord.", "Spara den utan lösenord och lägg till den igen.")
            most = min(left, _LARGEST_PART)
            with archive.open(entry) as part:
                # The size that the archive claims may be false.
                data = part.read(most + 1)
            if len(data) > most:
                raise _too_much()
            left -= len(data)
            if entry.filename.lower().endswith(_XML):
                _check_xml(data)
            parts[entry.filename] = data
    return parts


def _too_much() -> UserError:
    return UserError("Wordmallen packas upp till orimligt mycket.", _SAVE_AGAIN)


def _check_xml(data: bytes) -> None:
    if _DOCTYPE.search(data[:100_000]):
        raise UserError("Wordmallen innehåller en dokumenttyp som Word aldrig skriver.", _SAVE_AGAIN)
    if data.count(b"<") > _MOST_NODES:
        raise _too_much()


def _parsed(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
