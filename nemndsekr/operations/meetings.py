"""Put in, change, confirm and call off meetings, and set their bodies, closed days and rhythm; each one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlmodel import col, select

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import checked
from nemndsekr.operations.hang_times import hang_times_in
from nemndsekr.operations.move_meeting import keep_status
from nemndsekr.operations.replan import replan_in
from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind, MeetingStatus, title_to_show
from nemndsekr.records.decision import Decision
from nemndsekr.records.measure import Promise, ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.planning import ChainRule, ClosedDays, Rhythm
from nemndsekr.rules.planning.conflicts import accepted_keys
from nemndsekr.rules.planning.facts import BodyRhythm
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.days import weekday_day
from nemndsekr.support.errors import UserError

_CHANGEABLE: Final = frozenset({"starts_at", "ends_at", "place", "note", "justering_on"})


_LONGEST_BREAK: Final = timedelta(days=366)


class NewMeeting(NamedTuple):
    """A meeting to put in; ``status`` is planerad, or extra beside the plan."""

    body_id: int
    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    note: str = ""
    justering_on: date | None = None
    status: MeetingStatus = MeetingStatus.planerad
    moved_from: date | None = None


class NewBody(NamedTuple):
    """A body to put in together with its meetings; those name it by ``key``, which no stored body has."""

    key: int
    name: str
    kind: BodyKind = BodyKind.namnd


class Hanging(NamedTuple):
    """What hangs on a meeting: a case that goes there, or something promised to be told there."""

    case_id: int
    dnr: str
    title: str
    what: str


def add_meeting(store: Store, namnd_id: int, new: NewMeeting, who: str, now: datetime) -> Changes:
    """Put in one meeting, also an extra one.

    Raises:
        UserError: the body already meets at that day and time, or the end is before the beginning.
    """
    return add_meetings(store, namnd_id, [new], who, now, name="lade till sammanträde")


def add_meetings(
    store: Store,
    namnd_id: int,
    new: Sequence[NewMeeting],
    who: str,
    now: datetime,
    *,
    bodies: Sequence[NewBody] = (),
    rhythms: Sequence[BodyRhythm] = (),
    name: str = "",
) -> Changes:
    """Put in the meetings of a plan, the bodies that it names for the first time and its rhythm, as one step.

    Promised times and preliminary chains go by them at once; what became of the chains is told in the ``Changes``.

    Raises:
        UserError: one of them is there already, or ends before it begins.
    """
    title = name or f"lade in {len(new)} sammanträden"
    with store.step(title, who, now) as step:
        ids = _add_bodies(step, namnd_id, bodies)
        there = {(one.body_id, one.day, one.starts_at) for one in _held(step, namnd_id)}
        rows = []
        for one in new:
            _check_times(one.starts_at, one.ends_at)
            body_id = ids.get(one.body_id, one.body_id)
            if (body_id, one.day, one.starts_at) in there:
                body = step.get(MeetingBody, body_id)
                raise UserError(
                    f"{body.name} {weekday_day(one.day)} finns redan.",
                    "Välj en annan dag eller en annan tid, eller ändra det som finns.",
                )
            there.add((body_id, one.day, one.starts_at))
            rows.append(Meeting(namnd_id=namnd_id, **{**one._asdict(), "body_id": body_id}))
        step.add_all(rows)
        if rhythms:
            put_rhythms(step, namnd_id, [_of_bodies(one, ids) for one in rhythms])
        hang_times_in(step, namnd_id)
        told = replan_in(step, namnd_id)
    return Changes.of(title, step, told)


def change_meeting(
    store: Store, meeting_id: int, values: Mapping[str, Any], who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Change a meeting's times, place, note or planned justeringsdag; with the same ``visit`` as a move, in its step.

    Raises:
        UserError: the meeting is gone, or would end before it begins.
        ValueError: another field is named; the day is moved and the status is set by operations of their own.
    """
    if set(values) - _CHANGEABLE:
        raise ValueError(f"not changed here: {sorted(set(values) - _CHANGEABLE)}")
    title = "ändrade sammanträdet"
    with store.step(title, who, now, visit=visit) as step:
        row = step.get(Meeting, meeting_id)
        for field, value in checked(Meeting, row, values).items():
            if getattr(row, field) != value:
                setattr(row, field, value)
        _check_times(row.starts_at, row.ends_at)
    return Changes.of(title, step)


def confirm_meeting(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Mark a meeting as confirmed: it will be held.

    Raises:
        UserError: it is called off.
    """
    title = "bekräftade sammanträdet"
    with store.step(title, who, now) as step:
        row = step.get(Meeting, meeting_id)
        if row.status == MeetingStatus.installd:
            raise UserError("Sammanträdet är inställt.", "Ta tillbaka det först, om det ska hållas.")
        if row.status == MeetingStatus.extra:
            keep_status(row)
        row.status = MeetingStatus.bekraftad
    return Changes.of(title, step)


def cancel_meeting(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Call a meeting off; it stays in the plan as inställt, and so do the cases that hang on it (``hanging_on``).

    What is to be reported back at that month's meeting goes on to the next one, if there is one.
    """
    title = "ställde in sammanträdet"
    with store.step(title, who, now) as step:
        row = step.get(Meeting, meeting_id)
        keep_status(row)
        row.status = MeetingStatus.installd
        hang_times_in(step, row.namnd_id)
    return Changes.of(title, step)


def take_back_meeting(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Let a meeting that was called off stand as it did before, and one that was confirmed be planned again.

    One that was moved is told as moved, and is to be confirmed anew; an extra one is extra still.
    """
    title = "tog tillbaka sammanträdet"
    with store.step(title, who, now) as step:
        row = step.get(Meeting, meeting_id)
        before = row.former_status or MeetingStatus.planerad
        if before == MeetingStatus.extra:
            row.status = before
        elif row.moved_from is not None:
            row.status = MeetingStatus.flyttad
        else:
            row.status = before if row.status == MeetingStatus.installd else MeetingStatus.planerad
        hang_times_in(step, row.namnd_id)
    return Changes.of(title, step)


def remove_meeting(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Take away a meeting that was put in by mistake.

    Raises:
        UserError: something hangs on it; then it is called off instead.
    """
    title = "tog bort sammanträdet"
    with store.step(title, who, now) as step:
        row = step.get(Meeting, meeting_id)
        if _hanging(step.session, meeting_id) or step.find(Decision, meeting_id=meeting_id) is not None:
            raise UserError(
                "Sammanträdet kan inte tas bort: ärenden eller beslut hör till det.",
                "Ställ in det i stället. Då finns det kvar i planen, märkt som inställt.",
            )
        for item in step.all(AgendaItem, meeting_id=meeting_id):
            step.delete(item)
        step.delete(row)
    return Changes.of(title, step)


def keep_remark(store: Store, meeting_id: int, key: str, who: str, now: datetime) -> Changes:
    """Say that what is amiss with a meeting is meant to be so: what has this ``key``, on these days only."""
    title = "lät påpekandet stå"
    with store.step(title, who, now) as step:
        row = step.get(Meeting, meeting_id)
        if key not in accepted_keys(row.accepted):
            row.accepted = "; ".join((*accepted_keys(row.accepted), key))
    return Changes.of(title, step)


def tell_remarks_again(store: Store, meeting_id: int, who: str, now: datetime) -> Changes:
    """Let everything be told again that was let be at a meeting."""
    title = "tog fram påpekandena igen"
    with store.step(title, who, now) as step:
        step.get(Meeting, meeting_id).accepted = ""
    return Changes.of(title, step)


def hanging_on(store: Store, meeting_id: int) -> list[Hanging]:
    """What hangs on a meeting, case by case: told before it is called off or moved."""
    with store.session() as session:
        return _hanging(session, meeting_id)


def _hanging(session: Any, meeting_id: int) -> list[Hanging]:
    found: list[Hanging] = []
    tables: tuple[tuple[Any, str], ...] = (
        (PlanStep, "ska dit"),
        (Promise, "utlovad åtgärd"),
        (ReportBack, "återrapportering"),
        (ReplyDay, "svar"),
    )
    for table, what in tables:
        rows = session.execute(
            select(Case.id, Case.dnr, Case.title, Case.secrecy)
            .join(table, table.case_id == col(Case.id))
            .where(table.meeting_id == meeting_id, col(Case.removed_at).is_(None))
            .distinct()
        )
        found += [Hanging(number, dnr, title_to_show(title, secrecy), what) for number, dnr, title, secrecy in rows]
    return sorted(found, key=lambda one: (one.case_id, one.what))


def _check_times(starts_at: time | None, ends_at: time | None) -> None:
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise UserError(
            f"Sammanträdet slutar {ends_at:%H.%M}, innan det börjar {starts_at:%H.%M}.",
            "Ändra den ena tiden, eller lämna sluttiden tom.",
        )


def _held(step: StepWriter, namnd_id: int) -> list[Meeting]:
    return [one for one in step.all(Meeting, namnd_id=namnd_id) if one.status != MeetingStatus.installd]


# Bodies and their order


def add_body(store: Store, namnd_id: int, name: str, kind: BodyKind, who: str, now: datetime) -> Changes:
    """Put in a body that meets, after those that are there.

    Raises:
        UserError: it has no name, or another of the nämnd's bodies has the same.
    """
    title = "lade till instans"
    with store.step(title, who, now) as step:
        _add_bodies(step, namnd_id, [NewBody(0, name, kind)])
    return Changes.of(title, step)


def _add_bodies(step: StepWriter, namnd_id: int, bodies: Sequence[NewBody]) -> dict[int, int]:
    ids: dict[int, int] = {}
    there = step.all(MeetingBody, namnd_id=namnd_id)
    at = max((one.position for one in there), default=-1)
    for number, body in enumerate(bodies, start=1):
        name = _free_name(body.name, [one.name for one in there])
        row = step.add(MeetingBody(namnd_id=namnd_id, kind=body.kind, name=name, position=at + number))
        there.append(row)
        ids[body.key] = row.stored_id
    return ids


def _free_name(name: str, taken: Sequence[str]) -> str:
    if not name.strip():
        raise UserError("Instansen måste ha ett namn.", "Skriv till exempel Arbetsutskott.")
    if name.strip().casefold() in {one.casefold() for one in taken}:
        raise UserError(f"Det finns redan en instans som heter {name.strip()}.", "Välj ett annat namn.")
    return name.strip()


def bodies_of(store: Store, namnd_id: int) -> list[MeetingBody]:
    """The bodies of a nämnd in their order."""
    with store.session() as session:
        wanted = select(MeetingBody).where(MeetingBody.namnd_id == namnd_id)
        return sorted(session.scalars(wanted), key=lambda one: (one.position, one.stored_id))


def change_body(store: Store, body_id: int, name: str, kind: BodyKind, who: str, now: datetime) -> Changes:
    """Call a body something else, or say that it is of another kind.

    Raises:
        UserError: the name is empty or taken.
    """
    title = "ändrade instansen"
    with store.step(title, who, now) as step:
        row = step.get(MeetingBody, body_id)
        others = [one.name for one in step.all(MeetingBody, namnd_id=row.namnd_id) if one.id != body_id]
        name = _free_name(name, others)
        if (row.name, row.kind) != (name, kind):
            row.name, row.kind = name, kind
    return Changes.of(title, step)


def move_body(store: Store, body_id: int, by: int, who: str, now: datetime) -> Changes:
    """Let a body come earlier (``by`` -1) or later (1) among the nämnd's."""
    title = "ändrade instansernas ordning"
    with store.step(title, who, now) as step:
        row = step.get(MeetingBody, body_id)
        rows = sorted(step.all(MeetingBody, namnd_id=row.namnd_id), key=lambda one: (one.position, one.stored_id))
        at = rows.index(row)
        rows.insert(min(max(at + by, 0), len(rows) - 1), rows.pop(at))
        for position, one in enumerate(rows):
            if one.position != position:
                one.position = position
    return Changes.of(title, step)


def remove_body(store: Store, body_id: int, who: str, now: datetime) -> Changes:
    """Take away a body without meetings, and its rhythm.

    Raises:
        UserError: it has meetings, or is a step of the chain.
    """
    title = "tog bort instansen"
    with store.step(title, who, now) as step:
        row = step.get(MeetingBody, body_id)
        if step.find(Meeting, body_id=body_id) is not None:
            raise UserError(f"{row.name} har sammanträden i planen.", "Ta bort dem först, eller behåll instansen.")
        if step.find(ChainRule, body_id=body_id) is not None:
            raise UserError(f"{row.name} är ett steg i kedjereglerna.", "Ta bort steget där först.")
        for rhythm in step.all(Rhythm, namnd_id=row.namnd_id):
            if body_id in (rhythm.body_id, rhythm.from_body_id):
                step.delete(rhythm)
        step.delete(row)
    return Changes.of(title, step)


# Closed days


def closed_days_of(store: Store, namnd_id: int) -> list[ClosedDays]:
    """The times when nobody of a nämnd meets, by day."""
    with store.session() as session:
        wanted = select(ClosedDays).where(ClosedDays.namnd_id == namnd_id)
        return sorted(session.scalars(wanted), key=lambda one: (one.from_day, one.stored_id))


def add_closed_days(
    store: Store, namnd_id: int, name: str, from_day: date, until_day: date, who: str, now: datetime
) -> Changes:
    """Put in a time when nobody meets: a break, a holiday week, a day of one's own.

    Raises:
        UserError: it has no name, or ends before it begins.
    """
    _check_closed(name, from_day, until_day)
    title = "lade till uppehåll"
    with store.step(title, who, now) as step:
        step.add(ClosedDays(namnd_id=namnd_id, name=name.strip(), from_day=from_day, until_day=until_day))
    return Changes.of(title, step)


def change_closed_days(
    store: Store, closed_id: int, name: str, from_day: date, until_day: date, who: str, now: datetime
) -> Changes:
    """Change the name or the days of a time when nobody meets.

    Raises:
        UserError: it has no name, or ends before it begins.
    """
    _check_closed(name, from_day, until_day)
    title = "ändrade uppehållet"
    with store.step(title, who, now) as step:
        row = step.get(ClosedDays, closed_id)
        row.name, row.from_day, row.until_day = name.strip(), from_day, until_day
    return Changes.of(title, step)


def remove_closed_days(store: Store, closed_id: int, who: str, now: datetime) -> Changes:
    """Take away a time when nobody meets."""
    title = "tog bort uppehållet"
    with store.step(title, who, now) as step:
        step.delete(step.get(ClosedDays, closed_id))
    return Changes.of(title, step)


def _check_closed(name: str, from_day: date, until_day: date) -> None:
    if not name.strip():
        raise UserError("Uppehållet måste ha ett namn.", "Skriv till exempel Sommaruppehåll.")
    if until_day < from_day:
        raise UserError("Uppehållet slutar innan det börjar.", "Ändra den ena dagen.")
    if until_day - from_day > _LONGEST_BREAK:
        raise UserError("Uppehållet är längre än ett år.", "Kontrollera årtalen.")


# Rhythm


def _of_bodies(rhythm: BodyRhythm, ids: Mapping[int, int]) -> BodyRhythm:
    other = rhythm.from_body_id
    return rhythm._replace(
        body_id=ids.get(rhythm.body_id, rhythm.body_id), from_body_id=None if other is None else ids.get(other, other)
    )


def put_rhythms(step: StepWriter, namnd_id: int, rhythms: Sequence[BodyRhythm]) -> None:
    """Keep these rhythms within a step."""
    there = {one.body_id: one for one in step.all(Rhythm, namnd_id=namnd_id)}
    for rhythm in rhythms:
        values = {**rhythm._asdict(), "months": " ".join(map(str, rhythm.months))}
        row = there.pop(rhythm.body_id, None)
        if row is None:
            step.add(Rhythm(namnd_id=namnd_id, **values))
            continue
        for field, value in values.items():
            if getattr(row, field) != value:
                setattr(row, field, value)
    for row in there.values():
        step.delete(row)
