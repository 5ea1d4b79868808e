"""RecommendationForm: what a report asks for, locked, and what the nämnd answers, part by part."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Stance
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.progress import Part, parts_of
from nemndsekr.ui.case.measure_table import MeasureTable
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.case.wording import Wording
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.chips import Chip, CompletenessChips
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.quotation import Quotation

_MEASURE_FIELDS: Final = {"measures", "expected_effect", "promise", "responsible"}


class RecommendationForm(ItemForm):
    """One recommendation: chips first, the locked wording, stance, what is done, the answer, the measures, a note."""

    removed = Signal(str)

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.chips = CompletenessChips()
        self.chips.chosen.connect(self.focus_field)
        self.wording = Wording(forms, "corrected_text")
        self.other = Quotation(strong=False)
        self.use_other = button("Använd den här lydelsen")
        self.keep_first = button("Behåll lydelsen ovan")
        self.wordings = holding(column(self.other, row(self.use_other, self.keep_first, None), gap=6))
        self.use_other.clicked.connect(lambda: self._choose_wording(other=True))
        self.keep_first.clicked.connect(lambda: self._choose_wording(other=False))
        stance = self.add("stance", forms.choice(title_of(Recommendation, "stance", "t"), Stance, nullable=True))
        unit = self.add("answered_by_unit", forms.line("Svar &lämnas av", "Enhet eller funktion"))
        done = self.add("done", forms.blocks(title_of(Recommendation, "done", "G")))
        answer = self.add("answer", forms.blocks("&Svar"))
        self.measures = MeasureTable(forms)
        self.measures.removed.connect(self.removed)
        self.no_measure = self.add("no_measure_reason", forms.text(title_of(Recommendation, "no_measure_reason", "i")))
        self.note = self.add("note", forms.text(title_of(Recommendation, "note", "c")))
        self.note.note.setText("skrivs aldrig ut")
        self.note.hide()
        self.lay_out(
            self.chips,
            self.wording,
            self.wordings,
            PairedFields(stance, unit),
            done,
            answer,
            self.measures,
            self.no_measure,
            self.note,
        )

    def title(self) -> str:
        """«Rekommendation 3 av 7»."""
        if self.file is None or self.key is None:
            return ""
        ids = [recommendation.id for recommendation in self.file.recommendations]
        return f"Rekommendation {ids.index(int(self.key[1])) + 1} av {len(ids)}"

    def recommendation(self) -> Recommendation | None:
        """The one that is shown."""
        rows = self.file.recommendations if self.file else []
        return next((one for one in rows if self.key and one.id == self.key[1]), None)

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the recommendation in the fields."""
        del key
        recommendation = self.recommendation()
        if recommendation is None:
            return
        parts = parts_of(file, recommendation)
        self.chips.set_chips([Chip(part.field, part.name, part.lack, part.there) for part in parts])
        self.wording.show_wording(file, recommendation, "Ordagrant ur rapporten")
        other = recommendation.other_wording.strip()
        self.wordings.setVisible(bool(other) and other != recommendation.text)
        self.other.set_quotation(other, "Står också så här i rapporten. Vilken gäller?")
        for name in ("stance", "answered_by_unit", "done", "answer", "no_measure_reason", "note"):
            self.bind(name, recommendation)
        self.measures.show_measures(file, recommendation)
        none = not file.measures_of(recommendation.stored_id)
        self.no_measure.setVisible(none or bool(recommendation.no_measure_reason))
        if recommendation.note:
            self.note.show()

    def first_field(self) -> QWidget:
        """The first thing that is to be filled in."""
        return self._bounds["stance"].field.editor

    def focus_field(self, name: str) -> bool:
        """Go to a column's field or, for what belongs to measures, to their table."""
        if name == "text":
            (self.use_other if self.wordings.isVisibleTo(self) else self.first_field()).setFocus()
            return True
        if name in _MEASURE_FIELDS:
            self.measures.focus_field(name)
            return True
        if name == "note":
            self.note.show()
        return super().focus_field(name)

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to a field of one of the measures; says whether it is here."""
        measure = next((one for one in self.file.measures if one.uid == row_uid), None) if self.file else None
        return measure is not None and self.measures.focus_cell(measure.stored_id, name)

    def quote_target(self) -> BlockTextEdit | None:
        """Where a quotation goes when no text has had the focus."""
        editor = self._bounds["answer"].field.editor
        return editor if isinstance(editor, BlockTextEdit) else None

    def lacking(self) -> list[Part]:
        """What is missing in the answer."""
        recommendation = self.recommendation()
        if self.file is None or recommendation is None:
            return []
        return [part for part in parts_of(self.file, recommendation) if not part.there]

    def flush(self) -> None:
        """The measures too."""
        super().flush()
        self.wording.flush()
        self.measures.flush()

    def _choose_wording(self, *, other: bool) -> None:
        recommendation = self.recommendation()
        if recommendation is None:
            return
        row_id = recommendation.stored_id
        values = {"text": recommendation.other_wording, "other_wording": ""} if other else {"other_wording": ""}
        self.forms.desk.act(
            lambda store, who, now: edit_record(
                store, Recommendation, row_id, values, who, now, name="valde rekommendationens lydelse"
            )
        )
