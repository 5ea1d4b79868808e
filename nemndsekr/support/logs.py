"""The rotating log file: actions and ids, never names, numbers or texts of a case."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from nemndsekr.support.paths import DataFolder

_SIZE = 1_000_000
_KEPT = 5


class _PatientHandler(RotatingFileHandler):
    """Goes on in the same file where Windows lets it not be renamed: another start of the program has it open."""

    def doRollover(self) -> None:  # noqa: N802 - logging's own name
        """Begin a new file, if that can be done now; else the next line opens the old one again."""
        if self.stream:
            self.stream.close()
            self.stream = None
        full, aside = Path(self.baseFilename), Path(f"{self.baseFilename}.0")
        with suppress(OSError):
            # First of all: the older files are only moved up when there is one to come after them.
            full.replace(aside)
            super().doRollover()
            aside.replace(f"{self.baseFilename}.1")


def start_log(folder: DataFolder) -> None:
    """Write the program's log to the data folder; a folder that cannot be written goes without a log."""
    try:
        folder.logs.mkdir(parents=True, exist_ok=True)
        handler = _PatientHandler(folder.logs / "nemndsekr.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("nemndsekr")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def stop_log() -> None:
    """Close the log file, so that its folder can be moved or taken away."""
    logger = logging.getLogger("nemndsekr")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
