"""PlaceNames: what each place of a decision is known by, so that it follows its decision to another day."""

from __future__ import annotations

from collections.abc import Sequence

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.row import new_uid
from nemndsekr.rules.decision_places import DecisionPlace, PlaceKey


class PlaceNames:
    """The names of one case's places for as long as it is shown; no two places have the same.

    A place keeps its name when its decision is made, and the decision keeps it when it no longer fits the plan step
    that gave it: what is being typed belongs to the name.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._names: dict[str, PlaceKey] = {}
        self._uids: dict[PlaceKey, str] = {}

    def known(
        self, file: CaseFile, places: Sequence[DecisionPlace], added: Sequence[DecisionPlace]
    ) -> list[DecisionPlace]:
        """The places under their names, then those ``added`` by hand that have no decision yet.

        A place without a decision is told the uid that its decision is to have.
        """
        uids = {one.id: one.uid for one in file.decisions}
        decided = {uid: self._names[uid] for one in places if (uid := uids.get(one.decision_id, "")) in self._names}
        taken = set(decided.values())
        known = []
        for place in places:
            uid = uids.get(place.decision_id, "")
            key = decided.get(uid) or _free(place.key, taken)
            taken.add(key)
            known.append(self._named(place._replace(key=key), uid))
        return known + [self._named(place, "") for place in added if place.key not in taken]

    def _named(self, place: DecisionPlace, uid: str) -> DecisionPlace:
        coming = uid or self._uids.setdefault(place.key, new_uid())
        self._names[coming] = place.key
        return place if uid else place._replace(new_uid=coming)


def _free(key: PlaceKey, taken: set[PlaceKey]) -> PlaceKey:
    """The name itself, or one like it where a decision has taken it along to another day."""
    while key in taken:
        key = (key[0], f"{key[1]}:")
    return key
