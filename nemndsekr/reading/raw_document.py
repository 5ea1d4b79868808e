"""RawDocument: what a reader of one format hands on, and how a file's bytes are fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nemndsekr.reading.draft import LeftoverKind, Problem
from nemndsekr.reading.lines import Line
from nemndsekr.support.errors import UserError

Progress = Callable[[int, int], None]

# Larger files than this are no reports; reading them would only use up the memory.
LARGEST_FILE = 200 * 1024 * 1024


class RawProblem(NamedTuple):
    """Something to tell of a document; ``words`` are those of the first place, which is known when all is laid out."""

    text: str
    words: str = ""

    def placed(self, text: str, page_at: Callable[[int], int | None]) -> Problem:
        """The problem with its place in the read text."""
        start = text.find(self.words) if self.words else -1
        if start < 0:
            return Problem(self.text)
        return Problem(self.text, page_at(start), start, start + len(self.words))


class RawLeftover(NamedTuple):
    """What is left in a file of how it was written, and is no text of it; ``words`` are those of the paragraph.

    ``what`` is one of the kinds of ``draft.Leftover``, ``number`` how many stand there, ``quote`` their own words.
    ``before`` says that it stands in paragraphs without words, before the one that is named.
    """

    what: LeftoverKind
    number: int
    words: str = ""
    quote: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document's lines, mended, in order, and what the reader could not understand.

    ``pages`` is how many pages there are, 0 where the file does not tell. ``notes`` are the footnotes: they stand
    after the lines in the read text, and no finder takes them for lines of the document. ``leftovers`` are all the
    places that ``told`` tells the first of, and what it tells nothing of.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    notes: tuple[Line, ...] = ()
    told: tuple[RawProblem, ...] = ()
    leftovers: tuple[RawLeftover, ...] = ()


def no_progress(done: int, of: int) -> None:
    """Tell nobody how far the reading has come."""


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        UserError: the file is missing, is a folder, is held by another program or is far too large.
    """
    try:
        if path.is_dir():
            raise UserError(f"«{path.name}» är en mapp.", "Välj en fil i mappen i stället.")
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(
                f"«{path.name}» är större än 200 MB.", "Spara dokumentet i delar och läs in den del som behövs."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"Filen «{path.name}» finns inte.", "Kontrollera namnet och mappen och försök igen.") from error
    except PermissionError as error:
        raise UserError(
            f"«{path.name}» kan inte öppnas, troligen för att ett annat program håller den.",
            "Stäng filen i det andra programmet och läs in den igen.",
        ) from error
    except (OSError, ValueError) as error:
        raise UserError(
            f"«{path.name}» kan inte läsas.", "Kopiera filen till den egna datorn och läs in den därifrån."
        ) from error
