"""``ics``: a nämnd's meetings, stoppdagar and reply days as a calendar file."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from nemndsekr.commands.command import Command, Office, Parser, print_lines
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.store.database import Store


def _arguments(parser: Parser) -> None:
    parser.add_argument("--out", metavar="FIL", type=Path, required=True, help="kalenderfilen som ska skrivas (.ics)")
    parser.add_argument("--changes", action="store_true", help="bara det som har ändrats sedan den senaste exporten")
    parser.add_argument("--namnd", metavar="NÄMND", default="", help="nämnden, om det finns flera")
    parser.add_argument(
        "--year", metavar="ÅR", type=int, action="append", default=[], help="bara det året; kan anges flera gånger"
    )


def _ics(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.operations.export_calendar import CalendarChoice, export_calendar
    from nemndsekr.operations.sign_in import sign_in

    now = office.now()
    with closing(office.open()) as store:
        choice = CalendarChoice(
            _namnd(store, arguments.namnd), changes_only=bool(arguments.changes), years=frozenset(arguments.year)
        )
        exported = export_calendar(store, arguments.out, choice, sign_in(store, office.login, now).uid, now)
    print_lines([exported.told])
    return 0


def _namnd(store: Store, named: str) -> int:
    """The nämnd that is named, or the only one there is.

    Raises:
        UserError: there is none, or none of that name, or several to choose among.
    """
    from nemndsekr.store.queries import all_namnder
    from nemndsekr.support.swedish import folded

    namnder = all_namnder(store)
    found = [one for one in namnder if not named or folded(named) in (folded(one.name), folded(one.short_name))]
    if len(found) == 1:
        return found[0].stored_id
    names = ", ".join(one.name for one in namnder)
    if not namnder:
        raise UserError("Det finns ingen nämnd i databasen.", "Lägg in ett ärende eller ett sammanträde först.")
    if named:
        raise UserError(f"Ingen nämnd heter {named}.", f"Ange en av dessa med --namnd: {names}.")
    raise UserError("Det finns flera nämnder.", f"Ange en av dessa med --namnd: {names}.")


ICS = Command("ics", "skriver sammanträden, stoppdagar och svarsdagar till en kalenderfil", _arguments, _ics)
