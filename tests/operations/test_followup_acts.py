"""Changing many measures, noting what was reported back, logging reminders: one step each, undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from nemndsekr.operations.change_measures import MeasureChange, change_measures
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.followup import (
    ahead,
    balance_list,
    coming_meetings,
    log_reminders,
    mark_reported,
    unanswered_initiatives,
)
from nemndsekr.records.choices import AnswerEventKind, MeasureState
from nemndsekr.records.measure import Measure, MeasureReport, Promise, ReportBack
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.records.recommendation import AnswerEvent
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.followup import MeasureFilter, followed_measures
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.store.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def demo(data_folder: DataFolder):
    from nemndsekr.operations.demo import fill_demo

    store = open_store(data_folder, NOW)
    fill_demo(store, "kim", NOW)
    yield store
    store.close()


def ids(store: Store, *words: str) -> list[int]:
    found = followed_measures(store, MeasureFilter(which="all", today=TODAY)).measures
    return [measure.id for word in words for measure in found if measure.text.startswith(word)]


def rows(store: Store, table: Any) -> list[dict[str, object]]:
    with store.session() as session:
        return [
            {key: value for key, value in row.model_dump().items() if key != "version"}
            for row in session.scalars(select(table).order_by(table.id))
        ]


def everything(store: Store) -> list[list[dict[str, object]]]:
    return [rows(store, table) for table in (Measure, MeasureReport, Promise, ReportBack, Assignment, AnswerEvent)]


def undone_and_done_again(store: Store, act: Callable[[], object]) -> None:
    before = everything(store)
    act()
    after = everything(store)
    assert after != before
    undo(store, NOW)
    assert everything(store) == before
    redo(store, NOW)
    assert everything(store) == after


def test_many_measures_are_changed_in_one_step(demo: Store):
    chosen = ids(demo, "Ny mall", "Gemensam rutin", "Delegationsordningen")
    meeting = coming_meetings(demo, TODAY)[0]
    change = MeasureChange(
        state=MeasureState.pagar, responsible="Karin Ljungdahl", words="hösten 2026", reason="Ny chef",
        granted_by="Nämnden", meeting_id=meeting.id, happened="Utkast finns",
    )  # fmt: skip

    undone_and_done_again(demo, lambda: change_measures(demo, chosen, change, "kim", NOW))

    assert demo.undo_names()[0] == "ändrade 3 åtgärder"
    for measure in followed_measures(demo, MeasureFilter(which="all", today=TODAY)).measures:
        if measure.id in chosen:
            assert (measure.state, measure.responsible) == (MeasureState.pagar, "Karin Ljungdahl")
            assert (measure.promises[-1].words, measure.promises[-1].reason) == ("hösten 2026", "Ny chef")
            assert len(measure.promises) >= 2, "the first promise stays"
            assert [report.meeting_day for report in measure.reports if report.done_on is None] == [date(2026, 2, 19)]
            assert measure.history[-1].text == "Utkast finns"


def test_what_is_not_changed_stays_as_it_is(demo: Store):
    [chosen] = ids(demo, "Gemensam rutin")
    before = followed_measures(demo, MeasureFilter(which="late", today=TODAY)).measures[0]

    changes = change_measures(demo, [chosen], MeasureChange(responsible="Bo Al"), "kim", NOW)

    after = followed_measures(demo, MeasureFilter(which="late", today=TODAY)).measures[0]
    assert after == before._replace(responsible="Bo Al")
    assert (changes.name, set(changes.tables)) == ("ändrade en åtgärd", {"measures"})


def test_a_done_measure_has_its_day_and_evidence_and_one_begun_again_has_none(demo: Store):
    [chosen] = ids(demo, "Gemensam rutin")
    done = MeasureChange(state=MeasureState.genomford, done_on=date(2026, 2, 10), evidence="Rutin 2026-02-10")
    change_measures(demo, [chosen], done, "kim", NOW)
    with demo.session() as session:
        row = session.get(Measure, chosen)
        assert row is not None
        assert (row.done_on, row.evidence) == (date(2026, 2, 10), "Rutin 2026-02-10")

    change_measures(demo, [chosen], MeasureChange(state=MeasureState.pagar), "kim", NOW)
    with demo.session() as session:
        row = session.get(Measure, chosen)
        assert row is not None
        assert row.done_on is None


def test_a_time_is_not_moved_without_a_reason_and_nothing_is_half_done(demo: Store):
    chosen = ids(demo, "Avtalsmöte", "Gemensam rutin", "Ny mall")
    before = everything(demo)

    with pytest.raises(UserError, match="Skriv varför tiden flyttas"):
        change_measures(demo, chosen, MeasureChange(state=MeasureState.pagar, words="juni 2027"), "kim", NOW)

    assert everything(demo) == before


def test_a_change_of_nothing_is_answered(demo: Store):
    with pytest.raises(UserError, match="inget att ändra"):
        change_measures(demo, ids(demo, "Ny mall"), MeasureChange(), "kim", NOW)


def test_what_was_reported_back_leaves_the_balanslista(demo: Store):
    lines = [line for line in balance_list(demo, TODAY) if line.case.name == "Skolfrånvaro"]

    undone_and_done_again(demo, lambda: mark_reported(demo, lines, TODAY, "kim", NOW))

    assert demo.undo_names()[0] == f"noterade {len(lines)} återrapporteringar"
    assert not [line for line in balance_list(demo, TODAY) if line.case.name == "Skolfrånvaro"]


def test_an_assignment_without_report_back_is_finished(demo: Store):
    [line] = [line for line in balance_list(demo, TODAY) if line.text.startswith("Redovisa vad paviljongerna")]
    assert (line.report_id, line.state) == (0, "Sen 50 dagar")

    mark_reported(demo, [line], date(2026, 2, 18), "kim", NOW)

    assert line.text not in [each.text for each in balance_list(demo, TODAY)]


def test_reminders_are_logged_in_one_step_for_recommendations_and_assessments(demo: Store):
    owed = owed_answers(demo, TODAY)
    assert {each.table for each in owed} == {"recommendations", "audit_questions"}

    undone_and_done_again(demo, lambda: log_reminders(demo, owed, "kim", NOW))

    assert demo.undo_names()[0] == "noterade en påminnelse"
    last = {(each.table, each.row_id): each.last for each in owed_answers(demo, TODAY)}
    assert all(event is not None and event.kind == AnswerEventKind.paminnt for event in last.values())


def test_nothing_chosen_is_answered_in_words(demo: Store):
    with pytest.raises(UserError, match="Ingen rad är vald"):
        mark_reported(demo, [], TODAY, "kim", NOW)
    with pytest.raises(UserError, match="inget att påminna om"):
        log_reminders(demo, [], "kim", NOW)


def test_the_yearly_account_shows_what_was_unanswered_then(demo: Store):
    today = [line.title for line in unanswered_initiatives(demo, TODAY, TODAY)]
    then = [line.title for line in unanswered_initiatives(demo, date(2025, 10, 31), TODAY)]

    assert today == ["Nämndinitiativ om trygg skolväg", "Nämndinitiativ om läxhjälp på fritidshem"]
    assert then == ["Nämndinitiativ om mobilfria lektioner"]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 2, 19), date(2026, 8, 19)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_six_months_ahead_is_the_same_day_or_the_month_s_last(today, last):
    assert ahead(today) == last
