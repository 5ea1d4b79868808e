"""Python's cyclic garbage, collected on the GUI thread only.

The collector runs in whichever thread happens to fill its quota. In the worker it could free a widget there, and
Qt's objects may only be destroyed by their own thread: the program would end without a word.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1000


class GarbageCollector(QObject):
    """Takes over from the automatic collector while it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation whose quota is filled, as the automatic collector would."""
        counts, quotas = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > quotas[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the work back to the automatic collector."""
        self._timer.stop()
        gc.enable()
