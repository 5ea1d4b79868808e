"""What a template cannot do with a case's texts, told as remarks beside the document, which is made all the same."""

from __future__ import annotations

from nemndsekr.documents.templates import Template
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, Certainty
from nemndsekr.rules.checks.remark import GO_THERE, Remark
from nemndsekr.rules.checks.texts import quoted
from nemndsekr.rules.decision_style import STYLE_NAMES, in_decision_style
from nemndsekr.rules.row_numbers import row_number

_RULE = "beslutsstil"


def form_remarks(file: CaseFile, template: Template) -> tuple[Remark, ...]:
    """The decision points that cannot be put as the template wants them, and are printed as they were written.

    What somebody has let stand is left out, and all of it where the nämnd has turned the check of styles off.
    """
    if template.block("forslag_till_beslut") is None or _RULE in file.rules_off:
        return ()
    approved = {approval.fingerprint for approval in file.approvals}
    style = template.decision.style
    # Another body's points are put with its own name; only the nämnd's can be told by the name they begin with.
    points = [one for one in file.decision_points if not one.lead_in and one.body_kind in (None, BodyKind.namnd)]
    styled = in_decision_style([point.text for point in points], style, file.namnd.name)
    made = (
        Remark(
            _RULE,
            f"Beslutspunkt {row_number(file, points[at])} står kvar som den är skriven",
            f"Mallen vill ha «{STYLE_NAMES[style]}», men {quoted(points[at].text)} går inte att skriva så utan att "
            "ändra orden.",
            "decision_points",
            points[at].uid,
            "text",
            Certainty.upplysning,
            (GO_THERE,),
            (points[at].text,),
        )
        for at in styled.left
    )
    return tuple(remark for remark in made if remark.fingerprint not in approved)
