"""The bill of materials (SBOM): what the program folder is made of, in CycloneDX 1.6, the same for the same content."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final

from installer.embed import SERIES
from installer.names import APP, TITLE, identity
from installer.third_party import Package, packages
from installer.wheels import RUNTIME_FILE, locked
from nemndsekr.support.errors import UserError

FILE: Final = "sbom.cdx.json"
# What is no licence of SPDX's list by itself is an expression of several.
_FILE_VERSION: Final = "FileVersion".encode("utf-16-le") + rb"\x00\x00\x00*((?:[\d.]\x00)+)"
# What lies in Python's folder and is looked for by those who watch over faults: file, how its version stands in it.
_INSIDE: Final = (
    ("openssl", "libcrypto-3.dll", rb"OpenSSL (\d+\.\d+\.\d+)", "Apache-2.0"),
    ("sqlite", "sqlite3.dll", rb"(3\.\d\d\.\d+)\x00", "blessing"),
)
_PLAIN: Final = re.compile(r"[A-Za-z0-9.+-]+")


def write_sbom(payload: Path, libraries: Path, version: str) -> None:
    """Write the bill in the program folder.

    Raises:
        UserError: what is in the folder is not what is locked.
    """
    shipped = packages(libraries)
    wanted = {name: entry[0] for name, entry in locked(RUNTIME_FILE.read_text(encoding="utf-8")).items()}
    differing = {package.name for package in shipped if wanted.get(package.name) != package.version}
    differing |= set(wanted) - {package.name for package in shipped}
    if differing:
        raise UserError(
            f"Det som ligger i programmappen är inte det som är låst: {', '.join(sorted(differing))}.",
            "Kör python -m installer.wheels och bygg igen.",
        )
    bill = bill_of(shipped, [python_of(payload), *inside_python(payload)], version)
    (payload / FILE).write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def bill_of(shipped: list[Package], python: list[dict[str, Any]], version: str) -> dict[str, Any]:
    """The bill of these packages, this Python and what lies in it.

    Its serial number follows from what it says, and it has no time.
    """
    hashes = {name: entry[1] for name, entry in locked(RUNTIME_FILE.read_text(encoding="utf-8")).items()}
    main = {
        "type": "application",
        "bom-ref": f"{APP}@{version}",
        "name": APP,
        "version": version,
        "description": TITLE,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    components = [*python, *(_component(package, hashes.get(package.name, [])) for package in shipped)]
    serial = identity("sbom", version, hashlib.sha256(json.dumps(components).encode("utf-8")).hexdigest())
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial.lower()}",
        "version": 1,
        "metadata": {"component": main},
        "components": components,
        "dependencies": [{"ref": main["bom-ref"], "dependsOn": [part["bom-ref"] for part in components]}],
    }


def _component(package: Package, hashes: list[str]) -> dict[str, Any]:
    address = f"pkg:pypi/{package.name}@{package.version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        "licenses": [_licence(package.licence)],
        # Which of the wheels that the lock file names was laid is the same for every build; all are told.
        "properties": [{"name": f"{APP}:lock:sha256", "value": value} for value in sorted(hashes)],
    }


def _licence(words: str) -> dict[str, Any]:
    return {"license": {"id": words}} if _PLAIN.fullmatch(words) else {"expression": words}


def python_of(payload: Path) -> dict[str, Any]:
    """CPython itself, by its own library."""
    library = next(payload.glob("python3??.dll"))
    # Its version stands in it as Windows writes words: every letter in two bytes.
    found = re.search(_FILE_VERSION, library.read_bytes())
    version = found[1].decode("utf-16-le") if found else SERIES
    return {
        "type": "platform",
        "bom-ref": f"cpython@{version}",
        "name": "CPython",
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(library.read_bytes()).hexdigest()}],
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def inside_python(payload: Path) -> list[dict[str, Any]]:
    """The libraries that come within Python, by their own files; one that does not tell its version is not named."""
    found = []
    for name, file, telling, licence in _INSIDE:
        library = payload / file
        content = library.read_bytes() if library.is_file() else b""
        told = re.search(telling, content)
        if told:
            version = told[1].decode("ascii")
            found.append(
                {
                    "type": "library",
                    "bom-ref": f"{name}@{version}",
                    "name": name,
                    "version": version,
                    "cpe": f"cpe:2.3:a:{name}:{name}:{version}:*:*:*:*:*:*:*",
                    "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}],
                    "licenses": [_licence(licence)],
                }
            )
    return found
