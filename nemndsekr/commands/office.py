"""``demo``, ``verify`` and ``selfcheck``: exercise cases, the database's health, and what IT asks for."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from typing import Any

import nemndsekr
from nemndsekr.commands.command import Command, Office, Parser, print_json, print_lines
from nemndsekr.store.backup import backups_in
from nemndsekr.store.migrations import NEWEST
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource, resource_folder

_LIBRARIES = (
    "PySide6_Essentials",
    "sqlmodel",
    "SQLAlchemy",
    "pydantic",
    "reportlab",
    "python-docx",
    "lxml",
    "pypdfium2",
    "python-calamine",
    "icalendar",
)
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf")


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
    problems, cases, schema = _look_through(office)
    if arguments.json:
        print_json({"ok": not problems, "problems": problems, "cases": cases, "schema": schema})
    elif problems:
        print_lines(problems)
    elif not office.folder.database.exists():
        from nemndsekr.store.connect import no_database

        print_lines([str(no_database(office.folder.database))])
    else:
        print_lines([f"Databasen är hel. Antal ärenden: {cases}. Schema: {schema}."])
    return 1 if problems else 0


def _look_through(office: Office) -> tuple[list[str], int, int]:
    from nemndsekr.store.queries import verify

    if not office.folder.database.exists():
        return [], 0, 0
    try:
        store = office.open(read_only=True)
    except UserError as error:
        return [str(error)], 0, 0
    with closing(store):
        return verify(store)


def selfcheck_command(window_facts: Callable[[], dict[str, Any]]) -> Command:
    """The command ``selfcheck``; what only the window knows (style, printers) is asked through ``window_facts``."""

    def run(arguments: argparse.Namespace, office: Office) -> int:
        facts = _facts(office) | window_facts()
        if arguments.json:
            print_json(facts)
        else:
            print_lines(f"{name}: {value}" for name, value in facts.items())
        return 0 if facts["ok"] else 1

    return Command("selfcheck", "visar versioner, mappar och annat som IT frågar efter", _json_argument, run)


def _facts(office: Office) -> dict[str, Any]:
    fonts = {name: resource("fonts", name).is_file() for name in _FONTS}
    writable = _can_write(office)
    return {
        "ok": all(fonts.values()) and writable,
        "program": nemndsekr.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: version(name) for name in _LIBRARIES},
        "encoding": sys.getfilesystemencoding(),
        "resources": str(resource_folder()),
        "fonts": fonts,
        "data": str(office.folder.root),
        "data_writable": writable,
        "database": str(office.folder.database),
        "database_exists": office.folder.database.exists(),
        "schema": NEWEST,
        "backups": len(backups_in(office.folder.backups)),
        "log": str(office.folder.logs),
    }


def _can_write(office: Office) -> bool:
    """Whether the data folder, or the nearest folder above it that exists, can be written to."""
    import tempfile

    nearest = next((folder for folder in (office.folder.root, *office.folder.root.parents) if folder.is_dir()), None)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return nearest is not None
    except OSError:
        return False


DEMO = Command("demo", "fyller en tom datamapp med övningsärenden", _no_arguments, _demo, "ovningsarenden")
VERIFY = Command("verify", "kontrollerar databasen och säger vad som är fel", _json_argument, _verify)
