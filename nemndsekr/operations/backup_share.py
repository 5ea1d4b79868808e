"""Send safety copies to the share that the IT department has chosen: a second place, outside this computer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from nemndsekr.store.backup import backup_time, backups_in, backups_to_drop
from nemndsekr.support.errors import UserError
from nemndsekr.support.held_files import remove_file, replace_file
from nemndsekr.support.paths import DataFolder

_PIECE: Final = 1_000_000


def copy_to_share(folder: DataFolder, share: Path, go_on: Callable[[], bool]) -> int:
    """Copy to ``share`` every safety copy that is newer than the newest one there; how many were copied.

    A share without any gets the newest one. Each copy is written under a temporary name, read back and compared, and
    only then given its name. No more copies are kept there than on the computer. ``go_on`` is asked between pieces.

    Raises:
        UserError: the share cannot be reached or written, or what it holds is not what was written.
    """
    try:
        share.mkdir(parents=True, exist_ok=True)
        there = backups_in(share)
        newest = backup_time(there[0]) if there else datetime.min  # noqa: DTZ901 - names carry local time
        here = backups_in(folder.backups)
        missing = [copy for copy in here if backup_time(copy) > newest] if there else list(here[:1])
        sent = 0
        for copy in missing:
            if not _send(copy, share / copy.name, go_on):
                return sent
            sent += 1
        if here:
            for old in backups_to_drop(share, folder.kept, backup_time(here[0]).date()):
                with suppress(OSError):
                    remove_file(old)
    except OSError as error:
        why = "." if share.is_dir() else ": mappen finns inte och kan inte göras."
        raise UserError(f"Det går inte att skriva i {share}{why}", "Hör med it-avdelningen.") from error
    return sent


def _send(copy: Path, target: Path, go_on: Callable[[], bool]) -> bool:
    """Put one copy in place whole; False where it was stopped on the way."""
    unfinished = target.with_suffix(".halv")
    try:
        written = hashlib.sha256()
        with copy.open("rb") as source, unfinished.open("wb") as sink:
            while piece := source.read(_PIECE):
                if not go_on():
                    return False
                written.update(piece)
                sink.write(piece)
            sink.flush()
            os.fsync(sink.fileno())
        with unfinished.open("rb") as back:
            if hashlib.file_digest(back, "sha256").digest() != written.digest():
                raise UserError(f"Kopian i {target.parent} blev inte hel.", "Hör med it-avdelningen.")
        replace_file(unfinished, target)
        return True
    finally:
        with suppress(OSError):
            remove_file(unfinished)
