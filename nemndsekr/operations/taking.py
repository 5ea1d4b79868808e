"""Taker: one draft on its way into one case; what the case has stays, what differs is kept beside it."""

from __future__ import annotations

import json
from typing import Any, Final

from nemndsekr.operations.accepted_draft import reckoned_from, time_of
from nemndsekr.operations.audit_taker import AuditTaker
from nemndsekr.operations.comparison import Standing, compare, fact_key
from nemndsekr.operations.document_taker import DocumentTaker
from nemndsekr.operations.draft_lists import FROM_OUTSIDE, ItemKey, keeps
from nemndsekr.operations.initiative_taker import InitiativeTaker
from nemndsekr.operations.value_taker import again
from nemndsekr.reading.draft import Draft, Found, FoundDate
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    DifferenceState,
    NumberKind,
    Occasion,
    SourceKind,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Attachment, Basis
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.row import Row
from nemndsekr.records.source import SourceDocument, SourceProblem
from nemndsekr.store.queries import case_in
from nemndsekr.support.swedish import dnr_key, folded

_OWN_KIND: Final = {
    "namndinitiativ": CaseKind.namndinitiativ,
    "motion": CaseKind.motion,
    "remissblad": CaseKind.remiss,
    "revisionsrapport": CaseKind.granskning,
    "missiv": CaseKind.granskning,
}
_FACT_OF_OCCASION: Final = {Occasion.forsta: "reply_due", Occasion.uppfoljande: "followup_due"}


def case_kind(draft: Draft) -> CaseKind:
    """What kind of case a draft belongs to."""
    if draft.kind in _OWN_KIND:
        return _OWN_KIND[draft.kind]
    title = folded(draft.title.text) if draft.title else ""
    if draft.recommendations or draft.audit_questions or "granskning" in title or "revision" in title:
        return CaseKind.granskning
    if "initiativ" in title:
        return CaseKind.namndinitiativ
    if "motion" in title:
        return CaseKind.motion
    return CaseKind.remiss if "remiss" in title else CaseKind.ovrigt


class Taker(AuditTaker, InitiativeTaker, DocumentTaker):
    """One draft on its way into one case."""

    def take_case(self, case_id: int | None) -> bool:
        """Take the case with an id, or make one; whether it was there before."""
        joined = case_id is not None
        if case_id is None:
            case_id = self.step.add(self._new_case()).stored_id
        self.file = case_in(self.step.session, case_id)
        self.case = self.file.case
        if joined:
            copy = self.decisions.copy_of is not None
            self.compared = compare(self.draft, self.file, self.reading.text, copy=copy)
        self.source = self.step.add(
            SourceDocument(
                case_id=self.case.stored_id,
                kind=SourceKind(self.draft.kind),
                name=self.reading.name,
                sha256=self.sha256,
                text=self.reading.text,
                page_starts=json.dumps(list(self.reading.page_starts)),
                read_at=self.now,
                copy_of_id=self.decisions.copy_of,
            )
        )
        for number, problem in enumerate(self.reading.problems):
            self._add(
                SourceProblem,
                source_id=self.source.stored_id,
                text=problem.text,
                page=problem.page,
                start=problem.start,
                end=problem.end,
                seen=number in self.decisions.seen,
            )
        return joined

    def _new_case(self) -> Case:
        draft = self.draft
        kind = case_kind(draft)
        return Case(
            namnd_id=self._namnd(draft.committee.text if draft.committee else "").stored_id,
            kind=kind,
            title=draft.title.text if draft.title else self.reading.name,
            # What came from outside has no number of the office's own before it is registered.
            dnr_expected=draft.kind in FROM_OUTSIDE and not draft.dnr,
        )

    def _namnd(self, named: str) -> Namnd:
        known = self.step.all(Namnd)
        for namnd in known:
            if folded(namnd.name) == folded(named) or not named:
                return namnd
        return self.step.add(Namnd(name=named or "Nämnden"))

    def take_all(self) -> None:
        """Put everything in the draft where it belongs."""
        self._take_facts()
        self._take_numbers()
        self._take_reply_days()
        kind = self.case.kind
        if kind == CaseKind.granskning:
            self._take_audit()
        if self.draft.attsatser or kind == CaseKind.namndinitiativ:
            self._take_initiative()
        self._take_lists()
        self._take_sections(self._take_document())

    # The facts of the case

    def _take_facts(self) -> None:
        draft, case = self.draft, self.case
        self._take(fact_key("title"), draft.title, lambda: case, field="title")
        if draft.committee is not None:
            name = draft.committee.text
            self._take(
                fact_key("committee"),
                draft.committee,
                lambda: case,
                field="namnd_id",
                put=lambda _: setattr(case, "namnd_id", self._namnd(name).stored_id),
            )
        if draft.auditor:
            self._take(fact_key("auditor"), None, lambda: self._fill("requester", draft.auditor), field="requester")
        if draft.received is not None and draft.received.day is not None:
            day = draft.received.day
            self._take(
                fact_key("received"),
                draft.received,
                lambda: self._fill("received_on", day),
                field="received_on",
                put=lambda _: setattr(case, "received_on", day),
            )

    def _fill(self, field: str, value: Any) -> Case:
        """Set a field of the case that is empty."""
        audit = field != "requester" or self.case.kind == CaseKind.granskning
        if audit and not getattr(self.case, field):
            setattr(self.case, field, value)
        return self.case

    def _take_numbers(self) -> None:
        if self.draft.dnr:
            mine = self.draft.dnr[0]
            self._take(
                fact_key("dnr"),
                mine,
                lambda: self._set_dnr(mine.text),
                field="dnr",
                put=lambda _: self._set_dnr(mine.text),
                both=lambda _: self._add(CaseNumber, kind=NumberKind.eget, text=mine.text),
            )
        known = {number.dnr_key: number for number in self.file.numbers}
        skipped = {self.case.dnr_key, dnr_key(self.case.dnr)}
        for kind, fact, numbers in (
            (NumberKind.eget, "", self.draft.dnr[1:]),
            (NumberKind.motpart, "counterpart_dnr", self.draft.counterpart_dnr),
            (NumberKind.rapport, "report_no", self.draft.report_no),
            (NumberKind.annat, "", self.draft.related_dnr),
        ):
            for found in numbers:
                key = dnr_key(found.text)
                if key in skipped or (fact and self._take_near_number(fact, kind, found)):
                    continue
                if key not in known:
                    known[key] = self._add(CaseNumber, kind=kind, text=found.text)
                self._prove(known[key], "text", found)

    def _take_near_number(self, fact: str, kind: NumberKind, found: Found) -> bool:
        """Take a number that is another's but for zeros as a difference from it; whether it was one."""
        compared = self.compared.of(fact_key(fact))
        if not compared.near_number or compared.words != found.text:
            return False

        def make() -> CaseNumber:
            made: CaseNumber = self._add(CaseNumber, kind=kind, text=found.text)
            return made

        self._take(fact_key(fact), found, make, both=again(make))
        return True

    def _set_dnr(self, number: str) -> Case:
        self.case.dnr = number
        self.case.dnr_expected = False
        return self.case

    def _take_reply_days(self) -> None:
        for occasion, found in (
            (Occasion.forsta, self.draft.reply_due),
            (Occasion.uppfoljande, self.draft.followup_due),
        ):
            if found is not None:
                key = fact_key(_FACT_OF_OCCASION[occasion])
                self._take_reply_day(key, occasion, found)

    def _take_reply_day(self, key: ItemKey, occasion: Occasion, found: FoundDate) -> None:
        value = time_of(found, reckoned_from(self.draft, self.now.date()))

        def make() -> ReplyDay:
            made: ReplyDay = self._add(
                ReplyDay,
                to_whom=self.case.requester,
                occasion=occasion,
                source=self.reading.name,
                **value.columns(),
            )
            return made

        compared = self.compared.of(key)
        if compared.standing == Standing.DIFFERS and self.decisions.choice(key) == DifferenceState.ersatt:
            # A later day is a new row: the first promise is kept for ever, and with it where it stood.
            self._prove(make(), "words", found)
        else:
            self._take(key, found, make, field="words")

    # The lists

    def _take_lists(self) -> None:
        draft, file = self.draft, self.file
        self._take_texts("decision_points", draft.decision_points, DecisionPoint, file.decision_points, _kind_of_point)
        self._take_texts("basis", draft.basis, Basis, file.bases)
        if keeps(draft.kind, "recipients"):
            self._take_texts("recipients", draft.recipients, Recipient, file.recipients)
        self._take_texts("attachments", draft.attachments, Attachment, file.attachments)
        steps = len(file.plan_steps)
        for number, planned in enumerate(draft.plan):
            values = {"kind": BodyKind(planned.step), "label": planned.label, "day": planned.day.day}
            position = steps + number + 1

            def make(position: int = position, values: dict[str, Any] = values) -> PlanStep:
                made: PlanStep = self._add(PlanStep, position=position, **values)
                return made

            def put(row: Row, day: Any = planned.day.day) -> None:
                setattr(row, "day", day)  # noqa: B010 - a row of any table

            self._take(("plan", number), planned.day, make, field="day", put=put, both=again(make))


def _kind_of_point(text: str) -> dict[str, Any]:
    immediate = "omedelbart" in folded(text) and "justera" in folded(text)
    return {"lead_in": text.rstrip().endswith(":"), "immediate": immediate}
