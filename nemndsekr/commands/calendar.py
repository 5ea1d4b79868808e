"""``ics``: a nämnd's meetings, stoppdagar and reply days as a calendar file."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from nemndsekr.commands.command import Command, Office, Parser, print_lines
from nemndsekr.commands.which_namnd import namnd_id_named


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
    with closing(office.open_kept()) as store:
        choice = CalendarChoice(
            namnd_id_named(store, arguments.namnd, "Lägg in ett ärende eller ett sammanträde först."),
            changes_only=bool(arguments.changes),
            years=frozenset(arguments.year),
        )
        exported = export_calendar(store, arguments.out, choice, sign_in(store, office.login, now).uid, now)
    print_lines([exported.told])
    return 0


ICS = Command(
    "ics", "skriver sammanträden, stoppdagar och svarsdagar till en kalenderfil", _arguments, _ics, "kalenderexport"
)
