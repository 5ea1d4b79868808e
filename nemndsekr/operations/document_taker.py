"""DocumentTaker: takes the office's own paper, those who sign it, and the running text."""

from __future__ import annotations

from typing import Any, Final

from nemndsekr.operations.draft_lists import keeps
from nemndsekr.operations.value_taker import ValueTaker
from nemndsekr.records.choices import (
    DocumentKind,
    DocumentPart,
    Voice,
)
from nemndsekr.records.document import Document, DocumentPerson, Section
from nemndsekr.records.row import Row

_DOCUMENTS: Final = {"tjansteskrivelse": DocumentKind.tjansteskrivelse, "yttrande": DocumentKind.yttrande}
_SIGNER_PARTS: Final = {"signer": DocumentPart.undertecknare, "case_officer": DocumentPart.handlaggare}


class DocumentTaker(ValueTaker):
    """Takes a tjänsteskrivelse or a yttrande as a document of the case."""

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
