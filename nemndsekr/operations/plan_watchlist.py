"""Plan what each row of a bevakningslista becomes: nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import CaseKind, Secrecy, label
from nemndsekr.rules.listed_case import ListedCase
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.title_likeness import Titles
from nemndsekr.store.case_outlines import CaseOutline, case_outlines
from nemndsekr.store.database import Store
from nemndsekr.support.swedish import dnr_key, dnr_sort_key, folded

NOTHING_NEW: Final = "Finns redan, inget nytt"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    JOIN = "join"
    SKIP = "skip"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that the case has and the list has otherwise; the case keeps its own."""

    name: str
    kept: str
    listed: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what becomes of it.

    ``case_id`` is the case it may join, ``same_row`` the place in the plan of an earlier row about the same case;
    ``standing`` says in words what it was found to be, ``adds`` what joining would add.
    """

    listed: ListedCase
    outcome: Outcome
    case_id: int | None = None
    same_row: int | None = None
    standing: str = ""
    adds: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether the row is a case that is kept already, and is left as such: added to, or with nothing to add."""
        joins = self.outcome == Outcome.JOIN and self.same_row is None
        return joins or (self.outcome == Outcome.SKIP and self.standing == NOTHING_NEW)

    @property
    def choices(self) -> tuple[Outcome, ...]:
        """What the person may choose."""
        if self.listed.no_case:
            return (Outcome.SKIP,)
        joins = self.case_id is not None or self.same_row is not None
        return (Outcome.NEW, Outcome.JOIN, Outcome.SKIP) if joins else (Outcome.NEW, Outcome.SKIP)


def plan_watchlist(store: Store, listed: Sequence[ListedCase]) -> tuple[PlannedRow, ...]:
    """What each row of a list becomes if nobody chooses otherwise.

    A row with the dnr of a case joins it; one without, whose title is like a case's, is asked about. The same within
    the list. What a case has already is compared, and never overwritten.
    """
    return _Planner(case_outlines(store)).plan(listed)


def with_choices(plan: Sequence[PlannedRow], chosen: Mapping[int, Outcome]) -> tuple[PlannedRow, ...]:
    """The plan with what the person chose, by place in the plan; a choice that is no longer possible is left out."""
    out = [
        replace(row, outcome=chosen[at]) if at in chosen and chosen[at] in row.choices else row
        for at, row in enumerate(plan)
    ]
    for at, row in enumerate(out):
        if row.same_row is not None and row.outcome == Outcome.JOIN and out[row.same_row].outcome == Outcome.SKIP:
            # The row that it would be added to is left out: then it stands for itself.
            out[at] = replace(row, outcome=Outcome.NEW)
    return tuple(out)


def plan_summary(plan: Sequence[PlannedRow]) -> str:
    """«42 ärenden: 37 nya, 1 nytt utan nummer, 4 finns redan»."""
    rows = [row for row in plan if not row.listed.no_case]
    new = [row for row in rows if row.outcome == Outcome.NEW]
    unnumbered = sum(not row.listed.dnr for row in new)
    numbered = len(new) - unnumbered
    joined = sum(row.is_there for row in rows)
    within = sum(row.outcome == Outcome.JOIN and row.same_row is not None for row in rows)
    asked = sum(row.outcome == Outcome.ASK for row in rows)
    skipped = sum(row.outcome == Outcome.SKIP and not row.is_there for row in rows)
    parts = [
        f"{numbered} {'nytt' if numbered == 1 else 'nya'}" if numbered else "",
        f"{unnumbered} {'nytt' if unnumbered == 1 else 'nya'} utan nummer" if unnumbered else "",
        f"{joined} finns redan" if joined else "",
        f"{within} hör till ett annat i listan" if within else "",
        f"{asked} att välja" if asked else "",
        f"{skipped} hoppas över" if skipped else "",
    ]
    words = ", ".join(filter(None, parts))
    return f"{len(rows)} {'ärende' if len(rows) == 1 else 'ärenden'}" + (f": {words}" if words else "")


class _Planner:
    """The cases that are kept, ready to be looked up."""

    def __init__(self, outlines: Sequence[CaseOutline]) -> None:
        self.kept = {outline.case.stored_id: outline for outline in outlines}
        self.by_number: dict[str, int] = {}
        self.titles: Titles[int] = Titles()
        for outline in outlines:
            for key in filter(None, (outline.case.dnr_key, *outline.own_numbers)):
                self.by_number.setdefault(key, outline.case.stored_id)
            self.titles.add(outline.case.stored_id, outline.case.title)
        # «BUN 2026/502» and «BUN-2026-0502» are most often one number, but only a person can tell.
        self.by_series = {outline.case.dnr_sort_key: outline.case.stored_id for outline in outlines}
        self.rows_by_series: dict[str, int] = {}
        self.rows_by_number: dict[str, int] = {}
        self.row_titles: Titles[int] = Titles()

    def plan(self, listed: Sequence[ListedCase]) -> tuple[PlannedRow, ...]:
        out: list[PlannedRow] = []
        for at, row in enumerate(listed):
            planned = self._row(row, listed)
            out.append(planned)
            if row.no_case or planned.same_row is not None:
                continue
            key = dnr_key(row.dnr)
            if key:
                self.rows_by_number.setdefault(key, at)
                self.rows_by_series.setdefault(dnr_sort_key(row.dnr), at)
            self.row_titles.add(at, row.title)
        return tuple(out)

    def _row(self, row: ListedCase, listed: Sequence[ListedCase]) -> PlannedRow:
        if row.no_case:
            return PlannedRow(row, Outcome.SKIP, standing=row.no_case)
        key = dnr_key(row.dnr)
        if key and key in self.by_number:
            return self._joining(row, self.by_number[key])
        if key and key in self.rows_by_number:
            first = self.rows_by_number[key]
            return PlannedRow(
                row, Outcome.JOIN, same_row=first, standing=f"Samma diarienummer som rad {listed[first].number}"
            )
        near = self._near_number(row, listed) if key else None
        if near is not None:
            return near
        like = self.titles.likest(row.title)
        if like is not None and not (key and self.kept[like].case.dnr_key):
            planned = self._joining(row, like)
            return replace(planned, outcome=Outcome.ASK, standing=f"Liknar {self._name(like)}")
        if not key:
            first_like = self.row_titles.likest(row.title)
            if first_like is not None:
                words = f"Liknar rad {listed[first_like].number}: «{listed[first_like].title}»"
                return PlannedRow(row, Outcome.ASK, same_row=first_like, standing=words)
        return PlannedRow(row, Outcome.NEW, standing="Nytt ärende" if key else "Nytt ärende utan nummer")

    def _near_number(self, row: ListedCase, listed: Sequence[ListedCase]) -> PlannedRow | None:
        """A row whose number is another's but for zeros."""
        series = dnr_sort_key(row.dnr)
        kept, first = self.by_series.get(series), self.rows_by_series.get(series)
        if kept is not None:
            words = f"Nästan samma nummer som {self._name(kept)}"
            return replace(self._joining(row, kept), outcome=Outcome.ASK, standing=words)
        if first is not None:
            words = f"Nästan samma nummer som rad {listed[first].number} ({listed[first].dnr})"
            return PlannedRow(row, Outcome.ASK, same_row=first, standing=words)
        return None

    def _name(self, case_id: int) -> str:
        case = self.kept[case_id].case
        return f"«{case.shown_title}»" + (f" ({case.dnr})" if case.dnr else "")

    def _joining(self, row: ListedCase, case_id: int) -> PlannedRow:
        outline = self.kept[case_id]
        adds, differences = compared(row, outline)
        if not adds and not differences:
            return PlannedRow(row, Outcome.SKIP, case_id, standing=NOTHING_NEW)
        standing = f"Finns redan som {self._name(case_id)}"
        return PlannedRow(row, Outcome.JOIN, case_id, standing=standing, adds=adds, differences=differences)


def compared(row: ListedCase, outline: CaseOutline) -> tuple[tuple[str, ...], tuple[Difference, ...]]:
    """What a row would add to a case, and where the two differ."""
    case = outline.case
    adds: list[str] = []
    differences: list[Difference] = []

    def compare(name: str, kept: str, listed: str, *, fill: bool = True) -> None:
        if not listed or folded(kept) == folded(listed):
            return
        if kept or not fill:
            differences.append(Difference(name, kept, listed))
        else:
            adds.append(f"{name} {listed}")

    if dnr_key(row.dnr) not in {case.dnr_key, *outline.own_numbers}:
        compare("Diarienummer", case.dnr, row.dnr)
    told = case.secrecy != Secrecy.hela  # a list does not show what a secret case is called, nor who asked
    if told:
        compare("Rubrik", case.title, row.title if row.title != row.dnr else "")
    if row.kind != CaseKind.ovrigt:
        compare("Slag", label(case.kind), label(row.kind))
    if told:
        compare("Från", case.requester, row.requester)
    compare("Inkom", case.received_on.isoformat() if case.received_on else "", _iso(row.received_on))
    if not same_time(row.reply, outline):
        compare("Svarsdag", outline.reply.words if outline.reply else "", row.reply.words if row.reply else "")
    compare("Handläggare", outline.officer, row.officer)
    compare("Läge", label(case.stage), label(row.stage) if row.stage else "")
    compare("Avslutat", case.closed_on.isoformat() if case.closed_on else "", _iso(row.closed_on))
    planned = {step.day for step in outline.plan}
    adds += [f"Nämnd {day.isoformat()}" for day in (row.decided_on, row.namnd_on) if day and day not in planned]
    if row.task and folded(row.task) not in set(map(folded, outline.tasks)):
        adds.append(f"Uppdrag «{row.task}»")
    adds += [f"{heading}: {words}" for heading, words in row.notes if words not in case.note]
    return tuple(adds), tuple(differences)


def same_time(time: Tidpunkt | None, outline: CaseOutline) -> bool:
    """Whether a row's reply day says what the case's own says: the same days, however they are written."""
    kept = outline.reply
    if time is None or kept is None:
        return time is None
    if time.latest is not None and kept.latest is not None:
        return (time.earliest, time.latest) == (kept.earliest, kept.latest)
    return folded(time.words) == folded(kept.words)


def _iso(day: object) -> str:
    return "" if day is None else str(day)
