"""Moving a meeting: what follows, whose reply day breaks, and which meetings could go along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nemndsekr.records.choices import BodyKind, ChainStepKind
from nemndsekr.rules.planning.chains import Chain, chains_before
from nemndsekr.rules.planning.facts import Closed, days_closed
from nemndsekr.rules.planning.followed_chain import followed_chain
from nemndsekr.rules.planning.moves import (
    PlannedCase,
    along,
    case_chain,
    loses_preparation,
    lost_words,
    move,
    moved,
    stepped,
)
from nemndsekr.rules.working_days import is_working_day
from tests.rules.planning.seedyear import SPRING

BEREDNING, AU, NAMND = 12, 22, 32
CASE = PlannedCase(7, "BUN-2025-0031", "Granskning av köer", "forsta", (BEREDNING, AU, NAMND), date(2025, 3, 31), True)
UNHURRIED = CASE._replace(case_id=8, dnr="BUN-2025-0032", due=date(2025, 6, 30), immediate=False)


def test_a_week_later_the_answer_that_had_four_days_left_comes_too_late():
    told = move(SPRING, [CASE, UNHURRIED], {NAMND: date(2025, 3, 27)})

    assert [one.case.case_id for one in told.cases] == [7, 8]
    assert [(one.before.sent, one.after.sent) for one in told.cases if one.before and one.after] == [
        (date(2025, 3, 25), date(2025, 4, 1)),
        (date(2025, 4, 3), date(2025, 4, 10)),
    ]
    assert [one.late_words for one in told.breaking] == ["BUN-2025-0031 skickas 1/4, 1 arbetsdag efter svarsdagen 31/3"]
    assert told.short_words == "2 ärenden följer med, 1 ärende klarar inte svarsdagen"


def test_one_that_came_too_late_and_comes_still_later_is_told_too():
    late = CASE._replace(due=date(2025, 3, 21))

    later = move(SPRING, [late], {NAMND: date(2025, 3, 27)})
    earlier = move(SPRING, [late], {NAMND: date(2025, 3, 19)})

    assert [one.late_words for one in later.breaking] == [
        "BUN-2025-0031 skickas 1/4, 7 arbetsdagar efter svarsdagen 21/3"
    ]
    assert earlier.breaking == ()


def test_moving_what_comes_first_moves_the_day_when_texts_must_be_in():
    told = move(SPRING, [CASE], {BEREDNING: date(2025, 2, 25)}, {BEREDNING: 2})

    assert (told.stop_before, told.stop_after) == (date(2025, 2, 14), date(2025, 2, 13))
    assert told.short_words == "1 ärende följer med, stoppdag blir 13/2"
    assert told.words == "1 ärende följer med. Stoppdag 14/2 → 13/2. 2 återrapporteringar följer med."


def test_meetings_too_near_each_other_or_in_the_wrong_order_are_told():
    near = move(SPRING, [CASE], {BEREDNING: date(2025, 3, 3)})
    after = move(SPRING, [CASE], {BEREDNING: date(2025, 3, 10)})

    assert near.faults == ("Beredning 3/3 ligger för nära Arbetsutskott 6/3 (senast 26/2)",)
    assert after.faults == ("Beredning 10/3 ligger efter Arbetsutskott 6/3",)


def test_red_days_own_free_days_weekends_and_two_on_one_day_are_told():
    closed = (Closed("Sportlov", date(2025, 2, 24), date(2025, 2, 28)),)
    facts = replace(SPRING, closed=closed, closed_days=days_closed(closed))
    days = (date(2025, 4, 18), date(2025, 4, 19), date(2025, 3, 22), date(2025, 2, 26), date(2025, 4, 24))

    assert [move(facts, [], {NAMND: day}).faults for day in days] == [
        ("fre 18/4 är långfredagen",),
        ("19/4 är en lördag",),
        ("22/3 är en lördag",),
        ("ons 26/2 ligger på uppehållet «Sportlov»",),
        ("Nämnd har redan ett sammanträde 24/4",),
    ]


def test_what_prepares_can_go_along_by_the_same_rhythm_on_working_days():
    meeting = next(one for one in SPRING.meetings if one.id == NAMND)

    assert along(SPRING, [], meeting, date(2025, 3, 27)) == {AU: date(2025, 3, 13), BEREDNING: date(2025, 3, 5)}
    assert along(SPRING, [], meeting, date(2025, 3, 24)) == {AU: date(2025, 3, 10), BEREDNING: date(2025, 2, 28)}


def test_the_meetings_that_the_cases_go_to_are_those_that_go_along():
    meeting = next(one for one in SPRING.meetings if one.id == NAMND)
    early = CASE._replace(meeting_ids=(11, 21, NAMND))

    assert set(along(SPRING, [early], meeting, date(2025, 3, 27))) == {11, 21}


def test_of_the_au_only_what_prepares_it_goes_along_and_of_the_first_nothing():
    au = next(one for one in SPRING.meetings if one.id == AU)
    beredning = next(one for one in SPRING.meetings if one.id == BEREDNING)

    assert along(SPRING, [CASE], au, date(2025, 3, 7)) == {BEREDNING: date(2025, 2, 27)}
    assert along(SPRING, [CASE], beredning, date(2025, 2, 27)) == {}


def test_a_planned_justering_follows_its_meeting():
    meetings = tuple(
        one._replace(justering_on=date(2025, 3, 27)) if one.id == NAMND else one for one in SPRING.meetings
    )

    after = moved(replace(SPRING, meetings=meetings), {NAMND: date(2025, 3, 21)})

    assert [one.justering_on for one in after.meetings if one.id == NAMND] == [date(2025, 3, 28)]


def test_a_case_that_skips_a_body_hands_in_before_the_first_that_it_goes_to():
    skipping = CASE._replace(meeting_ids=(AU, NAMND))

    chain = case_chain(SPRING, skipping)

    assert chain is not None
    assert [step.rule.key for step in chain.chain.steps] == [
        ChainStepKind.inlamning, BodyKind.au, BodyKind.namnd, ChainStepKind.expediering,
    ]  # fmt: skip
    assert chain.stop == date(2025, 2, 24)


@settings(max_examples=60)
@given(due=st.dates(date(2025, 2, 1), date(2025, 8, 1)), immediate=st.booleans())
def test_a_chain_that_was_reckoned_holds_when_it_is_followed(due, immediate):
    for chain in chains_before(SPRING, due, immediate=immediate):
        if isinstance(chain, Chain):
            meetings = {step.meeting.body_id: step.meeting for step in chain.steps if step.meeting}
            followed = followed_chain(SPRING, meetings, due, immediate=immediate)
            assert followed is not None
            assert followed.holds
            assert followed.chain.steps == chain.steps
            assert followed.chain.margin == chain.margin


@settings(max_examples=100)
@given(day=st.dates(date(2024, 1, 1), date(2030, 1, 1)), days=st.integers(-5, 5), weeks=st.integers(-3, 3))
def test_the_keys_only_lead_to_working_days_and_in_the_way_that_was_asked(day, days, weeks):
    one, other = stepped(SPRING, day, days=days), stepped(SPRING, day, weeks=weeks)

    assert days == 0 or (is_working_day(one) and (one > day) == (days > 0))
    assert weeks == 0 or (is_working_day(other) and (other > day) == (weeks > 0))


@settings(max_examples=60)
@given(days=st.integers(-20, 20))
def test_there_and_back_again_is_where_it_was(days):
    there = {NAMND: date(2025, 3, 20) + timedelta(days=days)}

    assert moved(moved(SPRING, there), {NAMND: date(2025, 3, 20)}) == moved(SPRING, {})


def test_a_chain_that_does_not_hold_says_so_at_the_step_itself():
    facts = moved(SPRING, {22: date(2025, 3, 5)})
    case = PlannedCase(1, "A", "", "forsta", (12, 22, 32), date(2025, 4, 4))
    chain = case_chain(facts, case)
    assert chain is not None

    late = chain.marked_words(facts, date(2025, 2, 17), handed_in=False)
    handed_in = chain.marked_words(facts, date(2025, 2, 17), handed_in=True)

    assert late.startswith("inlämning fre 14/2 ⚠ har passerat → beredning ons 26/2 ⚠ för nära AU → AU ons 5/3 → nämnd ")
    assert handed_in.startswith("inlämning fre 14/2 (inlämnat) → beredning ons 26/2 ⚠ för nära AU → ")
    assert "⚠" not in chain.words(facts)
    assert "passerat" not in chain.marked_words(facts, date(2025, 2, 14), handed_in=False)


def test_a_meeting_that_is_called_off_tells_which_lose_it_on_their_way():
    beredning = next(one for one in SPRING.meetings if one.id == 15)
    namnd = next(one for one in SPRING.meetings if one.id == 35)

    assert [one.id for one in loses_preparation(SPRING, beredning)] == [25, 35]
    assert lost_words(SPRING, beredning) == (
        "Arbetsutskott 5/6 och Nämnd 19/6 förlorar Beredning 28/5: närmast före ligger då 30/4."
    )
    assert lost_words(SPRING, namnd) == ""
