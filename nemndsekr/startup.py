"""Startup: builds the parts in order and hands each what it needs; the only place that knows them all.

What is heavy is imported inside the functions, so that a command never loads Qt and the window is painted
before SQLAlchemy, reportlab and the others are loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# The words of the command line; kept here too so that a window is not kept waiting by the commands' imports.
_COMMANDS = frozenset(
    {"read", "import", "import-list", "list", "show", "check", "make"}
    | {"plan", "dates", "ics", "export", "import-all", "demo", "verify", "selfcheck"}
)
_EXERCISE_FOLDER = "ovning"


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window; the exit code is 0 done, 1 the user can mend it, 2 wrong usage."""
    if _is_command(arguments):
        from nemndsekr.commands.main import run_command
        from nemndsekr.support.login import login_name

        return run_command(arguments, login_name(), window_facts)
    return _open_window(arguments)


def _is_command(arguments: Sequence[str]) -> bool:
    words = list(arguments)
    while words and words[0].startswith("-"):
        if words[0] in {"-h", "--help"}:
            return True
        words = words[2:] if words[0] == "--data" else words[1:]
    return bool(words) and words[0] in _COMMANDS


def _open_window(arguments: Sequence[str]) -> int:
    from nemndsekr.support.paths import DataFolder, default_data_folder

    data, demo, files, unknown = _window_arguments(arguments)
    if unknown:
        # Nobody sees the standard error of a program without a console, but those who start it from one do.
        if sys.stderr is not None:
            sys.stderr.write(f"Valet {unknown[0]} finns inte. Skriv nemndsekr --help för hela beskrivningen.\n")
        return 2
    # A bare word is a misspelt command; a file that is gone is told of by the window, where one sees it.
    missing = [file for file in files if not file.suffix and len(file.parts) == 1 and not file.exists()]
    # Without a console nobody would read this: then the window opens and tells that the file does not exist.
    if missing and sys.stderr is not None:
        sys.stderr.write(f"Okänt kommando eller fil «{missing[0]}». Skriv nemndsekr --help för hela beskrivningen.\n")
        return 2
    if not _has_screen():
        sys.stderr.write("Det finns ingen skärm att visa fönstret på. Skriv nemndsekr --help för det som går utan.\n")
        return 1
    folder = DataFolder(data) if data else default_data_folder()
    if demo and not data:
        folder = DataFolder(folder.root / _EXERCISE_FOLDER)

    from nemndsekr.ui.application import run_window

    return run_window(folder, files, demo=demo)


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
    from nemndsekr.ui.window_facts import window_facts as facts

    return facts()
