"""RowsForm: the case's lists of short texts - points, papers, steps, recipients - each written straight in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_parts import add_to_list, move_part, remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.audit import Demand
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    DemandPart,
    DocumentPart,
    InitiatorPart,
    Occasion,
    Secrecy,
    choices,
    label,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Attachment, Basis, DocumentPerson
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namndinitiativ import Initiator
from nemndsekr.records.row import CaseRow
from nemndsekr.records.tidpunkt import TidpunktFields
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.planning.chosen import is_reckoned
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import note_on, typed_time
from nemndsekr.rules.which_answer import OF_FIRST, is_of_first
from nemndsekr.store.database import Store
from nemndsekr.support.days import day_and_clock
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.begin_by_typing import BeginsByTyping
from nemndsekr.ui.case.edit_model import NEW, EditColumn, EditRow, NewRow
from nemndsekr.ui.case.edit_table import EditTable, framed
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.kit.labels import caption, field_label, link_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import FieldMessage

_NEUTER: Final = frozenset({"Underlag"})


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list: its attribute of CaseFile, its table, what it is called, one of it, and its columns."""

    attribute: str
    table: type[CaseRow]
    name: str
    one: str
    columns: tuple[EditColumn, ...]
    fixed: tuple[tuple[str, Any], ...] = ()
    """What a new row holds from the start."""
    shows: Callable[[Any], bool] = lambda _: True
    first: str = ""
    """The column that a row must have before it is stored; empty: the first one."""
    grows: bool = False
    """Whether Enter in the last row begins the next: a list of short texts that are written one after the other."""

    @property
    def of_one(self) -> str:
        """One of it, as a sentence names it: «en beslutspunkt»."""
        return f"{'ett' if self.one in _NEUTER else 'en'} {self.one.lower()}"


def _columns(table: type[CaseRow], *names: tuple[str, float], days: tuple[str, ...] = ()) -> tuple[EditColumn, ...]:
    return tuple(
        EditColumn(name, title_of(table, name), share, day=name in days, idle=name not in days) for name, share in names
    )


_NO: Final = "Nej"
"""What a cell does not say: nothing stands in it."""
# A point is the nämnd's unless another body is named.
_BODIES: Final = (
    (None, label(BodyKind.namnd)),
    *((kind, label(kind)) for kind in (BodyKind.au, BodyKind.beredning)),
)
_SECRECY: Final = (
    (Secrecy.ingen.value, _NO),
    (Secrecy.uppgift.value, "Viss uppgift"),
    (Secrecy.hela.value, "Hela bilagan"),
)
# A paper that is enclosed is dated in the year that has been, not in the one that comes.
_LOOK_BACK: Final = timedelta(days=300)
_PAST: Final = {"dated_on", "reported_on", "done_on"}
_HINT: Final = "Enter går till nästa rad, F2 ändrar i raden, Delete tar bort den, Alt+pil flyttar den."
LISTS: Final[dict[str, ListSpec]] = {
    spec.attribute: spec
    for spec in (
        ListSpec(
            "decision_points",
            DecisionPoint,
            "Förslag till beslut",
            "Beslutspunkt",
            (
                EditColumn("text", "Beslutspunkt", 2.6),
                EditColumn("immediate", "Omedelbar justering", 1.4, ((False, _NO), (True, "Ja"))),
                EditColumn("body_kind", "Instans", 1.1, _BODIES),
            ),
            grows=True,
        ),
        ListSpec(
            "bases",
            Basis,
            "Beslutsunderlag",
            "Underlag",
            _columns(Basis, ("text", 3.0), ("dated_on", 1.0), days=("dated_on",)),
            grows=True,
        ),
        ListSpec(
            "plan_steps",
            PlanStep,
            "Beslutsplanering",
            "Instans",
            (
                *_columns(PlanStep, ("label", 2.6), ("day", 1.2), days=("day",)),
                EditColumn("occasion", "Vilket svar", 1.3, choices(Occasion)),
            ),
            grows=True,
        ),
        ListSpec(
            "recipients",
            Recipient,
            "Beslutet skickas till",
            "Mottagare",
            (EditColumn("text", "Mottagare"),),
            grows=True,
        ),
        ListSpec(
            "attachments",
            Attachment,
            "Bilagor",
            "Bilaga",
            (
                *_columns(Attachment, ("text", 2.4)),
                EditColumn("secrecy", "Sekretess", 1.0, _SECRECY),
                *_columns(Attachment, ("secrecy_ground", 1.2)),
            ),
            grows=True,
        ),
        ListSpec(
            "document_persons",
            DocumentPerson,
            "Undertecknare",
            "Undertecknare",
            _columns(DocumentPerson, ("name", 1.2), ("title", 1.0), ("unit", 1.0)),
            (("part", DocumentPart.undertecknare),),
            lambda person: person.part == DocumentPart.undertecknare,
            grows=True,
        ),
        ListSpec(
            "initiators",
            Initiator,
            "Bakom initiativet",
            "Person",
            (
                *_columns(Initiator, ("name", 1.6), ("party", 0.7), ("role", 1.0)),
                EditColumn("part", "Del i initiativet", 1.3, choices(InitiatorPart)),
            ),
            grows=True,
        ),
        ListSpec(
            "demands",
            Demand,
            "Revisionens begäran",
            "Begärd del",
            (
                EditColumn("part", "Begärd del", 1.0, choices=choices(DemandPart)),
                EditColumn("words", "Revisionens ord", 1.8),
            ),
        ),
        ListSpec(
            "reply_days",
            ReplyDay,
            "Svarsdagar",
            "Svarsdag",
            (
                EditColumn("words", "Svar senast", 1.0, idle=False, time=True),
                EditColumn("to_whom", "Till", 1.4),
                EditColumn("occasion", "Vilket svar", 1.3, choices(Occasion)),
            ),
        ),
    )
}


class RowsEditor(QWidget):
    """One list with its label, its table and «+»."""

    removed = Signal(str)
    chosen = Signal(int)
    """The id of the row that has become the current one; below ``NEW`` while it is being added."""

    def __init__(self, forms: Forms, spec: ListSpec, beside: QWidget | None = None) -> None:
        """Show a list as its ``spec`` says; ``beside`` stands beside «+», another way to begin a row."""
        super().__init__()
        self.spec = spec
        self._fixed: dict[str, Any] = dict(spec.fixed)
        self._of: object = None
        self._forms = forms
        self._file: CaseFile | None = None
        self._visit = ""
        self._new: dict[int, NewRow] = {}
        """The rows that were begun here, by the id that each has in the table: a new one's, then the stored one's."""
        self.table = EditTable(spec.name, spec.columns, visit=self._new_visit, reckons=self._reckons, grows=spec.grows)
        self.add_button = link_button(spec.one, "plus")
        self.add_button.setAccessibleName(f"Lägg till {spec.one.lower()}")
        self.add_button.clicked.connect(self.table.add_row)
        BeginsByTyping(self.add_button, self.table.add_row)
        # Focused at once: when its last row goes the table is hidden, and Qt would choose for itself.
        self.table.ended.connect(self.add_button.setFocus)
        self.frame = framed(self.table)
        self.message = FieldMessage()
        self.label = field_label(spec.name, self.table)
        self.hint = caption(_HINT, wrap=True)
        self.hint.hide()
        ways = [beside] if beside is not None else []
        head = row(self.label, (self.hint, 100), None, *ways, self.add_button)
        self.setLayout(column(head, self.frame, self.message, gap=6))
        self.table.rows.edited.connect(self._save_cell)
        self.table.removal_wanted.connect(self._remove)
        self.table.move_wanted.connect(self._move)
        self.table.row_chosen.connect(self.chosen)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_frame)

    def show_list(self, file: CaseFile) -> None:
        """Show the list of a case; the same again is news of it."""
        self.show_rows(file, [one for one in getattr(file, self.spec.attribute) if self.shows(one)])

    def show_rows(
        self, file: CaseFile, rows: Sequence[Any], *, begins: Mapping[str, Any] | None = None, **whose: Any
    ) -> None:
        """Show these rows; a new one gets the columns that say ``whose`` it is, and what it ``begins`` with."""
        of = (file.case.id, tuple(sorted(whose.items())))
        if of != self._of:
            self.flush()
            self.table.rows.drop_new()
            self._of, self._new = of, {}
            self.message.set_message("")
        self._file, self._fixed = file, {**dict(self.spec.fixed), **whose, **(begins or {})}
        self.table.show_rows([EditRow(one.stored_id, self._words(one), notes=_notes(file, one)) for one in rows])
        self._show_frame()

    def shows(self, record: Any) -> bool:
        """Whether a row of the case belongs to this list."""
        return self.spec.shows(record)

    def add_row(
        self, store: Store, case_id: int, values: dict[str, Any], who: str, now: datetime
    ) -> tuple[int, Changes]:
        """Store a row that has got its first words; its id, and what changed."""
        return add_to_list(store, self.spec.table, case_id, values, f"lade till {self.spec.of_one}", who, now)

    def first(self) -> QWidget:
        """The table, or the way to begin it."""
        return self.table if self.table.rows.rows else self.add_button

    def focus_uid(self, row_uid: str, name: str) -> bool:
        """Go to a cell of the row with this uid; says whether the list has it."""
        rows = getattr(self._file, self.spec.attribute) if self._file else []
        row_id = next((one.stored_id for one in rows if one.uid == row_uid), NEW)
        if row_id == NEW or self.table.rows.row_of(row_id) < 0:
            return False
        self.choose(row_id)
        column = next((at for at, one in enumerate(self.spec.columns) if one.name == name), 0)
        self.table.setCurrentIndex(self.table.rows.index(self.table.rows.row_of(row_id), column))
        return True

    def choose(self, row_id: int) -> None:
        """Go to a row."""
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.rows.index(max(0, self.table.rows.row_of(row_id)), 0))

    def flush(self) -> None:
        """Hand over what is being written."""
        self.table.flush()

    def new_row(self) -> NewRow | None:
        """The current row, where it was begun here; None for one that came from the database or has no words."""
        new = self._new.get(self.table.current_id())
        return new if new is not None and (new.storing or new.row_id) else None

    def _words(self, record: CaseRow) -> dict[str, str]:
        """The words of a row's cells, by column."""
        words = {}
        for one in self.spec.columns:
            value = getattr(record, one.name)
            value = self._forms.desk.local(value) if isinstance(value, datetime) else value
            chosen = next((said for member, said in one.choices if member == value), None)
            words[one.name] = ("" if chosen == _NO else chosen) if chosen is not None else _said(value)
        return words

    def _value(self, name: str, words: str) -> Any:
        """The value that a cell's words stand for.

        Raises:
            UserError: a day cannot be understood.
        """
        one = next(one for one in self.spec.columns if one.name == name)
        if one.choices:
            # An empty cell is the first choice, which is also what its editor begins with.
            return next((member for member, said in one.choices if said == words), one.choices[0][0])
        if one.day:
            today, after = self._reckons(name)
            typed = typed_time(words, today, after)
            if typed.amiss:
                told, next_step = typed.amiss.split(". ", 1)
                raise UserError(f"{told}.", next_step)
            return typed.day
        return words

    def _reckons(self, name: str) -> tuple[date, date | None]:
        """Today, and the day after which a day without a year comes: for what lies ahead the day the case came in."""
        today = self._forms.desk.today
        if name in _PAST:
            return today, today - _LOOK_BACK
        return today, self._file.case.received_on if self._file else None

    def _show_frame(self) -> None:
        self.frame.setVisible(bool(self.table.rows.rows))

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        try:
            values = {name: self._value(name, words)}
        except UserError as error:
            self.table.refused = True
            self.message.set_message(str(error))
            return
        if issubclass(self.spec.table, TidpunktFields) and name == "words":
            today, after = self._reckons(name)
            # What is written by hand points at no meeting of the plan.
            values |= {**typed_time(words, today, after, periods=True).kept.columns(), "meeting_id": None}
        self.message.set_message("")
        self.table.refused = False
        if row_id < NEW:
            self._add_or_wait(row_id, values)
            return
        table, visit = self.spec.table, self._visit
        step_name = f"ändrade {self.spec.of_one}"
        self._forms.desk.act(
            lambda store, who, now: edit_record(store, table, row_id, values, who, now, name=step_name, visit=visit),
            failed=self._refused,
        )

    def _add_or_wait(self, new_id: int, values: dict[str, Any]) -> None:
        """A row is stored when its first column is written; what is written meanwhile waits."""
        new = self._new.setdefault(new_id, NewRow())
        new.waiting |= values
        needed = self.spec.first or self.spec.columns[0].name
        if new.storing or self._file is None or not new.waiting.get(needed):
            return
        new.storing = True
        written, new.waiting = new.waiting, {}
        first, case_id = {**self._fixed, **written}, self._file.case.stored_id

        def add(store: Store, who: str, now: datetime) -> Changes:
            new.row_id, changes = self.add_row(store, case_id, first, who, now)
            return changes

        known = self._new
        self._forms.desk.act(
            add, lambda _: self._added(new_id, new, known), lambda error: self._not_added(written, new, error)
        )

    def _added(self, new_id: int, new: NewRow, known: dict[int, NewRow]) -> None:
        row_id, waiting = new.row_id, new.waiting
        new.storing, new.waiting = False, {}
        if waiting:
            table = self.spec.table
            self._forms.desk.act(lambda store, who, now: edit_record(store, table, row_id, waiting, who, now))
        known[row_id] = new
        if known is self._new:  # else another list is shown by now
            self.table.rows.settle_row(new_id, row_id)
            self.chosen.emit(self.table.current_id())

    def _not_added(self, written: dict[str, Any], new: NewRow, error: UserError) -> None:
        """The row is not stored: its words stand, and go along with the next that is written in it."""
        new.storing, new.waiting = False, written | new.waiting
        self._refused(error)

    def _refused(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def _move(self, row_id: int, by: int) -> None:
        if "position" not in self.spec.table.model_fields:
            return
        table, name = self.spec.table, f"flyttade {self.spec.of_one}"
        beside = [one.row_id for one in self.table.rows.rows if not one.is_new]
        self._forms.desk.act(
            lambda store, who, now: move_part(store, table, row_id, beside, by, name, who, now), failed=self._refused
        )

    def _remove(self, row_id: int) -> None:
        if row_id < NEW:
            QTimer.singleShot(0, self, lambda: self.table.rows.drop_row(row_id))
            return
        table, name = self.spec.table, f"tog bort {self.spec.of_one}"
        self._forms.desk.act(
            lambda store, who, now: remove_part(store, table, row_id, name, who, now),
            lambda _: self.removed.emit(f"{self.spec.one} togs bort."),
            self._refused,
        )


class RowsForm(ItemForm):
    """A list of the case, as an item of its own in the middle pane."""

    def __init__(
        self, forms: Forms, attribute: str, beside: QWidget | None = None, below: QWidget | None = None
    ) -> None:
        """Show the list of an attribute; ``beside`` stands beside «+», ``below`` under the table."""
        super().__init__(forms)
        self.rows = RowsEditor(forms, LISTS[attribute], beside)
        self.rows.removed.connect(self.removed)
        # The head of the pane says what the list is called.
        self.rows.label.hide()
        self.rows.hint.show()
        self.lay_out(self.rows, *([below] if below is not None else []))

    def title(self) -> str:
        """What the list is called."""
        return self.rows.spec.name

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the list."""
        del key
        self.rows.show_list(file)

    def first_field(self) -> QWidget:
        """The table, or «+»."""
        return self.rows.first()

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to one row of the list."""
        return self.rows.focus_uid(row_uid, name)

    def flush(self) -> None:
        """Hand over what is being written."""
        self.rows.flush()


def _notes(file: CaseFile, record: CaseRow) -> dict[str, str]:
    """How a time is understood, under its words; that a day is only reckoned; that a paper is the first answer's."""
    if isinstance(record, Basis | Attachment):
        return {"text": OF_FIRST} if is_of_first(file, record) else {}
    if isinstance(record, PlanStep):
        return {"day": "preliminärt"} if is_reckoned(file, record) else {}
    return {"words": note_on(Tidpunkt.of(record))} if isinstance(record, TidpunktFields) else {}


def _said(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, datetime):
        return day_and_clock(value)
    return value.isoformat() if isinstance(value, date) else str(value)
