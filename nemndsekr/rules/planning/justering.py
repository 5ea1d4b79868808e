"""suggested_justering: when minutes are planned to be confirmed, and justering_amiss: why a planned day will not do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.rules.planning.legal_dates import DAYS_TO_JUSTERING
from nemndsekr.rules.working_days import is_working_day, next_working_day
from nemndsekr.support.days import weekday_day

USUAL_DAYS: Final = 7
"""How many days after a meeting its minutes usually are confirmed."""


class JusteringAmiss(NamedTuple):
    """What is amiss with a planned day, and the day that would do; ``is_wrong`` where it cannot be at all."""

    words: str
    instead: date
    is_wrong: bool = False


def suggested_justering(day: date, closed: Collection[date] = ()) -> date:
    """The day that is proposed for the justering of a meeting: a week after, or the first working day from then.

    Where that would be too late, the last working day within the law's two weeks.
    """
    last = latest_justering(day)
    found = next_working_day(day + timedelta(days=USUAL_DAYS), closed)
    if found <= last:
        return found
    found = last
    while found > day and not is_working_day(found, closed):
        found -= timedelta(days=1)
    return found if found > day else last


def latest_justering(day: date) -> date:
    """The law's last day for the justering of a meeting."""
    return day + timedelta(days=DAYS_TO_JUSTERING)


def justering_amiss(day: date, planned: date | None, closed: Collection[date] = ()) -> JusteringAmiss | None:
    """Why the planned justeringsdag of a meeting will not do; None where it does or none is planned."""
    if planned is None:
        return None
    instead = suggested_justering(day, closed)
    if planned < day:
        return JusteringAmiss(f"justeringen {weekday_day(planned)} är före sammanträdet.", instead, is_wrong=True)
    last = latest_justering(day)
    if planned > last:
        return JusteringAmiss(
            f"justeringen {weekday_day(planned)} är för sent: protokollet ska justeras senast {weekday_day(last)} "
            f"({DAYS_TO_JUSTERING} dagar efter sammanträdet, kommunallagen 5 kap. 69 §).",
            instead,
        )
    if not is_working_day(planned, closed):
        return JusteringAmiss(f"justeringen {weekday_day(planned)} är ingen arbetsdag.", instead)
    return None
