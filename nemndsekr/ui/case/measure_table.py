"""The planned measures of a recommendation: a table, and under it who answers for the chosen one and its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.measures import add_measure, promise_time, remove_measure
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, MeasureState, choices, label
from nemndsekr.records.measure import Measure
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import note_on
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.binding import row_writer
from nemndsekr.ui.case.edit_table import NEW, EditColumn, EditRow, EditTable, framed
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import field_label, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage

ADD_KEY: Final = "Ctrl+Shift+Å"
_COLUMNS: Final = (
    EditColumn("text", "Åtgärd", 1.25),
    EditColumn("expected_effect", "Förväntad effekt", 1.15),
    # A promise that has left the house gets a follower, so it is handed over once and not letter by letter.
    EditColumn("promise", "Senast klar", 0.8, idle=False, time=True),
    EditColumn("responsible", "Ansvarig", 0.9, extra=True),
    EditColumn("state", "Läge", 0.7, choices=choices(MeasureState), extra=True),
)
_DEMANDED: Final = {
    DemandPart.expected_effect: ("expected_effect", "förväntad effekt"),
    DemandPart.latest_date: ("promise", "tidpunkt"),
    DemandPart.responsible: ("responsible", "ansvarig"),
}


class MeasureTable(QWidget):
    """Shows and saves the measures of one recommendation."""

    removed = Signal(str)
    """A measure was taken away; the words for the bar."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._file: CaseFile | None = None
        self._recommendation_id = 0
        self._visit = ""
        self._waiting: dict[str, str] = {}
        self._adding = False
        self.table = EditTable(
            "Planerade åtgärder", _COLUMNS, visit=self._new_visit, reckons=lambda _: (forms.desk.today, None)
        )
        self.add_button = link_button("Åtgärd", "plus")
        self.add_button.setAccessibleName("Lägg till åtgärd")
        self.add_button.setToolTip("Lägg till åtgärd (Ctrl+Skift+Å)")
        self.add_button.clicked.connect(self.table.add_row)
        self._shortcut = QShortcut(QKeySequence(ADD_KEY), self)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.activated.connect(self.table.add_row)
        head = row(field_label("Planera&de åtgärder", self.table), None, self.add_button)
        self.frame = framed(self.table)
        self.message = FieldMessage()
        self.message.acted.connect(self._go_to_lack)
        self.responsible = forms.line(title_of(Measure, "responsible"), "Funktion eller namn")
        self.state = forms.choice(title_of(Measure, "state"), MeasureState)
        self.details = PairedFields(self.responsible.field, self.state.field)
        self.setLayout(column(holding(head), self.frame, self.message, self.details, gap=6))
        self.table.rows.edited.connect(self._save_cell)
        self.table.row_chosen.connect(lambda _: self._show_details())
        self.table.widened.connect(lambda _: self._show_rows())
        self.table.removal_wanted.connect(self._remove)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_parts)

    def show_measures(self, file: CaseFile, recommendation: Recommendation) -> None:
        """Show the measures of a recommendation; the same again is news of them."""
        if recommendation.stored_id != self._recommendation_id:
            self.table.rows.drop_row()
            self._waiting, self._adding = {}, False
            self._recommendation_id = recommendation.stored_id
        self._file = file
        self._show_rows()

    def _show_rows(self) -> None:
        file = self._file
        if file is None:
            return
        wanted = {name for part, (name, _) in _DEMANDED.items() if part in {demand.part for demand in file.demands}}
        self.table.show_rows(
            [self._row(file, measure, wanted) for measure in file.measures_of(self._recommendation_id)]
        )
        self._show_parts()
        self._show_details()

    def focus_field(self, name: str) -> None:
        """Go to where a thing is written: the first measure that lacks it, or the first; with none, begin one."""
        rows = self.table.rows.rows
        if not rows:
            self.table.add_row()
            return
        wanted = "text" if name == "measures" else name
        at = next((number for number, one in enumerate(rows) if not one.words.get(wanted)), 0)
        self._focus_at(at, wanted)

    def focus_cell(self, row_id: int, name: str) -> bool:
        """Go to a cell of one measure; says whether the table has it."""
        at = self.table.rows.row_of(row_id)
        if at >= 0:
            self._focus_at(at, "text" if name == "measures" else name)
        return at >= 0

    def _focus_at(self, at: int, wanted: str) -> None:
        number = next(n for n, one in enumerate(_COLUMNS) if one.name == wanted)
        if self.table.isColumnHidden(number):
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
            self._show_details()
            (self.state if wanted == "state" else self.responsible).field.editor.setFocus()
            return
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.rows.index(at, number))

    def flush(self) -> None:
        """Hand over everything typed."""
        self.table.flush()
        self.responsible.commit()
        self.state.commit()

    def _row(self, file: CaseFile, measure: Measure, wanted: set[str]) -> EditRow:
        promises = file.promises_of(measure.stored_id)
        words = {
            "text": measure.text,
            "expected_effect": measure.expected_effect,
            "promise": promises[-1].words if promises else "",
            "responsible": measure.responsible,
            "state": label(measure.state),
        }
        notes = [f"Först lovat: {promises[0].words}"] if len(promises) > 1 else []
        if not self.table.wide:
            told = "" if measure.state == MeasureState.planerad else label(measure.state)
            notes = [*filter(None, (measure.responsible, told)), *notes]
        under = {"promise": note_on(Tidpunkt.of(promises[-1]))} if promises else {}
        return EditRow(measure.stored_id, words, " · ".join(notes), frozenset(wanted), under)

    def _show_parts(self) -> None:
        rows = self.table.rows.rows
        self.frame.setVisible(bool(rows))
        stored = [one for one in rows if one.row_id != NEW]
        self.details.setVisible(bool(stored) and not self.table.wide)
        self.message.set_message(*self._told_lack(stored))

    def _told_lack(self, rows: list[EditRow]) -> tuple[str, str]:
        for number, one in enumerate(rows, start=1):
            for name, words in _DEMANDED.values():
                if name in one.lacks and not one.words.get(name):
                    return f"Åtgärd {number} saknar {words}, som revisorerna begär.", "Gå dit"
        return "", ""

    def _go_to_lack(self) -> None:
        for one in self.table.rows.rows:
            for name, _ in _DEMANDED.values():
                if name in one.lacks and not one.words.get(name):
                    self.focus_field(name)
                    return

    def _show_details(self) -> None:
        file, row_id = self._file, self.table.current_id()
        measure = next((one for one in file.measures if one.id == row_id), None) if file else None
        if measure is None:
            return
        number = self.table.rows.row_of(row_id) + 1
        for bound, name in ((self.responsible, "responsible"), (self.state, "state")):
            words = (
                f"{title_of(Measure, name)} för åtgärd {number}"
                if self.table.rows.rowCount() > 1
                else title_of(Measure, name)
            )
            bound.field.label.setText(words)
            bound.field.editor.setAccessibleName(words)
            bound.show_value(("Measure", row_id, name), row_writer(Measure, row_id, name), getattr(measure, name))

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        if row_id == NEW:
            self._add_or_wait(name, words)
            return
        visit, departed = self._visit, bool(self._file and self._file.departures)
        self._forms.desk.act(
            lambda store, who, now: _write_cell(store, row_id, name, words, who, now, visit, departed=departed),
            failed=self._refused,
        )

    def _add_or_wait(self, name: str, words: str) -> None:
        """A measure needs its text first; what else is written meanwhile waits until the measure is stored."""
        self._waiting[name] = words
        text = self._waiting.get("text", "")
        if self._adding or not text:
            return
        self._adding = True
        first, self._waiting = dict(self._waiting), {}
        made: list[int] = []
        recommendation_id = self._recommendation_id

        def add(store: Store, who: str, now: datetime) -> Changes:
            measure, changes = add_measure(
                store,
                recommendation_id,
                text,
                who,
                now,
                expected_effect=first.get("expected_effect", ""),
                words=first.get("promise", ""),
            )
            made.append(measure.stored_id)
            return changes

        self._forms.desk.act(add, lambda _: self._added(recommendation_id, made[0]), self._refused)

    def _added(self, recommendation_id: int, row_id: int) -> None:
        self._adding = False
        waiting, self._waiting = self._waiting, {}
        if recommendation_id == self._recommendation_id:
            self.table.rows.settle_row(row_id)
            self._show_parts()
        for name, words in waiting.items():
            self._save_cell(row_id, name, words)

    def _refused(self, error: UserError) -> None:
        self._adding = False
        self.message.set_message(str(error))

    def _remove(self, row_id: int) -> None:
        if row_id == NEW:
            self.table.rows.drop_row()
            return
        self._forms.desk.act(
            lambda store, who, now: remove_measure(store, row_id, who, now),
            lambda _: self.removed.emit("Åtgärden är borttagen."),
            self._refused,
        )


def _write_cell(
    store: Store, row_id: int, name: str, words: str, who: str, now: datetime, visit: str, *, departed: bool
) -> Changes:
    if name == "promise":
        reason = "Ändrad efter att en handling lämnats." if departed else ""
        return promise_time(store, row_id, words, who, now, reason=reason, visit=visit)
    value: Any = words
    if name == "state":
        value = next(state for state in MeasureState if label(state) == words)
    return edit_record(store, Measure, row_id, {name: value}, who, now, visit=visit)
