"""What a person has let stand is shown as that, and the checks and the matrix name the same lacks."""

from __future__ import annotations

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.check import Approval
from nemndsekr.records.choices import DemandPart
from nemndsekr.rules.case_items import MATRIX_KEY, items_of
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.completeness import Fill, Line, summary
from nemndsekr.rules.let_stand import completeness_of, let_stand
from nemndsekr.rules.progress import parts_of, question_parts
from tests.rules.checks.cases import case_file, demands, document, found, measured, question, rec

PARTS = (DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date, DemandPart.responsible)


def audit(**lists) -> CaseFile:
    lists = {
        "documents": [document()],
        "recommendations": [rec(1, "Vi börjar nu.")],
        "questions": [question()],
        "demands": demands(*PARTS, DemandPart.per_assessment),
        **measured("Byt skyltar", responsible="Driftchefen"),
    } | lists
    return case_file(**lists)


def line(file: CaseFile, table: str) -> Line:
    return next(one for one in completeness_of(file).lines if one.table == table)


def approve(file: CaseFile, remark: Remark, reason: str = "") -> None:
    file.approvals.append(Approval(case_id=1, rule=remark.rule, fingerprint=remark.fingerprint, reason=reason))


def test_a_check_names_every_part_that_the_matrix_shows_as_empty():
    file = audit()
    (remark,) = found(file, "revisionsfragor")
    lacking = [
        column.name.lower()
        for column, cell in zip(completeness_of(file).columns, line(file, "questions").cells, strict=True)
        if cell.lacks
    ]

    assert lacking == ["svar", "åtgärd", "effekt", "tidpunkt", "ansvarig"]
    assert remark.text == "Revisionsfråga 1 saknar svar, åtgärd, effekt, tidpunkt och ansvarig"
    assert remark.detail == (
        "Revisionen begär svar och åtgärd, effekt, tidpunkt och ansvarig också för varje bedömning."
    )


def test_a_lack_that_is_let_stand_is_no_lack_anywhere():
    file = audit()
    (remark,) = found(file, "svarets_delar")
    before = completeness_of(file).lacking

    approve(file, remark, "Effekten står i planen.")

    fills = {cell.field: cell.fill for cell in line(file, "recommendations").cells}
    assert fills["expected_effect"] == fills["promise"] == Fill.godkand
    assert fills["stance"] == Fill.tom, "nobody was asked about that"
    cell = next(one for one in line(file, "recommendations").cells if one.field == "expected_effect")
    assert (cell.word, cell.why) == ("Godkänd", "åtgärden har ingen effekt; godkänt ändå: Effekten står i planen.")
    assert completeness_of(file).lacking == before - 2
    assert summary(completeness_of(file)).endswith("2 är godkända ändå.")
    told = parts_of(file, file.recommendations[0], let_stand(file))
    assert [part.name for part in told if part.let_stand] == ["Effekt", "Tidpunkt"]
    assert [part.name for part in told if not part.there and not part.let_stand] == ["Ställningstagande"]
    item = next(one for one in items_of(file) if one.key == MATRIX_KEY)
    assert item.lack == f"{before - 2} saknas"


def test_what_a_question_lacks_is_let_stand_too():
    file = audit()
    approve(file, found(file, "revisionsfragor")[0])

    assert {cell.fill for cell in line(file, "questions").cells[1:]} == {Fill.godkand}
    assert all(part.let_stand for part in question_parts(file, file.questions[0], let_stand(file)))


def test_another_lack_than_the_one_that_was_let_stand_is_told_again():
    file = audit()
    approve(file, found(file, "svarets_delar")[0])

    file.measures[0].responsible = ""

    assert "svarets_delar" in {remark.rule for remark in remarks_on(file)}
    assert line(file, "recommendations").cells[3].fill == Fill.tom


def test_all_but_what_is_let_stand_being_there_the_matrix_says_so():
    file = audit(questions=[], recommendations=[rec(1, "Vi börjar nu.", stance="instammer")])
    assert summary(completeness_of(file)).startswith("Tidpunkt saknas")
    approve(file, found(file, "svarets_delar")[0])

    assert summary(completeness_of(file)) == "Inget mer saknas. 2 är godkända ändå."
