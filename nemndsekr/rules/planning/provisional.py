"""Provisional meetings: beyond the last year that is planned, the bodies are taken to meet by their rhythm."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from nemndsekr.rules.planning.chains import deciding_rule
from nemndsekr.rules.planning.facts import BodyRhythm, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.rhythm import infer_rhythms, propose_year

MOST_YEARS: Final = 3
"""How many years beyond the plan are reckoned; what lies later is told as missing."""
_YEARS_LOOKED_AT: Final = 2
_YEAR: Final = timedelta(days=365)


def missing_years(facts: PlanningFacts, until: date) -> tuple[int, ...]:
    """The years after the last that the deciding body is planned for, up to and with the year of ``until``."""
    known = _last_year(facts)
    return tuple(range(known + 1, until.year + 1)) if known is not None else ()


def with_provisional(facts: PlanningFacts, until: date) -> PlanningFacts:
    """The facts with provisional meetings, that have no id, in the years that are missing up to ``until``.

    They come by the nämnd's own rhythm, else by the one that its last year shows. A body whose plan is known for
    longer keeps it: only what lies after its last meeting is added.
    """
    years = missing_years(facts, until)[:MOST_YEARS]
    if not years:
        return facts
    added = tuple(one for year in years for one in meetings_by_rhythm(facts, year))
    return replace(facts, meetings=tuple(sorted((*facts.meetings, *added), key=lambda one: one.day)))


def with_year_ahead(facts: PlanningFacts, due: date, today: date) -> PlanningFacts:
    """The same as ``with_provisional``, and a year beyond the day it is due and today, where anstånd may lead."""
    return with_provisional(facts, max(due, today) + _YEAR)


def meetings_by_rhythm(facts: PlanningFacts, year: int) -> tuple[PlannedMeeting, ...]:
    """The meetings of a year as the bodies' rhythm gives them, after what each body has in its plan already."""
    last: dict[int, date] = {}
    for meeting in facts.meetings:
        last[meeting.body_id] = max(last.get(meeting.body_id, date.min), meeting.day)
    return tuple(
        one.as_meeting()
        for one in propose_year(facts, year, usual_rhythms(facts))
        if one.taken and one.day > last.get(one.body_id, date.min)
    )


def usual_rhythms(facts: PlanningFacts) -> tuple[BodyRhythm, ...]:
    """The rhythm that is kept for each body; of those without, the one that the fullest of the last years shows."""
    kept = {one.body_id: one for one in facts.rhythms}
    if all(body.id in kept for body in facts.bodies):
        return facts.rhythms
    counts = Counter(one.day.year for one in facts.meetings if one.is_held)
    newest = sorted(counts)[-_YEARS_LOOKED_AT:]
    if not newest:
        return facts.rhythms
    shown = infer_rhythms(facts, max(newest, key=lambda year: (counts[year], year)))
    return (*facts.rhythms, *(one.rhythm for one in shown if one.rhythm.body_id not in kept))


def _last_year(facts: PlanningFacts) -> int | None:
    root = deciding_rule(facts.rules)
    days = [one.day for one in facts.meetings if root is not None and one.body_id == root.body_id and one.is_held]
    return max(days).year if days else None
