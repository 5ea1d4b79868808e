"""WordingChoice: of a decided document, what was decided or the text of today, and which of them is seen."""

from __future__ import annotations

from PySide6.QtCore import Signal

from nemndsekr.operations.decided_document import DecidedPaper
from nemndsekr.ui.kit.forms import Combo, Field


class WordingChoice(Field):
    """Hidden where nothing is decided. ``chosen`` tells whether the text of today is wanted."""

    chosen = Signal(bool)

    def __init__(self) -> None:
        self.box = Combo()
        super().__init__("&Lydelse", self.box)
        self.box.activated.connect(lambda _: self.chosen.emit(not self.box.currentData()))
        self.hide()

    def show_choice(self, decided: DecidedPaper | None, *, shows_decided: bool, marked: bool) -> None:
        """Offer both; ``marked`` tells that what is seen is another text than the decided one."""
        self.setVisible(decided is not None)
        if decided is None:
            return
        today = "Texten i dag" if decided.same else "Texten i dag – ändrad efter beslutet"
        self.box.clear()
        if decided.content:
            self.box.addItem(decided.words, True)
        self.box.addItem(today, False)
        self.box.setCurrentIndex(self.box.findData(shows_decided))
        self.box.setToolTip(self.box.currentText())
        changed = "Texten i ärendet är ändrad efter beslutet. Det beslutade är det som visas, sparas och skrivs ut."
        self.set_caption(changed if shows_decided and not decided.same else "")
        lost = "" if decided.content else " Den har ingen PDF, men orden finns under Jämför versioner."
        draft = f"Det här är ett ändrat utkast, och varje sida märks så. {decided.words} finns.{lost}"
        self.set_message(draft if marked else "")
