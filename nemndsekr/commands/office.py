"""``demo``, ``verify`` and ``selfcheck``: exercise cases, the database's health, and what IT asks for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from typing import Any

from nemndsekr.commands.command import Command, Office, Parser, print_json, print_lines
from nemndsekr.support.errors import UserError


def _no_arguments(parser: Parser) -> None:
    del parser


def _demo(arguments: argparse.Namespace, office: Office) -> int:
    del arguments
    from nemndsekr.operations.demo import fill_demo
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.store.queries import all_cases

    with closing(office.open()) as store:
        fill_demo(store, sign_in(store, office.login, office.now()).uid, office.now())
        count = len(all_cases(store))
    print_lines([f"{count} övningsärenden ligger i {office.folder.root}."])
    return 0


def _json_argument(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="skriver svaret som ett JSON-objekt")


def _verify(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.store.connect import no_database

    # A script that asks for the object is told of nothing to be amiss in nothing, and sees it by the schema 0; a
    # person has most likely named another folder than the one that was meant.
    if not (arguments.json or office.folder.database.exists()):
        raise no_database(office.folder.database)
    problems, cases, schema = _look_through(office)
    if arguments.json:
        print_json({"ok": not problems, "problems": problems, "cases": cases, "schema": schema})
    elif problems:
        print_lines(problems)
    else:
        print_lines([f"Databasen är hel. Antal ärenden: {cases}. Schema: {schema}."])
    return 1 if problems else 0


def _look_through(office: Office) -> tuple[list[str], int, int]:
    from nemndsekr.operations.verify_office import verify_office

    if not office.folder.database.exists():
        return [], 0, 0
    try:
        store = office.open(read_only=True)
    except UserError as error:
        return [str(error)], 0, 0
    with closing(store):
        return verify_office(store)


def selfcheck_command(window_facts: Callable[[], dict[str, Any]]) -> Command:
    """The command ``selfcheck``; what only the window knows (style, printers) is asked through ``window_facts``."""

    def run(arguments: argparse.Namespace, office: Office) -> int:
        from nemndsekr.operations.selfcheck.run import run_selfcheck

        try:
            window = window_facts()
        except ImportError:
            window = {}  # that Qt cannot be loaded is itself what is to be told
        report = run_selfcheck(office.folder, office.policy, window, office.now().astimezone())
        if arguments.json:
            print_json(report.as_json())
        else:
            print_lines(report.as_lines())
        return 0 if report.is_ok else 1

    told = "kontrollerar programmet, datorn och datamappen åt it-avdelningen"
    return Command("selfcheck", told, _selfcheck_arguments, run)


def _selfcheck_arguments(parser: Parser) -> None:
    _json_argument(parser)
    parser.epilog = (
        "Svaret visar sökvägar som de är, så användarnamnet kan synas, men aldrig något ur ärendena. "
        "Slutkod 0: inget är fel (varningar kan finnas). 1: något är fel."
    )


DEMO = Command("demo", "fyller en tom datamapp med övningsärenden", _no_arguments, _demo, "ovningsarenden")
VERIFY = Command("verify", "kontrollerar databasen och säger vad som är fel", _json_argument, _verify)
