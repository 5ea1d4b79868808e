"""Which of a case's remarks are about one of its papers: what stands in it, and the answer that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Occasion
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.checks.followup_checks import FOLLOWUP_TABLE
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.rules.which_answer import OWN_OCCASION, occasion_at_hand, occasion_of, papers_of

# What the second answer prints of a recommendation and of an assessment: the auditors' words, never the first answer.
_ASKED: Final = frozenset({"text", "corrected_text", "assessment", "corrected_assessment"})
_ANSWERED: Final = frozenset({"recommendations", "audit_questions"})


def concerns(file: CaseFile, kind: DocumentKind) -> Callable[[Remark], bool]:
    """Whether a remark on a case is about its paper of a kind.

    What stands in another paper, or belongs to the case's other answer, is told beside that.
    """
    occasion, two = occasion_of(file, kind), occasion_at_hand(file) == Occasion.uppfoljande
    elsewhere = {row.uid for row in _of_other_papers(file, kind)}
    if two:
        elsewhere |= {row.uid for row in _of_other_answer(file, kind, occasion)}
    second = OWN_OCCASION.get(kind) == Occasion.uppfoljande

    def is_here(remark: Remark) -> bool:
        if remark.table == FOLLOWUP_TABLE:
            return occasion == Occasion.uppfoljande
        first_said = second and remark.table in _ANSWERED and remark.field not in _ASKED
        return not first_said and remark.row_uid not in elsewhere

    return is_here


def _of_other_papers(file: CaseFile, kind: DocumentKind) -> Iterator[CaseRow]:
    """Papers of other kinds, with the texts and people that are theirs alone."""
    others = [one for one in file.documents if one.kind != kind]
    ids = {one.id for one in others}
    yield from others
    yield from (one for one in file.sections if one.document_id in ids)
    yield from (one for one in file.document_persons if one.document_id in ids)


def _of_other_answer(file: CaseFile, kind: DocumentKind, occasion: Occasion) -> Iterator[CaseRow]:
    """What belongs to the other of two answers."""
    other = Occasion.uppfoljande if occasion == Occasion.forsta else Occasion.forsta
    yield from (one for one in file.reply_days if one.occasion == other)
    yield from (one for one in file.plan_steps if one.occasion == other)
    papers = papers_of(file, other)
    yield from (*papers.bases, *papers.attachments)
    if OWN_OCCASION.get(kind) == Occasion.uppfoljande:
        # The second answer has texts of its own; those of the case are the first's and the officials'.
        yield from (one for one in file.sections if one.document_id is None)
    if occasion == Occasion.forsta:
        then = as_decided(file, kind)
        known = {one.uid for one in (*then.measures, *then.promises, *then.measure_reports)}
        rows: tuple[CaseRow, ...] = (*file.measures, *file.promises, *file.measure_reports)
        yield from (one for one in rows if one.uid not in known)
