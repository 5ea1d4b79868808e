"""Office archives: the parts of a Word or OpenDocument file, unpacked within reason and parsed without tricks."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lxml import etree

from nemndsekr.reading.raw_document import Progress
from nemndsekr.support.errors import UserError

# A report of a thousand pages is some 20 MB of XML; what unpacks to more is made to fill the memory.
LARGEST_PART: Final = 60 * 1024 * 1024
LARGEST_WHOLE: Final = 120 * 1024 * 1024
LARGEST_RATIO: Final = 400
# Parts that are smaller than this when unpacked do no harm however well they were packed.
SMALL_PART: Final = 5_000_000
MOST_PARTS: Final = 20_000
# A parsed element or attribute takes some 150 bytes: these are 600 MB.
MOST_NODES: Final = 4_000_000
STEP: Final = 1 << 20
STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)

DAMAGED: Final = ("Filen är skadad och går inte att öppna.", "Öppna den i Word, spara den på nytt och läs in den igen.")
TOO_MUCH: Final = (
    "Filen packas upp till orimligt mycket text.",
    "Öppna den i Word, spara den på nytt och läs in den igen.",
)
LOCKED: Final = ("Filen är låst med lösenord.", "Spara den utan lösenord och läs in den igen.")
ODD_TYPE: Final = (
    "Filen innehåller en dokumenttyp som Word aldrig skriver.",
    "Öppna den i Word, spara den på nytt och läs in den igen.",
)
# What zipfile and lxml raise of what is damaged.
BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    etree.XMLSyntaxError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    KeyError,
    struct.error,
    IndexError,
)


class _DamagedError(Exception):
    """A part cannot be unpacked or parsed."""


class Archive:
    """One open archive: its parts by name, parsed; how much it has unpacked so far is counted."""

    def __init__(self, archive: zipfile.ZipFile, progress: Progress) -> None:
        self._archive = archive
        self._progress = progress
        self._unpacked = 0
        self.names = frozenset(archive.namelist())
        self.broken: list[str] = []

    def tree(self, name: str) -> etree._Element:
        """A part parsed.

        Raises:
            UserError: it is damaged, locked, or made to fill the memory.
        """
        try:
            return self._tree(name)
        except _DamagedError as error:
            raise UserError(*DAMAGED) from error

    def optional(self, name: str) -> etree._Element | None:
        """A part that a document can be read without: nothing where it is missing or damaged, which is noted."""
        if name not in self.names:
            return None
        try:
            return self._tree(name)
        except _DamagedError:
            self.broken.append(name)
            return None

    def text(self, name: str) -> str:
        """A short part of plain text, empty where there is none."""
        if name not in self.names:
            return ""
        try:
            return self._part(name)[:1000].decode("utf-8", "replace").strip()
        except _DamagedError:
            return ""

    def _tree(self, name: str) -> etree._Element:
        data = self._part(name)
        try:
            return parse_xml(data)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _DamagedError from error

    def _part(self, name: str) -> bytes:
        pieces: list[bytes] = []
        size = 0
        try:
            info = self._archive.getinfo(name)
            if info.file_size > LARGEST_PART or (
                info.file_size > SMALL_PART and info.file_size > LARGEST_RATIO * max(1, info.compress_size)
            ):
                raise UserError(*TOO_MUCH)
            with self._archive.open(info) as part:
                # The size that the archive claims may be false.
                while piece := part.read(STEP):
                    pieces.append(piece)
                    size += len(piece)
                    if size > LARGEST_PART or self._unpacked + size > LARGEST_WHOLE:
                        raise UserError(*TOO_MUCH)
                    self._progress(0, 0)
        except BROKEN as error:
            raise _DamagedError from error
        except RuntimeError as error:
            # zipfile says so of a part that is encrypted inside the archive.
            raise UserError(*LOCKED) from error
        self._unpacked += size
        return b"".join(pieces)


@contextmanager
def open_archive(data: bytes, progress: Progress) -> Iterator[Archive]:
    """Open an archive.

    Raises:
        UserError: it is damaged or made to fill the memory.
    """
    # Each part has an entry with this mark in the list at the end; the list is held in memory whole.
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise UserError(*TOO_MUCH)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UserError(*DAMAGED) from error
    with archive:
        yield Archive(archive, progress)


def parse_xml(data: bytes) -> etree._Element:
    """XML parsed without entities, without the net and without comments.

    Raises:
        UserError: it declares a document type, or has more elements than any document.
        etree.XMLSyntaxError: it is no XML.
    """
    if b"<!DOCTYPE" in data:
        raise UserError(*ODD_TYPE)
    if len(data) > STEP and data.count(b"<") + 2 * data.count(b'="') > MOST_NODES:
        raise UserError(*TOO_MUCH)
    if b"purl.oclc.org/ooxml" in data[:8192]:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    # In UTF-16 the declaration is not seen above. The stubs do not know the method.
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise UserError(*ODD_TYPE)
    return root
