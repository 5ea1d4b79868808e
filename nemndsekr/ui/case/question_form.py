"""QuestionForm: a revisionsfråga with the auditors' assessment, locked, and the nämnd's answer to it."""

from __future__ import annotations

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.let_stand import let_stand
from nemndsekr.rules.progress import Part, question_parts
from nemndsekr.ui.case.answer_form import AnswerForm
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.wording import Wording


class QuestionForm(AnswerForm):
    """The short form of a recommendation's: the question, the assessment, the answer, the measures."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms, AuditQuestion)
        self.assessment = Wording(forms, "corrected_assessment", column_name="assessment", strong=False)
        self.lay_out(
            self.chips,
            self.wording,
            self.assessment,
            self.answer,
            self.measures,
            self.no_measure,
            self.answerer,
            self.findings,
            self.note,
        )

    def title(self) -> str:
        """«Revisionsfråga 2 av 3»."""
        ids = [question.id for question in self.file.questions] if self.file else []
        return f"Revisionsfråga {ids.index(int(self.key[1])) + 1} av {len(ids)}" if self.key else ""

    def record(self) -> AuditQuestion | None:
        """The one that is shown."""
        rows = self.file.questions if self.file else []
        return next((one for one in rows if self.key and one.id == self.key[1]), None)

    def parts(self) -> tuple[Part, ...]:
        """What the answer to it is to hold."""
        row = self.record()
        return question_parts(self.file, row, let_stand(self.file)) if self.file is not None and row is not None else ()

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the question in the fields."""
        super().fill(file, key)
        row = self.record()
        if row is not None:
            self.assessment.show_wording(file, row, "Revisorernas bedömning")

    def focus_field(self, name: str) -> bool:
        """The assessment too."""
        if name == "assessment":
            self.assessment.open()
            return True
        return super().focus_field(name)

    def flush(self) -> None:
        """The assessment too."""
        super().flush()
        self.assessment.flush()
