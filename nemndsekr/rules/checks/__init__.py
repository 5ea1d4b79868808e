"""CHECKS: all that a case is checked for (Kontroller, F8). A check tells and explains; it never stops anybody."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.checks.case_checks import (
    missing_dnr,
    missing_parts,
    reply_without_sending,
    template_text_left,
    two_wordings,
    undecided_differences,
)
from nemndsekr.rules.checks.followup_checks import followup_gaps
from nemndsekr.rules.checks.remark import Check, Remark

CHECKS: Final[tuple[Check, ...]] = (
    Check("svarets_delar", "Svar som saknar något", "Det revisionen begär finns i svaret.", missing_parts),
    Check("tva_lydelser", "Två lydelser", "En rekommendation står likadant överallt.", two_wordings),
    Check("kallor_skiljer", "Handlingar som skiljer sig", "Handlingarna säger samma sak.", undecided_differences),
    Check("mallrad", "Mallrader", "Ingen rad ur mallen står kvar att fylla i.", template_text_left),
    Check("diarienummer", "Diarienummer", "Ärendet har ett diarienummer.", missing_dnr),
    Check("uppfoljning", "Uppföljande yttrande", "Varje löfte följs upp i det andra svaret.", followup_gaps),
    Check("svar_skickas_inte", "Svaret skickas", "En beslutspunkt skickar svaret.", reply_without_sending),
)


def remarks_on(file: CaseFile) -> list[Remark]:
    """What the checks find, in the order of CHECKS, but for what is approved and what the nämnd has turned off."""
    approved = {approval.fingerprint for approval in file.approvals}
    return [remark for remark in _found(file) if remark.fingerprint not in approved]


def approved_remarks(file: CaseFile) -> list[Remark]:
    """What the checks find and a person has let stand."""
    approved = {approval.fingerprint for approval in file.approvals}
    return [remark for remark in _found(file) if remark.fingerprint in approved]


def _found(file: CaseFile) -> list[Remark]:
    return [remark for check in CHECKS if check.slug not in file.rules_off for remark in check.find(file)]
