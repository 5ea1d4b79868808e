"""InPlaceEdit: the words of a row are corrected where they stand; Enter takes them, Esc lets them be."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.measures import set_font_role, set_variant
from nemndsekr.ui.kit.tokens import u


class InPlaceEdit(QPlainTextEdit):
    """A field over a row, as high as its words need. ``taken`` gives the words, ``closed`` comes in every case."""

    taken = Signal(str)
    split = Signal(str, int)
    """The words as they are now, and the place in them at which two are to be made."""
    closed = Signal()

    def __init__(self, parent: QWidget, text: str, name: str, over: QRect, *, can_cut: bool = False) -> None:
        """Lie over a row of ``parent``, which is scrolled as a whole, and move up where there is no room below."""
        super().__init__(parent)
        set_variant(self, "field")
        set_font_role(self, "body")
        self.setAccessibleName(name)
        self._can_cut = can_cut
        ways = "Enter tar ändringen, Esc låter texten vara."
        self.setAccessibleDescription(f"{ways} Skift+Enter delar i två vid markören." if can_cut else ways)
        self.setToolTip(self.accessibleDescription())
        self.setTabChangesFocus(True)
        self.setPlainText(text)
        self.selectAll()
        self._open = True
        lines = -(-metrics("body").horizontalAdvance(text) // max(over.width() - u(32), 1)) + text.count("\n")
        height = max(over.height(), min(lines + 1, 8) * metrics("body").lineSpacing() + u(14))
        top = max(min(over.top(), parent.height() - height), 0)
        self.setGeometry(over.left(), top, over.width(), height)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Esc leaves; a found thing is one paragraph."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if shift and self._can_cut:
                self._cut_here()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._close(take=True)
            case Qt.Key.Key_Escape:
                self._close(take=False)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on with something else has not changed their mind."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._close(take=True)

    def _cut_here(self) -> None:
        """Make two where the caret stands, unless there is nothing on one side of it."""
        text, at = self.toPlainText(), self.textCursor().position()
        before, after = " ".join(text[:at].split()), " ".join(text[at:].split())
        if not before or not after:
            return
        self._open = False
        self.split.emit(f"{before} {after}", len(before))
        self._go()

    def _close(self, *, take: bool) -> None:
        if not self._open:
            return
        self._open = False
        words = " ".join(self.toPlainText().split())
        if take and words:
            self.taken.emit(words)
        self._go()

    def _go(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()
