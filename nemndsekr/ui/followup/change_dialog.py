"""ChangeDialog: what is to be different about the chosen measures; what is left alone stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.change_measures import MeasureChange
from nemndsekr.operations.followup import MeetingChoice
from nemndsekr.records.choices import MeasureState, label
from nemndsekr.rules.followup import MeasureLine
from nemndsekr.rules.lateness import counted
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, PairedFields
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, row

_AS_IS: Final = "Som nu"


class ChangeDialog(FittedDialog):
    """Läge, ansvarig, a new time with its reason, and a report-back, for one measure or many."""

    def __init__(
        self,
        lines: Sequence[MeasureLine],
        people: Sequence[str],
        meetings: Sequence[MeetingChoice],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._meetings = meetings
        count = counted(len(lines), "åtgärd", "åtgärder")
        self.setWindowTitle(f"Ändra {count}")
        self._make_fields(people, meetings, today)
        told = lines[0].text if len(lines) == 1 else f"{count}. Det du inte fyller i blir som det är för var och en."
        self.cancel = button("Avbryt")
        self.accept_button = primary_button(f"Ändra {count}")
        self.cancel.setAutoDefault(False)
        self.accept_button.setDefault(True)
        body = column(
            Label(told, "body", "muted", wrap=True),
            PairedFields(self.state_field, self.responsible_field),
            self.done_pair,
            self.happened_field,
            PairedFields(self.time_field, self.granted_field),
            self.reason_field,
            self.report_field,
            None,
            gap=12,
        )
        self.fit(body, row(None, self.cancel, self.accept_button), width=620)
        self.cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._try)
        self.state_box.currentIndexChanged.connect(self._follow_state)
        self.time_line.textChanged.connect(self._read_time)
        self.reason_line.textChanged.connect(lambda: self.reason_field.set_message(""))
        for edited in (
            self.state_box.currentIndexChanged,
            self.responsible_box.currentTextChanged,
            self.happened_line.textChanged,
            self.time_line.textChanged,
            self.report_box.currentIndexChanged,
        ):
            edited.connect(lambda *_: self.state_field.set_message(""))
        self._follow_state()

    def _make_fields(self, people: Sequence[str], meetings: Sequence[MeetingChoice], today: date) -> None:
        self.state_box = Combo()
        self.state_box.addItems([_AS_IS, *(label(state) for state in MeasureState)])
        self.state_field = Field("&Läge", self.state_box)
        self.responsible_box = Combo()
        self.responsible_box.setEditable(True)
        self.responsible_box.addItems(["", *people])
        edit = self.responsible_box.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(_AS_IS)
        self.responsible_field = Field("&Ansvarig", self.responsible_box)
        self.done_field = DayField("&Genomförd den", today)
        self.done_field.set_value(today)
        self.evidence_line = QLineEdit()
        self.evidence_line.setPlaceholderText("Handling, datum eller beslut")
        self.done_pair = PairedFields(self.done_field, Field("&Belägg", self.evidence_line))
        self.happened_line = QLineEdit()
        self.happened_field = Field("&Vad som har hänt", self.happened_line)
        self.time_line = DayLine(today, periods=True)
        self.time_line.setPlaceholderText(_AS_IS)
        self.time_field = Field("&Ny tidpunkt", self.time_line)
        self.granted_line = QLineEdit()
        self.granted_field = Field("&Medgivet av", self.granted_line)
        self.reason_line = QLineEdit()
        self.reason_field = Field("&Skäl till ny tidpunkt", self.reason_line)
        self.report_box = Combo()
        self.report_box.addItems([_AS_IS, *(meeting.words for meeting in meetings)])
        self.report_field = Field("Åte&rrapporteras till", self.report_box)

    def change(self) -> MeasureChange:
        """What was filled in."""
        state = self._state()
        done = state == MeasureState.genomford
        place = self.report_box.currentIndex()
        responsible = self.responsible_box.currentText().strip()
        return MeasureChange(
            state=state,
            done_on=self.done_field.value() if done else None,
            happened=self.happened_line.text(),
            evidence=self.evidence_line.text() if done else "",
            responsible=responsible or None,
            words=self.time_line.typed().words,
            reason=self.reason_line.text(),
            granted_by=self.granted_line.text(),
            meeting_id=self._meetings[place - 1].id if place > 0 else None,
        )

    def _state(self) -> MeasureState | None:
        place = self.state_box.currentIndex()
        return list(MeasureState)[place - 1] if place > 0 else None

    def _follow_state(self) -> None:
        self.done_pair.setVisible(self._state() == MeasureState.genomford)

    def _read_time(self) -> None:
        self.time_field.set_caption(self.time_line.typed().shown)
        if not self.time_line.text().strip():
            self.reason_field.set_message("")

    def _try(self) -> None:
        """Accept, or say under the field what is missing; nothing that is written is lost."""
        self.time_line.settle()
        moved = self.time_line.text().strip() and any(
            promise.words for line in self._lines for promise in line.measure.promises
        )
        if moved and not self.reason_line.text().strip():
            self.reason_field.set_message("Skriv varför tiden flyttas. Skälet står sedan bredvid den första tiden.")
            self.reason_line.setFocus()
            return
        if self._state() == MeasureState.genomford and self.done_field.value() is None:
            self.done_field.set_message("Skriv dagen då åtgärden blev klar, till exempel 20/3.")
            self.done_field.line.setFocus()
            return
        if self.change().is_empty:
            self.state_field.set_message("Välj vad som ska bli annorlunda.")
            self.state_box.setFocus()
            return
        self.accept()
