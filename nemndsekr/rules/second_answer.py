"""The second answer, part by part: what was promised, where it stands now, and what is still to be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DemandPart, DocumentKind, MeasureState, Occasion, WhoseDate
from nemndsekr.records.document import Document, Section
from nemndsekr.records.measure import Measure, MeasureReport, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.frozen import answer_versions, was_given

NO_FIRST_ANSWER: Final = "Det finns inget första yttrande att följa upp."
NOT_DECIDED: Final = "Det första yttrandet är inte beslutat än."
CLOSED: Final = "Ärendet är avslutat."
SUMMARY_KEY: Final = "uppfoljning_sammanfattning"
ONWARD_KEY: Final = "uppfoljning_framat"
QUESTION_MARK: Final = "B"
_ANSWER_PREFIX: Final = "uppfoljning:"
_ENDED: Final = (MeasureState.genomford, MeasureState.utgar)


class Gap(StrEnum):
    """Something that the second answer is to tell and that nobody has told yet."""

    happened = "happened"
    evidence = "evidence"
    new_time = "new_time"
    reason = "reason"
    answer = "answer"
    summary = "summary"


@dataclass(frozen=True, slots=True)
class FollowedMeasure:
    """One measure: as it was promised (``then``), as it is (``now``), and what was said about it in between.

    ``then`` is None for a measure that came since, ``now`` for one that has been taken away. ``days_late`` is counted
    from the last day of the first promise, whatever was granted later; 0 where it is not late.
    """

    then: Measure | None
    now: Measure | None
    first: Promise | None = None
    later: tuple[Promise, ...] = ()
    reports: tuple[MeasureReport, ...] = ()
    days_late: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def measure(self) -> Measure:
        """As it was promised, or as it is where it came since."""
        measure = self.then or self.now
        if measure is None:
            raise ValueError("a followed measure was there before or is there now")
        return measure

    @property
    def state(self) -> MeasureState:
        """Where it stands; what has been taken away is no longer done."""
        return self.now.state if self.now is not None else MeasureState.utgar

    @property
    def ended_before(self) -> bool:
        """Whether it was already done, or given up, in the first answer."""
        return self.then is not None and self.then.state in _ENDED


@dataclass(frozen=True, slots=True)
class FollowedAnswer:
    """What is followed up under one recommendation, or under one assessment that the first answer took up."""

    record: Recommendation | AuditQuestion
    number: str
    """The recommendation's number; an assessment's, after ``QUESTION_MARK``."""
    measures: tuple[FollowedMeasure, ...] = ()
    added: tuple[FollowedMeasure, ...] = ()
    text: BlockText = field(default_factory=BlockText)
    gaps: tuple[Gap, ...] = ()
    """What is lacking beside the measures' own gaps."""

    @property
    def is_question(self) -> bool:
        """Whether it is an assessment rather than a recommendation."""
        return isinstance(self.record, AuditQuestion)

    @property
    def all_measures(self) -> tuple[FollowedMeasure, ...]:
        """Those that were promised, then those that came since."""
        return self.measures + self.added

    @property
    def all_gaps(self) -> tuple[Gap, ...]:
        """Everything that is lacking."""
        return self.gaps + tuple(gap for measure in self.all_measures for gap in measure.gaps)


def followup_document(file: CaseFile) -> Document | None:
    """The second answer, if it is begun."""
    return file.document(DocumentKind.uppfoljande_yttrande)


def has_first_answer(file: CaseFile) -> bool:
    """Whether there is a first answer to follow up: a document, a locked version, or what was answered and promised."""
    told = bool(file.measures) or any(one.answer or one.done or one.stance for one in file.recommendations)
    return told or file.document(DocumentKind.yttrande) is not None or bool(answer_versions(file))


def may_follow_up(file: CaseFile) -> bool:
    """Whether a second answer is the next thing: the first has been given, and none is begun."""
    return not why_not_followed_up(file)


def why_not_followed_up(file: CaseFile) -> str:
    """Why a second answer is not the next thing, as the user reads it; empty where it is."""
    if followup_document(file) is not None:
        return "Det uppföljande yttrandet är redan påbörjat."
    return why_no_first_answer(file)


def why_no_first_answer(file: CaseFile) -> str:
    """Why there is no answer to follow up, as the user reads it: none, not decided or sent, or the case is closed."""
    if not has_first_answer(file):
        return NO_FIRST_ANSWER
    if not was_given(file):
        return NOT_DECIDED
    asked = any(day.occasion == Occasion.uppfoljande for day in file.reply_days)
    return CLOSED if file.case.stage == CaseStage.avslutat and not asked else ""


def answer_key(uid: str) -> str:
    """The key of the section that holds the second answer's own words about a recommendation or assessment."""
    return f"{_ANSWER_PREFIX}{uid}"


def is_followup_key(key: str) -> bool:
    """Whether a section belongs to a second answer."""
    return key in (SUMMARY_KEY, ONWARD_KEY) or key.startswith(_ANSWER_PREFIX)


def own_section(file: CaseFile, document: Document, key: str) -> Section | None:
    """A section of the second answer itself; the case's own text under the same key is another's."""
    return next((one for one in file.sections if one.key == key and one.document_id == document.id), None)


def followed_answers(file: CaseFile, then: CaseFile, document: Document, day: date | None) -> list[FollowedAnswer]:
    """What the second answer is to tell, recommendation by recommendation, then assessment by assessment.

    ``day`` is the day that lateness is counted to; without one, what is not yet done is not called late.
    """
    asked = {demand.part for demand in then.demands}
    made = [
        _answer(file, then, document, rec, str(rec.no), then.measures_of(rec.stored_id), day)
        for rec in then.recommendations
        if rec.concerns_us
    ]
    for number, question in enumerate(then.questions, start=1):
        measures = then.measures_of_question(question.stored_id)
        if measures or (question.answer and DemandPart.per_assessment in asked):
            made.append(_answer(file, then, document, question, f"{QUESTION_MARK}{number}", measures, day))
    return made


def _answer(
    file: CaseFile,
    then: CaseFile,
    document: Document,
    record: Recommendation | AuditQuestion,
    number: str,
    promised: list[Measure],
    day: date | None,
) -> FollowedAnswer:
    measures = tuple(_measure(file, then, measure, day) for measure in promised)
    before = {measure.uid for measure in then.measures}
    added = tuple(
        _measure(file, then, None, day, measure) for measure in _now_of(file, record) if measure.uid not in before
    )
    section = own_section(file, document, answer_key(record.uid))
    text = section.body if section is not None else BlockText()
    # What was promised and has been taken away since has no line to tell it on: it is told in the text.
    gone = any(one.now is None for one in measures)
    untold = not text and (gone or not (measures or added or record.no_measure_reason))
    return FollowedAnswer(record, number, measures, added, text, (Gap.answer,) if untold else ())


def _now_of(file: CaseFile, record: Recommendation | AuditQuestion) -> list[Measure]:
    rows: list[Recommendation] | list[AuditQuestion]
    rows = file.questions if isinstance(record, AuditQuestion) else file.recommendations
    now = next((one for one in rows if one.uid == record.uid), None)
    if now is None:
        return []
    of = file.measures_of_question if isinstance(record, AuditQuestion) else file.measures_of
    return of(now.stored_id)


def _measure(
    file: CaseFile, then: CaseFile, promised: Measure | None, day: date | None, came: Measure | None = None
) -> FollowedMeasure:
    now = came or next((one for one in file.measures if promised and one.uid == promised.uid), None)
    before = then.promises_of(promised.stored_id) if promised else []
    promises = file.promises_of(now.stored_id) if now else []
    known = {promise.uid: promise.words for promise in then.promises}
    first = next(iter(before or promises), None)
    later = tuple(one for one in promises if one.words and known.get(one.uid) != one.words and one is not first)
    told = {report.uid for report in then.measure_reports}
    reports = tuple(
        one for one in file.measure_reports if now and one.measure_id == now.id and one.uid not in told and one.text
    )
    made = FollowedMeasure(promised, now, first, later, reports, _days_late(first, now, day))
    return FollowedMeasure(
        made.then, made.now, made.first, made.later, made.reports, made.days_late, tuple(_gaps(made, promises, day))
    )


def _days_late(first: Promise | None, now: Measure | None, day: date | None) -> int:
    if first is None or first.latest is None or first.whose != WhoseDate.egen or now is None:
        return 0
    until = now.done_on if now.state == MeasureState.genomford else day
    if until is None or now.state == MeasureState.utgar:
        return 0
    return max(0, (until - first.latest).days)


def _gaps(made: FollowedMeasure, promises: list[Promise], day: date | None) -> Iterator[Gap]:
    """What the measure's line still lacks. What had ended in the first answer was told there."""
    now = made.now
    if made.ended_before and made.state == made.measure.state:
        return
    if now is None:
        return
    if now.state == MeasureState.utgar:
        if not made.reports:
            yield Gap.happened
        return
    if now.state == MeasureState.genomford:
        if not (now.evidence.strip() or now.no_evidence_reason.strip()):
            yield Gap.evidence
        return
    if made.then is not None and not made.reports:
        yield Gap.happened
    last = promises[-1] if promises else None
    if last is None or (day and last.latest and last.latest < day and last.whose == WhoseDate.egen):
        yield Gap.new_time
    if made.later and not made.later[-1].reason.strip() and made.then is not None:
        yield Gap.reason
