"""FollowupView: what each view of the follow-up tells its page, and the states that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from nemndsekr.operations.print_followup import ListWish
from nemndsekr.rules.followup import Mark
from nemndsekr.store.database import Store
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import Token

Result = TypeVar("Result")

STATES: Final = {
    Mark.genomford: State.DONE,
    Mark.pagar: State.ONGOING,
    Mark.planerad: State.NOT_STARTED,
    Mark.sen: State.LATE,
    Mark.utgar: State.NOTE,
}
SHAPES: Final[dict[Mark, tuple[IconName, Token]]] = {
    Mark.genomford: ("square-filled", "ok"),
    Mark.pagar: ("square-half", "accent"),
    Mark.planerad: ("square-hollow", "text2"),
    Mark.sen: ("late", "late"),
    Mark.utgar: ("square-hollow", "text2"),
}


class CsvList(NamedTuple):
    """A list for a spreadsheet: the name of its file, what makes it, what it holds in words, and what it leaves out.

    ``whole`` is the same list without the filter, None where this is all of it.
    """

    name: str
    make: Callable[[Store], bytes]
    holds: str = ""
    whole: CsvList | None = None
    whole_words: str = ""


class FollowupView(QWidget):
    """One view. It asks in the background; only the answer to its newest question is shown."""

    opened = Signal(int, str, str)  # case id, and table and uid of the row to show there, if any
    said = Signal(str, str, object)  # tone, words, and (link word, callable) or None
    elsewhere = Signal(str)  # another page that an empty view leads to
    listed = Signal()  # what can be printed and saved has changed

    name = ""
    short_name = ""
    """The name where there is no room for all of them in the row of tabs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asked = 0
        self.stale = True

    def load(self) -> None:
        """Ask for what is shown."""

    def first_focus(self) -> QWidget:
        """What gets the focus."""
        return self

    def wish(self) -> ListWish | None:
        """What of this view can be printed, or None where there is nothing."""
        return None

    def csv(self) -> CsvList | None:
        """The CSV file that this view can give, or None."""
        return None

    def filters(self) -> QLayout | None:
        """The row over the view."""
        return None

    def ask(self, question: Callable[[Store], Result], show: Callable[[Result], None]) -> None:
        """Ask; what was asked before and is not answered yet is no longer wanted."""
        self.stale = False
        self._asked += 1
        mine = self._asked

        def answered(result: Result) -> None:
            if mine == self._asked:
                show(result)

        if self.desk.store is not None:
            self.desk.ask(question, answered)
