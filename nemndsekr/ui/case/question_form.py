"""QuestionForm: a revisionsfråga, the auditors' assessment, locked once it is written, and the nämnd's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.audit_questions import ask_per_assessment
from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.completeness import asks_per_assessment
from nemndsekr.rules.let_stand import let_stand
from nemndsekr.rules.progress import Part, question_parts
from nemndsekr.store.database import Store
from nemndsekr.ui.case.answer_form import AnswerForm
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.wording import Wording

_ASSESSMENT: Final = "Revisorernas bedömning"


class QuestionForm(AnswerForm):
    """The short form of a recommendation's: the question, the assessment, the answer, the measures."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms, AuditQuestion)
        self.assessment = Wording(
            forms, "corrected_assessment", column_name="assessment", strong=False, blank=_ASSESSMENT
        )
        asked = self.add("asked", forms.check("Revisorerna begär svar på varje bedömning"))
        self.lay_out(
            self.chips,
            self.wording,
            self.assessment,
            asked,
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
            self.assessment.show_wording(file, row, _ASSESSMENT)
        case_id = file.case.stored_id

        def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
            del visit  # a box is one step each time
            return ask_per_assessment(store, case_id, wanted=value, who=who, now=now)

        self._bounds["asked"].show_value((Demand.__name__, case_id, "asked"), write, asks_per_assessment(file))

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
