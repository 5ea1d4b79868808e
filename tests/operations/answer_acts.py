"""ANSWER_ACTS: the acts on answers, measures, decisions, initiatives and the second answer, each done by chance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from nemndsekr.operations.approvals import approve, take_back_approval, turn_check
from nemndsekr.operations.case_plan import case_planning, choose_chain, grant_anstand, take_chain_away
from nemndsekr.operations.chain_rules import planning_of_namnder, set_chain_rules, use_usual_rules
from nemndsekr.operations.change_measures import MeasureChange, change_measures
from nemndsekr.operations.decide import (
    add_dispatch,
    add_dissent,
    decide_all,
    decide_as_proposed,
    decide_point,
    dispatch_to_all,
    register_decision,
    remove_decision,
    write_decision,
)
from nemndsekr.operations.followup import balance_list, log_reminders, mark_reported
from nemndsekr.operations.remedies import acts, apply_remedy
from nemndsekr.operations.take_minutes import take_minutes
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    MeasureState,
    Occasion,
    Outcome,
)
from nemndsekr.rules.checks import CHECKS, approved_remarks, remarks_on
from nemndsekr.rules.decision_places import DecisionPlace, decision_places, judged_of
from nemndsekr.rules.minutes_text import read_minutes
from nemndsekr.rules.planning.chains import chains_from
from nemndsekr.rules.planning.chosen import chosen_chain
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.store.queries import all_meetings
from tests.operations.acts import TIMES, Act, Office

MINUTES: Final = """§ 41
Nämnden beslutar
1. att godkänna yttrandet och skicka det till revisorerna,
2. att uppdra åt förvaltningen att redovisa arbetet senast i november 2026.

Paragrafen förklaras omedelbart justerad.

Reservation
Kim Ek (X) reserverar sig mot beslutet.

Beslutet skickas till
Kommunens revisorer
"""


def remind_all(office: Office) -> None:
    """Several lines of it at once."""
    owed = owed_answers(office.store, office.now.date())[:3]
    if owed:
        log_reminders(office.store, owed, office.who, office.now)


def let_a_remark_stand(office: Office) -> None:
    """«Godkänn ändå»."""
    file = office.case()
    remark = office.one_of(remarks_on(file))
    if remark is not None:
        approve(office.store, file.case.stored_id, remark, office.words(), office.who, office.now)


def show_a_remark_again(office: Office) -> None:
    """What was let stand."""
    for _ in range(4):
        file = office.case()
        remark = office.one_of(approved_remarks(file))
        if remark is not None:
            take_back_approval(office.store, file.case.stored_id, remark, office.who, office.now)
            return


def turn_any_check(office: Office) -> None:
    """Off or on for the nämnd."""
    slug, off = office.chance.choice(CHECKS).slug, office.chance.random() < 0.5
    turn_check(office.store, office.case().namnd.stored_id, slug, office.who, office.now, off=off)


def mend_a_remark(office: Office) -> None:
    """Do what a remedy says."""
    for _ in range(4):
        file = office.case()
        found = [(remark, one) for remark in remarks_on(file) for one in remark.remedies if one.act in acts()]
        if found:
            remark, remedy = office.chance.choice(found)
            apply_remedy(office.store, file.case.stored_id, remark, remedy, office.who, office.now)
            return


def _meeting(office: Office, file: CaseFile) -> int | None:
    meetings = [meeting for meeting, _ in all_meetings(office.store, file.namnd.stored_id)]
    return office.chance.choice(meetings).stored_id if meetings else None


def change_many_measures(office: Office) -> None:
    """Several at once."""
    file = next((one for one in (office.case() for _ in range(6)) if one.measures), None)
    if file is not None:
        state, words = office.chance.choice([None, *MeasureState]), office.chance.choice(TIMES)
        change = MeasureChange(
            state=state,
            words=words,
            reason="Lokalerna dröjde.",
            granted_by="Nämnden",
            responsible=office.words(),
            happened=office.words() if state else "",
            meeting_id=_meeting(office, file),
        )
        change_measures(office.store, [one.stored_id for one in file.measures], change, office.who, office.now)


def report_back(office: Office) -> None:
    """What was promised to be reported is reported."""
    lines = balance_list(office.store, office.now.date())[:3]
    if lines:
        mark_reported(office.store, lines, office.now.date(), office.who, office.now)


def _place(office: Office) -> tuple[CaseFile, DecisionPlace] | None:
    for _ in range(4):
        file = office.case()
        place = office.one_of(decision_places(file, [], office.now.date()))
        if place is not None:
            return file, place
    return None


def decide(office: Office) -> None:
    """Any of the acts on what a body decided."""
    found = _place(office)
    if found is None:
        return
    (file, place), chance = found, office.chance
    store, case_id, who, now = office.store, file.case.stored_id, office.who, office.now
    outcome = chance.choice(list(Outcome))
    match chance.randrange(8):
        case 0:
            write_decision(store, case_id, place, {"paragraph": "§ 12", "reason": office.words()}, who, now)
        case 1:
            decide_all(store, case_id, place, outcome, who, now)
        case 2:
            judged = office.one_of(judged_of(file))
            if judged is not None:
                decide_point(store, case_id, place, judged, {"outcome": outcome}, who, now)
        case 3:
            add_dissent(store, case_id, place, {"who": "Kim Ek (X)"}, who, now)
        case 4:
            add_dispatch(store, case_id, place, {"to_whom": "Revisorerna"}, who, now)
        case 6:
            decide_as_proposed(store, case_id, place, who, now)
        case 5:
            dispatch_to_all(store, case_id, place, chance.choice([None, now.date()]), who, now, how="e-post")
        case _:
            take_minutes(store, case_id, place, read_minutes(MINUTES).facts, MINUTES, who, now)


def let_a_decision_have_its_consequences(office: Office) -> None:
    """Register it, or take it away."""
    row = office.row("decisions")
    if row is None:
        return
    if office.chance.random() < 0.7:
        register_decision(office.store, row.case_id, row.stored_id, office.who, office.now)
    else:
        remove_decision(office.store, row.stored_id, office.who, office.now)


def plan_the_chain(office: Office) -> None:
    """Choose a chain for the case, take it away, or be granted a later day."""
    planning = case_planning(office.store, office.case().case.stored_id)
    case_id, chance = planning.file.case.stored_id, office.chance
    occasion = chance.choice(list(Occasion))
    act = chance.randrange(4)
    if act == 0:
        take_chain_away(office.store, case_id, occasion, office.who, office.now)
    elif act == 1 and planning.due:
        due = chance.choice(planning.due)
        words = (office.now.date() + timedelta(days=chance.randrange(300))).isoformat()
        grant_anstand(office.store, case_id, due.reply_day_id, words, "Kim Ek", "Semester", office.who, office.now)
    else:
        immediate = chance.random() < 0.5
        chains = list(chains_from(planning.facts, date(chance.randrange(2024, 2027), 1, 1), immediate=immediate))
        if chains:
            due_id = chance.choice([None, *(one.reply_day_id for one in planning.due)])
            chosen = chosen_chain(planning.facts, chance.choice(chains), occasion, due_id)
            choose_chain(office.store, case_id, chosen, office.who, office.now)


def change_chain_rules(office: Office) -> None:
    """Another number of days, one step fewer, or the usual rules again."""
    facts, chance = office.chance.choice(planning_of_namnder(office.store)), office.chance
    if chance.random() < 0.3:
        use_usual_rules(office.store, facts.namnd_id, office.who, office.now)
        return
    free = [rule for rule in facts.rules if rule.anchor and rule.key not in {one.anchor for one in facts.rules}]
    one = office.one_of(free)
    rules = [rule for rule in facts.rules if chance.random() < 0.7 or rule != one]
    rules = [rule._replace(number=rule.number + 1) if rule.number > 0 else rule for rule in rules]
    set_chain_rules(office.store, facts.namnd_id, rules, office.who, office.now)


ANSWER_ACTS: Final[tuple[Act, ...]] = (
    remind_all,
    plan_the_chain,
    change_chain_rules,
    let_a_remark_stand,
    show_a_remark_again,
    turn_any_check,
    mend_a_remark,
    change_many_measures,
    report_back,
    decide,
    let_a_decision_have_its_consequences,
)
