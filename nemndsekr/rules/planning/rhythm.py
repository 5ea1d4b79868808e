"""A year of meetings proposed, by the bodies' rhythm or in the weeks of the year before; what is odd is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.rules.planning.conflicts import choose_words, meeting_conflicts
from nemndsekr.rules.planning.days_to_avoid import better_days, why_avoided
from nemndsekr.rules.planning.facts import Body, BodyRhythm, PlannedMeeting, PlanningFacts
from nemndsekr.support.days import weekday_day

_DAY: Final = timedelta(days=1)
_ORDINALS: Final = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", -1: "sista"}
_LAST: Final = -1
_NEAR: Final = timedelta(days=120)
_LONGEST_WAY: Final = 60
_SURE: Final = 0.75
"""How great a share of a year's meetings must keep to a rhythm for it to be believed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One meeting proposed. ``taken`` is False where it is better left out; ``told`` says why the day is another.

    ``usual`` is the day that the rhythm gives; ``days`` others to choose among.
    """

    body_id: int
    day: date
    usual: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    note: str = ""
    told: str = ""
    days: tuple[date, ...] = ()
    taken: bool = True
    status: MeetingStatus = MeetingStatus.planerad
    justering_on: date | None = None
    moved_from: date | None = None

    def as_meeting(self, uid: str = "") -> PlannedMeeting:
        """The meeting that it would become."""
        return PlannedMeeting(
            None,
            self.body_id,
            self.day,
            self.status,
            self.starts_at,
            self.ends_at,
            self.place,
            self.justering_on,
            self.moved_from,
            self.note,
            uid,
        )


class Inferred(NamedTuple):
    """A rhythm read from a year's meetings: how many of them keep to it, of how many."""

    rhythm: BodyRhythm
    fits: int
    of: int

    @property
    def is_sure(self) -> bool:
        """Whether nearly all of them do."""
        return self.of > 0 and self.fits >= _SURE * self.of


# What is proposed


def propose_year(facts: PlanningFacts, year: int, rhythms: Sequence[BodyRhythm]) -> tuple[Proposal, ...]:
    """The meetings of a year by the bodies' rhythms, by day.

    A body whose rhythm hangs on another's meets so many days before or after each of that body's meetings, as those
    were proposed. A rhythm that hangs on itself, in a ring or on one without a rhythm, gives nothing.
    """
    made: dict[int, list[Proposal]] = {}
    waiting = list(rhythms)
    while ready := [one for one in waiting if one.from_body_id is None or one.from_body_id in made]:
        done = {id(one) for one in ready}
        waiting = [one for one in waiting if id(one) not in done]
        for rhythm in ready:
            days = (
                _days_by_month(rhythm, year)
                if rhythm.from_body_id is None
                else _days_by_other(rhythm, made[rhythm.from_body_id])
            )
            made.setdefault(rhythm.body_id, []).extend(_proposal(facts, rhythm, day) for day in days)
    return _in_order(facts, [one for of_body in made.values() for one in of_body])


def copy_weeks(facts: PlanningFacts, from_year: int, year: int) -> tuple[Proposal, ...]:
    """The meetings of a year in the same weeks and on the same weekdays as those of another year."""
    proposals = []
    for meeting in facts.meetings:
        first = meeting.moved_from or meeting.day
        if first.year != from_year or meeting.status == MeetingStatus.extra:
            continue
        # The same number of days from the week of January 4: week 53, where the new year has none, goes on into week 1.
        day = first - _first_week(from_year) + _first_week(year)
        rhythm = BodyRhythm(meeting.body_id, starts_at=meeting.starts_at, ends_at=meeting.ends_at, place=meeting.place)
        proposals.append(_proposal(facts, rhythm, day))
    return _in_order(facts, proposals)


def _first_week(year: int) -> date:
    return date.fromisocalendar(year, 1, 1)


def _days_by_month(rhythm: BodyRhythm, year: int) -> list[date]:
    days = (_ordinal_day(year, month, rhythm.weekday, rhythm.ordinal) for month in rhythm.months)
    return [day for day in days if day is not None]


def _ordinal_day(year: int, month: int, weekday: int, ordinal: int) -> date | None:
    first = date(year, month, 1)
    days = [first + number * _DAY for number in range(31)]
    of_month = [day for day in days if day.month == month and day.weekday() == weekday]
    if ordinal == _LAST:
        return of_month[-1]
    return of_month[ordinal - 1] if 0 < ordinal <= len(of_month) else None


def _days_by_other(rhythm: BodyRhythm, others: Iterable[Proposal]) -> list[date]:
    return [one.day + rhythm.offset_days * _DAY for one in others if one.taken and one.usual.month in rhythm.months]


def _proposal(facts: PlanningFacts, rhythm: BodyRhythm, day: date) -> Proposal:
    """One meeting: moved where its day is free, left out where all of that time is, and told of where it is short."""
    made = Proposal(
        rhythm.body_id, day, day, rhythm.starts_at, rhythm.ends_at, rhythm.place, days=better_days(day, facts.closed)
    )
    why = why_avoided(day, facts.closed)
    if why is None:
        return replace(made, days=())
    body = facts.body(rhythm.body_id)
    name = f"{body.name if body else 'Sammanträde'} {weekday_day(day)}"
    if not why.hard:
        return replace(made, told=f"{name}: {why.words}.{choose_words(made.days)}")
    near = [one for one in made.days if abs(one - day) <= 7 * _DAY]
    near.sort(key=lambda one: one.year != day.year)
    if not near:
        return replace(made, told=f"{name}: {why.words}. Tas inte med.", taken=False)
    return replace(
        made,
        day=near[0],
        days=tuple(one for one in near if one != near[0]),
        told=f"{name}: {why.words}. Flyttat till {weekday_day(near[0])}"
        + (f"; {weekday_day(near[1])} går också." if len(near) > 1 else "."),
    )


def _in_order(facts: PlanningFacts, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    order = {body.id: body.position for body in facts.bodies}
    return tuple(sorted(proposals, key=lambda one: (one.day, order.get(one.body_id, 0))))


def beside_existing(facts: PlanningFacts, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals, with those left out that are in the plan already, or twice among themselves; that is told."""
    there = {(one.body_id, one.day) for one in facts.meetings}
    found = []
    for one in proposals:
        key = one.body_id, one.day
        if key in there:
            found.append(replace(one, taken=False, told="Finns redan i planen."))
        else:
            found.append(one)
            there |= {key} if one.taken else set()
    return tuple(found)


def with_proposals(facts: PlanningFacts, proposals: Sequence[Proposal]) -> PlanningFacts:
    """The facts as they would be with the proposals that are taken; each is known by its place, as its uid."""
    new = [one.as_meeting(str(number)) for number, one in enumerate(proposals) if one.taken]
    return replace(facts, meetings=tuple(sorted((*facts.meetings, *new), key=lambda one: one.day)))


def near_days(facts: PlanningFacts, days: Sequence[date]) -> PlanningFacts:
    """The facts with only those meetings that can have to do with some days: what lies far off takes time to judge."""
    if not days:
        return replace(facts, meetings=())
    first, last = min(days), max(days)
    near = tuple(one for one in facts.meetings if first - one.day <= _NEAR and one.day - last <= _NEAR)
    return replace(facts, meetings=near)


def remarks_on(facts: PlanningFacts, proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """What is amiss with each proposal that is taken, by its place: with each other and with what is there."""
    whole = near_days(with_proposals(facts, proposals), [one.day for one in proposals if one.taken])
    found: dict[int, list[str]] = {}
    for conflict in meeting_conflicts(whole, date.min):
        for meeting in (conflict.meeting, conflict.other):
            if meeting is not None and meeting.id is None and meeting.uid:
                found.setdefault(int(meeting.uid), []).append(conflict.words)
                break
    return found


# What a year shows


def infer_rhythms(facts: PlanningFacts, year: int) -> tuple[Inferred, ...]:
    """The rhythm of each body that met in a year: of its own, or so many days before the next body, what fits best.

    Meetings that were moved count where they were first planned, cancelled ones as planned; extra ones do not.
    """
    days = {body.id: _first_days(facts, body.id, year) for body in facts.bodies}
    decides = _decides(facts)
    found = []
    for body in facts.bodies:
        mine = days[body.id]
        if not mine:
            continue
        own = _own_rhythm(body, mine)
        later = _relative(body, mine, decides, days.get(decides.id, [])) if decides and decides.id != body.id else None
        best = max(
            (one for one in (own, later) if one is not None),
            key=lambda one: (one.fits / one.of, one.rhythm.ordinal == 0),
        )
        found.append(best._replace(rhythm=_with_usual_time(best.rhythm, facts, year)))
    return tuple(found)


def _decides(facts: PlanningFacts) -> Body | None:
    return next((body for body in facts.bodies if body.kind == BodyKind.namnd), None)


def _first_days(facts: PlanningFacts, body_id: int, year: int) -> list[date]:
    days = [
        meeting.moved_from or meeting.day
        for meeting in facts.meetings
        if meeting.body_id == body_id and meeting.status != MeetingStatus.extra
    ]
    return sorted(day for day in days if day.year == year)


def _own_rhythm(body: Body, days: Sequence[date]) -> Inferred:
    tried = [
        (sum(day.weekday() == weekday and ordinal in _ordinals_of(day) for day in days), ordinal, weekday)
        for weekday in range(5)
        for ordinal in _ORDINALS
    ]
    fits, ordinal, weekday = max(tried, key=lambda one: (one[0], one[1] > 0, -abs(one[1])))
    months = tuple(sorted({day.month for day in days}))
    return Inferred(BodyRhythm(body.id, ordinal, weekday, months=months), fits, len(days))


def _ordinals_of(day: date) -> tuple[int, ...]:
    number = (day.day - 1) // 7 + 1
    return (number, _LAST) if (day + 7 * _DAY).month != day.month else (number,)


def _relative(body: Body, days: Sequence[date], other: Body, others: Sequence[date]) -> Inferred | None:
    """How many days before the other body's meetings this one usually meets, the fewest where several fit."""
    offsets = Counter((day - one).days for day in days for one in others if 0 < (one - day).days <= _LONGEST_WAY)
    if not offsets:
        return None
    offset, fits = max(offsets.items(), key=lambda one: (one[1], one[0]))
    prepared = {(day - offset * _DAY).month for day in days} & {one.month for one in others}
    rhythm = BodyRhythm(
        body.id, 0, from_body_id=other.id, offset_days=offset, weekday=days[0].weekday(), months=tuple(sorted(prepared))
    )
    return Inferred(rhythm, fits, len(days))


def _with_usual_time(rhythm: BodyRhythm, facts: PlanningFacts, year: int) -> BodyRhythm:
    """With the clock and the place that most of the year's meetings had."""
    mine = [one for one in facts.meetings if one.body_id == rhythm.body_id and one.day.year == year]
    times = Counter((one.starts_at, one.ends_at) for one in mine).most_common(1)
    places = Counter(one.place for one in mine).most_common(1)
    (starts_at, ends_at), place = (times[0][0] if times else (None, None)), (places[0][0] if places else "")
    return rhythm._replace(starts_at=starts_at, ends_at=ends_at, place=place)
