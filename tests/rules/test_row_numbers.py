"""What is called by its number is called as the lists show it, whatever holes there are among the stored places."""

from __future__ import annotations

from nemndsekr.rules.checks.places import place_in_words
from nemndsekr.rules.row_numbers import row_number
from tests.rules.checks.cases import case_file, found, points, question, satser

TASKS = ("Hamnkontoret uppdras måla bojarna", "Hamnkontoret uppdras att laga bryggan")


def test_a_hole_among_the_places_does_not_show_in_the_numbers():
    clauses, asked, decided = satser(*TASKS)[1:], question(position=4), points("Ett.", "Två.")[1:]
    file = case_file(attsatser=clauses, questions=[asked], decision_points=decided)

    assert [row_number(file, row) for row in (clauses[0], asked, decided[0])] == [1, 1, 1]


def test_opening_words_are_no_point_unless_they_stand_alone():
    opening, first, second = points("Nämnden beslutar", "Ett.", "Två.")
    opening.lead_in = True
    file = case_file(decision_points=[opening, first, second])

    assert [row_number(file, row) for row in (opening, first, second)] == [1, 1, 2]


def test_a_check_names_the_att_sats_by_the_number_in_the_list():
    clauses = satser("Hamnkontoret lagar bryggan", *TASKS)[1:]
    file = case_file(attsatser=clauses)

    (remark,) = found(file, "attsatser")
    assert remark.text == "Att-sats 1: saknas ett «att»?"
    assert place_in_words(file, remark) == "att-sats 1"
