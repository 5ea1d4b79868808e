"""ACTS: one way to do each undoable operation on any case of the exercise, by chance; what the undo tests draw from."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from sqlmodel import select

from nemndsekr.documents.masking import Passage
from nemndsekr.operations.add_recommendations import add_recommendations
from nemndsekr.operations.answer_log import log_answer, set_answerer
from nemndsekr.operations.assignments import (
    finish_assignment,
    make_assignment,
    report_back_form,
    report_back_meeting,
    report_back_time,
    without_end,
)
from nemndsekr.operations.audit_questions import add_questions, ask_per_assessment
from nemndsekr.operations.begin_followup import begin_followup
from nemndsekr.operations.case_parts import (
    add_to_list,
    edit_facts,
    move_part,
    remove_part,
    set_officer,
    write_section,
)
from nemndsekr.operations.decide import settle_attsats
from nemndsekr.operations.edit_record import bring_case_back, edit_record, remove_case
from nemndsekr.operations.followup_answer import move_time, tell_measure, tell_what_happened, write_followup_text
from nemndsekr.operations.hang_times import hang_times
from nemndsekr.operations.initiative import NewInitiative, add_attsatser, new_initiative, treat_first
from nemndsekr.operations.measures import (
    EFFECT_PARTS,
    add_measure,
    keep_as_correction,
    move_measure,
    promise_time,
    remove_measure,
    report_to_meeting,
    set_measure_state,
    set_whose_date,
    share_measure,
    take_measure_from,
    use_effect_parts,
    write_effect_part,
)
from nemndsekr.operations.move_meeting import move_meetings
from nemndsekr.operations.new_case import new_case
from nemndsekr.operations.publish import Scope, add_masks, scope_values
from nemndsekr.operations.same_question import link_same_question, unlink
from nemndsekr.operations.secrecy import mark_document
from nemndsekr.operations.versions import lock_version
from nemndsekr.records.audit import Audit, AuditQuestion, Demand, Finding
from nemndsekr.records.block_text import Block, BlockText, Heading, ListBlock, ListItem, Paragraph, Run, TableBlock
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import (
    AnswerEventKind,
    CaseKind,
    DemandPart,
    MeasureState,
    Outcome,
    ReportForm,
    Secrecy,
    VersionGate,
    WhoseDate,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Basis, Mask
from nemndsekr.records.measure import Measure
from nemndsekr.records.meeting import Meeting
from nemndsekr.records.namndinitiativ import Assignment, Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import CaseRow, Row
from nemndsekr.rules.initiative import FIRST_TREATMENTS
from nemndsekr.rules.second_answer import ONWARD_KEY, SUMMARY_KEY, answer_key
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.rows import add_record

Kept = TypeVar("Kept")

TIMES: Final = ("våren 2026", "senast juni 2026", "2026-05-29", "på sikt", "", "kvartalsvis", "senast augusti")
WORDS: Final = ("Ny rutin", "Åtgärden följs upp", "ä" * 40, "rad ett\nrad två", "«citat» – tankstreck", "x")


@dataclass
class Office:
    """An open database, who sits there, the time, and the chance that decides what is done."""

    store: Store
    who: str
    now: datetime
    chance: random.Random

    def words(self) -> str:
        """Some words."""
        return f"{self.chance.choice(WORDS)} {self.chance.randrange(1000)}"

    def text(self) -> BlockText:
        """Some running text with every kind of block."""
        one = (Run(self.words()), Run("fet", bold=True), Run("lutar", italic=True))
        table = TableBlock(((one, (Run("b"),)),), ((Run("A"),), (Run("B"),)), "Bildtext")
        blocks: list[Block] = [Heading(one, 2), Paragraph(one), ListBlock((ListItem(one, 1),), ordered=True), table]
        return BlockText(tuple(self.chance.sample(blocks, self.chance.randrange(len(blocks) + 1))))

    def case(self) -> CaseFile:
        """Any case."""
        with self.store.session() as session:
            ids = list(session.scalars(select(Case.id).order_by(Case.id)))  # type: ignore[arg-type]
        return load_case(self.store, self.chance.choice(ids) or 0)

    def one_of(self, rows: list[Kept]) -> Kept | None:
        """Any of these, or none."""
        return self.chance.choice(rows) if rows else None

    def row(self, attribute: str) -> Any:
        """Any row of one of a case's lists, from the first case that is tried and has some."""
        for _ in range(6):
            rows = getattr(self.case(), attribute)
            if rows:
                return self.chance.choice(rows)
        return None


Act = Callable[[Office], object]
"""Does one thing, or nothing where there is nothing to do it with."""


def _value(office: Office, now: Any) -> Any:
    """Another value of the same sort."""
    match now:
        case BlockText():
            return office.text()
        case bool():
            return not now
        case StrEnum():
            return office.chance.choice(list(type(now)))
        case datetime() | int():
            return now
        case date():
            return now + timedelta(days=office.chance.randrange(-40, 40))
        case str():
            return office.words()
    return now


def change_any_field(office: Office) -> None:
    """Any column of any row of a case."""
    file = office.case()
    filled = [(table, getattr(file, name)) for name, table in CASE_TABLES if getattr(file, name)]
    table, rows = office.chance.choice([(Case, [file.case]), *filled])
    row: Row = office.chance.choice(rows)
    fields: Any = next((base for base in table.__mro__ if base.__name__.endswith("Fields")), None)
    free = (
        [name for name in fields.model_fields if not name.endswith("_id") and _may_be_any(table, name)]
        if fields
        else []
    )
    if not free:
        return
    name = office.chance.choice(free)
    value = _value(office, getattr(row, name))
    edit_record(office.store, table, row.stored_id, {name: value}, office.who, office.now)


# What the program itself reads as JSON, as a place in a text or as the name of another row.
_OF_THE_PROGRAM: Final = {
    "page_starts", "start", "end", "record", "record_uid", "field", "sha256", "facts", "fingerprint", "rule",
    "based_on_uid", "user_uid",
}  # fmt: skip


def _may_be_any(table: type, name: str) -> bool:
    return name not in _OF_THE_PROGRAM and not (table.__name__ == "Measure" and name == "position")


def write_in_one_visit(office: Office) -> None:
    """Several saves of one field during one visit: one step, as long as it does not end where it began."""
    row = office.row("recommendations")
    if row is None:
        return
    visit = f"visit {office.chance.random()}"
    texts = [office.text(), office.text(), BlockText((Paragraph((Run(f"sist {office.chance.random()}"),)),))]
    for text in texts:
        values = {"answer": text}
        edit_record(office.store, Recommendation, row.stored_id, values, office.who, office.now, visit=visit)


def remove_any_part(office: Office) -> None:
    """A recommendation, question, att-sats or listed row with all that hangs on it."""
    attribute, table = office.chance.choice(_PARTS)
    row = office.row(attribute)
    if row is not None:
        remove_part(office.store, table, row.stored_id, f"tog bort {table.__name__}", office.who, office.now)


_PARTS: Final[tuple[tuple[str, type[CaseRow]], ...]] = (
    ("recommendations", Recommendation),
    ("questions", AuditQuestion),
    ("attsatser", Attsats),
    ("decision_points", DecisionPoint),
    ("bases", Basis),
    ("recipients", Recipient),
    ("assignments", Assignment),
)


def add_to_any_list(office: Office) -> None:
    """A row at the end of one of a case's lists."""
    tables: list[type[CaseRow]] = [Recommendation, Attsats, DecisionPoint, Basis, Recipient, AuditQuestion]
    table = office.chance.choice(tables)
    case_id = office.case().case.stored_id
    add_to_list(office.store, table, case_id, {"text": office.words()}, "lade till rad", office.who, office.now)


def add_any_record(office: Office) -> None:
    """A finding or a further number."""
    case_id = office.case().case.stored_id
    row = office.chance.choice(
        [Finding(case_id=case_id, text=office.words()), CaseNumber(case_id=case_id, text=office.words())]
    )
    add_record(office.store, row, "lade till uppgift", office.who, office.now)


def remove_any_reply_day(office: Office) -> None:
    """A reply day, which a chosen chain may answer."""
    row = office.row("reply_days")
    if row is not None:
        remove_part(office.store, ReplyDay, row.stored_id, "tog bort svarsdag", office.who, office.now)


def write_any_section(office: Office) -> None:
    """A part of the running text."""
    key = office.chance.choice(["sammanfattning", "arendet", "framat"])
    case_id = office.case().case.stored_id
    write_section(office.store, case_id, key, office.text(), office.who, office.now, heading="Rubrik")


def change_facts(office: Office) -> None:
    """A fact of an audit."""
    file = office.case()
    if file.audit is not None:
        values = {office.chance.choice(["purpose", "verdict", "period"]): office.words()}
        edit_facts(office.store, Audit, file.case.stored_id, values, office.who, office.now)


def change_demand(office: Office) -> None:
    """What the auditors ask for."""
    values = {"part": office.chance.choice(list(DemandPart)), "words": office.words()}
    add_to_list(office.store, Demand, office.case().case.stored_id, values, "lade till del", office.who, office.now)


def name_officer(office: Office) -> None:
    """Who handles the case: somebody new, somebody known, or nobody."""
    name = office.chance.choice(["", "Maja Ek", office.words()])
    set_officer(office.store, office.case().case.stored_id, name, office.who, office.now)


def paste_recommendations(office: Office) -> None:
    """Several at once."""
    texts = [office.words() for _ in range(3)]
    add_recommendations(office.store, office.case().case.stored_id, texts, office.who, office.now)


def paste_questions(office: Office) -> None:
    """Several revisionsfrågor at once."""
    texts = [office.words() for _ in range(2)]
    add_questions(office.store, office.case().case.stored_id, texts, office.who, office.now)


def turn_answers_to_assessments(office: Office) -> None:
    """Whether the auditors want an answer to every assessment."""
    case_id, wanted = office.case().case.stored_id, office.chance.random() < 0.5
    ask_per_assessment(office.store, case_id, wanted=wanted, who=office.who, now=office.now)


def plan_measure(office: Office) -> None:
    """A measure with effect and time."""
    row = office.row("recommendations")
    if row is not None:
        words, effect = office.chance.choice(TIMES), office.chance.choice(["", office.words()])
        add_measure(
            office.store,
            row.stored_id,
            office.words(),
            office.who,
            office.now,
            expected_effect=effect,
            words=words,
        )


def promise_any_time(office: Office) -> None:
    """A first, a corrected or a later time."""
    row = office.row("measures")
    if row is not None:
        reason = office.chance.choice(["", "Lokalerna dröjde."])
        promise_time(office.store, row.stored_id, office.chance.choice(TIMES), office.who, office.now, reason=reason)


def share_any_measure(office: Office) -> None:
    """One measure under one more recommendation."""
    file = office.case()
    measure, recommendation = office.one_of(file.measures), office.one_of(file.recommendations)
    if measure is not None and recommendation is not None:
        share_measure(office.store, measure.stored_id, recommendation.stored_id, office.who, office.now)


def remove_any_measure(office: Office) -> None:
    """A measure with its promises, reports and links."""
    row: Measure | None = office.row("measures")
    if row is not None:
        remove_measure(office.store, row.stored_id, office.who, office.now)


def take_any_measure_away(office: Office) -> None:
    """From what it answers: let go of where something else holds it."""
    link = office.row("measure_links")
    if link is not None:
        answered, question_id = link.recommendation_id, link.question_id
        take_measure_from(office.store, link.measure_id, answered, office.who, office.now, question_id=question_id)


def follow_any_measure(office: Office) -> None:
    """How far it has come, whose its date is, what its effect is, where it goes among the others."""
    file = next((one for one in (office.case() for _ in range(6)) if one.measures), None)
    if file is None:
        return
    store, who, now = office.store, office.who, office.now
    row_id, beside = office.chance.choice(file.measures).stored_id, [one.stored_id for one in file.measures]
    match office.chance.randrange(6):
        case 0:
            set_measure_state(store, row_id, office.chance.choice(list(MeasureState)), who, now)
        case 1:
            set_whose_date(store, row_id, office.chance.choice(list(WhoseDate)), who, now)
        case 2:
            write_effect_part(store, row_id, office.chance.choice(EFFECT_PARTS), office.words(), who, now)
        case 3:
            use_effect_parts(store, row_id, who, now)
        case 4:
            move_measure(store, row_id, beside, office.chance.choice([-1, 1]), who, now)
        case _:
            keep_as_correction(store, row_id, who, now)


def report_any_measure_back(office: Office) -> None:
    """To a meeting of the plan."""
    with office.store.session() as session:
        meetings = [one.stored_id for one in session.scalars(select(Meeting))]
    measure = office.row("measures")
    if measure is not None and meetings:
        report_to_meeting(office.store, measure.stored_id, office.chance.choice(meetings), office.who, office.now)


def put_times_on_meetings(office: Office) -> None:
    """Everything that is said by its meeting, on that meeting."""
    hang_times(office.store, office.case().case.namnd_id, office.who, office.now)


def owe_any_answer(office: Office) -> None:
    """Who answers, and what happens on the way."""
    row = office.row(office.chance.choice(["recommendations", "questions"]))
    if row is None:
        return
    if office.chance.random() < 0.5:
        set_answerer(office.store, type(row), row.stored_id, office.words(), office.who, office.now)
    else:
        kind = office.chance.choice(list(AnswerEventKind))
        log_answer(office.store, type(row), row.stored_id, kind, office.words(), office.who, office.now)


def move_any_part(office: Office) -> None:
    """One place up or down among its like."""
    rows = office.case().recommendations
    row = office.one_of(rows)
    if row is not None:
        ids, by = [one.stored_id for one in rows], office.chance.choice([-1, 1])
        move_part(office.store, Recommendation, row.stored_id, ids, by, "flyttade rad", office.who, office.now)


def make_new_case(office: Office) -> None:
    """A case by hand."""
    namnd_id = office.case().namnd.stored_id
    kind = office.chance.choice(list(CaseKind))
    new_case(office.store, kind, office.words(), "", office.who, office.now, namnd_id=namnd_id)


def remove_any_case(office: Office) -> None:
    """To the bin."""
    remove_case(office.store, office.case().case.stored_id, office.who, office.now)


def bring_any_case_back(office: Office) -> None:
    """Out of it."""
    bring_case_back(office.store, office.case().case.stored_id, office.who, office.now)


def lock_any_version(office: Office) -> None:
    """A document as it is; one that cannot be drawn is refused."""
    kind = office.chance.choice(("tjansteskrivelse", "yttrande", "uppfoljande_yttrande"))
    gate = office.chance.choice(list(VersionGate))
    with suppress(UserError):
        lock_version(office.store, office.case().case.stored_id, kind, gate, office.who, office.now)


def mask_any_words(office: Office) -> None:
    """One or two passages; the same words twice are one mask."""
    passages = [Passage(office.words(), ground="OSL 26 kap. 1 §") for _ in range(office.chance.randrange(1, 3))]
    add_masks(office.store, office.case().case.stored_id, "yttrande", passages, office.who, office.now)


def mark_any_document(office: Office) -> None:
    """As secret or not; one that is not begun is begun."""
    secrecy = office.chance.choice(list(Secrecy))
    mark_document(office.store, office.case().case.stored_id, "yttrande", secrecy, "OSL 1", office.who, office.now)


def change_any_mask(office: Office) -> None:
    """Where it works, and by which law."""
    mask = office.row("masks")
    if mask is not None:
        values = {"ground": office.words(), **scope_values(office.chance.choice(list(Scope)), "yttrande", "Ord före")}
        edit_record(office.store, Mask, mask.id, values, office.who, office.now)


def begin_any_followup(office: Office) -> None:
    """Where there is a first answer, and no second that is begun."""
    with suppress(UserError):
        begin_followup(office.store, office.case().case.stored_id, office.who, office.now)


def write_any_followup_text(office: Office) -> None:
    """Of any second answer."""
    document = office.row("documents")
    if document is not None:
        key = office.chance.choice((SUMMARY_KEY, ONWARD_KEY, answer_key("x")))
        write_followup_text(office.store, document.stored_id, key, office.text(), office.who, office.now)


def tell_of_any_measure(office: Office) -> None:
    """Where it stands, what has happened, when it is done instead."""
    measure = office.row("measures")
    if measure is None:
        return
    to, how = (office.store, measure.stored_id), (office.who, office.now)
    match office.chance.randrange(4):
        case 0:
            tell_measure(*to, "state", office.chance.choice(list(MeasureState)), *how)
        case 1:
            tell_measure(*to, "evidence", office.words(), *how)
        case 2:
            tell_what_happened(*to, office.chance.choice((office.words(), "")), *how)
        case _:
            move_time(*to, {office.chance.choice(("words", "reason")): office.chance.choice(TIMES)}, *how)


def make_new_initiative(office: Office) -> None:
    """An initiative of pasted words."""
    text = f"att förvaltningen uppdras att {office.words()}\natt {office.words()} redovisas skriftligt i juni 2026"
    wanted = NewInitiative(office.words(), namnd_name="Nämnden", people="Ada Ek (S)\nBo Al (M)", text=text)
    new_initiative(office.store, wanted, office.who, office.now)


def paste_attsatser(office: Office) -> None:
    """Some that are there, and some that are not."""
    file = office.case()
    texts = [*(clause.text for clause in file.attsatser[:1]), f"att {office.words()}"]
    add_attsatser(office.store, file.case.stored_id, texts, office.who, office.now)


def treat_any_first(office: Office) -> None:
    """How the nämnd treated an initiative, told, told otherwise or taken back."""
    initiative = office.row("initiatives")
    if initiative is not None:
        outcome = office.chance.choice([None, *FIRST_TREATMENTS])
        values = {"outcome": outcome, "day": office.chance.choice([None, date(2026, 2, 19)])}
        treat_first(office.store, initiative.case_id, values, office.who, office.now)


def settle_any_attsats(office: Office) -> None:
    """What was decided on an att-sats, told in it, and why."""
    clause = office.row("attsatser")
    if clause is not None:
        outcome = office.chance.choice([None, Outcome.bifall, Outcome.avslag, Outcome.anses_besvarad])
        told: dict[str, Any] = office.chance.choice([{"outcome": outcome}, {"reason": office.words()}])
        settle_attsats(office.store, clause.stored_id, told, office.who, office.now)


def give_task(office: Office) -> None:
    """The task of an att-sats that has none."""
    clause = office.row("attsatser")
    if clause is not None:
        make_assignment(office.store, clause.stored_id, office.who, office.now)


def tell_of_task(office: Office) -> None:
    """When, where and how a task is reported back, that it has no end, or that it is done."""
    task = office.row("assignments")
    if task is None:
        return
    task_id, meeting = task.stored_id, office.row("plan_steps")
    match office.chance.randrange(5):
        case 0:
            report_back_time(office.store, task_id, office.chance.choice(TIMES), office.who, office.now)
        case 1 if meeting is not None:
            report_back_meeting(office.store, task_id, meeting.meeting_id, office.who, office.now)
        case 2:
            form = office.chance.choice(list(ReportForm))
            report_back_form(office.store, task_id, form, office.who, office.now)
        case 3:
            without_end(office.store, task_id, office.who, office.now, wanted=office.chance.random() < 0.5)
        case _:
            day = office.chance.choice([None, date(2026, 6, 18)])
            finish_assignment(office.store, task_id, day, office.who, office.now)


def link_any_question(office: Office) -> None:
    """An att-sats, or a whole case, to a recommendation of another case or to the case; or a link taken away."""
    here, there = office.case(), office.case()
    link = office.one_of(here.links)
    if link is not None and office.chance.random() < 0.4:
        unlink(office.store, link.stored_id, office.who, office.now)
    elif here.case.id != there.case.id:
        clause, asked = office.one_of(here.attsatser), office.one_of(there.recommendations)
        link_same_question(
            office.store,
            here.case.stored_id,
            there.case.stored_id,
            office.who,
            office.now,
            attsats_id=clause.stored_id if clause is not None else None,
            other_recommendation_id=asked.stored_id if asked is not None else None,
        )


def move_any_meeting(office: Office) -> None:
    """Any meeting that a plan goes to, alone or with the next one, to another day."""
    with office.store.session() as session:
        ids = list(session.scalars(select(Meeting.id).order_by(Meeting.id)))  # type: ignore[arg-type]
        chosen = [session.get(Meeting, number) for number in office.chance.sample(ids, min(len(ids), 2))]
    days = {one.stored_id: one.day + timedelta(days=office.chance.randrange(-9, 10)) for one in chosen if one}
    move_meetings(office.store, days, office.who, office.now)


ACTS: Final[tuple[Act, ...]] = (
    change_any_field,
    write_in_one_visit,
    remove_any_part,
    add_to_any_list,
    add_any_record,
    remove_any_reply_day,
    write_any_section,
    change_facts,
    name_officer,
    paste_recommendations,
    plan_measure,
    promise_any_time,
    share_any_measure,
    remove_any_measure,
    take_any_measure_away,
    follow_any_measure,
    report_any_measure_back,
    put_times_on_meetings,
    owe_any_answer,
    move_any_part,
    make_new_case,
    remove_any_case,
    bring_any_case_back,
    lock_any_version,
    mask_any_words,
    change_any_mask,
    mark_any_document,
    begin_any_followup,
    write_any_followup_text,
    tell_of_any_measure,
    make_new_initiative,
    paste_attsatser,
    treat_any_first,
    settle_any_attsats,
    give_task,
    tell_of_task,
    link_any_question,
    move_any_meeting,
    paste_questions,
    turn_answers_to_assessments,
)

NOT_UNDONE: Final = frozenset({
    # Undo itself.
    "undo", "redo",
    # What has left the house, and the very first filling, are no steps to undo.
    "note_departure", "save_document", "save_locked", "make_changes_paper", "fill_demo",
})  # fmt: skip
"""Operations that return Changes and are no undoable act, each with its reason."""

OWN_TESTS: Final = frozenset({
    # Need a file or a list read in; undone in tests of their own.
    "accept_reading", "import_watchlist", "take_word_changes", "import_template", "take_archive",
})  # fmt: skip
"""Undoable operations that this table does not draw, and why."""
