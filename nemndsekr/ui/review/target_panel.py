"""TargetPanel: which case the paper is to be put in, with the reason for what is proposed, before everything else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from nemndsekr.operations.case_proposals import Proposal
from nemndsekr.ui.kit.forms import Combo, dress_combo
from nemndsekr.ui.kit.labels import caption, field_label
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.panels import PAD, Panel

NEW_CASE = 0
_ANOTHER = -1


class TargetPanel(Panel):
    """A choice between a new case and those there is evidence for. ``chosen`` gives an id, or 0 for a new case."""

    chosen = Signal(int)
    another_wanted = Signal()
    """The person wants to look for a case that is not in the list."""

    def __init__(self) -> None:
        self.combo = Combo()
        dress_combo(self.combo)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(12)
        self.label = field_label("Hör &till", self.combo)
        self.reason = caption("", wrap=True)
        body = column(row(self.label, (self.combo, 1), gap=12), self.reason, gap=4)
        super().__init__(body=body, pad=PAD)
        self.setAccessibleName("Ärende")
        self._target = NEW_CASE
        self._reasons: dict[int, str] = {}
        self.combo.activated.connect(self._activated)

    def show_targets(self, proposals: Sequence[Proposal], others: Sequence[tuple[int, str]], target: int) -> None:
        """Offer a new case, these proposals and these other cases; ``target`` is the one that is chosen."""
        self._target = target
        self._reasons = {one.case_id: f"{one.reason}." for one in proposals}
        self.combo.clear()
        self.combo.addItem("Nytt ärende", NEW_CASE)
        for proposal in proposals:
            self.combo.addItem(f"Lägg till i: {proposal.name}", proposal.case_id)
        for case_id, name in others:
            if case_id not in self._reasons:
                self.combo.addItem(f"Lägg till i: {name}", case_id)
        self.combo.addItem("Ett annat ärende …", _ANOTHER)
        self._show_target()

    def target(self) -> int:
        """The case that is chosen, or 0."""
        return self._target

    def _show_target(self) -> None:
        self.combo.setCurrentIndex(max(self.combo.findData(self._target), 0))
        self.combo.setToolTip(self.combo.currentText())
        words = self._reasons.get(self._target, "")
        if self._target == NEW_CASE and self._reasons:
            most = next(iter(self._reasons))
            named = self.combo.itemText(self.combo.findData(most)).removeprefix("Lägg till i: ")
            words = f"Kan höra till «{named}»: {self._reasons[most][:1].lower()}{self._reasons[most][1:]}"
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
        self.combo.setAccessibleDescription(words)

    def _activated(self) -> None:
        chosen = int(self.combo.currentData())
        if chosen == _ANOTHER:
            self._show_target()
            self.another_wanted.emit()
        elif chosen != self._target:
            self._target = chosen
            self._show_target()
            self.chosen.emit(chosen)
