"""Where the answer pulls apart: recommendations whose stance says otherwise than the one towards the whole audit."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Stance
from nemndsekr.records.recommendation import Recommendation

_AGREEMENT: Final = {Stance.instammer: 2, Stance.instammer_delvis: 1, Stance.delar_inte: 0}


def pulling_apart(file: CaseFile) -> list[Recommendation]:
    """The recommendations of ours at the other end from the overall stance: «delar inte» and yet «instämmer».

    Agreeing in part pulls nowhere, and what is taken care of in another way says nothing about agreement.
    """
    overall = _AGREEMENT.get(file.audit.stance) if file.audit and file.audit.stance else None
    if overall is None:
        return []
    return [
        one
        for one in file.recommendations
        if one.concerns_us
        and one.stance is not None
        and one.stance in _AGREEMENT
        and abs(_AGREEMENT[one.stance] - overall) > 1
    ]
