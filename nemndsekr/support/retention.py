"""How long the program keeps its own copies, log and crash reports; never anything of a case."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from nemndsekr.support.held_files import BRIEF, remove_file, replace_file

_LOG_FILES: Final = "nemndsekr.log*"
_REPORT_FILES: Final = ("felrapport-*.txt", "krasch*.txt")
_LINE_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: how many safety copies, and for how many days; 0 days is without an end."""

    copies: int = 30
    copy_days: int = 0
    log_days: int = 0
    report_days: int = 0


EVERYTHING: Final = Kept()
"""What is kept where nobody has decided otherwise."""


def clear_away(logs: Path, kept: Kept, today: date) -> None:
    """Take away log files and crash reports that nothing was written in for longer than they are kept.

    A log file in use is begun anew when its first line is too old, so that a line lies there for at most twice the
    days. What cannot be taken away, since another window has it open, is left for the next time.
    """
    if kept.log_days:
        _begin_anew(logs / "nemndsekr.log", today - timedelta(days=kept.log_days), today)
        _remove(logs.glob(_LOG_FILES), today - timedelta(days=kept.log_days))
    if kept.report_days:
        for pattern in _REPORT_FILES:
            _remove(logs.glob(pattern), today - timedelta(days=kept.report_days))


def _remove(files: Iterable[Path], oldest: date) -> None:
    for file in list(files):
        with suppress(OSError):
            if datetime.fromtimestamp(file.stat().st_mtime).astimezone().date() < oldest:
                remove_file(file, BRIEF)


def _begin_anew(log: Path, oldest: date, today: date) -> None:
    with suppress(OSError, ValueError):
        with log.open(encoding="utf-8", errors="replace") as lines:
            first = _LINE_DAY.match(lines.readline())
        if first is not None and date.fromisoformat(first[0]) < oldest:
            written = log.stat().st_mtime
            aside = log.with_name(f"{log.name}.{today.isoformat()}")
            replace_file(log, aside, BRIEF)
            os.utime(aside, (written, written))
