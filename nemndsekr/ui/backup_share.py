"""BackupShare: sends the day's safety copy to the share that the IT department has chosen, and tells if it fails."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nemndsekr.support.errors import UserError
from nemndsekr.ui.apart import Apart

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow

_LOG = logging.getLogger("nemndsekr.share")
SECONDS: Final = 300
"""So long a share may take; after that the person is told."""
PATIENCE: Final = 2.0
"""Seconds that closing the program waits for a copy on its way."""


class BackupShare:
    """One copying at a time, beside everything else; the program never waits long for a share."""

    def __init__(self, window: MainWindow, share: Path) -> None:
        """Copies of the window's database are to lie in ``share``."""
        self._window, self._share = window, share
        self._apart = Apart(window)
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        window.desk.backed_up.connect(self.send)

    def send(self) -> None:
        """Copy there what is missing there."""
        if not self._idle.is_set():
            return  # what is on its way takes the newest with it, or the next start does
        folder, share = self._window.folder, self._share
        self._idle.clear()

        def copy() -> int:
            from nemndsekr.operations.backup_share import copy_to_share

            try:
                return copy_to_share(folder, share, lambda: not self._stop.is_set())
            finally:
                self._idle.set()

        late = UserError(f"Mappen {share} svarar inte.", "Nätet eller servern kan vara nere.")
        self._apart.run(copy, self._sent, self._failed, seconds=SECONDS, late=late)

    def _sent(self, count: int) -> None:
        _LOG.info("copies sent to the share: %d", count)

    def _failed(self, error: UserError) -> None:
        _LOG.warning("the share took no copy")
        words = f"Säkerhetskopian på den gemensamma mappen blev inte gjord. {error} Kopian på datorn finns."
        self._window.show_message("warn", words, None)

    def close(self) -> None:
        """Stop; a copy that is half done is begun anew at the next start."""
        self._stop.set()
        self._idle.wait(PATIENCE)
        self._apart.close()
