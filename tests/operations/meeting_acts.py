"""MEETING_ACTS: one way to do each operation on meetings, bodies, closed days and rhythm, by chance."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Final

from sqlmodel import select

from nemndsekr.operations.agenda import (
    add_agenda_item,
    change_agenda_item,
    fetch_agenda,
    move_agenda_item,
    place_agenda_item,
    remove_agenda_item,
)
from nemndsekr.operations.meeting_plan import PlanDraft, put_in_plan
from nemndsekr.operations.meetings import (
    NewBody,
    NewMeeting,
    add_body,
    add_closed_days,
    add_meeting,
    add_meetings,
    cancel_meeting,
    change_body,
    change_closed_days,
    change_meeting,
    confirm_meeting,
    keep_remark,
    move_body,
    remove_body,
    remove_closed_days,
    remove_meeting,
    take_back_meeting,
    tell_remarks_again,
)
from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.planning import ClosedDays
from nemndsekr.rules.planning.facts import BodyRhythm
from nemndsekr.rules.planning.rhythm import Proposal
from tests.operations.acts import Act, Office


def _any(office: Office, table: Any) -> Any:
    with office.store.session() as session:
        return office.one_of(list(session.scalars(select(table).order_by(table.id))))


def _new(office: Office, body_id: int) -> NewMeeting:
    day = date(2026, 1, 1) + timedelta(days=office.chance.randrange(700))
    status = office.chance.choice([MeetingStatus.planerad, MeetingStatus.extra])
    return NewMeeting(body_id, day, time(office.chance.randrange(8, 16)), None, "", office.words(), None, status)


def plan_meetings(office: Office) -> None:
    """One meeting, or several with a body that is new."""
    body = _any(office, MeetingBody)
    if office.chance.random() < 0.5:
        add_meeting(office.store, body.namnd_id, _new(office, body.stored_id), office.who, office.now)
        return
    if office.chance.random() < 0.3:
        day = date(2027, 1, 1) + timedelta(days=office.chance.randrange(300))
        draft = PlanDraft((Proposal(body.stored_id, day, day), Proposal(body.stored_id, day, day, taken=False)))
        put_in_plan(office.store, body.namnd_id, draft, "lade in plan", office.who, office.now)
        return
    new = NewBody(-1, office.words(), office.chance.choice(list(BodyKind)))
    meetings = [_new(office, body.stored_id), _new(office, -1), _new(office, -1)]
    add_meetings(office.store, body.namnd_id, meetings, office.who, office.now, bodies=[new])


def change_any_meeting(office: Office) -> None:
    """Its clock, place or note; or what is to become of it."""
    meeting_id = _any(office, Meeting).stored_id
    if office.chance.random() < 0.1:
        remark = f"klamdag 2026-05-{office.chance.randrange(10, 30)}"
        keep_remark(office.store, meeting_id, remark, office.who, office.now)
    elif office.chance.random() < 0.1:
        tell_remarks_again(office.store, meeting_id, office.who, office.now)
    elif office.chance.random() < 0.4:
        values = {"starts_at": time(9), "ends_at": time(12), "place": office.words(), "note": office.words()}
        change_meeting(office.store, meeting_id, values, office.who, office.now)
    else:
        act = office.chance.choice([confirm_meeting, cancel_meeting, take_back_meeting, remove_meeting])
        act(office.store, meeting_id, office.who, office.now)


def arrange_bodies(office: Office) -> None:
    """A body more or less, another name or kind, another order."""
    body = _any(office, MeetingBody)
    match office.chance.randrange(4):
        case 0:
            add_body(office.store, body.namnd_id, office.words(), BodyKind.au, office.who, office.now)
        case 1:
            kind = office.chance.choice(list(BodyKind))
            change_body(office.store, body.stored_id, office.words(), kind, office.who, office.now)
        case 2:
            move_body(office.store, body.stored_id, office.chance.choice([-1, 1]), office.who, office.now)
        case _:
            remove_body(office.store, body.stored_id, office.who, office.now)


def arrange_closed_days(office: Office) -> None:
    """A break more or less, or another one."""
    row = _any(office, ClosedDays)
    first = date(2026, 1, 1) + timedelta(days=office.chance.randrange(500))
    last = first + timedelta(days=office.chance.randrange(30))
    if row is None or office.chance.random() < 0.4:
        namnd_id = _any(office, MeetingBody).namnd_id
        add_closed_days(office.store, namnd_id, office.words(), first, last, office.who, office.now)
    elif office.chance.random() < 0.5:
        change_closed_days(office.store, row.stored_id, office.words(), first, last, office.who, office.now)
    else:
        remove_closed_days(office.store, row.stored_id, office.who, office.now)


def set_any_rhythm(office: Office) -> None:
    """Another rhythm of a body."""
    body = _any(office, MeetingBody)
    rhythm = BodyRhythm(body.stored_id, office.chance.randrange(1, 5), office.chance.randrange(5))
    add_meetings(office.store, body.namnd_id, [], office.who, office.now, rhythms=[rhythm])


def write_any_agenda(office: Office) -> None:
    """A föredragningslista fetched, an item more or less, another order."""
    item = _any(office, AgendaItem)
    if item is None or office.chance.random() < 0.3:
        fetch_agenda(office.store, _any(office, Meeting).stored_id, office.who, office.now)
        return
    match office.chance.randrange(5):
        case 0:
            values = {"heading": office.chance.choice(["Information", "Övrigt", "Egen grupp"]), "title": office.words()}
            add_agenda_item(office.store, item.meeting_id, values, office.who, office.now)
        case 1:
            told = {"heading": "Information", "presenter": office.words(), "minutes": office.chance.randrange(1, 60)}
            change_agenda_item(office.store, item.stored_id, told, office.who, office.now)
        case 2:
            move_agenda_item(office.store, item.stored_id, office.chance.choice([-1, 1]), office.who, office.now)
        case 3:
            place_agenda_item(office.store, item.stored_id, None, office.who, office.now)
        case _:
            remove_agenda_item(office.store, item.stored_id, office.who, office.now)


MEETING_ACTS: Final[tuple[Act, ...]] = (
    plan_meetings,
    change_any_meeting,
    arrange_bodies,
    arrange_closed_days,
    set_any_rhythm,
    write_any_agenda,
)
