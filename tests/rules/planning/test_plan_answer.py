"""What planning says of a due day: why meetings do not do, the ways out, several reply days, the letter, the words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from nemndsekr.records.choices import CaseStage, ChainStepKind, DayUnit
from nemndsekr.rules.planning.anstand import anstand_letter
from nemndsekr.rules.planning.chain_choices import choices_from, choices_to
from nemndsekr.rules.planning.chain_words import chain_line, step_reason
from nemndsekr.rules.planning.chains import Chain, best_chain, chain_to
from nemndsekr.rules.planning.chosen import steps_done
from nemndsekr.rules.planning.facts import Closed, DueAnswer, days_closed
from nemndsekr.rules.planning.plan_answer import (
    deciding_due,
    forwards,
    margin_words,
    margins,
    plan_answer,
    still_hold,
)
from nemndsekr.rules.planning.ways_out import WayKind, extra_chain
from tests.rules.planning.seedyear import SPRING

MARCH = date(2025, 3, 31)


def _kinds(answer, *, immediate=False):
    return [way.kind for way in answer.ways(immediate=immediate)]


def test_the_chain_is_told_in_one_line_and_each_step_by_its_rule():
    chain = best_chain(SPRING, MARCH, immediate=True)
    assert chain is not None

    assert chain_line(SPRING, chain) == (
        "inlämning fre 14/2 → beredning ons 26/2 → AU tors 6/3 → nämnd tors 20/3 → expedieras senast tis 25/3 → "
        "svarsdag mån 31/3 (marginal 4 arbetsdagar)"
    )
    assert [step_reason(SPRING, chain, step) for step in chain.steps] == [
        "8 arbetsdagar före beredning ons 26 februari",
        "minst 6 arbetsdagar före AU tors 6 mars",
        "minst 10 arbetsdagar före nämnd tors 20 mars",
        "",
        "3 arbetsdagar efter nämnd tors 20 mars",
    ]


def test_the_days_that_are_not_counted_are_named_and_ones_own_free_days_too():
    closed = (Closed("Klämdag", date(2025, 5, 30), date(2025, 5, 30)),)
    facts = replace(SPRING, closed=closed, closed_days=days_closed(closed))
    chain = best_chain(facts, date(2025, 7, 10))
    assert chain is not None

    told = {step.rule.key: step_reason(facts, chain, step) for step in chain.steps}

    assert told["beredning"].endswith("; långfredagen, annandag påsk och första maj räknas inte")
    assert told["au"].endswith("; Kristi himmelsfärdsdag, klämdag och nationaldagen räknas inte")
    assert told["expediering"].endswith("; midsommarafton räknas inte")


def test_the_ways_out_come_the_mildest_first_and_say_what_each_gives():
    answer = plan_answer(SPRING, MARCH, date(2025, 1, 15))

    assert _kinds(answer) == [WayKind.OMEDELBAR, WayKind.EARLIER, WayKind.ANSTAND, WayKind.EXTRA]
    omedelbar, earlier, anstand, extra = answer.ways(immediate=False)
    assert omedelbar.chain is not None
    assert omedelbar.chain.decides.day == date(2025, 3, 20)
    assert earlier.chain is not None
    assert earlier.chain.decides.day == date(2025, 2, 27)
    assert anstand.days == (date(2025, 4, 3),)
    assert extra.days[0] == date(2025, 3, 17)
    assert _kinds(answer, immediate=True) == []


def test_nothing_is_proposed_where_the_latest_meeting_does():
    answer = plan_answer(SPRING, date(2025, 4, 3), date(2025, 1, 15))

    assert (answer.reason(immediate=False), answer.ways(immediate=False)) == ("", ())


def test_omedelbar_justering_is_proposed_only_where_it_helps():
    # In March the text must have been in by 14 February: no justering mends that.
    answer = plan_answer(SPRING, MARCH, date(2025, 3, 3))

    assert WayKind.OMEDELBAR not in _kinds(answer)
    assert _kinds(answer)[-1] == WayKind.ORDFORANDE
    assert "6 kap. 39 §" in answer.ways(immediate=False)[-1].text
    assert "nämndens nästa sammanträde" in answer.ways(immediate=False)[-1].text


def test_a_planned_justeringsdag_that_is_early_enough_needs_no_omedelbar_justering():
    meetings = tuple(
        one._replace(justering_on=date(2025, 3, 27)) if one.day == date(2025, 3, 20) else one for one in SPRING.meetings
    )
    answer = plan_answer(replace(SPRING, meetings=meetings), MARCH, date(2025, 2, 10))

    assert answer.reason(immediate=False) == ""
    assert answer.ways(immediate=False) == ()
    assert answer.reason(immediate=True) == (
        "Omedelbar justering behövs inte för att hinna. Utan den är marginalen 1 arbetsdag."
    )


def test_a_planned_justeringsdag_that_is_too_late_is_named_as_what_fails():
    meetings = tuple(
        one._replace(justering_on=date(2025, 4, 1)) if one.day == date(2025, 3, 20) else one for one in SPRING.meetings
    )
    answer = plan_answer(replace(SPRING, meetings=meetings), MARCH, date(2025, 2, 10))

    assert "expediering blir först ons 2 april (första arbetsdagen efter justeringen tis 1 april)" in answer.reason(
        immediate=False
    )
    assert _kinds(answer)[0] == WayKind.OMEDELBAR


def test_what_has_passed_today_is_told_and_the_meeting_is_not_proposed():
    answer = plan_answer(SPRING, date(2025, 4, 10), date(2025, 2, 17))

    assert answer.best(immediate=False) is None
    assert "inlämning fre 14 februari har passerat" in answer.reason(immediate=False)
    assert [one.does for one in answer.plain] == [False, False, False]


def test_where_every_body_would_need_an_extra_meeting_it_is_said():
    answer = plan_answer(SPRING, date(2025, 4, 10), date(2025, 2, 17))

    extra = next(way for way in answer.ways(immediate=False) if way.kind == WayKind.EXTRA)

    assert extra.text.startswith("Bara om alla instanser får extra sammanträden")
    assert extra.chain is not None
    assert extra.chain.starts >= date(2025, 2, 17)


def test_forwards_the_first_meeting_that_a_text_ready_today_reaches_is_told():
    said = forwards(SPRING, date(2025, 3, 3))

    assert said == "Om texten är klar i dag: nämnd tors 22 maj 2025, expediering senast mån 9 juni."
    assert "inget sammanträde i planen hinns med" in forwards(SPRING, date(2025, 7, 1))


def _due(number: int, whom: str, day: date | None, occasion: str = "forsta") -> DueAnswer:
    return DueAnswer(7, "KS-2025-1", "Översyn", number, whom, "", day, occasion)


def test_of_several_reply_days_the_earliest_decides_and_each_has_its_margin():
    due = [_due(1, "Kommunstyrelsen", MARCH), _due(2, "Departementet", date(2025, 3, 20)), _due(3, "KS", None)]
    chain = best_chain(SPRING, date(2025, 3, 20))
    assert chain is not None

    decides = deciding_due(due, "forsta")
    told = [margin_words(one) for one in margins(SPRING, chain, due)]

    assert decides is not None
    assert decides.to_whom == "Departementet"
    assert deciding_due(due, "uppfoljande") is None
    assert told == [
        "Kommunstyrelsen mån 31 mars 2025: marginal 12 arbetsdagar",
        "Departementet tors 20 mars 2025: marginal 5 arbetsdagar",
    ]
    assert margins(SPRING, chain, [_due(4, "", date(2025, 3, 10))])[0].days == -3


def test_anstand_takes_the_place_of_the_day_it_put_off_and_of_no_other():
    due = [
        _due(1, "Kommunstyrelsen", MARCH),
        _due(2, "Departementet", date(2025, 5, 2)),
        _due(3, "kommunstyrelsen", date(2025, 4, 14)),
        _due(4, "Kommunstyrelsen", date(2026, 1, 30), "uppfoljande"),
    ]

    assert [one.reply_day_id for one in still_hold(due)] == [3, 2, 4]


def test_the_letter_asks_for_the_day_that_the_meeting_allows_and_says_why():
    facts = replace(SPRING, name="Kulturnämnden")
    way = next(one for one in plan_answer(facts, MARCH).ways(immediate=False) if one.kind == WayKind.ANSTAND)
    assert way.chain is not None

    letter = anstand_letter(facts, _due(1, "Kommunstyrelsen", MARCH), way.chain, "Kim Testsson")

    assert letter.startswith("Till Kommunstyrelsen\n\nBegäran om anstånd: KS-2025-1 Översyn\n")
    assert "senast 31 mars 2025. Vi begär anstånd till och med 3 april 2025." in letter
    assert "Kulturnämnden kan besluta om svaret först vid sammanträdet 20 mars 2025" in letter
    assert letter.endswith("Med vänlig hälsning\nKim Testsson\n")


def test_the_letter_abbreviates_neither_bodies_nor_days_and_leaves_a_line_for_who_sends_it():
    way = next(one for one in plan_answer(SPRING, MARCH).ways(immediate=False) if one.kind == WayKind.ANSTAND)
    assert way.chain is not None

    letter = anstand_letter(SPRING, _due(1, "Kommunstyrelsen", MARCH), way.chain)

    assert "arbetsutskottet" in letter
    assert "nämnden torsdagen den 20 mars 2025." in letter
    assert re.search(r"\b(?:AU|mån|tis|ons|tors|fre)\b", letter) is None
    assert letter.endswith("Med vänlig hälsning\n[Fyll i: namn och titel]\n")


@pytest.mark.parametrize(
    ("unit", "weekday", "number", "day", "told"),
    [
        (DayUnit.kalenderdagar, None, -5, "2025-04-17", "5 kalenderdagar före AU ons 23 april"),
        (DayUnit.veckodag, 4, -1, "2025-04-17", "fredagen före AU ons 23 april"),
        (DayUnit.veckodag, 1, -2, "2025-04-15", "andra tisdagen före AU ons 23 april"),
    ],
)
def test_a_reckoned_day_that_is_free_is_moved_away_from_the_step_it_hangs_on(unit, weekday, number, day, told):
    # Wednesday 23 April 2025 is the first week after Easter; Friday 18 and Monday 21 are red.
    rules = tuple(
        rule._replace(unit=unit, weekday=weekday, number=number, anchor="au")
        if rule.kind == ChainStepKind.inlamning
        else rule
        for rule in SPRING.rules
    )
    meetings = tuple(
        one._replace(day=date(2025, 4, 23)) if one.day == date(2025, 5, 8) else one for one in SPRING.meetings
    )
    facts = replace(SPRING, rules=rules, meetings=meetings)
    chain = best_chain(facts, date(2025, 6, 12))
    assert chain is not None

    step = next(one for one in chain.steps if one.rule.kind == ChainStepKind.inlamning)

    assert (step.day.isoformat(), step_reason(facts, chain, step)) == (day, told)


@pytest.mark.parametrize(
    ("stage", "today", "does"),
    [
        (CaseStage.under_arbete, date(2025, 2, 17), False),
        (CaseStage.till_beredning, date(2025, 2, 17), True),
        (CaseStage.till_beredning, date(2025, 2, 27), False),
        (CaseStage.till_au, date(2025, 2, 27), True),
        (CaseStage.till_namnd, date(2025, 3, 10), True),
    ],
)
def test_what_a_case_has_behind_it_hinders_nothing_although_its_day_has_gone_by(stage, today, does):
    answer = plan_answer(SPRING, date(2025, 4, 10), today, steps_done(SPRING, stage))

    assert answer.plain[0].meeting.day == date(2025, 3, 20)
    assert answer.plain[0].does is does


def test_an_extra_meeting_may_be_on_any_of_its_days():
    way = next(one for one in plan_answer(SPRING, MARCH, date(2025, 1, 15)).plain_ways if one.kind == WayKind.EXTRA)

    chain = extra_chain(SPRING, way, way.days[2], MARCH)

    assert chain is not None
    assert chain.decides.day == way.days[2] != way.days[0]
    assert chain.steps[-1].day <= MARCH


def test_the_lines_to_choose_among_have_the_best_first_and_say_how_each_stands():
    answer = plan_answer(SPRING, MARCH, date(2025, 1, 24))

    lines = choices_to(SPRING, answer, date(2025, 1, 24), immediate=False)

    assert [(one.title, one.word, one.does) for one in lines] == [
        ("Nämnd tors 20 mars 2025", "går inte", False),
        ("Nämnd tors 27 februari 2025", "marginal 12 arbetsdagar", True),
        ("Nämnd tors 30 januari 2025", "inlämning passerad", False),
    ]
    ahead = choices_from(SPRING, date(2025, 3, 3), immediate=True)
    assert [one.title for one in ahead] == ["Nämnd tors 22 maj 2025", "Nämnd tors 19 juni 2025"]


def test_the_year_stands_in_a_chain_where_it_is_another_than_that_of_the_day_before():
    chain = chain_to(SPRING, SPRING.meetings[-1], date(2026, 1, 9))
    assert isinstance(chain, Chain)

    line = chain_line(SPRING, chain)

    assert line.startswith("inlämning fre 21/3 2025 → beredning ons 2/4 → ")
    assert " → svarsdag fre 9/1 2026 (marginal " in line
