"""Ask what may never answer (a share, a printer, a dead drive), and go on without an answer after a while."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar, cast

Result = TypeVar("Result")


class TooLateError(Exception):
    """There was no answer in time; the call that was made may never return."""


def within(seconds: float, job: Callable[[], Result]) -> Result:
    """What ``job`` returns or raises, if it does so in time; it runs in a thread that ends with the program.

    Raises:
        TooLateError: it did not.
    """
    answers: queue.SimpleQueue[tuple[Result | None, BaseException | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put((job(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised again where it was asked for
            answers.put((None, error))

    threading.Thread(target=work, name="begransad", daemon=True).start()
    try:
        result, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TooLateError from None
    if error is not None:
        raise error
    return cast("Result", result)  # without an error there is one
