"""The watch: what comes next, what is late, when to begin, and which meeting is the next gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.facts import Closed, PlanningFacts, StepRule, days_closed
from nemndsekr.rules.planning.today import (
    FollowupCounts,
    GateCase,
    Lack,
    TodayFacts,
    count_rows,
    gate,
    gate_rows,
    groups,
    is_empty,
)
from nemndsekr.rules.planning.watch import (
    Mark,
    MeetingWork,
    WatchedAnswer,
    WatchFacts,
    WatchRow,
    next_gate,
    start_day,
    watched,
)
from tests.rules.planning.seedyear import SPRING

TODAY = date(2025, 2, 20)
BEREDNING = 12  # the meeting of 26 February


def facts(
    *answers: WatchedAnswer,
    work: dict[int, MeetingWork] | None = None,
    cases: int = 0,
    rules: tuple[StepRule, ...] = (),
) -> WatchFacts:
    meetings = tuple(one._replace(cases=cases) for one in SPRING.meetings)
    return WatchFacts(replace(SPRING, meetings=meetings, rules=SPRING.rules + rules), work or {}, answers)


def answer(day: date, *, begun: bool = True, occasion: str = "forsta") -> WatchedAnswer:
    return WatchedAnswer(7, "ASN-2024-7", "Granskning av lokaler", "revisorerna", day, occasion, begun)


def named(rows: list[WatchRow], name: str) -> WatchRow:
    return next(row for row in rows if row.name == name)


def test_a_dispatch_that_goes_by_the_planned_justering_says_so_and_not_the_days_of_the_rule():
    shown = facts(cases=2)
    planned = tuple(one._replace(justering_on=date(2025, 3, 10)) for one in shown.plan.meetings if one.id == 31)
    rows = watched(replace(shown, plan=replace(shown.plan, meetings=planned)), TODAY)

    sent = named(rows, "Expediera besluten från nämnden 27 februari")
    assert sent.day == date(2025, 3, 11)
    assert sent.note == "Senast · första arbetsdagen efter justeringen mån 10 mars"


def test_meetings_stoppdagar_and_dispatch_come_in_the_order_of_their_days():
    rows = watched(facts(cases=4), TODAY)

    assert [(row.day.isoformat(), row.name, row.mark) for row in rows[:4]] == [
        ("2025-02-26", "Beredning", Mark.EVENT),
        ("2025-02-27", "Nämnd", Mark.EVENT),
        ("2025-03-06", "Arbetsutskott", Mark.EVENT),
        ("2025-03-13", "Expediera besluten från nämnden 27 februari", Mark.QUIET),
    ]
    assert rows[0].note == "Om 4 arbetsdagar"
    assert rows[0].tail == "4 ärenden"
    assert named(rows, "Stoppdag till beredningen 2 april").day == date(2025, 3, 21)
    assert [row.day for row in rows] == sorted(row.day for row in rows)


@pytest.mark.parametrize(("without_text", "told"), [(0, []), (1, ["1 ärende"]), (3, ["3 ärenden"])])
def test_a_stoppdag_that_has_passed_is_late_only_where_a_case_has_no_text(without_text: int, told: list[str]):
    rows = watched(facts(work={BEREDNING: MeetingWork(without_text)}, cases=4), TODAY)

    late = [(row.day, row.note) for row in rows if row.mark == Mark.LATE]
    assert late == [(date(2025, 2, 14), f"Passerad: {words} saknar underlag") for words in told]


def test_decisions_that_should_have_been_sent_are_late_until_they_are():
    held = next(one for one in SPRING.meetings if one.day == date(2025, 1, 30)).id or 0

    assert not [row for row in watched(facts(cases=2), TODAY) if row.mark == Mark.LATE]
    rows = watched(facts(cases=2, work={held: MeetingWork(0, 2)}), TODAY)

    late = named(rows, "Expediera besluten från nämnden 30 januari")
    assert (late.mark, late.note) == (Mark.LATE, "Passerad: 2 beslut är inte expedierade")


def test_a_meeting_that_is_cancelled_is_told_only_where_its_cases_need_another():
    plan = facts(cases=3).plan
    cancelled = tuple(
        one._replace(status=MeetingStatus.installd) if one.day == date(2025, 3, 20) else one for one in plan.meetings
    )

    rows = watched(WatchFacts(replace(plan, meetings=cancelled)), TODAY)

    row = next(row for row in rows if row.day == date(2025, 3, 20))
    assert (row.mark, row.note) == (Mark.LATE, "Inställt: 3 ärenden behöver en ny dag")


def test_a_step_of_the_namnds_own_has_its_own_name_and_hangs_on_another_step():
    own = StepRule("chef", ChainStepKind.chefsgodkannande, "Godkännande", None, "inlamning", -2, who="Chefen")
    rows = watched(facts(cases=1, rules=(own,)), TODAY)

    row = named(rows, "Godkännande: beredningen 2 april")
    assert (row.day, row.note) == (date(2025, 3, 19), "Chefen")


@pytest.mark.parametrize(
    ("days", "mark", "note"),
    [
        (-3, Mark.LATE, "Granskning av lokaler · passerade för 3 arbetsdagar sedan"),
        (-60, Mark.LATE, "Granskning av lokaler · passerade 22 december 2024"),
        (0, Mark.DUE, "Granskning av lokaler · i dag"),
        (39, Mark.DUE, "Granskning av lokaler · 27 arbetsdagar kvar"),
    ],
)
def test_an_answer_is_due_until_its_day_and_late_after_it(days: int, mark: Mark, note: str):
    row = named(watched(facts(answer(TODAY + timedelta(days=days))), TODAY), "Svar till revisorerna")

    assert (row.mark, row.note, row.tail, row.case_id) == (mark, note, "ASN-2024-7", 7)


def test_what_is_not_begun_is_told_from_its_start_day_on():
    due = date(2025, 5, 30)  # twelve weeks before is 7 March
    later = answer(due, begun=False, occasion="uppfoljande")

    before = watched(facts(answer(date(2025, 3, 3)), later), TODAY)
    row = named(before, "Börja med uppföljande yttrande till revisorerna")
    assert (row.day, row.mark) == (date(2025, 3, 7), Mark.QUIET)

    after = watched(facts(answer(date(2025, 3, 20)), later), date(2025, 3, 10))
    assert named(after, "Börja med uppföljande yttrande till revisorerna").mark == Mark.START

    begun = watched(facts(answer(date(2025, 3, 20)), answer(due)), date(2025, 3, 10))
    assert not [row for row in begun if row.name.startswith("Börja")]


def test_the_next_reply_day_is_told_however_far_away_it_is():
    rows = watched(facts(answer(date(2025, 9, 30))), TODAY)

    assert [row.day for row in rows if row.case_id] == [date(2025, 9, 30)]


@pytest.mark.parametrize(
    ("due", "weeks", "begins"),
    [
        (date(2025, 7, 10), 12, date(2025, 4, 17)),
        pytest.param(date(2025, 7, 11), 12, date(2025, 4, 17), id="long Friday: the working day before"),
        pytest.param(date(2025, 3, 31), 12, date(2025, 1, 3), id="Epiphany: the Friday before"),
        pytest.param(date(2025, 9, 25), 8, date(2025, 7, 11), id="before the summer's own break, not after it"),
    ],
)
def test_the_day_to_begin_is_so_many_weeks_before_or_the_last_working_day_before_that(due, weeks, begins):
    closed = (Closed("Sommar", date(2025, 7, 14), date(2025, 8, 8)),)
    whole = replace(SPRING, lead_weeks=weeks, closed=closed, closed_days=days_closed(closed))

    assert start_day(whole, due) == begins


def test_the_next_gate_is_a_meeting_with_cases_and_todays_own_only_where_there_is_no_other():
    assert next_gate(facts(), TODAY) is None
    gate_day = next_gate(facts(cases=1), date(2025, 2, 26))
    assert gate_day is not None
    assert gate_day.day == date(2025, 2, 27)
    last = next_gate(facts(cases=1), date(2025, 6, 19))
    assert last is not None
    assert last.day == date(2025, 6, 19)


# --- the page -------------------------------------------------------------------------------------------------------


def test_what_is_late_stands_first_and_the_rest_by_day_week_and_month():
    whole = TodayFacts((facts(answer(date(2025, 2, 10)), answer(date(2025, 3, 31)), cases=4),))

    assert [one.heading for one in groups(whole, TODAY)] == ["Sent", "Nästa vecka, v. 9", "Mars", "April"]
    assert [one.heading for one in groups(whole, date(2025, 2, 26))][:3] == ["Sent", "I dag", "Denna vecka, v. 9"]


def test_the_gate_names_its_meeting_and_its_cases_the_ready_ones_last():
    cases = (GateCase(1, "A-1", "Avtal", "till_beredning", 2, 2), GateCase(2, "A-2", "Buller", "under_arbete", 1, 3))
    whole = TodayFacts((facts(cases=2),), {BEREDNING: cases})

    found = gate(whole, TODAY)

    assert found is not None
    assert (found.words, found.cases) == ("Före beredningen 26 februari", cases)
    assert [row.words for row in gate_rows(cases, {})] == ["Kontrolleras …", "Kontrolleras …"]
    lacks = {1: Lack(), 2: Lack("Rekommendation 3 saknar effekt", 2, "recommendations", "u", "expected_effect")}
    rows = gate_rows(cases, lacks)
    assert [(row.case.title, row.words, row.ready) for row in rows] == [
        ("Buller", "Rekommendation 3 saknar effekt och 2 till", False),
        ("Avtal", "Klart", True),
    ]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (GateCase(1, "", "Avtal", "under_arbete", 0, 0, written=False), "Underlag saknas"),
        (GateCase(1, "", "Avtal", "inkommet", 0, 4), "Underlag saknas"),
        (GateCase(1, "", "Avtal", "under_arbete", 2, 4), "2 av 4 klara"),
        (GateCase(1, "", "Avtal", "till_au", 4, 4), "Klart"),
    ],
)
def test_a_case_without_remarks_tells_how_far_it_has_come(case: GateCase, words: str):
    assert gate_rows([case], {1: Lack()})[0].words == words


def test_the_follow_up_is_told_in_lines_with_the_late_ones_marked():
    rows = count_rows(FollowupCounts(2, 1, 0, 3), TODAY)

    assert [(row.words, row.late) for row in rows] == [
        ("2 åtgärder är sena", True),
        ("1 åtgärd ska vara klar i februari", False),
        ("3 på balanslistan i februari", False),
    ]
    assert count_rows(FollowupCounts(), TODAY) == []


def test_the_page_is_empty_only_without_meetings_and_answers():
    assert is_empty(TodayFacts(), TODAY)
    assert not is_empty(TodayFacts(has_meetings=True), TODAY)
    assert not is_empty(TodayFacts((WatchFacts(PlanningFacts(), {}, (answer(TODAY),)),)), TODAY)
