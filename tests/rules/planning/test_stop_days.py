"""When texts that go to each meeting must be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.rules.planning.moves import PlannedCase
from nemndsekr.rules.planning.stop_days import stop_days, told_stops
from tests.rules.planning.seedyear import SPRING

BEREDNING, AU, NAMND = 12, 22, 32


def test_texts_must_be_in_before_the_first_meeting_on_the_way():
    stops = stop_days(SPRING)

    assert [stops[str(number)] for number in (BEREDNING, AU, NAMND)] == [date(2025, 2, 14)] * 3
    assert stops["30"] == date(2024, 12, 19), "the holidays lie between"
    unprepared = replace(SPRING, meetings=tuple(one for one in SPRING.meetings if one.body_id != 1))
    assert stop_days(unprepared) == {}, "nothing is made up where no meeting prepares"


def test_a_meeting_whose_cases_have_chosen_their_way_has_their_stop_day_and_another_says_which_way_is_meant():
    near = PlannedCase(7, "HN-1", "Kajerna", "forsta", (13, 23, 33))
    alone = PlannedCase(8, "HN-2", "Fyren", "forsta", (33,))
    free, chosen = told_stops(SPRING), told_stops(SPRING, [near])

    assert free["33"].note == "för ett ärende som går hela vägen, via Beredning 26/2"
    assert (free["13"].note, chosen["33"].note) == ("", "")
    assert chosen["33"].day == chosen["13"].day == free["13"].day != free["33"].day
    both = told_stops(SPRING, [near, alone])["33"]
    assert both == (free["13"].day, "den första av ärendenas")
