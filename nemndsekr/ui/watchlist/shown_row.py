"""ShownRow: a row of a list as the preview shows it - what it becomes, what is odd in it, and its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from nemndsekr.operations.plan_watchlist import Outcome, PlannedRow
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column

_LOOKS: Final[dict[Outcome, tuple[State | None, str]]] = {
    Outcome.NEW: (State.EVENT, "Nytt ärende"),
    Outcome.JOIN: (State.NOTE, "Läggs till"),
    Outcome.SKIP: (None, "Hoppas över"),
    Outcome.ASK: (State.REMARK, "Välj"),
}
_WIDE: Final = 280
_USUAL: Final = 148
OWN_COLUMNS: Final = 3
"""Columns that come before those of the list."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview: its place in the plan, what it becomes, and what its cells show."""

    place: int
    planned: PlannedRow
    texts: tuple[str, ...]


def shown_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column[ShownRow], ...]:
    """The preview's columns: number, outcome and what is odd, and then the list's own, wide where their texts are."""
    longest = [max((len(cells[place]) for cells in rows), default=0) for place in range(len(headings))]
    return (
        Column("Rad", lambda shown: str(shown.planned.listed.number), "quiet", 52),
        Column("Blir", _outcome_words, "tag", 132, state=_outcome_state),
        Column("Att se på", _odd_words, "flag", 136, state=_odd_state),
        *(
            Column(heading, partial(_cell_words, place), "text", _WIDE if longest[place] > 28 else _USUAL)
            for place, heading in enumerate(headings)
        ),
    )


def is_odd(planned: PlannedRow) -> bool:
    """Whether a row is to be looked at before it is taken in."""
    return planned.outcome == Outcome.ASK or bool(_odd_words_of(planned))


def _odd_words_of(planned: PlannedRow) -> str:
    if planned.outcome == Outcome.SKIP:
        return ""
    if planned.outcome == Outcome.JOIN and planned.differences:
        return "skiljer sig"
    count = len(planned.listed.problems)
    return f"{count} påpekande{'n' if count > 1 else ''}" if count else ""


def _odd_words(shown: ShownRow) -> str:
    quiet = "år ej skrivet" if shown.planned.listed.reckoned and shown.planned.outcome != Outcome.SKIP else ""
    return _odd_words_of(shown.planned) or quiet


def _odd_state(shown: ShownRow) -> State | None:
    return State.REMARK if _odd_words_of(shown.planned) else None


def _outcome_words(shown: ShownRow) -> str:
    planned = shown.planned
    return "Finns redan" if planned.is_there and planned.outcome == Outcome.SKIP else _LOOKS[planned.outcome][1]


def _outcome_state(shown: ShownRow) -> State | None:
    planned = shown.planned
    return State.DONE if planned.is_there and planned.outcome == Outcome.SKIP else _LOOKS[planned.outcome][0]


def _cell_words(number: int, shown: ShownRow) -> str:
    return " ".join(shown.texts[number].split())
