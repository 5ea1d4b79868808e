"""A year is proposed by rhythm or by the weeks of the year before, and nothing odd in it is passed over in silence."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.days_to_avoid import why_avoided
from nemndsekr.rules.planning.facts import BodyRhythm, Closed, PlannedMeeting, PlanningFacts, usual_rules
from nemndsekr.rules.planning.rhythm import (
    copy_weeks,
    infer_rhythms,
    propose_year,
    remarks_on,
)
from tests.rules.planning.seedyear import BODIES, SPRING

BEREDNING, AU, NAMND = 1, 2, 3
THIRD_THURSDAY = BodyRhythm(NAMND, 3, 3)
AU_BEFORE = BodyRhythm(AU, from_body_id=NAMND, offset_days=-14)
BEREDNING_BEFORE = BodyRhythm(BEREDNING, from_body_id=NAMND, offset_days=-22)
EMPTY = PlanningFacts(bodies=BODIES, rules=usual_rules(BODIES))


def days(proposals, body_id: int) -> list[str]:
    return [f"{one.day.day}/{one.day.month}" for one in proposals if one.body_id == body_id]


def test_the_third_thursday_of_each_month_but_july():
    found = propose_year(EMPTY, 2026, [THIRD_THURSDAY])

    expected = ["15/1", "19/2", "19/3", "16/4", "21/5", "18/6", "20/8", "17/9", "15/10", "19/11", "17/12"]
    assert days(found, NAMND) == expected


def test_those_that_prepare_come_so_many_days_before():
    found = propose_year(EMPTY, 2026, [AU_BEFORE, BEREDNING_BEFORE, THIRD_THURSDAY])

    assert days(found, AU)[:3] == ["7/1", "5/2", "5/3"], "moved from nyårsdagen within the year"
    assert len(days(found, AU)) == len(days(found, BEREDNING)) == 11


def test_a_day_before_midsommarafton_is_told_and_left_to_the_person():
    [june] = propose_year(EMPTY, 2025, [THIRD_THURSDAY._replace(months=(6,))])

    assert (june.day, june.days[:2]) == (date(2025, 6, 19), (date(2025, 6, 18), date(2025, 6, 12)))
    assert june.told == "Nämnd tors 19 juni: dagen före midsommarafton. Välj 18/6 eller 12/6."


def test_a_red_day_is_moved_and_told():
    [may] = propose_year(EMPTY, 2025, [BodyRhythm(NAMND, 1, 3, months=(5,))])

    assert (may.usual, may.day, may.taken) == (date(2025, 5, 1), date(2025, 4, 29), True)
    assert may.told == "Nämnd tors 1 maj: första maj. Flyttat till tis 29 april; tors 24 april går också."


def test_what_falls_in_a_long_break_is_left_out_and_told():
    facts = replace(EMPTY, closed=(Closed("Sommaruppehåll", date(2026, 6, 29), date(2026, 7, 31)),))

    [july] = propose_year(facts, 2026, [BodyRhythm(NAMND, 3, 3, months=(7,))])

    assert not july.taken
    assert july.told == "Nämnd tors 16 juli: uppehållet «Sommaruppehåll». Tas inte med."


def test_a_rhythm_that_hangs_in_a_ring_gives_nothing():
    ring = [BodyRhythm(AU, from_body_id=NAMND, offset_days=-14), BodyRhythm(NAMND, from_body_id=AU, offset_days=14)]

    assert propose_year(EMPTY, 2026, ring) == ()


def test_a_month_without_a_fifth_thursday_has_none():
    found = propose_year(EMPTY, 2026, [BodyRhythm(NAMND, 5, 3, months=tuple(range(1, 13)))])

    assert days(found, NAMND) == ["29/1", "30/4", "30/7", "29/10", "29/12"]


def test_no_proposal_of_a_thousand_is_odd_without_a_word():
    chance = random.Random(20)
    for _ in range(200):
        closed = (Closed("Lov", date(2027, chance.randrange(1, 13), 1), date(2027, 12, 20)),)
        facts = replace(EMPTY, closed=closed if chance.random() < 0.5 else ())
        rhythms = [
            BodyRhythm(NAMND, chance.choice([1, 2, 3, 4, 5, -1]), chance.randrange(5)),
            BodyRhythm(AU, from_body_id=NAMND, offset_days=-chance.randrange(7, 21)),
        ]
        for one in propose_year(facts, chance.randrange(2024, 2040), rhythms):
            why = why_avoided(one.day, facts.closed)
            assert why is None or one.told, one
            assert why is None or not why.hard or not one.taken, one
            assert one.day == one.usual or one.told


def last_year(day_of_month, **values) -> PlanningFacts:
    meetings = tuple(PlannedMeeting(number, NAMND, day, **values) for number, day in enumerate(day_of_month, start=1))
    return replace(EMPTY, meetings=meetings)


def test_the_rhythm_of_a_regular_year_is_read_back():
    rhythms = [THIRD_THURSDAY, AU_BEFORE, BEREDNING_BEFORE]
    made = propose_year(EMPTY, 2025, rhythms)
    facts = replace(EMPTY, meetings=tuple(one.as_meeting() for one in made))

    found = {one.rhythm.body_id: one for one in infer_rhythms(facts, 2025)}

    assert (found[NAMND].rhythm.ordinal, found[NAMND].rhythm.weekday) == (3, 3)
    assert found[NAMND].rhythm.months == THIRD_THURSDAY.months
    assert (found[AU].rhythm.from_body_id, found[AU].rhythm.offset_days) == (NAMND, -14)
    assert (found[BEREDNING].rhythm.from_body_id, found[BEREDNING].rhythm.offset_days) == (NAMND, -22)
    assert all(one.is_sure for one in found.values())


def test_an_uneven_spring_is_not_believed_but_what_prepares_it_is():
    found = {one.rhythm.body_id: one for one in infer_rhythms(SPRING, 2025)}

    assert (found[NAMND].fits, found[NAMND].of, found[NAMND].is_sure) == (3, 6, False)
    assert (found[AU].rhythm.offset_days, found[AU].fits) == (-14, 6)
    assert (found[BEREDNING].rhythm.offset_days, found[BEREDNING].fits) == (-22, 6)


def test_moved_meetings_count_where_they_were_planned_and_extra_ones_not():
    thursdays = [date(2025, 1, 16), date(2025, 2, 20), date(2025, 3, 20), date(2025, 4, 17)]
    facts = last_year(thursdays)
    moved = facts.meetings[3]._replace(
        day=date(2025, 4, 15), moved_from=date(2025, 4, 17), status=MeetingStatus.flyttad
    )
    extra = PlannedMeeting(9, NAMND, date(2025, 3, 25), MeetingStatus.extra)
    facts = replace(facts, meetings=(*facts.meetings[:3], moved, extra))

    [found] = infer_rhythms(facts, 2025)

    assert (found.rhythm.ordinal, found.rhythm.weekday, found.fits, found.of) == (3, 3, 4, 4)


def test_the_usual_time_and_place_come_along():
    facts = last_year([date(2025, 1, 16), date(2025, 2, 20)], starts_at=time(13), place="Ekrummet")

    found = propose_year(facts, 2026, [one.rhythm for one in infer_rhythms(facts, 2025)])

    assert {(one.starts_at, one.place) for one in found} == {(time(13), "Ekrummet")}


def test_the_same_weeks_as_the_year_before():
    found = copy_weeks(SPRING, 2025, 2026)

    assert days(found, NAMND) == ["29/1", "26/2", "19/3", "23/4", "21/5", "18/6"]
    weeks = sorted(meeting.day.isocalendar()[1:] for meeting in SPRING.meetings)
    assert sorted(one.usual.isocalendar()[1:] for one in found) == weeks


def test_each_proposal_has_its_conflicts_told():
    found = propose_year(EMPTY, 2026, [THIRD_THURSDAY, AU_BEFORE._replace(offset_days=-7)])

    remarks = remarks_on(EMPTY, found)

    at = next(at for at, one in enumerate(found) if one.body_id == AU and one.day == date(2026, 2, 12))
    assert remarks[at] == [
        "Arbetsutskott tors 12 februari är bara 5 arbetsdagar före nämnd tors 19 februari. Det ska vara minst 10."
    ]
