"""Hanging: the real meeting that «juni månads sammanträde» means, and what is said where there is none yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.facts import Body, PlannedMeeting
from nemndsekr.rules.working_days import next_working_day
from nemndsekr.support.days import full_day, month_name

_AU: Final = re.compile(r"\b(?:AU|\w*arbetsutskott\w*)\b", re.IGNORECASE)
_BEREDNING: Final = re.compile(r"\b\w*beredning\w*\b", re.IGNORECASE)
_LAST_MEETINGS: Final = 24
"""Meetings of a body, the newest, that its usual weekday is told from."""


class HangingTime(NamedTuple):
    """A time that is said by its meeting: its words, the days they can mean, and the meeting it lies on by now."""

    words: str
    earliest: date | None
    latest: date | None
    meeting_id: int | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether the words give the very day of the meeting."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month that the words mean."""
        day = self.earliest or self.latest
        return (day.year, day.month) if day is not None else None


class Hung(NamedTuple):
    """Where a time is put: its meeting, or a provisional day, and what is to be said of it."""

    meeting: PlannedMeeting | None = None
    provisional: date | None = None
    told: str = ""


def hang(time: HangingTime, bodies: Sequence[Body], meetings: Sequence[PlannedMeeting]) -> Hung:
    """The meeting that a time means; one that it lies on already is kept while it is held and still fits."""
    body = body_meant(time.words, bodies)
    now = next((one for one in meetings if one.id == time.meeting_id and one.id is not None), None)
    if now is not None:
        body = next((one for one in bodies if one.id == now.body_id), body)
    if body is None or time.month is None:
        return Hung()
    of_body = sorted((one for one in meetings if one.body_id == body.id), key=lambda one: one.day)
    if now is not None and now.is_held and (time.is_one_day or _fits(now, time.month)):
        return Hung(now)
    if time.is_one_day and time.latest is not None:
        return _of_day(time.latest, of_body, was=now)
    return _of_month(time.month, of_body, was=now)


def body_meant(words: str, bodies: Sequence[Body]) -> Body | None:
    """The body that the words name, the nämnd where they name none."""
    kind = BodyKind.au if _AU.search(words) else BodyKind.beredning if _BEREDNING.search(words) else BodyKind.namnd
    return next((one for one in bodies if one.kind == kind), None)


def _fits(meeting: PlannedMeeting, month: tuple[int, int]) -> bool:
    return month in {(day.year, day.month) for day in (meeting.day, meeting.moved_from) if day is not None}


def _of_day(day: date, meetings: Sequence[PlannedMeeting], was: PlannedMeeting | None) -> Hung:
    for one in meetings:
        if one.is_held and day in (one.day, one.moved_from):
            return Hung(one)
    if was is not None:
        return _next_after(day, meetings, f"Sammanträdet {full_day(day)} är inställt")
    return Hung(told=f"Inget sammanträde ligger {full_day(day)}.")


def _of_month(month: tuple[int, int], meetings: Sequence[PlannedMeeting], was: PlannedMeeting | None) -> Hung:
    inside = [one for one in meetings if _fits(one, month)]
    held = [one for one in inside if one.is_held]
    name = f"{month_name(month[1])} {month[0]}"
    if held:
        told = f"{name.capitalize()} har {len(held)} sammanträden; det första gäller." if len(held) > 1 else ""
        return Hung(held[0], told=told)
    first = date(*month, 1)
    if not inside and month[0] not in {one.day.year for one in meetings}:
        return Hung(provisional=usual_day(meetings, month), told=f"Planen för {month[0]} saknas.")
    del was
    why = f"Sammanträdet i {name} är inställt" if inside else f"Inget sammanträde ligger i {name}"
    return _next_after(first, meetings, why)


def _next_after(day: date, meetings: Sequence[PlannedMeeting], why: str) -> Hung:
    following = next((one for one in meetings if one.is_held and one.day >= day), None)
    if following is None:
        return Hung(told=f"{why}, och inget följer i planen.")
    return Hung(following, told=f"{why}; nästa är {full_day(following.day)}.")


def usual_day(meetings: Sequence[PlannedMeeting], month: tuple[int, int]) -> date | None:
    """The day of a month on which a body would meet by its habit: the weekday it mostly has, as in «tredje torsdagen».

    None where too few meetings are known to tell.
    """
    newest = [one.day for one in sorted(meetings, key=lambda one: one.day) if one.is_held][-_LAST_MEETINGS:]
    if not newest:
        return None
    (ordinal, weekday), _ = Counter(((day.day - 1) // 7, day.weekday()) for day in newest).most_common(1)[0]
    first = date(*month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)
    if day.month != month[1]:  # a fifth weekday that this month has not
        day -= timedelta(days=7)
    return next_working_day(day)
