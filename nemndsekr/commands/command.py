"""Command: one word of the command line, what it takes and what it does; and the parser that speaks Swedish."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.policy import Policy

if TYPE_CHECKING:  # SQLAlchemy is loaded only by the commands that open the database
    from nemndsekr.store.database import Store


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words are Swedish; wrong usage ends with exit code 2."""

    def __init__(self, **options: Any) -> None:
        """Name the groups in Swedish."""
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)
        self._positionals.title = "argument"
        self._optionals.title = "val"
        self.add_argument("-h", "--help", action="help", help="visar den här texten")

    def format_usage(self) -> str:
        """Give the usage line in Swedish."""
        return super().format_usage().replace("usage:", "Användning:", 1)

    def format_help(self) -> str:
        """Give the whole help in Swedish."""
        return super().format_help().replace("usage:", "Användning:", 1)

    def error(self, message: str) -> NoReturn:
        """Tell how the command is written, and end with 2; the library's own message is English and left out."""
        del message
        self.exit(
            2, f"{self.format_usage()}Kommandot kunde inte förstås. Skriv {self.prog} --help för hela beskrivningen.\n"
        )


class WrongUsageError(UserError):
    """The command is written in a way that means nothing; the program ends with 2."""


class Office(NamedTuple):
    """What every command is given: the data folder, the time, who runs it, and what the IT department has decided."""

    folder: DataFolder
    now: Callable[[], datetime]
    login: str
    policy: Policy

    def open(self, *, read_only: bool = False) -> Store:
        """Open the database of the data folder."""
        from nemndsekr.store.database import open_store

        return open_store(self.folder, self.now().astimezone(), read_only=read_only)

    def open_to_look(self) -> Store:
        """Open the database to read in it only; where there is none, an empty one in memory, so that none is made."""
        from nemndsekr.store.database import MemoryStore

        return self.open(read_only=True) if self.folder.database.exists() else MemoryStore()

    def open_kept(self) -> Store:
        """Open a database that is there already, to write in it.

        Raises:
            UserError: there is none; one that only gives what is kept makes none.
        """
        from nemndsekr.store.connect import no_database

        if not self.folder.database.exists():
            raise no_database(self.folder.database)
        return self.open()


class Command(NamedTuple):
    """One command: its word, its help, its arguments, and the function that does it and returns the exit code."""

    name: str
    help: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Office], int]
    function: str = ""
    """The function of ``FUNCTIONS`` (support/policy.py) that it is; the IT department can turn it off."""


def print_json(value: Any) -> None:
    """Print one JSON object and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
