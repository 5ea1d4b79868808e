"""Write a nämnd's planning to a calendar file, and remember what was told: the next can say what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from nemndsekr.exchange.calendar_file import DatedEntry, calendar_bytes
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.save_file import save_file
from nemndsekr.records.planning import CalendarExport
from nemndsekr.records.row import Row
from nemndsekr.rules.planning.calendar_entries import (
    CalendarEntry,
    EntryKind,
    calendar_entries,
    without_past_reminder,
)
from nemndsekr.store.database import Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.days import weekday_day
from nemndsekr.support.errors import UserError

_NAME: Final = "exporterade kalendern"


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What of a nämnd's calendar is wanted: all of it, only what has changed, some years, or a single entry."""

    namnd_id: int
    changes_only: bool = False
    years: frozenset[int] = frozenset()
    entry_uid: str = ""


class Exported(NamedTuple):
    """What was written: how many entries in all, and how many of them were new, changed and cancelled."""

    written: int
    new: int
    changed: int
    cancelled: int
    changes: Changes | None = None

    @property
    def told(self) -> str:
        """«24 poster skrevs i kalenderfilen: 2 nya, 1 ändrad.»."""
        if not self.written:
            return "Inget har ändrats sedan den senaste exporten. Ingen fil skrevs."
        parts = [
            f"{self.new} {'ny' if self.new == 1 else 'nya'}" if self.new else "",
            f"{self.changed} {'ändrad' if self.changed == 1 else 'ändrade'}" if self.changed else "",
            f"{self.cancelled} {'inställd eller borttagen' if self.cancelled == 1 else 'inställda eller borttagna'}"
            if self.cancelled
            else "",
        ]
        of = ", ".join(filter(None, parts))
        posts = "En post" if self.written == 1 else f"{self.written} poster"
        return f"{posts} skrevs i kalenderfilen{f': {of}' if of else ''}."


class CalendarContents(NamedTuple):
    """What the choice is made among: a nämnd, its years, and its meetings and days as «tors 20 mars: ASN Nämnd»."""

    namnd_id: int
    name: str
    years: tuple[int, ...]
    entries: tuple[tuple[str, str], ...]
    exported: bool
    """Whether anything of it has been exported before, so that there are changes to tell of."""


def calendar_contents(store: Store, today: date) -> list[CalendarContents]:
    """What each nämnd's calendar holds; single entries are offered from today on."""
    found = []
    for namnd in all_namnder(store):
        facts = planning_facts(store, namnd.stored_id)
        entries = calendar_entries(facts)
        found.append(
            CalendarContents(
                namnd.stored_id,
                facts.short_name or facts.name,
                tuple(sorted({entry.day.year for entry in entries})),
                tuple(
                    (entry.uid, f"{weekday_day(entry.day)} {entry.day.year}: {entry.summary}")
                    for entry in entries
                    if entry.day >= today
                ),
                bool(_told_before(store, namnd.stored_id)),
            )
        )
    return found


def file_name(name: str, years: Iterable[int] = ()) -> str:
    """What the file is best called: «ASN sammanträden 2025.ics»."""
    told = " ".join(map(str, sorted(years)))
    clean = "".join(sign for sign in name if sign.isalnum() or sign in " -_").strip()
    return " ".join(filter(None, (clean, "sammanträden", told))) + ".ics"


def export_calendar(store: Store, path: Path, choice: CalendarChoice, who: str, now: datetime) -> Exported:
    """Write the file and note what it told. What has left the house cannot be called back: it is no step to undo.

    Where only changes are wanted and there are none, no file is written.

    Raises:
        UserError: the nämnd has nothing to export, the entry is gone, or the file cannot be written; nothing is
            noted then.
    """
    facts = planning_facts(store, choice.namnd_id)
    entries = calendar_entries(facts)
    name = facts.short_name or facts.name
    today = now.astimezone().date()
    with store.step(_NAME, who, now, undoable=False) as step:
        former = {row.entry_uid: row for row in step.all(CalendarExport, namnd_id=choice.namnd_id)}
        wanted = _wanted([*entries, *_vanished(former, entries)], former, choice)
        if not wanted and not choice.changes_only:
            raise _nothing(entries, choice)
        counts = {"new": 0, "changed": 0, "cancelled": 0}
        written: list[DatedEntry] = []
        rows: list[Row] = []
        for entry in wanted:
            row = former.get(entry.uid)
            state = _state(entry, row)
            if state:
                counts[state] += 1
                row = _noted(choice.namnd_id, entry, row, now)
            if row is not None and (state or not choice.changes_only):
                rows.append(row)
                at = row.exported_at or now
                written.append(DatedEntry(without_past_reminder(entry, today), row.sequence, at))
        if written:
            step.add_all(rows)
            save_file(path, calendar_bytes(f"{name} sammanträden", written, now))
    changes = Changes.of(_NAME, step) if any(counts.values()) else None
    return Exported(len(written), **counts, changes=changes)


def _nothing(entries: Sequence[CalendarEntry], choice: CalendarChoice) -> UserError:
    if choice.entry_uid:
        return UserError("Posten finns inte längre i kalendern.", "Välj en annan.")
    years = sorted({entry.day.year for entry in entries})
    if not years:
        return UserError("Det finns inget att exportera.", "Lägg in sammanträden eller svarsdagar först.")
    asked = " eller ".join(map(str, sorted(choice.years)))
    known = ", ".join(map(str, years))
    return UserError(f"Det finns inget att exportera för {asked}.", f"Kalendern har poster för {known}.")


def _wanted(
    entries: Sequence[CalendarEntry], former: dict[str, CalendarExport], choice: CalendarChoice
) -> list[CalendarEntry]:
    """The entries that are asked for; one that has left a wanted year is told of there too."""

    def is_wanted(entry: CalendarEntry) -> bool:
        if choice.entry_uid:
            return entry.uid == choice.entry_uid
        row = former.get(entry.uid)
        days = (entry.day, row.day if row is not None else None)
        return not choice.years or any(day is not None and day.year in choice.years for day in days)

    return [entry for entry in entries if is_wanted(entry)]


def _vanished(former: dict[str, CalendarExport], entries: Sequence[CalendarEntry]) -> list[CalendarEntry]:
    """What was told before and is there no longer, as cancelled; it is told once."""
    left = {entry.uid for entry in entries}
    return [
        CalendarEntry(uid, EntryKind.gone, row.summary, row.day, cancelled=True)
        for uid, row in former.items()
        if uid not in left and not row.cancelled and row.day is not None
    ]


def _state(entry: CalendarEntry, row: CalendarExport | None) -> str:
    """Whether it is news, and of what kind; "" where all of it was told before."""
    if row is None:
        return "cancelled" if entry.cancelled else "new"
    if row.fingerprint == entry.fingerprint:
        return ""
    return "cancelled" if entry.cancelled and not row.cancelled else "changed"


def _noted(namnd_id: int, entry: CalendarEntry, row: CalendarExport | None, now: datetime) -> CalendarExport:
    """The row of the entry as it is told now."""
    if row is None:
        row = CalendarExport(namnd_id=namnd_id, entry_uid=entry.uid)
    else:
        row.sequence += 1
    row.fingerprint, row.cancelled = entry.fingerprint, entry.cancelled
    row.summary, row.day, row.exported_at = entry.summary, entry.day, now
    return row


def _told_before(store: Store, namnd_id: int) -> bool:
    with store.session() as session:
        told = select(CalendarExport).where(col(CalendarExport.namnd_id) == namnd_id).limit(1)
        return session.scalars(told).first() is not None
