"""Take in what was read: an accepted draft becomes a case, or joins the case with the same dnr."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nemndsekr.operations.accepted_draft import reckoned_from
from nemndsekr.operations.changes import Changes
from nemndsekr.reading.draft import Draft, Found, FoundDate, FoundPerson, Reading
from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    DemandPart,
    DocumentKind,
    DocumentPart,
    InitiatorPart,
    NumberKind,
    Occasion,
    Precision,
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
from nemndsekr.records.source import Evidence, SourceDocument
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import cases_with_dnr, source_with
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key, folded

_OWN_KIND: Final = {
    "namndinitiativ": CaseKind.namndinitiativ,
    "motion": CaseKind.motion,
    "remissblad": CaseKind.remiss,
    "revisionsrapport": CaseKind.granskning,
    "missiv": CaseKind.granskning,
}
_DOCUMENTS: Final = {"tjansteskrivelse": DocumentKind.tjansteskrivelse, "yttrande": DocumentKind.yttrande}
_SIGNER_PARTS: Final = {"signer": DocumentPart.undertecknare, "case_officer": DocumentPart.handlaggare}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its case, whether that was there before, and what was touched."""

    case_id: int
    joined: bool
    changes: Changes


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


def already_kept(store: Store, content: bytes) -> Case | None:
    """The case that already holds a file with exactly these bytes."""
    known = source_with(store, hashlib.sha256(content).hexdigest())
    return None if known is None else known[1]


def accept_reading(
    store: Store, reading: Reading, content: bytes, who: str, now: datetime, *, case_id: int | None = None
) -> Imported:
    """Store an accepted reading, the file itself and the passages its values stand on.

    The file joins the case ``case_id``, or the one with the same dnr; otherwise a case is made. What a case
    already has is never overwritten: new items are added, equal ones are left alone.

    Raises:
        UserError: the same bytes are kept already, or nothing was found to make a case of.
    """
    known = already_kept(store, content)
    if known is not None:
        number = known.dnr or "utan diarienummer"
        raise UserError(
            f"Filen {reading.name} är redan inläst i ärendet «{known.shown_title}» ({number}).",
            "Öppna ärendet i stället.",
        )
    if reading.draft.title is None:
        raise UserError(f"Ingen rubrik hittades i {reading.name}.", "Skriv en rubrik och läs in igen.")
    name = f"läste in {reading.name}"
    with store.step(name, who, now) as step:
        taker = _Taker(step, reading, hashlib.sha256(content).hexdigest(), now)
        joined = taker.take_case(case_id)
        step.keep_file(taker.sha256, content)
        taker.take_all()
    return Imported(taker.case.stored_id, joined, Changes.of(name, step))


def _free_number(wanted: int, known: Sequence[Recommendation]) -> int:
    """The report's own number, or the next one where the case has a recommendation with that number already."""
    taken = {recommendation.no for recommendation in known}
    return wanted if wanted > 0 and wanted not in taken else max(taken, default=0) + 1


class _Taker:
    """One draft on its way into one case."""

    def __init__(self, step: StepWriter, reading: Reading, sha256: str, now: datetime) -> None:
        self.step = step
        self.reading = reading
        self.draft = reading.draft
        self.sha256 = sha256
        self.now = now
        self.case: Case
        self.source: SourceDocument

    def take_case(self, case_id: int | None) -> bool:
        """Find or make the case; whether it was there before."""
        found = self.step.get(Case, case_id) if case_id is not None else self._case_with_same_dnr()
        if found is not None:
            self.case = found
        else:
            self.case = self.step.add(self._new_case())
        self.source = self.step.add(
            SourceDocument(
                case_id=self.case.stored_id,
                kind=SourceKind(self.draft.kind),
                name=self.reading.name,
                sha256=self.sha256,
                text=self.reading.text,
                page_starts=json.dumps(list(self.reading.page_starts)),
                read_at=self.now,
            )
        )
        if found is None and self.draft.title:
            self._prove(self.case, "title", self.draft.title)
        return found is not None

    def _case_with_same_dnr(self) -> Case | None:
        for found in self.draft.dnr:
            case = self.step.session.scalars(cases_with_dnr(dnr_key(found.text))).first()
            if case is not None:
                return case
        return None

    def _new_case(self) -> Case:
        draft = self.draft
        kind = case_kind(draft)
        return Case(
            namnd_id=self._namnd().stored_id,
            kind=kind,
            title=draft.title.text if draft.title else self.reading.name,
            dnr=draft.dnr[0].text if draft.dnr else "",
            received_on=draft.received.day if draft.received else None,
            requester=draft.auditor if kind == CaseKind.granskning else "",
        )

    def _namnd(self) -> Namnd:
        named = self.draft.committee.text if self.draft.committee else ""
        known = self.step.all(Namnd)
        for namnd in known:
            if folded(namnd.name) == folded(named) or (not named):
                return namnd
        return self.step.add(Namnd(name=named or "Nämnden"))

    def take_all(self) -> None:
        """Put everything in the draft where it belongs."""
        self._take_numbers()
        self._take_reply_days()
        kind = self.case.kind
        if kind == CaseKind.granskning:
            self._take_audit()
        if self.draft.attsatser or kind == CaseKind.namndinitiativ:
            self._take_initiative()
        self._take_lists()
        document = self._take_document()
        self._take_sections(document)

    def _prove(self, row: Row, field: str, found: Found | FoundDate | None) -> None:
        if found is None or found.start is None or found.end is None:
            return
        self.step.add(
            Evidence(
                case_id=self.case.stored_id,
                record=str(row.__tablename__),
                record_uid=row.uid,
                field=field,
                source_id=self.source.stored_id,
                start=found.start,
                end=found.end,
            )
        )

    def _take_numbers(self) -> None:
        known = {number.dnr_key for number in self.step.all(CaseNumber, case_id=self.case.stored_id)} | {
            self.case.dnr_key
        }
        if not self.case.dnr and self.draft.dnr:
            self.case.dnr = self.draft.dnr[0].text
            known.add(dnr_key(self.case.dnr))
        if self.draft.dnr:
            self._prove(self.case, "dnr", self.draft.dnr[0])
        for kind, numbers in (
            (NumberKind.eget, self.draft.dnr),
            (NumberKind.motpart, self.draft.counterpart_dnr),
            (NumberKind.rapport, self.draft.report_no),
            (NumberKind.annat, self.draft.related_dnr),
        ):
            for found in numbers:
                if dnr_key(found.text) not in known:
                    known.add(dnr_key(found.text))
                    number = self.step.add(CaseNumber(case_id=self.case.stored_id, kind=kind, text=found.text))
                    self._prove(number, "text", found)

    def _take_reply_days(self) -> None:
        known = {(day.occasion, day.words) for day in self.step.all(ReplyDay, case_id=self.case.stored_id)}
        for occasion, found in (
            (Occasion.forsta, self.draft.reply_due),
            (Occasion.uppfoljande, self.draft.followup_due),
        ):
            if found is None or (occasion, found.words) in known:
                continue
            day = self.step.add(
                ReplyDay(
                    case_id=self.case.stored_id,
                    to_whom=self.case.requester,
                    occasion=occasion,
                    source=self.reading.name,
                    **self._meaning(found).columns(),
                )
            )
            self._prove(day, "words", found)
        if self.case.received_on is None and self.draft.received is not None:
            self.case.received_on = self.draft.received.day

    def _meaning(self, found: FoundDate) -> Tidpunkt:
        if found.day is not None:
            return Tidpunkt(found.words, found.day, found.day, Precision.dag)
        return tidpunkt(found.words, reckoned_from(self.draft, self.now.date())) or Tidpunkt(found.words)

    def _take_audit(self) -> None:
        draft = self.draft
        audit = self.step.find(Audit, case_id=self.case.stored_id)
        if audit is None:
            audit = self.step.add(Audit(case_id=self.case.stored_id, auditor=draft.auditor))
        for field, found in (("purpose", draft.purpose), ("verdict", draft.verdict), ("period", draft.period)):
            if found is not None and not getattr(audit, field):
                setattr(audit, field, found.text)
                self._prove(audit, field, found)
        if draft.kind == "revisionsrapport":
            audit.report_title = audit.report_title or (draft.title.text if draft.title else "")
            audit.report_on = audit.report_on or (draft.document_day.day if draft.document_day else None)
        known_parts = {demand.part for demand in self.step.all(Demand, case_id=self.case.stored_id)}
        for part, found in draft.demand.items():
            if DemandPart(part) not in known_parts:
                demand = self.step.add(
                    Demand(
                        case_id=self.case.stored_id, part=DemandPart(part), words=found.text, position=len(known_parts)
                    )
                )
                known_parts.add(DemandPart(part))
                self._prove(demand, "words", found)
        self._take_questions()
        self._take_recommendations()

    def _take_questions(self) -> None:
        known = {
            folded(question.text): question for question in self.step.all(AuditQuestion, case_id=self.case.stored_id)
        }
        for found in self.draft.audit_questions:
            same = known.get(folded(found.found.text))
            if same is not None:
                same.assessment = same.assessment or found.assessment
                continue
            question = self.step.add(
                AuditQuestion(
                    case_id=self.case.stored_id,
                    position=len(known) + 1,
                    text=found.found.text,
                    assessment=found.assessment,
                )
            )
            known[folded(found.found.text)] = question
            self._prove(question, "text", found.found)

    def _take_recommendations(self) -> None:
        known = self.step.all(Recommendation, case_id=self.case.stored_id)
        for found in self.draft.recommendations:
            wording = folded(found.found.text)
            same = next((rec for rec in known if wording in {folded(rec.text), folded(rec.other_wording)}), None)
            if same is not None:
                if not same.answer and found.answer:
                    same.answer = found.answer
                    self._prove(same, "answer", found.answer_found)
                continue
            recommendation = self.step.add(
                Recommendation(
                    case_id=self.case.stored_id,
                    no=_free_number(found.no, known),
                    position=len(known) + 1,
                    text=found.found.text,
                    other_wording=found.other_wording.text if found.other_wording else "",
                    recipient=found.recipient,
                    answer=found.answer,
                )
            )
            known.append(recommendation)
            self._prove(recommendation, "text", found.found)
            self._prove(recommendation, "answer", found.answer_found)
            self._prove(recommendation, "other_wording", found.other_wording)

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
                initiative.body = body
        known = {folded(clause.text) for clause in self.step.all(Attsats, case_id=self.case.stored_id)}
        for found in draft.attsatser:
            if folded(found.text) not in known:
                known.add(folded(found.text))
                clause = self.step.add(Attsats(case_id=self.case.stored_id, position=len(known), text=found.text))
                self._prove(clause, "text", found)
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

    def _take_lists(self) -> None:
        case_id = self.case.stored_id
        points = {folded(point.text) for point in self.step.all(DecisionPoint, case_id=case_id)}
        for found in self.draft.decision_points:
            if folded(found.text) not in points:
                points.add(folded(found.text))
                lead_in = found.text.rstrip().endswith(":")
                immediate = "omedelbart" in folded(found.text) and "justera" in folded(found.text)
                point = self.step.add(
                    DecisionPoint(
                        case_id=case_id, position=len(points), text=found.text, lead_in=lead_in, immediate=immediate
                    )
                )
                self._prove(point, "text", found)
        self._add_texts(Basis, self.draft.basis)
        self._add_texts(Recipient, self.draft.recipients)
        self._add_texts(Attachment, self.draft.attachments)
        steps = {(step.kind, step.day) for step in self.step.all(PlanStep, case_id=case_id)}
        for planned in self.draft.plan:
            if (BodyKind(planned.step), planned.day.day) not in steps:
                steps.add((BodyKind(planned.step), planned.day.day))
                row = self.step.add(
                    PlanStep(
                        case_id=case_id,
                        position=len(steps),
                        kind=BodyKind(planned.step),
                        label=planned.label,
                        day=planned.day.day,
                    )
                )
                self._prove(row, "day", planned.day)

    def _add_texts(self, table: type[Basis | Recipient | Attachment], found: Sequence[Found]) -> None:
        known = {folded(row.text) for row in self.step.all(table, case_id=self.case.stored_id)}
        for item in found:
            if folded(item.text) not in known:
                known.add(folded(item.text))
                row = self.step.add(table(case_id=self.case.stored_id, position=len(known), text=item.text))
                self._prove(row, "text", item)

    def _take_document(self) -> Document | None:
        kind = _DOCUMENTS.get(self.draft.kind)
        if kind is None:
            return None
        draft = self.draft
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
        known = self.step.all(Section, case_id=self.case.stored_id)
        keys = {section.key for section in known if section.document_id is None}
        position = len(known)
        for found in self.draft.sections:
            if found.key == "initiativ" and self.draft.kind in {"namndinitiativ", "motion"}:
                continue  # the initiative itself keeps its text
            own = bool(found.key) and found.key in keys
            position += 1
            section = self.step.add(
                Section(
                    case_id=self.case.stored_id,
                    document_id=document.stored_id if own and document is not None else None,
                    key=found.key,
                    heading=found.heading,
                    level=found.level,
                    position=position,
                    body=found.body,
                )
            )
            self._prove(section, "body", found.found)
