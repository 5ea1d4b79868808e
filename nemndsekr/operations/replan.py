"""Reckon the preliminary chains of cases anew when meetings are put into the plan, and tell what they became."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import col, select

from nemndsekr.operations.case_plan import put_chain
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import Occasion, title_to_show
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.chain_words import day_words, step_word
from nemndsekr.rules.planning.chains import Chain, deciding_rule
from nemndsekr.rules.planning.chosen import chosen_chain, steps_done
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.plan_answer import plan_answer
from nemndsekr.rules.planning.provisional import with_provisional
from nemndsekr.store.database import StepWriter
from nemndsekr.store.planning import facts_in


def replan_in(step: StepWriter, namnd_id: int) -> tuple[str, ...]:
    """Within a step that has put in meetings: what each preliminary chain became, in words; unchanged ones are silent.

    The chain keeps to the deciding meeting that lies nearest to the day that was chosen. Where no meeting of the plan
    does any more, the rows stay as they are and that is told.
    """
    step.session.flush()
    plans = step.session.scalars(
        select(CasePlan)
        .join(Case, col(Case.id) == col(CasePlan.case_id))
        .where(col(Case.namnd_id) == namnd_id, col(Case.removed_at).is_(None), col(CasePlan.provisional))
        .order_by(col(CasePlan.id))
    ).all()
    if not plans:
        return ()
    facts = facts_in(step.session.connection(), namnd_id)
    return tuple(filter(None, (_replan(step, facts, plan) for plan in plans)))


def _replan(step: StepWriter, facts: PlanningFacts, plan: CasePlan) -> str:
    case = step.get(Case, plan.case_id)
    root = deciding_rule(facts.rules)
    body = facts.body(root.body_id) if root is not None and root.body_id is not None else None
    reply = step.find(ReplyDay, id=plan.reply_day_id) if plan.reply_day_id is not None else None
    rows = [one for one in step.all(PlanStep, case_id=plan.case_id, occasion=plan.occasion) if one.day is not None]
    chosen_days = [one.day for one in rows if body is not None and one.kind == body.kind and one.day is not None]
    if root is None or reply is None or reply.latest is None or not chosen_days:
        return ""
    former = max(chosen_days)
    name = case.dnr or title_to_show(case.title, case.secrecy)
    done = steps_done(facts, case.stage) if plan.occasion == Occasion.forsta else frozenset()
    chain = _nearest(facts, reply.latest, former, step.now.astimezone().date(), done, immediate=plan.immediate)
    if chain is None:
        return f"{name}: inget sammanträde hinns med enligt den nya planen. Välj kedja igen."
    chosen = chosen_chain(facts, chain, plan.occasion, plan.reply_day_id)
    if {(one.day, one.meeting_id) for one in chosen.meetings} == {(one.day, one.meeting_id) for one in rows}:
        return ""
    put_chain(step, plan.case_id, chosen)
    day = chain.decides.day
    was = f", var preliminärt {day_words(former, day)}" if day != former else ""
    still = ", fortfarande preliminärt" if chosen.is_provisional else ""
    return f"{name}: {step_word(facts, root)} {day_words(day)}{was}{still}."


def _nearest(
    facts: PlanningFacts, due: date, former: date, today: date, done: Collection[str], *, immediate: bool
) -> Chain | None:
    """Of the chains that still can be kept, the one that decides nearest to the former day."""
    answer = plan_answer(with_provisional(facts, due), due, today, done)
    chains = [one.chain for one in answer.tried(immediate=immediate) if one.does and one.chain is not None]
    return min(chains, key=lambda one: abs(one.decides.day - former), default=None)
