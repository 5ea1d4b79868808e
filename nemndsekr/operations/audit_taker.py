"""AuditTaker: takes what the auditors ask and recommend, and what was answered, into the case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nemndsekr.operations.draft_lists import ABOUT, ItemKey
from nemndsekr.operations.value_taker import ValueTaker, filling
from nemndsekr.reading.draft import Found, FoundRecommendation
from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.choices import (
    DemandPart,
)
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.rules.whom_it_concerns import Concern, concern
from nemndsekr.support.swedish import folded


def _free_number(wanted: int, known: Sequence[Recommendation]) -> int:
    """The report's own number, or the next one where the case has a recommendation with that number already."""
    taken = {recommendation.no for recommendation in known}
    return wanted if wanted > 0 and wanted not in taken else max(taken, default=0) + 1


class AuditTaker(ValueTaker):
    """Takes an audit's facts, demands, questions and recommendations."""

    def _take_audit(self) -> None:
        draft = self.draft
        audit = self.step.find(Audit, case_id=self.case.stored_id)
        if audit is None:
            audit = self._add(Audit, auditor=draft.auditor)
        for number, field in enumerate(ABOUT):
            found: Found | None = getattr(draft, field)
            if found is not None:
                self._take(("about", number), found, filling(audit, field, found.text), field=field)
        if draft.kind == "revisionsrapport":
            audit.report_title = audit.report_title or (draft.title.text if draft.title else "")
            audit.report_on = audit.report_on or (draft.document_day.day if draft.document_day else None)
        for number, (part, found) in enumerate(draft.demand.items()):
            self._take_demand(("demand", number), DemandPart(part), found)
        self._take_questions()
        self._take_recommendations()

    def _take_demand(self, key: ItemKey, part: DemandPart, found: Found) -> None:
        position = len(self.step.all(Demand, case_id=self.case.stored_id))
        self._take(key, found, lambda: self._add(Demand, part=part, words=found.text, position=position), field="words")

    def _take_questions(self) -> None:
        known = {folded(question.text): question for question in self.file.questions}
        for number, one in enumerate(self.draft.audit_questions):
            key, text = ("audit_questions", number), one.found.text

            def make(text: str = text, assessment: str = one.assessment) -> AuditQuestion:
                if folded(text) not in known:
                    position = len(known) + 1
                    known[folded(text)] = self._add(AuditQuestion, position=position, text=text, assessment=assessment)
                return known[folded(text)]

            row: Any = self._take(key, one.found, make)
            row.assessment = row.assessment or one.assessment

    def _take_recommendations(self) -> None:
        known = list(self.file.recommendations)
        recipients = [one.recipient for one in self.draft.recommendations]
        made: dict[str, Recommendation] = {}
        for number, one in enumerate(self.draft.recommendations):
            key: ItemKey = ("recommendations", number)
            ours = key not in self.decisions.not_ours
            if not self.decisions.reviewed:
                # What may be ours is kept as ours: it must not be lost unseen.
                ours = concern(one.recipient, self.file.namnd.name, recipients) != Concern.OTHERS
            wording = f"{folded(one.found.text)}|{folded(one.recipient)}"

            def make(
                one: FoundRecommendation = one,
                wording: str = wording,
                ours: bool = ours,  # noqa: FBT001
            ) -> Recommendation:
                if wording not in made:
                    made[wording] = self._add(
                        Recommendation,
                        no=_free_number(one.no, known),
                        position=len(known) + 1,
                        text=one.found.text,
                        recipient=one.recipient,
                        concerns_us=ours,
                    )
                    known.append(made[wording])
                return made[wording]

            def both(row: Row, words: str = one.found.text) -> None:
                self._keep_other_wording(row, words)

            row: Any = self._take(key, one.found, make, both=both)
            if self.decisions.reviewed and row.concerns_us != ours:
                row.concerns_us = ours
            row.recipient = row.recipient or one.recipient
            self._take_answer(number, one, row)
            if one.other_wording is not None and row.other_wording in {"", one.other_wording.text}:
                row.other_wording = one.other_wording.text
                self._prove(row, "other_wording", one.other_wording)

    def _keep_other_wording(self, row: Any, words: str) -> None:
        if row.other_wording:
            self._note(row, "text", words)
        else:
            row.other_wording = words

    def _take_answer(self, number: int, one: FoundRecommendation, row: Recommendation) -> None:
        if one.answer:
            self._take(
                ("answers", number),
                one.answer_found,
                filling(row, "answer", one.answer),
                field="answer",
                put=lambda row: setattr(row, "answer", one.answer),
            )
