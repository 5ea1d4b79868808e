"""ANSWER_ACTS: the acts on answers, measures, decisions, initiatives and the second answer, each done by chance."""

from __future__ import annotations

from typing import Any, Final

from nemndsekr.operations.answer_log import log_answer, set_answerer
from nemndsekr.operations.approvals import approve, take_back_approval, turn_check
from nemndsekr.operations.assignments import (
    finish_assignment,
    make_assignment,
    report_back_form,
    report_back_meeting,
    report_back_time,
    without_end,
)
from nemndsekr.operations.begin_followup import begin_followup
from nemndsekr.operations.case_parts import move_part
from nemndsekr.operations.change_measures import MeasureChange, change_measures
from nemndsekr.operations.decide import (
    add_dispatch,
    add_dissent,
    decide_all,
    decide_point,
    dispatch_to_all,
    register_decision,
    remove_decision,
    write_decision,
)
from nemndsekr.operations.followup import balance_list, log_reminders, mark_reported
from nemndsekr.operations.followup_answer import move_time, tell_measure, tell_what_happened, write_followup_text
from nemndsekr.operations.initiative import NewInitiative, add_attsatser, new_initiative, treat_first
from nemndsekr.operations.measures import (
    add_measure_report,
    keep_as_correction,
    move_measure,
    report_to_meeting,
    set_measure_state,
    set_whose_date,
    take_measure_from,
    use_effect_parts,
    write_effect_part,
)
from nemndsekr.operations.remedies import apply_remedy, can_be_done
from nemndsekr.operations.same_question import link_same_question, unlink
from nemndsekr.operations.take_minutes import take_minutes
from nemndsekr.operations.versions import lock_version
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    AnswerEventKind,
    DocumentKind,
    MeasureState,
    Outcome,
    ReportForm,
    VersionGate,
    WhoseDate,
)
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import CHECKS, approved_remarks, remarks_on
from nemndsekr.rules.decision_places import DecisionPlace, decision_places, judged_of
from nemndsekr.rules.minutes_text import read_minutes
from nemndsekr.store.followup import owed_answers
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


def _asked(office: Office) -> tuple[Any, Any]:
    if office.chance.random() < 0.5:
        return AuditQuestion, office.row("questions")
    return Recommendation, office.row("recommendations")


def give_the_answer_to_somebody(office: Office) -> None:
    """Who owes it."""
    table, row = _asked(office)
    if row is not None:
        name = office.chance.choice(["", "Maja Ek", office.words()])
        set_answerer(office.store, table, row.stored_id, name, office.who, office.now)


def log_an_answer(office: Office) -> None:
    """A line of the log."""
    table, row = _asked(office)
    if row is not None:
        kind = office.chance.choice(list(AnswerEventKind))
        log_answer(office.store, table, row.stored_id, kind, office.words(), office.who, office.now)


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
        found = [(remark, one) for remark in remarks_on(file) for one in remark.remedies if can_be_done(one)]
        if found:
            remark, remedy = office.chance.choice(found)
            apply_remedy(office.store, file.case.stored_id, remark, remedy, office.who, office.now)
            return


def make_a_task(office: Office) -> None:
    """Of an att-sats."""
    row = office.row("attsatser")
    if row is not None:
        make_assignment(office.store, row.stored_id, office.who, office.now)


def change_a_task(office: Office) -> None:
    """Its report-back, its end, or that it has none."""
    file = next((one for one in (office.case() for _ in range(6)) if one.assignments), None)
    if file is None:
        return
    row_id, store, who, now = office.chance.choice(file.assignments).stored_id, office.store, office.who, office.now
    match office.chance.randrange(5):
        case 0:
            report_back_time(store, row_id, office.chance.choice(TIMES), who, now)
        case 1:
            report_back_meeting(store, row_id, _meeting(office, file), who, now)
        case 2:
            report_back_form(store, row_id, office.chance.choice(list(ReportForm)), who, now)
        case 3:
            without_end(store, row_id, who, now, wanted=office.chance.random() < 0.5)
        case _:
            finish_assignment(store, row_id, office.chance.choice([None, now.date()]), who, now)


def _meeting(office: Office, file: CaseFile) -> int | None:
    meetings = [meeting for meeting, _ in all_meetings(office.store, file.namnd.stored_id)]
    return office.chance.choice(meetings).stored_id if meetings else None


def move_a_part(office: Office) -> None:
    """A recommendation up or down."""
    file = office.case()
    rows = [row.stored_id for row in file.recommendations]
    if len(rows) > 1:
        row_id, by = office.chance.choice(rows), office.chance.choice([-1, 1])
        move_part(office.store, Recommendation, row_id, rows, by, "flyttade", office.who, office.now)


def change_a_measure(office: Office) -> None:  # noqa: C901 - one case for each operation
    """Any of the small acts on a measure."""
    file = next((one for one in (office.case() for _ in range(6)) if one.measures), None)
    if file is None:
        return
    chance, store, who, now = office.chance, office.store, office.who, office.now
    row_id = chance.choice(file.measures).stored_id
    state = chance.choice(list(MeasureState))
    match chance.randrange(12):
        case 0:
            keep_as_correction(store, row_id, who, now)
        case 1:
            set_whose_date(store, row_id, chance.choice(list(WhoseDate)), who, now)
        case 2:
            link = office.one_of([one for one in file.measure_links if one.measure_id == row_id])
            if link is not None:
                take_measure_from(store, row_id, link.recommendation_id, who, now, question_id=link.question_id)
        case 3:
            beside = [one.stored_id for one in file.measures]
            move_measure(store, row_id, beside, chance.choice([-1, 1]), who, now)
        case 4:
            set_measure_state(store, row_id, state, who, now)
        case 5:
            add_measure_report(store, row_id, office.words(), who, now)
        case 6:
            part = chance.choice(["effect_change", "effect_for_whom", "effect_seen_by"])
            write_effect_part(store, row_id, part, office.words(), who, now)
        case 7:
            use_effect_parts(store, row_id, who, now)
        case 8:
            meeting = _meeting(office, file)
            if meeting is not None:
                report_to_meeting(store, row_id, meeting, who, now)
        case 9:
            tell_measure(store, row_id, "state", state, who, now)
        case 10:
            tell_what_happened(store, row_id, office.words(), who, now)
        case _:
            values = {"words": chance.choice(TIMES), "reason": office.words(), "granted_by": "Nämnden"}
            move_time(store, row_id, values, who, now)


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
    match chance.randrange(7):
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


def make_an_initiative(office: Office) -> None:
    """Whole, of pasted words."""
    wanted = NewInitiative(
        title=office.words(),
        namnd_id=office.case().namnd.stored_id,
        people="Kim Ek (X)\nMed instämmande av\nBo Al (Y)",
        text="Vi föreslår att nämnden beslutar\natt uppdra åt förvaltningen att kartlägga läget\natt redovisa det",
    )
    new_initiative(office.store, wanted, office.who, office.now)


def change_an_initiative(office: Office) -> None:
    """More att-satser, or its first treatment."""
    row = office.row("initiatives")
    if row is None:
        return
    if office.chance.random() < 0.5:
        add_attsatser(office.store, row.case_id, [f"att {office.words()}"], office.who, office.now)
    else:
        values = {"outcome": office.chance.choice(list(Outcome)), "day": office.now.date()}
        treat_first(office.store, row.case_id, values, office.who, office.now)


def link_or_unlink(office: Office) -> None:
    """The same question in two cases."""
    file, other = office.case(), office.case()
    if file.links and office.chance.random() < 0.3:
        unlink(office.store, office.chance.choice(file.links).stored_id, office.who, office.now)
    elif file.case.id != other.case.id:
        mine, theirs = office.one_of(file.attsatser), office.one_of(other.recommendations)
        link_same_question(
            office.store,
            file.case.stored_id,
            other.case.stored_id,
            office.who,
            office.now,
            attsats_id=mine.stored_id if mine else None,
            other_recommendation_id=theirs.stored_id if theirs else None,
        )


def lock_a_document(office: Office) -> None:
    """A version as it is."""
    gate = office.chance.choice(list(VersionGate))
    kind = office.chance.choice([DocumentKind.tjansteskrivelse, DocumentKind.yttrande])
    lock_version(office.store, office.case().case.stored_id, kind, gate, office.who, office.now)


def begin_a_second_answer(office: Office) -> None:
    """From the first one as it was locked."""
    begin_followup(office.store, office.case().case.stored_id, office.who, office.now)


def write_the_second_answer(office: Office) -> None:
    """A text of it."""
    for _ in range(6):
        file = office.case()
        document = file.document(DocumentKind.uppfoljande_yttrande)
        if document is not None:
            key = "uppfoljning_sammanfattning"
            write_followup_text(office.store, document.stored_id, key, office.text(), office.who, office.now)
            return


ANSWER_ACTS: Final[tuple[Act, ...]] = (
    give_the_answer_to_somebody,
    log_an_answer,
    remind_all,
    let_a_remark_stand,
    show_a_remark_again,
    turn_any_check,
    mend_a_remark,
    make_a_task,
    change_a_task,
    move_a_part,
    change_a_measure,
    change_many_measures,
    report_back,
    decide,
    let_a_decision_have_its_consequences,
    make_an_initiative,
    change_an_initiative,
    link_or_unlink,
    lock_a_document,
    begin_a_second_answer,
    write_the_second_answer,
)
