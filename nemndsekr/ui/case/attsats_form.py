"""AttsatsForm: one clause of an initiative - whom it asks for what, what is proposed and decided, what comes of it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.assignments import make_assignment
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import settle_attsats
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome, ReportForm
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.rules.case_items import TASKS_KEY, ItemKey, lacks_end
from nemndsekr.rules.initiative_outcome import GRANTED, OUTCOMES
from nemndsekr.rules.short_names import short_name
from nemndsekr.store.database import Store
from nemndsekr.ui.case.quiet_question import QuietQuestion
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.case.same_question import SameQuestionRows
from nemndsekr.ui.case.time_field import time_bound
from nemndsekr.ui.case.wording import Wording
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import button
from nemndsekr.ui.kit.measures import holding, row


class AttsatsForm(ItemForm):
    """One clause: locked words, whom it gives a task, how that is reported, what is thought, proposed and decided."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.wording = Wording(forms)
        task_for = self.add("task_for", forms.line(title_of(Attsats, "task_for", "U"), "Till exempel förvaltningen"))
        report = self.add("report_form", forms.choice(title_of(Attsats, "report_form", "d"), ReportForm))
        when = self.add("report_when", time_bound(forms, "Redovisas n&är", "Till exempel juni 2026"))
        assessment = self.add("assessment", forms.blocks(title_of(Attsats, "assessment", "B")))
        proposal = self.add(
            "proposal", forms.choice(title_of(Attsats, "proposal", "F"), Outcome, nullable=True, only=OUTCOMES)
        )
        outcome = self.add(
            "outcome", forms.choice(title_of(Attsats, "outcome", "l"), Outcome, nullable=True, only=OUTCOMES)
        )
        reason = self.add("reason", forms.text(title_of(Attsats, "reason", "s")))
        self.make_task = button("Skapa uppdrag av att-satsen", "plus")
        self.make_task.clicked.connect(self._make_task)
        self.task_row = holding(row(self.make_task, None))
        self.task = QuietQuestion()
        self.same = SameQuestionRows(forms)
        self.same.place_wanted.connect(self.place_wanted)
        self.lay_out(
            self.wording,
            PairedFields(task_for, report),
            when,
            assessment,
            PairedFields(proposal, outcome),
            reason,
            self.task_row,
            self.task,
            self.same,
        )

    def title(self) -> str:
        """«Att-sats 1 av 3»."""
        ids = [clause.id for clause in self.file.attsatser] if self.file else []
        return f"Att-sats {ids.index(int(self.key[1])) + 1} av {len(ids)}" if self.key else ""

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the clause in the fields."""
        clause = next(one for one in file.attsatser if one.id == key[1])
        self.wording.show_wording(file, clause, "Ordagrant ur nämndinitiativet")
        for name in ("task_for", "report_form", "report_when", "assessment", "proposal"):
            self.bind(name, clause)
        for name in ("outcome", "reason"):
            # What was decided is the decision's too.
            self.bind(name, clause, write=partial(_settle, clause.stored_id, name))
        self._show_task(file, clause)
        self.same.show_rows(file, attsats_id=clause.stored_id)

    def first_field(self) -> QWidget:
        """Whom the task is for."""
        return self._bounds["task_for"].field.editor

    def flush(self) -> None:
        """The wording too."""
        super().flush()
        self.wording.flush()

    def _show_task(self, file: CaseFile, clause: Attsats) -> None:
        task = next((one for one in file.assignments if one.attsats_id == clause.id), None)
        had_focus = self.make_task.hasFocus()
        self.task_row.setVisible(task is None and clause.outcome in GRANTED)
        if task is None:
            self.task.ask("")
            return
        told = f"Uppdrag: {short_name(task.text, 90)}."
        told += " Slutdatum saknas." if lacks_end(file, task) else ""
        self.task.ask(told, [("Visa uppdraget", lambda: self.wanted.emit(TASKS_KEY))])
        if had_focus:
            self.task.answers[0].setFocus()

    def _make_task(self) -> None:
        if self.key is None:
            return
        self.flush()
        attsats_id = int(self.key[1])

        def make(store: Store, who: str, now: datetime) -> Changes:
            return make_assignment(store, attsats_id, who, now)[1]

        self.forms.desk.act(make)


def _settle(attsats_id: int, name: str, store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
    return settle_attsats(store, attsats_id, {name: value}, who, now, visit=visit)
