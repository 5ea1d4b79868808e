"""Which of a case's two answers is worked on, which one a paper is about, and which papers belong to which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DocumentKind, Occasion
from nemndsekr.records.document import Attachment, Basis
from nemndsekr.records.meeting import Meeting
from nemndsekr.rules.frozen import answer_versions, first_day, frozen_case, has_facts, version_with
from nemndsekr.rules.second_answer import followup_document

_ANSWERED: Final = (CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)
OWN_OCCASION: Final = {
    DocumentKind.yttrande: Occasion.forsta,
    DocumentKind.uppfoljande_yttrande: Occasion.uppfoljande,
    DocumentKind.uppfoljningsbilaga: Occasion.uppfoljande,
}
"""The kinds of paper that are about one of the answers by what they are."""


OF_FIRST: Final = "det första svarets"
"""What is said of a paper that is not enclosed with the answer at hand."""


class AnswerPapers(NamedTuple):
    """What is decided on, and what is enclosed, at one of a case's answers."""

    bases: tuple[Basis, ...]
    attachments: tuple[Attachment, ...]


def occasion_at_hand(file: CaseFile) -> Occasion:
    """Which of a case's answers is worked on.

    It is the second one as soon as it is begun, or when the first has gone and the second is asked for or planned.
    """
    if followup_document(file) is not None:
        return Occasion.uppfoljande
    known = [*(one.occasion for one in file.reply_days), *(one.occasion for one in file.plan_steps)]
    asked = Occasion.uppfoljande in known
    return Occasion.uppfoljande if asked and file.case.stage in _ANSWERED else Occasion.forsta


def occasion_of(file: CaseFile, kind: DocumentKind) -> Occasion:
    """Which answer a paper is about: what bears a day on the way to the first is about that, else the one at hand."""
    own = OWN_OCCASION.get(kind)
    if own is not None:
        return own
    document = file.document(kind)
    day = document.dated_on if document is not None else None
    if occasion_at_hand(file) == Occasion.forsta or (day is not None and any(one >= day for one in _first_days(file))):
        return Occasion.forsta
    return Occasion.uppfoljande


def is_past(file: CaseFile, kind: DocumentKind) -> bool:
    """Whether a paper is about the first answer, and the second is worked on."""
    return occasion_at_hand(file) == Occasion.uppfoljande and occasion_of(file, kind) == Occasion.forsta


def occasion_at(file: CaseFile, meeting: Meeting) -> Occasion | None:
    """Which answer a case comes to a meeting with; None where something is only reported back there."""
    step = next((one for one in file.plan_steps if one.meeting_id == meeting.id), None)
    if step is not None:
        return step.occasion
    if any(one.meeting_id == meeting.id for one in file.report_backs):
        return None
    early = occasion_at_hand(file) == Occasion.forsta or any(one >= meeting.day for one in _first_days(file))
    return Occasion.forsta if early else Occasion.uppfoljande


def papers_of(file: CaseFile, occasion: Occasion) -> AnswerPapers:
    """The papers of one of a case's answers; of the second, those that have come since the first was given.

    As long as the first is worked on all papers are its own.
    """
    known = _known_then(file)
    day = first_day(file, followup_document(file))

    def is_here(row: Basis | Attachment) -> bool:
        since = _is_since(row, known, day)
        return since if occasion == Occasion.uppfoljande else not since or occasion_at_hand(file) == Occasion.forsta

    return AnswerPapers(tuple(filter(is_here, file.bases)), tuple(filter(is_here, file.attachments)))


def is_of_first(file: CaseFile, row: Basis | Attachment) -> bool:
    """Whether a paper is the first answer's while the second is worked on."""
    mine = papers_of(file, Occasion.forsta)
    uids = {one.uid for one in (*mine.bases, *mine.attachments)}
    return occasion_at_hand(file) == Occasion.uppfoljande and row.uid in uids


def _is_since(row: Basis | Attachment, known: frozenset[str] | None, day: date | None) -> bool:
    """Whether a paper has come since the first answer: it was not there then, or has been given a later day."""
    dated = row.dated_on if isinstance(row, Basis) else None
    if dated is not None and day is not None:
        return dated > day
    return known is not None and row.uid not in known


def _known_then(file: CaseFile) -> frozenset[str] | None:
    """The uids of the papers that the locked first answer knows; None where none is locked."""
    document = followup_document(file)
    bound = version_with(file, document.based_on_uid) if document is not None else None
    version = bound or next(iter(answer_versions(file)), None)
    if version is None or not has_facts(version):
        return None
    then = frozen_case(version.facts)
    return frozenset(one.uid for one in (*then.bases, *then.attachments))


def _first_days(file: CaseFile) -> Iterator[date]:
    """The days on the way to the first answer, and its own."""
    own = first_day(file, followup_document(file))
    if own is not None:
        yield own
    yield from (one.day for one in file.plan_steps if one.occasion == Occasion.forsta and one.day is not None)
