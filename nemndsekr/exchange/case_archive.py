"""One file that carries cases from database to database: ``.nemndsekr``, a sealed zip of JSON parts and files.

``innehall.json`` tells format, versions, how much there is, and every other part with its size and sha256;
``kansli.json`` holds what several cases share, ``arenden/<uid>.json`` one case each, ``filer/<sha256>`` the bytes of
one file each. The archive's comment is the seal: the sha256 of all bytes before it, so that no flipped or missing byte
goes unseen. Nothing in it tells when it was written: the same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, NamedTuple, NoReturn, Self

from nemndsekr.support.errors import UserError

SUFFIX: Final = "nemndsekr"
FORMAT: Final = 1
"""Grows when an older program could no longer read what is written."""
OFFICE: Final = "kansli.json"
_ABOUT: Final = "innehall.json"
_CASES, _FILES = "arenden/", "filer/"
_UID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME: Final = re.compile(rf"kansli\.json|arenden/{_UID}\.json|filer/[0-9a-f]{{64}}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
# The earliest time that a zip can tell.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_SEAL: Final = 64
_STEP: Final = 1 << 20
# What is packed already gains nothing by being packed again.
_PACKED: Final = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")

MOST_PART: Final = 256_000_000
"""Bytes of one unpacked part."""
_MOST_DIRECTORY: Final = 256_000_000
_MOST_PARTS: Final = 2_000_000
# Text that says the same again and again packs some sixty times; what packs better is made to fill disk and memory.
_MOST_RATIO: Final = 200
_SMALL: Final = 50_000_000
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_IN_END_64: Final = 0xFFFF

_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    RecursionError,
)

Json = dict[str, Any]
Progress = Callable[[int, int], None]
"""Told how far it has come, and of how much; what it raises ends the work."""


class Part(NamedTuple):
    """A part as the contents tell of it."""

    sha256: str
    size: int


class Contents(NamedTuple):
    """What an archive tells of itself; ``whole`` that it is a database whole, ``counts`` how many rows of each kind."""

    program: str
    schema: int
    whole: bool
    counts: Mapping[str, int]
    parts: Mapping[str, Part]
    digest: str
    """The sha256 of the contents themselves, and so of all that is in the archive."""

    @property
    def cases(self) -> list[str]:
        """The uids of its cases, in their order."""
        return [name.removeprefix(_CASES).removesuffix(".json") for name in self.parts if name.startswith(_CASES)]

    @property
    def size(self) -> int:
        """Bytes of all parts, unpacked."""
        return sum(part.size for part in self.parts.values())


class ArchiveWriter:
    """Writes an archive part by part into a file that is open for reading and writing; ``close`` seals it."""

    def __init__(self, file: BinaryIO, program: str, schema: int, *, whole: bool) -> None:
        """Begin it; ``program`` and ``schema`` are the versions of the program and of its database."""
        self._file = file
        self._zip = zipfile.ZipFile(file, "w")
        self._about: Json = {"format": FORMAT, "program": program, "schema": schema, "whole": whole}
        self._parts: dict[str, Part] = {}

    def add_office(self, values: Json) -> None:
        """Write what several cases share."""
        self._add(OFFICE, _json_bytes(values))

    def add_case(self, uid: str, values: Json) -> None:
        """Write one case.

        Raises:
            UserError: it is larger than any program would read again.
        """
        self._add(f"{_CASES}{uid}.json", _json_bytes(values))

    def add_file(self, sha256: str, content: bytes) -> None:
        """Write the bytes of a file, once.

        Raises:
            UserError: it is larger than any program would read again.
        """
        name = f"{_FILES}{sha256}"
        if name not in self._parts:
            self._add(name, content)

    def close(self, counts: Mapping[str, int]) -> None:
        """Write the contents and the seal; the file itself stays open."""
        about = {**self._about, "counts": dict(counts)}
        about["parts"] = [[name, part.sha256, part.size] for name, part in self._parts.items()]
        self._write(_ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
        self._zip.comment = b"0" * _SEAL
        self._zip.close()
        end = self._file.seek(0, io.SEEK_END) - _SEAL
        digest = _digest(self._file, end, lambda *_: None)
        self._file.seek(end)
        self._file.write(digest.encode())

    def abandon(self) -> None:
        """Let go of what will not be whole."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def _add(self, name: str, content: bytes) -> None:
        if len(content) > MOST_PART:
            raise UserError("Ett av ärendena är för stort för en exportfil.", "Exportera de andra ärendena för sig.")
        self._write(name, content)
        self._parts[name] = Part(hashlib.sha256(content).hexdigest(), len(content))

    def _write(self, name: str, content: bytes) -> None:
        about = zipfile.ZipInfo(name, _NO_TIME)
        about.create_system = _UNIX
        about.external_attr = 0o600 << 16
        packed = content.startswith(_PACKED)
        self._zip.writestr(about, content, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)


class ArchiveReader:
    """An archive that is open for reading. What is in it is nobody's word: all is measured and checked."""

    def __init__(self, path: Path, progress: Progress = lambda *_: None) -> None:
        """Open a file and check its seal and what it tells of itself.

        Raises:
            UserError: it cannot be read, is no such file, is damaged, was made by a newer program, or would unpack to
                more than any database holds.
        """
        self.called = f"«{path.name}»"
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise UserError(
                f"{self.called} går inte att läsa.", "Se efter att filen finns kvar och att du får läsa den."
            ) from error
        try:
            self._check_seal(progress)
            self._zip = zipfile.ZipFile(self._file)
            self.contents = self._contents()
        except _BROKEN as error:
            self._file.close()
            raise self.damaged() from error
        except OSError as error:
            self._file.close()
            raise self._out_of_reach() from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    def office(self) -> Json:
        """What several cases share.

        Raises:
            UserError: it is damaged.
        """
        return self._json(OFFICE)

    def case(self, uid: str, renamed: Callable[[str], str] = str) -> Json:
        """One case; ``renamed`` may change the JSON text before it is read.

        Raises:
            UserError: it is damaged, or not there.
        """
        return self._json(f"{_CASES}{uid}.json", renamed)

    def file(self, sha256: str) -> bytes | None:
        """The bytes of a file; None where the archive has not got it.

        Raises:
            UserError: it is damaged.
        """
        name = f"{_FILES}{sha256}"
        if name not in self.contents.parts:
            return None
        if self.contents.parts[name].sha256 != sha256:
            raise self.damaged()
        return self._bytes(name)

    def check(self, name: str) -> None:
        """See that a part is what it is told to be.

        Raises:
            UserError: it is damaged.
        """
        if name.startswith(_FILES):
            self.file(name.removeprefix(_FILES))

    def damaged(self) -> UserError:
        """What is said of whatever does not fit together."""
        return UserError(
            f"{self.called} är skadad eller inte hel. Inget har ändrats.", "Be om filen på nytt, eller exportera igen."
        )

    def _out_of_reach(self) -> UserError:
        return UserError(
            f"{self.called} går inte att läsa till slut. Inget har ändrats.",
            "Kopiera filen till datorn och försök igen.",
        )

    def _no_archive(self) -> UserError:
        next_step = f"Välj en fil som slutar på .{SUFFIX}."
        if self.called.lower().endswith(f".{SUFFIX}»"):
            next_step = "Be avsändaren göra den på nytt, med Arkiv → Exportera ärenden."
        return UserError(f"{self.called} är ingen exportfil från Nämndsekr.", next_step)

    def _check_seal(self, progress: Progress) -> None:
        size = self._file.seek(0, io.SEEK_END)
        self._file.seek(0)
        start = self._file.read(4)
        if size < _SEAL + _END.size or start != b"PK\x03\x04":
            raise self._no_archive()
        end = size - _SEAL
        self._file.seek(end)
        seal = self._file.read(_SEAL)
        self._file.seek(0)
        if not _SHA256.fullmatch(seal.decode("ascii", errors="replace")) or seal.decode() != _digest(
            self._file, end, progress
        ):
            raise self.damaged()
        self._check_directory(end - _END.size)
        self._size = size

    def _check_directory(self, at: int) -> None:
        """Look at how long the list of parts says it is, before zipfile reads it into memory."""
        self._file.seek(at)
        sign, _, _, _, parts, length, _, comment = _END.unpack(self._file.read(_END.size))
        if sign != b"PK\x05\x06" or comment != _SEAL:
            raise self.damaged()
        if parts == _IN_END_64:
            self._file.seek(at - _LOCATOR.size)
            _, _, place, _ = _LOCATOR.unpack(self._file.read(_LOCATOR.size))
            self._file.seek(min(place, at))
            parts, length = _END_64.unpack(self._file.read(_END_64.size))[7:9]
        if parts > _MOST_PARTS or length > _MOST_DIRECTORY:
            self._too_much()

    def _contents(self) -> Contents:
        names = self._zip.namelist()
        if names.count(_ABOUT) != 1:
            raise self._no_archive()
        content = self._unpacked(_ABOUT, MOST_PART)
        about = _checked_json(content)
        made = about["format"]
        if not isinstance(made, int) or made > FORMAT:
            raise newer(self.called)
        parts = {str(name): Part(str(sha256), int(size)) for name, sha256, size in about["parts"]}
        counts = {str(kind): int(count) for kind, count in about["counts"].items()}
        if (
            sorted(names) != sorted([_ABOUT, *parts])
            or len(parts) != len(about["parts"])
            or OFFICE not in parts
            or not all(map(_NAME.fullmatch, parts))
            or not all(_SHA256.fullmatch(part.sha256) and part.size >= 0 for part in parts.values())
        ):
            raise self.damaged()
        read = Contents(
            str(about["program"]),
            int(about["schema"]),
            bool(about["whole"]),
            counts,
            parts,
            hashlib.sha256(content).hexdigest(),
        )
        if read.size > _MOST_RATIO * self._size + _SMALL or any(part.size > MOST_PART for part in parts.values()):
            self._too_much()
        return read

    def _too_much(self) -> NoReturn:
        raise UserError(
            f"{self.called} packas upp till orimligt mycket. Inget har ändrats.",
            "Ta bara in filer från någon du litar på, och be om filen på nytt.",
        )

    def _json(self, name: str, renamed: Callable[[str], str] = str) -> Json:
        if name not in self.contents.parts:
            raise self.damaged()
        content = self._bytes(name)
        try:
            return _checked_json(renamed(content.decode()).encode())
        except _BROKEN as error:
            raise self.damaged() from error

    def _bytes(self, name: str) -> bytes:
        told = self.contents.parts[name]
        try:
            content = self._unpacked(name, told.size)
        except _BROKEN as error:
            raise self.damaged() from error
        except OSError as error:
            raise self._out_of_reach() from error
        if len(content) != told.size or hashlib.sha256(content).hexdigest() != told.sha256:
            raise self.damaged()
        return content

    def _unpacked(self, name: str, most: int) -> bytes:
        # What the archive says of its own sizes is not to be trusted: no more is unpacked than is wanted.
        about = self._zip.getinfo(name)
        if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged()
        with self._zip.open(about) as part:
            content = part.read(most + 1)
        if len(content) > most:
            raise self.damaged()
        return content


def newer(called: str) -> UserError:
    """What is said of a file that a newer program has made."""
    return UserError(
        f"{called} är gjord med en nyare version av Nämndsekr. Inget har ändrats.",
        "Uppdatera programmet, och läs in filen igen.",
    )


def _json_bytes(values: Json) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _checked_json(content: bytes) -> Json:
    def no_number(word: str) -> NoReturn:
        raise ValueError(word)

    values = json.loads(content.decode(), parse_constant=no_number)
    if not isinstance(values, dict):
        raise TypeError("no object")
    return values


def _digest(file: BinaryIO, end: int, progress: Progress) -> str:
    """The sha256 of a file's bytes before ``end``."""
    whole = hashlib.sha256()
    file.seek(0)
    while (left := end - file.tell()) > 0:
        block = file.read(min(_STEP, left))
        if not block:
            break
        whole.update(block)
        progress(file.tell(), end)
    return whole.hexdigest()
