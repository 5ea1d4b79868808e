"""A small bar that shapes the text field beside it; everything on it has a key, so Tab passes it by."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.kit.block_document import Kind, kind_of, level_of, run_of
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.labels import tool_button
from nemndsekr.ui.kit.measures import row


class FormatBar(QWidget):
    """Heading, bold, italic and lists for one ``BlockTextEdit``; the buttons show what holds at the caret."""

    def __init__(self, editor: BlockTextEdit) -> None:
        super().__init__()
        self._editor = editor
        acts: tuple[tuple[IconName, str, Callable[[], None]], ...] = (
            ("heading", "Rubrik (Ctrl+Alt+1)", lambda: editor.toggle_heading(1)),
            ("bold", "Fet (Ctrl+B)", editor.toggle_bold),
            ("italic", "Kursiv (Ctrl+I)", editor.toggle_italic),
            ("list-bullet", "Punktlista (Ctrl+Skift+L)", lambda: editor.toggle_list(Kind.BULLET)),
            ("list-number", "Numrerad lista (Ctrl+Skift+7)", lambda: editor.toggle_list(Kind.NUMBER)),
        )
        self.buttons = []
        for icon_name, words, act in acts:
            button = tool_button(icon_name, words)
            button.setCheckable(True)
            # The text keeps the focus and what is marked in it.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            self.buttons.append(button)
        self.setLayout(row(*self.buttons, None, gap=2))
        editor.cursorPositionChanged.connect(self._follow)
        editor.currentCharFormatChanged.connect(self._follow)
        editor.textChanged.connect(self._follow)

    def _do(self, act: Callable[[], None]) -> None:
        act()
        self._editor.setFocus()
        self._follow()

    def _follow(self) -> None:
        block = self._editor.textCursor().block()
        run, kind = run_of("", self._editor.currentCharFormat()), kind_of(block)
        heading = kind == Kind.HEADING and level_of(block) == 1
        holds = (heading, run.bold, run.italic, kind == Kind.BULLET, kind == Kind.NUMBER)
        for button, checked in zip(self.buttons, holds, strict=True):
            button.setChecked(checked)
