"""The rotating log file: actions and ids, never names, numbers or texts of a case."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from nemndsekr.support.paths import DataFolder

_SIZE = 1_000_000
_KEPT = 5


def start_log(folder: DataFolder) -> None:
    """Write the program's log to the data folder; a folder that cannot be written goes without a log."""
    try:
        folder.logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder.logs / "nemndsekr.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
        )
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
