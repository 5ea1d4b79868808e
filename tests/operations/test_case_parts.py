"""The parts of a case that are more than one row: made with their first words, taken away whole, brought back whole."""

from __future__ import annotations

from nemndsekr.operations.add_recommendations import add_recommendations
from nemndsekr.operations.case_parts import add_to_list, edit_facts, remove_part, set_officer, write_section
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.measures import add_measure, share_measure
from nemndsekr.records.audit import Audit, AuditQuestion, Finding
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.choices import DocumentKind
from nemndsekr.records.decision import Decision, DecisionPoint, PointOutcome
from nemndsekr.records.document import DocumentPerson
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.queries import load_case
from tests.operations.conftest import NOW
from tests.rows import add_record


def test_a_section_is_made_with_its_first_words_and_then_changed(store, who, case_id):
    for words in ("Först", "Sedan"):
        write_section(store, case_id, "arendet", from_paragraphs([words]), who, NOW, heading="Ärendet", visit="v")

    (section,) = load_case(store, case_id).sections
    assert section.body == from_paragraphs(["Sedan"])
    store.undo(NOW)
    assert load_case(store, case_id).sections == []


def test_facts_get_their_row_with_the_first_of_them(store, who, case_id):
    edit_facts(store, Audit, case_id, {"purpose": "Att granska"}, who, NOW)
    edit_facts(store, Audit, case_id, {"verdict": "Inte helt"}, who, NOW)

    (audit,) = load_case(store, case_id).audits
    assert (audit.purpose, audit.verdict) == ("Att granska", "Inte helt")


def test_an_officer_is_known_by_name(store, who, case_id):
    set_officer(store, case_id, "Berit  Lindgård", who, NOW)
    first = load_case(store, case_id).case.officer_id
    set_officer(store, case_id, "", who, NOW)
    assert load_case(store, case_id).case.officer_id is None

    set_officer(store, case_id, "berit lindgård", who, NOW)
    assert load_case(store, case_id).case.officer_id == first


def test_a_row_is_added_at_the_end_and_a_signer_gets_a_document(store, who, case_id):
    for text in ("Ett", "Två"):
        add_to_list(store, DecisionPoint, case_id, {"text": text}, "lade till", who, NOW)
    add_to_list(store, DocumentPerson, case_id, {"name": "Berit Lindgård"}, "lade till", who, NOW)

    file = load_case(store, case_id)
    assert [(point.text, point.position) for point in file.decision_points] == [("Ett", 1), ("Två", 2)]
    assert [document.kind for document in file.documents] == [DocumentKind.yttrande]
    assert file.document_persons[0].document_id == file.documents[0].id


def test_a_recommendation_goes_with_the_measures_that_are_its_alone(store, who, case_id):
    add_recommendations(store, case_id, ["Ett", "Två"], who, NOW)
    first, second = load_case(store, case_id).recommendations
    add_measure(store, first.stored_id, "Bara för ett", who, NOW, words="våren 2026")
    shared, _ = add_measure(store, first.stored_id, "För båda", who, NOW)
    share_measure(store, shared.stored_id, second.stored_id, who, NOW)

    remove_part(store, Recommendation, first.stored_id, "tog bort rekommendationen", who, NOW)

    file = load_case(store, case_id)
    assert [measure.text for measure in file.measures] == ["För båda"]
    assert file.promises == []
    store.undo(NOW)
    file = load_case(store, case_id)
    assert [measure.text for measure in file.measures_of(first.stored_id)] == ["Bara för ett", "För båda"]
    assert [promise.words for promise in file.promises] == ["våren 2026"]


def test_a_point_goes_with_what_was_decided_on_it_and_comes_back_with_it(store, who, case_id):
    point_id, _ = add_to_list(store, DecisionPoint, case_id, {"text": "Nämnden godkänner yttrandet."}, "la", who, NOW)
    decision, _ = add_record(store, Decision(case_id=case_id, paragraph="§ 12"), "la", who, NOW)
    outcome = PointOutcome(case_id=case_id, decision_id=decision.stored_id, decision_point_id=point_id)
    add_record(store, outcome, "la", who, NOW)

    remove_part(store, DecisionPoint, point_id, "tog bort punkten", who, NOW)

    file = load_case(store, case_id)
    assert (file.decision_points, file.point_outcomes) == ([], [])
    assert len(file.decisions) == 1
    undo(store, NOW)
    assert len(load_case(store, case_id).point_outcomes) == 1


def test_what_is_taken_away_lets_go_of_what_only_points_at_it(store, who, case_id):
    question_id, _ = add_to_list(store, AuditQuestion, case_id, {"text": "Följs rutinen?"}, "la", who, NOW)
    add_record(store, Finding(case_id=case_id, question_id=question_id, text="Rutinen är okänd."), "la", who, NOW)

    remove_part(store, AuditQuestion, question_id, "tog bort frågan", who, NOW)

    assert [finding.question_id for finding in load_case(store, case_id).findings] == [None]
