"""Startup: builds the parts in order and hands each what it needs; the only place that knows them all.

What is heavy is imported inside the functions, so that a command never loads Qt and the window is painted
before SQLAlchemy, reportlab and the others are loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nemndsekr.support.errors import UserError

# The words of the command line; kept here too so that a window is not kept waiting by the commands' imports.
_COMMANDS = frozenset(
    {"read", "import", "import-list", "list", "show", "check", "make"}
    | {"plan", "dates", "ics", "export", "import-all", "demo", "verify", "selfcheck"}
)
_EXERCISE_FOLDER = "ovning"


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window; the exit code is 0 done, 1 the user can mend it, 2 wrong usage."""
    from nemndsekr.support.windows import RunningMark

    with RunningMark():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    if _is_command(arguments):
        from nemndsekr.commands.main import run_command
        from nemndsekr.support.login import login_name
        from nemndsekr.support.policy import load_policy, policy_file

        return run_command(arguments, login_name(), window_facts, load_policy(policy_file()))
    return _open_window(arguments)


def _is_command(arguments: Sequence[str]) -> bool:
    words = list(arguments)
    while words and words[0].startswith("-"):
        if words[0] in {"-h", "--help"}:
            return True
        words = words[2:] if words[0] == "--data" else words[1:]
    return bool(words) and words[0] in _COMMANDS


def _open_window(arguments: Sequence[str]) -> int:
    from nemndsekr.support.errors import UserError
    from nemndsekr.support.policy import load_policy, policy_file
    from nemndsekr.support.streams import has_console, speak_utf8

    speak_utf8()
    data, demo, files, unknown = _window_arguments(arguments)
    if unknown:
        # Nobody sees the standard error of a program without a console, but those who start it from one do.
        if has_console():
            sys.stderr.write(f"Valet {unknown[0]} finns inte. Skriv nemndsekr --help för hela beskrivningen.\n")
        return 2
    # A bare word is a misspelt command; a file that is gone is told of by the window, where one sees it.
    missing = [file for file in files if not file.suffix and len(file.parts) == 1 and not file.exists()]
    # Without a console nobody would read this: then the window opens and tells that the file does not exist.
    if missing and has_console():
        sys.stderr.write(f"Okänt kommando eller fil «{missing[0]}». Skriv nemndsekr --help för hela beskrivningen.\n")
        return 2
    if not _has_screen():
        sys.stderr.write("Det finns ingen skärm att visa fönstret på. Skriv nemndsekr --help för det som går utan.\n")
        return 1
    policy = load_policy(policy_file())
    try:
        folder = policy.folder(data)
        if demo:
            policy.check("ovningsarenden")
    except UserError as error:
        return _refuse(error)
    if demo and not data:
        folder = replace(folder, root=folder.root / _EXERCISE_FOLDER)

    try:
        from nemndsekr.ui.application import run_window

        return run_window(folder, files, policy, demo=demo)
    except Exception as error:  # noqa: BLE001 - told of in words, and written down
        from datetime import datetime

        from nemndsekr.support.failure import tell_failed_start

        tell_failed_start(error, folder.logs, datetime.now().astimezone())
        return 1


def _refuse(error: UserError) -> int:
    """Say why the window is not opened, where the one who started it sees it."""
    from nemndsekr.support.streams import has_console

    if has_console():
        sys.stderr.write(f"{error}\n")
    else:
        from nemndsekr.ui.application import tell_alone

        tell_alone(error)
    return 1


def _window_arguments(arguments: Sequence[str]) -> tuple[Path | None, bool, list[Path], list[str]]:
    """Data folder, exercise or not, files to read in, and options that do not exist."""
    data: Path | None = None
    demo = False
    files: list[Path] = []
    unknown: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--data":
            value = next(words, "")
            if not value:
                unknown.append(word)
            data = Path(value)
        elif word.startswith("--data="):
            data = Path(word.removeprefix("--data="))
        elif word == "--demo":
            demo = True
        elif word.startswith("-") and not Path(word).exists():
            unknown.append(word)
        else:
            files.append(Path(word))
    return data, demo, files, unknown


def _has_screen() -> bool:
    """Whether a window can be shown; only Linux starts programs where there is none."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or bool(
        chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def window_facts() -> dict[str, Any]:
    """What only the window knows about the computer: Qt, style, screens, printers."""
    from nemndsekr.ui.computer_facts import computer_facts

    return computer_facts()
