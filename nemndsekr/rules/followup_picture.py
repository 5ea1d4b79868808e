"""The picture of all audits: each audit a row, each measure a square by how it stood on a day, and the sum of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import MeasureState
from nemndsekr.rules.followup import (
    MARK_OF_STATE,
    Answered,
    FollowedCase,
    FollowedMeasure,
    Mark,
    MeasureLine,
    measure_line,
)
from nemndsekr.rules.lateness import counted, measure_lateness

SIGNS: Final = {Mark.genomford: "■", Mark.pagar: "▣", Mark.planerad: "□", Mark.sen: "▲", Mark.utgar: "☒"}
NO_MEASURE: Final = "·"
# A line may break in it, and no writer takes it for a single space.
_WIDE_SPACE: Final = "\u00a0\u00a0 "
MARK_WORDS: Final = {
    Mark.genomford: "Genomförd",
    Mark.pagar: "Pågår",
    Mark.planerad: "Planerad",
    Mark.sen: "Sen",
    Mark.utgar: "Utgår",
}
NO_MEASURE_WORDS: Final = "Ingen åtgärd"


class PictureCell(NamedTuple):
    """A recommendation or an assessment in the picture: its label, and a mark for each of its measures."""

    answered: Answered
    marks: tuple[Mark, ...]

    @property
    def label(self) -> str:
        """«R4»."""
        return self.answered.label

    @property
    def signs(self) -> str:
        """«■▣», or a dot where there is no measure."""
        return "".join(SIGNS[mark] for mark in self.marks) or NO_MEASURE

    @property
    def spoken(self) -> str:
        """«R4: 2 genomförda, 1 sen»."""
        return f"{self.label}: {marks_words(self.marks)}"


class PictureRow(NamedTuple):
    """An audit in the picture. Measures that are dropped are shown, but not counted."""

    case: FollowedCase
    cells: tuple[PictureCell, ...]
    done: int
    of: int
    oldest: int
    """Days that the latest measure is late, 0 where none is."""

    @property
    def title(self) -> str:
        """«2024 Skolfrånvaro»."""
        return f"{self.case.year} {self.case.name}"

    @property
    def signs(self) -> str:
        """«R1 ■▣   R2 □»; within a cell nothing breaks."""
        return _WIDE_SPACE.join(f"{cell.label}\u00a0{cell.signs}" for cell in self.cells)

    @property
    def count_words(self) -> str:
        """«9 av 12 klara»."""
        return f"{self.done} av {self.of} klara" if self.of else "inga åtgärder"

    @property
    def late(self) -> str:
        """«äldsta försening 36 dagar», or nothing."""
        return f"äldsta försening {counted(self.oldest, 'dag', 'dagar')}" if self.oldest else ""

    @property
    def spoken(self) -> str:
        """The whole row in words, for those who listen."""
        return ". ".join(filter(None, (self.title, self.count_words, self.late, *(cell.spoken for cell in self.cells))))


class AuditInPicture(NamedTuple):
    """An audit with everything that can be answered in it and every measure."""

    case: FollowedCase
    received_on: date | None
    asked: tuple[Answered, ...]
    measures: tuple[FollowedMeasure, ...]


_PLURAL: Final = {
    Mark.genomford: ("genomförd", "genomförda"),
    Mark.pagar: ("pågår", "pågår"),
    Mark.planerad: ("planerad", "planerade"),
    Mark.sen: ("sen", "sena"),
    Mark.utgar: ("utgår", "utgår"),
}


def marks_words(marks: Iterable[Mark]) -> str:
    """«2 genomförda, 1 sen», or that there is no measure."""
    marks = tuple(marks)
    told = [counted(marks.count(mark), *_PLURAL[mark]) for mark in Mark if mark in marks]
    return ", ".join(told) or NO_MEASURE_WORDS.lower()


def state_on(measure: FollowedMeasure, day: date, since: date | None) -> tuple[MeasureState, date | None] | None:
    """How a measure stood on a day and when it was done by then, or None where it was not promised yet.

    Told by the notes on it up to that day and the day it was done; before the first of them it was planned.
    ``since`` is the day its case came, for measures whose promises carry no day.
    """
    noted = [kept.on for kept in measure.history if kept.on is not None]
    begun = [promise.given_on for promise in measure.promises if promise.given_on is not None] + noted
    first = min(begun) if begun else since
    if first is not None and first > day and not (measure.done_on and measure.done_on <= day):
        return None
    if measure.done_on is not None and measure.done_on <= day:
        return MeasureState.genomford, measure.done_on
    told = [kept for kept in measure.history if kept.on is not None and kept.on <= day]
    if told:
        newest = max(told, key=lambda kept: kept.on or date.min)
        return newest.state, newest.on if newest.state == MeasureState.genomford else None
    return MeasureState.planerad, None


def picture_row(audit: AuditInPicture, day: date, *, today: date) -> PictureRow | None:
    """An audit as squares on a day; today it is what is kept, before that what the notes tell.

    None where nothing of it was there yet.
    """
    if day < today and audit.received_on is not None and audit.received_on > day:
        return None
    marks: dict[str, list[Mark]] = {answered.uid: [] for answered in audit.asked}
    counted_marks: list[Mark] = []
    oldest = 0
    for measure in audit.measures:
        found = _mark_on(measure, day, audit.received_on, today=today)
        if found is None:
            continue
        mark, late = found
        counted_marks.append(mark)
        oldest = max(oldest, late)
        for answered in measure.answers:
            marks.setdefault(answered.uid, []).append(mark)
    of = [mark for mark in counted_marks if mark != Mark.utgar]
    cells = tuple(PictureCell(answered, tuple(marks[answered.uid])) for answered in audit.asked)
    return PictureRow(audit.case, cells, of.count(Mark.genomford), len(of), oldest)


def _mark_on(measure: FollowedMeasure, day: date, since: date | None, *, today: date) -> tuple[Mark, int] | None:
    stood = _as_it_stood(measure, day, since, today=today)
    if stood is None:
        return None
    late = measure_lateness(stood.state, stood.done_on, stood.promises, day)
    return (Mark.sen, late.by_latest or 0) if late.is_late else (MARK_OF_STATE[stood.state], 0)


def _as_it_stood(measure: FollowedMeasure, day: date, since: date | None, *, today: date) -> FollowedMeasure | None:
    """A measure on a day: what is kept, or before today what was told by then. Its report-backs then are not known."""
    if day >= today:
        return measure
    stood = state_on(measure, day, since)
    if stood is None:
        return None
    promises = tuple(one for one in measure.promises if one.given_on is None or one.given_on <= day)
    return measure._replace(state=stood[0], done_on=stood[1], promises=promises, reports=())


def late_on(audits: Iterable[AuditInPicture], day: date, *, today: date) -> list[MeasureLine]:
    """The measures that the picture of a day calls late, as lines of that day, the latest of them first."""
    stood = (
        _as_it_stood(measure, day, audit.received_on, today=today)
        for audit in audits
        if day >= today or audit.received_on is None or audit.received_on <= day
        for measure in audit.measures
    )
    lines = (measure_line(measure, day) for measure in stood if measure is not None)
    return sorted((line for line in lines if line.late.is_late), key=lambda line: -(line.late.by_latest or 0))


def picture_sum(rows: Sequence[PictureRow]) -> str:
    """«9 av 12 klara · äldsta försening 36 dagar»: the line over the picture."""
    done, of, oldest = (
        sum(row.done for row in rows),
        sum(row.of for row in rows),
        max((r.oldest for r in rows), default=0),
    )
    late = f"äldsta försening {counted(oldest, 'dag', 'dagar')}" if oldest else "ingen är sen" if of else ""
    return " · ".join(filter(None, (f"{done} av {of} klara", late)))


def legend() -> str:
    """What each sign means, in words."""
    told = [f"{SIGNS[mark]} {MARK_WORDS[mark].lower()}" for mark in Mark]
    return _WIDE_SPACE.join([*told, f"{NO_MEASURE} {NO_MEASURE_WORDS.lower()}"])
