"""What a case still wants before its meeting, in one line."""

from __future__ import annotations

from nemndsekr.records.choices import CaseStage, Secrecy
from nemndsekr.rules.planning.gate import lack_of
from tests.rules.checks.cases import case_file, section

WORDS = "Barnet Kim Ek får plats enligt [Här anger du skola]."


def lacking(secrecy: Secrecy):
    return lack_of(case_file({"stage": CaseStage.till_namnd, "secrecy": secrecy}, sections=[section(WORDS)]))


def test_the_weightiest_of_what_is_amiss_is_said_with_how_many_more_there_are():
    lack = lacking(Secrecy.ingen)

    assert lack.words == "Förslag till beslut saknas"
    assert (lack.more, lack.table) == (1, "decision_points")


def test_of_a_secret_case_it_is_said_that_something_is_amiss_and_not_what():
    lack = lacking(Secrecy.hela)

    assert lack.words == "Ett säkert påpekande"
    assert (lack.more, lack.table) == (1, "decision_points")
