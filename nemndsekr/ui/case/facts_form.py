"""FactsForm: the facts of a case and of its audit or initiative, and what the auditors ask the answer to hold."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.case_parts import edit_facts, set_officer
from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, CaseStage, Secrecy, Stance
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.store.database import Store
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case.binding import Bound, Write
from nemndsekr.ui.case.dnr_question import DnrQuestion
from nemndsekr.ui.case.initiative_facts import InitiativePart
from nemndsekr.ui.case.pulling_apart import PullingApart
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.case.rows_form import LISTS, RowsEditor
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label
from nemndsekr.ui.kit.measures import column, holding

_CASE: Final = (
    "title", "dnr", "dnr_expected", "registered_on", "requester", "forwarded_by", "received_on", "stage", "closed_on",
    "secrecy", "secrecy_ground", "note",
)  # fmt: skip
_AUDIT: Final = (
    "auditor", "report_title", "report_kind", "report_on", "period", "purpose", "criteria", "verdict", "stance",
    "stance_text",
    "fact_check_received_on", "fact_check_answered_on", "fact_check_changes", "other_bodies",
)  # fmt: skip


class FactsForm(ItemForm):
    """Everything about the case that is no answer: numbers, days, people, the audit's own facts."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.reply_days = RowsEditor(forms, LISTS["reply_days"])
        self.demands = RowsEditor(forms, LISTS["demands"])
        self.pulling_apart = PullingApart()
        self.pulling_apart.wanted.connect(self.wanted)
        self.initiative_part = InitiativePart(self)
        self.editors = (self.reply_days, self.initiative_part.initiators, self.demands)
        for editor in self.editors:
            editor.removed.connect(self.removed)
        self.audit_part = holding(column(*self._audit_fields(), gap=12))
        self.lay_out(*self._case_fields(), self.reply_days, self.audit_part, self.initiative_part, self._note_field())

    def title(self) -> str:
        """The head of the pane."""
        return "Ärendets uppgifter"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the facts in the fields."""
        del key
        audit, initiative = file.case.kind == CaseKind.granskning, bool(file.initiative) or _is_initiative(file)
        for name in _CASE:
            self.bind(name, file.case)
        officer = file.persons.get(file.case.officer_id or 0)
        self._bounds["officer"].show_value(
            (Case.__name__, file.case.id, "officer"),
            _officer_writer(file.case.stored_id),
            officer.name if officer else "",
        )
        if not self._bounds["dnr"].field.editor.hasFocus():
            self._ask_number()
        self.ground.setVisible(file.case.secrecy != Secrecy.ingen or bool(file.case.secrecy_ground))
        self.closed.setVisible(file.case.stage == CaseStage.avslutat or file.case.closed_on is not None)
        self.reply_days.show_list(file)
        self.audit_part.setVisible(audit)
        self.initiative_part.setVisible(initiative)
        if audit:
            self._fill_audit(file.audit or Audit(case_id=file.case.stored_id), file)
            self.demands.show_list(file)
            self.pulling_apart.show_file(file)
        if initiative:
            self.initiative_part.show_file(file)

    def first_field(self) -> QWidget:
        """The title."""
        return self._bounds["title"].field.editor

    def focus_field(self, name: str) -> bool:
        """Lists and the demand too."""
        lists = {
            "reply_days": self.reply_days,
            "demands": self.demands,
            "initiators": self.initiative_part.initiators,
        }
        if name in lists:
            lists[name].first().setFocus()
            return True
        own = name if name in self._bounds else f"Namndinitiativ.{name}"
        return super().focus_field(own)

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to one row of one of the lists."""
        del name
        return any(editor.focus_uid(row_uid, "") for editor in self.editors if editor.isVisibleTo(self))

    def flush(self) -> None:
        """The lists too."""
        super().flush()
        for editor in self.editors:
            editor.flush()

    def _fill_audit(self, row: Audit, file: CaseFile) -> None:
        case_id = file.case.stored_id
        for name in _AUDIT:
            self.show_value(
                _bound_name(Audit, name),
                (Audit.__name__, case_id, name),
                partial(_write_audit, case_id, name),
                getattr(row, name),
            )

    def show_value(self, name: str, target: object, write: Write, value: Any) -> None:
        """Show a value in a field that is kept here, with its own way to be written."""
        self._bounds[name].show_value(target, write, value)

    def _case_fields(self) -> list[QWidget]:
        forms = self.forms
        title = self.add("title", forms.text(title_of(Case, "title", "u"), lines=1))
        dnr = self.add("dnr", forms.line(title_of(Case, "dnr", "D")))
        self.number = DnrQuestion(dnr, self._dnr_editor(dnr), self._folder, self._namnd)
        self._dnr_editor(dnr).editingFinished.connect(self._ask_number)
        self.number.open_wanted.connect(lambda case_id, uid: self.place_wanted.emit(case_id, "cases", uid, "dnr"))
        expected = self.add("dnr_expected", forms.check("Diarienummer vän&tas"))
        registered = self.add("registered_on", forms.day(title_of(Case, "registered_on")))
        requester = self.add("requester", forms.line(title_of(Case, "requester", "F")))
        received = self.add("received_on", forms.day(title_of(Case, "received_on", "I")))
        forwarded = self.add("forwarded_by", forms.line(title_of(Case, "forwarded_by")))
        stage = self.add("stage", forms.choice(title_of(Case, "stage", "L"), CaseStage))
        self.closed = self.add("closed_on", forms.day(title_of(Case, "closed_on")))
        officer = self.add("officer", forms.line(title_of(Case, "officer_id", "g"), "Namn"))
        secrecy = self.add("secrecy", forms.choice(title_of(Case, "secrecy", "S"), Secrecy))
        self.ground = self.add(
            "secrecy_ground", forms.line(title_of(Case, "secrecy_ground", "m"), "Till exempel OSL 23 kap. 1 §")
        )
        return [
            title,
            PairedFields(holding(column(dnr, expected, gap=4)), registered),
            PairedFields(requester, forwarded),
            PairedFields(received, holding(column(stage, self.closed, gap=8))),
            PairedFields(officer, holding(column(secrecy, self.ground, gap=8))),
        ]

    @staticmethod
    def _dnr_editor(field: Field) -> QLineEdit:
        if not isinstance(field.editor, QLineEdit):
            raise TypeError("the field of the number is no line")
        return field.editor

    def _folder(self) -> DataFolder | None:
        store = self.forms.desk.store
        return store.folder if store is not None else None

    def _namnd(self) -> str:
        return self.file.namnd.name if self.file is not None else ""

    def _ask_number(self) -> None:
        if self.file is not None:
            self.number.ask(self.file.case.stored_id)

    def _note_field(self) -> Field:
        note = self.add("note", self.forms.text(title_of(Case, "note", "c")))
        note.note.setText("skrivs aldrig ut")
        return note

    def _audit_fields(self) -> list[QWidget]:
        made: dict[str, Field] = {}
        texts = ("purpose", "criteria", "verdict", "stance_text", "fact_check_changes", "other_bodies")
        for name in _AUDIT:
            title = title_of(Audit, name)
            if name == "stance":
                bound: Bound = self.forms.choice(title, Stance, nullable=True)
            elif name.endswith("_on"):
                bound = self.forms.day(title)
            else:
                bound = self.forms.text(title) if name in texts else self.forms.line(title)
            made[name] = self.add(_bound_name(Audit, name), bound)
        return [
            Label("Granskningen", "section"),
            PairedFields(made["auditor"], made["period"]),
            made["report_title"],
            PairedFields(made["report_kind"], made["report_on"]),
            self.demands,
            *(made[name] for name in ("purpose", "criteria", "verdict")),
            made["stance"],
            self.pulling_apart,
            made["stance_text"],
            PairedFields(made["fact_check_received_on"], made["fact_check_answered_on"]),
            made["fact_check_changes"],
            made["other_bodies"],
        ]


def _bound_name(table: type[Any], name: str) -> str:
    """Columns of the case keep their own names; those of its kind's facts could be mistaken for them."""
    return f"{table.__name__}.{name}"


def _is_initiative(file: CaseFile) -> bool:
    return file.case.kind == CaseKind.namndinitiativ


def _write_audit(case_id: int, name: str, store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
    return edit_facts(store, Audit, case_id, {name: value}, who, now, visit=visit)


def _officer_writer(case_id: int) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return set_officer(store, case_id, value, who, now, visit=visit)

    return write
