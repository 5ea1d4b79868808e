"""GrowingHeight: a window grows when a sentence in it needs more lines, which Qt does not see to by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_WHEN = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show})


class GrowingHeight(QObject):
    """Watches one window that is laid out without scrolling; it never shrinks what the person has made larger."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be at least as high as the words need at this width."""
        if watched is self._window and event.type() in _WHEN:
            self._grow()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        layout = self._window.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self._window.width())
        if self._window.height() < needed:
            self._window.resize(self._window.width(), needed)
