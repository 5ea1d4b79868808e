"""Slow work off the GUI thread, one job after the other, and its result back on it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="arbete")
        self._waiting = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, job: Callable[[], Result], done: Callable[[Result], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Do ``job`` after those already given, then hand its result to ``done`` or its UserError to ``failed``."""
        if self._closed:
            return
        self._waiting += 1
        if self._waiting == 1:
            self.busy_changed.emit(True)
        self._pool.submit(job).add_done_callback(lambda future: self._report(future, done, failed))

    def _report(self, future: Future[Any], done: Callable[[Any], None] | None, failed: Failed | None) -> None:
        if not self._closed:
            self._finished.emit(future, done, failed)

    @Slot(object, object, object)
    def _deliver(self, future: Future[Any], done: Callable[[Any], None] | None, failed: Failed | None) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self.busy_changed.emit(False)
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, UserError) and failed is not None:
            failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting, or its result is not handed over yet."""
        return self._waiting > 0

    def close(self) -> None:
        """Let the jobs already given be done, and take no more; their results go nowhere."""
        self._closed = True
        self._pool.shutdown(wait=True)
