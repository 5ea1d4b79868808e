"""The second answer: what was promised when, what has become of it, and what is still to be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nemndsekr.operations.versions import frozen_facts
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    CaseStage,
    DocumentKind,
    DocumentMode,
    MeasureState,
    Occasion,
    VersionGate,
    WhoseDate,
)
from nemndsekr.records.document import Section, Version
from nemndsekr.records.measure import MeasureReport, Promise
from nemndsekr.rules.checks.followup_checks import followup_gaps
from nemndsekr.rules.frozen import answered_on, first_answer, first_day, frozen_case, was_given
from nemndsekr.rules.second_answer import (
    FollowedAnswer,
    Gap,
    answer_key,
    followed_answers,
    followup_document,
    may_follow_up,
    why_not_followed_up,
)
from tests.documents_out.made_up import followed_up

DAY = date(2027, 1, 21)


@pytest.fixture
def file() -> CaseFile:
    return followed_up()


def answers(file: CaseFile, day: date | None = DAY) -> list[FollowedAnswer]:
    document = followup_document(file)
    assert document is not None
    return followed_answers(file, first_answer(file, document), document, day)


def test_what_was_frozen_comes_back_as_the_very_records(file):
    then = frozen_case(file.versions[0].facts)

    assert [measure.text for measure in then.measures][:2] == ["Ny rutin", "Samråd med grannkommunerna"]
    assert then.measures[0].state is MeasureState.planerad
    assert then.promises[1].latest == date(2026, 11, 30)
    assert then.recommendations[0].answer == file.recommendations[0].answer
    assert [measure.uid for measure in then.measures_of(1)] == [one.uid for one in file.measures[:4]]
    assert answered_on(then) == date(2026, 3, 19)


def test_every_promise_is_followed_and_what_came_since_stands_apart(file):
    first, second, question = answers(file)

    assert [one.measure.text for one in first.measures] == [
        "Ny rutin", "Samråd med grannkommunerna", "Trygghetsvandring", "Tavla i bussen",
    ]  # fmt: skip
    assert [one.measure.text for one in first.added] == ["Reflexvästar till alla"]
    assert (second.number, question.number) == ("2", "B2")


def test_the_gaps_are_what_nobody_has_told(file):
    told = {one.measure.text: one.gaps for one in answers(file)[0].all_measures}

    assert told == {
        "Ny rutin": (),
        "Samråd med grannkommunerna": (),
        "Trygghetsvandring": (Gap.evidence,),
        "Tavla i bussen": (Gap.happened, Gap.new_time),
        "Reflexvästar till alla": (),
    }
    assert [one.gaps for one in answers(file)] == [(), (Gap.answer,), (Gap.answer,)]


def test_lateness_is_counted_from_the_first_promise_whatever_was_granted(file):
    late = {one.measure.text: one.days_late for one in answers(file)[0].all_measures}

    assert late["Samråd med grannkommunerna"] == (DAY - date(2026, 11, 30)).days
    assert late["Ny rutin"] == (date(2026, 6, 9) - date(2026, 5, 31)).days
    assert late["Reflexvästar till alla"] == 0


def test_without_a_day_nothing_that_is_not_done_is_called_late(file):
    first = answers(file, None)[0]

    assert [one.days_late for one in first.measures] == [9, 0, 0, 0]
    assert Gap.new_time not in first.all_gaps


def test_a_date_that_is_another_bodys_is_never_late(file):
    frozen = frozen_case(file.versions[0].facts)
    file.versions = []
    file.promises[3].whose = WhoseDate.annan_namnd

    assert frozen.promises[3].whose is WhoseDate.egen
    assert answers(file)[0].measures[3].days_late == 0


@pytest.mark.parametrize(
    ("state", "report", "evidence", "gaps"),
    [
        (MeasureState.planerad, "", "", (Gap.happened, Gap.new_time)),
        (MeasureState.pagar, "Två möten.", "", (Gap.new_time,)),
        (MeasureState.genomford, "Den hänger nu.", "", (Gap.evidence,)),
        (MeasureState.genomford, "", "Foto 2026-12-01", ()),
        (MeasureState.utgar, "", "", (Gap.happened,)),
        (MeasureState.utgar, "Bussbolaget har egna.", "", ()),
    ],
)
def test_each_state_asks_for_its_own_thing(file, state, report, evidence, gaps):
    board = file.measures[3]
    board.state, board.evidence = state, evidence
    if report:
        file.measure_reports.append(
            MeasureReport(id=8, case_id=1, measure_id=4, reported_on=date(2026, 12, 1), text=report)
        )

    assert answers(file)[0].measures[3].gaps == gaps


def test_a_time_moved_without_a_reason_asks_why(file):
    file.promises.append(
        Promise(
            id=11, case_id=1, measure_id=4, position=1, words="mars 2027", latest=date(2027, 3, 31), given_on=DAY
        )
    )  # fmt: skip

    assert answers(file)[0].measures[3].gaps == (Gap.happened, Gap.reason)


def test_a_promise_that_was_changed_in_its_place_is_a_new_time_beside_the_first(file):
    file.promises[1].words, file.promises[1].latest = "hösten 2027", date(2027, 11, 30)

    followed = answers(file)[0].measures[1]

    assert followed.first is not None
    assert followed.first.words == "hösten 2026"
    assert [promise.words for promise in followed.later] == ["hösten 2027", "våren 2027"]


def test_what_was_promised_and_taken_away_since_is_asked_for_in_the_text(file):
    gone = file.measures.pop(3)
    file.measure_links = [link for link in file.measure_links if link.measure_id != gone.id]

    assert Gap.answer in answers(file)[0].gaps
    file.sections.append(
        Section(
            id=90, case_id=1, document_id=3, key=answer_key(file.recommendations[0].uid), body=from_paragraphs(["Nej."])
        )
    )
    assert answers(file)[0].gaps == ()


def test_an_answer_locked_long_after_it_was_given_counts_what_came_later_as_later(file):
    file.versions = []

    first = answers(file)[0]

    assert {one.measure.text for one in first.added} == {"Reflexvästar till alla"}
    assert [len(one.reports) for one in first.measures] == [0, 1, 0, 0]
    assert not first.measures[0].ended_before


def test_the_check_tells_how_many_lack_a_report_and_where_the_first_stands(file):
    remarks = list(followup_gaps(file))

    assert [remark.text for remark in remarks] == [
        "1 åtgärd saknar lägesrapport",
        "1 genomförd åtgärd saknar belägg",
        "1 åtgärd saknar ny tidpunkt",
        "2 rekommendationer saknar uppföljning",
        "Det uppföljande yttrandet saknar sammanfattning",
    ]
    assert remarks[0].row_uid == file.recommendations[0].uid
    assert remarks[0].field == f"happened:{file.measures[3].uid}"


def test_a_case_without_a_second_answer_has_no_such_remarks(file):
    file.documents.pop()

    assert list(followup_gaps(file)) == []


SECOND, FIRST = DocumentKind.uppfoljande_yttrande, DocumentKind.yttrande
ASKED = ReplyDay(case_id=1, occasion=Occasion.uppfoljande, words="30 januari 2027")


@pytest.mark.parametrize(
    ("stage", "gone", "asked", "why_not"),
    [
        (CaseStage.uppfoljning, (), True, "Det uppföljande yttrandet är redan påbörjat."),
        (CaseStage.uppfoljning, (SECOND,), False, ""),
        (CaseStage.beslutat, (SECOND,), False, ""),
        (CaseStage.till_namnd, (SECOND,), True, ""),
        (CaseStage.till_namnd, (SECOND,), False, ""),
        (CaseStage.avslutat, (SECOND,), False, "Ärendet är avslutat."),
        (CaseStage.avslutat, (SECOND,), True, ""),
        (CaseStage.beslutat, (SECOND, FIRST), True, ""),
    ],
)
def test_a_second_answer_is_next_when_the_first_is_given_or_a_day_is_set_for_it(file, stage, gone, asked, why_not):
    file.case.stage = stage
    file.documents = [one for one in file.documents if one.kind not in gone]
    file.reply_days = [ASKED] if asked else []

    assert why_not_followed_up(file) == why_not
    assert may_follow_up(file) == (not why_not)


@pytest.mark.parametrize("gates", [(), (VersionGate.till_au,), (VersionGate.annan, VersionGate.till_namnd)])
def test_an_answer_that_was_neither_decided_nor_sent_is_not_followed_up_though_a_day_is_set_for_it(file, gates):
    file.case.stage, file.reply_days = CaseStage.till_namnd, [ASKED]
    file.documents = [one for one in file.documents if one.kind != SECOND]
    file.versions = [Version(id=no, case_id=1, kind=FIRST, gate=gate) for no, gate in enumerate(gates, start=1)]

    assert why_not_followed_up(file) == "Det första yttrandet är inte beslutat än."
    file.documents[-1].mode = DocumentMode.beslutat
    assert why_not_followed_up(file) == ""


def locked_now(file: CaseFile, stage: CaseStage) -> None:
    """The first answer, locked as it stands a year later, by a case without a day for it."""
    file.case.stage = stage
    for one in file.documents:
        one.dated_on = None
    second = file.documents.pop()
    file.versions, file.decisions = [], []
    version = Version(id=1, case_id=1, kind=FIRST, gate=VersionGate.annan, document_id=2)
    version.at, version.facts = datetime(2027, 1, 20, 12, tzinfo=UTC), frozen_facts(file)
    second.based_on_uid = version.uid
    file.versions = [version]
    file.documents.append(second)


def test_an_answer_without_a_day_that_is_locked_only_now_is_reckoned_from_each_first_promise(file):
    for promise in file.promises:
        promise.given_on = promise.given_on or date(2026, 3, 10)
    file.measures[0].state, file.measures[0].done_on = MeasureState.genomford, date(2026, 6, 9)
    file.measures[3].state = MeasureState.utgar
    locked_now(file, CaseStage.uppfoljning)

    first = answers(file)[0]

    assert [one.ended_before for one in first.measures if one.now is not None] == [False] * len(first.measures)
    assert [promise.words for promise in first.measures[1].later] == ["våren 2027"]
    assert len(first.measures[1].reports) == 1


def test_what_ended_within_a_month_of_its_promise_ended_before(file):
    file.promises[0].given_on = date(2026, 5, 20)
    file.measures[0].state, file.measures[0].done_on = MeasureState.genomford, date(2026, 6, 9)
    locked_now(file, CaseStage.uppfoljning)

    assert answers(file)[0].measures[0].ended_before


def test_nothing_is_said_to_have_ended_before_where_no_day_is_known_at_all(file):
    for promise in file.promises:
        promise.given_on = None
    file.measures[0].state, file.measures[0].done_on = MeasureState.genomford, None
    file.measures[3].state = MeasureState.utgar
    locked_now(file, CaseStage.uppfoljning)

    assert not any(one.ended_before for one in answers(file)[0].all_measures)


def test_the_day_of_an_answer_that_is_only_planned_is_not_told(file):
    document = followup_document(file)
    assert first_day(file, document) == date(2026, 3, 19)
    assert not was_given(frozen_case(file.versions[0].facts))

    file.case.stage = CaseStage.till_namnd
    file.versions[0].gate = VersionGate.annan

    assert first_day(file, document) is None


def test_without_a_document_of_it_what_was_answered_or_promised_is_the_first_answer(file):
    file.case.stage = CaseStage.uppfoljning
    file.documents, file.versions, file.reply_days = [], [], []
    assert why_not_followed_up(file) == ""

    file.measures, file.recommendations = [], []
    assert why_not_followed_up(file) == "Det finns inget första yttrande att följa upp."
