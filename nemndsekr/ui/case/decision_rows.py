"""The two lists of a decision: who went on record against or beside it, and whom it was sent to."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import add_dispatch, add_dissent, as_blocks
from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DissentKind, choices
from nemndsekr.records.decision import Dispatch, Dissent
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.decision_places import DecisionPlace
from nemndsekr.store.database import Store
from nemndsekr.ui.case.edit_model import EditColumn
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.case.rows_form import ListSpec, RowsEditor

_DISSENTS: Final = ListSpec(
    "dissents",
    Dissent,
    "Reservationer och yttranden",
    "Reservation eller yttrande",
    (
        EditColumn("who", title_of(Dissent, "who"), 1.3),
        EditColumn("kind", title_of(Dissent, "kind"), 1.1, choices(DissentKind)),
        EditColumn("text", title_of(Dissent, "text"), 2.2),
        EditColumn("joined_by", "Instämmer", 1.1),
    ),
    (("kind", DissentKind.reservation),),
)
_DISPATCHES: Final = ListSpec(
    "dispatches",
    Dispatch,
    "Skickat till",
    "Mottagare",
    (
        EditColumn("to_whom", title_of(Dispatch, "to_whom"), 1.8),
        EditColumn("how", title_of(Dispatch, "how"), 1.0),
        EditColumn("sent_on", title_of(Dispatch, "sent_on"), 1.0, day=True, idle=False),
    ),
    grows=True,
)


class DecisionRows(RowsEditor):
    """A list of rows that hang on one decision; the decision is made with the first of them, where it is new."""

    def __init__(self, forms: Forms, spec: ListSpec) -> None:
        super().__init__(forms, spec)
        self._place: DecisionPlace | None = None
        self._shown_key: object = None

    def show_decision(self, file: CaseFile, place: DecisionPlace, key: object) -> None:
        """Show the rows of a place's decision; ``key`` stays the same while the decision is made."""
        if key != self._shown_key:
            self.flush()
            self.table.rows.drop_new()
        self._place, self._shown_key = place, key
        self.show_list(file)

    def shows(self, record: Any) -> bool:
        """Those of the decision that is shown."""
        wanted = self._place.decision_id if self._place is not None else None
        return wanted is not None and record.decision_id == wanted


class DissentRows(DecisionRows):
    """Reservations, särskilda yttranden and notes to the minutes."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms, _DISSENTS)

    def add_row(
        self, store: Store, case_id: int, values: dict[str, Any], who: str, now: datetime
    ) -> tuple[int, Changes]:
        """Store a dissent under the decision."""
        if self._place is None:
            raise RuntimeError("the list is shown before it is written")
        return add_dissent(store, case_id, self._place, values, who, now)

    def _words(self, record: CaseRow) -> dict[str, str]:
        """The text as plain words."""
        text = getattr(record, "text")  # noqa: B009 - a column that every dissent has
        return super()._words(record) | {"text": plain_text(text) if isinstance(text, BlockText) else ""}

    def _value(self, name: str, words: str) -> Any:
        """The text as paragraphs."""
        return as_blocks(words) if name == "text" else super()._value(name, words)


class DispatchRows(DecisionRows):
    """Whom the decision was sent to, how and when."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms, _DISPATCHES)

    def add_row(
        self, store: Store, case_id: int, values: dict[str, Any], who: str, now: datetime
    ) -> tuple[int, Changes]:
        """Store a dispatch under the decision."""
        if self._place is None:
            raise RuntimeError("the list is shown before it is written")
        return add_dispatch(store, case_id, self._place, values, who, now)
