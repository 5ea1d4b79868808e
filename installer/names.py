"""What the Windows packages are called, and what is counted out from the version alone: identities and times."""

from __future__ import annotations

import tomllib
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
BUILD_FOLDER: Final = ROOT / "build" / "installer"

TITLE: Final = "Nämndsekr"
APP: Final = "nemndsekr"
PUBLISHER: Final = "nemndsekr"

MUTEXES: Final = (f"Local\\{APP}-igang", f"Global\\{APP}-igang")
"""What the program holds while it runs, in its session and on the machine."""

DONE: Final = 0
FAILED: Final = 1603
RUNNING: Final = 1618

LONGEST_PATH: Final = 140
"""In characters from the program folder: with the longest folder names of Windows' own rules, still under 260."""

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "nemndsekr")
_FIRST_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)


class FileType(NamedTuple):
    """A kind of file that opens in the program by a double click."""

    extension: str
    prog_id: str
    description: str


FILE_TYPES: Final = (
    FileType(".nemndsekr", "nemndsekr.arenden.1", "Nämndsekr ärenden"),
    FileType(".nemndmall", "nemndsekr.mall.1", "Nämndsekr mall"),
)


def program_version(project_file: Path = ROOT / "pyproject.toml") -> str:
    """The version that pyproject.toml gives, ``X.Y.Z``."""
    with project_file.open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def fixed_time(version: str) -> datetime:
    """The time that every file of this version bears, so that a rebuild is equal; later versions are later.

    Even minutes: ZIP and CAB files count in steps of two seconds.
    """
    major, minor, patch = (int(part) for part in version.split("."))
    return _FIRST_DAY + timedelta(minutes=2 * (major * 10_000 + minor * 100 + patch))


def identity(*parts: str) -> str:
    """A GUID that is always the same for the same parts, as Windows Installer writes it."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts))).upper()


def user_product(version: str) -> str:
    """The file name of the installer for one person, without administrator rights."""
    return f"{APP}-{version}-anvandare.exe"


def machine_product(version: str) -> str:
    """The file name of the package for everybody on a computer."""
    return f"{APP}-{version}-dator.msi"


def portable_product(version: str) -> str:
    """The file name of the program folder, packed."""
    return f"{APP}-{version}-portabel.zip"
