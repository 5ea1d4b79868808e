"""The document as it is made: what only its pages show is told, and nothing that the records told already."""

from __future__ import annotations

import pytest

from nemndsekr.documents.outline import Heading, KeepTogether, Outline, Paragraph, Run, Table, runs_text
from nemndsekr.operations.approvals import approve, take_back_approval
from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.case_remarks import CaseRemarks, remarks_in
from nemndsekr.operations.decided_document import paper_of
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.made_remarks import document_remarks, made_remarks
from nemndsekr.records.audit import Finding
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import Certainty
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import personnummer
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.store.queries import load_case
from tests.documents_out.outlines import items, outline_of, words
from tests.operations.conftest import NOW
from tests.rows import add_record

LONG = "Förvaltningen har sett över rutinerna och beskriver här vad som har gjorts under året."
NUMBER = "850412-2386"


def body(*blocks) -> Outline:
    return outline_of(Heading(words("Rubrik"), 1), Paragraph(words(LONG)), *blocks)


def waiting(text: str) -> Paragraph:
    return Paragraph(words(text), "placeholder")


@pytest.mark.parametrize(
    ("blocks", "rule", "told"),
    [
        pytest.param([waiting("[Svar saknas.]")], "att_fylla_i", "1 rad i handlingen väntar på text", id="a line"),
        pytest.param(
            [KeepTogether((waiting("[Svar saknas.]"), waiting("[Svar saknas.]")))],
            "att_fylla_i", "2 rader i handlingen väntar på text", id="the same line twice, in what is kept together",
        ),
        pytest.param(
            [Paragraph((Run("Resultat: "), Run("[skriv här]", gap=True)))],
            "att_fylla_i", "1 rad i handlingen väntar på text", id="a gap in a sentence",
        ),
        pytest.param(
            [Table(lost_note="[Tabell.]")], "tabell_saknas", "En tabell kunde inte läsas in", id="a table"
        ),
        pytest.param(
            [Paragraph(words("Handläggare är [ange namn] tills vidare."))],
            "mallrad", "Ur mallen står kvar «[ange namn]»", id="words of a template",
        ),
        pytest.param(
            [Heading(words("Tom")), Heading(words("Nästa")), Paragraph(words("Text."))],
            "tom_rubrik", "Rubriken har ingen text under sig", id="an empty heading",
        ),
        pytest.param(
            [Paragraph(words(f"Gäller {NUMBER}."))], "personnummer", "Texten innehåller ett personnummer", id="a number"
        ),
        pytest.param(
            [items("Fel! Hittar inte referenskälla.")],
            "trasig_hanvisning", "En hänvisning i texten har tappat sitt mål", id="a reference",
        ),
    ],
)  # fmt: skip
def test_what_the_pages_show_is_told(blocks, rule, told):
    [remark] = made_remarks(body(*blocks))
    assert (remark.rule, remark.text) == (rule, told)
    assert NUMBER not in remark.detail
    assert list(made_remarks(body(*blocks), off=frozenset({rule}))) == [], "a check that is turned off is silent"


def test_a_finished_text_has_no_remarks_and_a_line_that_waits_is_no_empty_heading():
    assert list(made_remarks(body(Heading(words("Svar")), Paragraph(words("Ja."))))) == []
    found = made_remarks(
        body(Heading(words("Svar")), waiting("[Skriv svaret här]"), Heading(words("Slut")), items("x"))
    )
    assert [remark.rule for remark in found] == ["att_fylla_i"]


def test_what_is_filled_in_after_the_decision_is_asked_for_only_then():
    outline = body(waiting("[Här anger du om det finns reservationer.]"))
    assert list(made_remarks(outline)) == []
    assert [remark.rule for remark in made_remarks(outline, decided=True)] == ["att_fylla_i"]


def test_a_decided_paper_does_not_propose():
    outline = body(Paragraph(words("Nämnden föreslås besluta att godkänna svaret.")))
    assert list(made_remarks(outline)) == []
    [remark] = made_remarks(outline, decided=True)
    assert (remark.rule, remark.certainty) == ("foreslas_i_beslutat", Certainty.fraga)


def test_what_the_records_told_is_not_told_again():
    outline = body(Paragraph(words(f"Skriv [ange namn] och {NUMBER}.")), Table(lost_note="[Tabell]"))
    known = [
        Remark("mallrad", "", "", proof=("[ange namn]",)),
        Remark("personnummer", "", "", proof=(NUMBER,)),
        Remark("tabell_saknas", "", ""),
    ]
    assert list(made_remarks(outline, known)) == []


def test_words_of_others_that_are_printed_are_looked_through_too_and_can_be_let_stand(store, case_id, who):
    text = f"Se över ärendet om {NUMBER}."
    asked = Recommendation(case_id=case_id, no=1, position=1, text=text, answer=from_paragraphs([LONG]))
    add_record(store, asked, "lade till", who, NOW)

    def told() -> CaseRemarks:
        return document_remarks(store, case_id, paper_of(store, case_id, "tjansteskrivelse"))

    assert personnummer.RULE not in {remark.rule for remark in remarks_in(store, case_id).open}, "not by the records"
    [made] = [remark for remark in told().open if remark.rule == personnummer.RULE]

    approve(store, case_id, made, "ett övningsnummer", who, NOW)
    assert made not in told().open
    assert [(one.remark, one.reason) for one in told().approved] == [(made, "ett övningsnummer")]
    take_back_approval(store, case_id, made, who, NOW)
    assert made in told().open


def test_the_same_words_in_the_records_and_on_the_pages_are_told_once(store, case_id, who):
    body = from_paragraphs([f"{LONG} Ring [ange telefonnummer], gäller {NUMBER}."])
    write_section(store, case_id, "bakgrund", body, who, NOW, heading="Bakgrund")
    told = document_remarks(store, case_id, paper_of(store, case_id, "tjansteskrivelse"))
    rules = [remark.rule for remark in told.open]
    assert (rules.count("mallrad"), rules.count(personnummer.RULE)) == (1, 1)


def test_a_dash_in_the_action_plan_is_explained_where_one_recommendation_has_no_finding(store, case_id, who):
    first, second = (
        add_record(store, Recommendation(case_id=case_id, no=no, text="Se över rutinen."), "la till", who, NOW)[
            0
        ].stored_id
        for no in (1, 2)
    )
    plan = paper_of(store, case_id, "atgardsplan")
    assert "brist_saknas" not in {one.rule for one in document_remarks(store, case_id, plan).open}

    add_record(store, Finding(case_id=case_id, recommendation_id=first, text="rutinen är gammal"), "la till", who, NOW)

    plan = paper_of(store, case_id, "atgardsplan")
    made = plan.preview.made
    assert made is not None
    (table,) = [block for block in made.outline.blocks if isinstance(block, Table)]
    assert [runs_text(row[0]) for row in table.rows] == ["Rutinen är gammal.", "–"]
    (told,) = [one for one in document_remarks(store, case_id, plan).open if one.rule == "brist_saknas"]
    uid = next(one.uid for one in load_case(store, case_id).recommendations if one.id == second)
    assert (told.table, told.row_uid, told.field) == ("recommendations", uid, "findings")
    other = paper_of(store, case_id, "yttrande")
    assert "brist_saknas" not in {one.rule for one in document_remarks(store, case_id, other).open}


def test_every_character_that_stops_the_pages_is_told_with_its_place(store, case_id, who):
    write_section(store, case_id, "sammanfattning", from_paragraphs(["Bra \N{GRINNING FACE} jobbat."]), who, NOW)
    edit_record(store, Case, case_id, {"title": "Granskning 漢"}, who, NOW)
    file = load_case(store, case_id)

    told = document_remarks(store, case_id, paper_of(store, case_id, "tjansteskrivelse")).open
    found = [(one.text, one.table, one.row_uid, one.field) for one in told if one.rule == "tecken_saknas"]

    assert found == [
        ("Tecknet «漢» (U+6F22) går inte att skriva i PDF", "cases", file.case.uid, "title"),
        ("Tecknet «😀» (U+1F600) går inte att skriva i PDF", "sections", file.sections[0].uid, "body"),
    ]
    assert all(one.certainty == Certainty.sakert and one.remedies for one in told if one.rule == "tecken_saknas")


def test_what_only_the_template_or_the_office_has_is_told_without_a_place(store, case_id, who):
    namnd = load_case(store, case_id).namnd
    edit_record(store, Namnd, namnd.stored_id, {"forvaltning_name": "Kontoret \N{FIRE}"}, who, NOW)

    told = document_remarks(store, case_id, paper_of(store, case_id, "tjansteskrivelse")).open

    assert [(one.table, one.remedies) for one in told if one.rule == "tecken_saknas"] == [("", ())]
