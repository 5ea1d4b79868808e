"""RecommendationForm: what a report asks for, locked, and what the nämnd answers, part by part."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Stance
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.let_stand import let_stand
from nemndsekr.rules.progress import Part, parts_of
from nemndsekr.ui.case.answer_form import AnswerForm
from nemndsekr.ui.case.record_form import Forms, is_number, title_of
from nemndsekr.ui.case.same_question import SameQuestionRows
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.quotation import Quotation

_WHOM_FIELDS = ("no", "recipient", "concerns_us", "joint")
NOT_OURS = "Rekommendationen gäller andra. Den räknas inte och skrivs inte ut i nämndens svar."


class RecommendationForm(AnswerForm):
    """One recommendation: the locked wording, stance, what is done, the answer, the measures, and whom it concerns."""

    bound_names = ("stance", "done", *AnswerForm.bound_names)

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms, Recommendation)
        self.other = Quotation(strong=False)
        self.use_other = button("Använd den här lydelsen")
        self.keep_first = button("Behåll lydelsen ovan")
        self.wordings = holding(column(self.other, row(self.use_other, self.keep_first, None), gap=6))
        self.use_other.clicked.connect(lambda: self._choose_wording(other=True))
        self.keep_first.clicked.connect(lambda: self._choose_wording(other=False))
        stance = self.add("stance", forms.choice(title_of(Recommendation, "stance", "t"), Stance, nullable=True))
        done = self.add("done", forms.blocks(title_of(Recommendation, "done", "G")))
        self.not_ours = caption(NOT_OURS, wrap=True)
        asked = PairedFields(stance, self.answerer.unit.field)
        answer_part = column(asked, done, self.answer, self.measures, self.no_measure, gap=12)
        self.answer_part = holding(answer_part)
        self.same = SameQuestionRows(forms)
        self.same.place_wanted.connect(self.place_wanted)
        self.lay_out(
            self.chips,
            self.wording,
            self.wordings,
            self.not_ours,
            self.answer_part,
            self.answerer,
            self.findings,
            self.same,
            self._whom_part(),
            self.note,
        )

    def _whom_part(self) -> Fold:
        forms = self.forms
        number = self.add("no", forms.number(title_of(Recommendation, "no")))
        self.number = self._bounds["no"].field.editor
        if isinstance(self.number, QLineEdit):
            self.number.textChanged.connect(self._tell_number)
        recipient = self.add("recipient", forms.line(title_of(Recommendation, "recipient")))
        ours = self.add("concerns_us", forms.check("Gäller nämnden"))
        joint = self.add("joint", forms.check("Gemensam med andra"))
        self.whom = Fold(
            "Nummer, och vem den gäller",
            holding(column(PairedFields(number, recipient), ours, joint, gap=8)),
        )
        return self.whom

    def title(self) -> str:
        """«Rekommendation 3 av 7», counting those that concern us and keeping the report's own number."""
        row, rows = self.record(), self.file.recommendations if self.file else []
        if row is None:
            return ""
        ours = [one.id for one in rows if one.concerns_us]
        if row.id not in ours:
            return f"Rekommendation {row.no}"
        place = ours.index(row.id) + 1
        if len(ours) == len(rows) and place == row.no:
            return f"Rekommendation {place} av {len(ours)}"
        return f"Rekommendation {row.no} ({place} av {len(ours)})"

    def record(self) -> Recommendation | None:
        """The one that is shown."""
        rows = self.file.recommendations if self.file else []
        return next((one for one in rows if self.key and one.id == self.key[1]), None)

    def parts(self) -> tuple[Part, ...]:
        """What the answer to it is to hold; nothing where it is for others."""
        row = self.record()
        if self.file is None or row is None or not row.concerns_us:
            return ()
        return parts_of(self.file, row, let_stand(self.file))

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the recommendation in the fields."""
        super().fill(file, key)
        row = self.record()
        if row is None:
            return
        other = row.other_wording.strip()
        self.wordings.setVisible(bool(other) and other != row.text)
        self.other.set_quotation(other, "Står också så här i rapporten. Vilken gäller?")
        for name in _WHOM_FIELDS:
            self.bind(name, row)
        self._tell_number()
        self.whom.set_summary(_told_whom(row))
        self.chips.setVisible(row.concerns_us)
        self.not_ours.setVisible(not row.concerns_us)
        # What was written before somebody said whom it concerns is not hidden away.
        self.answer_part.setVisible(row.concerns_us or bool(row.answer) or bool(row.done))
        for part in (self.answerer, self.findings):
            part.setVisible(row.concerns_us)
        self.same.show_rows(file, recommendation_id=row.stored_id)

    def first_field(self) -> QWidget:
        """The first thing that is to be filled in."""
        stance = self._bounds["stance"].field.editor
        return stance if self.answer_part.isVisibleTo(self) else self.whom.button

    def focus_field(self, name: str) -> bool:
        """A wording to be chosen, and what is folded, too."""
        if name == "text":
            (self.use_other if self.wordings.isVisibleTo(self) else self.first_field()).setFocus()
            return True
        if name in _WHOM_FIELDS:
            self.whom.set_open()
        return super().focus_field(name)

    def _tell_number(self) -> None:
        """Say that a number is no number, or is another's too; it is kept as it is all the same."""
        row, typed = self.record(), str(self.number.property("text")).strip()
        others = [one for one in self.file.recommendations if row and one.id != row.id] if self.file else []
        told = ""
        if row is not None and not is_number(typed):
            told = (
                f"Numret skrivs bara med siffror. Nummer {self._bounds['no'].value} gäller tills du skriver ett annat."
            )
        elif any(one.no == int(typed) for one in others):
            told = f"En annan rekommendation har också nummer {int(typed)}."
        self._bounds["no"].field.set_caption(told)

    def _choose_wording(self, *, other: bool) -> None:
        recommendation = self.record()
        if recommendation is None:
            return
        row_id = recommendation.stored_id
        values = {"text": recommendation.other_wording, "other_wording": ""} if other else {"other_wording": ""}
        self.forms.desk.act(
            lambda store, who, now: edit_record(
                store, Recommendation, row_id, values, who, now, name="valde rekommendationens lydelse"
            )
        )


def _told_whom(row: Recommendation) -> str:
    whom = "gäller nämnden" if row.concerns_us else "gäller andra"
    joint = "gemensam med andra" if row.joint else ""
    return ", ".join(filter(None, (f"nummer {row.no}", whom, joint, row.recipient)))
