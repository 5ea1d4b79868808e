"""A calendar file (.ics) that Outlook and other calendars read right, written with ``icalendar``.

RFC 5545. Times stand with the zone Europe/Stockholm, told by rules (RRULE) and the same for every year: a zone told by
single days shifts Outlook's clock by an hour. Never a VTODO, which Outlook passes over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event

from nemndsekr.rules.planning.calendar_entries import CalendarEntry, EntryKind

HOST: Final = "nemndsekr"
_ZONE: Final = "Europe/Stockholm"
_UNKNOWN_LENGTH: Final = timedelta(hours=2)
"""How long a meeting stands in the calendar when nobody has told its end."""
_TIME_ZONE: Final = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""


class DatedEntry(NamedTuple):
    """An entry with how many times it has changed in calendars outside, and when it did last."""

    entry: CalendarEntry
    sequence: int
    changed_at: datetime


def calendar_bytes(name: str, entries: Iterable[DatedEntry], now: datetime) -> bytes:
    """The file: UTF-8, lines ended by CRLF and folded at 75 octets; ``name`` is what a new calendar is called."""
    calendar = Calendar()
    calendar.add("prodid", "-//nemndsekr//Nämndsekr//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add_component(Component.from_ical(_TIME_ZONE.replace("\n", "\r\n")))
    for one in entries:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(dated: DatedEntry, now: datetime) -> Event:
    entry = dated.entry
    event = Event()
    event.add("uid", f"{entry.uid}@{HOST}")
    event.add("sequence", dated.sequence)
    event.add("dtstamp", now)
    event.add("last-modified", dated.changed_at)
    if entry.starts_at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
    else:
        starts = datetime.combine(entry.day, entry.starts_at, _zone())
        ends = datetime.combine(entry.day, entry.ends_at, _zone()) if entry.ends_at else starts + _UNKNOWN_LENGTH
        event.add("dtstart", starts)
        event.add("dtend", ends)
        event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
        event.add("x-microsoft-cdo-busystatus", "FREE" if entry.cancelled else "BUSY")
    event.add("summary", _plain(_summary(entry)))
    if entry.place:
        event.add("location", _plain(entry.place))
    if entry.note:
        event.add("description", _plain(entry.note))
    event.add("categories", [_plain(entry.category)])
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.reminder is not None:
        event.add_component(_alarm(entry.summary, entry.reminder))
    return event


def _summary(entry: CalendarEntry) -> str:
    """A calendar that does not know the status still says in words that it is cancelled."""
    if not entry.cancelled:
        return entry.summary
    return f"{'INSTÄLLT' if entry.kind == EntryKind.meeting else 'UTGÅR'}: {entry.summary}"


def _alarm(words: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(words))
    alarm.add("trigger", -before)
    return alarm


def _plain(text: str) -> str:
    """The words without signs that no calendar allows; a new line of any system is one."""
    return "".join(sign for sign in "\n".join(text.splitlines()) if sign == "\n" or sign.isprintable())


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo(_ZONE)
