"""What a template cannot do with a case's decision points is told, and can be let stand."""

from __future__ import annotations

from nemndsekr.documents.templates import Template, load_template
from nemndsekr.operations.form_remarks import form_remarks
from nemndsekr.records.check import Approval
from nemndsekr.records.decision import DecisionPoint
from tests.documents_out.made_up import school_transport


def template_in(style: str) -> Template:
    values = load_template("neutral_tjansteskrivelse").model_dump(mode="json")
    values["decision"]["style"] = style
    return Template.model_validate(values)


def test_a_point_that_cannot_be_put_as_the_template_wants_is_told_of_once():
    file = school_transport()
    file.decision_points.append(DecisionPoint(id=3, case_id=1, text="Ärendet läggs till handlingarna."))

    (remark,) = form_remarks(file, template_in("numbered_beslutar_att"))

    assert remark.text == "Beslutspunkt 3 står kvar som den är skriven"
    assert remark.row_uid == file.decision_points[2].uid
    assert form_remarks(file, template_in("as_written")) == ()
    assert form_remarks(file, load_template("neutral_yttrande")) == ()


def test_what_was_let_stand_is_not_told_of_again():
    file = school_transport()
    file.decision_points[0].text = "Ärendet läggs till handlingarna."
    (remark,) = form_remarks(file, template_in("numbered_beslutar_att"))

    file.approvals = [Approval(case_id=1, rule=remark.rule, fingerprint=remark.fingerprint)]

    assert form_remarks(file, template_in("numbered_beslutar_att")) == ()
