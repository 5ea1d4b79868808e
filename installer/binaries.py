"""The binaries: which of the program's .exe, .dll and .pyd files bear a signature, and which libraries they ask for.

The signatures are for rules of AppLocker and WDAC.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from installer.payload_files import relative, sorted_files

FILE: Final = "BINARFILER.txt"
SUFFIXES: Final = frozenset({".exe", ".dll", ".pyd"})
# Where a PE file's optional header keeps the places of what it asks for and of its signature (PE/COFF, 2.3 and 2.4.3).
_IMPORTS: Final = 1
_SECURITY: Final = 4
# The length of one entry among the sections and among the libraries, in bytes.
_SECTION: Final = 40
_IMPORT: Final = 20
_DIRECTORIES: Final = {0x10B: 96, 0x20B: 112}
# What the signer's organisation is written after in the certificate (X.520 organizationName, id 2.5.4.10).
_ORGANISATION: Final = re.compile(rb"\x06\x03\x55\x04\x0a[\x0c\x13\x14](.)", re.DOTALL)
_SIGNERS: Final = ("Python Software Foundation", "The Qt Company", "Microsoft Corporation")


class Binary(NamedTuple):
    """A file that Windows loads as code: its path, SHA-256, and who signed it («» when nobody did)."""

    path: str
    sha256: str
    signer: str


def binaries(payload: Path) -> list[Binary]:
    """Every file of that kind in the program folder, in order."""
    files = [file for file in sorted_files(payload) if file.suffix.lower() in SUFFIXES]
    return [_binary(file, payload) for file in files]


def _binary(file: Path, payload: Path) -> Binary:
    content = file.read_bytes()
    return Binary(relative(file, payload), hashlib.sha256(content).hexdigest(), signer_of(signature_of(content)))


def signature_of(content: bytes) -> bytes:
    """The signature in a PE file, as it lies there (PKCS #7); nothing where there is none."""
    start, size = _directory(content, _SECURITY)
    return content[start : start + size]


def imports_of(content: bytes) -> list[str]:
    """The libraries that a PE file must have to be loaded, in small letters; none where it is no such file."""
    start, size = _directory(content, _IMPORTS)
    if not size:
        return []
    sections = list(_sections(content))

    def place(address: int) -> int:
        return next(raw + address - at for at, length, raw in sections if at <= address < at + length)

    found = []
    entry = place(start)
    while name := struct.unpack_from("<I", content, entry + 12)[0]:
        where = place(name)
        found.append(content[where : content.index(b"\0", where)].decode("ascii").lower())
        entry += _IMPORT
    return found


def _directory(content: bytes, number: int) -> tuple[int, int]:
    """Where a directory of a PE file begins and how long it is; nothing where there is none."""
    optional = _optional_header(content)
    if optional is None:
        return 0, 0
    (magic,) = struct.unpack_from("<H", content, optional)
    start, size = struct.unpack_from("<II", content, optional + _DIRECTORIES[magic] + 8 * number)
    return start, size


def _sections(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each section's address when loaded, its length, and where it lies in the file."""
    optional = _optional_header(content) or 0
    (count,) = struct.unpack_from("<H", content, optional - 18)
    (length,) = struct.unpack_from("<H", content, optional - 4)
    for number in range(count):
        size, at, raw_size, raw = struct.unpack_from("<IIII", content, optional + length + _SECTION * number + 8)
        yield at, max(size, raw_size), raw


def _optional_header(content: bytes) -> int | None:
    if content[:2] != b"MZ" or len(content) < 64:
        return None
    (header,) = struct.unpack_from("<I", content, 0x3C)
    optional: int = header + 24
    known = content[header : header + 4] == b"PE\0\0" and len(content) >= optional + 2
    return optional if known and struct.unpack_from("<H", content, optional)[0] in _DIRECTORIES else None


def signer_of(signature: bytes) -> str:
    """Whose signature it is: one of those that are known to sign here, else the first organisation that it names."""
    if not signature:
        return ""
    named = [
        signature[found.end() : found.end() + found[1][0]].decode("utf-8", errors="replace")
        for found in _ORGANISATION.finditer(signature)
    ]
    known = [name for name in _SIGNERS if any(name.casefold() in one.casefold() for one in named)]
    return known[0] if known else next(iter(named), "okänd")


def write_binaries(payload: Path) -> None:
    """Write the list in the program folder: the unsigned first, for those are what IT must allow by hash."""
    found = binaries(payload)
    unsigned = [binary for binary in found if not binary.signer]
    signed = [binary for binary in found if binary.signer]
    lines = [
        f"Signerade: {len(signed)}. Utan signatur: {len(unsigned)}. SHA-256 gäller filen så som den ligger här.",
        "",
        "Utan signatur",
        *(f"{binary.sha256}  {binary.path}" for binary in unsigned),
    ]
    for signer in sorted({binary.signer for binary in signed}):
        lines += ["", f"Signerade av {signer}"]
        lines += [f"{binary.sha256}  {binary.path}" for binary in signed if binary.signer == signer]
    (payload / FILE).write_text("\n".join([*lines, ""]), encoding="utf-8-sig", newline="\r\n")
