"""Taker: one draft on its way into one case; what the case has stays, what differs is kept beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from nemndsekr.operations.accepted_draft import ABOUT, FROM_OUTSIDE, ItemKey, keeps, reckoned_from, time_of
from nemndsekr.operations.comparison import Standing, compare, fact_key
from nemndsekr.operations.value_taker import ValueTaker
from nemndsekr.reading.draft import Draft, Found, FoundDate, FoundPerson, FoundRecommendation
from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_text import Block, BlockText, Heading, Paragraph, runs_text
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    DemandPart,
    DifferenceState,
    DocumentKind,
    DocumentPart,
    InitiatorPart,
    NumberKind,
    Occasion,
    SourceKind,
    Voice,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Attachment, Basis, Document, DocumentPerson, Section
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.records.source import SourceDocument, SourceProblem
from nemndsekr.rules.initiative_task import facts_of
from nemndsekr.rules.whom_it_concerns import Concern, concern
from nemndsekr.store.queries import case_in
from nemndsekr.support.swedish import dnr_key, folded

_JOINED: Final = "med instämmande av"
_OWN_KIND: Final = {
    "namndinitiativ": CaseKind.namndinitiativ,
    "motion": CaseKind.motion,
    "remissblad": CaseKind.remiss,
    "revisionsrapport": CaseKind.granskning,
    "missiv": CaseKind.granskning,
}
_DOCUMENTS: Final = {"tjansteskrivelse": DocumentKind.tjansteskrivelse, "yttrande": DocumentKind.yttrande}
_SIGNER_PARTS: Final = {"signer": DocumentPart.undertecknare, "case_officer": DocumentPart.handlaggare}
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


def _without_ends(body: BlockText, draft: Draft) -> BlockText:
    """An initiative's text without what has fields of its own.

    That is the lead-in of its clauses, the place and day, and «Med instämmande av» above the names.
    """
    day = draft.document_day.words if draft.document_day else ""
    ends = {folded(text) for text in (draft.attsats_lead_in, f"{draft.place} {day}", f"{draft.place}, {day}")}
    ends.add(_JOINED)

    def is_end(block: Block) -> bool:
        words = folded(runs_text(block.runs)).strip(" :.") if isinstance(block, Paragraph | Heading) else ""
        return words in {end.strip(" :.") for end in ends if end}

    return BlockText(tuple(block for block in body.blocks if not is_end(block)))


def _free_number(wanted: int, known: Sequence[Recommendation]) -> int:
    """The report's own number, or the next one where the case has a recommendation with that number already."""
    taken = {recommendation.no for recommendation in known}
    return wanted if wanted > 0 and wanted not in taken else max(taken, default=0) + 1


class Taker(ValueTaker):
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

        self._take(fact_key(fact), found, make, both=_again(make))
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

    # The audit

    def _take_audit(self) -> None:
        draft = self.draft
        audit = self.step.find(Audit, case_id=self.case.stored_id)
        if audit is None:
            audit = self._add(Audit, auditor=draft.auditor)
        for number, field in enumerate(ABOUT):
            found: Found | None = getattr(draft, field)
            if found is not None:
                self._take(("about", number), found, _filling(audit, field, found.text), field=field)
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
                _filling(row, "answer", one.answer),
                field="answer",
                put=lambda row: setattr(row, "answer", one.answer),
            )

    # The initiative

    def _take_initiative(self) -> None:
        draft = self.draft
        initiative = self.step.find(Namndinitiativ, case_id=self.case.stored_id)
        if initiative is None:
            initiative = self.step.add(Namndinitiativ(case_id=self.case.stored_id))
        if draft.kind in {"namndinitiativ", "motion"}:
            initiative.lead_in = initiative.lead_in or draft.attsats_lead_in
            initiative.place = initiative.place or draft.place
            if draft.document_day is not None and initiative.dated_on is None:
                initiative.dated_on = draft.document_day.day
                initiative.handed_in_on = draft.document_day.day
            body = next((section.body for section in draft.sections if section.key == "initiativ"), None)
            if body is not None and not initiative.body:
                initiative.body = _without_ends(body, draft)
        self._take_texts("attsatser", draft.attsatser, Attsats, self.file.attsatser, facts_of)
        self._take_initiators([person for person in draft.people if person.part in {"initiator", "joined"}])

    def _take_initiators(self, people: Iterable[FoundPerson]) -> None:
        known = {folded(person.name) for person in self.step.all(Initiator, case_id=self.case.stored_id)}
        for person in people:
            if folded(person.name) in known:
                continue
            known.add(folded(person.name))
            self.step.add(
                Initiator(
                    case_id=self.case.stored_id,
                    position=len(known),
                    person_id=self._person(person).stored_id,
                    name=person.name,
                    party=person.party,
                    role=person.role,
                    part=InitiatorPart(person.part),
                )
            )

    def _person(self, found: FoundPerson) -> Person:
        same = self.step.find(Person, name=found.name)
        if same is None:
            return self.step.add(
                Person(
                    name=found.name, party=found.party, unit=found.unit, telephone=found.telephone, email=found.email
                )
            )
        for field in ("party", "unit", "telephone", "email"):
            if not getattr(same, field):
                setattr(same, field, getattr(found, field))
        return same

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

            self._take(("plan", number), planned.day, make, field="day", put=put, both=_again(make))

    def _take_texts(
        self,
        group: str,
        found: Sequence[Found],
        table: type[Any],
        rows: Sequence[Any],
        more: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        """Take a list of short texts; what stands in it twice is taken once."""
        known = {folded(row.text): row for row in rows}
        for number, one in enumerate(found):

            def make(text: str = one.text) -> Any:
                if folded(text) not in known:
                    known[folded(text)] = self._add(
                        table, position=len(known) + 1, text=text, **(more(text) if more else {})
                    )
                return known[folded(text)]

            self._take((group, number), one, make, both=_again(make))

    # The document

    def _take_document(self) -> Document | None:
        kind = _DOCUMENTS.get(self.draft.kind)
        if kind is None:
            return None
        draft = self.draft
        former = self.file.document(kind)
        if self.decisions.copy_of is not None and former is not None:
            return former
        document = self.step.add(
            Document(
                case_id=self.case.stored_id,
                kind=kind,
                title=draft.title.text if draft.title else "",
                subtitle=draft.subtitle,
                document_name=draft.document_name,
                voice=Voice.namnden if kind == DocumentKind.yttrande else Voice.forvaltningen,
                dated_on=draft.document_day.day if draft.document_day else None,
                recipient=draft.recipient,
                address=draft.address,
            )
        )
        self._prove(document, "dated_on", draft.document_day)
        people = [person for person in draft.people if person.part in _SIGNER_PARTS]
        for position, found in enumerate(people, start=1):
            person = self._person(found)
            if found.part == "case_officer" and self.case.officer_id is None:
                self.case.officer_id = person.stored_id
            row = self.step.add(
                DocumentPerson(
                    case_id=self.case.stored_id,
                    document_id=document.stored_id,
                    person_id=person.stored_id,
                    position=position,
                    name=found.name,
                    title=found.role,
                    unit=found.unit,
                    telephone=found.telephone,
                    email=found.email,
                    part=_SIGNER_PARTS[found.part],
                )
            )
            self._prove(row, "name", found.found)
        return document

    def _take_sections(self, document: Document | None) -> None:
        if not keeps(self.draft.kind, "sections"):
            return
        known = self.file.sections
        keys = {section.key for section in known if section.document_id is None}
        position = len(known)
        for number, found in enumerate(self.draft.sections):
            own = bool(found.key) and found.key in keys
            position += 1
            values = {
                "document_id": document.stored_id if own and document is not None else None,
                "key": found.key,
                "heading": found.heading,
                "level": found.level,
                "position": position,
                "body": found.body,
            }

            def make(values: dict[str, Any] = values) -> Section:
                made: Section = self._add(Section, **values)
                return made

            def put(row: Row, body: Any = found.body) -> None:
                setattr(row, "body", body)  # noqa: B010 - a row of any table

            self._take(("sections", number), found.found, make, field="body", put=put)


def _again(make: Callable[[], object]) -> Callable[[Row], object]:
    """What makes a second row beside the one that is there."""
    return lambda row: make()  # noqa: ARG005 - the first row stays as it is


def _kind_of_point(text: str) -> dict[str, Any]:
    immediate = "omedelbart" in folded(text) and "justera" in folded(text)
    return {"lead_in": text.rstrip().endswith(":"), "immediate": immediate}


def _filling(row: Any, field: str, value: Any) -> Callable[[], Any]:
    """What sets a field, if it is empty, and gives the row."""

    def fill() -> Any:
        if not getattr(row, field):
            setattr(row, field, value)
        return row

    return fill
