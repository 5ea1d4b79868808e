"""Move meetings to other days: what is planned for them and reported back at them follows, in one step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.hang_times import hang_times_in
from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.records.history import Change
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.rules.planning.chain_words import listed
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.days import full_day, weekday_short
from nemndsekr.support.errors import UserError

NAME: Final = "flyttade sammanträdet"
_DEFINITE: Final = {
    BodyKind.beredning: "beredningen",
    BodyKind.au: "arbetsutskottet",
    BodyKind.namnd: "nämnden",
}


def move_meetings(store: Store, days: Mapping[int, date], who: str, now: datetime, *, visit: str = "") -> Changes:
    """Move each meeting to its day. Its first planned day is kept; back on it, it stands as it did before.

    A planned justering keeps its distance to the meeting. Days of plans and of report-backs that hang on the meeting
    follow it; words that name the former day name the new one. With the same ``visit`` as the last step it is one with
    that, as when a meeting is moved a day at a time.

    Raises:
        UserError: a meeting is called off, or its body has another meeting on that day.
    """
    with store.step(NAME, who, now, visit=visit) as step:
        for meeting_id, day in days.items():
            _move(step, step.get(Meeting, meeting_id), day)
        step.session.flush()
        for meeting_id in days:
            _refuse_two(step, step.get(Meeting, meeting_id))
        for namnd_id in {step.get(Meeting, meeting_id).namnd_id for meeting_id in days}:
            hang_times_in(step, namnd_id)
    return Changes.of(NAME, step)


def _move(step: StepWriter, meeting: Meeting, day: date) -> None:
    former = meeting.day
    if former == day:
        return
    if meeting.status == MeetingStatus.installd:
        raise UserError(
            f"Sammanträdet {weekday_short(former)} är inställt och kan inte flyttas.",
            "Lägg in ett nytt sammanträde i stället.",
        )
    first = meeting.moved_from or former
    if meeting.justering_on is not None:
        meeting.justering_on += day - former
    meeting.day = day
    meeting.moved_from = None if day == first else first
    if meeting.status != MeetingStatus.extra:
        keep_status(meeting)
        back = meeting.former_status or MeetingStatus.planerad
        meeting.status = back if day == first else MeetingStatus.flyttad
    for planned in step.all(PlanStep, meeting_id=meeting.stored_id):
        planned.day = day
    for report in step.all(ReportBack, meeting_id=meeting.stored_id):
        if report.done_on is None:
            report.words = report.words.replace(full_day(former), full_day(day))
            report.earliest = report.latest = day


def moved_words(session: Session, changes: Sequence[Change], *, back: bool) -> str:
    """Where the meetings of a move stand when it is taken back or done again: «beredningen är tillbaka på ons 25/2»."""
    days: dict[int, str] = {}
    for one in changes if not back else reversed(changes):
        told = json.loads((one.before if back else one.after) or "{}") if one.table_name == "meetings" else {}
        days |= {one.row_id: told["day"]} if told.get("day") else {}
    words = []
    for meeting_id, day in sorted(days.items(), key=lambda one: one[1]):
        meeting = session.get(Meeting, meeting_id)
        body = session.get(MeetingBody, meeting.body_id) if meeting is not None else None
        if body is not None:
            alike = select(MeetingBody).where(col(MeetingBody.namnd_id) == body.namnd_id)
            alone = sum(one.kind == body.kind for one in session.scalars(alike)) == 1
            is_at = "tillbaka på" if back else "åter på"
            who = _DEFINITE[body.kind] if alone else body.name
            words.append(f"{who} är {is_at} {weekday_short(date.fromisoformat(day))}")
    return listed(words)


def keep_status(meeting: Meeting) -> None:
    """Remember how the meeting stood, so that it can stand so again when it is back on its day or taken back."""
    if meeting.status not in (MeetingStatus.flyttad, MeetingStatus.installd):
        meeting.former_status = meeting.status


def _refuse_two(step: StepWriter, meeting: Meeting) -> None:
    others = step.all(Meeting, body_id=meeting.body_id, day=meeting.day)
    if any(one.id != meeting.id and one.status != MeetingStatus.installd for one in others):
        body = step.get(MeetingBody, meeting.body_id)
        raise UserError(f"{body.name} har redan ett sammanträde {weekday_short(meeting.day)}.", "Välj en annan dag.")
