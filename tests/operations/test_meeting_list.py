"""The meetings as a list shows them."""

from __future__ import annotations

from datetime import date, time

import pytest

from nemndsekr.operations.meeting_list import ListedMeeting, listed_meetings
from nemndsekr.records.choices import MeetingStatus
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.database import Store
from tests.operations.conftest import NOW
from tests.rows import add_record

DAY = date(2026, 3, 19)


@pytest.fixture
def body(store: Store, who: str) -> MeetingBody:
    namnd, _ = add_record(store, Namnd(name="Kultur- och fritidsnämnden"), "lade till nämnd", who, NOW)
    made, _ = add_record(
        store, MeetingBody(namnd_id=namnd.stored_id, name="Arbetsutskottet"), "lade till instans", who, NOW
    )
    return made


def add(store: Store, who: str, body: MeetingBody, day: date = DAY, **values: object) -> int:
    """Add a meeting; its id."""
    meeting = Meeting(namnd_id=body.namnd_id, body_id=body.stored_id, day=day, **values)  # type: ignore[arg-type]
    add_record(store, meeting, "lade till sammanträde", who, NOW)
    return meeting.stored_id


def test_a_meeting_is_told_with_its_body_and_what_goes_there(store: Store, who: str, body: MeetingBody):
    meeting_id = add(store, who, body, place="Ekrummet", note="Heldag", status=MeetingStatus.extra)

    assert listed_meetings(store) == [
        ListedMeeting(meeting_id, DAY, "Arbetsutskottet", "", "Ekrummet", 0, MeetingStatus.extra, "Heldag")
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "clock"),
    [
        (time(8, 30), time(16, 0), "08.30–16.00"),
        (time(13, 0), None, "13.00"),
        (None, None, ""),
        (None, time(16, 0), ""),
    ],
)
def test_the_clock_is_told_as_far_as_it_is_known(store: Store, who: str, body: MeetingBody, starts, ends, clock: str):
    add(store, who, body, starts_at=starts, ends_at=ends)

    assert [meeting.clock for meeting in listed_meetings(store)] == [clock]


def test_the_meetings_of_every_namnd_come_by_day(store: Store, who: str, body: MeetingBody):
    other, _ = add_record(store, Namnd(name="Barn- och utbildningsnämnden"), "lade till nämnd", who, NOW)
    whole = MeetingBody(namnd_id=other.stored_id, name="Nämnden")
    add_record(store, whole, "lade till instans", who, NOW)
    add(store, who, body, date(2026, 4, 2))
    add(store, who, whole, date(2026, 3, 26))
    add(store, who, body, date(2025, 12, 4))

    assert [(meeting.body, meeting.day.month) for meeting in listed_meetings(store)] == [
        ("Arbetsutskottet", 12),
        ("Nämnden", 3),
        ("Arbetsutskottet", 4),
    ]


def test_without_meetings_the_list_is_empty(store: Store):
    assert listed_meetings(store) == []
