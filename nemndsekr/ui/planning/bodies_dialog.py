"""BodiesDialog: the bodies of a nämnd - names, what each is in the chain, their order - each saved when changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.meetings import add_body, bodies_of, change_body, move_body, remove_body
from nemndsekr.records.choices import BodyKind, label
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, link_button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.records.meeting import MeetingBody
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError

_INTRO = (
    "Instanserna visas i den här ordningen i planen och på papper: den som förbereder först, den som beslutar sist."
)


class BodiesDialog(FittedDialog):
    """A list of bodies and the fields of the chosen one. «Lägg till» makes a new one of what stands in the fields."""

    def __init__(
        self, desk: Desk, namnd_id: int, namnd: str, rows: Sequence[MeetingBody], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Instanser")
        self._desk, self._namnd_id = desk, namnd_id
        self._rows: list[MeetingBody] = []
        self.list = TaskList("Instanser")
        set_size(self.list, min_height=140)
        self.none = caption("Inga instanser än. Skriv den första här under.", wrap=True)
        self.name, self.kind = QLineEdit(), ChoiceBox(BodyKind)
        self.kind.set_value(BodyKind.namnd)
        self.name_field, self.kind_field = Field("&Instans", self.name), Field("&Slag", self.kind)
        self.message = FieldMessage()
        self.up = link_button("Flytta &upp", "chevron-up")
        self.down = link_button("Flytta n&ed", "chevron-down")
        self.add, self.change, self.remove = button("&Lägg till"), button("Ä&ndra"), button("Ta &bort")
        self.close_button = primary_button("Stäng")
        for one in (self.up, self.down, self.add, self.change, self.remove, self.close_button):
            one.setAutoDefault(False)
        self.up.setToolTip("Alt+Upp")
        self.down.setToolTip("Alt+Ned")
        self.fit(
            column(
                caption(namnd, wrap=True),
                caption(_INTRO, wrap=True),
                (Panel(body=self.list), 1),
                self.none,
                row(self.up, self.down, None),
                PairedFields(self.name_field, self.kind_field),
                gap=12,
            ),
            column(self.message, row(self.add, self.change, self.remove, None, self.close_button), gap=12),
            width=520,
            height=460,
        )
        self._connect()
        self._take(rows)
        if self._rows:
            self.list.choose(self._rows[0].stored_id)
        (self.list if self._rows else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.close_button.clicked.connect(self.accept)
        self.list.chosen.connect(lambda _: self._fill())
        self.list.opened.connect(lambda _: self.name.setFocus(Qt.FocusReason.OtherFocusReason))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))

    def _take(self, rows: Sequence[MeetingBody], chosen: int = 0) -> None:
        """Show the bodies, and stand on the one that was changed or is new."""
        new = {one.stored_id for one in rows} - {one.stored_id for one in self._rows}
        if not chosen and self._rows and len(new) == 1:
            chosen = next(iter(new))
        self._rows = list(rows)
        self.list.set_rows([TaskRow(key=one.stored_id, name=one.name, note=label(one.kind)) for one in rows])
        if chosen:
            self.list.choose(chosen)
        self.none.setVisible(not rows)
        self._fill()

    def _chosen(self) -> MeetingBody | None:
        key = self.list.current_key()
        return next((one for one in self._rows if one.stored_id == key), None)

    def _fill(self) -> None:
        one = self._chosen()
        if one is not None:
            self.name.setText(one.name)
            self.kind.set_value(one.kind)
        self.message.set_message("")
        self.name_field.set_message("")
        at = self._rows.index(one) if one is not None else -1
        self.change.setEnabled(one is not None)
        self.remove.setEnabled(one is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self._rows) - 1)

    def _named(self) -> str:
        """The name that stands in the field, with a word about it where there is none."""
        name = self.name.text().strip()
        self.name_field.set_message("" if name else "Skriv vad instansen heter, till exempel Arbetsutskott.")
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return name

    def _add(self) -> None:
        name, kind, namnd_id = self._named(), self.kind.value(), self._namnd_id
        if name:
            self._act(lambda store, who, now: add_body(store, namnd_id, name, kind, who, now))

    def _change(self) -> None:
        one, name, kind = self._chosen(), self._named(), self.kind.value()
        if one is not None and name:
            body_id = one.stored_id
            self._act(lambda store, who, now: change_body(store, body_id, name, kind, who, now), body_id)

    def _remove(self) -> None:
        one = self._chosen()
        if one is not None:
            body_id, at = one.stored_id, self._rows.index(one)
            left = [row.stored_id for row in self._rows if row is not one]
            self._act(
                lambda store, who, now: remove_body(store, body_id, who, now),
                left[min(at, len(left) - 1)] if left else 0,
            )

    def _move(self, by: int) -> None:
        one = self._chosen()
        if one is not None and 0 <= self._rows.index(one) + by < len(self._rows):
            body_id = one.stored_id
            self._act(lambda store, who, now: move_body(store, body_id, by, who, now), body_id)

    def _act(self, operation: Callable[[Store, str, datetime], Changes], chosen: int = 0) -> None:
        def show(rows: list[MeetingBody]) -> None:
            if shiboken6.isValid(self):
                self._take(rows, chosen)

        def done(_: Changes) -> None:
            self._desk.ask(lambda store: bodies_of(store, self._namnd_id), show)

        def refused(error: UserError) -> None:
            if shiboken6.isValid(self):
                self.message.set_message(f"{error.what} {error.next_step}")

        self._desk.act(operation, done, refused)
