"""Read a file for review, and tell where it would go: nothing is stored here."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nemndsekr.operations.import_report import already_kept
from nemndsekr.reading.draft import Reading
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.case import Case
from nemndsekr.store.database import Store
from nemndsekr.store.queries import cases_with_dnr
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key


class ReadingStopped(Exception):  # noqa: N818 - no error: the person changed their mind
    """The person stopped the reading."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read, and its bytes."""

    path: Path
    reading: Reading
    content: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands towards what is kept: the case that has these bytes already, and the one it would join."""

    kept_in: Case | None = None
    joins: Case | None = None


class UnderWay:
    """A reading under way in another thread: how far it has come, and whether anybody still waits for it."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.done = 0
        self.of = 0

    def tell(self, done: int, of: int) -> None:
        """Note how far it has come.

        Raises:
            ReadingStopped: nobody waits any more.
        """
        if self.stopped.is_set():
            raise ReadingStopped
        self.done, self.of = done, of


def read_file(path: Path, under_way: UnderWay) -> ReadFile | None:
    """Read a file; None when it was stopped.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        reading = read_report(path, under_way.tell)
        content = path.read_bytes()
    except ReadingStopped:
        return None
    except OSError as error:
        raise UserError(
            f"«{path.name}» kunde inte läsas.", "Kontrollera att filen finns kvar och försök igen."
        ) from error
    return None if under_way.stopped.is_set() else ReadFile(path, reading, content)


def standing_of(store: Store, content: bytes, dnr: Sequence[str]) -> Standing:
    """Where a file with these bytes and these own diarienummer would go."""
    with store.session() as session:
        found = (session.scalars(cases_with_dnr(key)).first() for key in map(dnr_key, dnr) if key)
        joins = next((case for case in found if case is not None), None)
    return Standing(already_kept(store, content), joins)
