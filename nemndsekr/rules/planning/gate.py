"""Gate: what a whole case still wants before its next meeting, in one line and with the place to go to."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, Secrecy
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.planning.today import Lack

_UNSAID: Final = "Ett säkert påpekande"
_FIRST: Final = (
    "svarets_delar",
    "revisionsfragor",
    "attsatser_svar",
    "forslag_saknas",
    "mallrad",
    "yttrandet_saknas",
    "svarsdag_saknas",
)
"""The checks of what is missing, which weigh more before a meeting than how it is written."""


def lack_of(file: CaseFile) -> Lack:
    """The weightiest of what the checks are sure of in a case, and how many more there are; no words for none.

    Of a case that is secret as a whole it is said that there is something, not what: it may quote the case.
    """
    sure = [remark for remark in remarks_on(file) if remark.certainty == Certainty.sakert]
    if not sure:
        return Lack()
    first = min(sure, key=lambda remark: _FIRST.index(remark.rule) if remark.rule in _FIRST else len(_FIRST))
    words = _UNSAID if file.case.secrecy == Secrecy.hela else first.text.rstrip(".")
    return Lack(words, len(sure) - 1, first.table, first.row_uid, first.field)
