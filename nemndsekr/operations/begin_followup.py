"""Begin the second answer (uppföljande yttrande) from the first one as it was locked, in one step."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.versions import lock_in_step
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DocumentKind, DocumentMode, DocumentPart, VersionGate, Voice
from nemndsekr.records.document import Document, DocumentPerson, Version
from nemndsekr.rules.frozen import answer_versions, version_with
from nemndsekr.rules.second_answer import CLOSED, NO_FIRST_ANSWER, NOT_DECIDED, followup_document, why_no_first_answer
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in
from nemndsekr.support.errors import UserError

NAME: Final = "påbörjade det uppföljande yttrandet"
_FIRST: Final = DocumentKind.yttrande
_SECOND: Final = DocumentKind.uppfoljande_yttrande
_OF_THE_ROW: Final = frozenset({"id", "uid", "version"})
_NEXT_STEPS: Final = {
    NO_FIRST_ANSWER: "Svara på rekommendationerna, eller läs in yttrandet, och försök igen.",
    NOT_DECIDED: "Registrera nämndens beslut under Beslut i ärendet, eller välj läget Beslutat, och försök igen.",
    CLOSED: "Lägg till en svarsdag för det uppföljande yttrandet, eller välj läget Uppföljning, och försök igen.",
}
_SENT: Final = frozenset({VersionGate.beslutad, VersionGate.expedierad})


class FollowupBegunError(UserError):
    """The second answer is there already, and not yet decided or sent."""


class BegunFollowup(NamedTuple):
    """The document that was begun, what it builds on, and whether that had to be locked first."""

    document_id: int
    locked_now: bool
    changes: Changes


def why_no_followup(file: CaseFile) -> UserError | None:
    """Why no second answer can be begun, in words; None where one can."""
    begun = followup_document(file)
    bound = begun is not None and version_with(file, begun.based_on_uid) is not None
    if begun is not None and bound and not _is_sent(file, begun):
        return FollowupBegunError(
            "Det uppföljande yttrandet är redan påbörjat.", "Välj «Uppföljande yttrande» under Handling för att se det."
        )
    why_not = why_no_first_answer(file)
    # A second answer that was read in shows that the first was given, whatever the case says of it.
    if not why_not or (why_not == NOT_DECIDED and begun is not None and not bound):
        return None
    return UserError(why_not, _NEXT_STEPS[why_not])


def begin_followup(store: Store, case_id: int, who: str, now: datetime) -> BegunFollowup:
    """Begin the second answer: a proposal that builds on the newest locked first answer, decided before others.

    Where no answer is locked, the first one is locked as it stands. A second answer that was read in, or begun before
    answers could be locked, is bound to the locked one instead of getting a rival. The first answer's own texts are
    not touched: what the second says lies in sections of its own and in the measures' reports.

    Raises:
        UserError: there is no answer to follow up, it is neither decided nor sent, or the second one is begun already.
    """
    with store.step(NAME, who, now) as step:
        file = case_in(step.session, case_id)
        problem = why_no_followup(file)
        if problem is not None:
            raise problem
        known = answer_versions(file)
        base = known[0] if known else lock_in_step(step, case_id, _FIRST, VersionGate.annan, who, now)
        begun = followup_document(file)
        if begun is None or version_with(file, begun.based_on_uid) is not None:
            begun = _new_document(step, file, base)
        else:
            begun.based_on_uid = base.uid
        if file.case.stage in (CaseStage.beslutat, CaseStage.expedierat):
            file.case.stage = CaseStage.uppfoljning
    return BegunFollowup(begun.stored_id, not known, Changes.of(NAME, step))


def _is_sent(file: CaseFile, document: Document) -> bool:
    return any(version.document_id == document.id and version.gate in _SENT for version in file.versions)


def _new_document(step: StepWriter, file: CaseFile, base: Version) -> Document:
    first = file.document(_FIRST)
    title = (first.title if first else "") or file.case.title
    document = step.add(
        Document(
            case_id=file.case.stored_id,
            kind=_SECOND,
            title=f"{title} – uppföljande yttrande",
            mode=DocumentMode.forslag,
            voice=Voice.namnden,
            recipient=first.recipient if first else "",
            address=first.address if first else "",
            secrecy=first.secrecy if first else file.case.secrecy,
            secrecy_ground=first.secrecy_ground if first else file.case.secrecy_ground,
            based_on_uid=base.uid,
        )
    )
    for person in file.document_persons:
        if first is not None and person.document_id == first.id and person.part == DocumentPart.undertecknare:
            values = {name: getattr(person, name) for name in DocumentPerson.model_fields}
            values |= {"document_id": document.stored_id}
            step.add(DocumentPerson(**{name: value for name, value in values.items() if name not in _OF_THE_ROW}))
    return document
