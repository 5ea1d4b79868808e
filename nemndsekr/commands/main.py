"""COMMANDS: every word of the command line, and the one function that runs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from nemndsekr.commands.archive import EXPORT, IMPORT_ALL
from nemndsekr.commands.calendar import ICS
from nemndsekr.commands.cases import LIST, MAKE, SHOW
from nemndsekr.commands.check import CHECK
from nemndsekr.commands.command import Command, Office, Parser, WrongUsageError, utc_now
from nemndsekr.commands.dates import DATES
from nemndsekr.commands.files import IMPORT, READ
from nemndsekr.commands.lists import IMPORT_LIST
from nemndsekr.commands.office import DEMO, VERIFY, selfcheck_command
from nemndsekr.commands.plan import PLAN
from nemndsekr.support.errors import UserError
from nemndsekr.support.logs import start_log, stop_log
from nemndsekr.support.policy import Policy
from nemndsekr.support.retention import clear_away
from nemndsekr.support.streams import speak_utf8

NAMES: Final = (
    "read",
    "import",
    "import-list",
    "list",
    "show",
    "check",
    "make",
    "plan",
    "dates",
    "ics",
    "export",
    "import-all",
    "demo",
    "verify",
    "selfcheck",
)
_WRITE_LOG: Final = ("import", "import-list", "ics", "export", "import-all", "demo")


def commands(window_facts: Callable[[], dict[str, Any]]) -> tuple[Command, ...]:
    """Every command, in the order of the help."""
    return (
        READ,
        IMPORT,
        IMPORT_LIST,
        LIST,
        SHOW,
        CHECK,
        MAKE,
        PLAN,
        DATES,
        ICS,
        EXPORT,
        IMPORT_ALL,
        DEMO,
        VERIFY,
        selfcheck_command(window_facts),
    )


def command_parser(known: Sequence[Command]) -> Parser:
    """The parser of the command line."""
    parser = Parser(
        prog="nemndsekr",
        description="Nämndsekr: granskningar, nämndinitiativ och yttranden före sammanträdet.\n"
        "Utan kommando öppnas fönstret; filer som anges läses in för granskning.",
    )
    parser.add_argument("--data", metavar="MAPP", type=Path, help="datamappen; annars användarens egen")
    words = parser.add_subparsers(
        dest="command", metavar="KOMMANDO", required=True, parser_class=Parser, title="kommandon"
    )
    for command in known:
        # --data may stand before or after the command's word.
        own = words.add_parser(command.name, help=command.help, description=command.help.capitalize() + ".")
        own.add_argument(
            "--data", dest="own_data", metavar="MAPP", type=Path, help="datamappen; annars användarens egen"
        )
        command.add_arguments(own)
    return parser


def run_command(
    arguments: Sequence[str], login: str, window_facts: Callable[[], dict[str, Any]], policy: Policy
) -> int:
    """Run one command; the exit code is 0 done, 1 the user can mend it, 2 wrong usage."""
    speak_utf8()
    known = commands(window_facts)
    parsed = command_parser(known).parse_args(arguments)
    chosen = parsed.own_data or parsed.data
    command = next(command for command in known if command.name == parsed.command)
    try:
        policy.check(command.function)
        folder = policy.folder(chosen)
        if command.name in _WRITE_LOG and not getattr(parsed, "dry_run", False):
            clear_away(folder.logs, folder.kept, utc_now().astimezone().date())
            start_log(folder)
        return command.run(parsed, Office(folder, utc_now, login, policy))
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, WrongUsageError) else 1
    except BrokenPipeError:
        # Whoever read the output (head, a pager) has had enough: nothing more can be said to anybody.
        sys.stdout = None
        return 0
    finally:
        stop_log()
