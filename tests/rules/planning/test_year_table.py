"""The sammanträdesplan as a table: what stands in its cells and remarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from nemndsekr.records.choices import BodyKind, ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.facts import Body, Closed, PlannedMeeting, PlanningFacts, StepRule, days_closed
from nemndsekr.rules.planning.year_table import YearTable, year_table
from tests.rules.planning.seedyear import BODIES, SPRING


def with_meeting(facts: PlanningFacts, *more: PlannedMeeting) -> PlanningFacts:
    replaced = {(one.body_id, one.moved_from or one.day) for one in more}
    kept = [one for one in facts.meetings if (one.body_id, one.day) not in replaced]
    return replace(facts, meetings=tuple(sorted((*kept, *more), key=lambda one: one.day)))


def cell(table: YearTable, month: int, title: str) -> str:
    return table.printed()[month - 1][table.heads.index(title)]


@pytest.mark.parametrize(
    ("month", "cells"),
    [
        (1, ("tors 19/12", "ons 8", "tors 16", "tors 30")),
        (2, ("fre 24/1, 14/2", "ons 5, 26", "tors 13", "tors 27")),
        (3, ("", "", "tors 6", "tors 20")),
        (7, ("", "", "", "")),
    ],
)
def test_each_month_has_its_meetings_and_where_text_must_be_in(month: int, cells: tuple[str, ...]):
    table = year_table(SPRING, 2025)

    assert table.heads == ("Månad", "Vecka", "Inlämning", "Beredning", "Arbetsutskott", "Nämnd", "Anm.")
    assert table.rows[month - 1].cells == cells


def test_the_months_tell_their_weeks_over_the_turn_of_the_year():
    table = year_table(SPRING, 2025)

    assert table.printed()[0][:2] == ("Januari", "1–5")
    assert table.printed()[11][:2] == ("December", "49–1")


def test_a_kallelse_of_the_chain_stands_before_the_meeting_it_calls_to():
    rules = (*SPRING.rules, StepRule("kallelse", ChainStepKind.utskick, "Kallelse", None, "namnd", -6))
    table = year_table(replace(SPRING, rules=rules), 2025)

    assert table.heads[-3:] == ("Kallelse", "Nämnd", "Anm.")
    assert [cell(table, month, "Kallelse") for month in (1, 2, 3)] == ["ons 22/1", "ons 19/2", "ons 12/3"]


def test_a_moved_meeting_has_an_asterisk_and_its_remark():
    moved = PlannedMeeting(
        36, 3, date(2025, 6, 18), MeetingStatus.flyttad, moved_from=date(2025, 6, 19), note="dagen före midsommarafton"
    )
    table = year_table(with_meeting(SPRING, moved), 2025)

    assert cell(table, 6, "Nämnd") == "ons 18*"
    assert table.rows[5].remarks[0] == "* flyttat från tors 19 juni: dagen före midsommarafton"


def test_a_meeting_moved_to_another_month_is_told_in_both():
    moved = PlannedMeeting(36, 3, date(2025, 7, 2), MeetingStatus.flyttad, moved_from=date(2025, 6, 19))
    table = year_table(with_meeting(SPRING, moved), 2025)

    assert "Nämnd 19/6 är flyttat till ons 2 juli" in table.rows[5].remarks
    assert (cell(table, 6, "Nämnd"), cell(table, 7, "Nämnd")) == ("", "ons 2*")
    assert "* flyttat från tors 19 juni" in table.rows[6].remarks


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Inställt på grund av snöoväder.", "* Inställt på grund av snöoväder"),
        ("snöoväder", "* inställt: snöoväder"),
        ("", "* inställt"),
    ],
)
def test_a_note_that_says_it_already_is_not_led_in(note: str, told: str):
    cancelled = PlannedMeeting(35, 3, date(2025, 5, 22), MeetingStatus.installd, note=note)

    assert year_table(with_meeting(SPRING, cancelled), 2025).rows[4].remarks[0] == told


def test_a_cancelled_meeting_stands_in_brackets_and_an_extra_one_says_so():
    cancelled = PlannedMeeting(35, 3, date(2025, 5, 22), MeetingStatus.installd, moved_from=date(2025, 5, 22))
    extra = PlannedMeeting(90, 3, date(2025, 5, 28), MeetingStatus.extra)
    table = year_table(with_meeting(SPRING, cancelled, extra), 2025)

    assert cell(table, 5, "Nämnd") == "(tors 22)*, ons 28**"
    assert table.rows[4].remarks[:2] == ("* inställt", "** extra sammanträde")


def test_only_what_differs_in_clock_and_place_is_told_of_a_single_meeting():
    usual = tuple(one._replace(starts_at=time(13), place="Rådhuset") for one in SPRING.meetings)
    odd = usual[0]._replace(starts_at=time(9), place="Rådhuset")
    table = year_table(replace(SPRING, meetings=(odd, *usual[1:])), 2025)

    assert table.rows[0].remarks == ("* kl. 09.00",)
    assert table.notes[0].startswith("Tid och plats, om inget annat sägs: Beredning kl. 13.00, Rådhuset; ")


def test_closed_days_are_told_in_their_months_and_a_closed_month_is_uppehall():
    closed = (
        Closed("sportlov", date(2025, 2, 17), date(2025, 2, 21)),
        Closed("sommar", date(2025, 6, 30), date(2025, 8, 1)),
        Closed("planeringsdag", date(2025, 3, 3), date(2025, 3, 3)),
    )
    table = year_table(replace(SPRING, closed=closed, closed_days=days_closed(closed)), 2025)

    assert table.rows[1].remarks[-1] == "sportlov v. 8"
    assert "planeringsdag 3/3" in table.rows[2].remarks
    assert table.rows[6].remarks == ("uppehåll", "sommar v. 27–31")
    assert table.rows[8].remarks == ("inga sammanträden",)


def test_cases_that_must_go_by_an_earlier_meeting_are_told_of():
    assert year_table(SPRING, 2025).notes[0] == (
        "Med nämndens tider går ärenden till Nämnd 24/4 efter Arbetsutskott 6/3; "
        "till Arbetsutskott 8/5 efter Beredning 2/4; till Nämnd 19/6 efter Arbetsutskott 8/5."
    )
    without_may = tuple(one for one in SPRING.meetings if one.day < date(2025, 4, 1))
    assert len(year_table(replace(SPRING, meetings=without_may), 2025).notes) == 1


def test_with_many_bodies_the_remarks_stand_below_the_table():
    bodies = tuple(Body(number, BodyKind.au, f"Utskott {number}", number) for number in range(1, 9))
    meetings = tuple(PlannedMeeting(one.id, one.id, date(2025, 3, one.id)) for one in bodies)
    table = year_table(PlanningFacts(bodies=bodies, meetings=meetings), 2025)

    assert "Anm." not in table.heads
    assert {len(row) for row in table.printed()} == {len(table.heads)}
    assert table.below()[0] == "Januari: inga sammanträden."


def test_the_red_days_on_weekdays_are_listed_and_the_law_is_named():
    notes = year_table(SPRING, 2025).notes

    assert notes[-1].startswith(
        "Röda dagar och lediga aftnar på vardagar 2025: "
        "1, 6 jan; 18, 21 april; 1, 29 maj; 6, 20 juni; 24, 25, 26, 31 dec. "
    )
    assert "(1989:253)" in notes[-1]


def test_a_year_without_meetings_is_empty_whatever_the_years_beside_it_hold():
    assert year_table(SPRING, 2026).is_empty
    assert year_table(replace(SPRING, meetings=()), 2025).is_empty
    assert not year_table(SPRING, 2025).is_empty


def test_a_body_that_is_no_step_of_the_chain_has_its_column_when_it_meets():
    other = BODIES[0]._replace(id=4, name="Presidium", position=3)
    facts = replace(SPRING, bodies=(*BODIES, other))

    assert "Presidium" not in year_table(facts, 2025).heads
    assert "Presidium" in year_table(with_meeting(facts, PlannedMeeting(99, 4, date(2025, 3, 4))), 2025).heads
