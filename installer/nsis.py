"""The installer for one person: an .exe made by NSIS, the same byte for byte whenever the payload is the same."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from installer.names import (
    APP,
    DONE,
    FAILED,
    FILE_TYPES,
    MUTEXES,
    PUBLISHER,
    RUNNING,
    TITLE,
    machine_product,
    user_product,
)
from installer.payload import ICON
from installer.payload_files import relative, sorted_files
from nemndsekr.support.errors import UserError

SCRIPT: Final = Path(__file__).with_name("nemndsekr.nsi")
TOOL: Final = "makensis"
PACKAGE: Final = "nsis"


def build_exe(payload: Path, folder: Path, version: str, *, fast: bool = False, machine: bool = False) -> Path:
    """Make the installer of a payload in ``folder``, and return it.

    ``fast`` packs less, for trials; ``machine`` installs for everyone and asks for an administrator.

    Raises:
        UserError: NSIS is missing or did not accept the script.
    """
    if shutil.which(TOOL) is None:
        raise UserError("NSIS saknas, så installationsprogrammet kunde inte byggas.", f"Installera paketet {PACKAGE}.")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (Path(machine_product(version)).with_suffix(".exe").name if machine else user_product(version))
    with tempfile.TemporaryDirectory() as scratch:
        header = Path(scratch) / "header.nsh"
        header.write_text(header_of(payload, version), encoding="utf-8", newline="\n")
        defines = [f"-DHEADER={header}", f"-DPAYLOAD={payload.absolute()}", f"-DOUT={target.absolute()}"]
        defines += ["-DFAST"] if fast else []
        defines += ["-DMACHINE"] if machine else []
        done = subprocess.run(
            [TOOL, "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", *defines, str(SCRIPT)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if done.returncode != 0:
        told = (done.stdout + done.stderr).strip().splitlines()
        raise UserError(f"NSIS kunde inte bygga installationsprogrammet: {' '.join(told[-3:])}", "Rätta skriptet.")
    return target


def header_of(payload: Path, version: str) -> str:
    """What the script does not say itself: names, codes, file types, and every file to install and to take away."""
    files = [relative(file, payload) for file in sorted_files(payload)]
    size = sum(file.stat().st_size for file in payload.rglob("*") if file.is_file())
    defines = {
        "APP": APP,
        "TITLE": TITLE,
        "PUBLISHER": PUBLISHER,
        "VERSION": version,
        "ICON": ICON,
        "MARK_IN_SESSION": MUTEXES[0],
        "MARK_ON_MACHINE": MUTEXES[1],
        "MACHINE_PRODUCT": machine_product(version),
        "CODE_DONE": str(DONE),
        "CODE_FAILED": str(FAILED),
        "CODE_RUNNING": str(RUNNING),
        "PAYLOAD_KB": str(size // 1024),
    }
    lines = [f'!define {name} "{value}"' for name, value in defines.items()]
    lines += macro("FileTypes ACT", (f'!insertmacro ${{ACT}} "{e}" "{p}" "{d}"' for e, p, d in FILE_TYPES))
    lines += macro("InstallFiles", installing(files))
    lines += macro("UninstallFiles", uninstalling(files))
    return "\n".join([*lines, ""])


def macro(name: str, lines: Iterable[str]) -> list[str]:
    """A macro of the script."""
    return [f"!macro {name}", *(f"  {line}" for line in lines), "!macroend"]


def installing(files: Iterable[str]) -> Iterator[str]:
    """The commands that lay the files out, folder by folder."""
    at: str | None = None
    for file in files:
        folder = windows(file.rpartition("/")[0])
        if folder != at:
            yield f'SetOutPath "$INSTDIR{folder and chr(92)}{folder}"'
            at = folder
        yield f'File "${{PAYLOAD}}/{file}"'  # read when it is built, where a dollar is a dollar


def uninstalling(files: Iterable[str]) -> Iterator[str]:
    """The commands that take away these files, then the folders that are empty: never one with something in it."""
    folders: set[str] = set()
    for file in files:
        yield f'Delete "$INSTDIR\\{windows(file)}"'
        parts = file.split("/")[:-1]
        folders |= {"/".join(parts[: length + 1]) for length in range(len(parts))}
    for folder in sorted(folders, key=lambda name: (-name.count("/"), name)):
        yield f'RMDir "$INSTDIR\\{windows(folder)}"'


def windows(path: str) -> str:
    """The path as the script writes it."""
    return escaped(path).replace("/", "\\")


def escaped(path: str) -> str:
    """The path with NSIS' own sign told apart."""
    return path.replace("$", "$$")
