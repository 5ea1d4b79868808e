"""The quiet lines of a decision: who prepared it, what follows of it, and what to think of before it is registered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.decision_consequences import Consequences
from nemndsekr.rules.decision_questions import Question
from nemndsekr.support.days import near_day
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, rule
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import Mark, announce

_MOST_VERBS: Final = 3
NO_RECIPIENTS: Final = "Ingen mottagare är inskriven under «Beslutet skickas till»."


def prepared_words(file: CaseFile, today: date) -> list[str]:
    """«Arbetsutskottet har berett ärendet, § 53 (6 mars).» for each body that has."""
    told = []
    for one in file.decisions:
        if one.kind == BodyKind.namnd or not (one.paragraph or one.outcome):
            continue
        step = next((step for step in file.plan_steps if step.kind == one.kind and step.label), None)
        name = step.label if step else "Arbetsutskottet" if one.kind == BodyKind.au else "Beredningen"
        number = f", {one.paragraph}" if one.paragraph else ""
        day = f" ({near_day(one.day, today)})" if one.day else ""
        told.append(f"{name} har berett ärendet{number}{day}.")
    return told


class Following(QWidget):
    """What registering the decision leads to, or that it is registered."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", "label")
        self.words = caption("", wrap=True)
        self.setLayout(column(self.heading, self.words, gap=4))

    def show_following(
        self, pending: Consequences, done: tuple[int, int], *, entered_all: bool, overtaken: bool
    ) -> None:
        """Say it."""
        if pending:
            self.heading.setText("Det här följer när du registrerar beslutet")
            self.words.setText("\n".join(pending.told))
        elif overtaken:
            self.heading.setText("Ett senare beslut gäller")
            self.words.setText("Ett senare sammanträde har tagit upp ärendet. Inget mer följer av det här beslutet.")
        elif entered_all:
            self.heading.setText("Beslutet är registrerat")
            self.words.setText("Ändrar du något visas här vad som följer av det.")
        else:
            self.heading.setText("Det här följer av beslutet")
            of = f"{done[0]} av {done[1]} utfall är angivna. " if done[1] else ""
            self.words.setText(f"{of}När alla är det visas här vad som följer, innan något ändras.")


class BeforeRegistering(QWidget):
    """What is open when a decision is about to be registered, with a verb for each thing; nothing is hindered."""

    place_wanted = Signal(object)
    """The question whose place is to be gone to."""
    registered = Signal()
    """It is to be registered as it is."""
    turned = Signal()
    """The question has come or gone."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Question] = []
        self._asked_from: QWidget | None = None
        self.words = Label("", "body", wrap=True)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verbs = [button("") for _ in range(_MOST_VERBS)]
        self.anyway = link_button("Re&gistrera ändå")
        self.anyway.setToolTip("Alt+G")
        flow = FlowLayout(gap=6, line_gap=6)
        for at, one in enumerate(self.verbs):
            one.clicked.connect(partial(self._go, at))
            flow.addWidget(one)
        flow.addWidget(self.anyway)
        self.anyway.clicked.connect(self.registered)
        mark = column(Mark("warning", "warn_icon"), None, margins=(0, 2, 0, 0))
        body = column(self.words, holding(flow), gap=8)
        self._inside = row(mark, (holding(body), 1), gap=8, margins=(16, 10, 16, 10))
        self._area = FormScroll(self._inside)
        self.setLayout(column(rule(), self._area, gap=0))
        self.hide()

    def ask(self, questions: Sequence[Question]) -> None:
        """Ask these, with the focus on the first verb; what is asked already is only pointed at."""
        if not self.questions:
            self._asked_from = QApplication.focusWidget()
            self._show(questions)
        if not self._has_focus():
            self.verbs[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self, *, back: bool = True) -> None:
        """Let it be for now; the focus goes back to where it was asked from, if it is still in the question."""
        if not self.questions:
            return
        inside, came_from = self._has_focus(), self._asked_from
        self._close()
        if (back or inside) and came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        return self.isAncestorOf(QApplication.focusWidget() or self)

    def _close(self) -> None:
        self._asked_from = None
        self._show([])

    def _show(self, questions: Sequence[Question]) -> None:
        self.questions = list(questions)
        self.words.setText("\n".join(one.words for one in questions))
        verbs = list(dict.fromkeys(one.verb for one in questions))
        for at, one in enumerate(self.verbs):
            one.setText(verbs[at] if at < len(verbs) else "")
            one.setVisible(at < len(verbs))
        self.setAccessibleName(self.words.text())
        self.setVisible(bool(questions))
        if questions:
            announce(self, self.words.text())
        self.turned.emit()

    def fit(self, width: int, most: int) -> int:
        """Be as high as all of it needs at a width, and scroll beyond ``most``; the height that all of it needs."""
        needed = self._inside.totalHeightForWidth(width)
        self._area.setFixedHeight(max(0, min(needed, most)))
        return needed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the verb that has the focus; Esc leaves it."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        verb = self.verbs[at].text()
        question = next(one for one in self.questions if one.verb == verb)
        self._close()
        self.place_wanted.emit(question)
