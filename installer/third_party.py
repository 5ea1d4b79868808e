"""Third party: which packages lie in the program folder, under which licences, and the licences' whole texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from email.parser import HeaderParser
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from installer.embed import SERIES
from installer.names import ROOT, TITLE
from nemndsekr.support.errors import UserError

FILE: Final = "TREDJEPART.txt"
LICENCES: Final = Path(__file__).with_name("licences")
# Qt is taken under the LGPL, whose text its wheels do not bring along, and which builds on the GPL's.
OWN_TEXTS: Final = dict.fromkeys(("pyside6-essentials", "pyside6-pdf", "shiboken6"), ("LGPL-3.0.txt", "GPL-3.0.txt"))
# The licence that is chosen where a package offers several, and its name where the package does not say it.
CHOSEN: Final = {
    "pyside6-essentials": "LGPL-3.0-only",
    "pyside6-pdf": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "olefile": "BSD-2-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "tomli-w": "MIT",
    "pypdfium2": "(Apache-2.0 OR BSD-3-Clause) AND BSD-3-Clause",
}
_TEXT_NAME: Final = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_INCLUDED: Final = re.compile(r"^#include (\.{1,2}/\S+)$", re.MULTILINE)
_RULE: Final = "=" * 100
_QT_NOTICE: Final = """\
Qt och Qt for Python ligger som egna DLL-filer i lib\\PySide6 och lib\\shiboken6 och är inte ändrade. De får bytas mot
en egen, byggd version med samma gränssnitt. Källkoden finns hos The Qt Company (qt.io) och i paketens egna arkiv.
"""
# What lies within Python's and Qt's own files, and does not come as a package: what it is, where, and its licence.
WITHIN: Final = (
    ("OpenSSL", "libcrypto-3.dll, libssl-3.dll", "Apache-2.0"),
    ("SQLite", "sqlite3.dll", "fritt från upphovsrätt (public domain)"),
    ("libffi", "libffi-8.dll", "MIT"),
    ("Expat", "pyexpat.pyd", "MIT"),
    ("zlib, bzip2, XZ Utils", "python313.dll, _bz2.pyd, _lzma.pyd", "Zlib, bzip2-1.0.6, 0BSD"),
    ("Microsoft Visual C++ Runtime", "vcruntime140*.dll, msvcp140*.dll", "Microsofts villkor för vidarespridning"),
    ("PDFium", "lib\\PySide6\\Qt6Pdf.dll, lib\\pypdfium2_raw", "Apache-2.0, BSD-3-Clause"),
    ("PCRE2, FreeType, HarfBuzz, libpng, libjpeg-turbo, md4c, zlib", "Qt:s DLL-filer", "se nedan"),
)
_WITHIN_NOTICE: Final = """\
Qt:s delar av andra, med upphov och licenstexter, står i https://doc.qt.io/qt-6/licenses-used-in-qt.html. Licensen
Apache-2.0 står i sin helhet nedan. OpenSSL: Copyright (c) 1998-2024 The OpenSSL Project Authors. libffi: Copyright (c)
1996-2024 Anthony Green, Red Hat, Inc and others. Expat: Copyright (c) 1998-2024 Thai Open Source Software Center Ltd,
Clark Cooper and the Expat maintainers. zlib: Copyright (c) 1995-2024 Jean-loup Gailly and Mark Adler. bzip2: Copyright
(c) 1996-2019 Julian Seward.
"""


class Package(NamedTuple):
    """A package that is shipped: its name as registries write it, version, licence, and the licence's texts by name."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


def packages(libraries: Path) -> list[Package]:
    """Every package in the folder of libraries, by name.

    Raises:
        UserError: one of them has no licence text, or does not say which licence it has.
    """
    found = [_package(about) for about in libraries.glob("*.dist-info")]
    return sorted(found)


def _package(about: Path) -> Package:
    told = HeaderParser().parsestr((about / "METADATA").read_text(encoding="utf-8"))
    name = re.sub(r"[-_.]+", "-", str(told["Name"])).lower()
    licence = CHOSEN.get(name) or str(told["License-Expression"] or told["License"] or "").strip()
    if name in OWN_TEXTS:
        texts = [(text, (LICENCES / text).read_text(encoding="utf-8")) for text in OWN_TEXTS[name]]
    else:
        texts = [
            (path.relative_to(about).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
            for path in sorted(about.rglob("*"))
            if path.is_file() and (path.parent != about or _TEXT_NAME.search(path.name)) and _is_licence(path, about)
        ]
    if not licence or "\n" in licence or not texts:
        raise UserError(
            f"Paketet {name} har ingen licenstext eller säger inte vilken licens det har.",
            "Läs paketets licens och skriv in den i installer/third_party.py.",
        )
    return Package(name, str(told["Version"]), licence, tuple(texts))


def _is_licence(path: Path, about: Path) -> bool:
    top = path.relative_to(about).parts[0]
    return top == "licenses" or (path.parent == about and bool(_TEXT_NAME.search(path.name)))


def write_third_party(payload: Path, libraries: Path) -> None:
    """Write the list and the texts in the program folder; equal texts once."""
    (payload / FILE).write_text("\n".join(_lines(payload, packages(libraries))), encoding="utf-8-sig", newline="\r\n")


def _lines(payload: Path, shipped: list[Package]) -> Iterator[str]:
    yield f"{TITLE} innehåller program och typsnitt av andra, med sina licenser nedan."
    yield "Programmet självt har licensen MIT, se app\\LICENSE.txt."
    yield ""
    yield f"{'Python ' + SERIES:<28} {'':<12} PSF-2.0"
    for package in shipped:
        yield f"{package.name:<28} {package.version:<12} {package.licence}"
    yield f"{'Noto (typsnitt)':<28} {'':<12} OFL-1.1"
    yield ""
    yield "I Pythons och Qt:s egna filer ligger dessutom:"
    for name, where, licence in WITHIN:
        yield f"  {name} ({where}): {licence}"
    yield ""
    yield _WITHIN_NOTICE
    yield _QT_NOTICE
    given: dict[str, str] = {}
    python = (payload / "LICENSE.txt").read_text(encoding="utf-8", errors="replace")
    noto = (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    yield from _texts("Python", (("LICENSE.txt", python),), given)
    for package in shipped:
        yield from _texts(f"{package.name} {package.version}", package.texts, given)
    yield from _texts("Noto (typsnitt)", (("OFL.txt", noto),), given)


def _texts(title: str, texts: tuple[tuple[str, str], ...], given: dict[str, str]) -> Iterator[str]:
    names = {name for name, _ in texts}
    for name, text in texts:
        heading = f"{title}: {name}"
        yield _RULE
        yield heading
        yield _RULE
        plain = _INCLUDED.sub(partial(_pointed_out, title, name, names), text.replace("\r\n", "\n").strip())
        yield f"Samma text som «{given[plain]}» ovan." if plain in given else plain
        yield ""
        given.setdefault(plain, heading)


def _pointed_out(title: str, name: str, names: set[str], line: re.Match[str]) -> str:
    """Where the text stands that a licence's file includes by its name; the line itself where it is not there."""
    included = posixpath.normpath(posixpath.join(posixpath.dirname(name), line[1]))
    return f"Texten står under «{title}: {included}»." if included in names else line[0]
