"""Measures: promised, put off with a reason, shared, moved, followed; every act undone and done again."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from nemndsekr.operations.add_recommendations import add_recommendations
from nemndsekr.operations.answer_log import log_answer, set_answerer
from nemndsekr.operations.case_parts import add_to_list, move_part
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.measures import (
    add_measure,
    keep_as_correction,
    move_measure,
    promise_time,
    report_to_meeting,
    set_measure_state,
    set_whose_date,
    share_measure,
    take_measure_from,
    use_effect_parts,
    write_effect_part,
)
from nemndsekr.records.audit import AuditQuestion, Demand, Finding
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.choices import AnswerEventKind, BodyKind, DemandPart, MeasureState, Precision, WhoseDate
from nemndsekr.records.measure import Measure, MeasureReport
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rows import add_record


@pytest.fixture
def rows(store, who, case_id):
    """Two recommendations, a question and a measure under the first, with its promise: their ids."""
    add_recommendations(store, case_id, ["Första", "Andra"], who, NOW)
    question, _ = add_record(store, AuditQuestion(case_id=case_id, text="Är det så?"), "lade till", who, NOW)
    first, second = load_case(store, case_id).recommendations
    measure, _ = add_measure(store, first.stored_id, "Inventera", who, NOW, words="maj 2026")
    return first.stored_id, second.stored_id, question.stored_id, measure.stored_id


def everything(store, case_id):
    file = load_case(store, case_id)
    rows = {name: [one.model_dump(exclude={"version"}) for one in getattr(file, name)] for name, _ in CASE_TABLES}
    return rows, sorted(person.name for person in file.persons.values())


def done_undone_and_done_again(store, case_id, act):
    before, name = everything(store, case_id), store.undo_names()[0]
    result = act()
    after = everything(store, case_id)
    assert after != before
    store.undo(NOW)
    assert everything(store, case_id) == before
    assert store.undo_names()[0] == name
    store.redo(NOW)
    assert everything(store, case_id) == after
    return result


ACTS = {
    "ändrade åtgärdens tidpunkt": lambda s, c, w, i: promise_time(s, i[3], "juni 2026", w, NOW),
    "rättade åtgärdens tidpunkt": lambda s, c, w, i: keep_as_correction(s, i[3], w, NOW),
    "ändrade vems datum åtgärden har": lambda s, c, w, i: set_whose_date(s, i[3], WhoseDate.extern, w, NOW),
    "kopplade åtgärden till ett svar till": lambda s, c, w, i: share_measure(s, i[3], None, w, NOW, question_id=i[2]),
    "tog bort åtgärden": lambda s, c, w, i: take_measure_from(s, i[3], i[0], w, NOW),
    "ändrade åtgärdens läge": lambda s, c, w, i: set_measure_state(s, i[3], MeasureState.genomford, w, NOW),
    "ändrade förväntad effekt": lambda s, c, w, i: write_effect_part(s, i[3], "effect_change", "Färre fel", w, NOW),
    "ändrade vem som lämnar svar": lambda s, c, w, i: set_answerer(s, AuditQuestion, i[2], "Ada Ström", w, NOW),
    "noterade en påminnelse": lambda s, c, w, i: log_answer(
        s, Recommendation, i[0], AnswerEventKind.paminnt, "Ada Ström", w, NOW
    ),
    "lade till iakttagelse": lambda s, c, w, i: add_to_list(
        s, Finding, c, {"text": "Sex beslut saknar ort", "recommendation_id": i[0]}, "lade till iakttagelse", w, NOW
    )[1],
    "flyttade rekommendation": lambda s, c, w, i: move_part(
        s, Recommendation, i[0], i[:2], 1, "flyttade rekommendation", w, NOW
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_one_named_step_that_is_undone_and_done_again(store, who, case_id, rows, name):
    if name == "rättade åtgärdens tidpunkt":
        promise_time(store, rows[3], "hösten 2026", who, NOW, given=True)
    changes = done_undone_and_done_again(store, case_id, lambda: ACTS[name](store, case_id, who, rows))
    assert changes.name == name
    assert store.undo_names()[0] == name
    assert changes.cases == {case_id}


def test_a_measure_may_answer_a_question_alone(store, who, case_id, rows):
    measure, _ = add_measure(store, None, "Skriv en plan", who, NOW, question_id=rows[2], words="våren 2026")
    file = load_case(store, case_id)
    assert [one.id for one in file.measures_of_question(rows[2])] == [measure.id]
    assert file.measures_of(rows[0])[0].id == rows[3]
    with pytest.raises(UserError):
        add_measure(store, None, "  ", who, NOW, question_id=rows[2])


def test_a_given_promise_is_followed_and_one_that_is_not_is_put_right(store, who, case_id, rows):
    promise_time(store, rows[3], "juni 2026", who, NOW)
    set_whose_date(store, rows[3], WhoseDate.annan_namnd, who, NOW)
    promise_time(store, rows[3], "hösten 2026", who, NOW, given=True, reason="Överklagat", granted_by="Nämnden § 12")
    first, second = load_case(store, case_id).promises_of(rows[3])
    assert (first.words, first.latest, second.words, second.position) == (
        "juni 2026", date(2026, 6, 30), "hösten 2026", 1,
    )  # fmt: skip
    assert (second.reason, second.granted_by, second.whose) == ("Överklagat", "Nämnden § 12", WhoseDate.annan_namnd)


def test_going_back_to_the_first_time_leaves_no_later_promise(store, who, case_id, rows):
    promise_time(store, rows[3], "hösten 2026", who, NOW, given=True)
    promise_time(store, rows[3], "maj 2026", who, NOW)
    assert [one.words for one in load_case(store, case_id).promises_of(rows[3])] == ["maj 2026"]


def test_a_slip_of_the_pen_leaves_one_promise(store, who, case_id, rows):
    promise_time(store, rows[3], "maj 2027", who, NOW, given=True)
    keep_as_correction(store, rows[3], who, NOW)
    (promise,) = load_case(store, case_id).promises_of(rows[3])
    assert (promise.words, promise.latest) == ("maj 2027", date(2027, 5, 31))


def test_a_shared_measure_is_only_let_go_of_while_others_hold_it(store, who, case_id, rows):
    first, second, question, measure = rows
    share_measure(store, measure, second, who, NOW)
    share_measure(store, measure, second, who, NOW)
    share_measure(store, measure, None, who, NOW, question_id=question)
    assert len(load_case(store, case_id).measure_links) == 3

    assert take_measure_from(store, measure, first, who, NOW).name == "kopplade bort åtgärden"
    assert take_measure_from(store, measure, None, who, NOW, question_id=question).name == "kopplade bort åtgärden"
    file = load_case(store, case_id)
    assert [one.id for one in file.measures_of(second)] == [measure]
    assert file.measures_of(first) == []

    take_measure_from(store, measure, second, who, NOW)
    file = load_case(store, case_id)
    assert (file.measures, file.promises, file.measure_links) == ([], [], [])


def test_measures_change_places_among_those_beside(store, who, case_id, rows):
    ids = [rows[3], *(add_measure(store, rows[0], text, who, NOW)[0].stored_id for text in ("Två", "Tre"))]
    other = add_measure(store, rows[1], "Annans", who, NOW)[0].stored_id
    move_measure(store, ids[2], ids, -1, who, NOW)
    assert [one.id for one in load_case(store, case_id).measures_of(rows[0])] == [ids[0], ids[2], ids[1]]
    move_measure(store, ids[0], [ids[0], ids[2], ids[1]], -1, who, NOW)
    move_measure(store, ids[0], [ids[0], ids[2], ids[1]], 1, who, NOW)
    file = load_case(store, case_id)
    assert [one.id for one in file.measures_of(rows[0])] == [ids[2], ids[0], ids[1]]
    assert [one.id for one in file.measures_of(rows[1])] == [other]


def test_a_change_of_state_is_a_report_of_that_day(store, who, case_id, rows):
    set_measure_state(store, rows[3], MeasureState.pagar, who, NOW)
    set_measure_state(store, rows[3], MeasureState.genomford, who, NOW)
    file = load_case(store, case_id)
    assert [(one.state, one.reported_on) for one in file.measure_reports] == [(MeasureState.genomford, NOW.date())]
    assert file.measures[0].done_on == NOW.date()

    later = NOW + timedelta(days=3)
    values = {"measure_id": rows[3], "state": MeasureState.genomford, "text": "Slutrapport lämnad"}
    add_to_list(store, MeasureReport, case_id, values, "lade till lägesrapport", who, later)
    set_measure_state(store, rows[3], MeasureState.pagar, who, later)
    file = load_case(store, case_id)
    assert [(one.state, one.text) for one in file.measure_reports] == [
        (MeasureState.genomford, ""), (MeasureState.genomford, "Slutrapport lämnad"), (MeasureState.pagar, ""),
    ]  # fmt: skip
    assert file.measures[0].done_on is None


def test_the_parts_of_an_effect_make_its_sentence_until_it_is_written_freely(store, who, case_id, rows):
    write_effect_part(store, rows[3], "effect_change", "färre fel", who, NOW)
    write_effect_part(store, rows[3], "effect_for_whom", "Eleverna", who, NOW)
    assert load_case(store, case_id).measures[0].expected_effect == "Färre fel för eleverna."

    edit_record(store, Measure, rows[3], {"expected_effect": "Mina ord"}, who, NOW)
    write_effect_part(store, rows[3], "effect_seen_by", "enkät", who, NOW)
    assert load_case(store, case_id).measures[0].expected_effect == "Mina ord"
    use_effect_parts(store, rows[3], who, NOW)
    assert load_case(store, case_id).measures[0].expected_effect == "Färre fel för eleverna. Det följs genom enkät."


def test_a_report_back_goes_to_a_planned_meeting(store, who, case_id, rows):
    namnd_id = load_case(store, case_id).namnd.stored_id
    body, _ = add_record(store, MeetingBody(namnd_id=namnd_id, kind=BodyKind.namnd, name="Nämnden"), "a", who, NOW)
    meeting, _ = add_record(
        store,
        Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=date(2026, 6, 18), starts_at=time(13)),
        "lade till sammanträde",
        who,
        NOW,
    )
    report_to_meeting(store, rows[3], meeting.stored_id, who, NOW)
    (report,) = load_case(store, case_id).report_backs
    assert (report.words, report.latest, report.precision, report.meeting_id) == (
        "Nämnden 18 juni 2026", date(2026, 6, 18), Precision.sammantrade, meeting.id,
    )  # fmt: skip


def test_the_log_tells_who_and_when(store, who, case_id, rows):
    log_answer(store, AuditQuestion, rows[2], AnswerEventKind.begart, " Ada Ström ", who, NOW)
    (event,) = load_case(store, case_id).answer_events
    assert (event.question_id, event.recommendation_id, event.person, event.at) == (rows[2], None, "Ada Ström", NOW)


def test_who_answers_is_known_by_name(store, who, case_id, rows):
    set_answerer(store, Recommendation, rows[0], "Ada  Ström", who, NOW)
    set_answerer(store, AuditQuestion, rows[2], "ada ström", who, NOW)
    file = load_case(store, case_id)
    assert file.recommendations[0].answered_by_id == file.questions[0].answered_by_id
    set_answerer(store, Recommendation, rows[0], "", who, NOW)
    assert load_case(store, case_id).recommendations[0].answered_by_id is None


def test_demands_keep_the_order_they_are_given(store, who, case_id):
    for part in (DemandPart.measures, DemandPart.latest_date):
        add_to_list(store, Demand, case_id, {"part": part}, "lade till begärd del", who, NOW)
    ids = [one.stored_id for one in load_case(store, case_id).demands]
    move_part(store, Demand, ids[1], ids, -1, "flyttade begärd del", who, NOW)
    assert [one.id for one in load_case(store, case_id).demands] == ids[::-1]
