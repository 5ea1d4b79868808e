"""Make the lists of the follow-up as PDF, Word and CSV, from the same lines as the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from nemndsekr.documents.followup_lists import (
    ListHead,
    balance_sheet,
    initiative_list,
    measure_list,
    picture_with_late,
)
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.exchange.csv_lists import ATTSATS_COLUMNS, MEASURE_COLUMNS, write_csv
from nemndsekr.operations.followup import balance_list, late_then, listed_measures, picture_of, unanswered_initiatives
from nemndsekr.operations.save_file import save_file
from nemndsekr.records.choices import MeasureState, Secrecy, label
from nemndsekr.rules.followup import MeasureLine
from nemndsekr.store.database import Store
from nemndsekr.store.followed_initiatives import all_attsatser
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.file_names import clean_file_name

MOST_PRINTED = 5_000


class FollowupList(StrEnum):
    """Which list is printed."""

    atgardslista = "atgardslista"
    lagesbild = "lagesbild"
    balanslista = "balanslista"
    initiativ = "initiativ"


@dataclass(frozen=True, slots=True)
class MadeList:
    """A list ready to be shown, saved or printed; ``text`` is the same list for those who listen to it."""

    name: str
    suffix: str
    content: bytes
    text: str
    outline: Outline
    suggested_name: str
    landscape: bool


@dataclass(frozen=True, slots=True)
class ListWish:
    """Which list, as it stood on which day, and what of it. ``shows`` says in words what the filter lets through."""

    which: FollowupList
    today: date
    day: date
    wanted: MeasureFilter | None = None
    shows: str = ""


def make_list(store: Store, wish: ListWish, suffix: str = "pdf") -> MadeList:
    """Make a list in a format.

    Raises:
        UserError: there is no such format, or a character has no glyph.
    """
    outline = _OUTLINES[wish.which](store, wish)
    stem = clean_file_name(outline.document_name, wish.day.isoformat())
    return MadeList(
        outline.document_name,
        suffix,
        write_document(outline, suffix),
        outline_text(outline),
        outline,
        f"{stem}.{suffix}",
        outline.landscape,
    )


def list_head(store: Store, wish: ListWish) -> ListHead:
    """What stands over a list."""
    namnder = all_namnder(store)
    name, municipality = (namnder[0].name, namnder[0].municipality) if namnder else ("", "")
    return ListHead(name, municipality, wish.day, wish.shows, wish.today)


def _measures(store: Store, wish: ListWish) -> Outline:
    wanted = wish.wanted or MeasureFilter(which="all", today=wish.today)
    return measure_list(listed_measures(store, wanted, MOST_PRINTED).lines, list_head(store, wish))


def _picture(store: Store, wish: ListWish) -> Outline:
    if wish.day == wish.today:
        late = listed_measures(store, MeasureFilter(which="late", today=wish.today)).lines
    else:
        late = late_then(store, wish.day, wish.today)
    return picture_with_late(picture_of(store, wish.day, wish.today).rows, late, list_head(store, wish))


def _balance(store: Store, wish: ListWish) -> Outline:
    return balance_sheet(balance_list(store, wish.today), list_head(store, wish))


def _initiatives(store: Store, wish: ListWish) -> Outline:
    return initiative_list(unanswered_initiatives(store, wish.day, wish.today), list_head(store, wish))


_OUTLINES: dict[FollowupList, Callable[[Store, ListWish], Outline]] = {
    FollowupList.atgardslista: _measures,
    FollowupList.lagesbild: _picture,
    FollowupList.balanslista: _balance,
    FollowupList.initiativ: _initiatives,
}


def measures_csv(store: Store, wanted: MeasureFilter) -> bytes:
    """The measures that a filter lets through, as CSV."""
    lines = listed_measures(store, wanted, MOST_PRINTED * 20).lines
    return write_csv(MEASURE_COLUMNS, [_measure_fields(line) for line in lines])


def _measure_fields(line: MeasureLine) -> Sequence[str]:
    measure, told = line.measure, [promise for promise in line.measure.promises if promise.words]
    first, newest = (told[0], told[-1]) if told else (None, None)
    moved = newest if len(told) > 1 and measure.case.secrecy != Secrecy.hela else None
    late = line.late
    numbers = (answer.label.removeprefix("R") for answer in measure.answers)
    return (
        measure.case.dnr,
        ", ".join(numbers),
        line.text,
        measure.expected_effect,
        newest.words if newest else "",
        newest.latest.isoformat() if newest and newest.latest else "",
        measure.responsible,
        label(MeasureState(measure.state)),
        line.report,
        measure.case.title,
        first.words if first else "",
        first.latest.isoformat() if first and first.latest else "",
        _number(late.by_latest),
        _number(late.by_first),
        _number(late.extended),
        moved.reason if moved else "",
        moved.granted_by if moved else "",
    )


def _number(count: int | None) -> str:
    """A number, empty where it cannot be told."""
    return "" if count is None else str(count)


def attsatser_csv(store: Store) -> bytes:
    """Every att-sats, as CSV."""
    return write_csv(
        ATTSATS_COLUMNS,
        [
            (one.dnr, str(one.no), one.text, one.task_for, one.report, one.proposal, one.outcome)
            for one in all_attsatser(store)
        ],
    )


def save_csv(content: bytes, path: Path) -> None:
    """Save a CSV file.

    Raises:
        UserError: the file could not be written.
    """
    save_file(path, content)
