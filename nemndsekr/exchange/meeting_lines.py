"""Meetings as a short list of lines, ``instans;datum``: what ``plan --meetings`` is given instead of the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from nemndsekr.exchange.delimited import decoded
from nemndsekr.exchange.table import MOST_BYTES
from nemndsekr.records.choices import BodyKind
from nemndsekr.support.days import parse_day
from nemndsekr.support.errors import UserError

_BODIES: Final = {
    "beredning": BodyKind.beredning,
    "beredningen": BodyKind.beredning,
    "presidieberedning": BodyKind.beredning,
    "au": BodyKind.au,
    "arbetsutskott": BodyKind.au,
    "arbetsutskottet": BodyKind.au,
    "namnd": BodyKind.namnd,
    "nämnd": BodyKind.namnd,
    "nämnden": BodyKind.namnd,
}
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2200
_SEPARATORS: Final = (";", "\t", ",")
_FIELDS: Final = 2


class MeetingLine(NamedTuple):
    """One meeting of the list."""

    kind: BodyKind
    day: date


def read_meeting_lines(path: Path, today: date) -> list[MeetingLine]:
    """The meetings in a file.

    Raises:
        UserError: the file cannot be read, has no meeting in it, or a line is no meeting; the line's number is told.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"«{path.name}» är för stor för att vara en lista med sammanträden.", "Välj en annan fil.")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"«{path}» kunde inte öppnas.", "Kontrollera namnet och att filen finns kvar.") from error
    found = meeting_lines(decoded(content), path.name, today)
    if not found:
        raise UserError(f"Det finns inga sammanträden i «{path.name}».", "Skriv ett på varje rad: namnd;2025-03-20.")
    return found


def meeting_lines(text: str, name: str, today: date) -> list[MeetingLine]:
    """The meetings in a text, each once. Blank lines and one line of headings, the first, are passed over.

    Raises:
        UserError: a line is no meeting.
    """
    found: dict[MeetingLine, None] = {}
    first = True
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        fields = _fields(line)
        if not any(fields):
            continue
        if first and line.lower().startswith("sep="):
            continue
        heading = first and not any(sign.isdigit() for sign in line) and fields[0].lower() not in _BODIES
        first = False
        if not heading:
            found[_meeting(fields, f"Rad {number} i «{name}»", today)] = None
    return list(found)


def _fields(line: str) -> list[str]:
    separator = next((one for one in _SEPARATORS if one in line), ";")
    fields = [field.strip().strip('"').strip() for field in line.split(separator)]
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _meeting(fields: list[str], where: str, today: date) -> MeetingLine:
    if len(fields) == _FIELDS and not fields[0]:
        raise UserError(
            f"{where} säger inte vilken instans.", "Skriv beredning, au eller namnd före semikolonet: namnd;2025-03-20."
        )
    if len(fields) != _FIELDS:
        raise UserError(f"{where} är inte ett sammanträde.", "Skriv instans och datum: namnd;2025-03-20.")
    kind = _BODIES.get(fields[0].lower())
    if kind is None:
        raise UserError(
            f"{where}: instansen «{fields[0]}» är okänd.", "Skriv beredning, au eller namnd före semikolonet."
        )
    day = known_day(fields[1], today)
    if day is None:
        raise UserError(f"{where}: «{fields[1]}» är inget datum.", "Skriv datumet som 2025-03-20.")
    if known_day(fields[1], date(day.year - 1, day.month, 1)) != day:
        raise UserError(f"{where}: «{fields[1]}» har inget årtal.", f"Skriv datumet som {day.isoformat()}.")
    return MeetingLine(kind, day)


def known_day(words: str, today: date) -> date | None:
    """A day as written, where there is such a day and it lies in a year that a calendar is made for."""
    day = parse_day(words, today)
    return day if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR else None
