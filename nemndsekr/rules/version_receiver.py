"""To whom a version that is locked at a gate is likely to go: the body of that gate, with its meeting day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, VersionGate, label
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.which_answer import occasion_at_hand

_BODY_OF: Final = {
    VersionGate.till_beredning: BodyKind.beredning,
    VersionGate.till_au: BodyKind.au,
    VersionGate.till_namnd: BodyKind.namnd,
    VersionGate.beslutad: BodyKind.namnd,
}


def proposed_receiver(file: CaseFile, gate: VersionGate, today: date) -> str:
    """«Arbetsutskottet 2026-03-05» from the case's plan; the body's name alone where no day is planned.

    What is sent goes to those that the decision is sent to. A version that is locked for another reason has no
    receiver of itself.
    """
    if gate == VersionGate.expedierad:
        return ", ".join(" ".join(one.text.split()) for one in file.recipients)
    body = _BODY_OF.get(gate)
    if body is None:
        return ""
    occasion = occasion_at_hand(file)
    steps = [one for one in file.plan_steps if one.kind == body]
    step = _at_hand([one for one in steps if one.occasion == occasion] or steps, gate, today)
    if step is None:
        return label(body)
    return " ".join(filter(None, (step.label.strip() or label(body), step.day.isoformat() if step.day else "")))


def _at_hand(steps: Sequence[PlanStep], gate: VersionGate, today: date) -> PlanStep | None:
    """The next meeting for what is on its way, the last one that was held for what is decided; else what there is."""
    dated = sorted((one for one in steps if one.day is not None), key=_day)
    held = [one for one in dated if _day(one) <= today]
    if gate == VersionGate.beslutad and held:
        return held[-1]
    coming = [one for one in dated if _day(one) >= today]
    return next(iter(coming or dated[-1:] or steps), None)


def _day(step: PlanStep) -> date:
    return step.day or date.max
