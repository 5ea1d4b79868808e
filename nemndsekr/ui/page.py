"""Page: what each page must answer to the main window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.desk import Desk

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes


class Page(QWidget):
    """A page of the main window. It connects; it decides nothing."""

    title_changed = Signal(str)  # for the window's title
    wanted = Signal(str, int)  # another page, by name, for the case with this id: «case», «document», «cases»
    note = Signal(str, str, object)  # tone (info/warn/late), words, and (link word, callable) or None: the message bar

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def show_case(self, case_id: int) -> None:
        """Show this case; pages about no single case need not answer."""

    def refresh(self, changes: Changes) -> None:
        """Show what has changed, if it concerns this page; a field with focus keeps its text, caret and undo."""

    def turn_day(self) -> None:
        """A new day has begun while the program is open; pages that reckon from today show it anew."""

    def flush(self) -> None:
        """Hand over what is typed and not yet saved; called on Ctrl+S, page change and exit."""

    def take_pasted(self, text: str) -> bool:
        """Take a text that was pasted while no field had the focus, where the page has a use for it; says whether."""
        del text
        return False

    def first_focus(self) -> QWidget:
        """The widget that gets the focus when the page is shown."""
        return self


def own_actions(page: QWidget, *keys: tuple[str, tuple[str, ...], Callable[[], object]]) -> list[QAction]:
    """Give a page keys that are its own while the focus is in it: words, the keys, and what they do."""
    made = []
    for words, shortcuts, act in keys:
        action = QAction(words, page)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False, act=act: act())
        page.addAction(action)
        made.append(action)
    return made
