"""OverviewForm: every att-sats of an initiative in one table, with who stands behind it and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import settle_attsats
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import InitiatorPart, Outcome, ReportForm, label
from nemndsekr.records.namndinitiativ import Attsats, Initiator
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.initiative_outcome import OUTCOMES
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.edit_model import EditColumn, EditRow
from nemndsekr.ui.case.edit_table import EditTable, framed
from nemndsekr.ui.case.record_form import Forms, ItemForm
from nemndsekr.ui.kit.labels import button, caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState, FieldMessage

_NONE: Final = "–"
_OUTCOMES: Final = ((None, _NONE), *((one, label(one)) for one in OUTCOMES))
# What nobody has said is no word to read in every row.
_FORMS: Final = tuple((one, _NONE if one == ReportForm.ej_angivet else label(one)) for one in ReportForm)
_COLUMNS: Final = (
    EditColumn("no", "#", 0.42, fixed=True),
    EditColumn("text", "Att-sats", 2.6, fixed=True),
    EditColumn("task_for", "Uppdrag till", 1.5, yields=True),
    EditColumn("report_form", "Redovisas", 1.1, _FORMS, extra=True),
    EditColumn("proposal", "Förslag", 1.15, _OUTCOMES),
    EditColumn("outcome", "Beslut", 1.15, _OUTCOMES),
)
_HINT: Final = "Enter på att-satsen öppnar den; i de andra kolumnerna skriver du direkt. Delete tar bort raden."


class OverviewForm(ItemForm):
    """The att-satser as a table whose short columns are written in; Enter on the words opens the att-sats."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self._visit = ""
        self.behind = caption("", wrap=True)
        self.table = EditTable("Att-satser", _COLUMNS, visit=self._new_visit, reckons=self._reckons, adds=False)
        self.frame = framed(self.table)
        self.message = FieldMessage()
        self.hint = caption(_HINT, wrap=True)
        self.paste_button = link_button("Klistra in initiativtext …")
        self.paste_button.clicked.connect(self.paste_wanted)
        self.empty_paste = button("Klistra in initiativtext …")
        self.empty_paste.clicked.connect(self.paste_wanted)
        sentence = "Klistra in initiativets text, så plockas att-satserna fram. Du väljer vilka som läggs till."
        self.empty = EmptyState("checklist", "Inga att-satser än", sentence, (self.empty_paste,))
        self.filled = holding(column(self.frame, self.message, row((self.hint, 1), self.paste_button), gap=8))
        self.lay_out(self.behind, self.filled, self.empty)
        self.table.rows.edited.connect(self._save_cell)
        self.table.opened.connect(lambda row_id: self.wanted.emit(("attsatser", row_id)))
        self.table.removal_wanted.connect(self._remove)

    def title(self) -> str:
        """«Att-satser»."""
        return "Att-satser"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the att-satser."""
        del key
        told = people_told(file.initiators)
        self.behind.setText(told)
        self.behind.setVisible(bool(told))
        self.table.show_rows([_row(number, one) for number, one in enumerate(file.attsatser, start=1)])
        self.filled.setVisible(bool(file.attsatser))
        self.empty.setVisible(not file.attsatser)

    def first_field(self) -> QWidget:
        """The table, or the way to fill it."""
        return self.table if self.table.rows.rows else self.empty_paste

    def flush(self) -> None:
        """Hand over what is being written."""
        self.table.flush()

    def _reckons(self, _: str) -> tuple[date, date | None]:
        return self.forms.desk.today, None

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        kind = next(one for one in _COLUMNS if one.name == name)
        value: Any = words
        if kind.choices:
            value = next((member for member, said in kind.choices if said == words), None)
        visit = self._visit
        self.message.set_message("")

        def save(store: Store, who: str, now: datetime) -> Changes:
            if name == "outcome":
                return settle_attsats(store, row_id, {name: value}, who, now, visit=visit)
            return edit_record(store, Attsats, row_id, {name: value}, who, now, visit=visit)

        self.forms.desk.act(save, failed=self._refused)

    def _refused(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def _remove(self, row_id: int) -> None:
        self.forms.desk.act(
            lambda store, who, now: remove_part(store, Attsats, row_id, "tog bort att-satsen", who, now),
            lambda _: self.removed.emit("Att-satsen är borttagen."),
            self._refused,
        )


def people_told(people: list[Initiator]) -> str:
    """«Ada Ek (S), Bo Al (M). Med instämmande av: Cia Öst (MP).»."""
    parts = []
    for part, opening in ((InitiatorPart.initiator, ""), (InitiatorPart.joined, "Med instämmande av: ")):
        named = [f"{one.name} ({one.party})" if one.party else one.name for one in people if one.part == part]
        if named:
            parts.append(f"{opening}{', '.join(named)}.")
    return " ".join(parts)


def _row(number: int, clause: Attsats) -> EditRow:
    words = {
        "no": str(number),
        "text": clause.text,
        "task_for": clause.task_for,
        "report_form": dict(_FORMS)[clause.report_form],
        "proposal": _said(clause.proposal),
        "outcome": _said(clause.outcome),
    }
    notes = {"report_form": clause.report_when} if clause.report_when else {}
    return EditRow(clause.stored_id, words, notes=notes)


def _said(outcome: Outcome | None) -> str:
    return _NONE if outcome is None else label(outcome)
