"""Keep the rules of a nämnd's chain as one step, or go back to the usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.records.meeting import MeetingBody
from nemndsekr.records.planning import ChainRule
from nemndsekr.rules.planning.facts import Body, PlanningFacts, StepRule
from nemndsekr.rules.planning.rule_faults import rule_faults
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError

_FIELDS: Final = ("kind", "name", "body_id", "number", "unit", "weekday", "number_immediate", "who")


def planning_of_namnder(store: Store) -> list[PlanningFacts]:
    """What every nämnd plans with."""
    return [planning_facts(store, namnd.stored_id) for namnd in all_namnder(store)]


def set_chain_rules(store: Store, namnd_id: int, rules: Sequence[StepRule], who: str, now: datetime) -> Changes:
    """Keep these steps, in this order. A step whose key is the id of a row changes that row; rows left out go.

    Raises:
        UserError: the steps are no chain; the first fault is told.
    """
    name = "ändrade kedjeregler"
    with store.step(name, who, now) as step:
        bodies = [
            Body(row.stored_id, row.kind, row.name, row.position) for row in step.all(MeetingBody, namnd_id=namnd_id)
        ]
        faults = rule_faults(rules, bodies)
        if faults:
            told, _, next_step = faults[0].partition(". ")
            raise UserError(f"{told}.", next_step)
        known = {str(row.stored_id): row for row in step.all(ChainRule, namnd_id=namnd_id)}
        kept: dict[str, ChainRule] = {}
        for position, rule in enumerate(rules, start=1):
            values: dict[str, Any] = {field: getattr(rule, field) for field in _FIELDS}
            values |= {"position": position, "name": rule.name.strip(), "who": rule.who.strip()}
            row = known.get(rule.key)
            kept[rule.key] = row if row is not None else step.add(ChainRule(namnd_id=namnd_id, **values))
            for field, value in values.items():
                if getattr(kept[rule.key], field) != value:
                    setattr(kept[rule.key], field, value)
        # A row may hang on one that is added or goes: the rows first, then what they hang on, then what goes.
        step.session.flush()
        for rule in rules:
            anchor_id = kept[rule.anchor].stored_id if rule.anchor else None
            if kept[rule.key].anchor_id != anchor_id:
                kept[rule.key].anchor_id = anchor_id
        step.session.flush()
        _take_rows(step, [row for key, row in known.items() if key not in kept])
    return Changes.of(name, step)


def use_usual_rules(store: Store, namnd_id: int, who: str, now: datetime) -> Changes:
    """Take the nämnd's own rules away, so that the usual ones hold."""
    name = "återgick till vanliga kedjeregler"
    with store.step(name, who, now) as step:
        _take_rows(step, step.all(ChainRule, namnd_id=namnd_id))
    return Changes.of(name, step)


def _take_rows(step: StepWriter, rows: Sequence[ChainRule]) -> None:
    for row in rows:
        row.anchor_id = None
    step.session.flush()
    for row in rows:
        step.delete(row)
