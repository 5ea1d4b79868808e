"""How the program came to this computer: installed for a person, for everybody, unpacked, or as source."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

_UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\nemndsekr"
_FOR_ALL: Final = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")


class Installation(StrEnum):
    """How it came."""

    per_user = "användare"
    per_machine = "dator"
    portable = "portabel"
    package = "pythonpaket"
    source = "källkod"


def installation() -> Installation:
    """How the program that runs now came to this computer."""
    interpreter = Path(sys.executable)
    package = Path(__file__).resolve().parents[1]
    return installation_of(
        interpreter,
        os.environ,
        own_python=any(interpreter.parent.glob("python3*._pth")),
        source=(package.parent / "pyproject.toml").is_file(),
        registered=_registered(),
    )


def installation_of(
    interpreter: PurePath,
    environment: Mapping[str, str],
    *,
    own_python: bool,
    source: bool,
    registered: Mapping[Installation, str],
) -> Installation:
    """The same of an interpreter in its folder; ``registered`` says where Windows has it installed, for whom."""
    if not own_python:
        return Installation.source if source else Installation.package
    pure = PureWindowsPath if "\\" in str(interpreter) else PurePosixPath
    folder = pure(str(interpreter)).parent
    for kind, place in registered.items():
        if place and folder == pure(place.strip('"').rstrip("\\/")):
            return kind
    known = {name.upper(): value for name, value in environment.items()}
    if any(known.get(name) and folder.is_relative_to(pure(known[name])) for name in _FOR_ALL):
        return Installation.per_machine
    local = known.get("LOCALAPPDATA")
    if local and folder.is_relative_to(pure(local) / "Programs"):
        return Installation.per_user
    return Installation.portable


if sys.platform == "win32":
    import winreg

    def _registered() -> dict[Installation, str]:
        found = {}
        roots = (
            (Installation.per_machine, winreg.HKEY_LOCAL_MACHINE),
            (Installation.per_user, winreg.HKEY_CURRENT_USER),
        )
        for kind, root in roots:
            with suppress(OSError), winreg.OpenKey(root, _UNINSTALL) as key:
                found[kind] = str(winreg.QueryValueEx(key, "InstallLocation")[0])
        return found

else:

    def _registered() -> dict[Installation, str]:
        return {}
