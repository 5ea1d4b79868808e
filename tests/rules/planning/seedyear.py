"""The meetings of one spring, as a nämnd in a large city had them."""

from __future__ import annotations

from datetime import date

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.facts import Body, PlannedMeeting, PlanningFacts, usual_rules

BODIES = (
    Body(1, BodyKind.beredning, "Beredning", 0),
    Body(2, BodyKind.au, "Arbetsutskott", 1),
    Body(3, BodyKind.namnd, "Nämnd", 2),
)
DAYS = {
    1: ((1, 8), (2, 5), (2, 26), (4, 2), (4, 30), (5, 28)),
    2: ((1, 16), (2, 13), (3, 6), (4, 10), (5, 8), (6, 5)),
    3: ((1, 30), (2, 27), (3, 20), (4, 24), (5, 22), (6, 19)),
}
SPRING = PlanningFacts(
    bodies=BODIES,
    meetings=tuple(
        PlannedMeeting(10 * body + number, body, date(2025, *day))
        for body, days in DAYS.items()
        for number, day in enumerate(days)
    ),
    rules=usual_rules(BODIES),
)
