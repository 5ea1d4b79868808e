"""The blocks of tables of measures: the åtgärdsplan, and the follow-up in its five groups."""

from __future__ import annotations

from collections.abc import Sequence

from nemndsekr.documents.making import Making, plain_runs
from nemndsekr.documents.outline import Heading, OutlineBlock, Paragraph, Table
from nemndsekr.records.choices import MeasureState
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.rules.followup_groups import FollowupGroup, GroupedMeasure, grouped_measures
from nemndsekr.rules.lateness import counted
from nemndsekr.rules.second_answer import QUESTION_MARK
from nemndsekr.rules.shortcomings import NONE_TOLD, shortcoming

_STATES = (MeasureState.planerad, MeasureState.pagar, MeasureState.genomford, MeasureState.utgar)
# The five tables stand in line with each other.
_GROUP_SHARES = (5.0, 35.0, 17.0, 13.0, 13.0, 17.0)


def action_plan(making: Making) -> list[OutlineBlock]:
    """Every recommendation that is ours with its measures, one measure a row; what is not answered is seen."""
    file, words = making.case_file, making.template.plan
    rows: list[tuple[str, ...]] = []
    ours = [one for one in file.recommendations if one.concerns_us]
    told = {one.stored_id: shortcoming(file, one) for one in ours}
    # A dash says that none is told; where no row has one the column is left out.
    unknown = NONE_TOLD if any(told.values()) else ""
    for recommendation in ours:
        measures = file.measures_of(recommendation.stored_id)
        text = f"{recommendation.no}. {recommendation.corrected_text or recommendation.text}"
        reason = recommendation.no_measure_reason or words.no_measure
        rows += _rows(making, told[recommendation.stored_id] or unknown, text, measures, reason)
    for number, question in enumerate(file.questions, start=1):
        measures = file.measures_of_question(question.stored_id)
        if measures:
            text = f"{QUESTION_MARK}{number}. {question.corrected_text or question.text}"
            rows += _rows(making, question.corrected_assessment or question.assessment, text, measures, "")
    linked = {one.measure_id for one in file.measure_links}
    loose = [one for one in file.measures if one.id not in linked]
    rows += _rows(making, "", "", loose, "") if loose else []
    if not rows:
        return [Paragraph(plain_runs(words.missing), "placeholder")] if words.missing else []
    return [_table(rows, words.columns, caption=words.caption)]


def _rows(
    making: Making, shortcoming: str, asked: str, measures: Sequence[Measure], reason: str
) -> list[tuple[str, ...]]:
    if not measures:
        return [(shortcoming, asked, reason, "", "", "", "")]
    states = dict(zip(_STATES, making.template.followup.states, strict=True))
    made: list[tuple[str, ...]] = []
    for measure in measures:
        promises = making.case_file.promises_of(measure.stored_id)
        owner = measure.responsible or measure.external_owner
        when = _when(promises[-1] if promises else None)
        made.append((shortcoming, asked, measure.text, measure.expected_effect, owner, when, states[measure.state]))
    return made


def _when(promise: Promise | None) -> str:
    if promise is None:
        return ""
    return promise.words or (promise.latest.isoformat() if promise.latest else "")


def _table(
    rows: Sequence[Sequence[str]],
    labels: Sequence[str],
    shares: Sequence[float] = (),
    caption: str = "",
    *,
    whole: bool = False,
) -> Table:
    """A table of the columns that have a label and something to tell; ``whole`` keeps those that tell nothing."""
    used = [at for at, name in enumerate(labels) if name and (whole or any(row[at] for row in rows))]
    return Table(
        tuple(tuple(plain_runs(row[at]) for at in used) for row in rows),
        tuple(plain_runs(labels[at]) for at in used),
        caption,
        shares=tuple(shares[at] for at in used) if shares else (),
    )


def followup_groups(making: Making) -> list[OutlineBlock]:
    """The measures in five groups, each under its heading with how many they are; an empty group says so."""
    words = making.template.groups
    grouped = grouped_measures(making.case_file, making.day, QUESTION_MARK)
    blocks: list[OutlineBlock] = []
    for group, name in zip(FollowupGroup, words.groups, strict=True):
        mine = [one for one in grouped if one.group == group]
        count = f" {words.count.format(no=len(mine))}" if words.count else ""
        blocks.append(Heading(plain_runs(f"{name}{count}"), making.spec.level))
        if mine:
            # All five tables have the same columns, so that they stand in line with each other.
            blocks.append(_table([_group_row(making, one) for one in mine], words.columns, _GROUP_SHARES, whole=True))
        elif words.empty:
            blocks.append(Paragraph(plain_runs(words.empty)))
    return blocks


def _group_row(making: Making, one: GroupedMeasure) -> tuple[str, ...]:
    states = dict(zip(_STATES, making.template.followup.states, strict=True))
    state, late = states[one.measure.state], making.template.groups.late
    if one.late is not None and one.late.is_late and one.late.by_latest and late:
        state = f"{state}, {late.format(text=counted(one.late.by_latest, 'dag', 'dagar'))}"
    elif one.measure.state == MeasureState.genomford and one.measure.done_on:
        state = f"{state} {one.measure.done_on.isoformat()}"
    owner = one.measure.responsible or one.measure.external_owner
    later = _when(one.latest) if one.latest is not one.first else ""
    return (",\u00a0".join(one.numbers), one.measure.text, owner, _when(one.first), later, state)
