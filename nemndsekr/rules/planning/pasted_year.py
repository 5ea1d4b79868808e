"""read_pasted_year: a municipality's own plan of the year, as pasted, to meetings by body; what is odd is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.planning.facts import Body
from nemndsekr.rules.planning.pasted_cell import (
    NO_TIMES,
    CellDay,
    ReadCell,
    Times,
    month_of,
    read_cell,
    times_in,
    weekday_in,
    without_times,
)
from nemndsekr.support.days import MONTHS, WEEKDAYS, weekday_day

Grid = Sequence[Sequence[str]]

_YEAR: Final = re.compile(r"(?<![\d-])(20\d{2})(?![\d-])")
_SHORT_YEAR: Final = re.compile(r"\d{1,2}/\d{1,2}\s*[-/]\s*(\d{2})(?![\d/])")
_FOOTNOTE: Final = re.compile(r"^\s*(?P<mark>\*+|(?:\d|[a-f])\))\s*(?P<words>\S.*)$", re.IGNORECASE)
_WEEKS: Final = re.compile(r"^(?:v|vecka|veckor|vecka nr|v\.?\s*nr)\.?$", re.IGNORECASE)
_REMARKS: Final = re.compile(r"^(?:anm|anmärkning(?:ar)?|kommentar(?:er)?|övrigt|notering(?:ar)?)\.?$", re.IGNORECASE)
_NO_MEETING: Final = re.compile(
    r"inlämning|stoppdag|manusstopp|kallelse|utskick|justering|anslag|beredningslista", re.IGNORECASE
)
_LINE: Final = re.compile(r"^\s*(?P<name>[^\d:\t]*[^\W\d][^\d:\t]*?)\s*(?::|\t|\s{2,}|\s[-–]\s)\s*(?P<days>.*\d.*)$")
_MANY: Final = 3
_KINDS: Final = (
    (BodyKind.beredning, re.compile(r"bered|presid|\bpres\b|ordförandeberedning|OB$", re.IGNORECASE)),
    (BodyKind.au, re.compile(r"arbetsutskott|utskott|\bau\b|[A-ZÅÄÖ]AU$|^AU", re.IGNORECASE)),
)


class PastedColumn(NamedTuple):
    """A body as the plan names it; ``body_id`` is the nämnd's own body that it is taken for, None where it is unknown.

    ``is_meeting`` is False for columns that hold other days (stoppdag, kallelse).
    """

    name: str
    body_id: int | None = None
    kind: BodyKind = BodyKind.namnd
    times: Times = Times()
    weekday: int | None = None
    is_meeting: bool = True


class PastedMeeting(NamedTuple):
    """A day of a column; ``odd`` is what is to be looked at, empty where nothing is."""

    column: int
    day: date
    times: Times = Times()
    note: str = ""
    odd: str = ""


class OddCell(NamedTuple):
    """A cell that gave no day, or not the one expected: where it stands, what it says, and why it is told."""

    where: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class PastedYear:
    """What was read; ``year`` is the plan's, ``year_told`` whether the plan says so itself."""

    year: int
    year_told: bool = False
    columns: tuple[PastedColumn, ...] = ()
    meetings: tuple[PastedMeeting, ...] = ()
    odd: tuple[OddCell, ...] = ()

    @property
    def matched(self) -> tuple[int, ...]:
        """The columns that are the nämnd's own."""
        return tuple(number for number, one in enumerate(self.columns) if one.body_id is not None)


def read_pasted_year(
    rows: Grid, text: str, bodies: Sequence[Body], year: int, *, short_name: str = "", chosen_year: int | None = None
) -> PastedYear:
    """Read a plan from the rows of a pasted table, or from plain ``text`` where there are none.

    ``year`` is meant where the plan names none; ``chosen_year`` holds whatever it says. ``short_name`` is the nämnd's,
    by which its columns are known among those of others.
    """
    rows = [[" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in row] for row in rows]
    told = _year_of([*(cell for row in rows for cell in row), text])
    found = PastedYear(chosen_year or told or year, told is not None)
    notes = _footnotes([*(row_text for row in rows if (row_text := _only(row))), *text.splitlines()])
    reader = _Reader(found.year, notes, bodies, short_name)
    if len(rows) < 2 or not (reader.by_rows(rows) or reader.by_columns(rows) or reader.by_full_days(rows)):
        reader.by_lines(text)
    meetings = sorted(dict.fromkeys(reader.meetings), key=lambda one: (one.day, one.column))
    return replace(found, columns=tuple(reader.columns), meetings=tuple(meetings), odd=tuple(reader.odd))


def _only(row: Sequence[str]) -> str:
    """The words of a row where they stand in one cell alone."""
    filled = [cell for cell in row if cell]
    return filled[0] if len(filled) == 1 else ""


def _year_of(words: Iterable[str]) -> int | None:
    counts: Counter[int] = Counter()
    for one in words:
        counts.update(int(found) for found in _YEAR.findall(one))
        counts.update(2000 + int(found) for found in _SHORT_YEAR.findall(one))
        counts.update(int(found[:4]) for found in re.findall(r"20\d{2}-\d{2}-\d{2}", one))
    return max(counts, key=lambda found: counts[found]) if counts else None


def _footnotes(lines: Iterable[str]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for line in lines:
        for part in line.split("\n"):
            found = _FOOTNOTE.match(part)
            if found and re.search(r"[^\W\d]", found["words"]):
                notes.setdefault(found["mark"], found["words"].strip(" =:–-."))
    return notes


class _Reader:
    """Gathers columns, meetings and odd cells; each ``by_…`` says whether the plan was laid out so."""

    def __init__(self, year: int, notes: dict[str, str], bodies: Sequence[Body], short_name: str) -> None:
        self.year = year
        self.notes = notes
        self.bodies = bodies
        self.short_name = short_name
        self.columns: list[PastedColumn] = []
        self.meetings: list[PastedMeeting] = []
        self.odd: list[OddCell] = []

    def by_rows(self, rows: Grid) -> bool:
        """Months down the side, bodies across."""
        at = [number for number, row in enumerate(rows) if row and _month_beside(row)]
        if len(at) < _MANY:
            return False
        width = max(map(len, rows))
        head = [
            " ".join(row[column] for row in rows[: at[0]] if column < len(row) and row[column] and not _is_title(row))
            for column in range(width)
        ]
        beside = 1 if sum(month_of(rows[number][0]) is not None for number in at) >= len(at) / 2 else 2
        month = 0
        numbers = self._columns_of(head[beside:])
        for row in rows[at[0] :]:
            month = _month_beside(row) or month
            if _FOOTNOTE.match(_only(row)):
                continue
            if (
                _month_beside(row) is None
                and any(row[:beside])
                and not any(re.search(r"\d", cell) for cell in row[beside:])
            ):
                self._tell_line(" ".join(filter(None, row)))
                continue
            for number, cell in zip(numbers, row[beside:], strict=False):
                self._take(number, cell, month, f"{MONTHS[month - 1]}")
        return True

    def by_columns(self, rows: Grid) -> bool:
        """Bodies down the side, months across."""
        head = next(
            (at for at, row in enumerate(rows) if sum(month_of(cell) is not None for cell in row) >= _MANY), None
        )
        if head is None:
            return False
        months = [month_of(cell) for cell in rows[head]]
        first = next(place for place, month in enumerate(months) if month is not None)
        for row in rows[head + 1 :]:
            if _FOOTNOTE.match(_only(row)):
                continue
            [number] = self._columns_of([" ".join(filter(None, row[:first]))])
            for month, cell in zip(months[first:], row[first:], strict=False):
                if month is not None:
                    self._take(number, cell, month, MONTHS[month - 1])
        return True

    def by_full_days(self, rows: Grid) -> bool:
        """Whole days under each body, or a row for each meeting with its body and its day."""
        cells = [read_cell(cell, self.year, None) for row in rows for cell in row]
        if sum(bool(cell.days) for cell in cells) < _MANY:
            return False
        wide = Counter(sum(bool(read_cell(cell, self.year, None).days) for cell in row) for row in rows)
        one_a_row = wide[1] >= sum(count for number, count in wide.items() if number > 1)
        if one_a_row:
            for row in rows:
                self._row_of_one(row)
            return True
        numbers = self._columns_of(rows[0])
        for row in rows[1:]:
            for number, cell in zip(numbers, row, strict=False):
                self._take(number, cell, None, "")
        return True

    def _row_of_one(self, row: Sequence[str]) -> None:
        read = [read_cell(cell, self.year, None) for cell in row]
        dated = next((place for place, cell in enumerate(read) if cell.days), None)
        if dated is None:
            return
        words = [cell for place, cell in enumerate(row) if place != dated and without_times(cell)]
        names = [cell for cell in words if not re.fullmatch(r"[vV]?\.?\s*\d+", cell) and weekday_in(cell) is None]
        times = next((found for cell in row if (found := times_in(cell)).starts_at), Times())
        if not names:
            self.odd.append(OddCell("", " ".join(row), "raden säger inte vilken instans"))
            return
        number = self._column(names[0])
        self._take(number, row[dated], None, names[0], times, ", ".join(names[1:]))

    def by_lines(self, text: str) -> bool:
        """«KSAU: 14/1, 11/2, 4/3» a line, or the name on a line of its own with days under it."""
        number: int | None = None
        month: int | None = None
        for line in filter(str.strip, text.splitlines()):
            if _FOOTNOTE.match(line):
                continue
            found = _LINE.match(line)
            name = found["name"].strip() if found else ""
            if found and month_of(name) is None and weekday_in(name) is None:
                number, month = self._column(name), None
                self._take(number, found["days"], None, name)
            elif (month_of(name or line)) is not None and number is not None:
                month = month_of(name or line)
                if found:
                    self._take(number, found["days"], month, line)
            elif not re.search(r"\d", line):
                number, month = self._column(line.strip(" :")), None
            elif number is not None:
                self._take(number, line, month, self.columns[number].name)
            elif not _YEAR.search(line):
                self._tell_line(line)
        used = {meeting.column for meeting in self.meetings}
        if used != set(range(len(self.columns))):
            self._keep_columns(used)
        return True

    def _keep_columns(self, used: set[int]) -> None:
        """Let go of lines that looked like a body's name but have no days."""
        for place, column in enumerate(self.columns):
            if place not in used:
                self._tell_line(column.name)
        places = {old: new for new, old in enumerate(sorted(used))}
        self.columns = [self.columns[old] for old in sorted(used)]
        self.meetings = [one._replace(column=places[one.column]) for one in self.meetings]

    def _tell_line(self, words: str) -> None:
        self.odd.append(OddCell("", words, "raden lästes inte"))

    # Columns

    def _columns_of(self, head: Sequence[str]) -> list[int | None]:
        """The number of the body of each heading; None for weeks and remarks, which are no bodies."""
        numbers: list[int | None] = []
        for place, words in enumerate(head):
            bare = without_times(words)
            if _WEEKS.match(bare):
                numbers.append(None)
            elif _REMARKS.match(bare):
                numbers.append(-1)
            else:
                numbers.append(self._column(words or f"Kolumn {place + 1}"))
        return numbers

    def _column(self, words: str) -> int:
        name = without_times(words) or words
        for number, column in enumerate(self.columns):
            if column.name.casefold() == name.casefold():
                return number
        kind = next((kind for kind, wanted in _KINDS if wanted.search(name)), BodyKind.namnd)
        is_meeting = not _NO_MEETING.search(name)
        body_id = _matched(name, kind, self.bodies, self.short_name) if is_meeting else None
        self.columns.append(PastedColumn(name, body_id, kind, times_in(words), weekday_in(words), is_meeting))
        return len(self.columns) - 1

    # Cells

    def _take(
        self, number: int | None, cell: str, month: int | None, where: str, times: Times = NO_TIMES, note: str = ""
    ) -> None:
        if number is None or not cell.strip():
            return
        if number < 0:
            self.odd.append(OddCell(where, cell, "anmärkning i planen"))
            return
        column = self.columns[number]
        clock = times_in(cell)
        read = read_cell(cell, self.year, month)
        if not read.days and clock.starts_at is not None and not re.sub(r"[\d.:\s–-]|kl", "", cell):
            # A line under the headings that says when each body meets.
            self.columns[number] = column._replace(times=clock)
            return
        place = f"{column.name}, {where}" if where and where != column.name else column.name
        self.odd += [OddCell(place, cell, why) for why in read.odd]
        for one in read.days:
            self.meetings.append(self._meeting(number, one, read, times, note))

    def _meeting(self, number: int, one: CellDay, read: ReadCell, times: Times, note: str) -> PastedMeeting:
        column = self.columns[number]
        notes = [self.notes.get(one.marks, "")] if one.marks else []
        odd = [why[:1].upper() + why[1:] + "." for why in read.odd]
        if one.marks and not notes[0]:
            odd.append(f"«{one.marks}» förklaras inte i planen.")
        if column.weekday is not None and one.day.weekday() != column.weekday and not one.marks and one.weekday is None:
            odd.append(f"{weekday_day(one.day).capitalize()}: planen säger {WEEKDAYS[column.weekday]}.")
        told = ". ".join(filter(None, (*notes, one.note, note)))
        clock = one.times if one.times.starts_at else times if times.starts_at else column.times
        return PastedMeeting(number, one.day, clock, told[:1].upper() + told[1:], " ".join(odd))


def _month_beside(row: Sequence[str]) -> int | None:
    """The month that a row is of: in its first cell, or in the second where the first is a number or empty."""
    return next((month for cell in row[:2] if (month := month_of(cell)) is not None), None)


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row is the plan's own title, which names no column."""
    return bool(_only(row)) and len(row) > 2


def _matched(name: str, kind: BodyKind, bodies: Sequence[Body], short_name: str) -> int | None:
    """The nämnd's body that a heading means: by its name, or by the nämnd's short name and what kind it is."""
    wanted = _bare(name)
    by_name = next((body.id for body in bodies if wanted in (_bare(body.name), _initials(body.name))), None)
    if by_name is not None:
        return by_name
    of_kind = [body.id for body in bodies if body.kind == kind]
    short = _bare(short_name)
    rest = wanted.removeprefix(short) if short and wanted.startswith(short) else None
    plain = {
        BodyKind.namnd: {"", "nämnd", "nämnden"},
        BodyKind.au: {"au", "arbetsutskott", "arbetsutskottet", "sau"},
        BodyKind.beredning: {"beredning", "beredningen", "presidium", "presidiet", "pres", "ber", "b", "ob"},
    }[kind]
    own = rest in plain if rest is not None else wanted in plain - {""}
    return of_kind[0] if own and len(of_kind) == 1 else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in ("och", "samt", "i", "för")]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else _bare(name)
