"""Hanging: the real meeting that «juni månads sammanträde» means, and what is said where there is none yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.facts import Body, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.provisional import meetings_by_rhythm
from nemndsekr.support.days import full_day, month_name

_AU: Final = re.compile(r"\b(?:AU|\w*arbetsutskott\w*)\b", re.IGNORECASE)
_BEREDNING: Final = re.compile(r"\b\w*beredning\w*\b", re.IGNORECASE)


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


def hang(time: HangingTime, facts: PlanningFacts) -> Hung:
    """The meeting that a time means; one that it lies on already is kept while it is held and still fits.

    In a year without a plan it gets a provisional day by the body's rhythm.
    """
    body = body_meant(time.words, facts.bodies)
    now = next((one for one in facts.meetings if one.id == time.meeting_id and one.id is not None), None)
    if now is not None:
        body = facts.body(now.body_id) or body
    if body is None or time.month is None:
        return Hung()
    of_body = sorted((one for one in facts.meetings if one.body_id == body.id), key=lambda one: one.day)
    if now is not None and now.is_held and (time.is_one_day or _fits(now, time.month)):
        return Hung(now)
    if time.is_one_day and time.latest is not None:
        return _of_day(time.latest, of_body, was=now)
    if not any(one.day.year == time.month[0] or _fits(one, time.month) for one in of_body):
        return _by_rhythm(time.month, body, facts)
    return _of_month(time.month, of_body)


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


def _of_month(month: tuple[int, int], meetings: Sequence[PlannedMeeting]) -> Hung:
    inside = [one for one in meetings if _fits(one, month)]
    held = [one for one in inside if one.is_held]
    name = f"{month_name(month[1])} {month[0]}"
    if held:
        told = f"{name.capitalize()} har {len(held)} sammanträden; det första gäller." if len(held) > 1 else ""
        return Hung(held[0], told=told)
    why = f"Sammanträdet i {name} är inställt" if inside else f"Inget sammanträde ligger i {name}"
    return _next_after(date(*month, 1), meetings, why)


def _next_after(day: date, meetings: Sequence[PlannedMeeting], why: str) -> Hung:
    following = next((one for one in meetings if one.is_held and one.day >= day), None)
    if following is None:
        return Hung(told=f"{why}, och inget följer i planen.")
    return Hung(following, told=f"{why}; nästa är {full_day(following.day)}.")


def _by_rhythm(month: tuple[int, int], body: Body, facts: PlanningFacts) -> Hung:
    """A day by rhythm in a year that the body has no plan for; none where the rhythm has no meeting that month."""
    days = [one.day for one in meetings_by_rhythm(facts, month[0]) if one.body_id == body.id]
    day = next((day for day in days if (day.year, day.month) == month), None)
    return Hung(provisional=day, told=f"Planen för {month[0]} saknas.")
