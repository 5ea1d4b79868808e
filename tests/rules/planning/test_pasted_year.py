"""A municipality's own plan, in the shapes that such plans have, is read day by day, and what is odd is told."""

from __future__ import annotations

from datetime import date, time

import pytest

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.facts import Body
from nemndsekr.rules.planning.pasted_cell import Times, month_of, read_cell, without_times
from nemndsekr.rules.planning.pasted_year import PastedYear, read_pasted_year

BODIES = (
    Body(1, BodyKind.beredning, "Beredning", 0),
    Body(2, BodyKind.au, "Arbetsutskott", 1),
    Body(3, BodyKind.namnd, "Vård- och omsorgsnämnden", 2),
)


def read(rows: list[list[str]], text: str = "", **values) -> PastedYear:
    return read_pasted_year(rows, text, BODIES, 2026, short_name="VON", **values)


def days(found: PastedYear, name: str) -> list[str]:
    at = next(number for number, column in enumerate(found.columns) if column.name == name)
    return [f"{one.day.day}/{one.day.month}" for one in found.meetings if one.column == at]


MATRIX = [
    ["Sammanträdesplan 2027", "", "", "", ""],
    ["Månad", "KS", "KSAU", "VON kl 13.00", "VONAU"],
    ["Januari", "13", "4, 25", "21", "7"],
    ["Februari", "10", "8 och 22", "18", "4"],
    ["Mars", "10", "8, 22", "15*", "4"],
    ["April", "14", "", "22", "uppehåll"],
    ["Juli", "-", "–", "uppehåll", ""],
    ["* Annan dag än brukligt", "", "", "", ""],
]


def test_a_matrix_with_months_down_and_bodies_across():
    found = read(MATRIX)

    assert (found.year, found.year_told) == (2027, True)
    assert [column.name for column in found.columns] == ["KS", "KSAU", "VON", "VONAU"]
    assert days(found, "KSAU") == ["4/1", "25/1", "8/2", "22/2", "8/3", "22/3"]
    assert days(found, "VON") == ["21/1", "18/2", "15/3", "22/4"]
    assert found.odd == ()


def test_the_columns_of_the_namnd_are_known_and_the_others_are_not():
    found = read(MATRIX)

    assert [column.body_id for column in found.columns] == [None, None, 3, 2]
    assert [column.kind for column in found.columns] == [BodyKind.namnd, BodyKind.au, BodyKind.namnd, BodyKind.au]


def test_an_asterisk_becomes_the_note_below_the_table():
    found = read(MATRIX)

    starred = next(one for one in found.meetings if one.day == date(2027, 3, 15))
    assert (starred.note, starred.odd) == ("Annan dag än brukligt", "")


def test_a_footnote_outside_the_table_is_found_too():
    found = read(MATRIX[:-1], "Januari\t13\n* Flyttat på grund av lov\n")

    assert next(one for one in found.meetings if one.day == date(2027, 3, 15)).note == "Flyttat på grund av lov"


def test_an_asterisk_that_nothing_explains_is_told():
    found = read(MATRIX[:-1])

    assert next(one for one in found.meetings if one.day == date(2027, 3, 15)).odd == "«*» förklaras inte i planen."


def test_the_time_of_a_heading_goes_to_each_meeting_of_the_column():
    found = read(MATRIX)

    assert {one.times for one in found.meetings if one.column == 2} == {Times(time(13))}
    assert {one.times for one in found.meetings if one.column == 0} == {Times()}


def test_a_line_of_times_under_the_headings():
    found = read([*MATRIX[1:3], ["Tid", "09.00", "13.00–16.00", "", ""], *MATRIX[3:]])

    # The line stands among the months here, as in some plans; what comes after it has the times.
    assert found.columns[1].times == Times(time(13), time(16))
    assert days(found, "KS") == ["13/1", "10/2", "10/3", "14/4"]


def test_bodies_down_and_months_across():
    across = [list(row) for row in zip(*MATRIX[1:-1], strict=True)]

    found, usual = read(across, "Plan 2027"), read(MATRIX[:-1])

    assert [(one.day, found.columns[one.column].name) for one in found.meetings] == [
        (one.day, usual.columns[one.column].name) for one in usual.meetings
    ]
    assert [column.body_id for column in found.columns] == [None, None, 3, 2]


def test_whole_days_under_each_body():
    found = read([["VON", "VONAU"], ["2026-01-21", "7 januari 2026"], ["18/2", "4/2"], ["2026-03-18", "4/3"]])

    assert days(found, "VON") == ["21/1", "18/2", "18/3"]
    assert days(found, "VONAU") == ["7/1", "4/2", "4/3"]


def test_a_row_for_each_meeting():
    found = read(
        [
            ["Datum", "Tid", "Instans", "Plats"],
            ["2026-01-21", "13:00", "VON", "Ekrummet"],
            ["2026-01-07", "09:00", "VONAU", "Alen"],
            ["2026-02-18", "13:00", "VON", "Ekrummet"],
        ]
    )

    assert days(found, "VON") == ["21/1", "18/2"]
    assert found.meetings[0].times == Times(time(9))
    assert found.meetings[0].note == "Alen"


@pytest.mark.parametrize(
    "text",
    [
        "Plan 2026\nVON: 21/1, 18/2, 18/3\nVONAU: 7/1, 4/2, 4/3",
        "Plan 2026\nVON\n21 januari\n18 februari\n18 mars\nVONAU\n7 januari\n4 februari\n4 mars",
        "VON   21/1 18/2 18/3\nVONAU   7/1 4/2 4/3",
        "VON\nJanuari: 21\nFebruari: 18\nMars: 18\nVONAU\nJanuari: 7\nFebruari: 4\nMars: 4",
    ],
)
def test_a_plain_list_of_days_for_each_body(text: str):
    found = read([], text)

    assert days(found, "VON") == ["21/1", "18/2", "18/3"]
    assert days(found, "VONAU") == ["7/1", "4/2", "4/3"]
    assert [column.body_id for column in found.columns] == [3, 2]
    assert found.odd == ()


def test_the_year_that_is_chosen_holds():
    found = read(MATRIX, chosen_year=2028)

    assert {one.day.year for one in found.meetings} == {2028}


def test_a_column_of_weeks_is_no_body_and_remarks_are_told():
    rows = [
        ["Månad", "Vecka", "VON", "Anm."],
        ["Januari", "4", "21", ""],
        ["Februari", "8", "18", "sportlov v. 8"],
        ["Mars", "12", "18", ""],
    ]
    found = read(rows)

    assert [column.name for column in found.columns] == ["VON"]
    assert [(one.words, one.why) for one in found.odd] == [("sportlov v. 8", "anmärkning i planen")]


def test_a_column_of_stop_days_is_no_meeting():
    found = read([["Månad", "Manusstopp", "VON"], ["Januari", "5", "21"], ["Februari", "2", "18"], ["Mars", "2", "18"]])

    assert [(column.name, column.is_meeting, column.body_id) for column in found.columns] == [
        ("Manusstopp", False, None),
        ("VON", True, 3),
    ]


def test_what_is_no_plan_gives_nothing_but_words_about_it():
    found = read([], "Hej, här kommer planen.\nHälsningar Kim")

    assert (found.columns, found.meetings) == ((), ())
    assert len(found.odd) == 2


CELLS = [
    ("4, 25", [(1, 4), (1, 25)], []),
    ("4 25", [(1, 4), (1, 25)], []),
    ("4 och 25", [(1, 4), (1, 25)], []),
    ("4\n25", [(1, 4), (1, 25)], []),
    ("4/1-26", [(1, 4)], []),
    ("4/1 -26", [(1, 4)], []),
    ("4/1 2026", [(1, 4)], []),
    ("2026-01-04", [(1, 4)], []),
    ("4 jan", [(1, 4)], []),
    ("15 kl 13.00", [(1, 15)], []),
    ("15 kl 13-16", [(1, 15)], []),
    ("tors 15", [(1, 15)], []),
    ("15*tors", [(1, 15)], []),
    ("15 *tors", [(1, 15)], []),
    ("15 (heldag)", [(1, 15)], []),
    ("", [], []),
    ("-", [], []),
    ("uppehåll", [], []),
    ("Sommaruppehåll", [], []),
    ("4/2", [(2, 4)], ["4 februari 2026 står under januari"]),
    ("ons 15", [(1, 15)], ["15 januari 2026 är en torsdag, inte onsdag"]),
    ("32", [], ["dagen «32» finns inte i januari"]),
    ("bestäms senare", [], ["ingen dag känns igen"]),
    ("24-25", [(1, 24)], ["flera dagar i följd, 24–25: den första togs"]),
]


@pytest.mark.parametrize(("text", "expected", "odd"), CELLS)
def test_a_cell(text: str, expected: list[tuple[int, int]], odd: list[str]):
    cell = read_cell(text, 2026, 1)

    assert [(one.day.month, one.day.day) for one in cell.days] == expected
    assert cell.odd == odd


def test_a_day_of_another_year_is_told():
    cell = read_cell("4/1-22", 2026, 1)

    assert [one.day for one in cell.days] == [date(2022, 1, 4)]
    assert cell.odd == ["4 januari 2022 är ett annat år än 2026"]


def test_a_bare_number_without_a_month_is_not_guessed():
    assert read_cell("15", 2026, None).odd == ["«15» har ingen månad"]


def test_marks_notes_and_times_of_a_cell_belong_to_their_day():
    first, second = read_cell("4** kl 9.00, extra 25 kl 13.00", 2026, 1).days

    assert (first.marks, first.times, first.note) == ("**", Times(time(9)), "")
    assert (second.marks, second.times, second.note) == ("", Times(time(13)), "extra")


@pytest.mark.parametrize(
    ("words", "month"), [("Mars", 3), ("JAN", 1), ("sept", 9), ("maj 2026", 5), ("Marstrand", None), ("", None)]
)
def test_a_month_is_known_by_its_name(words: str, month: int | None):
    assert month_of(words) == month


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("KSAU, tisdagar kl 13.00", "KSAU"),
        ("VON (torsdag 09:00-12:00)", "VON"),
        ("Vård- och omsorg", "Vård- och omsorg"),
    ],
)
def test_the_name_of_a_heading(words: str, name: str):
    assert without_times(words) == name
