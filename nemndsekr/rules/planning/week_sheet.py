"""The control sheet of a week: what must be done each day of this week and the next, with a box to tick for each.

What comes of the plan and of the answers is what the page Idag watches; the days of the law for the minutes, and the
promises that fall due, are laid beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import ChainStepKind
from nemndsekr.rules.planning.chains import deciding_rule
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.legal_dates import DAYS_TO_JUSTERING, LegalDay, legal_dates
from nemndsekr.rules.planning.watch import WatchFacts, body_in_words, watched
from nemndsekr.rules.working_days import red_day
from nemndsekr.support.days import full_day, near_day, short_day, week, weekday_short

WEEKS: Final = 2
MOST_LEFT: Final = 15
"""What is left from before is told line by line up to so many; a sheet is no list of everything that is late."""
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_OF_TODAY: Final = re.compile(r"om \d+ arbetsdag(ar)?|\d+ arbetsdag(ar)? kvar|i dag", re.IGNORECASE)


class DueThing(NamedTuple):
    """A promise that falls due: a measure, an assignment or a report-back."""

    day: date
    text: str
    note: str = ""


class SheetLine(NamedTuple):
    """One thing to do, what to know of it, and the day it should have been done where that has passed."""

    text: str
    note: str = ""
    passed: date | None = None


class SheetDay(NamedTuple):
    """A day with its lines; ``free`` says why nobody works then."""

    day: date
    lines: tuple[SheetLine, ...]
    free: str = ""


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """The whole sheet: what is left from before, and the days of the weeks."""

    monday: date
    left: tuple[SheetLine, ...]
    more_left: int
    days: tuple[SheetDay, ...]

    @property
    def title(self) -> str:
        """«Kontrollista vecka 8 och 9, 2026»."""
        last = self.monday + 7 * (WEEKS - 1) * _DAY
        return f"Kontrollista vecka {week(self.monday)} och {week(last)}, {last.isocalendar().year}"

    def weeks(self) -> Iterator[tuple[str, tuple[tuple[str, str, str, str], ...]]]:
        """Each week: «Vecka 8: 16–22 februari» and its rows under ``SHEET_HEADS``, as they are printed."""
        for number in range(WEEKS):
            first = self.monday + 7 * number * _DAY
            rows = [row for one in self.days if first <= one.day < first + 7 * _DAY for row in _rows(one)]
            yield f"Vecka {week(first)}: {short_day(first)}–{short_day(first + 6 * _DAY)}", tuple(rows)

    def left_rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """What is left from before, under ``SHEET_HEADS``."""
        return tuple((self._passed(one.passed or self.monday), BOX, one.text, one.note) for one in self.left)

    def _passed(self, day: date) -> str:
        return weekday_short(day) if day.year == self.monday.year else day.isoformat()


BOX: Final = "☐"
SHEET_HEADS: Final = ("Dag", "", "Vad", "Att veta")


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * _DAY


def week_sheet(facts: WatchFacts, promises: Iterable[DueThing], monday: date) -> WeekSheet:
    """The sheet of the week that begins on ``monday`` and of the next, as things stand on that day."""
    after = monday + 7 * WEEKS * _DAY
    found = [(row.day, SheetLine(row.name, _lasting(row.note, row.tail))) for row in watched(facts, monday)]
    # Whether earlier minutes were confirmed is not known here, so that is never told as left.
    found += [(day, line) for day, line in _minutes(facts.plan) if day >= monday]
    found += [(one.day, SheetLine(one.text, one.note)) for one in promises]
    watched_from = [(day, line) for day, line in found if day < after]
    left = [line._replace(passed=day) for day, line in watched_from if day < monday]
    days = [monday + number * _DAY for number in range(7 * WEEKS)]
    lines = {day: tuple(line for at, line in watched_from if at == day) for day in days}
    return WeekSheet(
        monday,
        tuple(sorted(left, key=lambda line: line.passed or monday, reverse=True)[:MOST_LEFT]),
        max(len(left) - MOST_LEFT, 0),
        tuple(
            SheetDay(day, lines[day], _free(facts.plan, day)) for day in days if lines[day] or day.weekday() < _SATURDAY
        ),
    )


def _lasting(note: str, tail: str) -> str:
    """What still holds when the paper is read another day: not «om 3 arbetsdagar»."""
    parts = [part for part in note.split(" · ") if not _OF_TODAY.fullmatch(part)]
    return " · ".join(filter(None, (*parts, tail)))


def _rows(one: SheetDay) -> list[tuple[str, str, str, str]]:
    day = weekday_short(one.day)
    if not one.lines:
        return [(day, "", one.free, "")]
    told = [(BOX, line.text, line.note) for line in one.lines]
    name = f"{day} ({one.free})" if one.free else day
    return [(name if not number else "", *line) for number, line in enumerate(told)]


def _free(facts: PlanningFacts, day: date) -> str:
    own = next((one.name for one in facts.closed if one.from_day <= day <= one.until_day), "")
    return red_day(day) or own


def _minutes(facts: PlanningFacts) -> Iterator[tuple[date, SheetLine]]:
    """Justering and anslag of the minutes of the nämnd's own meetings, by their planned day or by the law."""
    root = deciding_rule(facts.rules)
    reckoned = any(rule.kind == ChainStepKind.justering for rule in facts.rules)
    for meeting in facts.meetings:
        if root is None or meeting.body_id != root.body_id or not meeting.is_held or meeting.id is None:
            continue
        law = legal_dates(meeting.day, justerad=meeting.justering_on)
        of_meeting = f"{body_in_words(facts, meeting.body_id, definite=True)} {near_day(meeting.day, meeting.day)}"
        if meeting.justering_on is not None:
            if not reckoned:
                yield meeting.justering_on, SheetLine(f"Justering av protokollet från {of_meeting}")
            text = f"Anslag av protokollet från {of_meeting} senast"
            yield from _of_law(law.anslag, text, "2 dagar efter justeringen")
        elif not reckoned:
            note = f"{DAYS_TO_JUSTERING} dagar efter sammanträdet"
            yield from _of_law(law.justering, f"Protokollet från {of_meeting} justeras senast", note)


def _of_law(law: LegalDay, text: str, note: str) -> Iterator[tuple[date, SheetLine]]:
    """A line on the last working day by which it is done; the day of the law is told where that is another."""
    if law.day is not None:
        day = law.practical or law.day
        told = f"{note}: {full_day(law.day)}" if day != law.day else note
        yield day, SheetLine(text, told)
