"""WaitingForList: what stands in the rows' place while a list is read or taken in, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from nemndsekr.ui.kit.labels import Label, button
from nemndsekr.ui.kit.measures import column, row, set_size


class WaitingForList(QWidget):
    """Words, how far it has come, and «Avbryt»."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "section", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Hur långt inläsningen har kommit")
        set_size(self.progress, width=320)
        self.stop = button("Avbryt")
        inside = column(self.words, row(None, self.progress, None), row(None, self.stop, None), gap=14)
        self.setLayout(column(None, inside, None))

    def begin(self, words: str) -> None:
        """Say what is under way; nothing is known yet of how long it takes."""
        self.words.setText(words)
        self.progress.setRange(0, 0)

    def tell(self, done: int, of: int) -> None:
        """Say how far it has come."""
        if of:
            self.progress.setRange(0, of)
            self.progress.setValue(done)
