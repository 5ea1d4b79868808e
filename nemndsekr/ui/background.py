"""Slow work off the GUI thread, one job after the other, and its result back on it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from nemndsekr.support.errors import UserError

Result = TypeVar("Result")
Failed = Callable[[UserError], None]


class Background(QObject):
    """One worker thread; jobs run in the order they were given.

    ``done`` and ``failed`` are called on the GUI thread. What a job raises that is no UserError is a bug: it goes
    to ``sys.excepthook``, and so to the crash report, instead of being lost in a Future.
    """

    busy_changed = Signal(bool)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="arbete")
        # The worker is given a number, never the callbacks: through them it would hold pages, and a page whose last
        # holder is a worker is destroyed in the worker's thread.
        self._waiting: dict[int, tuple[Callable[[Any], None] | None, Failed | None]] = {}
        self._next = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, job: Callable[[], Result], done: Callable[[Result], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Do ``job`` after those already given, then hand its result to ``done`` or its UserError to ``failed``."""
        if self._closed:
            return
        self._next += 1
        ticket = self._next
        self._waiting[ticket] = (done, failed)
        if len(self._waiting) == 1:
            self.busy_changed.emit(True)
        self._pool.submit(job).add_done_callback(partial(self._report, ticket))

    def _report(self, ticket: int, future: Future[Any]) -> None:
        if not self._closed:
            self._finished.emit(ticket, future)

    @Slot(int, object)
    def _deliver(self, ticket: int, future: Future[Any]) -> None:
        if self._closed:
            return  # it was on its way here when the window closed
        done, failed = self._waiting.pop(ticket)
        error = future.exception()
        try:
            if error is None:
                if done is not None:
                    done(future.result())
            elif isinstance(error, UserError) and failed is not None:
                failed(error)
            else:
                sys.excepthook(type(error), error, error.__traceback__)
        finally:
            if not self._waiting:
                self.busy_changed.emit(False)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting, or its result is not handed over yet."""
        return bool(self._waiting)

    def close(self) -> None:
        """Let the jobs already given be done, and take no more; their results go nowhere."""
        self._closed = True
        self._pool.shutdown(wait=True)
        self._waiting.clear()
