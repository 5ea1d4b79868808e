"""OutcomeBox: what was decided on one point, chosen by a single letter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from nemndsekr.records.choices import Outcome, label
from nemndsekr.ui.case.editors import ChoiceBox

OUTCOME_KEYS: Final = {
    "B": Outcome.bifall,
    "D": Outcome.delvis_bifall,
    "A": Outcome.avslag,
    "S": Outcome.anses_besvarad,
    "Å": Outcome.aterremiss,
    "O": Outcome.bordlaggning,
    "V": Outcome.avvisas,
    "T": Outcome.aterkallat,
    "U": Outcome.utgar,
    "L": Outcome.overlamnas,
    "N": Outcome.noteras,
    "R": Outcome.remitteras,
    "H": Outcome.lagges_till_handlingarna,
}
ALL_KEY: Final = "E"
KEYS_TOLD: Final = " · ".join(
    [
        *(
            f"{letter}\u00a0{label(outcome).lower().replace(' ', chr(0xA0))}"
            for letter, outcome in OUTCOME_KEYS.items()
        ),
        f"{ALL_KEY}\u00a0allt\u00a0enligt\u00a0förslaget",
    ]
)


class OutcomeBox(ChoiceBox):
    """An outcome or none. A letter chooses, Delete clears, F2 asks for the decided words; Enter is left to the form."""

    all_wanted = Signal()
    text_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        letters = {outcome: letter for letter, outcome in OUTCOME_KEYS.items()}
        self.set_choices(
            [(None, "Inte angivet")],
            [(outcome, f"{label(outcome)}  ({letters[outcome]})") for outcome in OUTCOME_KEYS.values()],
        )
        self.setMaxVisibleItems(len(OUTCOME_KEYS) + 1)
        self.setAccessibleDescription(KEYS_TOLD.replace("\u00a0", " "))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters before Qt searches the list for them."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().upper()
        if not held and letter in OUTCOME_KEYS:
            self.set_value(OUTCOME_KEYS[letter])
        elif not held and letter == ALL_KEY:
            self.all_wanted.emit()
        elif not held and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(None)
        elif not held and event.key() == Qt.Key.Key_F2:
            self.text_wanted.emit()
        elif not held and event.key() == Qt.Key.Key_Space:
            self.showPopup()
        else:
            super().keyPressEvent(event)
