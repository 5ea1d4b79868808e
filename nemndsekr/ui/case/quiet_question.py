"""QuietQuestion: something that a form asks without a warning's colour - a sentence, and verbs that answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding

Answer = tuple[str, Callable[[], object]]


class QuietQuestion(QWidget):
    """Hidden while there is nothing to ask. The same question again keeps its verbs, and with them the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.words = caption("", wrap=True)
        self.answers: list[QPushButton] = []
        self._acts: list[Callable[[], object]] = []
        self._flow = FlowLayout(gap=4, line_gap=2)
        self._verbs = holding(self._flow)
        self.setLayout(column(self.words, self._verbs, gap=0))
        self.hide()

    def ask(self, words: str, answers: Sequence[Answer] = ()) -> None:
        """Ask this, or nothing."""
        self._acts = [act for _, act in answers]
        verbs = [verb for verb, _ in answers]
        if verbs != [one.text() for one in self.answers]:
            self._flow.clear()
            self.answers = []
            for at, verb in enumerate(verbs):
                made = link_button(verb)
                made.clicked.connect(lambda _=False, at=at: self._acts[at]())
                self._flow.addWidget(made)
                self.answers.append(made)
        self._verbs.setVisible(bool(verbs))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
