"""The list «Inget planerat»: what has a time but lies on no meeting, and what to do about it."""

from __future__ import annotations

from datetime import date

from nemndsekr.rules.planning.unplanned import UnplannedLine, unplanned_lines
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.store.unplanned import unplanned


def unplanned_list(store: Store, today: date) -> list[UnplannedLine]:
    """The lines by day, with what each becomes if it is put on its meeting."""
    plans = [planning_facts(store, namnd.stored_id) for namnd in all_namnder(store)]
    return unplanned_lines(unplanned(store, today), plans, today)
