"""Where a file dialog begins: in the folder of the last file, unless that is gone or does not answer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

from nemndsekr.support.bounded import TooLateError, within

_PATIENCE: Final = 1.0
"""Seconds: a share whose server is gone would keep the window waiting for half a minute, and its dialog too."""


def start_folder(last: str) -> str:
    """The folder of the last file where it is there, else the person's documents, wherever Windows keeps them."""
    if last and _is_there(Path(last)):
        return last
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _is_there(folder: Path) -> bool:
    try:
        return within(_PATIENCE, folder.is_dir)
    except (TooLateError, OSError):
        return False
