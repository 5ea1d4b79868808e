"""What the auditors saw, in whole sentences: from the passage it was bound to, never half a thought."""

from __future__ import annotations

import pytest

from nemndsekr.records.audit import Finding
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.source import Evidence, SourceDocument
from nemndsekr.rules.shortcomings import shortcoming, whole_sentences, without_shortcoming

PARAGRAPH = (
    "Parterna ska träffas t.ex. fyra gånger per år. Under 2025 hölls ett möte. Vi kan konstatera att det saknas en "
    "samlad bedömning för 71 av 112 broar. Vi ser att nämnden inte har följt upp avtalet. Ansökan ska lämnas i april. "
    "Trots det kom 14 beslut efter skolstarten."
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Under 2025 hölls ett möte.", "Parterna ska träffas t.ex. fyra gånger per år. Under 2025 hölls ett möte."),
        ("ska träffas t.ex. fyra gånger", "Parterna ska träffas t.ex. fyra gånger per år."),
        ("det saknas en samlad bedömning", "Det saknas en samlad bedömning för 71 av 112 broar."),
        ("nämnden inte har följt upp avtalet", "Vi ser att nämnden inte har följt upp avtalet."),
        ("kom 14 beslut", "Ansökan ska lämnas i april. Trots det kom 14 beslut efter skolstarten."),
        (
            "följt upp avtalet. Ansökan ska",
            "Vi ser att nämnden inte har följt upp avtalet. Ansökan ska lämnas i april.",
        ),
        ("nämndens egna ord om saken", "Nämndens egna ord om saken."),
        ("Broarna är 112 (71 saknar bedömning)", "Broarna är 112 (71 saknar bedömning)"),
    ],
)  # fmt: skip
def test_words_are_told_by_the_sentences_they_are_part_of(words: str, told: str):
    assert whole_sentences(words, PARAGRAPH) == told


def case_with(*findings: Finding, evidence: tuple[Evidence, ...] = ()) -> CaseFile:
    text = f"Inledning\nBroarna är gamla. Ingen vet hur gamla.\n{PARAGRAPH}\nBroarna är gamla. Det gäller sju av dem."
    return CaseFile(
        Case(id=1, kind=CaseKind.granskning, title="Broar", namnd_id=1),
        Namnd(id=1, name="Tekniska nämnden"),
        recommendations=[Recommendation(id=at, uid=f"r{at}", case_id=1, no=at, text="Se över.") for at in (1, 2)],
        findings=list(findings),
        sources=[SourceDocument(id=5, case_id=1, sha256="a", text=text)],
        evidence=list(evidence),
    )


def finding(text: str, uid: str = "f", recommendation_id: int = 1) -> Finding:
    return Finding(id=1, uid=uid, case_id=1, recommendation_id=recommendation_id, text=text)


def test_the_passage_that_was_read_is_the_right_one_though_the_words_stand_twice():
    words = "Det gäller sju av dem."
    file = case_with(finding(words))
    start = file.sources[0].text.index(words)
    proof = Evidence(
        case_id=1, record="findings", record_uid="f", field="text", source_id=5, start=start, end=start + 5
    )
    file.evidence.append(proof)
    assert shortcoming(file, file.recommendations[0]) == "Broarna är gamla. Det gäller sju av dem."


def test_two_findings_of_one_passage_tell_each_sentence_once():
    file = case_with(finding("Parterna ska träffas"), finding("Under 2025 hölls ett möte.", "g"))
    told = shortcoming(file, file.recommendations[0])
    assert told == "Parterna ska träffas t.ex. fyra gånger per år. Under 2025 hölls ett möte."


def test_what_has_no_finding_is_told_only_where_another_has_one():
    assert shortcoming(case_with(), case_with().recommendations[0]) == ""
    assert not list(without_shortcoming(case_with()))
    (told,) = without_shortcoming(case_with(finding("Broarna är gamla.")))
    assert (told.table, told.row_uid, told.field) == ("recommendations", "r2", "findings")
    assert told.text == "Rekommendation 2 har ingen iakttagelse"
