"""A layout that wraps: what does not fit on a line goes to the next."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from nemndsekr.ui.kit.tokens import u


class FlowLayout(QLayout):
    """Widgets one after the other, wrapped as words are; gaps in units."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: float = 8, line_gap: float = 4, last_right: bool = False
    ) -> None:
        """Begin empty; with ``last_right`` the last widget stands at the end of its line."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._last_right = last_right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a widget at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The widget at this place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of the widget at this place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one that is at this place."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def clear(self) -> None:
        """Remove and delete every widget."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It does not ask for more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that this width needs."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + u(self._gap) * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest widget."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put the widgets on lines, each in the middle of its line's height; returns the height of all lines."""
        x, y = 0, rect.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        height = 0
        shown = self._shown()
        for item in shown:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if line and x + width > rect.width():
                y += height + u(self._line_gap)
                x, line, height = 0, [], 0
            at_end = self._last_right and item is shown[-1]
            left = rect.width() - width if at_end else x
            line.append((item, QRect(rect.x() + left, 0, width, hint.height())))
            x += width + u(self._gap)
            height = max(height, hint.height())
            if move:
                for member, place in line:
                    member.setGeometry(place.translated(0, y + (height - place.height()) // 2))
        return y + height - rect.y()
