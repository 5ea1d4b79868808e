"""The exercise cases: whole, believable, invented, and the same every time."""

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from sqlalchemy import select
from sqlmodel import col

from nemndsekr.operations.demo import demo_cases, fill_demo, source_text
from nemndsekr.records.audit import Audit
from nemndsekr.records.block_text import Heading, ListBlock, Paragraph, TableBlock, plain_text
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import CaseKind, DocumentKind, InitiatorPart, MeasureState, Stance, VersionGate
from nemndsekr.records.history import Step
from nemndsekr.records.measure import Promise, ReportBack
from nemndsekr.records.meeting import Meeting
from nemndsekr.records.namnd import Person, Post
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.frozen import first_answer, frozen_case
from nemndsekr.rules.progress import State, recommendation_state
from nemndsekr.rules.second_answer import followed_answers
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import (
    all_cases,
    all_meetings,
    all_namnder,
    file_content,
    find_case,
    load_case,
    verify,
)
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder, resource

NOW = datetime(2026, 2, 19, 8, 0, tzinfo=UTC)
WHO = "4b0a3e4e-7f5c-4f0f-8c58-5d6b8a3f0a11"
REAL = re.compile(
    r"\b(Malmö|Stockholm|Göteborg|Skärholmen|Uppsala|Västerås|Nacka|Huddinge|Alingsås|Tyresö|Linköping|Örebro|Lund\b"
    r"|Helsingborg|Norrköping|Umeå|Borås|Eskilstuna|Östersund|Classon|Hallin\b|Maly|Arif|Sedat|Pettersson|Bräck"
    r"|KPMG|PwC|Deloitte|Komrev)"
)


def filled(folder) -> Store:
    store = open_store(DataFolder(folder), NOW)
    fill_demo(store, WHO, NOW)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = filled(tmp_path_factory.mktemp("demo"))
    yield opened
    opened.close()


def case(store: Store, dnr: str) -> CaseFile:
    return load_case(store, find_case(store, dnr).stored_id)


@pytest.fixture
def skolskjuts(store) -> CaseFile:
    return case(store, "BUN-2026-0412")


@pytest.fixture
def skolfranvaro(store) -> CaseFile:
    return case(store, "BUN-2024-0933")


@pytest.fixture
def laxhjalp(store) -> CaseFile:
    return case(store, "BUN-2026-0431")


def every_case(store: Store) -> list[CaseFile]:
    return [load_case(store, row.stored_id) for row in all_cases(store)]


# --- the whole ------------------------------------------------------------------------------------------------------


def test_every_file_becomes_a_case_and_the_database_has_no_problems(store):
    assert verify(store)[:2] == ([], len(demo_cases()))
    assert len(demo_cases()) >= 9


def test_the_list_of_cases_has_every_kind_and_many_stages(store):
    cases = all_cases(store)
    assert {row.kind for row in cases} == set(CaseKind)
    assert len({row.stage for row in cases}) >= 7


def test_one_case_waits_for_its_number_and_one_holds_something_secret(store):
    cases = all_cases(store)
    assert [row.dnr for row in cases if row.dnr_expected] == [""]
    assert [row.secrecy_ground[:2] for row in cases if row.secrecy != "ingen"] == ["23"]


def test_the_exercise_is_one_step_that_cannot_be_undone(store):
    with store.session() as session:
        [step] = session.scalars(select(Step))
    assert (step.name, step.undoable, step.user_uid) == ("lade in övningsärenden", False, WHO)
    assert store.undo_names() == (None, None)


def test_the_changes_name_every_table_that_was_written(tmp_path):
    opened = open_store(DataFolder(tmp_path), NOW)
    changes = fill_demo(opened, WHO, NOW)
    opened.close()
    assert {"cases", "meetings", "recommendations", "evidence"} <= changes.tables
    assert len(changes.cases) == len(demo_cases())


def test_a_database_with_cases_is_refused_in_words_and_left_alone(tmp_path):
    opened = filled(tmp_path)
    with pytest.raises(UserError) as refused:
        fill_demo(opened, WHO, NOW)
    assert str(refused.value) == "Mappen innehåller redan ärenden. Välj en tom mapp för övningsärendena."
    assert len(all_cases(opened)) == len(demo_cases())
    opened.close()


def test_two_fillings_give_the_same_uids(store, tmp_path):
    def uids(of: Store) -> dict[str, list[str]]:
        with of.session() as session:
            return {
                str(table.__tablename__): [row.uid for row in session.scalars(select(table).order_by(col(table.id)))]
                for table in LOGGED_TABLES
            }

    other = filled(tmp_path)
    assert uids(other) == uids(store)
    other.close()


def test_every_table_of_a_case_is_used_somewhere(store):
    used = {name for file in every_case(store) for name, _ in CASE_TABLES if getattr(file, name)}
    # What is only ever made by an act is not written by hand: «Godkänn ändå», what is masked in print.
    assert {name for name, _ in CASE_TABLES} - used == {"approvals", "masks"}


def test_nothing_of_a_real_municipality_or_person_is_in_the_exercise():
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").iterdir()}
    found = [(name, hit[0]) for name, text in texts.items() for hit in REAL.finditer(text)]
    assert found == []
    addresses = {address for text in texts.values() for address in re.findall(r"[\w.]+@[\w.]+", text)}
    assert addresses
    assert all(address.endswith("@lindakra.example") for address in addresses)


def test_nothing_in_the_exercise_is_left_in_straight_quotes_or_double_spaces(store):
    for file in every_case(store):
        for section in file.sections:
            assert '"' not in plain_text(section.body)
            assert "  " not in plain_text(section.body).replace("\n  ", "\n")


# --- the nämnd, its people and its year -----------------------------------------------------------------------------


def test_the_namnd_has_people_whose_posts_change_and_one_who_acts(store):
    with store.session() as session:
        people = list(session.scalars(select(Person)))
        posts = list(session.scalars(select(Post)))
    assert len(people) >= 12
    assert [post.acting for post in posts].count(True) == 1
    several = [person_id for person_id, count in Counter(post.person_id for post in posts).items() if count > 1]
    assert len(several) >= 2
    assert {person.party for person in people} >= {"S", "M", "C", "V"}


def days(store: Store, kind: str, year: int) -> list[date]:
    [namnd] = all_namnder(store)
    return [
        meeting.day
        for meeting, body in all_meetings(store, namnd.stored_id)
        if body.kind == kind and meeting.day.year == year and meeting.status != "extra"
    ]


@pytest.mark.parametrize("year", [2025, 2026])
def test_each_namnd_has_its_au_fourteen_days_before_and_its_beredning_eight_days_before_that(store, year):
    meetings = days(store, "namnd", year)
    assert len(meetings) == 11
    assert days(store, "au", year) == [day - timedelta(days=14) for day in meetings]
    assert days(store, "beredning", year) == [day - timedelta(days=22) for day in meetings]


def test_no_meeting_is_on_a_red_day_a_weekend_or_in_july(store):
    red = holidays.country_holidays("SE", years=[2025, 2026])
    [namnd] = all_namnder(store)
    wrong = [
        (meeting.day, body.name)
        for meeting, body in all_meetings(store, namnd.stored_id)
        if meeting.day in red or meeting.day.weekday() > 4 or meeting.day.month == 7
    ]
    assert wrong == []


def test_one_meeting_is_moved_one_extra_and_one_cancelled_and_each_says_why(store):
    [namnd] = all_namnder(store)
    odd = [meeting for meeting, _ in all_meetings(store, namnd.stored_id) if meeting.status in MOVED]
    assert sorted(meeting.status for meeting in odd) == sorted(MOVED)
    assert all(meeting.note for meeting in odd)


MOVED = ["flyttad", "extra", "installd"]


def test_every_meeting_has_its_time_and_place_and_every_namnd_its_justering(store):
    [namnd] = all_namnder(store)
    for meeting, body in all_meetings(store, namnd.stored_id):
        assert meeting.starts_at is not None
        assert meeting.ends_at is not None
        assert meeting.starts_at < meeting.ends_at
        assert meeting.place
        wanted = body.kind == "namnd" and meeting.status != "installd"
        assert (meeting.justering_on is not None) == wanted
        assert meeting.justering_on is None or meeting.justering_on <= meeting.day + timedelta(days=14)


def promised_times(file: CaseFile) -> list[Promise | ReportBack | ReplyDay]:
    return [*file.promises, *file.report_backs, *file.reply_days]


def test_what_is_planned_or_promised_for_a_meeting_has_that_meetings_day(store):
    with store.session() as session:
        meetings = {meeting.id: meeting.day for meeting in session.scalars(select(Meeting))}
    for file in every_case(store):
        days = [(step.meeting_id, step.day) for step in file.plan_steps]
        days += [(decision.meeting_id, decision.day) for decision in file.decisions]
        assert all(day == meetings[meeting] for meeting, day in days if meeting is not None)
        assert None not in dict(days)
        times = [(time.meeting_id, time.latest) for time in promised_times(file)]
        assert all(day == meetings[meeting] for meeting, day in times if meeting is not None)


def test_every_promised_time_is_told_in_words_and_in_days(store):
    for file in every_case(store):
        for told in promised_times(file):
            assert told.words
            assert told.earliest is not None
            assert told.latest is not None
            assert told.earliest <= told.latest


# --- what was read in -----------------------------------------------------------------------------------------------


def test_every_passage_is_the_very_words_of_its_field(store):
    for file in every_case(store):
        rows = {row.uid: row for row in [file.case, *(row for name, _ in CASE_TABLES for row in getattr(file, name))]}
        sources = {source.id: source for source in file.sources}
        for passage in file.evidence:
            row = rows[passage.record_uid]
            assert passage.record == row.__tablename__
            assert sources[passage.source_id].text[passage.start : passage.end] == getattr(row, passage.field)


def test_every_recommendation_of_a_read_report_can_be_shown_in_it(skolskjuts, skolfranvaro):
    for file in (skolskjuts, skolfranvaro):
        shown = {passage.record_uid for passage in file.evidence if passage.field == "text"}
        assert {recommendation.uid for recommendation in file.recommendations} <= shown


def test_the_source_is_kept_as_a_file_and_its_pages_begin_where_they_say(store, skolskjuts):
    [source] = skolskjuts.sources
    starts = json.loads(source.page_starts)
    assert len(starts) == 5
    assert [source.text[start - 1 : start] for start in starts[1:]] == ["\n"] * 4
    assert source.text[starts[4] :].startswith("5. Sammanfattande bedömning")
    content = file_content(store, source.sha256)
    assert content is not None
    assert content.decode().count("\f") == 4


def test_a_passage_that_is_not_in_the_source_stops_the_filling(tmp_path, monkeypatch):
    monkeypatch.setattr("nemndsekr.operations.demo.source_text", lambda path: source_text(path)._replace(text="annat"))
    opened = open_store(DataFolder(tmp_path), NOW)
    with pytest.raises(ValueError, match="does not stand in"):
        fill_demo(opened, WHO, NOW)
    assert all_cases(opened) == []
    opened.close()


# --- the three great cases ------------------------------------------------------------------------------------------


def test_granskning_a_has_recommendations_in_all_states(skolskjuts):
    states = [recommendation_state(skolskjuts, recommendation) for recommendation in skolskjuts.recommendations]
    klar, pagar, not_begun = State.klar, State.pagar, State.ej_paborjad
    assert states == [klar, klar, pagar, pagar, klar, not_begun, klar]
    assert skolskjuts.recommendations[6].stance == Stance.instammer_delvis


def test_granskning_a_lacks_what_the_checks_shall_find(skolskjuts):
    remarks = [(remark.rule, remark.text) for remark in remarks_on(skolskjuts)]
    assert remarks == [
        ("svarets_delar", "Rekommendation 3 saknar effekt"),
        ("svarets_delar", "Rekommendation 6 saknar svar, åtgärd, effekt, tidpunkt och ansvarig"),
        ("revisionsfragor", "Revisionsfråga 1 saknar effekt och ansvarig"),
        ("revisionsfragor", "Revisionsfråga 2 saknar effekt och ansvarig"),
        ("revisionsfragor", "Revisionsfråga 3 saknar svar, åtgärd, effekt, tidpunkt och ansvarig"),
        ("ar_saknas", "«i år» säger inte vilket år"),
        ("vag_tid", "«våren 2026»: säga datumet?"),
        ("vag_tid", "«under 2026»: säga datumet?"),
        ("tva_lydelser", "Rekommendation 4 står på två sätt"),
        ("mallrad", "Ur mallen står kvar «[Här anger du om det finns fler …»"),
        ("levande_hanvisning", "«rekommendation 1, 2 och 6» är vanlig text"),
        ("levande_hanvisning", "«rekommendation 3, 5 och 7» är vanlig text"),
        ("rosten", "Yttrandet växlar mellan nämnden och förvaltningen"),
    ]


def test_granskning_a_asks_for_everything_that_auditors_ask_for(skolskjuts):
    assert [demand.part for demand in skolskjuts.demands] == [
        "measures", "expected_effect", "latest_date", "responsible", "per_assessment", "per_recommendation", "followup",
    ]  # fmt: skip
    assert [day.words for day in skolskjuts.reply_days] == ["31 mars 2026", "januari 2027"]
    assert len(skolskjuts.questions) == 3
    assert skolskjuts.audit is not None
    assert all(getattr(skolskjuts.audit, field) for field in ("purpose", "criteria", "verdict", "period"))


def test_granskning_a_has_a_shared_measure_and_a_changed_promise_with_its_reason(skolskjuts):
    answered = Counter(link.measure_id for link in skolskjuts.measure_links)
    assert sorted(answered.values()) == [1] * 7 + [2]
    changed = [promises for m in skolskjuts.measures if len(promises := skolskjuts.promises_of(m.stored_id)) > 1]
    assert [[promise.words for promise in promises] for promises in changed] == [["april 2026", "juni 2026"]]
    assert [promise.position for promise in changed[0]] == [0, 1]
    assert changed[0][1].reason
    assert skolskjuts.report_backs


def test_granskning_a_uses_everything_that_running_text_can_hold(skolskjuts):
    texts = [section.body for section in skolskjuts.sections] + [rec.answer for rec in skolskjuts.recommendations]
    blocks = [block for text in texts for block in text.blocks]
    assert {type(block) for block in blocks} == {Heading, Paragraph, ListBlock, TableBlock}
    assert {block.ordered for block in blocks if isinstance(block, ListBlock)} == {False, True}
    assert {item.level for block in blocks if isinstance(block, ListBlock) for item in block.items} == {0, 1}
    assert all(block.caption and block.header for block in blocks if isinstance(block, TableBlock))
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    assert any(run.italic for run in runs)
    assert any(run.bold for run in runs)


def test_granskning_a_can_be_printed_as_tjansteskrivelse_and_yttrande(skolskjuts):
    assert {section.key for section in skolskjuts.sections} >= {
        "sammanfattning", "arendet", "om_granskningen", "overvaganden", "framat",
    }  # fmt: skip
    for kind in (DocumentKind.tjansteskrivelse, DocumentKind.yttrande):
        document = skolskjuts.document(kind)
        assert document is not None
        parts = [person.part for person in skolskjuts.document_persons if person.document_id == document.id]
        assert "undertecknare" in parts
    assert [point.immediate for point in skolskjuts.decision_points] == [False, True]
    assert [step.kind for step in skolskjuts.plan_steps] == ["beredning", "au", "namnd"]
    assert len(skolskjuts.bases) == 3
    assert skolskjuts.recipients


def test_granskning_b_is_decided_sent_and_followed_up(skolfranvaro):
    assert all(recommendation.finished for recommendation in skolfranvaro.recommendations)
    assert len(skolfranvaro.recommendations) == 5
    assert [(decision.kind, decision.paragraph) for decision in skolfranvaro.decisions] == [
        ("au", "§ 14"),
        ("namnd", "§ 27"),
    ]
    assert skolfranvaro.point_outcomes
    assert skolfranvaro.dispatches
    assert {remark.rule for remark in remarks_on(skolfranvaro) if remark.certainty == "sakert"} == {"uppfoljning"}


def test_granskning_b_has_measures_that_are_done_under_way_planned_and_late(skolfranvaro):
    assert {measure.state for measure in skolfranvaro.measures} >= {
        MeasureState.genomford, MeasureState.pagar, MeasureState.planerad,
    }  # fmt: skip
    late = [
        measure.text
        for measure in skolfranvaro.measures
        if measure.state != MeasureState.genomford
        and (latest := skolfranvaro.promises_of(measure.stored_id)[-1].latest) is not None
        and latest < NOW.date()
    ]
    assert late == ["Gemensam rutin för frånvaroanmälan"]


def test_granskning_b_has_its_first_answer_locked_as_it_was_sent(skolfranvaro):
    (version,) = skolfranvaro.versions
    then = frozen_case(version.facts)

    assert (version.kind, version.gate) == (DocumentKind.yttrande, VersionGate.expedierad)
    assert version.sha256
    assert "mars 2026" not in version.text
    assert {measure.text for measure in then.measures if measure.state == MeasureState.genomford} == {
        "Automatiskt meddelande till vårdnadshavare samma dag"
    }
    assert skolfranvaro.document(DocumentKind.uppfoljande_yttrande).based_on_uid == version.uid


def test_granskning_b_has_a_second_answer_that_is_half_told(skolfranvaro):
    document = skolfranvaro.document(DocumentKind.uppfoljande_yttrande)

    answers = followed_answers(skolfranvaro, first_answer(skolfranvaro, document), document, document.dated_on)

    assert [bool(answer.all_gaps) for answer in answers] == [False, True, False, True, False]
    assert [bool(answer.text) for answer in answers] == [True, False, False, False, True]


def test_granskning_b_owes_a_follow_up_whose_day_was_moved(skolfranvaro):
    follow_ups = [day for day in skolfranvaro.reply_days if day.occasion == "uppfoljande"]
    assert [(day.words, bool(day.granted_by)) for day in follow_ups] == [
        ("30 januari 2026", False),
        ("27 mars 2026", True),
    ]
    assert skolfranvaro.document(DocumentKind.uppfoljande_yttrande) is not None


def test_the_namndinitiativ_has_three_attsatser_and_those_who_stand_behind_it(laxhjalp):
    assert len(laxhjalp.attsatser) == 3
    parts = Counter(person.part for person in laxhjalp.initiators)
    assert parts == {InitiatorPart.initiator: 2, InitiatorPart.joined: 2}
    assert laxhjalp.initiative is not None
    assert laxhjalp.initiative.handed_in_on is not None
    assert laxhjalp.initiative.raised_on is not None
    assert laxhjalp.initiative.handed_in_on < laxhjalp.initiative.raised_on
    assert [source.kind for source in laxhjalp.sources] == ["namndinitiativ"]


def test_titles_on_documents_are_those_that_the_people_had_that_day(store):
    with store.session() as session:
        posts = list(session.scalars(select(Post)))
    wrong = []
    for file in every_case(store):
        dated = {document.id: document.dated_on for document in file.documents}
        for person in file.document_persons:
            day = dated[person.document_id]
            assert day is not None
            held = {
                post.title
                for post in posts
                if post.person_id == person.person_id
                and (post.from_day is None or post.from_day <= day)
                and (post.until_day is None or day <= post.until_day)
            }
            if person.title.lower().removeprefix("tf ") not in held:
                wrong.append((person.name, person.title, day))
    assert wrong == []


def test_an_audit_belongs_to_each_granskning_and_to_nothing_else(store):
    with store.session() as session:
        audited = set(session.scalars(select(col(Audit.case_id))))
        granskningar = set(session.scalars(select(col(Case.id)).where(col(Case.kind) == CaseKind.granskning)))
    assert audited == granskningar
