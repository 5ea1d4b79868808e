"""What of an answer's lacks a person has let stand («Godkänn ändå»), as the matrix, the list and the chips show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.completeness import Completeness, completeness

_RULES: Final = frozenset({"svarets_delar", "revisionsfragor"})
"""The checks that tell what an answer lacks."""


def let_stand(file: CaseFile) -> Mapping[str, str]:
    """By the answer's uid, why what it lacks now was let stand, "" where nobody said why.

    What has changed since is not among them: a remark is let stand only as long as it says the very same.
    """
    reasons = {approval.fingerprint: approval.reason for approval in file.approvals if approval.rule in _RULES}
    if not reasons:
        return {}
    # The checks rest on completeness, and most cases have nothing that was let stand.
    from nemndsekr.rules.checks.answer_checks import missing_parts, unanswered_questions

    found = (*missing_parts(file), *unanswered_questions(file))
    return {remark.row_uid: reasons[remark.fingerprint] for remark in found if remark.fingerprint in reasons}


def completeness_of(file: CaseFile) -> Completeness:
    """The matrix of a case, with what was let stand."""
    return completeness(file, let_stand(file))
