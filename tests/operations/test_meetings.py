"""Meetings are put in, changed, confirmed, called off and taken back; bodies, closed days and rhythm likewise."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlmodel import select

from nemndsekr.operations.edit_record import undo
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
    hanging_on,
    move_body,
    remove_body,
    remove_meeting,
    take_back_meeting,
)
from nemndsekr.operations.new_case import new_case
from nemndsekr.records.choices import BodyKind, CaseKind, MeetingStatus
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.planning import ClosedDays
from nemndsekr.rules.planning.facts import BodyRhythm, PlannedMeeting, PlanningFacts
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rows import add_record

DAY = date(2026, 3, 19)


@pytest.fixture
def body(store: Store, who: str) -> MeetingBody:
    namnd, _ = add_record(store, Namnd(name="Kultur- och fritidsnämnden"), "lade till nämnd", who, NOW)
    made, _ = add_record(store, MeetingBody(namnd_id=namnd.stored_id, name="Nämnden"), "lade till instans", who, NOW)
    return made


def facts(store: Store, body: MeetingBody) -> PlanningFacts:
    return planning_facts(store, body.namnd_id)


def put_in(store: Store, who: str, body: MeetingBody, **values: object) -> PlannedMeeting:
    add_meeting(store, body.namnd_id, NewMeeting(body.stored_id, DAY, **values), who, NOW)  # type: ignore[arg-type]
    return facts(store, body).meetings[-1]


def number(meeting: PlannedMeeting) -> int:
    assert meeting.id is not None
    return meeting.id


def status(store: Store, body: MeetingBody) -> MeetingStatus:
    return facts(store, body).meetings[0].status


def test_an_extra_meeting_is_put_in_and_undone(store: Store, who: str, body: MeetingBody):
    made = put_in(store, who, body, starts_at=time(13), place="Ekrummet", status=MeetingStatus.extra)

    assert (made.day, made.starts_at, made.place, made.status) == (DAY, time(13), "Ekrummet", MeetingStatus.extra)
    undo(store, NOW)
    assert facts(store, body).meetings == ()


def test_the_same_meeting_is_not_put_in_twice(store: Store, who: str, body: MeetingBody):
    put_in(store, who, body, starts_at=time(13))

    with pytest.raises(UserError, match="Nämnden tors 19 mars finns redan"):
        put_in(store, who, body, starts_at=time(13))
    put_in(store, who, body, starts_at=time(16))
    assert len(facts(store, body).meetings) == 2


def test_a_plan_with_a_new_body_is_one_step(store: Store, who: str, body: MeetingBody):
    new = [NewMeeting(body.stored_id, DAY), NewMeeting(-1, date(2026, 3, 5)), NewMeeting(-1, date(2026, 4, 2))]
    changes = add_meetings(store, body.namnd_id, new, who, NOW, bodies=[NewBody(-1, "Arbetsutskottet", BodyKind.au)])

    after = facts(store, body)
    assert changes.name == "lade in 3 sammanträden"
    assert [one.name for one in after.bodies] == ["Nämnden", "Arbetsutskottet"]
    assert [one.day for one in after.of_body(after.bodies[1].id)] == [date(2026, 3, 5), date(2026, 4, 2)]
    undo(store, NOW)
    assert [one.name for one in facts(store, body).bodies] == ["Nämnden"]


def test_nothing_of_a_plan_is_kept_where_one_of_its_meetings_will_not_do(store: Store, who: str, body: MeetingBody):
    wrong = NewMeeting(body.stored_id, DAY, time(13), time(9))
    with pytest.raises(UserError, match=r"slutar 09\.00, innan det börjar 13\.00"):
        add_meetings(store, body.namnd_id, [NewMeeting(body.stored_id, date(2026, 4, 16)), wrong], who, NOW)

    assert facts(store, body).meetings == ()


def test_times_place_note_and_justering_are_changed(store: Store, who: str, body: MeetingBody):
    made = put_in(store, who, body)
    values = {
        "starts_at": time(9),
        "ends_at": time(12),
        "place": "Alen",
        "note": "Heldag",
        "justering_on": date(2026, 3, 26),
    }

    change_meeting(store, number(made), values, who, NOW)

    [after] = facts(store, body).meetings
    assert {name: getattr(after, name) for name in values} == values


def test_the_day_is_not_changed_by_the_way(store: Store, who: str, body: MeetingBody):
    made = put_in(store, who, body)
    with pytest.raises(ValueError, match="day"):
        change_meeting(store, number(made), {"day": date(2026, 3, 20)}, who, NOW)


def test_a_meeting_is_confirmed_called_off_and_taken_back(store: Store, who: str, body: MeetingBody):
    meeting_id = number(put_in(store, who, body))

    confirm_meeting(store, meeting_id, who, NOW)
    assert status(store, body) == MeetingStatus.bekraftad
    cancel_meeting(store, meeting_id, who, NOW)
    assert status(store, body) == MeetingStatus.installd
    with pytest.raises(UserError, match="inställt"):
        confirm_meeting(store, meeting_id, who, NOW)
    take_back_meeting(store, meeting_id, who, NOW)
    assert status(store, body) == MeetingStatus.bekraftad, "as it stood before it was called off"
    take_back_meeting(store, meeting_id, who, NOW)
    assert status(store, body) == MeetingStatus.planerad


def test_what_hangs_on_a_meeting_is_told_and_keeps_it_from_being_taken_away(store: Store, who: str, body: MeetingBody):
    meeting_id = number(put_in(store, who, body))
    made = new_case(store, CaseKind.granskning, "Båtplatser", "KFN-2026-0007", who, NOW, namnd_id=body.namnd_id)
    case_id = max(made.cases)
    add_record(store, PlanStep(case_id=case_id, meeting_id=meeting_id), "valde sammanträde", who, NOW)
    add_record(store, ReportBack(case_id=case_id, meeting_id=meeting_id), "lovade", who, NOW)

    assert [(one.dnr, one.what) for one in hanging_on(store, meeting_id)] == [
        ("KFN-2026-0007", "ska dit"),
        ("KFN-2026-0007", "återrapportering"),
    ]
    with pytest.raises(UserError, match="ärenden eller beslut hör till det"):
        remove_meeting(store, meeting_id, who, NOW)


def test_a_meeting_on_which_nothing_hangs_is_taken_away(store: Store, who: str, body: MeetingBody):
    remove_meeting(store, number(put_in(store, who, body)), who, NOW)

    assert facts(store, body).meetings == ()


def test_bodies_are_put_in_named_ordered_and_taken_away(store: Store, who: str, body: MeetingBody):
    add_body(store, body.namnd_id, "Presidiet", BodyKind.beredning, who, NOW)
    presidiet = facts(store, body).bodies[1]
    move_body(store, presidiet.id, -1, who, NOW)
    change_body(store, presidiet.id, "Beredningen", BodyKind.beredning, who, NOW)
    add_meetings(store, body.namnd_id, [], who, NOW, rhythms=[BodyRhythm(presidiet.id, 1, 2)])

    after = facts(store, body)
    assert [one.name for one in after.bodies] == ["Beredningen", "Nämnden"]
    assert after.rhythms == (BodyRhythm(presidiet.id, 1, 2),)
    remove_body(store, presidiet.id, who, NOW)
    assert [one.name for one in facts(store, body).bodies] == ["Nämnden"]
    assert facts(store, body).rhythms == ()


def test_a_body_keeps_a_name_of_its_own_and_its_meetings(store: Store, who: str, body: MeetingBody):
    put_in(store, who, body)

    with pytest.raises(UserError, match="Det finns redan en instans som heter nämnden"):
        add_body(store, body.namnd_id, "nämnden", BodyKind.namnd, who, NOW)
    with pytest.raises(UserError, match="måste ha ett namn"):
        change_body(store, body.stored_id, "  ", body.kind, who, NOW)
    with pytest.raises(UserError, match="har sammanträden"):
        remove_body(store, body.stored_id, who, NOW)


def test_closed_days_are_put_in_and_changed(store: Store, who: str, body: MeetingBody):
    add_closed_days(store, body.namnd_id, "Sommar", date(2026, 6, 29), date(2026, 7, 31), who, NOW)
    assert len(facts(store, body).closed_days) == 33

    with store.session() as session:
        closed_id = session.scalars(select(ClosedDays)).one().stored_id
    change_closed_days(store, closed_id, "Sommar", date(2026, 6, 29), date(2026, 7, 5), who, NOW)
    assert len(facts(store, body).closed_days) == 7
    with pytest.raises(UserError, match="längre än ett år"):
        add_closed_days(store, body.namnd_id, "Sommar", date(2026, 7, 1), date(2062, 7, 31), who, NOW)
    with pytest.raises(UserError, match="slutar innan det börjar"):
        change_closed_days(store, closed_id, "Sommar", date(2026, 7, 5), date(2026, 7, 4), who, NOW)
