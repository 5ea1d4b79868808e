"""AnswerForm: what the forms of a recommendation and of a revisionsfråga share - what is asked for, and its answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.progress import Part
from nemndsekr.ui.case.answer_panel import AnswerPanel
from nemndsekr.ui.case.fill_states import STATES
from nemndsekr.ui.case.findings_panel import FindingsPanel
from nemndsekr.ui.case.measure_table import MeasureTable
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.case.wording import Wording
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.chips import Chip, CompletenessChips

_MEASURE_FIELDS: Final = {"measures", "expected_effect", "promise", "responsible", "report_backs", "evidence"}
_ANSWERER_FIELDS: Final = {"answered_by", "answered_by_unit", "answer_due_on"}


class AnswerForm(ItemForm):
    """Chips first, the locked wording, the answer, the measures; what is seldom needed is folded."""

    bound_names: tuple[str, ...] = ("answer", "no_measure_reason", "note")

    def __init__(self, forms: Forms, table: type[Recommendation | AuditQuestion]) -> None:
        super().__init__(forms)
        self.chips = CompletenessChips()
        self.chips.chosen.connect(self.focus_field)
        self.wording = Wording(forms, "corrected_text")
        self.answer = self.add("answer", forms.blocks(title_of(table, "answer", "s")))
        self.measures = MeasureTable(forms)
        self.no_measure = self.add("no_measure_reason", forms.text(title_of(table, "no_measure_reason", "i")))
        self.answerer = AnswerPanel(forms, unit_apart=table is Recommendation)
        self.findings = FindingsPanel(forms)
        for part in (self.measures, self.answerer, self.findings):
            part.removed.connect(self.removed)
        self.note = self.add("note", forms.text(title_of(table, "note", "c")))
        self.note.note.setText("skrivs aldrig ut")
        self.note.hide()

    def record(self) -> Recommendation | AuditQuestion | None:
        """What is answered; each form finds it among its own."""
        return None

    def parts(self) -> tuple[Part, ...]:
        """What the answer is to hold."""
        return ()

    def finishing(self) -> Recommendation | AuditQuestion | None:
        """What is answered can be marked as finished."""
        return self.record()

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the answer in the fields."""
        del key
        row = self.record()
        if row is None:
            return
        self.chips.set_chips(
            [Chip(part.field, part.words, STATES[part.cell.fill], part.cell.why) for part in self.parts()]
        )
        self.wording.show_wording(file, row, "Ordagrant ur rapporten")
        for name in self.bound_names:
            self.bind(name, row)
        self.measures.show_measures(file, row)
        self.answerer.show_answerer(file, row)
        self.findings.show_findings(file, row)
        self.no_measure.setVisible(not self.measures.measures() or bool(row.no_measure_reason))
        if row.note:
            self.note.show()

    def focus_field(self, name: str) -> bool:
        """Go to a column's field or, for what belongs to measures and the like, to their part."""
        if name in _MEASURE_FIELDS:
            self.measures.focus_field(name)
            return True
        if name in _ANSWERER_FIELDS:
            return self.answerer.focus_field(name)
        if name == "findings":
            self.findings.focus_field(name)
            return True
        if name == "note":
            self.note.show()
        return super().focus_field(name)

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to a field of one of the measures; says whether it is here."""
        measure = next((one for one in self.measures.measures() if one.uid == row_uid), None)
        return measure is not None and self.measures.focus_cell(measure.stored_id, name)

    def quote_target(self) -> BlockTextEdit | None:
        """Where a quotation goes when no text has had the focus."""
        editor = self._bounds["answer"].field.editor
        return editor if isinstance(editor, BlockTextEdit) else None

    def first_field(self) -> QWidget:
        """The answer."""
        return self._bounds["answer"].field.editor

    def flush(self) -> None:
        """Every part of the form."""
        super().flush()
        for part in (self.wording, self.measures, self.answerer, self.findings):
            part.flush()
