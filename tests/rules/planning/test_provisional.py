"""A reply day beyond the plan: the chain by the rhythm, told as preliminary, and what year is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.chain_choices import choices_to
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.facts import BodyRhythm, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.plan_answer import plan_answer
from nemndsekr.rules.planning.provisional import meetings_by_rhythm, missing_years, usual_rhythms, with_provisional
from nemndsekr.rules.planning.ways_out import WayKind, extra_chain
from nemndsekr.rules.planning.week_grid import Zoom, period_of, week_grid
from nemndsekr.rules.working_days import is_working_day
from tests.rules.planning.seedyear import SPRING

TODAY = date(2025, 5, 12)
MARCH = date(2026, 3, 31)
MONTHS = (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)
# The nämnd on the third Thursday, AU two weeks before, beredning a week before that.
KEPT = replace(
    SPRING,
    rhythms=(
        BodyRhythm(1, from_body_id=2, offset_days=-8, months=MONTHS),
        BodyRhythm(2, from_body_id=3, offset_days=-14, months=MONTHS),
        BodyRhythm(3, 3, 3, months=MONTHS),
    ),
)


def _days(facts: PlanningFacts, body_id: int, year: int) -> list[str]:
    return [one.day.strftime("%d/%m") for one in meetings_by_rhythm(facts, year) if one.body_id == body_id]


def test_beyond_the_plan_the_bodies_meet_by_the_rhythm_that_is_kept():
    assert _days(KEPT, 3, 2026)[:4] == ["15/01", "19/02", "19/03", "16/04"]
    assert _days(KEPT, 2, 2026)[1:3] == ["05/02", "05/03"]
    assert _days(KEPT, 1, 2026)[1:3] == ["28/01", "25/02"]


def test_without_a_kept_rhythm_the_last_year_shows_it():
    shown = {one.body_id: one for one in usual_rhythms(SPRING)}

    assert set(shown) == {1, 2, 3}
    assert (shown[3].weekday, shown[3].months) == (3, (1, 2, 3, 4, 5, 6))
    assert usual_rhythms(replace(SPRING, meetings=())) == ()


@pytest.mark.parametrize(
    ("until", "years"),
    [(date(2025, 12, 31), ()), (MARCH, (2026,)), (date(2027, 1, 1), (2026, 2027)), (date(2020, 1, 1), ())],
)
def test_the_years_that_are_missing_come_after_the_last_of_the_deciding_body(until, years):
    assert missing_years(KEPT, until) == years
    assert missing_years(replace(KEPT, meetings=()), until) == ()


def test_nothing_is_added_within_the_plan_and_what_is_known_of_a_body_is_kept():
    assert with_provisional(KEPT, date(2025, 12, 1)) is KEPT
    known = PlannedMeeting(99, 2, date(2026, 2, 10))
    more = with_provisional(replace(KEPT, meetings=(*KEPT.meetings, known)), MARCH)

    au = [one for one in more.meetings if one.body_id == 2 and one.day.year == 2026]
    assert au[0] == known, "no AU is reckoned before the last one that is known"
    assert all(one.id is None and is_working_day(one.day) for one in au[1:])
    assert list(more.meetings) == sorted(more.meetings, key=lambda one: one.day)


def test_a_day_ever_so_far_off_reckons_only_the_nearest_years():
    more = with_provisional(KEPT, date(2199, 1, 1))

    assert {one.day.year for one in more.meetings} == {2025, 2026, 2027, 2028}


def test_the_chain_is_preliminary_and_the_missing_year_is_told():
    answer = plan_answer(with_provisional(KEPT, MARCH), MARCH, TODAY)
    best = answer.best(immediate=False)

    assert best is not None
    assert (best.decides.day, best.is_provisional) == (date(2026, 2, 19), True)
    assert answer.reason(immediate=False).startswith(
        "Planen för 2026 saknas: det sista kända sammanträdet med nämnden är tors 19 juni 2025. "
        "Senare sammanträden är räknade efter rytmen och preliminära."
    )
    words = [one.word for one in choices_to(KEPT, answer, TODAY, immediate=False) if one.does]
    assert words[0] == "preliminär"


def test_several_missing_years_are_all_told():
    due = date(2027, 3, 31)

    reason = plan_answer(with_provisional(KEPT, due), due, TODAY).reason(immediate=False)

    assert reason.startswith("Planen för 2026 och 2027 saknas:")


def test_the_ways_out_beyond_the_plan_say_that_they_are_preliminary_and_each_can_be_taken():
    facts = with_provisional(KEPT, MARCH)
    answer = plan_answer(facts, MARCH, TODAY)
    ways = {one.kind: one for one in answer.ways(immediate=False)}

    assert "preliminär" in ways[WayKind.ANSTAND].text
    extra = ways[WayKind.EXTRA]
    assert all(isinstance(extra_chain(KEPT, extra, day, MARCH), Chain) for day in extra.days)


def test_the_picture_holds_the_preliminary_meetings_of_the_chosen_chain():
    chain = plan_answer(with_provisional(KEPT, MARCH), MARCH, TODAY).best(immediate=False)

    grid = week_grid(KEPT, period_of(Zoom.ar, date(2026, 1, 1)), TODAY, chain=chain)

    assert [(one.body, one.is_provisional, one.in_chain) for one in grid.meetings] == [
        ("Beredning", True, True),
        ("Arbetsutskott", True, True),
        ("Nämnd", True, True),
    ]
    assert len(grid.chain) == 3
    assert "preliminärt" in grid.meetings[0].spoken


def test_a_cancelled_meeting_makes_no_year_planned():
    gone = PlannedMeeting(99, 3, date(2026, 1, 15), MeetingStatus.installd)

    assert missing_years(replace(KEPT, meetings=(*KEPT.meetings, gone)), MARCH) == (2026,)


def test_every_reply_day_of_the_next_year_has_a_chain_that_keeps_it():
    due = date(2026, 3, 20)
    while due < date(2027, 1, 1):
        best = plan_answer(with_provisional(KEPT, due), due, TODAY).best(immediate=False)
        assert best is not None
        assert best.steps[-1].day <= due
        due += timedelta(days=13)
