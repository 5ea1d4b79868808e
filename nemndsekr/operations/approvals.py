"""«Godkänn ändå»: let a remark stand, with who and when; take that back; turn a check off or on for a nämnd."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case
from nemndsekr.records.check import Approval, RuleSetting
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.checks import CHECKS
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError


def approve(store: Store, case_id: int, remark: Remark, reason: str, who: str, now: datetime) -> Changes:
    """Let a remark stand; it is asked about again when what it says or its place changes.

    Raises:
        UserError: the case is gone.
    """
    name = "godkände ett påpekande"
    with store.step(name, who, now) as step:
        case = step.get(Case, case_id)
        if step.find(Approval, case_id=case.stored_id, fingerprint=remark.fingerprint) is None:
            step.add(
                Approval(
                    case_id=case.stored_id,
                    rule=remark.rule,
                    record_uid=remark.row_uid,
                    field=remark.field,
                    fingerprint=remark.fingerprint,
                    text=remark.text,
                    reason=reason.strip(),
                    at=now,
                    user_uid=who,
                )
            )
    return Changes.of(name, step)


def take_back_approval(store: Store, case_id: int, remark: Remark, who: str, now: datetime) -> Changes:
    """Show a remark again that was let stand.

    Raises:
        UserError: nobody has let it stand.
    """
    name = "tog tillbaka ett godkännande"
    with store.step(name, who, now) as step:
        approvals = step.all(Approval, case_id=case_id, fingerprint=remark.fingerprint)
        if not approvals:
            raise UserError("Påpekandet är inte godkänt.", "Se listan med påpekanden igen.")
        for approval in approvals:
            step.delete(approval)
    return Changes.of(name, step)


def turn_check(store: Store, namnd_id: int, slug: str, who: str, now: datetime, *, off: bool) -> Changes:
    """Turn a check off for a nämnd, or on again.

    Raises:
        UserError: there is no such check, or the nämnd is gone.
    """
    check = next((one for one in CHECKS if one.slug == slug), None)
    if check is None:
        raise UserError("Kontrollen finns inte.", "Välj en kontroll i listan.")
    name = f"{'stängde av' if off else 'slog på'} kontrollen {check.name.lower()}"
    with store.step(name, who, now) as step:
        step.get(Namnd, namnd_id)
        setting = step.find(RuleSetting, namnd_id=namnd_id, rule=slug)
        if setting is None and off:
            step.add(RuleSetting(namnd_id=namnd_id, rule=slug, off=True))
        elif setting is not None:
            setting.off = off
    return Changes.of(name, step)
