"""«Inget planerat»: what has a time but no meeting, what to do about it, and that it goes when it has one."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.hang_times import hang_times
from nemndsekr.operations.unplanned_list import unplanned_list
from nemndsekr.records.case import Case
from nemndsekr.records.choices import Precision, Secrecy
from nemndsekr.records.measure import Measure, Promise, ReportBack
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.planning.unplanned import UnplannedLine
from nemndsekr.store.database import Store
from nemndsekr.store.queries import find_case
from tests.store.conftest import NOW

TODAY = date(2026, 2, 19)
SIMNING = "BUN-2026-0402"


@pytest.fixture
def filled(store: Store) -> Store:
    """The exercise cases, with report-backs to a month's meeting and to a year without plan."""
    fill_demo(store, "kim", NOW)
    with store.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        for words, first, last in (
            ("nämnd april", date(2026, 4, 1), date(2026, 4, 30)),
            ("nämnd juni 2031", date(2031, 6, 1), date(2031, 6, 30)),
        ):
            step.add(
                ReportBack(
                    case_id=measure.case_id, measure_id=measure.stored_id, words=words, earliest=first, latest=last,
                    precision=Precision.sammantrade,
                )
            )  # fmt: skip
    return store


def line(store: Store, when: str) -> UnplannedLine:
    return next(one for one in unplanned_list(store, TODAY) if one.when == when)


def case_lines(store: Store) -> list[str]:
    return [one.what.dnr for one in unplanned_list(store, TODAY) if one.kind == "Ärende utan kedja"]


def test_a_report_back_tells_the_meeting_that_it_means(filled: Store):
    found = line(filled, "nämnd april")

    assert (found.kind, found.to_do, found.can_hang) == ("Återrapportering", "Lägg på 23 april 2026", True)


def test_a_promise_without_report_back_is_told_of_and_leads_to_its_measure(filled: Store):
    with filled.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        own = Measure(case_id=measure.case_id, text="Ny rutin för skolskjuts")
        step.add(own)
        for words, first, last, precision in (
            ("mars 2026", date(2026, 3, 1), date(2026, 3, 31), Precision.manad),
            ("15 september 2026", date(2026, 9, 15), date(2026, 9, 15), Precision.dag),
        ):
            step.add(
                Promise(
                    case_id=own.case_id, measure_id=own.stored_id, words=words, earliest=first, latest=last,
                    precision=precision,
                )
            )  # fmt: skip
    uid = own.uid

    found = line(filled, "15 september 2026")

    assert (found.kind, found.to_do, found.can_hang) == ("Löfte", "Hänger inte på något sammanträde", False)
    assert (found.what.owner, found.what.row_uid) == ("measures", uid)
    assert "mars 2026" not in [one.when for one in unplanned_list(filled, TODAY)], "only the newest promise holds"

    with filled.step("återrapporterar", "kim", NOW) as step:
        step.add(ReportBack(case_id=own.case_id, measure_id=own.stored_id, words="", latest=date(2026, 9, 15)))
    assert [one.kind for one in unplanned_list(filled, TODAY) if one.what.row_uid == uid] == ["Återrapportering"]


def test_a_promise_said_by_its_meeting_is_put_there_with_the_others(filled: Store):
    with filled.step("lovade", "kim", NOW) as step:
        measure = next(one for one in step.all(Measure) if one.state == "pagar")
        own = Measure(case_id=measure.case_id, text="Ny rutin för skolskjuts")
        step.add(own)
        step.add(
            Promise(
                case_id=own.case_id, measure_id=own.stored_id, words="nämnd maj", earliest=date(2026, 5, 1),
                latest=date(2026, 5, 31), precision=Precision.sammantrade,
            )
        )  # fmt: skip

    assert (line(filled, "nämnd maj").kind, line(filled, "nämnd maj").can_hang) == ("Löfte", True)
    hang_times(filled, None, "kim", NOW)
    assert "nämnd maj" not in [one.when for one in unplanned_list(filled, TODAY)]


def test_one_beyond_the_plan_has_a_provisional_day(filled: Store):
    found = line(filled, "nämnd juni 2031")

    assert found.to_do.startswith("Planen för 2031 saknas. Preliminärt ")
    assert not found.can_hang


def test_what_is_put_on_its_meeting_leaves_the_list_and_comes_back_when_that_is_undone(filled: Store):
    hang_times(filled, None, "kim", NOW)
    left = {one.when for one in unplanned_list(filled, TODAY)}
    assert "nämnd april" not in left
    assert "nämnd juni 2031" in left

    filled.undo(NOW)
    assert line(filled, "nämnd april").can_hang


def test_an_open_case_with_a_reply_day_is_listed_until_it_has_a_meeting(filled: Store):
    assert SIMNING in case_lines(filled)
    case = find_case(filled, SIMNING)
    assert case is not None

    with filled.step("planerade", "kim", NOW) as step:
        step.add(PlanStep(case_id=case.stored_id, day=date(2026, 5, 21)))

    assert SIMNING not in case_lines(filled)


def test_a_case_that_is_secret_says_nothing_of_its_text(filled: Store):
    found = line(filled, "nämnd april")
    with filled.step("satte sekretess", "kim", NOW) as step:
        step.get(Case, found.what.case_id).secrecy = Secrecy.hela

    secret = next(one for one in unplanned_list(filled, TODAY) if one.key == found.key)
    assert (secret.what.title, secret.what.text, secret.when) == ("Ärende med sekretess", "", "30 april 2026")
    assert "nämnd april" not in f"{secret.what.words} {secret.when}"
    assert (secret.can_hang, secret.late) == (found.can_hang, found.late)


def test_the_lines_come_by_day_with_those_without_any_last(filled: Store):
    days = [one.what.latest for one in unplanned_list(filled, TODAY)]

    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated
