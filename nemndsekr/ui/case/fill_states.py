"""The states in which the matrix and the chips show how much there is of an asked-for part: the same in both."""

from __future__ import annotations

from typing import Final

from nemndsekr.rules.completeness import Fill
from nemndsekr.ui.kit.states import State

STATES: Final = {
    Fill.full: State.DONE,
    Fill.delvis: State.PARTLY,
    Fill.vag: State.VAGUE,
    Fill.tom: State.EMPTY,
    Fill.godkand: State.APPROVED,
    # In a column of the matrix a dash says it.
    Fill.behovs_inte: State.NOTE,
}
