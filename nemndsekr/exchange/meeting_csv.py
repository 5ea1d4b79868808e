"""sammantraden.csv: the meetings of a nämnd as a list that Excel opens, and such a list read again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, NamedTuple

from nemndsekr.exchange.csv_lists import write_csv
from nemndsekr.exchange.table import Sheet, TableFile
from nemndsekr.records.choices import BodyKind, ChainStepKind, MeetingStatus, label
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.stop_days import stop_days
from nemndsekr.rules.planning.week_grid import key_of
from nemndsekr.support.days import full_day, parse_day
from nemndsekr.support.errors import UserError

MEETING_COLUMNS: Final = (
    "instans",
    "datum",
    "starttid",
    "sluttid",
    "plats",
    "stoppdag",
    "kallelse_senast",
    "status",
    "slag",
    "justering",
    "flyttat_fran",
    "anteckning",
)
_REQUIRED: Final = ("instans", "datum")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK: Final = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?$")


class AskedDay(NamedTuple):
    """A day that is not written ÅÅÅÅ-MM-DD, and what it may mean; None where that cannot be told."""

    words: str
    meant: date | None


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One row of the list; ``asked`` where its day was not written ÅÅÅÅ-MM-DD, ``odd`` what else was not understood."""

    row: int
    body: str
    kind: BodyKind
    day: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    status: MeetingStatus = MeetingStatus.planerad
    justering_on: date | None = None
    moved_from: date | None = None
    note: str = ""
    asked: AskedDay | None = None
    odd: tuple[str, ...] = ()


def meetings_as_csv(facts: PlanningFacts, year: int | None = None) -> bytes:
    """The nämnd's meetings by day, of one year or of all; stoppdag and kallelse are reckoned by its rules."""
    order = {body.id: body.position for body in facts.bodies}
    meetings = [one for one in facts.meetings if year is None or one.day.year == year]
    meetings.sort(key=lambda one: (one.day, one.starts_at or time(), order.get(one.body_id, 0)))
    stops = stop_days(facts)
    return write_csv(MEETING_COLUMNS, [_row(facts, one, stops) for one in meetings])


def _row(facts: PlanningFacts, meeting: PlannedMeeting, stops: Mapping[str, date]) -> tuple[str, ...]:
    body = facts.body(meeting.body_id)
    return (
        body.name if body else "",
        meeting.day.isoformat(),
        _clock(meeting.starts_at),
        _clock(meeting.ends_at),
        meeting.place,
        _iso(stops.get(key_of(meeting))),
        _iso(_summons(facts, meeting)),
        meeting.status.value,
        body.kind.value if body else "",
        _iso(meeting.justering_on),
        _iso(meeting.moved_from),
        meeting.note,
    )


def _summons(facts: PlanningFacts, meeting: PlannedMeeting) -> date | None:
    """When the kallelse to a meeting goes out at the latest, where the chain has such a step before it."""
    for rule in facts.rules:
        anchor = next((one for one in facts.rules if one.key == rule.anchor), None)
        if rule.kind == ChainStepKind.utskick and anchor is not None and anchor.body_id == meeting.body_id:
            return distant(ChainStep(anchor, meeting.day, meeting), rule, facts, immediate=False)
    return None


def _clock(at: time | None) -> str:
    return f"{at:%H.%M}" if at is not None else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def is_meeting_column(words: str) -> bool:
    """Whether a list of meetings has a column of this name."""
    return _name(words) in MEETING_COLUMNS


def _name(words: str) -> str:
    plain = words.strip().lower().translate(str.maketrans("åäö", "aao"))
    return re.sub(r"\W+", "_", plain).strip("_")


def has_meetings(table: TableFile) -> bool:
    """Whether a table names the columns of a list of meetings."""
    return any(_columns(sheet) is not None for sheet in table.sheets)


def meetings_in(table: TableFile, today: date) -> list[ListedMeeting]:
    """The meetings of a list, row by row; nothing is guessed that is not written out.

    Raises:
        UserError: the list has no column of bodies or of days.
    """
    for sheet in table.sheets:
        columns = _columns(sheet)
        if columns is not None:
            rows = sheet.below(sheet.heading)
            return [
                _read(
                    row.number,
                    {name: row.cells[at].text for name, at in columns.items()},
                    _days(row.cells, columns),
                    today,
                )
                for row in rows
            ]
    raise UserError(
        f"«{table.name}» har inte kolumnerna instans och datum.",
        "Spara planen som CSV härifrån en gång, så visar filen hur listan ska se ut.",
    )


def _columns(sheet: Sheet) -> dict[str, int] | None:
    names = [_name(words) for words in sheet.headings(sheet.heading)]
    found = {name: at for at, name in enumerate(names) if name in MEETING_COLUMNS}
    return found if all(name in found for name in _REQUIRED) else None


def _days(cells: Sequence[object], columns: Mapping[str, int]) -> dict[str, date]:
    """The days that the program that made the list says are days."""
    days = {name: getattr(cells[at], "day", None) for name, at in columns.items()}
    return {name: day for name, day in days.items() if day is not None}


def _read(number: int, words: Mapping[str, str], days: Mapping[str, date], today: date) -> ListedMeeting:
    odd: list[str] = []
    day = days.get("datum") or _iso_day(words["datum"])
    asked = None if day is not None else AskedDay(words["datum"], parse_day(words["datum"], today))
    kind = next((one for one in BodyKind if one.value == words.get("slag", "")), BodyKind.namnd)
    if not words.get("slag"):
        kind = _kind_of(words["instans"])
    return ListedMeeting(
        number,
        words["instans"].strip(),
        kind,
        day,
        _time(words.get("starttid", ""), "starttiden", odd),
        _time(words.get("sluttid", ""), "sluttiden", odd),
        words.get("plats", ""),
        _status(words.get("status", ""), odd),
        days.get("justering") or _told_day(words.get("justering", ""), "justeringen", odd),
        days.get("flyttat_fran") or _told_day(words.get("flyttat_fran", ""), "dagen det flyttats från", odd),
        words.get("anteckning", ""),
        asked,
        tuple(odd),
    )


def _kind_of(name: str) -> BodyKind:
    small = name.lower()
    if "bered" in small or "presid" in small:
        return BodyKind.beredning
    return BodyKind.au if "utskott" in small or name.endswith("AU") else BodyKind.namnd


def _iso_day(words: str) -> date | None:
    if not _ISO.fullmatch(words.strip()):
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


def _told_day(words: str, what: str, odd: list[str]) -> date | None:
    day = _iso_day(words)
    if words.strip() and day is None:
        odd.append(f"{what} «{words}» är inte skriven ÅÅÅÅ-MM-DD")
    return day


def _time(words: str, what: str, odd: list[str]) -> time | None:
    found = _CLOCK.match(words.strip())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    if words.strip():
        odd.append(f"{what} «{words}» är ingen tid")
    return None


def _status(words: str, odd: list[str]) -> MeetingStatus:
    if not words.strip():
        return MeetingStatus.planerad
    for status in MeetingStatus:
        if words.strip().lower() in (status.value, label(status).lower()):
            return status
    odd.append(f"läget «{words}» känns inte igen")
    return MeetingStatus.planerad


def asked_words(asked: AskedDay) -> str:
    """The question about a day that is not written out."""
    if asked.meant is None:
        return f"«{asked.words}» är ingen dag. Skriv den ÅÅÅÅ-MM-DD."
    return f"«{asked.words}» är inte skrivet ÅÅÅÅ-MM-DD. Menas {full_day(asked.meant)}? Kryssa i så fall för raden."
