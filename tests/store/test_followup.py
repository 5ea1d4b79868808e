"""What is followed up over all cases, asked of the exercise cases and of cases made for the question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.operations.measures import add_measure, promise_time
from nemndsekr.records.choices import MeasureState, WhoseDate
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.lateness import measure_lateness
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.followed_initiatives import all_attsatser, followed_initiatives
from nemndsekr.store.followup import (
    MeasureFilter,
    audits_in_picture,
    filter_choices,
    followed_measures,
    late_measures,
    measures_to_report,
    open_assignments,
)
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.support.paths import DataFolder
from tests.rows import add_record
from tests.store.conftest import NOW

TODAY = NOW.date()
SOON = MeasureFilter(today=TODAY, until=date(2026, 8, 19))
ALL = MeasureFilter(which="all", today=TODAY)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(DataFolder(tmp_path_factory.mktemp("demo")), NOW)
    fill_demo(store, "kim", NOW)
    yield store
    store.close()


def texts(store: Store, wanted: MeasureFilter) -> list[str]:
    return [measure.text for measure in followed_measures(store, wanted).measures]


def test_the_late_stand_first_and_then_those_due_within_six_months(demo: Store):
    page = followed_measures(demo, SOON)

    assert page.total == 22
    assert [measure.text for measure in page.measures][:3] == [
        "Gemensam rutin för frånvaroanmälan",
        "Lokalresursplan med tioårsprognos",
        "Utbilda rektorer i orsaksutredning",
    ]
    assert all(measure.state in (MeasureState.planerad, MeasureState.pagar) for measure in page.measures)


def test_late_is_the_same_to_the_database_and_to_the_rule(demo: Store):
    every = followed_measures(demo, ALL).measures
    by_rule = {
        measure.text
        for measure in every
        if measure_lateness(measure.state, measure.done_on, measure.promises, TODAY).is_late
    }

    assert set(texts(demo, MeasureFilter(which="late", today=TODAY))) == by_rule
    assert late_measures(demo, TODAY) == len(by_rule) == 2


def test_a_measure_carries_what_it_answers_its_times_its_reports_and_its_history(demo: Store):
    [found] = followed_measures(demo, ALL._replace(words="gemensam rutin")).measures

    assert [answer.label for answer in found.answers] == ["R4"]
    assert [promise.words for promise in found.promises] == ["augusti 2025", "december 2025"]
    assert [(report.body, report.meeting_day) for report in found.reports] == [("Nämnd", date(2026, 3, 19))]
    assert (found.case.dnr, found.case.year, found.case.name) == ("BUN-2024-0933", 2024, "Skolfrånvaro")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ALL._replace(words="håll"), 2),
        (ALL._replace(words="HÅLLPLATSER"), 2),
        (ALL._replace(words="BUN-2023-0588"), 5),
        (ALL._replace(words="haddad enkät"), 1),
        (ALL._replace(words="100 %"), 0),
        (ALL._replace(responsible="Karin Ljungdahl"), 5),
        (ALL._replace(state="utgar"), 1),
        (ALL._replace(responsible="Omar Haddad", state="genomford"), 3),
        (MeasureFilter(which="undated", today=TODAY), 0),
    ],
)
def test_filters_go_together(demo: Store, wanted: MeasureFilter, found: int):
    page = followed_measures(demo, wanted)

    assert len(page.measures) == page.matching == found


def test_what_has_a_day_of_another_body_is_not_listed_as_undated(store: Store, case_id: int, who: str):
    with store.step("svarade", who, NOW) as step:
        row = step.add(Recommendation(case_id=case_id, text="Lys upp hållplatserna."))
    for text, whose, words in (
        ("Belysning", WhoseDate.annan_namnd, "oktober 2026"),
        ("Staket", WhoseDate.egen, "maj 2026"),
        ("Skyltar", WhoseDate.egen, "så snart som möjligt"),
        ("Kartor", WhoseDate.egen, ""),
    ):
        add_measure(store, row.stored_id, text, who, NOW, words=words)
        measure = max(followed_measures(store, ALL).measures, key=lambda one: one.id)
        if whose != WhoseDate.egen:
            with store.step("ändrade", who, NOW) as step:
                step.all(Promise, measure_id=measure.id)[0].whose = whose

    undated = followed_measures(store, MeasureFilter(which="undated", today=TODAY))

    assert [one.text for one in undated.measures] == ["Skyltar", "Kartor"]


def test_a_list_is_bounded_and_still_tells_how_many_there_are(demo: Store):
    page = followed_measures(demo, ALL, limit=5)

    assert (len(page.measures), page.matching, page.total) == (5, 22, 22)


def test_what_can_be_chosen_is_what_there_is(demo: Store):
    choices = filter_choices(demo)

    assert "Karin Ljungdahl" in choices.responsible
    assert {case.name for case in choices.cases} == {"Skolskjuts", "Skolfrånvaro", "Lokalförsörjning"}


def test_the_picture_has_every_audit_with_recommendations_of_ours_the_oldest_first(demo: Store):
    audits, total = audits_in_picture(demo)

    assert [audit.case.year for audit in audits] == [2023, 2024, 2024, 2026]
    assert total == 4
    assert [answered.label for answered in audits[1].asked] == ["R1"]


def test_the_picture_of_many_audits_holds_the_newest(demo: Store):
    audits, total = audits_in_picture(demo, limit=2)

    assert [audit.case.name for audit in audits] == ["Skolfrånvaro", "Skolskjuts"]
    assert total == 4


def test_open_assignments_and_what_is_to_be_reported(demo: Store):
    assert {task.case.name for task in open_assignments(demo)} == {"Mobilfria lektioner", "Lokalförsörjning"}
    assert all(any(report.done_on is None for report in measure.reports) for measure in measures_to_report(demo))


def test_owed_answers_tell_who_and_what_lacks(demo: Store):
    found = {(each.table, each.no): each for each in owed_answers(demo, TODAY)}

    third = found["recommendations", 3]
    assert (third.who, third.lacks, third.due_on) == ("Peter Sandqvist", ("Effekt",), date(2026, 2, 13))
    assert (third.meeting, third.meeting_day) == ("beredningen", date(2026, 2, 25))
    assert third.last is not None
    assert third.last.on == date(2026, 2, 16)
    assert {each.case.name for each in found.values()} == {"Skolskjuts"}


def test_a_finished_answer_is_owed_no_more(store: Store, who: str, case_id: int):
    row, _ = add_record(store, Recommendation(case_id=case_id, no=1, text="Se över."), "lade till", who, NOW)
    assert [each.no for each in owed_answers(store, TODAY)] == [1]

    edit_record(store, Recommendation, row.stored_id, {"finished": True}, who, NOW)
    assert owed_answers(store, TODAY) == []


def test_unanswered_initiatives_and_the_day_the_answered_were_answered(demo: Store):
    found = {one.case.name: one for one in followed_initiatives(demo, TODAY)}

    assert found["Mobilfria lektioner"].answered_on == date(2025, 11, 20)
    assert found["Trygg skolväg"].answered_on is None
    assert found["Trygg skolväg"].raised_on == date(2025, 12, 18)
    assert found["Trygg skolväg"].initiators == ("Henrik Bernström (C)",)


def test_attsatser_leave_in_words(demo: Store):
    first = all_attsatser(demo)[0]

    assert (first.dnr, first.no, first.outcome) == ("BUN-2025-0822", 1, "Bifall")


# --- made for the question ------------------------------------------------------------------------------------------


@pytest.fixture
def recommendation(store: Store, who: str, case_id: int) -> int:
    row, _ = add_record(store, Recommendation(case_id=case_id, no=1, text="Se över."), "lade till", who, NOW)
    return row.stored_id


def late_texts(store: Store) -> list[str]:
    return texts(store, MeasureFilter(which="late", today=TODAY))


def test_the_newest_promise_of_our_own_decides(store: Store, who: str, recommendation: int):
    measure, _ = add_measure(store, recommendation, "Rutin", who, NOW, words="2026-01-31")
    assert late_texts(store) == ["Rutin"]

    promise_time(store, measure.stored_id, "2026-12-31", who, NOW, reason="Semester")
    assert late_texts(store) == []

    other = Promise(
        case_id=measure.case_id, measure_id=measure.stored_id, position=2, whose=WhoseDate.extern,
        words="2026-01-01", latest=date(2026, 1, 1), earliest=date(2026, 1, 1),
    )  # fmt: skip
    add_record(store, other, "lade till", who, NOW)
    assert late_texts(store) == []

    own = Promise(
        case_id=measure.case_id, measure_id=measure.stored_id, position=3, words="2026-02-01",
        latest=date(2026, 2, 1), earliest=date(2026, 2, 1),
    )  # fmt: skip
    add_record(store, own, "lade till", who, NOW)
    assert late_texts(store) == ["Rutin"]


def test_a_case_in_the_bin_is_followed_up_no_more(store: Store, who: str, case_id: int, recommendation: int):
    add_measure(store, recommendation, "Rutin", who, NOW, words="2026-01-31")
    remove_case(store, case_id, who, NOW)

    assert late_texts(store) == []
    assert followed_measures(store, ALL).total == 0
    assert audits_in_picture(store) == ([], 0)
    assert owed_answers(store, TODAY) == []


def test_hundreds_of_measures_come_in_the_order_of_their_days(store: Store, who: str, case_id: int):
    days = [TODAY + timedelta(days=(number * 37) % 400 - 200) for number in range(700)]
    with store.step("fyllde på", who, NOW) as step:
        for number, day in enumerate(days):
            row = step.add(Measure(case_id=case_id, text=f"Åtgärd {number}"))
            step.add(
                Promise(case_id=case_id, measure_id=row.stored_id, words=day.isoformat(), earliest=day, latest=day)
            )

    found = followed_measures(store, ALL).measures

    assert [measure.promises[0].latest for measure in found] == sorted(days)
    assert late_measures(store, TODAY) == sum(day < TODAY for day in days)
