"""PaneKeys: F6 and Shift+F6 go from pane to pane of a page, and round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class Pane(NamedTuple):
    """A part of a page, and what in it gets the focus; None while there is nothing to go to."""

    area: QWidget
    entry: QWidget | None


class PaneKeys(QObject):
    """Asks the page for its panes each time, for what they hold changes."""

    def __init__(self, page: QWidget, panes: Callable[[], Sequence[Pane]]) -> None:
        super().__init__(page)
        self._panes = panes
        for keys, by in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def go(self, by: int) -> None:
        """Go so many panes on, past those where there is nothing to go to."""
        panes = [pane for pane in self._panes() if pane.entry is not None and pane.area.isVisible()]
        if not panes:
            return
        focus = QApplication.focusWidget()
        here = next(
            (
                at for at, pane in enumerate(panes)
                if focus is not None and (focus is pane.area or pane.area.isAncestorOf(focus))
            ),
            -1 if by > 0 else 0,
        )  # fmt: skip
        entry = panes[(here + by) % len(panes)].entry
        if entry is not None:
            entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
