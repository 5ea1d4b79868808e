"""The control sheet: what must be done each day of two weeks, and what is left from before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.facts import Closed, PlanningFacts, StepRule, days_closed
from nemndsekr.rules.planning.watch import WatchedAnswer, WatchFacts
from nemndsekr.rules.planning.week_sheet import BOX, MOST_LEFT, SHEET_HEADS, DueThing, WeekSheet, monday_of, week_sheet
from tests.rules.planning.seedyear import SPRING

MONDAY = date(2025, 2, 24)


def facts(plan: PlanningFacts = SPRING, *answers: WatchedAnswer) -> WatchFacts:
    held = tuple(one._replace(cases=2) for one in plan.meetings)
    return WatchFacts(replace(plan, meetings=held), {}, answers)


def told(sheet: WeekSheet, day: date) -> list[str]:
    return [line.text for one in sheet.days if one.day == day for line in one.lines]


def test_every_weekday_of_two_weeks_stands_there_with_its_meetings():
    sheet = week_sheet(facts(), (), MONDAY)

    assert [one.day.day for one in sheet.days] == [24, 25, 26, 27, 28, 3, 4, 5, 6, 7]
    assert told(sheet, date(2025, 2, 26)) == ["Beredning"]
    assert told(sheet, date(2025, 3, 6)) == ["Arbetsutskott"]
    assert sheet.title == "Kontrollista vecka 9 och 10, 2025"


def test_the_turn_of_the_year_has_the_weeks_of_both_years():
    assert week_sheet(facts(), (), date(2024, 12, 23)).title == "Kontrollista vecka 52 och 1, 2025"


def test_a_notice_or_a_dispatch_of_the_chain_has_its_day():
    rules = (*SPRING.rules, StepRule("kallelse", ChainStepKind.utskick, "Kallelse", None, "namnd", -8))
    sheet = week_sheet(facts(replace(SPRING, rules=rules)), (), date(2025, 3, 10))

    assert any(text.startswith("Kallelse till nämnden") for text in told(sheet, date(2025, 3, 10)))


def test_a_planned_justering_brings_the_anslag_on_its_last_working_day():
    planned = tuple(
        one._replace(justering_on=date(2025, 3, 6)) if one.day == date(2025, 2, 27) else one for one in SPRING.meetings
    )
    sheet = week_sheet(facts(replace(SPRING, meetings=planned)), (), MONDAY)

    assert "Justering av protokollet från nämnden 27 februari" in told(sheet, date(2025, 3, 6))
    assert "Anslag av protokollet från nämnden 27 februari senast" in told(sheet, date(2025, 3, 7))
    lines = [line for one in sheet.days for line in one.lines if line.text.startswith("Anslag")]
    assert [line.note for line in lines] == ["2 dagar efter justeringen: 8 mars 2025"]


def test_without_a_planned_day_the_minutes_have_the_fourteen_days_of_the_law_unless_the_meeting_is_cancelled():
    sheet = week_sheet(facts(), (), date(2025, 3, 10))
    assert "Protokollet från nämnden 27 februari justeras senast" in told(sheet, date(2025, 3, 13))

    off = tuple(one._replace(status=MeetingStatus.installd) for one in SPRING.meetings)
    assert told(week_sheet(facts(replace(SPRING, meetings=off)), (), date(2025, 3, 10)), date(2025, 3, 13)) == []


@pytest.mark.parametrize("weekday", range(7))
def test_the_sheet_is_the_same_whichever_day_of_the_week_one_asks(weekday: int):
    assert monday_of(date(2025, 2, 24 + weekday) if weekday < 5 else date(2025, 3, weekday - 4)) == MONDAY


def test_an_answer_that_is_due_has_its_day_and_one_that_is_late_is_left_from_before():
    due = WatchedAnswer(1, "HN-1", "Kajerna", "revisorerna", date(2025, 3, 4), begun=True)
    late = WatchedAnswer(2, "HN-2", "Fyren", "revisorerna", date(2025, 2, 14), begun=True)
    sheet = week_sheet(facts(SPRING, due, late), (), MONDAY)

    assert told(sheet, date(2025, 3, 4)) == ["Svar till revisorerna"]
    assert [(line.text, line.passed) for line in sheet.left] == [("Svar till revisorerna", date(2025, 2, 14))]
    assert sheet.left_rows()[0][:2] == ("fre 14/2", BOX)

    older = week_sheet(facts(SPRING, late._replace(day=date(2024, 12, 31))), (), MONDAY)
    assert older.left_rows()[0][0] == "2024-12-31"


def test_what_is_reckoned_from_today_is_not_printed():
    due = WatchedAnswer(1, "HN-1", "Kajerna", "revisorerna", date(2025, 3, 4), begun=True)
    notes = [line.note for one in week_sheet(facts(SPRING, due), (), MONDAY).days for line in one.lines]

    assert notes
    assert [note for note in notes if "arbetsdag" in note and "före" not in note and "efter" not in note] == []


def test_promises_have_their_days_and_only_so_many_late_ones_are_told_by_name():
    late = [DueThing(date(2025, 1, 1 + number), f"Åtgärd {number}") for number in range(MOST_LEFT + 3)]
    to_come = [DueThing(date(2025, 3, 5), "Åtgärd klar: bojar"), DueThing(date(2025, 5, 1), "Åtgärd klar: fyr")]
    sheet = week_sheet(facts(), [*late, *to_come], MONDAY)

    assert told(sheet, date(2025, 3, 5)) == ["Åtgärd klar: bojar"]
    assert (len(sheet.left), sheet.more_left) == (MOST_LEFT, 3)
    assert sheet.left[0].passed == date(2025, 1, MOST_LEFT + 3)


def test_a_free_day_says_why_and_a_weekend_is_there_only_with_something_to_do():
    closed = (Closed("planeringsdag", date(2025, 2, 25), date(2025, 2, 25)),)
    plan = replace(SPRING, closed=closed, closed_days=days_closed(closed))
    sheet = week_sheet(facts(plan), [DueThing(date(2025, 3, 1), "Åtgärd klar: fyr")], MONDAY)
    first = next(sheet.weeks())

    assert first[0] == "Vecka 9: 24/2–2/3"
    assert ("tis 25/2", "", "planeringsdag", "") in first[1]
    assert first[1][-1] == ("lör 1/3", BOX, "Åtgärd klar: fyr", "")
    assert {len(row) for row in first[1]} == {len(SHEET_HEADS)}
