"""The portable package: the program folder in a zip, the same byte for byte whenever the folder is the same."""

from __future__ import annotations

import zipfile
from pathlib import Path

from installer.names import APP, fixed_time, portable_product
from installer.payload_files import relative, sorted_files


def build_zip(payload: Path, folder: Path, version: str, *, fast: bool = False) -> Path:
    """Pack a program folder, as a folder of its own, into ``folder``; ``fast`` packs less."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / portable_product(version)
    when = fixed_time(version)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1 if fast else 9) as packed:
        for file in sorted_files(payload):
            entry = zipfile.ZipInfo(f"{APP}/{relative(file, payload)}", when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.read_bytes(), compresslevel=1 if fast else 9)
    return target
