"""Which meeting «juni månads sammanträde» means, and what is said where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.facts import BodyRhythm, PlannedMeeting
from nemndsekr.rules.planning.hanging import HangingTime, Hung, body_meant, hang
from nemndsekr.rules.tidpunkt import tidpunkt
from tests.rules.planning.seedyear import BODIES, SPRING


def said(words: str, meeting_id: int | None = None) -> HangingTime:
    time = tidpunkt(words, date(2025, 1, 2))
    assert time is not None
    return HangingTime(words, time.earliest, time.latest, meeting_id)


def hung(time: HangingTime, meetings: tuple[PlannedMeeting, ...] = SPRING.meetings) -> tuple[date | None, str]:
    found: Hung = hang(time, replace(SPRING, meetings=meetings))
    return (found.meeting.day if found.meeting else None), found.told


def with_change(of: date, **changed: object) -> tuple[PlannedMeeting, ...]:
    return tuple(one._replace(**changed) if one.day == of else one for one in SPRING.meetings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("juni månads sammanträde", date(2025, 6, 19)),
        ("nämnd mars", date(2025, 3, 20)),
        ("senast vid juni månads sammanträde 2025", date(2025, 6, 19)),
        ("arbetsutskottet i mars 2025", date(2025, 3, 6)),
        ("nämnd 20 mars 2025", date(2025, 3, 20)),
    ],
)
def test_a_time_lies_on_the_meeting_that_it_means(words: str, day: date):
    assert hung(said(words)) == (day, "")


def test_of_several_in_a_month_the_first_is_meant_and_that_is_told():
    extra = PlannedMeeting(99, 3, date(2025, 3, 6), MeetingStatus.extra)

    assert hung(said("nämnd mars"), (*SPRING.meetings, extra)) == (
        date(2025, 3, 6),
        "Mars 2025 har 2 sammanträden; det första gäller.",
    )


@pytest.mark.parametrize("words", ["nämnd mars", "nämnd 20 mars 2025"])
def test_where_the_meeting_is_cancelled_the_next_is_meant_and_that_is_told(words: str):
    meetings = with_change(date(2025, 3, 20), status=MeetingStatus.installd)

    day, told = hung(said(words, 32), meetings)

    assert day == date(2025, 4, 24)
    assert told.endswith("är inställt; nästa är 24 april 2025.")


def test_it_follows_its_meeting_into_another_month():
    meetings = with_change(date(2025, 3, 20), day=date(2025, 4, 3), moved_from=date(2025, 3, 20))

    assert hung(said("nämnd mars", 32), meetings) == (date(2025, 4, 3), "")
    assert hung(said("nämnd 20 mars 2025", 32), meetings) == (date(2025, 4, 3), "")
    assert hung(said("nämnd mars"), meetings) == (date(2025, 4, 3), ""), "also where it was not put before"


def test_a_meeting_that_comes_later_in_the_right_month_takes_it_back():
    assert hung(said("nämnd mars", 33)) == (date(2025, 3, 20), "")


def test_a_month_without_meeting_in_a_year_that_is_planned_is_the_next_one():
    assert hung(said("nämnd mars"), with_change(date(2025, 3, 20), day=date(2025, 4, 1))) == (
        date(2025, 4, 1),
        "Inget sammanträde ligger i mars 2025; nästa är 1 april 2025.",
    )
    assert hung(said("nämnd augusti 2025")) == (
        None,
        "Inget sammanträde ligger i augusti 2025, och inget följer i planen.",
    )


def test_a_year_without_plan_is_told_with_a_day_by_the_rhythm():
    kept = replace(SPRING, rhythms=(BodyRhythm(3, 3, 3),))

    assert hang(said("nämnd juni 2026"), kept) == Hung(None, date(2026, 6, 18), "Planen för 2026 saknas.")
    assert hang(said("nämnd juli 2026"), kept) == Hung(None, None, "Planen för 2026 saknas."), "no meeting in July"
    assert hang(said("nämnd 20 mars 2026"), kept).provisional is None, "a day that is told is not guessed at"


def test_without_a_rhythm_kept_the_last_year_shows_one_and_without_any_meeting_there_is_none():
    assert hang(said("nämnd juni 2026"), SPRING).provisional == date(2026, 6, 25), "the last Thursday but one"
    assert hang(said("nämnd juni 2026"), replace(SPRING, meetings=())).provisional is None


def test_a_day_without_any_meeting_says_so_and_a_body_that_is_not_there_is_nothing():
    assert hung(said("nämnd 21 mars 2025")) == (None, "Inget sammanträde ligger 21 mars 2025.")
    assert body_meant("arbetsutskottet i maj", BODIES[2:]) is None
    assert hang(said("arbetsutskottet i mars 2025"), replace(SPRING, bodies=BODIES[2:])) == Hung()
