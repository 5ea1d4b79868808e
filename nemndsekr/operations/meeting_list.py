"""The meetings as a list shows them: body, clock, place and how many cases go there."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_meetings, all_namnder, cases_by_meeting
from nemndsekr.support.days import full_day


class ListedMeeting(NamedTuple):
    """One meeting in a list."""

    id: int
    day: date
    body: str
    clock: str
    place: str
    cases: int
    status: MeetingStatus
    note: str


def listed_meetings(store: Store) -> list[ListedMeeting]:
    """Every meeting of every nämnd, by day."""
    counts = cases_by_meeting(store)
    listed = [
        ListedMeeting(
            meeting.stored_id,
            meeting.day,
            body.name,
            _clock(meeting.starts_at, meeting.ends_at),
            meeting.place,
            counts.get(meeting.stored_id, 0),
            meeting.status,
            meeting.note,
        )
        for namnd in all_namnder(store)
        for meeting, body in all_meetings(store, namnd.stored_id)
    ]
    return sorted(listed, key=lambda meeting: meeting.day)


def planned_meetings(store: Store, namnd_id: int, today: date) -> list[tuple[int, str]]:
    """The meetings to come, those of the nämnd itself before those that prepare: id, and «Nämnden 20 mars 2026»."""
    found = [
        (body.kind != BodyKind.namnd, meeting.day, meeting.stored_id, f"{body.name} {full_day(meeting.day)}")
        for meeting, body in all_meetings(store, namnd_id)
        if meeting.day >= today and meeting.status != MeetingStatus.installd
    ]
    return [(meeting_id, words) for *_, meeting_id, words in sorted(found)]


def _clock(starts_at: time | None, ends_at: time | None) -> str:
    if starts_at is None:
        return ""
    return f"{starts_at:%H.%M}" + (f"–{ends_at:%H.%M}" if ends_at else "")
