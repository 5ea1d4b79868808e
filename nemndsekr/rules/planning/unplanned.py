"""Unplanned: what has a time but no meeting - cases, report-backs, promises and tasks - and what to do about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from nemndsekr.records.choices import Precision
from nemndsekr.rules.followup import time_to_tell
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.hanging import HangingTime, hang
from nemndsekr.support.days import full_day


class Unplanned(NamedTuple):
    """A case (``table`` is «cases»), or a report-back, promise or task of one, that lies on no meeting.

    ``row_uid`` is the row's in the table ``owner``: the measure or task that it is a time of.
    """

    table: str
    row_id: int
    row_uid: str
    case_id: int
    namnd_id: int
    dnr: str
    title: str
    text: str
    words: str
    earliest: date | None
    latest: date | None
    precision: str = ""
    owner: str = ""
    is_secret: bool = False
    """Whether the whole case is; its words are then looked at, and not told."""


class UnplannedLine(NamedTuple):
    """A line of the list; ``can_hang`` tells that its meeting is known and only has to be chosen."""

    what: Unplanned
    kind: str
    when: str
    to_do: str
    late: bool
    can_hang: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What tells this line from every other."""
        return (self.what.table, self.what.row_id)


_KINDS = {
    "cases": "Ärende utan kedja",
    "report_backs": "Återrapportering",
    "promises": "Löfte",
    "assignments": "Uppdrag utan tid",
}


def unplanned_lines(found: Iterable[Unplanned], plans: Sequence[PlanningFacts], today: date) -> list[UnplannedLine]:
    """The lines by day, those without any last."""
    by_namnd = {plan.namnd_id: plan for plan in plans}
    lines = [_line(one, by_namnd.get(one.namnd_id), today) for one in found]
    return sorted(lines, key=lambda line: (line.what.latest is None, line.what.latest or today, line.what.title))


def _line(one: Unplanned, plan: PlanningFacts | None, today: date) -> UnplannedLine:
    to_do, can_hang = _to_do(one, plan)
    one = one._replace(words=time_to_tell(one.words, one.latest, secret=one.is_secret))
    when = one.words or (full_day(one.latest) if one.latest else "Ingen tid")
    late = one.latest is not None and one.latest < today
    return UnplannedLine(one, _KINDS[one.table], when, to_do, late, can_hang)


def _to_do(one: Unplanned, plan: PlanningFacts | None) -> tuple[str, bool]:
    if one.table == "cases":
        return "Välj sammanträden i ärendet", False
    if one.table == "assignments":
        return "Skriv när uppdraget redovisas", False
    choose = "Hänger inte på något sammanträde" if one.table == "promises" else "Välj sammanträde"
    if one.precision != Precision.sammantrade or plan is None:
        return choose, False
    hung = hang(HangingTime(one.words, one.earliest, one.latest), plan)
    if hung.meeting is not None:
        return f"Lägg på {full_day(hung.meeting.day)}", True
    if hung.provisional is not None:
        told = "" if one.is_secret else hung.told
        return f"{told} Preliminärt {full_day(hung.provisional)}.".strip(), False
    return choose if one.is_secret else hung.told or choose, False
