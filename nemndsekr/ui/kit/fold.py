"""Fold: a part of a form behind one line, which says what is in it and opens by Enter or Space."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.kit.icons import icon
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_icon_size, set_variant


class Fold(QWidget):
    """A title with a quiet summary, and under them a body that is hidden until it is asked for."""

    opened = Signal(bool)

    def __init__(self, title: str, body: QWidget) -> None:
        """Fold ``body`` away under ``title``."""
        super().__init__()
        self._title = title
        self.body = body
        self.button = link_button(title)
        self.button.setIcon(icon("chevron-right", "text2"))
        set_icon_size(self.button, 16)
        set_variant(self.button, "fold")
        self.button.setCheckable(True)
        self.summary = caption("", wrap=True)
        head = holding(row(self.button, (self.summary, 1), gap=8))
        self.setLayout(column(head, body, gap=6))
        body.hide()
        self.button.toggled.connect(self._turn)
        self._name()

    @property
    def is_open(self) -> bool:
        """Whether the body is seen."""
        return self.button.isChecked()

    def set_title(self, title: str) -> None:
        """Call it something else."""
        if title != self._title:
            self._title = title
            self.button.setText(title)
            self._name()

    def set_summary(self, words: str) -> None:
        """Say in short what is inside."""
        if words != self.summary.text():
            self.summary.setText(words)
            self._name()

    def set_open(self, opened: bool = True) -> None:  # noqa: FBT001, FBT002 - one question only
        """Open or close it."""
        self.button.setChecked(opened)

    def _turn(self, opened: bool) -> None:  # noqa: FBT001 - one question only
        self.body.setVisible(opened)
        self.button.setIcon(icon("chevron-down" if opened else "chevron-right", "text2"))
        self._name()
        self.opened.emit(opened)

    def _name(self) -> None:
        state = "utfälld" if self.is_open else "hopfälld"
        self.button.setAccessibleName(self._title)
        self.button.setAccessibleDescription(f"{self.summary.text()}. {state}" if self.summary.text() else state)
