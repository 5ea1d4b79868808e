"""Let a remark stand («Godkänn ändå»), take that back, and turn a check on or off for a nämnd; one step each."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case
from nemndsekr.records.check import Approval, RuleSetting
from nemndsekr.rules.checks import CHECKS
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError


class NamndChecks(NamedTuple):
    """A nämnd and the slugs of the checks that it has turned off."""

    namnd_id: int
    name: str
    off: frozenset[str]


def checks_of_namnder(store: Store, case_id: int = 0) -> tuple[list[NamndChecks], int]:
    """Which checks every nämnd has turned off, and the id of the case's nämnd, or else of the first; 0 without any."""
    with store.session() as session:
        off = list(session.scalars(select(RuleSetting).where(col(RuleSetting.off).is_(True))))
        case = session.get(Case, case_id) if case_id else None
    namnder = [
        NamndChecks(namnd.stored_id, namnd.name, frozenset(one.rule for one in off if one.namnd_id == namnd.stored_id))
        for namnd in all_namnder(store)
    ]
    return namnder, case.namnd_id if case is not None else namnder[0].namnd_id if namnder else 0


def approve(store: Store, case_id: int, remark: Remark, reason: str, who: str, now: datetime) -> Changes:
    """Let a remark stand, with who, when and, if one is given, why; when it changes, it is asked about again."""
    name = "godkände ett påpekande"
    with store.step(name, who, now) as step:
        if step.find(Approval, case_id=case_id, fingerprint=remark.fingerprint) is None:
            step.add(
                Approval(
                    case_id=case_id,
                    rule=remark.rule,
                    record_uid=remark.row_uid,
                    field=remark.field,
                    fingerprint=remark.fingerprint,
                    text=remark.text,
                    reason=" ".join(reason.split()),
                    at=now,
                    user_uid=who,
                )
            )
    return Changes.of(name, step)


def take_back_approval(store: Store, approval_id: int, who: str, now: datetime) -> Changes:
    """Let a remark be told again.

    Raises:
        UserError: the approval is gone.
    """
    name = "tog tillbaka ett godkännande"
    with store.step(name, who, now) as step:
        step.delete(step.get(Approval, approval_id))
    return Changes.of(name, step)


def turn_check(store: Store, namnd_id: int, slug: str, who: str, now: datetime, *, off: bool) -> Changes:
    """Turn a check off for a nämnd, or on again.

    Raises:
        UserError: there is no such check.
    """
    check = next((check for check in CHECKS if check.slug == slug), None)
    if check is None:
        raise UserError("Kontrollen finns inte.", "Välj en av kontrollerna i listan.")
    name = f"{'stängde av' if off else 'slog på'} kontrollen «{check.name}»"
    with store.step(name, who, now) as step:
        setting = step.find(RuleSetting, namnd_id=namnd_id, rule=slug)
        if setting is None:
            step.add(RuleSetting(namnd_id=namnd_id, rule=slug, off=off))
        else:
            setting.off = off
    return Changes.of(name, step)
