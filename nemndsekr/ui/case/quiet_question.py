"""QuietQuestion: something that a form asks without a warning's colour - a sentence, and verbs that answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding

Answer = tuple[str, Callable[[], object]]


class QuietQuestion(QWidget):
    """Hidden while there is nothing to ask. Its verbs are made once, so that Tab finds them where they stand."""

    def __init__(self, most: int = 2) -> None:
        """Make one with at most so many verbs."""
        super().__init__()
        self.words = caption("", wrap=True)
        self._buttons = [link_button("") for _ in range(most)]
        self._acts: list[Callable[[], object]] = []
        flow = FlowLayout(gap=4, line_gap=2)
        for at, one in enumerate(self._buttons):
            one.clicked.connect(partial(self._answer, at))
            flow.addWidget(one)
        self._verbs = holding(flow)
        self.setLayout(column(self.words, self._verbs, gap=0))
        self.hide()

    @property
    def answers(self) -> list[QPushButton]:
        """The verbs that are offered."""
        return self._buttons[: len(self._acts)]

    def ask(self, words: str, answers: Sequence[Answer] = ()) -> None:
        """Ask this, or nothing."""
        self._acts = [act for _, act in answers]
        for one, (verb, _) in zip(self._buttons, answers, strict=False):
            one.setText(verb)
        for at, one in enumerate(self._buttons):
            one.setVisible(at < len(answers))
        self._verbs.setVisible(bool(answers))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _answer(self, at: int) -> None:
        self._acts[at]()
