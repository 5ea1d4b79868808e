"""ListedCase: what one row of a bevakningslista says about a case, and what in it could not be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.records.choices import CaseKind, CaseStage, Precision, label
from nemndsekr.rules.list_columns import Columns, ListField, heading_letters
from nemndsekr.rules.list_origin import ListOrigin, dnr_year
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt, why_no_day
from nemndsekr.support.days import full_day, parse_day


class ListCell(NamedTuple):
    """What a cell shows, and the day it holds where it is known to be one."""

    text: str
    day: date | None = None


class ListRow(NamedTuple):
    """A row of a list: its number there, and its cells."""

    number: int
    cells: tuple[ListCell, ...]


@dataclass(frozen=True, slots=True)
class ListedCase:
    """What a row says. ``notes`` are heading and words of all that has no place of its own on a case.

    ``problems`` are to be looked at; ``reckoned`` tells quietly of years that are not written and could be reckoned.
    """

    number: int
    dnr: str = ""
    title: str = ""
    kind: CaseKind = CaseKind.ovrigt
    requester: str = ""
    received_on: date | None = None
    reply: Tidpunkt | None = None
    stage: CaseStage | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    officer: str = ""
    namnd: str = ""
    namnd_on: date | None = None
    task: str = ""
    report_back: Tidpunkt | None = None
    notes: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    reckoned: tuple[str, ...] = ()
    no_case: str = ""
    """Why the row is no case at all: a sum, a heading in the midst of the list. Empty for a case."""


_KIND_WORDS: Final = (
    ("granskning", CaseKind.granskning),
    ("revision", CaseKind.granskning),
    ("initiativ", CaseKind.namndinitiativ),
    ("motion", CaseKind.motion),
    ("remiss", CaseKind.remiss),
    ("samrad", CaseKind.remiss),
    ("yttrande", CaseKind.remiss),
)
# The kinds that a title tells by its first words; «motion» and «yttrande» deep in a title mean something else.
_KIND_IN_TITLE: Final = re.compile(
    r"\b(granskning|revision(?:srapport|ens)|nämndinitiativ|ledamotsinitiativ)|^(motion|remiss|yttrande|samråd)\b",
    re.IGNORECASE,
)
_STAGE_WORDS: Final = (
    ("ejpaborjad", CaseStage.inkommet),
    ("ejklar", CaseStage.under_arbete),
    ("uppfolj", CaseStage.uppfoljning),
    ("expedier", CaseStage.expedierat),
    ("avslut", CaseStage.avslutat),
    ("avskriv", CaseStage.avslutat),
    ("besvarad", CaseStage.avslutat),
    ("klar", CaseStage.avslutat),
    ("fardig", CaseStage.avslutat),
    ("beslut", CaseStage.beslutat),
    ("arbetsutskott", CaseStage.till_au),
    ("tillau", CaseStage.till_au),
    ("beredning", CaseStage.till_beredning),
    ("tillnamnd", CaseStage.till_namnd),
    ("faktagranskning", CaseStage.faktagranskning),
    ("planera", CaseStage.planerad),
    ("pagar", CaseStage.under_arbete),
    ("pagaende", CaseStage.under_arbete),
    ("underarbete", CaseStage.under_arbete),
    ("handlagg", CaseStage.under_arbete),
    ("oppen", CaseStage.under_arbete),
    ("oppet", CaseStage.under_arbete),
    ("inkom", CaseStage.inkommet),
    ("ny", CaseStage.inkommet),
    ("registrerad", CaseStage.inkommet),
)
_YES: Final = frozenset(
    re.findall(r"\w+", "x ja j ok klar klart true sant avslutad avslutat besvarad besvarat utfort expedierad")
)
_NO: Final = frozenset(["nej", "n", "ej", "false", "falskt"])
_NOTHING: Final = re.compile(r"^[\s\-–—.?/*]*$")
_YEAR: Final = re.compile(r"^(?:år\s+)?\d{4}$", re.IGNORECASE)
_SUM: Final = re.compile(r"^(?:summa|totalt?|antal(?:et)?|delsumma|genomsnitt)\b", re.IGNORECASE)
_CLOCK: Final = re.compile(r"[T\s]+(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?$")
# Excel counts days from here; a day whose look was lost is shown as such a number.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_EXCEL_DAYS: Final = range(36_526, 58_440)  # 2000 to 2059
_TWO_WAYS: Final = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})$")
_A_YEAR: Final = timedelta(days=364)
_LONGEST_TITLE: Final = 300
_LONGEST_GROUP: Final = 60


def listed_cases(
    rows: Sequence[ListRow],
    headings: Sequence[str],
    columns: Columns,
    today: date,
    origin: ListOrigin | None = None,
) -> tuple[ListedCase, ...]:
    """What each row says, in order; a heading in the midst of the list tells the kind of the rows under it.

    ``today`` is the day of reading, ``origin`` what the list tells of itself: a day without a year is the first such
    day in the list's year and after the case came in, or else after the day of reading.
    """
    out: list[ListedCase] = []
    group: CaseKind | None = None
    group_words = ""
    for row in rows:
        aside = _no_case(row, headings)
        if aside is not None:
            if aside.no_case.startswith("Rubrik"):
                group_words = next(cell.text for cell in row.cells if cell.text)
                group = _kind_of(group_words)
            out.append(aside)
            continue
        out.append(_Row(row, headings, columns, today, origin or ListOrigin(), group, group_words).read())
    return tuple(out)


def _no_case(row: ListRow, headings: Sequence[str]) -> ListedCase | None:
    texts = [cell.text for cell in row.cells]
    filled = [text for text in texts if text]
    if filled and [heading_letters(text) for text in filled] == [
        heading_letters(heading) for heading, text in zip(headings, texts, strict=True) if text
    ]:
        return ListedCase(row.number, no_case="Kolumnernas namn en gång till")
    if filled and _SUM.match(filled[0]) and (len(filled) <= 3 or len(filled) <= len(texts) / 2):
        return ListedCase(row.number, no_case="Summarad")
    alone = len(filled) == 1 and len(texts) > 2 and bool(texts[0]) and len(filled[0]) <= _LONGEST_GROUP
    if alone and (not re.search(r"\d{3}", filled[0]) or _YEAR.match(filled[0])):
        return ListedCase(row.number, no_case="Rubrik i listan")
    return None


def _kind_of(words: str) -> CaseKind | None:
    letters = heading_letters(words)
    return next((kind for part, kind in _KIND_WORDS if part in letters), None)


def kind_of_title(title: str) -> CaseKind | None:
    """The kind of case that a title tells, where it does."""
    found = _KIND_IN_TITLE.search(title)
    return _kind_of(found[0]) if found else None


class _Row:
    """One row being understood."""

    def __init__(
        self,
        row: ListRow,
        headings: Sequence[str],
        columns: Columns,
        today: date,
        origin: ListOrigin,
        group: CaseKind | None,
        group_words: str,
    ) -> None:
        self.row = row
        self.today = today
        self.origin = origin
        self.year: int | None = None
        self.group = group
        self.group_words = group_words
        self.cells: dict[ListField, tuple[str, ListCell]] = {}
        self.notes: list[tuple[str, str]] = []
        self.problems: list[str] = []
        self.reckoned: list[str] = []
        for heading, cell, holds in zip(headings, row.cells, columns, strict=True):
            if _NOTHING.match(cell.text):
                continue
            if holds is None or holds == ListField.anteckning or holds in self.cells:
                self.notes.append((heading, cell.text))
            else:
                self.cells[holds] = (heading, cell)

    def read(self) -> ListedCase:
        """Understand the row."""
        title, task = self._line(ListField.rubrik), self._text(ListField.uppdrag)
        dnr = self._dnr()
        self.year = dnr_year(dnr)
        if len(title) > _LONGEST_TITLE:
            self.notes.append((self._heading(ListField.rubrik), title))
            title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
            self._tell("Rubriken är lång; den hela står i anteckningen.")
        received = self._day(ListField.inkom)
        stage, decided, closed = self._stage()
        namnd, namnd_on = self._namnd()
        case = ListedCase(
            self.row.number,
            dnr=dnr,
            title=title,
            requester=self._line(ListField.fran),
            received_on=received,
            reply=self._time(ListField.svarsdag, received),
            stage=stage,
            decided_on=decided,
            closed_on=closed,
            officer=self._line(ListField.handlaggare),
            namnd=namnd,
            namnd_on=namnd_on,
            task=task,
            report_back=self._time(ListField.aterrapportering, received),
        )
        case = self._titled(case)
        kind = self._kind(case.title)
        if self.group_words and self.group is None:
            self.notes.append(("Under rubriken", self.group_words))
        return replace(
            case,
            kind=kind,
            notes=tuple(self.notes),
            problems=tuple(self.problems),
            reckoned=tuple(dict.fromkeys(self.reckoned)),
        )

    def _titled(self, case: ListedCase) -> ListedCase:
        """Give a case without a title the words that come nearest to one."""
        if case.title:
            return case
        if case.task:
            first = case.task.split("\n")[0]
            words = first if len(first) <= 120 else first[:120].rsplit(" ", 1)[0] + " …"
            return replace(case, title=words)
        if case.dnr:
            self._tell("Rubrik saknas; diarienumret står i dess ställe.")
            return replace(case, title=case.dnr)
        first = next((words for _, words in self.notes), "")
        if first:
            self._tell("Rubrik saknas; de första orden på raden står i dess ställe.")
            return replace(case, title=first.split("\n")[0][:120])
        return replace(case, no_case="Varken rubrik eller diarienummer")

    def _cell(self, holds: ListField) -> ListCell:
        return self.cells[holds][1] if holds in self.cells else ListCell("")

    def _heading(self, holds: ListField) -> str:
        return self.cells[holds][0] if holds in self.cells else ""

    def _text(self, holds: ListField) -> str:
        return self._cell(holds).text

    def _line(self, holds: ListField) -> str:
        return " ".join(self._text(holds).split())

    def _tell(self, words: str) -> None:
        self.problems.append(words)

    def _keep(self, holds: ListField) -> None:
        """Keep as a note what stands in a cell that could not be understood."""
        self.notes.append((self._heading(holds), self._text(holds)))

    def _dnr(self) -> str:
        cell = self._cell(ListField.diarienummer)
        if cell.day is not None:
            self._tell(f"Diarienumret har blivit ett datum i Excel ({cell.text}). Kontrollera det.")
        lines = [line for line in cell.text.split("\n") if line]
        if len(lines) > 1:
            self.notes.append((self._heading(ListField.diarienummer), ", ".join(lines[1:])))
        return " ".join(lines[0].split()) if lines else ""

    def _namnd(self) -> tuple[str, date | None]:
        """The nämnd's name, or the day of its meeting: a column called «Nämnd» may hold either."""
        cell = self._cell(ListField.namnd)
        after = self.origin.first_day() or self.today
        day = cell.day or (self._parsed(cell.text, after) if cell.text else None)
        return ("", day) if day is not None else (self._line(ListField.namnd), None)

    def _kind(self, title: str) -> CaseKind:
        words = self._line(ListField.slag)
        if words:
            kind = _kind_of(words)
            if kind is None:
                self._keep(ListField.slag)
                if heading_letters(words) not in {"ovrigt", "ovriga", "annat"}:
                    self._tell(f"Slaget «{words}» finns inte här; det blir {label(CaseKind.ovrigt).lower()}.")
            return kind or CaseKind.ovrigt
        return self.group or kind_of_title(title) or CaseKind.ovrigt

    def _stage(self) -> tuple[CaseStage | None, date | None, date | None]:
        """Stage, the day of the decision, and the day the case was closed."""
        stage: CaseStage | None = None
        words = heading_letters(self._text(ListField.lage))
        if words:
            stage = next((each for part, each in _STAGE_WORDS if words.startswith(part)), None)
            stage = stage or next((each for part, each in _STAGE_WORDS if len(part) > 3 and part in words), None)
            if stage is None:
                self._keep(ListField.lage)
                self._tell(f"Läget «{self._line(ListField.lage)}» kunde inte tolkas; det står i anteckningen.")
        decided = self._done(ListField.beslutad)
        closed = self._done(ListField.avslutad)
        if closed:
            stage = CaseStage.avslutat
        elif stage is None and (decided is True or (isinstance(decided, date) and decided <= self.today)):
            stage = CaseStage.beslutat
        return (
            stage,
            decided if isinstance(decided, date) else None,
            closed if isinstance(closed, date) else None,
        )

    def _done(self, holds: ListField) -> date | bool:
        """The day, or whether it is done: such columns hold days, crosses and «ja»."""
        letters = heading_letters(self._text(holds))
        if letters in _YES:
            return True
        if letters in _NO:
            return False
        return self._day(holds) or False

    def _day(self, holds: ListField) -> date | None:
        cell = self._cell(holds)
        if not cell.text:
            return None
        day = cell.day or self._past(holds, cell.text)
        if day is None:
            self._keep(holds)
            self._tell(f"«{self._line(holds)}» under {self._heading(holds)} är ingen dag; det står i anteckningen.")
        return day

    def _time(self, holds: ListField, received: date | None) -> Tidpunkt | None:
        cell = self._cell(holds)
        if not cell.text:
            return None
        words = " ".join(cell.text.split())
        day = cell.day or self._counted(words)
        if day is not None:
            return Tidpunkt(day.isoformat(), day, day, Precision.dag)
        time = self._reckoned_time(words, received) or Tidpunkt(words)
        if time.latest is None:
            reason = why_no_day(words) or "ingen dag som går att bevaka"
            self._tell(f"«{words}» under {self._heading(holds)}: {reason.rstrip('.')}. Orden behålls.")
        elif time.precision == Precision.dag:
            self._tell_two_ways(words, time.latest)
        return time

    def _past(self, holds: ListField, words: str) -> date | None:
        """The day on which something happened; without a year it lies behind us, as late as may be.

        The year in which a case came in is most often that of its number.
        """
        last = self.origin.last_day(self.today)
        if holds == ListField.inkom and self.year is not None:
            own = _parsed(words, self.today, date(self.year, 1, 1)) if self.year <= last.year else None
            if own is not None and own.year == self.year and own <= last:
                return self._parsed(words, date(self.year, 1, 1))
        return self._parsed(words, last - _A_YEAR)

    def _reckoned_time(self, words: str, received: date | None) -> Tidpunkt | None:
        """The time that words tell; a year that they do not tell is reckoned, and told."""
        told = tidpunkt(words, None)
        if told is not None and told.latest is not None:
            return told
        known = [day for day in (self.origin.first_day(), received) if day is not None]
        time = tidpunkt(words, max(known, default=self.today))
        latest = time.latest if time is not None else None
        if latest is None:
            return time
        last_years = self.year is not None and self.year == self.today.year - 1
        if not known and last_years and self.year is not None and latest.year > self.year + 1:
            time = tidpunkt(words, date(self.year, 1, 1)) or time
            self._tell_year(words, (time and time.latest) or latest, odd=True)
        else:
            self._tell_year(words, latest, odd=received is not None and latest < received)
        return time

    def _tell_year(self, words: str, day: date, *, odd: bool = False) -> None:
        """Say which year was reckoned: aloud where it lies far from that of the case, quietly else."""
        far = self.year is not None and not self.year <= day.year <= self.year + 1
        to = self.problems if odd or far else self.reckoned
        to.append(f"«{words}»: året är inte skrivet, det blir {day.year}.")

    def _parsed(self, words: str, after: date) -> date | None:
        """The day; without a year it is the first such day on or after ``after``, which is told."""
        words = " ".join(words.split())
        found = self._counted(words) or _parsed(words, self.today, after)
        if found is not None:
            self._tell_two_ways(words, found)
            if found != (_parsed(words, self.today, after + 2 * _A_YEAR) or found):
                self._tell_year(words, found)
        return found

    def _counted(self, words: str) -> date | None:
        """The day that a bare number is: Excel counts days, and shows the count where the cell has lost its look."""
        if not (words.isdigit() and int(words) in _EXCEL_DAYS):
            return None
        day = _EXCEL_EPOCH + timedelta(days=int(words))
        self._tell(f"Talet {words} är Excels sätt att räkna dagar: det blir {full_day(day)}.")
        return day

    def _tell_two_ways(self, words: str, day: date) -> None:
        """Say how a day was read that Americans would read the other way round."""
        two = _TWO_WAYS.match(words)
        if two and int(two[1]) <= 12 and int(two[2]) <= 12 and two[1] != two[2]:
            self._tell(f"«{words}» lästes som {full_day(day)}.")


def _parsed(words: str, today: date, after: date) -> date | None:
    """The day, a time of day after it left out; without a year the first such day on or after ``after``."""
    return parse_day(_CLOCK.sub("", " ".join(words.split())), today, after)
