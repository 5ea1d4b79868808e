"""The program itself: versions, where it lies, how it came there, and whether all that it brings along is whole."""

from __future__ import annotations

import platform
import sqlite3
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import nemndsekr
from nemndsekr.documents.document_types import DOCUMENT_TYPES
from nemndsekr.documents.font_families import FAMILIES
from nemndsekr.documents.template_files import shipped_names
from nemndsekr.operations.selfcheck.finding import Finding, fail, ok, warn
from nemndsekr.store.health import has_fts5
from nemndsekr.support.errors import UserError
from nemndsekr.support.installation import Installation, installation
from nemndsekr.support.paths import resource_folder

LIBRARIES: Final = (
    "PySide6_Essentials",
    "PySide6_Pdf",
    "sqlmodel",
    "SQLAlchemy",
    "pydantic",
    "reportlab",
    "pillow",
    "platformdirs",
    "python-docx",
    "lxml",
    "pypdfium2",
    "filelock",
    "python-calamine",
    "olefile",
    "icalendar",
    "tzdata",
    "tomli-w",
)
NEEDED: Final = (
    *(f"fonts/{face}.ttf" for family in FAMILIES for face in family.faces),
    "labels.toml",
    "handling.css",
    "srgb.icc",
)
"""What must be there whatever else is; the rest is looked through as it is found."""
REINSTALL: Final = "Installera programmet på nytt; uppgifterna finns kvar."
_HOW: Final = {
    Installation.per_user: "Installerat för den här användaren",
    Installation.per_machine: "Installerat för alla på datorn",
    Installation.portable: "Portabelt, uppackat i en mapp",
    Installation.package: "Installerat som Pythonpaket",
    Installation.source: "Kört från källkoden",
}


def program_findings(window: Mapping[str, Any]) -> list[Finding]:
    """Versions, place and the way it was installed; ``window`` holds Qt's version."""
    versions = {
        "nemndsekr": nemndsekr.__version__,
        "python": platform.python_version(),
        "qt": str(window.get("qt", "")),
        "sqlite": sqlite3.sqlite_version,
    }
    shown = {"Nämndsekr": "nemndsekr", "Python": "python", "Qt": "qt", "SQLite": "sqlite"}
    how = installation()
    return [
        ok("program.versioner", ", ".join(f"{name} {versions[key]}" for name, key in shown.items()), versions),
        ok("program.tolk", f"Python: {sys.executable}", sys.executable),
        ok("program.installation", f"{_HOW[how]}: {Path(nemndsekr.__file__).parent.parent}", how.value),
        library_finding({name: _version(name) for name in LIBRARIES}),
        fts5_finding(has_fts5()),
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def library_finding(versions: Mapping[str, str]) -> Finding:
    """Whether every library is there, by name and version; "" is missing."""
    missing = [name for name, number in versions.items() if not number]
    if missing:
        return fail("program.bibliotek", f"Bibliotek saknas: {', '.join(missing)}.", REINSTALL, dict(versions))
    words = ", ".join(f"{name} {number}" for name, number in versions.items())
    return ok("program.bibliotek", f"Bibliotek: {words}", dict(versions))


def fts5_finding(there: bool) -> Finding:  # noqa: FBT001 - the one fact it is about
    """Whether SQLite was built with full text search."""
    if there:
        return ok("program.fts5", "SQLite har fulltextsökning (FTS5).", value=True)
    return warn("program.fts5", "SQLite saknar fulltextsökning (FTS5).", "Använd programmets egen Python.", value=False)


def resource_findings(folder: Path | None = None) -> list[Finding]:
    """Whether every font, icon and template that the program brings along is there and can be used."""
    folder = folder or resource_folder()
    broken = broken_resources(folder)
    if not broken and folder == resource_folder():
        broken = _broken_templates()
    count = sum(1 for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    value = {"mapp": str(folder), "antal": count, "trasiga": broken}
    if broken:
        shown = ", ".join(broken[:5]) + (f" och {len(broken) - 5} till" if len(broken) > 5 else "")
        return [fail("program.resurser", f"Filer saknas eller är trasiga: {shown}.", REINSTALL, value)]
    return [ok("program.resurser", f"Typsnitt, ikoner och mallar är hela: {count} filer i {folder}", value)]


def broken_resources(folder: Path) -> list[str]:
    """The files below ``folder`` that are missing or cannot be read as what they are, by their names in it."""
    broken = [name for name in NEEDED if not (folder / name).is_file()]
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        judge = _JUDGES.get(file.suffix.lower())
        if judge is None or not file.is_file():
            continue
        try:
            whole = judge(file.read_bytes())
        except (OSError, ValueError):
            whole = False
        if not whole:
            broken.append(file.relative_to(folder).as_posix())
    return broken


def _broken_templates() -> list[str]:
    from nemndsekr.documents.template_files import load_template

    broken = []
    for name in shipped_names():
        try:
            load_template(name)
        except UserError:
            broken.append(f"templates/{name}.toml")
    if not broken:
        there = shipped_names()
        broken += [
            f"templates/{kind.default_template}.toml" for kind in DOCUMENT_TYPES if kind.default_template not in there
        ]
    return broken


def _is_font(content: bytes) -> bool:
    """Whether every table of a TrueType font lies within the file: one that was cut off has tables beyond its end."""
    if content[:4] not in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
        return False
    count = int.from_bytes(content[4:6])
    records = [content[12 + 16 * number : 28 + 16 * number] for number in range(count)]
    ends = [int.from_bytes(one[8:12]) + int.from_bytes(one[12:16]) for one in records if len(one) == 16]
    return len(ends) == count > 0 and max(ends) <= len(content)


def _is_svg(content: bytes) -> bool:
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return str(root.tag).endswith("svg")


def _is_toml(content: bytes) -> bool:
    return bool(tomllib.loads(content.decode("utf-8")))


def _is_text(content: bytes) -> bool:
    return bool(content.decode("utf-8").strip())


def _is_profile(content: bytes) -> bool:
    return content[36:40] == b"acsp" and int.from_bytes(content[:4]) == len(content)


_JUDGES: Final[Mapping[str, Callable[[bytes], bool]]] = {
    ".ttf": _is_font,
    ".svg": _is_svg,
    ".toml": _is_toml,
    ".css": _is_text,
    ".txt": _is_text,
    ".icc": _is_profile,
}
