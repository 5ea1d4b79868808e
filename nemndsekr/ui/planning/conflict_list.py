"""ConflictList: what is amiss, one line for each, and under it the ways to mend it as links that do it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from nemndsekr.rules.planning.conflicts import Conflict, Remedy, RemedyKind, Severity, can_be_kept
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.labels import Label, Tone, caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_variant
from nemndsekr.ui.kit.messages import LineMark, announce
from nemndsekr.ui.kit.tokens import Token

CHAIN_REMEDIES: Final = frozenset(
    {RemedyKind.choose_chain, RemedyKind.immediate, RemedyKind.ask_for_time, RemedyKind.extra_meeting}
)
"""What is done in the window in which a case's chain is chosen."""
KEEP: Final = Remedy(RemedyKind.keep, "Låt stå")
_MARKS: Final[dict[Severity, tuple[IconName, Token, Tone]]] = {
    Severity.fel: ("warning", "warn_icon", "warn"),
    Severity.varning: ("warning", "warn_icon", "warn"),
    Severity.upplysning: ("info", "text2", "muted"),
}


class ConflictList(QWidget):
    """``acted`` gives a conflict and the remedy that was pressed; ``again`` asks for those that were let be.

    ``kinds`` are the remedies that can be done where the list stands; where others are left out, the words tell them.
    """

    acted = Signal(object, object)
    again = Signal()

    def __init__(self, kinds: Collection[RemedyKind] = tuple(RemedyKind), most: int = 0) -> None:
        super().__init__()
        self._kinds, self._most = frozenset(kinds), most
        self._shown: tuple[tuple[Conflict, ...], int] | None = None
        self.conflicts: tuple[Conflict, ...] = ()
        self.buttons: list[QPushButton] = []
        self._box = column(gap=4)
        self.setLayout(self._box)
        self.show_conflicts(())

    def show_conflicts(self, found: Sequence[Conflict], kept: int = 0) -> None:
        """Show what is amiss; ``kept`` are so many that were let be, and can be told again."""
        wanted = (tuple(found[: self._most] if self._most else found), kept)
        self.conflicts = wanted[0]
        if self._shown == wanted:
            return
        self._shown = wanted
        had_focus = any(one.hasFocus() for one in self.buttons)
        self.buttons = []
        while (item := self._box.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for conflict in self.conflicts:
            self._box.addWidget(self._line(conflict))
        if kept:
            words = "1 påpekande låts stå." if kept == 1 else f"{kept} påpekanden låts stå."
            self._box.addWidget(holding(row(caption(words), self._link("Påpeka igen", self.again.emit, words), None)))
        self.setVisible(bool(self.conflicts) or bool(kept))
        self.setAccessibleName(" ".join(one.words for one in self.conflicts))
        if self.conflicts and self.isVisible():
            announce(self, self.accessibleName())
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _line(self, conflict: Conflict) -> QWidget:
        name, ink, tone = _MARKS[conflict.severity]
        remedies = [one for one in conflict.remedies if one.kind in self._kinds]
        if RemedyKind.keep in self._kinds and can_be_kept(conflict):
            remedies.append(KEEP)
        moves = any(one.kind == RemedyKind.move for one in remedies)
        words = Label(conflict.fact if moves else conflict.words, "caption", tone, wrap=True)
        told = row(LineMark(name, ink, words), (words, 1), gap=4)
        if not remedies:
            return holding(told)
        links = QWidget()
        flow = FlowLayout(links, gap=12, line_gap=2)
        for remedy in remedies:
            flow.addWidget(self._link(remedy.words, partial(self.acted.emit, conflict, remedy), conflict.fact))
        return holding(column(told, row((links, 1), margins=(20, 0, 0, 0)), gap=0))

    def _link(self, words: str, act: Callable[[], object], about: str) -> QPushButton:
        made = link_button(words)
        set_variant(made, "flush")
        made.setAutoDefault(False)
        made.setAccessibleName(f"{words}: {about}")
        made.clicked.connect(lambda _=False: act())
        self.buttons.append(made)
        return made
