"""How late a thing is that was promised, by the first promise and by the latest: a moved date hides nothing.

Only promises of one's own are watched (``WhoseDate.egen``). No clock is read: the day of today is passed in.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from nemndsekr.records.choices import MeasureState, WhoseDate
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.vagueness import why_vague_time

NO_TIME: Final = "ingen tidpunkt är lovad"
NOT_OURS: Final = "tidpunkten är inte vår egen"
NO_DONE_DAY: Final = "dagen den blev klar är inte angiven"


class Lateness(NamedTuple):
    """How a promised thing stands to its days.

    ``first`` and ``latest`` are the last days that the first and the newest promise of one's own can mean, None where
    they tell no day. ``by_first`` and ``by_latest`` count whole days after them, 0 while they are not passed and None
    where that cannot be told. ``why`` says, as a clause, what makes it impossible or vague to tell.
    """

    first: date | None = None
    latest: date | None = None
    by_first: int | None = None
    by_latest: int | None = None
    extended: int = 0
    settled: bool = False
    why: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it is not done and its newest promise has passed."""
        return not self.settled and bool(self.by_latest)

    @property
    def late_from_start(self) -> bool:
        """Whether it is not done and its first promise has passed, extended or not."""
        return not self.settled and bool(self.by_first)

    @property
    def extended_words(self) -> str:
        """«förlängd 2 gånger», or nothing."""
        return f"förlängd {counted(self.extended, 'gång', 'gånger')}" if self.extended else ""

    @property
    def words(self) -> str:
        """How late it is, by both days where they differ: «36 dagar sen, 115 dagar efter första datumet»."""
        parts = []
        after = "klar {} för sent" if self.settled else "{} sen"
        if self.by_latest:
            parts.append(after.format(counted(self.by_latest, "dag", "dagar")))
        if self.by_first and self.by_first != self.by_latest:
            parts.append(f"{counted(self.by_first, 'dag', 'dagar')} efter första datumet")
        return ", ".join(parts)


def counted(number: int, one: str, many: str) -> str:
    """«1 dag», «36 dagar»."""
    return f"{number} {one if number == 1 else many}"


def lateness(promises: Sequence[Any], today: date, *, settled: bool = False, done_on: date | None = None) -> Lateness:
    """How late a thing is whose promises, the first one first, have the columns of ``PromiseFields``.

    What is settled is judged by the day it was done; without that day nothing is said of it. A date of somebody
    else's after one's own frees nobody from the own one.
    """
    own = [promise for promise in promises if promise.whose == WhoseDate.egen and promise.words.strip()]
    if not own:
        why = NOT_OURS if any(promise.words.strip() for promise in promises) else NO_TIME
        return Lateness(settled=settled, why=why)
    days = [_last_day(promise) for promise in own]
    first, latest = days[0], days[-1]
    extended = sum(
        before is not None and after is not None and after > before for before, after in itertools.pairwise(days)
    )
    if settled and done_on is None:
        return Lateness(first, latest, None, None, extended, settled, NO_DONE_DAY)
    judged = done_on if settled and done_on is not None else today
    return Lateness(
        first,
        latest,
        _days_after(first, judged),
        _days_after(latest, judged),
        extended,
        settled,
        why_vague_time(Tidpunkt.of(own[-1])),
    )


def measure_lateness(state: MeasureState, done_on: date | None, promises: Sequence[Any], today: date) -> Lateness:
    """How late a measure is: one that is dropped is never late, one that is done is judged by its day."""
    if state == MeasureState.utgar:
        known = lateness(promises, today)
        return known._replace(by_first=None, by_latest=None, settled=True, why="")
    return lateness(promises, today, settled=state == MeasureState.genomford, done_on=done_on)


def days_late(due: date | None, today: date, done_on: date | None = None) -> int:
    """Whole days after a single day that something was due, 0 where it is not late or done."""
    return 0 if due is None or done_on is not None else max(0, (today - due).days)


def _last_day(promise: Any) -> date | None:
    time = Tidpunkt.of(promise)
    return None if time.needs_year else time.latest


def _days_after(due: date | None, judged: date) -> int | None:
    return None if due is None else max(0, (judged - due).days)
