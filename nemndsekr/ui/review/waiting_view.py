"""WaitingView: what stands in the review's place while a file is read, and when it could not be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from nemndsekr.ui.kit.labels import Label, button, caption
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack


class WaitingView(PageStack):
    """Reading, with how far it has come; or the word that the file could not be read, and another may be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", "section", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Läsningen")
        set_size(self.progress, width=320)
        self.pages = caption(" ")
        for words in (self.title, self.pages):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = column(self.title, row(None, self.progress, None), self.pages, gap=12)
        self.addWidget(holding(column(None, inside, None)))
        self.another = button("Välj en annan fil …")
        self.failed = EmptyState(
            "document", "Filen kunde inte läsas", "Raden överst säger varför. Inget är sparat.", (self.another,)
        )
        self.addWidget(self.failed)

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self.title.setText(f"Läser {name} …")
        self.progress.setRange(0, 0)
        self.pages.setText(" ")
        self.setCurrentIndex(0)

    def tell(self, done: int, of: int) -> None:
        """Say how far it has come; nothing is known yet of a file whose pages are not counted."""
        if not of:
            return
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.pages.setText(f"sida {done} av {of}")

    def show_failed(self) -> None:
        """Say that it went no further."""
        self.setCurrentIndex(1)
