"""InitiativePart: the facts of an initiative in the facts form - who, two days, how it was treated first, its text."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_parts import edit_facts
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.initiative import treat_first
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome
from nemndsekr.records.decision import Decision
from nemndsekr.records.namndinitiativ import Namndinitiativ
from nemndsekr.rules.initiative import FIRST_TREATMENTS, consequence, day_question, first_treatment
from nemndsekr.store.database import Store
from nemndsekr.ui.case.quiet_question import QuietQuestion
from nemndsekr.ui.case.record_form import title_of
from nemndsekr.ui.case.rows_form import LISTS, RowsEditor
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label, caption
from nemndsekr.ui.kit.measures import column

if TYPE_CHECKING:
    from nemndsekr.ui.case.facts_form import FactsForm

NAMES: Final = ("handed_in_on", "raised_on", "dated_on", "place", "first_treatment", "lead_in", "body")
_TREATMENT: Final = ("outcome", "day", "paragraph", "reason")
_TWO_DAYS: Final = (
    "Inlämnat är dagen det kom till nämnden. Väckt blir det när en ledamot lyfter det vid ett sammanträde; "
    "först då kan det beredas."
)


class InitiativePart(QWidget):
    """Lies in the facts form and keeps its fields there under the names of their columns."""

    def __init__(self, form: FactsForm) -> None:
        super().__init__()
        self._form = form
        self._file: CaseFile | None = None
        forms = form.forms
        self.initiators = RowsEditor(forms, LISTS["initiators"])
        made: dict[str, Field] = {}
        for name in NAMES:
            title = title_of(Namndinitiativ, name)
            bound = (
                forms.day(title)
                if name.endswith("_on")
                else forms.blocks(title)
                if name == "body"
                else forms.text(title)
                if name in ("lead_in", "first_treatment")
                else forms.line(title)
            )
            made[name] = form.add(f"Namndinitiativ.{name}", bound)
        self.days_told = caption(_TWO_DAYS, wrap=True)
        self.question = QuietQuestion()
        self.treated = self._treatment_fields()
        self.note = made["first_treatment"]
        self.note.label.setText("Anteckning om första behandlingen")
        self.leads_to = caption("", wrap=True)
        self.setLayout(
            column(
                Label("Nämndinitiativet", "section"),
                self.initiators,
                column(PairedFields(made["handed_in_on"], made["raised_on"]), self.days_told, self.question, gap=4),
                PairedFields(made["dated_on"], made["place"]),
                Label("Första behandling", "section"),
                column(PairedFields(self.treated["outcome"], self.treated["day"]), self.leads_to, gap=4),
                PairedFields(self.treated["paragraph"], self.treated["reason"]),
                self.note,
                Label("Initiativets text", "section"),
                made["lead_in"],
                made["body"],
                gap=12,
            )
        )

    def _treatment_fields(self) -> dict[str, Field]:
        form, forms = self._form, self._form.forms
        bounds = {
            "outcome": forms.choice("Nämnden beslutade", Outcome, nullable=True, only=FIRST_TREATMENTS),
            "day": forms.day("Sammanträde den"),
            "paragraph": forms.line(title_of(Decision, "paragraph"), "Till exempel § 19"),
            "reason": forms.text(title_of(Decision, "reason"), lines=1),
        }
        return {name: form.add(f"first.{name}", bound) for name, bound in bounds.items()}

    def show_file(self, file: CaseFile) -> None:
        """Put the facts in the fields."""
        self._file = file
        case_id = file.case.stored_id
        row = file.initiative or Namndinitiativ(case_id=case_id)
        for name in NAMES:
            self._form.show_value(
                f"Namndinitiativ.{name}",
                ("Namndinitiativ", case_id, name),
                partial(_write_fact, case_id, name),
                getattr(row, name),
            )
        treated = first_treatment(file) or Decision(case_id=case_id)
        for name in _TREATMENT:
            self._form.show_value(
                f"first.{name}", ("first", case_id, name), partial(_treat, case_id, name), getattr(treated, name)
            )
        self._tell(self.leads_to, consequence(treated.outcome))
        # Words from before the decision had a place of its own; where there are none, there is nothing to ask for.
        self.note.setVisible(bool(row.first_treatment) or self.note.editor.hasFocus())
        self.initiators.show_list(file)
        self._ask_days(file)

    def _ask_days(self, file: CaseFile) -> None:
        question = day_question(file, self._form.forms.desk.today)
        if question is None:
            self.question.ask("")
            return
        day = question.day
        answers = [("Ja, sätt dagen", partial(self._raise_on, day))] if day is not None else []
        self.question.ask(question.text, answers)

    def _raise_on(self, day: date) -> None:
        if self._file is None:
            return
        case_id = self._file.case.stored_id
        self._form.focus_field("Namndinitiativ.raised_on")
        self._form.forms.desk.act(
            lambda store, who, now: edit_facts(store, Namndinitiativ, case_id, {"raised_on": day}, who, now)
        )

    def _tell(self, where: Label, words: str) -> None:
        where.setText(words)
        where.setVisible(bool(words))


def _write_fact(case_id: int, name: str, store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
    return edit_facts(store, Namndinitiativ, case_id, {name: value}, who, now, visit=visit)


def _treat(case_id: int, name: str, store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
    return treat_first(store, case_id, {name: value}, who, now, visit=visit)
