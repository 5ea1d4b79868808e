"""NewKey: Ctrl+N in some views makes what their page is about, not a case."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class NewKey(QObject):
    """Takes Ctrl+N before the window does, while one of the views has the focus."""

    pressed = Signal()

    def __init__(self, *views: QWidget) -> None:
        """Listen to the views; it lives as long as the first of them."""
        super().__init__(views[0])
        for view in views:
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say that the key is known here, and take it."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.New):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.pressed.emit()
                return True
        return super().eventFilter(watched, event)
