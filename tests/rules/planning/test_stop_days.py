"""When texts that go to each meeting must be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.rules.planning.stop_days import stop_days
from tests.rules.planning.seedyear import SPRING

BEREDNING, AU, NAMND = 12, 22, 32


def test_texts_must_be_in_before_the_first_meeting_on_the_way():
    stops = stop_days(SPRING)

    assert [stops[str(number)] for number in (BEREDNING, AU, NAMND)] == [date(2025, 2, 14)] * 3
    assert stops["30"] == date(2024, 12, 19), "the holidays lie between"
    unprepared = replace(SPRING, meetings=tuple(one for one in SPRING.meetings if one.body_id != 1))
    assert stop_days(unprepared) == {}, "nothing is made up where no meeting prepares"
