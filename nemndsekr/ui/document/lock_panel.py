"""LockPanel: the small question before a version is locked: why it is. It stands in its place, not in a window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal

from nemndsekr.records.choices import CaseStage, VersionGate
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.panels import Panel

# What a version is most likely locked for, by how far the case has come.
_GATE_OF: Final = {
    CaseStage.under_arbete: VersionGate.till_beredning,
    CaseStage.till_beredning: VersionGate.till_beredning,
    CaseStage.till_au: VersionGate.till_au,
    CaseStage.till_namnd: VersionGate.till_namnd,
    CaseStage.beslutat: VersionGate.beslutad,
    CaseStage.expedierat: VersionGate.expedierad,
}


class LockPanel(Panel):
    """Enter locks, Esc leaves. ``locked`` gives the reason as a ``VersionGate``; ``left`` comes without one."""

    locked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        self.gate_box = ChoiceBox(VersionGate)
        self.lock_button = primary_button("Lås")
        self.cancel_button = button("Avbryt")
        gate = Field("Lås handlingen som den är. Var&för?", self.gate_box)
        buttons = row(None, self.cancel_button, self.lock_button)
        super().__init__(body=column(gate, buttons, gap=8, margins=(12, 10, 12, 10)))
        self.lock_button.clicked.connect(self._lock)
        self.cancel_button.clicked.connect(self.left)
        self.hide()

    def ask(self, stage: CaseStage) -> None:
        """Ask, beginning with what a case at this stage is most likely locked for."""
        self.gate_box.set_value(_GATE_OF.get(stage, VersionGate.annan))
        self.show()
        self.gate_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lock(self) -> None:
        self.locked.emit(VersionGate(self.gate_box.value() or VersionGate.annan))

    def take_key(self, key: int) -> bool:
        """Lock by Enter, leave by Esc, wherever in the page the focus is; whether the key was one of them."""
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lock()
        else:
            return False
        return True
