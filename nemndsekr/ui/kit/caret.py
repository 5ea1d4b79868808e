"""A text field that grows with its text stands in a form that scrolls: the form follows the caret."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget

from nemndsekr.ui.kit.tokens import u


class CaretFollower(QObject):
    """Keeps the caret of a text field in sight while it has the focus, also when the field itself never scrolls."""

    def __init__(self, field: QTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self._content: QWidget | None = None
        self._scrolled_to = -1
        # Once for all that happens in one turn of the event loop, and after the form has laid itself out.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        field.cursorPositionChanged.connect(self._wait)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that grew, or a form with a new row above the field, may have put the caret out of sight."""
        if event.type() == QEvent.Type.Resize:
            area = self._area()
            # Who has scrolled away from the caret is left there.
            if watched is self._field or (area is not None and area.verticalScrollBar().value() == self._scrolled_to):
                self._wait()
        return False

    def _wait(self) -> None:
        if self._field.hasFocus():
            self._soon.start(0)

    def _area(self) -> QScrollArea | None:
        area = self._field.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        return area

    def _follow(self) -> None:
        area = self._area()
        content: QWidget | None = area.widget() if area is not None else None
        if area is None or content is None or not self._field.hasFocus():
            return
        if content is not self._content:
            self._content = content
            content.installEventFilter(self)
        caret = self._field.cursorRect()
        top = self._field.viewport().mapTo(content, caret.topLeft()).y()
        area.ensureVisible(0, top + caret.height(), 0, u(16))
        area.ensureVisible(0, top, 0, u(16))
        self._scrolled_to = area.verticalScrollBar().value()
