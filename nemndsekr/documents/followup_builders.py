"""The blocks of a second answer (uppföljande yttrande): promise by promise what became of it, gaps marked as gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from nemndsekr.documents.making import Making, plain_runs
from nemndsekr.documents.outline import Heading, KeepTogether, OutlineBlock, Paragraph, Run, Runs, Table
from nemndsekr.documents.templates import FollowupSpec
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import MeasureState
from nemndsekr.records.measure import Promise
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import (
    ONWARD_KEY,
    QUESTION_MARK,
    SUMMARY_KEY,
    FollowedAnswer,
    FollowedMeasure,
    Gap,
    followed_answers,
    own_section,
)

_STATES: Final = (MeasureState.planerad, MeasureState.pagar, MeasureState.genomford, MeasureState.utgar)
_TOLD_GAPS: Final = (Gap.happened, Gap.evidence)
_TIME_GAPS: Final = (Gap.reason, Gap.new_time)


def _answers(making: Making) -> list[FollowedAnswer]:
    document = making.document
    if document is None:
        return []
    day = document.dated_on or making.options.day
    return followed_answers(making.case_file, first_answer(making.case_file, document), document, day)


def _own_text(making: Making, key: str) -> BlockText:
    section = own_section(making.case_file, making.document, key) if making.document else None
    return section.body if section is not None else BlockText()


def basis(making: Making) -> list[OutlineBlock]:
    """What it builds on: the first answer and its day."""
    text = making.line(making.spec.text)
    return [Paragraph(plain_runs(text))] if text else []


def summary(making: Making) -> list[OutlineBlock]:
    """The summary as written, else the marked gap."""
    text = _own_text(making, SUMMARY_KEY)
    return making.blocks_of(text, making.spec.level + 1) if text else _gap(making.template.followup, Gap.summary)


def onward(making: Making) -> list[OutlineBlock]:
    """What follows, as written."""
    return making.blocks_of(_own_text(making, ONWARD_KEY), making.spec.level + 1)


def overview(making: Making) -> list[OutlineBlock]:
    """How many measures stand where, and all of them in one table."""
    words = making.template.followup
    answers = _answers(making)
    # One measure may answer several recommendations: it is one promise, and is counted and listed once.
    numbers: dict[str, list[str]] = {}
    measures: dict[str, FollowedMeasure] = {}
    for answer in answers:
        for one in answer.all_measures:
            measures[one.measure.uid] = one
            numbers.setdefault(one.measure.uid, []).append(answer.number)
    if not measures:
        return []
    rows = tuple(
        (
            plain_runs(",\u00a0".join(numbers[uid])),
            plain_runs(one.measure.text),
            plain_runs(_first_time(one, words)),
            _state_runs(one, words),
        )
        for uid, one in measures.items()
    )
    header = tuple(plain_runs(label) for label in words.overview)
    table = [Table(rows, header, words.overview_caption)] if words.overview else []
    return [*_counted(list(measures.values()), words), *table]


def _counted(measures: list[FollowedMeasure], words: FollowupSpec) -> list[OutlineBlock]:
    counts = Counter(one.state for one in measures)
    pairs = zip(_STATES, words.states, words.states_of_many, strict=True)
    named = [(counts[state], one if counts[state] == 1 else many) for state, one, many in pairs if counts[state]]
    told = ", ".join(f"{count} {name.lower()}" for count, name in reversed(named))
    lines = [words.count.format(no=len(measures), text=told)] if words.count else []
    late = sum(one.days_late > 0 for one in measures)
    lines += [words.count_late.format(no=late)] if late and words.count_late else []
    return [Paragraph(plain_runs(" ".join(lines)))] if lines else []


def answers_followed_up(making: Making) -> list[OutlineBlock]:
    """Each recommendation, and each assessment that the first answer took up, with what became of what was said."""
    style, words = making.template.recommendation, making.template.followup
    blocks: list[OutlineBlock] = []
    told: dict[str, str] = {}
    for answer in _answers(making):
        record = answer.record
        text = record.text if isinstance(record, AuditQuestion) else record.corrected_text or record.text
        heading = words.question if answer.is_question else style.heading
        line = heading.format(text=text, no=answer.number.removeprefix(QUESTION_MARK))
        blocks.append(Heading(plain_runs(line, italic=style.italic), style.level))
        if style.text_below:
            blocks.append(Paragraph(plain_runs(text), "quote"))
        blocks += _answer(making, answer, style.level + 1, told)
        for one in answer.all_measures:
            told.setdefault(one.measure.uid, line.rstrip(": "))
    return blocks


def _answer(making: Making, answer: FollowedAnswer, level: int, told: dict[str, str]) -> list[OutlineBlock]:
    """What is told under one heading; a measure that stands under an earlier one is told there (``told``)."""
    words = making.template.followup
    blocks: list[OutlineBlock] = []
    if not answer.measures:
        blocks += _said_first(making, answer, level)
    blocks += making.blocks_of(answer.text, level)
    if Gap.answer in answer.gaps:
        blocks += _gap(words, Gap.answer)
    for one in answer.measures:
        blocks += _measure(one, words, level, told)
    if answer.added:
        blocks += [Heading(plain_runs(words.added), level)] if words.added else []
        for one in answer.added:
            blocks += _measure(one, words, level + 1 if words.added else level, told)
    return blocks


def _said_first(making: Making, answer: FollowedAnswer, level: int) -> list[OutlineBlock]:
    """What the first answer said where it promised no measure: the reason for none, or its own words."""
    words, record = making.template.followup, answer.record
    if record.no_measure_reason:
        return [Paragraph(_labelled(words.no_measure, record.no_measure_reason))]
    said = making.blocks_of(record.answer, level)
    quoted: list[OutlineBlock] = [
        Paragraph(block.runs, "quote") if isinstance(block, Paragraph) else block for block in said
    ]
    lead_in: list[OutlineBlock] = [Paragraph(plain_runs(words.first_answer))] if quoted and words.first_answer else []
    return lead_in + quoted


def _measure(one: FollowedMeasure, words: FollowupSpec, level: int, told: dict[str, str]) -> list[OutlineBlock]:
    heading = Heading(plain_runs(one.measure.text), level)
    under = told.get(one.measure.uid)
    if under and words.told_under:
        return [heading, Paragraph(plain_runs(words.told_under.format(text=f"{under[:1].lower()}{under[1:]}")))]
    lines = tuple(Paragraph(line, "line") for line in _lines(one, words))
    return [heading, KeepTogether(lines), *_happened(one, words)]


def _happened(one: FollowedMeasure, words: FollowupSpec) -> Iterator[OutlineBlock]:
    """What was reported since, each report with its day where there are several."""
    for number, report in enumerate(one.reports):
        day = f"{report.reported_on.isoformat()}: " if report.reported_on and len(one.reports) > 1 else ""
        text = f"{day}{report.text}"
        yield Paragraph(plain_runs(text) if number else _labelled(words.happened, text))


def _lines(one: FollowedMeasure, words: FollowupSpec) -> Iterator[Runs]:
    now = one.now
    yield _labelled(words.promised, _first_time(one, words))
    if one.measure.expected_effect:
        yield _labelled(words.effect, one.measure.expected_effect)
    responsible = (now or one.measure).responsible or (now or one.measure).external_owner
    if responsible:
        yield _labelled(words.responsible, responsible)
    yield (Run(f"{words.state}: ", bold=True), *_state_runs(one, words))
    if now is not None and now.state == MeasureState.genomford:
        if now.evidence.strip():
            yield _labelled(words.evidence, now.evidence)
        elif now.no_evidence_reason.strip():
            yield _labelled(words.evidence, words.no_evidence.format(text=now.no_evidence_reason))
    for gap in _TOLD_GAPS:
        if gap in one.gaps:
            label = words.happened if gap is Gap.happened else words.evidence
            yield (Run(f"{label}: ", bold=True), Run(getattr(words.gaps, gap), gap=True))
    if told := _new_time(one, words):
        yield (Run(f"{words.new_time}: ", bold=True), *told)


def _new_time(one: FollowedMeasure, words: FollowupSpec) -> list[Run]:
    """The newest time that was granted, and what is still to be told of it; those before it stand in the follow-up."""
    runs = [Run(_granted(one.later[-1], words))] if one.later else []
    for gap in _TIME_GAPS:
        if gap in one.gaps:
            stop = "" if not runs else " " if runs[-1].gap or runs[-1].text.endswith(".") else ". "
            runs += [Run(stop)] if stop else []
            runs.append(Run(getattr(words.gaps, gap), gap=True))
    return runs


def _granted(promise: Promise, words: FollowupSpec) -> str:
    more = [words.reason.format(text=promise.reason.rstrip("."))] if promise.reason.strip() else []
    more += [words.granted.format(text=promise.granted_by)] if promise.granted_by.strip() else []
    return ". ".join((promise.words, *more)) + ("." if more else "")


def _first_time(one: FollowedMeasure, words: FollowupSpec) -> str:
    return (one.first.words if one.first else "") or words.no_time


def _state_runs(one: FollowedMeasure, words: FollowupSpec) -> Runs:
    """The state in words, with how late it is by the first promise, whatever was granted since."""
    if one.ended_before and one.state == one.measure.state and words.ended_before:
        return plain_runs(words.ended_before.format(text=words.states[_STATES.index(one.state)]))
    state = words.states[_STATES.index(one.state)]
    done = one.now.done_on if one.now is not None and one.state == MeasureState.genomford else None
    if done is not None and words.done_on:
        state = f"{state} {words.done_on.format(text=done.isoformat())}"
    if one.days_late:
        late = words.late_done if one.state == MeasureState.genomford else words.late
        state = f"{state}, {late.format(text='1 dag' if one.days_late == 1 else f'{one.days_late} dagar')}"
    return plain_runs(state)


def _labelled(label: str, text: str) -> Runs:
    return (Run(f"{label}: ", bold=True), Run(text)) if label else plain_runs(text)


def _gap(words: FollowupSpec, gap: Gap) -> list[OutlineBlock]:
    return [Paragraph((Run(getattr(words.gaps, gap), gap=True),), "placeholder")]
