"""The report of an error in the program, and what is told where there is no window yet to tell it in.

A report holds versions and the places in the program, never what is written in a case: the message of an error
may quote a text, so only its kind is kept.
"""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from nemndsekr.support.streams import has_console
from nemndsekr.support.versions import versions
from nemndsekr.support.windows import show_error_box

_TITLE = "Nämndsekr"
_OLD_OR_STOPPED = (
    "En av programmets filer kunde inte läsas in. Windows kan vara för gammalt (det behövs Windows 10 1809 eller "
    "Windows Server 2019), eller så stoppas filen av ett skydd på datorn."
)


def report_text(kind: type[BaseException], trace: TracebackType | None, at: datetime, *more: str) -> str:
    """The report about one error; ``more`` is said of the versions."""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    lines = [
        " · ".join((*versions(), *more)),
        platform.platform(),
        f"{at:%Y-%m-%d %H.%M.%S}",
        f"{kind.__module__}.{kind.__qualname__}",
        *places,
    ]
    return "\n".join(lines) + "\n"


def write_report(words: str, folder: Path, at: datetime) -> Path | None:
    """Lay a report in a folder, one file for each; None where that cannot be written."""
    path = folder / f"felrapport-{at:%Y-%m-%dT%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        same_second = 1
        while path.exists():
            same_second += 1
            path = path.with_name(f"felrapport-{at:%Y-%m-%dT%H%M%S}-{same_second}.txt")
        path.write_text(words, encoding="utf-8")
    except OSError:
        return None
    return path


def tell_failed_start(error: BaseException, logs: Path, at: datetime) -> None:
    """Report that the program could not start, and say so: on the console, or in a box of Windows' own."""
    path = write_report(report_text(type(error), error.__traceback__, at), logs, at)
    told = [
        "Nämndsekr kunde inte starta.",
        *([_OLD_OR_STOPPED] if isinstance(error, ImportError) and sys.platform == "win32" else []),
        "Dina ärenden är inte ändrade.",
        f"Visa rapporten för den som sköter datorn: {path}" if path else f"Rapporten kunde inte sparas i {logs}.",
    ]
    if has_console() or not show_error_box(_TITLE, "\n\n".join(told)):
        sys.stderr.write("\n".join(told) + "\n")
