"""``dates``: the days that the law gives after a meeting, each with its rule; the database is not opened."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from nemndsekr.commands.command import Command, Office, Parser, print_json, print_lines
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.rules.planning.legal_dates import LegalDates

# Lag (1989:253) om allmänna helgdagar is reckoned with from its first year.
_EARLIEST: Final = date(1990, 1, 1)
_LATEST: Final = date(2199, 12, 31)


def _arguments(parser: Parser) -> None:
    parser.add_argument("--meeting", metavar="DATUM", required=True, help="sammanträdets dag, ÅÅÅÅ-MM-DD")
    parser.add_argument("--justerad", metavar="DATUM", help="dagen då protokollet justerades")
    parser.add_argument("--anslag", metavar="DATUM", help="dagen då justeringen anslogs på webbplatsen")
    parser.add_argument("--omedelbar", action="store_true", help="paragrafen justerades omedelbart vid sammanträdet")
    parser.add_argument("--json", action="store_true", help="skriver dagarna som ett JSON-objekt")


def _dates(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.rules.planning.legal_dates import legal_dates

    del office
    dates = legal_dates(
        _day("--meeting", arguments.meeting),
        justerad=_day("--justerad", arguments.justerad) if arguments.justerad is not None else None,
        anslag=_day("--anslag", arguments.anslag) if arguments.anslag is not None else None,
        immediate=bool(arguments.omedelbar),
    )
    if arguments.json:
        keys = ("justering_senast", "anslag_senast", "sista_overklagandedag", "anslag_ned", "laga_kraft")
        days = {key: one.day.isoformat() if one.day else None for key, one in zip(keys, dates.all, strict=True)}
        print_json({**days, "rules": list(_rules(dates))})
    else:
        print_lines(_lines(dates))
    return 0


def _rules(dates: LegalDates) -> Iterator[str]:
    """What cannot be so or is too late; then what was reckoned, by which law and how."""
    yield from dates.warnings
    for one in dates.all:
        yield "; ".join(filter(None, (f"{one.title}: {one.words}", one.rule, ", ".join(one.steps))))


def _lines(dates: LegalDates) -> Iterator[str]:
    for warning in dates.warnings:
        yield f"Att se på: {warning}"
    for one in dates.all:
        yield f"{one.title}: {one.words}"
        yield from (f"    {step}" for step in one.steps)
        yield f"    {one.rule}"


def _day(option: str, text: str) -> date:
    """A day of the command line.

    Raises:
        UserError: it is no day of the calendar, or so far off that nothing can be reckoned from it.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            f"«{text}» efter {option} är ingen dag i kalendern.", "Skriv den som ÅÅÅÅ-MM-DD, till exempel 2025-03-20."
        ) from error
    if not _EARLIEST <= day <= _LATEST:
        raise UserError(f"{text} efter {option} är för långt bort.", "Skriv en dag mellan 1990 och 2199.")
    return day


DATES = Command(
    "dates",
    "räknar lagens dagar efter ett sammanträde: justering, anslag, överklagande",
    _arguments,
    _dates,
)
