"""The second answer begun and written: one step, the first answer untouched, all of it undone and done again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nemndsekr.exchange.case_json import case_as_json
from nemndsekr.operations.begin_followup import begin_followup
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.followup_answer import move_time, tell_measure, tell_what_happened, write_followup_text
from nemndsekr.operations.make_document import make_document
from nemndsekr.operations.measures import add_measure
from nemndsekr.operations.versions import lock_version
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseStage, DocumentKind, DocumentPart, MeasureState, Stance, VersionGate
from nemndsekr.records.document import Document, DocumentPerson
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import answer_key, followed_answers, followup_document
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

LATER = NOW + timedelta(days=300)


@pytest.fixture
def answered(store: Store, case_id: int, who: str) -> int:
    """A case with a yttrande, one recommendation and one measure promised to våren 2026."""
    with store.step("svarade", who, NOW) as step:
        document = step.add(
            Document(
                case_id=case_id, kind=DocumentKind.yttrande, title="Yttrande över skolskjuts",
                dated_on=date(2026, 2, 19), recipient="Lindåkra kommuns revisorer",
            )
        )  # fmt: skip
        step.add(
            DocumentPerson(
                case_id=case_id, document_id=document.stored_id, name="Mirja Holmström", title="Ordförande",
                part=DocumentPart.undertecknare,
            )
        )  # fmt: skip
        row = step.add(
            Recommendation(
                case_id=case_id, text="Se över hållplatserna.", stance=Stance.instammer,
                answer=from_paragraphs(["Nämnden instämmer."]),
            )
        )  # fmt: skip
    add_measure(store, row.stored_id, "Ny rutin", who, NOW, words="våren 2026")
    return case_id


@pytest.fixture
def begun(store: Store, answered: int, who: str) -> int:
    lock_version(store, answered, "yttrande", VersionGate.beslutad, who, NOW)
    begin_followup(store, answered, who, LATER)
    return answered


def kept(store: Store, case_id: int) -> Any:
    """All that the case holds, but for how many times each row was written."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without(one) for name, one in value.items() if name != "version"}
        return [without(one) for one in value] if isinstance(value, list) else value

    return without(case_as_json(load_case(store, case_id)))


def measure_id(store: Store, case_id: int) -> int:
    return load_case(store, case_id).measures[0].stored_id


def test_it_is_begun_from_the_decided_version_though_a_later_one_was_locked(store, answered, who):
    lock_version(store, answered, "yttrande", VersionGate.beslutad, who, NOW)
    lock_version(store, answered, "yttrande", VersionGate.annan, who, NOW)
    edit_record(store, Case, answered, {"stage": CaseStage.expedierat}, who, NOW)

    made = begin_followup(store, answered, who, LATER)

    file = load_case(store, answered)
    document = followup_document(file)
    assert document is not None
    assert (document.id, document.based_on_uid) == (made.document_id, file.versions[0].uid)
    assert document.title == "Yttrande över skolskjuts – uppföljande yttrande"
    assert document.recipient == "Lindåkra kommuns revisorer"
    assert [one.name for one in file.document_persons if one.document_id == document.id] == ["Mirja Holmström"]
    assert file.case.stage is CaseStage.uppfoljning
    assert not made.locked_now


def test_a_first_answer_that_is_not_locked_is_locked_as_it_stands(store, answered, who):
    edit_record(store, Case, answered, {"stage": CaseStage.beslutat}, who, NOW)
    made = begin_followup(store, answered, who, LATER)

    (version,) = load_case(store, answered).versions
    assert made.locked_now
    assert version.gate is VersionGate.annan
    assert version.kind is DocumentKind.yttrande


def test_an_answer_that_was_never_decided_is_refused_with_the_next_step_and_not_locked(store, answered, who):
    lock_version(store, answered, "yttrande", VersionGate.till_au, who, NOW)
    with pytest.raises(UserError, match="Det första yttrandet är inte beslutat än") as refused:
        begin_followup(store, answered, who, LATER)

    assert "Registrera nämndens beslut" in str(refused.value)
    file = load_case(store, answered)
    assert (len(file.versions), followup_document(file)) == (1, None)


def test_beginning_is_one_step_undone_and_done_again(store, answered, who):
    edit_record(store, Case, answered, {"stage": CaseStage.beslutat}, who, NOW)
    before = kept(store, answered)
    begin_followup(store, answered, who, LATER)
    after = kept(store, answered)

    undone = undo(store, NOW)
    assert undone is not None
    assert undone.name == "påbörjade det uppföljande yttrandet"
    assert kept(store, answered) == before
    redo(store, NOW)

    assert kept(store, answered) == after


def test_a_case_without_an_answer_is_refused_with_the_next_step(store, case_id, who):
    with pytest.raises(UserError, match="Det finns inget första yttrande att följa upp") as refused:
        begin_followup(store, case_id, who, LATER)

    assert "Svara på rekommendationerna" in str(refused.value)
    assert load_case(store, case_id).documents == []


def test_a_second_one_is_not_begun_twice(store, begun, who):
    with pytest.raises(UserError, match="redan påbörjat"):
        begin_followup(store, begun, who, LATER)


def test_after_the_second_answer_was_decided_a_third_builds_on_it(store, begun, who):
    lock_version(store, begun, "uppfoljande_yttrande", VersionGate.beslutad, who, LATER)

    begin_followup(store, begun, who, LATER + timedelta(days=300))

    file = load_case(store, begun)
    document = followup_document(file)
    assert document is not None
    assert document.based_on_uid == file.versions[-1].uid
    assert len(file.documents) == 3


def test_a_second_answer_that_was_read_in_is_bound_to_the_locked_first(store, answered, who):
    with store.step("läste in", who, NOW) as step:
        read = step.add(Document(case_id=answered, kind=DocumentKind.uppfoljande_yttrande, title="Inläst"))

    made = begin_followup(store, answered, who, LATER)

    assert made.document_id == read.id
    assert len(load_case(store, answered).documents) == 2


def test_what_is_told_lies_beside_the_first_answer_and_never_over_it(store, begun, who):
    file = load_case(store, begun)
    document, rec = followup_document(file), file.recommendations[0]
    assert document is not None
    frozen, text = file.versions[0].facts, plain_text(rec.answer)

    write_followup_text(
        store, document.stored_id, answer_key(rec.uid), from_paragraphs(["Alla hållplatser är sedda."]), who, LATER
    )
    tell_what_happened(store, measure_id(store, begun), "Rutinen är prövad.", who, LATER)
    move_time(store, measure_id(store, begun), {"words": "våren 2027"}, who, LATER)

    file = load_case(store, begun)
    assert file.versions[0].facts == frozen
    assert plain_text(file.recommendations[0].answer) == text
    assert [promise.words for promise in file.promises] == ["våren 2026", "våren 2027"]
    made = make_document(store, begun, "uppfoljande_yttrande", "txt").text
    for words in ("Alla hållplatser är sedda.", "Rutinen är prövad.", "våren 2026", "våren 2027"):
        assert words in made
    assert "Alla hållplatser är sedda." not in make_document(store, begun, "yttrande", "txt").text
    assert "Alla hållplatser är sedda." not in make_document(store, begun, "tjansteskrivelse", "txt").text


def test_a_report_before_the_first_answer_is_not_written_over(store, answered, who):
    tell_what_happened(store, measure_id(store, answered), "Före svaret.", who, NOW)
    lock_version(store, answered, "yttrande", VersionGate.beslutad, who, NOW)
    begin_followup(store, answered, who, LATER)

    tell_what_happened(store, measure_id(store, answered), "Efter svaret.", who, LATER)
    tell_what_happened(store, measure_id(store, answered), "Efter svaret, rättat.", who, LATER)

    file = load_case(store, answered)
    assert [report.text for report in file.measure_reports] == ["Före svaret.", "Efter svaret, rättat."]
    document = followup_document(file)
    assert document is not None
    (answer,) = followed_answers(file, first_answer(file, document), document, None)
    assert [report.text for report in answer.measures[0].reports] == ["Efter svaret, rättat."]


def test_a_later_time_of_another_day_is_kept_when_a_newer_one_comes(store, begun, who):
    one = measure_id(store, begun)
    move_time(store, one, {"words": "hösten 2026"}, who, LATER)
    move_time(store, one, {"reason": "Nya bussar dröjer"}, who, LATER)
    move_time(store, one, {"words": "våren 2027"}, who, LATER + timedelta(days=30))

    promises = load_case(store, begun).promises
    assert [(promise.words, promise.reason) for promise in promises] == [
        ("våren 2026", ""), ("hösten 2026", "Nya bussar dröjer"), ("våren 2027", ""),
    ]  # fmt: skip


def test_a_time_that_is_taken_away_the_same_day_leaves_only_the_first(store, begun, who):
    one = measure_id(store, begun)
    move_time(store, one, {"words": "hösten 2026"}, who, LATER)
    move_time(store, one, {"words": ""}, who, LATER)

    assert [promise.words for promise in load_case(store, begun).promises] == ["våren 2026"]


def test_a_measure_said_to_be_done_gets_its_day_and_loses_it_again(store, begun, who):
    one = measure_id(store, begun)

    tell_measure(store, one, "state", MeasureState.genomford, who, LATER)
    assert load_case(store, begun).measures[0].done_on == LATER.date()
    tell_measure(store, one, "state", MeasureState.pagar, who, LATER)
    assert load_case(store, begun).measures[0].done_on is None


@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(lambda *a: tell_measure(a[0], a[1], "evidence", "§ 14", a[2], LATER), id="evidence"),
        pytest.param(lambda *a: tell_what_happened(a[0], a[1], "Klart.", a[2], LATER), id="what happened"),
        pytest.param(lambda *a: move_time(a[0], a[1], {"words": "våren 2027"}, a[2], LATER), id="a new time"),
    ],
)
def test_everything_told_is_undone_and_done_again(store, begun, who, tell):
    before = kept(store, begun)
    tell(store, measure_id(store, begun), who)
    after = kept(store, begun)
    assert after != before

    undo(store, NOW)
    assert kept(store, begun) == before
    redo(store, NOW)

    assert kept(store, begun) == after


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt"])
def test_the_second_answer_is_made_in_every_format(store, begun, suffix):
    made = make_document(store, begun, "uppfoljande_yttrande", suffix)

    assert made.content
    assert "[Fyll i: vad har hänt med åtgärden?]" in made.text
