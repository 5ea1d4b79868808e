"""Take in what was read: an accepted draft becomes a case, or joins the case that it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nemndsekr.operations.case_proposals import SURE, Proposal, proposals, put_numbers_right
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.review_state import Decisions
from nemndsekr.operations.taking import Taker, case_kind
from nemndsekr.reading.draft import Reading
from nemndsekr.records.case import Case
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder, source_with
from nemndsekr.support.errors import UserError

__all__ = ["Imported", "accept_reading", "already_kept", "case_kind"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its case, whether that was there before and why it was chosen, and what was touched.

    ``differences`` is how many values the case had otherwise, and about which nothing is decided.
    """

    case_id: int
    joined: bool
    changes: Changes
    reason: str = ""
    differences: int = 0


def already_kept(store: Store, content: bytes) -> Case | None:
    """The case that already holds a file with exactly these bytes."""
    known = source_with(store, hashlib.sha256(content).hexdigest())
    return None if known is None else known[1]


def accept_reading(
    store: Store,
    reading: Reading,
    content: bytes,
    who: str,
    now: datetime,
    *,
    case_id: int | None = None,
    new_case: bool = False,
    decisions: Decisions | None = None,
    together_with: Sequence[int] = (),
) -> Imported:
    """Store an accepted reading, the file itself and the passages its values stand on.

    The file joins the case ``case_id``, or makes a new one where ``new_case`` says so. Without either it joins the case
    that the evidence is sure of, if there is one; ``together_with`` are cases that files of the same go were put in.
    What a case already has is never overwritten: new items are added, equal ones get one more passage, and what is said
    otherwise is kept beside the old until ``decisions`` says what holds. Without ``decisions`` nobody has seen the
    reading: the sender's number is told from the office's own by rule.

    Raises:
        UserError: the same bytes are kept already, or nothing was found to make a case of.
    """
    known = already_kept(store, content)
    if known is not None:
        number = known.dnr or "utan diarienummer"
        told = f"Filen {reading.name} är redan inläst i ärendet «{known.shown_title}» ({number})."
        if new_case:
            raise UserError(
                f"{told} Samma fil kan inte bli ett nytt ärende.",
                "Öppna ärendet i stället, eller skapa det nya ärendet för hand.",
            )
        raise UserError(told, "Öppna ärendet i stället.")
    if decisions is None:
        reading = replace(reading, draft=put_numbers_right(reading.draft, all_namnder(store)))
    if reading.draft.title is None:
        raise UserError(f"Ingen rubrik hittades i {reading.name}.", "Läs in filen i fönstret och skriv rubriken där.")
    chosen = None
    if decisions is None:
        if not new_case:
            chosen = _sure(proposals(store, reading, together_with), case_id)
            case_id = chosen.case_id if chosen is not None else case_id
        copy_of = chosen.copy_of.id if chosen is not None and chosen.copy_of is not None else None
        decisions = Decisions(copy_of=copy_of, reviewed=False)
    name = f"läste in {reading.name}"
    with store.step(name, who, now) as step:
        taker = Taker(step, reading, hashlib.sha256(content).hexdigest(), now, decisions)
        joined = taker.take_case(None if new_case else case_id)
        step.keep_file(taker.sha256, content)
        taker.take_all()
    reason = chosen.reason if chosen is not None else ""
    return Imported(taker.case.stored_id, joined, Changes.of(name, step), reason, taker.undecided)


def _sure(found: Sequence[Proposal], case_id: int | None) -> Proposal | None:
    """The case that is named, or the one that the evidence is sure of."""
    if case_id is not None:
        return next((one for one in found if one.case_id == case_id), None)
    return found[0] if found and found[0].score >= SURE else None
