"""The föredragningslista of a meeting: fetched from the plan, written, ordered - each one step - and made a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col, select

from nemndsekr.documents.agenda import AgendaHead, AgendaLine, agenda_outline
from nemndsekr.documents.agenda_template import AgendaTemplate, agenda_template
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import outline_text
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.make_document import CHAIR_COPY
from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, Occasion, Outcome, Secrecy
from nemndsekr.records.decision import Decision, DecisionPoint
from nemndsekr.records.document import Document
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.listed_papers import distinct_papers, second_papers
from nemndsekr.rules.which_answer import occasion_at, occasion_at_hand, papers_of
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import clean_file_name

FETCHED = "hämtade ärenden till föredragningslistan"
ADDED = "lade till en punkt på föredragningslistan"
CHANGED = "ändrade en punkt på föredragningslistan"
MOVED = "flyttade en punkt på föredragningslistan"
REMOVED = "tog bort en punkt på föredragningslistan"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item as the list shows it: its id, the case it is about (0: none), and what is printed of it."""

    item_id: int
    case_id: int
    line: AgendaLine


@dataclass(frozen=True, slots=True)
class Agenda:
    """The föredragningslista of a meeting; ``waiting`` cases of the plan are not on it yet."""

    meeting_id: int
    head: AgendaHead
    items: tuple[ListedItem, ...]
    template: AgendaTemplate
    waiting: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The groups that can be chosen: the template's, then those written by hand."""
        own = (item.line.heading for item in self.items)
        return tuple(dict.fromkeys((*self.template.headings, *filter(None, own))))


@dataclass(frozen=True, slots=True)
class MadeAgenda:
    """The paper, ready to be shown, saved or printed; ``text`` is the same for those who listen to it."""

    name: str
    suffix: str
    content: bytes
    text: str
    suggested_name: str
    landscape: bool = False


def agenda_of(store: Store, meeting_id: int) -> Agenda:
    """The föredragningslista of a meeting as it stands.

    Raises:
        UserError: there is no such meeting any more.
    """
    with store.session() as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None:
            raise UserError("Sammanträdet finns inte längre.", "Välj ett annat sammanträde.")
        body, namnd = session.get_one(MeetingBody, meeting.body_id), session.get_one(Namnd, meeting.namnd_id)
        head = AgendaHead(
            namnd.name,
            namnd.municipality,
            body.name,
            meeting.day,
            meeting.starts_at,
            meeting.place,
            meeting.justering_on,
        )
        items = []
        for item in _items(session, meeting_id):
            case = session.get(Case, item.case_id) if item.case_id is not None else None
            if case is None or case.removed_at is None:
                items.append(_listed(session, item, case, meeting))
        on_list = {item.case_id for item in items}
        waiting = sum(case.stored_id not in on_list for case in _planned(session, meeting_id))
    return Agenda(meeting_id, head, tuple(items), agenda_template(), waiting)


def make_agenda(store: Store, meeting_id: int, suffix: str = "pdf", *, note_margin: bool = False) -> MadeAgenda:
    """Make the kallelse with its föredragningslista; with a ``note_margin`` it is the chair's own copy.

    Raises:
        UserError: there is no such meeting or format, or a character has no glyph.
    """
    agenda = agenda_of(store, meeting_id)
    lines = tuple(item.line for item in agenda.items)
    outline = agenda_outline(agenda.head, lines, agenda.template, note_margin=note_margin)
    title = agenda.template.title.lower()
    name = f"{title}, {CHAIR_COPY}" if note_margin else title
    stem = clean_file_name(agenda.head.body, f"{name} {agenda.head.day.isoformat()}")
    return MadeAgenda(
        outline.metadata.title, suffix, write_document(outline, suffix), outline_text(outline), f"{stem}.{suffix}"
    )


def fetch_agenda(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Put on the list what the plan has for the meeting and is not there yet; an empty list gets the usual items too.

    What stands on the list already stays as it is. ``Changes.told`` says what was put in.
    """
    template = agenda_template()
    with store.step(FETCHED, who, now) as step:
        meeting = step.get(Meeting, meeting_id)
        body = step.get(MeetingBody, meeting.body_id)
        rows = _items(step.session, meeting_id)
        new: list[AgendaItem] = []
        if not rows:
            new += [_item(meeting_id, group.heading, title=one) for group in template.groups for one in group.items]
        on_list = {row.case_id for row in rows}
        cases = [case for case in _planned(step.session, meeting_id) if case.stored_id not in on_list]
        for case in cases:
            note = _marks(step, case, meeting, body, template)
            new.append(_item(meeting_id, template.group_of(case.kind), case_id=case.stored_id, note=note))
        on_list |= {case.stored_id for case in cases}
        back = next((group.heading for group in template.groups if group.report_backs), "")
        for case in _reported(step.session, meeting_id) if back else ():
            if case.stored_id not in on_list:
                new.append(_item(meeting_id, back, case_id=case.stored_id, note=template.report_back))
        for item in new:
            rows.insert(_place_in(rows, item.heading, template.headings), item)
            step.session.add(item)
        _number(rows)
        step.session.flush()
    number = sum(item.case_id is not None for item in new)
    told = f"{number} ärenden hämtades från planen." if number != 1 else "1 ärende hämtades från planen."
    return Changes.of(FETCHED, step, (told if number else "Planen har inga fler ärenden till sammanträdet.",))


def add_agenda_item(
    store: Store, meeting_id: int, values: Mapping[str, Any], who: str, now: datetime
) -> tuple[int, Changes]:
    """Add an item, last in its group; its id, and what changed.

    Raises:
        UserError: a value is not allowed.
    """
    with store.step(ADDED, who, now) as step:
        step.get(Meeting, meeting_id)
        item = AgendaItem(meeting_id=meeting_id)
        for field, value in checked(AgendaItem, item, values).items():
            setattr(item, field, value)
        rows = _items(step.session, meeting_id)
        rows.insert(_place_in(rows, item.heading, agenda_template().headings), item)
        step.session.add(item)
        _number(rows)
        step.session.flush()
    return item.stored_id, Changes.of(ADDED, step)


def change_agenda_item(
    store: Store, item_id: int, values: Mapping[str, Any], who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Change what stands in an item; one that gets another group goes last in it.

    Raises:
        UserError: a value is not allowed, or the item is gone.
    """
    with store.step(CHANGED, who, now, visit=visit) as step:
        item = step.get(AgendaItem, item_id)
        former = item.heading
        for field, value in checked(AgendaItem, item, values).items():
            if getattr(item, field) != value:
                setattr(item, field, value)
        if item.heading != former:
            rows = [row for row in _items(step.session, item.meeting_id) if row is not item]
            rows.insert(_place_in(rows, item.heading, agenda_template().headings), item)
            _number(rows)
    return Changes.of(CHANGED, step)


def move_agenda_item(store: Store, item_id: int, by: int, who: str, now: datetime) -> Changes:
    """Move an item one step up (-1) or down (1); over the edge of its group it goes into the next one."""
    with store.step(MOVED, who, now) as step:
        item = step.get(AgendaItem, item_id)
        rows = _items(step.session, item.meeting_id)
        at = rows.index(item)
        if 0 <= at + by < len(rows):
            beside = rows[at + by]
            if beside.heading == item.heading:
                rows[at], rows[at + by] = beside, item
            else:
                item.heading = beside.heading
            _number(rows)
    return Changes.of(MOVED, step)


def place_agenda_item(store: Store, item_id: int, before_id: int | None, who: str, now: datetime) -> Changes:
    """Put an item just before another, in that one's group; ``None`` is the end of the list.

    Raises:
        UserError: one of them is gone.
    """
    with store.step(MOVED, who, now) as step:
        item = step.get(AgendaItem, item_id)
        rows = _items(step.session, item.meeting_id)
        if before_id != item_id:
            rows.remove(item)
            before = step.get(AgendaItem, before_id) if before_id is not None else None
            at = rows.index(before) if before is not None else len(rows)
            beside = before or (rows[-1] if rows else item)
            if item.heading != beside.heading:
                item.heading = beside.heading
            rows.insert(at, item)
            _number(rows)
    return Changes.of(MOVED, step)


def remove_agenda_item(store: Store, item_id: int, who: str, now: datetime) -> Changes:
    """Take an item off the list; the case stays where it is in the plan."""
    with store.step(REMOVED, who, now) as step:
        step.delete(step.get(AgendaItem, item_id))
    return Changes.of(REMOVED, step)


def _items(session: Session, meeting_id: int) -> list[AgendaItem]:
    wanted = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id)
    return list(session.scalars(wanted.order_by(col(AgendaItem.position), col(AgendaItem.id))))


def _item(meeting_id: int, heading: str, *, title: str = "", case_id: int | None = None, note: str = "") -> AgendaItem:
    return AgendaItem(meeting_id=meeting_id, heading=heading, title=title, case_id=case_id, note=note)


def _place_in(rows: Sequence[AgendaItem], heading: str, headings: Sequence[str]) -> int:
    """Where an item goes: after the last of its group, else where the template has the group, else at the end."""
    same = [at for at, row in enumerate(rows) if row.heading == heading]
    if same:
        return same[-1] + 1
    later = set(headings[headings.index(heading) + 1 :]) if heading in headings else set()
    return next((at for at, row in enumerate(rows) if row.heading in later), len(rows))


def _number(rows: Sequence[AgendaItem]) -> None:
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place


def _planned(session: Session, meeting_id: int) -> list[Case]:
    """The cases whose plan goes to the meeting, in the order they were registered."""
    steps = select(col(PlanStep.case_id)).where(col(PlanStep.meeting_id) == meeting_id)
    return _cases(session, steps)


def _reported(session: Session, meeting_id: int) -> list[Case]:
    """The cases of which something is to be reported back at the meeting."""
    backs = select(col(ReportBack.case_id)).where(
        col(ReportBack.meeting_id) == meeting_id, col(ReportBack.done_on).is_(None)
    )
    return _cases(session, backs)


def _cases(session: Session, ids: Any) -> list[Case]:
    wanted = select(Case).where(col(Case.id).in_(ids), col(Case.removed_at).is_(None))
    return list(session.scalars(wanted.order_by(col(Case.dnr_sort_key), col(Case.id))))


def _listed(session: Session, item: AgendaItem, case: Case | None, meeting: Meeting) -> ListedItem:
    is_secret = case is not None and case.secrecy == Secrecy.hela
    # A paper that is secret as a whole cannot be told from the others by what the beslutsunderlag calls it.
    no_papers = is_secret or (case is not None and _has_secret_paper(session, case))
    title = item.title if case is None else case.shown_title if is_secret else item.title or case.title
    line = AgendaLine(
        item.heading,
        title,
        case.dnr if case is not None else "",
        item.presenter,
        item.minutes,
        item.note,
        _papers(session, case, meeting) if case is not None and not no_papers else (),
        no_papers,
    )
    return ListedItem(item.stored_id, item.case_id or 0, line)


def _has_secret_paper(session: Session, case: Case) -> bool:
    marked = select(col(Document.id)).where(col(Document.case_id) == case.id, col(Document.secrecy) == Secrecy.hela)
    return session.scalars(marked.limit(1)).first() is not None


def _papers(session: Session, case: Case, meeting: Meeting) -> tuple[str, ...]:
    """What is decided on at the meeting: the papers of that answer of the case's; what is marked secret is left out."""
    file = case_in(session, case.stored_id)
    occasion = occasion_at(file, meeting)
    if occasion is None and occasion_at_hand(file) == Occasion.uppfoljande:
        return ()  # what there is since the first answer is the second's, and does not come with a report
    papers = papers_of(file, occasion or Occasion.uppfoljande)
    attached = (one.text for one in papers.attachments if one.secrecy == Secrecy.ingen)
    listed = (*(one.text for one in papers.bases), *attached)
    made = second_papers(file, listed) if occasion == Occasion.uppfoljande else ()
    return distinct_papers((*made, *listed))


def _marks(step: StepWriter, case: Case, meeting: Meeting, body: MeetingBody, template: AgendaTemplate) -> str:
    """What is marked of itself: that it was sent back or put off last, and that its § is to be confirmed at once."""
    same = [one for one in step.all(Decision, case_id=case.stored_id) if one.kind == body.kind]
    earlier = [one for one in same if one.day is not None and one.day < meeting.day]
    last = max(earlier, key=lambda one: (str(one.day), one.stored_id), default=None)
    outcome = last.outcome if last is not None else None
    marks = []
    if outcome == Outcome.aterremiss:
        marks.append(template.sent_back)
    if outcome == Outcome.bordlaggning:
        marks.append(template.put_off)
    if body.kind == BodyKind.namnd and _is_immediate(step, case.stored_id, meeting.stored_id):
        marks.append(template.immediate)
    return ". ".join(marks)


def _is_immediate(step: StepWriter, case_id: int, meeting_id: int) -> bool:
    occasions = {one.occasion for one in step.all(PlanStep, case_id=case_id, meeting_id=meeting_id)}
    chosen = any(one.immediate and one.occasion in occasions for one in step.all(CasePlan, case_id=case_id))
    return chosen or any(point.immediate for point in step.all(DecisionPoint, case_id=case_id))
