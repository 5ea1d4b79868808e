"""The chosen chains of a case in words, one line for each of its answers."""

from __future__ import annotations

from datetime import date

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Occasion, label
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.planning.chain_words import chain_line, listed, refused_words
from nemndsekr.rules.planning.chains import Chain, Refused
from nemndsekr.rules.planning.chosen import chain_of_case, plan_of
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.provisional import missing_years

_NOT_PROPOSED = " Förslaget till beslut säger ännu inget om omedelbar justering."


def case_chain_lines(file: CaseFile, facts: PlanningFacts) -> list[str]:
    """What the chosen chains have become by the meetings and rules of today, and what they still ask for."""
    lines = []
    for occasion in Occasion:
        plan = plan_of(file, occasion)
        chain = chain_of_case(file, facts, occasion) if plan is not None else None
        if plan is None or chain is None:
            continue
        if isinstance(chain, Refused):
            due = next((one.latest for one in file.reply_days if one.id == plan.reply_day_id), None)
            told = f"{refused_words(facts, chain, due or chain.limit)} Välj kedja igen."
        else:
            told = _chain_words(file, facts, plan, chain)
        lines.append(f"{label(occasion)}: {told}")
    return lines


def _chain_words(file: CaseFile, facts: PlanningFacts, plan: CasePlan, chain: Chain) -> str:
    hurried = ""
    if plan.immediate:
        proposed = any(point.immediate for point in file.decision_points)
        hurried = f" Med omedelbar justering.{'' if proposed else _NOT_PROPOSED}"
    return f"{chain_line(facts, chain)}.{hurried}{_provisional(facts, plan, chain)}"


def _provisional(facts: PlanningFacts, plan: CasePlan, chain: Chain) -> str:
    """Which year is missing in the plan; or that it is there by now, so that the chain can be chosen for good."""
    if not plan.provisional:
        return ""
    reckoned = [step.day for step in chain.steps if step.meeting is not None and step.meeting.id is None]
    years = sorted({day.year for day in reckoned} & set(missing_years(facts, max(reckoned, default=date.min))))
    if years:
        return f" Planen för {listed([str(year) for year in years])} saknas: kedjan är preliminär, räknad efter rytmen."
    return " Preliminär: något av sammanträdena finns inte i planen. Välj kedja igen."
