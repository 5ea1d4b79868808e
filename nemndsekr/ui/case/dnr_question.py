"""DnrQuestion: asks under the field of a diarienummer whether it is right; the person may go on all the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from nemndsekr.rules.dnr_form import dnr_doubt
from nemndsekr.store.number_facts import NumberOf, number_facts
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.kit.forms import Field


class DnrQuestion(QObject):
    """Over one field: a number that looks like none of the nämnd's, or that another case has, is asked about."""

    open_wanted = Signal(int, str)
    """The case that has the number is to be opened: its id and uid."""

    def __init__(
        self, field: Field, editor: QLineEdit, folder: Callable[[], DataFolder | None], namnd: Callable[[], str]
    ) -> None:
        """Ask about ``editor`` in ``field``; ``folder`` holds the database, ``namnd`` is the name of the case's."""
        super().__init__(field)
        self._field, self._editor, self._folder, self._namnd = field, editor, folder, namnd
        self._taken_by: NumberOf | None = None
        self._answered = ""
        editor.textEdited.connect(lambda _: self._say(""))
        field.acted.connect(self._open)

    @property
    def is_taken(self) -> bool:
        """Whether another case has the number that was asked about last."""
        return self._taken_by is not None

    def ask(self, but_case: int = 0) -> bool:
        """Ask where there is something to ask; whether there is. ``but_case`` may have the number."""
        words, folder = self._editor.text().strip(), self._folder()
        self._taken_by = None
        if not words or not self._editor.isEnabled() or folder is None:
            self._say("")
            return False
        known = number_facts(folder, words, self._namnd(), but_case)
        self._taken_by = known.taken_by
        if known.taken_by is not None:
            self._say(f"{words} står redan på «{known.taken_by.title}».", "Öppna det")
        else:
            self._say(dnr_doubt(words, known.pattern))
        return bool(self._field.message.words.text())

    def holds_back(self) -> bool:
        """Whether a form must wait: a number is asked about once, and then it is the person's word."""
        words = self._editor.text().strip()
        asks = self.ask()
        first = words != self._answered
        self._answered = words
        return asks and first

    def _say(self, words: str, action: str = "") -> None:
        if words != self._field.message.words.text():
            self._field.set_message(words, action)

    def _open(self) -> None:
        if self._taken_by is not None:
            self.open_wanted.emit(self._taken_by.case_id, self._taken_by.uid)
