"""ClosedDialog: the times when nobody meets - breaks, holiday weeks, days of one's own - each saved when changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.support.days import day_reading
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.records.planning import ClosedDays
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError


class ClosedDialog(FittedDialog):
    """A list of times and the fields of the chosen one. «Lägg till» makes a new one of what stands in the fields."""

    def __init__(
        self, desk: Desk, namnd_id: int, rows: Sequence[ClosedDays], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Uppehåll och egna lediga dagar")
        self._desk, self._namnd_id = desk, namnd_id
        self._rows = {one.stored_id: one for one in rows}
        self.list = TaskList("Uppehåll")
        set_size(self.list, min_height=140)
        self.none = caption("Inga uppehåll än. Röda dagar räknas av sig själva.", wrap=True)
        self.name = QLineEdit()
        self.name_field = Field("&Uppehåll", self.name)
        self.first = DayField("&Från och med", today)
        self.last = DayField("&Till och med", today)
        self.first.day_changed.connect(lambda day: self.last.set_today(today, after=day))
        self.message = FieldMessage()
        self.add, self.change, self.remove = button("&Lägg till"), button("&Ändra"), button("Ta &bort")
        self.close_button = primary_button("Stäng")
        for one in (self.add, self.change, self.remove, self.close_button):
            one.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.accept)
        self.list.chosen.connect(lambda _: self._fill())
        self.fit(
            column(
                caption("Då sammanträder ni inte, och dagarna räknas inte som arbetsdagar.", wrap=True),
                (Panel(body=self.list), 1),
                self.none,
                self.name_field,
                PairedFields(self.first, self.last),
                gap=12,
            ),
            column(self.message, row(self.add, self.change, self.remove, None, self.close_button), gap=12),
            width=480,
            height=440,
        )
        self._show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, chosen: int = 0) -> None:
        rows = sorted(self._rows.values(), key=lambda one: one.from_day)
        self.list.set_rows(
            [TaskRow(key=one.stored_id, name=one.name, note=_days(one.from_day, one.until_day)) for one in rows]
        )
        if chosen:
            self.list.choose(chosen)
        self.none.setVisible(not rows)
        self._tell()

    def _chosen(self) -> ClosedDays | None:
        key = self.list.current_key()
        return self._rows.get(key) if isinstance(key, int) else None

    def _tell(self) -> None:
        self.change.setEnabled(self._chosen() is not None)
        self.remove.setEnabled(self._chosen() is not None)

    def _fill(self) -> None:
        one = self._chosen()
        if one is not None:
            self.name.setText(one.name)
            self.first.set_value(one.from_day)
            self.last.set_value(one.until_day)
        self.message.set_message("")
        self._tell()

    def _values(self) -> tuple[str, date, date] | None:
        """What stands in the fields, or None with a word about what is missing."""
        name, first = self.name.text().strip(), self.first.value()
        last = self.last.value() or (first if not self.last.line.text().strip() else None)
        self.name_field.set_message("" if name else "Skriv vad uppehållet heter, till exempel Sommaruppehåll.")
        if not name:
            self.name.setFocus()
        elif first is None:
            self.first.set_message("Skriv den första dagen.")
            self.first.line.setFocus()
        elif last is None:
            self.last.set_message("Skriv den sista dagen.")
            self.last.line.setFocus()
        elif last < first:
            self.last.set_message("Uppehållet slutar innan det börjar.")
            self.last.line.setFocus()
        else:
            return name, first, last
        return None

    def _add(self) -> None:
        values = self._values()
        if values is None:
            return

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meetings import add_closed_days

            return add_closed_days(store, self._namnd_id, *values, who, now)

        self._act(operation)

    def _change(self) -> None:
        values, one = self._values(), self._chosen()
        if values is None or one is None:
            return
        closed_id = one.stored_id

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meetings import change_closed_days

            return change_closed_days(store, closed_id, *values, who, now)

        self._act(operation, closed_id)

    def _remove(self) -> None:
        one = self._chosen()
        if one is None:
            return
        closed_id = one.stored_id

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meetings import remove_closed_days

            return remove_closed_days(store, closed_id, who, now)

        self._act(operation)

    def _act(self, operation: object, chosen: int = 0) -> None:
        def done(_: Changes) -> None:
            self._desk.ask(lambda store: closed_rows(store, self._namnd_id), lambda rows: self._take(rows, chosen))

        def refused(error: UserError) -> None:
            self.message.set_message(f"{error.what} {error.next_step}")

        self._desk.act(operation, done, refused)  # type: ignore[arg-type]

    def _take(self, rows: Sequence[ClosedDays], chosen: int) -> None:
        new = {one.stored_id for one in rows} - set(self._rows)
        self._rows = {one.stored_id: one for one in rows}
        self._show(chosen or max(new, default=0))


def closed_rows(store: Store, namnd_id: int) -> list[ClosedDays]:
    """The nämnd's times when nobody meets."""
    from nemndsekr.operations.meetings import closed_days_of

    return closed_days_of(store, namnd_id)


def _days(first: date, last: date) -> str:
    return day_reading(first) if first == last else f"{day_reading(first)} – {day_reading(last)}"
