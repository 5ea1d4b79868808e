"""LockPanel: the small question before a version is locked: why, and to whom it goes. It stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from nemndsekr.operations.versions import Sent
from nemndsekr.records.choices import CaseStage, VersionGate
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.forms import Field, PairedFields
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
    """Enter locks, Esc leaves. ``locked`` gives the reason (a ``VersionGate``) and ``Sent``; ``left`` neither."""

    locked = Signal(object, object)
    left = Signal()

    def __init__(self, today: date) -> None:
        self._proposed: Mapping[VersionGate, str] = {}
        self._own_words = False
        self.to_line = QLineEdit()
        self.to_line.setPlaceholderText("Vem versionen går till")
        self.day = DayField("D&en", today)
        self.gate_box = ChoiceBox(VersionGate)
        self.lock_button = primary_button("Lås")
        self.cancel_button = button("Avbryt")
        gate = Field("Lås handlingen som den är. Var&för?", self.gate_box)
        buttons = row(None, self.cancel_button, self.lock_button)
        sent = PairedFields(Field("&Till", self.to_line), self.day)
        super().__init__(body=column(gate, sent, buttons, gap=8, margins=(12, 10, 12, 10)))
        self.gate_box.currentIndexChanged.connect(self._propose)
        self.to_line.textEdited.connect(lambda text: setattr(self, "_own_words", bool(text)))
        self.lock_button.clicked.connect(self._lock)
        self.cancel_button.clicked.connect(self.left)
        self.hide()

    def ask(self, stage: CaseStage, proposed: Mapping[VersionGate, str], today: date) -> None:
        """Ask, beginning with what a case at this stage is most likely locked for, and to whom it then goes."""
        self._proposed, self._own_words = proposed, False
        self.day.set_today(today)
        self.day.set_value(today)
        self.gate_box.set_value(_GATE_OF.get(stage, VersionGate.annan))
        self._propose()
        self.show()
        self.gate_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _gate(self) -> VersionGate:
        return VersionGate(self.gate_box.value() or VersionGate.annan)

    def _propose(self) -> None:
        """Words that a person wrote stay, whatever gate is chosen after them."""
        if not self._own_words:
            self.to_line.setText(self._proposed.get(self._gate(), ""))

    def _lock(self) -> None:
        to = self.to_line.text().strip()
        self.locked.emit(self._gate(), Sent(to, self.day.value() if to else None))

    def take_key(self, key: int) -> bool:
        """Lock by Enter, leave by Esc, wherever in the page the focus is; whether the key was one of them."""
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lock()
        else:
            return False
        return True
