"""The year of meetings as a grid: what stands in which week, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.chains import best_chain
from nemndsekr.rules.planning.conflicts import Conflict, ConflictKind, Severity
from nemndsekr.rules.planning.facts import Closed
from nemndsekr.rules.planning.week_grid import MarkKind, ShadeKind, Zoom, period_of, week_grid
from tests.rules.planning.seedyear import SPRING

TODAY = date(2025, 2, 20)
CHAIN = best_chain(SPRING, date(2025, 3, 31), immediate=True)
HALF = period_of(Zoom.halvar, TODAY)


def _grid(facts=SPRING, period=HALF, **more):
    return week_grid(facts, period, TODAY, chain=CHAIN, **more)


@pytest.mark.parametrize(
    ("zoom", "title", "before", "after"),
    [
        (Zoom.ar, "2025", "2024", "2026"),
        (Zoom.halvar, "januari–juni 2025", "juli–december 2024", "juli–december 2025"),
        (Zoom.kvartal, "januari–mars 2025", "oktober–december 2024", "april–juni 2025"),
    ],
)
def test_a_period_tells_its_months_and_its_neighbours(zoom, title, before, after):
    period = period_of(zoom, TODAY)

    assert (period.title, period.step(-1).title, period.step(1).title) == (title, before, after)
    assert period.step(1).first == period.last + timedelta(days=1)


@pytest.mark.parametrize("year", range(2000, 2041))
def test_the_weeks_of_a_year_follow_each_other_and_hold_every_day_of_it(year):
    columns = week_grid(SPRING, period_of(Zoom.ar, date(year, 7, 1)), TODAY).columns

    assert columns[0].monday <= date(year, 1, 1)
    assert columns[-1].monday + timedelta(days=6) >= date(year, 12, 31)
    assert all(one.monday + timedelta(days=7) == other.monday for one, other in pairwise(columns))
    assert all(column.number == column.monday.isocalendar().week for column in columns)


def test_every_meeting_of_the_half_year_stands_in_its_body_and_week():
    grid = _grid()

    names = {body.id: body.name for body in SPRING.bodies}
    assert [(one.body, one.meeting.day) for one in grid.meetings] == sorted(
        ((names[one.body_id], one.day) for one in SPRING.meetings), key=lambda pair: pair[1]
    )
    assert all(grid.day_at(one.column, one.weekday) == one.meeting.day for one in grid.meetings)


def test_a_cell_says_body_day_cases_and_chain():
    meetings = tuple(one._replace(cases=6) if one.day == date(2025, 3, 20) else one for one in SPRING.meetings)
    grid = _grid(replace(SPRING, meetings=meetings))
    twelve = next(number for number, column in enumerate(grid.columns) if column.number == 12)

    cell = grid.lanes[2].cells[twelve]

    assert cell.spoken == "Nämnd torsdag 20 mars 2025, 6 ärenden, ingår i vald kedja"
    assert grid.lanes[0].cells[twelve].spoken == "inget sammanträde"


def test_a_week_without_a_meeting_tells_its_red_days_and_the_days_to_keep():
    grid = _grid()
    spoken = {column.number: grid.lanes[0].cells[number].spoken for number, column in enumerate(grid.columns)}

    assert spoken[18] == "Beredning onsdag 30 april 2025, inga ärenden; första maj tors 1/5"
    assert spoken[7] == "inget sammanträde; stoppdag 14/2"
    assert spoken[8] == "inget sammanträde; i dag"


def test_the_chain_and_the_days_to_keep_are_marked():
    grid = _grid(due_words="Svar till revisionen")

    assert [one.meeting.day for one in grid.chain] == [date(2025, 2, 26), date(2025, 3, 6), date(2025, 3, 20)]
    assert [(mark.kind, mark.words) for mark in grid.marks] == [
        (MarkKind.idag, "i dag"),
        (MarkKind.stoppdag, "Stoppdag 14/2"),
        (MarkKind.svarsdag, "Svar till revisionen 31/3"),
    ]


def test_what_is_amiss_moved_cancelled_or_reckoned_is_told_in_words():
    first, second, third, *rest = SPRING.meetings
    facts = replace(
        SPRING,
        meetings=(
            first._replace(status=MeetingStatus.flyttad, moved_from=date(2025, 1, 7)),
            second._replace(status=MeetingStatus.installd),
            third._replace(id=None),
            *rest,
        ),
    )
    told = Conflict(ConflictKind.klamdag, Severity.upplysning, "klämdag")
    spoken = [one.spoken for one in _grid(facts, remarks={str(first.id): [told]}).meetings if one.lane == 0]

    assert spoken[:3] == [
        "Beredning onsdag 8 januari 2025, inga ärenden, flyttat från tis 7/1, påpekande: klämdag",
        "Beredning onsdag 5 februari 2025, inga ärenden, inställt",
        "Beredning onsdag 26 februari 2025, inga ärenden, preliminärt",
    ]


def test_weekends_red_days_and_own_free_days_are_shaded_each_in_its_way():
    facts = replace(SPRING, closed=(Closed("Sportlov", date(2025, 2, 24), date(2025, 2, 28)),))
    grid = _grid(facts)
    shades = {column.number: [(shade.weekday, shade.kind) for shade in column.shades] for column in grid.columns}

    weekend = [(5, ShadeKind.helg), (6, ShadeKind.helg)]
    assert shades[10] == weekend
    assert shades[9] == [*((day, ShadeKind.stangt) for day in range(5)), *weekend]
    assert shades[16] == [(4, ShadeKind.rod), (5, ShadeKind.helg), (6, ShadeKind.rod)]


def test_each_month_begins_where_its_first_day_stands():
    months = _grid().months

    assert [month.name for month in months] == [
        "december",
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
    ]
    assert [(month.column, month.weekday) for month in months[:3]] == [(0, 0), (0, 2), (4, 5)]
