"""LockPanel: the small question before a version is locked: why, and to whom it goes. It stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit

from nemndsekr.operations.versions import LockProposal, Sending
from nemndsekr.records.choices import VersionGate
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.panels import Panel


class LockPanel(Panel):
    """Enter locks, Esc leaves. ``locked`` gives the ``VersionGate`` and the ``Sending``; ``left`` comes alone."""

    locked = Signal(object, object)
    left = Signal()
    shown = Signal(bool)
    """It came or went; other parts of the page make room."""

    def __init__(self, today: date) -> None:
        self.gate_box = ChoiceBox(VersionGate)
        self.to_line = QLineEdit()
        self.day_field = DayField("S&kickad", today)
        self.lock_button = primary_button("Lås")
        self.cancel_button = button("Avbryt")
        gate = Field("Lås handlingen som den är. Var&för?", self.gate_box)
        sent = PairedFields(Field("&Till", self.to_line), self.day_field)
        self.left_open = caption("", wrap=True)
        buttons = row((self.left_open, 1), self.cancel_button, self.lock_button)
        super().__init__(body=column(gate, sent, buttons, gap=8, margins=(12, 10, 12, 10)))
        self._receivers: Mapping[VersionGate, str] = {}
        self.gate_box.currentIndexChanged.connect(self._propose)
        self.lock_button.clicked.connect(self._lock)
        self.cancel_button.clicked.connect(self.left)
        self.hide()

    def ask(self, proposal: LockProposal, today: date, left: str = "") -> None:
        """Ask, beginning with the proposal; ``left`` are the words for the remarks that are left, where any are."""
        self._receivers = proposal.receivers
        self.left_open.setText(f"{left}. Du kan låsa ändå." if left else "")
        self.to_line.setModified(False)
        self.day_field.set_today(today)
        self.day_field.set_value(today)
        self.gate_box.set_value(proposal.gate)
        self._propose()
        self.show()
        self.gate_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it came."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it went, unless the whole page did."""
        super().hideEvent(event)
        if self.isHidden():
            self.shown.emit(False)

    def _gate(self) -> VersionGate:
        return VersionGate(self.gate_box.value() or VersionGate.annan)

    def _propose(self) -> None:
        """What somebody has written of their own stays, whatever the reason becomes."""
        if not self.to_line.isModified():
            self.to_line.setText(self._receivers.get(self._gate(), ""))
            self.to_line.setCursorPosition(0)

    def _lock(self) -> None:
        if not self.day_field.is_understood():
            self.day_field.tell_amiss()
            return
        to = self.to_line.text().strip()
        self.locked.emit(self._gate(), Sending(to, self.day_field.value() if to else None))

    def take_key(self, key: int) -> bool:
        """Lock by Enter, leave by Esc, wherever in the page the focus is; whether the key was one of them."""
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lock()
        else:
            return False
        return True
