"""Work that may hang, a share that does not answer or a dead printer, in threads that nobody ever waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from nemndsekr.support.errors import UserError
from nemndsekr.ui.background import Failed

Result = TypeVar("Result")


class Apart(QObject):
    """Each job has a thread of its own, which ends with the program even in the middle of a call that never returns.

    For what touches no database: ``Background`` is for that, and closing the program waits for it.
    """

    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # A thread is given a number, never the callbacks, as in Background.
        self._waiting: dict[int, tuple[Callable[[Any], None], Failed]] = {}
        self._next = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failed,
        *,
        seconds: float,
        late: UserError,
    ) -> None:
        """Do ``job``, then hand its result or its UserError over on the GUI thread; ``late`` if it takes too long.

        A result that comes after that is dropped.
        """
        self._next += 1
        ticket = self._next
        self._waiting[ticket] = (done, failed)
        threading.Thread(target=self._work, args=(ticket, job), name="vid-sidan-om", daemon=True).start()
        QTimer.singleShot(round(seconds * 1000), self, lambda: self._deliver(ticket, None, late))

    def _work(self, ticket: int, job: Callable[[], Any]) -> None:
        result, failure = None, None
        try:
            result = job()
        except UserError as error:
            failure = error
        if not self._closed:
            self._ended.emit(ticket, result, failure)

    @Slot(int, object, object)
    def _deliver(self, ticket: int, result: Any, failure: UserError | None) -> None:
        waiting = self._waiting.pop(ticket, None)
        if waiting is None or self._closed:
            return
        if failure is None:
            waiting[0](result)
        else:
            waiting[1](failure)

    @property
    def busy(self) -> bool:
        """Whether somebody still waits for a job."""
        return bool(self._waiting)

    def close(self) -> None:
        """Hear of no more results; what still runs ends with the program."""
        self._closed = True
        self._waiting.clear()
