"""Do what a remark's remedy says: each act by its name, one step each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide_difference import decide_difference
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.choices import DifferenceState
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks.remark import Remark, Remedy
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError

_Act = Callable[[Store, int, Remark, Mapping[str, str], str, datetime], Changes]


def apply_remedy(store: Store, case_id: int, remark: Remark, remedy: Remedy, who: str, now: datetime) -> Changes:
    """Mend what a remark tells of in the way that one of its remedies says.

    Raises:
        UserError: what the remark was about is gone or changed meanwhile.
    """
    act = _ACTS.get(remedy.act)
    if act is None:
        raise ValueError(f"no such act: {remedy.act}")
    return act(store, case_id, remark, dict(remedy.values), who, now)


def _decide(store: Store, case_id: int, remark: Remark, values: Mapping[str, str], who: str, now: datetime) -> Changes:
    del remark
    differences = load_case(store, case_id).differences
    difference = next((one for one in differences if one.uid == values["difference"]), None)
    if difference is None:
        raise UserError("Skillnaden finns inte längre.", "Inget behöver avgöras.")
    return decide_difference(store, difference.stored_id, DifferenceState(values["state"]), who, now)


def _choose_wording(
    store: Store, case_id: int, remark: Remark, values: Mapping[str, str], who: str, now: datetime
) -> Changes:
    recommendations = load_case(store, case_id).recommendations
    recommendation = next((one for one in recommendations if one.uid == remark.row_uid), None)
    if recommendation is None:
        raise UserError("Rekommendationen finns inte längre.", "Ångra borttagningen om den ska vara kvar.")
    wanted = {"other_wording": ""}
    if values["which"] == "other":
        wanted["text"] = recommendation.other_wording
    name = "valde rekommendationens lydelse"
    return edit_record(store, Recommendation, recommendation.stored_id, wanted, who, now, name=name)


_ACTS: Final[dict[str, _Act]] = {"decide_difference": _decide, "choose_wording": _choose_wording}
