"""When a promise is given: once it has left the house it is kept, and a later day is another promise."""

from __future__ import annotations

from datetime import date, datetime

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DecisionOccasion, DocumentKind, DocumentMode, LeftAs, Outcome
from nemndsekr.records.measure import Promise

_SETTLED = {CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat}
_ANSWERS = {DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande}
_ADOPTED = {Outcome.bifall, Outcome.delvis_bifall}


def is_given(file: CaseFile, promise: Promise) -> bool:
    """Whether others may hold on to a promise: a document left, a version was locked or the yttrande was decided after.

    A later promise whose reason is not told yet is still being written, and is put right rather than followed.
    """
    if promise.position > 0 and not promise.reason.strip():
        return False
    if file.case.stage in _SETTLED or any(
        one.kind in _ANSWERS and one.mode == DocumentMode.beslutat for one in file.documents
    ):
        return True
    decided = any(
        one.occasion == DecisionOccasion.svar and one.outcome in _ADOPTED and _not_before(one.day, promise)
        for one in file.decisions
    )
    # A case that was handed to a colleague has told nothing to those who were promised something.
    gone = (
        *(one.at for one in file.departures if one.left_as != LeftAs.nemndsekr),
        *(one.at for one in file.versions),
    )
    return decided or any(_not_before(at, promise) for at in gone)


def _not_before(when: date | datetime | None, promise: Promise) -> bool:
    if when is None or promise.given_on is None:
        return True
    day = when.date() if isinstance(when, datetime) else when
    return day >= promise.given_on


def unexplained(promises: list[Promise]) -> Promise | None:
    """The newest of a measure's promises, where it is a later one and nobody has said why."""
    newest = promises[-1] if len(promises) > 1 else None
    return newest if newest is not None and not newest.reason.strip() else None
