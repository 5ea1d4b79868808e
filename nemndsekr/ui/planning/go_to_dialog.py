"""ask_day: which day the plan is to be shown at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column, row


class GoToDialog(FittedDialog):
    """One field for a day; Enter goes there."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gå till datum")
        self.day = DayField("&Datum", today)
        self.ok, self.cancel_button = primary_button("Gå dit"), button("Avbryt")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._accept)
        self.cancel_button.clicked.connect(self.reject)
        self.fit(column(self.day, None), row(None, self.cancel_button, self.ok), width=360)
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        if self.day.value() is not None:
            self.accept()
        elif self.day.is_understood():
            self.day.set_message("Skriv en dag, till exempel 20/3 eller v. 12.")
        else:
            self.day.tell_amiss()


def ask_day(parent: QWidget, today: date) -> date | None:
    """Ask; None is no."""
    dialog = GoToDialog(today, parent)
    day = dialog.day.value() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return day
