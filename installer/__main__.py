"""``dev.py installer``: lays out the program folder and makes the three Windows packages of it."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from installer.msi import build_msi
from installer.names import BUILD_FOLDER
from installer.nsis import build_exe
from installer.payload import Payload, build_payload
from installer.payload_files import relative
from installer.portable import build_zip
from installer.sign import sign
from nemndsekr.support.errors import UserError

SUMS: Final = "SHA256SUMMOR.txt"
SIGNED: Final = frozenset({".exe", ".msi"})
AGAIN: Final = "en-gang-till"


class Product(NamedTuple):
    """A package: the word it is asked for by, and what makes it of a payload in a folder."""

    name: str
    make: Callable[[Payload, Path, bool], Path]


# A new kind of package is one line here.
PRODUCTS: Final = (
    Product("exe", lambda payload, folder, fast: build_exe(payload.folder, folder, payload.version, fast=fast)),
    Product("msi", lambda payload, folder, _: build_msi(payload.folder, folder, payload.version)),
    Product("zip", lambda payload, folder, fast: build_zip(payload.folder, folder, payload.version, fast=fast)),
)
PAYLOAD: Final = "payload"


def main(arguments: Sequence[str]) -> int:
    """Build what is asked for; 0 when all was built (and, with ``--check``, built equal twice)."""
    parser = argparse.ArgumentParser(prog="dev.py installer", description="Gör Windowspaketen.")
    parser.add_argument("--folder", type=Path, default=BUILD_FOLDER, help="var de läggs")
    parser.add_argument("--embed", type=Path, help="python.orgs egen zip, i stället för den som hämtas")
    parser.add_argument("--only", choices=(PAYLOAD, *(product.name for product in PRODUCTS)), help="gör bara detta")
    parser.add_argument("--fast", action="store_true", help="packar mindre, för prov")
    parser.add_argument("--check", action="store_true", help="bygger två gånger och jämför byte för byte")
    parser.add_argument("--version", default="", help="en annan version än projektets, för prov av uppgradering")
    parser.add_argument("--certificate", type=Path, help="signerar .exe och .msi (.pfx eller .pem)")
    parser.add_argument("--timestamp", default="", help="adressen till en tidsstämpeltjänst")
    told = parser.parse_args(arguments)
    folder: Path = told.folder
    chosen = [product for product in PRODUCTS if told.only in {None, product.name}]
    try:
        made = build(folder, chosen, told.embed, told.version, fast=told.fast)
        if told.check:
            code = compare(made, build(folder / AGAIN, chosen, told.embed, told.version, fast=told.fast))
            if not code:
                shutil.rmtree(folder / AGAIN)  # what differs is left to be looked at
            return code
        if told.certificate:
            for package in made:
                if package.suffix in SIGNED:
                    sign(package, told.certificate, timestamp=told.timestamp)
            write_sums(folder, made)
    except UserError as error:
        print(error.what, error.next_step, file=sys.stderr)
        return 1
    return 0


def build(folder: Path, products: Sequence[Product], embed: Path | None, version: str, *, fast: bool) -> list[Path]:
    """Build the payload and these packages of it, with their checksums; the packages."""
    started = time.monotonic()
    payload = build_payload(folder / PAYLOAD, embed=embed, version=version)
    files = payload.files()
    longest = max(len(relative(file, payload.folder)) for file in files)
    tell("programmappen", started, f"{len(files)} filer, {payload.size / 1e6:.0f} MB, längsta sökväg {longest} tecken")
    if not payload.is_compiled:
        print("Inget Python 3.13 finns här, så modulerna är inte kompilerade: programmet startar långsammare.")
    made: list[Path] = []
    for product in products:
        started = time.monotonic()
        made.append(product.make(payload, folder, fast))
        tell(made[-1].name, started, f"{made[-1].stat().st_size / 1e6:.0f} MB")
    write_sums(folder, made)
    return made


def write_sums(folder: Path, made: Sequence[Path]) -> None:
    """Write the packages' checksums beside them."""
    (folder / SUMS).write_text("".join(f"{digest(file)}  {file.name}\n" for file in made), encoding="utf-8")


def tell(name: str, started: float, words: str) -> None:
    """Tell what was made, how long it took and how large it is."""
    took = f"{time.monotonic() - started:.1f} s".replace(".", ",")
    print(f"{name:<34} {took:>8}  {words}", flush=True)


def compare(first: Sequence[Path], again: Sequence[Path]) -> int:
    """Tell whether the packages became equal; 1 when one did not."""
    differing = [old.name for old, new in zip(first, again, strict=True) if digest(old) != digest(new)]
    print(f"Skiljer sig: {', '.join(differing)}" if differing else "Byggt två gånger, lika byte för byte.")
    return int(bool(differing))


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
