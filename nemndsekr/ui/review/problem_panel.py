"""ProblemPanel: what the reading did not understand, each with its place; Enter goes there, Space marks it as seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt, Signal

from nemndsekr.reading.draft import Problem
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.panels import Panel


class ProblemPanel(Panel):
    """One row for each problem, checked when it is seen. Hidden where there is none."""

    seen = Signal(object, bool)
    wanted = Signal(object)
    """The problem whose place is to be shown."""

    def __init__(self) -> None:
        self.list = CheckList("Att se över")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleDescription("Enter visar stället. Mellanslag markerar som sett.")
        super().__init__("Att se över", body=self.list)
        self.list.toggled.connect(self.seen)
        self.list.chosen.connect(self.wanted)
        self.list.opened.connect(self.wanted)
        self.hide()

    def show_problems(self, problems: Sequence[Problem], seen: Collection[int]) -> None:
        """Show these, checked where they are seen."""
        rows = [
            CheckRow(
                number,
                problem.text,
                page=f"s. {problem.page}" if problem.page else "",
                checked=number in seen,
                faint=number in seen,
            )
            for number, problem in enumerate(problems)
        ]
        self.list.set_rows(rows)
        left = sum(number not in seen for number in range(len(problems)))
        self.set_title("Att se över", "Allt är sett" if not left else f"{left} kvar" if left < len(rows) else f"{left}")
        self.setVisible(bool(problems))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "list"):
            self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(max(self.list.content_height(), 1))
