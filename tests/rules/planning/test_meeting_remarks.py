"""What is amiss with each meeting, and when texts that go to it must be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.facts import DueAnswer
from nemndsekr.rules.planning.meeting_remarks import meeting_remarks, stop_days
from nemndsekr.rules.planning.moves import PlannedCase, moved
from tests.rules.planning.seedyear import SPRING

BEREDNING, AU, NAMND = 12, 22, 32
DUE = date(2025, 3, 31)
CASE = PlannedCase(7, "BUN-2025-0031", "Granskning av köer", "forsta", (BEREDNING, AU, NAMND), DUE, True)
OPEN = replace(SPRING, due=(DueAnswer(7, "BUN-2025-0031", "Granskning av köer", 1, "Revisorerna", "", DUE),))


def test_a_plan_that_holds_has_nothing_to_remark():
    assert meeting_remarks(OPEN, [CASE]) == {}


def test_a_broken_day_is_told_at_the_meeting_that_decides_and_a_short_distance_at_the_one_too_late():
    late = moved(OPEN, {NAMND: date(2025, 3, 27)})
    near = moved(OPEN, {BEREDNING: date(2025, 3, 3)})

    assert meeting_remarks(late, [CASE]) == {
        str(NAMND): ("BUN-2025-0031 skickas 1/4, 1 arbetsdag efter svarsdagen 31/3",)
    }
    assert meeting_remarks(near, [CASE]) == {
        str(BEREDNING): ("Beredning 3/3 ligger för nära Arbetsutskott 6/3 (senast 26/2)",)
    }


def test_a_case_whose_answer_has_left_the_house_is_told_of_no_longer():
    assert meeting_remarks(moved(SPRING, {NAMND: date(2025, 3, 27)}), [CASE]) == {}


def test_red_days_two_on_one_day_and_cases_at_a_meeting_called_off_are_told():
    red = moved(OPEN, {NAMND: date(2025, 4, 18)})
    twice = moved(OPEN, {NAMND: date(2025, 4, 24)})
    off = replace(
        OPEN,
        meetings=tuple(one._replace(status=MeetingStatus.installd) if one.id == AU else one for one in OPEN.meetings),
    )

    assert meeting_remarks(red, [])[str(NAMND)] == ("fre 18/4 är långfredagen",)
    assert meeting_remarks(twice, []) == {
        str(NAMND): ("Nämnd har två sammanträden samma dag",),
        "33": ("Nämnd har två sammanträden samma dag",),
    }
    assert meeting_remarks(off, [CASE])[str(AU)] == ("BUN-2025-0031 är planerat hit",)


def test_texts_must_be_in_before_the_first_meeting_on_the_way():
    stops = stop_days(SPRING)

    assert [stops[str(number)] for number in (BEREDNING, AU, NAMND)] == [date(2025, 2, 14)] * 3
    assert stops["30"] == date(2024, 12, 19), "the holidays lie between"
    unprepared = replace(SPRING, meetings=tuple(one for one in SPRING.meetings if one.body_id != 1))
    assert stop_days(unprepared) == {}, "nothing is made up where no meeting prepares"
