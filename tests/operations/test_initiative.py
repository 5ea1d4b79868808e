"""An initiative from pasted words to its tasks: each act done, undone and done again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from nemndsekr.exchange.case_json import case_as_json, case_as_text
from nemndsekr.operations.assignments import (
    current_report,
    finish_assignment,
    make_assignment,
    report_back_form,
    report_back_meeting,
    report_back_time,
    without_end,
)
from nemndsekr.operations.case_parts import edit_facts, remove_part
from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.operations.initiative import NewInitiative, add_attsatser, initiative_text, new_initiative, treat_first
from nemndsekr.operations.review_file import UnderWay, made_ready, read_file
from nemndsekr.operations.same_question import link_same_question, link_targets, proposed_links, unlink
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DecisionOccasion,
    InitiatorPart,
    Outcome,
    Precision,
    ReportForm,
    SourceKind,
)
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Assignment, Attsats, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.passages import passages_of
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

LATER = NOW + timedelta(days=40)
PASTED = """Nämndinitiativ

Fler bänkar i våra parker

Många äldre vill kunna gå till parken men har ingenstans att vila. På tre år har hälften av bänkarna tagits bort.

Vi föreslår därför att fritidsnämnden beslutar:

att fritidsförvaltningen uppdras att kartlägga vilka bänkar som saknas i kommunens parker och redovisa det skriftligt

att fritidsförvaltningen uppdras att ta fram en plan för hur bänkarna ska skötas

Lindåkra 2026-02-03

Ylva Stråle (V)

Med instämmande av

Tage Munter (MP)
"""


@pytest.fixture
def initiative(store, who):
    """An initiative made of the pasted words."""
    wanted = NewInitiative(
        "Fler bänkar i parkerna",
        "FN-2026-0031",
        namnd_name="Fritidsnämnden",
        handed_in_on=date(2026, 2, 5),
        text=PASTED,
    )
    (made,) = new_initiative(store, wanted, who, NOW).cases
    return made


@pytest.fixture
def audit(store, who, case_id):
    """An audit with two recommendations, one of them about the same question."""
    with store.step("byggde", who, NOW) as step:
        for number, text in enumerate(
            ("Säkerställ en kartläggning av de bänkar som saknas i parkerna.", "Utveckla uppföljningen av avtalet."),
            start=1,
        ):
            step.add(Recommendation(case_id=case_id, no=number, position=number, text=text))
    return case_id


def again(store, case_id):
    """Undo the last step and do it again; what the case is like before, and after."""
    after = case_as_json(load_case(store, case_id))
    store.undo(NOW)
    before = case_as_json(load_case(store, case_id))
    store.redo(NOW)
    redone = case_as_json(load_case(store, case_id))
    assert _without_versions(redone) == _without_versions(after)
    assert before != redone
    return before


def _without_versions(value):
    if isinstance(value, dict):
        return {key: _without_versions(one) for key, one in value.items() if key != "version"}
    return [_without_versions(one) for one in value] if isinstance(value, list) else value


# --- made and filled -------------------------------------------------------------------------------------------------


def test_a_pasted_initiative_becomes_a_case_with_all_that_stands_in_it(store, initiative):
    file = load_case(store, initiative)

    assert file.case.kind == CaseKind.namndinitiativ
    assert [clause.text for clause in file.attsatser] == [
        line for line in PASTED.splitlines() if line.startswith("att ")
    ]
    assert {clause.task_for for clause in file.attsatser} == {"fritidsförvaltningen"}
    assert [(one.name, one.party, one.part) for one in file.initiators] == [
        ("Ylva Stråle", "V", InitiatorPart.initiator),
        ("Tage Munter", "MP", InitiatorPart.joined),
    ]
    facts = file.initiative
    assert facts is not None
    assert (facts.place, facts.dated_on, facts.handed_in_on) == ("Lindåkra", date(2026, 2, 3), date(2026, 2, 5))
    assert facts.lead_in == "Vi föreslår därför att fritidsnämnden beslutar:"
    assert "ingenstans att vila" in plain_text(facts.body)


def test_what_is_typed_about_people_outweighs_what_the_text_says(store, who):
    wanted = NewInitiative("Bänkar", namnd_name="Nämnden", people="Ada Ek (S)", text=PASTED)
    (made,) = new_initiative(store, wanted, who, NOW).cases
    assert [one.name for one in load_case(store, made).initiators] == ["Ada Ek"]


def test_words_that_hold_no_att_sats_are_kept_as_the_initiatives_text(store, who):
    wanted = NewInitiative("Bänkar", namnd_name="Nämnden", text="Vi tycker att parken är tråkig.\n\nGör något åt den.")
    (made,) = new_initiative(store, wanted, who, NOW).cases
    facts = load_case(store, made).initiative
    assert facts is not None
    assert plain_text(facts.body) == "Vi tycker att parken är tråkig.\n\nGör något åt den."


def test_an_initiative_needs_a_title_and_a_number_of_its_own(store, who, initiative):
    with pytest.raises(UserError, match="saknar rubrik"):
        new_initiative(store, NewInitiative(" ", namnd_name="Nämnden"), who, NOW)
    with pytest.raises(UserError, match="finns redan"):
        new_initiative(store, NewInitiative("Annat", "fn 2026/31".replace("/31", "/0031")), who, NOW)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (PASTED, 2),
        ("att parken får bänkar\natt bänkarna målas", 2),
        ("1. Att parken får bänkar\n2. Att bänkarna målas", 2),
        ("Inget här är ett förslag.", 0),
    ],
)
def test_att_satser_are_found_in_a_whole_text_and_in_a_bare_list(text, clauses):
    assert len(initiative_text(text).clauses) == clauses


def test_only_att_satser_that_are_not_there_are_added_and_all_in_one_step(store, who, initiative):
    known = load_case(store, initiative).attsatser[0].text
    add_attsatser(store, initiative, [known.upper() + ".", "att parken får belysning"], who, NOW)

    assert [clause.position for clause in load_case(store, initiative).attsatser] == [1, 2, 3]
    assert len(again(store, initiative)["attsatser"]) == 2
    with pytest.raises(UserError, match="ingen att-sats"):
        add_attsatser(store, initiative, [" "], who, NOW)


# --- first treatment -------------------------------------------------------------------------------------------------


def test_an_initiative_that_is_remitted_is_put_to_work(store, who, initiative):
    treat_first(
        store, initiative, {"outcome": Outcome.remitteras, "day": date(2026, 2, 19), "paragraph": "§ 19"}, who, NOW
    )

    file = load_case(store, initiative)
    (decision,) = file.decisions
    assert (decision.occasion, decision.kind) == (DecisionOccasion.forsta_behandling, BodyKind.namnd)
    assert (decision.outcome, decision.day, decision.paragraph) == (Outcome.remitteras, date(2026, 2, 19), "§ 19")
    assert file.case.stage == CaseStage.under_arbete
    assert [clause.outcome for clause in file.attsatser] == [None, None]
    assert again(store, initiative)["case"]["stage"] == "inkommet"


def test_the_first_treatment_knows_its_meeting_by_the_day(store, who, initiative):
    namnd_id = load_case(store, initiative).namnd.stored_id
    with store.step("byggde", who, NOW) as step:
        bodies = [
            step.add(MeetingBody(namnd_id=namnd_id, kind=kind, name=kind)) for kind in (BodyKind.au, BodyKind.namnd)
        ]
        _, meeting = [
            step.add(Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=date(2026, 2, 19))) for body in bodies
        ]
    treat_first(store, initiative, {"day": date(2026, 2, 19)}, who, NOW)
    assert load_case(store, initiative).decisions[0].meeting_id == meeting.id
    treat_first(store, initiative, {"day": date(2026, 2, 20)}, who, NOW)
    assert load_case(store, initiative).decisions[0].meeting_id is None


def test_an_initiative_that_is_refused_at_once_is_decided_att_sats_by_att_sats(store, who, initiative):
    first = load_case(store, initiative).attsatser[0]
    edit_record(store, Attsats, first.stored_id, {"outcome": Outcome.aterkallat}, who, NOW)
    treat_first(store, initiative, {"outcome": Outcome.avslag}, who, NOW)

    file = load_case(store, initiative)
    assert [clause.outcome for clause in file.attsatser] == [Outcome.aterkallat, Outcome.avslag]
    assert [(one.attsats_id, one.outcome) for one in file.point_outcomes] == [(file.attsatser[1].id, Outcome.avslag)]
    assert file.case.stage == CaseStage.beslutat
    again(store, initiative)


def test_another_first_treatment_takes_back_what_the_former_led_to(store, who, initiative):
    treat_first(store, initiative, {"outcome": Outcome.bifall}, who, NOW)
    treat_first(store, initiative, {"outcome": Outcome.remitteras}, who, NOW)

    file = load_case(store, initiative)
    assert [clause.outcome for clause in file.attsatser] == [None, None]
    assert file.point_outcomes == []
    assert file.case.stage == CaseStage.under_arbete
    treat_first(store, initiative, {"outcome": None}, who, NOW)
    file = load_case(store, initiative)
    assert (file.decisions, file.case.stage) == ([], CaseStage.inkommet)


def test_a_first_treatment_does_not_pull_back_a_case_that_has_come_further(store, who, initiative):
    edit_record(store, Case, initiative, {"stage": CaseStage.till_namnd}, who, NOW)
    treat_first(store, initiative, {"outcome": Outcome.remitteras}, who, NOW)
    assert load_case(store, initiative).case.stage == CaseStage.till_namnd


# --- tasks -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def task(store, who, initiative):
    """The task of the first att-sats, granted at once."""
    first = load_case(store, initiative).attsatser[0]
    values = {"report_form": ReportForm.skriftligt, "report_when": "juni 2026"}
    edit_record(store, Attsats, first.stored_id, values, who, NOW)
    treat_first(store, initiative, {"outcome": Outcome.bifall}, who, NOW)
    made, _ = make_assignment(store, first.stored_id, who, NOW)
    return made


def test_a_task_is_made_of_an_att_sats_in_one_act(store, who, initiative, task):
    file = load_case(store, initiative)
    (assignment,) = file.assignments
    assert assignment.text == "Kartlägga vilka bänkar som saknas i kommunens parker och redovisa det skriftligt"
    assert assignment.task_for == "fritidsförvaltningen"
    assert assignment.decision_id == file.decisions[0].id
    (report,) = file.report_backs
    assert (report.form, report.words, report.latest) == (ReportForm.skriftligt, "juni 2026", date(2026, 6, 30))
    assert again(store, initiative)["assignments"] == []
    with pytest.raises(UserError, match="har redan ett uppdrag"):
        make_assignment(store, file.attsatser[0].stored_id, who, NOW)


def test_a_later_time_for_a_task_leaves_the_first_beside_it(store, who, initiative, task):
    report_back_time(store, task, "hösten 2026", who, NOW)  # the same day: put right
    report_back_time(store, task, "våren 2027", who, LATER)

    file = load_case(store, initiative)
    assert [(one.position, one.words) for one in file.promises] == [(0, "hösten 2026"), (1, "våren 2027")]
    assert [one.words for one in file.report_backs] == ["våren 2027"]
    assert len(again(store, initiative)["promises"]) == 1


def test_a_task_is_reported_back_at_a_meeting_of_the_namnd(store, who, initiative, task):
    namnd_id = load_case(store, initiative).namnd.stored_id
    with store.step("byggde", who, NOW) as step:
        body = step.add(MeetingBody(namnd_id=namnd_id, name="Fritidsnämnden"))
        meeting = step.add(Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=date(2026, 9, 17)))
    report_back_meeting(store, task, meeting.stored_id, who, NOW)

    (report,) = load_case(store, initiative).report_backs
    assert (report.meeting_id, report.words) == (meeting.id, "nämndens sammanträde 17 september 2026")
    assert (report.latest, report.precision) == (date(2026, 9, 17), Precision.sammantrade)
    report_back_time(store, task, "oktober 2026", who, NOW)
    (report,) = load_case(store, initiative).report_backs
    assert (report.meeting_id, report.words) == (None, "oktober 2026")
    report_back_meeting(store, task, None, who, NOW)
    assert load_case(store, initiative).report_backs[0].words == "oktober 2026"


def test_a_task_may_have_no_end_and_get_one_after_all(store, who, initiative, task):
    without_end(store, task, who, NOW, wanted=True)
    file = load_case(store, initiative)
    assert file.assignments[0].no_end_date
    assert file.report_backs == []
    again(store, initiative)

    report_back_time(store, task, "juni 2027", who, LATER)
    file = load_case(store, initiative)
    assert not file.assignments[0].no_end_date
    assert [one.words for one in file.promises] == ["juni 2026", "juni 2027"]


def test_a_finished_task_has_its_report_back_done(store, who, initiative, task):
    report_back_form(store, task, ReportForm.muntligt, who, NOW)
    finish_assignment(store, task, date(2026, 6, 18), who, NOW)
    file = load_case(store, initiative)
    assert (file.assignments[0].finished_on, file.report_backs[0].done_on) == (date(2026, 6, 18), date(2026, 6, 18))
    assert current_report(file.report_backs, task) is file.report_backs[0]

    finish_assignment(store, task, None, who, NOW)
    file = load_case(store, initiative)
    assert (file.assignments[0].finished_on, file.report_backs[0].done_on) == (None, None)


def test_a_task_goes_with_its_times_and_an_att_sats_without_its_task(store, who, initiative, task):
    remove_part(store, Assignment, task, "tog bort uppdraget", who, NOW)
    file = load_case(store, initiative)
    assert (file.assignments, file.promises, file.report_backs) == ([], [], [])
    store.undo(NOW)
    remove_part(store, Attsats, load_case(store, initiative).attsatser[0].stored_id, "tog bort att-satsen", who, NOW)
    (assignment,) = load_case(store, initiative).assignments
    assert assignment.attsats_id is None


# --- the same question -----------------------------------------------------------------------------------------------


def test_a_link_is_seen_from_both_sides(store, who, initiative, audit):
    clause = load_case(store, initiative).attsatser[0]
    asked = load_case(store, audit).recommendations[0]
    changes = link_same_question(
        store, initiative, audit, who, NOW, attsats_id=clause.id, other_recommendation_id=asked.id
    )

    assert changes.cases == {initiative, audit}
    (here,) = load_case(store, initiative).related
    assert here.name == "rekommendation 1 i BUN-2026-0412 Granskning av skolskjuts"
    assert (here.own_attsats_id, here.incoming, here.other_uid) == (clause.id, False, asked.uid)
    (there,) = load_case(store, audit).related
    assert there.name == "att-sats 1 i FN-2026-0031 Fler bänkar i parkerna"
    assert (there.own_recommendation_id, there.incoming, there.other_uid) == (asked.id, True, clause.uid)
    assert case_as_text(load_case(store, initiative)).count("rekommendation 1 i BUN-2026-0412") == 1
    assert case_as_json(load_case(store, audit))["related"][0]["title"] == "Fler bänkar i parkerna"
    assert again(store, initiative)["links"] == []

    unlink(store, here.link_id, who, NOW)
    assert load_case(store, audit).related == []


def test_a_link_is_made_once_and_never_to_itself(store, who, initiative, audit):
    for _ in range(2):
        link_same_question(store, initiative, audit, who, NOW)
    assert len(load_case(store, initiative).links) == 1
    with pytest.raises(UserError, match="sig självt"):
        link_same_question(store, audit, audit, who, NOW)
    with pytest.raises(UserError, match="hör till ett annat ärende"):
        link_same_question(
            store, initiative, audit, who, NOW, attsats_id=load_case(store, initiative).attsatser[0].id,
            other_recommendation_id=_other_recommendation(store, who),
        )  # fmt: skip


def _other_recommendation(store, who):
    with store.step("byggde", who, NOW) as step:
        other = step.add(Case(namnd_id=1, title="Annan granskning"))
        return step.add(Recommendation(case_id=other.stored_id, no=1, text="Gör annat")).stored_id


def test_a_link_to_a_case_in_the_bin_is_not_shown(store, who, initiative, audit):
    link_same_question(store, initiative, audit, who, NOW)
    remove_case(store, audit, who, NOW)
    assert load_case(store, initiative).related == []


def test_targets_are_found_by_words_with_their_recommendations(store, initiative, audit):
    found = link_targets(store, "skolskjuts", initiative)
    assert [target.name for target in found] == [
        "BUN-2026-0412 Granskning av skolskjuts",
        "rekommendation 1 i BUN-2026-0412 Granskning av skolskjuts",
        "rekommendation 2 i BUN-2026-0412 Granskning av skolskjuts",
    ]
    assert all(target.case_id != initiative for target in link_targets(store, "", initiative))


def test_links_are_proposed_by_words_and_only_to_open_audits(store, who, initiative, audit):
    file = load_case(store, initiative)
    (proposal,) = proposed_links(store, file)
    assert (proposal.attsats_id, proposal.no) == (file.attsatser[0].id, 1)

    link_same_question(
        store, initiative, audit, who, NOW,
        attsats_id=proposal.attsats_id, other_recommendation_id=proposal.recommendation_id,
    )  # fmt: skip
    assert proposed_links(store, load_case(store, initiative)) == []

    store.undo(NOW)
    edit_record(store, Case, audit, {"stage": CaseStage.avslutat}, who, NOW)
    assert proposed_links(store, load_case(store, initiative)) == []


def test_two_dates_are_two_facts(store, who, initiative):
    edit_facts(
        store, Namndinitiativ, initiative, {"raised_on": date(2026, 2, 19)}, who, datetime(2026, 2, 20, tzinfo=UTC)
    )
    facts = load_case(store, initiative).initiative
    assert facts is not None
    assert (facts.handed_in_on, facts.raised_on) == (date(2026, 2, 5), date(2026, 2, 19))


def test_the_pasted_text_is_kept_as_the_source_of_what_was_taken_from_it(store, who, initiative):
    file = load_case(store, initiative)

    (source,) = file.sources
    assert source.kind == SourceKind.namndinitiativ
    assert "hälften av bänkarna" in source.text
    for clause in file.attsatser:
        (place,) = passages_of(file, clause.uid)
        assert source.text[place.start : place.end] == clause.text
    store.undo(NOW)
    store.redo(NOW)
    assert [one.text for one in load_case(store, initiative).sources] == [source.text]


def test_att_satser_pasted_later_have_their_source_too_and_the_same_text_is_kept_once(store, who, initiative):
    text = "Vi yrkar\n\natt bastun öppnar tidigare på lördagar\n\natt priset sänks under sommaren"
    add_attsatser(store, initiative, ["att bastun öppnar tidigare på lördagar"], who, NOW, pasted=text)
    add_attsatser(store, initiative, ["att priset sänks under sommaren"], who, NOW, pasted=text)

    file = load_case(store, initiative)
    assert len(file.sources) == 2
    for clause in file.attsatser[2:]:
        (place,) = passages_of(file, clause.uid)
        assert file.sources[1].text[place.start : place.end] == clause.text


@pytest.mark.parametrize(
    ("kept", "asks"),
    [
        ("Fritidsnämnden", False),
        ("Almsunds fritidsnämnd", False),
        ("Tekniska nämnden", True),
        ("Kultur- och fritidsnämnden", True),
        ("Nämnden", False),
        ("", False),
    ],
)
def test_a_paper_to_another_namnd_is_asked_about(store, who, tmp_path, kept, asks):
    if kept:
        with store.step("byggde", who, NOW) as step:
            for row in step.all(Namnd):
                row.name = kept
            step.add(Namnd(name=kept))
    path = tmp_path / "initiativ.txt"
    path.write_text(PASTED, encoding="utf-8")
    file = read_file(path, UnderWay())
    assert file is not None

    told = [one.text for one in made_ready(store, file).reading.problems]

    assert ("Ställd till Fritidsnämnden. Är det rätt nämnd?" in told) == asks


def test_the_day_it_was_handed_in_and_its_number_are_read_from_the_text():
    found = initiative_text(
        "Nämndinitiativ till parknämnden\nFler bänkar\nInlämnat den 6 maj 2026\nDnr pn 2026:14\n\nVi yrkar\n\n"
        "att bänkar ställs ut i parken\n\nLerby den 4 maj 2026\n\nSiv Rask (S)"
    )

    assert (found.dated_on, found.handed_in_on, found.dnr) == (date(2026, 5, 4), date(2026, 5, 6), "pn 2026:14")
