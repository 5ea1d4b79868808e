"""BeginsByTyping: letters typed on a «+» begin the row that it would begin, so that no first word is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def writes(event: QEvent) -> bool:
    """Whether an event brings words: a key that writes a sign, or what an input method has put together."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString() or event.preeditString())
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    # Ctrl and Alt together are AltGr, which writes: @ on a Swedish keyboard is AltGr and 2.
    held = event.modifiers() & _COMMANDS
    altgr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and held in (Qt.KeyboardModifier.NoModifier, altgr)


class BeginsByTyping(QObject):
    """Hands what is typed on a button over to the editor that the button opens; Space still presses the button."""

    def __init__(self, button: QAbstractButton, begin: Callable[[], object]) -> None:
        super().__init__(button)
        self._begin = begin
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin, and let the editor have the sign."""
        if not writes(event) or (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space):
            return False
        self._begin()
        editor = QApplication.focusWidget()
        if editor is not None and editor is not watched:
            QApplication.sendEvent(editor, event)
        return True
