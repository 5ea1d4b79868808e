"""What the page Idag reads: meetings and their work, answers that are owed, the gate's cases, those opened lately."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.operations.demo import fill_demo
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import CaseStage, Secrecy
from nemndsekr.rules.planning.today import gate
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import find_case
from nemndsekr.store.today_rows import read_today
from tests.store.conftest import NOW

TODAY = date(2026, 2, 19)
SKOLSKJUTS, SKOLFRANVARO = "BUN-2026-0412", "BUN-2024-0933"


@pytest.fixture
def filled(store: Store) -> Store:
    """The exercise cases."""
    fill_demo(store, "kim", NOW)
    return store


def case_id(store: Store, dnr: str) -> int:
    found = find_case(store, dnr)
    assert found is not None
    return found.stored_id


def owed(store: Store, dnr: str) -> list[tuple[date, str, bool]]:
    wanted = case_id(store, dnr)
    answers = [one for watch in read_today(store.folder, TODAY).watches for one in watch.answers]
    return [(one.day, one.occasion, one.begun) for one in answers if one.case_id == wanted]


def test_the_plan_is_the_same_as_the_planning_pages_for_the_days_round_today(filled: Store):
    (watch,) = read_today(filled.folder, TODAY).watches

    whole = planning_facts(filled, watch.plan.namnd_id)
    near = [one for one in whole.meetings if date(2025, 12, 21) <= one.day <= date(2026, 9, 7)]
    assert list(watch.plan.meetings) == near
    assert (watch.plan.bodies, watch.plan.rules) == (whole.bodies, whole.rules)


def test_the_gates_cases_come_with_how_far_they_are(filled: Store):
    found = gate(read_today(filled.folder, TODAY), TODAY)

    assert found is not None
    assert found.words == "Före beredningen 25 februari"
    assert [(one.title, one.finished, one.total) for one in found.cases] == [
        ("Granskning av skolfrånvaro", 5, 5),
        ("Granskning av skolskjuts", 4, 7),
    ]


def test_cases_opened_lately_stand_newest_first_and_secret_ones_say_nothing(filled: Store):
    wanted = case_id(filled, SKOLFRANVARO)
    with filled.step("satte sekretess", "kim", NOW) as step:
        step.get(Case, wanted).secrecy = Secrecy.hela

    opened = read_today(filled.folder, TODAY).opened

    assert [one.dnr for one in opened[:3]] == [SKOLSKJUTS, "BUN-2026-0431", SKOLFRANVARO]
    assert opened[2].title == "Ärende med sekretess"


def test_a_case_is_noted_as_opened_without_any_step_or_version(filled: Store):
    wanted = case_id(filled, "BUN-2026-0377")
    before = filled.raw.execute("SELECT version FROM cases WHERE id = ?", (wanted,)).fetchone()
    names = filled.undo_names()

    filled.note_opened(wanted, NOW)

    assert read_today(filled.folder, TODAY).opened[0].case_id == wanted
    assert filled.raw.execute("SELECT version FROM cases WHERE id = ?", (wanted,)).fetchone() == before
    assert filled.undo_names() == names


def test_the_newest_reply_day_counts_and_none_once_the_answer_is_sent(filled: Store):
    wanted = case_id(filled, SKOLSKJUTS)
    assert (date(2026, 3, 31), "forsta", True) in owed(filled, SKOLSKJUTS)

    with filled.step("fick anstånd", "kim", NOW) as step:
        first = next(one for one in step.all(ReplyDay, case_id=wanted) if one.occasion == "forsta")
        step.add(ReplyDay(case_id=wanted, to_whom=first.to_whom, words="30 april 2026", latest=date(2026, 4, 30)))
    assert [one[0] for one in owed(filled, SKOLSKJUTS) if one[1] == "forsta"] == [date(2026, 4, 30)]

    with filled.step("skickade svaret", "kim", NOW) as step:
        step.get(Case, wanted).stage = CaseStage.expedierat
    assert not [one for one in owed(filled, SKOLSKJUTS) if one[1] == "forsta"]


def test_the_second_answer_is_owed_after_the_first_is_sent(filled: Store):
    assert (date(2026, 3, 27), "uppfoljande", True) in owed(filled, SKOLFRANVARO)

    wanted = case_id(filled, SKOLFRANVARO)
    with filled.step("avslutade", "kim", NOW) as step:
        step.get(Case, wanted).stage = CaseStage.avslutat
    assert owed(filled, SKOLFRANVARO) == []


def test_a_case_in_the_bin_is_nowhere(filled: Store):
    wanted = case_id(filled, SKOLSKJUTS)
    with filled.step("tog bort ärendet", "kim", NOW) as step:
        step.get(Case, wanted).removed_at = NOW

    facts = read_today(filled.folder, TODAY)

    found = gate(facts, TODAY)
    assert found is not None
    assert [one.dnr for one in found.cases] == [SKOLFRANVARO]
    assert owed(filled, SKOLFRANVARO)
    assert SKOLSKJUTS not in [one.dnr for one in facts.opened]


def test_an_empty_database_has_nothing(store: Store):
    facts = read_today(store.folder, TODAY)

    assert (facts.watches, facts.opened, facts.has_meetings) == ((), (), False)
