"""SlowWork: one long job beside the others, for which no save waits; it tells how far it is and can be stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from nemndsekr.support.errors import UserError
from nemndsekr.ui.background import Background

Result = TypeVar("Result")
Progress = Callable[[int, int], None]

_PAUSE: Final = 0.1
"""Seconds between two words of how far it is."""


class StoppedError(UserError):
    """The person has stopped the job."""

    def __init__(self) -> None:
        super().__init__("Avbrutet. Inget har ändrats.", "")


class SlowWork(QObject):
    """One job at a time, in a thread of its own that is begun with the first."""

    progressed = Signal(int, int)  # how far it is, and of how much

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background: Background | None = None
        self._stopped = threading.Event()
        self._told = 0.0

    @property
    def busy(self) -> bool:
        """Whether a job is under way, or its result not handed over yet."""
        return self._background is not None and self._background.busy

    def run(
        self,
        job: Callable[[Progress], Result],
        done: Callable[[Result], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Do a job that is handed what to tell its progress to; ``failed`` is given a ``StoppedError`` too."""
        if self._background is None:
            self._background = Background(self)
        self.begin()
        self._background.run(lambda: job(self.tell), done, failed)

    def begin(self) -> None:
        """Let a job go on until it is stopped, wherever it is run."""
        self._stopped.clear()
        self._told = 0.0

    def tell(self, done: int, of: int) -> None:
        """Tell from any thread how far a job is; ends it where the person has stopped it."""
        if self._stopped.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._told > _PAUSE:
            self._told = now
            self.progressed.emit(done, of)

    def stop(self) -> None:
        """Stop the job that is under way."""
        self._stopped.set()

    def close(self) -> None:
        """Stop it, and wait until it has."""
        self.stop()
        if self._background is not None:
            self._background.close()
