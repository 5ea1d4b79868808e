"""NamndDialog: what a nämnd is called, and where its minutes lie and its decisions are appealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from nemndsekr.ui.case.record_form import title_of
from nemndsekr.ui.case.throw_guard import ThrowGuard
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll, PairedFields
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.records.namnd import Namnd
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError

_MOST_WEEKS: Final = 52
_ACCESS: Final = {
    "name": "a",
    "short_name": "F",
    "municipality": "K",
    "forvaltning_name": "v",
    "dnr_pattern": "D",
    "address": "e",
    "auditor": "R",
    "website": "w",
    "minutes_place": "P",
    "appeal_court": "Ö",
    "lead_weeks": "B",
}


class NamndDialog(FittedDialog):
    """The facts of a nämnd, saved as one step; with several nämnder, the one that is shown."""

    def __init__(
        self, desk: Desk, namnder: Sequence[Namnd], chosen: int, parent: QWidget | None = None, field: str = ""
    ) -> None:
        """Show the facts of the chosen nämnd; ``field`` is where one begins to write."""
        super().__init__(parent)
        from nemndsekr.records.namnd import Namnd

        self.setWindowTitle("Nämnden")
        self._desk = desk
        self._namnder = {one.stored_id: one for one in namnder}
        self.namnd = Combo()
        for one in namnder:
            self.namnd.addItem(one.name, one.stored_id)
        self.namnd.setCurrentIndex(max(self.namnd.findData(chosen), 0))
        self._shown = int(self.namnd.currentData())
        choose = Field("&Nämnd", self.namnd)
        choose.setVisible(len(namnder) > 1)
        self.lines: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field] = {}
        for name in _ACCESS:
            editor: QWidget = self._weeks() if name == "lead_weeks" else self._line(name)
            self.fields[name] = Field(title_of(Namnd, name, _ACCESS[name]), editor)
            self.fields[name].set_caption(Namnd.model_fields[name].description or "")
        of = self.fields
        form = column(
            Label("Nämnden och dess handlingar", "section"),
            of["name"],
            PairedFields(of["short_name"], of["dnr_pattern"]),
            PairedFields(of["municipality"], of["forvaltning_name"]),
            PairedFields(of["address"], of["auditor"]),
            Label("Protokoll, anslag och överklagande", "section"),
            of["minutes_place"],
            of["website"],
            of["appeal_court"],
            Label("Svar", "section"),
            PairedFields(of["lead_weeks"], QWidget()),
            None,
            gap=12,
            margins=(12, 12, 12, 12),
        )
        self.message = FieldMessage()
        self.save = primary_button("Spara")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel = button("Avbryt")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._scroll = FormScroll(form)
        area = Panel(body=self._scroll)
        foot = row((self.message, 1), None, cancel, self.save)
        self.fit(column(choose, (area, 1), gap=12), foot, width=620, height=640)
        self._guard = ThrowGuard(lambda: repr(self.changed()) if self.changed() else "", self.message.set_message)
        self.namnd.currentIndexChanged.connect(lambda _: self._choose())
        self._show()
        self._first = self.fields[field if field in self.fields else "name"]
        self._first.setFocus()

    def _line(self, name: str) -> QLineEdit:
        self.lines[name] = QLineEdit()
        return self.lines[name]

    def _weeks(self) -> QSpinBox:
        self.weeks = QSpinBox()
        self.weeks.setRange(0, _MOST_WEEKS)
        self.weeks.setSuffix(" veckor")
        return self.weeks

    def _show(self) -> None:
        namnd = self._namnder[self._shown]
        for name, line in self.lines.items():
            line.setText(getattr(namnd, name))
            line.setCursorPosition(0)
        self.weeks.setValue(namnd.lead_weeks)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the field be seen that one begins to write in."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._first))

    def changed(self) -> dict[str, Any]:
        """What is written otherwise than it is stored."""
        namnd = self._namnder[self._shown]
        values = {**{name: line.text().strip() for name, line in self.lines.items()}, "lead_weeks": self.weeks.value()}
        return {name: value for name, value in values.items() if value != getattr(namnd, name)}

    def _choose(self) -> None:
        """Show another nämnd; what is written of this one is asked about first."""
        wanted = int(self.namnd.currentData())
        if wanted == self._shown:
            return
        if self.changed():
            self.message.set_message("Spara det du har skrivit innan du väljer en annan nämnd.")
            self.namnd.setCurrentIndex(self.namnd.findData(self._shown))
            return
        self._shown = wanted
        self.message.set_message("")
        self._show()

    def reject(self) -> None:
        """Close, but ask once before what is written is thrown away."""
        if self._guard.may_close():
            super().reject()

    def _save(self) -> None:
        values, namnd_id = self.changed(), self._shown
        if not values:
            self.accept()
            return
        self.save.setEnabled(False)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.edit_record import edit_record
            from nemndsekr.records.namnd import Namnd

            return edit_record(store, Namnd, namnd_id, values, who, now, name="ändrade nämndens uppgifter")

        self._desk.act(operation, lambda _: self._saved(), self._failed)

    def _saved(self) -> None:
        # The answer may come when the window is closed and gone.
        if shiboken6.isValid(self):
            self.accept()

    def _failed(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.save.setEnabled(True)
            self.message.set_message(str(error))


def open_namnd(desk: Desk, parent: QWidget, chosen: int = 0, field: str = "") -> None:
    """Show the facts of a nämnd, or say that there is none yet."""

    def ask(namnder: list[Namnd]) -> None:
        from nemndsekr.support.errors import UserError

        if not shiboken6.isValid(parent):
            return
        if not namnder:
            desk.failed.emit(UserError("Det finns ingen nämnd än.", "Lägg in ett ärende först."))
            return
        dialog = NamndDialog(desk, namnder, chosen, parent, field)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    desk.ask(_all_namnder, ask)


def _all_namnder(store: Store) -> list[Namnd]:
    from nemndsekr.store.queries import all_namnder

    return all_namnder(store)
