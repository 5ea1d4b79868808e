"""Which of five groups a promised measure belongs to when it is followed up, and the rows of that table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import MeasureState
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.rules.frozen import answered_on
from nemndsekr.rules.lateness import Lateness, measure_lateness


class FollowupGroup(IntEnum):
    """The groups, in the order they are told."""

    under_way = 0
    done_since = 1
    new_time = 2
    left = 3
    ended = 4


class GroupedMeasure(NamedTuple):
    """A measure in its group: what it answers, its first and its latest promise, and how late it is."""

    group: FollowupGroup
    measure: Measure
    numbers: tuple[str, ...]
    first: Promise | None
    latest: Promise | None
    late: Lateness | None


def grouped_measures(file: CaseFile, today: date | None, question_mark: str) -> list[GroupedMeasure]:
    """Every measure of a case in its group, in the order of the case.

    ``today`` tells what is late; without it nothing is. ``question_mark`` stands before the number of an assessment.
    """
    since = answered_on(file)
    made = []
    for measure in file.measures:
        promises = file.promises_of(measure.stored_id)
        late = measure_lateness(measure.state, measure.done_on, promises, today) if today is not None else None
        group = group_of(measure, promises, late, since)
        first, latest = (promises[0], promises[-1]) if promises else (None, None)
        made.append(GroupedMeasure(group, measure, _numbers(file, measure, question_mark), first, latest, late))
    return made


def group_of(measure: Measure, promises: Sequence[Promise], late: Lateness | None, since: date | None) -> FollowupGroup:
    """The one group of a measure: what is late stays late though it is under way and has been given a new time."""
    if measure.state == MeasureState.utgar:
        return FollowupGroup.ended
    if measure.state == MeasureState.genomford:
        before = since is not None and measure.done_on is not None and measure.done_on <= since
        return FollowupGroup.ended if before else FollowupGroup.done_since
    if late is not None and late.is_late:
        return FollowupGroup.left
    if len(promises) > 1:
        return FollowupGroup.new_time
    return FollowupGroup.under_way if measure.state == MeasureState.pagar else FollowupGroup.left


def _numbers(file: CaseFile, measure: Measure, question_mark: str) -> tuple[str, ...]:
    links = [one for one in file.measure_links if one.measure_id == measure.id]
    wanted = {one.recommendation_id for one in links}
    asked = {one.question_id for one in links}
    return (
        *(str(one.no) for one in file.recommendations if one.id in wanted),
        *(f"{question_mark}{at}" for at, one in enumerate(file.questions, start=1) if one.id in asked),
    )
