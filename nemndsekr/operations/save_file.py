"""Put a file in place whole, or not at all, and say in plain words why it could not be done."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from nemndsekr.documents.formats import FORMATS
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import owner_file, told_of_long_path
from nemndsekr.support.held_files import Pause, remove_file, replace_file
from nemndsekr.support.swedish import lower_first

_FORMAT_NAMES: Final = {made.suffix: f"{made.name}-filen" for made in FORMATS}
_DATABASE_START: Final = b"SQLite format 3\x00"
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
# A share that has gone: Python's own numbers, and those of Windows for a path, a name or a network that is not found.
_GONE: Final = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.ETIMEDOUT, errno.ENOENT})
_GONE_ON_WINDOWS: Final = frozenset({3, 53, 59, 64, 67, 121, 1203, 1231})


class FileInUseError(UserError):
    """Another file has the name and cannot be replaced now: another name is the way out."""


def save_file(path: Path, content: bytes, *, pause: Pause | None = None) -> None:
    """Put a whole file in place, or leave what was there as it was.

    Raises:
        FileInUseError: the file is open in another program, or may only be read.
        UserError: the disk is full, the folder is missing, closed or out of reach, or what has the name is no file.
    """

    def write(file: BinaryIO) -> None:
        file.write(content)

    save_written(path, write, pause=pause)


def save_written(path: Path, write: Callable[[BinaryIO], None], *, pause: Pause | None = None) -> None:
    """Put a file in place that ``write`` fills bit by bit, whole or not at all.

    The bytes are written to a temporary file in the same folder, forced to the disk, and then take the name. Where
    Windows says that something holds the name it is tried again for two and a half seconds, so not for the GUI thread.

    Raises:
        FileInUseError: the file is open in another program, or may only be read.
        UserError: the disk is full, the folder is missing, closed or out of reach, or what has the name is no file.
    """
    what = _FORMAT_NAMES.get(path.suffix.lower().lstrip("."), "Filen")
    if not path.name or "\0" in path.name:
        raise UserError("Det saknas ett filnamn att spara under.", "Ange namnet på en fil, till exempel svar.pdf.")
    # Short, since the whole path may be as long as Windows takes.
    unfinished = path.with_name(f".{uuid4().hex[:8]}.tmp")
    try:
        _check_place(path)
        with unfinished.open("x+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(unfinished, path, what, pause)
    except OSError as error:
        raise _not_written(error, what, path) from error
    finally:
        with suppress(OSError):
            remove_file(unfinished, pause=pause)


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise UserError(f"Mappen {path.parent} finns inte eller nås inte.", "Välj en annan mapp och spara igen.")
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UserError(f"«{path.name}» är ingen vanlig fil och skrivs inte över.", "Spara med ett annat namn.")
    if path.is_file() and not path.stat().st_mode & 0o200:
        raise FileInUseError(f"«{path.name}» är skrivskyddad och skrivs inte över.", "Spara med ett annat namn.")
    if _is_database(path):
        raise UserError(f"Filen {path.name} är en databas och skrivs inte över.", "Välj ett annat namn.")


def _is_database(path: Path) -> bool:
    """Whether a database lies under that name: a document must never take its place."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE_START)) == _DATABASE_START
    except OSError:
        return False


def _put_in_place(unfinished: Path, path: Path, what: str, pause: Pause | None) -> None:
    try:
        replace_file(unfinished, path, pause=pause)
    except PermissionError as error:
        raise FileInUseError(
            f"{what} kunde inte skrivas eftersom den är öppen i {_who_holds(path)}.",
            "Stäng den och försök igen, eller spara med nytt namn.",
        ) from error


def _who_holds(path: Path) -> str:
    with suppress(OSError):
        if owner_file(path).exists():
            return "Word"
    return "ett annat program"


def _not_written(error: OSError, what: str, path: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(
            f"{what} kunde inte skrivas eftersom disken är full.", "Frigör utrymme eller välj en annan plats."
        )
    if isinstance(error, PermissionError):
        return UserError(f"Du får inte skriva i mappen {path.parent}.", "Välj en annan mapp och spara igen.")
    if isinstance(error, IsADirectoryError):
        return UserError(f"«{path.name}» är en mapp.", "Spara med ett annat namn.")
    too_long = error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == 206
    # Windows may say of too long a path that it is not found.
    if too_long or (error.errno == errno.ENOENT and told_of_long_path(path)):
        return UserError(f"Namnet på {lower_first(what)} är för långt för den mappen.", "Spara med ett kortare namn.")
    if error.errno == errno.ENOENT and path.parent.is_dir():
        # It is there, but lets nothing be made in it: a folder of the system's own, such as /proc.
        return UserError(f"Det går inte att spara filer i mappen {path.parent}.", "Välj en annan mapp och spara igen.")
    if error.errno in _GONE or getattr(error, "winerror", None) in _GONE_ON_WINDOWS:
        return UserError(f"Mappen {path.parent} nås inte längre.", "Kontrollera nätverket eller välj en annan mapp.")
    return UserError(f"{what} kunde inte skrivas till {path.parent}.", "Kontrollera platsen eller välj en annan mapp.")
