"""AnswerPanel: who owes the answer, by which inner day, and the log of how it came in - one key for each event."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.answer_log import ANSWERED_BY, log_answer, set_answerer
from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import AnswerEventKind, choices, label
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.store.database import Store
from nemndsekr.support.days import full_day, near_day
from nemndsekr.ui.case.binding import Write, row_writer
from nemndsekr.ui.case.edit_model import EditColumn
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.case.rows_form import ListSpec, RowsEditor
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import button, field_label
from nemndsekr.ui.kit.measures import column, holding

Answerable = Recommendation | AuditQuestion
_TITLE: Final = "Vem svarar, och när"
_LOG: Final = ListSpec(
    "answer_events",
    AnswerEvent,
    "Logg över svaret",
    "Händelse",
    (
        EditColumn("kind", "Händelse", 1.1, choices=choices(AnswerEventKind)),
        EditColumn("at", "När", 1.3, fixed=True),
        EditColumn("person", "Vem", 1.2),
        EditColumn("note", "Anteckning", 1.2),
    ),
)


class AnswerPanel(QWidget):
    """Folded to one line that says the newest of it; a log line goes by Delete, and comes back by Ångra."""

    removed = Signal(str)

    def __init__(self, forms: Forms, *, unit_apart: bool = False) -> None:
        """Make the panel; with ``unit_apart`` the form puts the unit's field in a place of its own."""
        super().__init__()
        self._forms = forms
        self._unit_apart = unit_apart
        self._table: type[Recommendation | AuditQuestion] = Recommendation
        self._row_id = 0
        self._asked = ""
        self.person = forms.line("Person som lämnar svaret" if not unit_apart else "Person", "Namn")
        self.unit = forms.line("Svar &lämnas av" if unit_apart else "Enhet eller funktion", "Enhet eller funktion")
        self.due = forms.day(title_of(Recommendation, "answer_due_on"), ahead=True)
        self.buttons = [button(label(kind)) for kind in AnswerEventKind]
        keys = FlowLayout(gap=6, line_gap=4)
        for kind, made in zip(AnswerEventKind, self.buttons, strict=True):
            made.setAccessibleName(f"Notera: {label(kind).lower()}")
            made.clicked.connect(lambda _=False, kind=kind: self._log(kind))
            keys.addWidget(made)
        self.log = RowsEditor(forms, _LOG)
        self.log.removed.connect(self.removed)
        # Lines come by the buttons, which know what happened and when.
        self.log.add_button.hide()
        self.log.label.hide()
        heading = field_label("Notera att svaret är", self.buttons[0])
        body = column(
            PairedFields(self.person.field, self.due.field if unit_apart else self.unit.field),
            *([] if unit_apart else [self.due.field]),
            heading,
            holding(keys),
            self.log,
            gap=10,
        )
        self.fold = Fold(_TITLE, holding(body))
        self.setLayout(column(self.fold, gap=0))

    def show_answerer(self, file: CaseFile, row: Answerable) -> None:
        """Show who answers a recommendation or a revisionsfråga."""
        table, row_id = type(row), row.stored_id
        if (table, row_id) != (self._table, self._row_id):
            self._table, self._row_id = table, row_id
            self.fold.set_open(False)
        name = table.__name__
        known = file.persons.get(row.answered_by_id or 0)
        person = known.name if known else ""
        self.person.show_value((name, row_id, "answered_by"), _person_writer(table, row_id), person)
        for bound, column_name in ((self.unit, "answered_by_unit"), (self.due, "answer_due_on")):
            bound.show_value(
                (name, row_id, column_name), row_writer(table, row_id, column_name), getattr(row, column_name)
            )
        events = [one for one in file.answer_events if getattr(one, ANSWERED_BY[table]) == row_id]
        whose: dict[str, Any] = {ANSWERED_BY[table]: row_id}
        self.log.show_rows(file, events, **whose)
        self._asked = person or row.answered_by_unit
        self.fold.set_summary(self._summary(row, person, events))

    def focus_field(self, name: str) -> bool:
        """Open, and go to a field."""
        bound = {"answered_by": self.person, "answered_by_unit": self.unit, "answer_due_on": self.due}.get(name)
        if bound is None:
            return False
        if bound is not self.unit or not self._unit_apart:
            self.fold.set_open()
        bound.field.editor.setFocus()
        return True

    def flush(self) -> None:
        """Hand over everything typed."""
        for bound in (self.person, self.unit, self.due):
            bound.commit()
        self.log.flush()

    def _summary(self, row: Answerable, name: str, events: list[AnswerEvent]) -> str:
        today = self._forms.desk.today
        parts = [", ".join(filter(None, (name, "" if self._unit_apart else row.answered_by_unit)))]
        if row.answer_due_on is not None:
            parts.append(f"senast {near_day(row.answer_due_on, today)}")
        if events:
            newest = events[-1]
            day = f" {full_day(self._forms.desk.local(newest.at).date())}" if newest.at is not None else ""
            parts.append(f"{label(newest.kind).lower()}{day}")
        return " · ".join(filter(None, parts))

    def _log(self, kind: AnswerEventKind) -> None:
        self.flush()
        table, row_id = self._table, self._row_id
        # Who approves is another than who was asked: that name is written in the line.
        person = "" if kind == AnswerEventKind.godkant else (self.person.field.editor.property("text") or self._asked)
        self._forms.desk.act(lambda store, who, now: log_answer(store, table, row_id, kind, person, who, now))


def _person_writer(table: type[Recommendation | AuditQuestion], row_id: int) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return set_answerer(store, table, row_id, value, who, now, visit=visit)

    return write
