"""Which printers the computer knows, asked for so that a printer that is gone from the network keeps nobody waiting.

They are asked for only when somebody wants to print, in a thread of their own: it cannot be ended while Windows waits
for a server that does not answer, so it is left behind, and the person goes on.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from nemndsekr.support.bounded import TooLateError, within
from nemndsekr.support.windows import printer_names

AskPrinters = Callable[[], list[str]]

PATIENCE: Final = 8.0
"""Seconds after which printers that have not answered are taken for silent."""
_AT_ONCE: Final = 0.15
_LOOK_AGAIN_MS: Final = 50
NO_PRINTER: Final = "Ingen skrivare hittades. Spara som PDF i stället."
SILENT: Final = "Skrivarna svarade inte. Spara som PDF i stället, eller försök igen om en stund."


def ask_printers() -> list[str]:
    """The names of the printers; only their names, since each printer that is asked more may be long in answering."""
    names = printer_names()
    if names is not None:
        return names
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def known_printers(patience: float = PATIENCE, ask: AskPrinters = ask_printers) -> list[str] | None:
    """The names of the printers, or None where they have not answered in so many seconds."""
    try:
        return within(patience, ask)
    except TooLateError:
        return None


def _asked(ask: AskPrinters) -> queue.SimpleQueue[list[str]]:
    answer: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    threading.Thread(target=lambda: answer.put(ask()), name="skrivare", daemon=True).start()
    return answer


class PrinterSearch(QObject):
    """Asks for the printers while the window goes on; one search at a time."""

    waiting = Signal()
    """They do not answer at once: the person should be told that they are asked."""
    ended = Signal(object)
    """Their names, or None: they did not answer."""

    def __init__(self, ask: AskPrinters, patience: float, parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._looks = max(round(patience * 1000 / _LOOK_AGAIN_MS), 1)
        self._answer: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Ask; a computer whose printers are well answers before this returns."""
        self._answer = _asked(self._ask)
        try:
            names = self._answer.get(timeout=_AT_ONCE)
        except queue.Empty:
            self.waiting.emit()
            self._timer.start()
        else:
            self.ended.emit(names)

    def stop(self) -> None:
        """Wait for them no longer, and tell nothing."""
        self._timer.stop()

    def _look(self) -> None:
        self._looks -= 1
        try:
            names = self._answer.get_nowait()
        except queue.Empty:
            if self._looks <= 0:
                self._end(None)
        else:
            self._end(names)

    def _end(self, names: list[str] | None) -> None:
        self.stop()
        self.ended.emit(names)
